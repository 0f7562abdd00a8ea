"""Intelligence and concerns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from intelligence import actions as intelligence
from intelligence.choices import Assessment
from intelligence.models import Link
from offenders.models import Person
from tests import world
from tests.intelligence import reported

NOW = world.at(world.TODAY)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "submit report": lambda by, of: intelligence.submit_report(
        by, report=reported.REPORT, people={of.pk: "subject"}, now=NOW
    ),
    "assess intelligence": lambda by, of: intelligence.assess(
        by,
        link=Link.objects.get(report=VERBS["submit report"](by, of)),
        version=1,
        assessment=Assessment.NOTHING,
        note="Known",
        now=NOW,
    ),
    "disseminate report": lambda by, of: intelligence.disseminate(
        by,
        link=Link.objects.get(report=VERBS["submit report"](by, of)),
        dissemination=reported.DISSEMINATION,
        now=NOW,
    ),
    "record concern": lambda by, of: intelligence.record_concern(
        by, concern={**reported.CONCERN, "who": "Alan Marsh"}, now=NOW
    ),
    "link concern": lambda by, of: intelligence.link_concern(
        by, concern=reported.concern(by, who="Nobody on record"), version=1, person=of, note="", now=NOW
    ),
}
