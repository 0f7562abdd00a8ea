"""Naming one user in a form: typed, never chosen from a list of hundreds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User, UserQuerySet

MOST = 8


class FindUserForm(forms.Form):
    """Asks for one of `among` by name, username or collar number; offers those that match when several do.

    `cleaned_data["user"]` is the User found.
    """

    who = forms.CharField(
        label="Who?",
        max_length=120,
        help_text="A family name, a username or a collar number.",
        error_messages={"required": "Enter a family name, a username or a collar number."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    user = forms.ChoiceField(label="Which of them?", widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, among: UserQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matches = self._matches(among) if self.is_bound else []
        self._found = {str(user.pk): user for user in matches}
        choices: forms.ChoiceField = self.fields["user"]  # type: ignore[assignment]
        choices.choices = [(key, described(user)) for key, user in self._found.items()]
        if not 1 < len(matches) <= MOST:
            choices.widget = forms.HiddenInput()

    def _matches(self, among: UserQuerySet) -> list[User]:
        words = str(self.data.get(self.add_prefix("who"), "")).replace("\x00", " ").replace(",", " ").split()
        if not words:
            return []
        exact = among.filter(Q(username__iexact=words[0]) | Q(collar_number__iexact=words[0]))
        for word in words[:8]:
            among = among.filter(
                Q(family_name__istartswith=word)
                | Q(given_name__istartswith=word)
                | Q(username__iexact=word)
                | Q(collar_number__iexact=word)
            )
        related = ("unit", "agency")
        named = list(exact.select_related(*related)[:2]) if len(words) == 1 else []
        if len(named) == 1:
            return named
        return list(
            among.select_related(*related).order_by("family_name", "given_name", "username")[: MOST + 1]
        )

    def clean(self) -> dict[str, Any]:
        """The one user meant. What several match is asked again, with the matches to choose from."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("who"):
            return cleaned
        chosen = self._found.get(cleaned.get("user") or "")
        if len(self._found) == 1:
            chosen = next(iter(self._found.values()))
        if chosen is not None:
            cleaned["user"] = chosen
        elif not self._found:
            self.add_error("who", ValidationError("Nobody who can be chosen here is called that."))
        elif len(self._found) > MOST:
            self.add_error(
                "who", ValidationError("Many are called that: enter the username or collar number.")
            )
        elif "user" not in self.errors:
            self.add_error("user", ValidationError("Several are called that: choose which."))
        return cleaned


def described(user: User) -> str:
    """`O'Neill, DC 4417, West unit`: enough to tell two of the same name apart."""
    place = user.unit or user.agency
    return f"{user}, {place}" if place else str(user)
