"""The pages of the returns: whose they are, whom they name, what they refuse, the queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from access.choices import Operation
from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from dashboards.models import Population
from offenders import actions
from offenders.models import MappaStatus, Person
from tests import world
from tests.dashboards.test_pages import queries_of
from tests.mappa import held
from tests.mappa.figures.seeded import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
REPORT = "/returns/annual/2026/"


def at_level_1(several: list[Person], since: date = date(2025, 1, 6)) -> None:
    for person in several:
        MappaStatus.objects.create(
            person=person,
            category="1",
            level="1",
            lead_agency="police",
            area="Cumberfell",
            starts_on=since,
            recorded_at=world.at(since),
        )


def test_a_number_opens_its_people_and_a_restricted_one_is_counted_and_not_named(sign_in: SignIn) -> None:
    several = people(3)
    at_level_1(several)
    inspector = world.user(Role.DETECTIVE_INSPECTOR)
    actions.restrict(
        inspector, person=several[0], readers=[], reason="Protected witness", now=world.at(world.TODAY)
    )
    client = sign_in(held.coordinator())
    report = client.get(REPORT).content.decode()
    assert 'href="/returns/annual/2026/t1-c1-l1/">3<' in report
    assert "These numbers do not add up" not in report
    listed = client.get(REPORT + "t1-c1-l1/").content.decode()
    assert "Category 1, level 1: 3" in listed
    assert listed.count("1 more record is counted that you may not open.") == 1
    assert several[0].reference not in listed
    event = AccessEvent.objects.filter(operation=Operation.CONSULTATION).latest("seq")
    assert set(event.person_ids) == {person.pk for person in several[1:]}
    assert several[0].reference in sign_in(inspector).get(REPORT + "t1-c1-l1/").content.decode()


def test_whom_the_reader_may_not_open_are_one_line_of_each_page_and_of_the_file(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.returns.views.A_PAGE", 2)
    several = people(7)
    at_level_1(several)
    inspector = world.user(Role.DETECTIVE_INSPECTOR)
    for person in several[::2]:
        actions.restrict(
            inspector, person=person, readers=[], reason="Protected witness", now=world.at(world.TODAY)
        )
    client = sign_in(world.supervisor())
    shown: list[str] = []
    for number, rows in ((1, 2), (2, 1)):
        page = client.get(f"{REPORT}t1-c1-l1/?page={number}").content.decode()
        assert "Category 1, level 1: 7" in page
        assert "4 more records are counted that you may not open." in page
        found = [person.reference for person in several if person.reference in page]
        assert len(found) == rows
        assert ("page=2" in page) is (number == 1)
        shown += found
    assert sorted(shown) == sorted(person.reference for person in several[1::2])
    rest = [person for person in several if person.reference in shown]
    for person in rest:
        actions.restrict(
            inspector, person=person, readers=[], reason="Protected witness", now=world.at(world.TODAY)
        )
    page = client.get(f"{REPORT}t1-c1-l1/").content.decode()
    assert "7 records are counted that you may not open." in page
    assert "Nobody." not in page


def test_it_says_how_things_stood_and_not_how_they_stand(sign_in: SignIn) -> None:
    several = people(2)
    at_level_1(several)
    MappaStatus.objects.filter(person=several[0]).update(ends_on=date(2026, 4, 1))
    client = sign_in(held.coordinator())
    assert 't1-c1-l1/">2<' in client.get(REPORT).content.decode()
    so_far = client.get("/returns/annual/2027/").content.decode()
    assert 't1-c1-l1/">1<' in so_far
    assert "The year is not over" in so_far


@pytest.mark.parametrize("year", [1999, 2028])
def test_a_year_that_there_is_no_report_of_is_not_there(sign_in: SignIn, year: int) -> None:
    client = sign_in(held.coordinator())
    assert client.get(f"/returns/annual/{year}/").status_code == 404
    assert client.get(REPORT + "t99/").status_code == 404


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.SUPERVISOR, True),
        (Role.CHAIR, True),
        (Role.OFFENDER_MANAGER, False),
        (Role.FRONT_COUNTER, False),
    ],
)
def test_whose_the_returns_are(sign_in: SignIn, role: Role, sees: bool) -> None:
    client = sign_in(world.user(role))
    for url in ("/returns/", REPORT, "/returns/foi/", "/returns/check/", "/returns/population/"):
        assert (client.get(url).status_code == 200) is sees, url


def test_the_queries_do_not_grow(sign_in: SignIn) -> None:
    several = people(6)
    at_level_1(several[:2])
    client = sign_in(held.coordinator())
    pages = (REPORT, REPORT + "t1/", "/returns/foi/")
    before = [queries_of(client, url) for url in pages]
    at_level_1(several[2:])
    assert [queries_of(client, url) for url in pages] <= before
    assert max(before) <= 60


def test_a_table_for_a_request_hides_small_numbers(sign_in: SignIn) -> None:
    at_level_1(people(6))
    client = sign_in(held.coordinator())
    address = "/returns/foi/?measure=registered&on=31/3/2026&rows=unit&columns=sex"
    text = client.get(address).content.decode()
    assert "No number had to be hidden." in text
    MappaStatus.objects.filter(person__in=Person.objects.all()[:2]).update(ends_on=date(2026, 1, 1))
    text = client.get(address).content.decode()
    assert "Hidden" in text
    assert ">4<" not in text
    assert "Choose another" in client.get(address.replace("=sex", "=unit")).content.decode()
    assert "Enter a day that has come." in client.get(address.replace("2026", "2027")).content.decode()


@pytest.mark.parametrize(
    ("by", "then", "since"),
    [("unit", "West unit", "East unit"), ("sex", "Male", "Female"), ("level", "High", "Low")],
)
def test_what_keeps_no_days_is_that_of_the_day(sign_in: SignIn, by: str, then: str, since: str) -> None:
    """Unit, sex and level changed since are counted as they were: that is in the change history alone."""
    several = Person.objects.filter(pk__in=[person.pk for person in people(6)])
    at_level_1(list(several))
    several.update(sex="male", management_level="high")
    written_on(date(2026, 5, 1))
    several.update(unit=world.unit("East unit"), sex="female", management_level="low")
    written_on(date(2026, 6, 8), after=date(2026, 5, 1))
    client = sign_in(held.coordinator())

    def counted(day: str) -> list[tuple[str, int | None]]:
        page = client.get(f"/returns/foi/?measure=registered&on={day}&rows={by}&columns=")
        return [(label, numbers[0][1]) for label, numbers in page.context["answer"].lines]

    for day, said in (("7/6/2026", then), ("8/6/2026", since), ("15/6/2026", since)):
        found = counted(day)
        assert (said, 6) in found, day
        assert {label for label, number in found if number} == {said, "Total"}, day


def written_on(day: date, *, after: date | None = None) -> None:
    """Have the database believe that what people's records said last, those dated `after` or before apart, was written
    on `day`: history keeps the database's own time."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE offenders_personevent DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE offenders_personevent SET pgh_created_at = %s WHERE pgh_created_at > %s",
            [world.at(day), world.at(after or date(1900, 1, 1))],
        )
        cursor.execute("ALTER TABLE offenders_personevent ENABLE TRIGGER USER")


def test_a_population_is_entered_once_and_gives_the_rate(sign_in: SignIn) -> None:
    at_level_1(people(6))
    client = sign_in(held.coordinator())
    said = {"area": "", "mid_year": "2025", "number": "450000", "published_in": "ONS", "submission": uuid4()}
    for _ in range(2):
        assert client.post("/returns/population/", said).status_code == 302
    assert Population.objects.count() == 1
    text = client.get(REPORT).content.decode()
    assert "450,000 in the middle of 2025" in text
    refused = client.post("/returns/population/", {**said, "mid_year": "2031", "submission": uuid4()})
    assert "Enter a year from 2001 to 2026." in refused.content.decode()
    assert 'value="2031"' in refused.content.decode()


def test_a_report_in_print_is_checked(sign_in: SignIn) -> None:
    client = sign_in(held.chair())
    text = client.get("/returns/check/?registered=677&population=668029&rate=66").content.decode()
    assert "Does not agree" in text
    assert ">101<" in text
    assert "Nothing to compute" in client.get("/returns/check/?registered=677").content.decode()
