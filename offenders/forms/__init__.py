"""What officers fill in about a person. Each form refuses what the rules refuse, before any verb is called."""

from offenders.forms.adding import CustodyStep, HomeStep, IdentityForm, OffenceForm
from offenders.forms.correcting import correction_form
from offenders.forms.moving import AssignForm, CustodyForm, MoveForm, ReleaseForm

__all__ = [
    "AssignForm",
    "CustodyForm",
    "CustodyStep",
    "HomeStep",
    "IdentityForm",
    "MoveForm",
    "OffenceForm",
    "ReleaseForm",
    "correction_form",
]
