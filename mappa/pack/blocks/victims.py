"""Victims and children: what is on record of them, what is done for their safety, what has to be made safe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from access.policies import FieldClass
from frontend.dates import words
from mappa.pack.blocks.returns import view_of_victims
from mappa.pack.case import Case
from mappa.pack.shape import Line
from offenders import kinds
from offenders.record import reading
from offenders.record.terms import Tie

_KINDS = ("victim", "child", "household", "relationship")


def lines(case: Case) -> Iterator[Line]:
    """Three queries. That nothing is on record is said too: nobody asked, or there is nobody."""
    known = {kind.name: kind for kind in kinds.all_kinds()}
    facts: Mapping[str, Sequence[Any]] = reading.standing(case.person, [known[name] for name in _KINDS])
    alive = {
        name: [each for each in rows if not reading.is_over(each, case.today)] for name, rows in facts.items()
    }
    for victim in alive["victim"]:
        yield _line(victim, str(victim), _of_victim(victim))
    for child in alive["child"]:
        plan = f". {child.get_plan_display()}" if child.plan else ""
        yield _line(child, "Child", f"{child}{plan}")
    for member in alive["household"]:
        why = f". May be at risk: {member.vulnerable}" if member.vulnerable else ""
        yield _line(member, "In the household", f"{member}{why}")
    for tie in alive["relationship"]:
        if tie.kind == Tie.VICTIM:
            yield _line(tie, "Tie to a victim", tie.note or tie.name or "On record.")
    if not any(alive[name] for name in ("victim", "child", "household")):
        none = "No victim, child or household member is on record."
        yield Line("nobody", "", none, "Not recorded", "yellow")
    yield from view_of_victims(case)
    for visit in case.visits:
        if visit.safeguarding and visit.arrived_at and visit.arrived_at > case.since:
            yield _line(visit, f"At the visit of {words(visit.on)}", visit.safeguarding)


def _line(fact: Any, label: str, text: str) -> Line:
    return Line(str(fact.pk), label, text, field_class=FieldClass.VICTIMS)


def _of_victim(victim: Any) -> str:
    said = [
        victim.contact_rules,
        f"Victim Contact Scheme: {victim.get_scheme_display().lower()}" if victim.scheme else "",
        f"Liaison officer: {victim.liaison}" if victim.liaison else "",
        f"Last informed {words(victim.informed_on)}" if victim.informed_on else "",
    ]
    return (
        " ".join(each if each.endswith(".") else f"{each}." for each in said if each)
        or "Nothing more on record."
    )
