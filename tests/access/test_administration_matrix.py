"""Who gets the pages of administration, of cover and of a record's access. One block, in the shape of the matrix."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import Agency, RoleAssignment, User
from offenders import actions
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OK, GONE, NO, SIGN_IN, CONFIRM = 200, 404, 403, "sign in", "confirm who you are"

ACTORS = [
    "anonymous",
    "manager",
    "other unit",
    "supervisor",
    "inspector",
    "coordinator",
    "partner",
    "auditor",
    "administrator",
    "administrator elsewhere",
]
_ADMINISTRATORS: list[int | str] = [SIGN_IN, NO, NO, NO, NO, NO, NO, NO]
_OVERSEERS: list[int | str] = [NO, NO, NO, NO, NO]

# One row a page: the status each actor above gets for GET, in that order.
ADMINISTRATION: dict[str, list[int | str]] = {
    "administration": [*_ADMINISTRATORS, OK, OK],
    "add-user": [*_ADMINISTRATORS, CONFIRM, CONFIRM],
    "user": [*_ADMINISTRATORS, OK, GONE],
    "change-user": [*_ADMINISTRATORS, OK, GONE],
    "end-user": [*_ADMINISTRATORS, OK, GONE],
    "readmit-user": [*_ADMINISTRATORS, CONFIRM, CONFIRM],
    "grant-role": [*_ADMINISTRATORS, CONFIRM, CONFIRM],
    "end-role": [*_ADMINISTRATORS, OK, GONE],
    "reset-password": [*_ADMINISTRATORS, CONFIRM, CONFIRM],
    "reset-second-factor": [*_ADMINISTRATORS, CONFIRM, CONFIRM],
    "end-sessions": [*_ADMINISTRATORS, OK, GONE],
    "units": [*_ADMINISTRATORS, OK, OK],
    "add-unit": [*_ADMINISTRATORS, OK, OK],
    "change-unit": [*_ADMINISTRATORS, OK, GONE],
    "agencies": [*_ADMINISTRATORS, OK, OK],
    "add-agency": [*_ADMINISTRATORS, OK, OK],
    "change-agency": [*_ADMINISTRATORS, OK, OK],
    "cover": [SIGN_IN, NO, NO, OK, OK, *_OVERSEERS],
    "arrange-cover": [SIGN_IN, NO, NO, OK, OK, *_OVERSEERS],
    "end-cover": [SIGN_IN, NO, NO, OK, OK, *_OVERSEERS],
    "person-access": [SIGN_IN, GONE, GONE, OK, OK, OK, GONE, GONE, GONE, GONE],
    "share-record": [SIGN_IN, GONE, GONE, OK, OK, OK, GONE, GONE, GONE, GONE],
    "end-share": [SIGN_IN, GONE, GONE, OK, OK, OK, GONE, GONE, GONE, GONE],
    "restrict-record": [SIGN_IN, GONE, GONE, GONE, OK, GONE, GONE, GONE, GONE, GONE],
    # Neither restricted nor archived: there is nobody to name, nothing to lift and nothing to open again.
    "name-reader": [SIGN_IN, *[GONE] * 9],
    "lift-restriction": [SIGN_IN, *[GONE] * 9],
    "archive-record": [SIGN_IN, GONE, GONE, OK, OK, GONE, GONE, GONE, GONE, GONE],
    "reopen-record": [SIGN_IN, *[GONE] * 9],
}


@pytest.fixture
def actors() -> dict[str, User | None]:
    agency = Agency.objects.create(name="Probation Service")
    return {
        "anonymous": None,
        "manager": world.officer(),
        "other unit": world.officer(of=world.unit("East unit")),
        "supervisor": world.supervisor(),
        "inspector": world.user(Role.DETECTIVE_INSPECTOR, rank="DI"),
        "coordinator": world.user(Role.MAPPA_COORDINATOR),
        "partner": world.user(Role.PARTNER, rank="Partner", force=None, unit=None, agency=agency),
        "auditor": world.user(Role.AUDITOR),
        "administrator": world.user(Role.SYSTEM_ADMINISTRATOR),
        "administrator elsewhere": world.user(Role.SYSTEM_ADMINISTRATOR, of=world.unit("Far unit", "FA")),
    }


def test_matrix(actors: dict[str, User | None], sign_in: Callable[[User], Client], client: Client) -> None:
    manager, supervisor, partner = (actors[name] for name in ("manager", "supervisor", "partner"))
    person = world.person(manager)
    share = actions.share(
        supervisor,
        person=person,
        user=world.user(Role.VICTIM_LIAISON),
        purpose="Contact with the victim",
        classes=[FieldClass.GENERAL],
        starts_on=world.TODAY,
        ends_on=None,
        now=world.at(world.TODAY),
    )
    cover = actions.arrange_cover(
        supervisor,
        manager=manager,
        covered_by=world.officer(),
        starts_on=world.TODAY,
        ends_on=world.TODAY + world.days(7),
        reason="Leave",
        now=world.at(world.TODAY),
    )
    arguments: dict[str, list[object]] = {
        "end-role": [manager.pk, manager.roles.get().pk],
        "change-unit": [manager.unit_id],
        "change-agency": [partner.agency_id],
        "arrange-cover": [manager.pk],
        "end-cover": [cover.pk],
        "end-share": [person.pk, share.pk],
    }
    of_a_user = {"user", "change-user", "end-user", "readmit-user", "grant-role", "end-sessions"}
    of_a_user |= {"reset-password", "reset-second-factor"}
    wrong = []
    for place, actor in enumerate(ACTORS):
        user = actors[actor]
        if user is None:
            client.logout()
        else:
            sign_in(user)
        for name, row in ADMINISTRATION.items():
            of_a_person = name == "person-access" or name.endswith(("-record", "-reader", "-restriction"))
            args = arguments.get(name) or (
                [manager.pk] if name in of_a_user else [person.pk] if of_a_person else []
            )
            answer = client.get(reverse(name, args=args))
            got: int | str = answer.status_code
            if got == 302 and "/account/login/" in answer["Location"]:
                got = SIGN_IN
            elif got == 302 and "/account/reauthenticate/" in answer["Location"]:
                got = CONFIRM
            if got != row[place]:
                wrong.append(f"{name} for {actor}: {got}, not {row[place]}")
    assert not wrong


def test_what_is_not_administered_looks_like_what_does_not_exist(sign_in: Callable[[User], Client]) -> None:
    elsewhere = world.officer(of=world.unit("Far unit", "FA"))
    client = sign_in(world.user(Role.SYSTEM_ADMINISTRATOR))
    for name in ("user", "change-user", "end-user", "end-sessions"):
        there = client.get(reverse(name, args=[elsewhere.pk]))
        nowhere = client.get(reverse(name, args=[uuid4()]))
        assert there.status_code == nowhere.status_code == 404
        assert (
            there.content.split(b"csrfmiddlewaretoken")[0] == nowhere.content.split(b"csrfmiddlewaretoken")[0]
        )


def test_a_role_that_has_ended_administers_nothing(sign_in: Callable[[User], Client]) -> None:
    admin = world.user(Role.SYSTEM_ADMINISTRATOR)
    client = sign_in(admin)
    assert client.get(reverse("administration")).status_code == OK
    RoleAssignment.objects.filter(user=admin).update(ends_on=date(2026, 6, 15))
    assert client.get(reverse("administration")).status_code == NO
