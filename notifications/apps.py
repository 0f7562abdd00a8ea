from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        from diary import providers
        from notifications import duties, events, next_actions, notices, panels
        from notifications.breaches import duties as breaches

        providers.register(duties.NAME, duties.duties_for, by_policy=False)  # the law is nobody's policy
        providers.register(breaches.NAME, breaches.duties_for, page=breaches.page)
        next_actions.register_all()
        notices.register()
        panels.register()
        events.register()
