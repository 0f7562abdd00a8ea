"""Whether somebody's screening is due, and how many posts are vacant. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Screening:
    """When somebody was last screened, by which day again, and as of which day that is asked."""

    last: date | None
    by: date | None  # the last day on which it is in time; None where none is recorded
    today: date

    @property
    def late(self) -> int:
        """Days since it was due; 0 where it is not, or where none is recorded."""
        return max((self.today - self.by).days, 0) if self.by else 0

    @property
    def due(self) -> bool:
        """Overdue, or never recorded."""
        return self.by is None or self.late > 0


@dataclass(frozen=True, slots=True)
class Posts:
    """How many posts a unit has, and how many officers hold one; `posts` is None where nobody has said."""

    posts: int | None
    held: int

    @property
    def vacant(self) -> int:
        """Posts that nobody holds. More officers than posts leave none vacant, here or in another unit."""
        return max((self.posts or 0) - self.held, 0)

    @property
    def over(self) -> int:
        """Officers more than posts."""
        return 0 if self.posts is None else max(self.held - self.posts, 0)
