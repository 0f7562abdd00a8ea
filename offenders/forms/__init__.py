"""What officers fill in about a person. Each form refuses what the rules refuse, before any verb is called."""

from offenders.forms.adding import CustodyStep, HomeStep, IdentityForm
from offenders.forms.correcting import correction_form
from offenders.forms.emergencies import EmergencyForm, ReviewForm
from offenders.forms.legal import ConvictionForm, NameForm, OffenceForm, OrderForm, SentenceForm
from offenders.forms.moving import AssignForm, CustodyForm, MoveForm, ReleaseForm

__all__ = [
    "AssignForm",
    "ConvictionForm",
    "CustodyForm",
    "CustodyStep",
    "EmergencyForm",
    "HomeStep",
    "IdentityForm",
    "MoveForm",
    "NameForm",
    "OffenceForm",
    "OrderForm",
    "ReleaseForm",
    "ReviewForm",
    "SentenceForm",
    "correction_form",
]
