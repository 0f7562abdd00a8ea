from django.urls import path

from dashboards.audit import views

urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/review/", views.review, name="audit-review"),
    path("people/<uuid:person_id>/looks/", views.person_log, name="person-log"),
]
