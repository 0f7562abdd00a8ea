"""Minutes from the draft to the reader: what they say, who writes, signs and reads them, and what stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from access.choices import Operation
from access.models import AccessEvent
from access.recording import Stale
from diary.models import Entry, OutboxMessage
from mappa import actions
from mappa.actions.circulating import clock_of, readers_for
from mappa.actions.minuting import newest_of
from mappa.figures import queries as figures
from mappa.figures.choices import Figure
from mappa.figures.reading import Asked
from mappa.minutes import policies
from mappa.models import (
    AgencyStanding,
    Circulation,
    Correction,
    Minutes,
    MinutesCopy,
    MinutesParagraph,
)
from offenders.models import Person
from tests import world
from tests.mappa import held
from tests.mappa.minutes import taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
REFUSED = (IntegrityError, InternalError, ProgrammingError)


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


def words_of(minutes: Minutes) -> dict[str, str]:
    return {each.label: each.text for each in newest_of(minutes)}


class TestDraft:
    def test_it_says_everything_that_was_recorded_with_who_supplied_it(self, person: Person) -> None:
        case = held.begun(person)
        by, at = case.sitting.recorded_by, world.at(held.DAY, 10, 5)
        for agency, text in ((None, "Police knew."), (held.agency(), "Probation knew.")):
            actions.write_paragraph(by, case=case, agency=agency, topic="update", text=text, now=at)
        held.proposed(case)
        minutes = taken.drafted(held.again(held.decided(held.complete(case))))
        said = words_of(minutes)
        assert "everybody there agreed" in said["Statement"]
        assert said["Children"] == "High: could happen at any time."
        assert said["Supervision"] == "Changed: Visits each month from July."
        assert said["Decision"].startswith("Category 1, level 2")
        assert said["Disagreement"] == "Nobody disagreed."
        assert said["1. Police"].startswith("Find him another flat. Owner:")
        assert "at the latest" in said["Next review"]
        owners = {each.text: each.called for each in newest_of(minutes)}
        assert (owners["Police knew."], owners["Probation knew."]) == ("Police", "Probation Service")

    def test_dissent_stands_in_the_minutes(self, person: Person) -> None:
        """Scenario 11."""
        said = {"dissents": "yes", "dissent": "Health would step down."}
        minutes = taken.drafted(taken.heard(person, parts={"level": said}))
        assert words_of(minutes)["Somebody disagreed"] == "Health would step down."

    def test_the_outcome_is_everybodys_and_what_it_rests_on_is_not(self, person: Person) -> None:
        """Reasons of risk, disclosure and level may name a victim, or somebody who is to be told."""
        risk = {"why": "Ann of 3 Mill Lane.", "dissent": "Her school says otherwise."}
        disclosure = {"why": "Her mother knows.", "children": "yes", "presumption": "Tell Ann's mother."}
        level = {
            "rationale": "Ann asked for it.",
            "dissents": "yes",
            "dissent": "Ann's sister would step down.",
        }
        case = taken.heard(person, parts={"risk": risk, "disclosure": disclosure, "level": level})
        rows = {(each.section, each.label): each for each in newest_of(taken.drafted(case))}
        for text in (
            *risk.values(),
            disclosure["why"],
            disclosure["presumption"],
            level["rationale"],
            level["dissent"],
        ):
            found = [each for each in rows.values() if text in each.text]
            assert [each.restricted for each in found] == [True], text
        for section, label, text in (
            ("risk", "Children", "High: could happen at any time."),
            ("disclosure", "Decision", "Do not disclose."),
            ("level", "Decision", "Category 1, level 2. Lead agency: Police."),
            ("disclosure", "Section 327A", "Considered: convicted of an offence against a child."),
        ):
            row = rows[section, label]
            assert (row.text, row.restricted) == (text, False)

    @pytest.mark.parametrize(
        ("topic", "apart"), [("update", False), ("risk", True), ("disclosure", True), ("level", True)]
    )
    def test_a_note_is_as_open_as_what_is_recorded_beside_it(
        self, person: Person, topic: str, *, apart: bool
    ) -> None:
        case, text = held.begun(person), "Ann lives next door."
        by, at = case.sitting.recorded_by, world.at(held.DAY, 10, 5)
        actions.write_paragraph(by, case=case, agency=None, topic=topic, text=text, now=at)
        minutes = taken.drafted(held.again(held.decided(held.complete(case))))
        assert [each.restricted for each in newest_of(minutes) if each.text == text] == [apart]

    def test_nothing_is_drafted_of_a_case_that_is_not_closed(self, person: Person) -> None:
        case = held.complete(held.begun(person))
        with pytest.raises(ValidationError, match="once the case is closed"):
            taken.drafted(case)
        with pytest.raises(REFUSED, match="not closed"), transaction.atomic():
            Minutes.objects.create(
                person=person, case=case, recorded_at=held.NOW, recorded_by=case.sitting.recorded_by
            )

    def test_twice_is_once(self, person: Person) -> None:
        case = taken.heard(person)
        assert taken.drafted(case) == taken.drafted(case)

    def test_the_chair_and_those_who_manage_do_not_take_them(self, person: Person) -> None:
        case = taken.heard(person)
        for by in (case.sitting.chair, world.officer()):
            with pytest.raises(PermissionDenied):
                taken.drafted(case, by=by)


class TestEditing:
    def test_of_two_who_write_at_once_neither_loses_a_word(self, person: Person) -> None:
        minutes = taken.drafted(taken.heard(person))
        seen = taken.paragraph(minutes, "Children")
        taken.edited(minutes, "Children", "The first to save.")
        with pytest.raises(Stale):
            actions.edit_minute(
                minutes.recorded_by,
                paragraph=seen,
                version=seen.number,
                label=seen.label,
                agency=None,
                restricted=False,
                taken_out=False,
                text="The second.",
                now=minutes.recorded_at,
            )
        texts = MinutesParagraph.objects.filter(line=seen.line).values_list("number")
        assert list(texts) == [(1,), (2,)]
        assert words_of(minutes)["Children"] == "The first to save."

    def test_what_is_taken_out_is_kept(self, person: Person) -> None:
        minutes = taken.drafted(taken.heard(person))
        taken.edited(minutes, "Plan", "Taken out.", taken_out=True)
        assert "Plan" not in words_of(minutes)
        assert MinutesParagraph.objects.filter(minutes=minutes, label="Plan").count() == 2

    def test_nobody_writes_in_what_is_with_the_chair_or_approved(self, person: Person) -> None:
        minutes = taken.submitted(taken.heard(person))
        with pytest.raises(ValidationError, match="with the chair"):
            taken.edited(minutes, "Why", "Other words.")
        actions.approve_minutes(
            minutes.case.sitting.chair, minutes=minutes, version=minutes.version, now=minutes.recorded_at
        )
        with pytest.raises(ValidationError, match="Ask for a correction"):
            taken.edited(minutes, "Why", "Other words.")
        one = MinutesParagraph.objects.filter(minutes=minutes)[0]
        with pytest.raises(REFUSED, match="no draft"), transaction.atomic():
            MinutesParagraph.objects.create(
                person=person,
                minutes=minutes,
                section="risk",
                text="Put in",
                recorded_at=held.NOW,
                recorded_by=one.recorded_by,
            )


class TestSignature:
    def test_the_chair_returns_them_with_reasons_and_approves_them(self, person: Person) -> None:
        minutes = taken.submitted(taken.heard(person))
        chair, now = minutes.case.sitting.chair, minutes.recorded_at
        with pytest.raises(ValidationError, match="written otherwise"):
            actions.return_minutes(chair, minutes=minutes, version=minutes.version, why=" ", now=now)
        actions.return_minutes(chair, minutes=minutes, version=minutes.version, why="Say who.", now=now)
        minutes = taken.again(minutes)
        assert minutes.state == "draft"
        assert minutes.steps.get(kind="returned").note == "Say who."
        taken.edited(minutes, "Why", "Girls under ten, met through friends.")
        assert taken.approved(minutes.case).state == "approved"

    def test_nobody_but_the_chair_signs(self, person: Person) -> None:
        minutes = taken.submitted(taken.heard(person))
        for by in (minutes.recorded_by, held.chair(username="another")):
            with pytest.raises(PermissionDenied):
                actions.approve_minutes(by, minutes=minutes, version=minutes.version, now=minutes.recorded_at)
        for by, why in ((minutes.recorded_by, "the chair of the meeting"),):
            with pytest.raises(REFUSED, match=why), transaction.atomic():
                Minutes.objects.filter(pk=minutes.pk).update(
                    state="approved", approved_at=held.NOW, approved_by=by
                )

    def test_a_chair_who_wrote_in_them_does_not_sign(self, person: Person) -> None:
        minutes = taken.drafted(taken.heard(person))
        chair = minutes.case.sitting.chair
        MinutesParagraph.objects.create(
            person=person,
            minutes=minutes,
            section="risk",
            text="The chair’s own",
            recorded_at=held.NOW,
            recorded_by=chair,
        )
        minutes = taken.submitted(minutes.case)
        with pytest.raises(ValidationError, match="nobody approves what they wrote"):
            actions.approve_minutes(chair, minutes=minutes, version=minutes.version, now=minutes.recorded_at)
        with pytest.raises(REFUSED, match="nobody approves"), transaction.atomic():
            Minutes.objects.filter(pk=minutes.pk).update(
                state="approved", approved_at=held.NOW, approved_by=chair
            )

    def test_what_was_approved_stays(self, person: Person) -> None:
        minutes = taken.approved(taken.heard(person))
        for change in ({"number": 2}, {"approved_by": minutes.recorded_by}, {"state": "draft"}):
            with pytest.raises(REFUSED), transaction.atomic():
                Minutes.objects.filter(pk=minutes.pk).update(**change)
        with pytest.raises(REFUSED), transaction.atomic():
            MinutesParagraph.objects.filter(minutes=minutes).update(label="Other")


class TestCirculation:
    def test_l2_circulated_on_29_april_is_late_and_says_why(self, person: Person) -> None:
        """Scenario 18."""
        minutes = taken.approved(taken.heard(person, held_on=held.BEFORE))
        late = world.at(date(2026, 4, 29), 9)
        held.partner(held.agency())
        with pytest.raises(ValidationError, match="28 April 2026"):
            taken.given(minutes, now=late)
        taken.given(minutes, now=late, late_why="The chair was away.")
        minutes = taken.again(minutes)
        assert (minutes.due_on, minutes.late_why) == (date(2026, 4, 28), "The chair was away.")

    def test_what_held_on_the_day_of_the_meeting_holds_for_its_minutes_and_for_the_figure(
        self, person: Person
    ) -> None:
        """A force that gives less time from a day on makes no earlier minutes late."""
        case = taken.heard(person, held_on=held.BEFORE)
        world.decided("mappa.minutes.2", 3, date(2026, 4, 20), of=case.sitting.force)
        due = date(2026, 4, 28)
        assert clock_of(case.sitting).due_on == due
        assert Entry.objects.open().get(person=person, key=f"mappa_minutes/{case.pk}").last == due
        minutes = taken.approved(case)
        held.partner(held.agency())
        taken.given(minutes, now=world.at(due, 9))
        assert taken.again(minutes).due_on == due
        asked = Asked(date(2026, 4, 1), date(2026, 6, 30))
        [row] = [
            row
            for row in figures.table(held.coordinator(), asked, world.at(world.TODAY)).rows
            if row.figure is Figure.K6
        ]
        assert (row.part, row.whole) == (1, 1)

    def test_only_those_invited_are_given_them_and_by_mail_nothing(self, person: Person) -> None:
        case = taken.heard(person)
        stranger = held.partner(held.agency("housing", "duty"), username="stranger", email="s@example.org")
        reader = held.partner(held.agency(), username="reader", email="reader@example.org")
        minutes = taken.approved(case)
        with pytest.raises(ValidationError, match="that were invited"):
            taken.given(minutes, readers=[stranger])
        taken.given(minutes, readers=[reader])
        mail = OutboxMessage.objects.get(recipient=reader, subject__endswith="minutes")
        assert mail.person_id is None
        assert person.reference not in mail.subject + mail.body
        assert "Marsh" not in mail.subject + mail.body

    def test_an_agency_that_leaves_the_arrangements_keeps_no_copy(self, person: Person) -> None:
        reader = held.partner(held.agency())
        taken.given(taken.approved(taken.heard(person)), readers=[reader])
        assert policies.own_copies(reader, taken.AFTER.date()).exists()
        AgencyStanding.objects.filter(agency=reader.agency).update(standing="other", body="other")
        assert not policies.own_copies(reader, taken.AFTER.date()).exists()

    def test_a_third_party_is_given_none_by_no_way(self, person: Person) -> None:
        """Section 325 covers the others: to tell a third party is to disclose."""
        third, unknown = held.agency("other", "other", "Village hall"), held.agency(name="Nowhere")
        AgencyStanding.objects.filter(agency=unknown).delete()
        minutes = taken.approved(taken.heard(person))
        held.asked_before(minutes.case, third, unknown)
        of_third, of_unknown = held.partner(third), held.partner(unknown)
        listed = readers_for(minutes.case, minutes.recorded_at.date())
        assert not {of_third, of_unknown} & set(listed)
        for reader in (of_third, of_unknown):
            with pytest.raises(ValidationError, match="no agency of these arrangements") as refused:
                taken.given(minutes, readers=[*listed, reader])
            assert list(refused.value.message_dict) == ["readers"]
        circulation = taken.given(minutes)
        for reader in (of_third, of_unknown):
            with pytest.raises(REFUSED, match="no third party"), transaction.atomic():
                MinutesCopy.objects.create(
                    person=person,
                    circulation=circulation,
                    reader=reader,
                    agency=reader.agency,
                    released_at=held.NOW,
                    released_by=minutes.recorded_by,
                )

    def test_nothing_is_circulated_that_the_chair_has_not_approved(self, person: Person) -> None:
        minutes = taken.submitted(taken.heard(person))
        with pytest.raises(ValidationError, match="not approved"):
            taken.given(minutes)
        with pytest.raises(REFUSED, match="not approved"), transaction.atomic():
            Circulation.objects.create(
                person=person,
                minutes=minutes,
                circulated_at=held.NOW,
                circulated_by=minutes.recorded_by,
                expires_on=held.DAY,
            )

    def test_the_receipt_is_when_they_first_opened_it(self, person: Person) -> None:
        _, copy = taken.circulated(person)
        first, later = taken.AFTER, world.at(held.DAY + world.days(3), 9)
        for now in (first, later):
            actions.open_copy(copy.reader, copy=copy, now=now)
        assert taken.copy_of(copy.circulation, copy.reader).opened_at == first
        with pytest.raises(REFUSED), transaction.atomic():
            MinutesCopy.objects.filter(pk=copy.pk).update(opened_at=later)
        with pytest.raises(PermissionDenied):
            actions.open_copy(held.partner(held.agency(), username="other"), copy=copy, now=first)

    def test_withdrawn_recalled_or_expired_nobody_reads_it(self, person: Person) -> None:
        minutes, copy = taken.circulated(person)
        reader, by = copy.reader, minutes.recorded_by
        day = held.DAY + world.days(1)
        assert policies.own_copies(reader, day).exists()
        assert not policies.own_copies(reader, day + world.days(200)).exists()
        actions.withdraw_copy(by, copy=copy, why="Has left the agency", now=taken.AFTER)
        assert not policies.own_copies(reader, day).exists()
        another = held.partner(held.agency(), username="another")
        actions.recall_minutes(by, circulation=copy.circulation, why="The wrong draft", now=taken.AFTER)
        again = taken.given(taken.again(minutes), readers=[another], now=taken.AFTER)
        assert policies.own_copies(another, day).get().circulation == again
        assert not policies.own_copies(reader, day).exists()

    def test_a_partner_who_changes_agency_loses_the_copy(self, person: Person) -> None:
        _, copy = taken.circulated(person)
        reader = copy.reader
        reader.agency = held.agency("housing", "duty")
        reader.save()
        assert not policies.own_copies(reader, held.DAY + world.days(1)).exists()

    def test_to_circulate_is_logged_with_who_was_given_them(self, person: Person) -> None:
        _, copy = taken.circulated(person)
        event = AccessEvent.objects.filter(action="circulate minutes").latest("seq")
        assert str(copy.reader) in event.recipients
        assert event.person_ids == [person.pk]
        actions.open_copy(copy.reader, copy=copy, now=taken.AFTER)
        assert AccessEvent.objects.filter(action="open minutes", actor_id=copy.reader.pk).exists()


class TestCorrection:
    """Scenario 22."""

    def asked(self, minutes: Minutes, copy: MinutesCopy) -> Correction:
        actions.open_copy(copy.reader, copy=copy, now=taken.AFTER)
        return actions.ask_correction(
            copy.reader,
            minutes=minutes,
            paragraph=taken.paragraph(minutes, "Children"),
            who="",
            wrong="The risk to children was judged very high.",
            should="Very high: our return says so.",
            now=taken.AFTER,
        )

    def test_it_is_another_version_and_the_first_stays(self, person: Person) -> None:
        minutes, copy = taken.circulated(person)
        asked = self.asked(minutes, copy)
        by = minutes.recorded_by
        actions.answer_correction(
            by, correction=asked, version=1, answer="accepted", why="The return says so.", now=taken.AFTER
        )
        second = Minutes.objects.get(correction=asked)
        assert (second.number, second.state) == (2, "draft")
        taken.edited(taken.again(second), "Children", "Very high: imminent.", now=taken.AFTER)
        second = taken.approved(minutes.case)
        circulation = taken.given(second, now=taken.AFTER)
        assert (
            "correct those you were given before"
            in OutboxMessage.objects.filter(cause=f"mappa/minutes:{circulation.pk}").first().body
        )  # type: ignore[union-attr]
        assert words_of(minutes)["Children"] == "High: could happen at any time."
        assert words_of(taken.again(second))["Children"] == "Very high: imminent."
        # Taken back, it opens no earlier version in its place.
        actions.recall_minutes(by, circulation=circulation, why="The wrong draft", now=taken.AFTER)
        assert not policies.own_copies(copy.reader, held.DAY + world.days(1)).exists()

    def test_refused_says_why_and_nobody_answers_themselves(self, person: Person) -> None:
        minutes, copy = taken.circulated(person)
        asked = self.asked(minutes, copy)
        for why, by in (("", minutes.recorded_by),):
            with pytest.raises(ValidationError, match="reasons"):
                actions.answer_correction(
                    by, correction=asked, version=1, answer="refused", why=why, now=taken.AFTER
                )
        own = actions.ask_correction(
            minutes.recorded_by,
            minutes=minutes,
            paragraph=None,
            who="Dr Hall, health",
            wrong="A name",
            should="Another",
            now=taken.AFTER,
        )
        with pytest.raises(ValidationError, match="you asked for it"):
            actions.answer_correction(
                minutes.recorded_by, correction=own, version=1, answer="accepted", why="Yes", now=taken.AFTER
            )

    def test_who_has_not_opened_them_asks_for_nothing(self, person: Person) -> None:
        minutes, copy = taken.circulated(person)
        with pytest.raises(PermissionDenied):
            actions.ask_correction(
                copy.reader,
                minutes=minutes,
                paragraph=None,
                who="",
                wrong="It",
                should="That",
                now=taken.AFTER,
            )


class TestSummary:
    """Scenario 24."""

    def test_it_holds_nothing_of_victims_or_third_parties(self, person: Person) -> None:
        case = taken.heard(person, parts={"risk": {"why": "Zara Quill, at 4 Ewe Close"}})
        minutes = taken.approved(case)
        said = {
            "requester": "parole",
            "who": "Parole Board, casework",
            "purpose": "An oral hearing",
            "basis": "Section 325(4)",
            "due_on": None,
        }
        summary = actions.ask_summary(
            minutes.recorded_by, minutes=minutes, said=said, now=minutes.recorded_at
        )
        assert "MARSH, Alan" in summary.text
        assert "level 2" in summary.text
        sealed = ("Zara", "Ewe Close", held.LEVEL["rationale"], held.DISCLOSURE["why"], *held.PLAN.values())
        for secret in sealed:
            assert secret not in summary.text
        with pytest.raises(PermissionDenied):
            self.decided(minutes, summary, minutes.recorded_by)
        released = self.decided(minutes, summary, case.sitting.chair)
        assert (released.state, released.text) == ("released", "What the chair sends.")
        event = AccessEvent.objects.filter(action="release executive summary").latest("seq")
        assert event.operation == Operation.DISCLOSURE
        assert event.recipients == ["Parole Board: Parole Board, casework"]
        with pytest.raises(REFUSED), transaction.atomic():
            type(summary).objects.update(text="Changed")

    def decided(self, minutes: Minutes, summary: object, by: object) -> object:
        return actions.decide_summary(
            by,  # type: ignore[arg-type]
            summary=summary,  # type: ignore[arg-type]
            version=1,
            release=True,
            text="What the chair sends.",
            exemptions="",
            why="A proper request",
            now=minutes.recorded_at,
        )
