"""What the entries of the record refuse, and what some of them do beyond standing there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.forms import BooleanField
from django.test import Client
from django.urls import reverse

from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from notifications.facts import document
from offenders import actions, kinds, queries
from offenders.choices import LAW_ORDERS, OrderKind
from offenders.models import (
    Association,
    BankAccount,
    Detail,
    Fact,
    IdentityDocument,
    LicenceCondition,
    PaymentCard,
    Person,
)
from offenders.record import reading
from offenders.search.queries import find
from tests import world
from tests.access.test_relationships import reads_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW, DAY = world.at(world.TODAY), world.TODAY
YESTERDAY, TOMORROW = DAY - world.days(1), DAY + world.days(1)
ABROAD = {"bank": "A", "kind": "abroad"}
LICENCE = {"kind": "standard", "starts_on": DAY}
DECISION = {"decision": "A", "starts_on": DAY, "information": "B"}
CARD = "4111 1111 1111 1111"  # the schemes' own number for trials


def record(by: User, of: Person, name: str, /, **values: Any) -> Any:
    kind = kinds.named(name)
    assert kind
    return actions.record_detail(by, person=of, kind=kind, values={"source": "observed", **values}, now=NOW)


def block(client: Client, person: Person, name: str) -> str:
    return client.get(reverse("record-block", args=[person.pk, name])).content.decode()


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("bank-account", {"bank": "A", "sort_code": "20-00-0"}, "sort_code", "six digits"),
    ("bank-account", {"bank": "A", "sort_code": "2o-oo-oo"}, "sort_code", "six digits"),
    ("bank-account", {"bank": "A", "account_number": "1234567"}, "account_number", "0 in front"),
    ("bank-account", {**ABROAD, "account_number": "FR1420041010050500013M02607"}, "account_number", "IBAN"),
    ("bank-account", {**ABROAD, "account_number": "??"}, "account_number", "letters and digits"),
    ("card", {"issuer": "A", "number": "4111 1111 1111 1112"}, "number", "a digit is wrong"),
    ("card", {"issuer": "A", "number": "4111"}, "number", "12 to 19 digits"),
    ("card", {"issuer": "A", "kind": "store", "number": "one"}, "number", "12 to 19 digits"),
    ("card", {"issuer": "A", "expires": "13/27"}, "expires", "09/27"),
    ("occupation", {"kind": "employed", "telephone": "ring Bob"}, "telephone", "telephone number in digits"),
    ("relationship", {"kind": "friend"}, "name", "Enter their name"),
    ("relationship", {"kind": "friend", "name": "Kim", "grade": "4B"}, "grade", "like 1B"),
    (  # a release may be recorded ahead, but nobody is recalled before it
        "licence",
        {**LICENCE, "starts_on": TOMORROW, "recall": "standard", "revoked_on": DAY},
        "starts_on",
        "on the day",
    ),
    ("licence", {**LICENCE, "licence_ends_on": YESTERDAY}, "licence_ends_on", "before the release"),
    ("licence", {**LICENCE, "recall": "standard"}, "recall_requested_on", "Enter when"),
    ("licence", {**LICENCE, "revoked_on": DAY}, "recall", "what kind"),
    (
        "licence",
        {**LICENCE, "recall": "standard", "revoked_on": YESTERDAY},
        "revoked_on",
        "before the release",
    ),
    ("victim", {"informed_on": TOMORROW}, "informed_on", "in the future"),
    ("decision", {**DECISION, "review_on": YESTERDAY}, "review_on", "before the decision"),
    ("decision", {**DECISION, "starts_on": TOMORROW}, "starts_on", "on the day"),
    (
        "order-condition",
        {"order_id": uuid4(), "kind": "work", "wording": "A"},
        "order_id",
        "no longer on this",
    ),
]


@pytest.mark.parametrize(("name", "values", "field", "words"), REFUSED)
def test_nonsense_is_refused_in_words_that_say_what_to_enter(
    name: str, values: dict[str, Any], field: str, words: str
) -> None:
    officer = world.officer()
    with pytest.raises(ValidationError) as refused:
        record(officer, world.person(officer), name, **values)
    assert words in refused.value.message_dict[field][0]


def test_what_is_typed_is_written_down_in_one_way(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    account = record(
        officer, person, "bank-account", bank="A", sort_code="200000", account_number="1234 5678"
    )
    card = record(officer, person, "card", issuer="A", number=CARD, expires="9/2027")
    tie = record(officer, person, "relationship", kind="friend", name=" Kim  Ash ", grade="1b")
    assert (account.sort_code, account.account_number) == ("20-00-00", "12345678")
    assert (card.number, card.expires) == ("4111111111111111", "09/27")
    assert (tie.name, tie.grade) == ("Kim Ash", "1B")
    column: Any = BankAccount._meta.get_field("account_index")
    assert BankAccount.objects.get(account_index=column.of("12345678")) == account


class TestMoney:
    def test_numbers_are_ciphertext_in_the_table_and_its_history(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        record(officer, person, "card", issuer="A", number=CARD)
        record(officer, person, "bank-account", bank="A", sort_code="200000", account_number="12345678")
        with connection.cursor() as cursor:
            for table in ("paymentcard", "paymentcardevent", "bankaccount", "bankaccountevent"):
                cursor.execute(f"SELECT row_to_json(t)::text FROM offenders_{table} t")
                kept = cursor.fetchone()[0]
                assert "1111" not in kept
                assert "12345678" not in kept
                assert "20-00-00" not in kept

    def test_a_card_shows_its_last_digits_but_where_all_of_it_is_asked_for(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        card = record(officer, person, "card", issuer="A bank", number=CARD)
        client = sign_in(officer)
        correcting = reverse("correct-fact", args=[person.pk, "card", card.pk])
        pages = [
            reverse(page, args=[person.pk]) for page in ("person-record", "whole-record", "person-history")
        ]
        pages += [correcting, reverse("record-block", args=[person.pk, "finance"])]
        for page in pages:
            text = client.get(page).content.decode().replace(" ", "")
            assert "4111111111111111" not in text, page
        assert "ending 1111" in block(client, person, "finance")
        before = AccessEvent.objects.count()
        asked = client.get(reverse("card-number", args=[person.pk, card.pk]))
        assert "4111 1111 1111 1111" in asked.content.decode()
        event = AccessEvent.objects.order_by("at").last()
        assert AccessEvent.objects.count() == before + 1
        assert event is not None
        assert event.action.endswith("card-number")
        assert (event.object_id, event.person_ids) == (str(card.pk), [person.pk])
        assert "card number in full" in event.sections

    def test_a_card_corrected_without_its_number_keeps_it(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        card = record(officer, person, "card", issuer="A bank", number=CARD)
        sent = {"issuer": "The bank", "kind": "debit", "number": "", "standing": "fact", "source": "observed"}
        page = reverse("correct-fact", args=[person.pk, "card", card.pk])
        assert sign_in(officer).post(page, {**sent, "version": 1, "reason": "Misread"}).status_code == 302
        card = PaymentCard.objects.get(pk=card.pk)
        assert (card.issuer, card.number) == ("The bank", "4111111111111111")
        history = sign_in(officer).get(reverse("person-history", args=[person.pk])).content.decode()
        assert history.count("ending 1111") == 1  # recorded once, and not changed since


class TestTies:
    def test_a_tie_between_two_on_record_is_seen_from_both(self, sign_in: SignIn) -> None:
        officer = world.officer()
        one, other = world.person(officer), world.person(officer, family_name="Ash", given_names="Kim")
        record(officer, one, "relationship", kind="parent", other_id=other.pk)
        client = sign_in(officer)
        assert f"Parent or step-parent: ASH, Kim ({other.reference})" in block(client, one, "relationships")
        assert f"Adult child: MARSH, Alan ({one.reference})" in block(client, other, "relationships")

    def test_who_may_not_see_the_other_reads_no_name(self, sign_in: SignIn) -> None:
        officer, far = world.officer(), world.officer(of=world.unit("East unit"))
        mine, theirs = world.person(officer), world.person(far, family_name="Ash")
        record(world.user(Role.DETECTIVE_INSPECTOR), mine, "relationship", kind="friend", other_id=theirs.pk)
        here = block(sign_in(officer), mine, "relationships")
        assert "somebody on record whom you may not see" in here
        assert theirs.reference not in here
        there = block(sign_in(far), theirs, "relationships")
        assert mine.reference not in there
        assert "Friend" not in there

    def test_nobody_ties_a_record_to_one_they_may_not_see(self) -> None:
        officer = world.officer()
        theirs = world.person(world.officer(of=world.unit("East unit")))
        with pytest.raises(ValidationError) as refused:
            record(officer, world.person(officer), "relationship", kind="friend", other_id=theirs.pk)
        assert "other_id" in refused.value.message_dict

    def test_a_name_is_not_copied_from_the_others_record(self) -> None:
        officer = world.officer()
        one, other = world.person(officer), world.person(officer)
        for values in ({"name": "Kim", "other_id": other.pk}, {"other_id": one.pk}):
            with pytest.raises(ValidationError):
                record(officer, one, "relationship", kind="friend", **values)

    def test_the_reference_is_what_the_form_takes(self, sign_in: SignIn) -> None:
        officer = world.officer()
        one, other = world.person(officer), world.person(officer)
        page = reverse("record-detail", args=[one.pk, "relationship"])
        sent = {
            "kind": "friend",
            "aware": "yes",
            "disclosure": "planned",
            "standing": "fact",
            "source": "self",
        }
        wrong = sign_in(officer).post(page, {**sent, "other_id": "CU-9", "submission": uuid4()})
        assert "No record with that reference is open to you" in wrong.content.decode()
        sent = {**sent, "other_id": other.reference.lower(), "submission": str(uuid4())}
        assert sign_in(officer).post(page, sent).status_code == 302
        assert Association.objects.get().other == other

    def test_correcting_keeps_the_tie_to_somebody_one_may_not_see(self, sign_in: SignIn) -> None:
        officer = world.officer()
        mine = world.person(officer)
        theirs = world.person(world.officer(of=world.unit("East unit")))
        tie = record(
            world.user(Role.DETECTIVE_INSPECTOR), mine, "relationship", kind="friend", other_id=theirs.pk
        )
        page = reverse("correct-fact", args=[mine.pk, "relationship", tie.pk])
        form = sign_in(officer).get(page)
        assert theirs.reference not in form.content.decode()
        sent = {
            "kind": "family",
            "aware": "yes",
            "disclosure": "planned",
            "standing": "fact",
            "source": "self",
        }
        answer = sign_in(officer).post(page, {**sent, "version": 1, "reason": "A cousin"})
        assert answer.status_code == 302, answer.context["form"].errors
        tie.refresh_from_db()
        assert (tie.kind, tie.other_id) == ("family", theirs.pk)

    def test_the_database_hides_a_tie_to_a_restricted_record(self) -> None:
        inspector, officer = world.user(Role.DETECTIVE_INSPECTOR), world.officer()
        mine, theirs = world.person(officer), world.person(world.officer())
        record(officer, mine, "relationship", kind="friend", other_id=theirs.pk)
        record(officer, mine, "relationship", kind="friend", name="Kim")
        actions.restrict(inspector, person=theirs, readers=[], reason="A protected person", now=NOW)
        events = Association.pgh_event_models["insert"].objects  # type: ignore[attr-defined]
        for reader, seen in ((inspector, 2), (officer, 1)):
            reads_as(reader)
            assert Association.objects.filter(person=mine).count() == seen
            assert events.filter(person=mine).count() == seen
        reads_as("nobody")

    def test_the_database_refuses_a_tie_to_oneself(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        with pytest.raises(IntegrityError, match="somebody_else"), transaction.atomic():
            Association.objects.create(person=person, other=person, kind="friend", recorded_at=NOW)

    def test_an_ordinary_tie_is_management_and_one_to_a_victim_is_not(self) -> None:
        officer, counter = world.officer(), world.user(Role.FRONT_COUNTER)
        person = world.person(officer)
        record(officer, person, "relationship", kind="friend", name="Kim Ash")
        record(officer, person, "relationship", kind="victim", name="Lee Fell")
        held = reading.whole(queries.visible_person(counter, person.pk, NOW), DAY)
        titles = {entry.title for each in held for entry in each.entries if entry.kind.name == "relationship"}
        assert titles == {"Friend: Kim Ash", "Victim, or somebody close to a victim"}

    @pytest.mark.parametrize(
        ("kind", "from_the_other_end"),
        [
            ("parent", "Adult child"),
            ("friend", "Friend"),
            ("victim", "Offended against them, or somebody close to them"),
        ],
    )
    def test_from_the_other_end_it_says_what_the_holder_is(
        self, kind: str, from_the_other_end: str, sign_in: SignIn
    ) -> None:
        officer = world.officer()
        holder, other = world.person(officer), world.person(officer)
        record(officer, holder, "relationship", kind=kind, other_id=other.pk)
        text = block(sign_in(officer), other, "relationships")
        assert f"{from_the_other_end}: MARSH, Alan ({holder.reference})" in text


class TestConditions:
    def order(self, officer: User, person: Person, **fields: Any) -> Any:
        order = {"kind": "shpo", "made_on": DAY - world.days(9), **fields}
        return actions.record_order(officer, person=person, order=order, now=NOW)

    def test_conditions_stand_under_their_order_in_their_numbers_and_words(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        first, second = self.order(officer, person), self.order(officer, person, kind="restraining")
        for number, order in ((2, first), (1, first), (1, second)):
            words = f"  Not to {number}.\n  Save {order.kind}.  "
            record(
                officer,
                person,
                "order-condition",
                order_id=order.pk,
                number=number,
                kind="devices",
                wording=words,
            )
        titles = [
            entry.title
            for each in reading.whole(queries.visible_person(officer, person.pk, NOW), DAY)
            for entry in each.entries
            if each.block.name == "orders"
        ]
        assert titles.index("Condition 1: devices and the internet") == 1
        assert titles[2] == "Condition 2: devices and the internet"
        assert "  Not to 2.\n  Save shpo.  " in block(sign_in(officer), person, "orders")

    def test_the_page_of_an_order_asks_for_a_condition_of_that_order(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        order = self.order(officer, person)
        add = f"{reverse('record-detail', args=[person.pk, 'order-condition'])}?order_id={order.pk}"
        client = sign_in(officer)
        assert add in block(client, person, "orders")
        assert f'value="{order.pk}" selected' in client.get(add).content.decode()

    def test_an_order_that_has_run_out_takes_its_conditions_with_it(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        order = self.order(officer, person, last_day=DAY - world.days(1))
        record(officer, person, "order-condition", order_id=order.pk, kind="devices", wording="Not to.")
        held = reading.whole(queries.visible_person(officer, person.pk, NOW), DAY)
        (orders,) = [each for each in held if each.block.name == "orders"]
        assert (len(orders.entries), len(orders.former)) == (0, 2)

    def test_a_condition_cannot_be_put_under_another_persons_order(self) -> None:
        officer = world.officer()
        order = self.order(officer, world.person(officer))
        with pytest.raises(ValidationError, match="no longer on this record"):
            record(
                officer, world.person(officer), "order-condition", order_id=order.pk, kind="work", wording="A"
            )

    def test_the_law_is_given_the_orders_it_knows_and_no_others(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        before = document(person, as_at=DAY)
        for kind in OrderKind:
            if kind not in LAW_ORDERS:
                self.order(officer, person, kind=kind)
        assert document(person, as_at=DAY) == before
        self.order(officer, person)
        assert [order["kind"] for order in document(person, as_at=DAY)["orders"]] == ["shpo"]


class TestLicences:
    def test_the_eight_are_added_in_one_go_and_once(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        licence = record(officer, person, "licence", kind="standard", starts_on=DAY)
        page = reverse("standard-conditions", args=[person.pk, licence.pk])
        client = sign_in(officer)
        assert "Be of good behaviour" in client.get(page).content.decode()
        for _ in range(2):
            assert client.post(page).status_code == 302
        assert sorted(LicenceCondition.objects.values_list("standard", flat=True)) == list(range(1, 9))

    def test_one_that_has_ended_is_added_anew(self) -> None:
        officer = world.officer()
        licence = record(officer, world.person(officer), "licence", kind="standard", starts_on=DAY)
        added = actions.add_standard_conditions(officer, licence=licence, now=NOW)
        actions.end_detail(officer, fact=added[0], version=1, ended_on=DAY, now=NOW)
        assert len(actions.add_standard_conditions(officer, licence=licence, now=NOW)) == 1

    def test_not_by_somebody_without_the_record(self) -> None:
        officer = world.officer()
        licence = record(officer, world.person(officer), "licence", kind="standard", starts_on=DAY)
        with pytest.raises(PermissionDenied):
            actions.add_standard_conditions(
                world.officer(of=world.unit("East unit")), licence=licence, now=NOW
            )


class TestLastDay:
    """An entry was so on its last day still; what a page warns of ends at once."""

    @pytest.mark.parametrize(
        ("kind", "values", "asked", "stands"),
        [
            ("vehicle", {"kind": "car"}, "What was the last day?", True),
            ("warning", {"kind": "alone"}, "On which day did it end?", False),
        ],
    )
    def test_today(
        self, kind: str, values: dict[str, str], asked: str, *, stands: bool, sign_in: SignIn
    ) -> None:
        officer = world.officer()
        person = world.person(officer)
        fact = record(officer, person, kind, starts_on=YESTERDAY, **values)
        assert (
            asked
            in sign_in(officer).get(reverse("end-fact", args=[person.pk, kind, fact.pk])).content.decode()
        )
        actions.end_detail(officer, fact=fact, version=1, ended_on=DAY, now=NOW)
        for day, over in ((DAY, not stands), (TOMORROW, True)):
            held = reading.whole(queries.visible_person(officer, person.pk, world.at(day)), day)
            assert fact in [entry.fact for each in held for entry in (each.former if over else each.entries)]

    def test_a_search_calls_it_former_from_the_day_after(self) -> None:
        officer = world.officer()
        number = record(officer, world.person(officer), "telephone", kind="mobile", number="07700 900123")
        actions.end_detail(officer, fact=number, version=1, ended_on=DAY, now=NOW)
        for day, label in ((DAY, "Telephone"), (TOMORROW, "Previous telephone")):
            (found,) = find(officer, world.at(day), "07700900123").rows
            assert [why.label for why in found.reasons] == [label]


def test_no_kind_takes_the_name_or_the_model_of_another() -> None:
    passport = kinds.named("identity-document")
    assert passport
    assert passport.model is IdentityDocument
    for taken in (replace(passport, model=Fact), replace(passport, name="another")):
        with pytest.raises(ValueError, match="already"):
            kinds.add(taken)


def test_an_allegation_is_never_called_an_offence(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    record(officer, person, "allegation", allegation="Touching on a bus", outcome="nfa")
    assert "Allegation, not an offence: Touching on a bus (no further action)" in block(
        sign_in(officer), person, "offending"
    )


def test_every_form_opens_and_asks_for_nothing_but_what_it_must(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    client = sign_in(officer)
    for kind in kinds.all_kinds():
        if issubclass(kind.model, Detail) and kind.add_at is None:
            page = client.get(reverse("record-detail", args=[person.pk, kind.name]))
            assert page.status_code == 200
            for name, field in page.context["form"].fields.items():
                said = "(optional)" in str(field.label)
                chosen = (
                    field.initial is not None or hasattr(field, "choices") or isinstance(field, BooleanField)
                )
                assert field.required != said or chosen or field.widget.is_hidden, (kind.name, name)
