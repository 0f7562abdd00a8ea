"""What each role may do, and how far it reaches. Deny by default: what is not in the table is refused.

Each app's policies.py turns a `Reach` into a queryset filter; nothing else decides who sees what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accounts.choices import Role
from accounts.models import User


class Capability(StrEnum):
    """What may be done with a record once it is within reach."""

    VIEW = "view"
    RECORD = "record"  # write and correct facts
    NOTIFY = "notify"  # take a notification at the station
    ADD = "add"  # open a record for a new person
    ASSIGN = "assign"  # name the manager


class Width(StrEnum):
    """How far a role reaches: the records of the holder's own unit, or of the whole force."""

    UNIT = "unit"
    FORCE = "force"


_EVERYTHING = frozenset(Capability)
GRANTS: dict[str, tuple[Width, frozenset[Capability]]] = {
    Role.OFFENDER_MANAGER: (
        Width.UNIT,
        frozenset({Capability.VIEW, Capability.RECORD, Capability.NOTIFY, Capability.ADD}),
    ),
    Role.SUPERVISOR: (Width.UNIT, _EVERYTHING),
    Role.DETECTIVE_INSPECTOR: (Width.FORCE, _EVERYTHING),
    Role.MAPPA_COORDINATOR: (Width.FORCE, frozenset({Capability.VIEW})),
    Role.MAPPA_ADMINISTRATOR: (Width.FORCE, frozenset({Capability.VIEW})),
    Role.CHAIR: (Width.FORCE, frozenset({Capability.VIEW})),
    # A person may attend any station of the force (s.87), so the counter sees the force.
    Role.FRONT_COUNTER: (Width.FORCE, frozenset({Capability.VIEW, Capability.NOTIFY})),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """The units and forces within which a user holds a capability. Empty reaches nobody."""

    units: frozenset[int] = frozenset()
    forces: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.units or self.forces)

    def covers(self, *, unit_id: int | None, force_id: int) -> bool:
        return unit_id in self.units or force_id in self.forces


def reach(user: User, capability: Capability, today: date) -> Reach:
    """Where `user` may use `capability` on `today`, from the roles held that day."""
    units, forces = set(), set()
    for assignment in user.roles_on(today):
        width, capabilities = GRANTS.get(assignment.role, (Width.UNIT, frozenset()))
        if capability not in capabilities:
            continue
        if width is Width.FORCE and user.force_id is not None:
            forces.add(user.force_id)
        elif width is Width.UNIT and user.unit_id is not None:
            units.add(user.unit_id)
    return Reach(frozenset(units), frozenset(forces))
