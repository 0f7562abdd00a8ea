"""Form fields: what is drawn, what is understood, and where an error leads."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html as lxml_html

from frontend.errors import summary_of
from frontend.fields import DatedForm, DateField, LongTextField, TextDateField, look_of, presented
from frontend.renderer import GovukRenderer

TODAY = date(2026, 11, 21)


class Visit(DatedForm, forms.Form):
    """One field of each kind."""

    default_renderer = GovukRenderer

    officer = forms.CharField(max_length=5)
    born = DateField(label="Date of birth", birthday=True)
    visited = TextDateField(label="When did you visit?", called="Date of the visit", past_only=True)
    outcome = presented(
        forms.ChoiceField(
            label="What happened?",
            choices=[("seen", "Seen"), ("out", "Not in"), ("other", "Something else")],
            widget=forms.RadioSelect,
        ),
        reveals={"other": ["explanation"]},
        hints={"out": "It still counts"},
    )
    explanation = forms.CharField(required=False)
    checks = forms.MultipleChoiceField(
        choices=[("pnc", "PNC"), ("pnd", "PND")],
        widget=forms.CheckboxSelectMultiple,
        help_text="All that you made",
    )
    level = forms.ChoiceField(label="Risk level", choices=[("", "Choose"), ("low", "Low")])
    account = LongTextField(label="PNC account, 100% of it", max_length=10)
    agreed = forms.BooleanField(label="I agree")
    photograph = forms.FileField()
    token = forms.CharField(widget=forms.HiddenInput, required=False)


GOOD: dict[str, Any] = {
    "officer": "Ali",
    "born_0": "4",
    "born_1": "Mar",
    "born_2": "1979",
    "visited": "20/11/2026",
    "outcome": "seen",
    "checks": ["pnc"],
    "level": "low",
    "account": "a\r\nb\r\nc\r\nd",
    "agreed": "on",
}
FILES = {"photograph": SimpleUploadedFile("face.png", b"not empty")}


def tree(html: str) -> Any:
    """The HTML as elements."""
    return lxml_html.fragment_fromstring(html, create_parent="div")


def test_a_right_form_gives_dates() -> None:
    form = Visit(GOOD, FILES, today=TODAY)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == date(1979, 3, 4)
    assert form.cleaned_data["visited"] == date(2026, 11, 20)
    # A new line is one character, as the count in the page says.
    assert form.cleaned_data["account"] == "a\nb\nc\nd"


def test_every_missing_answer_is_named_and_linked() -> None:
    form = Visit({}, {}, today=TODAY)
    assert summary_of(form) == [
        {"text": "Enter officer", "href": "#id_officer"},
        {"text": "Date of birth: enter a date, like 21 11 2026", "href": "#id_born_0"},
        {"text": "Date of the visit: enter a date, like 21/11/2026", "href": "#id_visited"},
        {"text": "Answer “What happened?”", "href": "#id_outcome_0"},
        {"text": "Choose checks", "href": "#id_checks_0"},
        {"text": "Choose risk level", "href": "#id_level"},
        {"text": "Enter PNC account, 100% of it", "href": "#id_account"},
        {"text": "Tick “I agree”", "href": "#id_agreed"},
        {"text": "Choose photograph", "href": "#id_photograph"},
    ]


def test_every_link_of_the_summary_leads_to_an_input() -> None:
    form = Visit({}, {}, today=TODAY)
    page = tree(str(form))
    for error in summary_of(form):
        (found,) = page.xpath("//*[@id=$id]", id=error["href"][1:])
        assert found.tag in ("input", "select", "textarea")


@pytest.mark.parametrize(
    ("boxes", "href", "text", "wrong"),
    [
        (("31", "4", "1979"), "#id_born_0", "Date of birth: there is no 31 April", [0]),
        (("3", "13", "1979"), "#id_born_1", "Date of birth: the month must be 1 to 12", [1]),
        (("3", "4", "26"), "#id_born_2", "Date of birth: enter the year in full, like 1926 or 2026", [2]),
        (("", "4", "1979"), "#id_born_0", "Date of birth: enter the day too, like 21 11 2026", [0]),
        (
            ("22", "11", "2026"),
            "#id_born_0",
            "Date of birth: 22 November 2026 is in the future: enter today’s date or an earlier one",
            [0, 1, 2],
        ),
        (
            ("next Tuesday", "", ""),
            "#id_born_0",
            "Date of birth: enter the date itself, like 21 November 2026, not words such as next Tuesday",
            [0, 1, 2],
        ),
    ],
)
def test_a_date_error_leads_to_the_first_wrong_box(
    boxes: tuple[str, str, str], href: str, text: str, wrong: list[int]
) -> None:
    typed = {f"born_{place}": part for place, part in enumerate(boxes)}
    form = Visit({**GOOD, **typed}, FILES, today=TODAY)
    (error,) = summary_of(form)
    assert error["href"] == href
    assert error["text"].startswith(text)
    page = tree(str(form["born"].as_field_group()))
    inputs = page.xpath("//input")
    # Exactly what was typed stands there again.
    assert [box.get("value", "") for box in inputs] == list(boxes)
    assert [place for place, box in enumerate(inputs) if "govuk-input--error" in box.get("class")] == wrong
    assert [place for place, box in enumerate(inputs) if box.get("aria-invalid") == "true"] == wrong
    (fieldset,) = page.xpath("//fieldset")
    assert fieldset.get("aria-describedby") == "id_born_error"
    (message,) = page.xpath("//p[@id='id_born_error']")
    assert message.text_content().startswith("Error: Date of birth")


def test_a_whole_date_in_the_first_box_is_understood() -> None:
    form = Visit({**GOOD, "born_0": "4 March 1979", "born_1": "", "born_2": ""}, FILES, today=TODAY)
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(1979, 3, 4)


def test_the_text_date_shows_again_what_was_typed() -> None:
    form = Visit({**GOOD, "visited": " 31/11/2026"}, FILES, today=TODAY)
    (error,) = summary_of(form)
    assert error == {"text": "Date of the visit: there is no 31 November", "href": "#id_visited"}
    (box,) = tree(str(form["visited"])).xpath("//input")
    assert box.get("value") == " 31/11/2026"


def test_known_dates_are_filled_in() -> None:
    form = Visit(initial={"born": date(1979, 3, 4), "visited": date(2026, 1, 5)}, today=TODAY)
    assert [box.get("value") for box in tree(str(form["born"])).xpath("//input")] == ["4", "3", "1979"]
    assert tree(str(form["visited"])).xpath("//input")[0].get("value") == "5/1/2026"


def test_only_a_different_date_is_a_change() -> None:
    initial = {"born": date(1979, 3, 4), "visited": date(2026, 11, 20)}
    same = Visit({**GOOD, "visited": "20 Nov 26"}, FILES, initial=initial, today=TODAY)
    assert not {"born", "visited"} & set(same.changed_data)
    other = Visit({**GOOD, "born_0": "5", "visited": "x"}, FILES, initial=initial, today=TODAY)
    assert {"born", "visited"} <= set(other.changed_data)


def test_a_date_field_without_today_refuses_to_guess() -> None:
    class Careless(forms.Form):
        default_renderer = GovukRenderer
        due = DateField()

    form = Careless({"due_0": "1", "due_1": "1", "due_2": "2026"})
    with pytest.raises(ImproperlyConfigured):
        form.is_valid()


def test_optional_dates_may_be_empty() -> None:
    class Optional(DatedForm, forms.Form):
        default_renderer = GovukRenderer
        due = DateField(required=False)
        met = TextDateField(required=False)

    form = Optional({"due_0": " ", "met": ""}, today=TODAY)
    assert form.is_valid()
    assert form.cleaned_data == {"due": None, "met": None}


def test_the_author_s_own_message_is_kept() -> None:
    class Own(DatedForm, forms.Form):
        default_renderer = GovukRenderer
        officer = forms.CharField(error_messages={"required": "Say who went"})
        due = DateField(error_messages={"required": "Say when"})

    assert [error["text"] for error in summary_of(Own({}, today=TODAY))] == ["Say who went", "Say when"]


def test_messages_name_the_field_and_fill_in_the_numbers() -> None:
    class Numbers(forms.Form):
        default_renderer = GovukRenderer
        long_name = forms.CharField(max_length=5)
        share = forms.IntegerField(label="Share in %", max_value=100)
        days = forms.IntegerField()

    form = Numbers({"long_name": "abcdefg", "share": "101", "days": "x"})
    assert [error["text"] for error in summary_of(form)] == [
        "Long name must be 5 characters or fewer",
        "Share in % must be 100 or less",
        "Days: enter a whole number",
    ]


def test_errors_of_the_whole_form_come_first_and_link_to_nothing() -> None:
    form = Visit({**GOOD, "level": ""}, FILES, today=TODAY)
    form.add_error(None, "The visit overlaps another.")
    assert summary_of(form) == [
        {"text": "The visit overlaps another.", "href": ""},
        {"text": "Choose risk level", "href": "#id_level"},
    ]


def test_errors_of_a_formset_lead_to_the_right_form() -> None:
    formset_class = forms.formset_factory(Visit, extra=2)
    data = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-officer": "Ali",
        "form-1-officer": "toolong",
    }
    formset = formset_class(data, form_kwargs={"today": TODAY}, prefix="form")
    errors = summary_of(formset)
    assert {"text": "Officer must be 5 characters or fewer", "href": "#id_form-1-officer"} in errors
    assert {"text": "Enter officer", "href": "#id_form-0-officer"} not in errors
    assert summary_of([formset, Visit(today=TODAY)]) == errors


def test_a_form_nobody_sent_has_no_errors() -> None:
    assert summary_of(Visit(today=TODAY)) == []
    assert summary_of(None) == []


def test_a_revealed_question_stands_inside_its_answer_only() -> None:
    page = tree(str(Visit(today=TODAY)))
    (question,) = page.xpath("//input[@name='explanation']")
    (holder,) = page.xpath("//div[contains(@class, 'govuk-radios__conditional')]")
    assert holder in list(question.iterancestors())
    # Directly after its radio, which is how the stylesheet finds it.
    assert holder.getprevious().xpath(".//input")[0].get("value") == "other"
    # Nothing hides it but the stylesheet: without one it is simply shown.
    assert "hidden" not in holder.get("class")


def test_hints_are_wired_to_what_they_explain() -> None:
    page = tree(str(Visit(today=TODAY)))
    out = page.xpath("//input[@value='out']")[0]
    assert page.xpath("//*[@id=$id]", id=out.get("aria-describedby"))[0].text_content() == "It still counts"
    fieldset = page.xpath("//input[@name='checks']/ancestor::fieldset")[0]
    assert (
        page.xpath("//*[@id=$id]", id=fieldset.get("aria-describedby"))[0].text_content()
        == "All that you made"
    )
    account = page.xpath("//textarea[@name='account']")[0]
    assert (
        "You can enter up to 10 characters"
        in page.xpath("//*[@id=$id]", id=account.get("aria-describedby"))[0].text_content()
    )


def test_every_control_has_a_label_and_no_browser_check() -> None:
    page = tree(str(Visit({}, {}, today=TODAY)))
    controls = page.xpath("//input[not(@type='hidden')] | //select | //textarea")
    labelled = set(page.xpath("//label/@for"))
    assert controls
    assert {control.get("id") for control in controls} <= labelled
    assert not page.xpath("//@required | //@maxlength[parent::textarea] | //@placeholder | //@style")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_how_a_field_is_presented() -> None:
    class Looks(forms.Form):
        default_renderer = GovukRenderer
        amount = presented(
            forms.CharField(label="Amount"),
            label_size="l",
            page_heading=True,
            width=5,
            prefix="£",
            suffix="a week",
        )
        place = presented(forms.CharField(), width="one-half")
        secret = forms.CharField(widget=forms.PasswordInput)

    page = tree(str(Looks()))
    assert page.xpath("//h1/label")[0].get("class") == "govuk-label govuk-label--l"
    assert page.xpath("//input[@name='amount']")[0].get("class") == "govuk-input govuk-input--width-5"
    assert [part.text for part in page.xpath("//*[@aria-hidden='true']")] == ["£", "a week"]
    assert page.xpath("//input[@name='place']")[0].get("class") == "govuk-input govuk-!-width-one-half"
    assert page.xpath("//input[@name='secret']")[0].get("autocomplete") == "current-password"


def test_presenting_a_long_text_keeps_its_count() -> None:
    assert look_of(presented(LongTextField(max_length=10), label_size="m")).count == 10


def test_an_empty_hint_is_no_hint() -> None:
    class Blank(forms.Form):
        default_renderer = GovukRenderer
        officer = forms.CharField(help_text="\n")

    assert not tree(str(Blank())).xpath("//*[contains(@class, 'govuk-hint')] | //@aria-describedby")


def test_text_from_people_is_escaped() -> None:
    attack = "<script>alert(1)</script>"
    form = Visit(
        {**GOOD, "officer": attack, "born_0": attack, "visited": attack, "account": attack},
        FILES,
        today=TODAY,
    )
    form.is_valid()
    assert "<script>" not in str(form)
    assert all("<script>" not in error["text"] for error in summary_of(form))
