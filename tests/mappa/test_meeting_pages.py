"""The pages of meetings: what each shows to whom, how many queries it needs, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from mappa import actions
from mappa.models import AgencyReturn, AgreedAction, CaseReview, Paragraph
from mappa.sittings.choices import SittingState
from offenders.models import Person
from practice import working_days
from practice.models import Setting
from tests import world
from tests.dashboards.test_pages import queries_of
from tests.mappa import held
from tests.mappa.held import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


def page_of(case: CaseReview) -> str:
    return reverse("meeting-case", args=[case.sitting_id, case.pk])


def part(case: CaseReview, name: str) -> str:
    return reverse("case-part", args=[case.sitting_id, case.pk, name])


class TestBudgets:
    def test_the_day_costs_the_same_for_one_case_and_for_three(self, sign_in: SignIn, person: Person) -> None:
        on = held.sitting()
        held.invited(held.case(on, person))
        client = sign_in(on.recorded_by)
        url = reverse("meeting", args=[on.pk])
        one = queries_of(client, url)
        for number in (11, 12):
            other = held.managed(world.person(world.officer(), family_name=f"Other{number}"))
            held.invited(held.case(on, other, at=number))
        assert queries_of(client, url) == one
        assert one <= 18

    def test_a_case_costs_the_same_however_much_was_said(self, sign_in: SignIn, person: Person) -> None:
        case = held.complete(held.begun(person))
        client = sign_in(case.sitting.recorded_by)
        before = queries_of(client, page_of(case))
        for number in range(3):
            actions.write_paragraph(
                case.sitting.chair, case=case, agency=None, topic="risk", text=f"{number}", now=NOW
            )
            held.proposed(case, what=f"Do {number}")
        assert queries_of(client, page_of(case)) == before
        assert before <= 46

    @pytest.mark.parametrize(
        ("url", "most"), [("/meetings/", 8), ("/actions/", 14), ("/meetings/section-327a/", 8)]
    )
    def test_the_lists(self, sign_in: SignIn, person: Person, url: str, most: int) -> None:
        held.agreed(person)
        assert queries_of(sign_in(held.coordinator()), url) <= most


class TestWhoSeesWhat:
    def test_a_partner_sees_their_own_and_nothing_that_others_said(
        self, sign_in: SignIn, person: Person
    ) -> None:
        case = held.complete(held.begun(person))
        actions.give_return(
            case.sitting.recorded_by,
            invitation=case.invitations.get(agency=None),
            nothing_known=False,
            text="Known to the police for a van",
            so_what="Nothing",
            now=NOW,
        )
        client = sign_in(held.partner(held.agency()))
        text = client.get(page_of(case)).content.decode()
        assert "MARSH, Alan" in text
        for secret in ("Known to the police", "Seen twice.", held.RISK["why"], held.LEVEL["rationale"]):
            assert secret not in text
        for name in ("risk", "note", "decide"):
            assert client.get(part(case, name)).status_code == 404
        assert client.get(reverse("mappa-agencies")).status_code == 403

    def test_a_partner_replies_and_sends_that_nothing_is_known(self, sign_in: SignIn, person: Person) -> None:
        case = held.case(held.sitting(), person)
        (invitation,) = held.invited(case, held.agency())
        held.brought(case.sitting, SittingState.NOTICED)
        client = sign_in(held.partner(held.agency()))
        about = [case.sitting_id, case.pk, invitation.pk]
        said = {"version": "1", "reply": "attending", "who": "R. Cole, manager"}
        answer = client.post(reverse("reply-to-invitation", args=about), said, follow=True)
        assert "R. Cole, manager" in answer.content.decode()
        sent = {"submission": "5f0c6a35-4b9e-4cf6-9a5e-8f4f6e0c8a11", "nothing_known": "on"}
        for _ in range(2):
            client.post(reverse("give-return", args=about), sent)
        assert AgencyReturn.objects.get().nothing_known

    @pytest.mark.parametrize(
        ("role", "rank", "sees"),
        [
            (Role.OFFENDER_MANAGER, "DC", True),
            (Role.CHAIR, "DI", True),
            (Role.MAPPA_ADMINISTRATOR, "Staff", True),
            (Role.FRONT_COUNTER, "PC", False),
            (Role.BRIEFING_READER, "PS", False),
            (Role.AUDITOR, "Staff", False),
        ],
    )
    def test_readers_of_the_force(
        self, sign_in: SignIn, person: Person, role: Role, rank: str, sees: bool
    ) -> None:
        case = held.case(held.sitting(), person)
        client = sign_in(world.user(role, rank=rank))
        assert (client.get(page_of(case)).status_code == 200) is sees
        assert (client.get("/meetings/").status_code == 200) is sees

    def test_whoever_is_in_another_unit_sees_the_day_and_not_the_case(
        self, sign_in: SignIn, person: Person
    ) -> None:
        case = held.case(held.sitting(), person)
        client = sign_in(world.officer(of=world.unit("East unit")))
        assert "MARSH" not in client.get(reverse("meeting", args=[case.sitting_id])).content.decode()
        assert client.get(page_of(case)).status_code == 404


class TestTheDay:
    def test_the_next_step_is_one_button_and_chasing_one_click(self, sign_in: SignIn, person: Person) -> None:
        on = held.sitting(held_on=held.DAY + world.days(3), now=NOW)
        held.partner(held.agency())
        held.invited(held.case(on, person))
        client = sign_in(on.recorded_by)
        url = reverse("meeting", args=[on.pk])
        assert "Send the invitations" in client.get(url).content.decode()
        sent = {"to": SittingState.NOTICED, "version": "1"}
        text = client.post(reverse("advance-meeting", args=[on.pk]), sent, follow=True).content.decode()
        assert "Sent: each agency is told." in text
        assert "0 of 2 in" in text
        text = client.post(reverse("chase-returns", args=[on.pk]), follow=True).content.decode()
        assert "Chased: 2." in text
        assert "chased 15 Jun 2026" in text

    def test_a_reference_that_is_not_open_is_refused_and_what_was_typed_stays(
        self, sign_in: SignIn, person: Person
    ) -> None:
        on = held.sitting()
        form: dict[str, Any] = {
            "reference": "CU-999999",
            "begins_at": "10:00",
            "ends_at": "10:30",
            "purpose": "review",
            "question": "Which level?",
            "submission": "5f0c6a35-4b9e-4cf6-9a5e-8f4f6e0c8a12",
        }
        client = sign_in(on.recorded_by)
        url = reverse("meeting-step", args=[on.pk, "list"])
        text = client.post(url, form).content.decode()
        assert "No record with that reference is open to you." in text
        assert "Which level?" in text
        client.post(url, {**form, "reference": person.reference.lower()})
        assert CaseReview.objects.get().question == "Which level?"


class TestPlanning:
    def test_who_may_chair_is_as_the_force_has_decided(self, sign_in: SignIn) -> None:
        client = sign_in(held.coordinator())
        said = "At level 2 an inspector or above; at level 3 a superintendent or above."
        assert said in client.get("/meetings/plan/").content.decode()
        Setting.objects.create(key="mappa.chair_grade.3", value=3, effective_from=held.BEFORE)
        assert "at level 3 a chief inspector or above." in client.get("/meetings/plan/").content.decode()


class TestTheRoom:
    def test_a_stale_correction_shows_both_versions(self, sign_in: SignIn, person: Person) -> None:
        case = held.begun(person)
        by = case.sitting.recorded_by
        first = actions.write_paragraph(
            by, case=case, agency=None, topic="update", text="Seen twice.", now=NOW
        )
        actions.correct_paragraph(by, paragraph=first, version=1, text="Seen three times.", now=NOW)
        url = reverse("case-paragraph", args=[case.sitting_id, case.pk, first.line])
        client = sign_in(case.sitting.chair)
        text = client.post(url, {"version": "1", "text": "Seen once."}).content.decode()
        assert "What stands now, and what you typed" in text
        assert "Seen three times." in text
        assert "Seen once." in text
        assert Paragraph.objects.count() == 2
        # Sent again it is a decision taken with both in sight.
        client.post(url, {"version": "2", "text": "Seen once."})
        assert Paragraph.objects.order_by("-number")[0].text == "Seen once."

    def test_everything_that_is_missing_is_named_above_the_page(
        self, sign_in: SignIn, person: Person
    ) -> None:
        case = held.begun(person)
        text = sign_in(case.sitting.chair).get(page_of(case)).content.decode()
        assert "2 of 8 complete" in text
        assert "cannot close" in text
        assert "The disclosure decision is missing." in text

    def test_to_close_with_something_missing_says_what(self, sign_in: SignIn, person: Person) -> None:
        case = held.begun(person)
        text = (
            sign_in(case.sitting.chair)
            .post(part(case, "decide"), {"version": str(case.version)})
            .content.decode()
        )
        assert "The next date is missing." in text
        case.refresh_from_db()
        assert case.state == "in_session"

    def test_the_chair_is_told_what_nobody_spoke_of_and_may_decide(
        self, sign_in: SignIn, person: Person
    ) -> None:
        case = held.complete(held.begun(person))
        client = sign_in(case.sitting.chair)
        text = client.get(part(case, "decide")).content.decode()
        assert "None of this stops you" in text
        assert "Diversity and their own vulnerability: the notes say nothing of them." in text
        client.post(part(case, "decide"), {"version": str(case.version)})
        case.refresh_from_db()
        assert case.state == "decided"

    def test_attendance_that_somebody_else_changed_is_compared(self, sign_in: SignIn, person: Person) -> None:
        case = held.ready(person)
        sent: dict[str, str] = {"version_chair": "0"}
        for row in case.attendance.exclude(invitation=None):
            key = row.invitation_id.hex if row.invitation_id else ""
            sent |= {f"presence_{key}": "apologies", f"version_{key}": "0"}
        text = sign_in(case.sitting.recorded_by).post(part(case, "attendance"), sent).content.decode()
        assert "What stands now, and what you typed" in text
        assert "The chair" in text
        assert case.attendance.filter(presence="present").count() == 3

    def test_what_is_recorded_of_an_agency_is_changed_and_not_left_open_again(
        self, sign_in: SignIn, person: Person
    ) -> None:
        case = held.ready(person)
        client = sign_in(case.sitting.recorded_by)
        assert "Not yet known" not in client.get(part(case, "attendance")).content.decode()
        held.invited(case, held.agency("health", "duty"))
        assert client.get(part(case, "attendance")).content.decode().count("Not yet known") == 1


class TestEarlierActions:
    """Of what earlier meetings agreed, the page of a case offers what its reader may do."""

    @pytest.mark.parametrize(
        ("role", "state", "offered"),
        [
            (Role.CHAIR, "agreed", ["carry"]),
            (Role.CHAIR, "done", ["verify", "carry"]),
            (Role.MAPPA_ADMINISTRATOR, "agreed", ["done", "carry"]),
            (Role.MAPPA_ADMINISTRATOR, "done", ["carry"]),
            (Role.MAPPA_COORDINATOR, "agreed", ["done", "carry"]),
            (Role.MAPPA_COORDINATOR, "done", ["verify", "carry"]),
        ],
    )
    def test_each_link_opens(
        self, sign_in: SignIn, person: Person, role: Role, state: str, offered: list[str]
    ) -> None:
        housing = held.agency("housing", "duty")
        before = held.agreed(person, agency=housing, owner=held.partner(housing), owner_name="")
        if state == "done":
            actions.finish_action(
                before.owner or held.coordinator(),
                action=before,
                version=before.version,
                evidence="Keys",
                done_on=held.BEFORE,
                now=NOW,
            )
        case = held.begun(person)
        user = case.sitting.chair if role is Role.CHAIR else world.user(role, rank="Staff")
        client = sign_in(user)
        text = client.get(page_of(case)).content.decode()
        addresses = {
            name: f"{reverse('agreed-action-step', args=[before.pk, name])}?case={case.pk}"
            for name in ("verify", "done", "carry")
        }
        assert [name for name, url in addresses.items() if f'href="{url}"' in text] == [
            each for each in addresses if each in offered
        ]
        assert {client.get(addresses[name]).status_code for name in offered} == {200}


class TestActions:
    def test_an_owner_reports_and_the_coordinator_verifies(self, sign_in: SignIn, person: Person) -> None:
        action = held.agreed(person)
        assert action.owner
        url = reverse("agreed-action-step", args=[action.pk, "done"])
        sent = {"version": str(action.version), "done_on": "15/6/2026", "evidence": "Keys handed over"}
        text = sign_in(action.owner).post(url, sent, follow=True).content.decode()
        assert "Reported as done" in text
        action.refresh_from_db()
        url = reverse("agreed-action-step", args=[action.pk, "verify"])
        sent = {"version": str(action.version), "shown": "yes", "note": ""}
        sign_in(held.coordinator()).post(url, sent)
        assert AgreedAction.objects.get().state == "verified"

    def test_a_step_that_is_not_ones_own_is_not_there(self, sign_in: SignIn, person: Person) -> None:
        action = held.agreed(person)
        assert action.owner
        client = sign_in(action.owner)
        for name in ("verify", "carry", "cancel", "nonsense"):
            assert client.get(reverse("agreed-action-step", args=[action.pk, name])).status_code == 404

    def test_nor_is_its_form_to_send(self, sign_in: SignIn, person: Person) -> None:
        """A form sent with nothing in it would come back with the action's words."""
        action = held.agreed(person)
        client = sign_in(held.coordinator())
        assert client.post(reverse("agreed-action-step", args=[action.pk, "cancel"])).status_code == 404
        assert client.post(reverse("agreed-action-step", args=[action.pk, "carry"])).status_code == 200


