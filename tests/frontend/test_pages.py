"""Whole pages: the frame, the sign-in pages and the error pages."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from lxml import html as lxml_html

from frontend.samples import SampleForm, sample_context
from tests import world

TODAY = date(2026, 11, 21)
FAULTS = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/")
    request.user = AnonymousUser()
    return request


def page(template: str, **context: Any) -> Any:
    """A page without request, so without context processors."""
    return lxml_html.document_fromstring(render_to_string(template, context))


def obeys_the_policy(document: Any) -> None:
    """Nothing inline, nothing from elsewhere: what the content security policy demands."""
    assert not document.xpath("//style | //@style | //base")
    assert not [name for element in document.iter() for name in element.attrib if name.startswith("on")]
    for script in document.xpath("//script"):
        assert script.get("src") or script.get("type") == "application/json"
    for address in document.xpath("//script/@src | //link/@href | //img/@src | //form/@action"):
        assert not re.match(r"(https?:)?//|javascript:", address)


def text_of(document: Any) -> str:
    """What is read."""
    return " ".join(document.text_content().split())


FULL = {
    "navigation": [{"text": "Today", "href": "/", "active": True}, {"text": "People", "href": "/people/"}],
    "search_url": "/people/search/",
    "user_label": "O’Neill, DC 4417",
    "sign_out_url": "/out/",
    "demonstration": True,
    "banner": {"tone": "error", "title": "The sweep is silent", "text": "Tell somebody."},
    "accessibility_url": "/a/",
    "privacy_url": "/p/",
}


def test_a_page_needs_no_context_at_all() -> None:
    document = page("layouts/page.html")
    obeys_the_policy(document)
    assert not document.xpath("//nav | //form")
    assert "OFFICIAL-SENSITIVE" in text_of(document)
    assert "Demonstration" not in text_of(document)


def test_the_frame_of_a_page() -> None:
    document = page("layouts/page.html", **FULL)
    obeys_the_policy(document)
    assert document.xpath("//html/@lang") == ["en"]
    assert len(document.xpath("//main")) == 1
    assert document.xpath("//a[contains(@class, 'skip-link')]/@href") == ["#main-content"]
    assert document.xpath("//nav[@aria-label='Menu']//a[@aria-current]/@href") == ["/"]
    # Searching and signing out change something, or tell something: never by a link.
    assert document.xpath("//form[@role='search']/@method") == ["post"]
    assert document.xpath("//form[@action='/out/']/@method") == ["post"]
    for words in (
        "O’Neill, DC 4417",
        "Demonstration: fictional people",
        "The sweep is silent",
        "Tell somebody.",
    ):
        assert words in text_of(document)
    assert text_of(document).count("OFFICIAL-SENSITIVE") == 2
    assert [a.text for a in document.xpath("//footer//a")] == ["Accessibility statement", "Privacy"]
    for banned in ("crown", "crest", "GOV.UK"):
        assert banned not in render_to_string("layouts/page.html", FULL)


def test_messages_stand_first_and_are_announced() -> None:
    document = page("layouts/page.html", messages=[Message(25, "Saved <b>"), Message(40, "Not saved")])
    alerts = document.xpath("//main//div[@role='alert']")
    assert [alert.get("aria-label") for alert in alerts] == ["success: Saved <b>", "error: Not saved"]


def test_the_title_says_that_there_are_errors() -> None:
    right = page("layouts/journey.html", heading="Record a visit", form=SampleForm(today=TODAY))
    wrong = page("layouts/journey.html", heading="Record a visit", form=SampleForm({}, today=TODAY))
    assert right.xpath("//title")[0].text == "Record a visit - Vigil"
    assert wrong.xpath("//title")[0].text == "Error: Record a visit - Vigil"
    several = page("layouts/journey.html", heading="x", forms=[SampleForm({}, today=TODAY)])
    assert several.xpath("//title")[0].text == "Error: x - Vigil"


def test_a_journey_has_the_summary_before_the_heading_and_one_heading() -> None:
    document = page(
        "layouts/journey.html",
        heading="Record a visit",
        caption="CU-000231",
        form=SampleForm({}, today=TODAY),
        back_href="/back/",
        cancel_href="/cancel/",
        submit_text="Save",
    )
    obeys_the_policy(document)
    assert len(document.xpath("//h1")) == 1
    main = document.xpath("//main")[0]
    assert render_to_string("layouts/journey.html", {"form": SampleForm({}, today=TODAY)}).index(
        "govuk-error-summary"
    ) < render_to_string("layouts/journey.html", {"form": SampleForm({}, today=TODAY)}).index("<h1")
    assert main.xpath(".//form/@novalidate") == [""]
    assert main.xpath(".//form/@enctype") == ["multipart/form-data"]
    assert document.xpath("//a[@class='govuk-back-link']/@href") == ["/back/"]
    assert [link.text for link in main.xpath(".//a[@href='/cancel/']")] == ["Cancel"]


def test_the_style_guide_shows_every_component(request_: HttpRequest) -> None:
    html = render_to_string("styleguide.html", sample_context(), request=request_)
    document = lxml_html.document_fromstring(html)
    obeys_the_policy(document)
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    shown = (
        *("govuk-tag", "govuk-summary-list", "govuk-summary-card", "govuk-task-list", "govuk-table"),
        *("moj-alert", "govuk-notification-banner", "govuk-error-summary", "govuk-pagination"),
        *(
            "moj-sub-navigation",
            "moj-identity-bar",
            "moj-timeline",
            "moj-filter",
            "vigil-date",
            "govuk-details",
        ),
        *("govuk-inset-text", "govuk-warning-text", "govuk-back-link", "govuk-breadcrumbs", "govuk-button"),
        *(
            "govuk-panel",
            "vigil-reasons",
            "vigil-tiles",
            "govuk-date-input",
            "moj-datepicker",
            "govuk-radios",
        ),
    )
    classes = {name for attribute in document.xpath("//@class") for name in attribute.split()}
    assert set(shown) <= classes


@pytest.mark.parametrize("template", FAULTS)
def test_an_error_page_needs_nothing_and_says_what_to_do(template: str) -> None:
    document = page(template)
    obeys_the_policy(document)
    assert len(document.xpath("//h1")) == 1
    assert document.xpath("//main//a/@href") == ["/"]
    assert not re.search(r"\b(4\d\d|500|error|exception|forbidden)\b", text_of(document), re.I)


def test_what_is_not_there_and_what_may_not_be_known_look_the_same() -> None:
    assert render_to_string("403.html") == render_to_string("404.html")
    assert render_to_string("403.html", FULL) == render_to_string("404.html", FULL)


@pytest.mark.django_db
def test_the_sign_in_page(client: Client) -> None:
    document = lxml_html.document_fromstring(client.get(reverse("account_login")).content)
    obeys_the_policy(document)
    assert [h1.text for h1 in document.xpath("//h1")] == ["Sign in"]
    assert document.xpath("//input[@name='password']/@autocomplete")[0] == "current-password"
    assert document.xpath("//input[@name='login']/@autocomplete")[0] == "username"
    words = text_of(document).lower()
    assert "sign up" not in words
    assert not document.xpath("//a[contains(@href, 'signup') or contains(@href, 'social')]")


@pytest.mark.django_db
def test_a_failed_sign_in_says_so_first(client: Client) -> None:
    response = client.post(reverse("account_login"), {"login": "", "password": ""})
    document = lxml_html.document_fromstring(response.content)
    assert document.xpath("//title")[0].text.startswith("Error: ")
    assert document.xpath("//div[contains(@class, 'error-summary')]//a/@href") == [
        "#id_login",
        "#id_password",
    ]
    assert [a.text for a in document.xpath("//div[contains(@class, 'error-summary')]//a")] == [
        "Enter username",
        "Enter password",
    ]


def test_the_demonstration_signs_in_with_one_press(request_: HttpRequest) -> None:
    context = {
        "demonstration": True,
        "demo_sign_ins": [{"username": "oneill", "role": "Offender manager"}],
        "demo_password": "only-fiction",
    }
    people = "//section[@class='vigil-demo']"
    document = page("account/login.html", **context)
    assert "oneill" in text_of(document.xpath(people)[0])
    form = document.xpath(f"{people}//form")[0]
    assert form.get("method") == "post"
    assert {box.get("name"): box.get("value") for box in form.xpath(".//input")} == {
        "login": "oneill",
        "password": "only-fiction",
    }
    # Nothing of it where there is no demonstration, even if the names were there.
    assert not page("account/login.html", **{**context, "demonstration": False}).xpath(people)


ACCOUNT_PAGES = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "usersessions_list",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_account_pages_stand_in_our_frame(client: Client, name: str) -> None:
    try:
        address = reverse(name)
    except NoReverseMatch:
        pytest.skip(f"{name} is not served here")
    user = world.officer(username="oneill")
    client.post(reverse("account_login"), {"login": user.username, "password": world.PASSWORD})
    response = client.get(address, follow=True)
    assert response.status_code == 200
    document = lxml_html.document_fromstring(response.content)
    obeys_the_policy(document)
    assert len(document.xpath("//h1[contains(@class, 'govuk-heading')]")) == 1
    assert document.xpath("//header//p[@class='vigil-marking']")
    # No control of allauth's own is left bare.
    assert not document.xpath("//button[not(@class)] | //main//a[not(@class)]")
