"""The pages: who reads which document, versions, the current face, the log, and how many queries they need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.choices import Channel, Operation
from access.models import AccessEvent
from access.policies import FieldClass
from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from offenders import actions
from offenders.models import Document, DocumentVersion, Person, Photograph, StoredFile
from tests import world
from tests.offenders.documents.conftest import ABOUT, FACE, error_of, read, sent
from tests.offenders.documents.samples import pdf, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)


def page(client: Client, person: Person, name: str = "person-documents") -> str:
    return client.get(reverse(name, args=[person.pk])).content.decode()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.VettedUserBackend")
    return client


class TestDocuments:
    def test_one_is_filed_listed_and_handed_out(self, client: Client, person: Person) -> None:
        content = pdf()
        filed = sent(client, "file-document", ABOUT, "order.pdf", content, person.pk)
        assert filed["Location"] == reverse("person-documents", args=[person.pk])
        document = Document.objects.get()
        text = page(client, person)
        for shown in (
            "Court order",
            "The order as sealed",
            "1 June 2026",
            "OFFICIAL-SENSITIVE",
            "Not scanned",
        ):
            assert shown in text
        handed = client.get(reverse("document", args=[person.pk, document.pk]))
        assert read(handed) == content
        assert handed["Content-Type"] == "application/pdf"
        name = f"OFFICIAL-SENSITIVE {person.reference} Court order 2026-06-01 v1.pdf"
        assert handed["Content-Disposition"] == f'attachment; filename="{name}"'
        assert handed["X-Content-Type-Options"] == "nosniff"
        assert handed["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in handed["Cache-Control"]

    def test_every_download_is_an_event_of_the_log(
        self, client: Client, officer: User, person: Person
    ) -> None:
        document = world.document(officer, person)
        client.get(reverse("document", args=[person.pk, document.pk]))
        event = AccessEvent.objects.order_by("-seq")[0]
        assert (event.operation, event.channel, event.action) == (
            Operation.DISCLOSURE,
            Channel.DOWNLOAD,
            "document",
        )
        assert (event.object_type, event.object_id) == ("document", str(document.pk))
        assert (event.actor_id, event.person_ids) == (officer.pk, [person.pk])
        assert "letter" in event.sections
        assert document.title not in str(event.__dict__)

    def test_a_newer_version_replaces_it_and_the_older_stays_readable(
        self, client: Client, officer: User, person: Person
    ) -> None:
        document = world.document(officer, person, content=b"The first")
        about = {"seen": "1", "note": "As varied in June"}
        answer = sent(client, "add-version", about, "order.txt", b"The second", person.pk, document.pk)
        assert answer.status_code == 302
        assert read(client.get(reverse("document", args=[person.pk, document.pk]))) == b"The second"
        first = reverse("document-version", args=[person.pk, document.pk, 1])
        assert read(client.get(first)) == b"The first"
        text = page(client, person)
        assert first in text
        assert "version 2: As varied in June" in text

    def test_a_version_that_somebody_filed_first_is_not_passed_over(
        self, client: Client, officer: User, person: Person
    ) -> None:
        document = world.document(officer, person)
        sent(
            client, "add-version", {"seen": "1", "note": "Theirs"}, "a.txt", b"Theirs", person.pk, document.pk
        )
        answer = sent(
            client, "add-version", {"seen": "1", "note": "Mine"}, "a.txt", b"Mine", person.pk, document.pk
        )
        form = answer.context["form"]
        assert "Somebody else has filed a version" in form.non_field_errors()[0]
        assert (form["note"].value(), form["seen"].value()) == ("Mine", "2")
        assert DocumentVersion.objects.count() == StoredFile.objects.count() == 2

    def test_filed_in_error_it_leaves_the_list_and_cannot_be_had(
        self, client: Client, officer: User, person: Person
    ) -> None:
        document = world.document(officer, person)
        url = reverse("correct-fact", args=[person.pk, "document", document.pk])
        fields = {
            "title": "x",
            "kind": "letter",
            "marking": "official",
            "field_class": "general",
            "dated": "",
        }
        answer = client.post(url, {**fields, "version": "1", "reason": "Another person's", "void": "yes"})
        assert answer["Location"] == reverse("person-documents", args=[person.pk])
        assert "No document is filed" in page(client, person)
        assert client.get(reverse("document", args=[person.pk, document.pk])).status_code == 404

    def test_a_version_filed_in_error_gives_way_to_the_one_before(
        self, client: Client, officer: User, person: Person
    ) -> None:
        document = world.document(officer, person, content=b"The right one")
        wrong = actions.add_version(
            officer, document=document, content=world.text(b"The wrong one"), seen=1, note="", now=NOW
        )
        actions.void(officer, fact=wrong, version=1, reason="Another person's", now=NOW)
        assert read(client.get(reverse("document", args=[person.pk, document.pk]))) == b"The right one"
        with pytest.raises(Stale):
            actions.add_version(
                officer, document=document, content=world.text(b"a"), seen=1, note="", now=NOW
            )

    def test_the_same_form_twice_is_one_document(self, client: Client, person: Person) -> None:
        about = {**ABOUT, "submission": str(uuid4())}
        for _ in range(2):
            assert sent(client, "file-document", about, "a.txt", b"a", person.pk).status_code == 302
        assert Document.objects.count() == StoredFile.objects.count() == 1

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("title", "", "Give the document a title"),
            ("title", "   ", "Give the document a title"),
            ("kind", "", "Choose what it is."),
            ("dated", "31/2/2026", "Date on the document"),
            ("dated", "1/6/2027", "cannot be dated in the future"),
            ("field_class", "everything", "everything"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, client: Client, person: Person, field: str, typed: str, said: str
    ) -> None:
        answer = sent(client, "file-document", {**ABOUT, field: typed}, "a.txt", b"a", person.pk)
        assert said in answer.context["form"].errors[field][0]
        assert not Document.objects.exists()

    def test_without_a_file(self, client: Client, person: Person) -> None:
        answer = client.post(
            reverse("file-document", args=[person.pk]), {**ABOUT, "submission": str(uuid4()), "whole": "yes"}
        )
        assert error_of(answer) == "Choose the file."


class TestWhoReads:
    READS = {  # of the classes, by role
        Role.OFFENDER_MANAGER: set(FieldClass),
        Role.MAPPA_COORDINATOR: set(FieldClass) - {FieldClass.FINANCE, FieldClass.INTELLIGENCE},
        Role.FRONT_COUNTER: {FieldClass.GENERAL, FieldClass.MANAGEMENT},
        Role.BRIEFING_READER: {FieldClass.GENERAL},
    }

    @pytest.mark.parametrize("role", READS)
    def test_each_reads_the_documents_of_their_classes(
        self, role: Role, officer: User, person: Person
    ) -> None:
        filed = {
            each: world.document(officer, person, title=f"About {each}", field_class=each.value)
            for each in FieldClass
        }
        client = signed_in(world.user(role))
        listed, told = page(client, person), page(client, person, "person-history")
        for each, document in filed.items():
            reads = each in self.READS[role]
            answer = client.get(reverse("document", args=[person.pk, document.pk]))
            assert (answer.status_code == 200) == reads
            assert (document.title in listed) == reads
            assert (document.title in told) == reads

    def test_a_partner_reads_what_is_shared(self, officer: User, person: Person) -> None:
        document = world.document(officer, person, title="On the victim", field_class="victims")
        partner = world.user(Role.PARTNER)
        actions.share(
            world.supervisor(),
            person=person,
            user=partner,
            purpose="Victim contact",
            classes=[FieldClass.GENERAL, FieldClass.VICTIMS],
            starts_on=world.TODAY,
            ends_on=world.TODAY + world.days(9),
            now=NOW,
        )
        client = signed_in(partner)
        assert document.title in page(client, person)
        assert "File a document" not in page(client, person)
        assert client.get(reverse("document", args=[person.pk, document.pk])).status_code == 200

    def test_once_it_is_closed_off_its_past_is_closed_off_too(self, officer: User, person: Person) -> None:
        document = world.document(officer, person, title="Named the victim", field_class="general")
        actions.correct(
            officer,
            fact=document,
            version=1,
            changes={"field_class": "victims"},
            reason="It names the victim",
            now=NOW,
        )
        client = signed_in(world.user(Role.BRIEFING_READER))
        assert "Named the victim" not in page(client, person, "person-history")

    def test_another_persons_document_is_not_found_beside_this_one(
        self, client: Client, officer: User, person: Person
    ) -> None:
        document = world.document(officer, world.person(officer, family_name="Other"))
        photograph = world.photograph(officer, document.person)
        assert client.get(reverse("document", args=[person.pk, document.pk])).status_code == 404
        assert client.get(reverse("photograph", args=[person.pk, photograph.pk])).status_code == 404

    def test_the_verbs_ask_too(self, person: Person) -> None:
        stranger = world.officer(of=world.unit("East unit"))
        with pytest.raises(PermissionDenied):
            world.document(stranger, person)
        with pytest.raises(PermissionDenied):
            world.photograph(stranger, person)
        assert not StoredFile.objects.exists()

    def test_and_refuse_what_the_forms_refuse(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError):
            world.document(officer, person, title=" ")
        with pytest.raises(ValidationError):
            world.photograph(officer, person, taken_on=date(1970, 1, 1))
        assert not StoredFile.objects.exists()


class TestPhotographs:
    def test_the_newest_face_stands_beside_the_name(
        self, client: Client, officer: User, person: Person
    ) -> None:
        summary = reverse("person", args=[person.pk])
        assert "No photograph" in client.get(summary).content.decode()
        older = world.photograph(officer, person, taken_on=date(2025, 1, 1))
        newer = world.photograph(officer, person, taken_on=date(2026, 1, 1))
        world.photograph(officer, person, taken_on=date(2026, 5, 1), shows="tattoo")

        def shown() -> str:
            return str(client.get(summary).context["identity"]["photo_url"])

        assert str(newer.pk) in shown()
        actions.void(officer, fact=newer, version=1, reason="Another person", now=NOW)
        assert str(older.pk) in shown()

    def test_they_are_shown_over_time_as_pictures(self, client: Client, person: Person) -> None:
        assert sent(client, "add-photograph", FACE, "face.jpg", picture(), person.pk).status_code == 302
        photograph = Photograph.objects.get()
        text = page(client, person, "person-photographs")
        for said in ("Face, 1 June 2026", "Custody. DC 4417", "Shown beside the name"):
            assert said in text
        for name in ("photograph", "photograph-thumbnail"):
            answer = client.get(reverse(name, args=[person.pk, photograph.pk]))
            assert answer["Content-Type"] == "image/jpeg"
            assert answer["Content-Disposition"] == "inline"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in answer["Content-Security-Policy"]
            assert "no-store" in answer["Cache-Control"]

    def test_a_face_of_last_year_is_said_to_be_old(
        self, client: Client, officer: User, person: Person
    ) -> None:
        world.photograph(officer, person, taken_on=date(2025, 6, 15))
        assert "over a year old" not in page(client, person, "person-photographs")
        Photograph.objects.update(taken_on=date(2025, 6, 14))
        assert "over a year old" in page(client, person, "person-photographs")

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("shows", "", "Choose what it shows."),
            ("taken_on", "", "enter a date"),
            ("taken_on", "16/6/2026", "in the future"),
            ("taken_on", "1/1/1970", "before this person was born"),
            ("reason", "", "Choose why it was taken."),
        ],
    )
    def test_what_is_wrong_is_said(
        self, client: Client, person: Person, field: str, typed: str, said: str
    ) -> None:
        answer = sent(client, "add-photograph", {**FACE, field: typed}, "face.jpg", picture(), person.pk)
        assert said in answer.context["form"].errors[field][0]
        assert not Photograph.objects.exists()

    def test_looking_at_one_is_an_event_of_the_log(
        self, client: Client, officer: User, person: Person
    ) -> None:
        photograph = world.photograph(officer, person)
        client.get(reverse("photograph", args=[person.pk, photograph.pk]))
        event = AccessEvent.objects.order_by("-seq")[0]
        assert (event.operation, event.action) == (Operation.CONSULTATION, "photograph")
        assert (event.object_type, event.object_id) == ("photograph", str(photograph.pk))


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_pages_keep_their_budget_however_much_is_filed(
    client: Client, officer: User, person: Person
) -> None:
    pages = [
        reverse(name, args=[person.pk])
        for name in ("person-documents", "person-photographs", "person", "person-history", "file-document")
    ]
    document, photograph = world.document(officer, person), world.photograph(officer, person)
    files = [
        reverse("document", args=[person.pk, document.pk]),
        reverse("photograph-thumbnail", args=[person.pk, photograph.pk]),
    ]
    few = [queries_of(client, url) for url in (*pages, *files)]
    for number in range(5):
        other = world.document(officer, person, title=f"Letter {number}")
        actions.add_version(officer, document=other, content=world.text(b"a"), seen=1, note="", now=NOW)
        world.photograph(officer, person)
    many = [queries_of(client, url) for url in (*pages, *files)]
    assert few == many
    assert max(many) <= 17  # the summary
    assert max(many[-2:]) <= 8
