"""Risk assessments for tests, made through the application's own verbs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from offenders.models import Person
from riskplans import actions
from riskplans.assessments.choices import LawfulBasis, Occasion
from riskplans.models import AssessedFactor, Assessment, SharedSummary, Tool
from tests import world

FACTOR: Mapping[str, Any] = {
    "priority": "low",
    "evidence": "Says he stays in; nothing seen that speaks against it.",
    "sources": ["self"],
    "evidenced_on": world.TODAY,
    "contradicted": False,
    "changed_why": "",
}
WRITTEN: Mapping[str, Any] = {"formulation": "Children of friends, when he drinks.", "evidence": ""}
SHARED: Mapping[str, Any] = {
    "agency": "Children’s services, Cumberfell",
    "recipient": "Ada Finch, social worker",
    "basis": LawfulBasis.CHILD,
    "why": "Her plan for Kit needs his ratings.",
}


def tool(code: str) -> Tool:
    return Tool.objects.get(code=code)


def begun(
    by: User, of: Person, code: str = "arms", *, now: datetime | None = None, **said: Any
) -> Assessment:
    return actions.start_assessment(
        by,
        person=of,
        tool=tool(code),
        now=now or world.at(world.TODAY),
        **{"occasion": Occasion.FIRST, **said},
    )


def gone_through(
    by: User, factor: AssessedFactor, *, now: datetime | None = None, **said: Any
) -> AssessedFactor:
    changed = {"changed_why": "He has moved"} if factor.before else {}
    return actions.go_through_factor(
        by,
        factor=factor,
        version=factor.version,
        said={**FACTOR, **changed, **said},
        now=now or world.at(world.TODAY),
    )


def put_right(by: User, returned: Assessment) -> Assessment:
    """One that came back, with something written in it since."""
    assert returned.decided_at
    gone_through(by, returned.factors.all()[0], now=returned.decided_at + timedelta(minutes=5))
    returned.refresh_from_db()
    return returned


def written(
    by: User,
    of: Person,
    code: str = "arms",
    *,
    levels: Mapping[str, str] | None = None,
    high: frozenset[str] | set[str] = frozenset(),
    on: date = world.TODAY,
    now: datetime | None = None,
    **said: Any,
) -> Assessment:
    """An assessment with nothing left to do: `levels` by result, `high` the factors of high priority."""
    return finished(
        by, begun(by, of, code, now=now or world.at(on)), levels=levels, high=high, on=on, now=now, **said
    )


def finished(
    by: User,
    found: Assessment,
    *,
    levels: Mapping[str, str] | None = None,
    high: frozenset[str] | set[str] = frozenset(),
    on: date = world.TODAY,
    now: datetime | None = None,
    **said: Any,
) -> Assessment:
    """One that was begun, with nothing left to do."""
    now = now or world.at(on)
    for factor in found.factors.all():
        gone_through(
            by, factor, now=now, priority="high" if factor.factor in high else "low", evidenced_on=on
        )
    levels = levels or {"overall": "medium"}
    return actions.write_assessment(
        by,
        assessment=found,
        version=1,
        said={**WRITTEN, "assessed_on": on, **said},
        results={result: {"level": level} for result, level in levels.items()},
        now=now,
    )


def handed_in(by: User, of: Person, code: str = "arms", **how: Any) -> Assessment:
    made = written(by, of, code, **how)
    now = how.get("now") or world.at(how.get("on", world.TODAY))
    return actions.hand_in_assessment(by, assessment=made, version=made.version, now=now)


def approved(
    by: User, of: Person, code: str = "arms", *, supervisor: User | None = None, **how: Any
) -> Assessment:
    made = handed_in(by, of, code, **how)
    now = how.get("now") or world.at(how.get("on", world.TODAY), 12)
    return actions.decide_assessment(
        supervisor or world.supervisor(),
        assessment=made,
        version=made.version,
        approve=True,
        note="",
        now=now,
    )


def shared(by: User, made: Assessment, **said: Any) -> SharedSummary:
    """A summary given to children's services."""
    return actions.share_summary(by, assessment=made, now=world.at(world.TODAY, 14), **{**SHARED, **said})


def one_of_each(officer: User, supervisor: User, person: Person) -> dict[str, list[object]]:
    """What stands in the addresses of the pages of risk: one begun, one handed in, a lower level, a review."""
    now = world.at(world.TODAY)
    stands = approved(officer, person, supervisor=supervisor, levels={"overall": "high"})
    summary = shared(officer, stands)
    draft = begun(officer, person)
    waiting = handed_in(officer, person, "rosh", levels={"children": "high"})
    asked = actions.set_level(officer, person=person, level="medium", why="Settled", now=now)  # type: ignore[arg-type]
    actions.report_change(
        officer, person=person, kind="bereavement", what="His father died", happened_on=world.TODAY, now=now
    )  # type: ignore[arg-type]
    of_draft = ("assessment", "write-assessment", "hand-in-assessment", "drop-assessment")
    return {
        **{url: [person.pk, draft.pk] for url in of_draft},
        "assess-factor": [person.pk, draft.pk, "opportunity"],
        "decide-assessment": [person.pk, waiting.pk],
        "share-summary": [person.pk, stands.pk],
        "summary-docx": [person.pk, stands.pk, summary.pk],
        "answer-level": [person.pk, asked.pk],
    }
