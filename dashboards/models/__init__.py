"""What this floor keeps of its own: dip-samples, populations. Else everything is read from the floors below."""

from dashboards.models.population import Population
from dashboards.models.questions import DipQuestion, DipQuestionSet
from dashboards.models.sample import DipAnswer, DipCase, DipSample

__all__ = ["DipAnswer", "DipCase", "DipQuestion", "DipQuestionSet", "DipSample", "Population"]
