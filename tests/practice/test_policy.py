"""Practice policy: dated, each force's own, and never rewritten."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from hypothesis import given
from hypothesis import strategies as st

from practice.keys import INTEL_READ, KEYS
from practice.models import Setting
from practice.policy import policy_of
from practice.rules import Unit, in_words, later
from tests import world


class TestCounting:
    @pytest.mark.parametrize(
        ("day", "amount", "unit", "then"),
        [
            (date(2026, 8, 31), 6, Unit.MONTHS, date(2027, 2, 28)),
            (date(2027, 8, 31), 6, Unit.MONTHS, date(2028, 2, 29)),
            (date(2026, 12, 15), 1, Unit.MONTHS, date(2027, 1, 15)),
            (date(2026, 6, 15), 24, Unit.MONTHS, date(2028, 6, 15)),
            (date(2026, 6, 15), 2, Unit.DAYS, date(2026, 6, 17)),
        ],
    )
    def test_months_end_within_the_month(self, day: date, amount: int, unit: Unit, then: date) -> None:
        assert later(day, amount, unit) == then

    @given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 120), st.integers(0, 120))
    def test_more_months_are_never_earlier(self, day: date, fewer: int, more: int) -> None:
        fewer, more = sorted((fewer, more))
        assert later(day, fewer, Unit.MONTHS) <= later(day, more, Unit.MONTHS)

    def test_words(self) -> None:
        assert in_words(1, Unit.DAYS) == "1 day"
        assert in_words(12, Unit.MONTHS) == "12 months"
        assert in_words(7, Unit.OCLOCK) == "7 o’clock"


@pytest.mark.django_db
class TestPolicy:
    def test_every_key_has_a_value_from_the_start(self) -> None:
        policy = policy_of(world.force().pk, world.TODAY)
        assert set(policy.values) == set(KEYS)

    def test_a_force_decides_for_itself_from_a_day_on(self) -> None:
        cumbria, other = world.force(), world.force("ZZ")
        usual = policy_of(cumbria.pk, world.TODAY).value(INTEL_READ)
        world.decided(INTEL_READ, 1)
        world.decided(INTEL_READ, 5, world.TODAY + world.days(30))
        assert policy_of(cumbria.pk, world.TODAY - world.days(1)).value(INTEL_READ) == usual
        assert policy_of(cumbria.pk, world.TODAY).value(INTEL_READ) == 1
        assert policy_of(cumbria.pk, world.TODAY + world.days(30)).value(INTEL_READ) == 5
        assert policy_of(other.pk, world.TODAY + world.days(30)).value(INTEL_READ) == usual

    def test_what_was_decided_stays(self) -> None:
        made = Setting.objects.create(key=INTEL_READ, value=1, effective_from=world.TODAY)
        made.value = 9
        with pytest.raises(ProgrammingError), transaction.atomic():
            made.save()
        with pytest.raises(ProgrammingError), transaction.atomic():
            made.delete()
        with pytest.raises(IntegrityError), transaction.atomic():
            Setting.objects.create(key=INTEL_READ, value=2, effective_from=world.TODAY)
