from django.urls import path

from mappa.portal import views as portal
from mappa.room import views as room
from mappa.sittings import views

_CASE = "meetings/<uuid:sitting_id>/cases/<uuid:case_id>/"
urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/plan/", views.plan, name="plan-meeting"),
    path("meetings/agencies/", views.agencies, name="mappa-agencies"),
    path("meetings/agencies/<int:agency_id>/", views.standing, name="mappa-agency"),
    path("meetings/<uuid:sitting_id>/", views.meeting, name="meeting"),
    path("meetings/<uuid:sitting_id>/advance/", views.advance, name="advance-meeting"),
    path("meetings/<uuid:sitting_id>/chase/", views.chase, name="chase-returns"),
    path("meetings/<uuid:sitting_id>/calendar/", views.calendar_file, name="meeting-calendar"),
    path("meetings/<uuid:sitting_id>/<slug:step>/", views.step, name="meeting-step"),
    path(_CASE, room.case, name="meeting-case"),
    path(f"{_CASE}releases/", portal.releases, name="case-releases"),
    path(f"{_CASE}releases/<uuid:release_id>/", portal.take_back, name="take-back-release"),
    path(f"{_CASE}<slug:part>/", room.part, name="case-part"),
    path(f"{_CASE}notes/<uuid:line>/", room.paragraph, name="case-paragraph"),
    path(
        f"{_CASE}invitations/<uuid:invitation_id>/reply/",
        room.answer,
        {"what": "reply"},
        name="reply-to-invitation",
    ),
    path(
        f"{_CASE}invitations/<uuid:invitation_id>/return/",
        room.answer,
        {"what": "return"},
        name="give-return",
    ),
    path(
        f"{_CASE}invitations/<uuid:invitation_id>/withdraw/",
        room.answer,
        {"what": "withdraw"},
        name="withdraw-invitation",
    ),
]
