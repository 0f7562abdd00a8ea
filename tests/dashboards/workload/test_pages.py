"""The workload page: every officer the reader oversees, counted anew, and what moving people would do."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from dashboards.workload import queries
from diary.models import Entry
from offenders import actions
from offenders.models import Assignment, TimeAway
from tests import world
from tests.counting import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)

COUNTED = """
    SELECT count(*), count(*) FILTER (WHERE management_level IN ('high', 'very_high'))
    FROM offenders_assignment JOIN offenders_person ON offenders_person.id = person_id
    WHERE manager_id = %s AND ends_on IS NULL
"""
OVERDUE = """
    SELECT count(*), coalesce(max(%s::date - last), 0) FROM diary_entry
    WHERE met_on IS NULL AND last < %s::date AND coalesce(owner_id, (
        SELECT manager_id FROM offenders_assignment a WHERE a.person_id = diary_entry.person_id AND ends_on IS NULL
    )) = %s
"""


def asked(sql: str, *values: object) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(cursor.fetchone())


@pytest.fixture
def officer() -> User:
    found = world.officer()
    for level in ("very_high", "high", "medium", "medium", "low"):
        world.person(found, management_level=level)
    return found


def test_every_number_is_an_independent_count(officer: User) -> None:
    later = world.at(world.TODAY + world.days(200))
    [row] = [each for each in queries.table(world.supervisor(), later).rows if each.officer == officer]
    assert (row.load.people, row.load.high) == asked(COUNTED, officer.pk)
    assert row.load.points == 40 + 20 + 10 + 10 + 5
    day = later.date()
    assert (row.overdue, row.worst) == asked(OVERDUE, day, day, officer.pk)
    assert row.overdue
    assert row.weeks[0].duties >= row.overdue


def test_visits_come_again_by_the_forces_policy(officer: User) -> None:
    [row] = [each for each in queries.table(world.supervisor(), NOW).rows if each.officer == officer]
    first = Entry.objects.running().filter(kind="visit").count()
    assert sum(week.work["visit"] for week in row.weeks) > first


def test_the_page_shows_the_fullest_first_and_costs_the_same_with_more(
    officer: User, sign_in: SignIn
) -> None:
    supervisor, other = world.supervisor(), world.officer()
    world.person(other, management_level="low")
    page = reverse("workload")
    text = sign_in(supervisor).get(page).content.decode()
    assert text.index(str(officer)) < text.index(str(other))
    assert "8.5 points" not in text
    assert "9 points" in text  # 8.5 and 0.5
    before = queries_of(sign_in(supervisor), page)
    for _ in range(3):
        world.person(world.officer(), management_level="high")
    assert queries_of(sign_in(supervisor), page) == before
    assert before <= 16


def test_of_another_unit_nothing(officer: User, sign_in: SignIn) -> None:
    elsewhere = world.supervisor(of=world.unit("East unit"))
    client = sign_in(elsewhere)
    assert str(officer) not in client.get(reverse("workload")).content.decode()
    assert client.get(reverse("officer-workload", args=[officer.pk])).status_code == 404


def test_what_if_writes_nothing_and_leads_to_the_handover(officer: User, sign_in: SignIn) -> None:
    receiver = world.officer()
    moving = list(Assignment.objects.filter(manager=officer, person__management_level="high"))
    client = sign_in(world.supervisor())
    page = reverse("workload-what-if", args=[officer.pk])
    chosen = {"people": [each.person_id for each in moving], "receiver": receiver.pk}
    before = list(Entry.objects.order_by("pk").values())
    response = client.get(page, chosen)
    outcome = response.context["outcome"]
    assert (outcome.giver.load.points, outcome.giver_after.load.points) == (85, 65)
    assert (outcome.receiver.load.points, outcome.receiver_after.load.points) == (0, 20)
    hours = [sum(week.hours for week in row.weeks) for row in (outcome.giver, outcome.giver_after)]
    assert hours[0] - hours[1] == sum(week.hours for week in outcome.receiver_after.weeks) > 0
    assert Assignment.objects.filter(manager=officer, ends_on__isnull=True).count() == 5
    assert list(Entry.objects.order_by("pk").values()) == before
    href = urlsplit(response.context["hand_over_href"])
    assert parse_qs(href.query)["receiver"] == [str(receiver.pk)]
    form = client.get(response.context["hand_over_href"]).context["form"]
    assert form["people"].value() == [str(each.person_id) for each in moving]
    assert "Select at least one person" in client.get(page, {"receiver": receiver.pk}).content.decode()


class TestTimeAway:
    def said(self, **other: object) -> dict[str, object]:
        return {"kind": "training", "starts_on": "22/6/2026", "last_day": "26/6/2026", **other}

    def test_a_week_of_training_takes_its_hours(self, officer: User, sign_in: SignIn) -> None:
        client = sign_in(world.supervisor())
        page = reverse("record-time-away", args=[officer.pk])
        for _ in range(2):
            client.post(page, self.said())
        away = TimeAway.objects.get()
        [row] = queries.rows_of([officer], NOW)
        assert [week.capacity for week in row.weeks[:3]] == [25, 0, 25]
        assert "Training" in client.get(reverse("officer-workload", args=[officer.pk])).content.decode()
        assert "on some of those days already" in client.post(page, self.said(kind="leave")).content.decode()
        assert "must not be before" in client.post(page, self.said(last_day="21/6/2026")).content.decode()
        client.post(reverse("end-time-away", args=[officer.pk, away.pk]))
        [row] = queries.rows_of([officer], NOW)
        assert [week.capacity for week in row.weeks[:3]] == [25, 25, 25]

    def test_only_whoever_oversees_them(self, officer: User) -> None:
        span = {"starts_on": world.TODAY, "ends_on": world.TODAY + world.days(7), "now": NOW}
        for other in (officer, world.supervisor(of=world.unit("East unit"))):
            with pytest.raises(PermissionDenied):
                actions.record_time_away(other, officer=officer, kind="leave", **span)
        away = actions.record_time_away(world.supervisor(), officer=officer, kind="leave", **span)
        with pytest.raises(PermissionDenied):
            actions.end_time_away(officer, away=away, now=NOW)
        with pytest.raises(ValidationError):
            actions.end_time_away(world.supervisor(), away=away, now=NOW + world.days(8))
