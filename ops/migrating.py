"""Building a new database, without building its models again at every step.

Django builds a model, and every model tied to it, anew for each operation of a migration. Most of ours add a table that
nothing points to yet, or a trigger, which is seen in no model: left to itself a new database took a minute, seven
eighths of it this.
"""

from __future__ import annotations

from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger


def spare_the_models() -> None:
    ProjectState.add_model = _added  # type: ignore[assignment,method-assign]
    AddTrigger.state_forwards = _noted  # type: ignore[assignment,method-assign]


def _added(state: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:  # type: ignore[attr-defined]
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # made when it is first asked for
        state.apps.render_multiple([model_state])


def _noted(operation: AddTrigger, app_label: str, state: ProjectState) -> None:
    model = state.models[app_label, operation.model_name.lower()]
    model.options["triggers"] = [*model.options.get("triggers", []), operation.trigger]
