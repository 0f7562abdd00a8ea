"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models.signals import post_migrate
from django.test import Client
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from accounts.models import User
from dashboards.models import DipQuestion, DipQuestionSet
from diary import providers
from practice.models import Setting
from riskplans.assessments import changes
from riskplans.models import Product, Tool, ToolFactor, ToolResult
from tests import world


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """What migrations wrote of policy is written again whenever a test with a browser empties the database."""
    with django_db_blocker.unblock():
        wrote = list(Setting.objects.values("key", "value", "effective_from", "reason"))

    def again(**kwargs: object) -> None:
        if not Setting.objects.exists():
            Setting.objects.bulk_create(Setting(**row) for row in wrote)

    post_migrate.connect(again, sender=apps.get_app_config("practice"), weak=False)
    with django_db_blocker.unblock():
        catalogue = [row for model in (Tool, ToolResult, ToolFactor, Product) for row in model.objects.all()]

    def tools_again(**kwargs: object) -> None:
        if not Tool.objects.exists():
            for row in catalogue:
                row.save(force_insert=True)

    post_migrate.connect(tools_again, sender=apps.get_app_config("riskplans"), weak=False)
    with django_db_blocker.unblock():
        asked = [row for model in (DipQuestionSet, DipQuestion) for row in model.objects.all()]

    def questions_again(**kwargs: object) -> None:
        if not DipQuestionSet.objects.exists():
            for row in asked:
                row.save(force_insert=True)

    post_migrate.connect(questions_again, sender=apps.get_app_config("dashboards"), weak=False)


@pytest.fixture(scope="session", autouse=True)
def _nobody_unseen() -> None:
    """Every response of the suite is watched: see tests.watching."""
    settings.MIDDLEWARE = ["tests.watching.NobodyUnseen", *settings.MIDDLEWARE]


@pytest.fixture(scope="session", autouse=True)
def _documents_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files that tests file lie in a folder of this run."""
    settings.DOCUMENT_DIR = str(tmp_path_factory.mktemp("documents"))


@pytest.fixture
def clock(settings: Settings, tmp_path: Path) -> Callable[[date | datetime | str], None]:
    """Sets Vigil's clock: a day (nine in the morning), a moment, or an offset such as `+3d`."""
    file = tmp_path / "clock"
    settings.CLOCK_FILE = str(file)

    def set_to(when: date | datetime | str) -> None:
        if isinstance(when, str):
            file.write_text(when)
            return
        moment = when if isinstance(when, datetime) else world.at(when)
        file.write_text(moment.isoformat())

    set_to(world.TODAY)
    return set_to


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    """A client signed in as the user given."""

    def as_user(user: User) -> Client:
        client.force_login(user, backend="accounts.backends.VettedUserBackend")
        return client

    return as_user


@pytest.fixture
def law_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody on record is to be visited and assessed, has a plan and a category to be said, orders are to be served
    and checked, and much that is recorded asks for another look at them. For tests of the duties of the law alone."""
    for provider in ("riskplans", "assessments", "plans", "orders", "mappa"):
        monkeypatch.delitem(providers._providers, provider)
    monkeypatch.setattr(changes, "seen_in", lambda *args: iter(()))
