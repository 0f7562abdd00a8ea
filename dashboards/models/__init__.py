"""What this floor keeps of its own: dip-samples, and the populations that rates are of. Everything else it shows is read
from the floors below."""

from dashboards.models.population import Population
from dashboards.models.questions import DipQuestion, DipQuestionSet
from dashboards.models.sample import DipAnswer, DipCase, DipSample

__all__ = ["DipAnswer", "DipCase", "DipQuestion", "DipQuestionSet", "DipSample", "Population"]
