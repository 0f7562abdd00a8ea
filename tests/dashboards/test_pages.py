"""Today, the list of people: what they show, in what order, and how many queries they need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from diary import actions as diary
from offenders import actions as offenders
from offenders.choices import EmergencyReason
from offenders.models import Person, PersonUserObjectPermission
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def convicted(day: date, **fields: object) -> dict[str, object]:
    trigger = {"kind": "conviction", "date": day, "offence": "Sexual assault (s.3)"}
    return {"trigger": trigger, "disposal": {"kind": "fine", "date": day}, **fields}


class TestToday:
    @pytest.mark.usefixtures("law_alone")
    def test_each_duty_stands_in_its_list(self, sign_in: SignIn) -> None:
        officer = world.officer()
        world.person(officer, **convicted(date(2026, 6, 10), family_name="Late"))
        world.person(officer, **convicted(date(2026, 6, 13), family_name="Now"))
        world.person(officer, **convicted(date(2026, 6, 14), family_name="Soon"))
        jailed = world.person(officer, **convicted(date(2026, 6, 14), family_name="Inside"))
        offenders.record_custody(
            officer,
            person=jailed,
            kind="custody",
            starts_on=date(2026, 6, 14),
            place="",
            now=world.at(world.TODAY),
        )
        context = sign_in(officer).get("/").context
        lists = {
            bucket.name: [entry.family_name for entry in bucket.entries if entry.kind == "initial"]
            for bucket in context["buckets"]
        }
        assert lists == {"overdue": ["Late"], "today": ["Now"], "soon": ["Soon"], "waiting": ["Inside"]}

    def test_the_most_serious_comes_before_the_longest_overdue(self, sign_in: SignIn) -> None:
        officer = world.officer()
        world.person(officer, **convicted(date(2026, 5, 1), family_name="LowLong", management_level="low"))
        world.person(
            officer, **convicted(date(2026, 6, 10), family_name="Worst", management_level="very_high")
        )
        world.person(
            officer, **convicted(date(2026, 6, 9), family_name="Unknown", management_level="unassessed")
        )
        overdue = sign_in(officer).get("/").context["buckets"][0]
        assert [entry.family_name for entry in overdue.entries] == ["Worst", "Unknown", "LowLong"]

    def test_empty_is_said_with_pride(self, sign_in: SignIn) -> None:
        assert "Nothing is overdue." in sign_in(world.officer()).get("/").content.decode()

    def test_an_officer_sees_the_caseload_and_a_supervisor_the_unit(self, sign_in: SignIn) -> None:
        mine, other = world.officer(), world.officer()
        world.person(mine, **convicted(date(2026, 6, 10), family_name="Mine"))
        world.person(other, **convicted(date(2026, 6, 10), family_name="Other"))
        world.person(
            world.officer(of=world.unit("East unit")), **convicted(date(2026, 6, 10), family_name="East")
        )

        def overdue(user: User) -> set[str]:
            return {e.family_name for e in sign_in(user).get("/").context["buckets"][0].entries}

        assert overdue(mine) == {"Mine"}
        assert overdue(world.supervisor()) == {"Mine", "Other"}
        assert overdue(world.user(Role.DETECTIVE_INSPECTOR)) == {"Mine", "Other", "East"}
        assert overdue(world.user(Role.AUDITOR)) == set()

    def test_the_counter_is_shown_what_is_done_at_the_counter(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer, **convicted(date(2026, 6, 10)))
        diary.set_task(
            world.supervisor(),
            person=person,
            title="Ring the school",
            due_on=world.TODAY,
            now=world.at(world.TODAY),
        )

        def kinds(user: User) -> set[str]:
            buckets = sign_in(user).get("/").context["buckets"]
            return {entry.kind for bucket in buckets for entry in bucket.entries}

        assert kinds(officer) == {"initial", "mappa_identify", "task"}
        assert kinds(world.user(Role.FRONT_COUNTER)) == {"initial"}

    def test_a_manager_who_has_moved_unit_still_answers_for_the_caseload(self, sign_in: SignIn) -> None:
        officer = world.officer()
        world.person(officer, **convicted(date(2026, 6, 10), family_name="Left"))
        officer.unit = world.unit("East unit")
        officer.save()
        assert "LEFT" in sign_in(officer).get("/").content.decode()

    @pytest.mark.parametrize(
        ("role", "said", "place"),
        [
            (Role.AUDITOR, "and open none.", "/audit/"),
            (Role.SYSTEM_ADMINISTRATOR, "and open no records.", "/administration/"),
            (Role.PARTNER, "the records that were shared with you by name.", "/people/"),
        ],
    )
    def test_a_role_that_opens_no_records_is_told_so_and_where_to_go_and_no_more(
        self, sign_in: SignIn, role: Role, said: str, place: str
    ) -> None:
        page = sign_in(world.user(role)).get("/")
        text = page.content.decode()
        assert said in text
        assert [each["href"] for each in page.context["next_places"]] == [place]
        for empty in ("Nothing is overdue.", "You wait for nobody.", 'id="news"', "vigil-tile"):
            assert empty not in text

    def test_whoever_looks_after_officers_has_one_place_for_it_that_names_the_rest(
        self, sign_in: SignIn
    ) -> None:
        client = sign_in(world.supervisor())
        menu = client.get("/").context["navigation"]
        assert {"text": "Team", "href": "/board/", "active": False} in menu
        for url in (
            "/board/",
            "/workload/",
            "/cover/",
            "/handovers/",
            "/reactive/",
            "/disclosures/",
            "/dip-samples/",
            "/returns/",
            "/policy/",
            "/audit/review/",
        ):
            page = client.get(url)
            assert [each["href"] for each in page.context["team"]] == [
                "/board/",
                "/workload/",
                "/cover/",
                "/handovers/",
                "/reactive/",
                "/disclosures/",
                "/referrals/",
                "/dip-samples/",
                "/returns/",
                "/policy/",
                "/audit/review/",
            ]
            assert [each["href"] for each in page.context["team"] if each["active"]] == [url]
            assert [each["text"] for each in page.context["navigation"] if each["active"]] == ["Team"]
            assert 'aria-label="Team"' in page.content.decode()
        assert "Team" not in [
            each["text"] for each in sign_in(world.officer()).get("/").context["navigation"]
        ]

    def test_what_has_changed_is_a_link_away_at_the_top(self, sign_in: SignIn) -> None:
        text = sign_in(world.officer()).get("/").content.decode()
        assert text.index('<a class="govuk-link" href="#news">Since Friday</a>') < text.index('id="overdue"')
        assert reverse("calendar") in text

    def test_someone_who_may_only_look_is_not_sent_to_a_form(self, sign_in: SignIn) -> None:
        world.person(world.officer(), **convicted(date(2026, 6, 10)))
        text = sign_in(world.user(Role.MAPPA_ADMINISTRATOR)).get("/").content.decode()
        assert "Open the record" in text
        assert "Take the notification" not in text

    def test_a_page_is_right_though_no_sweep_ever_ran_and_says_so(self, sign_in: SignIn) -> None:
        officer = world.officer()
        world.person(officer, **convicted(date(2026, 6, 10)))
        text = sign_in(officer).get("/").content.decode()
        assert "3 days overdue" in text
        assert "Messages about overdue duties are late" in text

    def test_a_fresh_sweep_shows_its_flag_and_no_banner(self, sign_in: SignIn) -> None:
        officer = world.officer()
        world.person(officer, **convicted(date(2026, 6, 10)))
        diary.sweep(today=world.TODAY, now=world.at(world.TODAY, 8))
        text = sign_in(officer).get("/").content.decode()
        assert "Messages about overdue duties are late" not in text
        assert "Marked overdue only on 15 June 2026" in text

    def test_what_was_marked_on_its_first_day_says_no_more_than_how_late_it_is(self, sign_in: SignIn) -> None:
        officer = world.officer()
        world.person(officer, **convicted(date(2026, 6, 12)))
        diary.sweep(today=world.TODAY, now=world.at(world.TODAY, 0, 5))
        text = sign_in(officer).get("/").content.decode()
        assert "1 day overdue" in text
        assert "Marked overdue" not in text


class TestClasses:
    """Which duties a list tells is asked of each person: by a task's title, no role reads where another one does."""

    def far(self) -> Person:
        """Somebody of another unit, of whom the next date is a task's."""
        manager = world.officer(of=world.unit("East unit"))
        person = world.person(manager, **convicted(world.TODAY))
        title = {"title": "Ring his sister", "due_on": world.TODAY + world.days(1)}
        diary.set_task(manager, person=person, owner=manager, now=world.at(world.TODAY), **title)
        return person

    @pytest.mark.parametrize(
        ("classes", "told"), [(["general"], False), (["general", "management"], True), (["health"], False)]
    )
    def test_of_a_record_shared_by_name_what_was_shared(
        self, sign_in: SignIn, classes: list[str], told: bool
    ) -> None:
        person, reader = self.far(), world.officer()
        shared = {"purpose": "Joint visit", "starts_on": world.TODAY, "ends_on": None}
        offenders.share(
            world.supervisor(of=person.unit),
            person=person,
            user=reader,
            classes=[FieldClass(name) for name in classes],
            now=world.at(world.TODAY),
            **shared,
        )
        page = sign_in(reader).get("/people/?whose=all").content.decode()
        assert "MARSH" in page
        assert ("Ring his sister" in page) is told

    @pytest.mark.parametrize(("further", "told"), [(Role.BRIEFING_READER, False), (Role.FRONT_COUNTER, True)])
    def test_of_a_force_what_the_role_that_reaches_it_reads(
        self, sign_in: SignIn, further: Role, told: bool
    ) -> None:
        self.far()
        client = sign_in(world.user(Role.OFFENDER_MANAGER, further))
        for page in (client.get("/"), client.get("/people/?whose=all")):
            assert "MARSH" in page.content.decode()
            assert ("Ring his sister" in page.content.decode()) is told

    def test_what_an_emergency_opens(self, sign_in: SignIn) -> None:
        person, reader = self.far(), world.user(Role.BRIEFING_READER, of=world.unit("Far unit", "NX"))
        offenders.open_in_emergency(
            reader,
            person_id=person.pk,
            why=EmergencyReason.RISK_TO_LIFE,
            reason="His brother has rung that somebody is on the way to his house with a knife.",
            now=world.at(world.TODAY),
        )
        assert "Ring his sister" in sign_in(reader).get("/people/?whose=all").content.decode()


