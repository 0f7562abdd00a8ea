"""The tables of the record, one file per subject."""

from offenders.models.absence import Absence
from offenders.models.confirmation import Confirmation
from offenders.models.contact import EmailAddress, OnlineAccount, Telephone
from offenders.models.contact_log import Contact
from offenders.models.description import Description, Mark
from offenders.models.detail import Detail, Sourced
from offenders.models.devices import Device, DigitalService, Monitoring
from offenders.models.documents import Document, DocumentVersion, Photograph, StoredFile
from offenders.models.draft import Draft
from offenders.models.fact import Fact
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
from offenders.models.ownership import Assignment
from offenders.models.person import Name, Person
from offenders.models.premises import AddressNote, ProtectedAddress
from offenders.models.safety import SafetyWarning
from offenders.models.search import Term, Word
from offenders.models.sight import Archiving, EmergencyOpening, PersonUserObjectPermission, Restriction
from offenders.models.status import Gone, MappaStatus, Sought
from offenders.models.vehicle import Vehicle

__all__ = [
    "Absence",
    "Address",
    "AddressNote",
    "Archiving",
    "Assignment",
    "Child",
    "Confirmation",
    "Contact",
    "CourtOrder",
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
    "Fact",
    "GenderRecognition",
    "Gone",
    "HouseholdMember",
    "Identifier",
    "IdentityDocument",
    "InsuranceNumber",
    "MappaStatus",
    "Mark",
    "Monitoring",
    "Name",
    "NhsNumber",
    "Occupancy",
    "OnlineAccount",
    "Particulars",
    "Person",
    "PersonUserObjectPermission",
    "Photograph",
    "ProtectedAddress",
    "Restriction",
    "SafetyWarning",
    "Sought",
    "Sourced",
    "StoredFile",
    "Telephone",
    "Term",
    "Trigger",
    "Vehicle",
    "Word",
]
