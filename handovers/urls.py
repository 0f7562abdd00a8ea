from django.urls import path

from handovers import views

urlpatterns = [
    path("handovers/", views.waiting, name="handovers"),
    path("handovers/from/<uuid:manager_id>/", views.caseload, name="hand-over-people"),
    path("people/<uuid:person_id>/handover/", views.ask, name="ask-handover"),
    path("people/<uuid:person_id>/handover/<uuid:handover_id>/", views.one, name="handover"),
    path("people/<uuid:person_id>/handover/<uuid:handover_id>/note/", views.write, name="write-handover"),
    path("people/<uuid:person_id>/handover/<uuid:handover_id>/answer/", views.answer, name="answer-handover"),
    path(
        "people/<uuid:person_id>/handover/<uuid:handover_id>/confirm/", views.confirm, name="confirm-handover"
    ),
    path("people/<uuid:person_id>/handover/<uuid:handover_id>/decide/", views.settle, name="settle-handover"),
]
