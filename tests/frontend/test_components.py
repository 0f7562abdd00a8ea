"""Our own components and filters, which have no official examples."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import engines
from django.utils.html import format_html
from lxml import html as lxml_html

TODAY = date(2026, 11, 21)


def draw(source: str, **values: Any) -> str:
    """A piece of template."""
    return str(engines["django"].from_string("{% load frontend %}" + source).render(values)).strip()


def tree(source: str, **values: Any) -> Any:
    """A piece of template as elements."""
    return lxml_html.fragment_fromstring(draw(source, **values), create_parent="div")


def test_a_component_sees_only_what_it_is_given() -> None:
    assert "leaked" not in draw('{% component "tag" text="High" %}', classes="leaked", colour="leaked")


def test_a_block_arrives_as_content() -> None:
    page = tree('{% wrap "details" summary="Help" %}<p>{{ name }}</p>{% endwrap %}', name="<b>")
    assert page.xpath("//details//p")[0].text == "<b>"


def test_plain_text_is_escaped_and_safe_text_is_not() -> None:
    row = {"key": "<i>", "value": format_html("<b>{}</b>", "<u>")}
    html = draw('{% component "summary_list" rows=rows %}', rows=[row])
    assert "&lt;i&gt;" in html
    assert "<b>&lt;u&gt;</b>" in html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ day|words }}", "21 November 2026"),
        ("{{ day|weekday_words }}", "Saturday 21 November 2026"),
        ("{{ day|short_words }}", "21 Nov 2026"),
        ("{{ moment|words }}", "22 June 2026"),
        ("{{ moment|time_words }}", "12:15am"),
        ("{{ moment|moment_words }}", "22 June 2026 at 12:15am"),
        ("{{ day|moment_words }}", "21 November 2026"),
        ("{{ nothing|words }}", ""),
        ("{{ nothing|due_words:day }}", ""),
        ("{{ before|due_words:day }}", "3 days overdue"),
        ("{{ before|days_overdue:day }}", "3 days overdue"),
        ("{{ day|days_overdue:before }}", ""),
        ("{{ before|long_ago:day }}", "3 days ago"),
        ("{{ before|due_tone:day }}", "overdue"),
        ("{{ before|age_on:day }}", "0"),
        ("{{ 1|plural_days }}, {{ 3|plural_days }}", "1 day, 3 days"),
    ],
)
def test_dates_in_words(source: str, expected: str) -> None:
    # Summer time: quarter past midnight in London is still the day before in UTC.
    moment = datetime(2026, 6, 21, 23, 15, tzinfo=UTC)
    assert draw(source, day=TODAY, before=date(2026, 11, 18), moment=moment, nothing=None) == expected


def test_a_contextual_date_says_in_words_what_its_colour_shows() -> None:
    page = tree('{% component "contextual_date" date=day words="3 days overdue" tone="overdue" %}', day=TODAY)
    assert page.text_content().split() == ["21", "November", "2026", "3", "days", "overdue"]
    assert page.xpath("//time/@datetime") == ["2026-11-21"]


def test_a_table_becomes_cards_with_labels() -> None:
    columns = ["Person", {"text": "Days", "numeric": True}, {"text": "When"}]
    rows = [[{"text": "MARSH, Alan", "href": "/p/1"}, 0, {"date": {"date": TODAY, "words": "due today"}}]]
    page = tree(
        '{% component "table" columns=columns rows=rows first_cell_header=True %}', columns=columns, rows=rows
    )
    assert page.xpath("//tbody//th[@scope='row']/a/@href") == ["/p/1"]
    assert page.xpath("//td/@data-label") == ["Days", "When"]
    assert page.xpath("//td")[0].text == "0"
    assert "numeric" in page.xpath("//td")[0].get("class")
    assert "due today" in page.xpath("//td")[1].text_content()


def test_a_table_says_with_pride_that_nothing_is_there() -> None:
    page = tree(
        '{% component "table" caption="Overdue" columns=columns empty="Nothing is overdue." %}', columns=["A"]
    )
    assert not page.xpath("//table")
    assert page.xpath("//p")[0].text == "Nothing is overdue."


def test_sorting_is_said_to_screen_readers() -> None:
    columns = [{"text": "Name", "href": "?sort=-name", "sort": "ascending"}]
    page = tree('{% component "table" columns=columns rows=rows %}', columns=columns, rows=[["x"]])
    assert page.xpath("//th/@aria-sort") == ["ascending"]


def test_the_identity_bar_says_who_and_whether_it_is_safe() -> None:
    page = tree(
        '{% component "identity_bar" name="MARSH, Alan" born=born age=47 reference="CU-000231" tags=tags'
        ' warnings=warnings manager="O’Neill" unit="West" heading=True %}',
        born=date(1979, 3, 4),
        tags=[{"text": "Very high", "colour": "red"}],
        warnings=["Do not visit alone"],
    )
    text = " ".join(page.text_content().split())
    for words in ("MARSH, Alan", "Born 4 March 1979 (47)", "CU-000231", "Very high", "O’Neill", "West"):
        assert words in text
    assert "Staff safety Do not visit alone" in text
    assert page.xpath("//h1")
    assert page.xpath("//svg/@aria-label") == ["No photograph"]


def test_the_timeline_gives_the_moment_to_machines_too() -> None:
    items = [
        {
            "title": "Visit",
            "by": "Ali",
            "datetime": datetime(2026, 11, 14, 18, 30, tzinfo=UTC),
            "html": "No <car>",
        }
    ]
    page = tree('{% component "timeline" items=items %}', items=items)
    assert page.xpath("//time")[0].text == "14 November 2026 at 6:30pm"
    assert page.xpath("//time/@datetime") == ["2026-11-14T18:30:00+00:00"]
    assert "No <car>" in page.text_content()
    assert tree('{% component "timeline" empty="Nothing yet." %}').xpath("//p")[0].text == "Nothing yet."


def test_the_filter_is_a_get_form_with_removable_choices() -> None:
    page = tree(
        '{% component "filter" chosen=chosen clear_href="?" keep=keep %}',
        chosen=[{"heading": "Risk", "items": [{"text": "High", "href": "?level="}]}],
        keep=[("sort", "name")],
    )
    (form,) = page.xpath("//form")
    assert form.get("method") == "get"
    assert (
        " ".join(page.xpath("//a[@class='moj-filter__tag']")[0].text_content().split())
        == "Remove this filter High"
    )
    assert [(box.get("name"), box.get("value")) for box in page.xpath("//input[@type='hidden']")] == [
        ("sort", "name")
    ]
    assert page.xpath("//button[@type='submit']")


def test_sections_show_where_one_is() -> None:
    items = [{"text": "Summary", "href": "/s", "active": True}, {"text": "Visits", "href": "/v", "count": 0}]
    page = tree('{% component "sub_navigation" items=items label="Sections" %}', items=items)
    assert page.xpath("//a[@aria-current='page']/@href") == ["/s"]
    assert " ".join(page.xpath("//a")[1].text_content().split()) == "Visits 0"


def test_reasons_are_numbered_sentences_with_their_source() -> None:
    page = tree(
        '{% component "reasons" answer="By 2 February." citation="s.85(1)" rule_set="EW-1" reasons=reasons %}',
        reasons=["First.", {"text": "Second.", "citation": "s.84(1)"}],
    )
    assert [" ".join(li.text_content().split()) for li in page.xpath("//ol/li")] == [
        "First.",
        "Second. s.84(1)",
    ]
    assert "Rule-set EW-1" in page.text_content()


def test_a_tile_s_number_is_part_of_its_link() -> None:
    page = tree('{% component "tiles" items=items %}', items=[{"number": 0, "text": "overdue", "href": "/o"}])
    assert " ".join(page.xpath("//a[@href='/o']")[0].text_content().split()) == "0 overdue"


@pytest.mark.parametrize("tone", ["information", "success", "warning", "error"])
def test_an_alert_says_its_tone(tone: str) -> None:
    page = tree('{% component "alert" tone=tone title="Saved" role="alert" %}', tone=tone)
    (alert,) = page.xpath("//div[@role='alert']")
    assert alert.get("aria-label") == f"{tone}: Saved"
    assert "Saved" in alert.text_content()


def test_no_pagination_where_there_is_one_page() -> None:
    assert draw('{% component "pagination" %}') == ""


def test_numbers_of_a_row_say_the_heading_they_stand_under() -> None:
    row = tree("<table><tr>{% number_cells cells %}</tr></table>", cells=[("High", "<3>"), ("“Low”", "–")])
    found = row.xpath("//td")
    assert [(each.get("data-label"), each.text) for each in found] == [("High", "<3>"), ("“Low”", "–")]
    assert {each.get("class") for each in found} == {"govuk-table__cell govuk-table__cell--numeric"}
