"""The pages of a handover: what each of the three sees, what is refused, and how many queries."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from handovers import actions, queries
from handovers.models import Handover, Note
from tests import world
from tests.accounts import signing
from tests.dashboards.test_pages import queries_of
from tests.handovers.test_handing_over import NOW, SAID, Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture
def case() -> Case:
    return Case()


def url(name: str, handover: Handover) -> str:
    return reverse(name, args=[handover.person_id, handover.pk])


def read(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def sent(client: Client, where: str, **fields: Any) -> Any:
    """What the form at `where` answers to these fields, with the hidden ones it came with."""
    form = client.get(where).context["form"]
    hidden = {field.name: str(field.value()) for field in form.hidden_fields()}
    return client.post(where, {**hidden, **fields})


def test_from_asking_to_accepting(sign_in: SignIn, case: Case) -> None:
    client = sign_in(case.supervisor)
    ask = reverse("ask-handover", args=[case.person.pk])
    assert f'href="{ask}"' in read(client, reverse("person", args=[case.person.pk]))
    assert sent(client, ask, receiver=str(case.receiver.pk), why="Moves on").status_code == 302
    handover = Handover.objects.get()

    client = sign_in(case.giver)
    assert "1 handover note to write" in read(client, "/")
    assert "Write the note" in read(client, reverse("handovers"))
    assert "You write the note next" in read(client, reverse("person", args=[case.person.pk]))
    assert sent(client, url("write-handover", handover), **SAID).status_code == 302
    assert "note to write" not in read(client, "/")

    client = sign_in(case.receiver)
    assert "Accept or return" in read(client, "/")
    assert "The note waits for you" in read(client, reverse("person", args=[case.person.pk]))
    where = url("answer-handover", handover)
    assert "/account/reauthenticate/" in client.post(where, {"answer": "accepted", "version": 1})["Location"]
    assert case.manager == case.giver
    client = signing.sign_in(case.receiver)
    shown = read(client, where)
    assert all(text in shown for text in SAID.values())
    assert sent(client, where, answer="accepted").status_code == 302
    assert case.manager == case.receiver
    assert "Accepted" in read(client, url("handover", handover))
    assert "Being handed over" not in read(client, reverse("person", args=[case.person.pk]))


def test_at_high_risk_a_joint_visit_is_asked_for_and_a_supervisor_confirms(sign_in: SignIn) -> None:
    case = Case("very_high")
    note = case.written()
    client, where = signing.sign_in(case.receiver), url("answer-handover", note.handover)
    refused = sent(client, where, answer="accepted", joint_visit="planned", joint_visit_on="1/6/2026")
    assert "That day has passed." in refused.content.decode()
    said = {"answer": "accepted", "joint_visit": "planned", "joint_visit_on": "18/6/2026"}
    assert sent(client, where, **said).status_code == 302
    shown = read(client, url("handover", note.handover))
    assert "Waits for a supervisor to confirm." in shown
    assert "Planned, 18 June 2026" in shown
    confirm = url("confirm-handover", note.handover)
    assert "/account/reauthenticate/" in sign_in(case.supervisor).get(confirm)["Location"]
    client = signing.sign_in(case.supervisor)
    assert f'href="{confirm}"' in read(client, "/")
    assert f'href="{confirm}"' in read(client, reverse("handovers"))
    assert sent(client, confirm).status_code == 302
    assert case.manager == case.receiver
    assert client.get(confirm).status_code == 302


def test_a_page_offers_the_first_and_counts_the_rest(
    sign_in: SignIn, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    bulk = reverse("hand-over-people", args=[case.giver.pk])
    others = [
        world.person(case.giver, family_name=f"Low{number}", management_level="low") for number in range(3)
    ]
    client = sign_in(case.supervisor)
    shown = read(client, bulk)
    assert shown.count('name="people"') == 2
    assert "and 2 more" in shown
    for person in others:
        actions.ask(case.supervisor, person=person, receiver=case.receiver, why="Leaves", now=NOW)
    assert "And 1 more." in read(client, reverse("handovers"))
    client = sign_in(case.giver)
    assert "3 handover notes to write" in read(client, "/")
    assert "And 1 more, once these are done." in read(client, reverse("handovers"))


def test_a_returned_note_stands_in_the_next_form_with_what_is_missing(sign_in: SignIn, case: Case) -> None:
    note = case.written()
    client = signing.sign_in(case.receiver)
    where = url("answer-handover", note.handover)
    refused = sent(client, where, answer="returned", missing="")
    assert "Say what is missing" in refused.content.decode()
    assert sent(client, where, answer="returned", missing="Who is the sister?").status_code == 302
    shown = read(sign_in(case.giver), url("write-handover", note.handover))
    assert "Who is the sister?" in shown
    assert all(text in shown for text in SAID.values())


def test_what_is_empty_is_asked_for_and_nothing_typed_is_lost(sign_in: SignIn, case: Case) -> None:
    handover = case.asked()
    answer = sent(sign_in(case.giver), url("write-handover", handover), **{**SAID, "risks": ""})
    shown = html.unescape(answer.content.decode())
    assert "Say what the risks are" in shown
    assert all(text in shown for name, text in SAID.items() if name != "risks")
    assert not Note.objects.exists()


def test_a_supervisor_sees_all_under_way_and_decides(sign_in: SignIn, case: Case) -> None:
    handover = case.asked()
    client = sign_in(case.supervisor)
    assert "Waits for the note from" in read(client, reverse("handovers"))
    assert "Decide it yourself" in read(client, url("handover", handover))
    where = url("settle-handover", handover)
    assert "Say why" in sent(client, where, decision="move", reason="").content.decode()
    assert sent(client, where, decision="move", reason="He has left").status_code == 302
    assert case.manager == case.receiver


def test_who_comes_too_late_is_told(sign_in: SignIn, case: Case) -> None:
    handover = case.asked()
    client = sign_in(case.supervisor)
    where = url("settle-handover", handover)
    form = client.get(where).context["form"]
    case.answered(case.written())
    said = {"decision": "stop", "reason": "He stays", "version": form["version"].value()}
    assert "Someone else changed this" in client.post(where, said).content.decode()


def test_several_people_of_one_officer_at_once(sign_in: SignIn, case: Case) -> None:
    others = [world.person(case.giver, family_name=name) for name in ("Webb", "Shaw")]
    client = sign_in(case.supervisor)
    where = reverse("hand-over-people", args=[case.giver.pk])
    assert f'href="{where}"' in read(client, reverse("cover"))
    assert (
        "Select at least one person"
        in sent(client, where, receiver=str(case.receiver.pk), why="Leaves").content.decode()
    )
    chosen = [str(other.pk) for other in others]
    answer = sent(client, where, people=chosen, receiver=str(case.receiver.pk), why="Leaves")
    assert answer.status_code == 302
    assert {str(pk) for pk in Handover.objects.values_list("person", flat=True)} == set(chosen)
    # Whoever is being handed over already is not offered again.
    assert "WEBB" not in read(client, where)


def test_the_people_of_one_who_has_left_are_offered_too(sign_in: SignIn, case: Case) -> None:
    User.objects.filter(pk=case.giver.pk).update(is_active=False)
    where = reverse("hand-over-people", args=[case.giver.pk])
    assert "They have left" in read(sign_in(case.supervisor), where)


def test_queries_do_not_grow_with_the_handovers(sign_in: SignIn, case: Case) -> None:
    handover = case.asked()
    client = sign_in(case.supervisor)
    few, one = queries_of(client, reverse("handovers")), queries_of(client, url("handover", handover))
    bulk = reverse("hand-over-people", args=[case.giver.pk])
    world.person(case.giver, family_name="Webb")
    caseload = queries_of(client, bulk)
    for name in ("Shaw", "Cole", "Dean"):
        world.person(case.giver, family_name=name)
        other = world.person(case.giver, family_name=f"{name}son")
        actions.ask(case.supervisor, person=other, receiver=case.receiver, why="Leaves", now=NOW)
    case.written()
    assert queries_of(client, reverse("handovers")) == few <= 10
    assert queries_of(client, url("handover", handover)) <= one + 3
    assert one <= 20
    assert queries_of(client, bulk) == caseload <= 12
