"""Who else on record lives, or lived, at the same addresses: two people at one address are seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, FilteredRelation, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from access.log import consulted
from access.policies import Capability, FieldClass, finds
from frontend.dates import words
from offenders import policies
from offenders.choices import NameKind
from offenders.models import Occupancy, Person

_NEXT_LINE = SafeString("<br>")


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else's stay at an address, in words; of a record beyond the reader's reach, whom to ring."""

    said: str
    person: UUID | None = None
    when: str = ""


class Others(str):
    """The others at an address: plain text in a file; on a page a line each, with a link to the record."""

    __slots__ = ("others",)
    others: list[Other]

    def __new__(cls, others: list[Other]) -> Others:
        made = super().__new__(cls, "; ".join(other.said + other.when for other in others))
        made.others = others
        return made

    def __html__(self) -> str:
        """Read by templates."""
        return format_html_join(_NEXT_LINE, "{}", ((_linked(other),) for other in self.others))


def note_others_at(person: Person, homes: Iterable[Occupancy]) -> None:
    """Give each of a person's stays its `others`; one query, none without stays.

    By name only those whose addresses the reader reads by their own work: a share of another record may not open them.
    That somebody beyond their work is there at all is told to those whom a search would tell, and of a restricted
    record to nobody. Both are logged.
    """
    homes = list(homes)
    if not homes:
        return
    user, now = person.read_by, person.read_at
    today = now.date()
    reads = policies.within_reading(user, FieldClass.MANAGEMENT, today, "person__")
    beyond_work = ~policies.within(user, Capability.VIEW, today, "person__") & ~policies.restricted(
        "person__"
    )
    stays = (
        Occupancy.objects.standing()
        .filter(address__in={home.address_id for home in homes})
        .exclude(person=person)
        .annotate(read=ExpressionWrapper(reads, output_field=BooleanField()))
        .filter(Q(read=True) | beyond_work)
        .annotate(legal=FilteredRelation("person__names", condition=_LEGAL))
        .order_by("-starts_on")
    )
    if not finds(user, today):
        stays = stays.filter(read=True)
    found: dict[UUID, list[Other]] = defaultdict(list)
    beyond: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    rows: Any = stays.values("address_id", "starts_on", "ends_on", "read", **_SHOWN)
    for row in rows:
        consulted(people=[row["who"]], sections=["addresses"])
        if row["read"]:
            found[row["address_id"]].append(_other(row))
        else:
            beyond[row["address_id"], f"{row['unit']}, {row['telephone']}"].add(row["who"])
    for (address, whom), people in beyond.items():
        who = "Someone" if len(people) == 1 else f"{len(people)} people"
        found[address].append(Other(f"{who} outside your sight: ring {whom}"))
    for home in homes:
        home.others = Others(found[home.address_id])


_LEGAL = Q(
    person__names__kind=NameKind.LEGAL,
    person__names__used_to__isnull=True,
    person__names__voided_at__isnull=True,
)
_SHOWN = {
    "who": F("person_id"),
    "reference": F("person__reference"),
    "family": F("legal__family_name"),
    "given": F("legal__given_names"),
    "unit": F("person__unit__name"),
    "telephone": F("person__unit__telephone"),
}


def _other(row: dict[str, Any]) -> Other:
    name = f"{(row['family'] or 'Name not recorded').upper()}, {row['given'] or ''}".rstrip(", ")
    until = f" to {words(row['ends_on'])}" if row["ends_on"] else ""
    return Other(f"{name} ({row['reference']})", row["who"], f", from {words(row['starts_on'])}{until}")


def _linked(other: Other) -> str:
    if other.person is None:
        return other.said
    where = reverse("person", args=[other.person])
    return format_html('<a class="govuk-link" href="{}">{}</a>{}', where, other.said, other.when)
