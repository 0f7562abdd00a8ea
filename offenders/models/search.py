"""What people are found by: a projection of the facts, which `manage.py search rebuild --check` proves."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Func, Q

from access.models import OfPerson
from access.policies import FieldClass
from offenders.choices import SearchKind
from offenders.models.person import Person


class Term(OfPerson):
    """One text by which one person is found: a word of a name or an address, or a whole number.

    Looked up by equality alone: row-level security lets no other operator use an index. Words like the one typed are
    found among `Word` first, which is about nobody.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="terms", db_index=False)
    fact = models.UUIDField(
        help_text="The fact it comes from; the person's own id for what stands on their row."
    )
    kind = models.CharField(max_length=12, choices=SearchKind)
    folded = models.CharField(max_length=120, help_text="As offenders.search.normal folds it.")
    # Empty of an encrypted value, whose folded text is its blind index.
    written = models.CharField(max_length=400, blank=True)
    field_class = models.CharField(max_length=16, choices=[(each.value, each.label) for each in FieldClass])
    until = models.DateField(null=True, help_text="The first day on which it was no longer so.")

    SECTION = "search"

    class Meta:
        indexes = [
            # All that a search asks of thousands of terms; what is written it reads of the best.
            models.Index(
                fields=["folded"],
                include=["id", "person", "kind", "field_class", "until"],
                name="term_folded",
            ),
            models.Index(fields=["person", "fact"], name="term_of_fact"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="words_kept",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]
                # Not what is found as a whole alone: references, dates, house numbers, blind indexes.
                func="""
                    INSERT INTO offenders_word (text)
                    SELECT DISTINCT folded FROM added
                    WHERE kind NOT IN ('reference', 'born') AND written <> ''
                      AND NOT (kind IN ('address', 'place') AND folded ~ '^[0-9]')
                    ORDER BY folded
                    ON CONFLICT DO NOTHING;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class Word(models.Model):
    """One distinct folded text among the terms, of nobody in particular; kept by a trigger on them."""

    text = models.CharField(max_length=120, primary_key=True)
    # Daitch-Mokotoff: how the word may sound, across the spellings of many languages.
    codes = models.GeneratedField(
        expression=Func("text", function="daitch_mokotoff"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
        null=True,
    )
    # A number is looked for in part; a word also by letters and sound.
    is_number = models.GeneratedField(
        expression=Q(text__regex="[0-9]"),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["codes"], name="word_codes"),
            GinIndex(OpClass("text", name="gin_trgm_ops"), name="word_trigram"),
        ]

    def __str__(self) -> str:
        return self.text
