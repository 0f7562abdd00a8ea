from django.apps import AppConfig


class OffendersConfig(AppConfig):
    name = "offenders"
    verbose_name = "Offenders"

    def ready(self) -> None:
        from offenders import summary

        summary.register()
