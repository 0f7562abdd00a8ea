from django.urls import path

from dashboards.exports import large, views

urlpatterns = [
    path("meetings/disclosures/export/", views.disclosures, name="mappa-disclosures-export"),
    path("exports/", large.large_exports, name="large-exports"),
    path("exports/<uuid:export_id>/", large.decide_export, name="decide-export"),
]
