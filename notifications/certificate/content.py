"""What a certificate says: pure, from the engine's answer and the facts that were given to it, to plain JSON values.

The steps are the engine's own sentences. One thing is changed in them: where they name a fact by its id, the
certificate gives the number that the fact has in its own list.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import notifications.law
from frontend import dates
from notifications.certificate import doubts
from notifications.certificate.parts import in_words, parts_of
from notifications.certificate.relied import PERIOD, left_out, relied_on
from notifications.certificate.stated import REVIEW, Stated, absence_key, moment_in_words
from notifications.law import RULESETS, DutyResult, Result

Document = dict[str, Any]
MARKING: Final = "OFFICIAL-SENSITIVE"
JURISDICTIONS: Final[Mapping[str, str]] = {
    "england-and-wales": "England and Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}
# With whatever prefix the adapter of facts puts before the id of a row.
_ID: Final = re.compile(r"(?:\b[a-z_]+:)?\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_UNLISTED: Final = "a fact not listed here"
_SEVERAL: Final = re.compile(rf"{_UNLISTED}(?:, {_UNLISTED})+")


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made the certificate, of which serial number, when, and with which version of Vigil."""

    name: str
    grade: str
    place: str
    at: datetime
    serial: str
    version: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom it is about."""

    name: str
    born: date
    reference: str
    force: str


class Numbers:
    """The facts in the order they are listed, each with its number, from 1."""

    def __init__(self, document: Document, stated: Iterable[Stated]) -> None:
        by_id: dict[str, list[Stated]] = {}
        every = list(stated)
        for fact in every:
            for identity in dict.fromkeys((fact.about, fact.key)):
                by_id.setdefault(identity, []).append(fact)
        self.listed: list[Stated] = every[:1]  # the date of birth, on which the length of the period turns
        self._numbers: dict[str, int] = {}
        for identity, unknown in _identities(document):
            for fact in sorted(by_id.get(identity) or [unknown], key=lambda each: each.day):
                if fact not in self.listed:
                    self.listed.append(fact)
                self._numbers.setdefault(identity, self.listed.index(fact) + 1)

    def put_into(self, text: str) -> str:
        """The text with every id of a fact given as the fact's number; several that have none are named once."""
        return _SEVERAL.sub("facts not listed here", _ID.sub(self._number, text))

    def describe(self, identity: str) -> str:
        """Which fact it is, with what it is: "fact 2: conviction, 1 June 2026"."""
        number = self._numbers[identity.rpartition(":")[2]]
        fact = self.listed[number - 1]
        said = f"{fact.what[:1].lower()}{fact.what[1:]}"
        return f"fact {number}: {said}, {fact.when}" if fact.when else f"fact {number}: {said}"

    def _number(self, found: re.Match[str]) -> str:
        number = self._numbers.get(found[0].rpartition(":")[2])
        return f"fact {number}" if number else _UNLISTED


def _identities(document: Document) -> Iterator[tuple[str, Stated]]:
    """The id of each fact of a document, in order, and how to state one of which nothing more is known."""
    for name, when in (
        ("triggers", "date"),
        ("orders", "made_on"),
        ("absences", "from"),
        ("changes", "on"),
        ("journeys", "departs"),
        ("notifications", "given_at"),
    ):
        items = document.get(name, ())
        for item in sorted(
            items, key=lambda item: (str(item.get(when) or item.get("from") or ""), str(item))
        ):
            if name == "absences":
                identity = absence_key(item["kind"], item["from"], item.get("to"))
            else:
                identity = item["id"].rpartition(":")[2]
            details = tuple(
                f"{field}: {value}" for field, value in item.items() if field not in ("id", "kind")
            )
            said = str(item.get("kind", name.removesuffix("s"))).replace("_", " ").capitalize()
            yield identity, Stated(identity, identity, date.min, said, "", details, "not known")
    if review := document.get("review"):
        details = tuple(f"{field}: {value}" for field, value in review.items())
        yield REVIEW, Stated(REVIEW, REVIEW, date.min, "Review", "", details, "not known")


