from django.urls import path

from dashboards.workload import views

urlpatterns = [
    path("workload/", views.workload, name="workload"),
    path("workload/<uuid:officer_id>/", views.officer, name="officer-workload"),
    path("workload/<uuid:officer_id>/what-if/", views.what_if, name="workload-what-if"),
    path("workload/<uuid:officer_id>/away/", views.away, name="record-time-away"),
    path("workload/<uuid:officer_id>/away/<int:away_id>/back/", views.back, name="end-time-away"),
]
