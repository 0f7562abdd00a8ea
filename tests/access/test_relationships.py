"""How a user stands to a record: by which relationship, and that the queryset says the same as the relationship."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.db.utils import IntegrityError, InternalError, ProgrammingError
from django.test import Client
from django.urls import reverse

from access.models import OfPerson
from access.policies import Capability, FieldClass
from accounts.choices import Role
from accounts.models import Agency, Cover, User
from notifications import actions as notifications
from offenders import actions, policies
from offenders.choices import ArchiveReason, Basis, EmergencyFinding, EmergencyReason, ShareBasis
from offenders.models import EmergencyOpening, Person, PersonUserObjectPermission
from offenders.queries import for_page
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
SignIn = Callable[[User], Client]
WHY = "She rang from his address and is not answering now"


def reads_as(user: User | str) -> None:
    """What the user's own request would tell the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('vigil.reader', %s, false)", [str(getattr(user, "pk", user))])


def confirmed(client: Client) -> Client:
    """The client after its user has just typed the password again."""
    client.post(reverse("account_reauthenticate"), {"password": world.PASSWORD})
    return client


def stands(user: User, person: Person, days: int = 0) -> policies.Relationship | None:
    """The relationship, which must agree with what the queryset lets through."""
    now = NOW + world.days(days)
    reads_as(user)
    seen = Person.objects.visible_to(user, now).filter(pk=person.pk).exists()
    reads_as("vigil")
    fetched = for_page(Q(pk=person.pk), now.date()).get()
    reads_as(user)
    found = policies.relationship(user, fetched, now)
    assert seen == (found is not None)
    for capability in Capability:
        within = Person.objects.within_reach(user, capability, now.date()).filter(pk=person.pk).exists()
        if capability is not Capability.VIEW:
            assert within == (found is not None and found.may(capability)), capability
    reads_as("nobody")
    return found


def share(person: Person, user: User, by: User, **fields: object) -> PersonUserObjectPermission:
    said = {
        "purpose": "Joint visits",
        "classes": [FieldClass.GENERAL],
        "starts_on": world.TODAY,
        "ends_on": world.TODAY + world.days(10),
        "basis": ShareBasis.NAMED,
        **fields,
    }
    return actions.share(by, person=person, user=user, now=NOW, **said)  # type: ignore[arg-type]


class TestBasis:
    def test_the_manager_the_unit_its_supervisor_and_the_force(self) -> None:
        manager = world.officer()
        person = world.person(manager)
        for user, basis in (
            (manager, Basis.MANAGER),
            (world.officer(), Basis.UNIT),
            (world.supervisor(), Basis.SUPERVISOR),
            (world.user(Role.DETECTIVE_INSPECTOR), Basis.FORCE),
            (world.user(Role.MAPPA_COORDINATOR), Basis.FORCE),
            (world.user(Role.MAPPA_ADMINISTRATOR), Basis.FORCE),
            (world.user(Role.CHAIR), Basis.FORCE),
            (world.user(Role.FRONT_COUNTER), Basis.FORCE),
            (world.user(Role.BRIEFING_READER), Basis.FORCE),
        ):
            found = stands(user, person)
            assert found is not None
            assert found.basis == basis

    def test_nobody_else(self) -> None:
        person = world.person(world.officer())
        for user in (
            world.officer(of=world.unit("East unit")),
            world.user(Role.DETECTIVE_INSPECTOR, of=world.unit("Far unit", "NX")),
            world.user(Role.AUDITOR),
            world.user(Role.SYSTEM_ADMINISTRATOR),
            world.user(Role.PARTNER),
            world.user(Role.VICTIM_LIAISON),
            world.user(),
        ):
            assert stands(user, person) is None

    def test_cover_runs_from_its_first_day_up_to_its_end(self) -> None:
        manager, other = world.officer(), world.officer(of=world.unit("East unit"))
        person = world.person(manager)
        Cover.objects.create(
            manager=manager,
            covered_by=other,
            starts_on=world.TODAY + world.days(2),
            ends_on=world.TODAY + world.days(5),
            reason="Leave",
            arranged_by=world.supervisor(),
            recorded_at=NOW,
        )
        found = {day: stands(User.objects.get(pk=other.pk), person, day) is not None for day in range(1, 7)}
        assert found == {1: False, 2: True, 3: True, 4: True, 5: False, 6: False}
        covering = stands(User.objects.get(pk=other.pk), person, 3)
        assert covering is not None
        assert covering.basis == Basis.COVER
        assert covering.may(Capability.RECORD)

    def test_a_request_reads_the_same_roles_and_covers_as_the_tables(self) -> None:
        manager, other = world.officer(), world.officer()
        Cover.objects.create(
            manager=manager,
            covered_by=other,
            starts_on=world.TODAY,
            ends_on=world.TODAY + world.days(1),
            reason="Leave",
            arranged_by=manager,
            recorded_at=NOW,
        )
        loaded = User.objects.for_request().get(pk=other.pk)
        for day in (world.TODAY, world.TODAY + world.days(1)):
            assert loaded.covers_on(day) == other.covers_on(day)
            assert loaded.roles_on(day) == other.roles_on(day)


