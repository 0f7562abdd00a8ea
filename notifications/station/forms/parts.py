"""Going through what section 83(5) asks, item by item: still so, or changed."""

from __future__ import annotations

from typing import Any, Final

from access.policies import FieldClass
from frontend.dates import words
from notifications.station.choices import Part
from notifications.station.forms.base import StepForm, optional, radios
from notifications.station.forms.holding import accounts_in_words, in_words
from notifications.station.scene import Scene
from notifications.station.told import Noted
from offenders import numbers

STILL, CHANGED = "still", "changed"
QUESTIONS: Final = {
    Part.BORN: "Date of birth and National Insurance number",
    Part.NAMES: "Which names do they use?",
    Part.HOME: "Where is their home?",
    Part.PREMISES: "Which other addresses do they use in the UK?",
    Part.CHILDREN: "Do they live or stay where someone under 18 does?",
    Part.MONEY: "Which accounts and cards do they have?",
    Part.PAPERS: "Which passports and identity documents do they hold?",
}
_STILL: Final = {
    Part.BORN: "As on record",
    Part.CHILDREN: "As on record: nothing has changed",
    Part.MONEY: "Nothing has been opened, closed, obtained, given up or changed since they last notified",
}
_CHANGED: Final = {
    Part.BORN: "They say something else",
    Part.NAMES: "They use another name too, or another instead",
    Part.HOME: "They have moved, or have another place where they can be found",
    Part.PREMISES: "They have stayed at another address",
    Part.CHILDREN: "Something has changed",
    Part.MONEY: "Something has changed",
    Part.PAPERS: "Something has changed",
}
_NONE: Final = "None on record"
UNSEEN: Final = "On record, and not shown to you. Ask them to name each, and whether any has changed."


def on_record(scene: Scene, part: Part) -> list[str]:
    """What stands on record of a part, as whoever stands at the counter may read it."""
    match part:
        case Part.BORN:
            number = [f"National Insurance number {scene.insurance}"] if scene.insurance else []
            return [f"Born {words(scene.person.date_of_birth)}", *number]
        case Part.NAMES:
            found = [f"{name} ({name.get_kind_display().lower()})" for name in scene.names]
        case Part.HOME:
            home = scene.home
            found = [f"{home.address} ({home.get_kind_display().lower()})"] if home else []
        case Part.PREMISES:
            found = [f"{each.address} ({each.get_kind_display().lower()})" for each in scene.premises]
            known = {each.address_id for each in scene.premises}
            found += [str(place) for place in scene.places if place.pk not in known]
        case Part.CHILDREN:
            found = scene.households
        case Part.MONEY:
            if not scene.reads_finance:
                return [UNSEEN]
            found = accounts_in_words(scene.accounts, scene.cards)
        case _:
            found = list(map(in_words, scene.papers))
    return found or [_NONE]


class PartForm(StepForm):
    """One item. Where something has changed, its own page follows."""

    part: Part

    WHICH = "answer"
    ASKS = {STILL: {}, CHANGED: {"says": "Enter what they say."}}

    answer = radios("What do they say?", [], "Select what they say.")
    says = optional("What do they say?", 160)
    insurance = optional(
        "National Insurance number, if they give it (optional)", 16, help_text="For example: QQ 12 34 56 C"
    )

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        self.part = part
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        answer: Any = self.fields["answer"]
        answer.choices = [
            (STILL, _STILL.get(self.part, "Still so")),
            (CHANGED, _CHANGED[self.part]),
        ]
        if self.part != Part.BORN:
            del self.fields["says"], self.fields["insurance"]

    def believe(self, cleaned: dict[str, Any]) -> None:
        if refused := numbers.wrong_insurance(cleaned.get("insurance") or ""):
            self.add_error("insurance", refused)

    @property
    def has_changed_since(self) -> bool:
        return bool(self.cleaned_data["answer"] == CHANGED)

    def noted(self) -> list[Noted]:
        finance = (
            FieldClass.FINANCE
            if self.part == Part.MONEY and self.scene.reads_finance
            else FieldClass.MANAGEMENT
        )
        old = "; ".join(on_record(self.scene, self.part))
        if self.part == Part.MONEY and not self.scene.reads_finance:
            old = "As on record"
        called = str(self.part.label)
        if self.part == Part.BORN:
            return self._born(old)
        if self.has_changed_since:
            return []  # its own page says what
        return [Noted(self.part, called, old, old, changed=False, field_class=finance)]

    def _born(self, old: str) -> list[Noted]:
        born = f"Born {words(self.scene.person.date_of_birth)}"
        given = self.cleaned_data
        differs = self.has_changed_since
        found = [
            Noted(
                Part.BORN,
                "Date of birth",
                born,
                given["says"] if differs else born,
                changed=differs,
                field_class=FieldClass.GENERAL,
            )
        ]
        if number := numbers.insurance(given["insurance"]):
            same = self.scene.insurance == number
            found.append(
                Noted(
                    Part.BORN,
                    "National Insurance number",
                    self.scene.insurance,
                    number,
                    changed=not same,
                    field_class=FieldClass.FINANCE,
                )
            )
        return found
