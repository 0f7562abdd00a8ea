from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        from diary import providers
        from notifications import duties, events, panels
        from notifications.breaches import duties as breaches

        providers.register(duties.NAME, duties.duties_for, by_policy=False)  # the law is nobody's policy
        providers.register(breaches.NAME, breaches.duties_for, page=breaches.page)
        panels.register()
        events.register()
        self._tell_today()

    def _tell_today(self) -> None:
        """What Today says of duties and decisions of this floor."""
        from notifications import next_actions, notices

        next_actions.register_all()
        notices.register()
