"""The room: the statement, the quorum, what is written by several at once, and the chair's decision."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary.models import Task
from mappa import actions
from mappa.actions import attending
from mappa.models import AgreedAction, CaseReview, Confirmation, Paragraph, RiskView, Sitting
from mappa.room.choices import Method
from mappa.sittings.choices import Inquorate, SittingState
from mappa.status import queries
from mappa.status.choices import Closing
from offenders.actions import record_custody
from offenders.models import MappaStatus, Person
from tests import world
from tests.mappa import held, levelled
from tests.mappa.held import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


def refused(by: User, case: CaseReview) -> list[str]:
    """What keeps the chair from deciding."""
    with pytest.raises(ValidationError) as refusal:
        actions.decide_case(by, case=case, version=case.version, now=NOW)
    return refusal.value.messages


class TestConfidentiality:
    """Scenario 9."""

    def test_a_case_does_not_begin_before_the_statement(self, person: Person) -> None:
        on = held.ready(person).sitting
        other = held.managed(world.person(world.officer(), family_name="Other"))
        bare = held.case(on, other, at=11, purpose="emergency", now=NOW)
        held.invited(bare)
        by = on.recorded_by
        actions.record_attendance(by, case=bare, came=held.came(bare), chair_is_there=True, now=NOW)
        with pytest.raises(ValidationError, match="confidentiality statement"):
            actions.begin_case(by, case=bare, version=bare.version, now=NOW)
        with pytest.raises(IntegrityError, match="confidentiality"), transaction.atomic():
            CaseReview.objects.filter(pk=bare.pk).update(state="in_session", quorum="quorate")

    def test_whoever_joins_late_has_to_hear_it(self, person: Person) -> None:
        housing = held.agency("housing", "duty")
        case = held.complete(held.begun(person, besides=[housing], but=["Housing Service"]))
        by, late = case.sitting.recorded_by, world.at(case.sitting.held_on, 10, 30)
        came = [
            held.Came(each.invitation, "remote", "The duty officer", version=each.version)
            for each in case.attendance.filter(agency=housing).select_related("invitation__agency")
        ]
        actions.record_attendance(by, case=case, came=came, chair_is_there=True, now=late)
        said = refused(case.sitting.chair, case)
        assert said == ["Somebody came in since the confidentiality statement: give it again."]
        with pytest.raises(IntegrityError, match="somebody came in"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(
                state="decided", decided_at=NOW, decided_by=case.sitting.chair
            )
        actions.confirm_confidentiality(by, case=case, method=Method.DRAWN, now=late)
        assert held.decided(case).state == "decided"

    def test_nobody_can_agree_who_is_not_there(self, person: Person) -> None:
        on = held.sitting()
        case = held.case(on, person)
        held.invited(case)
        held.opened(on)
        with pytest.raises(ValidationError, match="who is there"):
            actions.confirm_confidentiality(on.recorded_by, case=case, method=Method.READ, now=NOW)


class TestQuorum:
    """Scenario 10."""

    def test_without_the_prison_somebody_in_custody_is_not_heard(self, person: Person) -> None:
        record_custody(
            world.supervisor(), person=person, kind="custody", starts_on=held.DAY, place="Stonegarth", now=NOW
        )
        case = held.ready(person, besides=[held.agency("prison", name="HM Prison")], but=["HM Prison"])
        by = case.sitting.chair
        with pytest.raises(ValidationError, match="the prison, because the person is in custody"):
            actions.begin_case(by, case=case, version=case.version, now=NOW)
        late: dict[str, Any] = {
            "case": case,
            "version": case.version,
            "choice": Inquorate.ADJOURN,
            "now": NOW,
        }
        with pytest.raises(ValidationError, match="29 June 2026"):
            actions.record_no_quorum(by, reconvene_on=date(2026, 6, 30), **late)
        with pytest.raises(PermissionDenied):
            actions.record_no_quorum(case.sitting.recorded_by, reconvene_on=date(2026, 6, 29), **late)
        done = actions.record_no_quorum(by, reconvene_on=date(2026, 6, 29), **late)
        assert (done.state, done.quorum_missing) == (
            "inquorate",
            ["the prison, because the person is in custody"],
        )
        assert not CaseReview.objects.held().exists()
        assert not person.diary_entries.filter(kind="mappa_review").exists()
        # Whoever listed it is to list it again, within ten working days; heard again, that is done.
        again = person.diary_entries.get(kind="mappa_again")
        assert (again.owner, again.last, again.met_on) == (case.recorded_by, date(2026, 6, 29), None)
        with pytest.raises(ValidationError, match="not in session"):
            actions.write_paragraph(by, case=case, agency=None, topic="update", text="x", now=NOW)

    def test_whose_invitation_was_withdrawn_meanwhile_is_not_there(self, person: Person) -> None:
        on = held.sitting()
        case = held.case(on, person)
        [asked] = held.invited(case, held.agency())
        on = held.opened(on)
        case, said = held.again(case), held.came(held.again(case))
        asked.refresh_from_db()
        actions.withdraw_invitation(
            on.recorded_by, invitation=asked, version=asked.version, why="Not theirs", now=NOW
        )
        with pytest.raises(ValidationError, match="the invitation was withdrawn"):
            actions.record_attendance(on.recorded_by, case=case, came=said, chair_is_there=True, now=NOW)

    def test_with_interim_decisions_it_is_written_on_and_counts_for_nothing(self, person: Person) -> None:
        case = held.ready(person, but=["Probation Service"])
        by = case.sitting.chair
        case = actions.record_no_quorum(
            by,
            case=case,
            version=case.version,
            choice=Inquorate.PROCEED,
            reconvene_on=date(2026, 6, 22),
            why="He is released tomorrow",
            now=NOW,
        )
        actions.judge_risk(by, case=case, version=0, said=held.RISK, now=NOW)
        with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(state="decided")
        with pytest.raises(ValidationError, match="the chair closes it"):
            actions.adjourn_case(by, case=case, version=case.version, why="Enough", now=NOW)
        with pytest.raises(ValidationError, match="1 case is not finished"):
            held.brought(case.sitting, SittingState.CLOSED)
        with pytest.raises(IntegrityError, match="not finished"), transaction.atomic():
            Sitting.objects.filter(pk=case.sitting_id).update(state="closed")
        action = held.proposed(case)
        assert refused(by, case) == ["No agency’s update is noted."]
        actions.write_paragraph(by, case=case, agency=None, topic="update", text="Seen twice.", now=NOW)
        closed = held.decided(case)
        action.refresh_from_db()
        assert (closed.state, bool(closed.decided_at), action.state) == ("inquorate", True, "agreed")
        assert not CaseReview.objects.held().exists()
        assert MappaStatus.objects.get(person=person).starts_on == date(2025, 1, 6)
        with pytest.raises(ValidationError, match="not in session"):
            actions.write_paragraph(by, case=case, agency=None, topic="update", text="Late", now=NOW)
        with pytest.raises(IntegrityError, match="not in session"), transaction.atomic():
            RiskView.objects.update(staff="high")
        with pytest.raises(ProgrammingError), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(decided_at=None)
        assert held.brought(case.sitting, SittingState.CLOSED).state == "closed"

    def test_who_goes_on_without_one_says_why_and_after_the_statement(self, person: Person) -> None:
        case = held.ready(person, but=["Probation Service"])
        said: dict[str, Any] = {
            **{"case": case, "version": case.version, "choice": Inquorate.PROCEED},
            "reconvene_on": date(2026, 6, 22),
        }
        with pytest.raises(ValidationError, match="why it cannot wait"):
            actions.record_no_quorum(case.sitting.chair, now=NOW, **said)
        came = held.came(case, but=["Probation Service"], who="The duty officer")
        actions.record_attendance(case.sitting.chair, case=case, came=came, chair_is_there=True, now=NOW)
        with pytest.raises(ValidationError, match="came in since"):
            actions.record_no_quorum(case.sitting.chair, why="Release", now=NOW, **said)
        about: dict[str, Any] = {
            **{"state": "inquorate", "quorum": "inquorate", "quorum_missing": ["probation"]},
            **{"without_quorum": "proceed", "reconvene_on": date(2026, 6, 22)},
        }
        with pytest.raises(IntegrityError, match="came in after"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(**about, quorum_why="Release")
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(**about)

    def test_a_case_that_loses_its_quorum_stops_until_they_are_back(self, person: Person) -> None:
        case = held.complete(held.begun(person))
        by, chair = case.sitting.recorded_by, case.sitting.chair
        action = held.proposed(case)
        actions.record_attendance(
            by, case=case, came=held.came(case, but=["Probation Service"]), chair_is_there=True, now=NOW
        )
        case = held.again(case)
        assert (case.state, case.quorum_missing) == ("inquorate", ["probation"])
        with pytest.raises(ValidationError, match="the chair decides"):
            actions.write_paragraph(by, case=case, agency=None, topic="update", text="x", now=NOW)
        with pytest.raises(ValidationError, match="not in session"):
            actions.decide_case(chair, case=case, version=case.version, now=NOW)
        with pytest.raises(IntegrityError, match="not quorate"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(state="in_session", quorum="quorate")
        back = world.at(held.DAY, 10, 30)
        actions.record_attendance(by, case=case, came=held.came(case), chair_is_there=True, now=back)
        with pytest.raises(ValidationError, match="came in since"):
            actions.begin_case(by, case=case, version=case.version, now=back)
        actions.confirm_confidentiality(by, case=case, method=Method.DRAWN, now=back)
        case = actions.begin_case(by, case=case, version=held.again(case).version, now=back)
        assert (case.state, case.quorum_missing, case.began_at) == (
            "in_session",
            [],
            world.at(held.DAY, 10, 1),
        )
        held.decided(case)
        action.refresh_from_db()
        assert action.state == "agreed"

    def test_adjourned_in_the_middle_nothing_is_agreed(self, person: Person) -> None:
        case = held.begun(person)
        action = held.proposed(case)
        came = held.came(case, but=["Probation Service"])
        actions.record_attendance(case.sitting.chair, case=case, came=came, chair_is_there=True, now=NOW)
        case = held.again(case)
        actions.record_no_quorum(
            case.sitting.chair,
            case=case,
            version=case.version,
            choice=Inquorate.ADJOURN,
            reconvene_on=date(2026, 6, 29),
            now=NOW,
        )
        action.refresh_from_db()
        assert action.state == "cancelled"
        for state in ("in_session", "adjourned"):
            with pytest.raises(IntegrityError), transaction.atomic():
                CaseReview.objects.filter(pk=case.pk).update(state=state, adjourned_why="x")

    def test_custody_recorded_meanwhile_keeps_it_from_being_decided(self, person: Person) -> None:
        case = held.complete(held.begun(person))
        record_custody(
            world.supervisor(), person=person, kind="custody", starts_on=held.DAY, place="Stonegarth", now=NOW
        )
        assert "There is no quorum without the prison, because the person is in custody." in refused(
            case.sitting.chair, case
        )
        with pytest.raises(IntegrityError, match="not quorate"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(
                state="decided", decided_at=NOW, decided_by=case.sitting.chair
            )

    def test_at_level_3_a_body_counts_whose_people_may_commit_resources(self, person: Person) -> None:
        """The database asks what mappa.sittings.rules.quorum asks, and nothing more at level 2."""
        about = {"state": "in_session", "quorum": "quorate", "began_at": NOW}
        other = held.managed(world.person(world.officer(), family_name="Other"), level="3")
        for at_level, of in (("2", person), ("3", other)):
            case = held.ready(of, level=at_level)
            for rows in (case.attendance.filter(agency__isnull=False), case.attendance.all()):
                rows.update(commits=False)
                if at_level == "3":
                    with pytest.raises(IntegrityError, match="not quorate"), transaction.atomic():
                        CaseReview.objects.filter(pk=case.pk).update(**about)
            case.attendance.update(commits=at_level == "3")
            CaseReview.objects.filter(pk=case.pk).update(**about)
            assert held.again(case).state == "in_session"


class TestWhoIsThere:
    def test_another_in_the_same_seat_has_to_hear_the_statement(self, person: Person) -> None:
        case = held.ready(person)
        by = case.sitting.recorded_by
        came = held.came(case, who="Somebody else")
        actions.record_attendance(by, case=case, came=came, chair_is_there=True, now=NOW)
        with pytest.raises(ValidationError, match="came in since"):
            actions.begin_case(by, case=case, version=case.version, now=world.at(held.DAY, 10, 2))
        with pytest.raises(IntegrityError, match="came in after"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(state="in_session", quorum="quorate")
        with pytest.raises(IntegrityError, match="somebody else in that seat"), transaction.atomic():
            case.attendance.filter(is_chair=False).update(who="A third")
        with pytest.raises(IntegrityError, match="did not hear"), transaction.atomic():
            case.attendance.filter(is_chair=False).update(arrived_at=world.at(held.DAY, 9))

    def test_the_statement_covers_those_to_whom_it_was_given(self, person: Person) -> None:
        case = held.ready(person, but=["Probation Service"])
        by, heard = case.sitting.recorded_by, attending.who_hears(case)
        actions.record_attendance(by, case=case, came=held.came(case), chair_is_there=True, now=NOW)
        with pytest.raises(ValidationError, match="has come in or left"):
            actions.confirm_confidentiality(by, case=case, method=Method.READ, heard=heard, now=NOW)

    def test_two_windows_do_not_tick_the_chair_over_each_other(self, person: Person) -> None:
        case = held.ready(person)
        by = case.sitting.recorded_by
        said: dict[str, Any] = {"case": case, "came": [], "now": NOW}
        actions.record_attendance(by, chair_is_there=False, chair_version=1, **said)
        row = case.attendance.get(is_chair=True)
        assert (row.presence, row.arrived_at, row.version) == ("absent", None, 2)
        with pytest.raises(Stale):
            actions.record_attendance(case.sitting.chair, chair_is_there=True, chair_version=1, **said)
        actions.record_attendance(by, chair_is_there=True, chair_version=2, **said)
        assert case.attendance.get(is_chair=True).version == 3

    def test_nobody_comes_or_goes_once_the_case_is_decided(self, person: Person) -> None:
        case = held.complete(held.begun(person))
        held.decided(case)
        with pytest.raises(IntegrityError, match="finished"), transaction.atomic():
            case.attendance.update(commits=True)
        with pytest.raises(IntegrityError, match="finished"), transaction.atomic():
            Confirmation.objects.create(
                person=person,
                case=case,
                at=NOW,
                method="read",
                recorded_at=NOW,
                recorded_by=case.sitting.chair,
            )

    def test_what_is_said_of_a_case_is_about_its_person(self, person: Person) -> None:
        case = held.ready(person)
        other = world.person(world.officer(), family_name="Other")
        for rows in (case.attendance, case.invitations):
            with pytest.raises(IntegrityError, match="of_casereview_with_person_id"), transaction.atomic():
                rows.update(person=other)


class TestSubstitute:
    def test_somebody_of_the_grade_takes_the_chair_of_an_open_meeting(self, person: Person) -> None:
        case = held.complete(held.begun(person))
        on, by = case.sitting, case.sitting.recorded_by
        ill, other = on.chair, held.chair(username="other")
        said: dict[str, Any] = {"sitting": on, "version": on.version, "chair": other, "now": NOW}
        with pytest.raises(ValidationError, match="Say why"):
            actions.replace_chair(by, why=" ", **said)
        with pytest.raises(PermissionDenied):
            actions.replace_chair(ill, why="I am ill", **said)
        with pytest.raises(IntegrityError, match="for a reason"), transaction.atomic():
            Sitting.objects.filter(pk=on.pk).update(chair=other)
        actions.replace_chair(by, why="Taken ill", **said)
        case = held.again(case)
        assert (case.sitting.chair, case.sitting.chair_why, case.sitting.below_grade) == (
            other,
            "Taken ill",
            False,
        )
        assert (case.state, case.quorum_missing) == ("inquorate", ["the chair"])
        chaired = case.attendance.get(is_chair=True)
        actions.record_attendance(
            by, case=case, came=[], chair_is_there=True, chair_version=chaired.version, now=NOW
        )
        actions.confirm_confidentiality(by, case=case, method=Method.READ, now=NOW)
        actions.begin_case(by, case=case, version=case.version, now=NOW)
        case = held.again(case)
        with pytest.raises(PermissionDenied):
            actions.decide_case(ill, case=case, version=case.version, now=NOW)
        assert held.decided(case).decided_by == other

    def test_below_the_grade_an_inspector_alone_names_them(self, person: Person) -> None:
        on = held.begun(person, level="3").sitting
        low = held.chair(username="low", rank="DI")
        said: dict[str, Any] = {"sitting": on, "version": on.version, "chair": low, "why": "Snow", "now": NOW}
        with pytest.raises(ValidationError, match="superintendent or above"):
            actions.replace_chair(on.recorded_by, **said)
        inspector = world.user(Role.DETECTIVE_INSPECTOR, rank="DI")
        on = actions.replace_chair(inspector, **said)
        assert (on.below_grade, on.override_why, on.override_by) == (True, "Snow", inspector)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What becomes of deeds that begin at the same moment, each on a connection of its own: a refusal is its class."""
    together = Barrier(len(deeds))

    def done(deed: Callable[[], Any]) -> Any:
        try:
            together.wait(timeout=30)
            return deed()
        except ValidationError as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(done, deeds))


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Two people, two connections."""

    def test_two_who_write_lose_no_word_and_of_two_corrections_one_stands(self, person: Person) -> None:
        case = held.begun(person)
        two = (case.sitting.recorded_by, case.sitting.chair)
        about: dict[str, Any] = {"case": case, "agency": None, "topic": "update", "now": NOW}
        at_once(*(partial(actions.write_paragraph, by, text=f"Seen by {by.pk}", **about) for by in two))
        assert {each.text for each in Paragraph.objects.all()} == {f"Seen by {by.pk}" for by in two}
        first = Paragraph.objects.all()[0]
        ended = at_once(
            *(
                partial(
                    actions.correct_paragraph, by, paragraph=first, version=1, text=f"Not by {by.pk}", now=NOW
                )
                for by in two
            )
        )
        assert ended.count(Stale) == 1
        assert Paragraph.objects.filter(line=first.line).count() == 2

    def test_of_two_who_judge_the_risk_the_second_is_told(self, person: Person) -> None:
        case = held.begun(person)
        ended = at_once(
            *(
                partial(actions.judge_risk, by, case=case, version=0, said={**held.RISK, "why": why}, now=NOW)
                for by, why in ((case.sitting.recorded_by, "One"), (case.sitting.chair, "Other"))
            )
        )
        assert ended.count(Stale) == 1
        assert RiskView.objects.get().version == 1

    def test_whoever_comes_in_while_the_case_is_begun_has_to_hear_the_statement(self, person: Person) -> None:
        housing = held.agency("housing", "duty")
        case = held.ready(person, besides=[housing], but=["Housing Service"])
        by, version = case.sitting.recorded_by, case.version
        at_once(
            partial(
                actions.record_attendance, by, case=case, came=held.came(case), chair_is_there=True, now=NOW
            ),
            partial(actions.begin_case, case.sitting.chair, case=case, version=version, now=NOW),
        )
        late = case.attendance.get(agency=housing).arrived_at
        newest = case.confirmations.first()
        assert late
        assert newest
        assert late > newest.at

    def test_a_meeting_is_not_called_off_over_a_case_that_is_begun(self, person: Person) -> None:
        on = held.sitting()
        case = held.case(on, person, purpose="emergency")
        held.invited(case)
        actions.record_attendance(
            on.recorded_by, case=case, came=held.came(case), chair_is_there=True, now=NOW
        )
        actions.confirm_confidentiality(on.recorded_by, case=case, method=Method.READ, now=NOW)
        ended = at_once(
            partial(actions.begin_case, on.chair, case=case, version=1, now=NOW),
            partial(actions.call_off, on.recorded_by, sitting=on, version=1, why="Snow", now=NOW),
        )
        assert sum(isinstance(each, type) and issubclass(each, ValidationError) for each in ended) == 1


class TestDecision:
    def test_everything_that_is_missing_is_named(self, person: Person) -> None:
        case = held.begun(person)
        said = refused(case.sitting.chair, case)
        assert len(said) == 6
        assert "The disclosure decision is missing." in said
        with pytest.raises(IntegrityError, match="something of this case is missing"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(
                state="decided", decided_at=NOW, decided_by=case.sitting.chair
            )

    def test_the_chair_alone_decides_and_twice_is_once(self, person: Person) -> None:
        case = held.complete(held.begun(person))
        with pytest.raises(PermissionDenied):
            actions.decide_case(case.sitting.recorded_by, case=case, version=case.version, now=NOW)
        assert held.decided(case).limit_on == held.DAY + world.days(112)
        assert held.decided(case).state == "decided"

    def test_the_level_takes_effect_from_the_day_of_the_meeting(self, person: Person) -> None:
        case = held.complete(held.begun(person), level={"level": "1", "rationale": "One agency is enough."})
        held.decided(case)
        now = MappaStatus.objects.on(held.DAY).get(person=person)
        assert (now.level, now.starts_on) == ("1", held.DAY)
        assert not person.diary_entries.filter(kind="mappa_review").exists()

    def test_dissent_is_said_in_words(self, person: Person) -> None:
        """Scenario 11."""
        case = held.begun(person)
        dissents = {**held.LEVEL, "level": "1", "dissents": "yes"}
        with pytest.raises(ValidationError, match="who disagrees"):
            actions.record_level_decision(case.sitting.chair, case=case, version=0, said=dissents, now=NOW)
        view = actions.record_level_decision(
            case.sitting.chair,
            case=case,
            version=0,
            said={**dissents, "dissent": "Health: the medication is new."},
            now=NOW,
        )
        assert view.dissent == "Health: the medication is new."

    def test_category_3_is_not_kept_at_level_1(self, person: Person) -> None:
        case = held.begun(person)
        with pytest.raises(ValidationError, match="Category 3 needs level 2 or 3"):
            actions.record_level_decision(
                case.sitting.chair,
                case=case,
                version=0,
                said={**held.LEVEL, "category": "3", "level": "1"},
                now=NOW,
            )

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"why": " "}, "why"),
            ({"decision": "disclose"}, "to_whom"),
            ({"children": "yes"}, "presumption"),
            ({"informed": "no"}, "informed_why"),
        ],
    )
    def test_a_disclosure_decision_is_whole(self, person: Person, said: dict[str, Any], field: str) -> None:
        """Scenarios 13 and 14."""
        case = held.begun(person)
        with pytest.raises(ValidationError) as refusal:
            actions.record_disclosure_decision(
                case.sitting.chair, case=case, version=0, said={**held.DISCLOSURE, **said}, now=NOW
            )
        assert field in refusal.value.message_dict

    def test_to_disclose_says_who_by_whom_how_when_and_what_follows(self, person: Person) -> None:
        case = held.complete(
            held.begun(person),
            disclosure={
                "decision": "disclose",
                "to_whom": "His new partner",
                "by_whom": "The manager, with a social worker",
                "how": "At her home",
                "by_when": held.DAY + world.days(3),
                "informed": "no",
                "informed_why": "He would be there first.",
                "follow_up_on": held.DAY + world.days(28),
                "children": "yes",
                "presumption": "It applies: she has two daughters.",
            },
        )
        assert held.decided(case).state == "decided"
        # Both days are somebody's to keep: whoever manages the person.
        tasks = Task.objects.open().filter(person=person).order_by("due_on")
        assert [(each.due_on, each.owner) for each in tasks] == [
            (held.DAY + world.days(3), None),
            (held.DAY + world.days(28), None),
        ]

    def test_what_is_decided_is_changed_by_nobody(self, person: Person) -> None:
        case = held.complete(held.begun(person))
        held.decided(case)
        with pytest.raises(ValidationError, match="not in session"):
            actions.judge_risk(
                case.sitting.chair, case=case, version=1, said={**held.RISK, "why": "Other"}, now=NOW
            )
        with pytest.raises(IntegrityError, match="not in session"), transaction.atomic():
            RiskView.objects.update(why="Other")
        with pytest.raises(ProgrammingError), transaction.atomic():
            CaseReview.objects.update(next_on=held.DAY)

    def test_a_date_past_the_limit_is_refused_or_says_why(self, person: Person) -> None:
        """Scenario 20."""
        case = held.begun(person, held_on=held.BEFORE)
        by, at = case.sitting.chair, world.at(held.BEFORE, 11)
        late: dict[str, Any] = {"case": case, "version": case.version, "next_on": date(2026, 8, 5), "now": at}
        with pytest.raises(ValidationError, match="4 August 2026"):
            actions.set_next_review(by, why="", **late)
        assert actions.set_next_review(by, why="The court sits until then", **late).next_on == date(
            2026, 8, 5
        )


class TestEarlierActions:
    """Scenario 21."""

    def test_each_gets_an_outcome_before_the_case_is_decided(self, person: Person) -> None:
        before = held.agreed(person)
        case = held.complete(held.begun(person))
        assert refused(case.sitting.chair, case) == [
            "“Police, by 28 April 2026” from an earlier meeting has no outcome."
        ]
        with pytest.raises(IntegrityError, match="has no outcome"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(
                state="decided", decided_at=NOW, decided_by=case.sitting.chair
            )
        new = actions.carry_action(
            case.sitting.chair,
            action=before,
            version=before.version,
            due_on=held.DAY + world.days(20),
            why="The landlord withdrew",
            case=case,
            now=world.at(held.DAY, 10, 18),
        )
        held.decided(case)
        before.refresh_from_db()
        assert (before.state, before.due_on, before.ended_why) == (
            "carried",
            date(2026, 4, 28),
            "The landlord withdrew",
        )
        assert (new.carried_from_id, new.case_id, new.state) == (before.pk, case.pk, "agreed")
        assert AgreedAction.objects.count() == 2

    def test_carried_forward_to_the_case_before_it_began_it_is_an_earlier_one(self, person: Person) -> None:
        before = held.agreed(person)
        case = held.ready(person)
        actions.carry_action(
            case.sitting.chair,
            action=before,
            version=before.version,
            due_on=held.DAY + world.days(20),
            why="The landlord withdrew",
            case=case,
            now=world.at(held.DAY, 9, 45),
        )
        actions.begin_case(case.sitting.chair, case=case, version=case.version, now=world.at(held.DAY, 10, 1))
        case = held.complete(held.again(case))
        assert refused(case.sitting.chair, case) == [
            "“Police, by 5 July 2026” from an earlier meeting has no outcome."
        ]
        with pytest.raises(IntegrityError, match="has no outcome"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(
                state="decided", decided_at=NOW, decided_by=case.sitting.chair
            )

    def test_the_meeting_closes_once_every_case_is_finished(self, person: Person) -> None:
        case = held.begun(person)
        sitting = case.sitting
        with pytest.raises(ValidationError, match="1 case is not finished"):
            held.brought(sitting, SittingState.CLOSED)
        with pytest.raises(IntegrityError, match="not finished"), transaction.atomic():
            type(sitting).objects.filter(pk=sitting.pk).update(state="closed")
        held.decided(held.complete(case))
        assert held.brought(sitting, SittingState.CLOSED).state == "closed"


class TestEffects:
    """What a meeting decides that is more than its own to say is a task of the coordinators, which they can do."""

    def test_lower_soon_after_release_waits_for_an_inspector(self, person: Person) -> None:
        levelled.licensed(world.officer(), person, held.DAY - world.days(14))
        coordinator = held.coordinator()
        case = held.complete(held.begun(person), level={"level": "1", "rationale": "One agency is enough."})
        held.decided(case)
        assert MappaStatus.objects.on(held.DAY).get(person=person).level == "2"
        task = Task.objects.open().get(person=person, source__startswith="mappa/lower-soon:")
        assert queries.heard_for_lowering(person) == case.pk
        levelled.lowered(
            coordinator, person, "1", heard=queries.heard_for_lowering(person), now=world.at(held.DAY, 16)
        )
        task.refresh_from_db()
        assert task.done_at is not None

    def test_leaving_is_recorded_with_its_trigger_by_a_coordinator(self, person: Person) -> None:
        case = held.complete(held.begun(person), level={"outcome": "exits", "rationale": "He has moved."})
        held.decided(case)
        assert MappaStatus.objects.on(held.DAY).filter(person=person).exists()
        actions.end_management(
            held.coordinator(),
            person=person,
            trigger="moved",
            why="Accepted by the other area",
            ended_on=held.DAY,
            closed=[each.value for each in Closing],
            now=world.at(held.DAY, 16),
        )
        assert not MappaStatus.objects.on(held.DAY + world.days(1)).filter(person=person).exists()
        assert not Task.objects.open().filter(source__startswith="mappa/leave:").exists()
