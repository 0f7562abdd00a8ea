"""The timeline: what it tells, in which order, to whom, and at what cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


def test_first(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    page = sign_in(officer).get(reverse("person-timeline", args=[person.pk]))
    assert page.status_code == 200
    for event in page.context["page"].rows:
        print(event.on, event.did, event.called, event.by, event.changes, event.said)
