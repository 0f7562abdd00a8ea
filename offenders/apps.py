from django.apps import AppConfig


class OffendersConfig(AppConfig):
    name = "offenders"
    verbose_name = "Offenders"

    def ready(self) -> None:
        from access.administration.signals import answering_for, left
        from offenders import summary
        from offenders.actions import leaving

        summary.register()
        left.connect(leaving.end_shares_of_leaver, dispatch_uid="offenders.end_shares_of_leaver")
        answering_for.connect(leaving.people_to_manage, dispatch_uid="offenders.people_to_manage")
        answering_for.connect(leaving.restrictions_to_lift, dispatch_uid="offenders.restrictions_to_lift")
