"""What this room adds to a person's pages: its tabs, and its kinds of fact, so that they are corrected and told."""

from __future__ import annotations

from datetime import datetime

from django import forms

from offenders import kinds, panels
from offenders.documents import rules
from offenders.documents.forms import DOCUMENT_FIELDS, PHOTOGRAPH_FIELDS
from offenders.models import Document, DocumentVersion, Photograph


def register() -> None:
    panels.add_tab(panels.Tab(40, "Documents", "person-documents"))
    panels.add_tab(panels.Tab(45, "Photographs", "person-photographs"))
    kinds.add(
        kinds.FactKind(
            "document",
            Document,
            "a document",
            DOCUMENT_FIELDS,
            refusals=_refused_of_document,
            each_class="field_class",
            page="person-documents",
        )
    )
    kinds.add(
        kinds.FactKind(
            "document-version",
            DocumentVersion,
            "a version of a document",
            {
                "note": lambda: forms.CharField(
                    label="What is new? (optional)", max_length=200, required=False
                )
            },
            each_class="document__field_class",
            page="person-documents",
        )
    )
    kinds.add(
        kinds.FactKind(
            "photograph",
            Photograph,
            "what is said of a photograph",
            PHOTOGRAPH_FIELDS,
            refusals=_refused_of_photograph,
            page="person-photographs",
        )
    )


def _refused_of_document(document: Document, now: datetime) -> kinds.Refusals:
    return rules.document(title=document.title, dated=document.dated, today=now.date())


def _refused_of_photograph(photograph: Photograph, now: datetime) -> kinds.Refusals:
    born = photograph.person.date_of_birth
    return rules.photograph(taken_on=photograph.taken_on, date_of_birth=born, today=now.date())
