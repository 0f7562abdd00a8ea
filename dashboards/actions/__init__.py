"""The verbs of this floor: the only code of it that writes."""

from dashboards.actions.populations import record_population
from dashboards.actions.sampling import answer_record, draw_sample, exclude_record, publish_sample

__all__ = ["answer_record", "draw_sample", "exclude_record", "publish_sample", "record_population"]
