"""One meeting and three cases: two agencies that read, one that speaks for a victim, one that is asked to nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pgtrigger

from accounts.choices import Role
from accounts.models import Agency, User
from mappa import actions
from mappa.actions.minuting import newest_of
from mappa.models import AgreedAction, CaseReview, Invitation, PlanChange
from mappa.sittings.choices import SittingState
from tests import world
from tests.mappa import held, moved
from tests.mappa.minutes import taken

NOW = held.NOW
# What is said of the first case, each found nowhere else.
SAID = {
    "housing's return": "Arrears since spring",
    "probation's return": "Programme ends in January",
    "liaison's return": "She was rung in May",
    "zone": "No going near Ewe Lane",
    "address": "9 Heron Court, Kirkby",
    "police, not released": "Seen with a tablet",
    "police, released": "He must not live near a school",
    "police, corrected since": "He moves in August",
    "police, as corrected": "He moves in September",
    "police, taken back": "His brother may help",
    "victims, released to probation": "Her sister collects the children",
    "housing's words": "A flat is free in Kirkby",
    "probation's words": "Tag comes off on Friday",
    "risk": held.RISK["why"],
    "reasons": str(held.LEVEL["rationale"]),
    "housing's action": "Offer him the flat in Kirkby",
    "how to join": "Dial 01632 960 777",
    "pack, released": "Which flat may he have?",
    "held apart": "The officer who watches the house",
}


@dataclass
class Stage:
    """Who reads, and what there is."""

    case: CaseReview
    of_probation: CaseReview
    third: CaseReview
    third_invitation: Invitation
    action: AgreedAction
    readers: dict[str, User] = field(default_factory=dict)


def stage() -> Stage:
    """The first case is heard today; to the second probation alone is asked; the third has a meeting of its own, to
    come, to which housing is asked and which is sent out."""
    housing, probation = held.agency("housing", "duty", "Housing"), held.agency(name="Probation")
    liaison, health = held.agency("victims", name="Victim contact"), held.agency("health", "duty", "Health")
    readers = {
        "housing": held.partner(housing),
        "probation": held.partner(probation),
        "liaison": world.user(Role.VICTIM_LIAISON, rank="Partner", force=None, unit=None, agency=liaison),
        "stranger": held.partner(health),
    }
    on = held.sitting(joining=SAID["how to join"])
    readers["coordinator"] = on.recorded_by
    manager = world.officer()
    people = {
        name: held.managed(world.person(manager, family_name=name)) for name in ("Alder", "Birch", "Cedar")
    }
    case = held.case(on, people["Alder"], question=SAID["pack, released"])
    second = held.case(on, people["Birch"], at=11)
    held.invited(case, None, housing, probation, liaison)
    held.invited(second, None, probation)
    on = held.opened(on)
    case = held.again(case)
    given = _returns(case)
    _heard(case, housing, probation)
    held.released(case, housing, given["Probation"], "why")
    action = held.proposed(
        case,
        what=SAID["housing's action"],
        agency=housing,
        owner=readers["housing"],
        due_on=held.DAY + world.days(14),
    )
    held.decided(held.complete(case))
    later = held.sitting(on.recorded_by, held_on=held.DAY + world.days(10), chair=on.chair, now=NOW)
    third = held.case(later, people["Cedar"])
    [asked] = held.invited(third, housing)
    held.brought(later, SittingState.NOTICED)
    action.refresh_from_db()
    asked.refresh_from_db()
    _minuted(held.again(case), readers)
    return Stage(held.again(case), held.again(second), held.again(third), asked, action, readers)


def _returns(case: CaseReview) -> dict[str, object]:
    said = {
        "Housing": {"text": SAID["housing's return"]},
        "Probation": {"text": SAID["probation's return"]},
        "Victim contact": {
            "text": SAID["liaison's return"],
            "victim_safety": SAID["zone"],
            "victim_where": SAID["address"],
        },
    }
    return {
        name: held.given(case.invitations.get(agency__name=name), **fields) for name, fields in said.items()
    }


def _minuted(case: CaseReview, readers: dict[str, User]) -> None:
    """The minutes, given to housing and to probation; one of their paragraphs held back, and something held apart for
    the chair and probation by name."""
    minutes = taken.drafted(case, now=NOW)
    note = next(each for each in newest_of(minutes) if each.text == SAID["police, not released"])
    taken.edited(minutes, note.label, note.text, it=note, restricted=True)
    by, on = minutes.recorded_by, case.sitting
    minutes = taken.again(actions.submit_minutes(by, minutes=minutes, version=minutes.version, now=NOW))
    actions.approve_minutes(on.chair, minutes=minutes, version=minutes.version, now=NOW)
    actions.open_annex(
        world.supervisor(),
        case=case,
        readers=[on.chair, readers["probation"]],
        why="tactics",
        text=SAID["held apart"],
        reason="They lead on it.",
        now=NOW,
    )
    given = [readers["housing"], readers["probation"]]
    circulation = taken.given(taken.again(minutes), now=NOW, readers=given)
    for each in given:
        actions.open_copy(each, copy=taken.copy_of(circulation, each), now=NOW)


def beside(on: Stage) -> None:
    """What is made of the first case after its minutes are out: corrections asked for by housing, by probation and for
    somebody who rang, an executive summary, a transfer that waits, a change to the plan."""
    by, person = on.readers["coordinator"], on.case.person
    minutes = on.case.minutes.get()
    about: dict[str, Any] = {"minutes": minutes, "now": NOW}
    for name in ("housing", "probation", "coordinator"):
        actions.ask_correction(
            on.readers[name], paragraph=None, who="A. Moss", wrong="The flat", should="Another", **about
        )
    said = {"requester": "court", "who": "A", "purpose": "A hearing", "basis": "Its order", "due_on": None}
    actions.ask_summary(by, said=said, **about)
    moved.asked(by, person, now=NOW)
    plan = moved.planned(world.officer(), person)
    change = {"line": "triggers", "before": plan.triggers, "after": moved.NEW, "why": "Of May"}
    of = {"person": person, "case": on.case, "plan": plan, "recorded_at": NOW, "recorded_by": by}
    with pgtrigger.ignore("mappa.PlanChange:in_session_only"):
        PlanChange.objects.create(**of, **change)


def _heard(case: CaseReview, housing: Agency, probation: Agency) -> None:
    """Taken, with paragraphs of each; some released."""
    by, at = case.sitting.recorded_by, world.at(held.DAY, 10)
    actions.record_attendance(by, case=case, came=held.came(case), chair_is_there=True, now=at)
    actions.confirm_confidentiality(by, case=case, method=held.Method.READ, now=at)
    case.refresh_from_db()
    actions.begin_case(by, case=case, version=case.version, now=at)

    def wrote(name: str, agency: Agency | None = None, topic: str = "plan") -> object:
        return actions.write_paragraph(by, case=case, agency=agency, topic=topic, text=SAID[name], now=at)

    wrote("police, not released")
    wrote("housing's words", housing)
    wrote("probation's words", probation)
    shown, moved, taken = (
        wrote(name) for name in ("police, released", "police, corrected since", "police, taken back")
    )
    held.released(case, probation, wrote("victims, released to probation", topic="victims"))
    *_, back = held.released(case, housing, shown, moved, taken)
    actions.correct_paragraph(by, paragraph=moved, version=1, text=SAID["police, as corrected"], now=at)  # type: ignore[arg-type]
    actions.take_back(by, release=back, version=1, now=at)
