"""How a registered person's story goes: the case, the time inside, the years after, and how it stands today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from notifications.choices import Section
from offenders.choices import AbsenceKind, DisposalKind, OrderKind, TriggerKind
from ops.demo import places, sentences
from ops.demo.community import Community, Shared
from ops.demo.county import Scene
from ops.demo.days import COMMENCEMENT, DAY, months_after
from ops.demo.lives import Life
from ops.demo.rows import Id
from ops.demo.sentences import Sentence

_SHPO_SINCE = date(2015, 3, 8)


@dataclass
class Story:
    """What is told of one registered person: `began` is the day from which the period runs."""

    life: Life
    sentence: Sentence
    scene: Scene
    began: date
    shared: Shared

    def __post_init__(self) -> None:
        months = self.sentence.subject_for
        self.until: date | None = None
        if months != sentences.WITHOUT_END:
            self.until = months_after(self.began, months) - DAY
        self.sentenced = self._sentenced()
        low, high = self.sentence.term or (0, 0)
        self.term = self.life.between(low, high)
        self.register = Community(self.life, until=self.until, shared=self.shared)

    def _sentenced(self) -> date:
        if self.scene is Scene.INITIAL_UNTOLD or self.life.chance(0.4):
            return self.began
        return self.began + timedelta(days=self.life.between(21, 56))

    @property
    def later(self) -> bool:
        """Whether the sentence is still to come."""
        return self.sentenced > self.life.as_of

    @property
    def offence(self) -> str:
        if self.began < COMMENCEMENT:
            return self.life.rng.choice(sentences.EARLIER_OFFENCES)
        return self.life.rng.choice(sentences.GRAVE_OFFENCES if self.sentence.grave else sentences.OFFENCES)

    @property
    def court(self) -> str:
        if self.sentence.how == TriggerKind.CAUTION:
            return ""
        if self.sentence.youth:
            return places.YOUTH_COURT
        if self.sentence.grave or self.sentence.served:
            return places.CROWN_COURT
        return places.MAGISTRATES[self.life.area]

    @property
    def did(self) -> DisposalKind:
        """What the court did. Raises LookupError of a case in which none has."""
        if self.sentence.did is None:
            raise LookupError("no disposal")
        return self.sentence.did

    # The parts of the plain story -------------------------------------------------------------------
    def convict(self) -> Id:
        """The trigger, and what the court did once it has."""
        trigger = self.life.trigger(
            self.sentence.how,
            self.began,
            self.offence,
            court=self.court,
            carried_over=self.began < date(1997, 9, 1),
        )
        self.sentence_for(trigger)
        return trigger

    def sentence_for(self, trigger: Id) -> None:
        if self.sentence.did is None or self.later:
            return
        low, high = self.sentence.extension or (0, 0)
        self.life.dispose(trigger, self.sentence.did, self.sentenced, self.term, self.life.between(low, high))
        running = self.until is None or self.until > self.life.as_of
        if running and self.sentenced >= COMMENCEMENT and self.life.chance(self.sentence.schedule_3_order):
            years = self.life.rng.choice((5, 5, 7, 10))
            endless = self.until is None and self.life.chance(0.3)
            self.make_order(self.sentenced, None if endless else years)

    def make_order(self, made: date, years: int | None, discharged: date | None = None) -> None:
        """A preventive order on someone subject keeps them so until it ends."""
        kind = OrderKind.SHPO if made >= _SHPO_SINCE else OrderKind.SOPO
        last_day = months_after(made, years * 12) - DAY if years else None
        self.life.order(kind, made, last_day, discharged=discharged)
        ends = discharged or last_day
        if self.until is not None:
            self.until = None if ends is None else max(self.until, ends)
            self.register.until = self.until

    def serve(self) -> date | None:
        """Time inside, from a remand or the sentence; gives the day they are free to attend, None if not yet."""
        if self.sentence.hospital:
            return self._detained(AbsenceKind.HOSPITAL_PART_3, self._hospital_days(), places.HOSPITAL)
        if not self.sentence.served:
            self.at_liberty()
            return self.began
        return self._detained(AbsenceKind.SENTENCE, self._prison_days(), self._prison())

    def _prison(self) -> str:
        return places.YOUNG_OFFENDERS if self.sentence.youth else self.life.rng.choice(places.PRISONS)

    def _prison_days(self) -> int:
        if not self.term:  # life and public protection: a tariff, and then the parole board
            return self.life.between(5 * 365, 16 * 365)
        return max(round(self.term * 30.4 * self.sentence.served), 20)

    def _hospital_days(self) -> int:
        return self.life.between(200, 1800) if self.life.chance(0.5) else 100_000

    def _detained(self, kind: AbsenceKind, days: int, place: str) -> date | None:
        life = self.life
        if kind == AbsenceKind.HOSPITAL_PART_3 or life.chance(0.5):  # on remand when convicted
            before = min(life.between(10, 150), days // 3)
            remanded = self.began - timedelta(days=before)
            life.away(AbsenceKind.CUSTODY, remanded, self.sentenced, life.rng.choice(places.PRISONS))
            days -= before
        elif self.sentenced > self.began:
            self.at_liberty()
        if self.later:
            return None
        out = min(self.sentenced + timedelta(days=max(days, 10)), date(2900, 1, 1))
        detained = life.away(kind, self.sentenced, out, place)
        given_up = days > 400
        if given_up:
            life.leave_home(self.sentenced)
        if out > life.as_of:
            return None
        about = [f"released:{detained}"]
        if given_up:
            hostel = self.sentence.grave and life.chance(0.4)
            about.append(f"home:{life.move(out, self.shared.hostels[life.area] if hostel else None)}")
        self.register.free_from = out
        self.register.tell(out, *about)
        return out

    def at_liberty(self) -> None:
        """The initial notification of someone who left court, or the police station, free."""
        if self.scene is not Scene.INITIAL_UNTOLD:
            self.register.tell(self.began)

    # How it stands today ----------------------------------------------------------------------------
    def go_on(self, since: date) -> None:
        """The years from then on, and the scene on the as-of day."""
        _SCENES.get(self.scene, Story._now)(self, since)

    def _days_ago(self, low: int, high: int) -> date:
        return self.life.as_of - timedelta(days=self.life.between(low, high))

    def _now(self, since: date) -> None:
        self.register.live(since, self.life.as_of)

    def _settle(self, since: date, to: date) -> None:
        if to > since:
            self.register.live(since, to, settled=True)

    def _yearly(self, since: date, due: date) -> None:
        last = months_after(due, -12)
        if last < since + timedelta(days=5):
            return self._now(since)
        self._settle(since, last - timedelta(days=10))
        self.register.attend(last, Section.PERIODIC)
        return None

    def _yearly_overdue(self, since: date) -> None:
        self._yearly(since, self._days_ago(1, 45))

    def _yearly_today(self, since: date) -> None:
        self._yearly(since, self.life.as_of)

    def _yearly_soon(self, since: date) -> None:
        self._yearly(since, self._days_ago(-14, -1))

    def _weekly(self, since: date) -> None:
        lost = self._days_ago(15, 120)
        self._settle(since, lost)
        self.register.go_rough(lost)
        self.register.keep_up(self.life.as_of)

    def _weekly_overdue(self, since: date) -> None:
        lost = self._days_ago(40, 120)
        self._settle(since, lost)
        self.register.go_rough(lost)
        self.register.keep_up(self._days_ago(9, 14))

    def _move_untold(self, since: date) -> None:
        moved = self._days_ago(4, 24)
        self._settle(since, moved)
        self.life.move(moved)

    def _release_untold(self, since: date) -> None:
        out = self._days_ago(4, 9)
        into = out - timedelta(days=self.life.between(30, 120))
        self._settle(since, into)
        self.register.detain(into, out)

    def _inside(self, since: date) -> None:
        into = self._days_ago(20, 250)
        self._settle(since, into)
        self.register.detain(into, date(2900, 1, 1))

    def _released(self, since: date) -> None:
        out = self._days_ago(1, 13)
        into = out - timedelta(days=self.life.between(30, 120))
        self._settle(since, into)
        detained = self.register.detain(into, out)
        self.register.tell(out, f"released:{detained}")

    def _abroad(self, since: date) -> None:
        left = self._days_ago(3, 8)
        self._settle(since, left - timedelta(days=30))
        self.register.keep_up(left)
        self.register.go_abroad(left, date(2900, 1, 1))

    def _foretold(self, since: date) -> None:
        told = self._days_ago(25, 80)
        self._settle(since, told)
        self.register.foretell(told, happens=self.life.chance(0.4))
        self.register.keep_up(self.life.as_of)

    def _nothing_yet(self, since: date) -> None:
        pass


_SCENES: dict[Scene, Callable[[Story, date], None]] = {
    Scene.YEARLY_OVERDUE: Story._yearly_overdue,
    Scene.YEARLY_TODAY: Story._yearly_today,
    Scene.YEARLY_SOON: Story._yearly_soon,
    Scene.WEEKLY: Story._weekly,
    Scene.WEEKLY_OVERDUE: Story._weekly_overdue,
    Scene.MOVE_UNTOLD: Story._move_untold,
    Scene.RELEASE_UNTOLD: Story._release_untold,
    Scene.FORETOLD: Story._foretold,
    Scene.INITIAL_UNTOLD: Story._nothing_yet,
    Scene.INSIDE: Story._inside,
    Scene.RELEASED: Story._released,
    Scene.ABROAD: Story._abroad,
}


def plain(story: Story) -> None:
    """A case, the time inside if any, and the years after."""
    story.convict()
    since = story.serve()
    if since is not None:
        story.go_on(since)
