"""What many verbs ask in the same words."""

from django import forms


class ReasonForm(forms.Form):
    """Why, and nothing else: for what is done at one go."""

    reason = forms.CharField(
        label="Why?", max_length=500, error_messages={"required": "Say why, in a few words."}
    )
