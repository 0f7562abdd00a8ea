from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        from diary import providers
        from notifications import duties, events, panels
        from notifications.breaches import duties as breaches

        providers.register(duties.NAME, duties.duties_for)
        providers.register(breaches.NAME, breaches.duties_for, page=breaches.page, next_words="Go on with it")
        panels.register()
        events.register()
