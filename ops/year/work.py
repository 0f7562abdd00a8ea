"""What a unit does in a day: visits planned and made, breaches gone through, colleagues stood in for, people handed on.

Everything is written by the verbs that the pages call, as the officer or supervisor whose work it is.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.core.exceptions import ValidationError

from accounts.choices import Role, Vetting
from accounts.models import Force, RoleAssignment, Unit, User
from diary.models import Entry
from notifications import actions as notified
from notifications.breaches import rules
from notifications.breaches.choices import (
    CheckResult,
    DecisionKind,
    ExcuseView,
    Meeting,
    Outcome,
    Stage,
    Verdict,
)
from notifications.models import Breach
from offenders import actions as offenders
from offenders.models import Assignment, Person
from riskplans import actions as visiting
from riskplans.choices import NextStep, VisitKind
from riskplans.choices import Outcome as Came
from riskplans.models import AttemptsDecision, Visit

# What comes of knocking, and how often in twenty.
_CAME = ((Came.SEEN_HOME, 13), (Came.LIMITED, 1), (Came.NOT_IN, 5), (Came.REFUSED, 1))
_AHEAD = timedelta(days=10)
_SECOND = "DC Second, same unit"


def unit(officers: int) -> tuple[list[User], User]:
    """A unit of so many offender managers, and its supervisor."""
    force = Force.objects.create(code="YR", name="Yearlong Constabulary")
    made = Unit.objects.create(force=force, name="Year", telephone="01632 960 000")

    def member(name: str, role: Role, number: int) -> User:
        user = User.objects.create_user(
            name,
            email=f"{name}@vigil.invalid",
            given_name="Robin",
            family_name=f"Yearling {number}",
            rank="DS" if role is Role.SUPERVISOR else "DC",
            collar_number=str(number),
            unit=made,
            force=force,
            vetting=Vetting.NPPV3,
        )
        RoleAssignment.objects.create(user=user, role=role, starts_on="2000-01-01")
        return user

    managers = [member(f"year{number}", Role.OFFENDER_MANAGER, number) for number in range(1, officers + 1)]
    return managers, member("yearsupervisor", Role.SUPERVISOR, 900)


class Work:
    """The unit's work, day by day. The same seed does the same work."""

    def __init__(self, officers: list[User], supervisor: User, *, seed: int) -> None:
        self._officers, self._supervisor = officers, supervisor
        self._rng = Random(f"work/{seed}")  # noqa: S311 - fiction, not secrets
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def day(self, now: datetime) -> None:
        """One working day, at a moment of it."""
        self._visit(now)
        self._decide(now)
        self._go_through_breaches(now)
        self._look_after_caseloads(now)

    def _try(self, verb: Any, *arguments: Any, **fields: Any) -> Any:
        """What the verb gives; None where it refuses, which writes nothing and is counted."""
        try:
            made = verb(*arguments, **fields)
        except ValidationError:
            self.refused[verb.__name__] += 1
            return None
        self.done[verb.__name__] += 1
        return made

    def _visit(self, now: datetime) -> None:
        due = Entry.objects.open().filter(kind="visit", work_to__lte=now.date() + _AHEAD)
        for entry in due.select_related("person").order_by("person_id"):
            if self._rng.random() > 0.3:  # there is not time for everybody every day
                continue
            officer = self._manager(entry.person)
            visit = Visit.objects.open().filter(person=entry.person).first() or self._try(
                visiting.plan_visit,
                officer,
                person=entry.person,
                plan={
                    "kind": VisitKind.ROUTINE,
                    "planned_for": now - timedelta(minutes=30),
                    "announced": False,
                    "place": "At home",
                    "second": _SECOND,
                },
                now=now,
            )
            if visit is None:
                continue
            came = self._rng.choices([came for came, _ in _CAME], [weight for _, weight in _CAME])[0]
            seen = came not in (Came.NOT_IN, Came.REFUSED)
            self._try(
                visiting.record_outcome,
                officer,
                visit=visit,
                version=visit.version,
                outcome=came,
                said={
                    "arrived_at": now - timedelta(minutes=20),
                    "entry_sought": "" if seen else "yes",
                    "happened": "All as before." if seen else "",
                },
                breach="A telephone nobody knew of." if seen and self._rng.random() < 0.02 else "",
                review=seen and self._rng.random() < 0.05,
                now=now,
            )

    def _decide(self, now: datetime) -> None:
        for decision in AttemptsDecision.objects.waiting().select_related("person"):
            self._try(
                visiting.decide_attempts,
                self._supervisor,
                decision=decision,
                version=decision.version,
                step=self._rng.choice((NextStep.AGAIN, NextStep.AGAIN, NextStep.WARRANT)),
                reasons="Often at work at that hour.",
                now=now,
            )

    def _go_through_breaches(self, now: datetime) -> None:
        """One step a day of each: checks, what they show, the excuse, the decision, the end."""
        late = Entry.objects.overdue(now).filter(key__startswith="notifications/").order_by("person", "key")
        for entry in late.select_related("person"):
            if self._rng.random() < 0.02:
                self._try(
                    notified.open_suspected_breach,
                    self._manager(entry.person),
                    person=entry.person,
                    of="requirement",
                    found="overdue",
                    duty_key=entry.key,
                    now=now,
                )
        for breach in (
            Breach.objects.standing().exclude(stage=Stage.CLOSED).select_related("person", "disposal")
        ):
            if self._rng.random() < 0.5:
                self._step(breach, self._manager(breach.person), now)

    def _step(self, breach: Breach, officer: User, now: datetime) -> None:
        if breach.stage == Stage.SUSPECTED:
            self._look_into(breach, officer, now)
        elif breach.stage == Stage.ESTABLISHED:
            self._have_decided(breach, officer, now)
        elif breach.disposal and self._rng.random() < 0.1:
            self._try(
                notified.finalise_breach,
                officer,
                breach=breach,
                version=breach.version,
                outcome=self._rng.choice(rules.outcomes(breach.disposal.kind) or (Outcome.NFA,)),
                outcome_on=now.date(),
                court="Walk Magistrates' Court",
                now=now,
            )

    def _look_into(self, breach: Breach, officer: User, now: datetime) -> None:
        latest = breach.checks.standing().order_by("recorded_at").values_list("kind", "result")
        for kind in rules.outstanding(breach.of, rules.latest(latest), children=breach.about_children):
            result = rules.check_results(kind)[self._rng.random() < 0.05]
            self._try(
                notified.record_check,
                officer,
                breach=breach,
                kind=kind,
                result=result,
                detail="Looked.",
                now=now,
            )
            if result is CheckResult.EXPLAINS:
                closing = {"explanation": "It is explained.", "version": breach.version, "now": now}
                self._try(notified.close_explained, officer, breach=breach, **closing)
                return
        young = rules.is_young(breach.person.date_of_birth, breach.happened_on)
        shown = dict.fromkeys(rules.elements(breach.of, under_18=young), "The record shows it.")
        self._try(
            notified.establish_breach, officer, breach=breach, version=breach.version, shown=shown, now=now
        )

    def _have_decided(self, breach: Breach, officer: User, now: datetime) -> None:
        if not breach.excuse_view:
            self._try(
                notified.record_excuse,
                officer,
                breach=breach,
                version=breach.version,
                excuse={
                    "excuse_asked_on": now.date(),
                    "excuse_view": self._rng.choice((ExcuseView.NONE, ExcuseView.UNREASONABLE)),
                    "excuse": "I forgot.",
                    "excuse_why": "A reminder had been sent.",
                    "excuse_with": "",
                },
                now=now,
            )
            return
        if not breach.recorded_nationally_at:  # one step a day
            self._try(
                notified.record_nationally,
                officer,
                breach=breach,
                version=breach.version,
                national_reference="26/1234X",
                agencies_told="Probation",
                meeting=Meeting.NOT_NEEDED,
                now=now,
            )
            return
        kind = self._rng.choice(
            (DecisionKind.CHARGE, DecisionKind.CAUTION, DecisionKind.ADVICE, DecisionKind.NFA)
        )
        decision = self._try(
            notified.propose_decision, officer, breach=breach, kind=kind, rationale="In proportion.", now=now
        )
        if decision:
            self._try(
                notified.give_verdict,
                self._supervisor,
                decision=decision,
                version=decision.version,
                verdict=Verdict.AUTHORISED,
                note="Agreed.",
                now=now,
            )

    def _look_after_caseloads(self, now: datetime) -> None:
        """Somebody is off for a week or two; somebody else's person is handed on."""
        if self._rng.random() < 0.1:
            manager, covered_by = self._rng.sample(self._officers, 2)
            self._try(
                offenders.arrange_cover,
                self._supervisor,
                manager=manager,
                covered_by=covered_by,
                starts_on=now.date() + timedelta(days=1),
                ends_on=now.date() + timedelta(days=1 + self._rng.randrange(3, 15)),
                reason="Leave",
                now=now,
            )
        people = Person.objects.order_by("reference")
        if self._rng.random() < 0.3 and (number := people.count()):
            self._try(
                offenders.assign_manager,
                self._supervisor,
                person=people[self._rng.randrange(number)],
                manager=self._rng.choice(self._officers),
                reason="Workload",
                over_why="Nobody else has room",
                now=now,
            )

    def _manager(self, person: Person) -> User:
        found = Assignment.objects.filter(person=person, ends_on__isnull=True).select_related("manager").get()
        return found.manager
