"""What a key of policy is, and the list that every floor adds its own to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from practice.rules import Unit, in_words


class Group(StrEnum):
    """The headings under which a force reads its policy, in this order."""

    VISITS = "Home visits"
    RISK = "Risk assessment and plans"
    ORDERS = "Orders and licences"
    REACTIVE = "Reactive management"
    MAPPA = "MAPPA"
    WORKLOAD = "Caseload, cover and handover"
    STATION = "At the station"
    CONCERNS = "Breaches, missing people and intelligence"
    DISCLOSURE = "Requests for disclosure"
    ASSURANCE = "Polygraph and quality"
    RETENTION = "Keeping records"
    RECORD = "How long a confirmation of the record holds"
    MONITORING = "Devices and monitoring"
    RETURNS = "Returns and exports"
    PROGRAMS = "Programs that use the API"
    OTHER = "Other"


class Mark(StrEnum):
    """Where a first value comes from: how firmly a force may lean on it. None of them is law."""

    GUIDANCE = "National guidance or inspection, not law"
    COMMON = "Common practice, not law"
    PROPOSED = "Vigil’s proposal, not law"


@dataclass(frozen=True, slots=True)
class Key:
    """`name` stands in the table and in addresses and never changes; `label` is what a force calls it."""

    name: str
    unit: Unit
    label: str
    group: Group = Group.OTHER
    least: int = 1
    most: int = 120
    mark: Mark = Mark.PROPOSED
    note: str = ""  # what somebody about to change it must know
    none: str = ""  # what nought means, where it means something
    waits: bool = False  # nothing in Vigil reads it yet

    def in_words(self, value: int) -> str:
        """`3 months`; nought in the key's own words."""
        return self.none if self.none and not value else in_words(value, self.unit)

    def refusal(self, value: int) -> str:
        """Why a force cannot decide this value; empty when it can."""
        if self.least <= value <= self.most:
            return ""
        least, most = self.in_words(self.least), self.in_words(self.most)
        return f"Enter a whole number from {least} to {most}."


KEYS: dict[str, Key] = {}


def add(
    name: str,
    unit: Unit,
    label: str,
    group: Group = Group.OTHER,
    *,
    least: int = 1,
    most: int = 120,
    mark: Mark = Mark.PROPOSED,
    note: str = "",
    none: str = "",
    waits: bool = False,
) -> str:
    """Declare a key; floors above declare theirs as they start. Gives its name back."""
    KEYS[name] = Key(name, unit, label, group, least, most, mark, note, none, waits)
    return name


def put_to_use(*names: str) -> None:
    """Say that these are read from now on: the floor that does says so as it starts."""
    for name in names:
        KEYS[name] = replace(KEYS[name], waits=False)
