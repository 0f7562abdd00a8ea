"""The addresses below /api/v1/."""

from django.urls import path

from dashboards.api import agreed, board, contact, duties, people, plans, schema

urlpatterns = [
    path("people/", people.People.as_view(), name="api-people"),
    path("people/<uuid:person_id>/", people.OnePerson.as_view(), name="api-person"),
    path("people/<uuid:person_id>/facts/", people.Facts.as_view(), name="api-facts"),
    path("people/<uuid:person_id>/duties/", duties.PersonDuties.as_view(), name="api-person-duties"),
    path(
        "people/<uuid:person_id>/notifications/",
        contact.Notifications.as_view(),
        name="api-person-notifications",
    ),
    path("people/<uuid:person_id>/visits/", contact.Visits.as_view(), name="api-person-visits"),
    path("people/<uuid:person_id>/plans/", plans.Plans.as_view(), name="api-person-plans"),
    path("people/<uuid:person_id>/plans/<uuid:plan_id>/", plans.OnePlan.as_view(), name="api-person-plan"),
    path("people/<uuid:person_id>/orders/", plans.Orders.as_view(), name="api-person-orders"),
    path("people/<uuid:person_id>/licences/", plans.Licences.as_view(), name="api-person-licences"),
    path("duties/", duties.Duties.as_view(), name="api-duties"),
    path("mappa/actions/", agreed.Actions.as_view(), name="api-agreed-actions"),
    path("mappa/actions/<uuid:action_id>/", agreed.OneAction.as_view(), name="api-agreed-action"),
    path(
        "mappa/actions/<uuid:action_id>/acknowledge/",
        agreed.Acknowledge.as_view(),
        name="api-acknowledge-action",
    ),
    path("mappa/actions/<uuid:action_id>/start/", agreed.Start.as_view(), name="api-start-action"),
    path("mappa/actions/<uuid:action_id>/finish/", agreed.Finish.as_view(), name="api-finish-action"),
    path("board/", board.Figures.as_view(), name="api-board"),
    path("schema/", schema.Schema.as_view(), name="api-schema"),
]
