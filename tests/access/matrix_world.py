"""One record with something of every kind on it, and everybody who might open it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from access.actions import make_token
from access.choices import Scope
from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import Agency, User
from dashboards import actions as dashboards
from dashboards.actions.exporting import Asked
from diary import actions as diary
from handovers import actions as handovers
from intelligence.models import Link
from mappa.models import AgreedAction
from notifications import actions as notifications
from notifications.breaches.choices import BreachOf, Found
from notifications.models import Application, BreachDecision, ResponsibleBody
from notifications.station.choices import Happened, Shown
from notifications.station.told import Coming, Notified, Told
from offenders import actions, kinds
from offenders.choices import ArchiveReason, EmergencyReason
from offenders.models import Archiving, Detail, MappaStatus, Person, PersonUserObjectPermission, Sought
from practice import actions as practice
from practice.choices import CountryChangeKind
from practice.countries.actions import propose_country
from tests import world
from tests.dashboards.sampling import drawn
from tests.dashboards.staff import kept as staffed
from tests.intelligence import reported
from tests.mappa import charged, held, levelled, moved
from tests.mappa.minutes import taken
from tests.mappa.subject import asked
from tests.riskplans import assessing, disclosing, ended, reacting, visiting
from tests.riskplans.devices import watched
from tests.riskplans.orders import kept
from tests.riskplans.plans import written
from tests.riskplans.polygraph import made

NOW = world.at(world.TODAY)
AHEAD = Told(
    Happened.AHEAD, {"specified_date": world.TODAY + world.days(9), "foretells": "A new name: Alan Fell"}
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Who asks, and what stands in the addresses they ask for."""

    actors: dict[str, User | None]
    arguments: dict[str, list[object]]


