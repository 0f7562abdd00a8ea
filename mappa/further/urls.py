from django.urls import path

from mappa.further import views
from mappa.further.views import inquiring

_PERSON = "people/<uuid:person_id>/further-offences/"
_CHARGE = f"{_PERSON}<uuid:charge_id>/"
_REVIEW = f"{_CHARGE}management-review/"

urlpatterns = [
    path(_PERSON, views.further_offences, name="further-offences"),
    path(f"{_PERSON}record/", views.record_charge, name="record-further-offence"),
    path(f"{_CHARGE}take-back/", views.take_back, name="take-back-further-offence"),
    path(f"{_CHARGE}case-review/", views.decide, name="decide-case-review"),
    path(f"{_CHARGE}case-review/start/", views.start, name="start-case-review"),
    path(f"{_CHARGE}case-review/complete/", views.complete, name="complete-case-review"),
    path(f"{_REVIEW}open/", inquiring.open_review, name="open-management-review"),
    path(f"{_REVIEW}close/", inquiring.close, name="close-management-review"),
    path(f"{_REVIEW}record/", inquiring.frozen_record, name="frozen-record"),
    path(f"{_REVIEW}timeline/", inquiring.take_timeline, name="management-review-timeline"),
]
