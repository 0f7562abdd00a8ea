"""What people in the county are called. Every surname is made up or chosen for its sound; a few are very common and
most are rare, as real ones are, so that searches and duplicate checks meet what they will meet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, product
from random import Random

MALE, FEMALE = "male", "female"


def _by_rank(words: list[str]) -> tuple[list[str], list[float]]:
    """Words, and weights that fall with rank as surnames' do (Zipf), summed up for `choices`."""
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


@dataclass(frozen=True, slots=True)
class Origin:
    """Names that go together."""

    weight: float
    men: tuple[list[str], list[float]]
    women: tuple[list[str], list[float]]
    surnames: tuple[list[str], list[float]]


def _origin(weight: float, men: str, women: str, surnames: list[str]) -> Origin:
    return Origin(weight, _by_rank(men.split()), _by_rank(women.split()), _by_rank(surnames))


def _joined(first: str, second: str) -> list[str]:
    """Every first part with every second: rare names, in no alphabetical order."""
    pairs = sorted(product(first.split(), second.split()), key=lambda pair: hash_of("".join(pair)))
    return ["".join(pair) for pair in pairs]


def hash_of(word: str) -> int:
    """A number that looks random and is the same on every machine and in every process."""
    found = 0
    for letter in word:
        found = (found * 131 + ord(letter)) % 1_000_003
    return found


_ENGLISH = (
    "Harker Thornley Ashgarth Birkwood Holmes-Reed Dunnock Wetherill Cragg Fellgate Tolland Marsham Oakes Penhale "
    "Ravensby Stainmoor Hethering Lowther-Gill Bransome Copple Dockery Eskdale Fernyhough Garthwaite Hallam Inman "
    "Jessop Kellet Lamplugh Musgrove Nattrass Orrell Pickthall Quayle Raisbeck Sedgwick Tallentire Ullock Varty "
    "Whinfell Yewdale"
).split() + _joined(
    "Thorn Birk Ash Holm Crag Fell Stan Whin Raven Os Har Led Mar Nor Sel Hask Brath Cold Dray Elter",
    "wick thwaite garth by gill holme ley mere shaw ton worth combe den field croft stead rigg beck bourne wood",
)
_WELSH = (
    "Penrallt Bryncelyn Llewelyn-Rees Prydderch Cadwgan Tudfil Maesgwyn Gethin Bevanstock Madoc-Price Hafodlas "
    "Rhydderch Cilmeri Trahaearn Glasnant Morlais Bronwen-Pugh Cwmbach Eynon Garnon"
).split()
_SCOTTISH = (
    "MacErran Dunbrae Kilbrodie Strathlee MacQuorn Auchterlaw Balgowrie Inverlee McAldroch Glenhaugh Pitcarrick "
    "Drumnay MacSorlie Carnwhinnie Lochhart Tarbrax Kirkbrae McIldoon Sanquhar Ardley"
).split()
_IRISH = "O'Merran Kilbrannan McGarrity-Lowe O'Duhallow Ballinore Fenaghty Roscannon O'Tallon Dromara Curraghan".split()
_SOUTH_ASIAN = (
    "Rahmanzai Chaudhri Mehrani Patwala Sandhal Qureshan Bhattal Dhariwal Nawazish Sheikhani Virdeep Kapoorian "
    "Malhari Siddiqan Gillani Bajwari Talwarin Hussani"
).split()
_POLISH = (
    "Kowalewicz Nowarski Zielonka Wisniarek Dabrowiak Lewandzki Kaminowicz Wojtasik Szymonek Mazurczyk Jaworzyk "
    "Pawlowiec Krolicki Wrobelski"
).split()
_OTHER = (
    "Adeyinkan Okonjola Mensarah Popescaru Ionescal Baptistine Campbrell Silvano Ferreirinha Nguyenh".split()
)

ORIGINS = [
    _origin(
        70,
        "James David Paul Mark John Andrew Stephen Michael Daniel Peter Christopher Robert Simon Ian Gary Kevin Lee "
        "Darren Craig Matthew Anthony Ryan Liam Jack Connor Neil Colin Graham Derek Keith Barry Trevor Nigel Adam Luke",
        "Susan Karen Tracey Joanne Emma Nicola Sarah Claire Lisa Julie Donna Amanda Rachel Gemma Kelly Louise Diane",
        _ENGLISH,
    ),
    _origin(
        8,
        "Gareth Rhys Dafydd Huw Owain Ieuan Aled Geraint Dylan Emyr Gwilym Iwan Tomos",
        "Sian Carys Megan Rhian Bethan Angharad Nia",
        _WELSH,
    ),
    _origin(
        8,
        "Callum Hamish Ewan Fraser Alasdair Gordon Stuart Rory Angus Duncan Kenneth Iain",
        "Morag Eilidh Fiona Kirsty Isla Ailsa",
        _SCOTTISH,
    ),
    _origin(3, "Declan Ciaran Padraig Sean Eoin Brendan Niall", "Siobhan Aoife Maeve Orla", _IRISH),
    _origin(
        6,
        "Mohammed Imran Tariq Rajesh Sanjay Amir Bilal Harpreet Vikram Asif Yusuf Naveed",
        "Ayesha Priya Fatima Sunita Harjit Nadia",
        _SOUTH_ASIAN,
    ),
    _origin(
        3,
        "Piotr Krzysztof Tomasz Marek Pawel Andrzej Jakub Dariusz",
        "Agnieszka Katarzyna Magdalena Ewa",
        _POLISH,
    ),
    _origin(2, "Kwame Emeka Marlon Andrei Nelson Minh Rui Tunde", "Abena Ioana Grace Linh", _OTHER),
]
_ORIGIN_WEIGHTS = list(accumulate(origin.weight for origin in ORIGINS))
NICKNAMES = "Daz Gaz Smiffy Tosh Jonno Macca Ginge Scouse Wolfie Chalky Bazza Spud Titch Nobby Beaky".split()
ONLINE = (
    "sunny_day quietman fellwalker nightowl gamer_dad bluefox lonepine star_kid retro_rob pixel_pal".split()
)


def origin(rng: Random) -> Origin:
    return rng.choices(ORIGINS, cum_weights=_ORIGIN_WEIGHTS)[0]


def given_names(rng: Random, of: Origin, sex: str) -> str:
    """One given name, or two."""
    words, weights = of.women if sex == FEMALE else of.men
    chosen = rng.choices(words, cum_weights=weights, k=2)
    return " ".join(dict.fromkeys(chosen)) if rng.random() < 0.45 else chosen[0]


def surname(rng: Random, of: Origin) -> str:
    words, weights = of.surnames
    return rng.choices(words, cum_weights=weights)[0]


def online_name(rng: Random) -> str:
    return f"{rng.choice(ONLINE)}{rng.randrange(1, 100)}"