def test_the_record_tells_of_the_meeting_and_of_what_was_agreed(sign_in: SignIn, person: Person) -> None:
    action = held.agreed(person)
    held.case(held.sitting(held_on=held.DAY + world.days(7), now=NOW), person)
    assert action.owner
    client = sign_in(action.owner)
    text = client.get(reverse("person", args=[person.pk])).content.decode()
    assert "Heard on 22 June 2026 at 10am" in text
    assert "1 agreed action to be done" in text
    text = client.get(reverse("person-timeline", args=[person.pk])).content.decode()
    assert "MAPPA meeting: decided" in text
    assert "MAPPA action: agreed" in text
    text = client.get(reverse("person-history", args=[person.pk])).content.decode()
    assert held.RISK["why"] in text
    counter = sign_in(world.user(Role.FRONT_COUNTER))
    text = counter.get(reverse("person-history", args=[person.pk])).content.decode()
    assert held.RISK["why"] not in text
    assert "Find him another flat" not in text


class TestDates:
    def test_nothing_is_postponed_to_a_day_that_is_over(self, sign_in: SignIn) -> None:
        on = held.sitting()
        past, coming = (
            held.sitting(on.recorded_by, held_on=day, chair=on.chair, now=world.at(held.BEFORE))
            for day in (held.DAY - world.days(7), held.DAY + world.days(7))
        )
        page = sign_in(on.recorded_by).get(reverse("meeting-step", args=[on.pk, "call-off"])).content.decode()
        assert str(coming.pk) in page
        assert str(past.pk) not in page

    def test_past_the_calendar_of_working_days_the_page_says_so(
        self, sign_in: SignIn, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = held.ready(person, but=["Probation Service"])

        def past(*args: object) -> None:
            raise working_days.PastCalendar("Bank holidays are known to the end of 2026.")

        monkeypatch.setattr(working_days.WorkingDays, "after", past)
        page = sign_in(case.sitting.chair).get(part(case, "quorum"))
        assert page.status_code == 200
        assert "Bank holidays are known to the end of 2026." in page.content.decode()
