"""The verbs of the record: the only code that writes facts about people."""

from offenders.actions.adding import NewPerson, add_person
from offenders.actions.assigning import assign_manager
from offenders.actions.correcting import correct
from offenders.actions.moving import record_custody, record_move, record_release

__all__ = [
    "NewPerson",
    "add_person",
    "assign_manager",
    "correct",
    "record_custody",
    "record_move",
    "record_release",
]
