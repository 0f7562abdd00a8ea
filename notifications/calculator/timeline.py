"""The drawing of a result: where everything stands. Pure: the same facts and answer give the same marks.

Two pictures where one would hide the duties: a limit of three days is less than a hair's breadth in a period of ten
years. The first shows the whole period, the second the time around the duties nearest the day judged. Each is laid
out for one width, in the pixels of that width, so that a telephone gets its own and not a small copy of a desk's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from frontend.dates import short_words
from notifications.calculator import words
from notifications.calculator.events import Facts, begins, counts, events, source
from notifications.calculator.marks import EDGE, NARROW, WIDE, Bar, Drawing, Line, Mark, Span, Text, size
from notifications.calculator.spacing import place, ticks
from notifications.choices import DutyState
from notifications.law import DutyResult, Result

_ROW: Final = 20.0
_MOST_NAMED: Final = {WIDE: 14, NARROW: 7}
_MOST_LANES: Final = 8
_MOST_PERIODS: Final = 4
_LONGEST_NAME: Final = 26
_RUNNING: Final = ("overdue", "due", "pending", "suspended")
_MUCH_LONGER: Final = 1.6


def drawings(facts: Facts, result: Result, width: int) -> list[Drawing]:
    """The one or two pictures of a result, for one width."""
    near, duties = _close_up(result, width)
    whole = _whole(facts, result, width)
    if not duties or (whole.last - whole.first) <= _MUCH_LONGER * (near.last - near.first):
        return [_draw("whole", "From beginning to end", facts, result, whole, duties)]
    return [
        _draw("whole", "From beginning to end", facts, result, whole, []),
        _draw("near", "The duties, close up", facts, result, near, duties),
    ]


# The time shown -----------------------------------------------------------------------------------------------------


def _at(text: str, *, end: bool = False) -> float:
    """Days since the calendar began; a date's beginning, or with `end` its 24:00, where a limit of days ends."""
    when = words.moment(text)
    if isinstance(when, datetime):
        hours = when.hour + when.minute / 60 + when.second / 3600
        return when.date().toordinal() + hours / 24
    return when.toordinal() + (1.0 if end else 0.0)


def _judged(result: Result) -> float:
    # A bare date is some time that day: it stands in the middle.
    return _at(result["as_at"]) + (0.0 if "T" in result["as_at"] else 0.5)


def _padded(days: list[float], width: int, *, open_ended: bool = False) -> Span:
    first, last = min(days), max(days)
    long = max(last - first, 2.0)
    return Span(first - max(1.0, long * 0.02), last + max(1.0, long * (0.12 if open_ended else 0.02)), width)


def _whole(facts: Facts, result: Result, width: int) -> Span:
    days = [_judged(result), *(_at(event.on) for event in events(facts))]
    open_ended = False
    for absence in facts.get("absences", ()):
        days += [_at(absence[name]) for name in ("from", "to") if name in absence]
    for period in result["subject"]["periods"]:
        days.append(float(begins(period, facts).toordinal()))
        open_ended = open_ended or period["last_day"] is None
        if period["last_day"] is not None:
            days.append(_at(period["last_day"], end=True))
    days += [_at(duty["last"], end=True) for duty in result["duties"] if duty["last"]]
    return _padded(days, width, open_ended=open_ended)


def _close_up(result: Result, width: int) -> tuple[Span, list[DutyResult]]:
    """The time around the day judged that holds the duties nearest to it, and those duties."""
    judged = _judged(result)

    def far(duty: DutyResult) -> tuple[bool, float, str]:
        end = _at(duty["last"] or duty["arises_on"] or result["as_at"])
        return duty["state"] not in _RUNNING, abs(end - judged), duty["id"]

    binding = [duty for duty in result["duties"] if duty["state"] != "not_required" and duty["arises_on"]]
    chosen = sorted(binding, key=far)[:_MOST_LANES]
    days = [judged]
    for duty in chosen:
        days += [_at(text) for text in (duty["arises_on"], duty["work_to"]) if text]
        if duty["last"]:
            days.append(_at(duty["last"], end=True))
    return _padded(days, width), sorted(chosen, key=result["duties"].index)


