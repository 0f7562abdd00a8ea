"""Minutes as tests need them, made through the application's own verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from accounts.models import Agency, User
from mappa import actions
from mappa.actions.circulating import readers_for
from mappa.actions.minuting import newest_of
from mappa.models import CaseReview, Circulation, Minutes, MinutesCopy, MinutesParagraph
from offenders.models import Person
from tests import world
from tests.mappa import held

DAY = held.DAY
AFTER = world.at(DAY + world.days(1), 9)


def heard(person: Person, **fields: Any) -> CaseReview:
    """A case that was decided; `parts` of it are said otherwise."""
    parts = fields.pop("parts", {})
    return held.again(held.decided(held.complete(held.begun(person, **fields), **parts)))


def after(case: CaseReview, days: int = 1) -> datetime:
    return world.at(case.sitting.held_on + world.days(days), 9)


def drafted(case: CaseReview, by: User | None = None, now: datetime | None = None) -> Minutes:
    return again(actions.draft_minutes(by or case.sitting.recorded_by, case=case, now=now or after(case)))


def submitted(case: CaseReview, **fields: Any) -> Minutes:
    minutes = drafted(case, **fields)
    by = minutes.recorded_by
    return again(
        actions.submit_minutes(by, minutes=minutes, version=minutes.version, now=minutes.recorded_at)
    )


def approved(case: CaseReview, **fields: Any) -> Minutes:
    minutes = submitted(case, **fields)
    return again(
        actions.approve_minutes(
            case.sitting.chair, minutes=minutes, version=minutes.version, now=minutes.recorded_at
        )
    )


def given(minutes: Minutes, now: datetime | None = None, **fields: Any) -> Circulation:
    """Circulated to everybody who may read them, for three months."""
    now = now or minutes.recorded_at
    return actions.circulate_minutes(
        minutes.case.sitting.recorded_by,
        minutes=minutes,
        version=minutes.version,
        now=now,
        **{
            "readers": readers_for(minutes.case, now.date()),
            "expires_on": now.date() + world.days(90),
            "late_why": "",
            **fields,
        },
    )


def copy_of(circulation: Circulation, reader: User) -> MinutesCopy:
    return MinutesCopy.objects.select_related("circulation__minutes").get(
        circulation=circulation, reader=reader
    )


def circulated(
    person: Person, *, readers: Agency | None = None, **fields: Any
) -> tuple[Minutes, MinutesCopy]:
    """Minutes that were circulated, and the copy of somebody of probation who has not opened it."""
    case = heard(person, **fields)
    reader = held.partner(readers or held.agency())
    circulation = given(approved(case))
    return again(circulation.minutes), copy_of(circulation, reader)


def again(minutes: Minutes) -> Minutes:
    """As they stand now."""
    return Minutes.objects.select_related(
        "case__sitting__recorded_by",
        "case__sitting__chair",
        "case__sitting__force",
        "case__person",
        "recorded_by",
        "person",
    ).get(pk=minutes.pk)


def paragraph(minutes: Minutes, label: str) -> MinutesParagraph:
    """The paragraph that begins so, as it stands."""
    found = next(each for each in newest_of(minutes) if each.label.startswith(label))
    found.minutes = minutes
    return found


def edited(minutes: Minutes, label: str, text: str, **said: Any) -> MinutesParagraph:
    it = said.pop("it", None) or paragraph(minutes, label)
    it.minutes = minutes
    return actions.edit_minute(
        said.pop("by", minutes.case.sitting.recorded_by),
        paragraph=it,
        now=said.pop("now", minutes.recorded_at),
        **{
            "version": it.number,
            "label": it.label,
            "agency": it.agency,
            "restricted": it.restricted,
            "taken_out": False,
            "text": text,
            **said,
        },
    )


def one_of_each(case: CaseReview) -> dict[str, list[object]]:
    """What stands in the addresses of minutes: circulated, with a correction and a summary asked for."""
    reader = held.partner(held.agency())
    circulation = given(approved(case), late_why="The chair was away.")
    minutes, copy = again(circulation.minutes), copy_of(circulation, reader)
    by, now = minutes.recorded_by, minutes.recorded_at
    about: dict[str, Any] = {"minutes": minutes, "now": now}
    correction = actions.ask_correction(by, paragraph=None, who="A", wrong="It", should="That", **about)
    said = {"requester": "court", "who": "A", "purpose": "A hearing", "basis": "Its order", "due_on": None}
    summary = actions.ask_summary(by, said=said, **about)
    of: list[object] = [case.sitting_id, case.pk]
    pages = (
        *("case-minutes", "minutes-pdf", "minutes-word", "compare-minutes", "open-minutes"),
        "minutes-entries",
    )
    return {
        "meeting-minutes": [case.sitting_id],
        "minutes-of-case": [case.pk],
        **dict.fromkeys(pages, of),
        "minutes-step": [*of, "add"],
        "minutes-paragraph": [*of, paragraph(minutes, "Children").line],
        "withdraw-minutes": [*of, copy.pk],
        "answer-correction": [*of, correction.pk],
        "executive-summary": [*of, summary.pk],
        # Nobody is named on it: to everybody there is none.
        "minutes-entry": [*of, uuid4()],
        "minutes-entry-step": [*of, uuid4(), "add"],
    }
