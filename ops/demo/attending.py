"""A registered person's attendances at the station: the first, each change's, and each year's or week's."""

from __future__ import annotations

from datetime import date, timedelta

from notifications.choices import Section
from offenders.choices import OccupancyKind
from ops.demo import places
from ops.demo.days import DAY, months_after
from ops.demo.lives import Life
from ops.demo.rows import AddressNotified, Id, Notification

LATE = 0.03  # of attendances come after their last day


class Register:
    """A person's attendances, from when they are free to attend until they need no longer."""

    def __init__(self, life: Life, *, until: date | None) -> None:
        self.life = life
        self.until = until
        self.last: date | None = None
        self.free_from = date.min
        self.weekly = False
        self.inside = False
        # Subject since before the Act (s.83(3)): nothing is ever an initial notification.
        self.no_initial = False

    def notify(
        self, section: Section, on: date, *about: str, specified: date | None = None, foretells: str = ""
    ) -> Id:
        """What was told at a station, where they live that day among it."""
        life = self.life
        at, (_, by), identity = life.instant(on), life.recorded(on), life.new_id()
        rough = life.home is not None and life.home.kind == OccupancyKind.NO_FIXED_ABODE
        life.rows.append(
            Notification(
                identity,
                life.id,
                section.value,
                at,
                "no_fixed_abode" if rough else "residence",
                places.STATIONS[life.area],
                [*about],
                f"{places.FORCE_CODE}{on:%y%m%d}-{life.between(0, 9999):04d}",
                specified,
                foretells,
                at + timedelta(minutes=life.between(5, 40)),
                by,
            )
        )
        if life.home is not None:
            life.rows.append(AddressNotified(identity, life.home.address))
        return identity

    # One attendance ---------------------------------------------------------------------------------
    def attend(self, on: date, section: Section, about: tuple[str, ...] = ()) -> bool:
        """Notify on a day, unless that is yet to come (today's station hours are not over)."""
        if on >= self.life.as_of:
            return False
        # Until there has been an initial notification every attendance is one.
        first = self.last is None and not self.no_initial
        self.notify(Section.INITIAL if first else section, on, *about)
        self.last = on
        return True

    def tell(self, of: date, *about: str) -> bool:
        """Notify an event within its three days; now and then too late."""
        on = of + timedelta(days=self.life.between(0, 2))
        if self.life.chance(LATE):
            late = of + timedelta(days=self.life.between(3, 12))
            # Nobody is late today by chance: that is for the scenes to say.
            on = late if late < self.life.as_of else on
        return self.attend(on, Section.CHANGE, about)

    def due(self) -> date | None:
        """The day the next one is due by, as the person understands it; None when none is."""
        if self.last is None or self.inside:
            return None
        due = self.last + timedelta(days=7) if self.weekly else months_after(self.last, 12)
        return None if self.until is not None and due > self.until else due

    def keep_up(self, to: date) -> None:
        """Attend each year, or each week with no fixed address, whenever that falls before a day."""
        while (due := self.due()) is not None:
            if self.weekly:
                on = due - timedelta(days=self.life.between(0, 1))
            else:
                on = due - timedelta(days=min(int(self.life.rng.expovariate(1 / 12)), 60))
            if self.life.chance(LATE / 3 if self.weekly else LATE):
                on = due + timedelta(days=self.life.between(1, 2 if self.weekly else 9))
                if on >= to or on >= self.life.as_of:
                    on = due - DAY
            if on < self.free_from:
                on = self.free_from + timedelta(days=self.life.between(0, 1))
            if on >= to or not self.attend(on, Section.PERIODIC):
                return
