"""The pages of a force's policy: what they show, to whom, and what they ask before anything is sent."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from practice import actions
from practice.keys import INTEL_READ, KEYS
from practice.models import Proposal, Setting
from tests import world
from tests.accounts import signing
from tests.dashboards.test_pages import queries_of
from tests.practice.visited import KEY, UNDECIDED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "law_alone")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)
LATER = world.TODAY + world.days(30)
PROPOSE = reverse("propose-policy", args=[KEY])


def inspector(**fields: Any) -> User:
    return world.user(Role.DETECTIVE_INSPECTOR, rank="DI", **fields)


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def filled(client: Client, **fields: Any) -> dict[str, Any]:
    form = client.get(PROPOSE).context["form"]
    return {
        "value": "2",
        "effective_from": "15/6/2026",
        "reason": "The inspection asked for it",
        "submission": str(form["submission"].value()),
        **fields,
    }


class TestOverview:
    def test_everybody_of_the_force_reads_every_policy_and_that_none_is_law(self, sign_in: SignIn) -> None:
        shown = text(sign_in(world.officer()), reverse("policy"))
        assert "None of this is law" in shown
        for key in KEYS.values():
            assert key.label in html.unescape(shown)
        assert "Not used yet" in shown

    def test_what_holds_what_comes_and_what_waits(self, sign_in: SignIn) -> None:
        world.decided(INTEL_READ, 1)
        world.decided(INTEL_READ, 4, LATER, today=world.TODAY)
        shown = text(sign_in(world.officer()), reverse("policy"))
        assert "1 day" in shown
        assert "4 days from 15 July 2026" in shown
        assert "Change proposed" not in shown
        actions.propose(
            world.supervisor(), key=KEY, value=2, effective_from=LATER, reason="Inspected", now=NOW
        )
        assert "Change proposed" in text(sign_in(world.officer()), reverse("policy"))

    def test_another_force_reads_its_own(self, sign_in: SignIn) -> None:
        world.decided(INTEL_READ, 17)
        shown = text(sign_in(world.officer(of=world.unit("Far unit", "FA"))), reverse("policy"))
        assert "17 days" not in shown

    def test_queries(self, sign_in: SignIn) -> None:
        client = sign_in(world.supervisor())
        few = queries_of(client, reverse("policy"))
        for name in (INTEL_READ, KEY, UNDECIDED):
            world.decided(name, 5, LATER, today=world.TODAY)
        assert queries_of(client, reverse("policy")) == few <= 9


class TestOnePolicy:
    def test_its_history_says_who_when_and_why(self, sign_in: SignIn) -> None:
        setting = world.decided(KEY, 2)
        coming = world.decided(KEY, 4, LATER, today=world.TODAY)
        actions.withdraw(inspector(), setting=coming, reason="Too soon", now=NOW)
        shown = text(sign_in(world.officer()), reverse("policy-key", args=[KEY]))
        assert f"approved by {setting.approved_by}" in shown
        for said in ("Holds today", "Withdrawn", "Too soon", "Vigil came with it"):
            assert said in shown
        assert "Propose a change" not in shown

    def test_an_unknown_policy_is_not_there(self, sign_in: SignIn) -> None:
        assert sign_in(inspector()).get(reverse("policy-key", args=["notify.initial"])).status_code == 404

    def test_queries_do_not_grow_with_the_history(self, sign_in: SignIn) -> None:
        client, url = sign_in(world.supervisor()), reverse("policy-key", args=[KEY])
        few = queries_of(client, url)
        for value in (2, 4, 5):
            world.decided(KEY, value, world.TODAY + world.days(value), today=world.TODAY)
        assert queries_of(client, url) == few <= 11


class TestProposing:
    def test_what_would_move_is_shown_before_anything_is_sent(self, sign_in: SignIn, visited: None) -> None:
        person = world.person(world.officer())
        client = sign_in(world.supervisor())
        answer = client.post(PROPOSE, sent := filled(client))
        shown = answer.content.decode()
        assert not Proposal.objects.exists()
        assert "1 date of 1 person" in shown
        assert "15 September 2026" in shown
        assert "15 August 2026" in shown
        assert person.reference in shown
        assert "Propose 2 months from 15 June 2026" in shown
        # Another value than the one shown is shown first too.
        assert client.post(PROPOSE, {**sent, "seen": "5 2026-06-15"}).status_code == 200
        assert not Proposal.objects.exists()
        assert client.post(PROPOSE, {**sent, "seen": "2 2026-06-15"}).status_code == 302
        made = Proposal.objects.get()
        assert (made.value, made.effective_from, made.reason) == (2, world.TODAY, sent["reason"])
        # The same form again is the same proposal.
        assert client.post(PROPOSE, {**sent, "seen": "2 2026-06-15"}).status_code == 302
        assert Proposal.objects.count() == 1

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("value", "", "Enter the new value."),
            ("value", "two", "enter a whole number"),
            ("value", "99", "Enter a whole number from 1 month to 24 months."),
            ("effective_from", "1/1/2026", "what held before stays as it was"),
            ("effective_from", "31/2/2027", "Day: "),
            ("reason", " ", "Say why"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
        self, sign_in: SignIn, field: str, typed: str, said: str
    ) -> None:
        client = sign_in(world.supervisor())
        sent = filled(client, **{field: typed})
        shown = html.unescape(client.post(PROPOSE, sent).content.decode())
        assert "There is a problem" in shown
        assert said in shown
        assert all(str(value) in shown for name, value in sent.items() if name != field)

    def test_a_value_that_holds_already_is_refused_after_the_preview(self, sign_in: SignIn) -> None:
        client = sign_in(world.supervisor())
        sent = filled(client, value="3", seen="3 2026-06-15")
        assert "It is 3 months on that day already." in client.post(PROPOSE, sent).content.decode()

    def test_a_policy_that_nothing_uses_moves_no_date_and_says_so(self, sign_in: SignIn) -> None:
        client = sign_in(world.supervisor())
        sent = filled(client, value="40")
        url = reverse("propose-policy", args=["retention.group_2"])
        assert KEYS["retention.group_2"].waits
        assert "nothing uses this policy yet" in client.post(url, sent).content.decode()


class TestDeciding:
    def proposal(self, by: User | None = None, **fields: Any) -> Proposal:
        said = {"key": KEY, "value": 2, "effective_from": world.TODAY, "reason": "Inspected", **fields}
        return actions.propose(by or world.supervisor(), now=NOW, **said)

    def test_today_leads_there_and_approving_moves_the_dates(self, visited: None) -> None:
        person = world.person(world.officer())
        what = self.proposal()
        url = reverse("decide-policy", args=[what.pk])
        client = signing.sign_in(inspector())
        assert f'href="{url}"' in text(client, "/")
        assert "1 date of 1 person" in text(client, url)
        sent = {"decision": "approved", "note": "", "version": "1"}
        assert client.post(url, sent).status_code == 302
        assert person.diary_entries.get(kind="visit").last == world.TODAY.replace(month=8)
        assert f'href="{url}"' not in text(client, "/")
        assert "There is nothing to decide" in text(client, url)
        assert client.post(url, sent).status_code == 302  # the same form again is the same decision
        assert Setting.objects.filter(proposal=what).count() == 1

    def test_only_who_has_just_shown_who_they_are_decides(self, sign_in: SignIn) -> None:
        what = self.proposal()
        client, url = sign_in(inspector()), reverse("decide-policy", args=[what.pk])
        sent = {"decision": "approved", "note": "", "version": "1"}
        assert "/account/reauthenticate/" in client.post(url, sent)["Location"]
        assert "/account/reauthenticate/" in client.get(url)["Location"]
        assert Proposal.objects.get().is_waiting

    def test_a_proposer_is_told_that_another_decides(self, sign_in: SignIn) -> None:
        by = inspector()
        url = reverse("decide-policy", args=[self.proposal(by).pk])
        client = sign_in(by)
        shown = text(client, url)
        assert "somebody else decides" in shown
        assert 'value="approved"' not in shown
        assert client.post(url, {"decision": "approved", "note": "", "version": "1"}).status_code == 200
        assert not Setting.objects.filter(force=by.force_id).exists()
        assert client.post(url, {"decision": "taken_back", "note": "No", "version": "1"}).status_code == 302

    def test_a_refusal_needs_a_note(self) -> None:
        url = reverse("decide-policy", args=[self.proposal().pk])
        client = signing.sign_in(inspector())
        shown = client.post(url, {"decision": "refused", "note": "", "version": "1"}).content.decode()
        assert "Say why" in shown
        assert client.post(url, {"decision": "refused", "note": "Why?", "version": "1"}).status_code == 302

    def test_who_comes_too_late_reads_that_it_was_decided(self) -> None:
        what = self.proposal()
        client, url = signing.sign_in(inspector()), reverse("decide-policy", args=[what.pk])
        client.get(url)
        actions.decide(
            inspector(),
            proposal=what,
            version=1,
            decision="refused",
            note="No",
            now=NOW,  # type: ignore[arg-type]
        )
        shown = client.post(url, {"decision": "approved", "note": "", "version": "1"}).content.decode()
        assert "Someone else changed this after you opened it" in shown

    def test_withdrawing_what_is_to_come(self, sign_in: SignIn) -> None:
        coming = world.decided(KEY, 4, LATER, today=world.TODAY)
        url = reverse("withdraw-policy", args=[coming.pk])
        client = sign_in(inspector())
        assert "Say why it is withdrawn" in client.post(url, {"reason": ""}).content.decode()
        assert client.post(url, {"reason": "Too soon"}).status_code == 302
        assert client.get(url).status_code == 404

    def test_queries_of_a_preview_do_not_grow_with_the_people(self, visited: None) -> None:
        officer = world.officer()
        url = reverse("decide-policy", args=[self.proposal().pk])
        client = signing.sign_in(inspector())
        world.person(officer)
        few = queries_of(client, url)
        for _ in range(3):
            world.person(officer)
        assert queries_of(client, url) == few <= 62  # each provider is asked twice
