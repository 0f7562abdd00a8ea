"""Choose what to certify; get the PDF."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from access.log import consulted
from access.log.writing import version
from access.policies import FieldClass
from access.requests import SignedIn
from accounts.models import User
from notifications import facts
from notifications.actions import issue_certificate
from notifications.certificate.content import MARKING, Maker, Subject, certificate, fingerprint
from notifications.certificate.forms import CertificateForm, CheckForm, day_field
from notifications.certificate.record import facts_of
from notifications.certificate.serial import new_serial
from notifications.certificate.typeset import pdf
from notifications.law import Refused, Result, evaluate
from notifications.models import CertificateIssued, Commencement
from notifications.overriding.queries import applying
from notifications.overriding.words import for_certificate
from offenders.documents.receiving import receives
from offenders.models import Person
from offenders.queries import visible_person
from offenders.views.person import shell

log = structlog.get_logger("vigil.certificate")


def choose(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The choices as at a day; POST gives the certificate, or with `show` the choices as at the day entered."""
    person = visible_person(request.user, person_id, request.now, reading=FieldClass.MANAGEMENT)
    if person.relationship.by_exception:
        raise Http404  # who looks by exception takes nothing away
    posted = request.POST if request.method == "POST" else None
    day = _day(posted, request.today)
    document = facts.document(person, as_at=day)
    context = {
        **shell(request, person),
        "heading": "Certificate of calculation",
        "submit_text": "Make the certificate",
        "back_href": reverse("person", args=[person.pk]),
        "day": day,
        "issued": person.certificates.select_related("issued_by"),
    }
    try:
        result = evaluate(document)
    except Refused as refused:
        context["refused"] = refused.errors
        return render(request, "notifications/certificate/choose.html", context)
    asked = posted if posted is None or "show" not in posted else None
    form = CertificateForm(asked, result=result, day=day, document=document, today=request.today)
    if form.is_valid():
        return _attachment(request, person, document, result, form.cleaned_data["chosen"])
    return render(request, "notifications/certificate/choose.html", {**context, "form": form})


@receives("DOCUMENT_LARGEST")
def check(request: SignedIn) -> HttpResponse:
    """Is this paper one of ours? What the register holds of a serial number, if its person may be seen."""
    form = CheckForm(request.POST if request.method == "POST" else None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        people = Person.objects.visible_to(request.user, request.now)
        found = (
            CertificateIssued.objects.filter(serial=form.cleaned_data["serial"], person__in=people)
            .select_related("person", "issued_by")
            .first()
        )
        sent = form.fingerprint()
        context |= {
            "asked": True,
            "found": found,
            "same": None if sent is None else found and sent == found.sha256,
        }
    return render(request, "notifications/certificate/check.html", context)


def _day(posted: Any, today: date) -> date:
    """The day entered, or today while there is none that can be: the form itself says what is wrong with it."""
    if posted is None:
        return today
    field = day_field()
    field.today = today
    try:
        found = field.clean(posted.get("as_at", ""))
    except ValidationError:
        return today
    return found if isinstance(found, date) else today


def _attachment(
    request: SignedIn, person: Person, document: facts.Document, result: Result, chosen: list[str]
) -> HttpResponse:
    maker = _maker(request.user, request.now)
    about = Subject(
        name=f"{person.family_name.upper()}, {person.given_names}".rstrip(", "),
        born=person.date_of_birth,
        reference=person.reference,
        force=person.force.name,
    )
    commenced = dict(Commencement.objects.standing().values_list("ruleset", "source"))
    overrides = applying(person, result["duties"])
    decisions = {duty: for_certificate(override) for duty, override in overrides.items()}
    content = certificate(document, result, facts_of(person), chosen, about, maker, commenced, decisions)
    made = pdf(content, maker.at)
    issue_certificate(
        request.user,
        person=person,
        serial=maker.serial,
        as_at=date.fromisoformat(result["as_at"][:10]),
        ruleset=result["ruleset"],
        facts=fingerprint(document, result),
        pdf=made,
        now=request.now,
    )
    response = HttpResponse(made, content_type="application/pdf")
    consulted(object_type="certificate", object_id=maker.serial, sections=["certificate"])
    # No name in it: file names outlive files.
    name = f"{MARKING} {person.reference} certificate {result['as_at'][:10]}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    log.info("certificate made", serial=maker.serial, person=person.reference, user=str(request.user.pk))
    return response


def _maker(user: User, now: datetime) -> Maker:
    return Maker(
        name=user.get_full_name(),
        grade=f"{user.get_rank_display()} {user.collar_number}".strip(),
        place=", ".join(str(place) for place in (user.unit, user.force or user.agency) if place),
        at=now,
        serial=new_serial(),
        version=version(),
    )
