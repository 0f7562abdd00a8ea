"""Running Vigil: local servers, the demonstration, checks of the repository."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "ops"
    label = "ops"

    def ready(self) -> None:
        from ops import migrating

        migrating.spare_the_models()
