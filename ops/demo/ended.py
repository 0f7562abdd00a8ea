"""Those of the county whose notification has ended, or ends soon: reviewed beforehand by whoever manages them, and
approved. Of the last of them one review waits, and one was never made.

Written as rows: nobody held the roles then that they hold now.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from accounts.choices import Role
from accounts.models import RoleAssignment
from diary.actions import refresh, refreshing_only
from diary.models import Ending, Entry
from offenders.models import Assignment
from ops.demo.county import County
from ops.demo.days import LONDON
from riskplans.choices import Asked
from riskplans.ending.choices import After, Check
from riskplans.ending.duties import NAME
from riskplans.models import EndReview

_LATELY = timedelta(days=100)
_VERIFIED = (
    "The certificate of conviction, and the table of section 82(1) worked through by hand: the same day."
)
_RISK = (
    "Settled, in work, seen at home for years without a concern. What is known of the risk is handed to the "
    "neighbourhood team, who know whom to tell."
)
_READ = "I have read the certificate and the last two visits."
_KEPT = "MAPPA category 3 was considered, and he goes on being seen of his own will."


def review_ends(county: County) -> None:
    """The reviews of every end that came near, but of the last of them."""
    due = Entry.objects.filter(kind=NAME, met_on__isnull=True, arises_on__lte=county.as_of)
    found = Ending.objects.filter(person__in=due.values("person"), ends_on__isnull=False)
    ends = {each.pk: each for each in found}
    managed = Assignment.objects.filter(person__in=ends, ends_on__isnull=True).select_related("person")
    held = sorted(managed, key=lambda each: (_last_day(ends[each.person_id]), each.person.reference))
    supervisors = dict(
        RoleAssignment.objects.filter(role=Role.SUPERVISOR, ends_on__isnull=True)
        .order_by("-user__username")
        .values_list("user__unit", "user")
    )
    inspector = RoleAssignment.objects.get(role=Role.DETECTIVE_INSPECTOR).user_id
    late = [each for each in held if county.as_of - _LATELY < _last_day(ends[each.person_id])]
    made = []
    for each in held:
        if each in late[-1:]:
            continue
        review = _handed_in(each, ends[each.person_id], county.as_of)
        if each in late[-2:-1]:
            review.recorded_at = datetime.combine(county.as_of - timedelta(days=1), time(15), LONDON)
        else:
            _approve(review, supervisors.get(each.person.unit_id, inspector))
        made.append(review)
    EndReview.objects.bulk_create(made)
    with refreshing_only(NAME):
        refresh([each.person_id for each in made], today=county.as_of)


def _last_day(ending: Ending) -> date:
    assert ending.ends_on
    return ending.ends_on


def _handed_in(of: Assignment, ending: Ending, as_of: date) -> EndReview:
    """Three weeks before the last day, by whoever manages them."""
    ends_on = _last_day(ending)
    on = min(ends_on - timedelta(days=21), as_of - timedelta(days=8))
    closes = as_of - _LATELY < ends_on < as_of
    return EndReview(
        person_id=of.person_id,
        ends_on=ends_on,
        citation=ending.citation,
        verified=_VERIFIED,
        risk=_RISK,
        after=After.CLOSE if closes else After.KEEP,
        basis="" if closes else _KEPT,
        recorded_at=datetime.combine(on, time(10), LONDON),
        recorded_by_id=of.manager_id,
    )


def _approve(review: EndReview, by: UUID) -> None:
    """A week later."""
    review.answer, review.answer_note = Asked.APPROVED, _READ
    review.checked = Check.values
    review.answered_at = review.recorded_at + timedelta(days=7)
    review.answered_by_id = by
