"""Every verb of plans, carried out by one user on one person: what the access log must say of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from offenders.models import Person
from riskplans import actions
from riskplans.plans.choices import Done, Verdict
from tests import world
from tests.riskplans.plans import written

NOW = written.NOW


def _change_action(by: User, of: Person) -> Any:
    made = written.action(by, written.begun(by, of))
    said = {
        "pillar": made.pillar,
        "what": "Visit on a Saturday, unannounced",
        "owner": by,
        "partner": "",
        "due_on": made.due_on,
        "measure": made.measure,
        "factor": "",
    }
    return actions.change_plan_action(by, action=made, version=1, said=said, now=NOW)


def _change_contingency(by: User, of: Person) -> Any:
    made = written.contingency(by, written.begun(by, of))
    said = {**written.CONTINGENCY, "within": "2 hours"}
    return actions.change_contingency(by, contingency=made, version=1, said=said, now=NOW)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "start plan": lambda by, of: written.begun(by, of),
    "change plan": lambda by, of: written.changed(by, written.begun(by, of), harm="Assault"),
    "add action to plan": lambda by, of: written.action(by, written.begun(by, of)),
    "change action of plan": _change_action,
    "take off plan": lambda by, of: actions.take_off_plan(
        by, part=written.action(by, written.begun(by, of)), now=NOW
    ),
    "add contingency to plan": lambda by, of: written.contingency(by, written.begun(by, of)),
    "change contingency of plan": _change_contingency,
    "record result of plan action": lambda by, of: actions.record_result(
        by,
        action=written.action(by, written.begun(by, of)),
        done=Done.DONE,
        on=world.TODAY,
        result="Seen, on the form",
        now=NOW,
    ),
    "share plan": lambda by, of: written.shared(by, of),
    "submit plan": lambda by, of: written.submitted(by, of),
    "decide on plan: approved": lambda by, of: written.decided(by, written.submitted(world.officer(), of)),
    "decide on plan: returned with reasons": lambda by, of: written.decided(
        by, written.submitted(world.officer(), of), Verdict.RETURNED
    ),
}
