"""A sample, a population or a request for a file sent again: the same is one; another is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accounts.models import User
from dashboards import actions
from dashboards.actions.exporting import Asked
from dashboards.models import DipSample, LargeExport, Population
from tests import world
from tests.dashboards.sampling import drawn
from tests.dashboards.sampling.drawn import NOW
from tests.mappa import held
from tests.sending import ELSE, Sent, is_one_and_another_is_refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
FILE = Asked("people", "People", "/people/export/", "/people/", "a" * 64, 3, ["Reference"])


def sampled(submission: UUID) -> Sent:
    by, officer = world.supervisor(), world.officer()
    world.person(officer)
    return Sent(
        lambda **said: drawn.sample(
            by, submission=submission, **{"levels": ["medium", "high"], "officer": officer, **said}
        ),
        [{"levels": ["high"]}, {"reactively": "any"}, {"officer": None}],
        lambda row: drawn.published(by, row),
    )


def counted(submission: UUID) -> Sent:
    by = held.coordinator()
    said: dict[str, Any] = {"area": "", "mid_year": 2025, "number": 450_000, "published_in": "ONS "}
    return Sent(
        lambda **other: actions.record_population(by, now=NOW, submission=submission, **{**said, **other}),
        [{"number": 45_000}, {"area": "Kirkby"}, {"mid_year": 2024}, {"published_in": ELSE}],
    )


def asked(submission: UUID) -> Sent:
    """How many rows the list has by now is not the form's to say; what another form said since is another matter."""
    by = world.supervisor()
    grown = iter(range(3, 100))

    def again(why: str = "An audit", fingerprint: str = "a" * 64) -> LargeExport:
        file = replace(FILE, fingerprint=fingerprint, rows=next(grown))
        return actions.ask_for_export(by, asked=file, why=why, now=NOW, submission=submission)

    return Sent(
        again,
        [{"why": ELSE}, {"fingerprint": "b" * 64}],
        lambda row: actions.ask_for_export(by, asked=FILE, why="An inspection", now=NOW, submission=uuid4()),
    )


@pytest.mark.parametrize(
    ("verb", "made"), [(sampled, [DipSample]), (counted, [Population]), (asked, [LargeExport])]
)
def test_it_is_one_and_another_is_refused(verb: Callable[[UUID], Sent], made: list[Any]) -> None:
    is_one_and_another_is_refused(verb(uuid4()), made)


def test_the_page_says_so_and_keeps_what_was_typed(sign_in: SignIn) -> None:
    client = sign_in(held.coordinator())
    sent = {
        "area": "",
        "mid_year": "2025",
        "number": "45000",
        "published_in": "ONS",
        "submission": str(uuid4()),
    }
    assert client.post("/returns/population/", sent).status_code == 302
    text = client.post("/returns/population/", {**sent, "number": "450000"}).content.decode()
    assert "This was sent before and recorded, with something else in it" in text
    assert 'value="450000"' in text
    assert Population.objects.get().number == 45_000
