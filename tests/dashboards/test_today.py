"""What Today tells besides duties, each list in full, and the week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from diary import actions as diary
from diary import noticeboard
from mappa.actions import telling
from notifications import actions as notifications
from offenders import actions as offenders
from tests import world
from tests.dashboards.test_pages import convicted
from tests.intelligence import reported
from tests.mappa import levelled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "law_alone")]
SignIn = Callable[[User], Client]
FRIDAY = date(2026, 6, 12)


def lines(client: Client, which: str) -> list[tuple[str, str]]:
    return [(line.called, line.words) for line in client.get("/").context[which].rows]


def test_the_number_of_the_very_high_stands_above_the_longer_overdue(sign_in: SignIn) -> None:
    """The morning list: very high and 3 days overdue before low and 90 days overdue."""
    officer = world.officer()
    world.person(officer, **convicted(date(2026, 3, 15), family_name="Low", management_level="low"))
    world.person(officer, **convicted(date(2026, 6, 10), family_name="Very", management_level="very_high"))
    overdue = sign_in(officer).get("/").context["buckets"][0]
    told = [(entry.family_name, (world.TODAY - entry.last).days) for entry in overdue.entries]
    assert told == [("Very", 3), ("Low", 90)]


def test_who_prepares_meetings_sees_the_duties_of_mappa_and_their_own(sign_in: SignIn) -> None:
    """Not the whole county's notifications and visits, before which nobody would find what is theirs."""
    supervisor, coordinator = world.supervisor(), levelled.coordinator()
    person = world.person(world.officer(), **convicted(date(2026, 3, 15), family_name="Late"))
    said = {"due_on": world.TODAY, "now": world.at(world.TODAY)}
    telling.ask(supervisor, [coordinator], person=person, kind="leave", about=1, title="Leaves", **said)
    telling.ask(supervisor, [], person=person, kind="lower-soon", about=2, title="Goes down", **said)
    diary.set_task(supervisor, person=person, title="Somebody else’s", **said)
    page = sign_in(coordinator).get("/")
    told = [entry.title for bucket in page.context["buckets"] for entry in bucket.entries]
    assert sorted(told) == ["Goes down", "Leaves"]
    assert "MAPPA’s own duties, of everyone you may see" in page.content.decode()


class TestNews:
    def test_on_a_monday_it_goes_back_to_friday(self) -> None:
        assert noticeboard.since(world.at(world.TODAY)).date() == FRIDAY
        assert noticeboard.since(world.at(world.TODAY + world.days(1))).date() == world.TODAY

    def test_releases_detentions_and_reports(self, sign_in: SignIn) -> None:
        officer, colleague = world.officer(), world.officer()
        told = [
            world.person(officer, family_name=name, today=date(2026, 6, 1)) for name in ("Out", "In", "Said")
        ]
        for person, days in ((told[0], 10), (told[1], 2)):
            absence = offenders.record_custody(
                colleague,
                person=person,
                kind="custody",
                starts_on=world.TODAY - world.days(days),
                place="",
                now=world.at(world.TODAY),
            )
            if days == 10:
                offenders.record_release(
                    colleague, absence=absence, released_on=FRIDAY, now=world.at(world.TODAY)
                )
        reported.report(colleague, told[2])
        page = sign_in(officer).get("/").context["news"]
        found = {(line.called, line.family_name): line.words for line in page.rows}
        assert found["Released", "Out"].startswith("Released on 12 June 2026. ")
        assert found["Detained", "In"] == "Remanded in custody by a court since 13 June 2026"
        assert found["New intelligence", "Said"].endswith("came in")
        assert "He " not in str([line.words for line in page.rows])

    def test_a_date_that_somebody_else_moved(self, sign_in: SignIn) -> None:
        officer, colleague = world.officer(), world.officer()
        person = world.person(officer, **convicted(world.TODAY))
        custody = {"kind": "custody", "starts_on": world.TODAY, "place": "", "now": world.at(world.TODAY)}
        offenders.record_custody(colleague, person=person, **custody)
        moved = [words for called, words in lines(sign_in(officer), "news") if called == "Date moved"]
        assert moved == [f"Initial notification: no date runs, was 17 June 2026 ({colleague})"]
        assert "Date moved" not in dict(lines(sign_in(colleague), "news"))

    def test_of_other_peoples_caseloads_nothing_and_of_a_class_unread_nothing(self, sign_in: SignIn) -> None:
        other = world.officer()
        person = world.person(other)
        reported.report(world.officer(), person)
        mine = world.officer()
        world.person(mine, today=date(2026, 6, 1))
        assert lines(sign_in(mine), "news") == []
        briefing = world.user("briefing_reader")
        assert "New intelligence" not in dict(lines(sign_in(briefing), "news"))


