"""Where they are, the days that matter, whether they notify in time, and the visits kept and failed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils import timezone

from access.policies import FieldClass
from diary.models import Entry
from frontend.dates import words
from mappa.pack.blocks.orders import live_licences
from mappa.pack.case import Case
from mappa.pack.shape import Line
from notifications.duties import NAME as NOTIFICATIONS
from notifications.models import Answer, Notification
from riskplans.choices import FAILED_STATES, VisitState
from riskplans.visits.duties import KIND as VISIT

_GENERAL = FieldClass.GENERAL


def lines(case: Case) -> Iterator[Line]:
    for away in case.away:
        place = f", {away.place}" if away.place else ""
        yield Line(
            f"away:{away.pk}",
            str(away.get_kind_display()),
            f"Since {words(away.starts_on)}{place}.",
            field_class=_GENERAL,
        )
    if not case.away:
        yield Line("here", "Where they are", "In the community, as far as is recorded.", field_class=_GENERAL)
    for licence in live_licences(case):
        if licence.starts_on > case.today:
            yield Line(
                f"release:{licence.pk}",
                "Release",
                f"{words(licence.starts_on)}.",
                "To come",
                "yellow",
                _GENERAL,
            )
        if licence.sentence_ends_on:
            yield Line(
                f"sentence:{licence.pk}",
                "Sentence ends",
                f"{words(licence.sentence_ends_on)}.",
                field_class=_GENERAL,
            )
    yield from _notification(case)
    yield from _visits(case)


def _key(duty: Entry) -> str:
    return f"duty:{duty.key}"


def _until(duty: Entry) -> str:
    return f"by the end of {words(duty.last)}" if duty.last else "without a day"


def overdue(case: Case) -> list[Entry]:
    """The notifications that should have been given by now."""
    return [each for each in _owed(case) if each.last and each.last < case.today]


def failed(case: Case) -> int:
    """How many visits have failed since they were last seen."""
    count = 0
    for visit in case.visits:
        if visit.state == VisitState.SEEN:
            break
        count += visit.state in FAILED_STATES
    return count


def _owed(case: Case) -> list[Entry]:
    return [each for each in case.duties if each.key.startswith(f"{NOTIFICATIONS}/")]


def _notification(case: Case) -> Iterator[Line]:
    late = overdue(case)
    coming = [each for each in _owed(case) if each.last and each not in late]
    for duty in [*late, *coming[:1]]:
        its = FieldClass(duty.field_class)
        if duty in late:
            yield Line(_key(duty), duty.title, f"Was due {_until(duty)}.", "Overdue", "red", its)
        else:
            yield Line(_key(duty), duty.title, f"Due {_until(duty)}.", field_class=its)
    given = Notification.objects.standing().filter(person=case.person, given_at__gt=case.since)
    rows = list(given.prefetch_related(Prefetch("answers", Answer.objects.all(), to_attr="answered")))
    missed = [
        f"{answer.title.lower()}, due {words(answer.last)}"
        for each in rows
        for answer in each.answered
        if answer.last and answer.last < timezone.localdate(each.given_at)
    ]
    said = f"{len(rows)} given since {case.since_words}"
    if missed:
        yield Line("notified", "Notifications", f"{said}. Late: {'; '.join(missed)}.", "Late", "red")
    else:
        yield Line("notified", "Notifications", f"{said}.")


def _visits(case: Case) -> Iterator[Line]:
    made = [each for each in case.visits if each.arrived_at and each.arrived_at > case.since]
    kept = sum(each.state == VisitState.SEEN for each in made)
    last = next((each for each in case.visits if each.state == VisitState.SEEN), None)
    seen = f"Last seen {words(last.on)}." if last else "Never seen on a visit."
    said = f"{kept} kept and {len(made) - kept} failed since {case.since_words}. {seen}"
    yield Line("visits", "Visits", said, *(("Not seen", "red") if failed(case) else ("", "grey")))
    for duty in case.duties:
        if duty.kind != VISIT or duty.last is None:
            continue
        if duty.last < case.today:
            yield Line(_key(duty), "Next visit", f"Was due {_until(duty)}.", "Overdue", "red")
        else:
            yield Line(_key(duty), "Next visit", f"Due {_until(duty)}.")
