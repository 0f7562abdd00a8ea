"""Migrations that add triggers, without building the models again for each.

A trigger is seen in no model. Django built the model and its neighbours anew after every one of some hundreds: half of
the time that a new database took.
"""

from __future__ import annotations

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


def spare_the_models() -> None:
    AddTrigger.state_forwards = _noted  # type: ignore[assignment,method-assign]


def _noted(operation: AddTrigger, app_label: str, state: ProjectState) -> None:
    model = state.models[app_label, operation.model_name.lower()]
    model.options["triggers"] = [*model.options.get("triggers", []), operation.trigger]
