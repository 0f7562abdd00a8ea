import argparse
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from access.log.writing import by_hand
from diary import actions, clock
from diary.models import Entry


class Command(BaseCommand):
    help = "Rebuild the diary from the facts, or prove that nothing has drifted; run a sweep by hand."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        rebuild = verbs.add_parser("rebuild", help="make every entry equal to the facts")
        rebuild.add_argument(
            "--check", action="store_true", help="change nothing; exit 1 when something has drifted"
        )
        verbs.add_parser("sweep", help="flag what is due or overdue, and what falls due soon")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        with by_hand("diary"):
            if verb == "sweep":
                self._sweep()
            else:
                self._rebuild(check=options["check"])

    def _sweep(self) -> None:
        today, now = clock.today(), clock.now()
        for name, run in (("due and overdue", actions.sweep), ("falling due", actions.look_ahead)):
            swept = run(today=today, now=now)
            self.stdout.write(f"{name}: {swept.flags} flags, {swept.messages} messages")

    def _rebuild(self, *, check: bool) -> None:
        if not check:
            actions.follow_policy(now=clock.now())  # what a policy moves is told as such, not as drift
        people = 0
        drifted = actions.Drift()
        for batch, found in actions.rebuild(today=clock.today(), check=check):
            people += batch
            drifted.missing += found.missing
            drifted.wrong += found.wrong
            drifted.orphaned += found.orphaned
            drifted.ends += found.ends
            drifted.no_ends += found.no_ends
        verdict = (
            f"{people} people: {len(drifted.missing)} entries missing, {len(drifted.wrong)} wrong, "
            f"{len(drifted.orphaned)} orphaned, {len(drifted.ends) + len(drifted.no_ends)} ends of requirements wrong"
        )
        self.stdout.write(verdict if check else f"{verdict}; all put right")
        for name, entries in vars_of(drifted):
            for entry in list(entries)[:10]:
                self.stdout.write(f"  {name}: {entry.person_id} {entry.key}")
        for person_id in [*(ending.person_id for ending in drifted.ends), *drifted.no_ends][:10]:
            self.stdout.write(f"  end of the requirements: {person_id}")
        if check and drifted:
            raise CommandError("The diary has drifted from the facts. `diary rebuild` puts it right.")


def vars_of(drifted: actions.Drift) -> Iterable[tuple[str, Iterable[Entry]]]:
    yield "missing", drifted.missing
    yield "wrong", drifted.wrong
    yield "orphaned", drifted.orphaned
