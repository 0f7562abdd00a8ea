"""Dip-samples for tests, through the application's own verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from dashboards import actions
from dashboards.models import DipCase, DipSample
from dashboards.sampling.choices import Said
from dashboards.sampling.rules import Answered
from tests import world

NOW = world.at(world.TODAY)
SEED = "5" * 64
GOOD = Answered(Said.YES)
BAD = Answered(Said.NO, "The second visit names no device.", "Ask about devices on the next visit.")


def sample(by: User, *, now: datetime = NOW, seed: str = SEED, **asked: Any) -> DipSample:
    return actions.draw_sample(
        by,
        now=now,
        seed=lambda: seed,
        **{"unit": by.unit, "levels": [], "reactively": "", "officer": None, **asked},
    )


def said(case: DipCase, **otherwise: Answered) -> dict[str, Answered]:
    """Yes to every question but those named."""
    codes = case.sample.questions.questions.values_list("code", flat=True)
    return {code: otherwise.get(code, GOOD) for code in codes}


def gone_through(by: User, case: DipCase, *, now: datetime = NOW, **otherwise: Answered) -> DipCase:
    case.refresh_from_db()
    return actions.answer_record(by, case=case, version=case.version, said=said(case, **otherwise), now=now)


def published(by: User, of: DipSample, *, now: datetime = NOW, **otherwise: Answered) -> DipSample:
    """Every record gone through, with the same answers, and the sample published."""
    for case in of.cases.standing():
        gone_through(by, case, now=now, **otherwise)
    of.refresh_from_db()
    return actions.publish_sample(by, sample=of, version=of.version, now=now)


def one_of_each(manager: User, supervisor: User) -> dict[str, list[object]]:
    """What stands in the addresses of its pages: a sample with a record of this manager that is still open."""
    made = sample(supervisor, officer=manager)
    case = made.cases.first()
    assert case
    on_sample: list[object] = [made.pk]
    on_case: list[object] = [made.pk, case.pk]
    return {
        "dip-sample": on_sample,
        "publish-dip-sample": on_sample,
        **dict.fromkeys(("dip-record", "answer-dip-record", "leave-out-dip-record"), on_case),
    }