class TestBudgets:
    @pytest.mark.parametrize(
        ("url", "budget"),
        [
            ("/", 16),
            ("/duties/overdue/", 8),
            ("/week/?of=2026-06-03", 7),
            ("/people/", 8),
            ("/people/?due=overdue&level=high", 8),
        ],
    )
    def test_lists_cost_the_same_with_1_row_and_with_50(self, sign_in: SignIn, url: str, budget: int) -> None:
        officer = world.officer()
        client = sign_in(officer)
        world.person(officer)
        few = queries_of(client, url)
        for number in range(49):
            world.person(officer, family_name=f"Person{number}")
        many = queries_of(client, url)
        assert few == many
        assert many <= budget

    def test_a_persons_pages_keep_their_budget_however_long_the_record(self, sign_in: SignIn) -> None:
        officer = world.officer()
        client = sign_in(officer)
        person = world.person(officer)
        pages = [reverse(name, args=[person.pk]) for name in ("person", "person-record", "person-history")]
        few = [queries_of(client, page) for page in pages]
        for month in range(1, 6):
            absence = offenders.record_custody(
                officer,
                person=person,
                kind="custody",
                starts_on=date(2026, month, 1),
                place="",
                now=world.at(world.TODAY),
            )
            offenders.record_release(
                officer, absence=absence, released_on=date(2026, month, 9), now=world.at(world.TODAY)
            )
        many = [queries_of(client, page) for page in pages]
        assert few == many
        assert max(many) <= 17


