"""Reads for the pages of reports and concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q
from django.shortcuts import get_object_or_404

from access.choices import Channel
from access.log import consulted
from accounts.models import User
from frontend.dates import words
from intelligence import policies
from intelligence.choices import Urgency
from intelligence.models import Concern, Dissemination, Link, Report
from offenders.models import Person
from offenders.policies import findable
from offenders.queries import tile_of
from offenders.search.queries import named


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody whom a typed name may mean: by name where the reader may see the record, else as a tile says it."""

    id: UUID
    label: str
    hint: str


def found(user: User, now: datetime, typed: str, *, besides: Iterable[UUID] = ()) -> list[Found]:
    """Whom `typed` may mean by what this user reads, and those chosen `besides`; four queries at most.

    What is typed makes it a search, and the page one of the log, though nobody is found.
    """
    if typed:
        consulted(channel=Channel.SEARCH)
    wanted = {*besides, *named(user, now, typed)}
    if not wanted:
        return []
    seen = Person.objects.visible_to(user, now).filter(pk__in=wanted).with_name().select_related("unit")
    known = [
        Found(
            person.pk,
            f"{(person.family_name or '').upper()}, {person.given_names or ''}",
            f"Born {words(person.date_of_birth)}. {person.reference}, {person.unit.name}",
        )
        for person in seen.order_by(F("sort_name"), "reference")
    ]
    elsewhere = findable(user, now).filter(pk__in=wanted).with_name().select_related("force", "unit")
    beyond = [
        Found(
            tile.id,
            f"{tile.initials}, born {tile.born}",
            f"{tile.unit}, {tile.force}. {tile.telephone}".rstrip(". "),
        )
        for tile in map(tile_of, elsewhere)
    ]
    return known + beyond


def items(person: Person) -> list[Link]:
    """All that is linked to the person, the newest first; two queries. The words of a report are about all in it."""
    links = Link.objects.standing().filter(person=person)
    found = list(links.select_related("report", "concern", "assessed_by"))
    _consulted_all_in(found)
    return found


def _consulted_all_in(links: Iterable[Link]) -> None:
    """Name everybody in these reports to the access log, whether or not the page names them."""
    others = Link.objects.standing().filter(report__in={link.report_id for link in links if link.report_id})
    consulted(people=others.values_list("person", flat=True))


def item(person: Person, link_id: UUID) -> Link:
    """One of them, with what its own page shows; Http404."""
    links = Link.objects.standing().select_related(
        "report__submitted_by", "report__concern", "concern__recorded_by", "assessed_by"
    )
    link = get_object_or_404(links, pk=link_id, person=person)
    link.person = person
    _consulted_all_in([link])
    return link


def disseminations(report: Report) -> list[Dissemination]:
    return list(report.disseminations.select_related("sent_by"))


def others_in(link: Link, user: User, now: datetime) -> list[Person]:
    """Who else the report is about, as far as this user may see them."""
    links = Link.objects.standing().filter(report=link.report).exclude(pk=link.pk)
    people = Person.objects.visible_to(user, now).filter(pk__in=links.values("person"))
    return list(people.with_name().order_by(F("sort_name")))


def unread(person: Person) -> list[Link]:
    """What nobody has assessed yet, the newest first; one query."""
    links = Link.objects.unread().filter(person=person)
    return list(links.select_related("report", "concern"))


@dataclass(frozen=True, slots=True)
class Own:
    """What one user has reported, and whether it has been read."""

    reference: str
    at: datetime
    kind: str
    words: str
    state: str


def own(user: User, *, limit: int = 25) -> list[Own]:
    """The newest reports and concerns of this user. Of a concern nothing is told but that it was passed on."""
    links = Prefetch("links", queryset=Link.objects.standing(), to_attr="standing")
    reports: list[Any] = list(policies.own_reports(user).prefetch_related(links)[:limit])
    concerns = list(policies.own_concerns(user).order_by("-recorded_at")[:limit])
    consulted(people=[person for concern in concerns for person in concern.candidates])
    rows = [
        Own(report.reference, report.submitted_at, "Report", report.sanitised, _state(report.standing))
        for report in reports
    ]
    rows += [
        Own(concern.reference, concern.recorded_at, "Concern", f"{concern.who}: {concern.what}", "Passed on")
        for concern in concerns
    ]
    return sorted(rows, key=lambda row: row.at, reverse=True)[:limit]


def _state(links: list[Link]) -> str:
    if not links:
        return "Not about the person named: report it again"
    return "Read" if all(link.assessed_at for link in links) else "Waiting to be read"


def waiting(user: User, today: date) -> list[Concern]:
    """The concerns to triage, the most urgent first, then the oldest. Whom the search found is named in the log."""
    rows = list(
        policies.to_triage(user, today).select_related("recorded_by").order_by("urgency", "recorded_at")
    )
    consulted(people=[person for concern in rows for person in concern.candidates])
    return rows


def how_many_wait(user: User, today: date) -> dict[str, int] | None:
    """For Today: how many, and how many of them cannot wait; None for who does not triage."""
    if not policies.may_triage(user, today):
        return None
    return policies.to_triage(user, today).aggregate(
        number=Count("pk"), urgent=Count("pk", filter=~Q(urgency=Urgency.ROUTINE))
    )
