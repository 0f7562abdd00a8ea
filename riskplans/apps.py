from django.apps import AppConfig


class RiskPlansConfig(AppConfig):
    name = "riskplans"
    verbose_name = "Risk plans"

    def ready(self) -> None:
        from django.db.models import Exists

        from access.policies import FieldClass
        from diary import providers, sources
        from diary.signals import swept
        from intelligence.signals import plan_questioned, received
        from offenders.caseload.queries import weigh
        from offenders.models import Monitoring
        from offenders.signals import facts_changed
        from riskplans import asked, events, notices, panels
        from riskplans.actions import changing, questioning
        from riskplans.assessments import duties as assessments
        from riskplans.devices import duties as monitoring
        from riskplans.disclosure import duties as disclosures
        from riskplans.disclosure import notices as disclosure_notices
        from riskplans.ending import duties as ending
        from riskplans.ending import notices as ending_notices
        from riskplans.models import MonitoringAlert, ReactiveCase
        from riskplans.orders import duties as order_duties
        from riskplans.plans import duties as plan_duties
        from riskplans.plans import notices as plan_notices
        from riskplans.polygraph import duties as polygraph
        from riskplans.polygraph import notices as polygraph_notices
        from riskplans.reactive import duties as reactive
        from riskplans.reactive import notices as reactive_notices
        from riskplans.visits import duties

        weigh("reactive", lambda who, today: Exists(ReactiveCase.objects.in_force().filter(person=who)))
        providers.register(duties.NAME, duties.duties_for, page=duties.page, keeps_open=False)
        duties.register_next_action()
        # In which part of the plan it stood, nothing tells any more.
        of_actions = {f"{plan_duties.NAME}/action:": FieldClass.VICTIMS}
        providers.register(plan_duties.NAME, plan_duties.duties_for, keeps_open=False, told_to=of_actions)
        plan_duties.register_next_actions()
        providers.register(assessments.NAME, assessments.duties_for, page=assessments.page, keeps_open=False)
        assessments.register_next_actions()
        providers.register(
            polygraph.NAME,
            polygraph.duties_for,
            page=polygraph.page,
            keeps_open=False,
            rests_on=polygraph.RESTS_ON,
            told_to={f"{polygraph.NAME}/{polygraph.TRIAGE}:": FieldClass.INTELLIGENCE},
        )
        polygraph.register_next_actions()
        providers.register(
            monitoring.NAME,
            monitoring.silences,
            page=monitoring.page,
            keeps_open=False,
            rests_on=[Monitoring],
        )
        providers.register(
            monitoring.ALERTS, monitoring.alerts, page=monitoring.page, rests_on=[MonitoringAlert]
        )
        monitoring.register_next_actions()
        providers.register(
            order_duties.NAME,
            order_duties.duties_for,
            page=order_duties.page,
            keeps_open=False,
            rests_on=order_duties.RESTS_ON,
        )
        order_duties.register_next_actions()
        providers.register(
            reactive.NAME,
            reactive.duties_for,
            page=reactive.page,
            keeps_open=False,
            rests_on=reactive.RESTS_ON,
        )
        reactive.register_next_actions()
        providers.register(ending.NAME, ending.duties_for, page=ending.page)
        ending.register_next_actions()
        providers.register(
            disclosures.NAME,
            disclosures.duties_for,
            page=disclosures.page,
            by_policy=False,
            keeps_open=False,
            rests_on=disclosures.RESTS_ON,
            told_to={f"{disclosures.NAME}/": FieldClass.VICTIMS},
        )
        disclosures.register_next_actions()
        # This app is installed above the diary's, so it is told first.
        facts_changed.connect(changing.notice, dispatch_uid="riskplans.notice_changes")
        received.connect(changing.notice_intelligence, dispatch_uid="riskplans.notice_intelligence")
        plan_questioned.connect(changing.notice_question, dispatch_uid="riskplans.notice_question")
        # After the changes have been collected: that is what ends reactive management.
        facts_changed.connect(questioning.notice_exits, dispatch_uid="riskplans.notice_exits")
        received.connect(
            questioning.notice_intelligence_exit, dispatch_uid="riskplans.notice_intelligence_exit"
        )
        swept.connect(questioning.notice_missed, dispatch_uid="riskplans.notice_missed")
        sources.register(self.name, panels.page, asked.needs)
        asked.register_next_actions()
        panels.register()
        events.register()
        notices.register()
        plan_notices.register()
        polygraph_notices.register()
        reactive_notices.register()
        disclosure_notices.register()
        ending_notices.register()