class TestShares:
    def test_opens_the_classes_named_to_read_until_it_ends(self) -> None:
        boss = world.supervisor()
        person, partner = world.person(world.officer()), world.user(Role.PARTNER)
        share(person, partner, boss, classes=[FieldClass.MANAGEMENT], basis=ShareBasis.PANEL)
        found = stands(partner, person)
        assert found is not None
        assert found.basis == Basis.PANEL
        assert set(found.capabilities) == {Capability.VIEW}
        assert found.classes == {FieldClass.GENERAL, FieldClass.MANAGEMENT}
        assert stands(partner, person, 9) is not None
        assert stands(partner, person, 10) is None

    def test_ends_when_the_last_role_does_and_when_it_is_ended(self) -> None:
        boss = world.supervisor()
        person, partner = world.person(world.officer()), world.user(Role.PARTNER)
        given = share(person, partner, boss)
        partner.roles.update(ends_on=world.TODAY + world.days(1))
        assert stands(User.objects.get(pk=partner.pk), person) is not None
        assert stands(User.objects.get(pk=partner.pk), person, 1) is None
        actions.end_share(boss, share=given, reason="The visits are over", now=NOW)
        assert stands(User.objects.get(pk=partner.pk), person) is None

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"ends_on": world.TODAY}, "must end after it starts"),
            ({"purpose": " "}, "what they need it for, in a few words"),
        ],
    )
    def test_refuses(self, fields: dict[str, object], said: str) -> None:
        boss = world.supervisor()
        with pytest.raises(ValidationError, match=said):
            share(world.person(world.officer()), world.user(Role.PARTNER), boss, **fields)

    def test_a_partner_agency_sees_for_a_time_and_an_auditor_not_at_all(self) -> None:
        boss, person = world.supervisor(), world.person(world.officer())
        agency = Agency.objects.create(force=world.force(), name="Probation Service")
        partner = world.user(Role.PARTNER, rank="Partner", unit=None, force=None, agency=agency)
        with pytest.raises(ValidationError, match="for a time"):
            share(person, partner, boss, ends_on=None)
        with pytest.raises(ValidationError, match="no role that reads records"):
            share(person, world.user(Role.AUDITOR), boss)
        with pytest.raises(PermissionDenied):
            share(person, partner, world.officer())