class TestPeople:
    def test_pages_by_key_show_everyone_once(self, sign_in: SignIn) -> None:
        officer = world.officer()
        for number in range(120):
            world.person(officer, family_name=f"Person{number:03}")
        client = sign_in(officer)
        seen: list[str] = []
        url = "/people/"
        for _ in range(5):
            page = client.get(url).context["page"]
            seen += [person.family_name for person in page.rows]
            if not page.next:
                break
            url = "/people/" + page.next.href
        assert seen == sorted(seen)
        assert len(seen) == len(set(seen)) == 120

    def test_a_filter_is_an_address_and_can_be_taken_off(self, sign_in: SignIn) -> None:
        officer = world.officer()
        world.person(officer, family_name="High", management_level="high")
        world.person(officer, family_name="Low", management_level="low")
        context = sign_in(officer).get("/people/?level=low").context
        assert [person.family_name for person in context["page"].rows] == ["Low"]
        assert context["chosen"][0]["items"][0]["href"] == "/people/?"

    @pytest.mark.parametrize("query", ["?level=nonsense", "?whose=everyone&due=never", "?after=tampered"])
    def test_a_made_up_address_shows_the_list(self, sign_in: SignIn, query: str) -> None:
        officer = world.officer()
        world.person(officer)
        assert len(sign_in(officer).get(f"/people/{query}").context["page"].rows) == 1


