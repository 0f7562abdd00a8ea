"""Running Vigil: local servers, the demonstration, checks of the repository."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "ops"
    label = "ops"
