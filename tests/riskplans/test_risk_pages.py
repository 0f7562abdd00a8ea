"""The pages of risk: what they show, to whom, and how many queries they need."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from offenders import actions as people
from offenders.choices import ManagementLevel
from offenders.models import Person
from riskplans import actions
from riskplans.checklists import ASSESSMENT
from riskplans.models import Assessment, LevelDecision, RiskReview
from tests import world
from tests.access.test_relationships import confirmed
from tests.accounts import signing
from tests.riskplans import assessing, visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY = world.TODAY
NOW = world.at(TODAY)


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User) -> Person:
    return visiting.known_for(officer, 30)


def at(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


def test_an_officer_takes_an_assessment_from_its_first_page_to_the_supervisor(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    client = sign_in(officer)
    text = client.get(at("person-risk", person)).content.decode()
    assert "ARMS priority" in text
    assert "ARMS risk" not in text
    begin = client.get(at("start-assessment", person))
    form = begin.context["form"]
    said = {"tool": "arms-1", "occasion": "first", "led_by": "", "submission": form["submission"].value()}
    page = client.post(at("start-assessment", person), said, follow=True)
    made = Assessment.objects.get(person=person)
    assert page.content.decode().count("To do") == 12
    wrong = client.post(
        at("assess-factor", person, made.pk, "opportunity"),
        {"priority": "high", "evidence": "Alone with them", "version": 1},
    )
    assert "needs a source" in wrong.content.decode()
    assert "Alone with them" in wrong.content.decode()
    for factor in made.factors.all():
        answer = client.post(
            at("assess-factor", person, made.pk, factor.factor),
            {"priority": "low", "evidence": "Seen", "sources": ["observed"], "version": 1},
        )
        assert answer.status_code == 302
    assert "Still missing" in client.get(at("hand-in-assessment", person, made.pk)).content.decode()
    account = {
        "version": 1,
        "assessed_on": "15/6/2026",
        "result_overall": "medium",
        "formulation": "Whoever he minds",
    }
    assert client.post(at("write-assessment", person, made.pk), account).status_code == 302
    client.post(at("hand-in-assessment", person, made.pk), {"version": 2})
    text = client.get(at("assessment", person, made.pk)).content.decode()
    assert "Waits for a supervisor" in text
    assert "Whoever he minds" in text


def test_a_supervisor_decides_and_sees_what_it_rests_on(
    sign_in: SignIn, officer: User, supervisor: User, person: Person
) -> None:
    made = assessing.handed_in(
        officer, person, high={"opportunity"}, checked=["pnc"], formulation="First line\nsecond line"
    )
    client = sign_in(supervisor)
    text = client.get(at("decide-assessment", person, made.pk)).content.decode()
    assert assessing.FACTOR["evidence"][:20] in text
    assert "Police National Computer" in text
    assert "First line<br>second line" in text
    assert all(point in text for point in ASSESSMENT)
    refused = client.post(
        at("decide-assessment", person, made.pk), {"decision": "return", "version": made.version}
    )
    assert "put right" in refused.content.decode()
    client.post(at("decide-assessment", person, made.pk), {"decision": "approve", "version": made.version})
    text = client.get(at("person-risk", person)).content.decode()
    assert "Approved by" in text
    assert "<svg" in text
    assert "style=" not in text.partition("<svg")[2].partition("</svg>")[0]


def test_one_that_was_returned_and_given_up_is_not_called_approved(
    sign_in: SignIn, officer: User, supervisor: User, person: Person
) -> None:
    made = assessing.handed_in(officer, person)
    said = {"assessment": made, "approve": False, "note": "Not about him", "now": NOW}
    made = actions.decide_assessment(supervisor, version=made.version, **said)
    actions.drop_assessment(officer, assessment=made, version=made.version, why="Begun in error", now=NOW)
    text = sign_in(officer).get(at("assessment", person, made.pk)).content.decode()
    assert "Begun in error" in text
    assert "Approved by" not in text


def test_of_a_woman_arms_is_not_offered_and_why_is_said(sign_in: SignIn, officer: User) -> None:
    woman = world.person(officer, sex="female", given_names="Anna")
    page = sign_in(officer).get(at("start-assessment", woman))
    offered = [label for _, label in page.context["form"].fields["tool"].choices]
    assert not any("ARMS" in label or "RM2000" in label for label in offered)
    assert any("professional judgement" in label for label in offered)
    assert "It is for males only." in page.content.decode()


def test_a_change_is_reported_and_the_review_settled(sign_in: SignIn, officer: User, person: Person) -> None:
    client = sign_in(officer)
    form = client.get(at("report-change", person)).context["form"]
    said = {"kind": "bereavement", "what": "His father died", "happened_on": "14/6/2026"}
    client.post(at("report-change", person), {**said, "submission": form["submission"].value()})
    text = client.get(at("person-risk", person)).content.decode()
    assert "Review risk and plan" in text
    assert "His father died" in text
    assert "His father died" in client.get(at("settle-review", person)).content.decode()
    client.post(at("settle-review", person), {"version": 1, "note": "He had been expecting it"})
    assert RiskReview.objects.get(person=person).outcome == "unchanged"
    assert client.get(at("settle-review", person)).status_code == 404


def test_a_lower_level_is_asked_for_and_answered(
    sign_in: SignIn, officer: User, supervisor: User, person: Person
) -> None:
    client = sign_in(officer)
    page = client.get(at("set-level", person))
    assert "Counts once a supervisor has approved it." in page.content.decode()
    token = page.context["form"]["submission"].value()
    client.post(at("set-level", person), {"level": "medium", "why": "Settled", "submission": token})
    asked = LevelDecision.objects.get(person=person)
    client = sign_in(supervisor)
    assert "reauthenticate" in client.get(at("answer-level", person, asked.pk)).url
    assert "Settled" in confirmed(client).get(at("answer-level", person, asked.pk)).content.decode()
    said = {"answer": "approved", "answer_note": "Agreed", "version": asked.version}
    client.post(at("answer-level", person, asked.pk), said)
    assert Person.objects.get(pk=person.pk).management_level == "medium"


def test_evidence_and_account_are_for_those_who_read_of_victims(
    officer: User, supervisor: User, person: Person
) -> None:
    made = assessing.approved(officer, person, supervisor=supervisor)
    actions.report_change(
        officer, person=person, kind="health", what="Off his tablets", happened_on=TODAY, now=NOW
    )  # type: ignore[arg-type]
    review = RiskReview.objects.get(person=person)
    actions.settle_review(officer, review=review, version=1, note="Kit is safe", now=NOW)
    partner = world.user(Role.PARTNER)
    people.share(
        supervisor,
        person=person,
        user=partner,
        purpose="Joint visit",
        classes=[FieldClass.GENERAL, FieldClass.MANAGEMENT],
        starts_on=TODAY,
        ends_on=TODAY + world.days(30),
        now=NOW,
    )
    for user, sees in ((partner, False), (world.user(Role.FRONT_COUNTER), False), (supervisor, True)):
        client = signing.sign_in(user)
        text = client.get(at("assessment", person, made.pk)).content.decode()
        assert (assessing.WRITTEN["formulation"] in text) is sees
        assert (assessing.FACTOR["evidence"][:20] in text) is sees
        for page in ("person-risk", "person-history", "person-timeline"):
            shown = client.get(at(page, person)).content.decode()
            assert ("Off his tablets" in shown) <= sees
            assert ("Kit is safe" in shown) <= sees
            assert assessing.WRITTEN["formulation"] not in shown or sees


def test_what_is_not_open_is_said_to_be_there(officer: User, person: Person) -> None:
    actions.report_change(
        officer, person=person, kind="health", what="Off his tablets", happened_on=TODAY, now=NOW
    )  # type: ignore[arg-type]
    text = signing.sign_in(world.user(Role.FRONT_COUNTER)).get(at("person-risk", person)).content.decode()
    assert "something that is not open to you" in text
    assert "Mental health" not in text


def test_a_page_costs_the_same_however_much_there_is(
    sign_in: SignIn, officer: User, supervisor: User, person: Person
) -> None:
    def cost() -> int:
        client = sign_in(officer)
        client.get(at("person-risk", person))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at("person-risk", person)).status_code == 200
        return len(captured)

    assessing.approved(officer, person, supervisor=supervisor, on=TODAY - world.days(9))
    world.detail(officer, person, "device", kind="phone", make="Nokia")
    few = cost()
    for days in (5, 3, 1):
        assessing.approved(officer, person, supervisor=supervisor, on=TODAY - world.days(days))
    for code, result in (("rosh", "children"), ("sara", "level")):
        assessing.approved(officer, person, code, supervisor=supervisor, levels={result: "low"})
    world.detail(officer, person, "device", kind="tablet", make="Nokia")
    assert cost() <= few
    assert few <= 40


def test_ticks_that_somebody_overtook_stand_beside_what_was_typed(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    """Lists of ticks are compared too, on both forms, and results as well: nothing typed is lost."""
    draft = assessing.begun(officer, person)
    factor = assessing.gone_through(officer, draft.factors.get(factor="opportunity"), sources=["self"])
    actions.write_assessment(
        officer,
        assessment=draft,
        version=1,
        said={"checked": ["pnc"]},
        results={"overall": {"level": "high"}},
        now=NOW,
    )
    client = sign_in(officer)
    page = client.post(
        at("assess-factor", person, draft.pk, factor.factor),
        {"priority": "low", "evidence": "Seen there", "sources": ["observed", "partner"], "version": 1},
    )
    assert ("How is it known?", "Said by the person", "Seen by an officer; Partner agency") in page.context[
        "overtaken"
    ]
    assert "Seen there" in page.content.decode()
    page = client.post(
        at("write-assessment", person, draft.pk),
        {"version": 1, "checked": ["pnd"], "result_overall": "low", "formulation": "Whoever he minds"},
    )
    rows = {label: (now, typed) for label, now, typed in page.context["overtaken"]}
    assert rows["Which records were looked at?"] == ("Police National Computer", "Police National Database")
    assert ("High", "Low") in rows.values()
    assert "Whoever he minds" in page.content.decode()


def test_what_came_back_says_why_wherever_it_is_put_right_and_decided(
    sign_in: SignIn, officer: User, supervisor: User, person: Person
) -> None:
    """Unchanged it is not handed in again; changed, the supervisor still sees what was asked."""
    made = assessing.handed_in(officer, person)
    actions.decide_assessment(
        supervisor, assessment=made, version=made.version, approve=False, note="Name the hostel", now=NOW
    )
    client = sign_in(officer)
    for page in (
        at("assess-factor", person, made.pk, "opportunity"),
        at("write-assessment", person, made.pk),
    ):
        assert "Name the hostel" in client.get(page).content.decode()
    assert (
        "Nothing has changed since" in client.get(at("hand-in-assessment", person, made.pk)).content.decode()
    )
    made.refresh_from_db()
    with pytest.raises(ValidationError, match="Nothing has changed since"):
        actions.hand_in_assessment(officer, assessment=made, version=made.version, now=NOW)
    later = world.at(TODAY, 11)
    assessing.gone_through(
        officer, made.factors.get(factor="opportunity"), evidence="At Ash hostel", now=later
    )
    actions.hand_in_assessment(officer, assessment=made, version=made.version, now=later)
    assert (
        "Name the hostel"
        in sign_in(supervisor).get(at("decide-assessment", person, made.pk)).content.decode()
    )


def test_no_interview_comes_after_the_assessment_that_rests_on_it(officer: User, person: Person) -> None:
    draft = assessing.begun(officer, person)
    days = {"assessed_on": TODAY - world.days(2), "interviewed_on": TODAY - world.days(1)}
    with pytest.raises(ValidationError, match="after the day of the assessment"):
        actions.write_assessment(officer, assessment=draft, version=1, said=days, results={}, now=NOW)
    with pytest.raises(IntegrityError, match="rests_on_interview"), transaction.atomic():
        Assessment.objects.filter(pk=draft.pk).update(**days)


def test_factors_that_are_missing_lead_to_their_forms(sign_in: SignIn, officer: User, person: Person) -> None:
    draft = assessing.begun(officer, person)
    text = sign_in(officer).get(at("hand-in-assessment", person, draft.pk)).content.decode()
    assert at("assess-factor", person, draft.pk, "opportunity") in text


def test_the_management_level_says_since_when_and_by_whom(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    client = sign_in(officer)
    (level,) = client.get(at("person-risk", person)).context["values"][3:]
    assert (level.since, level.by) == (TODAY - world.days(30), "since the record was opened")
    actions.set_level(officer, person=person, level=ManagementLevel.VERY_HIGH, why="Alone with them", now=NOW)
    text = client.get(at("person-risk", person)).content.decode()
    (level,) = client.get(at("person-risk", person)).context["values"][3:]
    assert (level.since, level.by) == (TODAY, str(officer))
    assert level.by in text
