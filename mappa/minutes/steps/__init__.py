"""What is done about minutes with a form of its own: written, reviewed, circulated, corrected, summarised."""

from mappa.minutes.steps.correcting import answer
from mappa.minutes.steps.giving import withdraw
from mappa.minutes.steps.stepping import step
from mappa.minutes.steps.summarising import summary
from mappa.minutes.steps.taking import heading, paragraph

__all__ = ["answer", "heading", "paragraph", "step", "summary", "withdraw"]
