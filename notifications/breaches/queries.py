"""Reads for the pages of a breach and of a search."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.timezone import localdate

from access.policies import Capability
from diary.models import Entry
from frontend.dates import words
from notifications import facts
from notifications.actions.disposing import is_on_licence
from notifications.breaches import rules
from notifications.breaches.choices import BreachOf, CheckKind, DecisionKind, Element, Stage, Verdict
from notifications.breaches.duties import NAME
from notifications.choices import HomeNotified
from notifications.law import Refused, evaluate
from notifications.models import Breach, BreachCheck, BreachDecision, BreachElement, SearchStep
from offenders.choices import DETENTION_KINDS, AbsenceKind, SoughtKind
from offenders.models import Absence, Device, Person, Sought


@dataclass(frozen=True, slots=True)
class Step:
    """The one thing to do next, its address, and by when where the diary has a day for it."""

    text: str
    href: str = ""
    by: date | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One of the same-day checks: its question, what this record holds about it, and its latest answer."""

    kind: CheckKind
    question: str
    hint: str
    held: str
    latest: BreachCheck | None
    times: int


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element of the offence: how it is shown, and what this record holds of it until somebody has said."""

    element: Element
    shown: BreachElement | None
    held: str


@dataclass(slots=True)
class Enquiry:
    """A breach with all that its page shows."""

    breach: Breach
    offence: rules.Offence
    checks: list[CheckRow]
    elements: list[ElementRow]
    decisions: list[BreachDecision]
    next: Step
    under_18: bool

    @property
    def waiting(self) -> BreachDecision | None:
        return next((each for each in self.decisions if each.is_waiting), None)

    @property
    def checked(self) -> int:
        """How many of the checks have their answer."""
        return sum(row.latest is not None and row.latest.result != "waiting" for row in self.checks)


def with_all(breaches: Any) -> Any:
    """Breaches with what their next step turns on, in three queries however many there are."""
    return breaches.select_related(
        "person",
        "order_condition__order",
        "licence_condition__licence",
        "device",
        "disposal",
        "missing",
        "wanted",
        "recorded_by",
    ).prefetch_related(
        Prefetch(
            "checks", BreachCheck.objects.standing().select_related("recorded_by").order_by("recorded_at")
        ),
        Prefetch("decisions", BreachDecision.objects.select_related("proposed_by", "verdict_by")),
    )


def done(breach: Breach) -> dict[str, str]:
    """The latest result of each check, of a breach that `with_all` has read."""
    return rules.latest((each.kind, each.result) for each in breach.checks.all())


def next_step(breach: Breach, due: dict[str, Entry], *, may: Collection[Capability]) -> Step:
    """What is next on this breach, with its address for whoever `may` do it; `due` are the open duties of its person,
    by key."""
    results, put = done(breach), list(breach.decisions.all())
    checks, national, decision = (
        due.get(f"{NAME}/{kind}:{breach.pk}") for kind in ("checks", "national", "decision")
    )

    def step(text: str, name: str, entry: Entry | None = None, *, page: str = "breach-step") -> Step:
        where = reverse(page, args=[breach.person_id, breach.pk, name]) if Capability.RECORD in may else ""
        return Step(text, where, entry.last if entry else None, entry.last_at if entry else None)

    left = rules.outstanding(breach.of, results, children=breach.about_children)
    match breach.stage:
        case Stage.SUSPECTED if left and left[0] is CheckKind.SAFEGUARDING:
            return step("Tell children’s services", left[0], checks, page="record-check")
        case Stage.SUSPECTED if rules.explained(results):
            return step("Close it: a check explains it", "explained", checks)
        case Stage.SUSPECTED if left:
            return step(f"Check: {left[0].label.lower()}", left[0], checks, page="record-check")
        case Stage.SUSPECTED:
            return step("Record the evidence", "establish", decision)
        case Stage.ESTABLISHED if not breach.recorded_nationally_at:
            return step("Record it on PNC and ViSOR", "national", national)
        case Stage.ESTABLISHED if waiting := next((each for each in put if each.is_waiting), None):
            where = reverse("decide-breach", args=[breach.person_id, waiting.pk])
            return Step(
                f"Authorise or return: {str(waiting).lower()}",
                where if Capability.APPROVE in may else "",
                decision.last if decision else None,
            )
        case Stage.ESTABLISHED:
            met = any(each.kind in rules.BRING_IN and each.verdict == Verdict.AUTHORISED for each in put)
            if met and not breach.excuse_view:
                return step("Record what they said", "excuse", decision)
            return step("Propose what to do", "decision", decision)
        case Stage.DECIDED:
            cautioned = breach.disposal and breach.disposal.kind == DecisionKind.CAUTION
            return step("Record the caution" if cautioned else "Record what Probation decided", "outcome")
        case Stage.AT_COURT:
            return step("Record the court's outcome", "outcome")
        case _:
            return Step("")


def entries_of(people: list[Any]) -> dict[str, Entry]:
    """The open duties about breaches and searches, by key; one query."""
    entries = Entry.objects.open().filter(person__in=people, key__startswith=f"{NAME}/")
    return {entry.key: entry for entry in entries}


def enquiry(breach: Breach, *, may: Collection[Capability], today: date) -> Enquiry:
    """What a breach's page shows; `breach` comes from `with_all`."""
    person = breach.person
    young = rules.is_young(person.date_of_birth, breach.happened_on)
    held = _held(breach, today) if breach.stage == Stage.SUSPECTED else {}
    homeless = held.pop("no fixed address", "")
    checks = []
    for kind in rules.checks(breach.of, children=breach.about_children):
        of_kind = [each for each in breach.checks.all() if each.kind == kind]
        asked, hint = rules.question(kind, no_fixed_address=bool(homeless))
        checks.append(
            CheckRow(kind, asked, hint, held.get(kind, ""), of_kind[-1] if of_kind else None, len(of_kind))
        )
    shown = {each.element: each for each in breach.elements.standing()}
    known = held_elements(breach) if breach.stage == Stage.SUSPECTED else {}
    order = breach.order_condition.order.kind if breach.order_condition else ""
    return Enquiry(
        breach,
        rules.offence(breach.of, order_kind=order),
        checks,
        [
            ElementRow(each, shown.get(each), known.get(each, ""))
            for each in rules.elements(breach.of, under_18=young)
        ],
        list(breach.decisions.all()),
        next_step(breach, entries_of([person.pk]), may=may),
        young,
    )


