"""What of a review may be corrected, and what is refused of a correction."""

from __future__ import annotations

from typing import Any

from django import forms

from access.policies import FieldClass
from frontend.fields import LongTextField
from notifications.choices import AppealOutcome, Received, ReviewOutcome
from notifications.models import Application, RelevantNotification, ResponsibleBody
from notifications.reviews import rules
from offenders.kinds import FactKind, choice, dated


def _chosen(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"{label} (optional)", choices=[("", "None yet"), *choices.choices], required=False
    )


def _text(label: str) -> forms.CharField:
    return forms.CharField(label=f"{label} (optional)", max_length=120, required=False)


KINDS = (
    FactKind(
        "relevant-notification",
        RelevantNotification,
        "which notification counts for review",
        {},
        field_class=FieldClass.MANAGEMENT,
    ),
    FactKind(
        "review-application",
        Application,
        "an application for review",
        {
            "received_on": lambda: dated("Received on"),
            "received_how": lambda: choice("How it came", Received),
            "acknowledged_on": lambda: dated("Acknowledged on", required=False),
            "withdrawn_on": lambda: dated("Withdrawn on", required=False),
            "determined_on": lambda: dated("Decided on", required=False),
            "outcome": lambda: _chosen("Decision", ReviewOutcome),
            "further_years": lambda: forms.IntegerField(
                label="Further period in years, if longer than 8 (optional)",
                required=False,
                min_value=rules.SHORTEST_FURTHER,
                max_value=rules.LONGEST_FURTHER,
            ),
            "decided_by": lambda: _text("Decided by"),
            "reasons": lambda: LongTextField(
                label="Reasons (optional)", max_length=4000, rows=8, required=False
            ),
            "notice_received_on": lambda: dated("Notice of the decision received on", required=False),
            "appealed_on": lambda: dated("Appealed on", required=False),
            "appeal_outcome": lambda: _chosen("Outcome of the appeal", AppealOutcome),
            "appeal_decided_on": lambda: dated("Appeal decided on", required=False),
            "court": lambda: _text("Magistrates' court"),
        },
        lambda made, now: rules.application(vars(made), today=now.date()),
        FieldClass.MANAGEMENT,
    ),
    FactKind(
        "responsible-body",
        ResponsibleBody,
        "a responsible body told",
        {
            "body": lambda: forms.CharField(label="Responsible body", max_length=120),
            "notified_on": lambda: dated("Told on"),
            "answered_on": lambda: dated("Answered on", required=False),
            "answer": lambda: LongTextField(label="What it sent (optional)", max_length=2000, required=False),
        },
        lambda told, now: rules.body(vars(told), received_on=told.application.received_on, today=now.date()),
        FieldClass.MANAGEMENT,
    ),
)
