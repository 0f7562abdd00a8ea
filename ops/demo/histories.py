"""From a place in the county to one person's whole history: who they are, what they did, and all that followed.

Pure: the same county and ordinal give the same rows, on any machine and in any order.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from offenders.choices import AbsenceKind, DisposalKind, ManagementLevel, OrderKind, PersonKind, TriggerKind
from ops.demo import names, places, sentences
from ops.demo.assessed import assessed
from ops.demo.community import Shared
from ops.demo.county import County, Part, Scene, uuid_from
from ops.demo.days import months_after, years_before
from ops.demo.everyday import everyday
from ops.demo.levelled import levelled
from ops.demo.lives import HOMES_EACH, Life
from ops.demo.ordered import ordered
from ops.demo.planned import planned
from ops.demo.portraits import portrait
from ops.demo.reviews import look_back
from ops.demo.rows import Address, Id, Row
from ops.demo.sentences import Sentence
from ops.demo.stories import Story
from ops.demo.twists import TWISTS
from ops.demo.visited import visited

# How long ago the first, the middle and the newest of the county's records were opened: references run in that order.
_AGES = [(0.0, 22.0), (0.04, 16.0), (0.16, 11.0), (0.36, 6.5), (0.62, 3.0), (0.86, 0.8), (1.0, 0.02)]
_UNALLOCATED = 0.015
# One in 33 lives at the address of the person 7 places before: two people at one address are seen.
_SHARING, _WITH = 33, 7
# Of very high, high, medium and low, in a hundred; together with how many are grave: 2, 18, 30 and 50.
_GRAVE_LEVELS = list(accumulate((3.6, 29, 37, 30.4)))
_OTHER_LEVELS = list(accumulate((0.8, 9.5, 24.5, 65.2)))
_ALL_LEVELS = list(accumulate((2.0, 18.0, 30.0, 50.0)))
_LEVELS = [
    ManagementLevel.VERY_HIGH.value,
    ManagementLevel.HIGH.value,
    ManagementLevel.MEDIUM.value,
    ManagementLevel.LOW.value,
]
# In a scene people are at liberty, whatever they were sentenced to.
_SCENE_SENTENCES = [
    (sentences.RARE["suspended"], 4),
    (sentences.RARE["community"], 3),
    (
        Sentence(
            sentences.WITHOUT_END,
            did=DisposalKind.IMPRISONMENT,
            term=(30, 38),
            served=0.5,
            grave=True,
            schedule_3_order=0.6,
        ),
        6,
    ),
]
_SETTLED_YEARS = 3.9  # since when the last of these is certain to be out


def history(county: County, ordinal: int) -> list[Row]:
    """All rows of the county's person of this ordinal, 0 the first; addresses before what refers to them."""
    rng = county.rng("person", ordinal)
    life = (_registered if county.is_registered(ordinal) else _violent)(county, ordinal, rng)
    days = list(everyday(county, ordinal, life))
    kept = list(ordered(county, ordinal, [*life, *days]))
    return [
        *life,
        *portrait(county, ordinal, life),
        *days,
        *visited(county, ordinal, life),
        *assessed(county, ordinal, life),
        *kept,
        *planned(county, ordinal, [*life, *days, *kept]),
        *levelled(county, ordinal, [*life, *days]),
    ]


def _registered(county: County, ordinal: int, rng: Random) -> list[Row]:
    part = county.part_of(ordinal)
    years = _years(rng, part, ordinal / county.people)
    sentence = _sentence(rng, part, years)
    began = min(max(years_before(county.as_of, years), sentence.since), sentence.until)
    if part.scene is Scene.INITIAL_UNTOLD:
        began = county.as_of - timedelta(days=rng.randrange(4, 25))
    life = _life(county, ordinal, rng, began)
    story = Story(
        life,
        sentence,
        part.scene,
        began,
        Shared(
            [county.id_of("hostel", number) for number in range(len(places.HOSTELS))],
            [county.id_of("found at", number) for number in range(len(places.FOUND_AT))],
        ),
    )
    level = ""
    if story.later and began > county.as_of - timedelta(days=20):
        level = ManagementLevel.UNASSESSED.value
    born = _born(rng, began, youth=sentence.youth)
    _open(
        county,
        ordinal,
        life,
        PersonKind.REGISTERED_SEXUAL_OFFENDER,
        born,
        level or rng.choices(_LEVELS, cum_weights=_weights(part, sentence))[0],
        women=0.03,
    )
    _first_home(county, ordinal, life, began, born)
    TWISTS[sentence.twist](story)
    look_back(story)
    return life.close(allocated=rng.random() >= _UNALLOCATED, by=_supervisor(county, ordinal))


