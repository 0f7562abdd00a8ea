from django.urls import include, path

from mappa.referrals.views import pages as referrals
from mappa.referrals.views import steps
from mappa.room import changes
from mappa.status.views import deciding, letters, pages
from mappa.transfers import views as transfers

_PERSON = "people/<uuid:person_id>/mappa/"
_REFERRAL = f"{_PERSON}referrals/<uuid:referral_id>/"

urlpatterns = [
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/levels/", pages.levels, name="mappa-levels"),
    path(_PERSON, pages.overview, name="person-mappa"),
    path(f"{_PERSON}screen/", deciding.screen, name="screen-mappa"),
    path(f"{_PERSON}screen/<uuid:screening_id>/", deciding.countersign, name="countersign-screening"),
    path(f"{_PERSON}decide/", deciding.decide, name="decide-mappa"),
    path(f"{_PERSON}lead/", deciding.change_lead, name="change-mappa-lead"),
    path(f"{_PERSON}lower/<uuid:reduction_id>/", deciding.answer_lower, name="answer-lower-level"),
    path(f"{_PERSON}lower/<uuid:reduction_id>/back/", deciding.take_back, name="take-back-lower-level"),
    path(f"{_PERSON}leave/", deciding.leave, name="leave-mappa"),
    path(f"{_PERSON}letters/", letters.letters, name="exit-letters"),
    path(f"{_PERSON}letters/<uuid:letter_id>/", letters.send, name="send-exit-letter"),
    path(f"{_PERSON}critical/", deciding.critical, name="critical-case"),
    path(f"{_PERSON}refer/", steps.refer, name="refer-mappa"),
    path(_REFERRAL, referrals.referral, name="referral"),
    path(f"{_REFERRAL}again/", steps.again, name="resubmit-referral"),
    path(f"{_REFERRAL}<slug:step>/", steps.step, name="referral-step"),
    path("", include("mappa.considering.urls")),
    path(f"{_PERSON}transfer/", transfers.transfers, name="mappa-transfers"),
    path(f"{_PERSON}transfer/<uuid:transfer_id>/", transfers.transfer, name="mappa-transfer"),
    path(f"{_PERSON}plan-changes/<uuid:case_id>/", changes.take, name="take-plan-changes"),
    path(
        "meetings/<uuid:sitting_id>/cases/<uuid:case_id>/plan-changes/", changes.changes, name="plan-changes"
    ),
    path("", include("mappa.further.urls")),
    path("", include("mappa.pack.urls")),
    path("", include("mappa.minutes.urls")),
    path("", include("mappa.subject.urls")),
    path("", include("mappa.figures.urls")),
    path("", include("mappa.sittings.urls")),
    path("", include("mappa.agreed.urls")),
]
