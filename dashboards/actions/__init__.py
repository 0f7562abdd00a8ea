"""The verbs of this floor: the only code of it that writes."""

from dashboards.actions.exporting import ask_for_export, decide_export, take_export
from dashboards.actions.populations import record_population
from dashboards.actions.sampling import answer_record, draw_sample, exclude_record, publish_sample

__all__ = [
    "answer_record",
    "ask_for_export",
    "decide_export",
    "draw_sample",
    "exclude_record",
    "publish_sample",
    "record_population",
    "take_export",
]
