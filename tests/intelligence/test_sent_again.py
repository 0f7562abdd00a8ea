"""A report or a concern sent again: the same is one, also once it has been dealt with; another is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from intelligence import actions
from intelligence.choices import LinkRole
from intelligence.models import Concern, Report
from tests import world
from tests.intelligence import reported
from tests.intelligence.reported import NOW
from tests.sending import ELSE, Sent, is_one_and_another_is_refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


def submitted(submission: UUID) -> Sent:
    by = world.officer()
    first, second = world.person(by), world.person(by, family_name="Webb")
    concern = reported.concern(by)
    subject: dict[UUID, str] = {first.pk: LinkRole.SUBJECT}
    with_others = {**subject, second.pk: LinkRole.ASSOCIATE}

    def again(people: dict[UUID, str] = subject, concern: Concern | None = None, **said: Any) -> Report:
        report = {**reported.REPORT, **said}
        return actions.submit_report(
            by, report=report, people=people, concern=concern, now=NOW, submission=submission
        )

    return Sent(
        again,
        [
            *({"text": ELSE}, {"sanitised": ELSE}, {"source_urn": "24/1188"}, {"assessed_grade": "C"}),
            *({"people": with_others}, {"people": {second.pk: LinkRole.SUBJECT}}),
            *({"people": {first.pk: LinkRole.MENTIONED}}, {"concern": concern}),
        ],
    )


def recorded(submission: UUID) -> Sent:
    by, supervisor = world.officer(), world.supervisor()
    person = world.person(by)
    kept = {"anonymous": False, "caller_name": "Jo Caller", "caller_contact": "01632 960 002"}
    return Sent(
        lambda **said: reported.actions.record_concern(
            by, concern={**reported.CONCERN, **kept, **said}, now=NOW, submission=submission
        ),
        [{"what": ELSE}, {"who": ELSE}, {"anonymous": True}, {"caller_contact": ELSE}, {"urgency": "1_now"}],
        lambda row: actions.link_concern(supervisor, concern=row, version=1, person=person, note="", now=NOW),
    )


def recorded_of_nobody(submission: UUID) -> Sent:
    """Of whoever is not to be known nothing was kept, so nothing of them is another concern."""
    by = world.officer()
    typed = {"caller_name": "Jo Caller"}
    return Sent(
        lambda **said: actions.record_concern(
            by, concern={**reported.CONCERN, **typed, **said}, now=NOW, submission=submission
        ),
        [{"what": ELSE}],
    )


@pytest.mark.parametrize(
    ("verb", "made"),
    [(submitted, [Report]), (recorded, [Concern]), (recorded_of_nobody, [Concern])],
)
def test_it_is_one_and_another_is_refused(verb: Callable[[UUID], Sent], made: list[Any]) -> None:
    is_one_and_another_is_refused(verb(uuid4()), made)


def test_the_page_says_so_and_keeps_what_was_typed(sign_in: SignIn) -> None:
    client, page = sign_in(world.officer()), reverse("record-concern")
    said = {name: value for name, value in reported.CONCERN.items() if value is not None}
    sent = {**said, "submission": str(uuid4()), "anonymous": "yes"}
    assert client.post(page, sent).status_code == 302
    text = client.post(page, {**sent, "what": ELSE}).content.decode()
    assert "This was sent before and recorded, with something else in it" in text
    assert ELSE in text
    assert Concern.objects.get().what == reported.CONCERN["what"]
