"""Multi-agency public protection: levels, screenings and referrals; meeting days, their cases, what was agreed,
and their minutes."""

from mappa.models.agreed import ActionStep, AgreedAction
from mappa.models.annex import Annex, AnnexNaming, AnnexNote
from mappa.models.case import POLICE, AgencyReturn, CaseReview, Invitation
from mappa.models.changes import PlanChange
from mappa.models.circulated import Circulation, ExecutiveSummary, MinutesCopy, MinutesHeading
from mappa.models.further import FrozenRecord, FurtherOffence, InternalReview, SeriousCaseReview
from mappa.models.letter import ExitLetter
from mappa.models.level import CriticalCase, LevelReduction, MappaDecision
from mappa.models.minutes import Correction, Minutes, MinutesParagraph, MinutesStep
from mappa.models.pack import LockedPack
from mappa.models.referral import Referral, ReferralBlock, ReferralStep
from mappa.models.released import Release, VictimSafety
from mappa.models.room import (
    Attendance,
    Confirmation,
    DisclosureView,
    LevelView,
    Paragraph,
    PlanView,
    RiskView,
)
from mappa.models.screening import Screening
from mappa.models.sitting import AgencyStanding, Sitting
from mappa.models.subject import OwnedParagraph, OwnerRequest, SubjectRequest
from mappa.models.transfer import Transfer

__all__ = [
    "POLICE",
    "ActionStep",
    "AgencyReturn",
    "AgencyStanding",
    "AgreedAction",
    "Annex",
    "AnnexNaming",
    "AnnexNote",
    "Attendance",
    "CaseReview",
    "Circulation",
    "Confirmation",
    "Correction",
    "CriticalCase",
    "DisclosureView",
    "ExecutiveSummary",
    "ExitLetter",
    "FrozenRecord",
    "FurtherOffence",
    "InternalReview",
    "Invitation",
    "LevelReduction",
    "LevelView",
    "LockedPack",
    "MappaDecision",
    "Minutes",
    "MinutesCopy",
    "MinutesHeading",
    "MinutesParagraph",
    "MinutesStep",
    "OwnedParagraph",
    "OwnerRequest",
    "Paragraph",
    "PlanChange",
    "PlanView",
    "Referral",
    "ReferralBlock",
    "ReferralStep",
    "Release",
    "RiskView",
    "Screening",
    "SeriousCaseReview",
    "Sitting",
    "SubjectRequest",
    "Transfer",
    "VictimSafety",
]
