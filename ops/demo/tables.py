"""Rows as COPY takes them: which column of which table each field is, and how its value is written."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model

from accounts.encryption import blind_index, encrypt
from diary.models import Ending, Entry
from diary.providers import Duty, Ends
from mappa import models as mappa
from notifications.models import (
    Application,
    Change,
    Foretold,
    Journey,
    Notification,
    RelevantNotification,
    ResponsibleBody,
)
from offenders import models
from offenders.search import terms
from ops.demo import days_rows, level_rows, order_rows, plan_rows, portrait_rows, rows
from riskplans import models as riskplans

# Each table after those it refers to.
MODELS: dict[type, type[Model]] = {
    rows.Address: models.Address,
    rows.Person: models.Person,
    rows.Name: models.Name,
    rows.Occupancy: models.Occupancy,
    rows.CourtOrder: models.CourtOrder,
    rows.Trigger: models.Trigger,
    rows.Disposal: models.Disposal,
    rows.Absence: models.Absence,
    rows.Notification: Notification,
    rows.AddressNotified: Notification.addresses.through,
    rows.Change: Change,
    rows.Foretold: Foretold,
    rows.Journey: Journey,
    rows.RelevantNotification: RelevantNotification,
    rows.Application: Application,
    rows.ResponsibleBody: ResponsibleBody,
    rows.Assignment: models.Assignment,
    rows.Visit: riskplans.Visit,
    # Nothing is added to an assessment that was handed in: what belongs to it comes first.
    rows.AssessedFactor: riskplans.AssessedFactor,
    rows.AssessedResult: riskplans.AssessedResult,
    rows.Assessment: riskplans.Assessment,
    portrait_rows.Particulars: models.Particulars,
    portrait_rows.Identifier: models.Identifier,
    portrait_rows.NhsNumber: models.NhsNumber,
    portrait_rows.InsuranceNumber: models.InsuranceNumber,
    portrait_rows.IdentityDocument: models.IdentityDocument,
    portrait_rows.Description: models.Description,
    portrait_rows.Mark: models.Mark,
    portrait_rows.AddressNote: models.AddressNote,
    portrait_rows.ProtectedAddress: models.ProtectedAddress,
    portrait_rows.Child: models.Child,
    portrait_rows.HouseholdMember: models.HouseholdMember,
    portrait_rows.Device: models.Device,
    portrait_rows.Monitoring: models.Monitoring,
    portrait_rows.DigitalService: models.DigitalService,
    portrait_rows.Telephone: models.Telephone,
    portrait_rows.EmailAddress: models.EmailAddress,
    portrait_rows.OnlineAccount: models.OnlineAccount,
    days_rows.Routine: models.RoutineEntry,
    days_rows.Pet: models.Pet,
    days_rows.Occupation: models.Occupation,
    days_rows.BankAccount: models.BankAccount,
    days_rows.PaymentCard: models.PaymentCard,
    days_rows.MoneyMatter: models.MoneyMatter,
    days_rows.Association: models.Association,
    days_rows.HealthEntry: models.HealthEntry,
    days_rows.OffenceAccount: models.OffenceAccount,
    days_rows.Allegation: models.Allegation,
    days_rows.OtherConviction: models.OtherConviction,
    days_rows.Victim: models.Victim,
    days_rows.OrderCondition: models.OrderCondition,
    days_rows.Licence: models.Licence,
    days_rows.LicenceCondition: models.LicenceCondition,
    days_rows.Decision: models.Decision,
    order_rows.OrderService: riskplans.OrderService,
    order_rows.OrderApplication: riskplans.OrderApplication,
    order_rows.PassportHeld: riskplans.PassportHeld,
    order_rows.ConditionChecked: riskplans.ConditionChecked,
    order_rows.LicenceWarning: riskplans.LicenceWarning,
    # A plan after what belongs to it: nothing is added to one that was signed.
    plan_rows.PlanAction: riskplans.PlanAction,
    plan_rows.ConditionAction: riskplans.ConditionAction,
    plan_rows.Contingency: riskplans.Contingency,
    plan_rows.PlanDecision: riskplans.PlanDecision,
    plan_rows.PlanRemark: riskplans.PlanRemark,
    plan_rows.Plan: riskplans.Plan,
    level_rows.Screening: mappa.Screening,
    level_rows.MappaStatus: models.MappaStatus,
    level_rows.MappaDecision: mappa.MappaDecision,
    plan_rows.VisitInterval: riskplans.VisitInterval,
}

# The text of COPY for each table, by the model's name.
Blocks = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Table:
    """One table's COPY: its columns, those of the row first, and the rest as every row has them."""

    model: type[Model]
    columns: list[str]
    rest: str

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    def text(self, values: Iterable[Iterable[Any]]) -> bytes:
        """Rows as COPY's text."""
        return "".join(
            f"{chr(9).join([_WRITTEN.get(type(v), _other)(v) for v in row])}{self.rest}\n" for row in values
        ).encode()

    def copy(self, cursor: CursorWrapper, text: bytes) -> None:
        """Write COPY's text into the table."""
        columns = ", ".join(connection.ops.quote_name(column) for column in self.columns)
        with cursor.copy(f"COPY {connection.ops.quote_name(self.name)} ({columns}) FROM STDIN") as copy:
            copy.write(text)


