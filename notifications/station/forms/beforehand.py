"""Notice of a change before it comes, and what came of it (s.84(2)-(5))."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from frontend.dates import words
from frontend.fields import TextDateField
from notifications import queries
from notifications.models import Notification
from notifications.station.choices import Happened, Part
from notifications.station.forms.base import StepForm, radios
from notifications.station.told import Noted, Told

DID_NOT, TOLD_NOW = "none", "told_now"
_KINDS = [
    ("A new home address", "They will move home"),
    ("A new name", "They will use a new name"),
    ("A stay of seven days", "They will stay seven days at another address"),
    ("A home with someone under 18", "They will live or stay where someone under 18 does"),
    (
        "An account, card or document",
        "They will open or close an account, or get or give up a card or a document",
    ),
]


class AheadForm(StepForm):
    """What will change, and on which day."""

    kind = radios("What will change?", _KINDS, "Select what will change.")
    what = forms.CharField(
        label="What will be so then?",
        max_length=140,
        help_text="For example: living at 4 Mill Lane, Kirkby CX1 2AB",
        error_messages={"required": "Enter what will be so then."},
    )
    specified_date = TextDateField(label="On which day?", called="The day")

    def believe(self, cleaned: dict[str, Any]) -> None:
        day = cleaned.get("specified_date")
        if day and day < self.scene.today:
            self.add_error("specified_date", "That day has passed. Tell it as a change that has happened.")

    def told(self) -> list[Told]:
        given = self.cleaned_data
        values = {"specified_date": given["specified_date"], "foretells": f"{given['kind']}: {given['what']}"}
        return [Told(Happened.AHEAD, values)]

    def noted(self) -> list[Noted]:
        given = self.cleaned_data
        return [
            Noted(
                Part.STATUS,
                f"Notice in advance: {given['kind'].lower()}",
                "",
                given["what"],
                given["specified_date"],
            )
        ]


class CameForm(StepForm):
    """A notice given before, and what came of it."""

    notice = radios("Which notice?", [], "Select which notice.")
    came = radios("What has come of it?", [], "Select what has come of it.")

    def prepare(self) -> None:
        notice, came = self.fields["notice"], self.fields["came"]
        notice.choices = [(str(each.pk), in_words(each)) for each in self.scene.notices]  # type: ignore[attr-defined]
        came.choices = [  # type: ignore[attr-defined]
            (DID_NOT, "It has not happened"),
            (TOLD_NOW, "It has happened: they tell of it today, as chosen on the first page"),
            *queries.foreseeable(self.scene.person),
        ]
        if len(self.scene.notices) == 1:
            self.initial.setdefault("notice", str(self.scene.notices[0].pk))

    def told(self) -> list[Told]:
        came = self.cleaned_data["came"]
        values = {
            "notice": self.cleaned_data["notice"],
            "fact": "" if came in (DID_NOT, TOLD_NOW) else came,
            "told_now": came == TOLD_NOW,
        }
        return [Told(Happened.CAME, values)]

    def noted(self) -> list[Noted]:
        wanted = UUID(self.cleaned_data["notice"])
        notice = next(each for each in self.scene.notices if each.pk == wanted)
        field: Any = self.fields["came"]
        came = str(dict(field.choices)[self.cleaned_data["came"]])
        return [Noted(Part.STATUS, "Notice in advance", in_words(notice), came)]


def in_words(notice: Notification) -> str:
    return (
        f"{notice.foretells}, for {words(notice.specified_date)}"
        if notice.specified_date
        else notice.foretells
    )
