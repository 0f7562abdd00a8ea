from django.apps import AppConfig


class RiskPlansConfig(AppConfig):
    name = "riskplans"
    verbose_name = "Risk plans"

    def ready(self) -> None:
        from diary import providers, sources
        from intelligence.signals import plan_questioned, received
        from offenders.signals import facts_changed
        from riskplans import asked, events, notices, panels
        from riskplans.actions import changing
        from riskplans.assessments import duties as assessments
        from riskplans.devices import duties as monitoring
        from riskplans.plans import duties as plan_duties
        from riskplans.plans import notices as plan_notices
        from riskplans.polygraph import duties as polygraph
        from riskplans.visits import duties

        providers.register(duties.NAME, duties.duties_for, page=duties.page, keeps_open=False)
        duties.register_next_action()
        providers.register(plan_duties.NAME, plan_duties.duties_for, keeps_open=False)
        plan_duties.register_next_actions()
        providers.register(assessments.NAME, assessments.duties_for, page=assessments.page, keeps_open=False)
        assessments.register_next_actions()
        providers.register(polygraph.NAME, polygraph.duties_for, page=polygraph.page, keeps_open=False)
        polygraph.register_next_actions()
        providers.register(monitoring.NAME, monitoring.duties_for, page=monitoring.page, keeps_open=False)
        monitoring.register_next_actions()
        # This app is installed above the diary's, so it is told first.
        facts_changed.connect(changing.notice, dispatch_uid="riskplans.notice_changes")
        received.connect(changing.notice_intelligence, dispatch_uid="riskplans.notice_intelligence")
        plan_questioned.connect(changing.notice_question, dispatch_uid="riskplans.notice_question")
        sources.register(self.name, panels.page, asked.needs)
        asked.register_next_actions()
        panels.register()
        events.register()
        notices.register()
        plan_notices.register()
