"""How the person stands today, in the words of the identity bar and of lists; `person` comes from `with_status`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from frontend.dates import plural_days, words
from offenders.choices import DETENTION_KINDS, AbsenceKind, GoneKind, SoughtKind
from offenders.models import Person
from offenders.models.safety import warning_in_words

Tag = dict[str, str]


def whereabouts(person: Person) -> str:
    """Where they are, for a column: `Missing`, `Wanted, in custody`, `In the community`."""
    sought = [SoughtKind(each["kind"]).short for each in person.sought_as]
    place = _place(person)[0]
    if not sought:
        return place
    return ", ".join(sought) if place == _COMMUNITY[0] else f"{', '.join(sought)}, {place.lower()}"


def status_tags(person: Person, today: date) -> Iterator[Tag]:
    """The tags of the identity bar: for how long they have been sought, and where they are if that is known."""
    for each in person.sought_as:
        since = date.fromisoformat(each["since"])
        how_long = f" {plural_days((today - since).days)}" if since < today else ""
        yield {"text": f"{SoughtKind(each['kind']).short}{how_long}", "colour": "red"}
    text, colour = _place(person)
    if person.gone_as:
        text = f"{text} {words(date.fromisoformat(person.gone_as['since']))}"
    if not person.sought_as or text != _COMMUNITY[0]:
        yield {"text": text, "colour": colour}


def died_on(person: Person) -> date | None:
    """The day they died; nobody grows older after it."""
    gone = person.gone_as
    return date.fromisoformat(gone["since"]) if gone and gone["kind"] == GoneKind.DECEASED else None


_COMMUNITY = ("In the community", "grey")


def _place(person: Person) -> tuple[str, str]:
    if person.gone_as:
        return str(GoneKind(person.gone_as["kind"]).label), "grey"
    away = {each["kind"] for each in person.away}
    if away.intersection(DETENTION_KINDS):
        return ("In hospital" if AbsenceKind.HOSPITAL_PART_3 in away else "In custody"), "purple"
    return ("Abroad", "blue") if AbsenceKind.ABROAD in away else _COMMUNITY


def warnings_in_words(person: Person, today: date) -> list[str]:
    """What staff are warned of, gravest first; what should have been reviewed says so. Needs `with_safety`."""
    return [
        warning_in_words(each["kind"], each["words"]) + _unreviewed(each["review_on"], today)
        for each in person.warned_of
    ]


def _unreviewed(review_on: str | None, today: date) -> str:
    if review_on is None or (day := date.fromisoformat(review_on)) >= today:
        return ""
    return f" (its review was due on {words(day)})"
