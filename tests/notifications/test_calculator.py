"""The calculator: what is typed becomes the facts document, the answer is shown, and nothing is kept."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.choices import Role
from accounts.models import User
from notifications.calculator.sheet import MOST_ITEMS, Sheet, keys_in
from notifications.law import answer
from notifications.law.documents.countries import COUNTRIES
from offenders.models import Draft, Person
from practice.countries.names import NAMES, code_of
from tests import world
from tests.law.documents import documents, facts, some
from tests.law.test_examples import EXAMPLES
from tests.notifications.posting import Posting

SignIn = Callable[[User], Client]
ANSWERED = [example for example in EXAMPLES if "errors" not in example["expect"]]
TODAY = world.TODAY


def posted(document: dict[str, Any], **fields: str) -> QueryDict:
    data = Posting(document).data
    for name, value in fields.items():
        data[name.replace("__", "-")] = value
    return data


def convicted(**given: Any) -> dict[str, Any]:
    trigger = {
        "id": "T1",
        "kind": "conviction",
        "date": "2026-06-01",
        "disposal": {"type": "suspended_imprisonment", "term": {"months": 12}},
    }
    return facts(as_at="2026-06-15", triggers=[trigger], **given)


def faults(data: QueryDict) -> dict[str, list[str]]:
    """Every message of the page, by the name of its field."""
    sheet = Sheet(data, today=TODAY)
    assert sheet.work_out() is None
    return {
        part.add_prefix(name): [str(message) for message in messages]
        for part in sheet.parts()
        for name, messages in part.errors.items()
    }


class TestConversion:
    @pytest.mark.parametrize("example", ANSWERED, ids=[example["id"] for example in ANSWERED])
    def test_every_example_can_be_typed(self, example: dict[str, Any]) -> None:
        posting = Posting(example["facts"])
        sheet = Sheet(posting.data, today=TODAY)
        found = sheet.work_out()
        assert found, [dict(part.errors) for part in sheet.parts()]
        # Every byte of the answer: the page knows the same facts, under names of its own.
        assert json.dumps(found[1]) == json.dumps(answer(posting.renamed(example["facts"])))

    @some
    @given(documents(jurisdiction=None))
    def test_so_can_any_other(self, document: dict[str, Any]) -> None:
        for told in document["notifications"]:
            # A box is ticked once, and a notification is not about itself.
            told["about"] = [each for each in dict.fromkeys(told.get("about", [])) if each != told["id"]]
        if "review" in document and not any(document["review"].values()):
            del document["review"]  # an empty one cannot be told from none
        posting = Posting(document)
        sheet = Sheet(posting.data, today=TODAY)
        found = sheet.work_out()
        expected = answer(posting.renamed(document))
        if "errors" in expected:
            assert found is None
            return
        assert found, [dict(part.errors) for part in sheet.parts()]
        assert json.dumps(found[1]) == json.dumps(expected)

    def test_what_was_left_empty_is_no_fact(self) -> None:
        data = posted(convicted())
        for group in ("triggers", "absences", "orders", "changes", "stays", "journeys", "determinations"):
            data.appendlist(group, "7")
        found = Sheet(data, today=TODAY).work_out()
        assert found is not None
        assert "absences" not in found[0]

    def test_countries_are_known_by_name(self) -> None:
        assert [code_of(name) for name in ("Spain", "  united   states ", "eire", "fr", "Côte d'Ivoire")] == [
            "ES",
            "US",
            "IE",
            "FR",
            "CI",
        ]
        assert code_of("Atlantis") == "ATLANTIS"
        assert set(NAMES) <= COUNTRIES


class TestFaults:
    def test_a_date_that_is_none(self) -> None:
        assert faults(posted(convicted(), triggers__1__date="31/6/2026")) == {
            "triggers-1-date": ["Date: there is no 31 June"]
        }

    def test_what_the_engine_refuses_lands_on_its_field_in_words(self) -> None:
        absence = {"kind": "custody", "from": "2026-06-02", "to": "2026-06-01"}
        assert faults(posted(convicted(absences=[absence]))) == {
            "absences-1-to_on": ["Until: enter a date no earlier than its start, 2 June 2026"]
        }
        early = {"id": "N1", "section": "83(1)", "given_at": "2004-04-30"}
        assert faults(posted(convicted(notifications=[early]))) == {
            "notifications-1-given_on": [
                "Given on: enter a date on or after 1 May 2004, when the Act came into force"
            ]
        }

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"triggers__1__term_months": ""}, "triggers-1-term_years"),
            ({"triggers__1__kind": "caution"}, "triggers-1-disposal"),
            ({"triggers__1__kind": "sro_breach"}, "triggers-1-kind"),
            ({"triggers__1__kind": "overseas_notice"}, "triggers-1-notice_given_on"),
            ({"triggers__1__extension_years": "1"}, "triggers-1-extension_years"),
            ({"triggers__1__disposal": "", "triggers__1__term_months": "2"}, "triggers-1-disposal"),
            ({"triggers__1__disposal_date": "31/5/2026"}, "triggers-1-disposal_date"),
            ({"triggers__1__ended_on": "31/5/2026"}, "triggers-1-ended_on"),
            ({"triggers__1__date": ""}, "triggers-1-date"),
            ({"triggers__1__term_months": "-1"}, "triggers-1-term_months"),
            ({"triggers__1__kind": "arrest"}, "triggers-1-kind"),
            ({"judged_on": ""}, "judged_on"),
            ({"judged_on": "1/1/2004"}, "judged_on"),
            ({"judged_time": "25:00"}, "judged_time"),
            ({"date_of_birth_1": "13"}, "date_of_birth"),
            ({"jurisdiction": "france"}, "jurisdiction"),
            ({"law": "cpa2026"}, "commence_on"),
            ({"absences": "1", "absences__1__kind": "custody"}, "absences-1-from_on"),
            ({"absences": "1", "absences__1__from_on": "1/6/2026"}, "absences-1-kind"),
            ({"absences": "1", "absences__1__from_time": "9:00"}, "absences-1-from_on"),
            (
                {
                    "absences": "1",
                    "absences__1__kind": "custody",
                    "absences__1__from_on": "29/3/2026",
                    "absences__1__from_time": "1:30",
                },
                "absences-1-from_time",
            ),
            ({"orders": "1", "orders__1__kind": "shpo"}, "orders-1-made_on"),
            ({"journeys": "1", "journeys__1__departs_on": "1/8/2026"}, "journeys-1-to"),
            ({"nevers": "1", "nevers__1__advance_notice": "notifications-9"}, "nevers-1-advance_notice"),
            ({"determinations": "1", "determinations__1__on": "1/6/2026"}, "determinations-1-outcome"),
            ({"review__appeal": "allowed"}, "review-appeal_on"),
        ],
    )
    def test_every_fault_is_on_a_field_of_the_page(self, changed: dict[str, str], field: str) -> None:
        found = faults(posted(convicted(), **changed))
        assert field in found, found
        assert "__all__" not in " ".join(found)

    def test_a_journey_to_nowhere(self) -> None:
        journey = {"id": "J1", "departs": "2026-08-01", "details_known": "2026-07-01", "to": ["Atlantis"]}
        assert list(faults(posted(convicted(journeys=[journey])))) == ["journeys-1-to"]

    def test_what_refers_to_an_empty_item_is_said_so(self) -> None:
        told = {"id": "N1", "section": "84(1)", "given_at": "2026-06-03", "about": ["C1"]}
        change = {"id": "C1", "kind": "released", "on": "2026-06-02"}
        data = posted(convicted(notifications=[told], changes=[change]))
        data["changes-1-kind"] = data["changes-1-on"] = ""
        assert faults(data) == {
            "notifications-1-about": ["What was it about? Fill in what you ticked, or untick it"]
        }

    def test_of_several_the_message_says_which(self) -> None:
        data = posted(convicted())
        data.setlist("triggers", ["1", "2"])
        data["triggers-2-date"] = "soon"
        [message] = faults(data)["triggers-2-date"]
        assert message.startswith("Date (conviction 2): ")

    @pytest.mark.parametrize("law", ["now", "nonsense", ""])
    def test_a_hidden_answer_is_not_judged(self, law: str) -> None:
        data = posted(convicted(), law=law, commence_on="never")
        if law == "now":
            assert Sheet(data, today=TODAY).work_out()
        else:
            assert "law" in faults(data)


class TestAddingAndRemoving:
    def test_another_is_empty_and_keeps_what_was_typed_unjudged(self) -> None:
        data = posted(convicted(), triggers__1__date="not yet known")
        sheet = Sheet(data, today=TODAY).with_another("triggers")
        first, second = sheet.items["triggers"]
        assert first["date"].value() == "not yet known"
        assert not first.errors
        assert second["date"].value() is None
        assert "autofocus" in str(second["kind"])
        assert sheet.added is second

    def test_removing_drops_what_referred_to_it_and_renames_nothing(self) -> None:
        changes = [{"id": f"C{n}", "kind": "released", "on": f"2026-06-0{n}"} for n in (2, 3)]
        told = {"id": "N1", "section": "84(1)", "given_at": "2026-06-04", "about": ["C1", "C2"]}
        # Keys follow the order of the list.
        changes[0]["id"], changes[1]["id"] = "C1", "C2"
        sheet = Sheet(posted(convicted(changes=changes, notifications=[told])), today=TODAY)
        rest = sheet.without("changes-1")
        assert [item.identity for item in rest.items["changes"]] == ["change 2"]
        assert rest.items["notifications"][0]["about"].value() == ["changes-2"]

    def test_there_is_an_end_of_adding(self) -> None:
        data = posted(convicted())
        data.setlist("changes", [str(n) for n in range(1, 500)])
        assert sum(map(len, keys_in(data).values())) == MOST_ITEMS
        assert Sheet(data, today=TODAY).with_another("changes").added is None


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestPage:
    def test_it_begins_short_and_judges_today(self, sign_in: SignIn) -> None:
        page = sign_in(world.officer()).get("/calculator/").content.decode()
        assert 'value="15/6/2026"' in page
        assert "answer-heading" not in page
        assert page.count("<fieldset") < 7

    def test_the_answer_stands_above_the_form_which_keeps_its_values(self, sign_in: SignIn) -> None:
        page = sign_in(world.officer()).post("/calculator/", posted(convicted())).content.decode()
        assert page.index("Subject to notification until 31 May 2036") < page.index("Change the facts")
        assert "Overdue" in page
        assert "By the end of 3 June 2026." in page
        assert "3 days beginning with that day" in page
        assert 'value="1/6/2026"' in page
        assert "<svg" in page

    def test_considered_and_not_required_says_why(self, sign_in: SignIn) -> None:
        stay = {"id": "X1", "kind": "stay", "from": "2026-06-02", "to": "2026-06-07", "address": "A"}
        page = sign_in(world.officer()).post("/calculator/", posted(convicted(changes=[stay])))
        assert "Fewer than seven days were stayed" in page.content.decode()

    @pytest.mark.parametrize("example", ANSWERED[::9], ids=[example["id"] for example in ANSWERED[::9]])
    def test_any_answer_can_be_shown(self, sign_in: SignIn, example: dict[str, Any]) -> None:
        data = Posting(example["facts"]).data
        page = sign_in(world.officer()).post("/calculator/", data).content.decode()
        assert "answer-heading" in page
        assert " style=" not in page

    def test_no_person_in_address_or_title_and_nothing_kept(
        self, sign_in: SignIn, caplog: pytest.LogCaptureFixture
    ) -> None:
        client = sign_in(world.officer())
        client.get("/calculator/")
        data = posted(convicted(), date_of_birth_2="1931")
        with CaptureQueriesContext(connection) as captured, caplog.at_level(logging.DEBUG):
            response = client.post("/calculator/", data)
        assert len(captured) <= 6
        assert not [each for each in captured if not each["sql"].lstrip().upper().startswith("SELECT")]
        assert "1931" not in caplog.text
        assert "<title>Calculator - Vigil</title>" in response.content.decode()
        assert "no-store" in response["Cache-Control"]

    def test_an_error_is_in_the_title_and_leads_to_its_field(self, sign_in: SignIn) -> None:
        data = posted(convicted(), triggers__1__date="31/6/2026")
        page = sign_in(world.officer()).post("/calculator/", data).content.decode()
        assert "<title>Error: Calculator - Vigil</title>" in page
        assert 'href="#id_triggers-1-date"' in page
        assert "answer-heading" not in page

    def test_adding_and_removing_by_button(self, sign_in: SignIn) -> None:
        client = sign_in(world.officer())
        page = client.post("/calculator/", posted(convicted(), add="orders")).content.decode()
        assert 'name="orders" value="1"' in page
        page = client.post("/calculator/", posted(convicted(), remove="triggers-1")).content.decode()
        assert 'name="triggers" value="1"' not in page
        for odd in ("nonsense", "", "orders-"):
            assert client.post("/calculator/", posted(convicted(), add=odd)).status_code == 200
            assert client.post("/calculator/", posted(convicted(), remove=odd)).status_code == 200

    @some
    @given(data=st.data())
    def test_junk_is_answered_politely(self, data: st.DataObject) -> None:
        junk = posted(convicted(notifications=[{"id": "N1", "section": "83(1)", "given_at": "2026-06-02"}]))
        values = st.one_of(
            st.text(max_size=12),
            st.sampled_from(["1/6/2026", "99", "-1", "on", "triggers-1", "notifications-1", "31/12/2100"]),
        )
        for name in data.draw(st.lists(st.sampled_from(sorted(junk)), max_size=8)):
            junk.setlist(name, data.draw(st.lists(values, max_size=3)))
        sheet = Sheet(junk, today=TODAY)
        if sheet.work_out() is None:
            assert any(part.errors for part in sheet.parts())


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestStartingARecord:
    def test_what_is_known_waits_in_the_steps_unconfirmed(self, sign_in: SignIn) -> None:
        officer = world.officer()
        client = sign_in(officer)
        absence = {"kind": "custody", "from": "2026-06-02"}
        response = client.post("/calculator/", posted(convicted(absences=[absence]), do="record"))
        draft = Draft.objects.get(owner=officer)
        assert response["Location"] == f"/people/add/{draft.pk}/identity/"
        page = client.get(response["Location"]).content.decode()
        assert "There is a problem" not in page
        assert 'value="1980"' in page
        answers = {"given_names": "Alan", "family_name": "Marsh", "sex": "male", "kind": "rso"}
        answers |= {"management_level": "high", "date_of_birth_0": "1", "date_of_birth_1": "5"}
        response = client.post(response["Location"], {**answers, "date_of_birth_2": "1980"})
        page = client.get(response["Location"]).content.decode()
        assert 'value="2026"' in page
        assert 'value="suspended_imprisonment" selected' in page
        assert not Person.objects.exists()

    def test_not_from_facts_that_are_refused(self, sign_in: SignIn) -> None:
        data = posted(convicted(), do="record", triggers__1__date="")
        assert sign_in(world.officer()).post("/calculator/", data).status_code == 200
        assert not Draft.objects.exists()

    def test_only_by_those_who_may_add_people(self, sign_in: SignIn) -> None:
        client = sign_in(world.user(Role.AUDITOR))
        assert "Start a record" not in client.get("/calculator/").content.decode()
        assert client.post("/calculator/", posted(convicted(), do="record")).status_code == 403
        assert not Draft.objects.exists()

    def test_from_nothing_but_a_birth(self, sign_in: SignIn) -> None:
        officer = world.officer()
        data = posted({"as_at": "2026-06-15", "person": {"date_of_birth": "1980-05-01"}}, do="record")
        assert sign_in(officer).post("/calculator/", data).status_code == 302
        assert Draft.objects.get().answers["suggested"]["offence"] == {}


def test_the_day_is_today_unless_another_is_asked() -> None:
    assert Sheet(None, today=date(2026, 1, 2)).person["judged_on"].value() == "2/1/2026"
