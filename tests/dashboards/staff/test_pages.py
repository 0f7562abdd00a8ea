"""The pages of one officer's training and screening and of a unit's posts; and what the board counts of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from dashboards.staff.rules import Posts, Screening
from offenders import actions
from offenders.models import Archiving, Establishment, PsychologicalScreening, Training
from tests import world
from tests.counting import queries_of
from tests.dashboards.staff import kept
from tests.dashboards.staff.kept import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY = world.TODAY
MOST_QUERIES = 12

OF_UNIT = "FROM accounts_user u WHERE u.is_active AND u.unit_id = %(unit)s"
UNTRAINED = f"""
    SELECT count(*) {OF_UNIT} AND EXISTS (
        SELECT FROM offenders_assignment a WHERE a.manager_id = u.id AND a.starts_on <= %(day)s AND a.ends_on IS NULL
            AND NOT EXISTS (SELECT FROM offenders_archiving g WHERE g.person_id = a.person_id AND g.reopened_at IS NULL)
    ) AND NOT EXISTS (
        SELECT FROM offenders_training t WHERE t.user_id = u.id AND t.course = 'mosovo' AND t.taken_back_at IS NULL
            AND t.completed_on <= %(day)s AND coalesce(t.valid_until, 'infinity') >= %(day)s
    )
"""
SCREENING_DUE = f"""
    SELECT count(*) {OF_UNIT} AND coalesce((
        SELECT max(took_place_on) FROM offenders_psychologicalscreening s
        WHERE s.user_id = u.id AND s.taken_back_at IS NULL
    ), '-infinity') + interval '12 months' < %(day)s
"""
VACANT = """
    SELECT coalesce(sum(greatest(e.posts - held.many, 0)), 0) FROM (
        SELECT DISTINCT ON (unit_id) unit_id, posts FROM offenders_establishment
        WHERE taken_back_at IS NULL AND starts_on <= %(day)s ORDER BY unit_id, starts_on DESC
    ) e CROSS JOIN LATERAL (
        SELECT count(DISTINCT u.id) AS many FROM accounts_user u JOIN accounts_roleassignment r ON r.user_id = u.id
        WHERE u.is_active AND u.unit_id = e.unit_id AND r.role = 'offender_manager'
            AND r.starts_on <= %(day)s AND (r.ends_on IS NULL OR r.ends_on > %(day)s)
    ) held
