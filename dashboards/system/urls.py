from django.urls import path

from dashboards.system import views

urlpatterns = [
    path("system/", views.system, name="system"),
    path("metrics", views.metrics, name="metrics"),
]
