"""The database keeps the log: nothing is changed, deleted or dated by hand, in no partition."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from structlog.testing import capture_logs

from access import actions
from access.log.sealing import seal
from access.models import AccessEvent
from tests.access.log.chains import chain
from tests.access.log.conftest import event, tampering
from tests.access.log.forging import put_in


@pytest.mark.usefixtures("empty_log")
class TestKept:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE access_event SET reason = 'x'",
            "DELETE FROM access_event",
            "TRUNCATE access_event",
            "TRUNCATE ONLY access_event_default",
            "UPDATE audit_seal SET position = position + 1",
            "DELETE FROM audit_seal",
            "TRUNCATE audit_seal",
        ],
    )
    def test_the_database_refuses(self, statement: str) -> None:
        chain(1)
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(statement)

    @pytest.mark.parametrize("at", ["at - interval '2 minutes'", "at + interval '2 minutes'", "'2036-01-01'"])
    def test_nobody_dates_an_event(self, at: str) -> None:
        like = event()
        with (
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="written as it happens"),
            transaction.atomic(),
        ):
            put_in(cursor, str(like.pk), at)

    @pytest.mark.parametrize("verb", ["UPDATE {0} SET reason = 'x'", "DELETE FROM {0}", "TRUNCATE {0}"])
    def test_on_every_partition_there_is_or_will_be(self, verb: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT access_make_partitions('2031-01-31', 1)")
            assert cursor.fetchone()[0] == 2
            cursor.execute(
                "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'access_event'::regclass"
            )
            partitions = [row[0] for row in cursor.fetchall()]
            assert {"access_event_default", "access_event_2031_01", "access_event_2031_02"} <= set(partitions)
            for partition in partitions:
                with tampering():
                    self._fill(cursor, partition)
                with pytest.raises(DatabaseError), transaction.atomic():
                    cursor.execute(verb.format(partition))

    def _fill(self, cursor: CursorWrapper, partition: str) -> None:
        """A row in the partition, whatever its month: a row trigger speaks only where there is a row."""
        months = {"access_event_default": "2001-01-01"}
        day = months.get(partition) or partition.removeprefix("access_event_").replace("_", "-") + "-15"
        cursor.execute("UPDATE access_event SET at = %s WHERE id = %s", [f"{day}T12:00:00Z", event().pk])

    def test_a_month_that_the_default_partition_has_begun_stops_no_other(self) -> None:
        like = event()
        with tampering(), connection.cursor() as cursor:
            put_in(cursor, str(like.pk), "'2031-02-10'")
            cursor.execute("SELECT access_make_partitions('2031-01-31', 2)")
            assert cursor.fetchone()[0] == 2
            cursor.execute("SELECT to_regclass('access_event_2031_02'), to_regclass('access_event_2031_03')")
            assert cursor.fetchone() == (None, "access_event_2031_03")
        with capture_logs() as lines:
            actions.make_partitions()
        assert {"month": "2031-02", "events": 1, "log_level": "error"}.items() <= lines[0].items()

    def test_verify_names_the_month_that_no_partition_took(self, capsys: pytest.CaptureFixture[str]) -> None:
        made = event()
        with tampering():
            AccessEvent.objects.filter(pk=made.pk).update(at="2001-02-10T12:00:00Z")
        seal()
        call_command("audit", "verify")
        assert "1 events of 2001-02 stand in the default partition" in capsys.readouterr().err

    def test_partitions_are_made_once_and_ahead(self) -> None:
        actions.make_partitions(5)
        assert actions.make_partitions(5) == 0
        made = event()
        with connection.cursor() as cursor:
            cursor.execute("SELECT tableoid::regclass::text FROM access_event WHERE id = %s", [made.pk])
            assert cursor.fetchone()[0] != "access_event_default"
