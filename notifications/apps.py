from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        from django.db.models import Exists

        from access.policies import FieldClass
        from diary import providers
        from notifications import duties, events, panels
        from notifications.breaches import duties as breaches
        from notifications.models import Breach
        from offenders.caseload.queries import weigh

        told_to = {f"{duties.NAME}/": FieldClass.GENERAL}
        # The law is nobody's policy.
        providers.register(duties.NAME, duties.duties_for, by_policy=False, says_ends=True, told_to=told_to)
        providers.register(breaches.NAME, breaches.duties_for, page=breaches.page, rests_on=breaches.RESTS_ON)
        panels.register()
        events.register()
        weigh("breach", lambda who, today: Exists(Breach.objects.open().filter(person=who)))
        self._tell_today()

    def _tell_today(self) -> None:
        """What Today says of duties and decisions of this floor."""
        from notifications import next_actions, notices

        next_actions.register_all()
        notices.register()
