"""The register of certificates: each is entered as it is issued, and a paper can be checked against it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from notifications.actions import issue_certificate
from notifications.certificate.relied import PERIOD
from notifications.certificate.serial import new_serial, read_serial
from notifications.models import CertificateIssued
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
URL = "/certificates/"


def issued(by: User, person: Person, **fields: Any) -> CertificateIssued:
    given = {"serial": new_serial(), "pdf": b"%PDF", "facts": "0" * 16, "ruleset": "EW-2026-03-22", **fields}
    return issue_certificate(by, person=person, as_at=world.TODAY, now=world.at(world.TODAY), **given)


def test_a_certificate_is_entered_as_it_is_made_and_listed(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    client = sign_in(officer)
    page = reverse("person-certificate", args=[person.pk])
    pdf = client.post(page, {"as_at": "15/6/2026", "chosen": [PERIOD]}).content
    entered = CertificateIssued.objects.get()
    assert pdf.startswith(b"%PDF")
    assert entered.sha256 == hashlib.sha256(pdf).hexdigest()
    assert (entered.person, entered.issued_by, entered.as_at) == (person, officer, date(2026, 6, 15))
    assert entered.serial in client.get(page).content.decode()
    assert reverse("check-certificate") in client.get(page).content.decode()


def test_what_was_refused_is_not_entered(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    sign_in(officer).post(reverse("person-certificate", args=[person.pk]), {"as_at": "15/6/2026"})
    assert not CertificateIssued.objects.exists()


def test_the_register_only_grows() -> None:
    officer = world.officer()
    entered = issued(officer, world.person(officer))
    for attempt in (lambda: CertificateIssued.objects.update(facts="x"), entered.delete):
        with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
            attempt()


def test_nobody_is_certified_who_may_not_be_seen_and_no_number_twice() -> None:
    officer = world.officer()
    person = world.person(officer)
    with pytest.raises(PermissionDenied):
        issued(world.officer(of=world.unit("East unit")), person)
    entered = issued(officer, person)
    with pytest.raises(ValidationError):
        issued(officer, person, serial=entered.serial)
    with pytest.raises(ValidationError, match="sixteen letters and digits"):
        issued(officer, person, serial="short")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3F7K-9Q2M-XV4T-0B8D", "3F7K-9Q2M-XV4T-0B8D"),
        ("3f7k9q2mxv4t0b8d", "3F7K-9Q2M-XV4T-0B8D"),
        (" 3F7K 9Q2M – XV4T  oB8D ", "3F7K-9Q2M-XV4T-0B8D"),
        ("IL00-0000-0000-0000", "1100-0000-0000-0000"),
        ("3F7K-9Q2M-XV4T-0B8", None),
        ("3F7K-9Q2M-XV4T-0B8U", None),
        ("", None),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed: str, read: str | None) -> None:
    assert read_serial(typed) == read


class TestCheck:
    def test_who_when_and_the_fingerprint(self, sign_in: SignIn) -> None:
        officer = world.officer()
        entered = issued(officer, world.person(officer))
        text = sign_in(world.officer()).post(URL, {"serial": entered.serial.lower()}).content.decode()
        for expected in (entered.sha256, entered.person.reference, "15 June 2026 at 9am", "EW-2026-03-22"):
            assert expected in text
        assert "Marsh" not in text

    def test_the_file_itself(self, sign_in: SignIn) -> None:
        officer = world.officer()
        entered = issued(officer, world.person(officer), pdf=b"%PDF the one")
        client = sign_in(officer)

        def said(content: bytes) -> str:
            file = SimpleUploadedFile("x.pdf", content)
            return client.post(URL, {"serial": entered.serial, "file": file}).content.decode()

        assert "is the file that was issued" in said(b"%PDF the one")
        assert "is not the file that was issued" in said(b"%PDF the onE")
        assert "too large" in said(b" " * 5_000_001)

    def test_out_of_sight_looks_like_never_issued(self, sign_in: SignIn) -> None:
        officer = world.officer()
        entered = issued(officer, world.person(officer))
        client = sign_in(world.officer(of=world.unit("East unit")))
        for serial in (entered.serial, new_serial()):
            text = client.post(URL, {"serial": serial}).content.decode()
            assert "No such certificate" in text
            assert entered.person.reference not in text

    def test_what_is_no_number(self, sign_in: SignIn) -> None:
        client = sign_in(world.officer())
        assert "Enter the serial number" in client.post(URL, {}).content.decode()
        text = client.post(URL, {"serial": "12"}).content.decode()
        assert "There is a problem" in text
        assert 'value="12"' in text

    def test_it_needs_few_queries(self, sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
        officer = world.officer()
        entered = issued(officer, world.person(officer))
        client = sign_in(officer)
        with django_assert_max_num_queries(7):
            client.post(URL, {"serial": entered.serial})
