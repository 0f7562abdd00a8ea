"""Section 327A: of whom it is still to be considered, and why (scenario 15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.choices import Role
from accounts.models import User
from mappa import actions
from mappa.considering.rules import Considered, against_child, lacks
from mappa.pack.assembly import assemble
from mappa.pack.choices import Part
from offenders.models import Person
from tests import world
from tests.mappa import held
from tests.riskplans.plans import written

SignIn = Callable[[User], Client]
URL = "/meetings/section-327a/"
DONE = Considered(date(2026, 1, 5), plan_since=date(2026, 2, 2), decided="considered")


class TestRules:
    @pytest.mark.parametrize(
        ("offence", "against"),
        [
            ("Sexual activity with a child (s.9)", True),
            ("Rape of a girl under 13", True),
            ("Taking indecent photographs of children", True),
            ("Arranging or facilitating a child sex offence (Sexual Offences Act 2003 s.14)", True),
            ("INDECENT ASSAULT ON A BOY UNDER 16", True),
            ("Sexual assault (s.3)", False),
            ("Exposure, at Childwall", False),
            ("Rape", False),
        ],
    )
    def test_the_name_of_the_offence_says_whether_it_was_against_a_child(
        self, offence: str, *, against: bool
    ) -> None:
        assert against_child(offence) is against

    @pytest.mark.parametrize(
        ("known", "why"),
        [
            ({}, ""),
            ({"plan_since": None}, "No plan is in force"),
            ({"plan_since": None, "meeting_on": date(2026, 3, 3)}, "No plan is in force"),
            ({"decided": ""}, "decides nothing about disclosure"),
            ({"decided": "", "meeting_on": date(2026, 2, 2)}, ""),
            ({"decided": "", "meeting_on": date(2026, 2, 1)}, "decides nothing about disclosure"),
            ({"convicted_on": date(2026, 2, 3)}, "is older than the conviction"),
        ],
    )
    def test_the_current_plan_or_a_meeting_since_considers_it(self, known: dict[str, Any], why: str) -> None:
        found = lacks(replace(DONE, **known))
        assert why in found
        assert bool(found) is bool(why)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_coordinator_finds_them_until_a_plan_considers_it(sign_in: SignIn) -> None:
    officer = world.officer()

    def registered(offence: str, **name: str) -> Person:
        convicted = date(2026, 1, 5)
        made = world.person(
            officer,
            today=date(2026, 1, 6),
            trigger={"kind": "conviction", "date": convicted, "offence": offence},
            disposal={"kind": "fine", "date": convicted},
            **name,
        )
        return held.managed(made)

    person = registered("Sexual activity with a child (s.9)")
    registered("Sexual assault (s.3)", family_name="Webb")
    client = sign_in(held.coordinator())
    text = client.get(URL).content.decode()
    assert "MARSH, Alan" in text
    assert "No plan is in force" in text
    assert "WEBB" not in text
    assert URL in client.get("/meetings/").content.decode()
    written.approved(officer, person, world.supervisor(), now=held.NOW)
    assert "MARSH" not in client.get(URL).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_undertaking_of_whoever_is_told_is_filed_and_stands_with_the_decision(sign_in: SignIn) -> None:
    """Scenario 14."""
    officer = world.officer()
    person = held.managed(world.person(officer))
    told = {
        "decision": "disclose",
        "why": "She has a daughter of six.",
        "to_whom": "His new partner",
        "by_whom": "Probation and DC Ash",
        "how": "At her home, together",
        "by_when": held.DAY + world.days(2),
        "informed": "no",
        "informed_why": "He would leave with her.",
        "follow_up_on": held.DAY + world.days(30),
    }
    case = held.decided(held.complete(held.begun(person, held_on=held.BEFORE), disclosure=told))
    client, page = sign_in(officer), f"/meetings/{case.sitting_id}/cases/{case.pk}/"
    text = client.get(page).content.decode()
    assert "The person is not told: He would leave with her." in text
    assert "Not filed yet" in text
    form = client.get(f"/people/{person.pk}/documents/file/?kind=undertaking").content.decode()
    assert '<option value="victims" selected>' in form
    world.document(officer, person, kind="undertaking", title="Signed undertaking", field_class="victims")
    text = client.get(page).content.decode()
    assert "Signed undertaking" in text
    assert "Not filed yet" not in text
    taker = sign_in(world.user(Role.MAPPA_ADMINISTRATOR))
    text = taker.get(page).content.decode()
    assert "Signed undertaking" not in text
    assert "Not filed yet" not in text


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_what_was_written_in_a_case_that_was_adjourned_is_no_consideration(sign_in: SignIn) -> None:
    """On the list, and in the pack of the next meeting."""
    officer, convicted = world.officer(), date(2026, 3, 10)
    person = held.managed(
        world.person(
            officer,
            today=date(2026, 3, 11),
            trigger={
                "kind": "conviction",
                "date": convicted,
                "offence": "Sexual activity with a child (s.9)",
            },
            disposal={"kind": "fine", "date": convicted},
        )
    )
    written.approved(officer, person, world.supervisor(), now=world.at(date(2026, 3, 2)))
    considered = {"children": "yes", "presumption": "His sister is told."}
    case = held.complete(held.begun(person, held_on=held.BEFORE), disclosure=considered)
    at = world.at(held.BEFORE, 10, 30)
    actions.adjourn_case(case.sitting.chair, case=case, version=case.version, why="A fire alarm", now=at)
    client = sign_in(held.coordinator())
    assert "MARSH, Alan" in client.get(URL).content.decode()
    later = held.again(held.case(held.sitting(), person))
    assert "His sister is told" not in str(assemble(later, held.NOW)[Part.DISCLOSURE])
