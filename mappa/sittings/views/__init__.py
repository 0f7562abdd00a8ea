"""The pages of meeting days: the lists, one day, and what is done about it."""

from mappa.sittings.views.agencies import agencies, standing
from mappa.sittings.views.form import form_page
from mappa.sittings.views.pages import advance, calendar_file, chase, meeting, meetings
from mappa.sittings.views.planning import plan, step

__all__ = [
    "advance",
    "agencies",
    "calendar_file",
    "chase",
    "form_page",
    "meeting",
    "meetings",
    "plan",
    "standing",
    "step",
]
