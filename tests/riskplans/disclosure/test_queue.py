"""The queue of disclosures and one person's: in what order, in how many queries; and what a refused form keeps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from tests import world
from tests.riskplans import disclosing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = disclosing.NOW


def test_danger_comes_first_and_then_what_is_due_first(sign_in: SignIn) -> None:
    officer = world.officer()
    later = disclosing.received(officer)
    sooner = disclosing.received(officer, at=world.at(world.TODAY - world.days(3)))
    danger = disclosing.received(officer, danger="He has them tonight")
    page = sign_in(officer).get(reverse("disclosures"))
    queue = page.context["queue"]
    assert [row.case for row in queue.open] == [danger, sooner, later]
    assert (queue.danger, queue.late) == (1, 1)


def test_they_cost_the_same_for_one_and_for_many(sign_in: SignIn) -> None:
    officer = world.officer()
    person, client = world.person(officer), sign_in(officer)
    pages = [reverse("disclosures"), reverse("person-disclosures", args=[person.pk])]

    def queries(page: str) -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    disclosing.received(officer, person)
    few = [queries(page) for page in pages]
    for _ in range(3):
        disclosing.received(officer, person)
        disclosing.received(officer, world.person(officer))
        disclosing.received(officer)
    assert [queries(page) for page in pages] == few
    assert max(few) <= 25


def test_a_test_without_its_reasons_is_refused_and_the_rest_stays(sign_in: SignIn) -> None:
    officer = world.officer()
    case = disclosing.met(
        officer, disclosing.checked(officer, disclosing.received(officer, world.person(officer)))
    )
    said = {**disclosing.TESTS, "serious_harm": "yes", "proportionality": "", "version": case.version}
    page = sign_in(officer).post(reverse("disclosure-step", args=[case.pk, "assess"]), said)
    text = page.content.decode()
    assert "Say what it would do to the person, their family and any victim." in text
    assert str(disclosing.TESTS["words"]) in text
    assert not case.decisions.exists()
