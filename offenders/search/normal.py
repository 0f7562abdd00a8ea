"""Folding: what is typed and what is on record are made alike before they are compared. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from offenders.choices import SearchKind

LONGEST = 120  # characters of one folded text
MOST_WORDS = 10  # of what is typed

_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
    | dict.fromkeys("'’‘`´ʼʻ", "")
)
_WORD = re.compile(r"[^\W_]+")
# Written apart or together: De Souza, van der Berg, Mc Donald, bin Yusuf.
PARTICLES = frozenset(
    "a ab abu al ap ben bin bint da dal de del della den der di dos du el ibn la le les lo mac mc o of san st ten ter "
    "fitz ul ur van von zu".split()
)
TITLES = frozenset("mr mrs miss ms dr prof sir rev".split())
# Too common in addresses to find anybody by.
STREETS = frozenset(
    "apartment approach avenue block close court crescent drive flat floor gardens grove house lane place premises "
    "rise road row square street terrace the unit way".split()
)
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?) *(\d[a-z]{2})\b")
_HOUSE = re.compile(r"\d+[a-z]?")
_ABROAD = re.compile(r"^(?:\+|00)44 *(?:\(0\))?")
_PNC = re.compile(r"(?:19|20)?(\d\d)/?0*(\d{1,7})([a-z])")
_LOCAL = re.compile(r"([a-z]{1,4})[ -]?0*(\d+)")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"(\d{1,2}) ([a-z]{3})[a-z]* (\d{4})")
# What is one thing though spaces and signs stand in it: an e-mail address, a date, a telephone number or an IMEI, a
# registration, a postcode, a reference of ours or another's.
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_THINGS = re.compile(
    rf"""
    [^\s@,]+@[^\s@,]+ | \d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}} | \d{{4}}-\d{{1,2}}-\d{{1,2}} | \d{{1,2}}\ {_MONTH}\ \d{{4}}
    | \b[a-z]{{2}}\d\d\ ?[a-z]{{3}}\b | \b[a-z]{{1,2}}\d[a-z\d]?\ ?\d[a-z]{{2}}\b
    | \+?\(?\d(?:[\ ()-]*\d){{6,}}(?![^\W_]) | \b[a-z\d]+(?:/[a-z\d]+)+ | \b[a-z]{{1,4}}-\d+\b
    | [^\W_]+
    """,
    re.VERBOSE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def fold(text: str) -> str:
    """Lower case, without accents and apostrophes: `O’Neill-Müller` is `oneill-muller`."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def compact(text: str) -> str:
    """Letters and digits alone: a registration, a serial number, an e-mail address, an online name."""
    return "".join(_WORD.findall(fold(text)))[:LONGEST]


def name_words(text: str) -> list[str]:
    """The words of a name, and what is written apart or with a hyphen also together."""
    found: list[str] = []
    waiting = ""
    for chunk in fold(text).split():
        parts = _WORD.findall(chunk)
        found += parts
        if len(parts) > 1:
            found.append("".join(parts))
        for part in parts:
            if waiting and part not in PARTICLES:
                found.append(waiting + part)
            waiting = waiting + part if part in PARTICLES else ""
    return [word[:LONGEST] for word in dict.fromkeys(found)]


def address_words(text: str) -> list[str]:
    """The words of an address that say which: street, town, postcode, and the number with its street (`12ewe`)."""
    folded = fold(text)
    found = ["".join(code) for code in _POSTCODE.findall(folded)]
    everything: list[str] = []
    for line in _POSTCODE.sub(" ", folded).split(","):
        number = ""
        for word in _WORD.findall(line):
            everything.append(word)
            if _HOUSE.fullmatch(word):
                number = word
            elif word not in STREETS:
                found += [word, number + word] if number else [word]
                number = ""
    return [word[:LONGEST] for word in dict.fromkeys(found or everything)]


def telephone(text: str) -> list[str]:
    """The digits as dialled from within the country; none for fewer than seven."""
    if "@" in text:
        return email(text)
    digits = re.sub(r"\D", "", _ABROAD.sub("0", fold(text).strip()))
    return [digits] if len(digits) >= 7 else []


def email(text: str) -> list[str]:
    return [compact(text)]


def device(text: str) -> list[str]:
    """An IMEI by its first 14 digits, because the rest is a check digit or a version; a serial number as it is."""
    folded = compact(text)
    return [folded[:14]] if folded.isdecimal() and 14 <= len(folded) <= 16 else [folded]


def reference(text: str) -> list[str]:
    """A number of ours or another's without its zeros: CU-000594, PNC 2012/0345678A, CRO 012345/12A.

    A local reference is found by its number alone, too.
    """
    folded = fold(text).strip()
    if pnc := _PNC.fullmatch(folded):
        return ["".join(pnc.groups())]
    if local := _LOCAL.fullmatch(folded):
        return ["".join(local.groups()), local[2]]
    return ["".join(part.lstrip("0") for part in _WORD.findall(folded))[:LONGEST]]


def born(text: str) -> list[str]:
    """A whole date, as 1979-03-04; none for anything else."""
    folded = fold(text).strip()
    if found := _YEAR_FIRST.fullmatch(folded):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(folded):
        day, month, year = found.groups()
    elif (found := _IN_WORDS.fullmatch(folded)) and found[2] in _MONTHS:
        day, month, year = found[1], str(_MONTHS.index(found[2]) + 1), found[3]
    else:
        return []
    try:
        return [date(int(year), int(month), int(day)).isoformat()]
    except ValueError:
        return []


def _compacted(text: str) -> list[str]:
    return [compact(text)]


def workplace(text: str) -> list[str]:
    """An employer, a school: by its words, or by its telephone number."""
    return name_words(text) if any(map(str.isalpha, text)) else telephone(text)


# The texts under which a value of each kind is on record; what is typed is looked up under the same.
SPELLINGS: Mapping[SearchKind, Callable[[str], list[str]]] = {
    SearchKind.NAME: name_words,
    SearchKind.ALIAS: name_words,
    SearchKind.ONLINE: _compacted,
    SearchKind.BORN: born,
    SearchKind.REFERENCE: reference,
    SearchKind.ADDRESS: address_words,
    SearchKind.TELEPHONE: telephone,
    SearchKind.EMAIL: email,
    SearchKind.VEHICLE: _compacted,
    SearchKind.DEVICE: device,
    SearchKind.DOCUMENT: _compacted,
    SearchKind.ACCOUNT: _compacted,
    SearchKind.ASSOCIATE: name_words,
    SearchKind.WORKPLACE: workplace,
    SearchKind.PLACE: address_words,
}
_WHOLE = (telephone, device, reference, born)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into the box: its words in order, folded, each at its place in the folded text."""

    folded: str
    words: tuple[str, ...]
    at: tuple[tuple[int, int], ...]

    @property
    def optional(self) -> frozenset[int]:
        """The places of words that need not match: titles, initials, house numbers, words such as `street`.

        Never all of them: then each counts.
        """
        found = frozenset(
            place
            for place, word in enumerate(self.words)
            if len(word) == 1
            or word in TITLES
            or word in STREETS
            or (len(word) < 4 and _HOUSE.fullmatch(word))
        )
        return found if len(found) < len(self.words) else frozenset()

    def spans(self) -> Iterator[tuple[range, str]]:
        """Neighbouring words as one text, with the places they take: `AB12 CDE`, `07700 900 123`, `O Neill`."""
        for first in range(len(self.words)):
            for last in range(first, len(self.words)):
                yield range(first, last + 1), self.folded[self.at[first][0] : self.at[last][1]]


def typed(text: str) -> Typed:
    """What was typed, folded; words beyond the first ten do not count."""
    folded = fold(text)
    found = [each for each in _THINGS.finditer(folded) if compact(each[0])][:MOST_WORDS]
    return Typed(folded, tuple(compact(each[0]) for each in found), tuple(each.span() for each in found))


def spellings(span: str) -> set[str]:
    """Every text under which just this may be on record."""
    found = {compact(span)}
    for folds in _WHOLE:
        found.update(folds(span)[:1])  # of a whole reference not its number alone, which others may share
    return found - {""}


def one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter was left out, put in, mistaken, or two neighbours were exchanged."""
    short, long = sorted((one, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest, rest_of_long = short[same:], long[same:]
    if len(short) == len(long):
        return bool(rest) and (
            rest[1:] == rest_of_long[1:] or (rest[:2] == rest_of_long[1::-1] and rest[2:] == rest_of_long[2:])
        )
    return len(long) - len(short) == 1 and rest == rest_of_long[1:]
