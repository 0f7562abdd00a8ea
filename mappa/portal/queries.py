"""Reads for somebody of a partner agency: what waits for them, and of a case what is theirs or was released to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.log import consulted
from accounts.models import Agency, User
from mappa.minutes.queries import copies_of
from mappa.models import (
    AgencyReturn,
    AgencyStanding,
    AgreedAction,
    CaseReview,
    Invitation,
    LockedPack,
    MinutesCopy,
    OwnerRequest,
    Paragraph,
    Release,
    Sitting,
)
from mappa.pack.choices import Part
from mappa.pack.shape import Line, from_json
from mappa.portal import rules
from mappa.room.record import body_of
from mappa.sittings import policies
from mappa.sittings.choices import OVER, TO_HEAR, Body, Reply
from mappa.subject.queries import asked_of
from offenders.choices import Basis
from offenders.models import Person

A_LIST = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for an agency: what it is, about whom, and by when."""

    what: str
    href: str
    person: Person
    due_on: date
    note: str = ""


@dataclass(slots=True)
class Today:
    """What waits for an agency, the first due first, and the meetings that it is asked to."""

    waiting: list[Waiting] = field(default_factory=list)
    minutes: list[MinutesCopy] = field(default_factory=list)  # not opened yet
    meetings: list[Sitting] = field(default_factory=list)


def today_of(user: User, now: datetime) -> Today:
    """What a partner's Today holds: ten queries, whatever waits."""
    today = now.date()
    consulted(basis=Basis.PANEL)
    rows = policies.own_invitations(user, today).filter(case__state__in=TO_HEAR)
    rows = rows.exclude(case__sitting__state__in=OVER).select_related("case__sitting")
    named = Prefetch("person", Person.objects.with_name())
    returned = Exists(AgencyReturn.objects.filter(invitation=OuterRef("pk")))
    asked = rows.annotate(has_returned=returned).filter(Q(has_returned=False) | Q(reply=Reply.WAITING))
    owed = policies.actions(user, now).open().select_related("owner").prefetch_related(named)
    waiting = [
        *(_asked(each) for each in asked.prefetch_related(named)[:A_LIST]),
        *(_owed(each, user) for each in owed.order_by("due_on")[:A_LIST]),
        *(_own_words(each) for each in asked_of(user, today).prefetch_related(named)[:A_LIST]),
    ]
    # One whose cases of theirs were all taken off asks nothing of them any more.
    asked_to = policies.own_invitations(user, today).filter(case__sitting=OuterRef("pk"))
    coming = (
        policies.sittings(user, now).exclude(state__in=OVER).filter(Exists(asked_to)).select_related("chair")
    )
    unread = copies_of(user, now).filter(opened_at__isnull=True).prefetch_related(named)
    return Today(
        sorted(waiting, key=lambda each: each.due_on),
        list(unread[:A_LIST]),
        list(coming.order_by("held_on", "starts_at")[:A_LIST]),
    )


def _asked(invitation: Invitation) -> Waiting:
    sitting = invitation.case.sitting
    missing = not invitation.has_returned  # type: ignore[attr-defined]
    about = [sitting.pk, invitation.case_id, invitation.pk]
    return Waiting(
        "Send your return" if missing else "Say who comes",
        reverse("give-return" if missing else "reply-to-invitation", args=about),
        invitation.person,
        sitting.returns_due_on if missing else sitting.held_on,
        "Say who comes, too" if missing and invitation.reply == Reply.WAITING else "",
    )


def _owed(action: AgreedAction, user: User) -> Waiting:
    theirs = action.owner_id == user.pk
    return Waiting(
        action.what,
        reverse("agreed-action", args=[action.pk]),
        action.person,
        action.due_on,
        "" if theirs else action.who,
    )


def _own_words(owner: OwnerRequest) -> Waiting:
    return Waiting(
        "Answer for your paragraphs of minutes",
        reverse("owned-paragraphs", args=[owner.pk]),
        owner.person,
        owner.request.owners_by,
        "Somebody asked what is held about them",
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing of a case that an agency is shown: whose it is, what it is about, and what it says."""

    owner: str
    about: str
    text: str = ""
    lines: list[Line] = field(default_factory=list)
    own: bool = False


def shown_to(agency: Agency, case: CaseReview) -> list[Shown]:
    """What was said that an agency is shown: its own words always, those of others as far as they were released to it
    and are of a class that its body hears. Five queries."""
    hears = rules.heard_by(body_of_agency(agency))
    own = [
        Shown(each.called, each.get_topic_display(), each.text, own=True)
        for each in _newest(case)
        if each.agency_id == agency.pk
    ]
    releases = Release.objects.standing().filter(case=case, agency=agency)
    rows = releases.select_related("paragraph__agency", "agency_return__invitation__agency__mappa_standing")
    found, blocks = [], []
    for each in rows:
        if each.paragraph:
            of_class = rules.class_of_paragraph(each.paragraph.topic)
            if of_class in hears:
                found.append(Shown(each.owner, each.paragraph.get_topic_display(), each.paragraph.text))
        elif each.agency_return:
            if rules.class_of_return(body_of(each.agency_return.invitation)) in hears:
                found.append(Shown(each.owner, "Return", _in_words(each.agency_return)))
        else:
            blocks.append(each)
    return [*own, *found, *_blocks(case, blocks, hears)]


def _newest(case: CaseReview) -> list[Paragraph]:
    """The paragraphs of a case as they stand."""
    by_line: dict[object, Paragraph] = {}
    for each in case.paragraphs.select_related("agency").order_by("line", "number"):
        by_line[each.line] = each
    return sorted(by_line.values(), key=lambda each: each.recorded_at)


def _in_words(said: AgencyReturn) -> str:
    return "Nothing known" if said.nothing_known else f"{said.text}\nWhat should change: {said.so_what}"


def _blocks(case: CaseReview, releases: list[Release], hears: frozenset[object]) -> list[Shown]:
    locked = LockedPack.objects.filter(case=case).first() if releases else None
    if locked is None:
        return []
    content = from_json(locked.kept)
    return [
        Shown(
            each.owner,
            f"Pack: {each.get_block_display().lower()}",
            lines=[line for line in content.get(Part(each.block), []) if line.field_class in hears],
        )
        for each in releases
    ]


def body_of_agency(agency: Agency) -> str:
    standing = AgencyStanding.objects.filter(agency=agency).first()
    return standing.body if standing else Body.OTHER.value


@dataclass(slots=True)
class Releasing:
    """What the page of releases shows: what there is to release, and what each agency is shown."""

    paragraphs: list[Paragraph]
    returns: list[AgencyReturn]
    locked: bool
    agencies: list[Agency]
    releases: list[Release]


def releasing_of(case: CaseReview) -> Releasing:
    """Six queries."""
    returns = AgencyReturn.objects.filter(invitation__case=case, nothing_known=False)
    asked = case.invitations.standing().exclude(agency=None).select_related("agency__mappa_standing")
    releases = (
        Release.objects.standing()
        .filter(case=case)
        .select_related("agency", "released_by", "paragraph__agency", "agency_return__invitation__agency")
    )
    return Releasing(
        _newest(case),
        list(returns.select_related("invitation__agency__mappa_standing").order_by("given_at")),
        LockedPack.objects.filter(case=case).exists(),
        [each.agency for each in asked if each.agency],
        list(releases.order_by("agency__name", "released_at")),
    )


def release_of(case: CaseReview, release_id: object) -> Release:
    """A release of the case, or Http404."""
    found = get_object_or_404(Release.objects.filter(case=case), pk=release_id)
    found.case = case
    return found
