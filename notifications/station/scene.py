"""What the counter knows of the person while it asks: each part read once, when a page first needs it."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Q

from access.policies import FieldClass
from accounts.models import User
from diary.models import Entry
from notifications import queries
from notifications.choices import ChangeKind
from notifications.models import Attendance, Change, Foretold, Journey, Notification
from notifications.station import rules
from offenders.choices import NameKind
from offenders.models import (
    Absence,
    Address,
    BankAccount,
    IdentityDocument,
    InsuranceNumber,
    Name,
    Occupancy,
    PaymentCard,
    Person,
)
from practice import keys, policy

_STATIONS = 50  # offered in the list of a browser: only so that it stays one
_HOUSEHOLDS = [
    ChangeKind.CHILD_HOUSEHOLD_STAY,
    ChangeKind.CHILD_HOUSEHOLD_RESIDENCE,
    ChangeKind.CHILD_HOUSEHOLD_CEASED,
]


class Scene:
    """One person at the counter, as whoever fetched them reads the record."""

    def __init__(self, person: Person, now: datetime, by: User) -> None:
        self.person, self.now, self.by = person, now, by

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def reads_finance(self) -> bool:
        return self.person.relationship.reads(FieldClass.FINANCE)

    @property
    def is_young(self) -> bool:
        return rules.is_young(self.person.date_of_birth, self.today)

    @cached_property
    def duties(self) -> list[Entry]:
        """What they may have come for: the open duties that have arisen, or that are met beforehand."""
        return [
            entry
            for entry in queries.answerable(self.person)
            if entry.arises_on is None or entry.arises_on <= self.today
        ]

    @cached_property
    def expected_within(self) -> int:
        """Days ahead within which a regular notification is what they will have come for."""
        return policy.policy_of(self.person.force_id, self.today).value(keys.EXPECTED_WITHIN)

    @cached_property
    def stations(self) -> list[str]:
        """Where people of this force have attended before, the busiest first."""
        of_the_force = Attendance.objects.standing().filter(person__force=self.person.force_id)
        busiest = of_the_force.values("station").annotate(times=Count("pk")).order_by("-times", "station")
        return [each["station"] for each in busiest[:_STATIONS]]

    @cached_property
    def last_station(self) -> str:
        """Where this officer took the last one: the same counter, nearly always."""
        own = Attendance.objects.standing().filter(recorded_by=self.by).order_by("-recorded_at")
        return own.values_list("station", flat=True).first() or ""

    @cached_property
    def names(self) -> list[Name]:
        used = [NameKind.LEGAL, NameKind.ALIAS]
        return list(self.person.names.standing().filter(kind__in=used, used_to__isnull=True).order_by("kind"))

    @cached_property
    def home(self) -> Occupancy | None:
        homes = self.person.occupancies.standing().homes().filter(ends_on__isnull=True)
        return homes.select_related("address").first()

    @cached_property
    def premises(self) -> list[Occupancy]:
        """Other addresses that they are on record as using now."""
        others = self.person.occupancies.standing().filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=self.today)
        )
        return [each for each in others.select_related("address") if each != self.home]

    @cached_property
    def stays(self) -> list[Change]:
        stays = self.person.changes.standing().filter(kind=ChangeKind.STAY)
        return list(stays.select_related("address").order_by("starts_on"))

    @cached_property
    def places(self) -> list[Address]:
        """Where they have stayed or are on record as going, each once: an address is counted by itself."""
        known = [stay.address for stay in self.stays if stay.address] + [
            each.address for each in self.premises
        ]
        return list(dict.fromkeys(known))

    @cached_property
    def households(self) -> list[str]:
        """The homes with someone under 18 that were told and not said to have ceased."""
        changes = self.person.changes.standing().filter(kind__in=_HOUSEHOLDS).order_by("recorded_at")
        found: dict[str, None] = {}
        for change in changes:
            if change.kind == ChangeKind.CHILD_HOUSEHOLD_CEASED:
                found.pop(change.household, None)
            else:
                found[change.household] = None
        return list(found)

    @cached_property
    def accounts(self) -> list[BankAccount]:
        """Empty for somebody who does not read finance."""
        if not self.reads_finance:
            return []
        return list(BankAccount.objects.standing().filter(person=self.person, ends_on__isnull=True))

    @cached_property
    def cards(self) -> list[PaymentCard]:
        """Empty for somebody who does not read finance."""
        if not self.reads_finance:
            return []
        return list(PaymentCard.objects.standing().filter(person=self.person, ends_on__isnull=True))

    @cached_property
    def papers(self) -> list[IdentityDocument]:
        return list(IdentityDocument.objects.standing().filter(person=self.person, ends_on__isnull=True))

    @cached_property
    def insurance(self) -> str:
        """The National Insurance number; empty for somebody who does not read finance."""
        if not self.reads_finance:
            return ""
        held = InsuranceNumber.objects.standing().filter(person=self.person, ends_on__isnull=True).first()
        return held.number if held else ""

    @cached_property
    def detention(self) -> Absence | None:
        return self.person.absences.standing().detentions().filter(ended_on__isnull=True).first()

    @cached_property
    def away(self) -> Absence | None:
        """Any absence that runs: the page says that somebody who stands at the counter is not where it says."""
        return self.person.absences.standing().on(self.today).first()

    @cached_property
    def journeys(self) -> list[Journey]:
        """Those from which no return is on record."""
        return list(self.person.journeys.standing().filter(returned_on__isnull=True).order_by("departs_on"))

    @cached_property
    def notices(self) -> list[Notification]:
        """Notices in advance of which nothing is on record yet."""
        settled = Foretold.objects.standing().filter(person=self.person).values("notice")
        return list(
            self.person.notifications.standing()
            .filter(specified_date__isnull=False)
            .exclude(pk__in=settled)
            .order_by("specified_date")
        )
