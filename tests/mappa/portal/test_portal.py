"""What somebody of a partner agency can do: every way from their pages leads somewhere, and every look is logged."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from access.models import AccessEvent
from access.policies import FieldClass
from accounts.models import User
from diary.models import OutboxMessage
from mappa import actions
from mappa.models import Release, VictimSafety
from mappa.pack.queries import pack_of
from mappa.portal import rules
from mappa.portal.queries import today_of
from mappa.sittings.choices import SittingState
from offenders.models import Person
from tests import world
from tests.dashboards.test_pages import queries_of
from tests.mappa import held
from tests.mappa.held import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


def housing() -> User:
    return held.partner(held.agency("housing", "duty"))


class TestPages:
    def test_no_link_of_a_partner_leads_to_a_refusal(self, sign_in: SignIn, person: Person) -> None:
        user = housing()
        action = held.agreed(person, agency=user.agency, owner=user)
        on = held.case(held.sitting(), person)
        held.invited(on, user.agency)
        held.brought(on.sitting, SittingState.NOTICED)
        client, seen, wait = sign_in(user), set(), ["/"]
        while wait:
            url = wait.pop()
            if url in seen or "sign-out" in url or "logout" in url:
                continue
            seen.add(url)
            answer = client.get(url)
            assert answer.status_code in (200, 302), url
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                ways = re.findall(r'<a [^>]*href="([^"#]+)', answer.content.decode())
                wait += [
                    urlsplit(urljoin(url, each.replace("&amp;", "&"))).path
                    for each in ways
                    if not each.startswith(("http", "mailto", "tel")) and "/account/" not in each
                ]
        # All that is theirs was reached.
        assert {
            reverse("meeting-case", args=[on.sitting_id, on.pk]),
            reverse("agreed-action-step", args=[action.pk, "done"]),
            "/meetings/",
            "/actions/",
        } <= seen
        assert not [url for url in seen if url.startswith(("/people/", "/calculator"))]

    def test_today_costs_the_same_for_one_thing_and_for_three(self, sign_in: SignIn, person: Person) -> None:
        user = housing()
        on = held.sitting()
        held.invited(held.case(on, person), user.agency)
        on = held.brought(on, SittingState.NOTICED)
        client = sign_in(user)
        one = queries_of(client, "/")
        for at in (11, 12):
            other = held.managed(world.person(world.officer(), family_name=f"Other{at}"))
            held.invited(held.case(on, other, at=at), user.agency)
        assert queries_of(client, "/") == one
        assert one <= 26

    def test_every_look_is_logged_with_whom_it_was_at(self, sign_in: SignIn, person: Person) -> None:
        user = housing()
        on = held.case(held.sitting(), person)
        held.invited(on, user.agency)
        held.brought(on.sitting, SittingState.NOTICED)
        client = sign_in(user)
        for url in (
            "/",
            reverse("meeting", args=[on.sitting_id]),
            reverse("meeting-case", args=[on.sitting_id, on.pk]),
        ):
            before = AccessEvent.objects.count()
            client.get(url)
            event = AccessEvent.objects.order_by("-seq")[0]
            assert AccessEvent.objects.count() == before + 1, url
            assert (event.actor_id, event.person_ids, event.basis) == (user.pk, [person.pk], "panel"), url


class TestActions:
    def test_a_partner_takes_one_on_and_reports_it_and_the_coordinator_refuses_the_evidence(
        self, sign_in: SignIn, person: Person
    ) -> None:
        user = housing()
        action = held.agreed(person, agency=user.agency, owner=user)
        client = sign_in(user)
        assert "overdue" in client.get("/").content.decode()

        def step(name: str, **said: str) -> str:
            action.refresh_from_db()
            url = reverse("agreed-action-step", args=[action.pk, name])
            return client.post(url, {"version": str(action.version), **said}, follow=True).content.decode()

        assert "It is yours." in step("acknowledge")
        assert "Reported as done" in step("done", done_on="15/6/2026", evidence="A letter")
        assert "Find him another flat" not in client.get("/").content.decode()
        action.refresh_from_db()
        refused = reverse("agreed-action-step", args=[action.pk, "verify"])
        assert client.post(refused, {"shown": "yes"}).status_code == 404
        sent = {"version": str(action.version), "shown": "no", "note": "Whose letter?"}
        other = Client()
        other.force_login(held.coordinator(), backend="accounts.backends.VettedUserBackend")
        other.post(refused, sent)
        # It is theirs again, with what is missing.
        assert "Find him another flat" in client.get("/").content.decode()
        page = client.get(reverse("agreed-action", args=[action.pk])).content.decode()
        assert "Whose letter?" in page

    def test_one_who_changes_agency_leaves_the_actions_behind(self, sign_in: SignIn, person: Person) -> None:
        user = housing()
        action = held.agreed(person, agency=user.agency, owner=user)
        client = sign_in(user)
        url = reverse("agreed-action", args=[action.pk])
        assert client.get(url).status_code == 200
        User.objects.filter(pk=user.pk).update(agency=held.agency("health", "duty"))
        assert client.get(url).status_code == 404


class TestVictim:
    """Scenario 16."""

    def test_the_zone_is_in_the_pack_and_where_she_lives_in_no_pack_and_with_no_other_agency(
        self, sign_in: SignIn, person: Person
    ) -> None:
        liaison = held.agency("victims", name="Victim contact")
        user, tenancy = held.partner(liaison), housing()
        on = held.case(held.sitting(), person)
        held.invited(on, liaison, tenancy.agency)
        held.brought(on.sitting, SittingState.NOTICED)
        asked = on.invitations.get(agency=liaison)
        url = reverse("give-return", args=[on.sitting_id, on.pk, asked.pk])
        client = sign_in(user)
        assert "Where is the victim?" in client.get(url).content.decode()
        client.post(
            url,
            {
                "submission": "5f0c6a35-4b9e-4cf6-9a5e-8f4f6e0c8a14",
                "text": "She is afraid",
                "so_what": "A zone",
                "victim_safety": "A zone around Heron Lane",
                "victim_where": "9 Heron Court",
            },
        )
        given = VictimSafety.objects.get().agency_return
        pack = pack_of(on.sitting.recorded_by, on.sitting_id, on.pk, NOW)
        lines = {block.name: [line.in_words for line in block.lines] for block in pack.blocks}
        assert any("A zone around Heron Lane" in line for line in lines["victims"])
        assert not [line for block in lines.values() for line in block if "9 Heron Court" in line]
        with pytest.raises(ValidationError, match="hears nothing of victims"):
            held.released(held.again(on), tenancy.agency, given)
        with world.read_by(tenancy):
            assert not VictimSafety.objects.exists()
        with world.read_by(user):
            assert VictimSafety.objects.get().where == "9 Heron Court"

    def test_housing_is_not_asked_where_she_lives(self, sign_in: SignIn, person: Person) -> None:
        user = housing()
        on = held.case(held.sitting(), person)
        [asked] = held.invited(on, user.agency)
        held.brought(on.sitting, SittingState.NOTICED)
        text = sign_in(user).get(reverse("give-return", args=[on.sitting_id, on.pk, asked.pk]))
        assert "victim" not in text.content.decode().lower()


class TestRelease:
    @pytest.mark.parametrize(
        ("field_class", "body", "standing", "why"),
        [
            (FieldClass.MANAGEMENT, "housing", "duty", ""),
            (FieldClass.VICTIMS, "housing", "duty", "hears nothing of victims"),
            (FieldClass.VICTIMS, "probation", "responsible", ""),
            (FieldClass.HEALTH, "children", "duty", "hears nothing of health"),
            (FieldClass.HEALTH, "prison", "responsible", ""),
            (FieldClass.INTELLIGENCE, "probation", "responsible", "hears nothing of that"),
            (FieldClass.MANAGEMENT, "other", "other", "is a disclosure"),
            (FieldClass.MANAGEMENT, "", "", "is a disclosure"),
        ],
    )
    def test_who_may_be_shown_what(self, field_class: FieldClass, body: str, standing: str, why: str) -> None:
        said = rules.refusal(field_class, body=body, standing=standing, called="Housing")
        assert (why in said) if why else not said

    def test_the_database_shows_no_uninvited_agency_and_no_housing_what_is_said_of_victims(
        self, person: Person
    ) -> None:
        user = housing()
        case = held.begun(person, besides=[user.agency])
        said = actions.write_paragraph(
            case.sitting.chair, case=case, agency=None, topic="victims", text="Her sister", now=NOW
        )
        row = {"person": person, "case": case, "paragraph": said, "purpose": "A flat", "released_at": NOW}
        for agency, why in ((user.agency, "hears nothing of victims"), (held.agency("dwp"), "not invited")):
            with pytest.raises(IntegrityError, match=why), transaction.atomic():
                Release.objects.create(agency=agency, released_by=case.sitting.chair, **row)

    def test_the_database_tells_no_agency_of_health_that_hears_nothing_of_it_and_no_third_party_anything(
        self, person: Person
    ) -> None:
        user, health = housing(), held.agency("health", "duty")
        third = held.agency("other", "other", "Village hall")
        case = held.begun(person, besides=[user.agency, health, third])
        by = case.sitting.chair
        said = actions.write_paragraph(
            by, case=case, agency=None, topic="diversity", text="Cannot hear well", now=NOW
        )
        update = actions.write_paragraph(by, case=case, agency=None, topic="update", text="Moved", now=NOW)
        [sent] = [held.given(each) for each in case.invitations.filter(agency=health)]
        row = {"person": person, "case": case, "purpose": "A flat", "released_at": NOW, "released_by": by}
        for agency, thing, why in (
            (user.agency, {"paragraph": said}, "hears nothing of health"),
            (user.agency, {"agency_return": sent}, "hears nothing of health"),
            (third, {"paragraph": update}, "a third party is a disclosure"),
        ):
            with pytest.raises(IntegrityError, match=why), transaction.atomic():
                Release.objects.create(agency=agency, **thing, **row)
        Release.objects.create(agency=user.agency, paragraph=update, **row)

    def test_only_who_writes_in_the_meeting_releases(self, person: Person) -> None:
        user = housing()
        case = held.begun(person, besides=[user.agency])
        said = actions.write_paragraph(
            case.sitting.chair, case=case, agency=None, topic="plan", text="Not near a school", now=NOW
        )
        for actor in (user, world.supervisor()):
            with pytest.raises(PermissionDenied):
                actions.release(actor, case=case, agency=user.agency, things=[said], purpose="x", now=NOW)  # type: ignore[arg-type]
        with pytest.raises(ValidationError, match="Say why"):
            actions.release(
                case.sitting.chair,
                case=case,
                agency=user.agency,
                things=[said],
                purpose=" ",
                now=NOW,  # type: ignore[arg-type]
            )

    def test_it_is_released_on_a_page_and_taken_back(self, sign_in: SignIn, person: Person) -> None:
        user = housing()
        case = held.begun(person, besides=[user.agency])
        said = actions.write_paragraph(
            case.sitting.chair, case=case, agency=None, topic="plan", text="Not near a school", now=NOW
        )
        url = reverse("case-releases", args=[case.sitting_id, case.pk])
        client = sign_in(case.sitting.chair)
        assert user.agency
        form = {"agency": str(user.agency.pk), "things": [f"paragraph:{said.pk}"], "purpose": "A flat"}
        text = client.post(url, form, follow=True).content.decode()
        assert "Released." in text
        assert "Take back" in text
        shown = Release.objects.get()
        text = client.post(
            reverse("take-back-release", args=[case.sitting_id, case.pk, shown.pk]), follow=True
        ).content.decode()
        assert "Nothing is released yet" in text
        assert Release.objects.get().ended_by == case.sitting.chair


class TestInvitations:
    def test_moved_there_and_back_both_are_told(self, person: Person) -> None:
        user = housing()
        on = held.sitting()
        held.invited(held.case(on, person), user.agency)
        on = held.brought(on, SittingState.NOTICED)
        OutboxMessage.objects.all().delete()
        for day, place in ((7, "Room 1"), (0, "Room 1"), (0, "Room 2"), (0, "Room 2")):
            said = held.said(chair=on.chair, held_on=held.DAY + world.days(day), place=place)
            on = actions.change_sitting(on.recorded_by, sitting=on, version=on.version, said=said, now=NOW)
        told = [
            each.body.partition("changed: ")[2].partition(".")[0]
            for each in OutboxMessage.objects.order_by("pk")
        ]
        assert told == ["the day, the place", "the day", "the place"]

    def test_a_case_taken_off_and_an_invitation_withdrawn_are_told_without_the_reason(
        self, person: Person
    ) -> None:
        user = housing()
        on = held.sitting()
        case = held.case(on, person)
        [asked] = held.invited(case, user.agency)
        held.brought(on, SittingState.NOTICED)
        asked.refresh_from_db()
        OutboxMessage.objects.all().delete()
        by = on.recorded_by
        actions.withdraw_invitation(by, invitation=asked, version=asked.version, why="They know him", now=NOW)
        actions.invite(by, cases=[case], agencies=[user.agency], now=NOW)
        case.refresh_from_db()
        assert today_of(user, NOW).meetings == [on]
        actions.adjourn_case(by, case=case, version=case.version, why="In hospital", now=NOW)
        assert today_of(user, NOW).meetings == []
        bodies = [each.body for each in OutboxMessage.objects.order_by("pk")]
        assert [
            next(word for word in ("withdrawn", "You are invited", "taken off") if word in body)
            for body in bodies
        ] == ["withdrawn", "You are invited", "taken off"]
        assert not any("They know him" in body or "hospital" in body for body in bodies)

    def test_a_deputy_stands_in_for_somebody_and_apologies_are_told(self, person: Person) -> None:
        user = housing()
        planner = held.coordinator()
        case = held.case(held.sitting(planner), person)
        [asked] = held.invited(case, user.agency)
        held.brought(case.sitting, SittingState.NOTICED)
        asked.refresh_from_db()
        said = {"reply": "deputy", "who": "A. Hale", "deputy_for": "", "why_not": "", "conflict": ""}

        def reply(**more: str) -> None:
            asked.refresh_from_db()
            version = asked.version
            actions.reply_to_invitation(
                user, invitation=asked, version=version, said={**said, **more}, now=NOW
            )
            asked.refresh_from_db()

        with pytest.raises(ValidationError, match="whom the deputy stands in for"):
            reply()
        reply(deputy_for="R. Cole")
        assert (asked.who, asked.deputy_for) == ("A. Hale", "R. Cole")
        OutboxMessage.objects.all().delete()
        reply(reply="apologies", why_not="Leave", deputy_for="R. Cole")
        # Nobody comes: nobody is named.
        assert (asked.who, asked.deputy_for, asked.why_not) == ("", "", "Leave")
        assert planner in {each.recipient for each in OutboxMessage.objects.all()}

    def test_whoever_keeps_the_record_answers_for_the_police_and_nobody_else(
        self, sign_in: SignIn, person: Person
    ) -> None:
        case = held.case(held.sitting(), person)
        asked = held.invited(case)
        held.brought(case.sitting, SittingState.NOTICED)
        manager = User.objects.get(assignments__person=person, assignments__ends_on__isnull=True)
        police, probation = asked
        given = {"nothing_known": True, "text": "", "so_what": "", "now": NOW}
        assert actions.give_return(manager, invitation=police, **given).nothing_known  # type: ignore[arg-type]
        with pytest.raises(PermissionDenied):
            actions.give_return(manager, invitation=probation, **given)  # type: ignore[arg-type]
        page = sign_in(manager).get(reverse("meeting-case", args=[case.sitting_id, case.pk]))
        assert reverse("give-return", args=[case.sitting_id, case.pk, police.pk]) in page.content.decode()

    def test_how_to_join_is_for_those_who_are_asked_or_work_it(self, sign_in: SignIn, person: Person) -> None:
        code = "Dial 01632 960 777"
        on = held.sitting(joining=code)
        held.invited(held.case(on, person))
        held.brought(on, SittingState.NOTICED)
        manager = User.objects.get(assignments__person=person, assignments__ends_on__isnull=True)
        url = reverse("meeting", args=[on.pk])
        shown = {
            name: code in sign_in(user).get(url).content.decode()
            for name, user in {
                "coordinator": on.recorded_by,
                "chair": on.chair,
                "manager": manager,
                "asked": held.partner(held.agency()),
                "colleague": world.officer(),
                "supervisor": world.supervisor(),
            }.items()
        }
        assert shown == {
            "coordinator": True,
            "chair": True,
            "manager": True,
            "asked": True,
            "colleague": False,
            "supervisor": False,
        }
