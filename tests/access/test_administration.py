"""Users, roles and sign-in: who may change what, and what is never allowed to anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.administration import actions, queries
from access.policies import FieldClass
from access.recording import Stale
from accounts.choices import Role, Vetting
from accounts.models import Agency, Cover, Force, RoleAssignment, User
from offenders import actions as offenders
from offenders.models import PersonUserObjectPermission
from tests import world
from tests.accounts.signing import is_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)


def admin(**fields: Any) -> User:
    return world.user(Role.SYSTEM_ADMINISTRATOR, **fields)


def probation(force: Force | None) -> User:
    """Someone of a partner agency that `force` looks after."""
    agency = Agency.objects.create(force=force, name="Probation")
    return world.user(Role.PARTNER, rank="Partner", unit=None, force=None, agency=agency)


def fresh(user: User) -> User:
    """As the next request reads them."""
    return User.objects.get(pk=user.pk)


def details(**fields: Any) -> dict[str, Any]:
    return {
        "given_name": "Sam",
        "family_name": "Reed",
        "rank": "DC",
        "collar_number": "4417",
        "email": "",
        "unit": world.unit(),
        "agency": None,
        "vetting": Vetting.NPPV3,
        "vetting_expires_on": date(2028, 1, 31),
        **fields,
    }


def grant(by: User, to: User, role: Role = Role.OFFENDER_MANAGER, **fields: Any) -> RoleAssignment:
    given = {"starts_on": world.TODAY, "ends_on": None, "reason": "Joins the unit", "now": NOW, **fields}
    return actions.grant_role(by, user=to, role=role, **given)


def verbs(user: User) -> dict[str, Callable[[User], Any]]:
    """Every verb on a user, by its name: called with the actor."""
    why = {"reason": "Asked for", "now": NOW}
    role = user.roles.get()
    return {
        "change": lambda by: actions.change_user(
            by, user=user, changes={"collar_number": "9"}, version=user.version, **why
        ),
        "end": lambda by: actions.end_user(by, user=user, **why),
        "readmit": lambda by: actions.readmit_user(by, user=user, **why),
        "grant": lambda by: grant(by, user, Role.CHAIR),
        "end role": lambda by: actions.end_role(by, role=role, **why),
        "password": lambda by: actions.reset_password(by, user=user, **why),
        "second factor": lambda by: actions.reset_second_factor(by, user=user, **why),
        "sessions": lambda by: actions.end_sessions(by, user=user, **why),
    }


class TestWhoMay:
    @pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMINISTRATOR])
    def test_no_other_role_administers_anything(self, role: Role) -> None:
        actor, user = world.user(role), world.officer()
        for verb in verbs(user).values():
            with pytest.raises(PermissionDenied):
                verb(actor)
        for make in (
            lambda: actions.add_user(actor, username="x", details=details(), reason="New", now=NOW),
            lambda: actions.add_unit(actor, name="x", telephone="", now=NOW),
            lambda: actions.add_agency(actor, name="x", now=NOW),
        ):
            with pytest.raises(PermissionDenied):
                make()

    def test_nor_does_the_administrator_of_another_force(self) -> None:
        elsewhere, user = admin(of=world.unit("Far unit", "FA")), world.officer()
        for verb in verbs(user).values():
            with pytest.raises(PermissionDenied):
                verb(elsewhere)

    def test_nobody_changes_their_own_account(self) -> None:
        own = admin()
        admin()
        for verb in verbs(own).values():
            with pytest.raises(ValidationError, match="another system administrator"):
                verb(own)

    def test_the_database_holds_that_nobody_grants_themselves_a_role(self) -> None:
        user = world.officer()
        with pytest.raises(IntegrityError, match="role_granted_by_another"), transaction.atomic():
            RoleAssignment.objects.create(user=user, role=Role.CHAIR, starts_on=world.TODAY, granted_by=user)

    def test_partners_are_administered_by_the_force_that_looks_after_their_agency(self) -> None:
        partner = probation(world.force())
        actions.reset_password(admin(), user=partner, reason="Forgotten", now=NOW)
        assert fresh(partner).temporary_password_until is not None

    def test_no_other_forces_administrator_reaches_a_partner_or_renames_their_agency(self) -> None:
        partner = probation(world.force())
        nobodys = probation(None)
        far = world.user(Role.SYSTEM_ADMINISTRATOR, of=world.unit("Far unit", "FA"))
        for user in (partner, nobodys):
            assert user not in queries.administered(far, world.TODAY)
            for verb in verbs(user).values():
                with pytest.raises(PermissionDenied):
                    verb(far)
            with pytest.raises(PermissionDenied):
                actions.change_agency(far, agency=user.agency, name="Ours", version=1, now=NOW)
        actions.add_agency(far, name="Probation", now=NOW)  # each force has its own of a national body

    def test_nobody_is_moved_to_another_forces_agency(self) -> None:
        elsewhere = probation(world.force("FA")).agency
        own = probation(world.force())
        for user in (own, world.officer()):
            with pytest.raises(ValidationError, match="agency that your force looks after"):
                actions.change_user(
                    admin(),
                    user=user,
                    changes={"agency": elsewhere, "unit": None, "rank": "Partner"},
                    version=user.version,
                    reason="Moved",
                    now=NOW,
                )


class TestRoles:
    @pytest.mark.parametrize(
        ("holds", "role", "fields", "refused"),
        [
            ([], Role.OFFENDER_MANAGER, {}, None),
            ([], Role.OFFENDER_MANAGER, {"ends_on": date(2026, 7, 1)}, None),
            ([], Role.OFFENDER_MANAGER, {"starts_on": date(2026, 6, 14)}, "starts_on"),
            ([], Role.OFFENDER_MANAGER, {"ends_on": date(2026, 6, 15)}, "ends_on"),
            ([], Role.PARTNER, {}, "role"),
            ([Role.OFFENDER_MANAGER], Role.SUPERVISOR, {}, None),
            ([Role.OFFENDER_MANAGER], Role.OFFENDER_MANAGER, {}, "role_held_once"),
            ([Role.OFFENDER_MANAGER], Role.SYSTEM_ADMINISTRATOR, {}, "role"),
            ([Role.OFFENDER_MANAGER], Role.AUDITOR, {}, "role"),
            ([Role.SYSTEM_ADMINISTRATOR], Role.BRIEFING_READER, {}, "role"),
            ([Role.AUDITOR], Role.CHAIR, {}, "role"),
        ],
    )
    def test_which_role_beside_which(
        self, holds: list[Role], role: Role, fields: dict[str, Any], refused: str | None
    ) -> None:
        user = world.user(*holds)
        if refused is None:
            assert grant(admin(), user, role, **fields).granted_by is not None
            return
        with pytest.raises(ValidationError) as refusal:
            grant(admin(), user, role, **fields)
        assert refused in (getattr(refusal.value, "error_dict", None) or {refusal.value.code: None})

    def test_a_role_of_a_unit_needs_a_unit(self) -> None:
        with pytest.raises(ValidationError, match="which unit"):
            grant(admin(), world.user(unit=None), Role.SUPERVISOR)

    def test_a_granted_role_opens_and_an_ended_one_closes_at_the_next_request(self, sign_in: SignIn) -> None:
        by, user = admin(), world.user()
        person = world.person(world.officer())
        client = sign_in(user)
        page = reverse("person", args=[person.pk])
        assert client.get(page).status_code == 404
        role = grant(by, user)
        assert client.get(page).status_code == 200
        actions.end_role(by, role=role, reason="Moves on", now=NOW)
        assert client.get(page).status_code == 404

    def test_the_last_administrator_stays(self) -> None:
        first, second = admin(), admin()
        held = second.roles.get()
        held.ends_on = world.TODAY + world.days(9)
        held.save()
        # The second still administers today, but not for good: so the first is the last.
        for end in (
            lambda: actions.end_user(second, user=first, reason="Leaves", now=NOW),
            lambda: actions.end_role(second, role=first.roles.get(), reason="Leaves", now=NOW),
        ):
            with pytest.raises(ValidationError, match="last system administrator"):
                end()
        actions.end_user(first, user=second, reason="Leaves", now=NOW)
        assert not fresh(second).is_active


class TestUsers:
    def test_a_new_user_chooses_a_password_before_anything_else(self, client: Client) -> None:
        user, password = actions.add_user(
            admin(), username="sam.reed", details=details(), reason="New officer", now=timezone.now()
        )
        client.post(reverse("account_login"), {"login": "sam.reed", "password": password})
        change = reverse("account_change_password")
        for page in ("/", "/people/", reverse("calculator")):
            assert client.get(page)["Location"] == change
        chosen = "a-word-of-my-own-42"
        same = {"oldpassword": password, "password1": password, "password2": password}
        assert "an administrator knows this one" in client.post(change, same).content.decode()
        client.post(change, {"oldpassword": password, "password1": chosen, "password2": chosen})
        assert client.get("/").status_code == 200
        assert fresh(user).temporary_password_until is None

    def test_a_temporary_password_stops_after_three_days(self, client: Client) -> None:
        user = world.officer()
        password = actions.reset_password(admin(), user=user, reason="Forgotten", now=NOW)
        with time_machine.travel(timezone.now() + world.days(3), tick=False):
            client.post(reverse("account_login"), {"login": user.username, "password": password})
            assert client.get(reverse("account_change_password"))["Location"].startswith("/account/login/")

    @pytest.mark.parametrize(
        ("fields", "refused"),
        [
            ({"vetting_expires_on": None}, "vetting_expires_on"),
            ({"vetting_expires_on": date(2026, 6, 14)}, "vetting_expires_on"),
            ({"rank": "Partner"}, "rank"),
        ],
    )
    def test_details_that_do_not_fit(self, fields: dict[str, Any], refused: str) -> None:
        with pytest.raises(ValidationError) as refusal:
            actions.add_user(admin(), username="new", details=details(**fields), reason="New", now=NOW)
        assert refused in refusal.value.error_dict

    def test_a_username_is_taken_in_any_case(self) -> None:
        world.officer(username="Sam.Reed")
        with pytest.raises(ValidationError, match="already has this username"):
            actions.add_user(admin(), username="sam.reed", details=details(), reason="New", now=NOW)

    def test_a_unit_of_another_force_is_refused(self) -> None:
        elsewhere = details(unit=world.unit("Far unit", "FA"))
        with pytest.raises(ValidationError, match="unit of your force"):
            actions.add_user(admin(), username="new", details=elsewhere, reason="New", now=NOW)

    def test_a_change_to_what_somebody_else_changed_is_refused(self) -> None:
        by, user = admin(), world.officer()
        for number in ("1", "2"):
            change = {"collar_number": number, "vetting_expires_on": date(2028, 1, 1)}
            if number == "1":
                actions.change_user(by, user=user, changes=change, version=1, reason="New number", now=NOW)
            else:
                with pytest.raises(Stale):
                    actions.change_user(by, user=user, changes=change, version=1, reason="New", now=NOW)
        assert fresh(user).collar_number == "1"

    def test_a_leaver_s_next_click_says_why_and_the_one_after_asks_to_sign_in(self, sign_in: SignIn) -> None:
        by, leaver = admin(), world.officer()
        client = sign_in(leaver)
        assert client.get("/").status_code == 200
        actions.end_user(by, user=leaver, reason="Retires", now=NOW)
        refused = client.get("/people/")
        assert refused.status_code == 403
        assert "Your account is closed" in refused.content.decode()
        assert client.get("/people/")["Location"].startswith("/account/login/")

    def test_a_session_that_is_gone_says_nothing_to_whoever_may_come_back(self, sign_in: SignIn) -> None:
        client = sign_in(world.officer())
        client.get("/")
        client.session.flush()
        assert client.get("/people/")["Location"].startswith("/account/login/")

    def test_a_leaver_loses_everything_at_once(self, sign_in: SignIn) -> None:
        by, leaver, colleague = admin(), world.officer(), world.officer()
        supervisor = world.supervisor()
        person = world.person(leaver)
        elsewhere = world.person(world.officer(of=world.unit("East unit")))
        client = sign_in(leaver)
        offenders.share(
            world.supervisor(of=world.unit("East unit")),
            person=elsewhere,
            user=leaver,
            purpose="Joint visit",
            classes=[FieldClass.GENERAL],
            starts_on=world.TODAY,
            ends_on=None,
            now=NOW,
        )
        for manager, covered_by in ((leaver, colleague), (colleague, leaver)):
            offenders.arrange_cover(
                supervisor,
                manager=manager,
                covered_by=covered_by,
                starts_on=world.TODAY + world.days(1),
                ends_on=world.TODAY + world.days(8),
                reason="Leave",
                now=NOW,
            )
        actions.end_user(by, user=leaver, reason="Retires", now=NOW)
        assert not is_in(client)
        assert not leaver.roles.not_over(world.TODAY).exists()
        assert not Cover.objects.exclude(ends_on=world.TODAY + world.days(1)).exists()
        assert PersonUserObjectPermission.objects.get(user=leaver).ends_on == world.TODAY
        assert queries.answers_for(leaver, world.TODAY)[0].startswith("1 person needs another manager")
        page = sign_in(supervisor).get(reverse("cover")).content.decode()
        assert person.reference in page
        assert "has left" in page

    def test_who_comes_back_gets_nothing_back_but_the_way_in(self) -> None:
        by, user = admin(), world.officer()
        actions.end_user(by, user=user, reason="Leaves", now=NOW)
        assert actions.readmit_user(by, user=user, reason="Returns", now=NOW)
        assert fresh(user).is_active
        assert fresh(user).roles_on(world.TODAY) == []

    def test_a_second_factor_is_taken_away(self) -> None:
        user = world.officer()
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        actions.reset_second_factor(admin(), user=user, reason="Lost telephone", now=NOW)
        assert not Authenticator.objects.filter(user=user).exists()
        assert queries.history(user)[0].what == "reset second factor"


class TestHistory:
    def test_every_grant_says_who_when_and_why(self) -> None:
        by, user = admin(), world.user()
        role = grant(by, user, reason="Joins on Monday")
        actions.end_role(by, role=role, reason="Was a mistake", now=NOW)
        east = world.unit("East unit")
        actions.change_user(
            by,
            user=user,
            changes={"unit": east, "vetting_expires_on": date(2028, 1, 1)},
            version=1,
            reason="Moves east",
            now=NOW,
        )
        told = {change.what: change for change in queries.history(user)}
        assert told["grant role: offender manager"].reason == "Joins on Monday"
        assert told["end role: offender manager"].by == str(by)
        assert ("unit", "West unit", "East unit") in told["change user"].fields


class TestPages:
    def confirmed(self, client: Client, user: User) -> Client:
        client.post(reverse("account_login"), {"login": user.username, "password": world.PASSWORD})
        client.post(reverse("account_reauthenticate"), {"password": world.PASSWORD})
        return client

    def test_a_role_is_granted_through_the_page_with_its_last_day(self, client: Client) -> None:
        user = world.user()
        client = self.confirmed(client, admin())
        page = reverse("grant-role", args=[user.pk])
        typed = {"role": "offender_manager", "starts_on": "15/6/2026", "last_day": "30/6/2026", "reason": ""}
        assert "Say why they need it" in client.post(page, typed).content.decode()
        assert client.post(page, typed | {"reason": "Joins"}).status_code == 302
        assert user.roles.get().ends_on == date(2026, 7, 1)
        assert "30 June 2026" in client.get(reverse("user", args=[user.pk])).content.decode()

    def test_a_grant_asks_first_who_it_is(self, client: Client) -> None:
        by, user = admin(), world.user()
        client.force_login(by, backend="accounts.backends.VettedUserBackend")
        typed = {"role": "offender_manager", "starts_on": "15/6/2026", "last_day": "", "reason": "Joins"}
        check = client.post(reverse("grant-role", args=[user.pk]), typed)
        assert "/account/reauthenticate/" in check["Location"]
        assert not user.roles.exists()
        client.post(check["Location"], {"password": world.PASSWORD})
        client.post(reverse("grant-role", args=[user.pk]), typed)
        assert user.roles.get().granted_by == by

    def test_a_temporary_password_is_shown_once(self, client: Client) -> None:
        user = world.officer()
        client = self.confirmed(client, admin())
        page = client.post(reverse("reset-password", args=[user.pk]), {"reason": "Forgotten"})
        assert fresh(user).check_password(page.context["password"])
        assert page.context["password"] in page.content.decode()
        assert page.context["password"] not in client.get(reverse("user", args=[user.pk])).content.decode()

    def test_both_versions_are_shown_and_nothing_typed_is_lost(self, sign_in: SignIn) -> None:
        user = world.officer(vetting_expires_on=date(2028, 1, 1), collar_number="1")
        client = sign_in(admin())
        page = reverse("change-user", args=[user.pk])
        form = client.get(page).context["form"]
        typed = {name: form[name].value() or "" for name in form.fields}
        typed |= {"reason": "New number", "vetting_expires_on": "1/1/2028"}
        client.post(page, typed | {"collar_number": "22"})
        late = client.post(page, typed | {"collar_number": "333"})
        text = late.content.decode()
        assert ("Collar number (optional)", "22", "333") in late.context["overtaken"]
        assert "nothing has been saved" in text
        assert 'value="333"' in text
        again = {**typed, "collar_number": "333", "version": late.context["form"]["version"].value()}
        assert client.post(page, again).status_code == 302
        assert fresh(user).collar_number == "333"

    def test_the_list_finds_by_a_name_and_narrows_by_an_address(self, sign_in: SignIn) -> None:
        client = sign_in(admin())
        world.officer(family_name="Quill")
        world.officer(family_name="Goneby", is_active=False)
        world.officer(family_name="Soonover", vetting_expires_on=world.TODAY + world.days(20))
        url = reverse("administration")

        def shown(answer: Any) -> set[str]:
            return {user.family_name for user in answer.context["page"].rows}

        assert shown(client.post(url, {"q": "quill"})) == {"Quill"}
        assert shown(client.get(url, {"state": "left"})) == {"Goneby"}
        assert shown(client.get(url, {"state": "vetting"})) == {"Soonover"}
        assert "Quill" in shown(client.get(url, {"role": "offender_manager"}))
        assert "Goneby" not in shown(client.get(url))

    def test_a_double_add_adds_one(self, client: Client) -> None:
        client = self.confirmed(client, admin())
        unit = world.unit()
        typed = {
            "username": "sam.reed",
            "given_name": "Sam",
            "family_name": "Reed",
            "rank": "DC",
            "collar_number": "4417",
            "workplace": f"unit-{unit.pk}",
            "email": "",
            "vetting": "nppv3",
            "vetting_expires_on": "31/1/2028",
            "reason": "New officer",
        }
        assert "User added" in client.post(reverse("add-user"), typed).content.decode()
        again = client.post(reverse("add-user"), typed).content.decode()
        assert "Somebody already has this username." in again
        assert User.objects.filter(username="sam.reed").count() == 1

    def test_units_and_agencies_are_added_and_changed_once(self, sign_in: SignIn) -> None:
        client = sign_in(admin())
        client.post(reverse("add-unit"), {"name": "North unit", "telephone": "01632 960 009"})
        client.post(reverse("add-agency"), {"name": "Housing"})
        agency = Agency.objects.get(name="Housing")
        assert (
            "already has an agency"
            in client.post(reverse("add-agency"), {"name": "HOUSING"}).content.decode()
        )
        client.post(reverse("change-agency", args=[agency.pk]), {"name": "Council housing", "version": 1})
        late = client.post(reverse("change-agency", args=[agency.pk]), {"name": "Homes", "version": 1})
        assert late.context["overtaken"] == [("Name", "Council housing", "Homes")]
        assert "North unit" in client.get(reverse("units")).content.decode()


def test_the_first_administrator_is_made_once(capsys: pytest.CaptureFixture[str]) -> None:
    given = {"username": "first", "given_name": "Fay", "family_name": "Ford"}
    call_command("first_administrator", force_code="nx", force_name="North Force", **given)
    first = User.objects.get(username="first")
    assert "Temporary password" in capsys.readouterr().out
    assert first.force == Force.objects.get(code="NX")
    assert first.roles.get().granted_by is None
    with pytest.raises(CommandError, match="already"):
        call_command("first_administrator", force_code="nx", force_name="North Force", **given)


def test_what_is_not_administered_looks_like_what_does_not_exist(sign_in: Callable[[User], Client]) -> None:
    elsewhere = world.officer(of=world.unit("Far unit", "FA"))
    client = sign_in(world.user(Role.SYSTEM_ADMINISTRATOR))
    for name in ("user", "change-user", "end-user", "end-sessions"):
        there = client.get(reverse(name, args=[elsewhere.pk]))
        nowhere = client.get(reverse(name, args=[uuid4()]))
        assert there.status_code == nowhere.status_code == 404
        assert (
            there.content.split(b"csrfmiddlewaretoken")[0] == nowhere.content.split(b"csrfmiddlewaretoken")[0]
        )


def test_a_role_that_has_ended_administers_nothing(sign_in: Callable[[User], Client]) -> None:
    admin = world.user(Role.SYSTEM_ADMINISTRATOR)
    client = sign_in(admin)
    assert client.get(reverse("administration")).status_code == 200
    RoleAssignment.objects.filter(user=admin).update(ends_on=date(2026, 6, 15))
    assert client.get(reverse("administration")).status_code == 403
