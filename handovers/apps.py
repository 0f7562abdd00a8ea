from django.apps import AppConfig


class HandoversConfig(AppConfig):
    name = "handovers"
    verbose_name = "Handovers"

    def ready(self) -> None:
        from handovers import notices, panels

        panels.register()
        notices.register()
