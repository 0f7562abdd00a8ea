"""The access log's tables, and what tables about people have in common."""

from access.models.about import OfPerson
from access.models.event import AccessEvent, Seal
from access.models.review import MonthReviewed

__all__ = ["AccessEvent", "MonthReviewed", "OfPerson", "Seal"]