def test_a_share_by_name_opens_one_record_to_read(sign_in: SignIn) -> None:
    from django.contrib.auth.models import Permission

    person, hidden = world.person(), world.person(family_name="Hidden")
    partner = world.user(Role.PARTNER)
    client = sign_in(partner)
    page = reverse("person", args=[person.pk])
    assert client.get(page).status_code == 404
    permission = Permission.objects.get(codename="view_person")
    PersonUserObjectPermission.objects.create(
        user=partner, content_object=person, permission=permission, starts_on=world.TODAY
    )
    assert client.get(page).status_code == 200
    assert client.get(reverse("record-custody", args=[person.pk])).status_code == 404
    assert client.get(reverse("person", args=[hidden.pk])).status_code == 404
    assert Person.objects.visible_to(partner, world.at(world.TODAY)).get() == person


class TestCover:
    """An officer is off sick: somebody stands in, and nobody on any list is unallocated (practice, scenario 27)."""

    @pytest.fixture
    def sick(self) -> tuple[User, User, User, Person]:
        sick, cover, supervisor = world.officer(family_name="Ailing"), world.officer(), world.supervisor()
        world.person(cover, **convicted(date(2025, 6, 14), family_name="Own"))
        person = world.person(sick, **convicted(date(2026, 6, 14)))
        diary.set_task(
            sick, person=person, title="Ring him", due_on=world.TODAY, owner=sick, now=world.at(world.TODAY)
        )
        offenders.arrange_cover(
            supervisor,
            manager=sick,
            covered_by=cover,
            starts_on=world.TODAY,
            ends_on=world.TODAY + world.days(10),
            reason="Sickness",
            now=world.at(world.TODAY),
        )
        return sick, cover, supervisor, person

    def test_who_stands_in_has_the_duties_and_the_tasks_on_today(
        self, sign_in: SignIn, sick: tuple[User, User, User, Person]
    ) -> None:
        off, cover, _, _ = sick
        answer = sign_in(cover).get("/")
        titles = {entry.title for bucket in answer.context["buckets"] for entry in bucket.entries}
        assert "Ring him" in titles
        assert len(titles) > 1
        text = answer.content.decode()
        assert f"You cover for {off.family_name}, DC {off.collar_number}" in text
        assert "the people you cover" in text

    def test_lists_say_who_covers_and_never_unallocated(
        self, sign_in: SignIn, sick: tuple[User, User, User, Person]
    ) -> None:
        off, cover, supervisor, person = sick
        client = sign_in(supervisor)
        for url in ("/", "/people/", reverse("person", args=[person.pk])):
            text = client.get(url).content.decode()
            assert f"overed by {cover.family_name}, DC {cover.collar_number}" in text, url
            assert off.family_name in text, url
            assert "Not allocated" not in text, url

    def test_the_end_comes_by_itself(
        self, sign_in: SignIn, sick: tuple[User, User, User, Person], clock: Callable[[date], None]
    ) -> None:
        _, cover, supervisor, person = sick
        before = list(person.diary_entries.order_by("key").values())
        clock(world.TODAY + world.days(9))
        assert "Ring him" in sign_in(cover).get("/").content.decode()
        clock(world.TODAY + world.days(10))
        assert "Ring him" not in sign_in(cover).get("/").content.decode()
        assert "overed by" not in sign_in(supervisor).get("/people/").content.decode()
        assert list(person.diary_entries.order_by("key").values()) == before
