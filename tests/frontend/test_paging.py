"""Pages of a list, forwards and backwards, whatever stands in the columns."""

from datetime import date
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, DateField, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontend.paging import Link, Page, page_of

pytestmark = pytest.mark.django_db

# A table that is always there, with rows of our own in it.
LABELS = ["ash", "ash", "ash", "elm", "elm", "fir", "oak", "oak", "yew"]


@pytest.fixture
def trees() -> QuerySet[ContentType]:
    for place, label in enumerate(LABELS):
        ContentType.objects.create(app_label=f"paging-{label}", model=f"tree{place}")
    return ContentType.objects.filter(app_label__startswith="paging-")


def go(queryset: QuerySet[Any], order: list[str], link: Link | None, size: int) -> Page[Any]:
    """The page behind a link; the first without one."""
    return page_of(queryset, order=order, params=QueryDict(link.href[1:] if link else ""), size=size)


def walk(queryset: QuerySet[Any], order: list[str], size: int) -> tuple[list[Any], list[Any]]:
    """Every row, going forwards to the end and then back to the start."""
    page = go(queryset, order, None, size)
    assert page.previous is None
    forwards = [list(page)]
    while page.next:
        page = go(queryset, order, page.next, size)
        forwards.append(list(page))
        assert page.previous
    backwards = [list(page)]
    while page.previous:
        page = go(queryset, order, page.previous, size)
        backwards.insert(0, list(page))
    return [row for rows in forwards for row in rows], [row for rows in backwards for row in rows]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 8, 9, 20])
@pytest.mark.parametrize(
    "order",
    [
        ["pk"],
        ["-pk"],
        ["app_label", "pk"],
        ["-app_label", "pk"],
        ["app_label", "-pk"],
        ["-app_label", "-model", "-pk"],
    ],
)
def test_every_row_comes_once_in_order(trees: QuerySet[ContentType], order: list[str], size: int) -> None:
    expected = list(trees.order_by(*order))
    assert walk(trees, order, size) == (expected, expected)


@pytest.mark.parametrize("size", [1, 2, 4])
@pytest.mark.parametrize("order", [["rank", "pk"], ["-rank", "pk"], ["-rank", "-pk"]])
def test_rows_without_a_value_stand_last(trees: QuerySet[ContentType], order: list[str], size: int) -> None:
    ranked = trees.annotate(
        rank=Case(
            When(app_label="paging-ash", then=Value(3)),
            When(app_label="paging-elm", then=Value(1)),
            default=Value(None),
            output_field=IntegerField(),
        )
    )
    forwards, backwards = walk(ranked, order, size)
    assert len(forwards) == len(LABELS)
    # Going back, the last page is shorter than the others only at the start: nothing is lost.
    assert set(backwards) == set(forwards)
    ranks = [row.rank for row in forwards]
    known = [rank for rank in ranks if rank is not None]
    assert ranks == sorted(known, reverse=order[0].startswith("-")) + [None] * (len(ranks) - len(known))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["app_label", "-app_label", "model", "-model", "length", "-length"]), max_size=3
    ),
    st.integers(1, 10),
)
def test_any_order_and_size(trees: QuerySet[ContentType], order: list[str], size: int) -> None:
    measured = trees.annotate(length=Length("app_label"))
    order = [*order, "pk"]
    expected = list(measured.order_by(*order))
    assert walk(measured, order, size) == (expected, expected)


def test_a_page_is_one_query(trees: QuerySet[ContentType], django_assert_num_queries: Any) -> None:
    page = page_of(trees, order=["app_label", "pk"], params={}, size=2)
    for _ in range(3):
        assert page.next
        with django_assert_num_queries(1) as seen:
            page = go(trees, ["app_label", "pk"], page.next, 2)
        assert isinstance(seen, CaptureQueriesContext)
        assert "OFFSET" not in seen.captured_queries[0]["sql"]
    with django_assert_num_queries(1):
        go(trees, ["app_label", "pk"], page.previous, 2)


def test_links_keep_the_filters_and_only_one_cursor(trees: QuerySet[ContentType]) -> None:
    params = QueryDict("level=high&level=low&q=a%26b")
    second = go(trees, ["pk"], page_of(trees, order=["pk"], params=params, size=2).next, 2)
    assert second.next
    assert second.previous
    for link, cursor in ((second.next, "after"), (second.previous, "before")):
        kept = QueryDict(link.href[1:])
        assert kept.getlist("level") == ["high", "low"]
        assert kept["q"] == "a&b"
        assert {"after", "before"} & set(kept) == {cursor}


def test_a_plain_dict_of_filters_will_do(trees: QuerySet[ContentType]) -> None:
    page = page_of(trees, order=["pk"], params={"level": ["high", "low"]}, size=2)
    assert page.next
    assert QueryDict(page.next.href[1:]).getlist("level") == ["high", "low"]


def test_the_address_does_not_tell_what_stands_in_the_row(trees: QuerySet[ContentType]) -> None:
    page = page_of(trees, order=["app_label", "pk"], params={}, size=1)
    assert page.next
    assert "ash" not in page.next.href


@pytest.mark.parametrize("spoil", ["flip", "cut", "long", "nonsense", "empty", "other order"])
def test_a_cursor_that_was_tampered_with_shows_the_first_page(
    trees: QuerySet[ContentType], spoil: str
) -> None:
    first = page_of(trees, order=["app_label", "pk"], params={}, size=2)
    assert first.next
    cursor = QueryDict(first.next.href[1:])["after"]
    order = ["app_label", "pk"]
    if spoil == "flip":
        cursor = cursor[:40] + ("A" if cursor[40] != "A" else "B") + cursor[41:]
    elif spoil == "other order":
        order = ["-app_label", "pk"]
        first = page_of(trees, order=order, params={}, size=2)
    else:
        cursor = {"cut": cursor[:-4], "long": cursor * 50, "nonsense": "é\x00'--", "empty": ""}[spoil]
    for name in ("after", "before"):
        page = page_of(trees, order=order, params={name: cursor}, size=2)
        assert list(page) == list(first)
        assert page.previous is None


def test_when_the_rows_on_the_way_have_gone_the_first_page_is_shown(trees: QuerySet[ContentType]) -> None:
    second = go(trees, ["pk"], page_of(trees, order=["pk"], params={}, size=4).next, 4)
    assert second.next
    assert second.previous
    kept = list(trees.order_by("pk")[4:8])
    trees.exclude(pk__in=[row.pk for row in kept]).delete()
    assert list(go(trees, ["pk"], second.next, 4)) == kept
    assert list(go(trees, ["pk"], second.previous, 4)) == kept


def test_nothing_is_a_page_too(trees: QuerySet[ContentType]) -> None:
    page = page_of(trees.none(), order=["pk"], params={})
    assert (len(page), page.previous, page.next) == (0, None, None)
    assert page


def test_dates_stand_in_cursors(trees: QuerySet[ContentType]) -> None:
    dated = trees.annotate(
        due=Case(
            When(app_label="paging-ash", then=Value(date(2026, 11, 21))),
            default=Value(date(2026, 12, 1)),
            output_field=DateField(),
        )
    )
    expected = list(dated.order_by("-due", "pk"))
    assert walk(dated, ["-due", "pk"], 2) == (expected, expected)


def test_an_order_is_needed(trees: QuerySet[ContentType]) -> None:
    with pytest.raises(ValueError, match="unique"):
        page_of(trees, order=[], params={})
