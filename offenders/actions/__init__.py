"""The verbs of the record: the only code that writes facts about people."""

from offenders.actions.adding import NewPerson, add_person
from offenders.actions.assigning import assign_manager
from offenders.actions.away import end_time_away, record_time_away
from offenders.actions.closing import archive, lift, reopen, restrict
from offenders.actions.contacting import record_contact
from offenders.actions.correcting import correct, void
from offenders.actions.covering import arrange_cover, end_cover
from offenders.actions.detailing import confirm_block, end_detail, record_detail
from offenders.actions.emergencies import close_emergency, open_in_emergency, review_emergency
from offenders.actions.filing import add_photograph, add_version, file_document
from offenders.actions.following import record_what_followed
from offenders.actions.licensing import add_standard_conditions, release_again
from offenders.actions.moving import record_custody, record_move, record_release, record_stay
from offenders.actions.recording import record_name, record_order, record_sentence, record_trigger
from offenders.actions.sharing import end_share, name_reader, remove_reader, share
from offenders.actions.staffing import (
    record_screening,
    record_training,
    set_posts,
    take_back_posts,
    take_back_screening,
    take_back_training,
)
from offenders.actions.varying import vary_condition

__all__ = [
    "NewPerson",
    "add_person",
    "add_photograph",
    "add_standard_conditions",
    "add_version",
    "archive",
    "arrange_cover",
    "assign_manager",
    "close_emergency",
    "confirm_block",
    "correct",
    "end_cover",
    "end_detail",
    "end_share",
    "end_time_away",
    "file_document",
    "lift",
    "name_reader",
    "open_in_emergency",
    "record_contact",
    "record_custody",
    "record_detail",
    "record_move",
    "record_name",
    "record_order",
    "record_release",
    "record_screening",
    "record_sentence",
    "record_stay",
    "record_time_away",
    "record_training",
    "record_trigger",
    "record_what_followed",
    "release_again",
    "remove_reader",
    "reopen",
    "restrict",
    "review_emergency",
    "set_posts",
    "share",
    "take_back_posts",
    "take_back_screening",
    "take_back_training",
    "vary_condition",
    "void",
]
