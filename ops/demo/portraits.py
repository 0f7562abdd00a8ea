"""What describes the county's people: their papers, looks, households, telephones and devices. Nobody of it exists.

Telephone numbers are of the ranges that Ofcom keeps for drama, e-mail of example domains, NHS numbers of the range for
tests, National Insurance numbers of HMRC's own example prefix, and IMEIs of a test range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from offenders.numbers import luhn
from ops.demo import names, places
from ops.demo.county import County, uuid_from
from ops.demo.days import LONDON, years_before
from ops.demo.portrait_rows import (
    AddressNote,
    Blind,
    Child,
    Description,
    Device,
    DigitalService,
    EmailAddress,
    HouseholdMember,
    Id,
    Identifier,
    IdentityDocument,
    InsuranceNumber,
    Mark,
    Monitoring,
    NhsNumber,
    OnlineAccount,
    Particulars,
    PortraitRow,
    ProtectedAddress,
    Secret,
    Telephone,
)
from ops.demo.rows import CourtOrder, Name, Occupancy, Person, Row

Made = TypeVar("Made", bound=PortraitRow)

# Only in a county of the demonstration's size: a county that measures speed has people, homes and duties.
DESCRIBED = 2_000

_TOWNS = [town for area in places.TOWNS for town in area]
_EYES = "Blue Brown Green Grey Hazel".split()
_HAIR = [
    "Short brown",
    "Short grey",
    "Shaved",
    "Thinning fair",
    "Long black",
    "Collar-length brown",
    "Cropped red",
]
_BEARDS = ["", "", "Full beard", "Stubble", "Moustache", "Goatee"]
_COMPLEXIONS = ["Fair", "Ruddy", "Olive", "Dark", "Pale, freckled"]
_MARKS = [
    ("tattoo", "left forearm, outside", "Swallow above a scroll"),
    ("tattoo", "right upper arm", "Rose and anchor"),
    ("tattoo", "neck, left side", "Small star"),
    ("tattoo", "knuckles, right hand", "Four dots"),
    ("scar", "forehead, above the right eye", "3 cm, straight"),
    ("scar", "left palm", "Old burn"),
    ("piercing", "left ear", "Plain ring"),
    ("missing", "right index finger", "Tip missing"),
]
_PHONES = ["Merlin X2", "Tarn One", "Pocket 7", "Lumo 12"]
_LAPTOPS = ["Fellbook 14", "Nordvik Slim", "Harbour Pro"]
_PLATFORMS = [
    ("social", "Chatterwall"),
    ("social", "Pixroll"),
    ("messaging", "Quickword"),
    ("gaming", "Blockhaven"),
    ("gaming", "Raidline"),
    ("dating", "Meetwell"),
    ("forum", "Fell and Rail forum"),
]
_SCHOOLS = ["Low Beck Primary", "St Brannoc's Primary", "Tarnside Academy", "Quarry Bank Nursery"]
_ACCESS = [
    "Front door on the street; rear yard opens on an alley.",
    "Second floor, intercom at the side entrance. No lift.",
    "Shared front door, usually on the latch. Flat is first on the left.",
    "Drive takes one car. Side gate kept bolted.",
]
_DOGS = ["", "", "", "One terrier, barks", "Two large dogs, kept in the yard"]


def portrait(county: County, ordinal: int, life: Sequence[Row]) -> list[Row]:
    """What describes one person, from the rows of their life; nothing in a county larger than a demonstration's."""
    if county.people > DESCRIBED:
        return []
    return list(_Sitting(county, ordinal, life).rows())


