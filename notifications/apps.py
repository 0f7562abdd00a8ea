from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        from diary import providers
        from notifications import duties, events, panels

        providers.register(duties.NAME, duties.duties_for)
        panels.register()
        events.register()
        self._tell_today()

    def _tell_today(self) -> None:
        """What Today says of duties and decisions of this floor."""
        from notifications import next_actions, notices

        next_actions.register_all()
        notices.register()
