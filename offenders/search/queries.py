"""Who is meant: people within sight with the reasons why they were found, and tiles of those beyond it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection

from access.log import consulted
from access.policies import FieldClass
from accounts.models import User
from offenders import policies
from offenders.choices import SearchKind
from offenders.models import Person, Term
from offenders.queries import Tile, tile_of
from offenders.search import normal
from offenders.search.matching import Closeness, Near, like, near

A_PAGE = 50  # people within sight that one search shows
TILES = 20  # records beyond it that one search tells of
ALIKE = 10
_SAID = (SearchKind.NAME, SearchKind.ALIAS, SearchKind.ONLINE, SearchKind.REFERENCE)
# Of others whom the record names: a record beyond sight is not told of by them.
_BESIDE = (SearchKind.ASSOCIATE, SearchKind.WORKPLACE, SearchKind.PLACE)
_NUMBERED = (*_SAID, SearchKind.ACCOUNT, SearchKind.DOCUMENT)
_OF_IDENTITY = (SearchKind.NAME, SearchKind.ALIAS, SearchKind.BORN)
_NEARLY_THE_SAME_AGE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody was found: what of theirs answers a word typed, and how near it comes."""

    kind: SearchKind
    former: bool
    closeness: Closeness
    written: str  # as it stands on record; empty of a value that is encrypted

    @property
    def label(self) -> str:
        return self.kind.former if self.former else str(self.kind.label)

    @property
    def says_more(self) -> bool:
        """Whether the row does not show it anyway."""
        shown = self.kind is SearchKind.BORN or (self.kind is SearchKind.NAME and not self.former)
        return bool(self.written) and not shown

    @property
    def how(self) -> str:
        """`sounds like it`; empty when it is just what was typed."""
        return self.closeness.in_words


@dataclass(frozen=True, slots=True)
class Found:
    """One person within sight, with their names, manager and unit, and why they were found."""

    person: Person
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class Told:
    """What a search tells of one record beyond sight: its tile, and by what it was found, never the words."""

    tile: Tile
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found. `whole`: all that was typed fits those within sight, not only some of it."""

    rows: list[Found] = field(default_factory=list)
    elsewhere: list[Told] = field(default_factory=list)
    more: bool = False
    more_elsewhere: bool = False
    whole: bool = True


@dataclass(slots=True)
class _Hit:
    person: UUID
    beyond: bool
    covered: int
    reasons: list[Reason]

    @property
    def is_near(self) -> bool:
        return all(reason.closeness <= Closeness.SOUND for reason in self.reasons)


# Those whom enough of the words may fit, so that nothing is asked of the thousands whom only one fits; the nearest term
# of each for each word; then the people, those first whom more of the words fit, then those
# whom they fit better. A name comes before an address, and what is so before what was. `read` is what
# `policies.reading` says; of those beyond sight only some terms tell, and never of a restricted record.
_RANKED = """
    WITH near(folded, place, closeness) AS MATERIALIZED (
        SELECT * FROM unnest(%s::text[], %s::int[], %s::int[])
    ), asked AS MATERIALIZED (
        SELECT id, person_id, folded, kind, field_class, until, place, closeness
        FROM offenders_term JOIN near USING (folded) WHERE folded = ANY(%s) AND kind = ANY(%s)
    ), meant AS (
        SELECT person_id FROM asked WHERE place >= 0
        GROUP BY 1 HAVING bit_count(bit_or(1 << place)::bit(32)) >= %s
    ), standing AS MATERIALIZED (
        SELECT *, {read} AS read FROM asked AS offenders_term WHERE {some}
    ), hits AS (
        SELECT id, person_id, read IS NULL AS beyond, place,
               closeness * 4 + (kind = ANY(%s))::int * 2 + (until IS NOT NULL)::int AS distance
        FROM standing
        WHERE read OR (
            read IS NULL AND {meant} AND field_class = ANY(%s) AND kind <> ALL(%s)
            AND (kind <> 'address' OR folded ~ '[0-9]')
            AND person_id NOT IN (SELECT person_id FROM offenders_restriction WHERE lifted_at IS NULL))
    ), nearest AS (
        -- Place, distance and term in one number: the least of them is the nearest term, and says all three.
        SELECT person_id, beyond, place, min((place::bigint << 56) + (distance::bigint << 40) + id) AS nearest
        FROM hits GROUP BY 1, 2, 3
    ), people AS MATERIALIZED (
        SELECT person_id, beyond, count(*) AS places, count(*) FILTER (WHERE place >= 0) AS covered,
               sum(nearest >> 40 & 65535) FILTER (WHERE place >= 0) AS distance,
               array_agg(nearest) FILTER (WHERE place >= 0) AS words
        FROM nearest GROUP BY 1, 2
        HAVING count(*) FILTER (WHERE place >= 0) >= CASE WHEN beyond THEN %s ELSE %s END
    ), best AS MATERIALIZED (
        (SELECT * FROM people WHERE NOT beyond ORDER BY {best} LIMIT %s)
        UNION ALL
        (SELECT * FROM people WHERE beyond ORDER BY {best} LIMIT %s)
    )
    SELECT best.person_id, beyond, covered, kind, (word >> 40 & 65535) / 4 AS closeness, written, until
    FROM best CROSS JOIN unnest(words) AS word CROSS JOIN LATERAL (
        SELECT kind, written, until FROM offenders_term WHERE id = word & ((1::bigint << 40) - 1) LIMIT 1
    ) term
    ORDER BY beyond, covered DESC, distance, places DESC, best.person_id, word
