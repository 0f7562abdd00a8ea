"""Who reads which answer of every room: tests/riskplans/classes.txt; those of visits tried on every page that tells of
them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from access.models import OfPerson
from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from offenders import actions
from offenders.models import CourtOrder, Device, OrderCondition, Person
from offenders.record.choices import DeviceKind
from riskplans.choices import Complied, Notified, System
from riskplans.classes import CLASSES, sealed
from riskplans.models import (
    ConditionChecked,
    DeviceSeen,
    PersonPresent,
    PreVisitCheck,
    Visit,
    VisitRecord,
)
from tests import world
from tests.accounts import signing
from tests.offenders.record.test_classes import Shown, reader
from tests.offenders.record.test_classes import table as of_the_record
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
TABLE = Path(__file__).with_name("classes.txt")
# What nobody types: codes, and what a change came of.
CODES = {("planaction", "factor"), ("assessedfactor", "factor"), ("riskchange", "cause")}
OF_SOME_ROWS = (
    "planaction[pillar=victims]",
    *("planremark[place=victims]", "planremark[place=scenario]"),
    "assessedfactor[factor=self_management]",
    *(f"riskchange[kind={kind}]" for kind in ("health", "pregnancy", "treatment", "child", "victim")),
    *(f"riskchange[kind={kind}]" for kind in ("intelligence", "polygraph")),
)
ON_THE_PAGE = {"visitrecord", "deviceseen", "conditionchecked"}
WORKS_ON_IT = {Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR}


def table() -> dict[tuple[str, str], str]:
    rows = (line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#"))
    return {(model, name): its for model, its, *names in rows for name in names}


def texts(model: type[models.Model]) -> Iterator[str]:
    """The columns that somebody types into."""
    for column in model._meta.concrete_fields:
        if (
            isinstance(column, models.CharField | models.TextField)
            and not column.choices
            and (model._meta.model_name, column.name) not in CODES
        ):
            yield column.name


def every_room() -> Iterator[tuple[str, type[models.Model], dict[str, str]]]:
    """Every table of the app that is about somebody; and those of which some rows are of other classes."""
    for model in apps.get_app_config("riskplans").get_models():
        if issubclass(model, OfPerson) and not hasattr(model, "pgh_tracked_model"):
            yield str(model._meta.model_name), model, {}
    for label in OF_SOME_ROWS:
        name, column, value = re.split(r"[\[=]", label.rstrip("]"))
        yield label, apps.get_model("riskplans", name), {column: value}


def test_every_text_of_every_room_has_its_class_in_the_table() -> None:
    found = {("personpresent", "date_of_birth"): FieldClass.VICTIMS.value}
    for label, model, values in every_room():
        guarded = sealed(model, values)
        for name in guarded if values else {*texts(model), *guarded}:
            found[label, name] = str(guarded.get(name, CLASSES.get(model, FieldClass.MANAGEMENT)))
    assert found == table()


class Filled:
    """A visit with everything that can be written about one, each text a sign that stands nowhere else."""

    def __init__(self) -> None:
        officer = world.officer()
        self.person = world.person(officer)
        self.signs: dict[tuple[str, str], str] = {}
        self._who = {"person": self.person, "recorded_at": NOW, "recorded_by": officer}
        self.visit = visiting.made(officer, self.person)
        Visit.objects.filter(pk=self.visit.pk).update(**self._texts(Visit))
        on = {"visit": self.visit}
        self._put(VisitRecord, household_notified=Notified.SUSPECTED, home_notified=Notified.CONFIRMED, **on)
        self.signs["visitrecord", "household_notified"] = "it seems not notified"
        self._put(PersonPresent, date_of_birth=date(1907, 8, 9), **on)
        self.signs["personpresent", "date_of_birth"] = "9 August 1907"
        device = Device.objects.create(kind=DeviceKind.PHONE, make="Telephone", **self._who)
        self._put(DeviceSeen, device=device, **on)
        order = CourtOrder.objects.create(kind="shpo", made_on=world.TODAY, **self._who)
        condition = OrderCondition.objects.create(order=order, kind="children", wording="Not to", **self._who)
        self._put(ConditionChecked, order_condition=condition, found=Complied.CONCERN, **on)
        self._put(PreVisitCheck, system=System.PNC, checked_on=world.TODAY)

    def _texts(self, model: type[models.Model]) -> dict[str, str]:
        said = {}
        for name in texts(model):
            if name == "checked_by":  # at a visit it is the visit's officer
                continue
            sign = chr(0x4E00 + len(self.signs))
            self.signs[str(model._meta.model_name), name] = said[name] = sign
        return said

    def _put(self, model: Any, **fields: Any) -> None:
        model.objects.create(**self._who, **self._texts(model), **fields)


def readers(person: Person) -> Iterator[tuple[str, User, set[str]]]:
    """Somebody of each role, a partner who was shown management alone, and the classes that each reads."""
    classes, _ = of_the_record()
    for role in Role:
        yield role, reader(role, person), classes[role]
    partner, shown = world.user(Role.PARTNER), [FieldClass.GENERAL, FieldClass.MANAGEMENT]
    actions.share(
        world.supervisor(),
        person=person,
        user=partner,
        purpose="Joint visit",
        classes=shown,
        starts_on=world.TODAY,
        ends_on=None,
        now=NOW,
    )
    yield "partner shown management", partner, {each.value for each in shown}


def test_every_reader_reads_what_the_table_says() -> None:
    filled, classes = Filled(), table()
    wrong = []
    for who, user, reads in readers(filled.person):
        shown = Shown(user, filled.person)
        pages = {
            "on the visit's page": shown.page("visit", filled.visit.pk),
            "in the pack": shown.page("visit-pack"),
            "on their visits' page": shown.page("person-visits"),
            "on the timeline": shown.page("person-timeline", query="?print=yes"),
            "in the history": shown.page("person-history"),
            "on the summary": shown.page("person"),
        }
        for (model, name), sign in filled.signs.items():
            its = {classes[model, name], *(["victims"] if model == "personpresent" else ["management"])}
            for where, text in pages.items():
                found = re.search(sign, text) is not None
                if found and not its <= reads:
                    wrong.append(f"{who} should not see {model}.{name} {where}")
                should = where == "in the history" or (
                    where == "on the visit's page" and model in ON_THE_PAGE
                )
                if should and its <= reads and "management" in reads and not found:
                    wrong.append(f"{who} should see {model}.{name} {where}")
        works = who in WORKS_ON_IT
        if (filled.signs["previsitcheck", "found"] in pages["in the pack"]) is not works:
            wrong.append(f"{who} {'should' if works else 'should not'} read what a check showed in the pack")
    assert not wrong


@pytest.mark.parametrize(
    ("classes", "status"),
    [
        ([FieldClass.MANAGEMENT], 404),
        ([FieldClass.MANAGEMENT, FieldClass.HEALTH], 404),
        ([FieldClass.MANAGEMENT, FieldClass.INTELLIGENCE], 200),
    ],
)
def test_the_pack_is_for_those_shown_intelligence(classes: list[FieldClass], status: int) -> None:
    person, colleague = (
        world.person(world.officer()),
        world.user(Role.OFFENDER_MANAGER, of=world.unit("East unit")),
    )
    actions.share(
        world.user(Role.DETECTIVE_INSPECTOR),
        person=person,
        user=colleague,
        purpose="Visits them for us",
        classes=classes,
        starts_on=world.TODAY,
        ends_on=None,
        now=NOW,
    )
    page = reverse("visit-pack", args=[person.pk])
    assert signing.sign_in(colleague).get(page).status_code == status
