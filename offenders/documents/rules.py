"""What is believed of a document and a photograph: pure, every refusal with its field and its reason."""

from __future__ import annotations

from datetime import date

from offenders.rules import Refusals


def document(*, title: str, dated: date | None, today: date) -> Refusals:
    found: Refusals = {}
    if not title.strip():
        found["title"] = "Give the document a title by which others find it."
    if dated and dated > today:
        found["dated"] = "A document cannot be dated in the future."
    return found


def photograph(*, taken_on: date, date_of_birth: date, today: date) -> Refusals:
    if taken_on > today:
        return {"taken_on": "A photograph cannot have been taken in the future."}
    if taken_on < date_of_birth:
        return {"taken_on": "That is before this person was born. Check the year."}
    return {}
