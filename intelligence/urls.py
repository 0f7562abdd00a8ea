from django.urls import path

from intelligence.views import concerns, person, reports

urlpatterns = [
    path("concerns/", concerns.triage_list, name="concerns"),
    path("concerns/new/", concerns.record, name="record-concern"),
    path("concerns/<uuid:concern_id>/", concerns.triage, name="triage-concern"),
    path("intelligence/", reports.own, name="own-intelligence"),
    path("intelligence/new/", reports.submit, name="submit-report"),
    path("people/<uuid:person_id>/intelligence/", person.overview, name="person-intelligence"),
    path("people/<uuid:person_id>/intelligence/<uuid:link_id>/", person.item, name="intelligence-item"),
    path(
        "people/<uuid:person_id>/intelligence/<uuid:link_id>/disseminate/",
        person.disseminate,
        name="disseminate",
    ),
    path(
        "people/<uuid:person_id>/intelligence/<uuid:link_id>/given/<uuid:given_id>/",
        person.given,
        name="dissemination",
    ),
]
