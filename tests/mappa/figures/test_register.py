"""The register of disclosure decisions: what stands in it, for whom, and as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.models import User
from offenders import actions as offenders
from offenders.models import Person
from tests import world
from tests.dashboards.test_pages import queries_of
from tests.mappa import held
from tests.mappa.figures import seeded
from tests.riskplans import disclosing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
URL = "/meetings/disclosures/"
TOLD = {
    "decision": "disclose",
    "why": "She has two girls, and he moves in on Friday.",
    "to_whom": "His new partner",
    "by_whom": "DC Reed and a social worker",
    "how": "At her home",
    "by_when": date(2026, 6, 20),
    "informed": "no",
    "informed_why": "He would move at once.",
    "follow_up_on": date(2026, 7, 20),
}


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


def test_yes_and_no_of_the_meetings_and_of_the_police_stand_in_one_list(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    own = disclosing.disclosed(officer, person)  # before they were managed at level 2
    held.managed(person)
    yes = held.decided(held.complete(held.begun(person), disclosure=TOLD))
    made = seeded.Meetings()
    made.heard(person, date(2026, 3, 2))
    made.write()
    client = sign_in(officer)
    text = client.get(URL).content.decode()
    for said in (
        TOLD["to_whom"],
        TOLD["why"],
        "By DC Reed and a social worker. At her home",
        "No: He would move at once.",
        "20 July 2026",
        "No undertaking on record",
        "Nobody is at risk.",
        own.reference,
        "Undertaking: Signed",
    ):
        assert str(said) in text, said
    assert text.index("Nobody is at risk.") > text.index(str(TOLD["why"]))
    only = client.get(URL + "?source=meeting&decision=not").content.decode()
    assert "Nobody is at risk." in only
    assert str(TOLD["why"]) not in only
    assert own.reference not in only
    assert str(TOLD["why"]) not in client.get(URL + "?source=police").content.decode()
    assert f"/meetings/{yes.sitting_id}/cases/{yes.pk}/#disclosure" in text


def test_a_decision_of_a_case_still_in_session_is_none_yet(sign_in: SignIn, person: Person) -> None:
    case = held.complete(held.begun(person), disclosure=TOLD)
    client = sign_in(case.sitting.chair)
    assert "No decision in this period." in client.get(URL).content.decode()


def test_nobody_reads_of_those_whom_they_may_not_open(sign_in: SignIn, person: Person) -> None:
    made = seeded.Meetings()
    made.heard(person, date(2026, 3, 2))
    made.write()
    assert "MARSH" in sign_in(held.coordinator()).get(URL).content.decode()
    other = sign_in(world.officer(of=world.unit("East unit")))
    assert "No decision in this period." in other.get(URL).content.decode()
    inspector = world.user(Role.DETECTIVE_INSPECTOR)
    offenders.restrict(
        inspector, person=person, readers=[], reason="Protected witness", now=world.at(world.TODAY)
    )
    assert "MARSH" not in sign_in(held.coordinator()).get(URL).content.decode()
    assert "MARSH" in sign_in(inspector).get(URL).content.decode()
    assert sign_in(world.user(Role.MAPPA_ADMINISTRATOR)).get(URL).status_code == 403


def test_it_is_read_page_by_page_in_as_many_queries(sign_in: SignIn, person: Person) -> None:
    made = seeded.Meetings()
    days = [date(2026, 1, 1) + world.days(number) for number in range(28)]
    for day in days[:2]:
        made.heard(person, day)
    made.write()
    client = sign_in(held.coordinator())
    before = queries_of(client, URL)
    for day in days[2:]:
        made.heard(person, day)
    made.write()
    assert queries_of(client, URL) <= before
    assert before <= 20
    first, second = (client.get(f"{URL}?page={number}").content.decode() for number in (1, 2))
    assert "28 January 2026" in first
    assert "1 January 2026<" not in first.partition("<tbody")[2].replace("21 January", "").replace(
        "11 January", ""
    )
    assert "1 January 2026<" in second
    assert "28 January 2026" not in second


def test_it_leaves_as_a_file_with_these_columns_and_no_others(
    sign_in: SignIn, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.exports.taking.recently_authenticated", lambda request: True)
    held.decided(held.complete(held.begun(person), disclosure=TOLD))
    supervisor = world.supervisor()
    client = sign_in(supervisor)
    assert "Take this register away as a file" in client.get(URL).content.decode()
    answered = client.post(URL + "export/", {"form": "csv"})
    lines = answered.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"OFFICIAL-SENSITIVE. Taken by')
    assert lines[1] == (
        '"Reference","Decided on","Meeting or scheme","Decision","Recipient","Reason","By whom","How",'
        '"Person informed","Follow-up on","Undertaking"'
    )
    assert person.reference in lines[2]
    assert "MARSH" not in answered.content.decode()
    assert sign_in(held.coordinator()).get(URL + "export/").status_code == 403
