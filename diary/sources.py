"""Where a task is dealt with that an app has set for a cause of its own. The apps register."""

from __future__ import annotations

from collections.abc import Callable

from diary.models import Task

Page = Callable[[Task], str]

_pages: dict[str, Page] = {}


def register(name: str, page: Page) -> None:
    """`name` is the first part of every `Task.source` that the app gives; `page` answers with an address."""
    _pages[name] = page


def page_of(task: Task) -> str:
    """Where its app deals with the task; empty for one that was set by hand."""
    page = _pages.get(task.source.partition("/")[0])
    return page(task) if page else ""
