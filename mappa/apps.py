from django.apps import AppConfig


class MappaConfig(AppConfig):
    name = "mappa"
    verbose_name = "MAPPA"

    def ready(self) -> None:
        from access.policies import Capability
        from diary import providers, sources
        from mappa import asked, events, notices, panels
        from mappa.agreed import duties as agreed
        from mappa.minutes import duties as minutes
        from mappa.minutes import events as minutes_events
        from mappa.minutes import notices as minutes_notices
        from mappa.pack import readiness
        from mappa.sittings import duties as reviews
        from mappa.sittings import events as meeting_events
        from mappa.sittings import panels as meeting_panels
        from mappa.status import duties
        from mappa.transfers import register as transfers

        providers.register(
            duties.NAME,
            duties.duties_for,
            page=duties.page,
            keeps_open=False,
            watched_by=Capability.COORDINATE,
        )
        duties.register_next_actions()
        sources.register(self.name, panels.page, asked.needs)
        asked.register_next_actions()
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
        providers.register(
            reviews.NAME,
            reviews.duties_for,
            page=reviews.page,
            keeps_open=False,
            rests_on=reviews.RESTS_ON,
            watched_by=Capability.COORDINATE,
        )
        reviews.register_next_action()
        panels.register()
        events.register()
        notices.register()
        readiness.register()
        meeting_panels.register()
        meeting_events.register()
        providers.register(
            minutes.NAME,
            minutes.duties_for,
            page=minutes.page,
            keeps_open=False,
            rests_on=minutes.RESTS_ON,
            watched_by=Capability.COORDINATE,
        )
        minutes.register_next_action()
        minutes_events.register()
        minutes_notices.register()
        transfers.register()
