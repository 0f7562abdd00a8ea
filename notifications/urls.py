from django.urls import path

from notifications import views
from notifications.breaches import searching
from notifications.breaches import views as breaches
from notifications.certificate import views as certificate
from notifications.overriding import views as overriding
from notifications.reviews import views as review
from notifications.station import views as station

urlpatterns = [
    path("<uuid:person_id>/certificate/", certificate.choose, name="person-certificate"),
    path("<uuid:person_id>/notified/", views.overview, name="person-notification"),
    path("<uuid:person_id>/as-it-was/", views.as_it_was, name="person-as-it-was"),
    path("<uuid:person_id>/notification/", views.record, name="record-notification"),
    path("<uuid:person_id>/station/", station.start, name="start-notification"),
    path("<uuid:person_id>/station/<uuid:begun_id>/check/", station.check, name="check-notification"),
    path("<uuid:person_id>/station/<uuid:begun_id>/<slug:step>/", station.step, name="take-notification"),
    path("<uuid:person_id>/attendance/<uuid:attendance_id>/", station.taken, name="notification-taken"),
    path(
        "<uuid:person_id>/attendance/<uuid:attendance_id>/acknowledgement/",
        station.paper,
        name="acknowledgement",
    ),
    path(
        "<uuid:person_id>/attendance/<uuid:attendance_id>/photograph/",
        station.photograph,
        name="photograph-at-station",
    ),
    path("<uuid:person_id>/advance-notice/", views.advance, name="record-advance-notice"),
    path("<uuid:person_id>/advance-notice/<uuid:notice_id>/", views.outcome, name="record-outcome"),
    path("<uuid:person_id>/change/", views.change, name="record-change"),
    path("<uuid:person_id>/journey/", views.journey, name="record-journey"),
    path("<uuid:person_id>/journey/<uuid:journey_id>/return/", views.journey_return, name="record-return"),
    path("<uuid:person_id>/journey/<uuid:journey_id>/alert/", views.alert, name="decide-alert"),
    path("<uuid:person_id>/duty/<int:entry_id>/override/", overriding.ask, name="override-date"),
    path("<uuid:person_id>/override/<uuid:override_id>/", overriding.decide, name="decide-override"),
    path(
        "<uuid:person_id>/override/<uuid:override_id>/withdraw/",
        overriding.withdraw,
        name="withdraw-override",
    ),
    path("<uuid:person_id>/breaches/", breaches.overview, name="person-breaches"),
    path("<uuid:person_id>/breaches/new/", breaches.suspect, name="record-breach"),
    path("<uuid:person_id>/breaches/<uuid:breach_id>/", breaches.breach, name="breach"),
    path(
        "<uuid:person_id>/breaches/<uuid:breach_id>/check/<slug:kind>/", breaches.check, name="record-check"
    ),
    path("<uuid:person_id>/breaches/<uuid:breach_id>/<slug:name>/", breaches.step, name="breach-step"),
    path("<uuid:person_id>/breach-decision/<uuid:decision_id>/", breaches.decide, name="decide-breach"),
    path("<uuid:person_id>/duty/<int:entry_id>/checks/", breaches.start, name="start-checks"),
    path("<uuid:person_id>/sought/<slug:kind>/new/", searching.declare, name="record-sought"),
    path("<uuid:person_id>/sought/<uuid:sought_id>/", searching.search, name="person-search"),
    path("<uuid:person_id>/sought/<uuid:sought_id>/<slug:name>/", searching.step, name="search-step"),
    path("<uuid:person_id>/review/", review.overview, name="person-review"),
    path("<uuid:person_id>/review/relevant/", review.relevant, name="record-relevant-notification"),
    path("<uuid:person_id>/review/application/", review.application, name="record-application"),
    path("<uuid:person_id>/review/<uuid:application_id>/body/", review.body, name="record-body"),
    path("<uuid:person_id>/review/body/<uuid:body_id>/", review.answer, name="record-body-answer"),
    path(
        "<uuid:person_id>/review/<uuid:application_id>/<slug:name>/", review.step, name="record-review-step"
    ),
]
