"""A month's sample: from whom it is drawn, who sees it when, what is frozen, what becomes of findings."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, connection, transaction

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from dashboards import actions
from dashboards.models import DipAnswer, DipCase, DipSample
from dashboards.sampling import queries
from dashboards.sampling.rules import Answered, Score
from dashboards.sampling.trends import trends
from diary.models import OutboxMessage, Task
from offenders import actions as offenders
from offenders.models import Person
from tests import world
from tests.dashboards.sampling import drawn
from tests.dashboards.sampling.drawn import BAD, NOW
from tests.riskplans import reacting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def caseload(officer: User, number: int, **fields: Any) -> list[Person]:
    made = [world.person(officer, family_name=f"Drawn{place}", **fields) for place in range(number)]
    for person in made:
        # Of somebody whom a supervisor puts on record the manager is named apart.
        offenders.assign_manager(world.supervisor(), person=person, manager=officer, reason="", now=NOW)
    return made


def people(sample: DipSample) -> set[Any]:
    return set(sample.cases.values_list("person", flat=True))


def refused(message: str, deed: Any) -> None:
    with pytest.raises(Error, match=message), transaction.atomic():
        deed()


class TestPool:
    def test_three_of_each_manager_at_least(self) -> None:
        supervisor, (one, other) = world.supervisor(), (world.officer(), world.officer())
        caseload(one, 5), caseload(other, 2)
        sample = drawn.sample(supervisor)
        counted = {each: sample.cases.filter(manager=each).count() for each in (one, other)}
        assert counted == {one: 3, other: 2}
        assert (sample.pool_size, sample.size, sample.percent, sample.least) == (7, 5, 5, 3)
        assert queries.proven(sample)

    def test_policy_says_how_many(self) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        caseload(officer, 6)
        world.decided("dip_sample.least", 1)
        world.decided("dip_sample.monthly", 50)
        assert drawn.sample(supervisor).size == 3

    def test_by_level_by_how_they_are_managed_and_by_officer(self) -> None:
        supervisor, officer, other = world.supervisor(), world.officer(), world.officer()
        medium = world.person(officer, management_level="medium")
        low = world.person(officer, management_level="low")
        quiet = world.person(officer, management_level="low")
        theirs = world.person(other, management_level="low")
        reacting.in_force(officer, quiet)
        assert people(drawn.sample(supervisor, levels=["medium"])) == {medium.pk}
        assert people(drawn.sample(supervisor, levels=["low"])) == {low.pk, quiet.pk, theirs.pk}
        assert people(drawn.sample(supervisor, reactively="reactive")) == {quiet.pk}
        assert people(drawn.sample(supervisor, reactively="visited", officer=officer)) == {medium.pk, low.pk}
        assert people(drawn.sample(supervisor, officer=other)) == {theirs.pk}

    def test_never_ones_own_people_nor_those_one_stands_in_for(self) -> None:
        supervisor, officer, away = world.supervisor(), world.officer(), world.officer()
        for manager in (supervisor, away):
            caseload(manager, 1)
        [theirs] = caseload(officer, 1)
        offenders.arrange_cover(
            world.supervisor(),
            manager=away,
            covered_by=supervisor,
            starts_on=world.TODAY,
            ends_on=world.TODAY + world.days(7),
            reason="Leave",
            now=NOW,
        )
        by = User.objects.get(pk=supervisor.pk)
        assert people(drawn.sample(by)) == {theirs.pk}
        with pytest.raises(ValidationError, match="your own people"):
            drawn.sample(by, officer=away)

    def test_a_restricted_record_is_drawn_by_who_is_named_on_it_alone(self) -> None:
        inspector, supervisor, officer = (
            world.user(Role.DETECTIVE_INSPECTOR),
            world.supervisor(),
            world.officer(),
        )
        secret, plain = caseload(officer, 2)
        offenders.restrict(inspector, person=secret, readers=[], reason="A protected person", now=NOW)
        assert people(drawn.sample(supervisor)) == {plain.pk}
        with world.read_by(inspector):
            assert people(drawn.sample(inspector, unit=officer.unit, officer=officer)) == {
                secret.pk,
                plain.pk,
            }

    def test_nobody_to_draw_from_is_said(self) -> None:
        with pytest.raises(ValidationError, match="Nobody is there to draw from"):
            drawn.sample(world.supervisor())

    def test_of_another_unit_or_by_an_officer_it_is_refused(self) -> None:
        officer = world.officer()
        caseload(officer, 1)
        for by in (officer, world.supervisor(of=world.unit("East unit")), world.user(Role.CHAIR)):
            with pytest.raises(PermissionDenied):
                drawn.sample(by, unit=officer.unit)

    def test_once_a_month_and_the_same_form_twice_is_one(self) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        caseload(officer, 4)
        number = "8b8f6e38-0a5e-4f4e-9d0a-4f3a0a0a0a0a"
        first = drawn.sample(supervisor, submission=number)
        assert drawn.sample(supervisor, submission=number, seed="7" * 64) == first
        with pytest.raises(ValidationError, match="not drawn again"):
            drawn.sample(supervisor, seed="7" * 64)
        assert drawn.sample(supervisor, now=world.at(world.TODAY + world.days(30))).month.month == 7


class TestDrawStands:
    def test_nothing_of_it_is_changed_or_deleted(self) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        caseload(officer, 4)
        sample = drawn.sample(supervisor)
        case = sample.cases.first()
        assert case
        samples, cases = DipSample.objects.filter(pk=sample.pk), DipCase.objects.filter(pk=case.pk)
        changes: list[dict[str, Any]] = [{"seed": "0" * 64}, {"pool": {}}, {"size": 1}, {"percent": 1}]
        for change in changes:
            refused("drawn_once|Cannot", lambda change=change: samples.update(**change))
        refused("Cannot", samples.delete)
        refused("Cannot", cases.delete)
        other = world.person(officer)
        refused("Cannot", lambda: cases.update(person=other))
        again = {"sample": sample, "manager": officer, "place": 9}
        refused(
            "not in the pool", lambda: DipCase.objects.create(person=other, drawn_at=sample.drawn_at, **again)
        )
        left = next(pk for pk in sample.pool[str(officer.pk)] if not sample.cases.filter(person=pk).exists())
        later = sample.drawn_at + world.days(1)
        refused("drawn once", lambda: DipCase.objects.create(person_id=left, drawn_at=later, **again))
        refused(
            "only for one that was excluded",
            lambda: DipCase.objects.create(person_id=left, drawn_at=later, replaces=case, **again),
        )

    def test_one_left_out_stays_and_the_next_of_the_same_manager_comes(self) -> None:
        supervisor, officer, other = world.supervisor(), world.officer(), world.officer()
        caseload(officer, 5), caseload(other, 5)
        sample = drawn.sample(supervisor)
        case = sample.cases.filter(manager=officer).first()
        assert case
        with pytest.raises(ValidationError, match="Say why"):
            actions.exclude_record(supervisor, case=case, version=1, why=" ", now=NOW)
        with pytest.raises(Stale):
            actions.exclude_record(supervisor, case=case, version=9, why="Died", now=NOW)
        new = actions.exclude_record(supervisor, case=case, version=1, why="Died yesterday", now=NOW)
        assert new
        assert (new.replaces, new.manager, new.place) == (case, officer, 7)
        case.refresh_from_db()
        assert actions.exclude_record(supervisor, case=case, version=1, why="Died", now=NOW) == new
        assert (sample.cases.count(), case.excluded_why) == (7, "Died yesterday")
        assert queries.proven(sample)
        refused("Cannot", lambda: DipCase.objects.filter(pk=case.pk).update(excluded_at=None))

    def test_where_nobody_is_left_nobody_is_drawn(self) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        caseload(officer, 2)
        sample = drawn.sample(supervisor)
        case = sample.cases.first()
        assert case
        assert actions.exclude_record(supervisor, case=case, version=1, why="Moved", now=NOW) is None
        assert queries.proven(sample)

    def test_a_draw_that_was_tampered_with_is_found_out(self) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        caseload(officer, 9)
        sample = drawn.sample(supervisor)
        sample.seed = "6" * 64
        assert not queries.proven(sample)


class TestAnswers:
    def test_until_published_the_officer_sees_nothing(self) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        [person] = caseload(officer, 1)
        sample = drawn.sample(supervisor)
        case = drawn.gone_through(supervisor, sample.cases.get(), visits=BAD)
        for reader in (officer, world.officer()):
            assert not DipSample.objects.drawn_for(reader, NOW)
            assert not queries.results_of(reader, NOW)
        assert not Task.objects.filter(person=person)
        assert not OutboxMessage.objects.filter(recipient=officer)
        actions.publish_sample(supervisor, sample=sample, version=1, now=NOW)
        assert queries.results_of(officer, NOW) == [case]
        task = Task.objects.get(person=person)
        assert (task.title, task.detail, task.is_for) == ("From a dip-sample: home visits", BAD.to_do, None)
        assert task.source.startswith("dip-sample/finding:")
        assert task.due_on == world.TODAY + world.days(14)  # ten working days
        told = OutboxMessage.objects.filter(recipient=officer, cause__startswith="dip-sample")
        assert [message.person for message in told] == [None]
        assert person.reference not in told[0].body

    def test_a_supervisor_whose_own_person_was_drawn_sees_that_sample_once_it_is_published(self) -> None:
        supervisor, other = world.supervisor(), world.supervisor()
        caseload(other, 1)
        sample = drawn.sample(supervisor)
        assert not DipSample.objects.drawn_for(other, NOW)
        with pytest.raises(PermissionDenied):
            drawn.gone_through(other, sample.cases.get())
        drawn.published(supervisor, sample)
        assert DipSample.objects.drawn_for(other, NOW).get() == sample

    def test_every_question_is_answered(self) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        caseload(officer, 1)
        case = drawn.sample(supervisor).cases.get()
        said = drawn.said(case)
        del said["plan"]
        with pytest.raises(ValidationError) as refusal:
            actions.answer_record(supervisor, case=case, version=1, said=said, now=NOW)
        assert set(refusal.value.message_dict) == {"plan_answer"}

    def test_answers_change_until_they_are_published_and_then_stand(self) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        caseload(officer, 1)
        sample = drawn.sample(supervisor)
        case = drawn.gone_through(supervisor, sample.cases.get(), visits=BAD)
        with pytest.raises(Stale):
            actions.answer_record(supervisor, case=case, version=1, said=drawn.said(case), now=NOW)
        case = drawn.gone_through(supervisor, case, plan=Answered("partly", "One has no day"))
        assert Score.of(case.answers.values_list("answer", flat=True)) == Score(11, 1, 0)
        kept = DipAnswer.pgh_event_models["update"].objects.filter(pgh_obj__case=case)  # type: ignore[attr-defined]
        assert kept.count() == 12 + 2
        sample = actions.publish_sample(supervisor, sample=sample, version=1, now=NOW)
        for deed in (
            lambda: actions.answer_record(supervisor, case=case, version=3, said=drawn.said(case), now=NOW),
            lambda: actions.exclude_record(supervisor, case=case, version=3, why="No", now=NOW),
        ):
            with pytest.raises(ValidationError, match="stays as it is"):
                deed()
        answers = DipAnswer.objects.filter(case=case)
        refused("until they are published", lambda: answers.update(comment="Better"))
        refused("has been published", lambda: DipCase.objects.filter(pk=case.pk).update(version=9))
        refused("Cannot", lambda: DipSample.objects.filter(pk=sample.pk).update(published_at=None))
        refused("Cannot", answers.delete)

    def test_nobody_answers_about_their_own_work_whatever_the_code_says(self) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        caseload(officer, 1)
        case = drawn.gone_through(supervisor, drawn.sample(supervisor).cases.get())
        refused("their own work", lambda: case.answers.update(recorded_by=officer))

    def test_it_is_published_once_every_record_is_gone_through(self) -> None:
        supervisor, officer, inspector = (
            world.supervisor(),
            world.officer(),
            world.user(Role.DETECTIVE_INSPECTOR),
        )
        first, _ = caseload(officer, 2)
        sample = drawn.sample(supervisor)
        with pytest.raises(ValidationError, match="2 of the records drawn have neither"):
            actions.publish_sample(supervisor, sample=sample, version=1, now=NOW)
        for case in sample.cases.exclude(person=first):
            drawn.gone_through(supervisor, case)
        # What was restricted since is hidden from whoever publishes, and counts all the same.
        offenders.restrict(inspector, person=first, readers=[], reason="A protected person", now=NOW)
        with world.read_by(supervisor):
            assert queries.hidden_from(queries.cases_of(supervisor, sample, NOW), sample) == 1
            with pytest.raises(ValidationError, match="1 of the records drawn has neither"):
                actions.publish_sample(supervisor, sample=sample, version=1, now=NOW)
            refused(
                "not every record",
                lambda: DipSample.objects.filter(pk=sample.pk).update(
                    published_at=NOW, published_by=supervisor
                ),
            )
            assert queries.proven(sample)
        with world.read_by(inspector):
            drawn.gone_through(inspector, sample.cases.get(person=first))
            assert actions.publish_sample(inspector, sample=sample, version=1, now=NOW).is_published

    def test_published_twice_is_published_once(self) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        [person] = caseload(officer, 1)
        sample = drawn.published(supervisor, drawn.sample(supervisor), plan=BAD)
        actions.publish_sample(supervisor, sample=sample, version=1, now=NOW)
        assert Task.objects.filter(person=person).count() == 1


class TestTrends:
    def test_by_officer_and_by_question_month_by_month_and_metric_25(self) -> None:
        supervisor, officer, other = world.supervisor(), world.officer(), world.officer()
        caseload(officer, 1)
        drawn.published(
            supervisor, drawn.sample(supervisor, officer=officer), plan=BAD, visits=BAD, level=BAD
        )
        caseload(other, 1)
        drawn.published(supervisor, drawn.sample(supervisor, officer=other))
        later = world.at(world.TODAY + world.days(30))
        drawn.published(supervisor, drawn.sample(supervisor, officer=officer, now=later), now=later)
        excluded = drawn.sample(supervisor, officer=other, now=later).cases.get()
        actions.exclude_record(supervisor, case=excluded, version=1, why="Died", now=later)
        found = trends(supervisor, later, unit=None)
        assert [(line.name, line.total.percent, line.last.percent) for line in found.officers] == [
            (str(officer), 88, 100),
            (str(other), 100, 100),
        ]
        assert {line.name for line in found.questions if line.total.percent == 67} == {
            "Plan",
            "Home visits",
            "Level and how managed",
        }
        assert [month.month for month, _ in found.officers[0].months] == [6, 7]
        assert found.by_officer
        assert found.total == Score(33, 0, 3) == queries.score_since(supervisor, world.TODAY, later)
        # An officer sees their own; another unit's supervisor nothing.
        assert [line.name for line in trends(other, later, unit=None).officers] == [str(other)]
        assert not trends(world.supervisor(of=world.unit("East unit")), later, unit=None).officers


def test_the_history_of_it_is_shielded_as_the_rows_are() -> None:
    """Beside tests/access/test_shield.py: a comment in the history is hidden with the record."""
    supervisor, officer, inspector = world.supervisor(), world.officer(), world.user(Role.DETECTIVE_INSPECTOR)
    [person] = caseload(officer, 1)
    drawn.gone_through(supervisor, drawn.sample(supervisor).cases.get(), plan=BAD)
    offenders.restrict(inspector, person=person, readers=[], reason="A protected person", now=NOW)
    with world.read_by(supervisor), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dashboards_dipanswerevent WHERE person_id = %s", [person.pk])
        assert cursor.fetchone() == (0,)
