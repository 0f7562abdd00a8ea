"""The pages of disclosure: who is told what, what is asked where, and what the timeline tells."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from diary.models import OutboxMessage
from frontend.fields import look_of
from riskplans import actions
from riskplans.disclosure import forms
from riskplans.models import DisclosureCase
from tests import world
from tests.access.test_relationships import confirmed
from tests.riskplans import disclosing, reacting
from tests.riskplans.disclosing import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


def test_whoever_took_it_in_is_not_told_what_becomes_of_it(sign_in: SignIn) -> None:
    person, elsewhere = world.person(world.officer()), world.officer(of=world.unit("East unit"))
    case = disclosing.received(elsewhere, danger="He is with them now.")
    client = sign_in(elsewhere)
    queue = client.get("/disclosures/").context["queue"]
    assert ([row.case for row in queue.open], queue.danger, queue.passed_on) == ([case], 1, [])
    actions.name_subject(reacting.inspector(), case=case, version=case.version, person=person, now=NOW)
    page = client.get("/disclosures/")
    queue = page.context["queue"]
    assert (queue.open, queue.decided, queue.danger, queue.late) == ([], [], 0, 0)
    assert queue.passed_on == [case]
    text = page.content.decode()
    assert case.reference in text
    for hidden in (person.reference, "Danger now", "First checks"):
        assert hidden not in text
    assert client.get("/").context["disclosures"] == {"late": 0, "danger": 0}


def test_the_counter_takes_one_in_and_is_told_no_more(sign_in: SignIn) -> None:
    counter, supervisor = world.user(Role.FRONT_COUNTER), world.supervisor()
    client = sign_in(counter)
    assert reverse("new-disclosure") in client.get("/").content.decode()
    said = {
        **disclosing.SAID,
        "danger_now": "no",
        "danger": "",
        "received_on": "15/6/2026",
        "received_at": "08:00",
    }
    made = client.post(reverse("new-disclosure"), {**said, "submission": str(uuid4())}, follow=True)
    case = DisclosureCase.objects.get()
    text = made.content.decode()
    assert "Others go on with it" in text
    assert reverse("disclosures") not in text
    assert client.get(reverse("disclosures")).status_code == 403
    assert client.get(reverse("disclosure-step", args=[case.pk, "checks"])).status_code == 404
    assert OutboxMessage.objects.filter(recipient=supervisor, subject__contains=case.reference).exists()
    assert [row.case for row in sign_in(supervisor).get("/disclosures/").context["queue"].open] == [case]


def test_today_counts_danger_apart_from_lateness_as_the_queue_does(sign_in: SignIn) -> None:
    officer = world.officer()
    disclosing.received(officer, at=world.at(world.TODAY - world.days(3)))
    disclosing.received(officer, danger="He has them tonight.")
    client = sign_in(officer)
    page = client.get("/")
    queue = client.get("/disclosures/").context["queue"]
    assert page.context["disclosures"] == {"late": queue.late, "danger": queue.danger}
    assert (queue.late, queue.danger) == (1, 1)
    assert "1 past their time" in page.content.decode()


def test_a_reference_attaches_nobody_before_their_name_was_seen(sign_in: SignIn) -> None:
    officer = world.officer()
    person, other = world.person(officer, family_name="Fenby"), world.person(officer, family_name="Grant")
    case = disclosing.received(officer)
    address, client = reverse("disclosure-step", args=[case.pk, "about"]), sign_in(officer)
    sent = {"version": case.version, "reference": person.reference, "seen": ""}
    page = client.post(address, sent)
    assert "FENBY" in page.content.decode()
    assert page.context["form"]["seen"].value() == person.reference
    mistaken = client.post(address, {**sent, "reference": other.reference, "seen": person.reference})
    assert "GRANT" in mistaken.content.decode()
    case.refresh_from_db()
    assert case.person_id is None
    client.post(address, {**sent, "seen": person.reference})
    case.refresh_from_db()
    assert case.person_id == person.pk


def test_a_proposal_about_nobody_on_record_waits_with_all_others(sign_in: SignIn) -> None:
    officer, supervisor = world.officer(), world.supervisor()
    case = disclosing.met(officer, disclosing.checked(officer, disclosing.received(officer)))
    disclosing.proposed(officer, case=case, outcome="route", serious_harm=False)
    page = sign_in(supervisor).get("/approvals/")
    (row,) = page.context["queue"].rows
    assert row.href == reverse("disclosure-step", args=[case.pk, "decide"])
    assert case.reference in row.words
    assert "Nobody on record" in page.content.decode()
    assert not sign_in(officer).get("/approvals/").context["queue"].rows


def test_whoever_decides_has_just_proved_who_they_are(sign_in: SignIn) -> None:
    officer = world.officer()
    case = disclosing.proposed(officer, world.person(officer))
    address = reverse("disclosure-step", args=[case.pk, "decide"])
    client = sign_in(reacting.inspector())
    assert reverse("account_reauthenticate") in client.get(address).url
    sent = {"version": case.version, "decision": "agree", "why": "I agree."}
    assert reverse("account_reauthenticate") in client.post(address, sent).url
    case.refresh_from_db()
    assert case.state == "decision"
    confirmed(client).post(address, sent)
    case.refresh_from_db()
    assert case.state == "authorised"


def test_why_the_presumption_is_not_followed_can_be_said_wherever_it_is_asked_for() -> None:
    """It is asked for of serious harm (`rules.proposal`), whatever but disclosure is proposed."""
    fields = forms.TestsForm.base_fields
    assert "presumption" in look_of(fields["serious_harm"]).reveals["yes"]
    revealed = [name for names in look_of(fields["outcome"]).reveals.values() for name in names]
    assert "presumption" not in revealed


@pytest.mark.parametrize("step", ["drop", "take-back"])
def test_what_ends_it_is_offered_to_who_decides_and_asks_why(sign_in: SignIn, step: str) -> None:
    officer, inspector = world.officer(), reacting.inspector()
    person = world.person(officer)
    case = (
        disclosing.received(officer, person)
        if step == "drop"
        else disclosing.decided(reacting.inspector(), disclosing.proposed(officer, person))
    )
    address = reverse("disclosure-step", args=[case.pk, step])
    page = reverse("disclosure", args=[case.pk])
    assert address not in sign_in(officer).get(page).content.decode()
    assert sign_in(officer).get(address).status_code == 404
    client = sign_in(inspector)
    assert address in client.get(page).content.decode()
    sent = {"version": case.version, "why": ""}
    assert "Give your reasons." in client.post(address, sent).content.decode()
    client.post(address, {**sent, "why": "She no longer asks."})
    assert "She no longer asks." in client.get(page).content.decode()


def test_the_timeline_tells_each_thing_once(sign_in: SignIn) -> None:
    officer, supervisor = world.officer(), world.supervisor()
    person = world.person(officer)
    case = disclosing.met(officer, disclosing.checked(officer, disclosing.received(officer, person)))
    case = actions.raise_danger(officer, case=case, version=case.version, danger="He is there", now=NOW)
    case = actions.record_made_safe(
        officer, case=case, version=case.version, safeguarding="A patrol went", now=NOW
    )
    case = disclosing.proposed(officer, case=case, outcome="not", presumption="They have parted.")
    disclosing.decided(supervisor, case)
    case.refresh_from_db()
    actions.close_disclosure(officer, case=case, version=case.version, note="She was told", now=NOW)
    text = sign_in(officer).get(reverse("person-timeline", args=[person.pk])).content.decode()
    told = (
        "taken in",
        "first checks",
        "whoever asks was met",
        "somebody is in danger",
        "made safe",
        "closed",
    )
    assert {said: text.count(f"{case.reference}: {said}") for said in told} == dict.fromkeys(told, 1)
    for said in ("Nothing on PNC", "As she said before.", "He is there", "A patrol went", "She was told"):
        assert said in text
