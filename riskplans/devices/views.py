"""The pages of devices and of what monitors them: one person's, and the unit's on call."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from access.forms import posted
from access.log import consulted, shows
from access.policies import Capability, FieldClass, reach
from access.requests import SignedIn
from offenders.models import Monitoring
from offenders.queries import conditions_in_force, person_within_reach, visible_person
from offenders.record.choices import DEVICE_STEPS, OUT_OF_HAND, DeviceState
from offenders.views.person import shell
from offenders.views.recording import carried_out
from practice.policies import keeps_lists
from practice.policy import policy_of
from riskplans import actions
from riskplans.classes import readable
from riskplans.devices import queries, rules
from riskplans.devices.forms import (
    AlertForm,
    ExamineForm,
    HeardForm,
    InstallForm,
    MoveDeviceForm,
    RemoveForm,
    TriageAlertForm,
)
from riskplans.keys import SILENT_AFTER

A_FEW = 20  # of the alerts already triaged, on a person's page


@require_safe
def monitoring(request: SignedIn) -> HttpResponse:
    """What the officer on call looks at: alerts, the unacknowledged first; silences; who might be monitored."""
    if not reach(request.user, Capability.RECORD, request.today):
        raise PermissionDenied
    policy = policy_of(request.user.force_id, request.today)
    found = queries.unit(request.user, request.now, policy)
    waiting = [*found.new, *found.taken, *found.lately]
    alerted, silent = [row.alert.person_id for row in waiting], [row.person_id for row in found.silent]
    shows([*alerted, *silent, *(person.pk for person in found.uninstalled)])
    context = {
        "unit": found,
        "tiles": [
            {
                "number": len(found.new),
                "text": "not acknowledged",
                "href": "#new",
                "tone": "overdue" if found.new else "",
            },
            {"number": len(found.taken), "text": "to triage", "href": "#taken"},
            {
                "number": found.silent_number,
                "text": "not reporting",
                "href": "#silent",
                "tone": "overdue" if found.silent else "",
            },
            {"number": found.uninstalled_number, "text": "permitted, not installed", "href": "#uninstalled"},
        ],
        "keeps_lists": keeps_lists(request.user, request.today),
        "silent_after": policy.in_words(SILENT_AFTER),
        "today": request.today,
    }
    return render(request, "riskplans/devices/monitoring.html", context)


@require_safe
def overview(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The devices of one person, how each stands and what is next; alerts."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    consulted(sections=["devices"])
    board = queries.board(person, request.today, policy_of(person.force_id, request.today))
    readable(board.alerts, person.relationship)
    context = {
        **shell(request, person, "person-devices"),
        "board": board,
        "open_alerts": [alert for alert in board.alerts if alert.is_open],
        "past_alerts": [alert for alert in board.alerts if not alert.is_open][:A_FEW],
        "installed": any(row.installs for row in board.devices),
        "reads": person.relationship.reads(FieldClass.INTELLIGENCE),
        "may_record": person.relationship.may(Capability.RECORD),
        "now": request.now,
        "today": request.today,
    }
    return render(request, "riskplans/devices/overview.html", context)


@require_safe
def device(request: SignedIn, person_id: UUID, device_id: UUID) -> HttpResponse:
    """One device: what monitors it, every examination, and what can be recorded."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    found = queries.device_of(person, device_id)
    board = queries.board(person, request.today, policy_of(person.force_id, request.today))
    row = next((each for each in board.devices if each.device == found), None)
    examinations = found.examinations.standing().select_related("product", "recorded_by")
    context = {
        **shell(request, person, "person-devices"),
        "device": found,
        "row": row,
        "installs": list(found.monitored.standing().order_by("removed_on", "-installed_on")),
        "examinations": list(examinations),
        "may_record": person.relationship.may(Capability.RECORD),
        "may_move": bool(DEVICE_STEPS[DeviceState(found.state)]),
        "in_hand": found.state not in OUT_OF_HAND,
    }
    return render(request, "riskplans/devices/device.html", context)


def examine(request: SignedIn, person_id: UUID, device_id: UUID) -> HttpResponse:
    """Record an examination."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.device_of(person, device_id)
    live, before = queries.in_force_and_before(person, request.today)
    form = ExamineForm(
        posted(request),
        today=request.today,
        conditions=live,
        before=before,
        force=person.force_id,
        initial={"examiner": str(request.user)},
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.examine_device(
            request.user,
            device=found,
            said=form.said(),
            condition=form.named(),
            submission=form.cleaned_data["submission"],
            now=request.now,
        ),
        heading="Record an examination",
        submit_text="Save",
        said="Recorded.",
        back=reverse("device", args=[person.pk, found.pk]),
        caption=str(found),
    )


def install(request: SignedIn, person_id: UUID, device_id: UUID) -> HttpResponse:
    """Record that monitoring was put on a device."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.device_of(person, device_id)
    if found.state in OUT_OF_HAND:
        raise Http404
    form = InstallForm(
        posted(request),
        today=request.today,
        conditions=queries.about_devices(person, request.today),
        force=person.force_id,
        initial={"installed_by": str(request.user)},
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.install_monitoring(
            request.user,
            device=found,
            said=form.said(),
            submission=form.cleaned_data["submission"],
            now=request.now,
        ),
        heading="Record the install of monitoring",
        submit_text="Save",
        said="Recorded: the device is monitored.",
        back=reverse("device", args=[person.pk, found.pk]),
        caption=str(found),
    )


