"""Four hundred documents gone wrong, made from the worked examples: each is refused, with each fault at its path.

Ten ways to go wrong, forty documents each, chosen by seed. The hand-made ones are in `test_refusals.py`,
`test_refusals_of_values.py` and `examples/refused.json`.
"""

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.law.documents import Document, answered
from tests.law.everything import holder_of, leaves, lists, objects
from tests.law.test_examples import EXAMPLES

SOUND: list[Document] = [example["facts"] for example in EXAMPLES if "errors" not in example["expect"]]
OF_EACH = 40
Place = tuple[Any, Any, str]
"""Where a document can be made wrong: what holds the value, its key or index there, and its path."""


def places(document: Document, paths: list[str]) -> list[Place]:
    return [(*holder_of(document, path), path) for path in paths if path]


def dates(document: Document) -> list[str]:
    return [path for path, value in leaves(document) if isinstance(value, str) and value[:2] in ("19", "20")]


def items(document: Document, *names: str) -> list[str]:
    return [f"{name}[{index}]" for name in names for index in range(len(document.get(name, ())))]


def a_value_of_the_wrong_type(document: Document, chance: random.Random) -> str:
    holder, key, path = chance.choice(places(document, [path for path, _ in leaves(document)]))
    holder[key] = chance.choice([None, 2.5, [[]], {"": 0}])
    return path


def no_object(document: Document, chance: random.Random) -> str:
    holder, key, path = chance.choice(places(document, objects(document)))
    holder[key] = chance.choice([None, "text", 5, []])
    return path


def no_list(document: Document, chance: random.Random) -> str:
    holder, key, path = chance.choice(places(document, lists(document)))
    holder[key] = chance.choice([None, "text", 5, {}])
    return path


def an_unknown_key(document: Document, chance: random.Random) -> str:
    path = chance.choice([path for path in objects(document) if path != "rules"])
    holder = holder_of(document, path) if path else None
    (holder[0][holder[1]] if holder else document)["remarks"] = "none"
    return f"{path}.remarks" if path else "remarks"


NEEDED = {
    "triggers": "date",
    "orders": "made_on",
    "absences": "from",
    "notifications": "given_at",
    "journeys": "to",
}


def something_missing(document: Document, chance: random.Random) -> str:
    wanted = [f"{item}.{NEEDED[item.split('[')[0]]}" for item in items(document, *NEEDED)]
    holder, key, path = chance.choice(places(document, ["as_at", "person", "person.date_of_birth", *wanted]))
    del holder[key]
    return path


def no_such_date(document: Document, chance: random.Random) -> str:
    holder, key, path = chance.choice(places(document, dates(document)))
    holder[key] = chance.choice(["2026-02-29", "2026-13-01", "21 November 2026", "2026-11-21T25:00:00Z", ""])
    return path


def a_day_before_the_act(document: Document, chance: random.Random) -> str:
    """The last day before commencement; triggers and births may be earlier."""
    later = [path for path in dates(document) if not path.startswith(("triggers", "person"))]
    holder, key, path = chance.choice(places(document, later))
    holder[key] = "2004-04-30T23:59:59+01:00" if "T" in holder[key] else "2004-04-30"
    return path


def an_unknown_kind(document: Document, chance: random.Random) -> str:
    kinds = [
        path for path, _ in leaves(document) if path.endswith((".kind", ".section", ".type", ".outcome"))
    ]
    holder, key, path = chance.choice(places(document, kinds))
    holder[key] = "unheard of"
    return path


def an_id_used_twice(document: Document, chance: random.Random) -> str:
    name = chance.choice([name for name in ("triggers", "orders", "notifications") if document.get(name)])
    document[name].append(copy.deepcopy(document[name][0]))
    return f"{name}[{len(document[name]) - 1}].id"


def a_reference_that_leads_nowhere(document: Document, chance: random.Random) -> str:
    notification = {"id": "astray", "section": "84(1)", "given_at": "2026-01-05", "about": ["nobody"]}
    document.setdefault("notifications", []).append(notification)
    return f"notifications[{len(document['notifications']) - 1}].about[0]"


Way = Callable[[Document, random.Random], str]
WAYS: list[Way] = [
    a_value_of_the_wrong_type,
    no_object,
    no_list,
    an_unknown_key,
    something_missing,
    no_such_date,
    a_day_before_the_act,
    an_unknown_kind,
    an_id_used_twice,
    a_reference_that_leads_nowhere,
]


def gone_wrong(way: Way) -> Iterator[tuple[Document, str]]:
    """Forty documents that went wrong in one way, each with the path of the fault."""
    chance = random.Random(way.__name__)
    made = 0
    while made < OF_EACH:
        document = copy.deepcopy(chance.choice(SOUND))
        try:
            path = way(document, chance)
        except IndexError:
            continue  # This example has nothing that could go wrong in this way.
        made += 1
        yield document, path


def test_there_are_four_hundred() -> None:
    assert sum(1 for way in WAYS for _ in gone_wrong(way)) == 400


@pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])
def test_each_is_refused_with_every_fault_at_its_path(way: Way) -> None:
    for document, path in gone_wrong(way):
        faults = answered(document).get("errors", [])
        assert path in [fault["path"] for fault in faults], document
        for fault in faults:
            assert fault["message"]
            # The path leads to something in the document, or to where something missing would be.
            holder, key = holder_of(document, fault["path"])
            assert key < len(holder) if isinstance(holder, list) else isinstance(holder, dict)
