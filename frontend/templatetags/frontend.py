"""``{% load frontend %}``: components, and dates in words."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from frontend import dates
from frontend.errors import summary_of
from frontend.shapes import columns_of, filled, rows_of

register = template.Library()


def _rendered(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    # A fresh context: a component sees what it is given and nothing else, so a
    # page's own "title" or "rows" can never leak into one.
    inner = context.new(filled(name, values))
    if (token := context.get("csrf_token")) is not None:
        inner["csrf_token"] = token
    key = f"frontend.component.{name}"
    found: Any = context.render_context.get(key)
    if found is None:
        assert context.template is not None  # noqa: S101 - a tag runs inside a template
        found = context.template.engine.get_template(f"components/{name}.html")
        context.render_context[key] = found
    html: SafeString = found.render(inner)
    return html


@register.simple_tag(takes_context=True)
def component(context: Context, name: str, /, **values: Any) -> SafeString:
    """``{% component "tag" text="Very high" colour="red" %}`` renders components/tag.html."""
    return _rendered(context, name, values)


@register.simple_block_tag(takes_context=True)
def wrap(context: Context, content: str, name: str, /, **values: Any) -> SafeString:
    """``{% wrap "details" summary="Help" %}...{% endwrap %}``: the block arrives as ``content``."""
    return _rendered(context, name, {**values, "content": content})


@register.simple_tag
def number_cells(cells: Iterable[tuple[str, str]]) -> SafeString:
    """A numeric cell of a table for each heading and text. For pages that have hundreds: as nodes of a template those
    take a tenth of the time that the whole page may."""
    cell = '<td class="govuk-table__cell govuk-table__cell--numeric" data-label="{}">{}</td>'
    return format_html_join("", cell, cells)


@register.filter
def summary_errors(source: Any) -> list[dict[str, str]]:
    """The errors of a form or formset for the error summary."""
    return summary_of(source)


@register.filter
def table_columns(columns: Any) -> list[dict[str, Any]]:
    """A table's columns, ready to draw."""
    return columns_of(columns)


@register.filter
def table_rows(rows: Any, columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A table's rows beside its columns, ready to draw."""
    return rows_of(rows, columns)


def _blank(value: Any) -> Any:
    return "" if value is None else value


def _local_date(value: date) -> date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


@register.filter
def iso(value: Any) -> str:
    """2026-11-21, for machines; nothing for what is not a date."""
    return value.isoformat() if isinstance(value, date) else ""


@register.filter
def words(value: Any) -> Any:
    """21 November 2026; a moment gives its local date. Anything else comes back unchanged."""
    return dates.words(_local_date(value)) if isinstance(value, date) else _blank(value)


@register.filter
def weekday_words(value: Any) -> Any:
    """Saturday 21 November 2026."""
    return dates.words_with_weekday(_local_date(value)) if isinstance(value, date) else _blank(value)


@register.filter
def short_words(value: Any) -> Any:
    """21 Nov 2026, for narrow columns."""
    return dates.short_words(_local_date(value)) if isinstance(value, date) else _blank(value)


@register.filter
def time_words(value: Any) -> Any:
    """2:30pm, midday, midnight."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return dates.time_in_words(value) if isinstance(value, time | datetime) else _blank(value)


@register.filter
def moment_words(value: Any) -> Any:
    """21 November 2026 at 2:30pm; a date alone stays a date."""
    return f"{words(value)} at {time_words(value)}" if isinstance(value, datetime) else words(value)


@register.filter
def deadline(value: Any) -> str:
    """By the end of 21 November 2026; before 9am on 21 November 2026."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return dates.deadline_in_words(value) if isinstance(value, date) else ""


@register.filter
def due_words(value: date | None, today: date) -> str:
    """3 days overdue, due today, due in 12 days."""
    return dates.due_in_words(_local_date(value), today) if isinstance(value, date) else ""


@register.filter
def days_overdue(value: date | None, today: date) -> str:
    """3 days overdue, or nothing."""
    return dates.days_overdue_in_words(_local_date(value), today) if isinstance(value, date) else ""


@register.filter
def long_ago(value: date | None, today: date) -> str:
    """34 days ago, 5 months ago."""
    return dates.long_ago(_local_date(value), today) if isinstance(value, date) else ""


@register.filter
def age_on(born: date | None, today: date) -> int | str:
    """Age in whole years."""
    return dates.age(born, today) if isinstance(born, date) else ""


@register.filter
def due_tone(value: date | None, today: date) -> str:
    """overdue, today, soon or later: the tone of a contextual date."""
    return dates.tone_of(_local_date(value), today) if isinstance(value, date) else ""


@register.filter
def plural_days(count: Any) -> Any:
    """1 day, 3 days."""
    return dates.plural_days(count) if isinstance(count, int) else count
