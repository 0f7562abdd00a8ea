from django.urls import path

from mappa.considering import views

urlpatterns = [path("meetings/section-327a/", views.section_327a, name="section-327a")]
