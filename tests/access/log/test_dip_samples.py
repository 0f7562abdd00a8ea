"""What the log says of the verbs of dip-samples: whom each is about, and no word of what was found."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from access.choices import Operation
from access.models import AccessEvent
from dashboards import actions
from dashboards.models import DipSample
from tests import world
from tests.dashboards.sampling import drawn
from tests.dashboards.sampling.drawn import BAD, NOW
from tests.dashboards.sampling.test_sampling import caseload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def written(during: Callable[[], Any]) -> AccessEvent:
    last = AccessEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    during()
    return AccessEvent.objects.filter(seq__gt=last).latest("seq")


def test_each_verb_names_the_people_and_not_what_was_found() -> None:
    supervisor, officer = world.supervisor(), world.officer()
    caseload(officer, 5)
    found: dict[str, AccessEvent] = {}

    def keep(event: AccessEvent) -> AccessEvent:
        found[event.action] = event
        return event

    event = keep(written(lambda: drawn.sample(supervisor)))
    sample = DipSample.objects.get(drawn_by=supervisor)
    first, *others = sample.cases.all()
    assert set(event.person_ids) == set(sample.cases.values_list("person", flat=True))
    event = keep(
        written(
            lambda: actions.exclude_record(supervisor, case=first, version=1, why="Died on Sunday", now=NOW)
        )
    )
    new = sample.cases.get(replaces=first)
    assert set(event.person_ids) == {first.person_id, new.person_id}
    for case in (*others, new):
        event = keep(written(lambda case=case: drawn.gone_through(supervisor, case, plan=BAD)))  # type: ignore[misc]
        assert event.person_ids == [case.person_id]
    event = keep(written(lambda: actions.publish_sample(supervisor, sample=sample, version=1, now=NOW)))
    assert set(event.person_ids) == {case.person_id for case in (*others, new)}
    assert set(found) == {
        "draw dip-sample",
        "exclude record from dip-sample",
        "answer dip-sample",
        "publish dip-sample",
    }
    for event in found.values():
        assert event.actor_id == supervisor.pk
        assert event.operation in (Operation.COLLECTION, Operation.ALTERATION)
        assert not event.reason
        assert {"dip-sample", "tasks"} & set(event.sections) or event.sections
    called = {
        name
        for name, each in vars(actions).items()
        if inspect.isfunction(each) and each.__module__.endswith(".sampling")
    }
    assert called == {"draw_sample", "exclude_record", "answer_record", "publish_sample"}
