"""The page as a whole: its parts, read from what was posted; the facts document they make; faults put back on them.

Everything is in the page itself and nowhere else. Each item has a key that stays its own when another is removed, so
that what refers to it ("notification 2 is about change 1") goes on doing so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.http import QueryDict

from notifications.calculator.forms import ITEMS, PersonForm, ReviewForm, noun_of
from notifications.calculator.items import Choices, Document, Item, Sheetlet
from notifications.calculator.words import CHANGES
from notifications.law import Fault, Refused, Result, evaluate

MOST_ITEMS = 40
"""In all: the form stays within what Django reads of one request."""
_KEY = re.compile(r"[1-9][0-9]{0,2}")
_PLACE = re.compile(r"([a-z_.]+)\[(\d+)\]\.?(.*)")
GROUPS = {item.group: item for item in ITEMS}


class Sheet:
    """All that the officer typed."""

    def __init__(
        self, posted: QueryDict | None, *, today: date, keys: Mapping[str, list[str]] | None = None
    ) -> None:
        """`keys`: which items there are, by group; those without posted values are new and empty."""
        self.posted = posted
        self.today = today
        self.keys = keys if keys is not None else keys_in(posted) if posted else FIRST
        self.added: Item | None = None
        offered = self._offered()
        self.person = PersonForm(posted, today=today, initial={"judged_on": today})
        self.review = ReviewForm(posted, today=today, notifications=offered.get("notifications", []))
        self.items: dict[str, list[Item]] = {
            group: [self._item(item, key, offered) for key in self.keys.get(group, [])]
            for group, item in GROUPS.items()
        }
        for items in self.items.values():
            if len(items) > 1:
                for each in items:
                    each.tell_apart()

    def _item(self, item: type[Item], key: str, offered: Mapping[str, Choices]) -> Item:
        begun = f"{item.group}-{key}-"
        there = self.posted is not None and any(name.startswith(begun) for name in self.posted)
        return item(self.posted if there else None, key=key, offered=offered, today=self.today)

    def _offered(self) -> dict[str, Choices]:
        found: dict[str, Choices] = {}
        for group, item in GROUPS.items():
            for key in self.keys.get(group, []):
                noun = noun_of(self._typed(f"{group}-{key}-kind")) if group == "triggers" else item.noun
                found.setdefault(group, []).append(
                    (f"{group}-{key}", f"{noun.capitalize()} {key}{self._recognised(group, key)}")
                )
                if group == "notifications" and self._typed(f"{group}-{key}-specified_date").strip():
                    found.setdefault("notices", []).append((f"{group}-{key}", f"{noun.capitalize()} {key}"))
        return found

    def _recognised(self, group: str, key: str) -> str:
        """What an officer knows an item by, where its number alone says little."""
        field = {"changes": "kind", "stays": "address", "child_stays": "household", "journeys": "to"}.get(
            group
        )
        typed = self._typed(f"{group}-{key}-{field}")[:40] if field else ""
        return f": {CHANGES.get(typed, typed)}" if typed else ""

    def _typed(self, name: str) -> str:
        return (self.posted.get(name) if self.posted else "") or ""

    def parts(self) -> list[Sheetlet]:
        """Every part in the order of the page, for the error summary."""
        return [self.person, *self._all_items(), self.review]

    def _all_items(self) -> list[Item]:
        return [each for items in self.items.values() for each in items]

    # Adding and removing, without scripts ---------------------------------------------------------------------------

    def with_another(self, group: str) -> Sheet:
        """The same sheet with one more item of the group, empty; what was typed is kept and not yet judged."""
        keys = {name: list(there) for name, there in self.keys.items()}
        if group in GROUPS and sum(map(len, keys.values())) < MOST_ITEMS:
            there = keys.setdefault(group, [])
            free = [
                str(n) for n in range(1, 1000) if str(n) not in there and n > max(map(int, there), default=0)
            ]
            if free:
                there.append(free[0])
        else:
            group = ""
        found = Sheet(self.posted, today=self.today, keys=keys).hushed()
        if group:
            found.added = found.items[group][-1]
            # The one thing the officer asked for: there the typing goes on, without scripts too.
            next(iter(found.added.fields.values())).widget.attrs["autofocus"] = True
        return found

    def without(self, token: str) -> Sheet:
        """The same sheet without an item, and without what referred to it."""
        group, _, key = token.partition("-")
        keys = {name: [k for k in there if (name, k) != (group, key)] for name, there in self.keys.items()}
        posted = self.posted.copy() if self.posted is not None else QueryDict(mutable=True)
        for name in list(posted):
            if name.startswith(f"{token}-"):
                del posted[name]
            else:
                posted.setlist(name, [value for value in posted.getlist(name) if value != token])
        return Sheet(posted, today=self.today, keys=keys).hushed()

    def hushed(self) -> Sheet:
        for part in self.parts():
            if part.is_bound:
                part.hush()
        return self

    # The facts, and what the engine says of them --------------------------------------------------------------------

    def is_valid(self) -> bool:
        return all(part.is_valid() for part in self.parts() if part.is_bound)

    def filled(self) -> dict[str, list[Item]]:
        """The items that were filled in, by their list in the document."""
        found: dict[str, list[Item]] = {}
        for item in self._all_items():
            if item.is_filled():
                found.setdefault(item.part, []).append(item)
        return found

    def document(self) -> Document:
        """The facts document. Only for a valid sheet."""
        filled = self.filled()
        ids = {item.token: item.identity for items in filled.values() for item in items}
        made = {part: [item.document(ids) for item in items] for part, items in filled.items()}
        review = self.review.document(ids, made.pop("review.determinations", []))
        return {**self.person.document(), **made, **({"review": review} if review else {})}

    def work_out(self) -> tuple[Document, Result] | None:
        """The facts and the engine's answer; nothing when either the forms or the engine refuse them."""
        if not self.is_valid():
            return None
        facts = self.document()
        try:
            return facts, evaluate(facts)
        except Refused as refused:
            self.blame(refused.errors)
            return None

    def blame(self, faults: Iterable[Fault]) -> None:
        """Put each of the engine's faults on the field it came from."""
        filled = self.filled()
        for fault in faults:
            path, message = fault["path"], fault["message"]
            found = _PLACE.fullmatch(path)
            if found and found[1] in filled and int(found[2]) < len(filled[found[1]]):
                filled[found[1]][int(found[2])].blame(found[3], message)
            elif path.startswith("review"):
                self.review.blame(path.removeprefix("review").removeprefix("."), message)
            else:
                self.person.blame(path, message)


FIRST: Mapping[str, list[str]] = {"triggers": ["1"], "absences": ["1"]}
"""What an empty page asks about."""


def keys_in(posted: QueryDict) -> dict[str, list[str]]:
    """Which items the page held. What no page of ours would send is left out."""
    found: dict[str, list[str]] = {}
    room = MOST_ITEMS
    for group in GROUPS:
        keys = [key for key in dict.fromkeys(posted.getlist(group)) if _KEY.fullmatch(key)][:room]
        room -= len(keys)
        if keys:
            found[group] = keys
    return found
