from django.urls import path

from mappa.figures import disclosures, views

urlpatterns = [
    path("meetings/disclosures/", disclosures.disclosures, name="mappa-disclosures"),
    path("meetings/figures/", views.figures, name="mappa-figures"),
    path("meetings/figures/<slug:figure>/", views.figure, name="mappa-figure"),
]