def stage(kind: str) -> Stage:
    """The record as `kind` says: normal, restricted or archived."""
    actors = _actors()
    manager, supervisor = _user(actors, "manager"), _user(actors, "supervisor")
    day = world.TODAY - world.days(1)
    person = world.person(
        manager,
        trigger={"kind": "conviction", "date": day, "offence": "Sexual assault (s.3)"},
        disposal={"kind": "fine", "date": day},
    )
    duty = person.diary_entries.get(kind="initial")
    told = notifications.take_notification(
        manager,
        person=person,
        notified=Notified(
            Coming(world.at(day - world.days(1)), "Kirkby", Shown.KNOWN, backdated_reason="No network"),
            told=[AHEAD],
        ),
        now=NOW,
    )
    trigger, name = person.triggers.get(), person.names.get()
    override = notifications.request_override(
        manager,
        person=person,
        key=duty.key,
        seen=duty.last,
        new_date=world.TODAY + world.days(2),
        reason="The court has directed another day in writing.",
        now=NOW,
    )
    # A plan in force ends the interval that was set without it: the visits' own comes after.
    plans = written.one_of_each(manager, supervisor, person)
    visits = visiting.one_of_each(manager, supervisor, person)
    meetings = held.one_of_each(held.managed(person))
    heard = AgreedAction.objects.get(pk=meetings["agreed-action"][0]).case
    meetings |= taken.one_of_each(held.again(heard))
    meetings |= asked.one_of_each(taken.again(heard.minutes.get()))
    visits |= assessing.one_of_each(manager, supervisor, person)
    visits |= kept.one_of_each(manager, person)
    visits |= made.one_of_each(manager, person) | watched.one_of_each(manager, person)
    # The level that the meeting decided gives way to the one that the pages of levels begin from.
    MappaStatus.objects.filter(person=person).update(voided_at=NOW)
    mappa = levelled.one_of_each(manager, person)
    mappa |= moved.one_of_each(person, meetings["meeting-case"])
    mappa |= charged.one_of_each(manager, person)
    # That meeting has carried forward what the earlier one agreed: the pages of actions are of what goes on.
    action = AgreedAction.objects.get(person=person, state="agreed")
    meetings |= {**{f"api-{url}-action": [action.pk] for url in ("agreed", "acknowledge", "start", "finish")}}
    meetings |= {"agreed-action": [action.pk], "agreed-action-step": [action.pk, "done"]}
    absence = actions.record_custody(
        manager, person=person, kind="custody", starts_on=world.TODAY, place="", now=NOW
    )
    going = {
        "countries": ["FR"],
        "departs_on": world.TODAY + world.days(30),
        "details_known_on": world.TODAY,
    }
    journey = notifications.record_journey(manager, person=person, journey=going, now=NOW)
    notice = notifications.record_advance_notice(
        manager,
        person=person,
        given_at=world.at(world.TODAY, 8),
        specified_date=world.TODAY + world.days(5),
        foretells="Moving",
        station="Kirkby",
        now=NOW,
    )
    car = kinds.named("vehicle")
    assert car
    vehicle = actions.record_detail(
        manager, person=person, kind=car, values={"kind": "car", "source": "observed"}, now=NOW
    )
    card, licence = (_entry(manager, person, name, values) for name, values in _ENTRIES)
    opening = actions.open_in_emergency(
        world.officer(of=world.unit("East unit")),
        person_id=person.pk,
        why=EmergencyReason.OTHER,
        reason="Asked for by the control room at night",
        now=NOW,
    )
    recorded = {"person": person, "recorded_at": NOW, "recorded_by": manager}
    application = Application.objects.create(received_on=world.TODAY, received_how="post", **recorded)
    body = ResponsibleBody.objects.create(
        application=application, body="Probation", notified_on=world.TODAY, **recorded
    )
    share = actions.share(
        supervisor,
        person=person,
        user=_user(actors, "shown partner"),
        purpose="Joint visits",
        classes=[FieldClass.GENERAL, FieldClass.MANAGEMENT],
        starts_on=world.TODAY,
        ends_on=world.TODAY + world.days(30),
        now=NOW,
    )
    named = share.pk  # on a record that is not restricted nobody is
    cover = actions.arrange_cover(
        supervisor,
        manager=manager,
        covered_by=_user(actors, "cover"),
        starts_on=world.TODAY,
        ends_on=world.TODAY + world.days(7),
        reason="Leave",
        now=NOW,
    )
    away = actions.record_time_away(
        supervisor,
        officer=manager,
        kind="leave",
        starts_on=world.TODAY,
        ends_on=world.TODAY + world.days(7),
        now=NOW,
    )
    trained, screened = staffed.trained(manager, by=supervisor), staffed.screened(manager, day, by=supervisor)
    posts = staffed.posts(4, unit=manager.unit)
    document, photograph = world.document(manager, person), world.photograph(manager, person)
    task = diary.set_task(
        manager, person=person, title="Ring him", due_on=world.TODAY, owner=manager, now=NOW
    )
    breach = notifications.open_suspected_breach(
        manager,
        person=person,
        of=BreachOf.FALSE,
        found=Found.OTHER,
        happened_on=world.TODAY,
        account="Gave an address that does not exist.",
        now=NOW,
    )
    missing = Sought.objects.create(kind="missing", starts_on=world.TODAY, source="observed", **recorded)
    disposal = BreachDecision.objects.create(
        person=person, breach=breach, kind="nfa", rationale="A slip", proposed_at=NOW, proposed_by=manager
    )
    report = reported.report(manager, person)
    link = Link.objects.get(report=report)
    given = reported.given(manager, link)
    concern = reported.concern(manager, who="Nobody on record")
    same_unit = _user(actors, "same unit")
    handover = handovers.ask(supervisor, person=person, receiver=same_unit, why="Leaves", now=NOW)
    said = dict.fromkeys(handovers.ASKED, "Nothing known")
    handovers.write(manager, handover=handover, said=said, now=NOW)
    proposal = practice.propose(
        supervisor, key="crew.minimum", value=3, effective_from=world.TODAY, reason="Two fell ill", now=NOW
    )
    country = propose_country(
        supervisor,
        country="TH",
        kind=CountryChangeKind.ADD,
        effective_from=world.TODAY,
        reason="Two were found there",
        now=NOW,
    )
    coming = world.decided("missing.review", 2, world.TODAY + world.days(7), today=world.TODAY)
    disclosure = disclosing.received(manager, person)
    dip = drawn.one_of_each(manager, supervisor)
    export = dashboards.ask_for_export(
        supervisor,
        asked=Asked("people", "People", "/people/export/", "/people/", "a" * 64, 600, ["Reference"]),
        why="The force's own audit",
        now=NOW,
    )
    ended.said_to_end(person)
    end_review = ended.handed_in(manager, person, orders="The unit goes on visiting.")
    reactive = reacting.in_force(manager, person)  # last: much that is recorded ends it
    if kind == "restricted":
        inspector = _user(actors, "inspector")
        actions.restrict(inspector, person=person, readers=[], reason="An officer's brother", now=NOW)
        named = PersonUserObjectPermission.objects.get(content_object=person, user=manager).pk
    if kind == "archived":
        # A record with something due is not archived by the verb; here every page of one is looked at.
        Archiving.objects.create(
            person=person, reason=ArchiveReason.DECEASED, archived_by=supervisor, archived_at=NOW
        )
    shown = _user(actors, "same unit")
    partner = _user(actors, "shown partner")
    of_user = ("user", "change-user", "end-user", "readmit-user", "grant-role", "end-sessions")
    token, _ = make_token(shown, name="Rota", scopes=[Scope.READ_DUTIES], days=1, most_days=1)
    arguments: dict[str, list[object]] = {
        **dip,
        "revoke-user-token": [shown.pk, token.pk],
        "revoke-token": [uuid4()],
        **{url: [shown.pk] for url in (*of_user, "reset-password", "reset-second-factor")},
        "take-notification": [person.pk, uuid4(), "happened"],
        "check-notification": [person.pk, uuid4()],
        **{
            url: [person.pk, told.pk]
            for url in ("notification-taken", "acknowledgement", "photograph-at-station")
        },
        "new-notification-found": [uuid4()],
        "add-person-alike": [uuid4()],
        "add-person-check": [uuid4()],
        "add-person-step": [uuid4(), "identity"],
        **{
            url: [manager.pk]
            for url in ("arrange-cover", "officer-workload", "workload-what-if", "record-time-away")
        },
        **{url: [manager.pk] for url in ("officer-training", "record-training", "record-screening")},
        "take-back-training": [manager.pk, trained.pk],
        "take-back-screening": [manager.pk, screened.pk],
        **{url: [manager.unit_id] for url in ("unit-posts", "set-posts")},
        "take-back-posts": [manager.unit_id, posts.pk],
        "decide-export": [export.pk],
        "end-time-away": [manager.pk, away.pk],
        "change-agency": [partner.agency_id],
        "change-unit": [manager.unit_id],
        "commence-rules": ["EW-CPA2026"],
        **{url: ["managed"] for url in ("board-figure", "board-figure-export")},
        "card-number": [person.pk, card.pk],
        "confirm-block": [person.pk, "vehicles"],
        "correct-fact": [person.pk, "name", name.pk],
        "decide-override": [person.pk, override.pk],
        "duties": ["overdue"],
        "end-cover": [cover.pk],
        "end-fact": [person.pk, "vehicle", vehicle.pk],
        "end-role": [shown.pk, shown.roles.get().pk],
        "end-share": [person.pk, share.pk],
        "kept-form": [uuid4()],
        "openid_connect_callback": ["force"],
        "openid_connect_login": ["force"],
        "breach": [person.pk, breach.pk],
        "breach-step": [person.pk, breach.pk, "explained"],
        "decide-breach": [person.pk, disposal.pk],
        "override-date": [person.pk, duty.pk],
        "person-search": [person.pk, missing.pk],
        "record-check": [person.pk, breach.pk, "custody"],
        "record-sought": [person.pk, "missing"],
        "search-step": [person.pk, missing.pk, "circulate"],
        "start-checks": [person.pk, duty.pk],
        "people-found": [uuid4()],
        "record-block": [person.pk, "vehicles"],
        "record-body": [person.pk, application.pk],
        "record-body-answer": [person.pk, body.pk],
        "record-detail": [person.pk, "vehicle"],
        "record-outcome": [person.pk, notice.pk],
        "record-release": [person.pk, absence.pk],
        "record-return": [person.pk, journey.pk],
        "record-review-step": [person.pk, application.pk, "decision"],
        "remove-reader": [person.pk, named],
        "record-sentence": [person.pk, trigger.pk],
        "review-emergency": [opening.pk],
        **{url: [person.pk, task.pk] for url in ("task", "hand-on-task", "cancel-task")},
        **{url: [person.pk, link.pk] for url in ("intelligence-item", "disseminate")},
        "dissemination": [person.pk, link.pk, given.pk],
        "triage-concern": [concern.pk],
        "standard-conditions": [person.pk, licence.pk],
        "withdraw-override": [person.pk, override.pk],
        "withdraw-rules": ["EW-CPA2026"],
        **{url: [person.pk, document.pk] for url in ("document", "add-version")},
        **{url: ["crew.minimum"] for url in ("policy-key", "propose-policy")},
        "hand-over-people": [manager.pk],
        **{
            url: [person.pk, handover.pk]
            for url in (
                "handover",
                "write-handover",
                "answer-handover",
                "confirm-handover",
                "settle-handover",
            )
        },
        "decide-policy": [proposal.pk],
        "decide-country": [country.pk],
        "decide-alert": [person.pk, journey.pk],
        **{url: [2026] for url in ("annual-report", "annual-without-category", "annual-report-export")},
        **{url: [2026, "t1-c1"] for url in ("annual-cell", "annual-cell-export")},
        "withdraw-policy": [coming.pk],
        "document-version": [person.pk, document.pk, 1],
        **{url: [person.pk, photograph.pk] for url in ("photograph", "photograph-thumbnail")},
        **visits,
        **plans,
        "api-person-plan": plans["plan-version"],
        **meetings,
        "case-pack": meetings["meeting-case"],
        "meeting-pack": meetings["meeting"],
        **mappa,
        "decide-reactive": [person.pk, reactive.pk],
        **{url: [person.pk, end_review.pk] for url in ("answer-end-review", "take-back-end-review")},
        "disclosure": [disclosure.pk],
        "disclosure-step": [disclosure.pk, "checks"],
        "": [person.pk],  # of every other page that has one argument
    }
    return Stage(actors, arguments)


