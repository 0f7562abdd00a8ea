"""Polygraph tests at every stage, and alerts of what monitors devices, by the verbs that officers use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.models import User
from offenders.models import Assignment, LicenceCondition, Monitoring, Person
from offenders.queries import everybodys_conditions
from offenders.record.choices import OUT_OF_HAND
from offenders.record.terms import ConditionKind
from ops.demo.county import County
from ops.demo.days import LONDON
from riskplans import actions
from riskplans.devices.choices import AlertCategory, AlertState, Authority, ExamResult
from riskplans.models import MonitoringAlert, PolygraphTest
from riskplans.polygraph.choices import Basis, Exam, Gravity, Result, TestState, Triage, Unfit, When

_EXAMINERS = ("J Lund, Regional Polygraph Unit", "P Moss, Regional Polygraph Unit")
_BEGUN = 40  # days ago: a test that has come far
_TESTED = 120  # people at most: each takes a dozen verbs
_WATCHED = 24
_GROWN = 19 * 366  # days: nobody under 18 is tested
_SAID = (
    (AlertCategory.SEARCH, "Two words from the list, searched for within a minute."),
    (AlertCategory.CHAT, "A conversation in a game; the other says that they are 13."),
    (AlertCategory.TAMPERED, "Monitoring was switched off for forty minutes."),
    (AlertCategory.SITE, "An app that the order does not allow was installed."),
    (AlertCategory.IMAGE, "A picture held back by its maker. Reference only."),
    (AlertCategory.SEARCH, "One word from the list, in the words of a song."),
)
# How far each next person's test has come; the rest of the county's are closed, which is how most stand.
_STAGES = (
    "eligible",
    "offered",
    "refused",
    "referred",
    "booked",
    "absent",
    "deferred",
    "tested",
    "unchecked",
    "told",
    "actions",
    "final",
    "closed",
    "closed",
    "closed",
)


def use_instruments(county: County) -> None:
    """Some of those whose licence asks for polygraph have a test under way, at one stage each; some of what monitors
    devices has raised alerts: this night, and over the last weeks."""
    _, licences = everybodys_conditions(county.as_of)
    asked = licences.filter(
        kind=ConditionKind.POLYGRAPH, starts_on__lte=county.as_of - timedelta(days=_BEGUN)
    ).exclude(person__absences__ended_on__isnull=True, person__absences__isnull=False)
    asked = asked.exclude(person__date_of_birth__gt=county.as_of - timedelta(days=_GROWN))
    first = county.manager_id(0)
    for place, condition in enumerate(_theirs_first(asked, first)[:_TESTED]):
        if officer := _manager(condition.person):
            _Cycle(county, officer, condition).reach(_STAGES[place % len(_STAGES)])
    live = (
        Monitoring.objects.standing().filter(removed_on__isnull=True).exclude(device__state__in=OUT_OF_HAND)
    )
    for place, install in enumerate(_theirs_first(live, first)[:_WATCHED]):
        if officer := _manager(install.person):
            _alert(county, officer, install, place)


def _theirs_first(rows: Any, manager: str) -> Any:
    """Those about the people of the officer who signs in first, so that they have something of most to see."""
    theirs = Assignment.objects.filter(person=OuterRef("person"), manager=UUID(manager), ends_on__isnull=True)
    return rows.select_related("person").order_by(Exists(theirs).desc(), "person__reference")


def _manager(person: Person) -> User | None:
    held = Assignment.objects.filter(person=person, ends_on__isnull=True).select_related("manager").first()
    return held.manager if held else None


class _Cycle:
    """One test, taken as far as asked, a week between its steps."""

    def __init__(self, county: County, officer: User, condition: LicenceCondition) -> None:
        self.county, self.officer, self.condition = county, officer, condition

    def _at(self, days_ago: int, hour: int = 10) -> datetime:
        return datetime.combine(self.county.as_of - timedelta(days=days_ago), time(hour), LONDON)

    def reach(self, stage: str) -> None:
        began = 4 if stage in ("eligible", "offered") else _BEGUN
        test = actions.start_polygraph(
            self.officer,
            person=self.condition.person,
            basis=Basis.LICENCE,
            condition=self.condition,
            exam=Exam.MAINTENANCE,
            areas=["conditions", "children", "internet"],
            offered_on=None if stage == "eligible" else self._at(began).date(),
            now=self._at(began),
        )
        if stage in ("eligible", "offered"):
            return
        if stage == "refused":
            self._do(
                actions.answer_polygraph,
                test,
                33,
                agreed=False,
                refused_why="“I have told you everything.”",
                risk_note="Refuses while the phone in his name is not explained: as if a significant response.",
            )
            return
        test = self._do(actions.answer_polygraph, test, 33, agreed=True)
        if stage == "referred":
            return
        if stage == "deferred":
            self._do(
                actions.defer_polygraph,
                test,
                26,
                unfit_for=Unfit.MEDICATION,
                fitness="New tablets; the GP is asked.",
                again_on=self.county.as_of + timedelta(days=20),
            )
            return
        test = self._do(
            actions.book_polygraph,
            test,
            26,
            booked_for=self._at(-5, 14) if stage == "booked" else self._at(6, 14),
            place="Kirkby police station",
            examiner_name=_EXAMINERS[0],
        )
        if stage == "booked":
            return
        if stage == "absent":
            self._do(actions.record_absence_from_polygraph, test, 5, why="Said that he had overslept.")
            return
        self._made(test, stage)

    def _made(self, test: PolygraphTest, stage: str) -> None:
        response = stage in ("actions", "told")
        result = "" if stage == "tested" else Result.RESPONSE if response else Result.NO_RESPONSE
        test = self._do(
            actions.record_polygraph,
            test,
            5,
            tested_on=self._at(6).date(),
            told=2 if response else 0,
            result=result,
        )
        if response:
            self._disclosures(test, triaged=stage == "actions")
        if stage in ("tested", "unchecked", "told"):
            return
        test = self._do(
            actions.check_polygraph,
            test,
            2,
            checked_on=self._at(2).date(),
            result=result,
            checker_name=_EXAMINERS[1],
            checker_standing="Accredited examiner",
        )
        if stage == "closed" and test.state == TestState.FINAL:
            self._do(
                actions.close_polygraph, test, 1, actions="Talked through with him.", shared_with="Probation"
            )

    def _disclosures(self, test: PolygraphTest, *, triaged: bool) -> None:
        for gravity, what in (
            (Gravity.SERIOUS, "A second telephone, kept at his mother’s."),
            (Gravity.MINOR, "Passes the school on his way to work."),
        ):
            told = actions.record_polygraph_disclosure(
                self.officer,
                test=test,
                said={"said_at": self._at(6, 15), "part": When.AFTER, "gravity": gravity, "what": what},
                now=self._at(5 if triaged else 0, 6),
            )
            if triaged:
                actions.triage_polygraph_disclosure(
                    self.officer,
                    disclosure=told,
                    version=told.version,
                    triage=[Triage.INTELLIGENCE if gravity == Gravity.SERIOUS else Triage.NOTHING],
                    note="Asked for at the next visit.",
                    now=self._at(5, 9),
                )

    def _do(
        self, verb: Callable[..., PolygraphTest], test: PolygraphTest, days_ago: int, **said: object
    ) -> PolygraphTest:
        test.refresh_from_db()
        return verb(self.officer, test=test, version=test.version, now=self._at(days_ago, 16), **said)


def _alert(county: County, officer: User, install: Monitoring, place: int) -> None:
    """Of every six, two came this night and wait, one is to be triaged, three were triaged over the last weeks."""
    category, said = _SAID[place % len(_SAID)]
    kind = place % 6
    days = 0 if kind < 3 else 2 + place
    came = datetime.combine(county.as_of - timedelta(days=days), time(1 + place % 5, 10 + place), LONDON)
    alert = actions.record_alert(
        officer,
        install=install,
        received_at=came,
        category=category,
        said=said,
        reference=f"WK-{7000 + place}",
        now=came + timedelta(minutes=2),
    )
    if kind < 2:
        return
    soon = came + timedelta(minutes=9 + 7 * place)
    alert = actions.acknowledge_alert(officer, alert=alert, now=soon)
    if kind > 2:
        _triage(officer, alert, (AlertState.FALSE, AlertState.CONCERN, AlertState.FALSE)[kind - 3], soon)
    if kind == 4:
        actions.examine_device(
            officer,
            device=install.device,
            said={
                "authority": Authority.CONSENT,
                "examined_on": came.date(),
                "examiner": str(officer),
                "result": ExamResult.CONCERN,
                "found": "History of two days is missing.",
            },
            now=soon + timedelta(hours=8),
        )


def _triage(officer: User, alert: MonitoringAlert, state: AlertState, now: datetime) -> None:
    actions.triage_alert(
        officer,
        alert=alert,
        version=alert.version,
        state=state,
        assessment="Looked at in the product. "
        + ("Nothing in it." if state == AlertState.FALSE else "To be asked about at the next visit."),
        now=now + timedelta(minutes=20),
    )