def of_person(person: Person) -> list[Breach]:
    """Every breach on the record: the open ones first, then the latest."""
    found: list[Breach] = list(with_all(Breach.objects.standing().filter(person=person)))
    return sorted(found, key=lambda each: not each.is_open)


def searches_of(person: Person) -> list[Sought]:
    """Every time they were missing or wanted: those that last first."""
    return sorted(person.sought.standing(), key=lambda each: each.ends_on is not None)


def steps_of(sought: Sought) -> list[SearchStep]:
    return list(sought.steps.standing().select_related("recorded_by"))


def breaches_of(sought: Sought) -> list[Breach]:
    """The breaches tied to a search."""
    column = "missing" if sought.kind == SoughtKind.MISSING else "wanted"
    return list(Breach.objects.standing().filter(**{column: sought}).select_related("order_condition__order"))


def devices_of(person: Person) -> list[Device]:
    """The devices that a breach can be of."""
    return list(Device.objects.standing().filter(person=person))


def on_licence(person: Person, today: date) -> bool:
    return is_on_licence(person, today)


def length(sought: Sought, today: date) -> int:
    """For how many days they are, or were, missing or wanted."""
    assert sought.starts_on is not None  # noqa: S101 - the database holds it
    return ((sought.ends_on or today) - sought.starts_on).days


def _held(breach: Breach, today: date) -> dict[str, str]:
    """What this record holds about each check, in words."""
    person, since = breach.person, breach.happened_on - timedelta(days=1)
    found: dict[str, str] = {}
    for away in person.absences.standing().order_by("starts_on"):
        if away.ended_on is None or away.ended_on >= since:
            found[_about(away)] = _spent(away)
    gone = person.gone.on(today).filter(kind="deceased").first()
    if gone and gone.starts_on:
        found[CheckKind.DEATH] = f"Died on {words(gone.starts_on)}."
    told = person.notifications.standing().order_by("-given_at").first()
    if told:
        found[CheckKind.ELSEWHERE] = (
            f"Last notified on {words(localdate(told.given_at))}{f' at {told.station}' if told.station else ''}: "
            f"{told.get_section_display()[0].lower()}{told.get_section_display()[1:]}."
        )
        if told.home == HomeNotified.NO_FIXED_ABODE:
            found["no fixed address"] = "yes"
    met = person.contacts.standing().order_by("-happened_at").first()
    if met:
        found[CheckKind.CONTACT] = (
            f"Last in the contact log: {met.get_kind_display().lower()}, {words(localdate(met.happened_at))}."
        )
    return found


def _about(away: Absence) -> CheckKind:
    if away.kind == AbsenceKind.ABROAD:
        return CheckKind.ABROAD
    hospital = (AbsenceKind.HOSPITAL_PART_3, AbsenceKind.HOSPITAL_OTHER)
    return CheckKind.HOSPITAL if away.kind in hospital else CheckKind.CUSTODY


def _spent(away: Absence) -> str:
    until = f" to {words(away.ended_on)}" if away.ended_on else ", and still"
    inside = away.kind in DETENTION_KINDS and away.place
    return f"{away.get_kind_display()}{f', {away.place}' if inside else ''}: from {words(away.starts_on)}{until}."


def held_elements(breach: Breach) -> dict[str, str]:
    """What this record holds that shows each element, in words."""
    person, day = breach.person, breach.happened_on
    found: dict[str, str] = {}
    if breach.of in (BreachOf.REQUIREMENT, BreachOf.FALSE):
        try:
            subject = evaluate(facts.document(person, as_at=day))["subject"]
        except Refused:
            subject = None
        if subject and subject["status"] == "subject":
            found[Element.SUBJECT] = f"By this record they were subject to notification on {words(day)}."
        told = (
            person.notifications.standing()
            .filter(given_at__date__lt=day)
            .exclude(acknowledgement="")
            .order_by("-given_at")
            .first()
        )
        if told:
            found[Element.KNEW] = (
                f"Acknowledgement {told.acknowledgement} was handed over on {words(localdate(told.given_at))}."
            )
        if breach.duty_key:
            last = words(day - timedelta(days=1))
            found[Element.FAILED] = f"{breach.duty_title}: due by the end of {last}."
    condition = breach.order_condition or breach.licence_condition
    if condition:
        found[Element.IN_FORCE] = f"Condition: {condition.wording}"
        found[Element.DID] = breach.account
    if breach.order_condition:
        order = breach.order_condition.order
        found[Element.SERVED] = f"Made on {words(order.made_on)}" + (
            f", served on {words(order.served_on)}." if order.served_on else ", served that day."
        )
    return found
