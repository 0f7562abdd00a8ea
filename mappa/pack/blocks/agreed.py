"""What earlier meetings agreed: what is open, with what shows that it was done."""

from __future__ import annotations

from collections.abc import Iterator

from access.policies import FieldClass
from frontend.dates import words
from mappa.agreed.choices import ActionState
from mappa.models import AgreedAction
from mappa.pack.case import Case
from mappa.pack.shape import Line


def lines(case: Case) -> Iterator[Line]:
    if not case.actions:
        yield Line("none", "", "No action of an earlier meeting is open.")
        return
    done = sum(each.state in (ActionState.DONE, ActionState.VERIFIED) for each in case.actions)
    yield Line("count", "Done", f"{done} of {len(case.actions)}.")
    for each in case.actions:
        yield _line(each, case)


def overdue(case: Case) -> list[AgreedAction]:
    return [each for each in case.actions if each.is_open and each.due_on < case.today]


def _line(action: AgreedAction, case: Case) -> Line:
    late = action.is_open and action.due_on < case.today
    tag = ("Overdue", "red") if late else (str(action.get_state_display()), action.colour)
    evidence = f" What shows it: {action.evidence}" if action.evidence else " Evidence awaited."
    text = f"{action.what.rstrip('.')}. {action.who}, by {words(action.due_on)}.{evidence}"
    return Line(str(action.pk), action.called, text, *tag, field_class=FieldClass.VICTIMS)
