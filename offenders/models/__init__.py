"""The tables of the record, one file per subject."""

from offenders.models.absence import Absence
from offenders.models.confirmation import Confirmation
from offenders.models.contact import Contact
from offenders.models.detail import Detail, Sourced
from offenders.models.documents import Document, DocumentVersion, Photograph, StoredFile
from offenders.models.draft import Draft
from offenders.models.fact import Fact
from offenders.models.home import Address, Occupancy
from offenders.models.legal import CourtOrder, Disposal, Trigger
from offenders.models.ownership import Assignment
from offenders.models.person import Name, Person
from offenders.models.safety import SafetyWarning
from offenders.models.search import Term, Word
from offenders.models.sight import Archiving, EmergencyOpening, PersonUserObjectPermission, Restriction
from offenders.models.status import Gone, MappaStatus, Sought
from offenders.models.vehicle import Vehicle

__all__ = [
    "Absence",
    "Address",
    "Archiving",
    "Assignment",
    "Confirmation",
    "Contact",
    "CourtOrder",
    "Detail",
    "Disposal",
    "Document",
    "DocumentVersion",
    "Draft",
    "EmergencyOpening",
    "Fact",
    "Gone",
    "MappaStatus",
    "Name",
    "Occupancy",
    "Person",
    "PersonUserObjectPermission",
    "Photograph",
    "Restriction",
    "SafetyWarning",
    "Sought",
    "Sourced",
    "StoredFile",
    "Term",
    "Trigger",
    "Vehicle",
    "Word",
]
