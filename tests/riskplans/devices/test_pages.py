"""The pages of devices and monitoring: the unit's list, one device, one alert; and that none takes a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from offenders.models import Device, Person
from riskplans.models import DeviceExamination, MonitoringAlert, Product
from tests import world
from tests.riskplans.devices import watched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
Clock = Callable[[date | datetime | str], None]


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


@pytest.fixture
def device(officer: User, person: Person) -> Device:
    return watched.device(officer, person)


def at(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


def send(client: Client, page: str, **said: object) -> str:
    form = client.get(page).context["form"]
    hidden = {name: form[name].value() for name in ("version", "submission") if name in form.fields}
    return client.post(page, {**hidden, **said}, follow=True).content.decode()


def test_installed_examined_and_moved_by_their_forms(
    sign_in: SignIn, officer: User, person: Person, device: Device
) -> None:
    client, allowed = sign_in(officer), watched.allowed(officer, person)
    overview = client.get(at("person-devices", person)).content.decode()
    assert "Monitoring is permitted, and none is installed" in overview
    assert "Record the install" in overview
    install = {
        "product": "eSafe",
        "installed_on": "15/6/2026",
        "installed_by": "DC Reed",
        "allowed_by": str(allowed),
    }
    assert "Monitored" in send(client, at("install-monitoring", person, device.pk), **install)
    product = Product.objects.get(name="Cyacomb")
    look = {"authority": "order", "depth": "triage", "product": product.pk, "examined_on": "15/6/2026"}
    look |= {"examiner": "DC Reed", "result": "concern", "found": "History deleted"}
    examine = at("examine-device", person, device.pk)
    assert "Select the condition that allows it" in send(client, examine, **look)
    assert "Examined: concern" in send(client, examine, **look, condition=allowed.pk)
    assert DeviceExamination.objects.get().product == product
    said = send(client, at("move-device", person, device.pk), state="lost", on="15/6/2026", note="Says so")
    assert "Removed 15 June 2026" in said


def test_an_examination_entered_late_rests_on_what_was_in_force_then(
    sign_in: SignIn, officer: User, person: Person, device: Device
) -> None:
    allowed = watched.allowed(officer, person)
    allowed.ends_on = date(2026, 6, 10)
    allowed.save()
    look = {"authority": "order", "depth": "triage", "examiner": "DC Reed", "result": "clear"}
    look |= {"condition": str(allowed.pk)}
    examine, client = at("examine-device", person, device.pk), sign_in(officer)
    assert "not in force that day" in send(client, examine, **look, examined_on="15/6/2026")
    send(client, examine, **look, examined_on="9/6/2026")
    assert DeviceExamination.objects.get().order_condition == allowed


def test_an_alert_at_two_in_the_morning(
    sign_in: SignIn, officer: User, person: Person, device: Device, clock: Clock
) -> None:
    allowed = watched.allowed(officer, person)
    watched.monitored(officer, device, heard_on=world.TODAY)
    client = sign_in(officer)
    clock(world.at(world.TODAY, 2, 12))
    install = device.monitored.get()
    alert = {"install": install.pk, "category": "chat", "received_on": "15/6/2026", "received_time": "02:00"}
    page = at("record-alert", person)
    assert "multipart" not in client.get(page).content.decode()
    send(client, page, **alert, said="Somebody who says that they are 13")
    found = MonitoringAlert.objects.get()
    unit = client.get(reverse("monitoring")).content.decode()
    assert "12 minutes" in unit
    done = client.post(at("acknowledge-alert", person, found.pk), follow=True).content.decode()
    assert "Triage the alert" in done
    triage = {"state": "breach", "assessment": "Contact with a child", "condition": allowed.pk}
    said = send(client, at("triage-alert", person, found.pk), **triage)
    assert "Suspected breach" in said
    found.refresh_from_db()
    assert found.breach
    assert (found.breach.device, found.breach.order_condition) == (device, allowed)


def test_a_product_that_is_not_listed_is_named(
    sign_in: SignIn, officer: User, person: Person, device: Device
) -> None:
    client, page = sign_in(officer), at("install-monitoring", person, device.pk)
    said = {"product": "other", "installed_on": "15/6/2026", "installed_by": "DC Reed"}
    said |= {"allowed_by": "Their consent"}
    assert "Say which product" in send(client, page, **said)
    send(client, page, **said, product_name="Lanternwatch")
    assert device.monitored.get().product == "Lanternwatch"


def test_silence_and_who_is_not_monitored_stand_on_the_units_page(
    sign_in: SignIn, officer: User, person: Person, device: Device
) -> None:
    watched.monitored(officer, device, heard_on=world.TODAY - world.days(9))
    other = world.person(officer, family_name="Unwatched")
    watched.allowed(officer, other)
    text = sign_in(world.officer()).get(reverse("monitoring")).content.decode()
    assert "Silent for more than 3 days" in text
    assert "9 days ago" in text
    assert "UNWATCHED" in text
    far = sign_in(world.officer(of=world.unit("East unit"))).get(reverse("monitoring")).content.decode()
    assert "UNWATCHED" not in far


def test_what_an_alert_says_is_for_those_who_read_it(
    sign_in: SignIn, officer: User, person: Person, device: Device
) -> None:
    alert = watched.alerted(officer, watched.monitored(officer, device), said="A hidden folder")
    pages = [
        at("monitoring-alert", person, alert.pk),
        at("person-devices", person),
        at("person-history", person),
    ]
    counter = sign_in(world.user(Role.FRONT_COUNTER))
    assert all("A hidden folder" not in counter.get(page).content.decode() for page in pages)
    assert "A hidden folder" in sign_in(officer).get(pages[0]).content.decode()


def test_pages_cost_the_same_for_many(sign_in: SignIn, officer: User, person: Person, device: Device) -> None:
    client = sign_in(officer)
    watched.allowed(officer, person)
    install = watched.monitored(officer, device, heard_on=world.TODAY - world.days(9))
    watched.alerted(officer, install)
    pages = [reverse("monitoring"), at("person-devices", person), at("device", person, device.pk)]

    def queries(page: str) -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    few = [queries(page) for page in pages]
    for name in ("Ash", "Elm", "Oak"):
        other = world.person(officer, family_name=name)
        watched.allowed(officer, other)
        its = watched.device(officer, other)
        watched.alerted(officer, watched.monitored(officer, its, heard_on=world.TODAY - world.days(9)))
        watched.alerted(officer, install)
        watched.examined(officer, device)
    assert [queries(page) for page in pages] == few
    assert max(few) <= 22


class TestProducts:
    """What a force chooses from: its own list, begun from the one that all forces begin with."""

    PAGE = "/monitoring/products/"

    def offered(self, force: int) -> set[str]:
        return set(
            Product.objects.known_to(force)
            .filter(offered=True, use="monitoring")
            .values_list("name", flat=True)
        )

    def test_one_is_added_and_one_retired_for_this_force_alone(self, sign_in: SignIn) -> None:
        supervisor, elsewhere = world.supervisor(), world.force("NO").pk
        client, began = sign_in(supervisor), self.offered(elsewhere)
        send(client, self.PAGE, name="  Watch  ful ", use="monitoring")
        retired = Product.objects.get(name="Securus")
        for _ in range(2):
            page = client.post(reverse("retire-product", args=[retired.pk]), follow=True).content.decode()
        assert "Retired: Securus (monitoring)" in page
        assert self.offered(supervisor.force_id) == {*began, "Watch ful"} - {"Securus"}
        assert self.offered(elsewhere) == began

    def test_one_that_was_retired_is_offered_again_and_none_stands_twice(self, sign_in: SignIn) -> None:
        supervisor = world.supervisor()
        client = sign_in(supervisor)
        assert "on the list already" in send(client, self.PAGE, name="ESAFE", use="monitoring")
        client.post(reverse("retire-product", args=[Product.objects.get(name="eSafe").pk]))
        send(client, self.PAGE, name="esafe", use="monitoring")
        assert "eSafe" in self.offered(supervisor.force_id)
        with pytest.raises(IntegrityError, match="product_once"), transaction.atomic():
            Product.objects.create(force=supervisor.force, name="ESAFE", use="monitoring")

    def test_another_forces_is_out_of_reach(self, sign_in: SignIn) -> None:
        other = Product.objects.create(force=world.force("NO"), name="Theirs", use="monitoring")
        client = sign_in(world.supervisor())
        assert client.post(reverse("retire-product", args=[other.pk])).status_code == 404
        assert "Theirs" not in client.get(self.PAGE).content.decode()

    def test_the_page_costs_the_same_for_many(self, sign_in: SignIn) -> None:
        client = sign_in(world.supervisor())
        client.get(self.PAGE)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(self.PAGE).status_code == 200
        assert len(captured) <= 8
