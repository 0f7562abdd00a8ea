"""What describes a person: refused in plain words, written one way, unreadable at rest; and who else lives there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from access.models import AccessEvent
from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import Agency, User
from diary.models import Entry
from offenders import actions, kinds, queries, versions
from offenders.choices import EmergencyReason
from offenders.models import (
    Address,
    Device,
    Fact,
    Identifier,
    IdentityDocument,
    InsuranceNumber,
    Occupancy,
    Person,
)
from offenders.record.references import Reference, references_of
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
SignIn = Callable[[User], Client]


def recorded(by: User, person: Person, what: str, /, **values: Any) -> Any:
    known = kinds.named(what)
    assert known
    return actions.record_detail(by, person=person, kind=known, values={"source": "self", **values}, now=NOW)


def corrected(by: User, fact: Fact, **changes: Any) -> Any:
    why = {"version": fact.version, "reason": "Written wrongly", "now": NOW}
    return actions.correct(by, fact=fact, changes=changes, **why)


def page(client: Client, person: Person, block: str) -> str:
    return client.get(reverse("record-block", args=[person.pk, block])).content.decode()


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "said"),
    [
        ("reference", {"kind": "pnc", "number": "2004/123456X"}, {"number": "hundred"}, "PNC ID"),
        ("nhs-number", {"number": "943 476 5919"}, {"number": "943 476 5918"}, "does not fit"),
        ("insurance-number", {"number": "QQ123456C"}, {"number": "12"}, "National Insurance"),
        ("description", {"shoe_size": "9"}, {"shoe_size": "80"}, "from 1 to 20"),
        ("description", {"height_cm": 178}, {"height_cm": 6}, "centimetres"),
        ("description", {"weight_kg": 80}, {"weight_kg": 4000}, "kilograms"),
        ("child", {"tie": "own", "name": "A"}, {"date_of_birth": world.TODAY + world.days(1)}, "future"),
        ("telephone", {"number": "07700 900123"}, {"number": "ring her"}, "telephone number in digits"),
        ("telephone", {"number": "07700 900123"}, {"imei": "12"}, "14 to 16 digits"),
        ("email", {"address": "a@example.com"}, {"address": "nobody"}, "name@example.com"),
        ("device", {"kind": "phone"}, {"imei_1": "490154203237519"}, "does not fit"),
        ("device", {"kind": "phone"}, {"mac": "A1"}, "MAC address"),
    ],
)
def test_what_cannot_be_is_refused_when_recorded_and_when_corrected(
    kind: str, right: dict[str, Any], wrong: dict[str, Any], said: str, officer: User, person: Person
) -> None:
    with pytest.raises(ValidationError, match=said) as refused:
        recorded(officer, person, kind, **{**right, **wrong})
    assert set(refused.value.message_dict) == set(wrong)
    with pytest.raises(ValidationError, match=said):
        corrected(officer, recorded(officer, person, kind, **right), **wrong)


def test_it_is_written_one_way(officer: User, person: Person) -> None:
    device = recorded(
        officer, person, "device", kind="phone", imei_1="49 015420 323751 8", mac="a1b2c3d4e5f6"
    )
    assert (device.imei_1, device.mac) == ("490154203237518", "A1:B2:C3:D4:E5:F6")
    number = recorded(
        officer, person, "telephone", number="+44 7700 900123", kind="mobile", device_id=device.pk
    )
    assert number.number == "07700 900123"
    assert recorded(officer, person, "email", address=" A.B@Example.COM ").address == "a.b@example.com"
    assert recorded(officer, person, "vehicle", registration="cx12  abc").registration == "CX12 ABC"


def test_another_persons_device_is_not_theirs(officer: User, person: Person, sign_in: SignIn) -> None:
    theirs = recorded(officer, world.person(officer), "device", kind="phone")
    with pytest.raises(ValidationError, match="another person's record"):
        recorded(officer, person, "telephone", number="07700 900123", device_id=theirs.pk)
    form = {"number": "07700 900123", "kind": "mobile", "device_id": str(theirs.pk), "standing": "fact"}
    url = reverse("record-detail", args=[person.pk, "telephone"])
    text = sign_in(officer).post(url, {**form, "source": "self", "submission": str(uuid4())}).content.decode()
    assert "Select one of this person" in text


def test_a_telephone_says_which_device_it_is_in(officer: User, person: Person, sign_in: SignIn) -> None:
    device = recorded(officer, person, "device", kind="phone", make="Grey slider")
    client = sign_in(officer)
    url = reverse("record-detail", args=[person.pk, "telephone"])
    assert "Phone: Grey slider" in client.get(url).content.decode()
    form = {"number": "07700900123", "kind": "mobile", "device_id": str(device.pk), "standing": "fact"}
    client.post(url, {**form, "source": "self", "submission": str(uuid4())})
    text = page(client, person, "contact")
    assert "07700 900123" in text
    assert "Phone: Grey slider" in text
    correcting = client.get(
        reverse("correct-fact", args=[person.pk, "telephone", device.telephones.get().pk])
    )
    assert f'value="{device.pk}" selected' in correcting.content.decode()


class TestAtRest:
    @pytest.mark.parametrize(
        ("kind", "values", "secret"),
        [
            ("insurance-number", {"number": "QQ123456C"}, "QQ123456C"),
            ("identity-document", {"kind": "passport", "number": "009912345"}, "009912345"),
            (
                "protected-address",
                {"who": "Mrs Lamb", "address": "9 Hidden Row", "why": "Fled"},
                "9 Hidden Row",
            ),
            ("child", {"tie": "own", "name": "Tam", "school": "Low Beck School"}, "Low Beck School"),
            ("device", {"kind": "phone", "access_code": "2468-13579"}, "2468-13579"),
            ("gender-recognition", {"information": "A certificate of 2011"}, "certificate of 2011"),
        ],
    )
    def test_a_secret_is_readable_on_its_pages_alone(
        self, kind: str, values: dict[str, Any], secret: str, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        fact = recorded(officer, person, kind, **values)
        table = fact._meta.db_table
        with connection.cursor() as cursor:
            for each in (table, f"{table}event"):
                cursor.execute(f'SELECT t::text FROM "{each}" t')
                rows = " ".join(text for (text,) in cursor.fetchall())
                assert rows
                assert secret not in rows
        known = kinds.named(kind)
        assert known
        client = sign_in(officer)
        assert secret in page(client, person, known.block)
        assert secret in client.get(reverse("person-history", args=[person.pk])).content.decode()

    def test_the_history_tells_only_what_changed(self, officer: User, person: Person) -> None:
        paper = recorded(officer, person, "identity-document", kind="passport", number="009912345")
        corrected(officer, paper, issuer="Ireland")
        seen = queries.visible_person(officer, person.pk, NOW)
        changes = [change for change in versions.history(seen) if change.what == "identity document"]
        assert [said for said, _, _ in changes[-1].fields] == ["Country or authority that issued it"]

    def test_a_passport_is_found_by_its_whole_number(self, officer: User, person: Person) -> None:
        paper = recorded(officer, person, "identity-document", kind="passport", number="0099 12345")
        index = IdentityDocument._meta.get_field("number_index")
        assert IdentityDocument.objects.get(number_index=index.of("009912345")) == paper  # type: ignore[attr-defined]

    def test_keys_rotate_in_the_record_and_in_its_history(
        self, officer: User, person: Person, settings: Settings
    ) -> None:
        old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
        settings.FIELD_KEYS = [old]
        recorded(officer, person, "insurance-number", number="QQ123456C")
        settings.FIELD_KEYS = [new, old]
        call_command("fields", "rotate", verbosity=0)
        settings.FIELD_KEYS = [new]
        assert InsuranceNumber.objects.get().number == "QQ123456C"
        seen = queries.visible_person(officer, person.pk, NOW)
        [change] = [each for each in versions.history(seen) if each.what == "National Insurance number"]
        assert ("National Insurance number", None, "QQ123456C") in change.fields


class TestAddresses:
    HOME = {"line_1": "12 Ewe Close", "line_2": "", "town": "Kirkby", "postcode": "CX1 1AA"}

    def test_the_lines_of_one_persons_address_are_corrected_for_nobody_else(
        self, officer: User, sign_in: SignIn
    ) -> None:
        one, other = world.person(officer), world.person(officer)
        home = one.occupancies.get()
        client = sign_in(officer)
        url = reverse("correct-fact", args=[one.pk, "address", home.pk])
        assert "12 Ewe Close" in client.get(url).content.decode()
        answers = {**self.HOME, "line_1": "21 Ewe Close", "kind": "residence", "starts_on": "1/5/2020"}
        typed = {**answers, "child_in_household": "no", "version": "1", "reason": "Figures swapped"}
        assert client.post(url, typed).status_code == 302
        assert str(one.occupancies.get().address) == "21 Ewe Close, Kirkby, CX1 1AA"
        assert str(other.occupancies.get().address) == "12 Ewe Close, Kirkby, CX1 1AA"

    def test_an_earlier_or_other_address_is_recorded_and_moves_no_date(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        of_the_law = Entry.objects.filter(key__startswith="notifications/")
        before = list(of_the_law.values_list("key", "last"))
        client = sign_in(officer)
        url = reverse("record-stay", args=[person.pk])
        stay = {**self.HOME, "line_1": "3 Low Row", "child_in_household": "no", "source": "self"}
        wrong = client.post(
            url, {**stay, "kind": "previous", "starts_on": "1/5/2010", "submission": str(uuid4())}
        )
        assert "Enter the day they left" in wrong.content.decode()
        assert "3 Low Row" in wrong.content.decode()
        for kind, ends in (("previous", "1/5/2012"), ("partner", "")):
            form = {
                **stay,
                "kind": kind,
                "starts_on": "1/5/2010",
                "ends_on": ends,
                "submission": str(uuid4()),
            }
            assert client.post(url, form)["Location"] == reverse(
                "record-block", args=[person.pk, "addresses"]
            )
        client.post(url, form)  # the same form again
        assert Occupancy.objects.filter(person=person).count() == 3
        assert "Partner&#x27;s home" in page(client, person, "addresses")
        assert list(of_the_law.values_list("key", "last")) == before

    def test_what_is_known_of_an_address_stands_beside_it(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        note = recorded(
            officer, person, "address-note", occupancy_id=person.occupancies.get().pk, dogs="Two terriers"
        )
        text = page(sign_in(officer), person, "addresses")
        assert "About 12 Ewe Close, Kirkby, CX1 1AA" in text
        assert "Two terriers" in text
        with pytest.raises(ValidationError, match="another person's record"):
            corrected(officer, note, occupancy_id=world.person(officer).occupancies.get().pk)


class TestNeighbours:
    def test_somebody_else_on_record_at_the_address_is_named_with_a_link(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        other = world.person(officer, given_names="Ben", family_name="Fold")
        text = page(sign_in(officer), person, "addresses")
        assert f"FOLD, Ben ({other.reference})" in text
        assert f'href="{reverse("person", args=[other.pk])}"' in text
        event = AccessEvent.objects.order_by("-at").first()
        assert event
        assert set(event.person_ids) == {person.pk, other.pk}

    def test_beyond_the_readers_work_only_whom_to_ring(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        east = world.unit("East unit")
        other = world.person(world.officer(of=east), family_name="Fold")
        client = sign_in(officer)
        text = page(client, person, "addresses")
        assert "Someone outside your sight: ring East unit, 01632 960 001" in text
        assert "Fold" not in text
        assert "FOLD" not in text
        assert str(other.pk) not in text
        event = AccessEvent.objects.order_by("-at").first()
        assert event
        assert set(event.person_ids) == {person.pk, other.pk}
        world.person(world.officer(of=east))
        assert "2 people outside your sight: ring East unit" in page(client, person, "addresses")

    def test_of_a_restricted_record_nothing_is_told(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        other = world.person(world.officer(of=world.unit("East unit")), family_name="Fold")
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        actions.restrict(inspector, person=other, readers=[], reason="A protected person", now=NOW)
        assert "Others on record there" not in page(sign_in(officer), person, "addresses")

    def test_whoever_reads_no_addresses_of_others_reads_none_in_an_emergency(
        self, officer: User, sign_in: SignIn
    ) -> None:
        person = world.person(world.officer(of=world.unit("Far unit", "FA")))
        world.person(officer, family_name="Fold")
        briefed = world.user(Role.BRIEFING_READER)
        why = {"why": EmergencyReason.RISK_TO_LIFE, "reason": "He is at the door and threatens his mother."}
        actions.open_in_emergency(briefed, person_id=person.pk, **why, now=NOW)
        text = page(sign_in(briefed), person, "addresses")
        assert "12 Ewe Close" in text
        assert "FOLD" not in text
        assert "Others on record there" not in text

    def test_a_partner_learns_of_nobody_else(self, officer: User, person: Person, sign_in: SignIn) -> None:
        world.person(world.officer(of=world.unit("East unit")))
        agency = Agency.objects.create(force=world.force(), name="Probation Service")
        partner = world.user(Role.PARTNER, force=None, unit=None, agency=agency)
        classes = [FieldClass.GENERAL, FieldClass.MANAGEMENT]
        shared = {
            "purpose": "Joint visit",
            "starts_on": world.TODAY,
            "ends_on": world.TODAY + world.days(9),
            "now": NOW,
        }
        actions.share(world.supervisor(), person=person, user=partner, classes=classes, **shared)
        text = page(sign_in(partner), person, "addresses")
        assert "12 Ewe Close" in text
        assert "Others on record there" not in text

    def test_however_many_they_are_it_is_one_query(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        client = sign_in(officer)
        page(client, person, "addresses")
        with CaptureQueriesContext(connection) as few:
            page(client, person, "addresses")
        for _ in range(3):
            world.person(officer)
        with CaptureQueriesContext(connection) as many:
            page(client, person, "addresses")
        assert len(many) == len(few) <= 14


class TestReferences:
    def test_those_of_the_systems_in_order_and_no_ended_one(self, officer: User, person: Person) -> None:
        for kind, number in (("pnc", "2004/123456X"), ("visor", "1234567"), ("cro", "123456/04X")):
            recorded(officer, person, "reference", kind=kind, number=number)
        old = recorded(officer, person, "reference", kind="pnc", number="2003/1Y")
        actions.end_detail(officer, fact=old, version=1, ended_on=world.TODAY, now=NOW)
        seen = queries.visible_person(officer, person.pk, NOW)
        assert references_of(seen) == [Reference("ViSOR", "1234567"), Reference("PNC ID", "2004/123456X")]

    def test_not_for_those_who_read_only_who_they_are(self, officer: User, person: Person) -> None:
        recorded(officer, person, "reference", kind="pnc", number="2004/123456X")
        briefed = world.user(Role.BRIEFING_READER)
        assert references_of(queries.visible_person(briefed, person.pk, NOW)) == []


def test_full_blocks_stay_within_their_queries(officer: User, person: Person, sign_in: SignIn) -> None:
    home = person.occupancies.get()
    for number in range(6):
        device = recorded(officer, person, "device", kind="phone", make=f"Model {number}")
        recorded(officer, person, "monitoring", device_id=device.pk, product="Watcher")
        recorded(officer, person, "telephone", number=f"07700 90012{number}", device_id=device.pk)
        recorded(officer, person, "address-note", occupancy_id=home.pk, dogs="A terrier")
        recorded(officer, person, "reference", kind="other", number=str(number))
    assert Device.objects.count() == Identifier.objects.count() == 6
    assert Address.objects.count() == 1
    client = sign_in(officer)
    for block in ("identity", "addresses", "contact", "devices"):
        page(client, person, block)
        with CaptureQueriesContext(connection) as captured:
            page(client, person, block)
        assert len(captured) <= 14, block
    for name in ("person-record", "whole-record"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name, args=[person.pk])).status_code == 200
        assert len(captured) <= 14, (name, len(captured))
