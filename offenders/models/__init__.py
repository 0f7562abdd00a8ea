"""The tables of the record, one file per subject."""

from offenders.models.absence import Absence
from offenders.models.association import Association
from offenders.models.conditions import Licence, LicenceCondition, OrderCondition
from offenders.models.confirmation import Confirmation
from offenders.models.contact import EmailAddress, OnlineAccount, Telephone
from offenders.models.contact_log import Contact
from offenders.models.daily import Occupation, Pet, RoutineEntry
from offenders.models.decision import Decision
from offenders.models.description import Description, Mark
from offenders.models.detail import Detail, Sourced
from offenders.models.devices import Device, DigitalService, Monitoring
from offenders.models.documents import Document, DocumentVersion, Photograph, StoredFile
from offenders.models.draft import Draft
from offenders.models.fact import Fact
from offenders.models.finance import BankAccount, MoneyMatter, PaymentCard
from offenders.models.health import HealthEntry
from offenders.models.home import Address, Occupancy
from offenders.models.household import Child, HouseholdMember
from offenders.models.identity import (
    GenderRecognition,
    Identifier,
    IdentityDocument,
    InsuranceNumber,
    NhsNumber,
    Particulars,
)
from offenders.models.legal import CourtOrder, Disposal, Trigger
from offenders.models.offending import Allegation, OffenceAccount, OtherConviction, Victim
from offenders.models.ownership import Assignment, TimeAway
from offenders.models.person import Name, Person
from offenders.models.premises import AddressNote, ProtectedAddress
from offenders.models.safety import SafetyWarning
from offenders.models.search import Term, Word
from offenders.models.sight import Archiving, EmergencyOpening, PersonUserObjectPermission, Restriction
from offenders.models.staffing import Establishment, PsychologicalScreening, Training
from offenders.models.status import Gone, MappaStatus, Sought
from offenders.models.vehicle import Vehicle

__all__ = [
    "Absence",
    "Address",
    "AddressNote",
    "Allegation",
    "Archiving",
    "Assignment",
    "Association",
    "BankAccount",
    "Child",
    "Confirmation",
    "Contact",
    "CourtOrder",
    "Decision",
    "Description",
    "Detail",
    "Device",
    "DigitalService",
    "Disposal",
    "Document",
    "DocumentVersion",
    "Draft",
    "EmailAddress",
    "EmergencyOpening",
    "Establishment",
    "Fact",
    "GenderRecognition",
    "Gone",
    "HealthEntry",
    "HouseholdMember",
    "Identifier",
    "IdentityDocument",
    "InsuranceNumber",
    "Licence",
    "LicenceCondition",
    "MappaStatus",
    "Mark",
    "MoneyMatter",
    "Monitoring",
    "Name",
    "NhsNumber",
    "Occupancy",
    "Occupation",
    "OffenceAccount",
    "OnlineAccount",
    "OrderCondition",
    "OtherConviction",
    "Particulars",
    "PaymentCard",
    "Person",
    "PersonUserObjectPermission",
    "Pet",
    "Photograph",
    "ProtectedAddress",
    "PsychologicalScreening",
    "Restriction",
    "RoutineEntry",
    "SafetyWarning",
    "Sought",
    "Sourced",
    "StoredFile",
    "Telephone",
    "Term",
    "TimeAway",
    "Training",
    "Trigger",
    "Vehicle",
    "Victim",
    "Word",
]
