from django.urls import path

from mappa.agreed import views

urlpatterns = [
    path("actions/", views.agreed_actions, name="agreed-actions"),
    path("actions/<uuid:action_id>/", views.agreed_action, name="agreed-action"),
    path("actions/<uuid:action_id>/<slug:step>/", views.step, name="agreed-action-step"),
]
