"""Whatever changes in somebody's life raises one review, which collects all that changes while it is open."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from diary.models import Entry
from notifications import actions as notifications
from notifications.breaches.choices import BreachOf, Found
from offenders import actions as record
from offenders.models import Person
from riskplans import actions
from riskplans.assessments.choices import ChangeKind
from riskplans.devices.choices import AlertState
from riskplans.models import RiskChange, RiskReview
from riskplans.orders.choices import LicenceStep
from riskplans.polygraph.choices import Result
from tests import world
from tests.intelligence import reported
from tests.riskplans import disclosing, visiting
from tests.riskplans.devices import watched
from tests.riskplans.orders import kept
from tests.riskplans.plans import written
from tests.riskplans.polygraph import made

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
]
TODAY = world.TODAY
NOW = world.at(TODAY)
ADDRESS = {"line_1": "9 Hill Top", "line_2": "", "town": "Kirkby", "postcode": "CX1 9ZZ"}
Trigger = Callable[[User, Person], Any]


def _held(by: User, of: Person, kind: str = "custody") -> Any:
    return record.record_custody(by, person=of, kind=kind, starts_on=TODAY, place="", now=NOW)


def _detail(called: str, **values: Any) -> Trigger:
    return lambda by, of: world.detail(by, of, called, **{"source": "self", **values})


def _moved(by: User, of: Person) -> Any:
    return record.record_move(
        by, person=of, address=ADDRESS, kind="residence", starts_on=TODAY, child_in_household="no", now=NOW
    )


def _stays(by: User, of: Person) -> Any:
    return record.record_stay(
        by,
        person=of,
        address=ADDRESS,
        kind="partner",
        starts_on=TODAY,
        ends_on=None,
        child_in_household="no",
        source="self",
        now=NOW,
    )


def _convicted(by: User, of: Person) -> Any:
    trigger = {"kind": "conviction", "date": TODAY, "offence": "Rape (s.1)"}
    return record.record_trigger(by, person=of, trigger=trigger, disposal={}, now=NOW)


def _named(by: User, of: Person) -> Any:
    name = {
        "kind": "legal",
        "given_names": "Al",
        "family_name": "Marsden",
        "used_from": TODAY,
        "used_to": None,
    }
    return record.record_name(by, person=of, name=name, now=NOW)


def _suspected(by: User, of: Person) -> Any:
    return notifications.open_suspected_breach(
        by, person=of, of=BreachOf.OTHER, found=Found.VISIT, happened_on=TODAY, account="Seen", now=NOW
    )


def _travels(by: User, of: Person) -> Any:
    going = {"countries": ["FR"], "departs_on": TODAY + world.days(30), "details_known_on": TODAY}
    return notifications.record_journey(by, person=of, journey=going, now=NOW)


def _recalled(by: User, of: Person) -> Any:
    licence = kept.licence(by, of)
    return actions.take_licence_further(
        by,
        licence=licence,
        version=licence.version,
        step=LicenceStep.REQUESTED,
        on=TODAY,
        recall="standard",
        now=NOW,
    )


def _order_over(by: User, of: Person) -> Any:
    order = {"kind": "shpo", "made_on": TODAY - world.days(20), "last_day": TODAY - world.days(1)}
    record.record_order(by, person=of, order=order, now=NOW)
    return actions.notice_endings(now=NOW)


def _settled(by: User, of: Person) -> None:
    """What led up to it has been looked at."""
    for review in RiskReview.objects.open().filter(person=of):
        actions.settle_review(
            by, review=review, version=review.version, note="Known", plan_note="Known", now=NOW
        )


def _parted(by: User, of: Person) -> Any:
    partner = world.detail(by, of, "relationship", kind="partner", name="Jo", source="self")
    _settled(by, of)
    return record.end_detail(by, fact=partner, version=1, ended_on=TODAY, now=NOW)


def _homeless(by: User, of: Person) -> Any:
    _moved(by, of)
    _settled(by, of)
    return record.record_move(
        by,
        person=of,
        address={**ADDRESS, "line_1": "The park"},
        kind="no_fixed_abode",
        starts_on=TODAY,
        child_in_household="no",
        now=NOW,
    )


def _alerted(by: User, of: Person) -> Any:
    alert = watched.alerted(by, watched.monitored(by, watched.device(by, of)))
    _settled(by, of)
    return actions.triage_alert(
        by, alert=alert, version=1, state=AlertState.CONCERN, assessment="Searched for schools", now=NOW
    )


def _released(by: User, of: Person) -> Any:
    absence = _held(by, of)
    _settled(by, of)
    return record.record_release(by, absence=absence, released_on=TODAY, now=NOW)


def _said(kind: ChangeKind) -> Trigger:
    return lambda by, of: actions.report_change(
        by, person=of, kind=kind, what="As he says", happened_on=TODAY, now=NOW
    )


# What no entry of the record shows is said by hand.
BY_HAND = (
    ChangeKind.PREGNANCY,
    ChangeKind.BEREAVEMENT,
    ChangeKind.VICTIM,
    ChangeKind.TRANSFER,
    ChangeKind.TREATMENT,
)
TRIGGERS: dict[str, tuple[ChangeKind, Trigger]] = {
    "partner": (ChangeKind.RELATIONSHIP, _detail("relationship", kind="partner", name="Jo")),
    "child": (ChangeKind.CHILD, _detail("child", tie="near", name="A boy of nine")),
    "move": (ChangeKind.HOME, _moved),
    "stay": (ChangeKind.HOME, _stays),
    "work": (ChangeKind.OCCUPATION, _detail("occupation", kind="employed", organisation="A bakery")),
    "conviction": (ChangeKind.ARREST, _convicted),
    "allegation": (ChangeKind.ARREST, _detail("allegation", allegation="Exposure", outcome="open")),
    "breach": (ChangeKind.ARREST, _suspected),
    "device": (ChangeKind.DEVICE, _detail("device", kind="phone", make="Nokia")),
    "health": (ChangeKind.HEALTH, _detail("health", kind="mental", description="Low")),
    "journey": (ChangeKind.TRAVEL, _travels),
    "name": (ChangeKind.NAME, _named),
    "conviction abroad": (
        ChangeKind.ARREST,
        _detail("other-conviction", offence="Indecency", where="abroad", starts_on=TODAY),
    ),
    "account": (
        ChangeKind.DEVICE,
        _detail("online-account", kind="social", platform="A forum", handle="kite"),
    ),
    "credible": (ChangeKind.INTELLIGENCE, lambda by, of: reported.report(by, of, assessed_grade="B")),
    "response": (ChangeKind.POLYGRAPH, lambda by, of: made.taken(by, of, Result.RESPONSE)),
    "order over": (ChangeKind.ENDING, _order_over),
    "recalled": (ChangeKind.RELEASE, _recalled),
    "disclosed": (ChangeKind.DISCLOSURE, lambda by, of: disclosing.disclosed(by, of)),
    **{kind.value: (kind, _said(kind)) for kind in BY_HAND},
    "refusal": (ChangeKind.REFUSAL, lambda by, of: visiting.made(by, of, "refused")),
    "custody": (ChangeKind.ARREST, _held),
}
# Those that follow something that asked for a review of its own.
AFTERWARDS: dict[str, tuple[ChangeKind, Trigger]] = {
    "break-up": (ChangeKind.RELATIONSHIP, _parted),
    "homeless": (ChangeKind.HOME, _homeless),
    "alert": (ChangeKind.MONITORING, _alerted),
    "failed visits": (ChangeKind.VISITS, lambda by, of: visiting.twice_not_in(by, of)),
    "release": (ChangeKind.RELEASE, _released),
}


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return visiting.known_for(officer, 30)


def collected(person: Person) -> list[str]:
    """The kinds of change on their open review; none where none is open, and the database holds that it is one."""
    review = RiskReview.objects.open().filter(person=person).first()
    return list(review.changes.values_list("kind", flat=True)) if review else []


def test_opening_a_record_is_no_change(person: Person) -> None:
    assert not RiskReview.objects.filter(person=person).exists()


def test_every_trigger_raises_exactly_one_review_at_once(officer: User, person: Person) -> None:
    wrong = []
    every = {**TRIGGERS, **AFTERWARDS}
    assert {kind for kind, _ in every.values()} == set(ChangeKind) - {ChangeKind.OTHER}
    for name, (kind, trigger) in every.items():
        with transaction.atomic():
            trigger(officer, person)
            (duty,) = Entry.objects.open().filter(person=person, kind="risk_review") or [None]
            if duty is None or collected(person) != [kind]:
                wrong.append(f"{name}: {collected(person)}")
            elif duty.last != TODAY + world.days(7):  # five working days
                wrong.append(f"{name}: due {duty.last}")
            transaction.set_rollback(True)
    assert not wrong


@pytest.mark.parametrize("seed", range(2))
def test_in_whatever_order_they_come_one_review_collects_them_all(
    officer: User, person: Person, seed: int
) -> None:
    order = [name for name in TRIGGERS if name != "custody"]  # nobody is visited in custody
    random.Random(seed).shuffle(order)
    for name in [*order, "custody"]:
        TRIGGERS[name][1](officer, person)
    assert sorted(collected(person)) == sorted(kind for kind, _ in TRIGGERS.values())


def test_the_same_said_again_is_collected_once(officer: User, person: Person) -> None:
    device = world.detail(officer, person, "device", kind="phone", make="Nokia")
    record.correct(officer, fact=device, version=1, changes={"make": "Nokia 3"}, reason="Misread", now=NOW)
    assert collected(person) == [ChangeKind.DEVICE]


def test_what_happens_after_a_review_was_settled_opens_another(officer: User, person: Person) -> None:
    first = actions.report_change(
        officer, person=person, kind=ChangeKind.BEREAVEMENT, what="His father", happened_on=TODAY, now=NOW
    )
    actions.settle_review(officer, review=first, version=1, note="Expected", now=NOW)
    assert not Entry.objects.open().filter(person=person, kind="risk_review").exists()
    world.detail(officer, person, "device", kind="phone", make="Nokia")
    assert RiskReview.objects.open().get(person=person) != first


def test_a_review_is_not_settled_without_reasons(officer: User, person: Person) -> None:
    review = actions.report_change(
        officer, person=person, kind=ChangeKind.TREATMENT, what="Course ended", happened_on=TODAY, now=NOW
    )
    with pytest.raises(ValidationError):
        actions.settle_review(officer, review=review, version=1, note=" ", now=NOW)


def test_the_database_holds_one_open_review_a_person(officer: User, person: Person) -> None:
    RiskReview.objects.create(person=person, starts_on=TODAY)
    with pytest.raises(IntegrityError, match="one_open_risk_review"), transaction.atomic():
        RiskReview.objects.create(person=person, starts_on=TODAY)


def test_who_recorded_the_fact_recorded_the_change(officer: User, person: Person) -> None:
    world.detail(officer, person, "device", kind="phone", make="Nokia")
    change = RiskChange.objects.get(person=person)
    assert (change.noted_by, change.noted_on, change.what) == (officer, TODAY, "Another device.")


def test_the_end_of_an_order_is_noticed_once_by_itself(officer: User, person: Person) -> None:
    order = {"kind": "shpo", "made_on": TODAY - world.days(20), "last_day": TODAY - world.days(1)}
    record.record_order(officer, person=person, order=order, now=NOW)
    assert actions.notice_endings(now=NOW) == 1
    assert actions.notice_endings(now=NOW) == 0
    assert collected(person) == [ChangeKind.ENDING]


def test_intelligence_whose_grades_do_not_call_it_credible_raises_none(officer: User, person: Person) -> None:
    reported.report(officer, person, assessed_grade="C")
    assert not RiskReview.objects.filter(person=person).exists()


def test_a_condition_that_the_plan_in_force_does_not_check_raises_one(officer: User, person: Person) -> None:
    order = kept.order(officer, person)
    kept.condition(officer, order)
    assert not RiskReview.objects.filter(person=person).exists()  # there is no plan yet
    written.approved(officer, person, world.supervisor())
    kept.condition(officer, order, "work")
    review = RiskReview.objects.open().get(person=person)
    assert [each.what for each in review.changes.all()] == [
        "A condition of an order that the plan in force does not check."
    ]
