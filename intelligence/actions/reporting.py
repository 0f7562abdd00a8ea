"""Submitting a graded report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

from access.reading import as_vigil
from access.recording import SentOtherwise, lock, recording, same_again
from accounts.models import User
from intelligence import policies, rules
from intelligence.actions.linking import link_to
from intelligence.choices import Settled
from intelligence.models import Concern, Link, Report
from intelligence.references import new_reference
from offenders.actions.guards import believe


def submit_report(
    actor: User,
    *,
    report: Mapping[str, Any],
    people: Mapping[UUID, str],
    now: datetime,
    concern: Concern | None = None,
    submission: UUID | None = None,
) -> Report:
    """Submit one item of intelligence about `people` (id and role); each one's manager gets a task to read it.

    `report` has the fields of a Report that are the officer's to give. `concern` is what it is made of, and is settled
    by it. Raises PermissionDenied for who may not report, or names somebody they may not know of; ValidationError keyed
    by field. The same `submission` twice gives the first back, and raises SentOtherwise where it says something else.
    """
    if not policies.may_submit(actor, now.date()) or actor.force_id is None:
        raise PermissionDenied
    believe(rules.report(report, people=len(people), now=now))
    with recording(actor, "submit report"):
        if submission and (already := Report.objects.filter(submission=submission).first()):
            same_again(already, concern_id=concern.pk if concern else None, **report)
            return _about_the_same(already, people)
        named = list(policies.nameable(actor, now).filter(pk__in=people).order_by("pk"))
        if len(named) != len(people):
            raise PermissionDenied
        if concern and not policies.to_report(actor, now.date()).filter(pk=concern.pk).exists():
            raise PermissionDenied
        made = Report.objects.create(
            **report,
            reference=new_reference("INT"),
            force_id=actor.force_id,
            submitted_by=actor,
            submitted_at=now,
            submission=submission,
            concern=concern,
        )
        for person in named:
            link_to(actor, person=person, role=people[person.pk], report=made, now=now)
        if concern and (current := lock(concern)).settled_at is None:
            current.settled, current.settled_at, current.settled_by = Settled.REPORTED, now, actor
            current.version += 1
            current.save(update_fields=["settled", "settled_at", "settled_by", "version"])
    return made


def _about_the_same(already: Report, people: Mapping[UUID, str]) -> Report:
    """The report, if these are whom it was submitted about; what was linked or taken off since is another matter."""
    with as_vigil():  # also whoever is closed to its author by now
        first = Link.objects.filter(report=already, recorded_at=already.submitted_at)
        roles = dict(first.values_list("person", "role"))
    if roles != dict(people):
        raise SentOtherwise
    return already