def move(request: SignedIn, person_id: UUID, device_id: UUID) -> HttpResponse:
    """Say where a device is now."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.device_of(person, device_id)
    if not DEVICE_STEPS[DeviceState(found.state)]:
        raise Http404
    form = MoveDeviceForm(posted(request), row=found, today=request.today)

    def verb() -> None:
        said = form.cleaned_data
        actions.move_device(
            request.user,
            device=found,
            version=said["version"],
            state=DeviceState(said["state"]),
            on=said["on"],
            note=said["note"],
            now=request.now,
        )

    return carried_out(
        request,
        person,
        form,
        verb,
        heading="Where is it now?",
        submit_text="Save",
        said="Recorded.",
        back=reverse("device", args=[person.pk, found.pk]),
        caption=str(found),
        lede=f"On record as: {found.get_state_display().lower()}.",
    )


def hear(request: SignedIn, person_id: UUID, install_id: UUID) -> HttpResponse:
    """Record that it reports, or go on to what else may be the matter."""
    person, found = _install(request, person_id, install_id)
    form = HeardForm(posted(request), row=found, today=request.today, initial={"heard_on": None})
    within = policy_of(person.force_id, request.today).value(SILENT_AFTER)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.hear_from_monitoring(
            request.user,
            install=found,
            version=form.cleaned_data["version"],
            heard_on=form.cleaned_data["heard_on"],
            now=request.now,
        ),
        heading="Is it reporting?",
        submit_text="It reports: save the day",
        said="Recorded.",
        back=reverse("device", args=[person.pk, found.device_id]),
        caption=str(found),
        template="riskplans/devices/hear.html",
        install=found,
        why=rules.why_silent(rules.Install(found.installed_on, found.heard_on), within),
    )


def remove(request: SignedIn, person_id: UUID, install_id: UUID) -> HttpResponse:
    """Record that monitoring was taken off."""
    person, found = _install(request, person_id, install_id)
    form = RemoveForm(posted(request), row=found, today=request.today)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.remove_monitoring(
            request.user,
            install=found,
            version=form.cleaned_data["version"],
            removed_on=form.cleaned_data["removed_on"],
            why=form.cleaned_data["removed_why"],
            now=request.now,
        ),
        heading="Record that monitoring was removed",
        submit_text="Save",
        said="Recorded.",
        back=reverse("device", args=[person.pk, found.device_id]),
        caption=str(found),
    )


def _install(request: SignedIn, person_id: UUID, install_id: UUID) -> tuple[Any, Monitoring]:
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.install_of(person, install_id)
    if found.removed_on is not None and request.method == "GET":
        raise Http404
    return person, found


def record_alert(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Enter an alert, as it came."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    live = Monitoring.objects.standing().filter(person=person, removed_on__isnull=True)
    installs = list(live.select_related("device"))
    form = AlertForm(posted(request), today=request.today, now=request.now, installs=installs)
    return carried_out(
        request,
        person,
        form,
        lambda: actions.record_alert(request.user, now=request.now, **form.alert()),
        heading="Record an alert",
        submit_text="Save",
        said="Recorded. It waits to be acknowledged.",
        to="person-devices",
        lede="" if installs else "Nothing is monitored. Record the install first.",
    )


@require_safe
def alert(request: SignedIn, person_id: UUID, alert_id: UUID) -> HttpResponse:
    """One alert: how long it has waited, what it is about, and what is next."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    found = queries.alert_of(person, alert_id)
    waited = rules.waited(found.received_at, found.answered_at(request.now))
    (found,) = readable([found], person.relationship)
    context = {
        **shell(request, person, "person-devices"),
        "alert": found,
        "waited": waited,
        "reads": person.relationship.reads(FieldClass.INTELLIGENCE),
        "may_record": person.relationship.may(Capability.RECORD),
    }
    return render(request, "riskplans/devices/alert.html", context)


@require_POST
def acknowledge(request: SignedIn, person_id: UUID, alert_id: UUID) -> HttpResponse:
    """Take an alert on."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.alert_of(person, alert_id)
    try:
        actions.acknowledge_alert(request.user, alert=found, now=request.now)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "Acknowledged. It is triaged next.")
    return redirect("monitoring-alert", person_id=person.pk, alert_id=found.pk)


def triage(request: SignedIn, person_id: UUID, alert_id: UUID) -> HttpResponse:
    """Say what an alert comes to."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.alert_of(person, alert_id)
    orders, licences = conditions_in_force(person, timezone.localdate(found.received_at))
    form = TriageAlertForm(posted(request), row=found, conditions=[*orders, *licences])
    return carried_out(
        request,
        person,
        form,
        lambda: actions.triage_alert(
            request.user,
            alert=found,
            version=form.cleaned_data["version"],
            now=request.now,
            **form.triage(),
        ),
        heading="Triage the alert",
        submit_text="Save",
        said="Triaged.",
        back=reverse("monitoring-alert", args=[person.pk, found.pk]),
        caption=f"{found.get_category_display()}: {found.install}",
        lede=found.said,
    )
