from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        from diary import providers
        from notifications import duties, events, panels

        providers.register(duties.NAME, duties.duties_for, by_policy=False)  # the law is nobody's policy
        panels.register()
        events.register()
