"""The county's places. No such town, street, court or prison exists, and Royal Mail issues no postcode area CU."""

from __future__ import annotations

from ops.demo.rows import Address

FORCE_CODE = "CU"
FORCE_NAME = "Cumberfell Constabulary"
MAPPA_AREA = "Cumberfell"

# Each third of the county is one team's ground; a county scaled up has more teams to a third, not bigger ones.
AREAS = ["North", "West", "South"]
TOWNS = [
    ["Harrowmere", "Stanbeck", "Ulverby", "Crosshallow"],
    ["Whinhaven", "Maryscar", "Eglemoor", "Sandsend Port"],
    ["Kirkendale", "Amblegarth", "Furnessby", "Millomthwaite"],
]
STATIONS = ["Harrowmere Police Station", "Whinhaven Police Station", "Kirkendale Police Station"]
CROWN_COURT = "Cumberfell Crown Court"
MAGISTRATES = [
    "Harrowmere Magistrates' Court",
    "Whinhaven Magistrates' Court",
    "Kirkendale Magistrates' Court",
]
YOUTH_COURT = "Cumberfell Youth Court"
PRISONS = ["HMP Stonegarth", "HMP Withermoor", "HMP Ravenscar Fell", "HMP Low Haven"]
YOUNG_OFFENDERS = "HMYOI Calderby"
HOSPITAL = "Fellside Medium Secure Unit"
SERVICE_PRISON = "Military Corrective Training Centre"
ABROAD = {
    "Spain": "ES",
    "Ireland": "IE",
    "Poland": "PL",
    "Turkey": "TR",
    "Portugal": "PT",
    "Pakistan": "PK",
    "France": "FR",
    "Thailand": "TH",
}
PORTS = ["Carrock Airport", "Whinhaven Ferry Terminal", "Pennine Airport"]

_STREETS = [
    f"{first} {second}"
    for first in (
        "Tarn Mill Chapel Beacon Quarry Larch Rowan Heron Priory Slate Ferry Hawthorn Becksides Castle Station "
        "Victoria Albert Orchard Meadow Fellview Packhorse Smithy Abbey Curlew Lonning Sheepfold Bobbin Weaver "
        "Gasworks Harbour"
    ).split()
    for second in "Street Road Lane Close Avenue Terrace Drive Court Row Gardens Way Place Crescent Rise".split()
]
_NUMBERS = 180
_CAPACITY = len(_STREETS) * _NUMBERS
_SCATTER = (
    64_081  # a prime that does not divide _CAPACITY, so that neighbours in number are not neighbours in town
)
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"

# Shared places, that several people come to: an approved premises and hostels, and where people with no home are found.
HOSTELS = [
    ("Larkrigg House Approved Premises", "2 Priory Road", 0),
    ("Bridge Hostel", "18 Ferry Street", 1),
    ("Fellside Lodge", "7 Quarry Lane", 2),
]
FOUND_AT = [
    ("Day centre, Chapel Street", "", 0),
    ("Harbour shelter, Ferry Road", "", 1),
    ("Bus station, Castle Street", "", 2),
    ("Car park behind the market, Mill Lane", "", 0),
    ("Soup kitchen, St Brannoc's church hall", "", 2),
]


def home(identity: str, number: int, area: int) -> Address:
    """The county's home of this number: two numbers are never the same place."""
    towns = TOWNS[area]
    town, rest = number % len(towns), number // len(towns)
    lap, rest = divmod(rest, _CAPACITY)
    house, street = divmod(rest * _SCATTER % _CAPACITY, len(_STREETS))
    # A county this full has been built upwards.
    flat = f"Flat {lap}, " if lap else ""
    return Address(
        identity,
        f"{flat}{house + 1} {_STREETS[street]}",
        "",
        towns[town],
        _postcode(area * len(towns) + town + 1, street),
    )


def shared(identity: str, place: tuple[str, str, int]) -> Address:
    """A hostel, or a place where somebody can regularly be found."""
    line_1, line_2, area = place
    return Address(
        identity, line_1, line_2, TOWNS[area][0], _postcode(area * len(TOWNS[area]) + 1, 0) if line_2 else ""
    )


def _postcode(district: int, street: int) -> str:
    last, first = divmod(street, len(_INWARD))
    return f"CU{district} {street % 9 + 1}{_INWARD[first]}{_INWARD[last % len(_INWARD)]}"
