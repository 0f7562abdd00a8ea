"""Subject access (scenario 23): each owner is asked for its own paragraphs, and the paper holds what was released."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from access.models import AccessEvent
from accounts.models import User
from diary.models import Entry, OutboxMessage
from mappa import actions
from mappa.models import POLICE, OwnedParagraph, OwnerRequest, SubjectRequest
from mappa.subject import rules
from mappa.subject.choices import GAP
from mappa.subject.paper import parts
from mappa.subject.queries import released_of
from offenders.models import Person
from practice.rules import Unit, later
from tests import world
from tests.access.test_relationships import confirmed
from tests.dashboards.test_pages import queries_of
from tests.mappa import held
from tests.mappa.minutes import taken
from tests.mappa.subject import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


@pytest.fixture
def on(person: Person) -> asked.Stage:
    return asked.stage(person)


class TestRules:
    @pytest.mark.parametrize(
        ("received", "proved", "due"),
        [
            (date(2026, 9, 3), None, date(2026, 10, 3)),
            (date(2026, 1, 31), None, date(2026, 2, 28)),
            (date(2026, 9, 3), date(2026, 9, 10), date(2026, 10, 10)),
        ],
    )
    def test_the_month_runs_from_when_it_was_known_to_be_theirs(
        self, received: date, proved: date | None, due: date
    ) -> None:
        clock = rules.clock(received, proved, months=1, days=14, asked_on=received)
        assert clock.due_on == due
        assert clock.owners_by == received + world.days(14)

    def test_owners_never_have_longer_than_the_month(self) -> None:
        clock = rules.clock(date(2026, 9, 3), None, months=1, days=14, asked_on=date(2026, 9, 28))
        assert clock.owners_by == clock.due_on == date(2026, 10, 3)

    @pytest.mark.parametrize(
        ("redacted", "fine"),
        [
            (f"He met {GAP} at nine.", True),
            (f"{GAP} at nine.", True),
            (f"He met {GAP}", True),
            (f"{GAP} met {GAP} nine.", True),
            ("He met Ann at nine.", False),  # nothing is taken out
            (f"He met Eve {GAP} at nine.", False),
            (f"At nine {GAP} met", False),
            (f"He met {GAP} at nine. And more", False),
        ],
    )
    def test_a_redaction_takes_words_out_and_does_nothing_else(self, redacted: str, fine: bool) -> None:
        assert rules.only_removes("He met Ann  at nine.", redacted) is fine


class TestOwners:
    def test_each_owner_is_asked_once_and_for_its_own(self, on: asked.Stage) -> None:
        request = asked.requested(on)
        names = [each.called for each in OwnerRequest.objects.select_related("agency")]
        assert sorted(names) == sorted({POLICE if each == "police" else each for each in asked.SAID})
        for each in OwnedParagraph.objects.select_related("owner", "paragraph"):
            assert each.paragraph.agency_id == each.owner.agency_id
        assert request.due_on == later(asked.RECEIVED, 1, Unit.MONTHS)
        assert request.owners_by == asked.RECEIVED + world.days(14)
        told = OutboxMessage.objects.filter(cause__contains="mappa/owner", cause__endswith="asked")
        assert {each.recipient_id for each in told} >= {each.pk for each in on.partners.values()}

    def test_every_version_is_asked_for_and_what_was_only_copied_once(self, on: asked.Stage) -> None:
        minutes, now = on.minutes, taken.after(on.minutes.case)
        correction = actions.ask_correction(
            on.taker,
            minutes=minutes,
            paragraph=None,
            who="Housing",
            wrong="Arrears",
            should="Paid",
            now=now,
        )
        actions.answer_correction(
            held.coordinator(), correction=correction, version=1, answer="accepted", why="Yes", now=now
        )
        second = taken.again(minutes.case.minutes.get(number=2))
        taken.edited(second, "From Housing", "Arrears were paid in May")
        actions.submit_minutes(on.taker, minutes=second, version=second.version, now=now)
        second = taken.again(second)
        request = asked.requested(on)
        first = asked.owner(request, "Housing").paragraphs.count()  # the second version is not approved
        health = asked.owner(request, "Health").paragraphs.count()
        actions.approve_minutes(on.chair, minutes=second, version=second.version, now=now)
        again = asked.requested(on)
        assert asked.owner(again, "Housing").paragraphs.count() == first + 1
        assert asked.owner(again, "Health").paragraphs.count() == health

    def test_recorded_twice_it_is_recorded_once(self, on: asked.Stage) -> None:
        submission = taken.uuid4()
        assert asked.requested(on, submission=submission) == asked.requested(on, submission=submission)

    def test_only_who_takes_minutes_records_one(self, on: asked.Stage, person: Person) -> None:
        for user in (on.chair, world.officer(), on.partners["Housing"]):
            on.taker = user
            with pytest.raises(PermissionDenied):
                asked.requested(on)

    def test_without_approved_minutes_there_is_nothing_to_answer(self) -> None:
        person = held.managed(world.person(world.officer()))
        minutes = taken.drafted(taken.heard(person))
        with pytest.raises(ValidationError, match="No approved minutes"):
            asked.requested(asked.Stage(minutes, minutes.recorded_by, minutes.case.sitting.chair))


class TestAnswers:
    def test_an_agency_answers_for_its_own_and_for_no_others(self, on: asked.Stage) -> None:
        request = asked.requested(on)
        housing = asked.one_of(asked.owner(request, "Housing"), "Arrears")
        health = asked.one_of(asked.owner(request, "Health"), "clinic")
        asked.answered(on.partners["Housing"], housing)
        with pytest.raises(PermissionDenied):
            asked.answered(on.partners["Housing"], health)
        with pytest.raises(PermissionDenied):
            asked.rest(on.taker, asked.owner(request, "Health"))
        with pytest.raises(ValidationError, match="who of the agency"):
            asked.answered(on.taker, health)
        told = asked.answered(on.taker, health, told_by="Their data officer, by letter")
        assert told.told_by

    def test_what_is_held_back_names_an_exemption_and_a_reason(self, on: asked.Stage) -> None:
        request = asked.requested(on)
        police = asked.one_of(asked.owner(request, "police"), "tablet")
        with pytest.raises(ValidationError) as refused:
            asked.answered(on.taker, police, "withhold")
        assert set(refused.value.message_dict) == {"exemption", "reason"}
        done = asked.answered(
            on.taker, police, "withhold", exemption="s45b", reason="A search is planned", redacted="More"
        )
        assert (done.exemption, done.redacted) == ("s45b", "")

    def test_a_redaction_adds_nothing(self, on: asked.Stage) -> None:
        request = asked.requested(on)
        housing = asked.one_of(asked.owner(request, "Housing"), "Arrears")
        about = {"exemption": "sch2-others", "reason": "A neighbour"}
        with pytest.raises(ValidationError, match="change and add nothing else"):
            asked.answered(on.partners["Housing"], housing, "redact", redacted="All is well", **about)
        text = f"Arrears since spring; {GAP} complained"
        assert (
            asked.answered(on.partners["Housing"], housing, "redact", redacted=text, **about).redacted == text
        )

    def test_the_database_shows_an_agency_no_row_of_another(self, on: asked.Stage) -> None:
        asked.requested(on)
        with world.read_by(on.partners["Housing"]):
            assert OwnerRequest.objects.count() == 1
            texts = [each.paragraph.text for each in OwnedParagraph.objects.select_related("paragraph")]
            assert asked.SAID["Housing"] in texts
            assert not (set(asked.SAID.values()) - {asked.SAID["Housing"]}) & set(texts)
            assert SubjectRequest.objects.count() == 1
        stranger = held.partner(held.agency("education", "duty", "Schools"))
        with world.read_by(stranger):
            assert not SubjectRequest.objects.exists()
            assert not OwnedParagraph.objects.exists()

    def test_the_database_asks_nobody_for_anothers(self, on: asked.Stage) -> None:
        request = asked.requested(on)
        other = asked.one_of(asked.owner(request, "Health"), "clinic")
        with pytest.raises(IntegrityError, match="its own paragraphs"), transaction.atomic():
            OwnedParagraph.objects.create(
                person_id=other.person_id,
                owner=asked.owner(request, "Housing"),
                paragraph=other.paragraph,
            )


class TestClock:
    def test_overdue_owners_are_chased_once_and_stand_in_the_diary(self, on: asked.Stage) -> None:
        request = asked.requested(on)
        owed = Entry.objects.filter(key__startswith=f"mappa_subject/{request.pk}/", met_on__isnull=True)
        assert owed.count() == OwnerRequest.objects.count()
        asked.rest(on.partners["Housing"], asked.owner(request, "Housing"))
        assert owed.count() == OwnerRequest.objects.count() - 1
        assert actions.chase_owners(now=asked.later(request.owners_by)) == 0
        past = asked.later(request.owners_by + world.days(1))
        assert actions.chase_owners(now=past) == OwnerRequest.objects.count() - 1
        assert actions.chase_owners(now=past + world.days(1)) == 0
        chased = OutboxMessage.objects.filter(cause__endswith="chased").values_list("recipient", flat=True)
        assert on.partners["Health"].pk in chased
        assert on.partners["Housing"].pk not in chased
        words = " ".join(each.subject + each.body for each in OutboxMessage.objects.all())
        assert not any(text in words for text in asked.SAID.values())


class TestSignature:
    def test_nobody_signs_before_every_owner_has_answered(self, on: asked.Stage) -> None:
        request = asked.requested(on)
        asked.rest(on.taker, asked.owner(request, "police"))
        with pytest.raises(ValidationError, match="Health"):
            asked.signed(on.chair, request)
        with pytest.raises(IntegrityError), transaction.atomic():
            SubjectRequest.objects.filter(pk=request.pk).update(signed_at=asked.NOW, signed_by=on.chair)

    def test_who_decided_for_the_police_does_not_sign(self, on: asked.Stage) -> None:
        request = asked.all_answered(on, asked.requested(on))
        with pytest.raises(ValidationError, match="somebody else signs"):
            asked.signed(on.taker, request)
        assert asked.signed(on.chair, request).signed_by == on.chair

    def test_signed_nothing_changes(self, on: asked.Stage) -> None:
        request = asked.all_answered(on, asked.requested(on))
        asked.signed(on.chair, request)
        police = asked.owner(request, "police")
        with pytest.raises(ValidationError, match="answered already"):
            asked.answered(on.taker, asked.one_of(police, "tablet"))
        with pytest.raises(IntegrityError), transaction.atomic():
            police.paragraphs.update(answer="release")
        assert not Entry.objects.filter(key__startswith="mappa_subject/", met_on__isnull=True).exists()
        event = AccessEvent.objects.filter(action="sign answer to subject access request").latest("seq")
        assert event.operation == "disclosure"


class TestPages:
    def test_a_partner_finds_exactly_its_own_on_today(self, sign_in: SignIn, on: asked.Stage) -> None:
        request = asked.requested(on)
        client = sign_in(on.partners["Housing"])
        url = reverse("owned-paragraphs", args=[asked.owner(request, "Housing").pk])
        assert url in client.get("/").content.decode()
        text = client.get(url).content.decode()
        assert "Arrears since spring" in text
        assert not any(said in text for name, said in asked.SAID.items() if name != "Housing")
        other = reverse("owned-paragraphs", args=[asked.owner(request, "Health").pk])
        assert client.get(other).status_code == 404
        assert client.get(reverse("subject-request", args=[request.person_id, request.pk])).status_code == 404
        client.post(reverse("release-owned-rest", args=[asked.owner(request, "Housing").pk]))
        assert url not in client.get("/").content.decode()

    def test_what_is_asked_of_one_answer_stands_with_it_and_counts_for_no_other(
        self, sign_in: SignIn, on: asked.Stage
    ) -> None:
        owner = asked.owner(asked.requested(on), "Housing")
        owned = asked.one_of(owner, "Arrears")
        client = sign_in(on.partners["Housing"])
        url = reverse("answer-owned", args=[owner.pk, owned.pk])
        text = client.get(url).content.decode()
        assert text.count('name="reason"') == text.count('name="part_reason"') == 1
        typed = {
            "version": str(owned.version),
            "redacted": f"Arrears since spring; {GAP} complained",
            "exemption": "s45b",
            "reason": "Of the other answer",
            "part_exemption": "",
            "part_reason": "",
        }
        refused = client.post(url, {**typed, "answer": "redact"}).content.decode()
        assert 'href="#id_part_exemption"' in refused
        assert 'href="#id_part_reason"' in refused
        assert 'href="#id_reason"' not in refused
        given = {"part_exemption": "sch2-others", "part_reason": "A neighbour"}
        assert client.post(url, {**typed, **given, "answer": "redact"}).status_code == 302
        owned.refresh_from_db()
        assert (owned.exemption, owned.reason) == ("sch2-others", "A neighbour")
        again = {**typed, "version": str(owned.version), "answer": "release"}
        assert client.post(url, again).status_code == 302
        owned.refresh_from_db()
        assert (owned.exemption, owned.reason, owned.redacted) == ("", "", "")

    def test_the_paper_holds_what_was_released_and_no_annex(self, sign_in: SignIn, on: asked.Stage) -> None:
        with world.read_by("vigil"):
            actions.open_annex(
                on.taker,
                case=on.minutes.case,
                readers=[],
                why="tactics",
                text="The officer who watches the house",
                reason="It is theirs.",
                now=asked.NOW,
            )
        request = asked.requested(on)
        asked.answered(
            on.taker,
            asked.one_of(asked.owner(request, "police"), "tablet"),
            "withhold",
            exemption="s45b",
            reason="A search is planned",
        )
        asked.answered(
            on.partners["Housing"],
            asked.one_of(asked.owner(request, "Housing"), "Arrears"),
            "redact",
            exemption="sch2-others",
            reason="A neighbour",
            redacted=f"Arrears since spring; {GAP} complained",
        )
        request = asked.all_answered(on, request)
        paper = reverse("subject-paper", args=[request.person_id, request.pk])
        labels = [label for each in parts(released_of(request)) for label, _ in each.lines]
        # Of which part it is, and whose: once each.
        assert "What agencies know: From Health (Health)" in labels
        assert not any(": Housing:" in label or "The meeting: The meeting" in label for label in labels)
        chair = confirmed(sign_in(on.chair))
        assert chair.get(paper).status_code == 404
        page = chair.get(
            reverse("sign-subject-request", args=[request.person_id, request.pk])
        ).content.decode()
        assert "Mrs Hale" not in page
        asked.signed(on.chair, request)
        answer = chair.get(paper)
        reader = PdfReader(io.BytesIO(answer.content))
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        text = " ".join(" ".join(each.extract_text() for each in reader.pages).split())
        assert "Arrears since spring" in text
        assert "Sees the clinic each month" in text
        for gone in (
            "by the lake",
            "Hale",
            "From Housing",
            "watches the house",
            "nnex",
            "A neighbour",
            "A search",
        ):
            assert gone not in text, gone

    def test_nobody_is_asked_to_sign_what_cannot_be_signed_yet(
        self, sign_in: SignIn, on: asked.Stage
    ) -> None:
        request = asked.requested(on)
        url = reverse("sign-subject-request", args=[request.person_id, request.pk])
        chair = confirmed(sign_in(on.chair))
        page = chair.get(url).content.decode()
        assert "These have not: Police; Health; Housing; Probation Service." in page
        assert "How did you check it?" not in page
        asked.all_answered(on, request)
        page = chair.get(url).content.decode()
        assert "These have not" not in page
        assert "How did you check it?" in page

    def test_the_pages_keep_to_their_budgets(self, sign_in: SignIn, on: asked.Stage) -> None:
        request = asked.requested(on)
        pages = {
            reverse("subject-requests", args=[request.person_id]): 30,
            reverse("subject-request", args=[request.person_id, request.pk]): 32,
            reverse("owned-paragraphs", args=[asked.owner(request, "police").pk]): 34,
        }
        client = sign_in(on.taker)
        assert {
            url: queries_of(client, url) for url, most in pages.items() if queries_of(client, url) > most
        } == {}
        partner = sign_in(on.partners["Housing"])
        assert (
            queries_of(partner, reverse("owned-paragraphs", args=[asked.owner(request, "Housing").pk])) <= 14
        )

    def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(
        self, sign_in: SignIn, on: asked.Stage
    ) -> None:
        url = reverse("record-subject-request", args=[on.minutes.case.person_id])
        said = {
            "asker": "behalf",
            "who": "Their solicitor",
            "received_on": "",
            "submission": str(taken.uuid4()),
        }
        text = sign_in(on.taker).post(url, said).content.decode()
        assert "Enter the day it was received" in text
        assert "Their solicitor" in text
