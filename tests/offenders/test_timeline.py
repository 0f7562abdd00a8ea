"""The timeline: what it tells, in which order, to whom, and at what cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from access.choices import Channel
from access.log.lately import VISIT, last_look
from access.models import AccessEvent
from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from diary import actions as diary
from notifications import actions as notifications
from offenders import actions, queries, timeline, versions
from offenders.choices import EmergencyReason
from offenders.models import Absence, Person
from offenders.timeline import Asked, Event
from offenders.timeline.sources import sources_for
from riskplans import actions as risk
from tests import world
from tests.mappa import levelled
from tests.riskplans import disclosing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)


def read_by(user: User, person: Person, asked: Asked | None = None, *, size: int = 100) -> list[Event]:
    """The timeline as that user reads it."""
    known = queries.visible_person(user, person.pk, NOW)
    return timeline.page(known, asked or Asked(), world.TODAY, {}, size=size).rows


def titles(events: list[Event]) -> list[str]:
    return [f"{event.called} {event.done}" for event in events]


def text_of(client: Client, person: Person, query: str = "") -> str:
    page = client.get(reverse("person-timeline", args=[person.pk]) + query)
    assert page.status_code == 200
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", strip_tags(main))


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


class TestWhatItTells:
    def test_facts_recorded_ended_corrected_and_taken_off(self, officer: User, person: Person) -> None:
        absence = actions.record_custody(
            officer, person=person, kind="custody", starts_on=date(2026, 6, 8), place="HMP Moor", now=NOW
        )
        actions.record_release(officer, absence=absence, released_on=date(2026, 6, 10), now=NOW)
        actions.correct(
            officer,
            fact=absence,
            version=2,
            changes={"place": "HMP Fell"},
            reason="The warrant says Fell.",
            now=NOW,
        )
        actions.void(officer, fact=absence, version=3, reason="Another person's.", now=NOW)
        told = [event for event in read_by(officer, person) if event.source.name == "custody"]
        assert {event.done for event in told} == {"recorded", "ended", "corrected", "taken off the record"}
        by_word = {event.done: event for event in told}
        assert by_word["recorded"].on == date(2026, 6, 8)
        assert by_word["recorded"].at == NOW
        assert by_word["ended"].on == date(2026, 6, 10)
        assert by_word["corrected"].changes == [("Place", "HMP Moor", "HMP Fell")]
        assert by_word["corrected"].reason == "The warrant says Fell."
        assert by_word["taken off the record"].by == str(officer)

    def test_what_happened_and_when_it_was_recorded_stand_beside_each_other(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        text = text_of(sign_in(officer), person)
        assert "Address recorded: Sole or main residence by" in text
        assert "1 May 2020, recorded 15 June 2026 at 9am" in text
        assert "Address: 12 Ewe Close, Kirkby, CX1 1AA" in text
        assert "Record opened: Registered sexual offender" in text

    def test_the_newest_stands_first_by_the_day_or_by_the_recording(
        self, officer: User, person: Person
    ) -> None:
        by_day = read_by(officer, person)
        assert [event.on for event in by_day] == sorted((event.on for event in by_day), reverse=True)
        assert by_day[-1].source.name == "address"
        world.detail(
            officer, person, "vehicle", today=date(2026, 6, 18), kind="car", starts_on=date(2001, 1, 1)
        )
        assert read_by(officer, person)[-1].source.name == "vehicle"
        assert read_by(officer, person, Asked(by_recording=True))[0].source.name == "vehicle"

    def test_notifications_missed_duties_and_moved_dates(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        diary.sweep(today=world.TODAY, now=NOW)
        trigger = person.triggers.get()
        actions.correct(
            officer,
            fact=trigger,
            version=1,
            changes={"date": date(2026, 5, 31)},
            reason="Register",
            now=NOW,
        )
        duty = person.diary_entries.open().get(kind="initial")
        notifications.record_notification(
            officer, person=person, given_at=NOW, answers=[duty.key], station="Kirkby", now=NOW
        )
        text = text_of(sign_in(officer), person)
        assert "Overdue: Initial notification by Vigil" in text
        assert "4 June 2026, recorded 15 June 2026" in text
        assert "Date moved: Initial notification" in text
        assert "Notified: Initial notification (s.83(1))" in text
        assert "at Kirkby." in text

    def test_overrides_certificates_managers_and_shares(self, sign_in: SignIn, officer: User) -> None:
        yesterday = world.TODAY - world.days(1)
        person = world.person(
            officer,
            trigger={"kind": "conviction", "date": yesterday, "offence": "Sexual assault (s.3)"},
            disposal={"kind": "fine", "date": yesterday},
        )
        duty = person.diary_entries.open().get(kind="initial")
        asked = notifications.request_override(
            officer,
            person=person,
            key=duty.key,
            seen=duty.last,
            new_date=world.TODAY + world.days(3),
            reason="The court has directed another day in writing.",
            now=NOW,
        )
        supervisor = world.supervisor()
        notifications.decide_override(
            supervisor, override=asked, version=1, decision="approved", note="", now=NOW
        )
        notifications.issue_certificate(
            officer,
            person=person,
            serial="AAAA-BBBB-CCCC-DDDD",
            as_at=world.TODAY,
            ruleset="EW-2026-03-22",
            facts="0" * 16,
            pdf=b"%PDF",
            now=NOW,
        )
        other = world.officer()
        actions.assign_manager(supervisor, person=person, manager=other, reason="Workload", now=NOW)
        actions.share(
            supervisor,
            person=person,
            user=world.officer(of=world.unit("East unit")),
            purpose="Joint visits",
            classes=[FieldClass.GENERAL],
            starts_on=world.TODAY,
            ends_on=None,
            now=NOW,
        )
        actions.open_in_emergency(
            world.officer(of=world.unit("North unit")),
            person_id=person.pk,
            why=EmergencyReason.OTHER,
            reason="Asked for by the control room at night",
            now=NOW,
        )
        text = text_of(sign_in(supervisor), person)
        assert "Override asked for: Initial notification" in text
        assert "Override approved: Initial notification" in text
        assert "Serial number AAAA-BBBB-CCCC-DDDD" in text
        assert f"Managed by {other}" in text
        assert f"No longer managed by {officer}" in text
        assert "Access given to Tester" in text
        assert "Opened in an emergency by Tester" in text
        officers = text_of(sign_in(officer), person)
        assert "Access given to" not in officers
        assert "Opened in an emergency" not in officers

    def test_every_kind_of_fact_has_a_place_by_itself(self, officer: User, person: Person) -> None:
        from offenders import kinds

        told = {
            source.model
            for source in sources_for(queries.visible_person(officer, person.pk, NOW).relationship)
        }
        assert {kind.model for kind in kinds.all_kinds()} | set(kinds.told_besides()) <= told


class TestWhoReadsIt:
    def test_an_event_of_a_class_that_is_not_read_is_absent(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        levelled.stands(person, "2", since=date(2026, 6, 2))
        reader = world.user(Role.BRIEFING_READER)
        events = read_by(reader, person)
        assert events
        assert not [e for e in events if e.source.field_class is not FieldClass.GENERAL]
        text = text_of(sign_in(reader), person)
        assert "Ewe Close" not in text
        assert "MAPPA" not in text
        assert "MAPPA category and level recorded" in text_of(sign_in(officer), person)

    def test_the_filter_offers_a_reader_what_they_read(self, sign_in: SignIn, person: Person) -> None:
        text = text_of(sign_in(world.user(Role.BRIEFING_READER)), person)
        assert "Convictions, sentences and orders" in text
        assert "Who was given access" not in text

    def test_a_task_is_told_of_to_those_who_read_tasks(self, officer: User, person: Person) -> None:
        said = {"person": person, "owner": officer, "now": NOW}
        missed, dropped = (
            diary.set_task(officer, title=title, due_on=world.TODAY + timedelta(days=1), **said)
            for title in ("Ring his sister", "Ask his landlord")
        )
        late = world.TODAY + timedelta(days=2)
        diary.sweep(today=late, now=world.at(late))
        diary.cancel_task(officer, task=dropped, version=1, reason="He has moved", now=NOW)

        def told(user: User) -> set[tuple[str, str]]:
            events = read_by(user, person)
            duties = [event for event in events if event.source.group == "duties"]
            return {
                (event.called, event.context.get("duty") or event.said["title"])
                for event in duties
                if str(missed.pk) in event.said.get("key", "")
                or "Initial" not in str(event.context | event.said)
            }

        assert ("moved date", "Ask his landlord") in told(officer)
        assert ("flag", "Ring his sister") in told(officer)
        briefing = world.user(Role.BRIEFING_READER)
        assert told(briefing) == set()
        assert "flag recorded" in titles(read_by(briefing, person))  # that of the law

    def test_a_duty_is_told_of_to_those_who_read_its_class_also_once_it_is_gone(
        self, officer: User, person: Person
    ) -> None:
        for open_still in (True, False):
            case = disclosing.received(officer, person)
            late = world.TODAY + timedelta(days=40)
            diary.sweep(today=late, now=world.at(late))
            if not open_still:
                risk.drop_disclosure(
                    world.supervisor(), case=case, version=case.version, why="She asks no more.", now=NOW
                )

        def told(user: User) -> set[tuple[str, str]]:
            events = read_by(user, person)
            duties = [event for event in events if event.source.group == "duties"]
            said = [(each.called, str(each.context.get("duty") or each.said["title"])) for each in duties]
            return {each for each in said if "isclosure" in each[1]}

        assert {called for called, _ in told(world.supervisor())} == {"flag", "moved date"}
        assert told(world.user(Role.MAPPA_ADMINISTRATOR)) == set()

    def test_details_of_money_are_kept_from_who_does_not_read_finance(
        self, officer: User, person: Person
    ) -> None:
        change = {"kind": "account_opened", "on": world.TODAY, "note": "00-11-22"}
        notifications.record_change(officer, person=person, change=change, address={}, now=NOW)

        def notes(user: User) -> list[Any]:
            return [event.said["note"] for event in read_by(user, person) if event.source.name == "change"]

        assert notes(officer) == ["00-11-22"]
        assert notes(world.user(Role.MAPPA_COORDINATOR)) == [None]

    def test_a_moved_dates_reason_is_what_an_officer_wrote(self, officer: User, person: Person) -> None:
        actions.correct(
            officer,
            fact=person.triggers.get(),
            version=1,
            changes={"date": date(2026, 5, 31)},
            reason="Tip from a neighbour",
            now=NOW,
        )

        def reasons(user: User) -> set[Any]:
            return {event.said["reason"] for event in read_by(user, person) if event.source.name == "moved"}

        assert reasons(officer) == {"Tip from a neighbour"}
        assert reasons(world.user(Role.BRIEFING_READER)) == {None}


class TestNarrowing:
    def test_by_kind_and_by_days(self, officer: User, person: Person) -> None:
        only = read_by(officer, person, Asked(groups=frozenset({"legal"})))
        assert {event.source.name for event in only} == {"conviction", "sentence"}
        older = read_by(officer, person, Asked(ends=date(2026, 5, 31)))
        assert [event.source.name for event in older] == ["address"]
        newer = read_by(officer, person, Asked(starts=date(2026, 6, 2)))
        assert {event.on for event in newer} == {world.TODAY}

    def test_each_filter_can_be_taken_off(self, sign_in: SignIn, officer: User, person: Person) -> None:
        url = reverse("person-timeline", args=[person.pk])
        page = sign_in(officer).get(url + "?kind=legal&kind=safety&starts=1/6/2026")
        chosen = {
            item["text"]: item["href"] for category in page.context["chosen"] for item in category["items"]
        }
        assert chosen["Warnings and status"] == "?kind=legal&starts=1%2F6%2F2026"
        assert chosen["From 1 June 2026"] == "?kind=legal&kind=safety"

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("?starts=32/13/2026", "the day must be 1 to 31"),
            ("?starts=2/6/2026&ends=1/6/2026", "this is before the first day"),
            ("?kind=nonsense", "not one of the available choices"),
        ],
    )
    def test_a_wrong_filter_is_said_and_what_was_typed_stays(
        self, sign_in: SignIn, officer: User, person: Person, query: str, said: str
    ) -> None:
        page = sign_in(officer).get(reverse("person-timeline", args=[person.pk]) + query)
        assert page.status_code == 200
        assert said in page.content.decode()
        assert page.context["page"].rows

    def test_pages_by_key_tell_everything_once_in_both_orders(
        self, sign_in: SignIn, officer: User, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        many(officer, person, 23)
        monkeypatch.setattr("offenders.views.timeline.A_PAGE", 10)
        client = sign_in(officer)
        for order in ("", "order=recorded"):
            url, pages = reverse("person-timeline", args=[person.pk]), []
            query = f"?{order}"
            while True:
                page = client.get(url + query).context["page"]
                pages.append(page)
                if page.next is None:
                    break
                query = page.next.href
            told = [identity(event) for each in pages for event in each.rows]
            assert len(told) == len(set(told)) == len(read_by(officer, person))
            back = client.get(url + pages[-1].previous.href).context["page"]
            assert [identity(event) for event in back.rows] == [identity(event) for event in pages[-2].rows]

    def test_paper_has_more_of_it_and_the_log_says_so(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        many(officer, person, 60)
        client = sign_in(officer)
        url = reverse("person-timeline", args=[person.pk])
        assert len(client.get(url).context["page"].rows) == 50
        page = client.get(f"{url}?print=yes")
        assert len(page.context["page"].rows) == len(read_by(officer, person))
        event = AccessEvent.objects.order_by("-seq")[0]
        assert event.channel == Channel.PRINT
        assert {"timeline", "warnings and status"} <= set(event.sections)


def identity(event: Event) -> tuple[Any, ...]:
    return event.source.name, event.done, event.on, event.at, str(event.said)


def many(officer: User, person: Person, count: int) -> None:
    """So many journeys abroad, long ago, as an older system would give them."""
    Absence.objects.bulk_create(
        Absence(
            person=person,
            kind="abroad",
            starts_on=date(2001, 1, 1) + timedelta(days=3 * number),
            ended_on=date(2001, 1, 2) + timedelta(days=3 * number),
            place=f"Journey {number}",
            recorded_at=NOW,
            recorded_by=officer,
        )
        for number in range(count)
    )


class TestSinceILastLooked:
    def test_looks_close_to_each_other_are_one_visit(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        client = sign_in(officer)
        now = timezone.now()
        assert last_look(officer, person.pk, now) is None
        client.get(reverse("person", args=[person.pk]))
        client.get(reverse("person-record", args=[person.pk]))
        looked = AccessEvent.objects.naming(person.pk).newest_first()[0].at
        assert last_look(officer, person.pk, now + VISIT / 2) is None
        assert last_look(officer, person.pk, now + VISIT * 2) == looked
        assert last_look(world.officer(), person.pk, now + VISIT * 2) is None

    def test_a_list_that_names_them_is_no_look_at_their_record(self, sign_in: SignIn, officer: User) -> None:
        person, _ = world.person(world.officer()), world.person(world.officer(), family_name="Second")
        assert "MARSH" in sign_in(officer).get("/people/?whose=all").content.decode()
        assert last_look(officer, person.pk, timezone.now() + VISIT * 2) is None

    # By the database's clock: within one transaction it stands still.
    @pytest.mark.django_db(transaction=True)
    def test_the_summary_tells_what_is_new_and_leads_to_it(
        self,
        sign_in: SignIn,
        officer: User,
        person: Person,
        clock: Callable[[str], None],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("offenders.timeline.reading._COMMITTING", timedelta())
        clock("+0d")
        client = sign_in(officer)
        summary = reverse("person", args=[person.pk])
        first = client.get(summary).content.decode()
        assert "You have not opened this record before today." in first
        world.detail(world.officer(), person, "vehicle", kind="car", registration="CX12 ABC")
        clock("+1d")
        second = strip_tags(client.get(summary).content.decode())
        assert "Vehicle recorded: Car" in second
        assert "Address recorded" not in second
        world.detail(world.officer(), person, "vehicle", kind="van", registration="CX12 DEF")
        clock("+2d")
        told = text_of(client, person, "?since=on")
        assert "Registration: CX12 DEF" in told
        assert "CX12 ABC" not in told
        clock("+3d")
        assert "Nothing is new since" in client.get(summary).content.decode()

    def test_a_tie_to_a_victim_is_told_without_the_victim_to_who_does_not_read_of_victims(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        world.detail(
            officer, person, "relationship", kind="victim", name="Lee Fell", note="Works at the Co-op"
        )
        counter = world.user(Role.FRONT_COUNTER)
        told = text_of(sign_in(counter), person)
        assert "Relationship recorded: Victim, or somebody close to a victim" in told
        assert "Lee Fell" not in told
        assert "Co-op" not in told
        assert "Lee Fell" in text_of(sign_in(officer), person)
        known = queries.visible_person(counter, person.pk, NOW)
        yesterday = timezone.now() - timedelta(days=1)
        news = timeline.news(known, yesterday, world.TODAY, limit=50)
        assert "relationship" in {event.source.name for event in news}

    def test_on_a_first_look_nothing_can_be_new(self, sign_in: SignIn, officer: User, person: Person) -> None:
        assert "You have not looked at this record before" in text_of(sign_in(officer), person)

    def test_what_only_came_to_pass_since_is_new_too(self, officer: User, person: Person) -> None:
        going = {"countries": ["FR"], "departs_on": world.TODAY, "details_known_on": date(2026, 6, 1)}
        notifications.record_journey(officer, person=person, journey=going, now=NOW)
        known = queries.visible_person(officer, person.pk, NOW)
        # Recorded before that look by the database's clock, and of a day after it.
        looked = world.at(world.TODAY - world.days(1))
        with connection.cursor() as cursor:
            cursor.execute("SELECT now() > %s", [looked])
            assert cursor.fetchone() == (True,)
        news = timeline.news(known, looked, world.TODAY, limit=50)
        assert "journey" in {event.source.name for event in news}
        assert not timeline.news(known, timezone.now() + timedelta(days=1), world.TODAY, limit=50)


class TestCost:
    def test_two_thousand_events_cost_what_twenty_do(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        client = sign_in(officer)
        url = reverse("person-timeline", args=[person.pk])

        def queries_of(address: str) -> int:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            return len(captured)

        few = [queries_of(address) for address in (url, f"{url}?kind=whereabouts&order=recorded")]
        many(officer, person, 300)
        assert [queries_of(address) for address in (url, f"{url}?kind=whereabouts&order=recorded")] == few
        assert max(few) <= 14

    def test_each_table_gives_no_more_than_a_page(self, officer: User, person: Person) -> None:
        many(officer, person, 120)
        with CaptureQueriesContext(connection) as captured:
            assert len(read_by(officer, person, size=20)) == 20
        [union] = [query["sql"] for query in captured.captured_queries if "UNION ALL" in query["sql"]]
        assert union.count("LIMIT 21") == union.count("UNION ALL") + 2


def names_of_history(user: User, person: Person) -> Iterator[tuple[str, Any]]:
    for change in versions.history(queries.visible_person(user, person.pk, NOW)):
        for label, _, new in change.fields:
            yield label, new


class TestHistory:
    def test_it_says_names_and_words_instead_of_ids_and_codes(self, officer: User, person: Person) -> None:
        going = {"countries": ["FR", "ES"], "departs_on": world.TODAY, "details_known_on": date(2026, 6, 1)}
        notifications.record_journey(officer, person=person, journey=going, now=NOW)
        notifications.record_notification(
            officer,
            person=person,
            given_at=NOW,
            answers=[person.diary_entries.open().filter(kind="initial").get().key],
            station="Kirkby",
            now=NOW,
        )
        told = dict(names_of_history(officer, person))
        assert told["countries"] == "France, Spain"
        assert told["manager"] == str(officer)
        assert told["force"] == "CU Constabulary"
        assert told["unit"] == "West unit"
        assert told["address"] == "12 Ewe Close, Kirkby, CX1 1AA"
        assert told["about"] == "conviction, caution or finding of 1 June 2026"
        text = " ".join(str(value) for _, value in names_of_history(officer, person))
        assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text)
