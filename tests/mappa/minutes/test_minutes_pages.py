"""The pages of minutes: what each shows to whom, its budget, and that no annex shows to others that it is there."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from accounts.choices import Role
from accounts.models import User
from diary.models import Entry
from mappa import actions
from mappa.models import Annex, AnnexNaming, CaseReview, Correction, Minutes, MinutesCopy
from offenders.models import Person
from tests import world
from tests.access.test_relationships import confirmed, reads_as
from tests.dashboards.test_pages import queries_of
from tests.mappa import held
from tests.mappa.minutes import taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


def page_of(case: CaseReview) -> str:
    return reverse("case-minutes", args=[case.sitting_id, case.pk])


def step(case: CaseReview, name: str) -> str:
    return reverse("minutes-step", args=[case.sitting_id, case.pk, name])


def text_of(client: Client, url: str) -> str:
    answer = client.get(url, follow=True)
    assert answer.status_code == 200, url
    return answer.content.decode()


class TestStages:
    def test_each_stage_offers_its_one_next_step_to_whose_it_is(
        self, sign_in: SignIn, person: Person
    ) -> None:
        case = taken.heard(person)
        taker, chair = case.sitting.recorded_by, case.sitting.chair
        assert "Draft the minutes" in text_of(sign_in(taker), page_of(case))
        sign_in(taker).post(step(case, "draft"), {"version": case.version})
        minutes = Minutes.objects.get()
        assert "Send to the chair" in text_of(sign_in(taker), page_of(case))
        assert "Approve or return" not in text_of(sign_in(chair), page_of(case))
        sign_in(taker).post(step(case, "send"), {"version": minutes.version})
        minutes.refresh_from_db()
        client, said = confirmed(sign_in(chair)), {"version": minutes.version, "why": ""}
        answer = client.post(step(case, "review"), {**said, "decision": "return"})
        assert "Say what has to be written otherwise" in answer.content.decode()
        client.post(step(case, "review"), {**said, "decision": "approve"})
        assert "Circulate" in text_of(sign_in(taker), page_of(case))

    def test_the_chair_proves_who_they_are_before_signing(self, sign_in: SignIn, person: Person) -> None:
        case = taken.submitted(taken.heard(person)).case
        answer = sign_in(case.sitting.chair).get(step(case, "review"))
        assert answer.status_code == 302
        assert "reauthenticate" in answer["Location"]

    def test_what_goes_out_is_posted_by_somebody_who_has_just_proved_who_they_are(
        self, sign_in: SignIn, person: Person
    ) -> None:
        """The form may be posted without the page before it: approving, circulating, releasing a summary."""

        def refused(by: User, url: str, **said: object) -> None:
            answer = sign_in(by).post(url, said)
            assert (answer.status_code, "reauthenticate" in answer["Location"]) == (302, True), url

        case = taken.heard(person)
        minutes = taken.submitted(case)
        chair, taker = case.sitting.chair, case.sitting.recorded_by
        refused(chair, step(case, "review"), version=minutes.version, decision="approve")
        minutes = taken.again(minutes)
        assert minutes.state == "review"
        actions.approve_minutes(chair, minutes=minutes, version=minutes.version, now=minutes.recorded_at)
        minutes = taken.again(minutes)
        reader = held.partner(held.agency())
        refused(
            taker,
            step(case, "circulate"),
            version=minutes.version,
            readers=[str(reader.pk)],
            expires_on="15 September 2026",
        )
        assert not MinutesCopy.objects.filter(circulation__minutes=minutes).exists()
        said = {
            "requester": "court",
            "who": "A",
            "purpose": "A hearing",
            "basis": "Its order",
            "due_on": None,
        }
        summary = actions.ask_summary(taker, minutes=minutes, said=said, now=minutes.recorded_at)
        url = reverse("executive-summary", args=[case.sitting_id, case.pk, summary.pk])
        refused(chair, url, version=summary.version, decision="release", text="Managed at level 2.")
        summary.refresh_from_db()
        assert summary.decided_at is None

    def test_a_stale_edit_shows_both(self, sign_in: SignIn, person: Person) -> None:
        minutes = taken.drafted(taken.heard(person))
        it = taken.paragraph(minutes, "Children")
        taken.edited(minutes, "Children", "Said by another.")
        client = sign_in(minutes.recorded_by)
        url = reverse("minutes-paragraph", args=[minutes.case.sitting_id, minutes.case_id, it.line])
        said = {"version": "1", "text": "Said by me.", "label": it.label, "agency": "police"}
        text = client.post(url, said).content.decode()
        assert "Said by another." in text
        assert "Said by me." in text

    def test_whoever_took_the_minutes_has_the_duty_and_the_chair_the_decision(
        self, sign_in: SignIn, person: Person
    ) -> None:
        case = taken.heard(person)
        entry = Entry.objects.get(key=f"mappa_minutes/{case.pk}")
        assert (entry.owner, entry.met_on) == (case.sitting.recorded_by, None)
        assert text_of(sign_in(entry.owner), reverse("minutes-of-case", args=[case.pk]))
        minutes = taken.submitted(case)
        assert "MAPPA minutes" in text_of(sign_in(case.sitting.chair), reverse("approvals"))
        actions.approve_minutes(
            case.sitting.chair, minutes=minutes, version=minutes.version, now=minutes.recorded_at
        )
        held.partner(held.agency())
        taken.given(taken.again(minutes))
        entry.refresh_from_db()
        assert entry.met_on == held.DAY + world.days(1)


class TestWhoReads:
    def test_a_partner_reads_what_was_released_to_them_after_opening_it(
        self, sign_in: SignIn, person: Person
    ) -> None:
        case = held.begun(person, besides=[held.agency("housing", "duty")])
        by, at = case.sitting.recorded_by, world.at(held.DAY, 10, 5)
        for agency, topic, text in (
            (held.agency(), "victims", "She lives in Ewe Close."),
            (None, "update", "Seen at home."),
        ):
            actions.write_paragraph(by, case=case, agency=agency, topic=topic, text=text, now=at)
        case = held.again(held.decided(held.complete(case)))
        housing = held.partner(held.agency("housing", "duty"), username="housing")
        probation = held.partner(held.agency(), username="probation")
        taken.given(taken.approved(case))
        client = sign_in(housing)
        text = text_of(client, page_of(case))
        assert "Open the minutes" in text
        assert "Seen at home." not in text
        client.post(reverse("open-minutes", args=[case.sitting_id, case.pk]))
        text = text_of(client, page_of(case))
        assert "Seen at home." in text
        assert f"Copy of {housing.get_full_name()}" in text
        assert "Ewe Close" not in text
        assert MinutesCopy.objects.get(reader=housing).opened_at
        other = sign_in(probation)
        other.post(reverse("open-minutes", args=[case.sitting_id, case.pk]))
        assert "Ewe Close" in text_of(other, page_of(case))
        for name in ("minutes-pdf", "minutes-word"):
            assert client.get(reverse(name, args=[case.sitting_id, case.pk])).status_code == 404

    def test_the_form_lists_no_third_party_and_says_why(self, sign_in: SignIn, person: Person) -> None:
        case = taken.heard(person)
        third = held.partner(held.agency("other", "other", "Village hall"), username="third")
        held.asked_before(case, third.agency)
        taken.approved(case)
        client, url = confirmed(sign_in(case.sitting.recorded_by)), step(case, "circulate")
        form = text_of(client, url)
        assert str(third.pk) not in form
        assert "Village hall is no agency of these arrangements" in form
        version = Minutes.objects.get().version
        said = {"version": version, "readers": [str(third.pk)], "expires_on": "1 September 2026"}
        assert client.post(url, said).status_code == 200
        assert not MinutesCopy.objects.exists()

    def test_who_manages_the_person_asks_for_a_correction_of_their_own_copy(
        self, sign_in: SignIn, person: Person
    ) -> None:
        minutes, _ = taken.circulated(person)
        case = minutes.case
        manager = User.objects.get(assignments__person=person, assignments__ends_on__isnull=True)
        client, url = sign_in(manager), step(case, "correct")
        assert client.get(url).status_code == 404  # not opened yet
        client.post(reverse("open-minutes", args=[case.sitting_id, case.pk]))
        assert url in text_of(client, page_of(case))
        form = text_of(client, url)
        assert "Who says so?" not in form
        said = {
            "submission": "5f0c6a35-4b9e-4cf6-9a5e-8f4f6e0c8a11",
            "wrong": "He lives at 3",
            "should": "He lives at 5",
        }
        assert client.post(url, said).status_code == 302
        asked = Correction.objects.get()
        assert (asked.asked_by, asked.agency, asked.minutes) == (manager, None, minutes)
        assert "He lives at 5" in text_of(client, page_of(case))
        # Whoever has no copy, and neither takes nor chairs, asks for nothing.
        assert sign_in(world.supervisor(username="elsewhere")).get(url).status_code == 404

    def test_two_versions_compared_show_who_may_read_a_paragraph_now(
        self, sign_in: SignIn, person: Person
    ) -> None:
        minutes, copy = taken.circulated(person)
        by, now = minutes.recorded_by, minutes.recorded_at
        actions.open_copy(copy.reader, copy=copy, now=now)
        asked = actions.ask_correction(
            copy.reader, minutes=minutes, paragraph=None, who="", wrong="It", should="That", now=now
        )
        about = {"correction": asked, "version": 1, "answer": "accepted", "why": "So", "now": now}
        actions.answer_correction(by, **about)
        second = taken.again(Minutes.objects.get(number=2))
        taken.edited(second, "Children", "High: could happen at any time.", restricted=True)
        text = text_of(
            sign_in(by), reverse("compare-minutes", args=[minutes.case.sitting_id, minutes.case_id])
        )
        assert "Now restricted to its owner and the police" in text

    def test_a_draft_is_read_by_those_at_work_on_it_alone(self, sign_in: SignIn, person: Person) -> None:
        minutes = taken.drafted(taken.heard(person))
        manager = User.objects.get(assignments__person=person, assignments__ends_on__isnull=True)
        assert held.RISK["why"] not in text_of(sign_in(manager), page_of(minutes.case))
        taken.approved(minutes.case)
        assert held.RISK["why"] in text_of(sign_in(manager), page_of(minutes.case))

    def test_after_recall_nobody_reads_it(self, sign_in: SignIn, person: Person) -> None:
        minutes, copy = taken.circulated(person)
        assert sign_in(copy.reader).get(page_of(minutes.case)).status_code == 200
        sign_in(minutes.recorded_by).post(
            step(minutes.case, "recall"), {"version": copy.circulation.version, "why": "Wrong"}
        )
        assert sign_in(copy.reader).get(page_of(minutes.case)).status_code == 404

    def test_a_filter_finds_where_somebody_disagreed(self, sign_in: SignIn, person: Person) -> None:
        """Scenario 11."""
        case = taken.heard(person, parts={"level": {"dissents": "yes", "dissent": "Health would step down."}})
        client = sign_in(held.coordinator(username="auditing"))
        assert person.reference in text_of(client, "/meetings/minutes/?dissent=yes")
        assert person.reference in text_of(client, "/meetings/minutes/?stage=none")
        taken.drafted(case)
        assert person.reference not in text_of(client, "/meetings/minutes/?stage=none")
        assert person.reference in text_of(client, "/meetings/minutes/?stage=draft&dissent=yes")

    def test_the_list_costs_the_same_for_one_case_and_for_three(
        self, sign_in: SignIn, person: Person
    ) -> None:
        taken.drafted(taken.heard(person))
        client = sign_in(held.coordinator(username="listing"))
        one = queries_of(client, "/meetings/minutes/")
        for number in (1, 2):
            other = held.managed(world.person(world.officer(), family_name=f"Other{number}"))
            taken.heard(other)
        assert queries_of(client, "/meetings/minutes/") == one
        assert one <= 14

    def test_a_case_costs_the_same_however_long_its_minutes(self, sign_in: SignIn, person: Person) -> None:
        minutes = taken.drafted(taken.heard(person))
        client = sign_in(minutes.recorded_by)
        before = queries_of(client, page_of(minutes.case))
        for number in range(3):
            taken.edited(minutes, "Children", f"Said {number}.")
        assert queries_of(client, page_of(minutes.case)) == before
        assert before <= 34


class TestPaper:
    def test_pdf_and_word_are_headed_as_the_force_has_it(self, sign_in: SignIn, person: Person) -> None:
        minutes = taken.approved(taken.heard(person))
        client = sign_in(minutes.recorded_by)
        said = {
            "version": "0",
            "title": "MAPPA C",
            "marking": "OFFICIAL-SENSITIVE MAPPA",
            "footer": "Closed.",
        }
        client.post(reverse("minutes-heading"), said)
        about = [minutes.case.sitting_id, minutes.case_id]
        answer = client.get(reverse("minutes-pdf", args=about))
        reader = PdfReader(io.BytesIO(answer.content))
        text = "".join(page.extract_text() for page in reader.pages)
        for words in ("MAPPA C", "OFFICIAL-SENSITIVE MAPPA", minutes.recorded_by.get_full_name(), "Closed."):
            assert words in text
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert "Marsh" not in answer["Content-Disposition"]
        word = Document(io.BytesIO(client.get(reverse("minutes-word", args=about)).content))
        page = word.sections[0]
        assert (page.page_width.mm, page.page_height.mm) == pytest.approx((210, 297), abs=0.1)
        assert {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
        foot = [each.text for each in page.footer.paragraphs]
        assert (foot[0], foot[2]) == ("OFFICIAL-SENSITIVE MAPPA", "Closed.")
        assert minutes.recorded_by.get_full_name() in foot[3]
        headings = [each.text for each in word.paragraphs if each.style.name.startswith("Heading")]
        assert headings[:2] == ["MAPPA C", "The meeting"]


class TestAnnex:
    """Scenario 17."""

    def test_an_agency_that_reads_it_is_offered_no_step_about_its_readers(
        self, sign_in: SignIn, person: Person
    ) -> None:
        case = taken.heard(person)
        partner = held.partner(held.agency())
        sergeant = world.supervisor()
        reads_as("vigil")
        annex = actions.open_annex(
            sergeant,
            case=case,
            readers=[partner],
            why="tactics",
            text="The van in Ewe Close",
            reason="They lead on it",
            now=taken.AFTER,
        )
        entry = [case.sitting_id, case.pk, annex.pk]
        for reader, found in ((sergeant, 200), (partner, 404)):
            client = sign_in(reader)
            page = text_of(client, reverse("minutes-entry", args=entry))
            for name in ("name", "remove"):
                url = reverse("minutes-entry-step", args=[*entry, name])
                assert client.get(url).status_code == found, (reader, name)
                assert (url in page) is (found == 200)
        reads_as("vigil")
        assert AnnexNaming.objects.filter(annex=annex).count() == 2
        User.objects.filter(pk=partner.pk).update(agency=held.agency("health", "duty"))
        page = reverse("minutes-entry", args=entry)
        assert "Works elsewhere now" in text_of(sign_in(sergeant), page)
        partner.refresh_from_db()
        assert sign_in(partner).get(page).status_code == 404

    def test_nobody_but_its_readers_learns_that_it_is_there(self, sign_in: SignIn, person: Person) -> None:
        case = taken.heard(person, besides=[held.agency("health", "duty")])
        sergeant = world.supervisor()
        client = sign_in(sergeant)
        said = {
            "submission": "5f0c6a35-4b9e-4cf6-9a5e-8f4f6e0c8a11",
            "why": "tactics",
            "text": "The van in Ewe Close",
            "readers": [str(case.sitting.chair_id)],
            "reason": "They lead on it",
        }
        answer = client.post(reverse("minutes-entries", args=[case.sitting_id, case.pk]), said)
        assert answer.status_code == 302, answer.content.decode()
        assert "Restricted annex" in text_of(client, page_of(case))
        reads_as("vigil")
        entry = reverse("minutes-entry", args=[case.sitting_id, case.pk, Annex.objects.get().pk])
        for reader in (sergeant, case.sitting.chair):
            assert "The van in Ewe Close" in text_of(sign_in(reader), entry)
        assert str(case.sitting.chair) in text_of(sign_in(sergeant), entry)
        taken.given(taken.approved(case), readers=[held.partner(held.agency("health", "duty"))])
        others = [
            world.user(Role.DETECTIVE_INSPECTOR, rank="DI"),
            case.sitting.recorded_by,
            User.objects.get(assignments__person=person, assignments__ends_on__isnull=True),
            User.objects.get(agency=held.agency("health", "duty")),
        ]
        for other in others:
            reading = sign_in(other)
            text = text_of(reading, page_of(case))
            assert "annex" not in text.lower(), other
            assert "Ewe Close" not in text
            assert reading.get(entry).status_code == 404
