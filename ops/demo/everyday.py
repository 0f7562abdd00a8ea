"""How the county's people spend their days, on what, with whom, and under which conditions. Nobody of it exists.

Telephone numbers are of the ranges that Ofcom keeps for drama; sort codes begin 00-00, which no bank has; card numbers
are the payment schemes' own for trials.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from offenders.standard_conditions import STANDARD
from ops.demo import days_rows as to
from ops.demo import names, places
from ops.demo.county import County, uuid_from
from ops.demo.days import LONDON, months_after
from ops.demo.portrait_rows import Blind, Secret
from ops.demo.portraits import DESCRIBED
from ops.demo.rows import Absence, CourtOrder, Person, Row

_TOWNS = [town for area in places.TOWNS for town in area]
_TRIAL_CARDS = ["4111111111111111", "4242424242424242", "5555555555554444", "4000056655665556"]
_BANKS = ["Fellside Bank", "Cumber and Border Building Society", "Nimbus (app only)", "Mercantile Northern"]
_WORK = [
    ("employed", "Harrow Lane Tyres", "Fitter", "Monday to Friday, 08:00 to 17:00", "no"),
    ("employed", "Beck Foods", "Packer", "Four nights a week, 22:00 to 06:00", "no"),
    ("self_employed", "", "Window cleaner", "Mornings", "unknown"),
    ("casual", "Market traders", "Stall hand", "Saturdays", "yes"),
    ("studying", "Fell College", "Plumbing, level 2", "Two days a week", "yes"),
    ("volunteering", "Second Spring charity shop", "Sorting donations", "Wednesday afternoons", "no"),
    ("seeking", "", "", "", "no"),
    ("retired", "", "", "", "no"),
    ("unable", "", "", "", "no"),
]
_ROUTINE = [
    ("shops", "monday", "10:00 to 11:30", "Market Street shops", "foot", "no"),
    ("gym", "weekdays", "06:30 to 07:30", "Ironworks gym", "bicycle", "unknown"),
    ("worship", "sunday", "10:30 to 12:00", "Bethel chapel", "lift", "yes"),
    ("social", "friday", "19:00 to 23:00", "The Drovers", "foot", "no"),
    ("outdoors", "every_day", "07:00 and 17:00", "Riverside path", "foot", "yes"),
    ("club", "thursday", "18:30 to 20:30", "Model railway club, church hall", "bus", "unknown"),
    ("family", "saturday", "Afternoons", "His sister's", "bus", "yes"),
    ("sleep", "every_day", "00:30 to 08:30", "At home", "", "no"),
    ("online", "every_day", "21:00 to 00:30", "At home", "", "no"),
]
_HEALTH = [
    ("mental", "Depression", "Tablets, reviewed each month", "Worse in winter. Ask about sleep."),
    ("neurodiversity", "Autism", "None", "Say what will happen next. Come when you said you would."),
    ("physical", "Type 2 diabetes", "Diet and tablets", "Needs to eat at set times in custody."),
    ("substance", "Alcohol, daily", "Recovery service, fortnightly", "Come before noon."),
    ("communication", "Reads slowly; large print", "", "Read letters aloud and leave a copy."),
    ("self_harm", "Overdose, 2019", "Crisis line card given", "Ask directly when anything is lost."),
    ("learning", "Mild learning disability", "Support worker", "Short sentences. Check by asking back."),
]
_CONDITIONS = [
    (
        "children",
        "prohibition",
        "Having any unsupervised contact of any kind with any child under the age of 16 other than such as is "
        "inadvertent and not reasonably avoidable in the course of lawful daily life.",
        "Household asked on each visit",
    ),
    (
        "devices",
        "prohibition",
        "Using any device capable of accessing the internet unless it has the capacity to retain and display the "
        "history of internet use.",
        "Device examined on each visit",
    ),
    ("devices", "prohibition", "Deleting such history.", "Device examined on each visit"),
    (
        "inspection",
        "positive",
        "Make any such device available on request for inspection by a police officer.",
        "Refusal is a breach",
    ),
    (
        "inspection",
        "positive",
        "Allow the police to install risk management monitoring software on any such device, and not remove or "
        "disable it.",
        "Monitoring looked at each week",
    ),
    ("work", "prohibition", "Undertaking any work or voluntary activity with children.", "Employer asked"),
    (
        "names",
        "prohibition",
        "Using any name online other than one notified to the police.",
        "Open-source search each quarter",
    ),
]
_FIRST_TEST = 100  # days: a little more than the force leaves for the first polygraph test
_METHODS = [
    ("method", "Befriended the family through a club and offered lifts.", "Girls of 13 to 15"),
    (
        "grooming",
        "Weeks of messages in a game's chat before asking for pictures.",
        "Boys of 12 to 14, strangers",
    ),
    ("pattern", "Each offence followed the loss of work and a move.", "Adults known to him"),
    ("attitude", "Says that the images came by mistake. Accepts the plea, not the facts.", ""),
]


def everyday(county: County, ordinal: int, life: Sequence[Row]) -> list[Row]:
    """The entries of one person's record, from the rows of their life; none in a county that measures speed."""
    if county.people > DESCRIBED:
        return []
    return list(_Days(county, ordinal, life).rows())


