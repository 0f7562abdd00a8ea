"""What people are found by follows the facts, whichever verb changes them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings
from structlog.testing import capture_logs

from accounts.choices import Role
from accounts.models import User
from offenders import actions, tasks
from offenders.models import Name, Person, Term, Word
from offenders.search.queries import find
from tests import world
from tests.access.log.verbs import FROM_BEYOND, ROLES, VERBS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)


@pytest.fixture
def officer() -> User:
    return world.officer()


def words(person: Person, **which: object) -> set[str]:
    return set(Term.objects.filter(person=person, **which).values_list("folded", flat=True))


def test_a_new_record_is_found_by_its_name_birthday_reference_and_address(officer: User) -> None:
    person = world.person(officer)
    assert words(person) == {
        *("alan", "marsh", "1979-03-04", "cu1", "1"),
        *("ewe", "12ewe", "kirkby", "cx11aa"),
    }
    assert words(person, field_class="management") == {"ewe", "12ewe", "kirkby", "cx11aa"}


def test_a_correction_moves_what_is_found_and_an_error_takes_it_away(officer: User) -> None:
    person = world.person(officer)
    name = person.names.get()
    actions.correct(
        officer, fact=name, version=1, changes={"family_name": "Fenwick"}, reason="Misheard", now=NOW
    )
    assert "fenwick" in words(person)
    assert "marsh" not in words(person)
    home = person.occupancies.get()
    actions.void(officer, fact=home, version=1, reason="Another person's", now=NOW)
    assert not words(person, kind="address")


def test_a_name_that_was_changed_is_a_former_one_from_that_day(officer: User) -> None:
    person = world.person(officer)
    new = {"kind": "legal", "given_names": "Alan", "family_name": "Fenwick", "used_from": date(2026, 6, 12)}
    actions.record_name(officer, person=person, name=new, now=NOW)
    assert Term.objects.get(person=person, folded="marsh").until == date(2026, 6, 12)
    assert Term.objects.get(person=person, folded="fenwick").until is None


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_leaves_what_people_are_found_by_behind(verb: str) -> None:
    by = world.user(ROLES.get(verb, Role.SUPERVISOR))
    day = world.TODAY - world.days(1)
    person = world.person(
        world.officer(of=world.unit("East unit") if verb in FROM_BEYOND else None),
        trigger={"kind": "conviction", "date": day, "offence": "Sexual assault (s.3)"},
        disposal={"kind": "fine", "date": day},
    )
    VERBS[verb](User.objects.for_request().get(pk=by.pk), person)
    with world.read_by("vigil"):
        call_command("search", "rebuild", "--check", verbosity=0)


def test_a_drift_is_told_and_put_right(officer: User, capsys: pytest.CaptureFixture[str]) -> None:
    person = world.person(officer)
    Name.objects.filter(person=person).update(family_name="Behind")  # past every verb
    with pytest.raises(CommandError, match="drifted"):
        call_command("search", "rebuild", "--check")
    call_command("search", "rebuild")
    assert "behind" in words(person)
    assert not Word.objects.filter(text="marsh").exists()
    call_command("search", "rebuild", "--check")
    assert "0 terms missing, 0 too many" in capsys.readouterr().out


def test_the_night_finds_whom_an_upgrade_left_without_terms(officer: User) -> None:
    person = world.person(officer)
    before = words(person)
    Term.objects.all().delete()
    with capture_logs() as said:
        tasks.check_terms()
    assert words(person) == before
    [line] = [each for each in said if each["event"] == "what people are found by has drifted"]
    assert (line["log_level"], line["missing"], line["surplus"]) == ("error", len(before), 0)
    with capture_logs() as said:
        tasks.check_terms()
    assert not said


def test_an_encrypted_value_is_found_again_after_a_change_of_the_index_key(
    officer: User, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    person = world.person(officer)
    world.detail(officer, person, "insurance-number", number="QQ123456C", source="document")

    def found() -> list[Person]:
        return [row.person for row in find(officer, NOW, "QQ 12 34 56 C").rows]

    assert found() == [person]
    settings.FIELD_INDEX_KEY = "another"
    call_command("fields", "reindex")
    assert "Now run `search rebuild`" in capsys.readouterr().out
    assert not found()
    call_command("search", "rebuild")
    assert found() == [person]
