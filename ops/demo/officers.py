"""What is kept of the county's officers: training, the dates of screening, and the posts of their units.

One officer manages people untrained, one's screening is overdue, another's was never recorded, and one post is vacant.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from accounts.models import Unit
from offenders.choices import Course
from offenders.models import Establishment, PsychologicalScreening, Training
from ops.demo.county import County
from ops.demo.staff import dawn

_FURTHER = (Course.ARMS, Course.VISOR, Course.STATIC, Course.SHARING, Course.POLYGRAPH)
_UNTRAINED, _LATE, _NEVER = 1, 2, 3  # of the managers, in their order


def keep_staff(county: County, units: list[Unit]) -> None:
    """Recorded by the inspector, before the first morning."""
    rng = county.rng("training")
    inspector, day = county.id_of("user", "inspector"), county.as_of
    recorded = {"recorded_by_id": inspector, "recorded_at": dawn(day)}
    trainings, screenings = [], []
    for manager, officer in enumerate(_officers(county)):
        began = day - timedelta(days=rng.randrange(300, 1500))
        courses = rng.sample(_FURTHER, 2)
        if manager != _UNTRAINED:
            courses.insert(0, Course.MOSOVO)
        trainings += [
            Training(
                user_id=officer,
                course=course,
                completed_on=began + timedelta(days=40 * number),
                # The policy of some courses is that they are taken again.
                valid_until=began + timedelta(days=40 * number + 1825) if course == Course.ARMS else None,
                **recorded,
            )
            for number, course in enumerate(courses)
        ]
        ago = 410 if manager == _LATE else rng.randrange(20, 330)
        if manager != _NEVER:
            screenings.append(
                PsychologicalScreening(user_id=officer, took_place_on=day - timedelta(days=ago), **recorded)
            )
    Training.objects.bulk_create(trainings, batch_size=500)
    PsychologicalScreening.objects.bulk_create(screenings, batch_size=500)
    held = [county.unit_of(manager) for manager in range(county.managers)]
    Establishment.objects.bulk_create(
        Establishment(
            unit=unit,
            posts=held.count(number) + (number == 0),
            starts_on=day - timedelta(days=400),
            reason="The establishment of the year",
            **recorded,
        )
        for number, unit in enumerate(units)
    )


def _officers(county: County) -> Iterator[str]:
    yield from (county.manager_id(manager) for manager in range(county.managers))
    yield from (county.supervisor_id(number) for number in range(county.supervisors))
