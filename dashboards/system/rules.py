"""Whether a part of Vigil works, since when it does not, what that means for users and what to do. Pure.

`now` is the moment by Vigil's own clock, which the demonstration can move; `moment` is the wall clock's, by which jobs
are scheduled. Limits: an hourly sweep that was silent for 26 hours is a danger and no delay; the sealer comes every ten
seconds and the outbox is emptied each minute, so that what is older than these has been passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SILENT_AFTER = timedelta(hours=26)
SWEEP_LATE = timedelta(hours=2)
DRIFT_LATE = timedelta(hours=26)
UNSENT_LATE, UNSENT_LONG = timedelta(minutes=15), timedelta(hours=1)
UNSEALED_LONG = timedelta(minutes=10)
UNSCANNED_LONG = timedelta(minutes=10)
BEAT_SILENT = timedelta(minutes=5)
ENDS_WITHIN = timedelta(minutes=30)
CLOCKS_APART = timedelta(seconds=5)
QUEUE_LONG = 500


class State(StrEnum):
    """In words; the colour only repeats it."""

    WORKING = "Working"
    NOT_YET = "Not yet"
    LOOK = "Look at this"
    STOPPED = "Not working"
    UNKNOWN = "Cannot tell"
    OFF = "Not set up"

    @property
    def colour(self) -> str:
        return _COLOURS[self]

    @property
    def wants_somebody(self) -> bool:
        return self not in (State.WORKING, State.NOT_YET)


_COLOURS = {
    State.WORKING: "green",
    State.NOT_YET: "grey",
    State.LOOK: "yellow",
    State.STOPPED: "red",
    State.UNKNOWN: "red",
    State.OFF: "orange",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a part is called, what it means for users when it stops, and what an administrator does then."""

    name: str
    means: str
    do: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page. `at`: when it last went well; `since`: from when on it has not."""

    key: str
    words: Words
    state: State
    said: str
    at: datetime | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ran:
    """What is noted of a scheduled job (access.models.Job)."""

    known_since: datetime
    began_at: datetime | None = None
    ended_at: datetime | None = None
    done_at: datetime | None = None
    found: int | None = None
    failing_since: datetime | None = None
    error: str = ""

    @property
    def took(self) -> timedelta | None:
        if self.began_at and self.ended_at and self.began_at <= self.ended_at:
            return self.ended_at - self.began_at
        return None


def slack(interval: timedelta) -> timedelta:
    """How late a job may be that runs once in each `interval`."""
    return min(max(interval / 4, timedelta(minutes=10)), timedelta(hours=2))


def job(
    key: str, words: Words, ran: Ran | None, *, due: datetime | None, late: bool, moment: datetime
) -> Line:
    """`due`: when it was to run next after it last ended well; `late`: whether that is longer ago than its slack."""
    if ran is None:
        return Line(key, words, State.NOT_YET, "Has not run yet.")
    if ran.failing_since:
        return Line(key, words, State.STOPPED, f"Fails: {ran.error}.", ran.done_at, ran.failing_since)
    hangs = ran.began_at and (ran.ended_at is None or ran.began_at > ran.ended_at)
    if hangs and ran.began_at and moment - ran.began_at > ENDS_WITHIN:
        return Line(key, words, State.STOPPED, "Began and has not ended.", ran.done_at, ran.began_at)
    if late:
        return Line(key, words, State.STOPPED, "Should have run since, and did not.", ran.done_at, due)
    if ran.done_at is None:
        return Line(key, words, State.NOT_YET, "Has not run yet.")
    return Line(key, words, State.WORKING, "Runs as scheduled.", ran.done_at)


def sweep(
    words: Words, *, last: datetime | None, marked: int, messages: int, ran: Ran | None, now: datetime
) -> Line:
    """The hourly look for what is due or overdue. One transaction: what is noted as finished was whole."""
    if last is None:
        return Line("sweep", words, State.STOPPED, "The dates have never been gone through.")
    said = f"It was complete: {_many(marked, 'duty', 'duties')} marked, {_many(messages, 'message')} written."
    if ran and ran.took is not None:
        said += f" It took {_seconds(ran.took)}."
    if not timedelta(0) <= now - last <= SILENT_AFTER:
        return Line("sweep", words, State.STOPPED, f"Silent for too long. {said}", last, last)
    if ran and ran.failing_since:
        said = f"{said} What follows it failed: {ran.error}."
        return Line("sweep", words, State.LOOK, said, last, ran.failing_since)
    if now - last > SWEEP_LATE:
        return Line("sweep", words, State.LOOK, f"Later than it should be. {said}", last, last)
    return Line("sweep", words, State.WORKING, said, last)


def drift(key: str, words: Words, ran: Ran | None, of_the_job: Line) -> Line:
    """A nightly check, which says how much it had to put right; `of_the_job`: how it is as a job."""
    if of_the_job.state is not State.WORKING or ran is None:
        return Line(key, words, of_the_job.state, of_the_job.said, of_the_job.at, of_the_job.since)
    if ran.found:
        said = f"{_many(ran.found, 'entry', 'entries')} put right. A few are usual."
        return Line(key, words, State.WORKING, said, ran.done_at)
    return Line(key, words, State.WORKING, "Nothing was wrong.", ran.done_at)


def outbox(
    words: Words, *, oldest: datetime | None, waiting: int, unsure: int, error: str, now: datetime
) -> Line:
    """E-mail that waits. `unsure`: mails of which nobody knows whether the mail server took them."""
    if oldest is None:
        return Line("outbox", words, State.WORKING, "No e-mail waits.")
    said = f"{_many(waiting, 'e-mail')} waiting"
    if unsure:
        said += f", {unsure} of them perhaps sent already"
    said += f". The mail server last failed by {error}." if error else "."
    age = now - oldest
    state = State.STOPPED if age > UNSENT_LONG else State.LOOK if age > UNSENT_LATE else State.WORKING
    return Line("outbox", words, state, said, since=oldest)


def given_up(words: Words, *, number: int, newest: datetime | None) -> Line:
    """Mails of the last seven days that were given up."""
    if number:
        said = f"{_many(number, 'e-mail')} given up in the last 7 days."
        return Line("given-up", words, State.LOOK, said, since=newest)
    return Line("given-up", words, State.WORKING, "None given up in the last 7 days.")


def unsealed(words: Words, *, oldest: datetime | None, number: int, most: int, moment: datetime) -> Line:
    """Events of the access log without a seal; of more than `most` nobody counts on."""
    if oldest is None:
        return Line("unsealed", words, State.WORKING, "Everything is sealed.")
    said = f"{'More than ' if number > most else ''}{_many(min(number, most), 'event')} without a seal."
    if moment - oldest > UNSEALED_LONG:
        return Line("unsealed", words, State.STOPPED, said, since=oldest)
    return Line("unsealed", words, State.WORKING, f"{said} The next run takes them.")


def files(words: Words, *, oldest: datetime | None, number: int, now: datetime) -> Line:
    """Photographs and documents that wait for the scanner."""
    if oldest is None:
        return Line("files", words, State.WORKING, "No file waits to be scanned.")
    said = f"{_many(number, 'file')} waiting to be scanned."
    state = State.LOOK if now - oldest > UNSCANNED_LONG else State.WORKING
    return Line("files", words, state, said, since=oldest)


def beat(words: Words, *, last: datetime | None, missing: list[str], moment: datetime) -> Line:
    """The clock that starts the jobs. `missing`: jobs that its own table does not have, or has switched off."""
    if last is None:
        return Line("beat", words, State.STOPPED, "It has never started a job.")
    if moment - last > BEAT_SILENT:
        return Line("beat", words, State.STOPPED, "It has fallen silent.", last, last)
    if missing:
        return Line("beat", words, State.STOPPED, f"Not in its table, or off: {', '.join(missing)}.", last)
    return Line("beat", words, State.WORKING, "It starts jobs.", last)


def worker(words: Words, *, last: datetime | None, moment: datetime) -> Line:
    """What does the jobs; `last`: when any of them last ended, well or not."""
    if last is None:
        return Line("worker", words, State.STOPPED, "No job has ever ended on this system.")
    if moment - last > BEAT_SILENT:
        return Line("worker", words, State.STOPPED, "No job has ended since.", last, last)
    return Line("worker", words, State.WORKING, "It does jobs.", last)


def broker(words: Words, *, queued: int) -> Line:
    """It answers; `queued`: how many jobs wait in it."""
    if queued > QUEUE_LONG:
        return Line(
            "broker", words, State.LOOK, f"It answers, and {queued} jobs wait: the worker does not keep up."
        )
    return Line("broker", words, State.WORKING, f"It answers. {_many(queued, 'job')} waiting.")


def migrations(words: Words, *, waiting: int) -> Line:
    if waiting:
        return Line(
            "migrations", words, State.STOPPED, f"{_many(waiting, 'change')} of the tables not made yet."
        )
    return Line("migrations", words, State.WORKING, "Every change of the tables has been made.")


def clocks(words: Words, *, database: datetime, moment: datetime) -> Line:
    apart = abs(database - moment)
    if apart > CLOCKS_APART:
        return Line("clocks", words, State.STOPPED, f"They are {_seconds(apart)} apart.")
    return Line("clocks", words, State.WORKING, "Web server and database agree.")


def archive(words: Words, *, on: bool, last: datetime | None, failed: datetime | None) -> Line:
    """Backups are not Vigil's: all that is seen from here is whether PostgreSQL hands on its log of changes."""
    if not on:
        said = "Vigil makes none, and PostgreSQL hands on no log of changes (archive_mode is off)."
        return Line("backups", words, State.OFF, said)
    if failed and (last is None or failed > last):
        return Line(
            "backups", words, State.STOPPED, "PostgreSQL cannot hand on its log of changes.", last, failed
        )
    return Line("backups", words, State.WORKING, "PostgreSQL hands on its log of changes.", last)


def overall(lines: list[Line]) -> str:
    """The page in a sentence."""
    stopped = sum(line.state in (State.STOPPED, State.UNKNOWN) for line in lines)
    look = sum(line.state.wants_somebody for line in lines) - stopped
    if not stopped and not look:
        return "Everything works."
    parts = [f"{stopped} not working"] * bool(stopped) + [f"{look} to look at"] * bool(look)
    return f"{', '.join(parts)}. All else works."


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _seconds(span: timedelta) -> str:
    seconds = span.total_seconds()
    return "less than a second" if seconds < 1 else _many(round(seconds), "second")
