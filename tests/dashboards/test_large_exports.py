"""A list longer than one person may take: asked for, decided by a second person, taken once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from access.choices import Channel
from access.models import AccessEvent
from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from dashboards import actions
from dashboards.actions.exporting import Asked
from dashboards.approvals import queue_of
from dashboards.models import LargeExport
from diary.models import OutboxMessage
from offenders.choices import ManagementLevel
from tests import world
from tests.access.test_exporting import csv_rows
from tests.accounts.signing import sign_in
from tests.mappa.figures.seeded import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
LIST = "/people/export/?whose=all"
WHY = "For the force's own audit of addresses"


@pytest.fixture(autouse=True)
def wall() -> Iterator[None]:
    with time_machine.travel(world.at(world.TODAY), tick=False):
        yield


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def inspector() -> User:
    return world.user(Role.DETECTIVE_INSPECTOR)


@pytest.fixture
def many() -> None:
    people(4)
    world.decided("exports.most", 2)


def asked(by: User, rows: int = 3, **fields: Any) -> LargeExport:
    file = Asked(
        "people",
        "People",
        LIST,
        "/people/?whose=all",
        fields.pop("fingerprint", "a" * 64),
        rows,
        ["Reference", "Date of birth"],
        ["Management level: Very high"],
    )
    return actions.ask_for_export(by, **{"asked": file, "why": WHY, "now": NOW, **fields})


def approved(by: User, export: LargeExport, *, yes: bool = True, **fields: Any) -> LargeExport:
    said = {"approved": yes, "note": "" if yes else "Figures would do", "version": export.version, "now": NOW}
    return actions.decide_export(by, export=export, **{**said, **fields})


def page_of(client: Client, url: str = LIST, **posted: str) -> str:
    answer = client.post(url, posted) if posted else client.get(url)
    return str(answer.content.decode())


@pytest.mark.usefixtures("many")
class TestByTwo:
    def test_it_is_asked_for_on_its_page_decided_by_another_and_taken_once(
        self, supervisor: User, inspector: User
    ) -> None:
        own, other = sign_in(supervisor), sign_in(inspector)
        offered = page_of(own, form="csv")
        assert "More than 2 rows are on this list" in offered
        assert "What is the file for?" in offered
        assert not LargeExport.objects.exists()
        submission = "5b0a4a36-8a0a-4f0e-9d8f-0e5a3c2b1a00"
        for _ in range(2):  # sent twice
            assert own.post(LIST, {"why": WHY, "submission": submission}).status_code == 302
        export = LargeExport.objects.get()
        assert (export.rows, export.why, export.asked_by) == (4, WHY, supervisor)
        assert "It waits for a second person" in page_of(own)
        assert "it waits for a second person" in page_of(own, form="csv")

        [row] = [row for row in queue_of(inspector, NOW).rows if row.called == "Export"]
        assert row.words == f"4 rows of a list, for {supervisor}"
        assert not [row for row in queue_of(supervisor, NOW).rows if row.called == "Export"]
        assert "Export" in page_of(other, "/approvals/")
        assert WHY.replace("'", "&#x27;") in page_of(other, row.href)
        done = other.post(row.href, {"approved": "yes", "note": "", "version": 1})
        assert done.url == "/approvals/"
        mail = OutboxMessage.objects.get(cause=f"large export {export.pk}")
        assert (mail.recipient, mail.person_id) == (supervisor, None)
        assert "audit of addresses" not in mail.subject + mail.body

        assert f"{inspector} has approved 4 rows" in page_of(own)
        rows = csv_rows(own.post(LIST, {"form": "csv"}).content)
        assert f"Approved by {inspector}." in rows[0][0]
        assert len(rows) == 2 + 4
        event = AccessEvent.objects.filter(channel=Channel.EXPORT).latest("seq")
        assert (event.row_count, len(event.person_ids)) == (4, 4)
        assert "More than 2 rows are on this list" in page_of(own, form="csv")
        assert "Taken" in page_of(own, "/exports/")

    def test_who_decides_reads_the_columns_and_how_the_list_is_narrowed_and_so_does_the_log(
        self, supervisor: User, inspector: User
    ) -> None:
        own, other = sign_in(supervisor), sign_in(inspector)
        narrowed = f"{LIST}&level={ManagementLevel.HIGH}"
        words = f"Management level: {ManagementLevel.HIGH.label}"
        assert words in page_of(own, narrowed)
        offered = page_of(own, narrowed, form="csv")
        assert words in offered
        assert "Date of birth" in offered
        assert words not in page_of(own, form="csv")
        own.post(narrowed, {"why": WHY, "submission": "5b0a4a36-8a0a-4f0e-9d8f-0e5a3c2b1a00"})
        export = LargeExport.objects.get()
        assert export.narrowed == [words]
        assert export.headings[:4] == ["Reference", "Family name", "Given names", "Date of birth"]
        for page in (page_of(own, "/exports/"), page_of(other, f"/exports/{export.pk}/")):
            assert words in page
            assert "Reference, Family name, Given names, Date of birth" in page
        assert words in page_of(other, "/exports/")
        other.post(f"/exports/{export.pk}/", {"approved": "yes", "note": "", "version": 1})
        for verb in ("ask for large export", "decide large export"):
            event = AccessEvent.objects.filter(action=verb).latest("seq")
            assert (event.object_id, event.row_count) == (str(export.pk), 4)
            assert event.sources == ["People", words]
            assert "date of birth" in event.sections
        own.post(narrowed, {"form": "csv"})
        assert AccessEvent.objects.filter(channel=Channel.EXPORT).latest("seq").sources == ["People", words]

    def test_asked_again_the_new_reason_and_rows_take_the_place_of_the_old(
        self, supervisor: User, inspector: User
    ) -> None:
        own, other = sign_in(supervisor), sign_in(inspector)
        own.post(LIST, {"why": WHY, "submission": "5b0a4a36-8a0a-4f0e-9d8f-0e5a3c2b1a00"})
        export = LargeExport.objects.get()
        world.person(world.officer(unit=supervisor.unit))
        assert "What you say now takes its place" in page_of(own, why=" ")
        again = {"why": "For the inspectorate", "submission": "5b0a4a36-8a0a-4f0e-9d8f-0e5a3c2b1a01"}
        told = own.post(LIST, again, follow=True).content.decode()
        assert "You have asked for 5 rows. This takes the place of what you had asked before." in told
        # The first form, sent once more, changes nothing.
        own.post(LIST, {"why": WHY, "submission": "5b0a4a36-8a0a-4f0e-9d8f-0e5a3c2b1a00"})
        now = LargeExport.objects.get()
        assert (now.pk, now.rows, now.why, now.version) == (export.pk, 5, "For the inspectorate", 2)
        # Who had the old reason before them does not approve the new one unread.
        late = other.post(f"/exports/{export.pk}/", {"approved": "yes", "note": "", "version": 1})
        assert "Asked for by" in late.content.decode()
        assert LargeExport.objects.waiting().exists()
        assert "For the inspectorate" in page_of(other, f"/exports/{export.pk}/")
        other.post(f"/exports/{export.pk}/", {"approved": "yes", "note": "", "version": 2})
        assert LargeExport.objects.get().approved

    def test_a_list_narrowed_in_another_way_is_another_file(self, supervisor: User, inspector: User) -> None:
        own = sign_in(supervisor)
        own.post(LIST, {"why": WHY, "submission": "5b0a4a36-8a0a-4f0e-9d8f-0e5a3c2b1a00"})
        approved(inspector, LargeExport.objects.get())
        assert "More than 2 rows are on this list" in page_of(own, f"{LIST}&due=", form="csv")
        another = sign_in(world.supervisor(of=supervisor.unit))
        assert "More than 2 rows are on this list" in page_of(another, form="csv")
        assert LargeExport.objects.get().taken_at is None

    def test_a_list_that_has_grown_since_is_not_taken_and_stays_approved(
        self, supervisor: User, inspector: User
    ) -> None:
        own = sign_in(supervisor)
        own.post(LIST, {"why": WHY, "submission": "5b0a4a36-8a0a-4f0e-9d8f-0e5a3c2b1a00"})
        approved(inspector, LargeExport.objects.get())
        world.person(world.officer(unit=supervisor.unit))
        before = AccessEvent.objects.latest("seq").seq
        page = page_of(own, form="csv")
        assert "grown beyond what was approved" in page
        assert "What is the file for?" in page
        assert LargeExport.objects.get().taken_at is None
        assert not AccessEvent.objects.filter(seq__gt=before).exclude(person_ids=[]).exists()
        own.post(LIST, {"why": WHY, "submission": "5b0a4a36-8a0a-4f0e-9d8f-0e5a3c2b1a01"})
        assert LargeExport.objects.waiting().get().rows == 5

    def test_without_a_reason_nothing_is_asked_and_above_the_ceiling_nobody_may(
        self, supervisor: User
    ) -> None:
        own = sign_in(supervisor)
        submission = "5b0a4a36-8a0a-4f0e-9d8f-0e5a3c2b1a00"
        assert "Say what the file is for." in page_of(own, why=" ", submission=submission)
        world.decided("exports.ceiling", 3)
        page = page_of(own, why=WHY, submission=submission)
        assert "Nobody takes more than 3 rows away at once" in page
        assert WHY.replace("'", "&#x27;") in page
        assert not LargeExport.objects.exists()


class TestWho:
    def test_nobody_decides_on_their_own(self, supervisor: User) -> None:
        export = asked(supervisor)
        with pytest.raises(PermissionDenied):
            approved(supervisor, export)
        with pytest.raises(IntegrityError), transaction.atomic():
            LargeExport.objects.filter(pk=export.pk).update(
                decided_at=NOW, decided_by=supervisor, approved=False
            )

    def test_a_list_of_the_whole_force_is_approved_by_who_reaches_it(self, inspector: User) -> None:
        export = asked(inspector)
        with pytest.raises(PermissionDenied):
            approved(world.supervisor(of=inspector.unit), export)
        assert approved(world.user(Role.DETECTIVE_INSPECTOR), export).approved

    @pytest.mark.parametrize("role", [Role.OFFENDER_MANAGER, Role.MAPPA_COORDINATOR, Role.AUDITOR])
    def test_who_takes_nothing_away_neither_asks_nor_decides(self, supervisor: User, role: Role) -> None:
        other = world.user(role)
        with pytest.raises(PermissionDenied):
            asked(other)
        with pytest.raises(PermissionDenied):
            approved(other, asked(supervisor))

    def test_another_units_supervisor_and_another_force_do_not(self, supervisor: User) -> None:
        export = asked(supervisor)
        far = world.supervisor(of=world.unit("Elsewhere"))
        with pytest.raises(PermissionDenied):
            approved(far, export)
        assert sign_in(far).get(f"/exports/{export.pk}/").status_code == 404

    def test_who_was_asked_first_by_two_at_once_is_told_so(self, supervisor: User, inspector: User) -> None:
        export = asked(supervisor)
        approved(inspector, export, yes=False)
        with pytest.raises(Stale):
            approved(world.user(Role.DETECTIVE_INSPECTOR), export)
        with pytest.raises(ValidationError, match="Somebody else has decided"):
            approved(world.user(Role.DETECTIVE_INSPECTOR), LargeExport.objects.get())


class TestAtRest:
    def test_what_was_asked_and_decided_stays(self, supervisor: User, inspector: User) -> None:
        export = asked(supervisor)
        rows = LargeExport.objects.filter(pk=export.pk)
        first: list[dict[str, Any]] = [
            {"headings": []},
            {"narrowed": []},
            {"fingerprint": "b" * 64},
            {"taken_at": NOW},
        ]
        for change in first:
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(decided_at=NOW, decided_by=inspector)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(decided_at=NOW, decided_by=inspector, approved=False, rows=4)
        approved(inspector, export)
        later: list[dict[str, Any]] = [
            {"approved": False, "open_to": None},
            {"open_to": world.TODAY + world.days(30)},
            {"rows": 4},
            {"asked_at": NOW - world.days(1)},
        ]
        for other in later:
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**other)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()

    def test_refused_it_says_why_and_may_be_asked_again(self, supervisor: User, inspector: User) -> None:
        export = asked(supervisor)
        assert asked(supervisor).pk == export.pk
        with pytest.raises(ValidationError, match="Say why"):
            approved(inspector, export, yes=False, note=" ")
        approved(inspector, export, yes=False)
        assert "Figures would do" in page_of(sign_in(supervisor), "/exports/")
        assert asked(supervisor).pk != export.pk

    def test_it_is_open_for_as_many_days_as_policy_says(self, supervisor: User, inspector: User) -> None:
        export = approved(inspector, asked(supervisor))
        assert export.open_to == world.TODAY + world.days(1)
        with pytest.raises(PermissionDenied):
            actions.take_export(supervisor, export=export, now=world.at(world.TODAY + world.days(2)))
        with pytest.raises(PermissionDenied):
            actions.take_export(inspector, export=export, now=NOW)
        actions.take_export(supervisor, export=export, now=NOW)
        with pytest.raises(PermissionDenied):
            actions.take_export(supervisor, export=export, now=NOW)
