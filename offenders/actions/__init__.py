"""The verbs of the record: the only code that writes facts about people."""

from offenders.actions.adding import NewPerson, add_person
from offenders.actions.assigning import assign_manager
from offenders.actions.correcting import correct, void
from offenders.actions.moving import record_custody, record_move, record_release
from offenders.actions.recording import record_name, record_order, record_sentence, record_trigger

__all__ = [
    "NewPerson",
    "add_person",
    "assign_manager",
    "correct",
    "record_custody",
    "record_move",
    "record_name",
    "record_order",
    "record_release",
    "record_sentence",
    "record_trigger",
    "void",
]
