"""Minutes drafted from what was recorded: every paragraph with its section, and with the agency that supplied it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from access.policies import FieldClass
from accounts.models import Agency, User
from diary.clock import LONDON
from frontend.dates import time_in_words, words
from mappa.agreed.choices import UNSETTLED
from mappa.minutes.choices import Section
from mappa.models import AgencyReturn, AgreedAction, CaseReview, Confirmation
from mappa.portal.rules import class_of_paragraph, class_of_return
from mappa.room import record
from mappa.room.choices import HarmGroup, Outcome, PlanPart, Presence, Told, Topic
from mappa.sittings.queries import last_held
from offenders.models import MappaStatus
from riskplans.choices import YesNo

_SECTIONS = {
    Topic.SINCE: Section.SINCE,
    Topic.UPDATE: Section.AGENCIES,
    Topic.RISK: Section.RISK,
    Topic.VICTIMS: Section.VICTIMS,
    Topic.DIVERSITY: Section.DIVERSITY,
    Topic.PLAN: Section.PLAN,
    Topic.DISCLOSURE: Section.DISCLOSURE,
    Topic.ENFORCEMENT: Section.ENFORCEMENT,
    Topic.LEVEL: Section.LEVEL,
    Topic.RIGHTS: Section.RIGHTS,
}

# Of these the record restricts its own reasons: a note beside them says no more to everybody than they do.
_APART = (Topic.RISK, Topic.DISCLOSURE, Topic.LEVEL)


@dataclass(frozen=True, slots=True)
class Drafted:
    """One paragraph as the record has it. `restricted`: for its owner and the police until it is released."""

    section: Section
    label: str
    text: str
    agency: Agency | None = None
    restricted: bool = False


def draft(case: CaseReview, minute_taker: User) -> list[Drafted]:
    """Every paragraph in the order of the sections. `case` comes with its `sitting` and `person`."""
    room = record.of(case)
    rows = [
        *_meeting(case, room, minute_taker),
        *_before(case),
        *_agencies(case, room),
        *_risk(room),
        *_plan(room),
        *_disclosure(room),
        *_level(room),
        *_actions(room),
        *_next(case),
    ]
    order = list(Section)
    return sorted(rows, key=lambda each: order.index(each.section))


def _meeting(case: CaseReview, room: record.Room, minute_taker: User) -> Iterator[Drafted]:
    on = case.sitting
    number = CaseReview.objects.held().filter(person=case.person_id, begins_at__lte=case.begins_at).count()
    ends = case.decided_at or case.ends_at
    began = (case.began_at or case.begins_at).astimezone(LONDON)
    where = "; ".join(filter(None, (on.place, "remote joining" if on.joining else "")))
    yield Drafted(
        Section.DETAILS,
        "Meeting",
        f"Level {on.level} meeting of {on.area}, {words(on.held_on)}, {time_in_words(began)} to "
        f"{time_in_words(ends.astimezone(LONDON))}. {where}. {case.get_purpose_display()} meeting"
        f"{f', number {number} about this person' if number else ''}.",
    )
    yield Drafted(
        Section.DETAILS, "Chair and minute taker", f"Chair: {on.chair}. Minute taker: {minute_taker}."
    )
    if case.question:
        yield Drafted(Section.DETAILS, "To be decided", case.question)
    if case.quorum_missing:
        yield Drafted(
            Section.DETAILS,
            "Not quorate",
            f"Without {'; '.join(case.quorum_missing)}. {case.get_without_quorum_display()}.",
        )
    for each in room.attendance:
        apart = each.presence in (Presence.APOLOGIES, Presence.ABSENT)
        said = [each.get_presence_display(), each.who, "chair" if each.is_chair else ""]
        said += [
            "manages the case" if each.holds_case else "",
            "may commit resources" if each.commits else "",
        ]
        label = f"{each.called}: {'not there' if apart else 'there'}"
        yield Drafted(Section.ATTENDANCE, label, f"{', '.join(filter(None, said))}.", each.agency)
    yield Drafted(Section.STATEMENT, "Statement", _statement(room.confirmation))
    before = MappaStatus.objects.on(on.held_on - timedelta(days=1)).filter(person=case.person_id).first()
    yield Drafted(
        Section.STANDING,
        "On record",
        f"Category {before.category}, level {before.level}. Lead agency: {before.get_lead_agency_display()}."
        if before
        else "No category and level were on record.",
    )


def _statement(given: Confirmation | None) -> str:
    if given is None:
        return "It is not recorded that the statement was given."
    at = given.at.astimezone(LONDON)
    return (
        f"The confidentiality and diversity statement was given ({given.get_method_display().lower()}) on "
        f"{words(at.date())} at {time_in_words(at)}, and everybody there agreed to it."
    )


def _before(case: CaseReview) -> Iterator[Drafted]:
    last = last_held(case)
    rows = AgreedAction.objects.filter(person=case.person_id, case__begins_at__lt=case.begins_at)
    for action in rows.select_related("agency", "owner").order_by("due_on"):
        if action.state in UNSETTLED or (last and action.case_id == last.pk):
            what = action.evidence or action.ended_why
            yield Drafted(
                Section.ACTIONS_BEFORE,
                f"{action.called}: {action.get_state_display().lower()}",
                f"{_sentence(action.what)} {action.who}, by {words(action.due_on)}. {_sentence(what)}".strip(),
                action.agency,
            )


def _agencies(case: CaseReview, room: record.Room) -> Iterator[Drafted]:
    returns = AgencyReturn.objects.filter(invitation__case=case).select_related(
        "invitation__agency__mappa_standing"
    )
    for each in returns.order_by("invitation__agency__name", "given_at"):
        agency = each.invitation.agency
        label = f"{each.invitation.called}: written return"
        if each.nothing_known:
            yield Drafted(Section.AGENCIES, label, "Nothing known.", agency)
        else:
            text = f"{_sentence(each.text or '')} What should change: {_sentence(each.so_what or '')}"
            apart = class_of_return(record.body_of(each.invitation)) != FieldClass.MANAGEMENT
            yield Drafted(Section.AGENCIES, label, text, agency, restricted=apart)
    for note in room.paragraphs:
        section = _SECTIONS[Topic(note.topic)]
        label = f"{note.called}: {note.get_topic_display().lower()}"
        # What not every agency hears is its owner's until somebody releases it.
        apart = note.topic in _APART or class_of_paragraph(note.topic) != FieldClass.MANAGEMENT
        yield Drafted(section, label, note.text, note.agency, restricted=apart)


def _risk(room: record.Room) -> Iterator[Drafted]:
    risk = room.risk
    if risk is None:
        return
    for group in HarmGroup:
        name = "self_harm" if group is HarmGroup.SELF else group.value
        yield Drafted(Section.RISK, str(group.label), f"{getattr(risk, f'get_{name}_display')()}.")
    # The ratings are everybody's. What they rest on may name a victim, or somebody who is to be told.
    yield Drafted(Section.RISK, "Why", risk.why, restricted=True)
    if risk.dissent:
        yield Drafted(Section.RISK, "Judged otherwise", risk.dissent, restricted=True)


def _plan(room: record.Room) -> Iterator[Drafted]:
    view = room.plan_view
    in_force = f"Plan {room.plan.number} is in force." if room.plan else "No plan is in force."
    yield Drafted(Section.PLAN, "Plan", in_force)
    for part in PlanPart:
        gap = getattr(view, part.value) if view else ""
        text = f"Changed: {_sentence(gap)}" if gap else "Stands as it is in the plan."
        if not gap and not room.plan_parts[part.value]:
            text = "Not gone through."
        yield Drafted(Section.PLAN, str(part.label), text, restricted=part is PlanPart.VICTIMS)


def _disclosure(room: record.Room) -> Iterator[Drafted]:
    it = room.disclosure
    if it is None:
        return
    # What was decided is everybody's; why, and what it rests on, may name a recipient or a victim.
    yield Drafted(Section.DISCLOSURE, "Decision", _sentence(it.get_decision_display()))
    yield Drafted(Section.DISCLOSURE, "Why", it.why, restricted=True)
    if it.decision == Told.DISCLOSE and it.by_when and it.follow_up_on:
        told = "is told" if it.informed == YesNo.YES else f"is not told: {it.informed_why}"
        yield Drafted(
            Section.DISCLOSURE,
            "To whom, by whom, how, when",
            f"To {it.to_whom}, by {it.by_whom}, {it.how}, by {words(it.by_when)}. The person {_sentence(told)} "
            f"Looked at again on {words(it.follow_up_on)}.",
            restricted=True,
        )
    against_a_child = it.children == YesNo.YES
    yield Drafted(
        Section.DISCLOSURE,
        "Section 327A",
        "Considered: convicted of an offence against a child."
        if against_a_child
        else "Not convicted of an offence against a child.",
    )
    if against_a_child:
        yield Drafted(Section.DISCLOSURE, "What section 327A leads to", it.presumption, restricted=True)


def _level(room: record.Room) -> Iterator[Drafted]:
    it = room.level
    if it is None:
        return
    stays = (
        f"Category {it.category}, level {it.level}. Lead agency: {it.get_lead_agency_display()}."
        if it.outcome != Outcome.EXITS
        else "They leave MAPPA."
    )
    yield Drafted(Section.LEVEL, "Decision", stays)
    # As of disclosure: what was decided is everybody's, and what it rests on is not.
    yield Drafted(Section.LEVEL, "Why", it.rationale, restricted=True)
    if it.criteria:
        yield Drafted(Section.LEVEL, "To move or leave", it.criteria)
    if it.dissents == YesNo.YES:
        yield Drafted(Section.LEVEL, DISSENT, it.dissent, restricted=True)
    else:
        yield Drafted(Section.LEVEL, "Disagreement", "Nobody disagreed.")


DISSENT = "Somebody disagreed"


def _actions(room: record.Room) -> Iterator[Drafted]:
    for number, action in enumerate(room.actions, 1):
        yield Drafted(
            Section.ACTIONS,
            f"{number}. {action.called}",
            f"{_sentence(action.what)} Owner: {action.who}. By {words(action.due_on)}. Shown by: "
            f"{_sentence(action.success)}",
            action.agency,
        )
    if not room.actions:
        yield Drafted(Section.ACTIONS, "Actions", "None.")


def _next(case: CaseReview) -> Iterator[Drafted]:
    if case.next_on:
        limit = f", at the latest {words(case.limit_on)}" if case.limit_on else ""
        why = f" {_sentence(case.next_why)}" if case.next_why else ""
        yield Drafted(Section.NEXT, "Next review", f"{words(case.next_on)}{limit}.{why}")
    elif case.reconvene_on:
        yield Drafted(Section.NEXT, "To meet again", f"{words(case.reconvene_on)} at the latest.")
    else:
        yield Drafted(Section.NEXT, "Next review", "None: agencies meet no more about them.")


def _sentence(text: str) -> str:
    """With one full stop at its end; empty stays empty."""
    text = text.strip()
    return text if not text or text[-1] in ".?!" else f"{text}."
