"""Who is found by whom, by what, and what is said of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db.models import Q

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from offenders import actions, policies
from offenders.models import Name, Person, PersonUserObjectPermission, Term
from offenders.queries import for_page
from offenders.search.queries import Answer, alike, find, meant
from tests import world
from tests.access.matrix_world import stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)


@pytest.fixture
def officer() -> User:
    return world.officer()


def reasons(answer: Answer) -> list[tuple[str, str, str]]:
    return [(why.label, why.how, why.written) for row in answer.rows for why in row.reasons]


def alias(person: Person, **fields: object) -> Name:
    return Name.objects.create(person=person, recorded_at=NOW, **{"kind": "alias", **fields})


def test_it_says_why(officer: User) -> None:
    person = world.person(officer)
    alias(person, family_name="Fenwick")
    alias(person, family_name="Old Mole", kind="online", used_to=date(2025, 1, 1))
    new = {"kind": "legal", "given_names": "Alan", "family_name": "Garth", "used_from": date(2026, 6, 12)}
    actions.record_name(officer, person=person, name=new, now=NOW)
    moved = {"line_1": "3 Tarn Row", "line_2": "", "town": "Kirkby", "postcode": "CX2 2BB"}
    actions.record_move(
        officer,
        person=person,
        address=moved,
        kind="residence",
        starts_on=date(2026, 6, 10),
        child_in_household="no",
        now=NOW,
    )
    for typed, label, how, written in (
        ("garth", "Name", "", "GARTH, Alan"),
        ("marsh", "Former name", "", "MARSH, Alan"),
        ("mrash", "Former name", "one letter or digit differs", "MARSH, Alan"),
        ("fenwyck", "Other name", "one letter or digit differs", "FENWICK"),
        ("oldmole", "Previous online name", "", "OLD MOLE"),
        ("12 ewe close", "Previous address", "", "12 Ewe Close, Kirkby, CX1 1AA"),
        ("cx22bb", "Address", "", "3 Tarn Row, Kirkby, CX2 2BB"),
        ("4 March 1979", "Date of birth", "", "1979-03-04"),
        ("cu-1", "Reference", "", "CU-000001"),
    ):
        assert reasons(find(officer, NOW, typed)) == [(label, how, written)], typed


def test_the_nearest_come_first(officer: User) -> None:
    for family, given in (("Marsham", "Alan"), ("March", "Alan"), ("Marsh", "Brian"), ("Marsh", "Alan")):
        world.person(officer, family_name=family, given_names=given)
    found = [str(row.person.family_name) for row in find(officer, NOW, "alan marsh").rows]
    assert found == ["Marsh", "March", "Marsham"]


def test_what_a_reader_does_not_read_neither_finds_nor_is_shown(officer: User) -> None:
    world.person(officer)
    reader = world.user(Role.BRIEFING_READER)
    assert not find(reader, NOW, "ewe close").rows
    answer = find(reader, NOW, "marsh kirkby")
    assert not answer.whole
    assert reasons(answer) == [("Name", "", "MARSH, Alan")]


@pytest.mark.parametrize("kind", ["normal", "restricted", "archived"])
def test_each_reader_reads_just_the_classes_that_their_relationship_says(kind: str) -> None:
    on = stage(kind)
    [person_id] = on.arguments[""]
    with world.read_by("vigil"):
        person = for_page(Q(pk=person_id), world.TODAY).get()
        terms = [
            Term(person=person, fact=person.pk, kind="name", folded=each.value, written="x", field_class=each)
            for each in FieldClass
        ]
        Term.objects.bulk_create(terms)
        for name, user in on.actors.items():
            if user is None or not user.is_active:
                continue
            found = Term.objects.filter(pk__in=[term.pk for term in terms]).annotate(
                read=policies.reading(user, NOW)
            )
            read = {term.field_class for term in found if term.read}
            stands = policies.relationship(user, person, NOW)
            assert read == set(stands.classes if stands else ()), name
            assert {term.read is None for term in found} == {stands is None}, name


@pytest.mark.parametrize("role", [Role.OFFENDER_MANAGER, Role.MAPPA_COORDINATOR])
def test_fewer_words_count_only_where_nobody_within_sight_fits_all(role: Role) -> None:
    world.person(world.officer())
    world.person(world.officer(), family_name="Garth")
    reader = world.user(role)
    some = find(reader, NOW, "alan quixote")
    assert {str(row.person.family_name) for row in some.rows} == {"Marsh", "Garth"}
    assert not some.whole
    fits = find(reader, NOW, "alan garth")
    assert [str(row.person.family_name) for row in fits.rows] == ["Garth"]
    assert fits.whole


def test_a_share_of_some_classes_finds_by_those_alone(officer: User) -> None:
    person = world.person(officer)
    partner = world.user(Role.PARTNER)
    PersonUserObjectPermission.objects.create(
        user=partner,
        content_object=person,
        permission=Permission.objects.get(codename="view_person"),
        field_classes=["health"],
        starts_on=world.TODAY,
    )
    assert find(partner, NOW, "marsh").rows
    assert not find(partner, NOW, "ewe close").rows
    assert not find(world.user(Role.PARTNER), NOW, "marsh").rows


def test_a_restricted_record_is_found_by_those_named_alone(officer: User) -> None:
    person = world.person(officer)
    actions.restrict(
        world.user(Role.DETECTIVE_INSPECTOR), person=person, readers=[], reason="A protected person", now=NOW
    )
    for user, sees in ((officer, True), (world.officer(), False), (world.supervisor(), False)):
        with world.read_by(user):
            answer = find(user, NOW, "marsh")
            assert bool(answer.rows) == sees
            assert not answer.elsewhere
            assert bool(Term.objects.filter(person=person)) == sees  # the database's own guard


def test_a_record_elsewhere_is_told_by_all_that_was_typed_and_never_by_town_or_street(officer: User) -> None:
    world.person(world.officer(of=world.unit("Far unit", "FA")))
    for typed, told in (
        ("marsh", True),
        ("alan mrash", True),
        ("12 ewe close", True),
        ("CX1 1AA", True),
        ("marsh zyzzyva", False),
        ("kirkby", False),
        ("ewe close", False),
    ):
        answer = find(officer, NOW, typed)
        assert not answer.rows
        assert bool(answer.elsewhere) == told, typed
        assert not any(why.written for each in answer.elsewhere for why in each.reasons)


class TestThoseBesideThem:
    """Whom and what the record names beside the person is never taken for the person."""

    @pytest.fixture
    def person(self) -> Person:
        far = world.officer(of=world.unit("Far unit", "FA"))
        person = world.person(far)
        world.detail(far, person, "relationship", source="observed", kind="partner", name="Jane Smith")
        job = {"organisation": "Thwaite Bakery", "place": "9 Mill Lane, Kirkby", "telephone": "01632 960 555"}
        world.detail(far, person, "occupation", source="observed", kind="employed", **job)
        world.detail(far, person, "routine", source="observed", kind="gym", place="Scar Gym, 4 Dale Road")
        return person

    def test_its_reader_finds_it_by_them_and_is_told_what_they_are(self, person: Person) -> None:
        theirs = person.assignments.get().manager
        for typed, label, written in (
            ("jane smyth", "Somebody close to them", "Jane Smith"),
            ("thwaite", "Work or study", "Thwaite Bakery"),
            ("01632960555", "Work or study", "01632 960555"),
            ("9 mill lane", "Place they go", "9 Mill Lane, Kirkby"),
            ("scar gym", "Place they go", "Scar Gym, 4 Dale Road"),
        ):
            found = [(label, written) for label, _, written in reasons(find(theirs, NOW, typed))]
            assert found == [(label, written)], typed

    @pytest.mark.parametrize(
        "typed", ["jane smith", "thwaite bakery", "01632 960555", "9 mill lane", "4 dale road"]
    )
    def test_nobody_else_learns_of_the_record_by_them(
        self, person: Person, officer: User, typed: str
    ) -> None:
        assert not find(officer, NOW, typed).elsewhere

    def test_a_concern_about_them_is_not_about_the_person(self, person: Person) -> None:
        assert not meant("Jane Smith", NOW)
        assert not meant("Thwaite Bakery", NOW)

    def test_they_are_not_taken_for_a_new_person(self, person: Person, officer: User) -> None:
        new = {"given_names": "Jane", "family_name": "Smith", "date_of_birth": person.date_of_birth}
        found = alike(officer, NOW, **new)
        assert not found.rows
        assert not found.elsewhere


class TestMoney:
    """Accounts and cards are found by the whole number alone, by those who read of money."""

    def test_by_the_whole_number(self, officer: User) -> None:
        person = world.person(officer)
        world.detail(
            officer, person, "bank-account", source="observed", bank="Bank", account_number="12345678"
        )
        world.detail(officer, person, "card", source="observed", issuer="Bank", number="4111 1111 1111 1111")
        counter = world.user(Role.FRONT_COUNTER)
        for typed in ("12345678", "4111 1111 1111 1111"):
            assert reasons(find(officer, NOW, typed)) == [("Bank account or card", "", "")]
            assert not find(counter, NOW, typed).rows
            assert not meant(typed, NOW)
        assert not find(officer, NOW, "4111 1111").rows

    def test_a_passport(self, officer: User) -> None:
        person = world.person(officer)
        world.detail(
            officer, person, "identity-document", source="observed", kind="passport", number="AB 123 4567"
        )
        assert reasons(find(officer, NOW, "ab1234567")) == [("Passport or other document", "", "")]


class TestAlike:
    """Is it one of these?"""

    @pytest.mark.parametrize(
        ("given", "family", "born", "known"),
        [
            ("Alan", "Marsh", date(1979, 3, 4), True),
            ("Allan", "Marche", date(1979, 3, 4), True),
            ("Marsh", "Alan", date(1979, 3, 4), True),
            ("Alan", "Marsh", date(1979, 4, 3), True),  # day and month exchanged
            ("Alan", "Marsh", date(1979, 12, 30), True),
            ("Peter", "Marsh", date(1979, 3, 4), True),
            ("Alan", "Marsh", date(1990, 3, 4), False),
            ("Peter", "Garth", date(1979, 3, 4), False),
        ],
    )
    def test_by_name_and_birthday(
        self, officer: User, given: str, family: str, born: date, *, known: bool
    ) -> None:
        world.person(officer)
        world.person(world.officer(of=world.unit("Far unit", "FA")))
        found = alike(officer, NOW, given_names=given, family_name=family, date_of_birth=born)
        assert (len(found.rows), len(found.elsewhere)) == ((1, 1) if known else (0, 0))
