"""What is read: the list with its clocks, one referral."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from access.log import shows
from access.policies import Capability, FieldClass
from access.requests import SignedIn
from accounts.choices import Role
from accounts.models import User
from mappa.classes import readable
from mappa.models import Referral, ReferralStep
from mappa.referrals import queries
from mappa.referrals.choices import OPEN, Part, Purpose, ReferralState, StepKind
from mappa.referrals.letters import form as letter_of
from offenders.models import Person
from offenders.queries import visible_person
from offenders.views.person import shell


@require_safe
def referrals(request: SignedIn) -> HttpResponse:
    """What waits for a decision and for how long; what came of the rest?"""
    if not queries.reads_list(request.user, request.today):
        raise PermissionDenied
    found = queries.lists(request.user, request.now, request.GET)
    rows = (*found.waiting, *found.others, *found.accepted, *found.closed)
    shows(row.referral.person_id for row in rows)
    tiles = [
        {"number": found.totals["waiting"], "text": "to be decided", "href": "#waiting"},
        {
            "number": found.late,
            "text": "past their time",
            "href": "#waiting",
            "tone": "overdue" if found.late else "",
        },
        {"number": found.totals["others"], "text": "with somebody else", "href": "#others"},
        {"number": found.totals["accepted"], "text": "accepted, to be listed", "href": "#accepted"},
    ]
    context = {"lists": found, "tiles": tiles, "today": request.today}
    return render(request, "mappa/referrals.html", context)


@require_safe
def referral(request: SignedIn, person_id: UUID, referral_id: UUID) -> HttpResponse:
    """What it says, part by part, what was done about it, and what is next?"""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    found = queries.named(person, referral_id)
    taken = queries.steps(found)
    row = queries.row_of(found, taken, request.today)
    order = list(Part)
    blocks = sorted(
        found.blocks.select_related("settled_by"), key=lambda block: order.index(Part(block.part))
    )
    told = {block.pk for block in blocks if block.text}
    steps = _steps(request.user, person, found, taken, request)
    context = {
        **shell(request, person, "person-mappa"),
        "referral": readable([found], person.relationship)[0],
        "row": row,
        "form": letter_of(Purpose.REFERRAL, timezone.localdate(found.recorded_at)),
        "blocks": readable(blocks, person.relationship),
        "told": told,
        "steps": readable(taken, person.relationship),
        "next": steps[0] if steps else None,
        "also": steps[1:],
        "today": request.today,
    }
    return render(request, "mappa/referral.html", context)


def _steps(
    user: User, person: Person, referral: Referral, taken: list[ReferralStep], request: SignedIn
) -> list[tuple[str, str]]:
    """What this reader may do next: the step's name in addresses, and its words; the first stands out."""
    may, state = person.relationship.may, ReferralState(referral.state)
    own = user.pk in (referral.recorded_by_id, referral.edited_by_id)
    found = []
    if state is ReferralState.ENDORSING and may(Capability.APPROVE) and not own:
        found.append(("endorse", "Endorse or send back"))
    if state is ReferralState.SUBMITTED and may(Capability.COORDINATE) and not own:
        found.append(("triage", "Decide on it"))
    if state is ReferralState.APPEALED and may_hear(user, taken, request) and not own:
        found.append(("triage", "Decide on the appeal"))
    if state is ReferralState.RETURNED and may(Capability.RECORD):
        found.append(("again", "Give what is asked for"))
    if state is ReferralState.DECLINED and may(Capability.RECORD) and not _appealed(taken):
        found.append(("appeal", "Appeal to a chair"))
    if (state in OPEN and may(Capability.RECORD)) or (
        state is ReferralState.ACCEPTED and may(Capability.COORDINATE)
    ):
        found.append(("withdraw", "Take it back"))
    return found


def may_hear(user: User, taken: list[ReferralStep], request: SignedIn) -> bool:
    """Whether this user hears an appeal: a chair who did not decline it."""
    declined = any(step.kind == StepKind.DECLINED and step.by_id == user.pk for step in taken)
    return user.has_role([Role.CHAIR], request.today) and not declined


def _appealed(taken: list[ReferralStep]) -> bool:
    return any(step.kind == StepKind.APPEALED for step in taken)
