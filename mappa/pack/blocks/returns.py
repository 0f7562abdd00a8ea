"""What each agency returned; that it knows nothing is an answer, and no return is a gap. And who comes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from access.policies import FieldClass
from frontend.dates import words
from mappa.models import Invitation
from mappa.pack.case import Case
from mappa.pack.shape import Line
from mappa.room.record import body_of, in_custody, status_on
from mappa.sittings.choices import Body, Reply
from mappa.sittings.queries import forecast

_VICTIMS = FieldClass.VICTIMS


def lines(case: Case) -> Iterator[Line]:
    if not case.invitations:
        yield Line("nobody", "", "No agency is invited.", "Nobody asked", "red")
        return
    missing = missing_from(case)
    said = f"{len(missing)} of {len(case.invitations)} missing." if missing else "All are in."
    yield Line("count", "Returns", said)
    for each in case.invitations:
        yield from _of(each, case)


def missing_from(case: Case) -> list[str]:
    """The agencies that have returned nothing."""
    return [each.called for each in case.invitations if not each.returns.all()]


def victims_unheard(case: Case) -> bool:
    """Whether victim liaison is invited and has returned nothing."""
    liaison = [each for each in case.invitations if body_of(each) == Body.VICTIMS]
    return bool(liaison) and not any(each.returns.all() for each in liaison)


def view_of_victims(case: Case) -> Iterator[Line]:
    """What victim liaison returned, and what any agency asks for a victim's safety; where they are is in no pack."""
    for each in case.invitations:
        for said in each.returns.all():
            if hasattr(said, "victim_safety"):
                asked = said.victim_safety.asked
                yield Line(
                    f"asked:{said.pk}", f"{each.called} asks", asked, "Victim safety", field_class=_VICTIMS
                )
            if body_of(each) == Body.VICTIMS:
                text = (
                    "Nothing known."
                    if said.nothing_known
                    else f"{said.text} What should change: {said.so_what}"
                )
                yield Line(f"liaison:{said.pk}", each.called, text, field_class=_VICTIMS)


def _of(invitation: Invitation, case: Case) -> Iterator[Line]:
    given = list(invitation.returns.all())
    if not given:
        due = f"Due by the end of {words(case.review.sitting.returns_due_on)}."
        chased = f" Chased {words(invitation.chased_on)}." if invitation.chased_on else ""
        yield Line(str(invitation.pk), invitation.called, f"{due}{chased}", "Missing", "red")
    for each in given:
        by = f"{each.given_by}, {words(timezone.localdate(each.given_at))}."
        tag = "Nothing known" if each.nothing_known else "In"
        yield Line(str(each.pk), invitation.called, by, tag, "green")
        if each.text:
            yield Line(f"{each.pk}/text", f"{invitation.called} says", each.text, field_class=_VICTIMS)
        if each.so_what:
            yield Line(f"{each.pk}/so_what", "What should change", each.so_what, field_class=_VICTIMS)


def who_comes(case: Case) -> Iterator[Line]:
    """Each reply, and what all of them together mean for the quorum."""
    if not case.invitations:
        return
    review = case.review
    inside = in_custody(review.person, review.sitting.held_on)
    status = status_on(review.person_id, review.sitting.held_on)
    found = forecast(review.sitting, status, case.invitations, in_custody=inside)
    yield Line("quorum", "Quorum", f"{found.words}.", *found.tag)
    for each in case.invitations:
        who = f"{each.who or each.why_not or 'Nobody named yet'}".rstrip(".")
        who = f"{who}, for {each.deputy_for}" if each.deputy_for else who
        conflict = f" Conflict of interest: {each.conflict}" if each.conflict else ""
        yield Line(
            f"reply:{each.pk}",
            each.called,
            f"{who}.{conflict}",
            str(each.get_reply_display()),
            each.reply_colour,
        )


def not_coming(case: Case) -> list[str]:
    return [each.called for each in case.invitations if each.reply == Reply.APOLOGIES]
