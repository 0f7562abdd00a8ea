"""A grade in words, of either scheme."""

from __future__ import annotations

from intelligence.choices import (
    LEGACY_ASSESSED,
    LEGACY_HANDLING,
    LEGACY_SOURCE,
    Assessed,
    Condition,
    Handling,
    Scheme,
    Source,
)
from intelligence.models import Report


def grade(report: Report) -> str:
    """As it is said: 2-B-P; with its scheme where that is the older one."""
    short = f"{report.source_grade}-{report.assessed_grade}-{report.handling}"
    return short if report.scheme == Scheme.THREE_FIVE_TWO else f"{short} ({Scheme.FIVE_FIVE_FIVE.label})"


def in_words(report: Report) -> list[tuple[str, str]]:
    """Each part with what it means."""
    if report.scheme == Scheme.FIVE_FIVE_FIVE:
        return [
            ("Source", f"{report.source_grade}: {LEGACY_SOURCE[report.source_grade]}"),
            ("Intelligence", f"{report.assessed_grade}: {LEGACY_ASSESSED[report.assessed_grade]}"),
            ("Handling", f"{report.handling}: {LEGACY_HANDLING[report.handling]}"),
        ]
    handling = Handling(report.handling).label
    if report.conditions:
        handling += f" ({', '.join(str(Condition(code).label) for code in report.conditions)})"
    return [
        ("Source", str(Source(report.source_grade).label)),
        ("Intelligence", str(Assessed(report.assessed_grade).label)),
        ("Handling", str(handling)),
    ]
