"""The access log's tables, programs' tokens, how scheduled jobs went, and what tables about people have in common."""

from access.models.about import OfPerson
from access.models.event import AccessEvent, Seal
from access.models.job import Job
from access.models.review import MonthReviewed
from access.models.token import ApiToken

__all__ = ["AccessEvent", "ApiToken", "Job", "MonthReviewed", "OfPerson", "Seal"]
