"""What every table about a person has in common: reading a row of it is looking at the person."""

from __future__ import annotations

from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models

from access.log import looking


class OfPerson(models.Model):
    """A row about a person. Fetching one says so to the access log, so that no page can forget to.

    Rows read as values and not as instances (`values`, raw SQL) say nothing: such a reader calls `consulted`.
    """

    PERSON: ClassVar[str] = "person_id"  # the attribute that holds the person's id
    SECTION: ClassVar[str] = ""  # what such rows are called in the log; the model's own name unless it says

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row = super().from_db(*args, **kwargs)
        if (now := looking()) and (person := row.concerns):
            if row.is_the_person:
                now.fetched_person(person, row.__dict__.get("version"))
            else:
                now.fetched_about(person, cls.in_the_log())
        return row

    @classmethod
    def in_the_log(cls) -> str:
        """What such rows are called in the log, in words that its readers know."""
        return cls.SECTION or str(cls._meta.verbose_name)

    @property
    def is_the_person(self) -> bool:
        """Whether this is the person's own row, and not a fact about them."""
        return self.PERSON == "id"

    @property
    def concerns(self) -> UUID | None:
        """The person's id; None when the row was read without it."""
        person: UUID | None = self.__dict__.get(self.PERSON)
        return person
