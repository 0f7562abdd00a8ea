"""The style guide's address: mount with ``path("styleguide/", include("frontend.urls"))``."""

from django.urls import path

from frontend.views import styleguide

app_name = "frontend"
urlpatterns = [path("", styleguide, name="styleguide")]
