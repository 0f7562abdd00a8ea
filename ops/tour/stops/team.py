"""What supervisors and inspectors look at."""

from __future__ import annotations

from ops.tour.stops.stop import Stop, Who

TEAM = (
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
)
