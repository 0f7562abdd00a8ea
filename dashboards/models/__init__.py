"""What this floor keeps of its own: dip-samples, populations, programs' answers. Else all is read from below."""

from dashboards.models.answered import KeptAnswer
from dashboards.models.population import Population
from dashboards.models.questions import DipQuestion, DipQuestionSet
from dashboards.models.sample import DipAnswer, DipCase, DipSample

__all__ = ["DipAnswer", "DipCase", "DipQuestion", "DipQuestionSet", "DipSample", "KeptAnswer", "Population"]
