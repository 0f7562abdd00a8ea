"""A plan on a page, as PDF and for partners in Word."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pypdf
import pytest
from django.test import Client
from docx import Document

from accounts.models import User
from offenders.models import Person
from tests import world
from tests.riskplans import assessing
from tests.riskplans.plans import written
from tests.riskplans.plans.pages.opened import text_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW, TODAY = written.NOW, world.TODAY


class TestFiles:
    def test_the_pdf_is_tagged_marked_nameless_and_quick(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        written.approved(officer, person, supervisor)
        client = sign_in(officer)
        began = time.process_time()  # what it costs, however busy the machine is
        answer = client.get(url("plan-pdf", person))
        assert time.process_time() - began < 2
        assert "Marsh" not in answer["Content-Disposition"]
        document = pypdf.PdfReader(io.BytesIO(answer.content))
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert document.trailer["/Root"]["/Lang"] == "en-GB"
        text = text_of(answer.content)
        for part in (
            "OFFICIAL-SENSITIVE",
            "MARSH, Alan",
            written.TEXTS["harm"],
            "Check the declared devices",
        ):
            assert part in text

    def test_the_word_file_is_for_partners(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        said = {"needs": "Hears badly", "intelligence": "Who is the woman"}
        plan = written.approved(officer, person, supervisor, **said)
        client = sign_in(officer)
        form = client.get(url("share-plan", person, plan.pk)).context["form"]
        answers = {**assessing.SHARED, "submission": form["submission"].value()}
        page = client.post(url("share-plan", person, plan.pk), answers, follow=True).content.decode()
        assert "Ada Finch, social worker" in page
        given = plan.shared.get()
        taken = client.get(url("plan-docx", person, plan.pk, given.pk))
        assert "plan 1 for partners.docx" in taken["Content-Disposition"]
        made = Document(io.BytesIO(taken.content))
        assert made.paragraphs[0].text == "Risk management plan 1 for partners"
        text = "\n".join(each.text for each in made.paragraphs)
        rows = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        assert "Left out for partners" in text
        assert "Shared with: Children’s services, Cumberfell: Ada Finch, social worker" in text
        assert written.TEXTS["harm"] in text
        assert "Check the declared devices with the triage tool" in rows
        for kept in (
            written.TEXTS["at_risk"],
            written.TEXTS["disclosure_why"],
            "Hears badly",
            "Who is the woman",
        ):
            assert kept not in text
        assert [each.text for each in made.paragraphs if each.style and each.style.name == "Heading 2"]
        assert made.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
