"""Every verb of MAPPA, carried out by one user on one person: what the access log must say of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from mappa import actions
from mappa.status.choices import Closing
from offenders.models import Person
from tests import world
from tests.mappa import charged, held, levelled, moved
from tests.mappa.levelled import NOW


def _screened_before(of: Person) -> None:
    levelled.countersigned(world.supervisor(), levelled.screened(world.officer(), of))


def _decided(by: User, of: Person) -> Any:
    _screened_before(of)
    return levelled.decided(by, of, "2")


def _soon_after_release(of: Person) -> None:
    levelled.stands(of, "2")
    levelled.licensed(world.officer(), of, world.TODAY - world.days(21))
    _screened_before(of)


def _lowered(by: User, of: Person) -> Any:
    _soon_after_release(of)
    return levelled.lowered(by, of)


def _answered(by: User, of: Person) -> Any:
    _soon_after_release(of)
    asked = levelled.lowered(levelled.coordinator(), of)
    return actions.answer_lower_level(
        by, reduction=asked, version=asked.version, answer="approved", note="Seen twice.", now=NOW
    )


def _taken_back(by: User, of: Person) -> Any:
    _soon_after_release(of)
    asked = levelled.lowered(levelled.coordinator(), of)
    return actions.take_back_lower_level(
        by, reduction=asked, version=asked.version, note="Arrested", now=levelled.LATER
    )


def _ended(by: User, of: Person) -> Any:
    levelled.stands(of)
    return actions.end_management(
        by,
        person=of,
        trigger="died",
        why="Found at home",
        closed=list(Closing),
        ended_on=world.TODAY,
        told="The school",
        now=NOW,
    )


def _sent(by: User, of: Person) -> Any:
    letter = _ended(levelled.coordinator(), of).letters.get()
    return actions.send_letter(
        by,
        letter=letter,
        version=letter.version,
        sent_on=world.TODAY,
        by="police",
        how="By post",
        now=NOW,
    )


def _critical(by: User, of: Person) -> Any:
    levelled.stands(of, "3")
    return actions.mark_critical(by, person=of, why="National press", now=NOW)


def _no_longer_critical(by: User, of: Person) -> Any:
    levelled.stands(of, "3")
    actions.mark_critical(levelled.coordinator(), person=of, why="National press", now=NOW)
    return actions.end_critical(by, person=of, why="The press has lost interest", now=NOW)


def _returned(by: User, of: Person) -> Any:
    found = levelled.endorsed(world.supervisor(), levelled.referred(world.officer(), of), False)
    return actions.resubmit(
        by, referral=found, version=found.version, written=levelled.written(), known={}, now=NOW
    )


def _appealed(by: User, of: Person) -> Any:
    declined = levelled.triaged(levelled.coordinator(), levelled.submitted(world.officer(), of), "declined")
    return actions.appeal(by, referral=declined, version=declined.version, note="Look again", now=NOW)


def _withdrawn(by: User, of: Person) -> Any:
    found = levelled.referred(world.officer(), of)
    return actions.withdraw_referral(by, referral=found, version=found.version, note="Too soon", now=NOW)


def _taken(by: User, of: Person) -> Any:
    moved.planned(world.officer(), held.managed(of))
    return actions.take_plan_changes(by, case=moved.decided(of), now=world.at(world.TODAY, 15))


def _asked_to_move(by: User, of: Person) -> Any:
    return moved.asked(by, held.managed(of))


def _moved(by: User, of: Person) -> Any:
    return moved.answered(by, moved.asked(levelled.coordinator(), held.managed(of)))


def _proposed(by: User, of: Person) -> Any:
    moved.planned(world.officer(), held.managed(of))
    case = held.begun(of)
    case.sitting.recorded_by = by
    return moved.changed(case)


def _withdrawn_again(by: User, of: Person) -> Any:
    moved.planned(world.officer(), held.managed(of))
    change = moved.changed(held.begun(of))
    return actions.withdraw_plan_change(by, change=change, version=1, now=NOW)


def _charged_before(of: Person, level: str = "2") -> Any:
    levelled.stands(of, level)
    return charged.charge(world.officer(), of)


def _case_review_decided(by: User, of: Person) -> Any:
    return charged.decided(by, _charged_before(of))


def _case_review_started(by: User, of: Person) -> Any:
    return charged.started(by, charged.decided(levelled.coordinator(), _charged_before(of)))


def _case_review_completed(by: User, of: Person) -> Any:
    coordinator = levelled.coordinator()
    review = charged.started(coordinator, charged.decided(coordinator, _charged_before(of)))
    return charged.completed(by, review)


def _management_review_closed(by: User, of: Person) -> Any:
    return charged.closed(by, charged.opened(levelled.inspector(), _charged_before(of)))


# Whoever keeps the record.
VERBS: dict[str, Callable[[User, Person], Any]] = {
    "screen MAPPA level": levelled.screened,
    "countersign MAPPA screening": lambda by, of: levelled.countersigned(
        by, levelled.screened(world.officer(), of)
    ),
    "answer request for lower MAPPA level": _answered,
    "end MAPPA management": _ended,
    "send letter of leaving MAPPA": _sent,
    "refer to MAPPA": levelled.referred,
    "submit MAPPA referral again": _returned,
    "endorse MAPPA referral": lambda by, of: levelled.endorsed(by, levelled.referred(world.officer(), of)),
    "appeal MAPPA referral": _appealed,
    "withdraw MAPPA referral": _withdrawn,
    "take changes of meeting into plan": _taken,
    "record serious further offence": charged.charge,
    "take back serious further offence": lambda by, of: charged.taken_back(by, _charged_before(of)),
    "open internal management review": lambda by, of: charged.opened(by, _charged_before(of)),
    "close internal management review": _management_review_closed,
}
# Whoever coordinates.
OF_COORDINATORS: dict[str, Callable[[User, Person], Any]] = {
    "decide MAPPA level": _decided,
    "ask for lower MAPPA level": _lowered,
    "take back request for lower MAPPA level": _taken_back,
    "mark critical public protection case": _critical,
    "change lead agency": lambda by, of: levelled.led(by, held.managed(of)),
    "ask for MAPPA transfer": _asked_to_move,
    "answer MAPPA transfer": _moved,
    "propose change to plan in meeting": _proposed,
    "withdraw change to plan in meeting": _withdrawn_again,
    "end critical public protection case": _no_longer_critical,
    "decide on serious case review": _case_review_decided,
    "start serious case review": _case_review_started,
    "complete serious case review": _case_review_completed,
    "decide on MAPPA referral": lambda by, of: levelled.triaged(
        by, levelled.submitted(world.officer(), of), "accepted"
    ),
}