def _table(model: type[Model], given: Iterable[str]) -> Table:
    """The table of a model; a field that the rows leave out has its default, so that a new one breaks nothing."""
    given = list(given)
    fields = list(_written(model))
    unknown = set(given) - {field.column for field in fields}
    if unknown:
        raise LookupError(f"{model._meta.label} has no column {', '.join(sorted(unknown))}")
    left_out = [field for field in fields if field.column not in given]
    defaults = [field.get_default() for field in left_out]
    return Table(
        model,
        [*given, *(str(field.column) for field in left_out)],
        "".join("\t" + _WRITTEN.get(type(value), _other)(value) for value in defaults),
    )


def _written(model: type[Model]) -> Iterator[Field[Any, Any]]:
    """The concrete fields that the database does not fill by itself."""
    for field in model._meta.concrete_fields:
        if not field.generated and field is not model._meta.auto_field:
            yield field


def _text(value: str) -> str:
    if "\\" in value or "\t" in value or "\n" in value or "\r" in value:
        for plain, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
            value = value.replace(plain, escaped)
    return value


def _array(value: list[str]) -> str:
    """An array of keys, which hold nothing that an array literal would need quoted."""
    return "{" + ",".join(value) + "}"


def _other(value: Any) -> str:
    """A value that is a subclass of a plain one: a choice."""
    return _text(str(value))


_WRITTEN: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: str,
    bool: lambda value: "t" if value else "f",
    type(None): lambda value: "\\N",
    date: date.isoformat,
    datetime: datetime.isoformat,
    list: _array,
    tuple: lambda value: _text(json.dumps(value)),  # an entry's reasoning, in a JSON column
    UUID: str,
    portrait_rows.Secret: encrypt,
    portrait_rows.Blind: lambda value: blind_index(value.text, of=value.of),
}

FACTS = {row: _table(model, row._fields) for row, model in MODELS.items()}  # type: ignore[attr-defined]
_STATED = [field.name for field in dataclasses.fields(Duty)]
_stated = attrgetter(*_STATED)
ENTRIES = _table(Entry, ["person_id", *_STATED])
ENDINGS = _table(Ending, ["person_id", "ends_on", "indefinite", "rule", "ruleset", "citation"])
TERMS = _table(models.Term, terms.Row._fields)
TABLES = {table.model.__name__: table for table in [*FACTS.values(), TERMS, ENTRIES, ENDINGS]}


def facts_text(facts: Iterable[rows.Row]) -> Blocks:
    """The rows of a chunk, by table."""
    sorted_out: dict[type, list[rows.Row]] = {row: [] for row in FACTS}
    for fact in facts:
        sorted_out[type(fact)].append(fact)
    return {FACTS[row].model.__name__: FACTS[row].text(found) for row, found in sorted_out.items() if found}


def entries_text(duties: Iterable[tuple[UUID, Duty | Ends]]) -> Blocks:
    """Diary entries: each is a duty as its provider states it; and when the requirements on each person end."""
    ends: list[tuple[UUID, Ends]] = []
    entries: list[tuple[UUID, Duty]] = []
    for person, said in duties:
        if isinstance(said, Ends):
            ends.append((person, said))
        else:
            entries.append((person, said))
    return {
        Entry.__name__: ENTRIES.text((person, *_stated(duty)) for person, duty in entries),
        Ending.__name__: ENDINGS.text((person, *dataclasses.astuple(each)) for person, each in ends),
    }


def terms_text(found: Iterable[terms.Row]) -> Blocks:
    """What people are found by."""
    return {models.Term.__name__: TERMS.text(found)}


def copy_blocks(cursor: CursorWrapper, blocks: Blocks) -> None:
    """Write a chunk's tables, each after those it refers to."""
    for name, table in TABLES.items():
        if text := blocks.get(name):
            table.copy(cursor, text)
