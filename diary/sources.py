"""Where a task is dealt with that an app has set for a cause of its own. The apps register."""

from __future__ import annotations

from collections.abc import Callable

from access.policies import Capability
from diary.models import Task

Page = Callable[[Task], str]
Needs = Callable[[Task], Capability]

_pages: dict[str, Page] = {}
_needs: dict[str, Needs] = {}


def register(name: str, page: Page, needs: Needs | None = None) -> None:
    """`name` is the first part of every `Task.source` that the app gives; `page` answers with an address, and `needs`
    with what somebody must hold to be let in there, where reading the record is not enough."""
    _pages[name] = page
    if needs:
        _needs[name] = needs


def page_of(task: Task) -> str:
    """Where its app deals with the task; empty for one that was set by hand."""
    page = _pages.get(task.source.partition("/")[0])
    return page(task) if page else ""


def needs_of(task: Task) -> Capability:
    """What somebody must hold to deal with it there."""
    needs = _needs.get(task.source.partition("/")[0])
    return needs(task) if needs else Capability.VIEW
