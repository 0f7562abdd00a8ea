from django.urls import path

from riskplans.visits.views import deciding, going, pages, recording

_PERSON = "people/<uuid:person_id>/visits/"
_VISIT = f"{_PERSON}<uuid:visit_id>/"

urlpatterns = [
    path("visits/", pages.visits, name="visits"),
    path(_PERSON, pages.overview, name="person-visits"),
    path(f"{_PERSON}plan/", going.plan, name="plan-visit"),
    path(f"{_PERSON}pack/", pages.pack, name="visit-pack"),
    path(f"{_PERSON}checks/", going.check, name="record-visit-check"),
    path(f"{_PERSON}interval/", deciding.interval, name="set-visit-interval"),
    path(f"{_PERSON}interval/<uuid:interval_id>/", deciding.answer_interval, name="answer-interval"),
    path(f"{_PERSON}interval/<uuid:interval_id>/end/", deciding.end_interval, name="end-visit-interval"),
    path(f"{_PERSON}decision/<uuid:decision_id>/", deciding.decide, name="decide-attempts"),
    path(f"{_PERSON}alone/<uuid:alone_id>/", going.answer_alone, name="answer-alone"),
    path(f"{_PERSON}warrant/", deciding.warrant, name="visit-warrant"),
    path(f"{_PERSON}warrant/prepare/", deciding.prepare, name="prepare-warrant"),
    path(f"{_PERSON}warrant/<uuid:warrant_id>/pdf/", deciding.warrant_pdf, name="warrant-pdf"),
    path(f"{_PERSON}warrant/<uuid:warrant_id>/<slug:step>/", deciding.warrant_step, name="warrant-step"),
    path(_VISIT, pages.visit, name="visit"),
    path(f"{_VISIT}change/", going.move, name="move-visit"),
    path(f"{_VISIT}call-off/", going.call_off, name="call-off-visit"),
    path(f"{_VISIT}alone/", going.ask_alone, name="ask-to-visit-alone"),
    path(f"{_VISIT}start/", going.start, name="start-visit"),
    path(f"{_VISIT}check-in/", going.check_in, name="check-in"),
    path(f"{_VISIT}record/", recording.choose, name="record-visit"),
    path(f"{_VISIT}record/<slug:outcome>/", recording.outcome, name="record-visit-outcome"),
    path(f"{_VISIT}full/", recording.full, name="complete-visit"),
    path(f"{_VISIT}review/", recording.review, name="review-visit"),
]
