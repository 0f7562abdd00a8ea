"""The pages of one notification: which there are, in which order, what each was answered, and what they come to.

Which page comes next rests on what was answered before; what was answered and is no longer asked does not count.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from notifications.station import rules
from notifications.station.choices import Happened, Part, Taken
from notifications.station.forms import (
    FORMS,
    AttendanceForm,
    HappenedForm,
    IdentityForm,
    LateForm,
    LegForm,
    PartForm,
    StepForm,
)
from notifications.station.forms.holding import MoneyForm
from notifications.station.forms.parts import CHANGED, QUESTIONS
from notifications.station.forms.travelling import TravelsForm, travel_noted, travel_told
from notifications.station.rules import Rule
from notifications.station.scene import Scene
from notifications.station.told import Coming, Noted, Notified, Told

HAPPENED, ATTENDANCE, DAYS, LEG, PART, IDENTITY, LATE = (
    *("happened", "attendance", "days", "leg"),
    *("part", "identity", "late"),
)
_MOST = 9  # pages of one kind on one visit: only so that no chain of answers goes on for ever
_HEADINGS = {
    HAPPENED: "What have they come for?",
    ATTENDANCE: "Who is here, and when?",
    LEG: "The next country",
    DAYS: "The days at this address",
    IDENTITY: "Before they go",
    LATE: "Why is it late?",
    Happened.RELEASED: "Where were they released from, and when?",
    Happened.MOVED: "Where do they live now?",
    Happened.NAMED: "Which name do they use?",
    Happened.STAYED: "Where did they stay, and when?",
    Happened.CHILD: "Where does someone under 18 live or stay?",
    Happened.MONEY: "Which account or card?",
    Happened.PAPERS: "Which passport or document?",
    Happened.TRAVELS: "Where are they going, and when?",
    Happened.ALTERED: "What has changed about the journey?",
    Happened.RETURNED: "When did they come back?",
    Happened.AHEAD: "What will change, and when?",
    Happened.CAME: "What came of the notice?",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One page. `kind` is the part of its name that says which form it is, `place` which of several."""

    name: str
    kind: str
    place: int = 1

    @property
    def heading(self) -> str:
        if self.kind == PART:
            return QUESTIONS[Part(self.name.partition("-")[2])]
        heading = _HEADINGS[self.kind]
        return heading if self.place == 1 or self.kind == LEG else f"{heading} ({self.place})"

    @property
    def rule(self) -> Rule | None:
        """The rule that is said on the page."""
        if self.kind in Happened.values:
            return rules.RULES[Happened(self.kind)]
        return {DAYS: rules.RULES[Happened.STAYED], IDENTITY: rules.IDENTITY, LATE: rules.LATE}.get(self.kind)