class TestAwaited:
    def test_what_i_asked_for_and_somebody_else_has_to_do(self, sign_in: SignIn) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        person = world.person(officer, **convicted(world.TODAY))
        for owner in (None, supervisor):
            diary.set_task(
                supervisor,
                person=person,
                title="Ring the landlord",
                due_on=world.TODAY,
                owner=owner,
                now=world.at(world.TODAY),
            )
        context = sign_in(supervisor).get("/").context
        assert [line.words for line in context["awaited"].rows] == [
            f"Ring the landlord: {officer.family_name}, by 15 June 2026"
        ]
        assert {"number": 1, "text": "waiting for others", "href": "#awaited", "tone": ""} in context["tiles"]

    def test_an_override_until_it_is_decided(self, sign_in: SignIn) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        person = world.person(officer, **convicted(world.TODAY))
        entry = person.diary_entries.get(kind="initial")
        assert entry.last
        override = notifications.request_override(
            officer,
            person=person,
            key=entry.key,
            seen=entry.last,
            new_date=entry.last - world.days(1),
            reason="He leaves for sea on the Wednesday morning.",
            now=world.at(world.TODAY),
        )
        [(called, words)] = lines(sign_in(officer), "awaited")
        assert called == "Override of a date"
        assert words.startswith("Initial notification, to 16 June 2026")
        notifications.decide_override(
            supervisor, override=override, decision="approved", note="", version=1, now=world.at(world.TODAY)
        )
        assert lines(sign_in(officer), "awaited") == []
        assert ("Override decided", "Initial notification, to 16 June 2026: approved") in lines(
            sign_in(officer), "news"
        )

    def test_nobody_is_waited_for_with_pride(self, sign_in: SignIn) -> None:
        assert "You wait for nobody." in sign_in(world.officer()).get("/").content.decode()


class TestLists:
    def test_a_long_list_leads_to_all_of_it_page_by_page(self, sign_in: SignIn) -> None:
        officer = world.officer()
        for number in range(53):
            world.person(officer, family_name=f"Person{number:02}")
        client = sign_in(officer)
        today = client.get("/")
        assert len(today.context["buckets"][0].entries) == 20
        assert "See all 53" in today.content.decode()
        first = client.get("/duties/overdue/").context["page"]
        second = client.get(f"/duties/overdue/{first.next.href}").context["page"]
        names = [entry.family_name for page in (first, second) for entry in page.rows]
        assert len(set(names)) == len(names) == 53

    @pytest.mark.parametrize("name", ["today", "soon", "later", "waiting"])
    def test_an_empty_one_says_so(self, sign_in: SignIn, name: str) -> None:
        assert "Nothing" in sign_in(world.officer()).get(f"/duties/{name}/").content.decode()

    def test_one_that_there_is_not(self, sign_in: SignIn) -> None:
        assert sign_in(world.officer()).get("/duties/never/").status_code == 404


class TestWeek:
    def test_each_day_has_what_is_to_be_done_by_it(self, sign_in: SignIn) -> None:
        officer = world.officer()
        for number, name in ((15, "Monday"), (16, "Tuesday"), (21, "Sunday"), (22, "After")):
            day = date(2026, 6, number)
            world.person(officer, family_name=name).diary_entries.update(work_to=day, last=day)
        days = sign_in(officer).get("/week/").context["days"]
        assert [[entry.family_name for entry in day["entries"]] for day in days] == [
            ["Monday"],
            ["Tuesday"],
            [],
            [],
            [],
            [],
            ["Sunday"],
        ]
        assert sign_in(officer).get("/week/?of=2026-06-24").context["monday"] == date(2026, 6, 22)

    @pytest.mark.parametrize("of", ["", "yesterday", "0001-01-01", "9999-12-31", "2026-02-30"])
    def test_a_made_up_week_is_this_one(self, sign_in: SignIn, of: str) -> None:
        assert sign_in(world.officer()).get("/week/", {"of": of}).context["this_week"]