@dataclass
class _Days:
    county: County
    ordinal: int
    life: Sequence[Row]

    def __post_init__(self) -> None:
        self.rng: Random = self.county.rng("everyday", self.ordinal)
        self.person = next(row for row in self.life if isinstance(row, Person))
        self.orders = [row for row in self.life if isinstance(row, CourtOrder)]
        self.out = max(
            (
                row.ended_on
                for row in self.life
                if isinstance(row, Absence) and row.ended_on and row.kind == "sentence"
            ),
            default=None,
        )

    def rows(self) -> Iterator[Any]:
        yield from self._days()
        yield from self._money()
        yield from self._others()
        yield from self._health()
        yield from self._offending()
        yield from self._conditions()
        if self.rng.random() < 0.5:
            yield self._decision()

    def _row(self, of: Any, *values: Any, source: str = "") -> Any:
        opened = self.person.recorded_at
        day = self._ago(3, 300)
        at = datetime.combine(day, time(9 + self.rng.randrange(8), self.rng.randrange(60)), LONDON)
        how = source or self.rng.choice(("self", "observed", "partner"))
        by = self.person.recorded_by_id
        return of(uuid_from(self.rng.getrandbits(128)), self.person.id, *values, how, max(at, opened), by)

    def _ago(self, low: int, high: int) -> date:
        return self.county.as_of - timedelta(days=self.rng.randrange(low, high))

    def _telephone(self) -> str:
        return f"07700 900{self.rng.randrange(1000):03}"

    def _named(self, sex: str = "") -> str:
        english, sex = names.ORIGINS[0], sex or self.rng.choice((names.FEMALE, names.MALE))
        return f"{names.given_names(self.rng, english, sex).split()[0]} {names.surname(self.rng, english)}"

    def _days(self) -> Iterator[Any]:
        for kind, when, times, place, travel, children in self.rng.sample(_ROUTINE, self.rng.randrange(2, 5)):
            yield self._row(to.Routine, kind, when, times, place, travel, "", children)
        if self.rng.random() < 0.4:
            yield self._row(to.Pet, "dog", "Bess, a brown lurcher", "Barks, does not bite", "In the kitchen")
        kind, where, role, hours, aware = self.rng.choice(_WORK)
        works = bool(role)
        told = (
            {"yes": "by_police", "no": "unconsidered", "unknown": "planned"}[aware] if works else "not_needed"
        )
        town = self.rng.choice(_TOWNS) if works else ""
        near = self.rng.choice(("no", "no", "yes", "unknown")) if works else "no"
        telephone = f"01632 960{self.rng.randrange(1000):03}" if where else ""
        check = "not_needed" if works and near == "no" else "none" if works else ""
        yield self._row(
            to.Occupation,
            kind,
            where,
            role,
            town,
            telephone,
            hours,
            near,
            "no",
            "Customers' families come in at weekends" if near == "yes" else "",
            aware,
            told,
            check,
            self._ago(60, 1500),
        )

    def _money(self) -> Iterator[Any]:
        number = f"{self.rng.randrange(10**8):08}"
        bank = self.rng.choice(_BANKS)
        index = Blind("offenders.bankaccount.account_number", number)
        sort = f"00-00-{self.rng.randrange(100):02}"
        yield self._row(
            to.BankAccount, bank, "current", Secret(sort), Secret(number), index, "", "Wages and rent"
        )
        card = Secret(self.rng.choice(_TRIAL_CARDS))
        yield self._row(
            to.PaymentCard, "debit", bank, card, f"{self.rng.randrange(1, 13):02}/28", source="document"
        )
        if self.rng.random() < 0.6:
            yield self._row(
                to.MoneyMatter, "benefit", "Universal Credit", f"£{self.rng.randrange(390, 900)} a month"
            )
        if self.rng.random() < 0.25:
            yield self._row(
                to.MoneyMatter, "spending", "Gift cards bought each week, not explained", "About £60"
            )

    def _others(self) -> Iterator[Any]:
        since = self._ago(200, 4000)
        if self.rng.random() < 0.5:
            aware = self.rng.choice(("yes", "no", "unknown"))
            told = {"yes": "by_police", "no": "planned", "unknown": "unconsidered"}[aware]
            young = self.rng.choice(("", "", "One, aged 7, lives with her"))
            yield self._row(
                to.Association,
                "partner",
                self._named(),
                None,
                self._telephone(),
                "close",
                aware,
                young,
                told,
                "Met through work.",
                since,
                None,
            )
        yield self._row(
            to.Association,
            "sibling",
            self._named(),
            None,
            self._telephone(),
            "regular",
            "yes",
            "",
            "by_person",
            "",
            None,
            None,
        )
        if self.rng.random() < 0.3:
            ended = since + timedelta(days=120)
            yield self._row(
                to.Association,
                "ex_partner",
                self._named(),
                None,
                "",
                "none",
                "yes",
                "Two, now adult",
                "by_police",
                "",
                since,
                min(ended, self.county.as_of),
            )

    def _health(self) -> Iterator[Any]:
        practice = f"{self.rng.choice(_TOWNS)} Medical Practice"
        yield self._row(to.HealthEntry, "gp", "Registered", "", practice, "")
        for kind, what, treatment, meaning in self.rng.sample(_HEALTH, self.rng.randrange(1, 3)):
            yield self._row(to.HealthEntry, kind, what, treatment, practice, meaning)

    def _offending(self) -> Iterator[Any]:
        for kind, account, victims in self.rng.sample(_METHODS, 2):
            yield self._row(to.OffenceAccount, kind, account, victims, "", source="document")
        if self.rng.random() < 0.3:
            reference = f"{self.rng.randrange(1000, 9999)}/{self.rng.randrange(10, 26)}"
            yield self._row(
                to.Allegation,
                "Touching on a bus",
                self._ago(900, 4000),
                "nfa",
                reference,
                "Not identified with certainty.",
                source="police",
            )
        if self.rng.random() < 0.4:
            yield self._row(
                to.OtherConviction,
                "Theft from a shop",
                "uk",
                self._ago(3000, 5000),
                places.MAGISTRATES[0],
                "Fine",
                source="police",
            )
        group, tie = self.rng.choice(
            [
                ("under_13", "a neighbour's child"),
                ("under_16", "a stranger met online"),
                ("adult", "a former partner"),
                ("under_18", "a pupil of the same club"),
            ]
        )
        town = self.rng.choice(_TOWNS)
        sex = self.rng.choice((names.FEMALE, names.MALE))
        yield self._row(
            to.Victim,
            Secret(self._named(sex)),
            group,
            sex,
            tie,
            "No contact, direct or indirect.",
            Secret(f"{town}, north of the river"),
            self.rng.choice(("accepted", "declined")),
            f"Liaison team, 01632 960{self.rng.randrange(1000):03}",
            self._ago(30, 700),
            "Change of conditions",
            source="partner",
        )

    def _conditions(self) -> Iterator[Any]:
        for order in self.orders:
            chosen = sorted(self.rng.sample(range(len(_CONDITIONS)), self.rng.randrange(3, 6)))
            for number, which in enumerate(chosen, start=1):
                kind, requirement, wording, checked = _CONDITIONS[which]
                yield self._row(
                    to.OrderCondition,
                    order.id,
                    kind,
                    requirement,
                    number,
                    wording,
                    checked,
                    "",
                    order.made_on,
                    None,
                    None,
                    "monitoring" in wording,
                    source="document",
                )
        if self.out is None:
            return
        ends = months_after(self.out, self.rng.choice((12, 24, 36, 60)))
        licence = self._row(
            to.Licence,
            "standard",
            self.out,
            ends,
            ends,
            f"{self._named()}, 01632 960{self.rng.randrange(1000):03}",
            source="document",
        )
        yield licence
        for each in STANDARD:
            yield self._row(
                to.LicenceCondition,
                licence.id,
                each.kind.value,
                each.number,
                each.wording,
                each.number,
                self.out,
                source="document",
            )

        if self.rng.random() < 0.5:
            # Put on the licence lately, so that the first test of nearly everybody is still to come.
            lately = self.county.rng("polygraph", self.ordinal).randrange(5, _FIRST_TEST)
            yield self._row(
                to.LicenceCondition,
                licence.id,
                "polygraph",
                len(STANDARD) + 1,
                "Attend and participate in polygraph sessions as instructed, and comply with any instruction given "
                "during them.",
                None,
                max(self.out, min(ends, self.county.as_of) - timedelta(days=lately)),
                source="document",
            )

    def _decision(self) -> Any:
        day = self._ago(10, 400)
        return self._row(
            to.Decision,
            "Visit fortnightly until the new home has settled",
            day,
            "Has moved for the second time this year and lives alone.",
            "Contact with children near the home is likelier than before. Not imminent.",
            "The right to enter under section 96B was not needed.",
            "Monthly visits were thought too few; a single joint visit with probation too little.",
            "Visits each fortnight, one in two unannounced. Devices examined on each.",
            months_after(day, 3),
            source="observed",
        )