_ENTRIES = (
    ("card", {"kind": "debit", "issuer": "A bank", "number": "4111111111111111", "source": "document"}),
    ("licence", {"kind": "standard", "starts_on": world.TODAY, "source": "document"}),
)


def _entry(by: User, person: Person, name: str, values: dict[str, object]) -> Detail:
    kind = kinds.named(name)
    assert kind
    return actions.record_detail(by, person=person, kind=kind, values=values, now=NOW)


def _user(actors: dict[str, User | None], name: str) -> User:
    user = actors[name]
    assert user is not None
    return user


def _actors() -> dict[str, User | None]:
    agency = Agency.objects.create(force=world.force(), name="Probation Service")
    east = world.unit("East unit")
    of_agency = {"rank": "Partner", "force": None, "unit": None, "agency": agency}
    return {
        "anonymous": None,
        "leaver": world.officer(is_active=False),
        "manager": world.officer(),
        "cover": world.officer(of=east),
        "same unit": world.officer(),
        "other unit": world.officer(of=east),
        "other force": world.officer(of=world.unit("Far unit", "FA")),
        "supervisor": world.supervisor(),
        "inspector": world.user(Role.DETECTIVE_INSPECTOR, rank="DI"),
        "coordinator": world.user(Role.MAPPA_COORDINATOR),
        "counter": world.user(Role.FRONT_COUNTER),
        "briefing": world.user(Role.BRIEFING_READER),
        "shown partner": world.user(Role.PARTNER, **of_agency),
        "partner": world.user(Role.PARTNER, **of_agency),
        "auditor": world.user(Role.AUDITOR),
        "administrator": world.user(Role.SYSTEM_ADMINISTRATOR),
    }
