"""A force's list of high-risk countries: changed by two people, dated, and never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from access.recording import SentOtherwise, Stale, events_of
from accounts.choices import Role
from accounts.models import User
from practice.choices import CountryChangeKind, Decision
from practice.countries.names import NAMES, code_of
from practice.countries.queries import high_risk
from practice.models import CountryChange, ListedCountry
from tests import world
from tests.accounts import signing
from tests.counting import queries_of
from tests.practice.listed import NOW, decide, inspector, listed, proposed, taken_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY = world.TODAY
LATER = TODAY + world.days(30)
PAGE = reverse("high-risk-countries")
PROPOSE = reverse("propose-country")


def on_list(day: date, *countries: str) -> list[str]:
    return high_risk(world.force().pk, [*countries], day)


class TestList:
    def test_vigil_comes_with_no_country(self) -> None:
        assert not ListedCountry.objects.exists()
        assert not on_list(TODAY, *NAMES)

    def test_nothing_changes_before_somebody_else_approves(self) -> None:
        change = proposed()
        assert on_list(TODAY, "TH") == []
        decide(inspector(), change)
        assert on_list(TODAY, "ES", "TH") == ["TH"]

    def test_it_stands_from_its_day_to_the_day_before_its_removal(self) -> None:
        listed(since=LATER)
        taken_off(since=LATER + world.days(10))
        days = [LATER + world.days(n) for n in (-1, 0, 9, 10)]
        assert [on_list(day, "TH") for day in days] == [[], ["TH"], ["TH"], []]

    def test_what_is_still_to_come_can_be_taken_off_before_it_holds_and_put_on_again(self) -> None:
        listed(since=LATER)
        taken_off(since=LATER)
        assert on_list(LATER, "TH") == []
        listed(since=LATER)
        assert on_list(LATER, "TH") == ["TH"]

    def test_another_forces_list_is_another(self) -> None:
        listed()
        assert high_risk(world.unit("Far unit", "FA").force_id, ["TH"], TODAY) == []

    def test_any_of_two_days_counts(self) -> None:
        listed(since=LATER)
        assert high_risk(world.force().pk, ["TH"], TODAY, LATER) == ["TH"]

    @pytest.mark.parametrize("text", ["th", " TH ", "Thailand", "thailand"])
    def test_a_country_is_named_as_a_journey_keeps_it(self, text: str) -> None:
        assert code_of(text) == "TH"


class TestDeciding:
    @pytest.mark.parametrize(
        "role", [Role.OFFENDER_MANAGER, Role.MAPPA_COORDINATOR, Role.SYSTEM_ADMINISTRATOR]
    )
    def test_only_who_supervises_proposes(self, role: str) -> None:
        with pytest.raises(PermissionDenied):
            proposed(world.user(role))

    def test_what_makes_no_sense_is_refused_by_field(self) -> None:
        for said, field in (
            ({"country": "QQ"}, "country"),
            ({"country": "GB"}, "country"),
            ({"kind": CountryChangeKind.REMOVE}, "country"),
            ({"since": TODAY - world.days(1)}, "effective_from"),
            ({"reason": " "}, "reason"),
        ):
            with pytest.raises(ValidationError) as refused:
                proposed(**said)  # type: ignore[arg-type]
            assert list(refused.value.message_dict) == [field]
        assert not CountryChange.objects.exists()

    def test_a_country_is_put_on_once_and_taken_off_once(self) -> None:
        listed(since=LATER)
        with pytest.raises(ValidationError, match="already"):
            proposed()
        taken_off(since=LATER + world.days(5))
        with pytest.raises(ValidationError, match="already"):
            proposed(kind=CountryChangeKind.REMOVE, since=LATER)

    def test_a_second_change_of_a_country_waits_for_the_first(self) -> None:
        proposed()
        with pytest.raises(ValidationError, match="Have that decided first"):
            proposed(since=LATER)
        proposed(country="KH")

    def test_nobody_approves_their_own_and_the_database_says_so_too(self) -> None:
        by = inspector()
        change = proposed(by)
        with pytest.raises(ValidationError, match="somebody else must decide"):
            decide(by, change)
        with pytest.raises(IntegrityError, match="country_change_decided_by_another"), transaction.atomic():
            CountryChange.objects.filter(pk=change.pk).update(
                decision="approved", decided_by=by, decided_at=NOW
            )

    def test_neither_a_supervisor_nor_another_forces_inspector_decides(self) -> None:
        change = proposed()
        for by in (world.supervisor(), inspector(of=world.unit("Far unit", "FA"))):
            with pytest.raises(PermissionDenied):
                decide(by, change)

    def test_a_refusal_says_why_and_a_proposer_takes_back(self) -> None:
        by = world.supervisor()
        change = proposed(by)
        with pytest.raises(ValidationError, match="Say why"):
            decide(inspector(), change, Decision.REFUSED)
        with pytest.raises(PermissionDenied):
            decide(inspector(), change, Decision.TAKEN_BACK, "Not mine")
        decide(by, change, Decision.TAKEN_BACK, "Agreed otherwise")
        with pytest.raises(Stale):
            decide(inspector(), change)
        assert not ListedCountry.objects.exists()

    def test_the_same_again_is_one_and_something_else_is_refused(self) -> None:
        submission, by = uuid4(), inspector()
        change = proposed(submission=submission)
        assert proposed(submission=submission) == change
        decide(by, change)
        decide(by, change)
        assert proposed(submission=submission) == change
        assert ListedCountry.objects.count() == 1
        with pytest.raises(SentOtherwise):
            proposed(country="KH", submission=submission)

    def test_what_waited_beyond_its_day_is_only_refused(self) -> None:
        change, tomorrow = proposed(), world.at(TODAY + world.days(1))
        with pytest.raises(ValidationError, match="has passed"):
            decide(inspector(), change, now=tomorrow)
        decide(inspector(), change, Decision.REFUSED, "Too late", now=tomorrow)


class TestDatabase:
    def test_the_list_holds_only_what_two_people_decided(self) -> None:
        change = proposed()
        with pytest.raises(IntegrityError, match="proposed and approved"), transaction.atomic():
            ListedCountry.objects.create(force=world.force(), country="TH", starts_on=TODAY, added_by=change)
        decide(inspector(), change)
        other = listed("KH")
        spell = ListedCountry.objects.filter(added_by=change)
        with pytest.raises(IntegrityError, match="proposed and approved"), transaction.atomic():
            spell.update(ends_on=LATER, removed_by=other)
        with pytest.raises(IntegrityError, match="listed_country_removed_whole"), transaction.atomic():
            spell.update(ends_on=LATER)

    def test_what_was_decided_stays(self) -> None:
        change = listed()
        for rows in (CountryChange.objects.filter(pk=change.pk), ListedCountry.objects.all()):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            CountryChange.objects.filter(pk=change.pk).update(decision_note="No")
        with pytest.raises(DatabaseError), transaction.atomic():
            ListedCountry.objects.update(country="KH")

    def test_each_change_has_its_history(self) -> None:
        listed()
        taken_off(since=LATER)
        assert events_of(ListedCountry).count() == 2


class TestPages:
    def test_everybody_of_the_force_reads_the_list_as_on_a_day(self, sign_in: SignIn) -> None:
        listed(since=LATER)
        client = sign_in(world.officer())
        assert b"No country is on the list" in client.get(PAGE).content
        shown = client.get(PAGE, {"on": f"{LATER:%d/%m/%Y}"}).content.decode()
        assert "Thailand" in shown
        assert "No country is on the list" not in shown
        assert reverse("propose-country") not in shown

    def test_one_proposes_another_decides(self, sign_in: SignIn) -> None:
        client = sign_in(world.supervisor())
        form = client.get(PROPOSE).context["form"]
        sent = {
            "country": "Thailand",
            "kind": "add",
            "effective_from": f"{TODAY:%d/%m/%Y}",
            "reason": "Two were found there",
            "submission": str(form["submission"].value()),
        }
        assert client.post(PROPOSE, {**sent, "country": "Nowhere"}).status_code == 200
        assert not CountryChange.objects.exists()
        assert client.post(PROPOSE, sent).status_code == 302
        change = CountryChange.objects.get()
        url = reverse("decide-country", args=[change.pk])
        deciding = signing.sign_in(inspector())
        assert b"Two were found there" in deciding.get(url).content
        decided = deciding.post(url, {"decision": "approved", "note": "", "version": "1"})
        assert decided.status_code == 302
        assert b"Approved by" in client.get(PAGE).content
        assert b"There is nothing to decide" in deciding.get(url).content
        assert CountryChange.objects.get().decision == Decision.APPROVED

    def test_who_comes_too_late_reads_that_it_was_decided(self) -> None:
        change = proposed()
        client, url = signing.sign_in(inspector()), reverse("decide-country", args=[change.pk])
        client.get(url)
        decide(inspector(), change, Decision.REFUSED, "No")
        late = client.post(url, {"decision": "approved", "note": "", "version": "1"})
        assert "after you opened it. Nothing from this window was saved" in late.content.decode()

    def test_a_removal_is_begun_from_the_list(self, sign_in: SignIn) -> None:
        listed()
        shown = sign_in(world.supervisor()).get(PROPOSE, {"country": "TH", "kind": "remove"})
        assert shown.context["form"]["country"].value() == "Thailand"
        assert shown.context["form"]["kind"].value() == "remove"

    def test_it_waits_among_what_an_inspector_decides(self, sign_in: SignIn) -> None:
        change = proposed()
        shown = sign_in(inspector()).get(reverse("approvals")).content.decode()
        assert reverse("decide-country", args=[change.pk]) in shown

    def test_queries_do_not_grow_with_the_list(self, sign_in: SignIn) -> None:
        listed()
        client = sign_in(world.supervisor())
        few = queries_of(client, PAGE)
        for country in ("KH", "BR", "PH"):
            listed(country)
        taken_off("KH")
        proposed(country="KE")
        assert queries_of(client, PAGE) == few <= 9
