from django.apps import AppConfig


class RiskPlansConfig(AppConfig):
    name = "riskplans"
    verbose_name = "Risk plans"

    def ready(self) -> None:
        from diary import providers, sources
        from intelligence.signals import plan_questioned, received
        from offenders.signals import facts_changed
        from riskplans import asked, events, notices, panels
        from riskplans.actions import changing, reacting
        from riskplans.assessments import duties as assessments
        from riskplans.devices import duties as monitoring
        from riskplans.disclosure import duties as disclosures
        from riskplans.disclosure import notices as disclosure_notices
        from riskplans.orders import duties as order_duties
        from riskplans.plans import duties as plan_duties
        from riskplans.plans import notices as plan_notices
        from riskplans.polygraph import duties as polygraph
        from riskplans.reactive import duties as reactive
        from riskplans.reactive import notices as reactive_notices
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
        providers.register(
            order_duties.NAME, order_duties.duties_for, page=order_duties.page, keeps_open=False
        )
        order_duties.register_next_actions()
        providers.register(reactive.NAME, reactive.duties_for, page=reactive.page, keeps_open=False)
        reactive.register_next_actions()
        providers.register(
            disclosures.NAME, disclosures.duties_for, page=disclosures.page, by_policy=False, keeps_open=False
        )
        disclosures.register_next_actions()
        # This app is installed above the diary's, so it is told first.
        facts_changed.connect(changing.notice, dispatch_uid="riskplans.notice_changes")
        received.connect(changing.notice_intelligence, dispatch_uid="riskplans.notice_intelligence")
        plan_questioned.connect(changing.notice_question, dispatch_uid="riskplans.notice_question")
        # After the changes have been collected: that is what ends reactive management.
        facts_changed.connect(reacting.notice_exits, dispatch_uid="riskplans.notice_exits")
        received.connect(reacting.notice_intelligence_exit, dispatch_uid="riskplans.notice_intelligence_exit")
        sources.register(self.name, panels.page, asked.needs)
        asked.register_next_actions()
        panels.register()
        events.register()
        notices.register()
        plan_notices.register()
        reactive_notices.register()
        disclosure_notices.register()
