"""How many people's law one core can compute."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from notifications import facts
from notifications.law import evaluate
from offenders.choices import PersonKind
from offenders.models import Person
from ops.bench.figures import Figure
from ops.bench.grounds import Ground

GOAL = 5_000
GOAL_LARGEST = 200
_GOAL_COUNTY = 2_000
_SIZES = (10, 100, 1_000)
_MOST_GROWTH = 2.0
_SECONDS = 2.0
_PEOPLE = 800


def figures(ground: Ground) -> Iterator[Figure]:
    """Evaluations a second: of a typical person, the county's own people, the largest case anybody has thought of; and
    what one fact costs when there are more of them."""
    with ground.stand():
        people = Person.objects.filter(kind=PersonKind.REGISTERED_SEXUAL_OFFENDER).order_by("reference")
        documents = [
            document
            for _, document in facts.documents(
                list(people.values_list("pk", flat=True)[:_PEOPLE]), as_at=ground.county.as_of
            )
        ]
    today = ground.county.as_of
    for what, subjects, goal in (
        ("Law, a typical person", [typical(today)], GOAL),
        ("Law, the county's people", documents, _GOAL_COUNTY),
        ("Law, the largest", [largest(today)], GOAL_LARGEST),
    ):
        rate = _rate(subjects)
        yield Figure(
            what,
            f"{rate:,.0f} a second",
            f"{_parse_rate(subjects) / rate:.0f} times reading the facts as JSON",
            f"at least {goal:,}",
            rate >= goal,
        )
    yield from _growth(today)


def _growth(today: date) -> Iterator[Figure]:
    """The same life with ten times the facts, twice."""
    before = 0.0
    for size in _SIZES:
        document = of_size(size, today)
        each = 1 / _rate([document])
        a_fact = each / size * 1e6
        growth = a_fact / before if before else 0.0
        yield Figure(
            f"Law, {size:,} facts",
            f"{each * 1000:.2f} ms",
            f"{a_fact:.1f} \u00b5s a fact" + (f", {growth:.2f} times that of a tenth" if growth else ""),
            f"at most {_MOST_GROWTH:g} times" if growth else "",
            growth <= _MOST_GROWTH if growth else None,
        )
        before = a_fact


def typical(today: date) -> dict[str, Any]:
    """One conviction, ten years of notifications, two absences."""
    began = today - timedelta(days=10 * 365)
    return {
        "as_at": today.isoformat(),
        "person": {"date_of_birth": (began - timedelta(days=30 * 365)).isoformat()},
        "triggers": [
            {
                "id": "T1",
                "kind": "conviction",
                "date": began.isoformat(),
                "disposal": {"type": "imprisonment", "term": {"months": 36}},
            }
        ],
        "absences": [
            {
                "kind": "custody",
                "from": (began + timedelta(days=days)).isoformat(),
                "to": (began + timedelta(days=days + 60)).isoformat(),
            }
            for days in (700, 2500)
        ],
        "notifications": [
            {
                "id": f"N{year}",
                "section": "85(1)" if year else "83(1)",
                "given_at": (began + timedelta(days=year * 360 + 2)).isoformat(),
            }
            for year in range(11)
        ],
    }


def of_size(facts: int, today: date) -> dict[str, Any]:
    """So many facts over ten years: one conviction; a tenth is custody; notifications and changes share the rest."""
    began = today - timedelta(days=10 * 365)
    rest = facts - 1
    absences = facts // 10
    told = (rest - absences) // 2
    changed = rest - absences - told
    span = 10 * 365 - 60

    def day(number: int, of: int, off: int = 0) -> str:
        return (began + timedelta(days=10 + span * number // of + off)).isoformat()

    return {
        **typical(today),
        "absences": [
            {"kind": "custody", "from": day(number, absences), "to": day(number, absences, 3)}
            for number in range(absences)
        ],
        "notifications": [
            {
                "id": f"N{number}",
                "section": "84(1)" if number else "83(1)",
                "given_at": day(number, told, 2),
                "about": [f"C{number}"],
            }
            for number in range(told)
        ],
        "changes": [
            {"id": f"C{number}", "kind": "home_address_changed", "on": day(number, changed, 1)}
            for number in range(changed)
        ],
    }


def largest(today: date) -> dict[str, Any]:
    """Forty years, 200 notifications, 50 absences."""
    began = today - timedelta(days=40 * 365)
    first = max(began, date(2004, 5, 1))
    days = (today - first).days
    return {
        "as_at": today.isoformat(),
        "person": {"date_of_birth": (began - timedelta(days=30 * 365)).isoformat()},
        "triggers": [
            {
                "id": "T1",
                "kind": "conviction",
                "date": began.isoformat(),
                "carried_over": True,
                "disposal": {"type": "imprisonment", "term": {"years": 4}},
            }
        ],
        "orders": [
            {"id": "O1", "kind": "shpo", "made_on": (today - timedelta(days=2000)).isoformat()},
            {"id": "O2", "kind": "sopo", "made_on": (first + timedelta(days=900)).isoformat()},
        ],
        "absences": [
            {
                "kind": "custody" if number % 3 else "abroad",
                "from": (first + timedelta(days=days * number // 50)).isoformat(),
                "to": (first + timedelta(days=days * number // 50 + 30)).isoformat(),
            }
            for number in range(50)
        ],
        "notifications": [
            {
                "id": f"N{number}",
                "section": "84(1)" if number % 2 else "85(1)",
                "given_at": (first + timedelta(days=days * number // 200)).isoformat(),
                "about": [f"C{number}"] if number % 2 else [],
            }
            for number in range(200)
        ],
        "changes": [
            {
                "id": f"C{number}",
                "kind": "home_address_changed",
                "on": (first + timedelta(days=max(days * number // 200 - 1, 0))).isoformat(),
            }
            for number in range(1, 200, 2)
        ],
    }


def _rate(documents: list[Any]) -> float:
    for document in documents:
        if "errors" in (result := evaluate(document)):
            raise RuntimeError(f"the engine refused what it was measured with: {result}")
    return _a_second(evaluate, documents)


def _parse_rate(documents: list[Any]) -> float:
    return _a_second(json.loads, [json.dumps(document) for document in documents])


def _a_second(action: Callable[[Any], object], subjects: list[Any]) -> float:
    """How often something is done in a second of one core's own time, whatever else the machine does."""
    done, began = 0, time.process_time()
    while (spent := time.process_time() - began) < _SECONDS:
        for subject in subjects:
            action(subject)
        done += len(subjects)
    return done / spent
