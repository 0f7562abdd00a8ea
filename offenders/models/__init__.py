"""The tables of the record, one file per subject."""

from offenders.models.absence import Absence
from offenders.models.association import Association
from offenders.models.conditions import Licence, LicenceCondition, OrderCondition
from offenders.models.confirmation import Confirmation
from offenders.models.daily import Occupation, Pet, RoutineEntry
from offenders.models.decision import Decision
from offenders.models.detail import Detail, Sourced
from offenders.models.draft import Draft
from offenders.models.fact import Fact
from offenders.models.finance import BankAccount, MoneyMatter, PaymentCard
from offenders.models.health import HealthEntry
from offenders.models.home import Address, Occupancy
from offenders.models.legal import CourtOrder, Disposal, Trigger
from offenders.models.offending import Allegation, OffenceAccount, OtherConviction, Victim
from offenders.models.ownership import Assignment
from offenders.models.person import Name, Person
from offenders.models.sight import Archiving, EmergencyOpening, PersonUserObjectPermission, Restriction
from offenders.models.vehicle import Vehicle

__all__ = [
    "Absence",
    "Address",
    "Allegation",
    "Archiving",
    "Assignment",
    "Association",
    "BankAccount",
    "Confirmation",
    "CourtOrder",
    "Decision",
    "Detail",
    "Disposal",
    "Draft",
    "EmergencyOpening",
    "Fact",
    "HealthEntry",
    "Licence",
    "LicenceCondition",
    "MoneyMatter",
    "Name",
    "Occupancy",
    "Occupation",
    "OffenceAccount",
    "OrderCondition",
    "OtherConviction",
    "PaymentCard",
    "Person",
    "PersonUserObjectPermission",
    "Pet",
    "Restriction",
    "RoutineEntry",
    "Sourced",
    "Trigger",
    "Vehicle",
    "Victim",
]
