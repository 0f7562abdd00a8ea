from django.urls import path

from riskplans.polygraph.views import disclosures, pages, steps

_ALL = "people/<uuid:person_id>/polygraph/"
_TEST = f"{_ALL}<uuid:test_id>/"

urlpatterns = [
    path(_ALL, pages.overview, name="person-polygraph"),
    path(f"{_ALL}start/", steps.start, name="start-polygraph"),
    path(f"{_ALL}disclosures/<uuid:disclosure_id>/", disclosures.triage, name="triage-polygraph-disclosure"),
    path(
        f"{_ALL}disclosures/<uuid:disclosure_id>/answer/",
        disclosures.answer,
        name="answer-polygraph-disclosure",
    ),
    path(_TEST, pages.test, name="polygraph-test"),
    path(f"{_TEST}disclosures/", disclosures.disclosure, name="record-polygraph-disclosure"),
    path(f"{_TEST}<slug:name>/", steps.step, name="polygraph-step"),
]
