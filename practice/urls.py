from django.urls import path

from practice import views

urlpatterns = [
    path("", views.overview, name="policy"),
    path("proposals/<uuid:proposal_id>/", views.decide, name="decide-policy"),
    path("settings/<int:setting_id>/withdraw/", views.withdraw, name="withdraw-policy"),
    path("<str:name>/", views.one, name="policy-key"),
    path("<str:name>/propose/", views.propose, name="propose-policy"),
]
