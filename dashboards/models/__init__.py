"""What this floor keeps of its own: dip-samples, populations, exports above the limit. Else everything is read from
the floors below."""

from dashboards.models.large_export import LargeExport
from dashboards.models.population import Population
from dashboards.models.questions import DipQuestion, DipQuestionSet
from dashboards.models.sample import DipAnswer, DipCase, DipSample

__all__ = ["DipAnswer", "DipCase", "DipQuestion", "DipQuestionSet", "DipSample", "LargeExport", "Population"]
