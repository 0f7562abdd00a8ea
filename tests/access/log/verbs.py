"""Every verb of every app, each carried out by one user on one person: what the log must say of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from access.policies import FieldClass
from accounts.models import User
from diary import actions as diary
from diary.models import Entry
from handovers import actions as handovers
from handovers.choices import Answer
from intelligence import actions as intelligence
from intelligence.choices import Assessment, CloseReason
from intelligence.models import Link
from notifications import actions as notifications
from notifications.breaches.choices import (
    BreachOf,
    CheckKind,
    CheckResult,
    DecisionKind,
    Element,
    ExcuseView,
    Found,
    Meeting,
    Outcome,
    Provision,
    SearchStepKind,
    Verdict,
)
from notifications.certificate.serial import new_serial
from notifications.choices import OverrideDecision, Received, ReviewOutcome
from notifications.station.choices import Happened, Shown
from notifications.station.told import Coming, Notified, Told
from offenders import actions, kinds
from offenders.choices import ArchiveReason, EmergencyFinding, EmergencyReason, SoughtEnd, SoughtKind
from offenders.models import Person
from tests import world
from tests.intelligence import reported
from tests.riskplans.devices.verbs import VERBS as DEVICE_VERBS
from tests.riskplans.disclosure.verbs import VERBS as DISCLOSURE_VERBS
from tests.riskplans.orders.verbs import VERBS as ORDER_VERBS
from tests.riskplans.plans.verbs import VERBS as PLAN_VERBS
from tests.riskplans.polygraph.verbs import VERBS as POLYGRAPH_VERBS
from tests.riskplans.reactive.verbs import VERBS as REACTIVE_VERBS
from tests.riskplans.verbs import VERBS as VISIT_VERBS

NOW = world.at(world.TODAY)


def _lift(by: User, of: Person) -> None:
    VERBS["restrict record"](by, of)
    actions.lift(by, person=of, reason="No longer staff", now=NOW)


def _remove_reader(by: User, of: Person) -> None:
    VERBS["restrict record"](by, of)
    reader = world.officer()
    actions.name_reader(by, person=of, user=reader, now=NOW)
    actions.remove_reader(by, person=of, user=reader, reason="Has moved away", now=NOW)


def _close_emergency(by: User, of: Person) -> None:
    VERBS["open in emergency"](by, of)
    actions.close_emergency(by, person_id=of.pk, now=NOW)


def _archive(by: User, of: Person) -> None:
    for fact in (of.disposals.get(), of.triggers.get()):  # a duty that is open keeps a record open
        actions.void(by, fact=fact, version=1, reason="Another person's", now=NOW)
    actions.archive(by, person=of, why=ArchiveReason.ERRONEOUS, note="", now=NOW)


def _reopen(by: User, of: Person) -> None:
    _archive(by, of)
    actions.reopen(by, person=of, reason="Archived in error", now=NOW)


def _record_vehicle(by: User, of: Person) -> Any:
    kind = kinds.named("vehicle")
    assert kind
    values = {"kind": "car", "registration": "CX12 ABC", "source": "observed"}
    return actions.record_detail(by, person=of, kind=kind, values=values, now=NOW)


def _record_licence(by: User, of: Person) -> Any:
    kind = kinds.named("licence")
    assert kind
    values = {"kind": "standard", "starts_on": world.TODAY, "source": "document"}
    return actions.record_detail(by, person=of, kind=kind, values=values, now=NOW)


def _ask_for_handover(by: User, of: Person) -> Any:
    return handovers.ask(by, person=of, receiver=by, why="Moves to another unit", now=NOW)


def _write_handover(by: User, of: Person) -> Any:
    said = dict.fromkeys(handovers.ASKED, "Nothing known")
    return handovers.write(by, handover=_ask_for_handover(by, of), said=said, now=NOW)


def _answer_handover(by: User, of: Person, answer: str, missing: str) -> Any:
    return _answered(by, _write_handover(by, of), answer, missing)


def _answered(by: User, note: Any, answer: str = "accepted", missing: str = "") -> Any:
    together = {"joint_visit": "made", "joint_visit_on": world.TODAY}
    return handovers.answer(
        by, note=note, version=1, answer=Answer(answer), missing=missing, now=NOW, **together
    )


def _confirm_handover(by: User, of: Person) -> Any:
    receiver = world.officer()
    handover = handovers.ask(by, person=of, receiver=receiver, why="Moves to another unit", now=NOW)
    said = dict.fromkeys(handovers.ASKED, "Nothing known")
    _answered(receiver, handovers.write(by, handover=handover, said=said, now=NOW))
    return handovers.confirm(by, handover=handover, version=1, now=NOW)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "ask for handover": _ask_for_handover,
    "write handover note": _write_handover,
    "accept handover": lambda by, of: _answer_handover(by, of, "accepted", ""),
    "return handover note": lambda by, of: _answer_handover(by, of, "returned", "Who is the sister?"),
    "confirm handover": _confirm_handover,
    "decide handover": lambda by, of: handovers.settle(
        by, handover=_ask_for_handover(by, of), version=1, move=True, reason="He has left", now=NOW
    ),
    **VISIT_VERBS,
    **PLAN_VERBS,
    **ORDER_VERBS,
    **POLYGRAPH_VERBS,
    **DEVICE_VERBS,
    **REACTIVE_VERBS,
    **DISCLOSURE_VERBS,
    "record vehicle": _record_vehicle,
    "end vehicle": lambda by, of: actions.end_detail(
        by, fact=_record_vehicle(by, of), version=1, ended_on=world.TODAY, now=NOW
    ),
    "add standard conditions": lambda by, of: actions.add_standard_conditions(
        by, licence=_record_licence(by, of), now=NOW
    ),
    "confirm block": lambda by, of: actions.confirm_block(
        by, person=of, block="vehicles", how="Seen", now=NOW
    ),
    "record custody": lambda by, of: actions.record_custody(
        by, person=of, kind="custody", starts_on=world.TODAY, place="", now=NOW
    ),
    "record release": lambda by, of: actions.record_release(
        by, absence=VERBS["record custody"](by, of), released_on=world.TODAY, now=NOW
    ),
    "record move": lambda by, of: actions.record_move(
        by,
        person=of,
        address={"line_1": "1 High Street", "line_2": "", "town": "Kirkby", "postcode": "CX1 1AB"},
        kind="residence",
        starts_on=world.TODAY,
        child_in_household="no",
        now=NOW,
    ),
    "record stay": lambda by, of: actions.record_stay(
        by,
        person=of,
        address={"line_1": "2 High Street", "line_2": "", "town": "Kirkby", "postcode": "CX1 1AB"},
        kind="partner",
        starts_on=world.TODAY,
        ends_on=None,
        child_in_household="no",
        source="observed",
        now=NOW,
    ),
    "record conviction": lambda by, of: actions.record_trigger(
        by,
        person=of,
        trigger={"kind": "conviction", "date": world.TODAY, "offence": "Voyeurism (s.67)"},
        disposal={},
        now=NOW,
    ),
    "record sentence": lambda by, of: actions.record_sentence(
        by,
        trigger=VERBS["record conviction"](by, of),
        disposal={"kind": "fine", "date": world.TODAY},
        now=NOW,
    ),
    "record order": lambda by, of: actions.record_order(
        by, person=of, order={"kind": "shpo", "made_on": world.TODAY}, now=NOW
    ),
    "record contact": lambda by, of: actions.record_contact(
        by,
        person=of,
        contact={
            "happened_at": NOW,
            "kind": "call",
            "direction": "in",
            "with_whom": "His mother",
            "by_whom": "DC Reed",
            "said": "He has gone away for the week.",
            "outcome": "nothing",
        },
        now=NOW,
    ),
    "take notification": lambda by, of: notifications.take_notification(
        by,
        person=of,
        notified=Notified(
            Coming(NOW, "Kirkby", Shown.KNOWN),
            told=[
                Told(Happened.AHEAD, {"specified_date": world.TODAY, "foretells": "A new name: Alan Fell"})
            ],
        ),
        now=NOW,
    ),
    "record altered journey": lambda by, of: notifications.record_altered_journey(
        by, journey=VERBS["record journey"](by, of), altered_at=NOW, details={}, now=NOW
    ),
    "set task": lambda by, of: diary.set_task(
        by, person=of, title="Ring him", due_on=world.TODAY, owner=by, now=NOW
    ),
    "finish task": lambda by, of: diary.finish_task(
        by, task=VERBS["set task"](by, of), version=1, note="Rang him", now=NOW
    ),
    "hand on task": lambda by, of: diary.hand_on_task(
        by, task=VERBS["set task"](by, of), version=1, owner=None, reason="Leave", now=NOW
    ),
    "cancel task": lambda by, of: diary.cancel_task(
        by, task=VERBS["set task"](by, of), version=1, reason="No need", now=NOW
    ),
    "submit report": lambda by, of: intelligence.submit_report(
        by, report=reported.REPORT, people={of.pk: "subject"}, now=NOW
    ),
    "assess intelligence": lambda by, of: intelligence.assess(
        by,
        link=Link.objects.get(report=VERBS["submit report"](by, of)),
        version=1,
        assessment=Assessment.NOTHING,
        note="Known",
        now=NOW,
    ),
    "disseminate report": lambda by, of: intelligence.disseminate(
        by,
        link=Link.objects.get(report=VERBS["submit report"](by, of)),
        dissemination=reported.DISSEMINATION,
        now=NOW,
    ),
    "record concern": lambda by, of: intelligence.record_concern(
        by, concern={**reported.CONCERN, "who": "Alan Marsh"}, now=NOW
    ),
    "link concern": lambda by, of: intelligence.link_concern(
        by, concern=reported.concern(by, who="Nobody on record"), version=1, person=of, note="", now=NOW
    ),
    "record name": lambda by, of: actions.record_name(
        by,
        person=of,
        name={"kind": "legal", "given_names": "Alan", "family_name": "Reed", "used_from": world.TODAY},
        now=NOW,
    ),
    "assign manager": lambda by, of: actions.assign_manager(
        by, person=of, manager=world.officer(), reason="Workload", now=NOW
    ),
    "correct name": lambda by, of: actions.correct(
        by,
        fact=of.names.get(),
        version=1,
        changes={"given_names": "Allan"},
        reason="Misspelt on the order",
        now=NOW,
    ),
    "correct person": lambda by, of: actions.correct(
        by, fact=of, version=1, changes={"sex": "female"}, reason="Entered wrongly", now=NOW
    ),
    "void address": lambda by, of: actions.void(
        by, fact=of.occupancies.get(), version=1, reason="Another person's", now=NOW
    ),
    "record notification": lambda by, of: notifications.record_notification(
        by,
        person=of,
        given_at=NOW,
        answers=[of.diary_entries.open().get(kind="initial").key],
        station="Kirkby",
        now=NOW,
    ),
    "record notification elsewhere": lambda by, of: notifications.record_notification_elsewhere(
        by,
        person=of,
        given_at=NOW,
        answers=[of.diary_entries.open().get(kind="initial").key],
        station="Kirkby",
        now=NOW,
        late_reason="",
    ),
    "record advance notice": lambda by, of: notifications.record_advance_notice(
        by,
        person=of,
        given_at=NOW,
        specified_date=world.TODAY + world.days(5),
        foretells="Moving",
        station="Kirkby",
        now=NOW,
    ),
    "record advance notice elsewhere": lambda by, of: notifications.record_advance_notice_elsewhere(
        by,
        person=of,
        given_at=NOW,
        specified_date=world.TODAY + world.days(5),
        foretells="Moving",
        station="Kirkby",
        late_reason="",
        now=NOW,
    ),
    "record outcome of advance notice": lambda by, of: notifications.record_outcome(
        by, notice=VERBS["record advance notice"](by, of), fact="", now=NOW
    ),
    "record change": lambda by, of: notifications.record_change(
        by, person=of, change={"kind": "account_opened", "on": world.TODAY}, address={}, now=NOW
    ),
    "record journey": lambda by, of: notifications.record_journey(
        by,
        person=of,
        journey={"countries": ["FR"], "departs_on": world.TODAY, "details_known_on": world.TODAY},
        now=NOW,
    ),
    "record return": lambda by, of: notifications.record_return(
        by, journey=VERBS["record journey"](by, of), returned_on=world.TODAY, point="Dover", now=NOW
    ),
    "share record": lambda by, of: actions.share(
        by,
        person=of,
        user=world.officer(),
        purpose="Joint visit",
        classes=[FieldClass.GENERAL],
        starts_on=world.TODAY,
        ends_on=None,
        now=NOW,
    ),
    "end share": lambda by, of: actions.end_share(
        by, share=VERBS["share record"](by, of), reason="Visit done", now=NOW
    ),
    "restrict record": lambda by, of: actions.restrict(by, person=of, readers=[], reason="Staff", now=NOW),
    "name reader": lambda by, of: (
        VERBS["restrict record"](by, of),
        actions.name_reader(by, person=of, user=world.officer(), now=NOW),
    ),
    "lift restriction": _lift,
    "remove reader": _remove_reader,
    "close emergency opening": _close_emergency,
    "archive record": _archive,
    "reopen record": _reopen,
    "open in emergency": lambda by, of: actions.open_in_emergency(
        by, person_id=of.pk, why=EmergencyReason.RISK_TO_LIFE, reason="A call from the address", now=NOW
    ),
    "review emergency opening": lambda by, of: actions.review_emergency(
        by,
        opening=VERBS["open in emergency"](world.officer(of=world.unit("East unit")), of),
        finding=EmergencyFinding.JUSTIFIED,
        note="",
        now=NOW,
    ),
    "file document": world.document,
    "file version of document": lambda by, of: actions.add_version(
        by,
        document=world.document(by, of),
        content=world.text(b"As amended"),
        seen=1,
        note="",
        now=NOW,
    ),
    "add photograph": world.photograph,
    "issue certificate": lambda by, of: notifications.issue_certificate(
        by,
        person=of,
        serial=new_serial(),
        as_at=world.TODAY,
        ruleset="EW-2026-03-22",
        facts="0" * 16,
        pdf=b"%PDF",
        now=NOW,
    ),
    "request override of date": lambda by, of: notifications.request_override(
        by,
        person=of,
        key=(duty := Entry.objects.get(person=of, kind="initial")).key,
        seen=duty.last,
        new_date=world.TODAY + world.days(3),
        reason="The court has directed another day",
        now=NOW,
    ),
    "approve override of date": lambda by, of: notifications.decide_override(
        by,
        override=VERBS["request override of date"](world.officer(), of),
        version=1,
        decision=OverrideDecision.APPROVED,
        note="",
        now=NOW,
    ),
    "refuse override of date": lambda by, of: notifications.decide_override(
        by,
        override=VERBS["request override of date"](world.officer(), of),
        version=1,
        decision=OverrideDecision.REFUSED,
        note="No such direction",
        now=NOW,
    ),
    "withdraw override of date": lambda by, of: notifications.withdraw_override(
        by,
        override=VERBS["request override of date"](by, of),
        version=1,
        reason="Asked for the wrong duty",
        now=NOW,
    ),
}

# Of someone subject without end, whose first notification was fifteen years ago.
REVIEW_VERBS: dict[str, Callable[[User, Person], Any]] = {
    "name relevant notification": lambda by, of: notifications.name_relevant_notification(
        by, person=of, notification=of.notifications.get(), now=NOW
    ),
    "record application for review": lambda by, of: (
        REVIEW_VERBS["name relevant notification"](by, of),
        notifications.record_application(
            by, person=of, received_on=world.TODAY, received_how=Received.POST, now=NOW
        ),
    )[-1],
    "acknowledge application": lambda by, of: notifications.acknowledge_application(
        by, acknowledged_on=world.TODAY, now=NOW, **_applied(by, of)
    ),
    "record withdrawal": lambda by, of: notifications.record_withdrawal(
        by, withdrawn_on=world.TODAY, now=NOW, **_applied(by, of)
    ),
    "tell responsible body": lambda by, of: notifications.tell_body(
        by, application=_applied(by, of)["application"], body="Probation", notified_on=world.TODAY, now=NOW
    ),
    "record answer of responsible body": lambda by, of: notifications.record_body_answer(
        by,
        told=REVIEW_VERBS["tell responsible body"](by, of),
        version=1,
        answered_on=world.TODAY,
        answer="Nothing known",
        now=NOW,
    ),
    "record decision on review": lambda by, of: notifications.record_determination(
        by,
        determination={
            "determined_on": world.TODAY,
            "outcome": ReviewOutcome.REFUSED,
            "further_years": 8,
            "decided_by": "Supt 2041",
            "reasons": "The assessment of risk.",
        },
        now=NOW,
        **_applied(by, of),
    ),
    "record receipt of notice": lambda by, of: notifications.record_notice_received(
        by,
        application=REVIEW_VERBS["record decision on review"](by, of),
        version=2,
        notice_received_on=world.TODAY,
        now=NOW,
    ),
    "record appeal": lambda by, of: notifications.record_appeal(
        by,
        application=REVIEW_VERBS["record receipt of notice"](by, of),
        version=3,
        appeal={"appealed_on": world.TODAY, "court": "Cumberfell Crown Court"},
        now=NOW,
    ),
}

# Of a breach, by the supervisor who authorises what an officer proposes.
BREACH_VERBS: dict[str, Callable[[User, Person], Any]] = {
    "open suspected breach": lambda by, of: notifications.open_suspected_breach(
        by,
        person=of,
        of=BreachOf.REQUIREMENT,
        found=Found.OTHER,
        provision=Provision.IDENTITY,
        happened_on=world.TODAY,
        account="Would not be photographed.",
        now=NOW,
    ),
    "record same-day check": lambda by, of: notifications.record_check(
        by,
        breach=BREACH_VERBS["open suspected breach"](by, of),
        kind=CheckKind.CUSTODY,
        result=CheckResult.CLEAR,
        detail="",
        now=NOW,
    ),
    "close explained breach": lambda by, of: notifications.close_explained(
        by,
        breach=BREACH_VERBS["open suspected breach"](by, of),
        version=1,
        explanation="The camera was broken.",
        now=NOW,
    ),
    "establish breach": lambda by, of: notifications.establish_breach(by, now=NOW, **_shown(by, of)),
    "record breach nationally": lambda by, of: notifications.record_nationally(
        by,
        breach=BREACH_VERBS["establish breach"](by, of),
        version=2,
        national_reference="26/1A",
        agencies_told="Probation",
        meeting=Meeting.NOT_NEEDED,
        now=NOW,
    ),
    "record excuse": lambda by, of: notifications.record_excuse(
        by,
        breach=BREACH_VERBS["establish breach"](by, of),
        version=2,
        excuse={
            "excuse_asked_on": world.TODAY,
            "excuse_with": "",
            "excuse": "",
            "excuse_view": ExcuseView.NONE,
            "excuse_why": "",
        },
        now=NOW,
    ),
    "propose decision on breach": lambda by, of: notifications.propose_decision(
        by,
        breach=BREACH_VERBS["record excuse"](by, of),
        kind=DecisionKind.CAUTION,
        rationale="A first breach.",
        now=NOW,
    ),
    "authorise decision on breach": lambda by, of: notifications.give_verdict(
        by,
        decision=BREACH_VERBS["propose decision on breach"](world.officer(), of),
        version=1,
        verdict=Verdict.AUTHORISED,
        note="",
        now=NOW,
    ),
    "record outcome of breach": lambda by, of: notifications.finalise_breach(
        by,
        breach=BREACH_VERBS["authorise decision on breach"](by, of).breach,
        version=4,
        outcome=Outcome.CAUTIONED,
        outcome_on=world.TODAY,
        now=NOW,
    ),
    "record as missing": lambda by, of: notifications.declare_sought(
        by,
        person=of,
        kind=SoughtKind.MISSING,
        values={"starts_on": world.TODAY, "why": "Not at the address", "source": "observed"},
        now=NOW,
    ),
    "circulate on PNC": lambda by, of: notifications.circulate(
        by,
        sought=BREACH_VERBS["record as missing"](by, of),
        version=1,
        circulation="26/1A",
        circulated_on=world.TODAY,
        now=NOW,
    ),
    "record step of search": lambda by, of: notifications.record_search_step(
        by,
        sought=BREACH_VERBS["record as missing"](by, of),
        kind=SearchStepKind.DWP,
        done_on=world.TODAY,
        result="No claim.",
        now=NOW,
    ),
    "end search": lambda by, of: notifications.end_search(
        by,
        sought=BREACH_VERBS["record as missing"](by, of),
        version=1,
        ends_on=world.TODAY,
        outcome=SoughtEnd.COMPLYING,
        found="At his sister's",
        now=NOW,
    ),
}


def _shown(by: User, of: Person) -> dict[str, Any]:
    breach = BREACH_VERBS["open suspected breach"](by, of)
    for kind in CheckKind:
        notifications.record_check(by, breach=breach, kind=kind, result=CheckResult.CLEAR, detail="", now=NOW)
    return {"breach": breach, "version": 1, "shown": dict.fromkeys(Element, "Exhibit 1")}


def _applied(by: User, of: Person) -> dict[str, Any]:
    return {"application": REVIEW_VERBS["record application for review"](by, of), "version": 1}


VERBS_ABOUT_NOBODY: dict[str, Callable[[User], Any]] = {
    "close concern": lambda by: intelligence.close_concern(
        by,
        concern=reported.concern(by, who="Nobody on record"),
        version=1,
        why=CloseReason.NOT_MANAGED,
        note="Asked the caller again",
        now=NOW,
    ),
    "arrange cover": lambda by: actions.arrange_cover(
        by,
        manager=world.officer(),
        covered_by=world.officer(),
        starts_on=world.TODAY,
        ends_on=world.TODAY + world.days(7),
        reason="Leave",
        now=NOW,
    ),
    "end cover": lambda by: actions.end_cover(
        by, cover=VERBS_ABOUT_NOBODY["arrange cover"](by), reason="Back early", now=NOW
    ),
    "commence rule-set": lambda by: notifications.commence(
        by, ruleset="EW-CPA2026", in_force_from=world.TODAY, source="S.I. 2026/1", now=NOW
    ),
    "withdraw commencement": lambda by: (
        VERBS_ABOUT_NOBODY["commence rule-set"](by),
        notifications.withdraw(by, ruleset="EW-CPA2026", reason="Revoked", now=NOW),
    ),
}
BY_INSPECTORS = {"restrict record", "name reader", "lift restriction", "remove reader"}
FROM_BEYOND = {"open in emergency", "close emergency opening"}
