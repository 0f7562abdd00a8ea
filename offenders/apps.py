from django.apps import AppConfig


class OffendersConfig(AppConfig):
    name = "offenders"
    verbose_name = "Offenders"

    def ready(self) -> None:
        from access.administration.signals import answering_for, left
        from offenders import events, summary
        from offenders.actions import leaving

        summary.register()
        events.register()
        left.connect(leaving.end_shares_of_leaver, dispatch_uid="offenders.end_shares_of_leaver")
        answering_for.connect(leaving.people_to_manage, dispatch_uid="offenders.people_to_manage")
