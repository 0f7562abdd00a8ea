"""The tables of the record, one file per subject."""

from offenders.models.absence import Absence
from offenders.models.draft import Draft
from offenders.models.fact import Fact
from offenders.models.home import Address, Occupancy
from offenders.models.legal import CourtOrder, Disposal, Trigger
from offenders.models.ownership import Assignment
from offenders.models.person import Name, Person, PersonUserObjectPermission

__all__ = [
    "Absence",
    "Address",
    "Assignment",
    "CourtOrder",
    "Disposal",
    "Draft",
    "Fact",
    "Name",
    "Occupancy",
    "Person",
    "PersonUserObjectPermission",
    "Trigger",
]
