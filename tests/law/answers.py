"""Whole answers as text: what `tests/law/answers/` records, reasons and citations included.

Of every worked example, and of the facts in `answers/facts.json`, which bring out what no worked example has the
engine say. The reasons are what an officer reads out and a court is handed, so a change of one is a change to be
read. After an intended one: `python -m tests.law.answers`, and read what git shows.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.law.documents import Document, answered
from tests.law.test_examples import EXAMPLES

FOLDER = Path(__file__).parent / "answers"
ASKED: list[Document] = [*EXAMPLES, *json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))]
APART = ("periods", "citation", "reasoning")


def as_text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value)) or "none"
    return {None: "none", True: "yes", False: "no"}.get(value, str(value))  # type: ignore[call-overload]


def lines(name: str, item: Mapping[str, Any]) -> list[str]:
    """A part of an answer: its fields in their order, then its citation, then its reasons."""
    fields = [f"{key} {as_text(value)}" for key, value in item.items() if key not in APART]
    found = [f"  {name}: {', '.join(fields)}"]
    if "citation" in item:
        found.append(f"    {item['citation']}")
    return found + [f"    - {reason}" for reason in item.get("reasoning", ())]


def answer_of(example: Document) -> str:
    """The whole answer to an example's facts, or its refusal."""
    answer = answered(example["facts"])
    found = [f"{example['id']} {example['why']}"]
    if "errors" in answer:
        return "\n".join(
            found + [f"  {fault['path'] or 'document'}: {fault['message']}" for fault in answer["errors"]]
        )
    parts = ("subject", "duties", "review")
    found += lines("answer", {key: value for key, value in answer.items() if key not in parts})
    found += lines("subject", answer["subject"])
    for period in answer["subject"]["periods"]:
        found += lines("period", period)
    for duty in answer["duties"]:
        found += lines("duty", duty)
    found += lines("review", answer["review"]) if answer["review"] else []
    return "\n".join(found)


def recorded() -> dict[str, str]:
    """What is recorded of each example, by its id."""
    texts = [text for path in FOLDER.glob("*.txt") for text in path.read_text(encoding="utf-8").split("\n\n")]
    return {text.split(maxsplit=1)[0]: text.strip("\n") for text in texts}


def record() -> None:
    """Write down the answers as they are."""
    by_topic: dict[str, list[str]] = {}
    for example in ASKED:
        by_topic.setdefault(example["topic"], []).append(answer_of(example))
    for topic, texts in by_topic.items():
        (FOLDER / f"{topic}.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
