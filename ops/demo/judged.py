"""What is asked and decided about the risk of some of the county's people, by the verbs that officers use."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from accounts.models import User
from offenders.choices import ManagementLevel
from offenders.models import Person
from ops.demo.county import County
from ops.demo.days import LONDON
from riskplans import actions
from riskplans.assessments.choices import AssessmentState, ChangeKind, LawfulBasis
from riskplans.models import Assessment


def judge(county: County) -> None:
    """Of the first officer's people: a bereavement that no entry shows, a lower level asked for, a summary shared with
    children's services, and an assessment that was returned handed in again."""
    officer = User.objects.get(pk=county.manager_id(0))
    theirs = Person.objects.filter(assignments__manager=officer, assignments__ends_on__isnull=True)
    now = datetime.combine(county.as_of, time(7, 45), LONDON)
    free = theirs.exclude(gone__isnull=False).order_by("-reference")
    if bereaved := free.filter(management_level=ManagementLevel.LOW).first():
        actions.report_change(
            officer,
            person=bereaved,
            kind=ChangeKind.BEREAVEMENT,
            what="The mother with whom they live has died.",
            happened_on=county.as_of - timedelta(days=2),
            now=now,
        )
    if settled := free.filter(management_level=ManagementLevel.HIGH, level_decisions__isnull=True).first():
        actions.set_level(
            officer,
            person=settled,
            level=ManagementLevel.MEDIUM,
            why="A year in work, nothing on eleven visits, keeps every appointment.",
            now=now,
        )
    known = (
        Assessment.objects.approved()
        .filter(person__in=free, tool__code="arms")
        .order_by("-assessed_on")
        .first()
    )
    if known:
        actions.share_summary(
            officer,
            assessment=known,
            agency="Children’s services, Cumberfell",
            recipient="Duty social worker",
            basis=LawfulBasis.CHILD,
            why="A neighbour’s child is being assessed; they ask how much work he is to us.",
            now=now,
        )
    returned = Assessment.objects.filter(person__in=free, state=AssessmentState.RETURNED).first()
    if returned:
        told = f"{returned.formulation} Put right: what the hostel says of the evenings is in it."
        returned = actions.write_assessment(
            officer,
            assessment=returned,
            version=returned.version,
            said={"formulation": told},
            results={},
            now=now,
        )
        actions.hand_in_assessment(officer, assessment=returned, version=returned.version, now=now)
