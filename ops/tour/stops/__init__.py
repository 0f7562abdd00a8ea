"""The stops of the tour, in order: this list is what is photographed and what docs/tour.md says."""

from __future__ import annotations

from pathlib import Path

from ops.tour.stops.looking_back import LOOKING_BACK
from ops.tour.stops.mappa import MAPPA
from ops.tour.stops.morning import MORNING
from ops.tour.stops.oversight import OVERSIGHT
from ops.tour.stops.record import RECORD
from ops.tour.stops.stop import Stop, Who
from ops.tour.stops.team import TEAM
from ops.tour.stops.work import WORK

__all__ = ["PAGE", "PICTURES", "STOPS", "Stop", "Who", "written"]

FOLDER = Path(__file__).resolve().parents[3] / "docs"
PAGE = FOLDER / "tour.md"
PICTURES = FOLDER / "tour"
STOPS = (*MORNING, *RECORD, *WORK, *LOOKING_BACK, *MAPPA, *TEAM, *OVERSIGHT)


def written() -> str:
    """docs/tour.md, as the list says."""
    lines = [
        "# A tour of Vigil",
        "",
        "The main pages, each as one role sees it, in the demonstration's fictional county. `make tour` takes the",
        "pictures again and writes this page from `ops/tour/stops/`. To walk it yourself: `make demo`.",
    ]
    for number, stop in enumerate(STOPS, 1):
        seen_by = f"signed in as `{stop.role}`" if stop.role else "before signing in"
        lines += [
            "",
            f"## {number}. {stop.title}",
            "",
            f"{stop.purpose} Seen {seen_by}.",
            "",
            f"Look at: {stop.look[0].lower()}{stop.look[1:]}",
            "",
            f"![{stop.title}](tour/{stop.picture})",
        ]
    return "\n".join(lines) + "\n"
