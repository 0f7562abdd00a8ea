"""What a system administrator fills in. Each verb asks why; nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from access.administration.actions.roles import ALONE, OF_PARTNERS
from access.forms import compare, put_stale_on_form
from access.policies import GRANTS, Width
from access.recording import Stale
from accounts.choices import Rank, Role, Vetting
from accounts.models import Agency, Force, Unit, User
from frontend.fields import DatedForm, TextDateField, presented

OF_THE_FORCE = "force"


class UsersFilter(forms.Form):
    """A GET form: the address is the list, and holds no name."""

    state = forms.ChoiceField(
        label="Users",
        choices=[
            ("", "Current"),
            ("no role", "Without a role"),
            ("vetting", "Vetting over, or ends within 60 days"),
            ("left", "Have left"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    role = forms.ChoiceField(label="Role", choices=[("", "Any"), *Role.choices], required=False)
    unit = forms.ModelChoiceField(
        label="Unit", queryset=Unit.objects.none(), empty_label="Any", required=False
    )
    agency = forms.ModelChoiceField(
        label="Agency", queryset=Agency.objects.none(), empty_label="Any", required=False
    )

    def __init__(self, *args: Any, force_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(force=force_id)  # type: ignore[attr-defined]
        self.fields["agency"].queryset = Agency.objects.filter(force=force_id)  # type: ignore[attr-defined]


class _DetailsForm(DatedForm, forms.Form):
    """Who somebody is and where they work."""

    given_name = forms.CharField(label="Given name", max_length=60)
    family_name = forms.CharField(label="Family name", max_length=60)
    rank = forms.ChoiceField(label="Rank or grade", choices=[("", "Choose"), *Rank.choices])
    collar_number = presented(
        forms.CharField(label="Collar number (optional)", max_length=12, required=False), width=10
    )
    workplace = forms.ChoiceField(
        label="Where do they work?", help_text="The unit decides which records a unit's roles reach."
    )
    email = forms.EmailField(label="E-mail (optional)", required=False, max_length=254)
    vetting = forms.ChoiceField(label="Vetting", choices=Vetting.choices)
    vetting_expires_on = TextDateField(
        label="Last day of vetting (optional)",
        called="Last day of vetting",
        required=False,
        help_text="Sign-in stops the day after. For example, 17/5/2027",
    )
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        help_text="Kept in the user's history. Name no person whom the police manage.",
        error_messages={"required": "Say why, in a few words."},
    )

    def __init__(self, *args: Any, force: Force, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places: forms.ChoiceField = self.fields["workplace"]  # type: ignore[assignment]
        self._units = {f"unit-{unit.pk}": unit for unit in Unit.objects.filter(force=force)}
        self._agencies = {f"agency-{agency.pk}": agency for agency in Agency.objects.filter(force=force)}
        places.choices = [
            ("", "Choose"),
            (OF_THE_FORCE, f"{force}, no unit"),
            ("Units", [(key, unit.name) for key, unit in self._units.items()]),
            ("Partner agencies", [(key, agency.name) for key, agency in self._agencies.items()]),
        ]

    def details(self) -> dict[str, Any]:
        """What the verbs take of a user."""
        cleaned = self.cleaned_data
        names = "given_name family_name rank collar_number email vetting vetting_expires_on".split()
        return {
            **{name: cleaned[name] for name in names},
            "unit": self._units.get(cleaned["workplace"]),
            "agency": self._agencies.get(cleaned["workplace"]),
        }


class AddUserForm(_DetailsForm):
    """A new user."""

    username = presented(
        forms.CharField(
            label="Username",
            max_length=60,
            help_text="They sign in with it. It cannot be changed later.",
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        ),
        width=20,
    )
    field_order = ["username"]


class StaleForm(forms.Form):
    """A form that knows which version of a row it was opened on, and shows both when another came first."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def overtaken(self, stale: Stale, current: dict[str, Any], version: int) -> list[tuple[str, Any, Any]]:
        """The fields where `current`, the row now, and what was typed differ: (label, now, typed)."""
        differing = [
            (str(field.label), self._words(field, current[name]), self._words(field, self.cleaned_data[name]))
            for name, field in self.fields.items()
            if name in current and current[name] != self.cleaned_data[name]
        ]
        put_stale_on_form(self, compare(stale), version=version)
        return differing

    @staticmethod
    def _words(field: forms.Field, value: Any) -> Any:
        if isinstance(field, forms.ChoiceField):
            choices: list[tuple[str, str]] = []
            offered: Any = field.choices
            for key, label in offered:
                choices += label if isinstance(label, list) else [(str(key), str(label))]
            return dict(choices).get(value, value)
        return value if value not in (None, "") else "nothing"


class ChangeUserForm(_DetailsForm, StaleForm):
    """A user's details as they stand, to be changed."""


def details_of(user: User) -> dict[str, Any]:
    """The fields of ChangeUserForm for this user."""
    names = "given_name family_name rank collar_number email vetting vetting_expires_on version".split()
    workplace = OF_THE_FORCE
    if user.agency_id:
        workplace = f"agency-{user.agency_id}"
    elif user.unit_id:
        workplace = f"unit-{user.unit_id}"
    return {**{name: getattr(user, name) for name in names}, "workplace": workplace}


class GrantRoleForm(DatedForm, forms.Form):
    """A role, from a day, for as long as it is needed."""

    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)
    starts_on = TextDateField(label="First day", called="First day")
    last_day = TextDateField(
        label="Last day (optional)",
        called="Last day",
        required=False,
        help_text="Leave empty when no end is known. For example, 17/5/2027",
    )
    reason = forms.CharField(
        label="Why do they need it?",
        max_length=500,
        error_messages={"required": "Say why they need it, in a few words."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner = user.force_id is None
        roles = [role for role in Role if (role in OF_PARTNERS if partner else role != Role.PARTNER)]
        field: forms.ChoiceField = self.fields["role"]  # type: ignore[assignment]
        field.choices = [(role.value, role.label) for role in roles]
        presented(field, hints={role.value: reaches(role) for role in roles})

    def span(self) -> dict[str, Any]:
        """From the first day up to, not including, the day after the last."""
        last = self.cleaned_data["last_day"]
        return {
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": last + timedelta(days=1) if last else None,
        }


def reaches(role: Role) -> str:
    """What the role opens, in a line under its name."""
    if role in ALONE:
        return "Opens no records. Held alone, beside no other role."
    width = {
        Width.NAMED: "Opens only records shared by name.",
        Width.UNIT: "Opens the records of their unit.",
        Width.FORCE: "Opens the records of the whole force.",
    }
    return width[GRANTS[role].width]


class UnitForm(forms.Form):
    """A unit's name, and where it answers the telephone."""

    name = forms.CharField(label="Name", max_length=100)
    telephone = presented(
        forms.CharField(
            label="Telephone (optional)",
            max_length=30,
            required=False,
            help_text="Shown to whoever finds a record of the unit and may not open it.",
        ),
        width=20,
    )


class ChangeUnitForm(UnitForm, StaleForm):
    """A unit as it stands, to be changed."""


class AgencyForm(forms.Form):
    """A partner agency's name."""

    name = forms.CharField(label="Name", max_length=100)


class ChangeAgencyForm(AgencyForm, StaleForm):
    """An agency as it stands, to be changed."""
