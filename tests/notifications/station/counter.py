"""Somebody at the counter: answers given page by page, as a browser sends them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from notifications.actions.beginning import mark
from notifications.models import Attendance, Begun
from offenders.models import Person
from tests import world

ATTENDANCE = {"given_time": "09:00", "station": "Kirkby", "shown": "known", "accompanied": "nobody"}
IDENTITY = {"fingerprints": "not_asked", "photograph": "not_asked", "explained": "on"}
PARTS = ("born", "names", "home", "premises", "children", "finance", "documents")


def front_counter(**fields: Any) -> User:
    return world.user(Role.FRONT_COUNTER, **{"rank": "staff", **fields})


def typed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


class Counter:
    """One wizard, walked through. Whatever is not said is answered as by somebody to whom nothing has happened."""

    def __init__(self, client: Client, person: Person, today: date = world.TODAY) -> None:
        self.client, self.person, self.begun, self.today = client, person, uuid4(), today

    def url(self, step: str) -> str:
        if step == "check":
            return reverse("check-notification", args=[self.person.pk, self.begun])
        return reverse("take-notification", args=[self.person.pk, self.begun, step])

    def answer(self, step: str, **answers: Any) -> str:
        """Post a page; gives where it leads."""
        response = self.post(step, **answers)
        assert response.status_code == 302, _errors(response)
        return str(response["Location"])

    def post(self, step: str, **answers: Any) -> Any:
        """Post a page as one who has just opened it."""
        begun = Begun.objects.filter(pk=self.begun).first()
        kept = json.loads(begun.answers) if begun else {}
        return self.client.post(self.url(step), {"version": mark(kept.get(step, "")), **answers})

    def walk(self, *happened: str, answers: list[str] | None = None, **pages: dict[str, Any]) -> str:
        """From the first page up to `check`; `pages` answers those of what happened, with `__` for a dash."""
        said = {name.replace("__", "-"): page for name, page in pages.items()}
        first = {"happened": list(happened), "answers": answers if answers is not None else self.offered()}
        at = self.answer("happened", **first)
        while not at.endswith("/check/"):
            step = at.rstrip("/").rsplit("/", 1)[-1]
            at = self.answer(step, **said.get(step, self._usual(step)))
        return at

    def offered(self) -> list[str]:
        """The duties that the first page has ticked."""
        form = self.client.get(self.url("happened")).context["form"]
        return list(form.initial.get("answers", []))

    def _usual(self, step: str) -> dict[str, Any]:
        if step.startswith("part-"):
            return {"answer": "still"}
        usual = {"attendance": {"given_on": typed(self.today), **ATTENDANCE}, "identity": IDENTITY}
        return usual.get(step, {})

    def record(self) -> Attendance:
        response = self.client.post(self.url("check"))
        assert response.status_code == 302, _errors(response)
        return Attendance.objects.get(submission=self.begun)


def _errors(response: Any) -> Any:
    context = response.context or {}
    form = context.get("form") if context else None
    return (form.errors if form is not None else "", context.get("errors") if context else "")