class Steps:
    """The answers of a notification that is being taken, read in the light of the record."""

    def __init__(self, scene: Scene, answers: dict[str, str]) -> None:
        """`answers` holds, by the page's name, what was posted there."""
        self.scene, self.answers = scene, answers
        self._forms: dict[str, Any] = {}

    @classmethod
    def kept(cls, scene: Scene, text: str) -> Steps:
        return cls(scene, json.loads(text))

    @cached_property
    def all(self) -> list[Step]:
        """Every page but the last, in order."""
        return list(self._in_order())

    def _in_order(self) -> Iterator[Step]:
        yield Step(HAPPENED, HAPPENED)
        yield Step(ATTENDANCE, ATTENDANCE)
        happened = [each for each in self._raw(HAPPENED).getlist("happened") if each in Happened.values]
        for each in rules.in_order(happened):
            yield from self._each(each)
        for part in rules.parts_asked(happened, self._kinds_answered()):
            step = Step(f"{PART}-{part.value}", PART)
            yield step
            if part in rules.TELLS and self._raw(step.name).get("answer") == CHANGED:
                yield from self._each(rules.TELLS[part])
        yield Step(IDENTITY, IDENTITY)
        if LATE in self.answers:
            yield Step(LATE, LATE)

    def _each(self, happened: Happened) -> Iterator[Step]:
        """The pages of one kind of thing: one, and one more for each that follows it."""
        for place in range(1, _MOST + 1):
            step = _numbered(happened.value, place)
            yield step
            if happened is Happened.STAYED:
                yield _numbered(DAYS, place)
            again = self._raw(step.name).get("again") == "yes"
            if happened is Happened.TRAVELS:
                if again:
                    yield from self._legs()
                return
            if not again:
                return

    def _legs(self) -> Iterator[Step]:
        for place in range(2, _MOST + 1):
            step = _numbered(LEG, place)
            yield step
            if self._raw(step.name).get("again") != "yes":
                return

    def _raw(self, name: str) -> QueryDict:
        return QueryDict(self.answers.get(name, ""))

    def _kinds_answered(self) -> list[str]:
        wanted = self._raw(HAPPENED).getlist("answers")
        return [entry.kind for entry in self.scene.duties if entry.key in wanted]

    def named(self, name: str) -> Step | None:
        found = next((step for step in self.all if step.name == name), None)
        return found or (Step(LATE, LATE) if name == LATE else None)

    def form(self, step: Step) -> Any:
        """The page's form, bound to what was answered there, if anything was."""
        if step.name not in self._forms:
            self._forms[step.name] = self.form_with(
                step, self._raw(step.name) if step.name in self.answers else None
            )
        return self._forms[step.name]

    def form_with(self, step: Step, posted: QueryDict | None) -> Any:
        if step.kind == PART:
            part = Part(step.name.partition("-")[2])
            return PartForm(posted, scene=self.scene, part=part)
        return _form_of(step.kind)(posted, scene=self.scene)

    def unfinished(self, before: str = "") -> Step | None:
        """The first page, of those before the one named, that is still to be answered, or answered anew."""
        for step in self.all:
            if step.name == before:
                return None
            if step.name not in self.answers or not self.form(step).is_valid():
                return step
        return None

    def after(self, step: Step) -> Step | None:
        """The next page that is not answered; None: all are."""
        names = [each.name for each in self.all]
        place = names.index(step.name) + 1 if step.name in names else len(names)
        return next((each for each in self.all[place:] if each.name not in self.answers), None)

    def before(self, step: Step) -> Step | None:
        names = [each.name for each in self.all]
        place = names.index(step.name) if step.name in names else len(names)
        return self.all[place - 1] if place else None

    # What the answers come to, once every page is right ---------------------------------------------------------------

    def notified(self) -> Notified:
        """What was said, for the verb."""
        happened, at = self._of(HAPPENED), self._of(ATTENDANCE)
        identity = self._of(IDENTITY).cleaned_data
        told, items = self._told()
        parts = [self.form(step) for step in self.all if step.kind == PART]
        for form in parts:
            items += form.noted()
        born = next((form for form in parts if form.part == Part.BORN), None)
        late = self._of(LATE).cleaned_data if LATE in self.answers else {"reason": ""}
        refused = [what for what in ("fingerprints", "photograph") if identity[what] == Taken.REFUSED]
        check = rules.why_check(
            shown=at.cleaned_data["shown"],
            money_unseen=any(
                form.was_by_hand() for form in map(self.form, self.all) if isinstance(form, MoneyForm)
            ),
            born_differs=bool(born and born.has_changed_since),
            refused=refused,
        )
        return Notified(
            coming=Coming(
                given_at=at.given_at(),
                station=at.cleaned_data["station"],
                shown=at.cleaned_data["shown"],
                accompanied=at.cleaned_data["accompanied"],
                companion=at.companion(),
                parental_direction=at.cleaned_data.get("parental_direction", ""),
                fingerprints=identity["fingerprints"],
                photograph=identity["photograph"],
                late_reason=late["reason"] or "",
                backdated_reason=at.cleaned_data.get("backdated_reason", ""),
            ),
            answers=happened.cleaned_data.get("answers", []),
            told=told,
            items=sorted(items, key=lambda item: list(Part).index(item.part)),
            check=check,
            insurance=born.cleaned_data["insurance"] if born else "",
            late_asked=LATE in self.answers,
        )

    def _of(self, name: str) -> Any:
        return self.form(Step(name, name))

    def _told(self) -> tuple[list[Told], list[Noted]]:
        told: list[Told] = []
        items: list[Noted] = []
        legs = [self.form(step) for step in self.all if step.kind == LEG]
        for step in self.all:
            form = self.form(step)
            if isinstance(form, TravelsForm):
                told.append(travel_told(form, legs))
                items.append(travel_noted(told[-1]))
            elif step.kind in Happened.values:
                told += form.told()
                items += form.noted()
        return told, items


def _numbered(kind: str, place: int) -> Step:
    return Step(kind if place == 1 else f"{kind}-{place}", kind, place)


def _form_of(kind: str) -> type[StepForm]:
    others: dict[str, type[StepForm]] = {
        HAPPENED: HappenedForm,
        ATTENDANCE: AttendanceForm,
        DAYS: StepForm,
        LEG: LegForm,
        IDENTITY: IdentityForm,
        LATE: LateForm,
    }
    return others[kind] if kind in others else FORMS[Happened(kind)]