"""
# IS TRUE keeps it a hash that is probed: nothing knows how many are meant, and a join may be a nested one.
_MEANT = "(person_id IN (SELECT person_id FROM meant)) IS TRUE"
_BEST = "covered DESC, distance, places DESC, person_id"


def find(user: User, now: datetime, typed: str, *, limit: int = A_PAGE) -> Answer:
    """The people meant by `typed`, best first; of each only by what this user reads.

    Three queries; one more when nobody within sight of a whole force fits all that was typed, and for an inspector who
    types the reference of a restricted record.
    """
    asked = normal.typed(typed)
    if not asked.words:
        return Answer()
    words = [Near(each.folded, _counted(each.place, asked.optional), each.closeness) for each in near(asked)]
    required = len(asked.words) - len(asked.optional)
    # One letter would tell of everybody in the country.
    telling = any(len(word) > 1 for word in asked.words)
    read = _read(user, now)
    told_by = policies.classes_told(user, now.date()) if telling else ()
    # Most of those whom a unit's officer asks for are beyond their sight: what only some words fit is asked at once.
    at_once = 1 if policies.sees_few(user, now.date()) else required
    limits = (limit + 1, TILES + 1)
    hits = list(_ranked(read, told_by, words, least=required, least_within=at_once, limits=limits, now=now))
    # Of a record elsewhere only by all that was typed, and nearly so: less would tell of strangers.
    outside = [hit for hit in hits if hit.beyond and hit.is_near]
    within = [hit for hit in hits if not hit.beyond]
    if not within and at_once > 1:
        within = list(_ranked(read, (), words, least=1, limits=(limit + 1, 0), now=now))
    most = within[0].covered if within else required
    within = [hit for hit in within if hit.covered >= min(most, required)]
    people = _people((hit.person for hit in (*within[:limit], *outside[:TILES])), now.date())
    told = [Told(tile_of(people[hit.person]), _without_words(hit)) for hit in outside[:TILES]]
    return Answer(
        rows=[Found(people[hit.person], hit.reasons) for hit in within[:limit]],
        elsewhere=[*told, *_closed(user, now, typed, asked)],
        more=len(within) > limit,
        more_elsewhere=len(outside) > TILES,
        whole=most >= required,
    )


def alike(user: User, now: datetime, *, given_names: str, family_name: str, date_of_birth: date) -> Answer:
    """Whoever on record may be the person just named: name and birthday nearly the same, in either order of names."""
    family, given = normal.name_words(family_name), normal.name_words(given_names)[:1]
    names = {word: place for place, words in enumerate((given, family)) for word in words}
    if not names:
        return Answer()
    words = [
        Near(text, place, closeness)
        for word, texts in like(list(names)).items()
        for text, closeness in texts
        if closeness <= Closeness.SOUND and closeness != Closeness.BEGINNING
        for place in (names[word],)
    ]
    words += [Near(day, 2, closeness) for day, closeness in _birthdays(date_of_birth)]
    told = policies.classes_told(user, now.date())
    limits = (A_PAGE, A_PAGE)
    hits = list(_ranked(_read(user, now), told, words, least=2, limits=limits, kinds=_OF_IDENTITY, now=now))
    people = _people((hit.person for hit in hits), now.date())
    meant = [hit for hit in hits if _may_be_the_same(hit, people[hit.person], date_of_birth)]
    within = [hit for hit in meant if not hit.beyond][:ALIKE]
    outside = [hit for hit in meant if hit.beyond][:ALIKE]
    return Answer(
        rows=[Found(people[hit.person], hit.reasons) for hit in within],
        elsewhere=[Told(tile_of(people[hit.person]), _without_words(hit)) for hit in outside],
    )


@dataclass(frozen=True, slots=True)
class Meant:
    """`certain`: the reference, or every word of a name they use, and at least two."""

    person: UUID
    certain: bool


def meant(typed: str, now: datetime, *, limit: int = 8) -> list[Meant]:
    """Whom somebody else's words may mean, best first: of all whom row-level security lets this connection read.

    Nothing of what is found may be shown before a policy has been asked about it. Two queries.
    """
    asked = normal.typed(typed)
    if not asked.words:
        return []
    words = [Near(each.folded, _counted(each.place, asked.optional), each.closeness) for each in near(asked)]
    required = len(asked.words) - len(asked.optional)
    hits = list(
        _ranked(("true", ()), [], words, least=min(required, 2), limits=(limit, 0), kinds=_SAID, now=now)
    )
    return [Meant(hit.person, _is_certain(hit, required)) for hit in hits if hit.covered == hits[0].covered]


def named(user: User, now: datetime, typed: str, *, limit: int = 8) -> list[UUID]:
    """Whom `typed` may mean by a name or a number that this user reads, best first; as `find` tells, within and beyond
    sight. Two queries."""
    asked = normal.typed(typed)
    if not asked.words:
        return []
    words = [Near(each.folded, _counted(each.place, asked.optional), each.closeness) for each in near(asked)]
    required = len(asked.words) - len(asked.optional)
    telling = any(len(word) > 1 for word in asked.words)
    told = policies.classes_told(user, now.date()) if telling else ()
    least, limits = min(required, 2), (limit, limit)
    hits = list(_ranked(_read(user, now), told, words, least=least, limits=limits, kinds=_NUMBERED, now=now))
    within = [hit for hit in hits if not hit.beyond]
    outside = [hit for hit in hits if hit.beyond and hit.is_near and hit.covered >= required]
    return [hit.person for hit in (*within, *outside) if hit.beyond or hit.covered == within[0].covered]


def _is_certain(hit: _Hit, required: int) -> bool:
    same = all(reason.closeness is Closeness.SAME for reason in hit.reasons)
    by_reference = any(reason.kind is SearchKind.REFERENCE for reason in hit.reasons)
    return same and hit.covered == required and (by_reference or required > 1)


def _may_be_the_same(hit: _Hit, person: Person, born: date) -> bool:
    """A birthday that fits with one of the names; or both names, and nearly the same age."""
    by_birthday = any(reason.kind is SearchKind.BORN for reason in hit.reasons)
    return by_birthday or abs(person.date_of_birth - born) <= _NEARLY_THE_SAME_AGE


def _birthdays(born: date) -> Iterator[tuple[str, Closeness]]:
    """The day itself, and the day with month and day exchanged."""
    yield born.isoformat(), Closeness.SAME
    if born.day <= 12 and born.day != born.month:
        yield born.replace(month=born.day, day=born.month).isoformat(), Closeness.ONE_LETTER


def _counted(place: int, optional: Collection[int]) -> int:
    """What need not match counts only among equals: its place is below zero."""
    return -1 - place if place in optional else place


def _read(user: User, now: datetime) -> tuple[str, Sequence[Any]]:
    """Whether this user reads a term, in SQL with its values: dearer to put together than to ask."""
    query = Term.objects.all().query
    reading = policies.reading(user, now).resolve_expression(query)
    sql, values = query.get_compiler(DEFAULT_DB_ALIAS).compile(reading)
    return sql, values


def _ranked(
    read: tuple[str, Sequence[Any]],
    told: Iterable[FieldClass],
    words: list[Near],
    *,
    least: int,
    least_within: int | None = None,
    limits: tuple[int, int],
    kinds: Iterable[SearchKind] = SearchKind,
    now: datetime,
) -> Iterator[_Hit]:
    """People by rank, those within sight first, by the terms for which `read` holds; those beyond it by classes `told`.

    `least` words must fit, of those within sight maybe fewer; `limits` are for within and beyond it.
    """
    least_within = least if least_within is None else least_within
    condition, its = read
    beside = [kind.value for kind in _BESIDE]
    params: list[Any] = [
        [word.folded for word in words],
        [word.place for word in words],
        [word.closeness.value for word in words],
        sorted({word.folded for word in words}),
        [kind.value for kind in kinds],
        least,
        *its,
        [SearchKind.ADDRESS.value, *beside],
        sorted(told),
        beside,
        least,
        least_within,
        *limits,
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _RANKED.format(
                read=condition, some=_MEANT if least_within > 1 else "true", meant=_MEANT, best=_BEST
            ),
            params,
        )
        rows = cursor.fetchall()
    hit: _Hit | None = None
    for person, is_beyond, covered, kind, closeness, written, until in rows:
        if hit is None or (hit.person, hit.beyond) != (person, is_beyond):
            if hit:
                yield hit
            hit = _Hit(person, is_beyond, covered, [])
        former = until is not None and until <= now.date()
        _give(hit.reasons, Reason(SearchKind(kind), former, Closeness(closeness), written))
    if hit:
        yield hit


def _give(reasons: list[Reason], another: Reason) -> None:
    """Add a reason; of one and the same thing on record once, as near as its farthest word."""
    for at, reason in enumerate(reasons):
        if replace(reason, closeness=another.closeness) == another:
            reasons[at] = max(reason, another, key=lambda each: each.closeness)
            return
    reasons.append(another)


def _people(wanted: Iterable[UUID], today: date) -> dict[UUID, Person]:
    """The people hit, whom `_ranked` has authorised, with all that a row and a tile show; one query."""
    people = Person.objects.filter(pk__in=list(wanted)).select_related("force", "unit")
    named = people.with_name().with_manager().with_cover(today).with_closure()
    return {person.pk: person for person in named}


def _without_words(hit: _Hit) -> list[Reason]:
    return [Reason(reason.kind, reason.former, reason.closeness, "") for reason in hit.reasons]


def _closed(user: User, now: datetime, typed: str, asked: normal.Typed) -> list[Told]:
    """The restricted record that an inspector named by its exact reference."""
    if len(asked.words) > 2 or not any(each.isdecimal() for each in typed):
        return []
    closed = policies.restricted_record(user, now, reference=typed.strip())
    if not closed or Person.objects.visible_to(user, now).filter(pk=closed.id).exists():
        return []
    consulted(people=[closed.id])
    return [Told(Tile(closed.id, "", 0, "", "", "", closed.reference), [])]
