"""Django's entry for the front end shell."""

from django.apps import AppConfig


class FrontendConfig(AppConfig):
    """Templates, form fields and template tags; no tables of its own."""

    name = "frontend"
    label = "frontend"
    verbose_name = "Front end"
