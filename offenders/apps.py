from django.apps import AppConfig
from django.db.models.signals import post_save


class OffendersConfig(AppConfig):
    name = "offenders"
    verbose_name = "Offenders"

    def ready(self) -> None:
        from access.administration.signals import answering_for, left
        from offenders import events, summary
        from offenders.actions import leaving
        from offenders.caseload import keys  # noqa: F401 - declares what a force decides of it
        from offenders.documents import shown
        from offenders.search import terms

        summary.register()
        events.register()
        shown.register()
        post_save.connect(terms.keep, dispatch_uid="offenders.keep_what_people_are_found_by")
        left.connect(leaving.end_shares_of_leaver, dispatch_uid="offenders.end_shares_of_leaver")
        answering_for.connect(leaving.people_to_manage, dispatch_uid="offenders.people_to_manage")
        answering_for.connect(leaving.restrictions_to_lift, dispatch_uid="offenders.restrictions_to_lift")
