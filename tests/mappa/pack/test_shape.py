"""A pack shows each reader their own classes, is the same after it was kept, and tells by line what differs."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.policies import FieldClass
from mappa.pack.choices import Part
from mappa.pack.shape import Content, Line, as_json, differences, from_json, inside, shown

LINES = st.lists(
    st.builds(
        Line,
        key=st.sampled_from("abcdef"),
        label=st.sampled_from(["", "Home", "Order"]),
        text=st.text("xyz ", max_size=3),
        tag=st.sampled_from(["", "New"]),
        field_class=st.sampled_from(FieldClass),
    ),
    max_size=6,
    unique_by=lambda line: line.key,
)
CONTENT = st.dictionaries(st.sampled_from(Part), LINES)
CLASSES = st.sets(st.sampled_from(FieldClass))
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(CONTENT)
def test_what_is_kept_is_what_was_put_together(content: Content) -> None:
    assert from_json(as_json(content)) == content


@MANY
@given(CONTENT, CLASSES)
def test_a_reader_is_shown_their_classes_and_told_which_are_held_back(
    content: Content, classes: set[FieldClass]
) -> None:
    blocks = shown(content, classes.__contains__)
    assert [block.part for block in blocks] == list(Part)
    for block in blocks:
        lines = content.get(block.part, [])
        assert block.lines == [line for line in lines if line.field_class in classes]
        assert set(block.held_back) == {
            line.field_class.label for line in lines if line.field_class not in classes
        }


@MANY
@given(CONTENT, CONTENT, CLASSES)
def test_the_differences_turn_one_into_the_other(
    before: Content, after: Content, classes: set[FieldClass]
) -> None:
    old, new = shown(before, classes.__contains__), shown(after, classes.__contains__)
    told = {part for part, _ in differences(old, new)}
    for was, now in zip(old, new, strict=True):
        same = {line.key: line for line in was.lines} == {line.key: line for line in now.lines}
        assert (was.part in told) is not same
    assert differences(old, old) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Home visit", "home visit"),
        ("CRO number", "CRO number"),
        ("ViSOR reference", "ViSOR reference"),
        ("", ""),
    ],
)
def test_inside_a_sentence_a_name_keeps_its_capitals(text: str, said: str) -> None:
    assert inside(text) == said
