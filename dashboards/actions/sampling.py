"""Dip-samples: drawn, gone through record by record, published to the officers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max

from access.policies import Capability, reach
from access.reading import as_vigil
from access.recording import lock, recording, same_again
from accounts.models import Unit, User
from dashboards.models import DipAnswer, DipCase, DipQuestionSet, DipSample
from dashboards.sampling import pooling, rules
from dashboards.sampling.choices import Reactively
from dashboards.sampling.keys import FOUND_WITHIN, LEAST, PERCENT
from dashboards.sampling.rules import Answered
from diary.actions import set_task, tell
from offenders.actions.guards import believe
from practice.policy import policy_of

SOURCE = "dip-sample"
PUBLISHED = "This sample has been published: it stays as it is."
NOBODY = (
    "Nobody is there to draw from: people without a manager, your own people and those of whoever you stand in for "
    "are left out."
)


def draw_sample(
    actor: User,
    *,
    unit: Unit,
    levels: Collection[str],
    reactively: str,
    officer: User | None,
    now: datetime,
    submission: UUID | None = None,
    seed: Callable[[], str] = rules.fresh_seed,
) -> DipSample:
    """Draw this month's sample of a unit: of each manager so many per cent of their people, and at least so many, as
    the force's policy says. The actor chooses of whom it is asked for, and never who is drawn.

    Left out are the actor's own people and those of whoever they stand in for, people without a manager, and records
    that the actor may not open. `seed` is another than chance in the demonstration and in tests alone, which have to
    be the same again. Raises PermissionDenied, or ValidationError: nobody to draw from, or drawn already this month.
    The same `submission` twice gives the first back, and raises SentOtherwise where it asks for another.
    """
    today = now.date()
    # Of other managers of the unit nobody is looked at: the log names those who are drawn.
    with recording(actor, "draw dip-sample"):
        if not reach(actor, Capability.APPROVE, today).covers(unit_id=unit.pk, force_id=unit.force_id):
            raise PermissionDenied
        if submission and (already := DipSample.objects.filter(submission=submission).first()):
            return same_again(
                already, unit=unit, levels=sorted(levels), reactively=reactively, officer=officer
            )
        pool = pooling.pool(
            actor, unit=unit, levels=levels, reactively=Reactively(reactively), officer=officer, today=today
        )
        if not pool:
            raise ValidationError(NOBODY, code="nobody")
        policy = policy_of(unit.force_id, today)
        percent, least = policy.value(PERCENT), policy.value(LEAST)
        chosen = seed()
        drawn = rules.draw(pool, percent=percent, least=least, seed=chosen)
        order = rules.in_order([person for people in drawn.values() for person in people], chosen)
        if not order:
            raise ValidationError("The force’s policy draws nobody from so few people.", code="nobody")
        sample = DipSample.objects.create(
            force_id=unit.force_id,
            unit=unit,
            month=today.replace(day=1),
            levels=sorted(levels),
            reactively=reactively,
            officer=officer,
            questions=DipQuestionSet.objects.in_use(today),
            percent=percent,
            least=least,
            pool=pool,
            pool_size=sum(map(len, pool.values())),
            size=len(order),
            seed=chosen,
            drawn_at=now,
            drawn_by=actor,
            submission=submission,
        )
        managers = {person: manager for manager, people in drawn.items() for person in people}
        for place, person in enumerate(order, start=1):
            DipCase.objects.create(
                sample=sample,
                person_id=UUID(person),
                manager_id=UUID(managers[person]),
                place=place,
                drawn_at=now,
            )
    return sample


def answer_record(
    actor: User, *, case: DipCase, version: int, said: Mapping[str, Answered], now: datetime
) -> DipCase:
    """Answer every question about one record, by the question's code. Until it is published the answers may be changed.

    Raises PermissionDenied, Stale, or ValidationError keyed by field (`rules.answered`).
    """
    with recording(actor, "answer dip-sample"):
        current = _open(actor, case, version, now)
        questions = {each.code: each for each in current.sample.questions.questions.all()}
        believe(rules.answered({code: said.get(code, Answered("")) for code in questions}))
        stand = {each.question_id: each for each in current.answers.all()}
        for code, question in questions.items():
            row = stand.get(question.pk) or DipAnswer(
                case=current, person_id=current.person_id, question=question
            )
            typed = (said[code].answer, said[code].comment.strip(), said[code].to_do.strip())
            if question.pk in stand and (row.answer, row.comment, row.to_do) == typed:
                continue
            row.answer, row.comment, row.to_do = typed
            row.recorded_at, row.recorded_by = now, actor
            row.save()
        current.answered_at, current.answered_by = now, actor
        current.version += 1
        current.save()
    return current


def exclude_record(actor: User, *, case: DipCase, version: int, why: str, now: datetime) -> DipCase | None:
    """Leave a drawn record out, with the reason, and draw the next of the same manager's; None where nobody is left.

    Both stay on the sample. Raises PermissionDenied, Stale, or ValidationError. Excluding it twice excludes it once.
    """
    with recording(actor, "exclude record from dip-sample"):
        if case.excluded_by_id == actor.pk:
            return DipCase.objects.filter(replaces=case).first()
        current = _open(actor, case, version, now)
        believe({} if why.strip() else {"why": "Say why this record is left out: it stays on the sample."})
        current.excluded_at, current.excluded_by, current.excluded_why = now, actor, why.strip()
        current.version += 1
        current.save()
        sample = current.sample
        with as_vigil():  # who was drawn already, also where their record was restricted since
            drawn = list(DipCase.objects.filter(sample=sample).values_list("person_id", flat=True))
            last = DipCase.objects.filter(sample=sample).aggregate(last=Max("place"))["last"]
        others = sample.pool[str(current.manager_id)]
        person = rules.next_of(others, map(str, drawn), sample.seed)
        if person is None:
            return None
        return DipCase.objects.create(
            sample=sample,
            person_id=UUID(person),
            manager_id=current.manager_id,
            place=last + 1,
            drawn_at=now,
            replaces=current,
        )


def publish_sample(actor: User, *, sample: DipSample, version: int, now: datetime) -> DipSample:
    """Show each officer their results, and set a task for each finding that asks for something.

    From then on nothing of it changes. Raises PermissionDenied, Stale, or ValidationError: while a record that was
    drawn has neither been gone through nor excluded. Published twice by the same person it is published once.
    """
    with recording(actor, "publish dip-sample"):
        _samples(actor, sample, now)
        current = lock(sample)
        if current.published_by_id == actor.pk:
            return current
        if current.is_published:
            raise ValidationError(PUBLISHED, code="published")
        lock(sample, expected_version=version)
        with as_vigil():
            left = current.cases.standing().filter(answered_at__isnull=True).count()
        if left:
            raise ValidationError(
                f"{left} of the records drawn {'has' if left == 1 else 'have'} neither been gone through nor left out. "
                "One that you may not open waits for somebody who may.",
                code="left",
            )
        current.published_at, current.published_by = now, actor
        current.version += 1
        current.save()
        due_on = policy_of(current.force_id, now.date()).after(FOUND_WITHIN, now.date())
        cases = current.cases.standing().select_related("person", "manager")
        for case in cases:
            _ask(actor, case, due_on, now)
        told = {case.manager_id: case.manager for case in cases}
        tell(
            [user for user in told.values() if user != actor],
            person=None,
            reference="Dip-sample",
            cause=f"dip-sample {current.pk}",
            subject="Results of a dip-sample of your records",
            body=f"A dip-sample has been published.\n\nSign in to see what was found: {settings.PUBLIC_URL}",
            now=now,
        )
    return current


def _ask(actor: User, case: DipCase, due_on: date, now: datetime) -> None:
    """A task for whoever manages them, for each finding that asks for something."""
    for answer in case.answers.exclude(to_do="").select_related("question"):
        set_task(
            actor,
            person=case.person,
            title=f"From a dip-sample: {answer.question.short.lower()}",
            detail=answer.to_do,
            due_on=due_on,
            source=f"{SOURCE}/finding:{answer.pk}",
            now=now,
        )


def _samples(actor: User, sample: DipSample, now: datetime) -> None:
    if not DipSample.objects.drawn_for(actor, now).filter(pk=sample.pk).exists():
        raise PermissionDenied


def _open(actor: User, case: DipCase, version: int, now: datetime) -> DipCase:
    """The case, locked, while its sample may be gone through by this user."""
    if not DipCase.objects.gone_through_by(actor, now).filter(pk=case.pk).exists():
        raise PermissionDenied
    sample = DipSample.objects.select_for_update().get(pk=case.sample_id)
    current = lock(case, expected_version=version)
    if current.manager_id == actor.pk:
        raise PermissionDenied
    if sample.is_published:
        raise ValidationError(PUBLISHED, code="published")
    if current.excluded_at:
        raise ValidationError("This record has been left out of the sample.", code="excluded")
    current.sample = sample
    return current
