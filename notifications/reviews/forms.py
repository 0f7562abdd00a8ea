"""What an officer fills in about a review: each step of an application is one short form."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.timezone import localdate

from frontend.dates import words
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from notifications.choices import AppealOutcome, Received, ReviewOutcome
from notifications.models import Notification
from notifications.reviews.rules import LONGEST_FURTHER, SHORTEST_FURTHER
from offenders.record.reading import in_words


class RelevantForm(forms.Form):
    """Which notification the years begin with."""

    notification = forms.ChoiceField(
        label="Which notification was the first one given when they were first released?",
        widget=forms.RadioSelect,
        help_text="A recall, or a later release, does not start the years again (s.91B(10)).",
        error_messages={
            "required": "Select the notification.",
            "invalid_choice": "That notification is no longer on record. Select again.",
        },
    )

    def __init__(
        self, *args: Any, given: list[Notification], first: Notification | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["notification"]
        field.choices = [
            (str(each.pk), f"{words(localdate(each.given_at))}: {each.get_section_display()}")
            for each in given
        ]
        if first:
            presented(field, hints={str(first.pk): "The first one since the first release on this record"})


class ApplicationForm(DatedForm, forms.Form):
    """An application, as it came."""

    received_on = TextDateField(
        label="Day the application was received",
        called="Day received",
        past_only=True,
        help_text="It must be acknowledged within 14 days of this day (s.91B(8)). For example, 17/5/2024",
    )
    received_how = forms.ChoiceField(
        label="How did it come?",
        choices=Received.choices,
        widget=forms.RadioSelect,
        help_text="An application is made in writing.",
        error_messages={"required": "Select how it came."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class BodyForm(DatedForm, forms.Form):
    """A responsible body, told."""

    body = forms.CharField(
        label="Which responsible body was told?",
        max_length=120,
        help_text="For example: Probation Service; Prison Service; the council's children's services",
        error_messages={"required": "Enter which body was told."},
    )
    notified_on = TextDateField(
        label="Day it was told",
        called="Day it was told",
        past_only=True,
        help_text="It may send what it knows within 28 days (s.91B(9)). The six weeks to decide begin when the last "
        "body's 28 days are over. For example, 17/5/2024",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class StepForm(DatedForm, forms.Form):
    """A step of what is on record already: it carries the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        """`row` has a version and, by their names, what the fields ask."""
        self.row = row
        names = [name for name in self.base_fields if name != "version"]
        kwargs["initial"] = {"version": row.version, **{name: getattr(row, name, None) for name in names}}
        super().__init__(*args, **kwargs)
        self.order_fields([*names, "version"])

    def said(self) -> dict[str, Any]:
        """What was entered, as the row's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def differences(self) -> list[tuple[str, str, str]]:
        """Label, what the record says now, what was typed: for a change someone else overtook."""
        return [
            (
                str(self.fields[name].label),
                in_words(self.fields[name], getattr(self.row, name)),
                in_words(self.fields[name], typed),
            )
            for name, typed in self.said().items()
            if getattr(self.row, name) != typed
        ]


class BodyAnswerForm(StepForm):
    """What a responsible body sent."""

    answered_on = TextDateField(label="Day the answer came", called="Day the answer came", past_only=True)
    answer = LongTextField(
        label="What did it send?",
        max_length=2000,
        help_text="What it holds that bears on the decision, in short, or that it holds nothing.",
        error_messages={"required": "Enter what it sent, or that it holds nothing."},
    )


class AcknowledgementForm(StepForm):
    """The application was acknowledged."""

    acknowledged_on = TextDateField(
        label="Day the application was acknowledged", called="Day acknowledged", past_only=True
    )


class WithdrawalForm(StepForm):
    """The applicant took it back."""

    withdrawn_on = TextDateField(
        label="Day they withdrew the application", called="Day withdrawn", past_only=True
    )


class DeterminationForm(StepForm):
    """The decision."""

    determined_on = TextDateField(label="Day of the decision", called="Day of the decision", past_only=True)
    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=ReviewOutcome.choices,
        widget=forms.RadioSelect,
        help_text="It is for them to satisfy the chief officer that the requirements are not necessary to protect the "
        "public from sexual harm (s.91C(2)).",
        error_messages={"required": "Select what was decided."},
    )
    further_years = presented(
        forms.IntegerField(
            label="Years until they may apply again, if longer than 8 (optional)",
            required=False,
            min_value=SHORTEST_FURTHER,
            max_value=LONGEST_FURTHER,
            help_text="Leave empty for 8 years. The chief officer may fix up to 15 (s.91B(4)-(6)).",
            error_messages={
                "invalid": "Enter a whole number of years, from 8 to 15.",
                "min_value": "Enter a number of years from 8 to 15.",
                "max_value": "Enter a number of years from 8 to 15.",
            },
        ),
        width=2,
    )
    decided_by = forms.CharField(
        label="Who decided?",
        max_length=120,
        help_text="The chief officer, or the superintendent or above who decides for them. For example: Supt 2041",
        error_messages={"required": "Enter who decided."},
    )
    reasons = LongTextField(
        label="The reasons",
        max_length=4000,
        rows=8,
        help_text="By the factors of section 91D: among them the seriousness of the offences, the time since, any "
        "breach of the requirements, ages, other convictions, what victims and responsible bodies say, and the "
        "assessment of risk.",
        error_messages={"required": "Enter the reasons: the notice of a refusal must give them (s.91C(3))."},
    )
    notice_received_on = TextDateField(
        label="Day they received the notice of the decision (optional)",
        called="Day the notice was received",
        required=False,
        past_only=True,
        help_text="A grant ends the requirements on this day; a refusal can be appealed against for 21 days beginning "
        "with it. Leave empty until it is known.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        presented(self.fields["outcome"], reveals={ReviewOutcome.REFUSED.value: ["further_years"]})

    def said(self) -> dict[str, Any]:
        """Without a further period that was typed before the answer changed to a grant."""
        found = super().said()
        return found | ({} if found.get("outcome") == ReviewOutcome.REFUSED else {"further_years": None})


class NoticeForm(StepForm):
    """They received the notice."""

    notice_received_on = TextDateField(
        label="Day they received the notice of the decision",
        called="Day the notice was received",
        past_only=True,
        help_text="A grant ends the requirements on this day; a refusal can be appealed against for 21 days beginning "
        "with it. For example, 17/5/2024",
    )


class AppealForm(StepForm):
    """An appeal to the magistrates' court; its outcome when there is one."""

    appealed_on = TextDateField(
        label="Day the appeal was made",
        called="Day the appeal was made",
        past_only=True,
        help_text="By complaint to a magistrates' court, within 21 days beginning with the day the notice was received "
        "(s.91E(2)). For example, 17/5/2024",
    )
    court = forms.CharField(label="Magistrates' court (optional)", max_length=120, required=False)
    appeal_outcome = forms.ChoiceField(
        label="What did the court decide?",
        choices=[("", "It has not decided yet"), *AppealOutcome.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    appeal_decided_on = TextDateField(
        label="Day the court decided, once it has (optional)",
        called="Day the court decided",
        required=False,
        past_only=True,
    )
