from django.urls import path

from riskplans.assessments.views import deciding as risk_deciding
from riskplans.assessments.views import pages as risk
from riskplans.assessments.views import sharing, writing
from riskplans.devices.urls import urlpatterns as devices
from riskplans.disclosure.views import pages as disclosure
from riskplans.disclosure.views import steps as disclosure_steps
from riskplans.ending import views as ending
from riskplans.orders.views import pages as orders
from riskplans.orders.views import recording as keeping
from riskplans.plans.views import approving, drafting
from riskplans.plans.views import pages as plans
from riskplans.plans.views import sharing as plan_sharing
from riskplans.polygraph.urls import urlpatterns as polygraph
from riskplans.reactive.views import changing as reactive_changing
from riskplans.reactive.views import pages as reactive
from riskplans.visits.views import deciding, going, pages, recording

_PERSON = "people/<uuid:person_id>/visits/"
_RISK = "people/<uuid:person_id>/risk/"
_ASSESSMENT = f"{_RISK}<uuid:assessment_id>/"
_VISIT = f"{_PERSON}<uuid:visit_id>/"
_ORDERS = "people/<uuid:person_id>/orders/"
_PLANS = "people/<uuid:person_id>/plan/"
_PLAN = f"{_PLANS}<uuid:plan_id>/"
_REACTIVE = "people/<uuid:person_id>/reactive/"
_ENDING = "people/<uuid:person_id>/ending/"

