"""Sharing, restricting, archiving and cover, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.administration import actions as administration
from access.models import AccessEvent
from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import Agency, Cover, User
from offenders import actions
from offenders.models import Archiving, Person, PersonUserObjectPermission
from tests import world
from tests.accounts import signing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)


def partner(**fields: object) -> User:
    agency = Agency.objects.get_or_create(force=world.force(), name="Probation Service")[0]
    return world.user(Role.PARTNER, rank="Partner", unit=None, force=None, agency=agency, **fields)


def inspector() -> User:
    return world.user(Role.DETECTIVE_INSPECTOR, rank="DI")


def of(person: Person, name: str) -> str:
    return reverse(name, args=[person.pk])


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


class TestSharing:
    def test_a_partner_sees_what_was_chosen_until_the_last_day(
        self, sign_in: SignIn, clock: Callable[[date], None]
    ) -> None:
        supervisor, probation = world.supervisor(), partner(username="probation.one")
        person = world.person(world.officer())
        client = sign_in(supervisor)
        typed = {
            "who": "probation.one",
            "classes": ["management"],
            "purpose": "Joint visits",
            "starts_on": "15/6/2026",
            "last_day": "",
        }
        refused = client.post(of(person, "share-record"), typed)
        assert "a partner agency sees a record for a time" in refused.content.decode()
        assert 'value="Joint visits"' in refused.content.decode()
        client.post(of(person, "share-record"), typed | {"last_day": "20/6/2026"})
        share = PersonUserObjectPermission.objects.get(user=probation)
        assert share.field_classes == ["general", "management"]
        assert "20 June 2026" in client.get(of(person, "person-access")).content.decode()
        for day, status in ((date(2026, 6, 20), 200), (date(2026, 6, 21), 404)):
            clock(day)
            assert sign_in(probation).get(of(person, "person")).status_code == status

    def test_finds_no_partner_of_another_force_s_agency(self, sign_in: SignIn) -> None:
        supervisor, person = world.supervisor(), world.person(world.officer())
        theirs = Agency.objects.create(force=world.force("FA"), name="Probation Service")
        partner(username="probation.ours")
        world.user(
            Role.PARTNER, rank="Partner", unit=None, force=None, agency=theirs, username="probation.theirs"
        )
        typed = {
            "classes": ["management"],
            "purpose": "Joint visits",
            "starts_on": "15/6/2026",
            "last_day": "20/6/2026",
        }
        client, page = sign_in(supervisor), of(person, "share-record")
        refused = client.post(page, typed | {"who": "probation.theirs"})
        assert refused.status_code == 200
        assert client.post(page, typed | {"who": "probation.ours"}).status_code == 302
        with pytest.raises(ValidationError, match="agency of one"):
            actions.share(
                supervisor,
                person=person,
                user=User.objects.get(username="probation.theirs"),
                purpose="Joint visits",
                classes=[FieldClass.GENERAL],
                starts_on=world.TODAY,
                ends_on=world.TODAY + world.days(5),
                now=NOW,
            )

    def test_a_share_is_ended_with_a_reason(self, sign_in: SignIn) -> None:
        supervisor, probation = world.supervisor(), partner(username="probation.one")
        person = world.person(world.officer())
        share = actions.share(
            supervisor,
            person=person,
            user=probation,
            purpose="Joint visits",
            classes=[FieldClass.GENERAL],
            starts_on=world.TODAY,
            ends_on=date(2026, 7, 1),
            now=NOW,
        )
        client = sign_in(supervisor)
        end = reverse("end-share", args=[person.pk, share.pk])
        assert "Say why" in client.post(end, {"reason": ""}).content.decode()
        client.post(end, {"reason": "No longer joint"})
        assert sign_in(probation).get(of(person, "person")).status_code == 404
        text = sign_in(supervisor).get(of(person, "person-access")).content.decode()
        assert "Shares that are over" in text
        assert sign_in(supervisor).get(end).status_code == 404

    def test_several_of_one_name_are_offered_to_choose_from(self, sign_in: SignIn) -> None:
        first, second = partner(family_name="Twin"), partner(family_name="Twin")
        person = world.person(world.officer())
        client = sign_in(world.supervisor())
        typed = {"who": "twin", "purpose": "Joint visits", "starts_on": "15/6/2026", "last_day": "20/6/2026"}
        asked = client.post(of(person, "share-record"), typed)
        assert "Several are called that" in asked.content.decode()
        assert {str(first.pk), str(second.pk)} == {
            key for key, _ in asked.context["form"].fields["user"].choices
        }
        client.post(of(person, "share-record"), typed | {"user": str(second.pk)})
        assert PersonUserObjectPermission.objects.get().user == second

    def test_nobody_shares_what_they_do_not_read(self, sign_in: SignIn) -> None:
        coordinator = world.user(Role.MAPPA_COORDINATOR)
        partner(username="probation.one")
        person = world.person(world.officer())
        typed = {
            "who": "probation.one",
            "purpose": "Joint visits",
            "starts_on": "15/6/2026",
            "last_day": "20/6/2026",
        }
        page = sign_in(coordinator).post(of(person, "share-record"), typed | {"classes": ["finance"]})
        assert "finance" in str(page.context["form"].errors["classes"])
        with pytest.raises(ValidationError, match="only what you read yourself"):
            actions.share(
                coordinator,
                person=person,
                user=world.user(Role.VICTIM_LIAISON),
                purpose="Joint visits",
                classes=[FieldClass.FINANCE],
                starts_on=world.TODAY,
                ends_on=None,
                now=NOW,
            )


class TestClosing:
    @pytest.fixture
    def sign_in(self) -> SignIn:
        """As people do, who have then just shown who they are."""
        return signing.sign_in

    def test_a_restricted_record_is_there_for_those_named_alone(self, sign_in: SignIn) -> None:
        senior, manager, colleague = inspector(), world.officer(), world.officer(username="colleague")
        person = world.person(manager)
        sign_in(senior).post(of(person, "restrict-record"), {"reason": "A relative of staff"})
        assert sign_in(colleague).get(of(person, "person")).status_code == 404
        assert "Restricted record" in sign_in(manager).get(of(person, "person")).content.decode()
        sign_in(senior).post(of(person, "name-reader"), {"who": "colleague"})
        assert sign_in(colleague).get(of(person, "person")).status_code == 200
        third = world.officer()
        assert sign_in(third).get(of(person, "person")).status_code == 404
        sign_in(senior).post(of(person, "lift-restriction"), {"reason": "Moved away"})
        assert sign_in(third).get(of(person, "person")).status_code == 200

    def test_a_reader_is_removed_with_a_reason_but_never_the_last_who_may_lift_it(
        self, sign_in: SignIn
    ) -> None:
        senior, colleague = inspector(), world.officer(username="colleague")
        person = world.person(world.officer())
        actions.restrict(senior, person=person, readers=[colleague], reason="Staff", now=NOW)
        named = {row.user: row.pk for row in PersonUserObjectPermission.objects.all()}
        client = sign_in(senior)
        remove = reverse("remove-reader", args=[person.pk, named[colleague]])
        assert remove in client.get(of(person, "person-access")).content.decode()
        assert "Say why" in client.post(remove, {"reason": ""}).content.decode()
        client.post(remove, {"reason": "Off the case"})
        assert sign_in(colleague).get(of(person, "person")).status_code == 404
        event = AccessEvent.objects.filter(action="remove reader").latest("seq")
        assert (event.person_ids, event.reason) == ([person.pk], "Off the case")
        client = sign_in(senior)
        assert client.get(remove).status_code == 404
        own = reverse("remove-reader", args=[person.pk, named[senior]])
        refused = client.post(own, {"reason": "Leaving the unit"}).content.decode()
        assert "name somebody who may first" in refused
        assert "Leaving the unit" in refused
        actions.name_reader(senior, person=person, user=inspector(), now=NOW)
        assert client.post(own, {"reason": "Leaving the unit"}).status_code == 302
        assert sign_in(senior).get(of(person, "person")).status_code == 404

    def test_nobody_stays_named_when_it_is_lifted_and_restricted_again(self, sign_in: SignIn) -> None:
        senior, colleague = inspector(), world.officer()
        person = world.person(world.officer())
        actions.restrict(senior, person=person, readers=[colleague], reason="Staff", now=NOW)
        sign_in(senior).post(of(person, "lift-restriction"), {"reason": "Moved away"})
        assert sign_in(colleague).get(of(person, "person")).status_code == 200
        sign_in(senior).post(of(person, "restrict-record"), {"reason": "Somebody has told"})
        assert sign_in(colleague).get(of(person, "person")).status_code == 404

    def test_a_new_manager_is_named_in_place_of_the_former(self, sign_in: SignIn) -> None:
        senior, old, new = inspector(), world.officer(), world.officer()
        person = world.person(old)
        actions.restrict(senior, person=person, readers=[], reason="Staff", now=NOW)
        sign_in(senior).post(of(person, "assign-manager"), {"manager": str(new.pk), "reason": "Knows her"})
        assert sign_in(old).get(of(person, "person")).status_code == 404
        assert sign_in(new).get(of(person, "person")).status_code == 200
        assert sign_in(senior).get(of(person, "person")).status_code == 200

    def test_a_leaver_who_comes_back_is_named_on_nothing(self, sign_in: SignIn) -> None:
        senior, colleague = inspector(), world.officer()
        person = world.person(world.officer())
        actions.restrict(senior, person=person, readers=[colleague], reason="Staff", now=NOW)
        administrator = world.user(Role.SYSTEM_ADMINISTRATOR)
        administration.end_user(administrator, user=colleague, reason="Left", now=NOW)
        assert not PersonUserObjectPermission.objects.filter(user=colleague).exists()

    def test_a_leaver_s_event_names_everybody_whose_record_was_open_to_them(self) -> None:
        senior, colleague = inspector(), world.officer()
        shared, named, ended = (world.person(world.officer()) for _ in range(3))
        for person in (shared, ended):
            share = actions.share(
                senior,
                person=person,
                user=colleague,
                purpose="Joint visits",
                classes=[FieldClass.GENERAL],
                starts_on=world.TODAY,
                ends_on=None,
                now=NOW,
            )
        actions.end_share(senior, share=share, reason="Over", now=NOW)
        actions.restrict(senior, person=named, readers=[colleague], reason="Staff", now=NOW)
        administrator = world.user(Role.SYSTEM_ADMINISTRATOR)
        administration.end_user(administrator, user=colleague, reason="Left", now=NOW)
        event = AccessEvent.objects.filter(action="end user").latest("seq")
        assert set(event.person_ids) == {shared.pk, named.pk}
        assert event.operation == "alteration"
        assert event.actor_id == administrator.pk

    def test_the_last_who_can_lift_a_restriction_does_not_leave(self, sign_in: SignIn) -> None:
        senior, other, administrator = inspector(), inspector(), world.user(Role.SYSTEM_ADMINISTRATOR)
        person = world.person(world.officer())
        actions.restrict(senior, person=person, readers=[], reason="Staff", now=NOW)
        client = sign_in(administrator)
        page = reverse("end-user", args=[senior.pk])
        with world.read_by(administrator):
            assert (
                "another detective inspector of the force has to be named"
                in client.get(page).content.decode()
            )
            refused = client.post(page, {"reason": "Dismissed"})
        assert (
            "They are the last who can lift the restriction on 1 restricted record"
            in refused.content.decode()
        )
        senior.refresh_from_db()
        assert senior.is_active
        with world.read_by(senior):
            actions.name_reader(senior, person=person, user=other, now=NOW)
        with world.read_by(administrator):
            assert client.post(page, {"reason": "Dismissed"}).status_code == 302
        senior.refresh_from_db()
        assert not senior.is_active

    def test_an_archived_record_says_so_and_opens_again(self, sign_in: SignIn) -> None:
        supervisor, manager = world.supervisor(), world.officer()
        person = world.person(manager)
        client = sign_in(supervisor)
        page = of(person, "archive-record")
        refused = client.post(page, {"why": "not_managed", "note": ""})
        assert "Something is still open" in refused.content.decode()
        Archiving.objects.create(person=person, reason="not_managed", archived_by=supervisor, archived_at=NOW)
        assert "This record is archived" in sign_in(manager).get(of(person, "person")).content.decode()
        assert sign_in(manager).get(of(person, "record-move")).status_code == 404
        client = sign_in(supervisor)
        assert client.post(of(person, "reopen-record"), {"reason": "Convicted again"}).status_code == 302
        assert "This record is archived" not in client.get(of(person, "person")).content.decode()


class TestCover:
    def test_cover_lets_another_in_from_the_first_day_to_the_last(
        self, sign_in: SignIn, clock: Callable[[date], None]
    ) -> None:
        supervisor, manager = world.supervisor(), world.officer()
        other = world.officer(of=world.unit("East unit"), username="stands.in")
        person = world.person(manager)
        client = sign_in(supervisor)
        arrange = reverse("arrange-cover", args=[manager.pk])
        typed = {"who": "stands.in", "starts_on": "16/6/2026", "last_day": "17/6/2026", "reason": "Leave"}
        late = client.post(arrange, typed | {"last_day": "15/6/2026"}).content.decode()
        assert "must not be before the first" in late
        assert client.post(arrange, typed).status_code == 302
        twice = client.post(arrange, typed).content.decode()
        assert "already covers for the other on those dates" in twice
        for day, status in ((15, 404), (16, 200), (17, 200), (18, 404)):
            clock(date(2026, 6, day))
            assert sign_in(other).get(of(person, "person")).status_code == status

    def test_other_cover_and_too_many_people_are_shown_first_and_refused_by_nobody(
        self, sign_in: SignIn
    ) -> None:
        supervisor, manager, third = world.supervisor(), world.officer(), world.officer(family_name="Third")
        other = world.officer(username="stands.in", family_name="Stander")
        span = {"starts_on": date(2026, 6, 16), "ends_on": date(2026, 6, 18), "now": NOW, "reason": "Leave"}
        for covered, by in ((third, other), (other, third), (manager, third)):
            actions.arrange_cover(supervisor, manager=covered, covered_by=by, **span)
        for who in (manager, third, other):
            for _ in range(4):
                world.person(who)
        world.decided("caseload.max", 11)
        client = sign_in(supervisor)
        arrange = reverse("arrange-cover", args=[manager.pk])
        typed = {"who": "stands.in", "starts_on": "17/6/2026", "last_day": "17/6/2026", "reason": "Leave"}
        answer = client.post(arrange, typed)
        assert answer.context["doubts"] == [
            f"{other} covers for {third} already, from 16 June 2026 to 17 June 2026.",
            f"{other} is covered by {third} from 16 June 2026 to 17 June 2026: are they away themselves?",
            f"{third} covers for {manager} already, from 16 June 2026 to 17 June 2026: both would stand in.",
            f"{other} would look after 12 people, their own and those covered. The force’s policy is 11 people at "
            "most.",
        ]
        assert "Arrange it all the same" in answer.content.decode()
        assert not Cover.objects.filter(manager=manager, covered_by=other).exists()
        seen = answer.context["form"]["seen"].value()
        assert client.post(arrange, typed | {"seen": seen}).status_code == 302
        assert Cover.objects.filter(manager=manager, covered_by=other).exists()

    def test_on_other_days_and_within_the_policy_nothing_is_asked_first(self, sign_in: SignIn) -> None:
        supervisor, manager, third = world.supervisor(), world.officer(), world.officer()
        other = world.officer(username="stands.in")
        span = {"starts_on": date(2026, 6, 16), "ends_on": date(2026, 6, 18), "now": NOW, "reason": "Leave"}
        actions.arrange_cover(supervisor, manager=third, covered_by=other, **span)
        typed = {"who": "stands.in", "starts_on": "18/6/2026", "last_day": "19/6/2026", "reason": "Leave"}
        arrange = reverse("arrange-cover", args=[manager.pk])
        assert sign_in(supervisor).post(arrange, typed).status_code == 302

    def test_cover_is_ended_at_once(self, sign_in: SignIn) -> None:
        supervisor, manager, other = world.supervisor(), world.officer(), world.officer(username="stands.in")
        cover = actions.arrange_cover(
            supervisor,
            manager=manager,
            covered_by=other,
            starts_on=world.TODAY,
            ends_on=date(2026, 7, 1),
            reason="Leave",
            now=NOW,
        )
        client = sign_in(supervisor)
        assert reverse("end-cover", args=[cover.pk]) in client.get(reverse("cover")).content.decode()
        client.post(reverse("end-cover", args=[cover.pk]), {"reason": "Back early"})
        assert not Cover.objects.running_on(world.TODAY).exists()

    def test_a_supervisor_arranges_for_the_unit_alone(self, sign_in: SignIn) -> None:
        elsewhere = world.officer(of=world.unit("East unit"))
        client = sign_in(world.supervisor())
        assert client.get(reverse("arrange-cover", args=[elsewhere.pk])).status_code == 404


class TestBudgets:
    def test_lists_cost_the_same_with_few_rows_and_with_many(self, sign_in: SignIn) -> None:
        supervisor, manager = world.supervisor(), world.officer()
        person = world.person(manager)
        administrator = world.user(Role.SYSTEM_ADMINISTRATOR)
        pages = [
            (supervisor, reverse("cover"), 8),
            (supervisor, of(person, "person-access"), 8),
            (administrator, reverse("administration"), 8),
            (administrator, reverse("user", args=[manager.pk]), 18),  # their tokens, and what became of them
            (administrator, reverse("units"), 6),
            (administrator, reverse("agencies"), 6),
        ]

        def costs() -> list[int]:
            return [queries_of(sign_in(user), url) for user, url, _ in pages]

        def one_more(number: int) -> None:
            world.unit(f"Unit {number}")
            span = {"starts_on": world.TODAY, "ends_on": date(2026, 7, 1), "now": NOW}
            stands_in = world.officer()
            actions.arrange_cover(supervisor, manager=manager, covered_by=stands_in, reason="Leave", **span)
            actions.share(
                supervisor,
                person=person,
                user=partner(),
                purpose="Joint visits",
                classes=[FieldClass.GENERAL],
                **span,
            )

        one_more(0)
        few = costs()
        for number in range(1, 9):
            one_more(number)
        many = costs()
        assert few == many
        assert all(cost <= budget for cost, (_, _, budget) in zip(many, pages, strict=True)), many