def certificate(
    document: Document,
    result: Result,
    stated: Sequence[Stated],
    chosen: Sequence[str],
    subject: Subject,
    maker: Maker,
    commenced: Mapping[str, str] | None = None,
    decisions: Mapping[str, str] | None = None,
) -> Document:
    """Everything the certificate says about what was chosen (`period`, and the ids of duties), ready to typeset.

    `commenced` gives the commencement regulations of rule-sets that were dated by data; `decisions`, by the id of a
    duty, that officers decided to work to another date: it is said beside the computed dates and changes none.
    """
    fewer = relied_on(document, result, chosen)
    numbers = Numbers(fewer, stated)
    duties = [duty for duty in result["duties"] if duty["id"] in chosen]
    parts = [*parts_of(result, chosen, duties, fewer, decisions or {})]
    omitted = left_out(document, fewer)
    as_at = dates.words(date.fromisoformat(result["as_at"][:10]))
    made_at = moment_in_words(maker.at)
    return {
        "marking": MARKING,
        "title": "Certificate of calculation",
        "reference": subject.reference,
        "serial": maker.serial,
        "watermark": [f"{maker.name}, {maker.grade}", made_at, maker.serial],
        "about": [
            ["Name", subject.name],
            ["Date of birth", dates.words(subject.born)],
            ["Local reference", subject.reference],
            ["Police force", subject.force],
            ["Jurisdiction", JURISDICTIONS[document.get("jurisdiction", "england-and-wales")]],
            ["As at", f"{as_at}, from the record as it stood when this was made"],
            ["Made", f"{made_at} by {maker.name}, {maker.grade}{f', {maker.place}' if maker.place else ''}"],
            ["Serial number", maker.serial],
        ],
        "summary": [part["summary"] for part in parts],
        "parts": [*_numbered(parts, numbers)],
        "facts": [
            {
                "number": number,
                "what": fact.what,
                "when": fact.when,
                "details": [numbers.put_into(detail) for detail in fact.details],
                "recorded": fact.recorded,
            }
            for number, fact in enumerate(numbers.listed, 1)
        ],
        "omitted": _omitted(omitted),
        "rulesets": [*_rulesets(result, duties, chosen, document, commenced or {})],
        "doubts": [*_doubts(result, duties, chosen, fewer, document)],
        "engine": [
            ["Vigil", maker.version],
            ["Rule-set on the day judged", result["ruleset"]],
            ["Statute engine", f"{engine()} (fingerprint of its program text)"],
            ["Facts and answer", f"{fingerprint(document, result)} (fingerprint)"],
        ],
        "signature": [["Name", maker.name], ["Rank or grade and number", maker.grade]],
    }


def _numbered(parts: Iterable[Document], numbers: Numbers) -> Iterator[Document]:
    for part in parts:
        source = part.pop("source", "")
        heading = f"{part['heading']} from {numbers.describe(source)}" if source else part["heading"]
        yield {**part, "heading": heading, "steps": [numbers.put_into(step) for step in part["steps"]]}


def _omitted(count: int) -> str:
    if not count:
        return "These are all the facts on the record that the computation takes."
    more = "1 more fact" if count == 1 else f"{count} more facts"
    return (
        f"The record holds {more} that the computation takes, on which nothing above turns: it was done again with "
        "the facts listed alone, and gave the same answer."
    )


def _rulesets(
    result: Result,
    duties: Sequence[DutyResult],
    chosen: Sequence[str],
    document: Document,
    commenced: Mapping[str, str],
) -> Iterator[Document]:
    used = {result["ruleset"], *(duty["ruleset"] for duty in duties)}
    if PERIOD in chosen:
        used |= {period["ruleset"] for period in result["subject"]["periods"]}
    forced = document.get("rules", {})
    for rules in RULESETS:
        if rules.key not in used:
            continue
        source = rules.source
        if rules.in_force_from is None:
            source = commenced.get(rules.key) or "Enacted; dated in this installation of Vigil"
        begins = in_words(rules.in_force_from or forced.get(rules.key))
        yield {"key": rules.key, "from": begins, "title": rules.title, "source": source}


def _doubts(
    result: Result,
    duties: Sequence[DutyResult],
    chosen: Sequence[str],
    document: Document,
    whole: Document,
) -> list[str]:
    """What is uncertain in what was chosen; `document` has the facts it rests on, `whole` every fact."""
    found: list[str] = []
    if PERIOD in chosen:
        for period in result["subject"]["periods"]:
            found += doubts.of_period(period, document)
        if result["review"] is not None:
            found += doubts.of_review(whole)
    for duty in duties:
        found += doubts.of_duty(duty, document)
    return [*dict.fromkeys(found)]


def fingerprint(document: Document, result: Result) -> str:
    """The same for the same facts and the same answer, whatever the order of the lists: 16 digits of their SHA-256."""
    facts = {
        name: sorted(value, key=lambda item: json.dumps(item, sort_keys=True))
        if isinstance(value, list)
        else value
        for name, value in document.items()
    }
    text = json.dumps([facts, result], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def engine() -> str:
    """Which engine computed it: 16 digits of the SHA-256 of its program text, the same wherever that is the same."""
    folder = Path(notifications.law.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.py"), key=lambda file: file.relative_to(folder).as_posix()):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
