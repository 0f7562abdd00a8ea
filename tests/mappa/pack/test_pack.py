"""The pack of a case: what it tells whom, what is locked, what has changed since, and the file of a whole meeting."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pypdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError, ProgrammingError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.choices import Channel
from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from mappa import actions
from mappa.models import CaseReview, LockedPack
from mappa.pack.assembly import assemble
from mappa.pack.choices import Part
from mappa.pack.queries import Pack, pack_of, packs_of
from mappa.pack.shape import differences, shown
from mappa.sittings.choices import SittingState
from offenders import actions as offenders
from offenders.models import Person
from tests import world
from tests.intelligence import reported
from tests.mappa import held
from tests.mappa.held import NOW
from tests.riskplans import visiting
from tests.riskplans.plans import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
AFTER = world.at(date(2026, 6, 10))


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    """Managed at level 2, on record since well before the first meeting."""
    convicted = date(2026, 1, 5)
    made = world.person(
        officer,
        today=date(2026, 1, 6),
        trigger={"kind": "conviction", "date": convicted, "offence": "Sexual assault (s.3)"},
        disposal={"kind": "fine", "date": convicted},
    )
    return held.managed(made)


@pytest.fixture
def case(person: Person) -> CaseReview:
    """Listed for a meeting on the day of the tests."""
    made = held.case(held.sitting(), person)
    return held.again(made)


def url(case: CaseReview) -> str:
    return reverse("case-pack", args=[case.sitting_id, case.pk])


def read(by: User, case: CaseReview) -> Pack:
    return pack_of(by, case.sitting_id, case.pk, NOW)


def said(pack: Pack, part: Part) -> list[str]:
    [block] = [block for block in pack.blocks if block.part is part]
    return [line.in_words for line in block.lines]


def text(pack: Pack) -> str:
    return "\n".join(line.in_words for block in pack.blocks for line in block.lines)


def moved(by: User, person: Person, *, to: str = "3 Fell Lane") -> None:
    address = {"line_1": to, "line_2": "", "town": "Kirkby", "postcode": "CX1 2BB"}
    offenders.record_move(
        by,
        person=person,
        address=address,
        kind="residence",
        starts_on=date(2026, 6, 9),
        child_in_household="no",
        now=AFTER,
    )


class TestReturns:
    """Scenario 8."""

    def test_two_of_six_are_missing_and_nothing_known_is_an_answer(self, case: CaseReview) -> None:
        bodies = ("probation", "housing", "health", "children", "dwp")
        asked = held.invited(case, None, *(held.agency(body, "duty") for body in bodies))
        by = case.sitting.recorded_by
        early = world.at(case.sitting.held_on - world.days(5))
        held.brought(case.sitting, SittingState.NOTICED)
        for invitation in asked[:4]:
            known = invitation.called == "Police"
            actions.give_return(
                by,
                invitation=invitation,
                nothing_known=not known,
                text="Stopped near a school." if known else "",
                so_what="Ask for a zone." if known else "",
                now=early,
            )
        assert actions.chase_returns(by, sitting=held.again(case).sitting, now=early) == 2
        lines = said(read(by, case), Part.RETURNS)
        assert lines[0] == "Returns: 2 of 6 missing."
        assert sum("(missing)" in line for line in lines) == 2
        assert sum("Chased 10 June 2026" in line for line in lines) == 2
        assert sum("(nothing known)" in line for line in lines) == 3
        assert "What should change: Ask for a zone." in lines
        asked_of = [line for line in said(read(by, case), Part.QUESTIONS) if "return has not come in" in line]
        assert len(asked_of) == 2


class TestWhatChanged:
    def test_only_what_is_new_since_the_last_meeting_is_told(self, officer: User, person: Person) -> None:
        held.agreed(person)  # the meeting of 14 April
        moved(officer, person)
        visiting.made(officer, person, "not_in", on=date(2026, 6, 11))
        case = held.again(held.case(held.sitting(), person))
        changed = said(read(officer, case), Part.CHANGED)
        assert any("3 Fell Lane" in line for line in changed)
        assert any("12 Ewe Close" in line and "(ended)" in line for line in changed)
        assert any(line.startswith("Home visit: ") and "Not in" in line for line in changed)
        assert not any("Sexual assault" in line for line in changed), "convicted before it"

    def test_a_plan_is_compared_with_the_one_of_the_last_meeting(self, officer: User, person: Person) -> None:
        supervisor = world.supervisor()
        written.approved(officer, person, supervisor, now=world.at(date(2026, 5, 20)))
        held.agreed(person, held_on=date(2026, 5, 26))
        written.approved(
            officer,
            person,
            supervisor,
            now=AFTER,
            triggers="A new partner",
            victims="Tell the school at once.",
        )
        case = held.again(held.case(held.sitting(), person))
        changed = said(read(officer, case), Part.CHANGED)
        assert "Plan: Version 2 replaced version 1. (changed)" in changed
        [triggers] = [line for line in changed if "triggers and signs" in line]
        assert "A new partner (was: Drinking, a new telephone)" in triggers
        administrator = world.user(Role.MAPPA_ADMINISTRATOR)
        assert "Tell the school" not in text(read(administrator, case))
        assert "Tell the school" in text(read(officer, case))

    def test_an_action_of_the_last_meeting_stands_with_its_day(self, officer: User, person: Person) -> None:
        held.agreed(person, due_on=date(2026, 5, 1))
        case = held.again(held.case(held.sitting(), person))
        lines = said(read(officer, case), Part.ACTIONS)
        assert lines[0] == "Done: 0 of 1."
        assert "Find him another flat" in lines[1]
        assert lines[1].endswith("by 1 May 2026. Evidence awaited. (overdue)")


class TestTomorrow:
    def test_a_first_pack_says_tomorrow_what_it_says_today(
        self, officer: User, person: Person, case: CaseReview
    ) -> None:
        """Where no meeting was held before, it looks back from the meeting and not from the day it is read."""
        held.invited(case)
        visiting.made(officer, person, on=date(2026, 2, 25))  # 16 weeks before the meeting are the 23rd
        days = [world.at(date(2026, 6, day)) for day in (11, 12, 14)]
        read_on = [shown(assemble(case, now), lambda each: True) for now in days]
        assert [differences(read_on[0], each) for each in read_on[1:]] == [[], []]


class TestWhoReadsWhat:
    def test_a_reader_without_a_class_learns_that_something_is_held_back_and_not_what(
        self, sign_in: SignIn, officer: User, person: Person, case: CaseReview
    ) -> None:
        reported.concern(officer, who="Alan Marsh", what="Seen with a girl at the weir.")
        world.detail(
            officer, person, "victim", known_as="A neighbour’s daughter", contact_rules="None at all."
        )
        secrets = {
            "Seen with a girl at the weir.": {Role.OFFENDER_MANAGER},
            "A neighbour’s daughter": {
                Role.OFFENDER_MANAGER,
                Role.MAPPA_COORDINATOR,
            },
        }
        for role in (Role.OFFENDER_MANAGER, Role.MAPPA_COORDINATOR, Role.MAPPA_ADMINISTRATOR):
            page = sign_in(world.user(role)).get(url(case)).content.decode()
            for secret, readers in secrets.items():
                assert (secret in page) is (role in readers), f"{role}: {secret}"
            assert ("is held back from you" in page) is (role != Role.OFFENDER_MANAGER)

    def test_an_agency_has_its_portal_and_no_pack(self, sign_in: SignIn, case: CaseReview) -> None:
        [probation] = held.invited(case, held.agency())
        client = sign_in(held.partner(probation.agency))
        assert client.get(url(case)).status_code == 404
        assert client.get(reverse("meeting-pack", args=[case.sitting_id])).status_code == 404

    def test_the_log_names_whom_it_is_about_and_what_was_shown(
        self, sign_in: SignIn, officer: User, person: Person, case: CaseReview
    ) -> None:
        sign_in(officer).get(url(case))
        event = AccessEvent.objects.filter(object_type="MAPPA pack").latest("seq")
        assert person.pk in event.person_ids
        assert event.object_id == str(case.pk)
        assert "pack: category and level" in event.sections


class TestLocking:
    def test_what_was_locked_stays_and_what_came_later_is_told(
        self, sign_in: SignIn, officer: User, person: Person, case: CaseReview
    ) -> None:
        held.invited(case)
        on = case.sitting
        for step in (SittingState.NOTICED, SittingState.PACK_OPEN, SittingState.PACK_LOCKED):
            on = held.brought(on, step)
        before = read(officer, case)
        assert before.locked is not None
        assert before.late == []
        world.detail(officer, person, "vehicle", kind="car", source="observed")
        moved(officer, person)
        after = read(officer, case)
        [(_, rows)] = [each for each in after.late if each[0] is Part.CHANGED]
        assert any("3 Fell Lane" in row.after and row.before == "" for row in rows)
        assert after.as_locked == before.as_locked
        # That a return came in is said under returns; what was asked because it had not is no change of its own.
        held.given(case.invitations.get(agency__isnull=False))
        later = [part for part, _ in read(officer, case).late]
        assert Part.RETURNS in later
        assert Part.QUESTIONS not in later
        client = sign_in(officer)
        assert "Changed since the pack was locked" in client.get(url(case)).content.decode()
        assert "3 Fell Lane" not in client.get(f"{url(case)}?as=locked").content.decode()

    def test_nobody_changes_it(self, case: CaseReview) -> None:
        held.opened(case.sitting)
        with pytest.raises((InternalError, IntegrityError, ProgrammingError)), transaction.atomic():
            LockedPack.objects.update(locked_at=NOW)
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM mappa_lockedpack")
            assert "Ewe Close" not in cursor.fetchone()[0], "kept encrypted"


class TestPaper:
    def test_the_meeting_leaves_with_who_took_it_on_every_page(
        self, sign_in: SignIn, officer: User, person: Person, case: CaseReview
    ) -> None:
        other = held.managed(world.person(officer, family_name="Webb", given_names="Carl"))
        held.case(case.sitting, other, at=11)
        taker = case.sitting.recorded_by
        response = sign_in(taker).get(reverse("meeting-pack", args=[case.sitting_id]))
        assert response["Content-Type"] == "application/pdf"
        document = pypdf.PdfReader(io.BytesIO(response.content))
        pages = [page.extract_text() for page in document.pages]
        assert len(pages) >= 3
        assert all(taker.get_full_name() in page for page in pages)
        assert "1. MARSH, Alan" in "".join(pages[1:])
        assert "2. WEBB, Carl" in "".join(pages[1:])
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
        event = AccessEvent.objects.filter(object_type="MAPPA pack").latest("seq")
        assert event.channel == Channel.EXPORT
        assert {person.pk, other.pk} <= set(event.person_ids)

    def test_an_officer_reads_it_and_does_not_take_it(self, sign_in: SignIn, case: CaseReview) -> None:
        colleague = sign_in(world.officer())
        assert colleague.get(reverse("meeting-pack", args=[case.sitting_id])).status_code == 404
        page = colleague.get(url(case))
        assert page.status_code == 200
        assert "(PDF)" not in page.content.decode()


class TestCost:
    def test_as_many_queries_for_much_as_for_little(
        self, sign_in: SignIn, officer: User, person: Person, case: CaseReview
    ) -> None:
        client = sign_in(officer)

        def queries() -> int:
            client.get(url(case))
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url(case)).status_code == 200
            return len(captured)

        held.invited(case)
        written.approved(officer, person, world.supervisor(), now=NOW)
        visiting.made(officer, person, on=date(2026, 6, 5))
        first = queries()
        assert first <= 50
        for day in range(6, 10):
            visiting.made(officer, person, on=date(2026, 6, day))
        world.detail(officer, person, "vehicle", kind="car", source="observed")
        world.detail(officer, person, "child", tie="own", name="Tom", lives="elsewhere")
        held.invited(case, held.agency("housing", "duty"), held.agency("health", "duty"))
        assert queries() <= first

    def test_a_meeting_costs_so_much_a_case(self, officer: User, case: CaseReview) -> None:
        by, on = case.sitting.recorded_by, case.sitting
        with CaptureQueriesContext(connection) as one:
            assert len(packs_of(by, on, NOW)) == 1
        for hour in (11, 12):
            held.case(on, held.managed(world.person(officer)), at=hour)
        with CaptureQueriesContext(connection) as three:
            assert len(packs_of(by, on, NOW)) == 3
        assert len(three) - len(one) <= 2 * len(one)