class TestRestricted:
    def test_only_those_named_and_the_manager_see_it(self) -> None:
        inspector, manager, named = world.user(Role.DETECTIVE_INSPECTOR), world.officer(), world.officer()
        person = world.person(manager)
        partner = world.user(Role.PARTNER)
        share(person, partner, world.supervisor())
        with transaction.atomic():
            actions.restrict(
                inspector, person=person, readers=[named], reason="An officer's brother", now=NOW
            )
        for user in (inspector, manager, named):
            assert stands(user, person) is not None
        for user in (
            partner,
            world.officer(),
            world.supervisor(),
            world.user(Role.DETECTIVE_INSPECTOR),
            world.user(Role.MAPPA_COORDINATOR),
        ):
            assert stands(user, person) is None
        reads_as(inspector)
        actions.lift(inspector, person=person, reason="The officer has left", now=NOW)
        assert stands(world.supervisor(), person) is not None

    def test_the_database_itself_hides_its_rows(self) -> None:
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        person = world.person(world.officer())
        actions.restrict(inspector, person=person, readers=[], reason="A protected person", now=NOW)
        tables = [
            "offenders_person",
            "offenders_trigger",
            "offenders_disposal",
            "offenders_occupancy",
            "diary_entry",
        ]

        def rows(reader: object) -> list[int]:
            reads_as(reader)  # type: ignore[arg-type]
            with connection.cursor() as cursor:
                return [cursor.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]

        assert all(rows("vigil"))
        assert all(rows(inspector))
        assert not any(rows("nobody"))
        assert not any(rows(world.supervisor()))
        reads_as("")
        with (
            pytest.raises((InternalError, ProgrammingError), match=r"vigil\.reader is not set"),
            transaction.atomic(),
        ):
            Person.objects.count()
        reads_as("nobody")

    def test_every_table_about_a_person_that_notifications_keep_is_shielded(self) -> None:
        kept = [
            model
            for model in apps.get_app_config("notifications").get_models()
            if issubclass(model, OfPerson)
        ]
        tables = {
            model._meta.db_table for model in kept if "person" in {field.name for field in model._meta.fields}
        }
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relname = ANY (%s) AND relrowsecurity AND relforcerowsecurity",
                [list(tables)],
            )
            shielded = {name for (name,) in cursor.fetchall()}
        assert "notifications_override" in tables
        assert tables == shielded

    def test_no_search_tells_of_it_but_an_inspector_may_open_it_by_its_reference(
        self, sign_in: SignIn
    ) -> None:
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        person = world.person(world.officer(), family_name="Hiddenname")
        actions.restrict(inspector, person=person, readers=[], reason="A protected person", now=NOW)
        search = reverse("people-search")
        for typed in ("Hiddenname", person.reference):
            text = sign_in(world.supervisor()).post(search, {"q": typed}, follow=True).content.decode()
            assert "Known elsewhere" not in text
        other = world.user(Role.DETECTIVE_INSPECTOR)
        client = confirmed(sign_in(other))
        assert "Known elsewhere" not in client.post(search, {"q": "Hiddenname"}, follow=True).content.decode()
        told = client.post(search, {"q": person.reference}, follow=True).content.decode()
        assert "Known elsewhere" in told
        assert "Hiddenname" not in told
        opened = client.post(
            reverse("open-in-emergency", args=[person.pk]), {"why": "life", "reason": WHY}, follow=True
        )
        assert "HIDDENNAME" in opened.content.decode()


class TestArchived:
    def test_is_read_by_those_who_managed_it_and_worked_on_by_nobody(self) -> None:
        boss, manager = world.supervisor(), world.officer()
        person = world.person(manager)
        _close_everything(person)
        actions.archive(boss, person=person, why=ArchiveReason.DECEASED, note="", now=NOW)
        for user in (manager, boss, world.user(Role.DETECTIVE_INSPECTOR)):
            found = stands(user, person)
            assert found is not None
            assert not found.may(Capability.RECORD)
        for user in (world.user(Role.FRONT_COUNTER), world.user(Role.MAPPA_COORDINATOR)):
            assert stands(user, person) is None
        actions.reopen(boss, person=person, reason="Alive after all", now=NOW)
        found = stands(manager, person)
        assert found is not None
        assert found.may(Capability.RECORD)

    def test_is_refused_while_something_is_due(self) -> None:
        with pytest.raises(ValidationError, match="Something is still open: initial notification"):
            actions.archive(
                world.supervisor(),
                person=world.person(world.officer()),
                why=ArchiveReason.NO_LONGER_MANAGED,
                note="",
                now=NOW,
            )


