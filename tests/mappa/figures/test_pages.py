"""The pages of the figures: the numbers, the cases named and those that are not, the queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.models import User
from offenders import actions
from offenders.models import Person
from tests import world
from tests.dashboards.test_pages import queries_of
from tests.mappa import held
from tests.mappa.figures import seeded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
Q1 = "/meetings/figures/?since=2026-01-01&until=2026-03-31"


def first_quarter() -> list[Person]:
    """Twenty at level 2, two of them late, and ten at level 3, two of them late; the late ones last."""
    people = seeded.people(30)
    made = seeded.Meetings()
    for place, person in enumerate(people):
        level = "2" if place < 20 else "3"
        limit, late = (112, place in (18, 19)) if level == "2" else (56, place in (28, 29))
        made.under(person, (level, date(2025, 1, 6), None, "Cumberfell"))
        first = date(2025, 11, 17) if level == "2" else date(2026, 1, 26)
        for day in (first, first + world.days(limit + late)):
            made.circulated(made.heard(person, day, level), day)
    made.write()
    return people


def row(text: str, figure: str) -> str:
    """The figure's row of the table, as words."""
    _, _, rest = text.partition(f"{figure}: ")
    row, _, _ = rest.partition("</tr>")
    return " ".join("".join(part.partition(">")[2] for part in row.split("<")).split())


def test_the_first_quarter_as_the_board_reads_it(sign_in: SignIn) -> None:
    people = first_quarter()
    client = sign_in(held.coordinator())
    text = client.get(Q1).content.decode()
    assert row(text, "K1").endswith("182090.0%85%Pass")
    assert row(text, "K2").endswith("81080.0%90%Fail")
    for late in people[28:]:
        assert f">{late.reference}</a>" in text
    assert text.count("Reviewed on 24 March 2026, 1 day after 23 March 2026") == 2
    assert people[20].reference not in text
    every = client.get(Q1.replace("figures/", "figures/k2/")).content.decode()
    assert all(person.reference in every for person in people[20:])
    assert all(person.reference not in every for person in people[:20])
    assert client.get(Q1 + "&area=Lanchester").status_code == 200
    assert row(client.get(Q1 + "&level=3").content.decode(), "K1") == ""


def test_a_restricted_case_is_counted_and_not_named(sign_in: SignIn) -> None:
    people = first_quarter()
    inspector = world.user(Role.DETECTIVE_INSPECTOR)
    actions.restrict(
        inspector, person=people[29], readers=[], reason="Protected witness", now=world.at(world.TODAY)
    )
    text = sign_in(held.coordinator()).get(Q1).content.decode()
    assert row(text, "K2").endswith("81080.0%90%Fail")
    assert people[28].reference in text
    assert people[29].reference not in text
    assert text.count("1 more case is counted that you may not open.") == 1
    named = sign_in(inspector).get(Q1).content.decode()
    assert people[29].reference in named


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.SUPERVISOR, True),
        (Role.CHAIR, True),
        (Role.MAPPA_ADMINISTRATOR, True),
        (Role.OFFENDER_MANAGER, False),
        (Role.FRONT_COUNTER, False),
    ],
)
def test_whose_the_figures_are(sign_in: SignIn, role: Role, sees: bool) -> None:
    client = sign_in(world.user(role))
    for url in (Q1, "/meetings/figures/k1/"):
        assert (client.get(url).status_code == 200) is sees
    if sees:
        assert "/meetings/figures/" in client.get("/meetings/").content.decode()
        assert client.get("/meetings/figures/k99/").status_code == 404
    assert sign_in(held.partner(held.agency())).get(Q1).status_code == 403


def test_the_queries_do_not_grow(sign_in: SignIn) -> None:
    people = seeded.people(6)
    seeded.county(1, people[:2], until=world.TODAY)
    client = sign_in(held.coordinator())
    before = queries_of(client, "/meetings/figures/?since=2025-01-01&until=2026-06-30")
    seeded.county(2, people[2:], until=world.TODAY)
    assert queries_of(client, "/meetings/figures/?since=2025-01-01&until=2026-06-30") <= before
    assert before <= 22


def test_a_period_that_ends_before_it_begins_is_refused_and_kept(sign_in: SignIn) -> None:
    url = "/meetings/figures/?since=31/3/2026&until=1/1/2026"
    text = sign_in(held.chair()).get(url).content.decode()
    assert "The last day comes after the first." in text
    assert 'value="31/3/2026"' in text
    assert "1 April 2026 to 30 June 2026" in text


def test_why_minutes_were_late_is_told_to_those_who_read_of_the_room(sign_in: SignIn) -> None:
    [person] = seeded.people(1)
    made = seeded.Meetings()
    made.under(person, ("2", date(2025, 1, 6), None, "Cumberfell"))
    made.circulated(made.heard(person, date(2026, 2, 3), "2"), date(2026, 3, 10))
    made.write()
    late, said = "15 working days late", "The chair was away"
    for url in (Q1, Q1.replace("figures/", "figures/k6/")):
        text = sign_in(held.coordinator()).get(url).content.decode()
        assert late in text
        assert said in text
        # Who arranges meetings opens the case, and reads nothing that was said of it.
        text = sign_in(world.user(Role.MAPPA_ADMINISTRATOR, rank="Staff")).get(url).content.decode()
        assert late in text
        assert said not in text


def test_of_one_agency_the_page_counts_what_its_line_counts(sign_in: SignIn) -> None:
    people = seeded.people(2)
    made = seeded.Meetings()
    housing, health = held.agency("housing", "duty"), held.agency("health", "duty")
    for place, person in enumerate(people):
        made.under(person, ("2", date(2025, 1, 6), None, "Cumberfell"))
        case = made.heard(person, date(2026, 2, 2 + place), "2")
        made.invited(case, housing, "present")
        made.invited(case, health, "apologies" if place else "deputy")
    made.write()
    client = sign_in(held.coordinator())
    counted = {}
    for agency in (housing, health):
        address = Q1.replace("figures/", "figures/k5_2/") + f"&level=2&agency={quote(str(agency))}"
        text = client.get(address).content.decode()
        assert f"{agency}, level 2" in text
        counted[agency] = row(text.partition("<tbody")[2], "K5")
    assert "22100.0%" in counted[housing]
    assert "1250.0%" in counted[health]
