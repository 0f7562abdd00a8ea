"""The facts of a life as plain rows, one type a table; fields are named as the table's columns.

Columns that a type leaves out take the default of the model's field (see loading).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from ops.demo.portrait_rows import PortraitRow

Id: TypeAlias = str
Day: TypeAlias = date  # a column may be called `date`


class Address(NamedTuple):
    id: Id
    line_1: str
    line_2: str
    town: str
    postcode: str


class Person(NamedTuple):
    id: Id
    reference: str
    force_id: int
    unit_id: int
    kind: str
    date_of_birth: Day
    sex: str
    management_level: str
    recorded_at: datetime
    recorded_by_id: Id


class Name(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    given_names: str
    family_name: str
    used_from: Day | None
    used_to: Day | None
    recorded_at: datetime
    recorded_by_id: Id


class Occupancy(NamedTuple):
    id: Id
    person_id: Id
    address_id: Id
    kind: str
    starts_on: Day
    ends_on: Day | None
    child_in_household: str
    recorded_at: datetime
    recorded_by_id: Id


class CourtOrder(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    made_on: Day
    served_on: Day | None
    last_day: Day | None
    discharged_on: Day | None
    court: str
    recorded_at: datetime
    recorded_by_id: Id


class Trigger(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    date: Day
    offence: str
    offence_on: Day
    court: str
    condition_met_on: Day | None
    schedule_3: bool
    notice_given_on: Day | None
    carried_over: bool
    ended_on: Day | None
    order_id: Id | None
    recorded_at: datetime
    recorded_by_id: Id


class Disposal(NamedTuple):
    id: Id
    person_id: Id
    trigger_id: Id
    kind: str
    date: Day
    term_years: int
    term_months: int
    term_weeks: int
    extension_years: int
    extension_months: int
    consecutive_to_id: Id | None
    concurrent_with_id: Id | None
    overlap_months: int | None
    recorded_at: datetime
    recorded_by_id: Id


class Absence(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    starts_on: Day
    ended_on: Day | None
    place: str
    recorded_at: datetime
    recorded_by_id: Id


class Notification(NamedTuple):
    id: Id
    person_id: Id
    section: str
    given_at: datetime
    home: str
    station: str
    about: list[str]
    acknowledgement: str
    specified_date: Day | None
    foretells: str
    recorded_at: datetime
    recorded_by_id: Id


class AddressNotified(NamedTuple):
    notification_id: Id
    address_id: Id


class Change(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    on: Day | None
    starts_on: Day | None
    ends_on: Day | None
    address_id: Id | None
    recorded_at: datetime
    recorded_by_id: Id


class Foretold(NamedTuple):
    id: Id
    person_id: Id
    notice_id: Id
    fact: str
    recorded_at: datetime
    recorded_by_id: Id


class Journey(NamedTuple):
    id: Id
    person_id: Id
    departs_on: Day
    details_known_on: Day
    countries: list[str]
    details_changed_at: datetime | None
    return_date: Day | None
    return_point: str
    returned_on: Day | None
    returned_point: str
    recorded_at: datetime
    recorded_by_id: Id


class RelevantNotification(NamedTuple):
    id: Id
    person_id: Id
    notification_id: Id
    recorded_at: datetime
    recorded_by_id: Id


class Application(NamedTuple):
    id: Id
    person_id: Id
    received_on: Day
    received_how: str
    acknowledged_on: Day | None
    determined_on: Day | None
    outcome: str
    further_years: int | None
    decided_by: str
    reasons: str
    notice_received_on: Day | None
    recorded_at: datetime
    recorded_by_id: Id


class ResponsibleBody(NamedTuple):
    id: Id
    person_id: Id
    application_id: Id
    body: str
    notified_on: Day
    answered_on: Day | None
    answer: str
    recorded_at: datetime
    recorded_by_id: Id


class Assignment(NamedTuple):
    person_id: Id
    manager_id: Id
    starts_on: Day
    ends_on: Day | None
    assigned_by_id: Id
    recorded_at: datetime


class Visit(NamedTuple):
    id: Id
    person_id: Id
    kind: str
    planned_for: datetime
    place: str
    officer_id: Id
    second: str
    state: str
    started_at: datetime
    outcome: str
    arrived_at: datetime
    left_at: datetime | None
    attempt: int | None
    entry_sought: str
    happened: str
    risk: str
    was_due_on: Day
    outcome_at: datetime
    outcome_by_id: Id
    reviewed: str
    reviewed_at: datetime | None
    reviewed_by_id: Id | None
    recorded_at: datetime
    recorded_by_id: Id


class Assessment(NamedTuple):
    id: Id
    person_id: Id
    tool_id: str
    occasion: str
    state: str
    authors: list[Id]
    assessed_on: Day | None
    interviewed_on: Day | None
    formulation: str
    evidence: str
    was_due_on: Day | None
    submitted_at: datetime | None
    submitted_by_id: Id | None
    decided_at: datetime | None
    decided_by_id: Id | None
    decision_note: str
    recorded_at: datetime
    recorded_by_id: Id


class AssessedFactor(NamedTuple):
    id: Id
    person_id: Id
    assessment_id: Id
    factor: str
    priority: str
    evidence: str
    sources: list[str]
    evidenced_on: Day | None
    confirmed_at: datetime | None
    recorded_at: datetime
    recorded_by_id: Id


class AssessedResult(NamedTuple):
    id: Id
    person_id: Id
    assessment_id: Id
    result_id: str
    level: str
    recorded_at: datetime
    recorded_by_id: Id


Row: TypeAlias = (
    Address
    | Person
    | Name
    | Occupancy
    | CourtOrder
    | Trigger
    | Disposal
    | Absence
    | Notification
    | AddressNotified
    | Change
    | Foretold
    | Journey
    | RelevantNotification
    | Application
    | ResponsibleBody
    | Assignment
    | Visit
    | Assessment
    | AssessedFactor
    | AssessedResult
    | PortraitRow
)
