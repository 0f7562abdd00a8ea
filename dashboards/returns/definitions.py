"""What each table of the annual report counts, as data, each from the year it is first used for.

A definition that changes is another entry: a report of an earlier year goes on counting as it did. The layout is that
of the local reports; what is marked "to be checked" stands on press reports of them, not on a published table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboards.returns.rules import FIRST_YEAR
from mappa.further.choices import QUALIFYING
from notifications.breaches.choices import Outcome
from offenders.choices import DETENTION_KINDS, OrderKind


class Table(StrEnum):
    T1 = "t1"
    T2 = "t2"
    T3 = "t3"
    T4 = "t4"
    T5 = "t5"
    T5B = "t5b"
    T6 = "t6"
    T7 = "t7"
    T8 = "t8"
    T9 = "t9"


@dataclass(frozen=True, slots=True)
class Definition:
    """What one table counts for reports of years that end in `since` or later."""

    table: Table
    title: str
    says: str
    since: int = FIRST_YEAR
    # Whom the snapshot leaves out, by the kind of their absence that day.
    leaves_out: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    charged: tuple[str, ...] = ()
    to_be_checked: str = ""


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        Table.T1,
        "Offenders managed under MAPPA on the last day",
        "Everybody with a category and level in force that day who was at liberty. Whoever was in custody or detained "
        "in hospital, had died or been deported is not counted.",
        leaves_out=tuple(DETENTION_KINDS),
        to_be_checked="Leaving out those in custody and hospital.",
    ),
    Definition(
        Table.T2,
        "Offenders managed at level 2 or 3 at any time in the year",
        "Each person once in a category, at the highest level they were at in the year, wherever they were.",
        to_be_checked="That a person counts once in each category.",
    ),
    Definition(
        Table.T3,
        "Registered sexual offenders cautioned or convicted for breach of notification",
        "By the day of the caution or conviction, for an offence under section 91 of the Sexual Offences Act 2003. A "
        "person counts once, however often; the occasions stand below.",
        outcomes=(Outcome.CAUTIONED, Outcome.CONVICTED),
        to_be_checked="People, not occasions.",
    ),
    Definition(
        Table.T4,
        "Registered sexual offenders whose notification without end was revoked",
        "On application or on appeal, by the day on which the requirements ended (sections 91C and 91E).",
    ),
    Definition(
        Table.T5,
        "Restrictive orders imposed on registered sexual offenders",
        "Orders by the day they were made: several on one person count each.",
        orders=(
            OrderKind.SHPO,
            OrderKind.INTERIM_SHPO,
            OrderKind.SRO,
            OrderKind.INTERIM_SRO,
            OrderKind.NOTIFICATION,
            OrderKind.SOPO,
            OrderKind.INTERIM_SOPO,
            OrderKind.FTO,
        ),
    ),
    Definition(
        Table.T5B,
        "People who became registered sexual offenders by breach of a sexual risk order",
        "By the day of the conviction, caution or finding.",
    ),
    Definition(
        Table.T6,
        "Offenders at level 2 or 3 returned to custody",
        "By the level and category on the day. For breach of licence: the day they were back in custody after a "
        "recall. For breach of an order: convicted of breaching a sexual harm prevention order or sexual offences "
        "prevention order, and in custody that day or the day after.",
        outcomes=(Outcome.CONVICTED,),
        orders=(OrderKind.SHPO, OrderKind.INTERIM_SHPO, OrderKind.SOPO, OrderKind.INTERIM_SOPO),
    ),
    Definition(
        Table.T7,
        "Serious further offences and serious case reviews",
        "Offenders managed under MAPPA who were charged with murder, attempted murder, manslaughter, rape or attempted "
        "rape, by their level and category on the day of the charge. A person counts once in the year, at their first "
        "charge. Reviews of any offence, by the day they started or were completed. Of a time before "
        "the force recorded charges in Vigil, take the numbers from the board’s own register.",
        charged=QUALIFYING,
        to_be_checked="Which offences qualify, and people, not charges.",
    ),
    Definition(
        Table.T8,
        "Registered sexual offenders and the population",
        "Category 1 of table T1, for each 100,000 people aged 10 and over by the mid-year estimate before that day, "
        "rounded to the nearest whole number.",
    ),
    Definition(
        Table.T9,
        "Attendance and timeliness of meetings",
        "The figures of the area’s own meetings over the year, each by its definition on the page of figures.",
    ),
)


def definitions(year: int) -> dict[Table, Definition]:
    """What each table counts in the report of the year that ends in `year`."""
    found: dict[Table, Definition] = {}
    for each in sorted(DEFINITIONS, key=lambda each: each.since):
        if each.since <= year:
            found[each.table] = each
    return found