"""


def counted(sql: str, unit: int | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"day": TODAY, "unit": unit})
        [number] = cursor.fetchone()
    return int(number)


def officers_of_every_kind() -> None:
    """Trained, over, taken back, never; of those who manage people and those who do not; one archived."""
    over = TODAY - world.days(1)
    for number, (manages, course) in enumerate(
        [
            (True, {}),
            (True, {"valid_until": TODAY}),
            (True, {"valid_until": over}),
            (True, {"course": "arms"}),
            (True, None),
            (False, None),
        ]
    ):
        officer = world.officer(family_name=f"Trained{number}")
        if manages:
            world.person(officer, family_name=f"Managed{number}")
        if course is not None:
            kept.trained(officer, **course)
        kept.screened(officer, TODAY - world.days(360 + 5 * number))
    mistaken = world.officer(family_name="Mistaken")
    world.person(mistaken, family_name="Managed")
    actions.take_back_training(world.supervisor(), training=kept.trained(mistaken), why="officer", now=NOW)
    actions.take_back_screening(
        world.supervisor(), screening=kept.screened(mistaken, TODAY), why="officer", now=NOW
    )
    archived = world.officer(family_name="Archivist")
    person = world.person(archived, family_name="Archived")
    Archiving.objects.create(
        person=person, reason="deceased", archived_by=world.supervisor(), archived_at=NOW
    )
    kept.screened(archived, TODAY)


class TestTheBoard:
    def test_each_number_is_its_list_and_what_sql_counts(self, sign_in: SignIn) -> None:
        reader = world.supervisor()
        officers_of_every_kind()
        client = sign_in(reader)
        numbers = {name: number for name, _, number in client.get("/board/staff/").context["staff"].figures}
        assert numbers["untrained"] == counted(UNTRAINED, reader.unit_id) == 4
        assert numbers["screening-due"] == counted(SCREENING_DUE, reader.unit_id) >= 5
        for name in ("untrained", "screening-due"):
            assert len(client.get(f"/board/staff/?only={name}").context["shown"]) == numbers[name]
        text = client.get("/board/staff/?only=untrained").content.decode()
        assert "Trained2" in text
        assert "Mistaken" in text
        assert not any(name in text for name in ("Trained0", "Trained1", "Trained5", "Archivist"))
        assert "20 days late" in client.get("/board/staff/?only=screening-due").content.decode()

    def test_by_the_interval_of_the_force(self, sign_in: SignIn) -> None:
        kept.screened(world.officer(family_name="Recently"), TODAY - world.days(100))
        client = sign_in(kept.inspector())
        assert "Recently" not in client.get("/board/staff/?only=screening-due").content.decode()
        world.decided("staff.screening", 3)
        assert "Recently" in client.get("/board/staff/?only=screening-due").content.decode()

    def test_vacant_posts(self, sign_in: SignIn) -> None:
        reader, east, north = kept.inspector(), world.unit("East unit"), world.unit("North unit")
        for _ in range(2):
            world.officer()
            world.officer(of=east)
        world.supervisor(of=east)  # looks after officers, and holds no post of an offender manager
        kept.posts(9, since=TODAY - world.days(30))
        kept.posts(5)
        kept.posts(1, unit=east)  # one officer more than posts fills no post elsewhere
        page = sign_in(reader).get("/board/staff/")
        staff = page.context["staff"]
        assert staff.vacant == counted(VACANT) == 3
        assert {
            each.unit: (each.since is None, each.posts.vacant, each.posts.over) for each in staff.units
        } == {
            world.unit(): (False, 3, 0),
            east: (False, 0, 1),
            north: (True, 0, 0),
        }
        assert staff.unsaid == 1
        text = page.content.decode()
        assert "Vacant posts: 3" in text
        assert "1 unit whose posts are not said" in text
        [shown] = sign_in(reader).get("/board/staff/?only=vacant").context["shown_units"]
        assert shown.unit == world.unit()

    def test_nothing_says_any_more_that_it_is_not_kept(self, sign_in: SignIn) -> None:
        assert "not kept in Vigil" not in sign_in(world.supervisor()).get("/board/staff/").content.decode()


class TestOneOfficer:
    def test_recorded_shown_and_taken_back(self, sign_in: SignIn) -> None:
        officer, client = world.officer(), sign_in(world.supervisor())
        page = reverse("officer-training", args=[officer.pk])
        text = client.get(page).content.decode()
        assert "No MOSOVO course that counts today" in text
        assert "Screening due" in text
        assert page in client.get(reverse("officer-workload", args=[officer.pk])).content.decode()
        said = {"course": "mosovo", "completed_on": "3/3/2026", "valid_until": "2/3/2031"}
        for _ in range(2):
            client.post(reverse("record-training", args=[officer.pk]), said)
            client.post(reverse("record-screening", args=[officer.pk]), {"took_place_on": "4/4/2026"})
        row, screening = Training.objects.get(), PsychologicalScreening.objects.get()
        text = client.get(page).content.decode()
        assert "Screening due" not in text
        for words in ("3 March 2026", "2 March 2031", "Next by 4 April 2027", "every 12 months"):
            assert words in text
        for url, each in (("take-back-training", row), ("take-back-screening", screening)):
            client.post(reverse(url, args=[officer.pk, each.pk]), {"why": "day"})
        text = client.get(page).content.decode()
        assert text.count("The day was wrong.") == 2
        assert "No MOSOVO course that counts today" in text

    def test_nothing_typed_is_lost_where_it_is_refused(self, sign_in: SignIn) -> None:
        officer, client = world.officer(), sign_in(world.supervisor())
        said = {"course": "other", "called": "", "completed_on": "3/3/2026", "valid_until": "2/3/2026"}
        text = client.post(reverse("record-training", args=[officer.pk]), said).content.decode()
        assert "Enter the name of the course" in text
        assert 'value="3/3/2026"' in text
        said["called"] = "Interviewing"
        text = client.post(reverse("record-training", args=[officer.pk]), said).content.decode()
        assert "This must be after the day of completion" in text
        assert "Interviewing" in text
        text = client.post(
            reverse("record-screening", args=[officer.pk]), {"took_place_on": "1/1/2035"}
        ).content.decode()
        assert 'value="1/1/2035"' in text
        text = client.post(
            reverse("take-back-training", args=[officer.pk, kept.trained(officer).pk]), {}
        ).content.decode()
        assert "Select what was wrong" in text

    def test_another_officers_row_is_not_there(self, sign_in: SignIn) -> None:
        officer, other = world.officer(), world.officer()
        client = sign_in(world.supervisor())
        for url, row in (
            ("take-back-training", kept.trained(other)),
            ("take-back-screening", kept.screened(other, TODAY)),
        ):
            assert client.get(reverse(url, args=[officer.pk, row.pk])).status_code == 404

    def test_only_whoever_oversees_them(self, sign_in: SignIn) -> None:
        officer = world.officer()
        page = reverse("officer-training", args=[officer.pk])
        assert sign_in(officer).get(page).status_code == 403
        assert sign_in(world.supervisor(of=world.unit("East unit"))).get(page).status_code == 404
        assert sign_in(kept.inspector()).get(page).status_code == 200

    def test_its_queries_do_not_grow(self, sign_in: SignIn) -> None:
        officer, client = world.officer(), sign_in(world.supervisor())
        page = reverse("officer-training", args=[officer.pk])
        kept.trained(officer)
        few = queries_of(client, page)
        for days in range(5):
            kept.trained(officer, course="arms", completed_on=TODAY - world.days(days))
            kept.screened(officer, TODAY - world.days(days))
        assert queries_of(client, page) <= few <= MOST_QUERIES


class TestPostsOfAUnit:
    def test_set_shown_and_taken_back_by_an_inspector(self, sign_in: SignIn) -> None:
        unit, client = world.unit(), sign_in(kept.inspector())
        page, posting = reverse("unit-posts", args=[unit.pk]), reverse("set-posts", args=[unit.pk])
        assert "is not said" in client.get(page).content.decode()
        said = {"posts": "4", "starts_on": "1/4/2026", "reason": "The budget of the year"}
        for _ in range(2):
            client.post(posting, said)
        row = Establishment.objects.get()
        text = client.get(page).content.decode()
        assert "4 posts, 0 offender managers, 4 vacant" in text
        assert "Holds today" in text
        text = client.post(posting, {**said, "posts": "5"}).content.decode()
        assert "4 posts from 1 April 2026 are recorded already" in text
        assert "The budget of the year" in text
        assert "from 0 to 500" in client.post(posting, {**said, "posts": "-1"}).content.decode()
        taking = reverse("take-back-posts", args=[unit.pk, row.pk])
        assert "Say why" in client.post(taking, {}).content.decode()
        client.post(taking, {"why": "Another unit’s"})
        text = client.get(page).content.decode()
        assert "Another unit’s" in text
        assert "is not said" in text

    def test_a_supervisor_reads_those_of_their_unit(self, sign_in: SignIn) -> None:
        unit, east = world.unit(), world.unit("East unit")
        client = sign_in(world.supervisor())
        kept.posts(4)
        text = client.get(reverse("unit-posts", args=[unit.pk])).content.decode()
        assert "An inspector sets them" in text
        assert "Take back" not in text
        assert client.get(reverse("set-posts", args=[unit.pk])).status_code == 403
        assert client.get(reverse("unit-posts", args=[east.pk])).status_code == 404
        assert queries_of(client, reverse("unit-posts", args=[unit.pk])) <= MOST_QUERIES


@pytest.mark.parametrize(
    ("days", "due", "late"), [(-1, False, 0), (0, False, 0), (1, True, 1), (None, True, 0)]
)
def test_when_a_screening_is_due(days: int | None, due: bool, late: int) -> None:
    by = None if days is None else TODAY - world.days(days)
    asked = Screening(by and by - world.days(365), by, TODAY)
    assert (asked.due, asked.late) == (due, late)


@pytest.mark.parametrize(
    ("posts", "held", "vacant", "over"),
    [(4, 3, 1, 0), (4, 4, 0, 0), (4, 6, 0, 2), (0, 0, 0, 0), (None, 3, 0, 0)],
)
def test_how_many_posts_are_vacant(posts: int | None, held: int, vacant: int, over: int) -> None:
    asked = Posts(posts, held)
    assert (asked.vacant, asked.over) == (vacant, over)