urlpatterns = [
    path("visits/", pages.visits, name="visits"),
    path(_PERSON, pages.overview, name="person-visits"),
    path(f"{_PERSON}plan/", going.plan, name="plan-visit"),
    path(f"{_PERSON}pack/", pages.pack, name="visit-pack"),
    path(f"{_PERSON}checks/", going.check, name="record-visit-check"),
    path(f"{_PERSON}interval/", deciding.interval, name="set-visit-interval"),
    path(f"{_PERSON}interval/<uuid:interval_id>/", deciding.answer_interval, name="answer-interval"),
    path(f"{_PERSON}interval/<uuid:interval_id>/end/", deciding.end_interval, name="end-visit-interval"),
    path(f"{_PERSON}decision/<uuid:decision_id>/", deciding.decide, name="decide-attempts"),
    path(f"{_PERSON}alone/<uuid:alone_id>/", going.answer_alone, name="answer-alone"),
    path(f"{_PERSON}warrant/", deciding.warrant, name="visit-warrant"),
    path(f"{_PERSON}warrant/prepare/", deciding.prepare, name="prepare-warrant"),
    path(f"{_PERSON}warrant/<uuid:warrant_id>/pdf/", deciding.warrant_pdf, name="warrant-pdf"),
    path(f"{_PERSON}warrant/<uuid:warrant_id>/<slug:step>/", deciding.warrant_step, name="warrant-step"),
    path(_VISIT, pages.visit, name="visit"),
    path(f"{_VISIT}change/", going.move, name="move-visit"),
    path(f"{_VISIT}call-off/", going.call_off, name="call-off-visit"),
    path(f"{_VISIT}alone/", going.ask_alone, name="ask-to-visit-alone"),
    path(f"{_VISIT}start/", going.start, name="start-visit"),
    path(f"{_VISIT}check-in/", going.check_in, name="check-in"),
    path(f"{_VISIT}record/", recording.choose, name="record-visit"),
    path(f"{_VISIT}record/<slug:outcome>/", recording.outcome, name="record-visit-outcome"),
    path(f"{_VISIT}full/", recording.full, name="complete-visit"),
    path(f"{_VISIT}review/", recording.review, name="review-visit"),
    path(_PLANS, plans.plan, name="person-plan"),
    path("people/<uuid:person_id>/plan.pdf", plans.pdf, name="plan-pdf"),
    path(f"{_PLANS}start/", drafting.start, name="start-plan"),
    path(f"{_PLANS}compare/", plans.compare, name="compare-plans"),
    path(f"{_PLANS}actions/<uuid:line>/result/", drafting.result, name="record-plan-result"),
    path(_PLAN, plans.version, name="plan-version"),
    path(f"{_PLAN}change/<slug:place>/", drafting.change, name="change-plan"),
    path(f"{_PLAN}actions/add/<slug:pillar>/", drafting.add_action, name="add-plan-action"),
    path(f"{_PLAN}actions/<uuid:action_id>/", drafting.change_action, name="change-plan-action"),
    path(f"{_PLAN}contingency/add/", drafting.add_contingency, name="add-contingency"),
    path(
        f"{_PLAN}contingency/<uuid:contingency_id>/", drafting.change_contingency, name="change-contingency"
    ),
    path(f"{_PLAN}take-off/<uuid:part_id>/", drafting.take_off, name="take-off-plan"),
    path(f"{_PLAN}submit/", approving.submit, name="submit-plan"),
    path(f"{_PLAN}share/", plan_sharing.share, name="share-plan"),
    path(f"{_PLAN}shared/<uuid:summary_id>.docx", plan_sharing.docx, name="plan-docx"),
    path(f"{_PLAN}decide/", approving.decide, name="decide-plan"),
    path(_RISK, risk.overview, name="person-risk"),
    path(f"{_RISK}start/", writing.start, name="start-assessment"),
    path(f"{_RISK}change/", risk_deciding.change, name="report-change"),
    path(f"{_RISK}review/", risk_deciding.settle, name="settle-review"),
    path(f"{_RISK}level/", risk_deciding.level, name="set-level"),
    path(f"{_RISK}level/<uuid:decision_id>/", risk_deciding.answer_level, name="answer-level"),
    path(_ASSESSMENT, risk.assessment, name="assessment"),
    path(f"{_ASSESSMENT}factors/<slug:code>/", writing.factor, name="assess-factor"),
    path(f"{_ASSESSMENT}write/", writing.write, name="write-assessment"),
    path(f"{_ASSESSMENT}hand-in/", writing.hand_in, name="hand-in-assessment"),
    path(f"{_ASSESSMENT}decide/", risk_deciding.decide, name="decide-assessment"),
    path(f"{_ASSESSMENT}share/", sharing.share, name="share-summary"),
    path(f"{_ASSESSMENT}shared/<uuid:summary_id>.docx", sharing.docx, name="summary-docx"),
    path(f"{_ASSESSMENT}give-up/", writing.drop, name="drop-assessment"),
    path(_ORDERS, orders.overview, name="person-orders"),
    path(f"{_ORDERS}apply/", keeping.consider, name="consider-order"),
    path(f"{_ORDERS}applications/<uuid:application_id>/hearing/", keeping.adjourn, name="adjourn-hearing"),
    path(f"{_ORDERS}applications/<uuid:application_id>/<slug:step>/", keeping.step, name="application-step"),
    path(f"{_ORDERS}<uuid:order_id>/service/", keeping.service, name="record-service"),
    path(f"{_ORDERS}<uuid:order_id>/passport/", keeping.hold, name="hold-passport"),
    path(f"{_ORDERS}passports/<uuid:passport_id>/", keeping.give_back, name="return-passport"),
    path(f"{_ORDERS}conditions/<uuid:condition_id>/check/", keeping.check, name="check-condition"),
    path(f"{_ORDERS}conditions/<uuid:condition_id>/vary/", keeping.vary, name="vary-condition"),
    path(f"{_ORDERS}licences/<uuid:licence_id>/<slug:step>/", keeping.licence_step, name="licence-step"),
    *polygraph,
    *devices,
    path("reactive/", reactive.team, name="reactive"),
    path(_REACTIVE, reactive.overview, name="person-reactive"),
    path(f"{_REACTIVE}propose/", reactive_changing.propose, name="propose-reactive"),
    path(f"{_REACTIVE}withdraw/", reactive_changing.withdraw, name="withdraw-reactive"),
    path(f"{_REACTIVE}told/", reactive_changing.told, name="record-told"),
    path(f"{_REACTIVE}desk-review/", reactive_changing.desk_review, name="review-at-desk"),
    path(f"{_REACTIVE}end/", reactive_changing.end, name="end-reactive"),
    path(f"{_REACTIVE}<uuid:case_id>/decide/", reactive_changing.decide, name="decide-reactive"),
    path(_ENDING, ending.overview, name="person-ending"),
    path(f"{_ENDING}review/", ending.review, name="review-ending"),
    path(f"{_ENDING}<uuid:review_id>/answer/", ending.answer, name="answer-end-review"),
    path(f"{_ENDING}<uuid:review_id>/take-back/", ending.take_back, name="take-back-end-review"),
    path("disclosures/", disclosure.queue, name="disclosures"),
    path("disclosures/new/", disclosure_steps.new, name="new-disclosure"),
    path("disclosures/<uuid:case_id>/", disclosure.disclosure, name="disclosure"),
    path("disclosures/<uuid:case_id>/<slug:step>/", disclosure_steps.step, name="disclosure-step"),
    path("people/<uuid:person_id>/disclosures/", disclosure.of_person, name="person-disclosures"),
]
