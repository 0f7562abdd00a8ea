"""A facts document as the calculator's page would post it: the other way round from the page's own conversion."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

from notifications.calculator.forms import noun_of

LONDON = ZoneInfo("Europe/London")
GROUP_OF_CHANGE = {
    "stay": ("stays", "stay"),
    "child_household_stay": ("child_stays", "child stay"),
    "did_not_occur": ("nevers", "non-event"),
    "name_intended": ("names_intended", "intended name"),
    "absence_intended": ("absences_intended", "intended absence"),
}


def _typed(text: str | None) -> str:
    if text is None:
        return ""
    day = _moment(text) if "T" in text else date.fromisoformat(text)
    return f"{day.day}/{day.month}/{day.year}"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(LONDON)


def _when(name: str, text: str | None) -> dict[str, str]:
    at = f"{_moment(text):%H:%M}" if text and "T" in text else ""
    return {f"{name}_on": _typed(text), f"{name}_time": at}


class Posting:
    """The fields, and the ids under which the page knows what the document calls otherwise."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.data = QueryDict(mutable=True)
        self.ids: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        self._name(facts)
        born = date.fromisoformat(facts["person"]["date_of_birth"])
        for place, part in enumerate((born.day, born.month, born.year)):
            self.data[f"date_of_birth_{place}"] = str(part)
        self._put("", _when("judged", facts["as_at"]))
        self.data["jurisdiction"] = facts.get("jurisdiction", "england-and-wales")
        forced = facts.get("rules", {}).get("EW-CPA2026")
        self.data["law"] = "cpa2026" if forced else "now"
        self.data["commence_on"] = _typed(forced)
        for trigger in facts.get("triggers", ()):
            self._put(self.tokens[trigger["id"]], self._trigger(trigger))
        for place, absence in enumerate(facts.get("absences", ()), 1):
            self.data.appendlist("absences", str(place))
            self._put(
                f"absences-{place}",
                {
                    "kind": absence["kind"],
                    **_when("from", absence["from"]),
                    **_when("to", absence.get("to")),
                },
            )
        for order in facts.get("orders", ()):
            dated = ("made_on", "served_on", "last_day", "discharged_on")
            self._put(
                self.tokens[order["id"]],
                {"kind": order["kind"], **{name: _typed(order.get(name)) for name in dated}},
            )
        for told in facts.get("notifications", ()):
            self._put(self.tokens[told["id"]], self._notification(told))
        for change in facts.get("changes", ()):
            self._put(self.tokens[change["id"]], self._change(change))
        for journey in facts.get("journeys", ()):
            self._put(self.tokens[journey["id"]], self._journey(journey))
        self._review(facts.get("review", {}))

    def _name(self, facts: dict[str, Any]) -> None:
        for group in ("triggers", "orders", "notifications", "changes", "journeys"):
            for item in facts.get(group, ()):
                of, noun = group, group.removesuffix("s")
                if group == "triggers":
                    noun = noun_of(item["kind"])
                if group == "changes":
                    of, noun = GROUP_OF_CHANGE.get(item["kind"], ("changes", "change"))
                key = str(len(self.data.getlist(of)) + 1)
                self.data.appendlist(of, key)
                self.ids[item["id"]] = f"{noun} {key}"
                self.tokens[item["id"]] = f"{of}-{key}"

    def _put(self, token: str, fields: dict[str, Any]) -> None:
        for name, value in fields.items():
            key = f"{token}-{name}" if token else name
            if isinstance(value, list):
                self.data.setlist(key, value)
            elif value is True:
                self.data[key] = "on"
            elif value is not False and value is not None:
                self.data[key] = str(value)

    def _trigger(self, trigger: dict[str, Any]) -> dict[str, Any]:
        disposal = trigger.get("disposal", {})
        runs = disposal.get("runs", {})
        how = next((name for name in ("consecutive_to", "concurrent_with") if name in runs), "")
        return {
            "kind": trigger["kind"],
            "date": _typed(trigger["date"]),
            "disposal": disposal.get("type", ""),
            "disposal_date": _typed(disposal.get("date")),
            **{f"term_{unit}": number for unit, number in disposal.get("term", {}).items()},
            **{f"extension_{unit}": number for unit, number in disposal.get("extension", {}).items()},
            "runs": how,
            "runs_with": self.tokens[runs[how]] if how else "",
            "overlap_months": runs.get("overlap", {}).get("months", ""),
            "schedule_3": "yes" if trigger.get("schedule_3", True) else "no",
            "threshold": "yes" if trigger.get("threshold_met", True) else "no",
            "condition_met_on": _typed(trigger.get("condition_met_on")),
            "notice_given_on": _typed(trigger.get("notice_given_on")),
            "ended_on": _typed(trigger.get("ended_on")),
            "carried_over": trigger.get("carried_over", False),
            "order": self.tokens[trigger["order"]] if "order" in trigger else "",
        }

    def _notification(self, told: dict[str, Any]) -> dict[str, Any]:
        return {
            "section": told["section"],
            **_when("given", told["given_at"]),
            "home": told.get("home", "residence"),
            "addresses": "; ".join(told.get("addresses", ())),
            "households": "; ".join(told.get("households", ())),
            "about": [self.tokens[identity] for identity in told.get("about", ())],
            "specified_date": _typed(told.get("specified_date")),
        }

    def _change(self, change: dict[str, Any]) -> dict[str, Any]:
        notice = change.get("advance_notice")
        return {
            "kind": change["kind"] if change["kind"] not in GROUP_OF_CHANGE else None,
            "on": _typed(change.get("on")),
            **_when("from", change.get("from")),
            **_when("to", change.get("to")),
            "address": change.get("address"),
            "household": change.get("household"),
            "days": change.get("days"),
            "advance_notice": self.tokens[notice] if notice else "",
        }

    def _journey(self, journey: dict[str, Any]) -> dict[str, Any]:
        foretold, returned = journey.get("notified_return", {}), journey.get("returned", {})
        return {
            "to": ", ".join(journey["to"]),
            **_when("departs", journey["departs"]),
            **_when("known", journey["details_known"]),
            **_when("notified", journey.get("notified_at")),
            **_when("changed", journey.get("details_changed_at")),
            **_when("told", journey.get("return_notified_at")),
            "reasonable_excuse": journey.get("reasonable_excuse", False),
            "foretold_on": _typed(foretold.get("date")),
            "foretold_point": foretold.get("point"),
            "returned_on": _typed(returned.get("date")),
            "returned_point": returned.get("point"),
        }

    def _review(self, review: dict[str, Any]) -> None:
        application, appeal = review.get("application", {}), review.get("appeal", {})
        relevant = review.get("relevant_notification")
        bodies = application.get("responsible_bodies", ())
        self._put(
            "review",
            {
                "relevant": self.tokens[relevant] if relevant else "",
                "applied_on": _typed(application.get("received_on")),
                **{f"body_{place}_on": _typed(body["notified_on"]) for place, body in enumerate(bodies, 1)},
                "appeal": appeal.get("outcome", ""),
                "appeal_on": _typed(appeal.get("on")),
            },
        )
        for place, each in enumerate(review.get("determinations", ()), 1):
            self.data.appendlist("determinations", str(place))
            self._put(
                f"determinations-{place}",
                {
                    "on": _typed(each["on"]),
                    "outcome": each["outcome"],
                    "further_years": each.get("further_period", {}).get("years"),
                    "received_on": _typed(each.get("notice_received_on")),
                },
            )

    def renamed(self, value: Any) -> Any:
        """A document or an answer to one, with the page's ids in place of its own."""
        if isinstance(value, dict):
            return {name: self.renamed(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.renamed(each) for each in value]
        return self.ids.get(value, value) if isinstance(value, str) else value
