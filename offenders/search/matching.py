"""Which words on record may be meant by those typed, and how near each comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.conf import settings
from django.db import connection

from offenders import kinds
from offenders.choices import SearchKind
from offenders.search.normal import PARTICLES, Typed, one_edit_apart, spellings
from offenders.search.terms import sealed_text

MOST_LIKE = 60  # words on record that are taken for one typed


class Closeness(IntEnum):
    """How near a word on record comes to the one typed; the less the better."""

    SAME = 0
    ONE_LETTER = 1
    BEGINNING = 2
    SOUND_AND_LETTERS = 3
    SOUND = 4
    TWO_LETTERS = 5
    PART = 6

    @property
    def in_words(self) -> str:
        return _IN_WORDS[self]


_IN_WORDS = {
    Closeness.SAME: "",
    Closeness.ONE_LETTER: "one letter or digit differs",
    Closeness.BEGINNING: "begins like it",
    Closeness.SOUND_AND_LETTERS: "sounds like it",
    Closeness.SOUND: "sounds like it",
    Closeness.TWO_LETTERS: "two letters differ",
    Closeness.PART: "part of it",
}


@dataclass(frozen=True, slots=True)
class Near:
    """A text on record, the place of the word typed that it answers, and how near it comes."""

    folded: str
    place: int
    closeness: Closeness


# One pass over the distinct words: far fewer than people, and each word's distance is broken off beyond two letters.
_LIKE = """
    WITH asked AS MATERIALIZED (
        SELECT word, daitch_mokotoff(word) AS codes FROM unnest(%(words)s::text[]) AS word
    )
    SELECT asked.word, word.text, levenshtein_less_equal(word.text, asked.word, 2), word.codes && asked.codes
    FROM asked JOIN offenders_word word ON NOT word.is_number AND (
        levenshtein_less_equal(word.text, asked.word, 2) <= 2 OR word.codes && asked.codes
        OR starts_with(word.text, asked.word)
        OR (length(asked.word) >= 3 AND strpos(word.text, asked.word) > 0))
    UNION ALL
    SELECT asked.number, word.text, NULL, false
    FROM unnest(%(numbers)s::text[]) AS asked(number)
    JOIN offenders_word word ON word.is_number
        AND (word.text LIKE '%%' || asked.number || '%%' OR word.text %% asked.number)
"""


def like(words: Sequence[str], numbers: Sequence[str] = ()) -> dict[str, list[tuple[str, Closeness]]]:
    """The words on record that come near each of these, the nearest first; one query.

    `words` are looked for by letters and sound, `numbers` (of at least four characters) in part.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LIKE, {"words": list(words), "numbers": list(numbers)})
        rows = cursor.fetchall()
    found: dict[str, list[tuple[str, Closeness]]] = defaultdict(list)
    for asked, text, edits, sounds in rows:
        closeness = (
            _number_closeness(asked, text) if edits is None else _closeness(asked, text, edits, sounds)
        )
        if closeness is not None:
            found[asked].append((text, closeness))
    return {
        asked: sorted(
            _without_misreadings(each, numbers, asked), key=lambda word: (word[1], len(word[0]), word[0])
        )[:MOST_LIKE]
        for asked, each in found.items()
    }


def _closeness(asked: str, text: str, edits: int, sounds: bool) -> Closeness | None:
    """None when it is not near enough: a short word may not differ in much of itself, nor a sound in more than half."""
    longer = max(len(asked), len(text))
    if asked == text:
        return Closeness.SAME
    if longer > 2 and one_edit_apart(asked, text):
        return Closeness.ONE_LETTER
    if text.startswith(asked):
        return Closeness.BEGINNING
    if sounds and edits <= 2 and longer > 3:
        return Closeness.SOUND_AND_LETTERS
    if sounds and abs(len(asked) - len(text)) <= 3:
        return Closeness.SOUND
    if edits <= 2 and longer > 5:
        return Closeness.TWO_LETTERS
    return Closeness.PART if asked in text else None


def _number_closeness(asked: str, text: str) -> Closeness | None:
    if asked in text:
        return Closeness.SAME if asked == text else Closeness.PART
    return Closeness.ONE_LETTER if one_edit_apart(asked, text) else None


def _without_misreadings(
    found: list[tuple[str, Closeness]], numbers: Collection[str], asked: str
) -> list[tuple[str, Closeness]]:
    """A number that is on record is not taken for another that is nearly the same."""
    if asked in numbers and any(closeness is not Closeness.ONE_LETTER for _, closeness in found):
        return [each for each in found if each[1] is not Closeness.ONE_LETTER]
    return found


def near(asked: Typed) -> list[Near]:
    """Everything on record that what was typed may mean, each text at the places of the words that it answers."""
    found: dict[tuple[str, int], Closeness] = {}

    def note(folded: str, places: Iterable[int], closeness: Closeness) -> None:
        for place in places:
            known = found.get((folded, place))
            found[folded, place] = closeness if known is None else min(known, closeness)

    words: dict[str, list[int]] = defaultdict(list)
    numbers: dict[str, list[int]] = defaultdict(list)
    sealed = _sealed_kinds()
    for span, text in asked.spans():
        for folded in spellings(text):
            note(folded, span, Closeness.SAME)
        for kind in sealed:
            note(sealed_text(text, kind), span, Closeness.SAME)
        together = [asked.words[place] for place in span]
        if _is_number(together):
            numbers["".join(together)].extend(span)
        elif _is_word(together) and not (len(span) == 1 and span[0] in asked.optional):
            words["".join(together)].extend(span)
    for asked_for, texts in like(list(words), list(numbers)).items():
        for text, closeness in texts:
            note(text, words.get(asked_for) or numbers[asked_for], closeness)
    return [Near(folded, place, closeness) for (folded, place), closeness in found.items()]


def _is_number(words: Sequence[str]) -> bool:
    """Whether these may be a number, or a part of one that tells enough."""
    pieces = all(len(word) < 4 or _has_digit(word) for word in words)
    return pieces and sum(map(len, words)) >= 4 and any(map(_has_digit, words))


def _is_word(words: Sequence[str]) -> bool:
    """Whether these may be one word: one alone, or two of which the first is short: O Neill, Mc Donald, de Souza."""
    if len(words) > 2 or any(map(_has_digit, words)):
        return False
    return sum(map(len, words)) >= 2 and (len(words) == 1 or words[0] in PARTICLES or len(words[0]) < 4)


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _sealed_kinds() -> set[SearchKind]:
    """As what the values may be searched that stand encrypted on record."""
    if not settings.FIELD_INDEX_KEY:
        return set()
    return {
        as_what
        for model, kind in kinds.searched().items()
        for field, as_what in kind.searched.items()
        if kinds.is_encrypted(model, field)
    }
