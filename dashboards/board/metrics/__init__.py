"""Every figure of the board, one entry each, in the groups in which a page shows them."""

from dashboards.board.metrics import access, law, people, risk, tools, visits
from dashboards.board.metrics.definition import Metric, Moment, moment_of

ALL: tuple[Metric, ...] = (
    *people.METRICS,
    *visits.METRICS,
    *risk.METRICS,
    *law.METRICS,
    *tools.METRICS,
    *access.METRICS,
)
NAMED: dict[str, Metric] = {metric.name: metric for metric in ALL}
# By the numbers of the practice list.
GROUPS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("Home visits", (5, 6, 7, 8)),
    ("Who is managed", (1, 3, 22)),
    ("Missing and wanted", (14,)),
    ("Notifications and breaches", (12, 13, 23)),
    ("Assessments and plans", (9, 10, 11)),
    ("Without home visits", (15,)),
    ("MAPPA and intelligence", (21, 24)),
    ("Serious further offences", (27,)),
    ("Orders and monitoring", (16, 17)),
    ("Polygraph, travel, disclosure", (18, 19, 20)),
    ("Exceptions of access", (28,)),
)

__all__ = ["ALL", "GROUPS", "NAMED", "Metric", "Moment", "moment_of"]
