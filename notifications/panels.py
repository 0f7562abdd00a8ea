"""What this floor shows on a person's page: the duties that run, and the period they are subject to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import F

from access.policies import FieldClass
from notifications import queries, rules
from notifications.breaches import correctable as breaches_correctable
from notifications.breaches.choices import BreachOf, Stage
from notifications.choices import FINANCE_KINDS, HomeNotified, Section
from notifications.models import Breach, BreachDecision, Change, Foretold, Journey, Notification, Override
from notifications.reviews import correctable
from notifications.station import correctable as station
from offenders import kinds, panels, versions
from offenders.kinds import FactKind, choice, dated, moment
from offenders.standing import died_on
from practice.countries.names import name_of

CORRECTABLE = (
    FactKind(
        "notification",
        Notification,
        "a notification given",
        {
            "given_at": lambda: moment("Given at"),
            "section": lambda: choice("Given under", Section),
            "home": lambda: choice("The home address notified was", HomeNotified),
            "station": lambda: forms.CharField(label="Police station", max_length=120),
            "specified_date": lambda: dated("Day foretold, for notice in advance", required=False),
        },
        lambda given, now: (
            {"given_at": "The notification cannot be in the future."} if given.given_at > now else {}
        ),
        FieldClass.MANAGEMENT,
    ),
    FactKind(
        "outcome",
        Foretold,
        "what came of a notice given in advance",
        {},
        field_class=FieldClass.MANAGEMENT,
    ),
    FactKind(
        "change",
        Change,
        "a change",
        {
            "on": lambda: dated("The day", required=False),
            "starts_on": lambda: dated("First day", required=False),
            "ends_on": lambda: dated("Last day", required=False),
            "starts_at": lambda: moment("Arrived, or leaves", required=False),
            "ends_at": lambda: moment("Left", required=False),
            "household": lambda: forms.CharField(
                label="Household (optional)", max_length=120, required=False
            ),
            "note": lambda: forms.CharField(label="Note (optional)", max_length=200, required=False),
        },
        lambda change, now: rules.change(vars(change), now=now),
        FieldClass.MANAGEMENT,
        lambda values: {"note": FieldClass.FINANCE} if values["kind"] in FINANCE_KINDS else {},
    ),
    FactKind(
        "journey",
        Journey,
        "a journey",
        {
            "departs_on": lambda: dated("Day of departure"),
            "departs_at": lambda: moment("Time of departure, if it is known", required=False),
            "details_known_on": lambda: dated("Details known"),
            "return_date": lambda: dated("Return notified for", required=False),
            "return_point": lambda: forms.CharField(
                label="Returning to (optional)", max_length=80, required=False
            ),
            "returned_on": lambda: dated("Returned on", required=False),
        },
        lambda journey, now: rules.journey(vars(journey), today=now.date()),
        FieldClass.MANAGEMENT,
    ),
    *correctable.KINDS,
    *station.KINDS,
    *breaches_correctable.KINDS,
)


def register() -> None:
    for kind in CORRECTABLE:
        kinds.add(kind)
    kinds.tell(Override, FieldClass.MANAGEMENT)
    kinds.tell(BreachDecision, FieldClass.MANAGEMENT)
    versions.say(Journey, "countries", lambda codes: ", ".join(name_of(code) for code in codes))
    versions.say(Notification, "about", facts_in_words)
    versions.say(Foretold, "fact", lambda fact: facts_in_words([fact]))
    panels.add_tab(panels.Tab(20, "Notification", "person-notification", FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(80, "As it was", "person-as-it-was", FieldClass.MANAGEMENT))
    panels.add_tab(panels.Tab(30, "Breaches", "person-breaches", FieldClass.MANAGEMENT))
    panels.add_panel(panels.Panel(10, "notifications/panel.html", standing))
    panels.add_panel(
        panels.RowsPanel(
            5,
            "notifications/panel_breaches.html",
            lambda visit: Breach.objects.open().filter(person=visit.person),
            {name: F(name) for name in ("id", "of", "happened_on", "stage")},
            breaches,
            FieldClass.MANAGEMENT,
        )
    )
    panels.add_action(
        panels.Action(10, "Take a notification", "start-notification", lambda visit: visit.may_notify)
    )
    panels.add_action(
        panels.Action(
            90,
            "Certificate of calculation",
            "person-certificate",
            lambda visit: (
                visit.relationship.reads(FieldClass.MANAGEMENT) and not visit.relationship.by_exception
            ),
        )
    )


_FACTS = {"released": "a release", "home": "a change of home address", "name": "a new name"}


def facts_in_words(facts: Iterable[str]) -> str:
    """What a notification told of; the keys are those of `notifications.facts`."""
    said = (_FACTS.get(fact.partition(":")[0], "a change or journey on record") for fact in facts)
    return ", ".join(dict.fromkeys(said))


def standing(visit: panels.Visit) -> dict[str, Any]:
    """What is due and why; whether they are subject, until when and why; below, review of requirements without end.

    Who reads no more than the legal status is told the dates, and nothing of what officers wrote about them.
    """
    found = queries.standing(visit.person, visit.today)
    said = subject_in_words(found.subject) if found.subject else {}
    if said and (died := died_on(visit.person)):
        said |= {"title": "Nothing more is required: they died on", "last_day": died}
    reads_management = visit.relationship.reads(FieldClass.MANAGEMENT)
    below = "notifications/reviews/panel.html" if found.review and reads_management else ""
    return {
        "today": visit.today,
        "visit": visit,
        "standing": found,
        "may_record": visit.may_record,
        "reads_management": reads_management,
        "below": below,
        **said,
    }


def breaches(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """The suspected breaches that have not ended, the first first."""
    rows.sort(key=lambda row: row["happened_on"])
    for row in rows:
        row["happened_on"] = date.fromisoformat(row["happened_on"])
        row["of"], row["stage"] = BreachOf(row["of"]), Stage(row["stage"])
    return {"above": True, "breaches": rows}


def subject_in_words(subject: dict[str, Any]) -> dict[str, Any]:
    """A sentence and a tag for the engine's answer."""
    last_day = date.fromisoformat(subject["last_day"]) if subject["last_day"] else None
    since = date.fromisoformat(subject["from"]) if subject["from"] else None
    match subject["status"]:
        case "subject" if subject["indefinite"]:
            return {"title": "Subject to notification without end", "since": since, "last_day": None}
        case "subject" if last_day:
            return {"title": "Subject to notification until", "since": since, "last_day": last_day}
        case "subject":
            return {
                "title": "Subject to notification until further order",
                "since": since,
                "last_day": None,
            }
        case "undetermined":
            return {
                "title": "Subject to notification: the period awaits the sentence",
                "since": since,
                "last_day": None,
            }
        case "ended":
            return {"title": "No longer subject to notification: ended", "since": None, "last_day": last_day}
        case _:
            return {"title": "Not subject to notification", "since": None, "last_day": None}
