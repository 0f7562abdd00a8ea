from django.urls import path

from notifications.calculator import views

urlpatterns = [path("", views.calculator, name="calculator")]