def _close_everything(person: Person) -> None:
    """Take the conviction off the record, so that no duty runs."""
    trigger = person.triggers.get()
    for fact in (*person.disposals.all(), trigger):
        actions.void(
            world.supervisor(), fact=fact, version=fact.version, reason="Recorded of somebody else", now=NOW
        )


class TestEmergency:
    def test_reads_for_an_hour_tells_the_supervisors_and_is_reviewed_by_another(
        self, sign_in: SignIn
    ) -> None:
        boss, auditor = world.supervisor(), world.user(Role.AUDITOR)
        person = world.person(world.officer())
        outsider = world.officer(of=world.unit("East unit"))
        opening = actions.open_in_emergency(
            outsider, person_id=person.pk, why=EmergencyReason.RISK_TO_LIFE, reason=WHY, now=NOW
        )
        again = actions.open_in_emergency(
            outsider, person_id=person.pk, why=EmergencyReason.CHILD, reason=WHY, now=NOW
        )
        assert again == opening
        found = stands(outsider, person)
        assert found is not None
        assert found.basis == Basis.EMERGENCY
        assert set(found.capabilities) == {Capability.VIEW}
        assert FieldClass.FINANCE not in found.classes
        assert stands(outsider, person, 1) is None
        told = opening.person.pk, set(_told(opening))
        assert told == (person.pk, {boss.pk, auditor.pk})
        with pytest.raises(PermissionDenied):
            _review(outsider, opening)
        with pytest.raises(PermissionDenied):
            _review(world.supervisor(of=world.unit("East unit")), opening)
        text = sign_in(boss).get(reverse("emergencies")).content.decode()
        assert person.reference in text
        assert "MARSH" not in text
        _review(auditor, opening)
        with pytest.raises(ValidationError, match="reviewed this already"):
            _review(boss, opening)

    def test_the_review_is_due_after_five_working_days(self) -> None:
        person, outsider = world.person(world.officer()), world.officer(of=world.unit("East unit"))
        friday = world.at(world.TODAY + world.days(4), 23)
        opening = actions.open_in_emergency(
            outsider, person_id=person.pk, why=EmergencyReason.OTHER, reason=WHY, now=friday
        )
        assert opening.review_by == world.TODAY + world.days(11)

    def test_the_database_holds_the_hour_the_reason_and_the_other_reviewer(self) -> None:
        person, outsider = world.person(world.officer()), world.officer(of=world.unit("East unit"))
        opening = actions.open_in_emergency(
            outsider, person_id=person.pk, why=EmergencyReason.OTHER, reason=WHY, now=NOW
        )
        for change in (
            {"reason": "because"},
            {"expires_at": NOW + world.days(1)},
            {"reviewed_by": outsider, "reviewed_at": NOW, "finding": EmergencyFinding.JUSTIFIED},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                EmergencyOpening.objects.filter(pk=opening.pk).update(**change)

    def test_who_finds_nobody_opens_nothing(self) -> None:
        person = world.person(world.officer())
        for role in (Role.PARTNER, Role.VICTIM_LIAISON, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR):
            with pytest.raises(PermissionDenied):
                actions.open_in_emergency(
                    world.user(role), person_id=person.pk, why=EmergencyReason.OTHER, reason=WHY, now=NOW
                )

    def test_the_page_asks_for_the_password_again_and_says_what_is_missing(
        self, client: Client, sign_in: SignIn
    ) -> None:
        person, outsider = world.person(world.officer()), world.officer(of=world.unit("East unit"))
        url = reverse("open-in-emergency", args=[person.pk])
        assert "/account/reauthenticate/" in sign_in(outsider).get(url)["Location"]
        page = confirmed(client).get(url)
        assert "A.M." in page.content.decode()
        assert "Marsh" not in page.content.decode()
        short = client.post(url, {"why": "life", "reason": "urgent"})
        assert "at least 20 characters" in short.content.decode()
        assert "urgent" in short.content.decode()
        opened = client.post(url, {"why": "life", "reason": WHY}, follow=True).content.decode()
        assert "MARSH, Alan" in opened
        assert "You can read this record until 10am and change nothing." in opened
        assert client.get(reverse("record-move", args=[person.pk])).status_code == 404


def _told(opening: EmergencyOpening) -> list[object]:
    from diary.models import OutboxMessage

    messages = OutboxMessage.objects.filter(cause=f"emergency {opening.pk}")
    assert all("Marsh" not in message.body + message.subject for message in messages)
    return list(messages.values_list("recipient", flat=True))


def _review(user: User, opening: EmergencyOpening) -> None:
    actions.review_emergency(
        user, opening=opening, finding=EmergencyFinding.JUSTIFIED, note="Rang the control room", now=NOW
    )


class TestClasses:
    @pytest.fixture
    def person(self) -> Person:
        officer = world.officer()
        person = world.person(officer)
        notifications.record_change(
            officer,
            person=person,
            change={"kind": "account_opened", "on": world.TODAY, "note": "Sort code 00-11-22"},
            address={},
            now=NOW,
        )
        return person

    @pytest.mark.parametrize(
        ("role", "reads"),
        [
            (Role.OFFENDER_MANAGER, True),
            (Role.SUPERVISOR, True),
            (Role.DETECTIVE_INSPECTOR, True),
            (Role.MAPPA_COORDINATOR, False),
            (Role.CHAIR, False),
            (Role.FRONT_COUNTER, False),
            (Role.BRIEFING_READER, False),
        ],
    )
    def test_finance_is_read_by_those_who_manage_alone(
        self, sign_in: SignIn, person: Person, role: str, reads: bool
    ) -> None:
        client = sign_in(world.user(role))
        pages = {
            name: client.get(reverse(name, args=[person.pk])).content.decode()
            for name in (
                "person",
                "person-record",
                "person-history",
                "person-notification",
                "person-as-it-was",
            )
        }
        assert ("00-11-22" in pages["person-notification"]) == reads
        assert ("00-11-22" in pages["person-history"]) == reads
        if not reads:
            assert not any("00-11-22" in page for page in pages.values())

    def test_a_briefing_reader_is_shown_no_address(self, sign_in: SignIn, person: Person) -> None:
        client = sign_in(world.user(Role.BRIEFING_READER))
        for name in ("person", "person-record", "person-history"):
            answer = client.get(reverse(name, args=[person.pk]))
            assert answer.status_code == 200
            assert "Ewe Close" not in answer.content.decode()
        assert client.get(reverse("person-notification", args=[person.pk])).status_code == 404


def test_a_search_tells_initials_year_and_whom_to_ring(sign_in: SignIn) -> None:
    world.person(world.officer(), family_name="Elsewhere", given_names="Brian Keith")
    text = sign_in(world.officer(of=world.unit("East unit"))).post(
        reverse("people-search"), {"q": "elsewh"}, follow=True
    )
    said = text.content.decode()
    assert "B.K.E." in said
    assert "1979" in said
    assert "01632 960 001" in said
    assert "Elsewhere" not in said
    assert "Brian" not in said
    assert "4 March" not in said
    for role in (Role.PARTNER, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR):
        nothing = (
            sign_in(world.user(role))
            .post(reverse("people-search"), {"q": "elsewh"}, follow=True)
            .content.decode()
        )
        assert "B.K.E." not in nothing
