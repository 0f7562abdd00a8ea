from django.urls import path

from notifications.commencement import views

urlpatterns = [
    path("", views.overview, name="rules-in-force"),
    path("<str:ruleset>/commence/", views.commence, name="commence-rules"),
    path("<str:ruleset>/withdraw/", views.withdraw, name="withdraw-rules"),
]
