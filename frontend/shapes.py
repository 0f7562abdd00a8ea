"""What the lists given to components look like, with every part that may be left out.

A template that asks a dict for a part it does not have makes Django look in three
places, slowly; a list of fifty rows asks hundreds of times. So the parts are filled in
before the template is drawn, and this file says which there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_LINK = {"href": "", "text": "", "hidden": ""}
_FACT = {"key": "", "value": "", "actions": (), "classes": ""}

SHAPES: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "breadcrumbs": {"items": {"text": "", "href": ""}},
    "error_summary": {"errors": {"text": "", "href": ""}},
    "filter": {"chosen": {"heading": "", "items": ()}},
    "identity_bar": {"tags": {"text": "", "colour": ""}, "references": {"label": "", "value": ""}},
    "panel": {"actions": {"text": "", "href": "", "button": False}},
    "reasons": {"links": {"text": "", "href": ""}},
    "sub_navigation": {"items": {"text": "", "href": "", "active": False, "count": ""}},
    "summary_card": {"rows": _FACT, "actions": _LINK},
    "summary_list": {"rows": _FACT},
    "task_list": {
        "items": {"title": "", "href": "", "hint": "", "status": "", "tag": None, "blocked": False},
    },
    "tiles": {"items": {"number": "", "text": "", "href": "", "tone": "", "hidden": ""}},
    "timeline": {"items": {"title": "", "by": "", "datetime": "", "html": "", "href": "", "tag": None}},
}
_TAG = {"text": "", "colour": ""}
_DATE = {"date": "", "words": "", "tone": "", "short": False}
_COLUMN = {"text": "", "numeric": False, "hidden": False, "href": "", "sort": ""}
_CELL = {"text": "", "href": "", "hidden": "", "tag": None, "date": None, "note": "", "numeric": False}


def filled(component: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values with every part of their lists present."""
    for name, parts in SHAPES.get(component, {}).items():
        if members := values.get(name):
            values[name] = [_complete(member, parts) for member in members]
    return values


def columns_of(columns: Iterable[Any]) -> list[dict[str, Any]]:
    """A table's columns, which may be given as plain words."""
    return [
        {**_COLUMN, **column} if isinstance(column, Mapping) else {**_COLUMN, "text": column}
        for column in columns or ()
    ]


def rows_of(rows: Iterable[Any], columns: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A table's rows, each cell with its column's name and everything it may hold."""
    laid_out = []
    for row in rows or ():
        cells, classes = (row["cells"], row.get("classes", "")) if isinstance(row, Mapping) else (row, "")
        laid_out.append(
            {
                "classes": classes,
                "cells": [
                    _cell(cell, columns[place] if place < len(columns) else _COLUMN)
                    for place, cell in enumerate(cells)
                ],
            }
        )
    return laid_out


def _complete(member: Any, parts: Mapping[str, Any]) -> Any:
    return {**parts, **member} if isinstance(member, Mapping) else member


def _cell(cell: Any, column: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(cell, Mapping):
        return {**_CELL, "text": cell, "plain": True, "numeric": column["numeric"], "label": column["text"]}
    whole = {**_CELL, **cell, "plain": False, "label": column["text"]}
    whole["numeric"] = whole["numeric"] or column["numeric"]
    whole["tag"] = whole["tag"] and _complete(whole["tag"], _TAG)
    whole["date"] = whole["date"] and _complete(whole["date"], _DATE)
    return whole
