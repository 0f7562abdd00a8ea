"""The county in a real database: what the engine says of it, and who can sign in."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import F

from accounts.choices import Role
from accounts.models import Force, RoleAssignment, Unit, User
from dashboards.board import staffing
from dashboards.context import DEMO_PASSWORD, DEMO_SIGN_INS
from diary.models import Entry, Flag, SweepRun
from notifications import facts
from notifications.law import evaluate
from notifications.models import Notification
from notifications.reviews.duties import KINDS
from offenders import models
from offenders.models import Person
from ops.demo.staff import dawn
from tests.ops_demo.conftest import AS_OF, COUNTY

DAWN = dawn(AS_OF)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_the_engine_refuses_nothing() -> None:
    people = list(Person.objects.values_list("pk", flat=True))
    statuses = Counter(
        evaluate(document)["subject"]["status"] for _, document in facts.documents(people, as_at=AS_OF)
    )
    assert statuses["subject"] > COUNTY.registered * 0.85
    assert statuses["ended"] >= 5
    assert statuses["undetermined"] >= 3
    assert statuses["not_subject"] == COUNTY.people - COUNTY.registered


def test_the_diary_has_not_drifted(clock) -> None:
    clock(AS_OF)
    call_command("diary", "rebuild", "--check", verbosity=1)


def test_about_one_in_25_has_something_overdue() -> None:
    overdue = (
        Entry.objects.overdue(DAWN)
        .filter(key__startswith="notifications/")
        .values("person")
        .distinct()
        .count()
    )
    assert 0.025 <= overdue / COUNTY.people <= 0.06


def test_nothing_is_long_overdue() -> None:
    # Of those whom nobody manages yet, nobody has screened the release.
    long = Entry.objects.overdue(DAWN).filter(person__assignments__isnull=False)
    long = long.filter(last__lt=AS_OF - timedelta(days=120))
    assert list(long.values_list("kind", "last")) == []


def test_there_is_something_to_do() -> None:
    def due(days: int) -> int:
        limit = AS_OF + timedelta(days=days)
        return Entry.objects.running().filter(last__gte=AS_OF, work_to__lte=limit).count()

    assert 0 < due(0) < due(14) < due(56)
    assert due(56) >= 15
    assert Entry.objects.suspended().count() >= 10
    kinds = {
        "initial",
        "change",
        "non_occurrence",
        "periodic",
        "travel",
        "travel_change",
        "travel_return",
        "visit",
        "assessment",
        "breach_circulate",
        "breach_review",
        "ending",
        *("plan", "plan_action", "plan_review", "polygraph", "monitoring_silent"),
        *("mappa_licence", "mappa_release", "mappa_screening", "passport_surrender", "mappa_identify"),
        *("order_conditions", "order_ending", "order_hearing", "order_service", "licence_ending"),
    }
    assert set(Entry.objects.values_list("kind", flat=True)) - set(KINDS) == kinds
    assert Entry.objects.filter(title__startswith="Weekly").exists()


def test_most_notifications_were_in_time_and_a_few_late() -> None:
    met = Entry.objects.filter(met_on__isnull=False, key__startswith="notifications/")
    late = met.filter(met_on__gt=F("last")).count()
    assert 0 < late / met.count() < 0.05


def test_nobody_goes_on_attending_when_their_period_is_over() -> None:
    ended = 0
    people = list(Person.objects.values_list("pk", flat=True))
    for _, document in facts.documents(people, as_at=AS_OF):
        subject = evaluate(document)["subject"]
        if subject["status"] == "ended" and any(
            told["given_at"][:10] > subject["last_day"] for told in document["notifications"]
        ):
            ended += 1
    assert ended <= 1  # a late one may just miss the end


def test_flags_and_runs_exist() -> None:
    overdue = Entry.objects.overdue(DAWN).count()
    assert Flag.objects.filter(state="overdue").count() == overdue
    assert set(SweepRun.objects.values_list("kind", flat=True)) == {"sweep", "look_ahead"}


def test_every_row_has_its_history() -> None:
    for name in "Person Name Occupancy CourtOrder Trigger Disposal Absence Assignment".split():
        rows = apps.get_model("offenders", name)._default_manager.count()
        assert rows == apps.get_model("offenders", f"{name}Event")._default_manager.count() > 0
    event = apps.get_model("notifications", "NotificationEvent")._default_manager.select_related(
        "pgh_context"
    )
    assert event.count() == Notification.objects.count()
    assert event.first().pgh_context.metadata["actor"] == "Demonstration data"


def test_the_next_person_takes_the_next_number() -> None:
    assert Force.objects.get().last_person_number == COUNTY.people
    references = Person.objects.order_by("reference").values_list("reference", flat=True)
    assert list(references[:2]) == ["CU-000001", "CU-000002"]
    assert references.last() == f"CU-{COUNTY.people:06d}"


def test_exactly_the_named_sign_ins_exist() -> None:
    usable = {user.username for user in User.objects.all() if user.has_usable_password()}
    assert usable == {username for username, _ in DEMO_SIGN_INS}
    for user in User.objects.filter(username__in=usable):
        assert user.check_password(DEMO_PASSWORD)
        assert not user.is_superuser


def test_everybody_is_vetted_and_none_can_be_written_to() -> None:
    for user in User.objects.all():
        assert user.email.endswith(".invalid")
        assert user.vetting_expires_on is not None
        assert user.vetting_expires_on > AS_OF


def test_every_role_is_held() -> None:
    held = Counter(RoleAssignment.objects.held_on(AS_OF).values_list("role", flat=True))
    assert set(held) == set(Role.values)
    assert held[Role.OFFENDER_MANAGER] == 12
    assert held[Role.SUPERVISOR] == 2


def test_managers_and_their_people_are_of_one_unit() -> None:
    current = models.Assignment.objects.filter(ends_on__isnull=True)
    assert not current.exclude(manager__unit=F("person__unit")).exists()
    assert 0 < Person.objects.exclude(assignments__ends_on__isnull=True).count() < COUNTY.people / 5


def test_the_partner_sees_only_whom_they_are_shown() -> None:
    partner = User.objects.get(username="partner")
    assert 2 <= Person.objects.visible_to(partner, dawn(AS_OF)).count() <= 6


def test_it_is_loaded_once() -> None:
    with pytest.raises(CommandError, match="people in this database already"):
        call_command("demo_data", people=10)
    assert Person.objects.count() == COUNTY.people


def test_what_is_kept_of_officers_gives_the_board_something_of_each() -> None:
    reader = User.objects.for_request().get(username="inspector")
    units = list(Unit.objects.order_by("name"))
    staff = staffing.staff(reader, units, None, DAWN)
    late = [each.screening.last for each in staff.counted[staffing.SCREENING_DUE]]
    assert len(staff.counted[staffing.UNTRAINED]) == 1
    assert len(late) == 2
    assert None in late
    assert (staff.vacant, staff.unsaid) == (1, 0)
