from django.urls import path

from mappa.pack import views

urlpatterns = [
    path("meetings/<uuid:sitting_id>/cases/<uuid:case_id>/pack/", views.pack, name="case-pack"),
    path("meetings/<uuid:sitting_id>/pack.pdf", views.pdf, name="meeting-pack"),
]
