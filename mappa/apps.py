from django.apps import AppConfig


class MappaConfig(AppConfig):
    name = "mappa"
    verbose_name = "MAPPA"

    def ready(self) -> None:
        from mappa.actions.transferring import close_on_archiving
        from offenders.signals import archiving

        self._owe()
        self._show()
        # Before the diary refuses to archive over what is open: this app is asked before it (`INSTALLED_APPS`).
        archiving.connect(close_on_archiving, dispatch_uid="mappa.close_transfers")

    def _owe(self) -> None:
        """What the diary computes and asks of this floor; whoever coordinates MAPPA sees to it."""
        from access.policies import Capability
        from diary import providers, sources
        from mappa import asked, panels
        from mappa.agreed import duties as agreed
        from mappa.minutes import duties as minutes
        from mappa.sittings import duties as reviews
        from mappa.status import duties as levels
        from mappa.subject import duties as subject

        sources.register(self.name, panels.page, asked.needs)
        asked.register_next_actions()
        providers.register(
            levels.NAME,
            levels.duties_for,
            page=levels.page,
            keeps_open=False,
            watched_by=Capability.COORDINATE,
        )
        levels.register_next_actions()
        providers.register(
            agreed.NAME,
            agreed.duties_for,
            page=agreed.page,
            by_policy=False,
            keeps_open=False,
            rests_on=agreed.RESTS_ON,
            watched_by=Capability.COORDINATE,
        )
        agreed.register_next_action()
        for of in (reviews, minutes, subject):
            providers.register(
                of.NAME,
                of.duties_for,
                page=of.page,
                keeps_open=False,
                rests_on=of.RESTS_ON,
                watched_by=Capability.COORDINATE,
            )
            of.register_next_action()

    def _show(self) -> None:
        """What pages of other floors, the timeline and Today have of it."""
        from mappa import events, notices, panels
        from mappa.further import register as further
        from mappa.minutes import events as minutes_events
        from mappa.minutes import notices as minutes_notices
        from mappa.pack import readiness
        from mappa.sittings import events as meeting_events
        from mappa.sittings import panels as meeting_panels
        from mappa.transfers import register as transfers

        panels.register()
        events.register()
        notices.register()
        readiness.register()
        meeting_panels.register()
        meeting_events.register()
        minutes_events.register()
        minutes_notices.register()
        transfers.register()
        further.register()
