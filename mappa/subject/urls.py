from django.urls import path

from mappa.subject import views

_PERSON = "people/<uuid:person_id>/mappa/subject-access/"
_REQUEST = f"{_PERSON}<uuid:request_id>/"
_OWNER = "meetings/owned/<uuid:owner_id>/"
urlpatterns = [
    path(_PERSON, views.requests, name="subject-requests"),
    path(f"{_PERSON}new/", views.record, name="record-subject-request"),
    path(_REQUEST, views.request, name="subject-request"),
    path(f"{_REQUEST}sign/", views.sign, name="sign-subject-request"),
    path(f"{_REQUEST}paper.pdf", views.paper, name="subject-paper"),
    path(_OWNER, views.owner, name="owned-paragraphs"),
    path(f"{_OWNER}rest/", views.rest, name="release-owned-rest"),
    path(f"{_OWNER}<uuid:owned_id>/", views.answer, name="answer-owned"),
]
