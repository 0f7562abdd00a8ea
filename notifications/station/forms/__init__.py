"""The questions of the wizard, a form a page."""

from notifications.station.choices import Happened
from notifications.station.forms.base import StepForm
from notifications.station.forms.beforehand import AheadForm, CameForm
from notifications.station.forms.holding import MoneyForm, PapersForm
from notifications.station.forms.living import ChildForm, MovedForm, NamedForm, ReleasedForm, StayedForm
from notifications.station.forms.opening import AttendanceForm, HappenedForm, IdentityForm, LateForm
from notifications.station.forms.parts import PartForm
from notifications.station.forms.travelling import AlteredForm, LegForm, ReturnedForm, TravelsForm

FORMS: dict[Happened, type[StepForm]] = {
    Happened.RELEASED: ReleasedForm,
    Happened.MOVED: MovedForm,
    Happened.NAMED: NamedForm,
    Happened.STAYED: StayedForm,
    Happened.CHILD: ChildForm,
    Happened.MONEY: MoneyForm,
    Happened.PAPERS: PapersForm,
    Happened.TRAVELS: TravelsForm,
    Happened.ALTERED: AlteredForm,
    Happened.RETURNED: ReturnedForm,
    Happened.AHEAD: AheadForm,
    Happened.CAME: CameForm,
}

__all__ = [
    "FORMS",
    "AttendanceForm",
    "HappenedForm",
    "IdentityForm",
    "LateForm",
    "LegForm",
    "PartForm",
    "StepForm",
]
