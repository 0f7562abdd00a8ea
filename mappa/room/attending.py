"""What is filled in before a case begins: who is there, the statement, and what is done without a quorum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from mappa.actions.attending import Came
from mappa.models import Attendance, Invitation
from mappa.room.choices import THERE, Method, Presence
from mappa.sittings.choices import Inquorate
from riskplans.visits.forms import Versioned


class AttendanceForm(forms.Form):
    """Agency by agency: whether it is there, and who."""

    chair = forms.BooleanField(required=False)
    version_chair = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        chair: str,
        invitations: Sequence[Invitation],
        rows: Mapping[Any, Attendance],
        **kwargs: Any,
    ) -> None:
        """`rows` are what is recorded so far, by invitation; the chair's own under None."""
        super().__init__(*args, **kwargs)
        self.fields["chair"].label = f"{chair}, the chair, is there"
        chaired = rows.get(None)
        self.fields["chair"].initial = bool(chaired and chaired.is_there)
        self.fields["version_chair"].initial = chaired.version if chaired else 0
        self._invitations, self._rows = invitations, rows
        for invitation in invitations:
            key, row = invitation.pk.hex, rows.get(invitation.pk)
            self.fields[f"presence_{key}"] = presented(
                forms.ChoiceField(
                    label="Was it there?",
                    # Once something is recorded it is changed, and not left open again.
                    choices=[*([] if row else [("", "Not yet known")]), *Presence.choices],
                    required=False,
                    initial=row.presence if row else "",
                )
            )
            self.fields[f"who_{key}"] = forms.CharField(
                label="Who: name and role",
                max_length=160,
                required=False,
                initial=row.who if row else invitation.who,
            )
            self.fields[f"holds_{key}"] = forms.BooleanField(
                label="Manages the case, or was briefed by who does",
                required=False,
                initial=row.holds_case if row else invitation.agency_id is None,
            )
            self.fields[f"commits_{key}"] = forms.BooleanField(
                label="May commit resources", required=False, initial=row.commits if row else False
            )
            self.fields[f"version_{key}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=row.version if row else 0
            )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Each agency with its fields."""
        return [
            (
                each.called,
                [
                    self[f"{name}_{each.pk.hex}"]
                    for name in ("version", "presence", "who", "holds", "commits")
                ],
            )
            for each in self._invitations
        ]

    def came(self) -> list[Came]:
        said, found = self.cleaned_data, []
        for each in self._invitations:
            key = each.pk.hex
            if presence := said[f"presence_{key}"]:
                found.append(
                    Came(
                        each,
                        presence,
                        said[f"who_{key}"],
                        said[f"holds_{key}"],
                        said[f"commits_{key}"],
                        said[f"version_{key}"],
                    )
                )
        return found

    def differences(self) -> list[tuple[str, str, str]]:
        """Where somebody else recorded otherwise meanwhile; what stands is then taken as seen."""
        found = []
        retyped: Any = self.data.copy()  # type: ignore[attr-defined]
        chair = self._rows.get(None)
        chaired = self.cleaned_data["chair"]
        if chair and chair.version != self.cleaned_data["version_chair"] and chair.is_there != chaired:
            chosen = Presence.PRESENT if chaired else Presence.ABSENT
            found.append(("The chair", chair.get_presence_display(), str(chosen.label)))
            retyped["version_chair"] = str(chair.version)
        for came in self.came():
            row = self._rows.get(came.invitation.pk)
            if row and row.version != came.version:
                typed = str(Presence(came.presence).label)
                if came.presence in THERE:
                    typed = f"{typed}: {came.who}"
                now = f"{row.get_presence_display()}: {row.who}" if row.who else row.get_presence_display()
                found.append((came.invitation.called, now, typed))
                retyped[f"version_{came.invitation.pk.hex}"] = str(row.version)
        self.data = retyped
        return found


class StatementForm(forms.Form):
    """The confidentiality and diversity statement. `heard` marks who was there when it was given."""

    heard = forms.CharField(widget=forms.HiddenInput, required=False)
    method = forms.ChoiceField(
        label="How was it given?",
        choices=Method,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the statement was given."},
    )
    agreed = forms.BooleanField(
        label="Everybody who is there has agreed to it",
        error_messages={"required": "Go on only once everybody has agreed."},
    )


class NoQuorumForm(DatedForm, Versioned):
    """What the chair does without a quorum."""

    choice = forms.ChoiceField(
        label="What do you do?",
        choices=Inquorate,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you do."},
    )
    why = LongTextField(
        label="If it goes on: why can it not wait?",
        max_length=500,
        rows=2,
        required=False,
        help_text="Only what cannot wait is agreed. Category and level stay what they are.",
    )
    reconvene_on = TextDateField(
        label="Heard again on", error_messages={"required": "Enter the day on which it is heard again."}
    )

    def differences(self) -> list[tuple[str, str, str]]:
        return []
