"""What came of a visit: the quick record, the full record, the supervisor's look at it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.forms import accepted, compare, posted, put_stale_on_form
from access.policies import Capability
from access.recording import Stale
from access.requests import SignedIn
from accounts import drafts
from frontend.dates import words
from offenders.models import Device, Person
from offenders.queries import conditions_in_force, person_within_reach
from offenders.views.person import shell
from offenders.views.recording import carried_out
from riskplans import actions
from riskplans.choices import FAILED, SEEN, Complied, Outcome, Reviewed, VisitState
from riskplans.models import Visit
from riskplans.visits import queries
from riskplans.visits.forms import ReviewForm
from riskplans.visits.full import About, FullForm
from riskplans.visits.outcomes import form_for


def _visit(request: SignedIn, person_id: UUID, visit_id: UUID) -> tuple[Person, Visit]:
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    return person, queries.visit_of(person, visit_id)


@require_safe
def choose(request: SignedIn, person_id: UUID, visit_id: UUID) -> HttpResponse:
    """What happened? One large answer leads to what it calls for."""
    person, found = _visit(request, person_id, visit_id)
    if not found.is_open:
        return redirect("visit", person_id=person.pk, visit_id=found.pk)
    context = {
        **shell(request, person),
        "visit": found,
        "groups": [("They were seen", SEEN), ("They were not seen", FAILED)],
        "back_href": reverse("visit", args=[person.pk, found.pk]),
    }
    return render(request, "riskplans/choose_outcome.html", context)


def outcome(request: SignedIn, person_id: UUID, visit_id: UUID, outcome: str) -> HttpResponse:
    """The quick record of one outcome."""
    if outcome not in Outcome.values:
        raise Http404
    person, found = _visit(request, person_id, visit_id)
    what = Outcome(outcome)
    if request.method == "GET" and not found.is_open:
        return redirect("visit", person_id=person.pk, visit_id=found.pk)
    form = form_for(what)(posted(request), row=found, outcome=what, now=request.now, today=request.today)
    follows = form.follows() if form.is_valid() else {}
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_outcome(
            request.user,
            visit=found,
            version=form.cleaned_data["version"],
            outcome=what,
            said=form.said(),
            now=request.now,
            **follows,
        ),
        heading=str(what.label),
        submit_text="Save the record",
        said=_SUSPECTED if follows.get("breach") or follows.get("devices") else _SAID[what.state],
        back=reverse("visit", args=[person.pk, found.pk]),
        caption="Record the visit",
        lede=found.place,
    )


_SUSPECTED = "Recorded, and a suspected breach is open: it stands below. Its checks come next."
_SAID = {
    VisitState.SEEN: "Recorded. The next visit is computed from today’s.",
    VisitState.ATTEMPTED: "Recorded. The day by which they are to be seen has not moved.",
    VisitState.ABANDONED: "Recorded. The day by which they are to be seen has not moved.",
}


def full(request: SignedIn, person_id: UUID, visit_id: UUID) -> HttpResponse:
    """The full record, when there is time for it."""
    person, found = _visit(request, person_id, visit_id)
    if found.state != VisitState.SEEN:
        raise Http404
    draft_of = request.get_full_path()
    before = getattr(found, "full", None)
    form = FullForm(posted(request), today=request.today, full=before, about=_about(person, found))
    rows: list[tuple[str, str, str]] = []

    def overtaken(stale: Stale) -> None:
        rows.extend(form.differences())
        put_stale_on_form(form, compare(stale), version=form.row.version)

    def verb() -> None:
        actions.complete_visit(
            request.user,
            visit=found,
            version=form.cleaned_data["version"],
            record=form.record(),
            found=form.found(),
            now=request.now,
        )

    if accepted(form, verb, overtaken=overtaken):
        drafts.let_go(request.user, draft_of)
        told = form.found()
        broken = any(how == Complied.BREACH for how, _ in told.conditions.values())
        messages.success(request, _SUSPECTED if told.undeclared or broken else "The full record is saved.")
        return redirect("visit", person_id=person.pk, visit_id=found.pk)
    draft = drafts.find(request.user, draft_of) if request.method == "GET" else None
    if draft:
        drafts.refill(form, draft)
    context = {
        **shell(request, person),
        "form": form,
        "groups": list(form.sections()),
        "heading": "Full record of the visit",
        "caption": f"{found.get_outcome_display()}, {words(found.on)}",
        "submit_text": "Save the full record",
        "back_href": reverse("visit", args=[person.pk, found.pk]),
        "overtaken": rows,
        "draft": draft,
        "draft_of": draft_of,
    }
    return render(request, "riskplans/full_record.html", context)


def _about(person: Person, visit: Visit) -> About:
    orders, licences = conditions_in_force(person, visit.on)
    return About(
        devices=list(Device.objects.standing().filter(person=person, ends_on__isnull=True)),
        conditions=[*orders, *licences],
        devices_seen=list(visit.devices_seen.standing()),
        conditions_checked=list(visit.conditions_checked.standing()),
        present=list(visit.present.standing()),
    )


def review(request: SignedIn, person_id: UUID, visit_id: UUID) -> HttpResponse:
    """The supervisor's look at the record of a visit."""
    person = person_within_reach(request.user, Capability.APPROVE, person_id, request.now)
    found = queries.visit_of(person, visit_id)
    form = ReviewForm(posted(request), row=found)

    def verb() -> None:
        said = form.cleaned_data
        actions.review_visit(
            request.user,
            visit=found,
            version=said["version"],
            reviewed=Reviewed(said["reviewed"]),
            note=said["review_note"],
            now=request.now,
        )

    late = f" Recorded late: {found.late_why}" if found.late_why else ""
    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Review the record of a visit",
        submit_text="Save the review",
        said="Reviewed.",
        back=reverse("visits"),
        lede=f"{found.get_outcome_display()} on {words(found.on)}, by {found.officer}. {found.happened}{late}",
    )
