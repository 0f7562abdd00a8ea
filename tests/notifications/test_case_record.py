"""The fourth door: each worked example as rows of the case record, through the adapter to the engine and the diary."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction

from diary.actions import refresh
from diary.models import Entry
from notifications import facts
from notifications.calculator.sheet import Sheet
from notifications.law import answer
from notifications.queries import LONDON
from tests import world
from tests.law.test_examples import EXAMPLES, differences
from tests.notifications.posting import Posting
from tests.notifications.recorded import Recorded

pytestmark = pytest.mark.usefixtures("law_alone")

_NOT_TYPED = "rows have no such key: the fault is one of a document"

# What the tables cannot say, by the example and the reason. One that comes to be held must leave the list.
NOT_HELD = {
    "P42": "an offence that never met its threshold is not recorded as a trigger at all",
    "XC22": "the households that a notification names are not kept",
    "XE01": _NOT_TYPED,
    "XE03": "whoever asks gives the day",
    "XE13": "rows of two tables never share an id",
    "XE20": "a column of numbers reads the text 12 as the number",
    "XE25": "what was notified before the Act is kept, and counts for nothing",
}
# What cannot be entered on the calculator's page, so that the fault cannot arise there.
NOT_ENTERED = {
    "XE01": _NOT_TYPED,
    "XE02": "a length is given in years, months and weeks",
    "XE03": "the day judged is a field that is always sent",
    "XE05": "there is no 29 February 2026 to convert; a date that is none is refused by its field",
    "XE07": "times are London's: there is no offset to leave out",
    "XE12": "the page gives the ids",
    "XE13": "the page gives the ids",
    "XE14": "a notification can only be about what is on the page",
    "XE20": "all that is typed is text, and the page reads the number in it",
    "XE34": "only a notification on the page can be the relevant one",
}


def _as_at(example: dict[str, Any]) -> date | datetime:
    text = example["facts"]["as_at"]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _wrong(example: dict[str, Any]) -> list[str]:
    """Where the record's answer is not the expected one; empty if it is, or if both refuse."""
    expected = dict(example["expect"])
    refused = "errors" in expected
    try:
        with transaction.atomic():
            held = Recorded(example["facts"])
    except Exception as fault:  # whichever table, field or reference it is that does not take them
        return [] if refused else [f"not recorded: {fault!r}"]
    if "as_at" not in example["facts"]:
        return ["as_at: needed"]
    given = held.renamed(answer(facts.document(held.person, as_at=_as_at(example))))
    if refused or "errors" in given:
        return [] if refused and "errors" in given else [f"given {given}"]
    absent = expected.pop("absent_duties", [])
    found = differences(expected, given)
    found += [f"{duty['id']} is there" for duty in given["duties"] if duty["id"] in absent]
    return found + _not_in_the_diary(held, example)


def _not_in_the_diary(held: Recorded, example: dict[str, Any]) -> list[str]:
    """Where the diary's entries differ from the duties expected."""
    as_at = _as_at(example)
    if isinstance(as_at, datetime):
        return []  # the diary goes by days
    refresh([held.person.pk], today=as_at)
    entries = {
        held.renamed(entry.key).removeprefix("notifications/"): entry
        for entry in Entry.objects.filter(person=held.person)
    }
    found = []
    for duty in example["expect"].get("duties", ()):
        entry = entries.get(duty["id"])
        if duty.get("state") == "not_required":
            found += [f"{duty['id']} is in the diary"] if entry else []
            continue
        if entry is None:
            found.append(f"{duty['id']} is not in the diary")
            continue
        for name in ("arises_on", "work_to", "last"):
            if name in duty and duty[name] != _said(entry, name):
                found.append(f"{duty['id']} {name}: expected {duty[name]}, in the diary {_said(entry, name)}")
        if "met_by" in duty and (duty["met_by"] or "") != held.renamed(entry.met_by):
            found.append(f"{duty['id']} met by {entry.met_by}")
    return found


def _said(entry: Entry, name: str) -> str | None:
    """A limit as the engine writes it."""
    moment = getattr(entry, f"{name}_at", None)
    day = getattr(entry, name)
    return moment.astimezone(LONDON).isoformat() if moment else day and day.isoformat()


_NAMES = [example["id"] for example in EXAMPLES]


@pytest.mark.django_db
@pytest.mark.parametrize("example", EXAMPLES, ids=_NAMES)
def test_every_example_in_the_case_record(example: dict[str, Any]) -> None:
    wrong = _wrong(example)
    if example["id"] in NOT_HELD:
        assert wrong, "the record holds it now: take it off the list"
    else:
        assert wrong == []


_REFUSED = [example for example in EXAMPLES if "errors" in example["expect"]]


@pytest.mark.parametrize("example", _REFUSED, ids=[example["id"] for example in _REFUSED])
def test_every_refusal_on_the_calculators_page(example: dict[str, Any]) -> None:
    """The examples that are answered are in test_calculator; these are refused there too, or cannot be entered."""
    try:
        sheet = Sheet(Posting(example["facts"]).data, today=world.TODAY)
    except (KeyError, ValueError):  # the page has no way to say it
        assert example["id"] in NOT_ENTERED
        return
    assert (sheet.work_out() is not None) is (example["id"] in NOT_ENTERED)


def test_the_lists_name_examples() -> None:
    assert {*NOT_HELD, *NOT_ENTERED} <= {*_NAMES}
