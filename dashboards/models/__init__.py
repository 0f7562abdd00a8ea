"""What this floor keeps of its own: dip-samples, populations, exports above the limit, programs' answers, boards
that take long to count. Else all is read from below."""

from dashboards.models.answered import KeptAnswer
from dashboards.models.kept_board import KeptBoard
from dashboards.models.large_export import LargeExport
from dashboards.models.population import Population
from dashboards.models.questions import DipQuestion, DipQuestionSet
from dashboards.models.sample import DipAnswer, DipCase, DipSample

__all__ = [
    "DipAnswer",
    "DipCase",
    "DipQuestion",
    "DipQuestionSet",
    "DipSample",
    "KeptAnswer",
    "KeptBoard",
    "LargeExport",
    "Population",
]
