"""The dated rule-sets: what the law was on a day. A change in the law is one more row here, and examples beside it."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from notifications.law.counting import FOREVER, Day, day_of

EW: Final = "england-and-wales"
SCOTLAND: Final = "scotland"
NI: Final = "northern-ireland"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The law of one jurisdiction from a day on. `in_force_from` is an ISO date, or None: enacted, not commenced."""

    key: str
    jurisdiction: str
    in_force_from: str | None
    title: str
    source: str

    @property
    def status(self) -> str:
        """`in_force` or `enacted_not_commenced`."""
        return "enacted_not_commenced" if self.in_force_from is None else "in_force"


RULESETS: Final = (
    RuleSet(
        "EW-2004-05-01",
        EW,
        "2004-05-01",
        "Sexual Offences Act 2003, Part 2, and the travel notification regulations come into force",
        "SOA 2003 Part 2; S.I. 2004/1220",
    ),
    RuleSet(
        "EW-2012-07-30",
        EW,
        "2012-07-30",
        "Review of indefinite notification",
        "SOA 2003 ss.91A-91F; S.I. 2012/1883",
    ),
    RuleSet(
        "EW-2012-08-13",
        EW,
        "2012-08-13",
        "All travel, weekly notification without a fixed abode, child households, accounts, cards and documents",
        "S.I. 2012/1876",
    ),
    RuleSet(
        "EW-2015-03-08",
        EW,
        "2015-03-08",
        "Sexual harm prevention orders and sexual risk orders",
        "Anti-social Behaviour, Crime and Policing Act 2014 s.113, Sch.5; S.I. 2015/373",
    ),
    RuleSet(
        "EW-2020-12-01",
        EW,
        "2020-12-01",
        "Orders on conviction move to the Sentencing Code",
        "Sentencing Code ss.343-358; S.I. 2020/1236",
    ),
    RuleSet(
        "EW-2022-11-29",
        EW,
        "2022-11-29",
        "Notices for convictions abroad, positive requirements, published police stations",
        "Police, Crime, Sentencing and Courts Act 2022 ss.168-179; S.I. 2022/1227",
    ),
    RuleSet(
        "EW-2023-03-31",
        EW,
        "2023-03-31",
        "Orders enforced and varied across borders",
        "Police, Crime, Sentencing and Courts Act 2022 ss.180-182; S.I. 2023/387",
    ),
    RuleSet(
        "EW-2026-03-22", EW, "2026-03-22", "Suspended sentences of up to three years", "Sentencing Act 2026"
    ),
    RuleSet(
        "EW-CPA2026",
        EW,
        None,
        "Notice before a new name is used and before an absence from home",
        "Crime and Policing Act 2026 (c.20); commencement not known",
    ),
    RuleSet("SCO", SCOTLAND, "2015-01-01", "Scotland: travel only", "S.S.I. 2004/205; S.S.I. 2013/216"),
    RuleSet("NI", NI, "2015-01-01", "Northern Ireland: travel and absence only", "S.R. (NI) 2014/185"),
)

COMMENCEMENT: Final = day_of(2004, 5, 1)
"""SOA 2003 Part 2 in force."""
REVIEW_FROM: Final = day_of(2012, 7, 30)
"""Ss.91A-91F in force (S.I. 2012/1883 art.3)."""
WIDENED_ON: Final = day_of(2012, 8, 13)
"""S.I. 2012/1876 in force (reg.1(2))."""
SHORT_JOURNEYS_UNTIL: Final = day_of(2012, 8, 27)
"""The last departure for which a journey under three days is exempt (S.I. 2012/1876 reg.3)."""

_CPA = "EW-CPA2026"


class Rulebook:
    """The rule-sets of one jurisdiction, with the dates forced on those not in force."""

    def __init__(self, jurisdiction: str, forced: dict[str, Day]) -> None:
        dated = sorted(
            (
                (
                    forced[rules.key] if rules.in_force_from is None else _day(rules.in_force_from),
                    order,
                    rules.key,
                )
                for order, rules in enumerate(RULESETS)
                if rules.jurisdiction == jurisdiction
                and (rules.in_force_from is not None or rules.key in forced)
            )
        )
        self._from = [day for day, _, _ in dated]
        self._keys = [key for _, _, key in dated]
        self.jurisdiction = jurisdiction
        self.begins = self._from[0]
        """The first day for which anything is computed."""
        self.cpa_from = forced.get(_CPA, FOREVER) if jurisdiction == EW else FOREVER
        """The day the Crime and Policing Act 2026 is taken to be in force."""

    def on(self, day: Day) -> str:
        """The key of the latest rule-set in force on a day; the first, for a day before them all."""
        return self._keys[max(0, bisect_right(self._from, day) - 1)]


@lru_cache(maxsize=64)
def _rulebook(jurisdiction: str, forced: tuple[tuple[str, Day], ...]) -> Rulebook:
    return Rulebook(jurisdiction, dict(forced))


def rulebook_of(jurisdiction: str, forced: dict[str, Day]) -> Rulebook:
    """The rule-sets of a jurisdiction, `forced` being dates for those not in force."""
    return _rulebook(jurisdiction, tuple(forced.items()))


def _day(text: str) -> Day:
    year, month, day = map(int, text.split("-"))
    return day_of(year, month, day)
