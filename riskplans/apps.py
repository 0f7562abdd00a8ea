from django.apps import AppConfig


class RiskPlansConfig(AppConfig):
    name = "riskplans"
    verbose_name = "Risk plans"

    def ready(self) -> None:
        from diary import providers, sources
        from riskplans import events, notices, panels
        from riskplans.plans import duties as plan_duties
        from riskplans.plans import notices as plan_notices
        from riskplans.visits import duties

        providers.register(duties.NAME, duties.duties_for, page=duties.page, keeps_open=False)
        duties.register_next_action()
        providers.register(plan_duties.NAME, plan_duties.duties_for, keeps_open=False)
        plan_duties.register_next_actions()
        sources.register(self.name, panels.page)
        panels.register()
        events.register()
        notices.register()
        plan_notices.register()
