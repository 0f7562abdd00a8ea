"""What the log says of every verb of meetings: one is planned, heard and closed, and each step leaves its event."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import time
from typing import Any

import pytest

from access.choices import Operation
from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from mappa import actions
from mappa.actions import agreeing, attending, hearing, inviting, listing, planning, releasing, writing
from mappa.models import AgreedAction, CaseReview, Invitation, Paragraph, Release, Sitting
from mappa.room.choices import Method
from mappa.sittings.choices import Inquorate, Purpose, SittingState
from offenders.models import Person
from tests import world
from tests.mappa import held
from tests.mappa.held import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Step = tuple[str, bool, Callable[[], Any]]  # the verb, whether it is about the person, and the deed
ROOMS = (agreeing, attending, hearing, inviting, listing, planning, releasing, writing)


def written(during: Callable[[], Any]) -> AccessEvent:
    last = AccessEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    during()
    return AccessEvent.objects.filter(seq__gt=last).order_by("-seq")[0]


class Meeting:
    """One meeting, step by step, by somebody who plans and chairs it."""

    def __init__(self, by: User, inspector: User, person: Person) -> None:
        self.by, self.inspector, self.person = by, inspector, person
        self.agency = held.agency()
        self.on = Sitting()
        self.case = CaseReview()
        self.action = AgreedAction()

    def planned(self) -> Iterator[Step]:
        by, on = self.by, self.on
        yield (
            "set agency’s standing",
            False,
            lambda: actions.set_standing(
                by, agency=self.agency, said={"standing": "duty", "body": "probation"}, version=1, now=NOW
            ),
        )
        yield "plan meeting", False, self._plan
        on = self.on
        said = held.said(chair=by, level="3", place="Another room")
        yield (
            "change meeting",
            False,
            lambda: actions.change_sitting(by, sitting=on, version=1, said=said, now=NOW),
        )
        Sitting.objects.filter(pk=on.pk).update(below_grade=True)
        yield (
            "override chair’s grade",
            False,
            lambda: actions.override_chair(self.inspector, sitting=on, version=2, why="Nobody else", now=NOW),
        )
        yield "list case for meeting", True, lambda: self._listed(10)
        yield "invite agencies to meeting", True, lambda: held.invited(self.case)
        one = Invitation.objects.filter(agency=self.agency)
        reply = {"reply": "attending", "who": "A manager", "why_not": "", "conflict": ""}
        yield (
            "reply to invitation",
            True,
            lambda: actions.reply_to_invitation(by, invitation=one.get(), version=1, said=reply, now=NOW),
        )
        yield "bring meeting on: invitations sent", True, lambda: self._brought(SittingState.NOTICED)
        yield "chase agencies’ returns", True, lambda: actions.chase_returns(by, sitting=on, now=NOW)
        yield (
            "give agency’s return",
            True,
            lambda: actions.give_return(
                by, invitation=one.get(), nothing_known=True, text="", so_what="", now=NOW
            ),
        )
        yield (
            "move case of meeting",
            True,
            lambda: actions.move_case(
                by,
                case=self.case,
                version=1,
                begins_at=time(10, 5),
                ends_at=time(10, 25),
                question="Level?",
                now=NOW,
            ),
        )
        for to in (SittingState.PACK_OPEN, SittingState.PACK_LOCKED, SittingState.OPEN):
            yield (
                f"bring meeting on: {to.label.lower()}",
                to == SittingState.PACK_LOCKED,
                lambda to=to: self._brought(to),  # type: ignore[misc]
            )

    def heard(self) -> Iterator[Step]:
        by, at = self.by, NOW
        self.case = held.again(self.case)
        yield (
            "record attendance at meeting",
            True,
            lambda: actions.record_attendance(
                by, case=self.case, came=held.came(self.case), chair_is_there=True, now=at
            ),
        )
        yield (
            "confirm confidentiality",
            True,
            lambda: actions.confirm_confidentiality(by, case=self.case, method=Method.READ, now=at),
        )
        yield (
            "begin case of meeting",
            True,
            lambda: actions.begin_case(by, case=self.case, version=self.case.version, now=at),
        )
        about: dict[str, Any] = {"case": self.case, "version": 0, "now": at}
        yield (
            "write in notes of meeting",
            True,
            lambda: actions.write_paragraph(
                by, case=self.case, agency=None, topic="update", text="Seen.", now=at
            ),
        )
        yield (
            "correct notes of meeting",
            True,
            lambda: actions.correct_paragraph(
                by, paragraph=Paragraph.objects.get(), version=1, text="Seen twice.", now=at
            ),
        )
        police = Invitation.objects.get(agency=None)
        police.case = self.case
        said = held.given(police)
        yield "release to agency", True, lambda: held.released(self.case, self.agency, said)
        shown = Release.objects.get()
        yield (
            "take back from agency",
            True,
            lambda: actions.take_back(by, release=shown, version=1, now=at),
        )
        yield "judge risk in meeting", True, lambda: actions.judge_risk(by, said=held.RISK, **about)
        yield "go through plan in meeting", True, lambda: actions.go_through_plan(by, said=held.PLAN, **about)
        yield (
            "record disclosure decision of meeting",
            True,
            lambda: actions.record_disclosure_decision(by, said=held.DISCLOSURE, **about),
        )
        yield (
            "record level decision of meeting",
            True,
            lambda: actions.record_level_decision(by, said=held.LEVEL, **about),
        )
        for name in ("first", "second", "third"):
            yield "propose MAPPA action", True, lambda name=name: self._proposed(name)  # type: ignore[misc]
        self.case = held.again(self.case)
        yield (
            "set next review",
            True,
            lambda: actions.set_next_review(
                by,
                case=self.case,
                version=self.case.version,
                next_on=held.DAY + world.days(60),
                why="",
                now=at,
            ),
        )
        self.case = held.again(self.case)
        yield (
            "decide case of meeting",
            True,
            lambda: actions.decide_case(by, case=self.case, version=self.case.version, now=at),
        )
        self.case = held.again(self.case)

    def agreed(self) -> Iterator[Step]:
        by = self.by
        first, second, third = AgreedAction.objects.order_by("what")

        def of(action: AgreedAction) -> dict[str, Any]:
            action.refresh_from_db()
            return {"action": action, "version": action.version, "now": NOW}

        owner = first.owner
        assert owner
        yield "acknowledge MAPPA action", True, lambda: actions.acknowledge_action(owner, **of(first))
        yield "start MAPPA action", True, lambda: actions.start_action(owner, note="Rung", **of(first))
        yield (
            "finish MAPPA action",
            True,
            lambda: actions.finish_action(owner, evidence="A letter", done_on=held.DAY, **of(first)),
        )
        yield (
            "verify MAPPA action",
            True,
            lambda: actions.verify_action(by, shown=True, note="", **of(first)),
        )
        due = held.DAY + world.days(30)
        yield (
            "carry MAPPA action forward",
            True,
            lambda: actions.carry_action(by, due_on=due, why="The landlord withdrew", **of(second)),
        )
        yield "cancel MAPPA action", True, lambda: actions.cancel_action(by, why="He has died", **of(third))

    def called_off(self) -> Iterator[Step]:
        by, done = self.by, self.case
        self.on.refresh_from_db()
        yield (
            "replace chair of meeting",
            False,
            lambda: actions.replace_chair(
                by,
                sitting=self.on,
                version=self.on.version,
                chair=held.chair(username="other"),
                why="The chair is ill",
                now=NOW,
            ),
        )
        yield "bring meeting on: closed", False, lambda: self._brought(SittingState.CLOSED)
        # Another day; nobody of probation is there: no quorum.
        self.on = held.sitting(by, chair=by, held_on=held.DAY + world.days(1), now=NOW)
        other = self._listed(11, purpose=Purpose.EMERGENCY)
        held.invited(other)
        came, then = held.came(other, but=["Probation Service"]), world.at(held.DAY + world.days(1))
        actions.record_attendance(by, case=other, came=came, chair_is_there=True, now=then)
        actions.confirm_confidentiality(by, case=other, method=Method.READ, now=then)
        other.refresh_from_db()
        yield (
            "record that there is no quorum",
            True,
            lambda: actions.record_no_quorum(
                by,
                case=other,
                version=other.version,
                choice=Inquorate.ADJOURN,
                reconvene_on=held.DAY + world.days(9),
                now=then,
            ),
        )
        self.on = held.sitting(by, chair=by, held_on=held.DAY + world.days(2), now=NOW)
        last = self._listed(10)
        [asked] = held.invited(last, held.agency())
        yield (
            "withdraw invitation",
            True,
            lambda: actions.withdraw_invitation(
                by, invitation=asked, version=1, why="Not their case", now=NOW
            ),
        )
        yield (
            "adjourn case of meeting",
            True,
            lambda: actions.adjourn_case(by, case=last, version=1, why="He is in hospital", now=NOW),
        )
        yield (
            "call meeting off",
            False,
            lambda: actions.call_off(by, sitting=self.on, version=1, why="The chair is ill", now=NOW),
        )
        assert done.state == "decided"

    def _plan(self) -> None:
        self.on = held.sitting(self.by, chair=self.by, now=NOW)

    def _listed(self, at: int, **fields: Any) -> Any:
        self.on = Sitting.objects.select_related("recorded_by").get(pk=self.on.pk)
        self.case = held.again(held.case(self.on, self.person, at=at, now=NOW, **fields))
        return self.case

    def _brought(self, to: SittingState) -> None:
        self.on.refresh_from_db()
        actions.advance_sitting(self.by, sitting=self.on, version=self.on.version, to=to, now=NOW)

    def _proposed(self, what: str) -> None:
        held.proposed(self.case, by=self.by, what=what)


def test_every_verb_of_a_meeting_leaves_its_event() -> None:
    by = world.user(Role.MAPPA_COORDINATOR, Role.CHAIR, rank="D/Supt")
    inspector = world.user(Role.DETECTIVE_INSPECTOR, rank="DI")
    person = held.managed(world.person(world.officer()))
    meeting = Meeting(by, inspector, person)
    called = set()
    for steps in (meeting.planned, meeting.heard, meeting.agreed, meeting.called_off):
        for verb, about_the_person, during in steps():
            event = written(during)
            assert event.action == verb
            assert event.sections, verb
            if about_the_person:
                assert event.person_ids == [person.pk], verb
                assert event.operation in (Operation.COLLECTION, Operation.ALTERATION), verb
            else:
                assert (event.person_ids, event.operation) == ([], Operation.ADMINISTRATION), verb
            called.add(verb)
    # Each step of a day is the same verb, and what Vigil notices by itself is no user's.
    verbs = {
        name
        for module in ROOMS
        for name, each in vars(module).items()
        if inspect.isfunction(each) and each.__module__ == module.__name__ and name in actions.__all__
    }
    steps_of_a_day = sum(verb.startswith("bring meeting on") for verb in called)
    assert len(called) - steps_of_a_day + 1 == len(verbs - {"notice_overdue"})
