"""What officers fill in about a person. Each form refuses what the rules refuse, before any verb is called."""

from offenders.forms.access import ArchiveForm, CoverForm, ReaderForm, ShareForm
from offenders.forms.adding import CustodyStep, HomeStep, IdentityForm
from offenders.forms.emergencies import EmergencyForm, ReviewForm
from offenders.forms.exporting import ExportForm
from offenders.forms.legal import ConvictionForm, NameForm, OffenceForm, OrderForm, SentenceForm
from offenders.forms.moving import AssignForm, CustodyForm, MoveForm, ReleaseForm, StayForm

__all__ = [
    "ArchiveForm",
    "AssignForm",
    "ConvictionForm",
    "CoverForm",
    "CustodyForm",
    "CustodyStep",
    "EmergencyForm",
    "ExportForm",
    "HomeStep",
    "IdentityForm",
    "MoveForm",
    "NameForm",
    "OffenceForm",
    "OrderForm",
    "ReaderForm",
    "ReleaseForm",
    "ReviewForm",
    "SentenceForm",
    "ShareForm",
    "StayForm",
]
