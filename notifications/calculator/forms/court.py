"""What the courts did: convictions and their like, sentences, orders; and time that may not count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from notifications.calculator.items import (
    PICK,
    Choices,
    Document,
    Item,
    choice,
    day,
    hour,
    known,
    number,
    tick,
)
from offenders.choices import LAW_ORDERS, AbsenceKind, DisposalKind, TriggerKind


class TriggerItem(Item):
    """What makes a person subject (ss.80, 81, 96ZA, 122G), and what the court did."""

    group, part, noun = "triggers", "triggers", "conviction"
    asked = ("kind", "date", "disposal", "term_years", "term_months", "term_weeks")

    kind = choice("What happened?", TriggerKind.choices, initial=TriggerKind.CONVICTION)
    date = day("Date", help_text="Of the plea, verdict, finding or caution, not of the sentence")
    disposal = choice(
        "Sentence or other disposal", [("", "Not sentenced yet, or a caution"), *DisposalKind.choices]
    )
    term_years = number("Years")
    term_months = number("Months")
    term_weeks = number("Weeks")
    order = choice("Which order was breached?", PICK)
    disposal_date = day("Date of the sentence, if later")
    extension_years = number("Extension: years")
    extension_months = number("Extension: months")
    extension_weeks = number("Extension: weeks")
    runs = choice(
        "How does the sentence run?",
        [
            ("", "On its own"),
            ("consecutive_to", "After another (consecutive)"),
            ("concurrent_with", "Beside another (concurrent)"),
        ],
    )
    runs_with = choice("After or beside which?", PICK)
    overlap_months = number("Months in which the two overlap, if not wholly")
    schedule_3 = choice("Is the offence listed in Schedule 3?", [("yes", "Yes"), ("no", "No")], initial="yes")
    threshold = choice(
        "Did the sentence meet any threshold in Schedule 3?",
        [("yes", "Yes, or there is none"), ("no", "No, never")],
        initial="yes",
    )
    condition_met_on = day("Day on which a sentencing threshold was met (s.132)")
    notice_given_on = day("Conviction abroad: day the s.96ZA notice was handed over")
    ended_on = day("Last day, if quashed or tried after a finding of disability")
    carried_over = tick("Before September 1997: a condition of s.81(3) to (6) was met on 1 September 1997")

    paths = {
        "disposal.type": "disposal",
        "disposal.date": "disposal_date",
        **{f"disposal.term.{unit}": f"term_{unit}" for unit in ("years", "months", "weeks")},
        "disposal.term": "term_years",
        **{f"disposal.extension.{unit}": f"extension_{unit}" for unit in ("years", "months", "weeks")},
        "disposal.extension": "extension_years",
        "disposal.runs.overlap": "overlap_months",
        "disposal.runs": "runs_with",
        "threshold_met": "threshold",
        "order": "order",
    }
    said = {
        "disposal.term": "Enter the length of the sentence: the period turns on it.",
        "disposal.extension": "Only an extended or special custodial sentence has an extension: leave it empty.",
        "disposal.runs.consecutive_to": "Choose a conviction that is filled in and has a sentence.",
        "disposal.runs.concurrent_with": "Choose a conviction that is filled in and has a sentence.",
        "order": "Add the sexual risk order that was breached under “Orders”, and choose it here.",
        "notice_given_on": "Enter the day the s.96ZA notice was handed over, for a conviction abroad only.",
    }

    @property
    def identity(self) -> str:
        kind = (self.data.get(self.add_prefix("kind")) if self.is_bound else "") or ""
        return f"{noun_of(kind)} {self.key}"

    def offer(self, offered: Mapping[str, Choices]) -> None:
        others = [choice for choice in offered.get("triggers", []) if choice[0] != self.token]
        self.refer("runs_with", others, "Choose one")
        if not others:
            del self.fields["runs"], self.fields["overlap_months"]
        self.refer("order", offered.get("orders", []), "No order")

    def blame(self, path: str, message: str) -> None:
        if path == "disposal" and message.startswith("Remove"):
            self.add_error(
                "disposal",
                "This takes no sentence: choose “Not sentenced yet, or a caution”, with no length.",
            )
        elif path == "disposal.term" and message.startswith(
            "Remove"
        ):  # pragma: no cover - no kind does today
            self.add_error("term_years", "This takes no length: leave it empty.")
        else:
            super().blame(path, message)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("disposal") and (self._term("term") or self._term("extension")):
            self.add_error("disposal", "Choose what the sentence was, or clear its length")
        if cleaned.get("runs") and not cleaned.get("runs_with"):
            self.add_error("runs_with", "Choose the sentence it runs after or beside")
        return cleaned

    def _term(self, name: str) -> Document:
        return known(
            **{unit: self.cleaned_data.get(f"{name}_{unit}") for unit in ("years", "months", "weeks")}
        )

    def _runs(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        how = cleaned.get("runs")
        if not how:
            return {}
        overlap = cleaned.get("overlap_months")
        return {
            how: ids.get(cleaned["runs_with"], "-"),
            **({} if overlap is None else {"overlap": {"months": overlap}}),
        }

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        disposal = cleaned["disposal"] and known(
            type=cleaned["disposal"],
            date=cleaned["disposal_date"],
            term=self._term("term"),
            extension=self._term("extension"),
            runs=self._runs(ids),
        )
        found = known(
            id=self.identity,
            kind=cleaned["kind"],
            date=cleaned["date"],
            condition_met_on=cleaned["condition_met_on"],
            notice_given_on=cleaned["notice_given_on"],
            disposal=disposal,
            order=ids.get(cleaned.get("order", "")),
            carried_over=cleaned["carried_over"],
            ended_on=cleaned["ended_on"],
        )
        if cleaned["schedule_3"] == "no":
            found["schedule_3"] = False
        if cleaned["threshold"] == "no":
            found["threshold_met"] = False
        return found


def noun_of(kind: str) -> str:
    """What a thing of this kind is called in a reason: "caution 2" rather than "conviction 2"."""
    return {
        "caution": "caution",
        "finding_insanity": "finding",
        "finding_disability": "finding",
        "overseas_notice": "notice",
        "sro_breach": "breach",
    }.get(kind, "conviction")


class AbsenceItem(Item):
    """Time that may not count (s.83(6))."""

    group, part, noun = "absences", "absences", "absence"
    asked = ("kind", "from_on", "to_on")

    kind = choice("Where?", [*PICK, *AbsenceKind.choices])
    from_on = day("From")
    to_on = day("Until", help_text="The day of release or return. Leave empty if still there")
    from_time = hour("Time it began")
    to_time = hour("Time it ended")

    paths = {"from": "from_on", "to": "to_on"}

    def document(self, ids: Mapping[str, str]) -> Document:
        return known(kind=self.cleaned_data["kind"], from_=self.when("from"), to=self.when("to"))


class OrderItem(Item):
    """A civil order of a court."""

    group, part, noun = "orders", "orders", "order"
    asked = ("kind", "made_on", "last_day")

    kind = choice("Which order?", [*PICK, *((kind.value, kind.label) for kind in LAW_ORDERS)])
    made_on = day("Made on")
    last_day = day("Last day", help_text="Leave empty for “until further order”")
    served_on = day("Served on, if later")
    discharged_on = day("Discharged: last day in force")

    def document(self, ids: Mapping[str, str]) -> Document:
        return known(id=self.identity, **self.cleaned_data)
