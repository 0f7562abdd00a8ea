"""The worked examples, as published: what `expect` gives is equal, duties and periods being found by their ids."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.law.documents import answered

EXAMPLES = [
    example
    for path in sorted((Path(__file__).parent / "examples").glob("*.json"))
    for example in json.loads(path.read_text(encoding="utf-8"))
]


def by_id(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {item.get("id") or item.get("trigger") or item["order"]: item for item in items}


def differences(expected: Any, given: Any, path: str = "") -> list[str]:
    """Where what was given is not what was expected; keys not expected may hold anything."""
    if isinstance(expected, Mapping):
        if not isinstance(given, Mapping):
            return [f"{path}: expected an object, given {given!r}"]
        found = []
        for key, value in expected.items():
            if key in ("duties", "periods") and value:
                there = by_id(given[key])
                for identity, item in by_id(value).items():
                    found += differences(item, there.get(identity), f"{path}.{key}[{identity}]")
            elif key == "duties":
                continue
            elif key not in given:
                found.append(f"{path}.{key}: not given")
            else:
                found += differences(value, given[key], f"{path}.{key}")
        return found
    return [] if expected == given else [f"{path}: expected {expected!r}, given {given!r}"]


def faults_of(example: dict[str, Any]) -> list[str]:
    """Where the answer to an example is not the one published."""
    expected = dict(example["expect"])
    given = answered(example["facts"])
    if "errors" in expected:
        return differences(expected["errors"], [fault["path"] for fault in given.get("errors", ())], "errors")
    if "errors" in given:
        return [f"refused: {given['errors']}"]
    absent = expected.pop("absent_duties", [])
    given_all_the_same = [duty["id"] for duty in given["duties"] if duty["id"] in absent]
    return differences(expected, given) + [f"not to be given: {identity}" for identity in given_all_the_same]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["id"] for example in EXAMPLES])
def test_worked_example(example: dict[str, Any]) -> None:
    assert faults_of(example) == []


def test_the_examples_are_there() -> None:
    assert len(EXAMPLES) > 150
    assert len({example["id"] for example in EXAMPLES}) == len(EXAMPLES)
