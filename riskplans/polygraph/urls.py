from django.urls import path

from riskplans.polygraph import views

_ALL = "people/<uuid:person_id>/polygraph/"
_TEST = f"{_ALL}<uuid:test_id>/"

urlpatterns = [
    path(_ALL, views.overview, name="person-polygraph"),
    path(f"{_ALL}start/", views.start, name="start-polygraph"),
    path(f"{_ALL}disclosures/<uuid:disclosure_id>/", views.triage, name="triage-polygraph-disclosure"),
    path(_TEST, views.test, name="polygraph-test"),
    path(f"{_TEST}disclosures/", views.disclosure, name="record-polygraph-disclosure"),
    path(f"{_TEST}<slug:name>/", views.step, name="polygraph-step"),
]
