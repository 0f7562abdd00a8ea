"""Reading objects and lists against a table of their fields, going on past each fault to find the rest."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from notifications.law.documents.faults import Faults, Unreadable, within
from notifications.law.documents.values import Reader

_OBJECT = (dict, Mapping)  # a dict nearly always, which is then found at once
_NEEDED = "Enter this: it is needed here."
_UNKNOWN = "Remove this: no such field is known here."


class Shape:
    """How a value with parts is read."""

    def read(self, raw: object, path: str, faults: Faults) -> Any:
        """What could be read of it; faults are added for the rest."""
        raise NotImplementedError


Field: TypeAlias = Reader | Shape


class Thing(Shape):
    """An object of fixed fields; those in `needed` must be there, and any one of them if it is `never_empty`."""

    def __init__(
        self, fields: Mapping[str, Field], needed: tuple[str, ...] = (), *, never_empty: bool = False
    ) -> None:
        self.fields = fields
        self.needed = needed
        self._never_empty = never_empty
        self._values = {key: field for key, field in fields.items() if not isinstance(field, Shape)}
        self._parts = {key: field for key, field in fields.items() if isinstance(field, Shape)}

    def read(self, raw: object, path: str, faults: Faults) -> dict[str, Any]:
        """The known fields, by name; one that could not be read is None, and faults are added."""
        found: dict[str, Any] = {}
        if not isinstance(raw, _OBJECT):
            faults.add(path, "Enter an object, with named fields.")
            return found
        if self._never_empty and not raw:
            faults.add(path, f"Enter {' or '.join(self.fields)}.")
        for key, value in raw.items():
            if (reader := self._values.get(key)) is not None:
                try:
                    found[key] = reader(value)
                except Unreadable as fault:
                    faults.add(within(path, key), str(fault))
                    found[key] = None
            elif (part := self._parts.get(key)) is not None:
                found[key] = part.read(value, within(path, key), faults)
            else:
                faults.add(within(path, key), _UNKNOWN)
        for key in self.needed:
            if key not in raw:
                faults.add(within(path, key), _NEEDED)
        return found


class Kinds(Shape):
    """An object whose fields depend on its kind, named by the field `by`.

    An unknown kind is one fault; the other fields are then read as far as all kinds agree on them.
    """

    def __init__(self, by: str, kinds: Mapping[str, Thing]) -> None:
        self._by = by
        self._kinds = kinds
        fields: dict[str, Field] = {}
        for kind in kinds.values():
            for key, reader in kind.fields.items():
                fields[key] = reader if fields.get(key, reader) is reader else _anything
        fields[by] = self._fault
        needed = [key for key in fields if all(key in kind.needed for kind in kinds.values())]
        self._unknown = Thing(fields, (*needed,))

    def _fault(self, value: object) -> None:
        raise Unreadable(f"Enter one of: {', '.join(self._kinds)}.")

    def read(self, raw: object, path: str, faults: Faults) -> dict[str, Any]:
        """As Thing.read, by the table of the kind it says it is."""
        kind = raw.get(self._by) if isinstance(raw, _OBJECT) else None
        shape = self._kinds.get(kind, self._unknown) if isinstance(kind, str) else self._unknown
        return shape.read(raw, path, faults)


class Alternatives(Shape):
    """An object that is one of several things, told apart by which field it has."""

    def __init__(self, by_field: Mapping[str, Thing]) -> None:
        self._by_field = by_field

    def read(self, raw: object, path: str, faults: Faults) -> dict[str, Any]:
        """As Thing.read, by the first alternative whose field is there."""
        if isinstance(raw, _OBJECT):
            for key, shape in self._by_field.items():
                if key in raw:
                    return shape.read(raw, path, faults)
        faults.add(path, f"Enter an object with {' or '.join(self._by_field)}.")
        return {}


class Many(Shape):
    """A list of objects, or of single values."""

    def __init__(self, of: Field, *, at_least_one: bool = False) -> None:
        self._of = of
        self._at_least_one = at_least_one

    def read(self, raw: object, path: str, faults: Faults) -> list[Any]:
        """The items; one that could not be read as a single value is None, so that places are kept."""
        if not isinstance(raw, (list, tuple)):
            faults.add(path, "Enter a list.")
            return []
        if self._at_least_one and not raw:
            faults.add(path, "Enter at least one.")
        of = self._of
        if isinstance(of, Shape):
            return [of.read(item, f"{path}[{index}]", faults) for index, item in enumerate(raw)]
        found: list[Any] = []
        for index, item in enumerate(raw):
            try:
                found.append(of(item))
            except Unreadable as fault:
                faults.add(f"{path}[{index}]", str(fault))
                found.append(None)
        return found


def _anything(value: object) -> None:
    return None
