"""Made-up content for the style guide. Nobody in it exists; today is always the same day."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.html import format_html

from frontend.dates import due_in_words, tone_of
from frontend.fields import DatedForm, DateField, LongTextField, TextDateField, presented

TODAY = date(2026, 11, 21)


class SampleForm(DatedForm, forms.Form):
    """One field of each kind."""

    name = presented(
        forms.CharField(label="Full name", help_text="As on the court order"), width="two-thirds"
    )
    reference = presented(forms.CharField(label="Reference", required=False), width=10, prefix="CU-")
    born = DateField(label="Date of birth", birthday=True, help_text="For example, 4 3 1979")
    visited = TextDateField(label="Date of the visit", past_only=True, earliest=date(2000, 1, 1))
    outcome = presented(
        forms.ChoiceField(
            label="What happened?",
            choices=[("seen", "Seen at home"), ("out", "Not in"), ("other", "Something else")],
            widget=forms.RadioSelect,
        ),
        label_size="m",
        hints={"out": "A failed attempt still counts as an attempt"},
        reveals={"other": ["explanation"]},
        divider_before="other",
    )
    explanation = forms.CharField(label="What was it?", required=False)
    checks = presented(
        forms.MultipleChoiceField(
            label="Checks made before the visit",
            choices=[("pnc", "PNC"), ("pnd", "PND"), ("local", "Local intelligence")],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        small=True,
    )
    level = forms.ChoiceField(
        label="Risk level",
        choices=[("", "Choose a level"), ("low", "Low"), ("medium", "Medium"), ("high", "High")],
    )
    account = LongTextField(label="What was said and seen", max_length=500)
    photograph = forms.FileField(label="Photograph", required=False)
    agreed = forms.BooleanField(label="My supervisor knows about this visit")


class FilterForm(forms.Form):
    """A filter with two questions."""

    level = presented(
        forms.MultipleChoiceField(
            label="Risk level",
            choices=[("very-high", "Very high"), ("high", "High"), ("medium", "Medium"), ("low", "Low")],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        small=True,
    )
    officer = forms.ChoiceField(
        label="Manager",
        choices=[("", "Everyone"), ("oneill", "O’Neill, DC 4417"), ("ali", "Ali, DS 2201")],
        required=False,
    )


def _due(when: date) -> dict[str, Any]:
    return {"date": when, "words": due_in_words(when, TODAY), "tone": tone_of(when, TODAY)}


def sample_context() -> dict[str, Any]:
    """The context of ``styleguide.html``."""
    wrong = SampleForm(
        {
            "name": "",
            "born_0": "31",
            "born_1": "4",
            "born_2": "1979",
            "visited": "next Tuesday",
            "outcome": "other",
            "explanation": "",
            "level": "",
            "account": "The garden gate is broken.",
        },
        today=TODAY,
        prefix="wrong",
    )
    wrong.data = {f"wrong-{key}": value for key, value in wrong.data.items()}
    change = [{"href": "#summary", "text": "Change", "hidden": "home address"}]
    facts = [
        {"key": "Lives at", "value": "12 Ewe Close, notified 3 May 2025", "actions": change},
        {"key": "Risk", "value": "Very high, agreed 12 November 2026", "actions": []},
        {"key": "Subject to notification until", "value": "14 March 2034"},
    ]
    people = [
        ("MARSH, Alan", "CU-000231", "Very high", "red", "Home visit", date(2026, 11, 18)),
        ("KERR, Simon", "CU-000118", "High", "orange", "Annual notification", date(2026, 11, 21)),
        (
            "ÒMÓLÀDÉ-FEATHERSTONEHAUGH, Christopher",
            "CU-000402",
            "Medium",
            "yellow",
            "Plan review",
            date(2026, 12, 1),
        ),
        ("DRAKE, Peter", "CU-000077", "Low", "green", "Home visit", date(2027, 2, 2)),
    ]
    return {
        "today": TODAY,
        "demonstration": True,
        "navigation": [
            {"text": "Today", "href": "#tiles", "active": True},
            {"text": "People", "href": "#table", "active": False},
            {"text": "Visits", "href": "#task-list", "active": False},
            {"text": "Meetings", "href": "#timeline", "active": False},
            {"text": "Board", "href": "#filter", "active": False},
        ],
        "search_url": "#search",
        "user_label": "O’Neill, DC 4417",
        "form": SampleForm(today=TODAY),
        "wrong_form": wrong,
        "filter_form": FilterForm({"level": ["very-high"]}),
        "chosen": [{"heading": "Risk level", "items": [{"text": "Very high", "href": "#filter"}]}],
        "facts": facts,
        "change": change,
        "colours": [
            {"text": "Very high", "colour": "red"},
            {"text": "High", "colour": "orange"},
            {"text": "Medium", "colour": "yellow"},
            {"text": "Low", "colour": "green"},
            {"text": "In custody", "colour": "grey"},
            {"text": "Released today", "colour": "purple"},
            {"text": "Level 2", "colour": ""},
            {"text": "Planned", "colour": "teal"},
            {"text": "Restricted record", "colour": "magenta"},
        ],
        "dates": [_due(when) for when in (date(2026, 11, 18), TODAY, date(2026, 12, 1), date(2027, 2, 2))],
        "tiles": [
            {"number": 3, "text": "overdue", "href": "#table", "tone": "overdue", "hidden": "duties"},
            {"number": 5, "text": "due today", "href": "#table", "tone": "today"},
            {"number": 11, "text": "in the next 14 days", "href": "#table", "tone": "soon"},
            {"number": 2, "text": "waiting for others", "href": "#table"},
        ],
        "columns": [
            {"text": "Person", "href": "#table", "sort": "ascending"},
            "Reference",
            "Risk",
            "What is due",
            {"text": "When"},
            {"text": "Days since seen", "numeric": True},
        ],
        "rows": [
            [
                {"text": name, "href": "#identity-bar"},
                reference,
                {"tag": {"text": level, "colour": colour}},
                duty,
                {"date": _due(when)},
                34 + place,
            ]
            for place, (name, reference, level, colour, duty, when) in enumerate(people)
        ],
        "tasks": [
            {"title": "Invite the agencies", "href": "#task-list", "status": "Completed"},
            {
                "title": "Reports in",
                "href": "#task-list",
                "tag": {"text": "3 of 5"},
                "hint": "Health and housing missing",
            },
            {"title": "Circulate the minutes", "status": "Cannot start yet", "blocked": True},
        ],
        "events": [
            {
                "title": "Visit attempted, not in",
                "by": "O’Neill, DC 4417",
                "datetime": datetime(2026, 11, 14, 18, 30, tzinfo=ZoneInfo("Europe/London")),
                "html": format_html(
                    '<p class="govuk-body-s">{}</p>', "No car outside. Neighbour not spoken to."
                ),
            },
            {
                "title": "Risk raised to very high",
                "by": "Ali, DS 2201",
                "datetime": date(2026, 11, 12),
                "tag": {"text": "Risk", "colour": "red"},
            },
        ],
        "sections": [
            {"text": text, "href": "#sub-navigation", "active": text == "Summary", "count": count}
            for text, count in (
                ("Summary", None),
                ("Notification", None),
                ("Risk and plan", None),
                ("Visits", 12),
                ("Orders and licence", None),
                ("Devices", 3),
                ("MAPPA", None),
                ("Intelligence", None),
                ("Documents", None),
                ("Timeline", None),
                ("Who has looked", None),
            )
        ],
        "person": {
            "name": "MARSH, Alan",
            "born": date(1979, 3, 4),
            "age": 47,
            "reference": "CU-000231",
            "references": [{"label": "ViSOR", "value": "12/3456"}],
            "tags": [
                {"text": "Very high", "colour": "red"},
                {"text": "MAPPA 1, level 2", "colour": ""},
                {"text": "In the community", "colour": "grey"},
            ],
            "warnings": ["Do not visit alone", "Dog at the address"],
            "manager": "O’Neill, DC 4417",
            "unit": "West unit",
            "contact": "Extension 4417",
        },
        "reasons": [
            {"text": "Notified a change of address on 2 February 2026.", "citation": "s.84(1)"},
            {
                "text": "The period is one year: the last home address notified is a residence.",
                "citation": "s.85(5)(b)",
            },
            "“After” excludes the day itself: the last day is the anniversary, 2 February 2027.",
            {"text": "No custody, hospital or absence abroad covers that day.", "citation": "s.85(3)"},
        ],
        "reason_links": [
            {"text": "What if…", "href": "#reasons"},
            {"text": "Certificate", "href": "#reasons"},
        ],
        "crumbs": [{"text": "People", "href": "#table"}, {"text": "CU-000231"}],
        "previous_page": {"href": "#pagination", "label": "Marsh to Noble"},
        "next_page": {"href": "#pagination", "label": "Patel to Quinn"},
        "panel_actions": [
            {"text": "I have read this", "href": "#panel", "button": True},
            {"text": "Go back", "href": "#panel"},
        ],
    }
