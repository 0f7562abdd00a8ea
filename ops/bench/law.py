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

GOAL = 2_000
_SECONDS = 2.0
_PEOPLE = 800


def figures(ground: Ground) -> Iterator[Figure]:
    """Evaluations a second of the county's own people, and of the largest case that anybody has thought of."""
    with ground.stand():
        people = Person.objects.filter(kind=PersonKind.REGISTERED_SEXUAL_OFFENDER).order_by("reference")
        documents = [
            document
            for _, document in facts.documents(
                list(people.values_list("pk", flat=True)[:_PEOPLE]), as_at=ground.county.as_of
            )
        ]
    rate = _rate(documents)
    yield Figure(
        "Law, typical people",
        f"{rate:,.0f} a second",
        f"{_parse_rate(documents) / rate:.0f} times reading their facts as JSON",
        f"at least {GOAL:,}",
        rate >= GOAL,
    )
    large = [largest(ground.county.as_of)]
    rate = _rate(large)
    yield Figure(
        "Law, the largest",
        f"{1000 / rate:.1f} ms each",
        f"{_parse_rate(large) / rate:.0f} times reading its facts as JSON",
    )


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
