"""The stops of the tour, in order: this list is what is photographed and what docs/tour.md says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs"
PAGE = FOLDER / "tour.md"
PICTURES = FOLDER / "tour"


class Who(Enum):
    """Whose record a stop shows; the tour finds somebody of the officer's caseload who is so."""

    NOBODY = ""
    WARNED = "of whom staff are warned"
    OVERDUE = "with something overdue"
    REPORTED = "of whom something was reported"
    BREACHED = "suspected of a breach"
    VISITED = "visited at home"
    ASSESSED = "with an assessment of risk"
    PLANNED = "with a plan in force"
    ORDERED = "under an order of a court"
    TESTED = "of whom a polygraph test is under way"
    WATCHED = "with a device that is monitored"


@dataclass(frozen=True, slots=True)
class Stop:
    """One page: its URL's name, who looks at it, what it is for, and what to look at there."""

    name: str
    title: str
    role: str  # a sign-in of the demonstration; empty: before signing in
    url: str
    purpose: str
    look: str
    who: Who = Who.NOBODY
    query: str = ""
    of: tuple[str, ...] = ()  # what its address names after the person
    finds: str = ""  # typed into the box above every page; the answer is the stop

    @property
    def picture(self) -> str:
        return f"{self.name}.png"


STOPS = (
    Stop(
        "sign-in",
        "Signing in",
        "",
        "account_login",
        "The way in. Outside the demonstration a second factor follows, or the force's own single sign-on.",
        "The marking above every page; the sign-ins of the demonstration.",
    ),
    Stop(
        "today",
        "Today",
        "officer",
        "today",
        "What an officer does first each morning, and in what order.",
        "Overdue first, the most serious before the longest late; every row has its one next step.",
    ),
    Stop(
        "week",
        "My week",
        "officer",
        "week",
        "What is due and planned, day by day.",
        "A day with too much on it, while there is time to move some of it.",
    ),
    Stop(
        "caseload",
        "My caseload",
        "officer",
        "people",
        "Everybody one answers for.",
        "Who is missing or wanted stands out; the filter is part of the address, so a list can be kept.",
    ),
    Stop(
        "search",
        "Finding a person",
        "officer",
        "today",
        "A name half heard, a number, an address: the right record in a second.",
        "Misspelt on purpose. Each result says why it matched, who manages them and where.",
        finds="jon harcker",
    ),
    Stop(
        "summary",
        "A person",
        "officer",
        "person",
        "The page a record opens on.",
        "The identity bar with its warnings, on every page; what is due, and why; what is new since one last looked.",
        Who.WARNED,
    ),
    Stop(
        "record",
        "The record",
        "officer",
        "person-record",
        "What is known, block by block.",
        "When each block was last confirmed, and which is out of date.",
        Who.WARNED,
    ),
    Stop(
        "block",
        "One block of the record",
        "officer",
        "record-block",
        "One part of a life, read, added to and confirmed by itself.",
        "Since when each entry is so, how it is known, and whether it is a fact or an opinion.",
        Who.WARNED,
        of=("devices",),
    ),
    Stop(
        "documents",
        "Documents",
        "officer",
        "person-documents",
        "Orders, licences, assessments: every version of each.",
        "What is being examined is held until it is known to be clean.",
        Who.WARNED,
    ),
    Stop(
        "photographs",
        "Photographs",
        "officer",
        "person-photographs",
        "What they looked like, and when.",
        "The newest is in the identity bar of every page.",
        Who.WARNED,
    ),
    Stop(
        "intelligence",
        "Intelligence",
        "officer",
        "person-intelligence",
        "Graded reports and concerns about a person, and what their manager made of each.",
        "The sanitised text; the source is named nowhere.",
        Who.REPORTED,
    ),
    Stop(
        "concern",
        "Recording a concern",
        "officer",
        "record-concern",
        "Two minutes, for whoever takes the call: who, what, where, and whether the caller wants to be named.",
        "It reaches the right manager by itself, or a supervisor who finds out whom it is about.",
    ),
    Stop(
        "timeline",
        "The timeline",
        "officer",
        "person-timeline",
        "Everything that happened, in order.",
        "When it happened beside when it was recorded; the filter; printing.",
        Who.WARNED,
    ),
    Stop(
        "notification",
        "What was notified",
        "officer",
        "person-notification",
        "What the police were told, and what had to be told.",
        "Each attendance with the duties it answered, and whether in time.",
        Who.OVERDUE,
    ),
    Stop(
        "station",
        "At the station",
        "officer",
        "start-notification",
        "Taking a notification at the counter: a question a page.",
        "What the record says they must notify now, and everything that may have happened; no rule has to be known.",
        Who.OVERDUE,
    ),
    Stop(
        "visits",
        "Home visits",
        "officer",
        "visits",
        "Whom to see, who is planned to be seen, and who was not in.",
        "How late each is, and how the last attempt ended. Only being seen moves the date.",
    ),
    Stop(
        "visited",
        "One person's visits",
        "officer",
        "person-visits",
        "Visits made, missed and planned, how often they are due, and why so often.",
        "The days and times of past visits, drawn so that a habit shows.",
        Who.VISITED,
    ),
    Stop(
        "pack",
        "The pack for a visit",
        "officer",
        "visit-pack",
        "One page to read in the car, on the screen or on paper.",
        "Warnings first; then what has changed, what to ask and what to look at.",
        Who.VISITED,
    ),
    Stop(
        "risk",
        "Risk",
        "officer",
        "person-risk",
        "The four values, assessments by each tool, and what asks for another look.",
        "Static level, ARMS priority, serious harm, management level: each with its own day and source.",
        Who.ASSESSED,
    ),
    Stop(
        "plan",
        "The risk management plan",
        "officer",
        "person-plan",
        "What is done about the risk, by whom and by when; what happens if it goes wrong.",
        "Every factor of high priority and every live condition has somebody who acts on it. Signed, it never changes.",
        Who.PLANNED,
    ),
    Stop(
        "orders",
        "Orders and licence",
        "officer",
        "person-orders",
        "Each condition in the court's own words, how it is checked and when it was.",
        "Service not shown, an end that is near, a passport that is held.",
        Who.ORDERED,
    ),
    Stop(
        "polygraph",
        "Polygraph",
        "officer",
        "person-polygraph",
        "One test from the offer to its end, and when the next falls due.",
        "The examiner never manages the person, and another examiner checks the result.",
        Who.TESTED,
    ),
    Stop(
        "devices",
        "Devices",
        "officer",
        "person-devices",
        "What they own, what was examined, what is monitored.",
        "A device that no longer reports, and an alert that nobody has acknowledged.",
        Who.WATCHED,
    ),
    Stop(
        "monitoring",
        "Monitoring",
        "officer",
        "monitoring",
        "Alerts of the whole unit, for whoever is on call.",
        "The longest unacknowledged first; and those who may be monitored and are not.",
    ),
    Stop(
        "breaches",
        "Breaches, the wanted and the missing",
        "officer",
        "breaches",
        "Every suspected breach in hand and everybody who is sought.",
        "For how long, and the next step of each; missing and wanted are kept apart.",
    ),
    Stop(
        "breach",
        "One person's breaches",
        "officer",
        "person-breaches",
        "From the first suspicion to the outcome, nothing decided by one officer alone.",
        "The checks of the same day, the elements of the offence, and the excuse they gave.",
        Who.BREACHED,
    ),
    Stop(
        "as-it-was",
        "As it was",
        "officer",
        "person-as-it-was",
        "What was due, and what was known, on an earlier day: what a court asks.",
        "Two dates: the day judged, and the day up to which the record is read.",
        Who.OVERDUE,
    ),
    Stop(
        "history",
        "The history",
        "officer",
        "person-history",
        "Every version of every fact, as evidence.",
        "Who recorded what, when and why. Nothing here can be changed.",
        Who.WARNED,
    ),
    Stop(
        "calculator",
        "The calculator",
        "officer",
        "calculator",
        "Dates from facts, without a record: for advice, training and checking.",
        "It answers with the section of the Act for every date.",
    ),
    Stop(
        "unit",
        "The unit's day",
        "supervisor",
        "today",
        "The same page for somebody who answers for a unit.",
        "The numbers above the lists; overrides and emergency openings that wait for a decision.",
    ),
    Stop(
        "access",
        "Who has access",
        "supervisor",
        "person-access",
        "Sharing, restricting and archiving one record.",
        "Everybody beyond the unit who can read it, until when and why.",
        Who.WARNED,
    ),
    Stop(
        "cover",
        "Cover",
        "supervisor",
        "cover",
        "Who stands in for whom.",
        "An absence never leaves a caseload without somebody who answers for it.",
    ),
    Stop(
        "handovers",
        "Handovers",
        "supervisor",
        "handovers",
        "People on their way from one manager to another.",
        "Nobody is without a manager meanwhile, and no date moves.",
    ),
    Stop(
        "approvals",
        "Waiting for a decision",
        "supervisor",
        "approvals",
        "Everything that waits for one's signature, the longest first.",
        "How long each has waited, and what is looked at before signing. Nobody decides on their own.",
    ),
    Stop(
        "reactive",
        "Without home visits",
        "supervisor",
        "reactive",
        "Who is managed reactively, who is under review, and who authorised it.",
        "Exceptions and late reviews at a desk.",
    ),
    Stop(
        "disclosures",
        "Disclosures",
        "supervisor",
        "disclosures",
        "What was asked under the disclosure schemes, each with its clocks.",
        "The clock that runs out first.",
    ),
    Stop(
        "policy",
        "What the force decides",
        "inspector",
        "policy",
        "Every interval and limit that is the force's to set, from which day, and who approved it.",
        "One proposes, another approves, and the dates that would move are shown first.",
    ),
    Stop(
        "audit",
        "Who looked at what",
        "auditor",
        "audit",
        "Asking the access log.",
        "A purpose is asked for first: section 62 of the Data Protection Act 2018.",
    ),
    Stop(
        "administration",
        "Users and roles",
        "admin",
        "administration",
        "Who may sign in, as what and until when.",
        "An administrator opens no record, and grants no role to themselves.",
    ),
    Stop(
        "rules",
        "The rules in force",
        "coordinator",
        "rules-in-force",
        "Which version of the Act the dates are computed by.",
        "Enacted law waits here for the day it is commenced.",
    ),
)


def written() -> str:
    """docs/tour.md, as the list says."""
    lines = [
        "# A tour of Vigil",
        "",
        "The main pages, each as one role sees it, in the demonstration's fictional county. `make tour` takes the",
        "pictures again and writes this page from `ops/tour/stops.py`. To walk it yourself: `make demo`.",
    ]
    for number, stop in enumerate(STOPS, 1):
        seen_by = f"signed in as `{stop.role}`" if stop.role else "before signing in"
        lines += [
            "",
            f"## {number}. {stop.title}",
            "",
            f"{stop.purpose} Seen {seen_by}.",
            "",
            f"Look at: {stop.look[0].lower()}{stop.look[1:]}",
            "",
            f"![{stop.title}](tour/{stop.picture})",
        ]
    return "\n".join(lines) + "\n"
