from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        from diary import providers
        from notifications import duties, events, next_actions, notices, panels

        providers.register(duties.NAME, duties.duties_for, by_policy=False)  # the law is nobody's policy
        next_actions.register_all()
        notices.register()
        panels.register()
        events.register()
