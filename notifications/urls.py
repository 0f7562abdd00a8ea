from django.urls import path

from notifications import views

urlpatterns = [
    path("<uuid:person_id>/notification/", views.record, name="record-notification"),
]