def _violent(county: County, ordinal: int, rng: Random) -> list[Row]:
    """A violent offender: managed, but subject to no notification requirements."""
    began = years_before(county.as_of, 0.1 + rng.random() * 7)
    life = _life(county, ordinal, rng, began)
    born = _born(rng, began, youth=False)
    level = rng.choices(_LEVELS, cum_weights=_ALL_LEVELS)[0]
    _open(county, ordinal, life, PersonKind.VIOLENT, born, level, women=0.08)
    _first_home(county, ordinal, life, began, born)
    offence = rng.choice(sentences.VIOLENT_OFFENCES)
    trigger = life.trigger(TriggerKind.CONVICTION, began, offence, court=places.CROWN_COURT, schedule_3=False)
    months = life.between(12, 96)
    life.dispose(trigger, DisposalKind.IMPRISONMENT, began, months)
    out = began + timedelta(days=round(months * 30.4 * 0.5))
    life.away(AbsenceKind.SENTENCE, began, out, rng.choice(places.PRISONS))
    if out < county.as_of and rng.random() < 0.12:
        life.order(OrderKind.VOO, out, months_after(out, 36), court=places.MAGISTRATES[life.area])
    return life.close(allocated=rng.random() < 0.8, by=_supervisor(county, ordinal))


def _supervisor(county: County, ordinal: int) -> Id:
    return county.supervisor_id(county.unit_of(county.manager_of(ordinal)))


def _open(
    county: County, ordinal: int, life: Life, kind: PersonKind, born: date, level: str, *, women: float
) -> None:
    life.register(
        reference=f"{places.FORCE_CODE}-{ordinal + 1:06d}",
        force_id=county.force_id,
        unit_id=county.unit_ids[county.unit_of(county.manager_of(ordinal))],
        kind=kind.value,
        born=born,
        sex=names.FEMALE if life.chance(women) else names.MALE,
        level=level,
        on=life.managers[0][0],
    )


def _first_home(county: County, ordinal: int, life: Life, began: date, born: date) -> None:
    """Where they lived when it began."""
    shared = None
    if ordinal % _SHARING == _WITH + 1:
        shared = county.id_of("home", (ordinal - _WITH) * HOMES_EACH)
    life.move(max(began - timedelta(days=life.between(2000, 6000)), born), shared)


def _life(county: County, ordinal: int, rng: Random, began: date) -> Life:
    manager = county.manager_of(ordinal)
    unit = county.unit_of(manager)
    area = unit % len(places.AREAS)
    managers = [(began, county.manager_id(manager))]
    if (county.as_of - began).days > 900 and rng.random() < 0.6:
        handed_over = began + timedelta(days=rng.randrange(200, (county.as_of - began).days - 60))
        colleague = (manager + county.units) % county.managers
        managers = [(began, county.manager_id(colleague)), (handed_over, county.manager_id(manager))]

    def new_home(number: int) -> Address:
        place = ordinal * HOMES_EACH + number
        return places.home(county.id_of("home", place), place, area)

    return Life(rng, county.as_of, uuid_from(rng.getrandbits(128)), area, new_home, managers)


def _years(rng: Random, part: Part, where: float) -> float:
    """How long ago it began: as the part says, or as far back as the record's number is low."""
    if part.years:
        low, high = part.years
        return low + rng.random() * (high - low)
    after = min(bisect_right(_AGES, (where, 99.0)), len(_AGES) - 1)
    (left, older), (right, newer) = _AGES[after - 1], _AGES[after]
    years = older + (newer - older) * (where - left) / (right - left)
    return max(years * (0.97 + rng.random() * 0.06), 0.02)


def _sentence(rng: Random, part: Part, years: float) -> Sentence:
    """A case that still makes the person subject after so many years, unless the part says which."""
    if part.case:
        return sentences.RARE[part.case]
    if part.scene is Scene.NOW:
        pool = sentences.COMMON
    else:
        pool = [each for each in _SCENE_SENTENCES if years > _SETTLED_YEARS or not each[0].served]
    fitting = [
        (sentence, weight)
        for sentence, weight in pool
        if sentence.subject_for == sentences.WITHOUT_END or sentence.subject_for > (years + 0.6) * 12
    ]
    return rng.choices([sentence for sentence, _ in fitting], [weight for _, weight in fitting])[0]


def _weights(part: Part, sentence: Sentence) -> list[float]:
    """Graver cases stand at a higher level; what is overdue today is so at every level."""
    if part.scene is not Scene.NOW:
        return _ALL_LEVELS
    return _GRAVE_LEVELS if sentence.grave else _OTHER_LEVELS


def _born(rng: Random, began: date, *, youth: bool) -> date:
    age = 13.2 + rng.random() * 4.6 if youth else rng.triangular(18.5, 74, 33)
    return years_before(began, age)
