"""Disclosure: an application or a matter of the force's own, its tests and decision, and what was disclosed to whom.

The applicant may name somebody whom nobody knows: it then stands without a person.
"""

from __future__ import annotations

from riskplans.models.disclosure.case import DisclosureCase, DisclosureCaseQuerySet
from riskplans.models.disclosure.decided import DisclosureDecision
from riskplans.models.disclosure.told import DisclosureTold

__all__ = ["DisclosureCase", "DisclosureCaseQuerySet", "DisclosureDecision", "DisclosureTold"]
