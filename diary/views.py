"""The tasks of a person: set one, do it, hand it on, cancel it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.policies import Capability, FieldClass
from access.recording import Stale
from access.requests import SignedIn
from diary import actions, queries, sources
from diary.forms import CancelForm, DoneForm, HandOnForm, TaskForm
from diary.models import Task
from frontend.errors import put_on_form
from offenders.models import Person
from offenders.queries import person_within_reach, visible_person
from offenders.views.person import shell
from offenders.views.recording import carried_out


@require_safe
def tasks(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Every task about the person: those that wait, and what became of the others."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    context = {
        **shell(request, person),
        "open": queries.open_tasks(person),
        "closed": queries.closed_tasks(person),
        "today": request.today,
        "may_record": person.relationship.may(Capability.RECORD),
        "reader": request.user,
    }
    return render(request, "diary/tasks.html", context)


def set_task(request: SignedIn, person_id: UUID) -> HttpResponse:
    """Set a task for oneself; or, for those who give others work, for the manager."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    form = TaskForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        for_others=queries.may_set_for_others(request.user, person),
        today=request.today,
    )
    return carried_out(
        request,
        person,
        form,
        lambda: actions.set_task(request.user, person=person, now=request.now, **form.task()),
        heading="Set a task",
        submit_text="Set the task",
        said="The task is set. It is on Today from now on.",
    )


def task(request: SignedIn, person_id: UUID, task_id: UUID) -> HttpResponse:
    """One task: what is to be done, and the form that says it is done. One that an app has set is dealt with there,
    and here only read by who may not go there."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    found = queries.task_of(person, task_id)
    elsewhere = sources.page_of(found)
    if elsewhere and person.relationship.may(sources.needs_of(found)):
        return redirect(elsewhere)
    may_record = not elsewhere and person.relationship.may(Capability.RECORD)
    may_do = found.is_open and may_record
    if request.method == "POST" and not may_record:
        raise Http404
    form = DoneForm(request.POST if request.method == "POST" else None, task=found)
    return _dealt_with(
        request,
        found,
        form,
        lambda typed: actions.finish_task(request.user, task=found, now=request.now, **typed),
        said="Done. What came of it stands on the record.",
        template="diary/task.html",
        heading=found.title,
        submit_text="Done",
        may_do=may_do,
        may_cancel=may_do and _may_cancel(request, found),
        today=request.today,
    )


def hand_on(request: SignedIn, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Have somebody else do it."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.task_of(person, task_id)
    form = HandOnForm(
        request.POST if request.method == "POST" else None,
        task=found,
        officers=queries.who_can_do(person, request.now),
    )
    return _dealt_with(
        request,
        found,
        form,
        lambda typed: actions.hand_on_task(request.user, task=found, now=request.now, **typed),
        said="Handed on. The day has not moved.",
        heading="Hand this task on",
        caption=found.title,
        submit_text="Hand it on",
    )


def cancel(request: SignedIn, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Say that it need not be done."""
    person = person_within_reach(request.user, Capability.RECORD, person_id, request.now)
    found = queries.task_of(person, task_id)
    if not _may_cancel(request, found):
        raise Http404
    form = CancelForm(request.POST if request.method == "POST" else None, task=found)
    return _dealt_with(
        request,
        found,
        form,
        lambda typed: actions.cancel_task(request.user, task=found, now=request.now, **typed),
        said="Cancelled. The reason stands on the record.",
        heading="Cancel this task",
        caption=found.title,
        submit_text="Cancel the task",
        submit_warning=True,
    )


def _may_cancel(request: SignedIn, found: Task) -> bool:
    own = found.set_by_id == request.user.pk and not found.source
    return own or found.person.relationship.may(Capability.APPROVE)


def _dealt_with(
    request: SignedIn,
    found: Task,
    form: forms.Form,
    verb: Callable[[dict[str, Any]], object],
    *,
    said: str,
    template: str = "offenders/form.html",
    **page: Any,
) -> HttpResponse:
    """The form; or, once it is right, the verb carried out and the person's page."""
    person: Person = found.person
    if form.is_valid():
        try:
            verb(form.cleaned_data)
        except Stale as stale:
            put_on_form(form, stale)
            form.add_error(None, "What you typed is still here: look at the task, and send it again.")
            retyped = request.POST.copy()
            retyped["version"] = str(Task.objects.values_list("version", flat=True).get(pk=found.pk))
            form.data = retyped
        except ValidationError as refused:
            put_on_form(form, refused)
        else:
            messages.success(request, said)
            return redirect("person", person_id=person.pk)
    context = {
        **shell(request, person),
        "form": form,
        "task": found,
        "back_href": reverse("person-tasks", args=[person.pk]),
        **page,
    }
    return render(request, template, context)
