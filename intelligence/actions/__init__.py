"""The verbs of intelligence: report, record a concern, find out whom it is about, read and assess, pass on."""

from intelligence.actions.assessing import assess
from intelligence.actions.concerns import close_concern, link_concern, record_concern
from intelligence.actions.disseminating import disseminate
from intelligence.actions.reporting import submit_report

__all__ = ["assess", "close_concern", "disseminate", "link_concern", "record_concern", "submit_report"]
