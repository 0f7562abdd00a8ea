"""Facts and answers in the words of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from frontend import dates
from notifications import duties
from notifications.law import DutyResult, Result
from offenders.choices import AbsenceKind, DisposalKind, OrderKind, TriggerKind
from practice.countries.names import name_of

LONDON = ZoneInfo("Europe/London")

CHANGES: Final = {
    "name_used": "A name not notified is used",
    "home_address_changed": "The home address changes",
    "released": "Released from custody or hospital",
    "account_opened": "An account is opened",
    "account_closed": "An account is closed",
    "card_obtained": "A card is obtained",
    "card_no_longer_held": "A card is no longer held",
    "financial_information_altered": "Notified account or card details alter",
    "identity_document_obtained": "An identity document is obtained",
    "identity_document_ceased": "An identity document is no longer held",
    "child_household_residence": "Begins to live with a child",
    "child_household_ceased": "Ceases to live or stay with a child",
}
"""Changes on a day, as an officer picks one."""

_CHANGE_TITLES: Final = {
    "name_used": "Notify a new name used",
    "home_address_changed": "Notify the change of home address",
    "released": "Notify release",
    "account_opened": "Notify an account opened",
    "account_closed": "Notify an account closed",
    "card_obtained": "Notify a card obtained",
    "card_no_longer_held": "Notify a card no longer held",
    "financial_information_altered": "Notify altered account or card details",
    "identity_document_obtained": "Notify an identity document obtained",
    "identity_document_ceased": "Notify an identity document no longer held",
    "child_household_residence": "Notify living with a child",
    "child_household_ceased": "Notify no longer living with a child",
    "child_household_stay": "Notify a stay with a child",
    "stay": "Notify an address stayed at",
    "name_intended": "Notify a name before it is used",
}
_EVENTS: Final = {
    TriggerKind.CONVICTION: "Convicted",
    TriggerKind.CAUTION: "Cautioned",
    TriggerKind.FINDING_INSANITY: "Found not guilty by reason of insanity",
    TriggerKind.FINDING_DISABILITY: "Found under a disability",
    TriggerKind.SERVICE_CONVICTION: "Convicted by a service court",
    TriggerKind.OVERSEAS_NOTICE: "Convicted abroad",
    TriggerKind.SRO_BREACH: "Breached a sexual risk order",
}
SECTIONS: Final = {
    "83(1)": "Initial notification given",
    "84(1)": "Change notified",
    "84(4)(b)": "Notified that a change did not happen",
    "85(1)": "Periodic notification given",
    "86(2)": "Travel notified",
    "86(3)": "Return notified",
}
_STATUSES: Final = {
    "subject": ("Subject", "blue"),
    "undetermined": ("Subject: the sentence is awaited", "blue"),
    "ended": ("Ended", "grey"),
    "not_subject": ("Not subject", "grey"),
}
_UNSUPPORTED: Final = {
    "absence": "absences from home",
    "change": "changes",
    "initial": "the initial notification",
    "non_occurrence": "changes that did not happen",
    "period": "the notification period",
    "periodic": "periodic notification",
    "review": "review",
    "travel_change": "changed travel details",
    "travel_return": "return from abroad",
}


def moment(text: str) -> date | datetime:
    """A date or instant of a document; an instant as London's clocks show it."""
    return datetime.fromisoformat(text).astimezone(LONDON) if "T" in text else date.fromisoformat(text)


def in_words(text: str | None) -> str:
    """ "21 November 2026", "21 November 2026 at 2:30pm"; nothing for nothing."""
    if text is None:
        return ""
    when = moment(text)
    if isinstance(when, datetime):
        return f"{dates.words(when.date())} at {dates.time_in_words(when)}"
    return dates.words(when)


def day_of(text: str) -> date:
    """The London day of a date or an instant."""
    when = moment(text)
    return when.date() if isinstance(when, datetime) else when


def length_in_words(length: Mapping[str, int]) -> str:
    """ "2 years 6 months"."""
    parts = [
        f"{number} {unit if number != 1 else unit[:-1]}"
        for unit in ("years", "months", "weeks")
        if (number := length.get(unit))
    ]
    return " ".join(parts)


def disposal_in_words(disposal: Mapping[str, Any] | None) -> str:
    """ "Imprisonment, 18 months"."""
    if not disposal:
        return ""
    said = str(DisposalKind(disposal["type"]).label)
    if length := length_in_words(disposal.get("term", {})):
        said += f", {length}"
    if extension := length_in_words(disposal.get("extension", {})):
        said += f", extended by {extension}"
    return said


def event(kind: str) -> str:
    """What a trigger of this kind is, as an event."""
    return _EVENTS[TriggerKind(kind)]


def change(kind: str) -> str:
    """A change in two or three words: "New name used"."""
    said = _CHANGE_TITLES[kind].removeprefix("Notify ")
    for article in ("the ", "an ", "a "):
        said = said.removeprefix(article)
    return f"{said[:1].upper()}{said[1:]}"


def order(kind: str) -> str:
    return str(OrderKind(kind).label)


def absence(kind: str) -> str:
    return str(AbsenceKind(kind).label)


def countries(codes: list[str]) -> str:
    return ", ".join(map(name_of, codes))


def duty_title(duty: DutyResult, facts: Mapping[str, Any]) -> str:
    """What a duty is called on screen: a change by what changed."""
    if duty["kind"] == "change":
        cause = duty["id"].split(":", 1)[1]
        kind = next((each["kind"] for each in facts.get("changes", ()) if each["id"] == cause), "")
        return _CHANGE_TITLES.get(kind, "Notify a change")
    return duties.title(duty["id"], duty["kind"], weekly=duty["rule"] == "85(5)(a)")


def limits_in_words(duty: DutyResult) -> str:
    """Both readings of a limit, as they should be worked to."""
    if duty["last"] is None or duty["work_to"] is None:
        return "No date runs" if duty["state"] == "suspended" else ""
    end = "" if "T" in duty["last"] else "the end of "
    if duty["work_to"] == duty["last"]:
        return f"By {end}{in_words(duty['last'])}"
    return f"Work to {in_words(duty['work_to'])}; nothing is late before {end}{in_words(duty['last'])}"


def status(result: Result) -> dict[str, str]:
    """Whether they are subject, and until when: a sentence and a tag."""
    subject = result["subject"]
    since, last = in_words(subject["from"]), in_words(subject["last_day"])
    text, colour = _STATUSES[subject["status"]]
    match subject["status"]:
        case "subject" if subject["indefinite"]:
            said = "Subject to notification without end"
        case "subject" if last:
            said = f"Subject to notification until {last}"
        case "subject":
            said = "Subject to notification until further order"
        case "undetermined" if result["unsupported"]:
            text, said = "Not computed", "Whether they are subject is not computed for this jurisdiction"
        case "undetermined":
            said = "Subject to notification: the period awaits the sentence"
        case "ended":
            said = f"No longer subject to notification: it ended on {last}"
        case _ if since:
            said = f"Not subject to notification yet: it begins on {since}"
        case _:
            said = "Not subject to notification"
    running = subject["status"] in ("subject", "undetermined") and since
    return {"sentence": said, "tag": text, "colour": colour, "since": since if running else ""}


def unsupported(result: Result) -> list[str]:
    """What is not computed for the jurisdiction."""
    return [_UNSUPPORTED[each] for each in result["unsupported"]]