@dataclass
class _Sitting:
    county: County
    ordinal: int
    life: Sequence[Row]

    def __post_init__(self) -> None:
        self.rng: Random = self.county.rng("portrait", self.ordinal)
        self.person = next(row for row in self.life if isinstance(row, Person))
        self.home = next(
            (row for row in self.life if isinstance(row, Occupancy) and row.ends_on is None), None
        )
        self.ordered = any(isinstance(row, CourtOrder) for row in self.life)
        legal = [row for row in self.life if isinstance(row, Name) and row.kind == "legal"]
        self.name = legal[-1]
        self.device: Id | None = None

    def rows(self) -> Iterator[PortraitRow]:
        yield from self._identity()
        yield from self._looks()
        yield from self._at_home()
        yield from self._devices()
        yield from self._contact()

    # What each of them needs --------------------------------------------------------------------------
    def _row(self, of: Callable[..., Made], *values: Any, how: tuple[str, datetime, Id]) -> Made:
        return of(uuid_from(self.rng.getrandbits(128)), self.person.id, *values, *how)

    def _known(self, *sources: str) -> tuple[str, datetime, Id]:
        """How it is known, when it was recorded, by whom."""
        day = self._day_ago(3, 420)
        at = datetime.combine(day, time(9 + self.rng.randrange(8), self.rng.randrange(60)), LONDON)
        return self.rng.choice(sources), max(at, self.person.recorded_at), self.person.recorded_by_id

    def _day_ago(self, low: int, high: int) -> date:
        return self.county.as_of - timedelta(days=self.rng.randrange(low, high))

    def _before(self, how: tuple[str, datetime, Id], most: int) -> date:
        """A day up to so many days before the recording: what is recorded has happened."""
        return how[1].date() - timedelta(days=self.rng.randrange(most))

    def _heard(self) -> date:
        """Most of what monitors reported yesterday or today; some has been silent."""
        return self.county.as_of - timedelta(days=self.rng.choice([0] * 8 + [1] * 4 + [5, 12]))

    def _digits(self, count: int) -> str:
        return f"{self.rng.randrange(10**count):0{count}d}"

    def _chance(self, of: float) -> bool:
        return self.rng.random() < of

    # Block by block -----------------------------------------------------------------------------------
    def _identity(self) -> Iterator[PortraitRow]:
        pick, abroad = self.rng.choice, self._chance(0.07)
        town = "Gdansk" if abroad else pick([*_TOWNS, "Manchester", "Leeds", "Glasgow"])
        yield self._row(
            Particulars,
            town,
            "Polish" if abroad else "British",
            "settled" if abroad else "citizen",
            "White Polish" if abroad else "White British",
            "W9" if abroad else "W1",
            "Polish" if abroad else "English",
            "yes" if abroad and self._chance(0.5) else "no",
            pick(["", "", "None", "Christian"]),
            pick(["single", "single", "married", "together", "separated", "divorced"]),
            how=self._known("self", "document"),
        )
        letter = self.rng.choice("ABCDEFGHJKLMNPQRTUVWXYZ")
        year = self.person.date_of_birth.year + 19
        yield self._row(Identifier, "pnc", f"{year}/{self._digits(7)}{letter}", how=self._known("police"))
        yield self._row(
            Identifier, "cro", f"{self._digits(6)}/{year % 100:02d}{letter}", how=self._known("police")
        )
        yield self._row(Identifier, "visor", f"{self.ordinal + 1_000_001}", how=self._known("police"))
        if self._chance(0.6):
            yield self._row(Identifier, "crn", f"X{self._digits(6)}", how=self._known("partner"))
            yield self._row(Identifier, "nomis", f"A{self._digits(4)}{letter}X", how=self._known("partner"))
        insurance = f"QQ{self._digits(6)}{self.rng.choice('ABCD')}"
        index = Blind("offenders.insurancenumber.number", insurance)
        yield self._row(InsuranceNumber, Secret(insurance), index, how=self._known("document"))
        if self._chance(0.6):
            yield self._row(NhsNumber, self._nhs(), how=self._known("partner"))
        if self._chance(0.6):
            passport = f"00{self._digits(7)}"
            yield self._row(
                IdentityDocument,
                "passport",
                Secret(passport),
                Blind("offenders.identitydocument.number", passport),
                "Poland" if abroad else "United Kingdom",
                self.county.as_of + timedelta(days=self.rng.randrange(60, 3000)),
                pick(["held", "held", "held", "surrendered", "unknown"]),
                how=self._known("document"),
            )

    def _nhs(self) -> str:
        while True:
            digits = f"999{self._digits(6)}"
            check = (
                -sum(int(each) * weight for each, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
            )
            if check < 10:
                return f"{digits[:3]} {digits[3:6]} {digits[6:]}{check}"

    def _looks(self) -> Iterator[PortraitRow]:
        pick, woman = self.rng.choice, self.person.sex == names.FEMALE
        height = self.rng.randrange(152, 176) if woman else self.rng.randrange(163, 194)
        yield self._row(
            Description,
            height,
            height - 100 + self.rng.randrange(-12, 30),
            pick(["slim", "medium", "medium", "stocky", "heavy"]),
            pick(_HAIR),
            "" if woman else pick(_BEARDS),
            pick(_EYES),
            pick(_COMPLEXIONS),
            pick(["Local", "Local", "North-east", "Lancashire", "Scottish"]),
            pick(["right"] * 8 + ["left"]),
            pick(["", "", "For reading", "Always, dark frames"]),
            str(self.rng.randrange(4, 8) if woman else self.rng.randrange(7, 13)),
            pick(["M", "L", "XL"]),
            how=self._known("observed"),
        )
        for kind, site, words in self.rng.sample(_MARKS, k=self.rng.choice([0, 1, 1, 2])):
            yield self._row(Mark, kind, site, words, how=self._known("observed"))

    def _at_home(self) -> Iterator[PortraitRow]:
        pick, as_of = self.rng.choice, self.county.as_of
        if self.home and self.home.kind == "residence" and self._chance(0.85):
            near, how = self._chance(0.3), self._known("observed")
            yield self._row(
                AddressNote,
                self.home.id,
                pick(_ACCESS),
                pick(_DOGS),
                pick(["Nobody", "Nobody", "Their partner", "A lodger"]),
                pick(["social", "social", "private", "owned", "family"]),
                pick(["", "Cumberfell Homes, 01632 960 500", "A private landlord, not told"]),
                "yes" if near else "no",
                f"{pick(_SCHOOLS)}, about 300 metres" if near else "",
                self._before(how, 30),
                pick(["Seen on a visit", "Tenancy agreement", "Council tax bill"]),
                how=how,
            )
        if self._chance(0.35):
            given = names.given_names(self.rng, names.ORIGINS[0], names.FEMALE).split()[0]
            relation = pick(["Partner", "Mother", "Sister", "Friend"])
            yield self._row(
                HouseholdMember,
                f"{given} {names.surname(self.rng, names.ORIGINS[0])}",
                relation,
                pick(["yes", "yes", "no", "unknown"]),
                how=self._known("self", "observed"),
            )
        if self._chance(0.3):
            given = names.given_names(self.rng, names.ORIGINS[0], pick([names.MALE, names.FEMALE])).split()[0]
            yield self._row(
                Child,
                pick(["own", "own", "partner", "family"]),
                f"{given} {self.name.family_name}",
                years_before(as_of, 1 + self.rng.random() * 15),
                Secret(f"With the other parent in {pick(_TOWNS)}"),
                Secret(pick(_SCHOOLS)),
                pick(["none", "letters", "supervised", "supervised"]),
                pick(["", "Fortnightly at the family centre"]),
                pick(["none", "need", "protection", "none"]),
                pick(["", "Children's services duty team, 01632 960 600"]),
                how=self._known("partner"),
            )
        if self._chance(0.05):
            yield self._row(
                ProtectedAddress,
                Secret("A former partner and her child"),
                Secret(f"{self.rng.randrange(1, 90)} Hidden Row, {pick(_TOWNS)}"),
                Secret("Moved after threats; the person does not know where."),
                Secret("Keep out of the town centre."),
                how=self._known("partner"),
            )

    def _devices(self) -> Iterator[PortraitRow]:
        permitted = "yes" if self.ordered else "unknown"
        for kind, makes in self.rng.sample(
            [("phone", _PHONES), ("laptop", _LAPTOPS), ("console", ["Gamebox 3"]), ("tv", ["Viewwell 43"])],
            k=self.rng.choice([1, 2, 2, 3]),
        ):
            phone, how = kind == "phone", self._known("observed")
            examined = self._before(how, 5) if self.ordered and self._chance(0.6) else None
            device = self._row(
                Device,
                kind,
                state := self.rng.choice(["declared"] * 5 + ["verified"] * 4 + ["found", "seized"]),
                self.rng.choice(makes),
                f"SN{self._digits(8)}",
                self._imei() if phone else "",
                "",
                self.rng.choice(["Carried" if phone else "Living room", "Bedroom"]),
                "yes",
                "yes" if phone else "unknown",
                permitted,
                self._before(how, 60) if self.ordered else None,
                examined,
                "Nothing found" if examined else "",
                how=how,
            )
            yield device
            if phone:
                self.device = device.id
            if self.ordered and state != "seized" and kind in ("phone", "laptop") and self._chance(0.5):
                yield self._row(
                    Monitoring,
                    device.id,
                    "Securus",
                    f"WK-{self._digits(5)}",
                    self._before(how, 40),
                    max(how[1].date(), self._heard()),
                    "Condition of the order",
                    how=how,
                )
        provider = self.rng.choice(["Fellnet", "Harbour Broadband", "Tarn Telecom"])
        yield self._row(DigitalService, "isp", provider, "", how=self._known("self"))
        if self._chance(0.3):
            mail = self._mail()
            yield self._row(DigitalService, "cloud", "Skyshelf", mail, how=self._known("self", "observed"))

    def _imei(self) -> str:
        digits = f"00101700{self._digits(6)}"
        return next(digits + last for last in "0123456789" if luhn(digits + last))

    def _mail(self) -> str:
        family = "".join(
            letter for letter in self.name.family_name.lower() if letter.isascii() and letter.isalpha()
        )
        return f"{self.name.given_names[:1].lower()}.{family}{self.ordinal + 1}@example.com"

    def _contact(self) -> Iterator[PortraitRow]:
        # Each has a number of their own as far as the range goes.
        mobile = f"07700 900{self.ordinal % 1000:03d}"
        network = self.rng.choice(["Tarn Mobile", "Fellcom", ""])
        how = self._known("self")
        seen = self._before(how, 30)
        yield self._row(Telephone, mobile, "mobile", network, self.device, seen, how=how)
        if self._chance(0.2):
            landline = f"01632 960{self.ordinal % 1000:03d}"
            yield self._row(Telephone, landline, "home", "", None, None, how=self._known("self"))
        if self._chance(0.8):
            yield self._row(EmailAddress, self._mail(), how=self._known("self", "observed"))
        for kind, platform in self.rng.sample(_PLATFORMS, k=self.rng.choice([0, 1, 2, 3])):
            handle = names.online_name(self.rng)
            how = self._known("observed", "open", "self")
            yield self._row(OnlineAccount, kind, platform, handle, self._before(how, 30), how=how)
