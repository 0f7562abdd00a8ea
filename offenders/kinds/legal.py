"""Convictions, sentences and the orders of courts."""

from __future__ import annotations

from django import forms

from frontend.dates import words
from offenders.choices import DisposalKind, TriggerKind
from offenders.kinds.asking import choice, dated, number
from offenders.kinds.kind import FactKind
from offenders.models import CourtOrder, Disposal, Trigger

KINDS = (
    FactKind(
        "conviction",
        Trigger,
        "a conviction, caution or finding",
        {
            "kind": lambda: forms.ChoiceField(
                label="What happened",
                choices=TriggerKind.choices,
            ),
            "date": lambda: dated("Date of the conviction, caution or finding"),
            "offence": lambda: forms.CharField(label="Offence", max_length=200),
            "offence_on": lambda: dated("Date of the offence", required=False),
            "court": lambda: forms.CharField(label="Court (optional)", max_length=120, required=False),
            "schedule_3": lambda: forms.BooleanField(
                label="Listed in Schedule 3 to the Sexual Offences Act 2003", required=False
            ),
            "condition_met_on": lambda: dated("Day the sentencing condition was met (s.132)", required=False),
            "notice_given_on": lambda: dated("Section 96ZA notice given on", required=False),
            "ended_on": lambda: dated("Quashed, or trial concluded, on", required=False),
        },
        block="offending",
        title=lambda trigger: f"{trigger.get_kind_display()}: {trigger.offence}",
        rows=lambda trigger: [
            ("Offence", trigger.offence),
            ("Date", trigger.date),
            ("Date of the offence", trigger.offence_on),
            ("Court", trigger.court),
            ("Listed in Schedule 3", "Yes" if trigger.schedule_3 else "No"),
            ("Sentencing condition met (s.132)", trigger.condition_met_on),
            ("Section 96ZA notice given", trigger.notice_given_on),
            ("Quashed, or trial concluded", trigger.ended_on),
        ],
        add_at="record-conviction",
        add_words="Record a conviction, caution or finding",
        order=10,
    ),
    FactKind(
        "sentence",
        Disposal,
        "a sentence",
        {
            "kind": lambda: choice("Sentence or other disposal", DisposalKind),
            "date": lambda: dated("Date of the sentence"),
            "term_years": lambda: number("Length: years"),
            "term_months": lambda: number("Length: months"),
            "term_weeks": lambda: number("Length: weeks"),
            "extension_years": lambda: number("Extension: years"),
            "extension_months": lambda: number("Extension: months"),
        },
        block="offending",
        title=lambda disposal: f"Sentence: {disposal.get_kind_display().lower()}",
        rows=lambda disposal: [
            ("Date", disposal.date),
            ("Length", disposal.length_in_words()),
            ("Extension", disposal.extension_in_words()),
            ("Consecutive to", disposal.consecutive_to),
            ("Concurrent with", disposal.concurrent_with),
        ],
        beside=("consecutive_to", "concurrent_with"),
        add_at="",
        order=20,
        beneath="trigger_id",
    ),
    FactKind(
        "order",
        CourtOrder,
        "a court order",
        {
            "made_on": lambda: dated("Made on"),
            "served_on": lambda: dated("Served on", required=False),
            "last_day": lambda: dated("Last day", required=False),
            "discharged_on": lambda: dated("Discharged on", required=False),
        },
        block="orders",
        title=lambda order: f"{order.get_kind_display()}, {words(order.made_on)}",
        rows=lambda order: [
            ("Made", order.made_on),
            ("Served", order.served_on or order.made_on),
            ("Until", order.last_day or "further order"),
            ("Discharged", order.discharged_on),
            ("Court", order.court),
        ],
        add_at="record-order",
        add_words="Record a court order",
    ),
)
