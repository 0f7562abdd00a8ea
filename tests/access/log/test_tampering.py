"""Whatever is done to the log afterwards is found, and the first bad row is named."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import timedelta

import pytest
from django.db import connection, transaction

from access.log import verifying
from access.log.sealing import seal
from access.log.verifying import verify
from access.models import AccessEvent, Seal
from tests.access.log.chains import EVENTS, chain
from tests.access.log.conftest import tampering
from tests.access.log.forging import WAYS, insert, seal_again


@contextmanager
def one_by_one(
    stretches: list[range], expected: Mapping[int, str]
) -> Iterator[Iterator[verifying._Proof | None]]:
    """The proofs of all stretches, without other processes: they would not see a test's transaction."""
    yield (verifying._prove(stretch, expected) for stretch in stretches)


@pytest.mark.usefixtures("empty_log")
class TestTampering:
    def test_a_thousand_tamperings_are_all_found(self) -> None:
        # A fresh seed each run; it is in the message of a failure.
        seed = random.randrange(2**32)
        rng = random.Random(seed)
        end = chain()
        assert verify([end])
        unfound = []
        for number in range(1_000):
            how = WAYS[number % len(WAYS)]
            with transaction.atomic(), connection.cursor() as cursor:
                with tampering():
                    how(rng, cursor)
                if verify([end]):
                    unfound.append(f"{how.__name__}, number {number} of seed {seed}")
                transaction.set_rollback(True)
        assert not unfound
        assert verify([end])

    def test_in_stretches_the_same_is_said_as_from_end_to_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seed = random.randrange(2**32)
        rng = random.Random(seed)
        end = chain()
        alone = verifying._proofs
        for number in range(300):
            with transaction.atomic(), connection.cursor() as cursor:
                with tampering():
                    WAYS[number % len(WAYS)](rng, cursor)
                monkeypatch.setattr(verifying, "_AT_A_TIME", rng.randrange(1, EVENTS))
                monkeypatch.setattr(verifying, "_proofs", alone)
                from_end_to_end = verify([end])
                monkeypatch.setattr(verifying, "_proofs", one_by_one)
                assert verify([end]) == from_end_to_end, f"number {number} of seed {seed}"
                transaction.set_rollback(True)
        assert verify([end]).events == EVENTS

    def test_an_event_long_before_those_of_an_earlier_stretch_is_named(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chain()
        late = Seal.objects.get(position=20)
        with tampering(), connection.cursor() as cursor:
            before = timedelta(hours=2)
            AccessEvent.objects.filter(pk=late.event_id).update(at=late.event_at - before)
            Seal.objects.filter(position=20).update(event_at=late.event_at - before)
            seal_again(cursor, 20)
        monkeypatch.setattr(verifying, "_AT_A_TIME", 1)
        monkeypatch.setattr(verifying, "_proofs", one_by_one)
        verdict = verify()
        assert verdict.events == 19
        assert "long before the one sealed before it" in verdict.fault

    def test_what_follows_from_another_seal_than_the_one_walked_to_is_walked_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chain()
        monkeypatch.setattr(verifying, "_AT_A_TIME", 15)
        first, second = verifying._stretches()
        proof = verifying._prove(second, {})
        assert proof
        with tampering(), connection.cursor() as cursor:
            AccessEvent.objects.filter(pk=Seal.objects.get(position=3).event_id).update(
                reason="nothing to see"
            )
            seal_again(cursor, 3)
            cursor.execute("UPDATE audit_seal SET hash = sha256(hash) WHERE position > 15")
        monkeypatch.setattr(verifying, "_proofs", lambda *_: nullcontext([None, proof]))
        assert verify().events == first.stop - 1

    @pytest.mark.parametrize("place", [1, 17, EVENTS])
    def test_the_first_bad_row_is_named(self, place: int) -> None:
        chain()
        which = Seal.objects.get(position=place).event_id
        with tampering():
            AccessEvent.objects.filter(pk=which).update(reason="nothing to see")
        verdict = verify()
        assert verdict.events == place - 1
        assert str(which) in verdict.fault

    def test_an_end_cut_off_is_seen_only_with_a_checkpoint(self) -> None:
        end = chain()
        with tampering():
            last = Seal.objects.get(position=EVENTS)
            AccessEvent.objects.filter(pk=last.event_id).delete()
            last.delete()
        assert verify()
        assert f"knew seal {EVENTS}" in verify([end]).fault

    def test_an_event_put_in_afterwards_never_gets_a_seal(self) -> None:
        chain()
        with tampering(), connection.cursor() as cursor:
            insert(random.Random(3), cursor)  # its draw puts in an event alone
        put_in = AccessEvent.objects.exclude(pk__in=Seal.objects.values("event_id")).get()
        assert seal().events == 0
        assert str(put_in.pk) in verify().fault
