"""A summary of an assessment for a partner: recorded with whom and why, and without a word that was typed."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document

from access.choices import Operation
from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from offenders.models import Person
from riskplans.models import Assessment, SharedSummary
from tests import world
from tests.riskplans import assessing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


@pytest.fixture
def stands(officer: User, person: Person) -> Assessment:
    return assessing.approved(officer, person, high={"opportunity"}, levels={"overall": "high"})


def test_only_what_stands_is_shared_and_by_who_keeps_the_record(officer: User, person: Person) -> None:
    waits = assessing.handed_in(officer, person)
    with pytest.raises(ValidationError, match="Only an assessment that stands"):
        assessing.shared(officer, waits)
    with pytest.raises(PermissionDenied):
        assessing.shared(world.officer(of=world.unit("East unit")), waits)
    with pytest.raises(DatabaseError, match="that stands"), transaction.atomic():
        SharedSummary.objects.create(
            person=person,
            assessment=waits,
            shared_at=world.at(world.TODAY),
            shared_by=officer,
            **assessing.SHARED,
        )


def test_what_another_agency_found_is_theirs_to_share(officer: User, person: Person) -> None:
    theirs = assessing.approved(
        officer,
        person,
        "oasys",
        levels={"public": "high"},
        assessor="P Moss, probation",
        reference="OASys 12",
    )
    with pytest.raises(ValidationError, match="theirs to share"):
        assessing.shared(officer, theirs)


def test_it_says_with_whom_and_why_and_is_never_changed(
    officer: User, person: Person, stands: Assessment
) -> None:
    for name in ("agency", "recipient", "why"):
        with pytest.raises(ValidationError) as wrong:
            assessing.shared(officer, stands, **{name: " "})
        assert set(wrong.value.message_dict) == {name}
    assessing.shared(officer, stands)
    with pytest.raises(DatabaseError), transaction.atomic():
        SharedSummary.objects.update(agency="Nobody")


def test_an_officer_shares_one_and_takes_the_file(
    sign_in: SignIn, officer: User, person: Person, stands: Assessment
) -> None:
    client = sign_in(officer)
    address = reverse("share-summary", args=[person.pk, stands.pk])
    token = client.get(address).context["form"]["submission"].value()
    page = client.post(address, {**assessing.SHARED, "submission": token}, follow=True)
    shared = SharedSummary.objects.get(assessment=stands)
    assert "Ada Finch, social worker" in page.content.decode()
    answer = client.get(reverse("summary-docx", args=[person.pk, stands.pk, shared.pk]))
    assert f"{person.reference} summary of assessment.docx" in answer["Content-Disposition"]
    text = "\n".join(each.text for each in Document(io.BytesIO(answer.content)).paragraphs)
    for there in ("Opportunity to offend: High priority", "Overall priority: High", "Ada Finch", "s.10"):
        assert there in text
    for typed in (assessing.FACTOR["evidence"], assessing.WRITTEN["formulation"], "Kit", "risk level"):
        assert typed not in text
    told = client.get(reverse("person-timeline", args=[person.pk])).content.decode()
    assert "Summary of the assessment shared: Children’s services, Cumberfell" in told
    assert "needs his ratings" in told
    counter = sign_in(world.user(Role.FRONT_COUNTER))
    less = counter.get(reverse("person-timeline", args=[person.pk])).content.decode()
    assert "Children’s services, Cumberfell" in less
    assert "needs his ratings" not in less
    event = AccessEvent.objects.filter(action="share summary of assessment").latest("seq")
    assert (event.operation, event.recipients) == (Operation.DISCLOSURE, [assessing.SHARED["agency"]])
