from __future__ import annotations

import argparse
import time
from collections import deque
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dashboards.context import DEMO_PASSWORD
from diary import clock
from diary.actions import rebuild
from ops.demo import places
from ops.demo.abroad import list_countries
from ops.demo.arranged import arrange
from ops.demo.breached import breach
from ops.demo.charged import charge
from ops.demo.convened import convene
from ops.demo.county import DEFAULT_PEOPLE, County
from ops.demo.disclosed import ask
from ops.demo.instruments import use_instruments
from ops.demo.judged import judge
from ops.demo.loading import AlreadyPeopled, load, none_to_come
from ops.demo.mornings import prepare
from ops.demo.papers import file_papers
from ops.demo.reactive import move
from ops.demo.referred import refer
from ops.demo.reported import tell
from ops.demo.returned import account
from ops.demo.sampled import sample
from ops.demo.staff import SIGN_INS
from ops.demo.visiting import visit

# With this one the day of the person who signs in as `officer` has something of everything.
DEFAULT_SEED = 5227


class Command(BaseCommand):
    help = (
        "Fills an empty database with a fictional county; the same people for the same seed, number and day."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--people",
            type=_number_of_people,
            default=DEFAULT_PEOPLE,
            help=f"how many, registered sexual offenders and violent offenders together (default {DEFAULT_PEOPLE})",
        )
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another number, another county")
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day on which the county is as it is (default: today)",
        )

    def handle(
        self, *args: Any, people: int, seed: int, as_of: date | None, verbosity: int, **options: Any
    ) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Fictional people, and sign-ins whose password everybody knows, belong in the demonstration only: "
                "run this with config.settings.demo."
            )
        began = time.monotonic()
        try:
            county = County(seed, people, as_of or clock.today())
            with transaction.atomic():
                loaded = load(county)
                tell(county)
                arrange(county)
                list_countries(county)
                prepare(county)
                breach(county)
                account(county)
                visit(county)
                judge(county)
                use_instruments(county)
                move(county)
                ask(county)
                convene(county)
                refer(county)
                charge(county)
                sample(county)
                # Scenes of earlier days were played after later ones: their verbs judged by what was known then.
                deque(rebuild(today=county.as_of), maxlen=0)
                if county.as_of == clock.today():
                    none_to_come(clock.now())
            file_papers(county)
        except AlreadyPeopled as error:
            raise CommandError(
                "There are people in this database already, and they stay. To start afresh: make demo-reset"
            ) from error
        if verbosity:
            self.stdout.write(
                f"{places.FORCE_NAME}: {loaded.people} fictional people, {loaded.flags} flags, "
                f"{loaded.messages} messages, in {time.monotonic() - began:.0f} s. "
                f"Sign in as {', '.join(SIGN_INS)}; password {DEMO_PASSWORD}"
            )


def _number_of_people(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 999_999:
        raise argparse.ArgumentTypeError("between 1 and 999999 people")
    return number
