"""One case of a meeting day: its time, who is invited to it, what they returned, and how it ended."""

from mappa.models.case.invited import POLICE, AgencyReturn, Invitation, InvitationQuerySet
from mappa.models.case.review import CaseReview, CaseReviewQuerySet

__all__ = ["POLICE", "AgencyReturn", "CaseReview", "CaseReviewQuerySet", "Invitation", "InvitationQuerySet"]