# The picture --------------------------------------------------------------------------------------------------------


def _draw(
    key: str, title: str, facts: Facts, result: Result, span: Span, duties: list[DutyResult]
) -> Drawing:
    drawing = Drawing(
        f"{key}-{'wide' if span.width >= WIDE else 'narrow'}",
        title,
        _described(facts, result, duties),
        span.width,
    )
    named = _named(facts, result, span)
    placed = place([(x, size(text, kind)) for x, text, kind in named], span.width)
    below = (max((spot.row for spot in placed), default=-1) + 1) * _ROW + 4
    for spot, (x, text, kind) in zip(placed, named, strict=True):
        # Row 0 is the lowest, nearest to the bars.
        y = below - spot.row * _ROW - 10
        drawing.texts.append(_standing(spot.left, y, text, kind, span.width))
        if kind == "event":
            drawing.lines.append(Line(x, y + 4, x, below + 4, "leader"))
    top = below
    y = _periods(drawing, facts, result, span, below + 4)
    y = _axis(drawing, span, y)
    y = _lanes(drawing, facts, duties, span, y)
    for absence in facts.get("absences", ()):
        if counts(absence["kind"]):
            continue
        first, last = _at(absence["from"]), _at(absence["to"]) if "to" in absence else span.last
        if last >= span.first and first <= span.last:
            x = span.x(first)
            drawing.hatched.append(Bar(x, top, max(2.0, round(span.x(last) - x, 1)), y - top, "absence"))
    judged = _judged(result)
    if span.holds(judged):
        spot = next(s for s, (_, _, kind) in zip(placed, named, strict=True) if kind == "judged")
        drawing.lines.append(Line(span.x(judged), below - spot.row * _ROW - 6, span.x(judged), y, "judged"))
    drawing.height = round(y + 4, 1)
    return drawing


def _described(facts: Facts, result: Result, duties: list[DutyResult]) -> str:
    said = [words.status(result)["sentence"], f"judged on {words.in_words(result['as_at'])}"]
    said += [
        f"{words.duty_title(duty, facts)}: {DutyState(duty['state']).label.lower()}"
        + (f", last day {words.in_words(duty['last'])}" if duty["last"] else "")
        for duty in duties
    ]
    return ". ".join(said) + ". The table below says the same."


def _named(facts: Facts, result: Result, span: Span) -> list[tuple[float, str, str]]:
    """What is written above the bars: the day judged, and the weightiest events within the span, left to right."""
    judged = _judged(result)
    within = [event for event in events(facts) if span.holds(_at(event.on))]
    weightiest = sorted(within, key=lambda event: (event.weight, abs(_at(event.on) - judged)))
    kept = weightiest[: _MOST_NAMED.get(span.width, 7)]
    found = []
    for event in within:
        if event in kept:
            short = (
                event.short if len(event.short) <= _LONGEST_NAME else f"{event.short[: _LONGEST_NAME - 1]}…"
            )
            found.append((span.x(_at(event.on)), f"{short}, {short_words(event.day)}", "event"))
    if span.holds(judged):
        found.append((span.x(judged), f"Judged {short_words(words.day_of(result['as_at']))}", "judged"))
    return sorted(found)


