"""A facts document put into the tables: rows as officers would have left them, historic ones too.

Rows are written as such, because verbs record what happens as it happens. What tables say by a span (a home, a name, a
release) is written as the span.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from accounts.choices import Nation
from accounts.models import Force
from notifications.models import (
    Application,
    Change,
    Commencement,
    Foretold,
    Journey,
    Notification,
    RelevantNotification,
    ResponsibleBody,
)
from offenders.models import (
    Absence,
    Address,
    CourtOrder,
    Disposal,
    Name,
    Occupancy,
    Person,
    Trigger,
)
from tests import world

Document = dict[str, Any]
_FIRST_HOME = date(1990, 1, 1)
_PERIODS = {"stay", "child_household_stay", "absence_intended"}
_LENGTHS = ("years", "months", "weeks")


def _moment(text: str) -> datetime:
    """A bare date is some time that day: noon."""
    return datetime.fromisoformat(text) if "T" in text else world.at(date.fromisoformat(text), 12)


def _day(text: str) -> date:
    return _moment(text).astimezone(world.LONDON).date()


class Recorded:
    """The person with these facts; `renamed` gives an answer the document's own ids back."""

    def __init__(self, facts: Document) -> None:
        self.ids: dict[str, str] = {}  # what the adapter calls a fact, and what the document does
        self.rows: dict[str, Any] = {}
        unit = world.unit()
        force = world.force()
        Force.objects.filter(pk=force.pk).update(nation=facts.get("jurisdiction", Nation.ENGLAND_AND_WALES))
        self.since: dict[str, Any] = {"recorded_at": world.at(world.TODAY)}
        self.person = Person.objects.create(
            reference="CU-000001",
            force=force,
            unit=unit,
            kind="rso",
            date_of_birth=facts["person"]["date_of_birth"],
            **self.since,
        )
        self.since |= {"person": self.person}
        for each in facts.get("orders", ()):
            self._write(CourtOrder, each, **{name: each.get(name) for name in _ORDER})
        for each in facts.get("triggers", ()):
            self._trigger(each)
        for each in facts.get("triggers", ()):
            if "disposal" in each:
                self._disposal(each)
        for each in facts.get("absences", ()):
            Absence.objects.create(
                kind=each["kind"],
                starts_on=_day(each["from"]),
                ended_on=_day(each["to"]) if "to" in each else None,
                **self.since,
            )
        self._homes([each for each in facts.get("changes", ()) if each["kind"] == "home_address_changed"])
        for each in facts.get("changes", ()):
            self._change(each)
        for each in facts.get("journeys", ()):
            self._journey(each)
        for each in facts.get("notifications", ()):
            self._notification(each)
        for each in facts.get("notifications", ()):
            told = self.rows[each["id"]]
            told.about = [self._called(fact) for fact in each.get("about", ())]
            told.save()
        for each in facts.get("changes", ()):
            self._outcome(each)
        self._review(facts.get("review", {}))
        for ruleset, begins in facts.get("rules", {}).items():
            Commencement.objects.create(
                ruleset=ruleset, in_force_from=begins, source="x", recorded_at=world.at(world.TODAY)
            )

    def _review(self, said: Document) -> None:
        if "relevant_notification" in said:
            RelevantNotification.objects.create(
                notification=self.rows[said["relevant_notification"]], **self.since
            )
        made = said.get("application", {})
        decided: Document = next(iter(said.get("determinations", ())), {})
        appeal = said.get("appeal", {})
        if not (made or decided):
            return
        application = Application.objects.create(
            # A decision is recorded with the application it answers.
            received_on=made.get("received_on", decided.get("on")),
            received_how="post",
            determined_on=decided.get("on"),
            outcome=decided.get("outcome", ""),
            decided_by="Superintendent 12" if decided else "",
            reasons="As the decision says." if decided else "",
            further_years=decided.get("further_period", {}).get("years"),
            notice_received_on=decided.get("notice_received_on"),
            appealed_on=appeal.get("on"),
            appeal_outcome=appeal.get("outcome", ""),
            appeal_decided_on=appeal.get("on"),
            court="Kirkby" if appeal else "",
            **self.since,
        )
        for body in made.get("responsible_bodies", ()):
            ResponsibleBody.objects.create(
                application=application, body="Probation", notified_on=body["notified_on"], **self.since
            )

    def renamed(self, value: Any) -> Any:
        text = json.dumps(value)
        for known, said in sorted(self.ids.items(), key=lambda pair: -len(pair[0])):
            text = text.replace(known, said)
        return json.loads(text)

    def _called(self, identity: str) -> str:
        return next(known for known, said in self.ids.items() if said == identity)

    def _write(self, model: Any, each: Document, **fields: Any) -> Any:
        row = model.objects.create(
            **({"kind": each["kind"]} if "kind" in each else {}),
            **{name: value for name, value in fields.items() if value is not None},
            **self.since,
        )
        row.refresh_from_db()
        self.rows[each["id"]] = row
        self.ids[str(row.pk)] = each["id"]
        return row

    def _trigger(self, each: Document) -> None:
        dated = ("date", "condition_met_on", "notice_given_on", "ended_on", "schedule_3", "carried_over")
        self._write(
            Trigger,
            each,
            offence="x",
            order=self.rows[each["order"]] if "order" in each else None,
            **{name: each.get(name) for name in dated},
        )

    def _disposal(self, each: Document) -> None:
        given = each["disposal"]
        runs = given.get("runs", {})
        lengths = {
            f"{of}_{unit}": number
            for of in ("term", "extension")
            for unit, number in given.get(of, {}).items()
        }
        Disposal.objects.create(
            trigger=self.rows[each["id"]],
            kind=given["type"],
            date=given.get("date", each["date"]),
            **{how: self.rows[runs[how]] for how in ("consecutive_to", "concurrent_with") if how in runs},
            overlap_months=runs.get("overlap", {}).get("months"),
            **lengths,
            **self.since,
        )

    def _homes(self, changes: list[Document]) -> None:
        """One home after another; the first was there before anything that is told."""
        days = [_FIRST_HOME, *sorted(_day(each["on"]) for each in changes)]
        names = [None, *(each["id"] for each in sorted(changes, key=lambda each: _day(each["on"])))]
        for place, (starts, name) in enumerate(zip(days, names, strict=True)):
            home = Occupancy.objects.create(
                address=_address(f"Home {place}"),
                starts_on=starts,
                ends_on=days[place + 1] if place + 1 < len(days) else None,
                **self.since,
            )
            if name:
                self.ids[f"home:{home.pk}"] = name

    def _change(self, each: Document) -> None:
        match each["kind"]:
            case "home_address_changed" | "did_not_occur":
                return
            case "name_used":
                row = Name.objects.create(kind="alias", family_name="X", used_from=each["on"], **self.since)
                self.ids[f"name:{row.pk}"] = each["id"]
            case "released":
                out = _day(each["on"])
                held = Absence.objects.detentions().filter(person=self.person, ended_on=out).first()
                held = held or Absence.objects.create(
                    kind="custody", starts_on=out, ended_on=out, **self.since
                )
                self.ids[f"released:{held.pk}"] = each["id"]
            case kind:
                timed = kind != "stay"
                spans = {}
                if kind in _PERIODS:
                    read: Any = _moment if timed else _day
                    ends = "ends_at" if timed else "ends_on"
                    spans = {
                        "starts_at" if timed else "starts_on": read(each["from"]),
                        ends: read(each["to"]) if "to" in each else None,
                    }
                self._write(
                    Change,
                    each,
                    on=each.get("on"),
                    address=_address(each["address"]) if "address" in each else None,
                    household=each.get("household"),
                    days=each.get("days"),
                    **spans,
                )

    def _journey(self, each: Document) -> None:
        departs = each["departs"]
        foretold, returned = each.get("notified_return", {}), each.get("returned", {})
        row = self._write(
            Journey,
            each,
            departs_on=_day(departs),
            departs_at=_moment(departs) if "T" in departs else None,
            details_known_on=_day(each["details_known"]),
            countries=each["to"],
            reasonable_excuse=each.get("reasonable_excuse"),
            details_changed_at=_moment(each["details_changed_at"]) if "details_changed_at" in each else None,
            return_date=foretold.get("date"),
            return_point=foretold.get("point"),
            returned_on=returned.get("date"),
            returned_point=returned.get("point"),
        )
        for name, section in (("notified_at", "86(2)"), ("return_notified_at", "86(3)")):
            if name in each:
                told = Notification.objects.create(
                    section=section, given_at=_moment(each[name]), about=[str(row.pk)], **self.since
                )
                # The document lets a journey's own field stand for it, under the journey's id.
                self.ids[str(told.pk)] = each["id"]

    def _notification(self, each: Document) -> None:
        row = self._write(
            Notification,
            each,
            section=each["section"],
            given_at=_moment(each["given_at"]),
            home=each.get("home"),
            specified_date=each.get("specified_date"),
        )
        row.addresses.add(*(_address(name) for name in each.get("addresses", ())))

    def _outcome(self, each: Document) -> None:
        if "advance_notice" in each:
            happened = each["kind"] != "did_not_occur"
            row = Foretold.objects.create(
                notice=self.rows[each["advance_notice"]],
                fact=self._called(each["id"]) if happened else "",
                **self.since,
            )
            if not happened:
                self.ids[f"outcome:{row.pk}"] = each["id"]


_ORDER = ("made_on", "served_on", "last_day", "discharged_on")


def _address(name: str) -> Address:
    return Address.once(line_1=name, line_2="", town="", postcode="")
