"""Building a new database, without building its models again at every step.

Django builds a model, and every model tied to it, anew for each operation of a migration, and nearly all of ours are
tied to the person. Most operations add a table or a column that nothing points to yet, or what is seen in no model,
such as a trigger: left to itself a new database took a minute and a half, most of it this.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.state import ModelState, ProjectState
from django.db.models import NOT_PROVIDED, Field
from pgtrigger.migrations import AddTrigger, RemoveTrigger

_all_tied = ProjectState.reload_model


def spare_the_models() -> None:
    ProjectState.add_model = _added  # type: ignore[assignment,method-assign]
    ProjectState.add_field = _with_field  # type: ignore[assignment,method-assign]
    ProjectState.reload_model = _built_again  # type: ignore[assignment,method-assign]
    AddTrigger.state_forwards = _noted  # type: ignore[assignment,method-assign]
    RemoveTrigger.state_forwards = _struck_out  # type: ignore[assignment,method-assign]


def _added(state: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:  # type: ignore[attr-defined]
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # made when it is first asked for
        state.apps.render_multiple([model_state])


def _with_field(
    state: ProjectState,
    app_label: str,
    model_name: str,
    name: str,
    field: Field[Any, Any],
    preserve_default: bool,
) -> None:
    """As Django does, except that nothing can hang on a column that is new."""
    if not preserve_default:
        field = field.clone()
        field.default = NOT_PROVIDED
    key = app_label, model_name
    state.models[key].fields[name] = field
    if state._relations is not None:  # type: ignore[attr-defined]
        state.resolve_model_field_relations(key, name, field)
    state.reload_model(*key, delay=True)


def _built_again(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
    """The one model, where Django itself says that no other hangs on the change (`delay`).

    The rest still know it as it was. What needs them all, RunPython or a change to a key, has them built anew first.
    """
    if "apps" not in state.__dict__:
        return
    if delay:
        state.is_delayed = True
        state.apps.unregister_model(app_label, model_name)
        state.apps.render_multiple([state.models[app_label, model_name]])
    else:
        state.clear_delayed_apps_cache()
        _all_tied(state, app_label, model_name)


def _noted(operation: AddTrigger, app_label: str, state: ProjectState) -> None:
    model = state.models[app_label, operation.model_name.lower()]
    model.options["triggers"] = [*model.options.get("triggers", []), operation.trigger]


def _struck_out(operation: RemoveTrigger, app_label: str, state: ProjectState) -> None:
    model = state.models[app_label, operation.model_name.lower()]
    model.options["triggers"] = [each for each in model.options["triggers"] if each.name != operation.name]
