"""Bad input: refused or merged with a message in plain words, and nothing lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from access.recording import Stale
from accounts.models import User
from offenders import actions
from offenders.models import Absence, Address, Assignment, Draft, Name, Occupancy, Person
from tests import world

pytestmark = pytest.mark.django_db
NOW = world.at(world.TODAY)


def identity(**fields: str) -> dict[str, str]:
    return {
        "given_names": "Alan",
        "family_name": "Marsh",
        "date_of_birth_0": "4",
        "date_of_birth_1": "3",
        "date_of_birth_2": "1979",
        "sex": "male",
        "kind": "rso",
        "management_level": "high",
        **fields,
    }


OFFENCE = {
    "kind": "conviction",
    "offence": "Sexual assault (s.3)",
    "schedule_3": "yes",
    "date_0": "1",
    "date_1": "6",
    "date_2": "2026",
    "disposal_kind": "suspended_imprisonment",
    "term_months": "12",
}
HOME = {
    "known": "yes",
    "line_1": "12 Ewe Close",
    "kind": "residence",
    "starts_on": "1/5/2020",
    "child_in_household": "no",
}
CUSTODY = {"detained": "no"}


@pytest.fixture
def client(clock: object, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(world.officer())


def step(client: Client, draft: object, name: str, data: dict[str, str]):  # type: ignore[no-untyped-def]
    return client.post(reverse("add-person-step", args=[draft, name]), data)


class TestIdentityStep:
    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"date_of_birth_2": "2027"}, "future"),
            ({"date_of_birth_0": "31", "date_of_birth_1": "4"}, "no 31 April"),
            ({"date_of_birth_2": "26"}, "year in full"),
            ({"date_of_birth_2": "1850"}, "from 1900 to 2100"),
            ({"family_name": "M" * 5000}, "100 characters or fewer"),
            ({"family_name": "Mar\x00sh"}, "Null characters are not allowed"),
            ({"family_name": "  "}, "Enter the family name"),
        ],
    )
    def test_is_refused_in_plain_words_and_kept(
        self, client: Client, fields: dict[str, str], said: str
    ) -> None:
        draft = uuid4()
        answer = step(client, draft, "identity", identity(**fields))
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "There is a problem" in page
        assert said in page
        assert "<title>Error: " in page
        assert 'value="Alan"' in page
        # The next visit still has it.
        assert (
            'value="Alan"'
            in client.get(reverse("add-person-step", args=[draft, "identity"])).content.decode()
        )
        assert not Person.objects.exists()

    @pytest.mark.parametrize("day", ["4 Mar 1979", "04-03-1979", "4/3/1979"])
    def test_a_whole_date_pasted_in_the_first_box_is_understood(self, client: Client, day: str) -> None:
        fields = {"date_of_birth_0": day, "date_of_birth_1": "", "date_of_birth_2": ""}
        assert step(client, uuid4(), "identity", identity(**fields)).status_code == 302


class TestLaterSteps:
    @pytest.fixture
    def draft(self, client: Client) -> object:
        draft = uuid4()
        step(client, draft, "identity", identity())
        return draft

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"offence_on": "2/6/2026"}, "The offence cannot be after the conviction"),
            ({"disposal_date": "31/5/2026"}, "The sentence cannot be before the conviction"),
            ({"term_months": ""}, "Enter the length of the sentence"),
            ({"date_2": "1985"}, "under 10"),
            ({"kind": "caution"}, "A caution has no sentence"),
            ({"kind": "overseas_notice"}, "Enter the day the notice was handed over"),
            ({"extension_years": "2"}, "Only an extended"),
            ({"term_months": "-1"}, "must be 0 or more"),
        ],
    )
    def test_offence(self, client: Client, draft: object, fields: dict[str, str], said: str) -> None:
        page = step(client, draft, "offence", OFFENCE | fields).content.decode()
        assert said in page

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"line_1": ""}, "Enter the first line of the address"),
            ({"postcode": "nowhere"}, "full UK postcode"),
            ({"starts_on": ""}, "Enter since when"),
            ({"starts_on": "16/6/2026"}, "has not happened yet"),
        ],
    )
    def test_home(self, client: Client, draft: object, fields: dict[str, str], said: str) -> None:
        step(client, draft, "offence", OFFENCE)
        assert said in step(client, draft, "home", HOME | fields).content.decode()

    def test_release_before_custody(self, client: Client, draft: object) -> None:
        step(client, draft, "offence", OFFENCE)
        step(client, draft, "home", HOME)
        custody = {"detained": "yes", "kind": "custody", "starts_on": "10/6/2026", "ended_on": "9/6/2026"}
        assert (
            "The release cannot be before the custody began"
            in step(client, draft, "custody", custody).content.decode()
        )

    def test_a_step_cannot_be_jumped(self, client: Client, draft: object) -> None:
        answer = client.get(reverse("add-person-step", args=[draft, "custody"]))
        assert answer["Location"].endswith("/offence/")

    def test_somebody_elses_draft_is_not_there(
        self, client: Client, draft: object, sign_in: Callable[[User], Client]
    ) -> None:
        sign_in(world.officer())
        assert client.get(reverse("add-person-step", args=[draft, "identity"])).status_code == 404

    def test_the_same_answers_sent_twice_open_one_record(self, client: Client, draft: object) -> None:
        for name, data in (("offence", OFFENCE), ("home", HOME), ("custody", CUSTODY)):
            assert step(client, draft, name, data).status_code == 302
        check = reverse("add-person-check", args=[draft])
        first, second = client.post(check), client.post(check)
        assert Person.objects.count() == 1
        assert first["Location"] == second["Location"]
        assert not Draft.objects.exists()


class TestVerbs:
    """What the pages refuse, the verbs refuse too; what the verbs let by, the database holds."""

    def test_release_before_custody_began(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        absence = actions.record_custody(
            officer, person=person, kind="custody", starts_on=date(2026, 6, 10), place="", now=NOW
        )
        with pytest.raises(ValidationError, match="cannot be before the custody began"):
            actions.record_release(officer, absence=absence, released_on=date(2026, 6, 9), now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.update(ended_on=date(2026, 6, 9))

    def test_overlapping_custody_is_refused_in_plain_words(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        custody = {"person": person, "kind": "custody", "place": "", "now": NOW}
        actions.record_custody(officer, starts_on=date(2026, 6, 2), **custody)
        with pytest.raises(ValidationError, match="already recorded in custody"):
            actions.record_custody(officer, starts_on=date(2026, 6, 10), **custody)
        assert Absence.objects.count() == 1

    def test_two_current_addresses_are_held_apart_by_the_database(self) -> None:
        person = world.person()
        other = Address.objects.create(line_1="3 Other Street")
        with pytest.raises(IntegrityError), transaction.atomic():
            Occupancy.objects.create(
                person=person, address=other, starts_on=date(2026, 6, 1), recorded_at=NOW
            )

    def test_a_move_ends_the_old_home_the_day_the_new_begins(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        actions.record_move(
            officer,
            person=person,
            address={"line_1": "3 Other Street", "line_2": "", "town": "", "postcode": ""},
            kind="residence",
            starts_on=date(2026, 6, 12),
            child_in_household="no",
            now=NOW,
        )
        spans = list(person.occupancies.order_by("starts_on").values_list("starts_on", "ends_on"))
        assert spans == [(date(2020, 5, 1), date(2026, 6, 12)), (date(2026, 6, 12), None)]

    def test_two_current_managers_are_refused_by_the_database(self) -> None:
        person = world.person()
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.create(
                person=person, manager=world.officer(), starts_on=world.TODAY, recorded_at=NOW
            )

    def test_a_fact_is_never_deleted(self) -> None:
        person = world.person()
        with pytest.raises(Exception, match="never_deleted"), transaction.atomic():
            person.names.all().delete()

    def test_a_stale_correction_is_refused_and_writes_nothing(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        name = person.names.get()
        first = {"fact": name, "version": 1, "reason": "Misspelt", "now": NOW}
        actions.correct(officer, changes={"family_name": "Marshe"}, **first)
        with pytest.raises(Stale):
            actions.correct(officer, changes={"family_name": "March"}, **first)
        assert Name.objects.get().family_name == "Marshe"

    def test_a_correction_wants_a_reason(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        with pytest.raises(ValidationError, match="Say why"):
            actions.correct(officer, fact=person, version=1, changes={"sex": "female"}, reason="  ", now=NOW)

    def test_an_officer_of_another_unit_may_not_write(self) -> None:
        person = world.person()
        stranger = world.officer(of=world.unit("East unit"))
        with pytest.raises(PermissionDenied):
            actions.correct(
                stranger, fact=person, version=1, changes={"sex": "female"}, reason="Wrong", now=NOW
            )

    def test_a_future_date_of_birth_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="future"):
            world.person(date_of_birth=date(2027, 1, 1))


class TestStalePage:
    @pytest.mark.parametrize(
        ("own", "said"), [(True, "You changed this in another window"), (False, "Someone else changed this")]
    )
    def test_both_versions_stand_side_by_side_and_the_second_save_stands(
        self, client: Client, *, own: bool, said: str
    ) -> None:
        officer = User.objects.get()
        first = officer if own else world.officer()
        person = world.person(officer)
        name = person.names.get()
        page = reverse("correct-fact", args=[person.pk, "name", name.pk])
        typed = {"given_names": "Alan", "family_name": "March", "reason": "Court register", "version": "1"}
        actions.correct(
            first, fact=name, version=1, changes={"family_name": "Marshe"}, reason="Misspelt", now=NOW
        )
        answer = client.post(page, typed)
        text = answer.content.decode()
        assert said in text
        assert "Marshe" in text
        assert 'value="March"' in text
        assert "Court register" in text
        assert Name.objects.get().family_name == "Marshe"
        assert client.post(page, typed | {"version": "2"}).status_code == 302
        assert Name.objects.get().family_name == "March"


@pytest.mark.django_db(transaction=True)
def test_fifty_identical_submits_at_once_make_one_row() -> None:
    officer = world.officer()
    person = world.person(officer)
    submission = uuid4()
    failures: list[BaseException] = []

    def submit() -> None:
        try:
            actions.record_custody(
                User.objects.get(pk=officer.pk),
                person=person,
                kind="custody",
                starts_on=date(2026, 6, 10),
                place="",
                now=NOW,
                submission=submission,
            )
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    assert Absence.objects.count() == 1
