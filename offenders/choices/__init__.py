"""Values, labels and tag colours of the record, each list in one place.

Kinds that the law turns on carry the statute engine's own names, so that no second table translates them.
"""

from offenders.choices.contacts import ContactDirection, ContactKind, ContactOutcome
from offenders.choices.findable import NameKind, SearchKind, VehicleKind
from offenders.choices.law import (
    EXTENSION_TAKEN,
    LAW_ORDERS,
    TERM_NEEDED,
    DisposalKind,
    OrderKind,
    TriggerKind,
)
from offenders.choices.people import (
    ArchiveReason,
    AwayKind,
    GoneKind,
    LeadAgency,
    ManagementLevel,
    MappaCategory,
    MappaLevel,
    PersonKind,
    Sex,
)
from offenders.choices.places import DETENTION_KINDS, HOME_KINDS, AbsenceKind, OccupancyKind
from offenders.choices.provenance import Source, Standing, YesNoUnknown
from offenders.choices.sight import Basis, EmergencyFinding, EmergencyReason, ShareBasis
from offenders.choices.staffing import Course, Mistake
from offenders.choices.status import SoughtEnd, SoughtKind, WarningKind

__all__ = [
    "DETENTION_KINDS",
    "EXTENSION_TAKEN",
    "HOME_KINDS",
    "LAW_ORDERS",
    "TERM_NEEDED",
    "AbsenceKind",
    "ArchiveReason",
    "AwayKind",
    "Basis",
    "ContactDirection",
    "ContactKind",
    "ContactOutcome",
    "Course",
    "DisposalKind",
    "EmergencyFinding",
    "EmergencyReason",
    "GoneKind",
    "LeadAgency",
    "ManagementLevel",
    "MappaCategory",
    "MappaLevel",
    "Mistake",
    "NameKind",
    "OccupancyKind",
    "OrderKind",
    "PersonKind",
    "SearchKind",
    "Sex",
    "ShareBasis",
    "SoughtEnd",
    "SoughtKind",
    "Source",
    "Standing",
    "TriggerKind",
    "VehicleKind",
    "WarningKind",
    "YesNoUnknown",
]
