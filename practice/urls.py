from django.urls import path

from practice import views
from practice.countries import views as countries

urlpatterns = [
    path("", views.overview, name="policy"),
    path("countries/", countries.overview, name="high-risk-countries"),
    path("countries/propose/", countries.propose, name="propose-country"),
    path("countries/changes/<uuid:change_id>/", countries.decide, name="decide-country"),
    path("proposals/<uuid:proposal_id>/", views.decide, name="decide-policy"),
    path("settings/<int:setting_id>/withdraw/", views.withdraw, name="withdraw-policy"),
    path("<str:name>/", views.one, name="policy-key"),
    path("<str:name>/propose/", views.propose, name="propose-policy"),
]
