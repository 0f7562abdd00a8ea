import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from access.administration import actions
from accounts.choices import Rank


class Command(BaseCommand):
    help = "Open the force and add its first system administrator, who adds everybody else; refused once there is one."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--force-code", required=True, metavar="XX", help="two letters before each local reference"
        )
        parser.add_argument("--force-name", required=True, metavar="NAME")
        parser.add_argument("--username", required=True)
        parser.add_argument("--given-name", required=True, metavar="NAME")
        parser.add_argument("--family-name", required=True, metavar="NAME")
        parser.add_argument(
            "--rank", default=Rank.POLICE_STAFF, choices=[r for r in Rank if r != Rank.PARTNER]
        )

    def handle(self, *args: Any, force_code: str, force_name: str, **options: Any) -> None:
        names = ("username", "given_name", "family_name", "rank")
        try:
            user, password = actions.open_force(
                code=force_code.upper(),
                name=force_name,
                now=timezone.now(),
                **{name: options[name] for name in names},
            )
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"{user.username} is the first system administrator of {user.force}.")
        self.stdout.write(f"Temporary password, shown this once and good for three days: {password}")
