"""Every address Vigil answers. Each app declares its own pages; this file only says where they hang."""

from django.urls import include, path, re_path

from config import csp, errors, health
from dashboards import searching
from dashboards import views as dashboards
from dashboards.api import schema, tokens
from dashboards.approvals import approvals
from notifications.api import Evaluate
from notifications.certificate.views import check as check_certificate
from offenders.views import covering

urlpatterns = [
    path("", dashboards.today, name="today"),
    path("duties/<slug:name>/", dashboards.duties, name="duties"),
    path("week/", dashboards.week, name="week"),
    path("approvals/", approvals, name="approvals"),
    path("people/", dashboards.people, name="people"),
    path("people/export/", dashboards.export, name="people-export"),
    path("people/search/", searching.search, name="people-search"),
    path("people/search/<uuid:number>/", searching.found, name="people-found"),
    path("notifications/new/", searching.at_the_counter, name="new-notification"),
    path("notifications/new/<uuid:number>/", searching.found_at_the_counter, name="new-notification-found"),
    path("", include("dashboards.audit.urls")),
    path("", include("dashboards.board.urls")),
    path("", include("dashboards.exports.urls")),
    path("", include("dashboards.returns.urls")),
    path("", include("dashboards.system.urls")),
    path("", include("dashboards.workload.urls")),
    path("", include("dashboards.staff.urls")),
    path("dip-samples/", include("dashboards.sampling.urls")),
    path("people/", include("offenders.urls")),
    path("people/", include("offenders.documents.urls")),
    path("people/", include("notifications.urls")),
    path("people/", include("diary.urls")),
    path("", include("diary.wishes.urls")),
    path("", include("intelligence.urls")),
    path("", include("handovers.urls")),
    path("", include("mappa.urls")),
    path("", include("riskplans.urls")),
    path("cover/", covering.cover, name="cover"),
    path("cover/<uuid:manager_id>/arrange/", covering.arrange, name="arrange-cover"),
    path("cover/<int:cover_id>/end/", covering.end, name="end-cover"),
    path("policy/", include("practice.urls")),
    path("administration/", include("access.administration.urls")),
    path("calculator/", include("notifications.calculator.urls")),
    path("certificates/", check_certificate, name="check-certificate"),
    path("breaches/", include("notifications.breaches.urls")),
    path("rules-in-force/", include("notifications.commencement.urls")),
    path("api/v1/statute/evaluate/", Evaluate.as_view(), name="statute-evaluate"),
    path("api/v1/", include("dashboards.api.urls")),
    path("api-docs/", schema.docs, name="api-docs"),  # a page, so by the rules of pages
    path("styleguide/", include("frontend.urls")),
    # Accounts are made by an administrator, who also resets passwords: what allauth offers for that is not here.
    re_path(r"^account/(?:signup|email|confirm-email|password/reset)/", errors.not_there),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/make/", tokens.make, name="make-token"),
    path("account/tokens/<uuid:token_id>/revoke/", tokens.revoke, name="revoke-token"),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/two-factor/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("csp-report/", csp.report, name="csp-report"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
