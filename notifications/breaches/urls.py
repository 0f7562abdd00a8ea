from django.urls import path

from notifications.breaches import room

urlpatterns = [
    path("", room.breaches, name="breaches"),
    path("count/", room.count, name="breach-count"),
    path("count/export/", room.export, name="breach-count-export"),
]
