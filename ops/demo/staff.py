"""The people of the force and its partners, and the seven of them that can sign in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission

from access.policies import FieldClass
from accounts.choices import Rank, Role, Vetting
from accounts.models import Agency, Force, RoleAssignment, Unit, User
from dashboards.context import DEMO_PASSWORD, DEMO_SIGN_INS
from offenders.choices import ManagementLevel
from offenders.models import Person, PersonUserObjectPermission
from ops.demo import names, places
from ops.demo.county import County
from ops.demo.days import LONDON

SIGN_INS = tuple(username for username, _ in DEMO_SIGN_INS)
_SHARES = 4
_IN_POST = 720  # days at least: they held the meetings of the year that the last annual report is about

# Username, rank, role and how many hold it besides the offender managers and their supervisors.
_POST = [
    ("inspector", Rank.DETECTIVE_INSPECTOR, Role.DETECTIVE_INSPECTOR),
    ("coordinator", Rank.POLICE_STAFF, Role.MAPPA_COORDINATOR),
    ("administrator", Rank.POLICE_STAFF, Role.MAPPA_ADMINISTRATOR),
    ("chair", Rank.DETECTIVE_SUPERINTENDENT, Role.CHAIR),
    ("counter", Rank.CONSTABLE, Role.FRONT_COUNTER),
    ("briefing", Rank.SERGEANT, Role.BRIEFING_READER),
    ("auditor", Rank.POLICE_STAFF, Role.AUDITOR),
    ("admin", Rank.POLICE_STAFF, Role.SYSTEM_ADMINISTRATOR),
]
_PARTNERS = [
    ("partner", "Probation Service, Cumberfell", Role.PARTNER),
    ("prison", "HM Prison Stonegarth", Role.PARTNER),
    ("health", "Fellside Mental Health Trust", Role.PARTNER),
    ("housing", "Cumberfell Council, housing", Role.PARTNER),
    ("children", "Cumberfell Council, children's services", Role.PARTNER),
    ("youthjustice", "Cumberfell Youth Justice Service", Role.PARTNER),
    ("victims", "Probation Service, victim contact", Role.VICTIM_LIAISON),
]


@dataclass(frozen=True, slots=True)
class _Member:
    """One person to be given an account."""

    id: str
    username: str
    rank: Rank
    role: Role
    unit: Unit | None = None
    agency: Agency | None = None


def open_force(county: County) -> tuple[Force, list[Unit]]:
    """The force with its units; its numbers are already counted up to the last person's."""
    force = Force.objects.create(
        code=places.FORCE_CODE, name=places.FORCE_NAME, last_person_number=county.people
    )
    return force, [
        Unit.objects.create(force=force, name=_unit_name(number), telephone=f"01632 9600{number % 100:02d}")
        for number in range(county.units)
    ]


def hire(county: County, force: Force, units: list[Unit]) -> None:
    """Everybody who works with the county's offenders; only those in SIGN_INS can sign in."""
    rng = county.rng("staff")
    agencies = {name: Agency.objects.create(force=force, name=name) for _, name, _ in _PARTNERS}
    members = list(_members(county, units, agencies))
    users = [_account(county, force, number, member, rng) for number, member in enumerate(members)]
    User.objects.bulk_create(users, batch_size=500)
    admin = users[[member.username for member in members].index("admin")]
    RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(
                user=user,
                role=member.role,
                starts_on=county.as_of - timedelta(days=max(rng.randrange(200, 3000), _IN_POST)),
                granted_by=None if user is admin else admin,
            )
            for user, member in zip(users, members, strict=True)
        ],
        batch_size=500,
    )


def share(county: County) -> None:
    """The partner is shown a few people by name: those at very high or high level who were registered first."""
    PersonUserObjectPermission.objects.bulk_create(
        PersonUserObjectPermission(
            content_object=person,
            user_id=county.id_of("user", "partner"),
            permission=Permission.objects.get_by_natural_key("view_person", "offenders", "person"),
            purpose="Joint working with the lead agency",
            field_classes=[FieldClass.GENERAL, FieldClass.MANAGEMENT],
            starts_on=county.as_of - timedelta(days=30),
            ends_on=county.as_of + timedelta(days=150),
        )
        for person in Person.objects.filter(
            management_level__in=[ManagementLevel.VERY_HIGH, ManagementLevel.HIGH]
        ).order_by("reference")[:_SHARES]
    )


def dawn(day: date) -> datetime:
    """The first minutes of a day, when the county's records were last written to."""
    return datetime.combine(day, time(0, 5), LONDON)


def _members(county: County, units: list[Unit], agencies: dict[str, Agency]) -> Iterator[_Member]:
    for manager in range(county.managers):
        username = "officer" if manager == 0 else f"officer{manager + 1}"
        unit = units[county.unit_of(manager)]
        yield _Member(
            county.manager_id(manager), username, Rank.DETECTIVE_CONSTABLE, Role.OFFENDER_MANAGER, unit
        )
    for number in range(county.supervisors):
        username = "supervisor" if number == 0 else f"supervisor{number + 1}"
        yield _Member(
            county.supervisor_id(number), username, Rank.DETECTIVE_SERGEANT, Role.SUPERVISOR, units[number]
        )
    for username, rank, role in _POST:
        yield _Member(county.id_of("user", username), username, rank, role)
    for username, agency, role in _PARTNERS:
        yield _Member(county.id_of("user", username), username, Rank.PARTNER, role, agency=agencies[agency])


def _account(county: County, force: Force, number: int, member: _Member, rng: Any) -> User:
    origin = names.origin(rng)
    sex = names.FEMALE if rng.random() < 0.45 else names.MALE
    signs_in = member.username in SIGN_INS
    vetting = Vetting.NPPV3 if member.agency else Vetting.MANAGEMENT
    return User(
        id=member.id,
        username=member.username,
        password=make_password(DEMO_PASSWORD if signs_in else None),
        given_name=names.given_names(rng, origin, sex).split()[0],
        family_name=names.surname(rng, origin),
        email=f"{member.username}@cumberfell.invalid",
        rank=member.rank,
        collar_number="" if member.rank == Rank.PARTNER else str(4100 + number * 7),
        unit=member.unit,
        force=None if member.agency else force,
        agency=member.agency,
        vetting=vetting,
        vetting_expires_on=county.as_of + timedelta(days=rng.randrange(400, 2200)),
    )


def _unit_name(number: int) -> str:
    team, area = divmod(number, len(places.AREAS))
    return f"Public Protection Unit {places.AREAS[area]}" + (f" {team + 1}" if team else "")