def _periods(drawing: Drawing, facts: Facts, result: Result, span: Span, y: float) -> float:
    shown = 0
    for period in result["subject"]["periods"]:
        first = float(begins(period, facts).toordinal())
        last = _at(period["last_day"], end=True) if period["last_day"] else None
        if first > span.last or (last is not None and last < span.first) or shown == _MOST_PERIODS:
            continue
        shown += 1
        x, end = span.x(first), span.x(span.last if last is None else last)
        said = f"{source(period)[:20]}: {period['length']}"
        if period["last_day"]:
            said += f", to {short_words(date.fromisoformat(period['last_day']))}"
        drawing.texts.append(_fitted(x, y + 17, said, "period", span.width))
        kind = "undetermined" if period["length"] == "undetermined" else "period"
        width = max(3.0, round(end - x, 1))
        drawing.bars.append(Bar(x, y + 24, width, 16, kind))
        if last is None:
            # No end is known: an arrow says that it goes on.
            drawing.bars[-1] = Bar(x, y + 24, max(3.0, round(width - 10, 1)), 16, kind)
            drawing.marks.append(Mark(round(x + max(3.0, width - 10), 1), y + 32, "on"))
        y += 48
    return y


def _axis(drawing: Drawing, span: Span, y: float) -> float:
    drawing.lines.append(Line(EDGE, y + 4, span.width - EDGE, y + 4, "axis"))
    for x, text in ticks(span):
        drawing.lines.append(Line(x, y + 4, x, y + 10, "axis"))
        drawing.texts.append(Text(x, y + 25, text, "tick", "middle"))
    return y + 34


def _lanes(drawing: Drawing, facts: Facts, duties: Iterable[DutyResult], span: Span, y: float) -> float:
    for duty in duties:
        state = str(DutyState(duty["state"]).label)
        begun = _at(duty["arises_on"]) if duty["arises_on"] else span.first
        # The day an intended change is to happen comes after its limit.
        ends = [_at(text, end=True) for text in (duty["work_to"], duty["last"]) if text]
        x = span.x(min([begun, *ends]))
        end = span.x(max([begun, *ends]) if ends else span.last)
        drawing.texts.append(
            _fitted(x, y + 16, f"{words.duty_title(duty, facts)}: {state.lower()}", "duty", span.width)
        )
        for said in _dates(duty, span.width):
            y += 18
            drawing.texts.append(_fitted(x, y + 16, said, "dates", span.width))
        middle = y + 34
        drawing.bars.append(Bar(x, middle - 4, max(2.0, round(end - x, 1)), 8, f"duty-{duty['state']}"))
        if duty["work_to"] and duty["last"]:
            drawing.marks.append(Mark(span.x(_at(duty["last"], end=True)), middle, "last"))
            drawing.marks.append(Mark(span.x(_at(duty["work_to"], end=True)), middle, "work-to"))
        y += 52
    return y


def _dates(duty: DutyResult, width: int) -> list[str]:
    """What the marks of a lane stand for, in one line or two."""
    if duty["work_to"] is None or duty["last"] is None:
        return ["no date runs"]
    work_to, last = _short(duty["work_to"]), _short(duty["last"])
    if work_to == last:
        return [f"last {last}"]
    both = f"work to {work_to}, last {last}"
    return [both] if size(both, "dates") <= width else [f"work to {work_to}", f"last {last}"]


def _short(text: str) -> str:
    when = words.moment(text)
    return f"{when:%H:%M} {short_words(when)}" if isinstance(when, datetime) else short_words(when)


def _fitted(x: float, y: float, text: str, kind: str, width: int) -> Text:
    """The text beginning at x, or as far to the left of it as keeps its end on the page."""
    while size(text, kind) > width:
        text = f"{text.removesuffix('…')[:-1]}…"
    return _standing(max(0.0, min(x, width - size(text, kind))), y, text, kind, width)


def _standing(left: float, y: float, text: str, kind: str, width: int) -> Text:
    """A text at the edge is hung from the edge, so that no typeface can push it over."""
    if left > 0 and left + size(text, kind) >= width - 1:
        return Text(float(width), y, text, kind, "end")
    return Text(round(left, 1), y, text, kind)


def pictures(facts: dict[str, Any], result: Result) -> dict[str, list[Drawing]]:
    """The drawings for a desk and for a telephone; the stylesheet shows one of them."""
    return {"wide": drawings(facts, result, WIDE), "narrow": drawings(facts, result, NARROW)}
