"""The certificate of calculation: what it says, that it says it on every page, and that nothing typed ever acts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from diary.models import Entry
from frontend.printable import text as printable
from notifications import actions, facts
from notifications.certificate.content import Maker, Numbers, Subject, certificate, fingerprint
from notifications.certificate.forms import MOST_PAST
from notifications.certificate.record import facts_of
from notifications.certificate.relied import PERIOD, relied_on
from notifications.certificate.serial import new_serial
from notifications.certificate.stated import Stated
from notifications.certificate.typeset import pdf
from notifications.law import evaluate
from notifications.models import CertificateIssued
from offenders import actions as offenders
from offenders.choices import EmergencyReason
from offenders.models import Person
from offenders.queries import visible_person
from tests import world
from tests.law.documents import conviction
from tests.law.documents import facts as document_of

SignIn = Callable[[User], Client]
MAKER = Maker("Robin Tester", "DC 1001", "West unit", world.at(world.TODAY), "AAAA-BBBB-CCCC-DDDD", "0.1.0")
ABOUT = Subject("MARSH, Alan", date(1979, 3, 4), "CU-000001", "Cumbria Constabulary")


def pages(content: bytes) -> list[str]:
    """The text of each page on one line, without the places where a long word may be broken."""
    reader = PdfReader(io.BytesIO(content))
    return [re.sub(r"\s+", " ", page.extract_text().replace("\u200b", "")) for page in reader.pages]


def letters(text: str) -> str:
    """Without spaces: where a line ends in a narrow column is not what is tested."""
    return re.sub(r"\s", "", text)


def test_facts_that_are_not_listed_are_named_once() -> None:
    born = Stated("born", "born", date(1979, 3, 4), "Date of birth", "", (), "")
    one, other = uuid4(), uuid4()
    said = Numbers(document_of(), [born]).put_into(f"About: {one}, {other}")
    assert said == "About: facts not listed here"
    assert Numbers(document_of(), [born]).put_into(f"About: {one}") == "About: a fact not listed here"


def notify(by: User, person: Person, day: date) -> None:
    keys = (
        Entry.objects.open()
        .filter(person=person, key__startswith="notifications/")
        .values_list("key", flat=True)
    )
    actions.record_notification(
        by, person=person, given_at=world.at(day), answers=[*keys], station="Kirkby", now=world.at(day, 12)
    )


def content_of(
    document: dict[str, Any], chosen: Sequence[str] = (PERIOD,), stated: Sequence[Stated] = ()
) -> dict[str, Any]:
    """A certificate of a bare facts document, about nobody on record."""
    born = Stated("p", "p", date(1980, 5, 1), "Date of birth", "1 May 1980", (), "1 June 2026 at 9am by X")
    return certificate(document, evaluate(document), [born, *stated], chosen, ABOUT, MAKER)


def said(content: dict[str, Any]) -> str:
    return " ".join(pages(pdf(content, MAKER.at)))


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestDocument:
    """Through the page, as an officer gets it."""

    def made(self, client: Client, person: Person, *chosen: str, as_at: str = "15/6/2026") -> Any:
        return client.post(
            reverse("person-certificate", args=[person.pk]), {"as_at": as_at, "chosen": chosen or (PERIOD,)}
        )

    def initial(self, person: Person) -> str:
        return f"initial:{person.triggers.get().pk}"

    def test_says_who_what_why_and_from_which_facts(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        response = self.made(sign_in(officer), person, PERIOD, self.initial(person))
        text = " ".join(pages(response.content))
        for expected in (
            "Period from fact 2: conviction, 1 June 2026",
            "MARSH, Alan",
            "4 March 1979",
            person.reference,
            "Subject to notification until 31 May 2036",
            "The end of 3 June 2026",
            "Overdue",
            # The engine's own sentences, in order, with the section.
            "Convicted 1 June 2026: day 1.",
            "The term counts as 12 months. More than 6 months and less than 30: 10 years (s.82(1)).",
            "3 days beginning with that day (s.83(1)).",
            "Nothing was notified by the end of 3 June 2026.",
            "Rule 83(1), rule-set EW-2026-03-22.",
            # The facts, and who recorded them when.
            "Offence: Sexual assault (s.3)",
            "Length: 12 months",
            f"15 June 2026 at 9am by {officer}",
            # The law, its source, what is uncertain, and what computed it.
            "Sentencing Act 2026",
            "Sections 83 and 84 were read as they stood on 1 December 2010",
            "not a certificate under section 92",
        ):
            assert letters(expected) in letters(text), expected

    def test_marking_watermark_serial_and_number_stand_on_every_page(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        found = pages(self.made(sign_in(officer), person, PERIOD, self.initial(person)).content)
        assert len(found) >= 2
        serial = re.search(r"serial ([0-9A-Z-]{19})", found[0])
        assert serial
        for number, text in enumerate(found, 1):
            assert text.count("OFFICIAL-SENSITIVE") == 2
            assert f"Page {number} of {len(found)}" in text
            # At the foot, and again in the watermark beside the name, the number and the time.
            assert text.count(serial[1]) >= 2
            assert f"{officer.get_full_name()}, DC {officer.collar_number}" in text
            assert "15 June 2026 at 9am" in text

    def test_says_to_each_reader_what_they_read(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        opened = {"kind": "account_opened", "on": date(2026, 6, 10), "note": "Kestrel Bank 12345678"}
        actions.record_change(
            officer, person=person, change=opened, address={}, now=world.at(date(2026, 6, 12))
        )
        duty = Entry.objects.get(person=person, kind="change").key.partition("/")[2]
        for reader, reads in ((officer, True), (world.user(Role.MAPPA_ADMINISTRATOR), False)):
            text = " ".join(pages(self.made(sign_in(reader), person, PERIOD, duty).content))
            assert letters("10 June 2026") in letters(text)
            assert (letters("Kestrel Bank") in letters(text)) is reads

    def test_none_for_who_looks_by_exception(self, sign_in: SignIn) -> None:
        person, now = world.person(world.officer()), world.at(world.TODAY)
        url = reverse("person-certificate", args=[person.pk])
        partner, hurried = world.user(Role.PARTNER), world.officer(of=world.unit("East unit"))
        offenders.share(
            world.user(Role.DETECTIVE_INSPECTOR),
            person=person,
            user=partner,
            purpose="Joint visits",
            classes=[FieldClass.GENERAL, FieldClass.MANAGEMENT],
            starts_on=world.TODAY,
            ends_on=world.TODAY + world.days(10),
            now=now,
        )
        why = {"why": EmergencyReason.values[0], "reason": "She rang from his address and is not answering"}
        offenders.open_in_emergency(hurried, person_id=person.pk, now=now, **why)
        for user in (partner, hurried):
            client = sign_in(user)
            assert url not in client.get(reverse("person", args=[person.pk])).content.decode()
            assert client.get(url).status_code == self.made(client, person).status_code == 404
            with pytest.raises(PermissionDenied):
                actions.issue_certificate(
                    user,
                    person=person,
                    serial="AAAA-BBBB-CCCC-DDDD",
                    as_at=world.TODAY,
                    ruleset="EW-2026-03-22",
                    facts="0" * 64,
                    pdf=b"",
                    now=now,
                )
        assert not CertificateIssued.objects.exists()

    def test_is_an_attachment_that_no_cache_keeps_and_whose_name_names_nobody(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        response = self.made(sign_in(officer), person)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == (
            f'attachment; filename="OFFICIAL-SENSITIVE {person.reference} certificate 2026-06-15.pdf"'
        )
        assert "no-store" in response["Cache-Control"]
        information = PdfReader(io.BytesIO(response.content)).metadata
        assert information is not None
        assert information.title == f"Certificate of calculation {person.reference}"
        assert "MARSH" not in str(dict(information))

    def test_each_has_a_serial_number_of_its_own(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)
        first, second = (pages(self.made(client, person).content)[0] for _ in range(2))
        assert re.findall(r"serial (\S+)", first) != re.findall(r"serial (\S+)", second)
        assert len({new_serial() for _ in range(1000)}) == 1000

    def test_facts_are_numbered_and_no_identifier_is_shown(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        notify(officer, person, date(2026, 6, 3))
        text = " ".join(pages(self.made(sign_in(officer), person, PERIOD, self.initial(person)).content))
        assert "Notified under s.83(1) at 09:00 on 3 June 2026 (fact 4): in time." in text
        assert "Initial notification (s.83(1))" in text
        assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}", text)

    def test_a_fact_changed_since_says_when_and_by_whom(self, sign_in: SignIn) -> None:
        officer, supervisor = world.officer(), world.supervisor()
        person = world.person(officer)
        offenders.correct(
            supervisor,
            fact=person.triggers.get(),
            version=1,
            changes={"date": date(2026, 5, 30)},
            reason="The court's register says 30 May.",
            now=world.at(world.TODAY, 11),
        )
        text = " ".join(pages(self.made(sign_in(officer), person).content))
        assert letters(f"by {officer}; last changed") in letters(text)
        assert letters(f"by {supervisor}") in letters(text)
        assert "Convicted 30 May 2026: day 1." in text

    def test_time_in_custody_is_among_the_facts_and_both_readings_are_given(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        absence = offenders.record_custody(
            officer,
            person=person,
            kind="custody",
            starts_on=date(2026, 6, 2),
            place="HMP Kirkby",
            now=world.at(world.TODAY),
        )
        offenders.record_release(
            officer, absence=absence, released_on=date(2026, 6, 8), now=world.at(world.TODAY)
        )
        text = " ".join(pages(self.made(sign_in(officer), person, self.initial(person)).content))
        assert "Two readings of the law differ" in text
        assert "nothing may be called late" in text
        assert letters("Remanded in custody by a court Place: HMP Kirkby") in letters(text)
        assert letters("2 June 2026 to 8 June 2026") in letters(text)

    def test_an_earlier_day_is_judged_on_that_day(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        response = self.made(sign_in(officer), person, self.initial(person), as_at="2 June 2026")
        text = " ".join(pages(response.content))
        assert letters("As at 2 June 2026") in letters(text)
        assert "Overdue" not in text
        assert "2026-06-02.pdf" in response["Content-Disposition"]

    def test_somebody_without_any_duty_gets_a_certificate_that_says_so(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer, trigger={}, disposal={})
        text = " ".join(pages(self.made(sign_in(officer), person).content))
        assert "Not subject to notification" in text
        assert "makes this person subject to the notification requirements" in text

    def test_is_fast_and_asks_the_database_little_however_long_the_record(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)
        chosen = (PERIOD, self.initial(person))
        self.made(client, person, *chosen)
        with CaptureQueriesContext(connection) as few:
            self.made(client, person, *chosen)
        for day in range(3, 15):
            for entry in Entry.objects.open().filter(person=person, key__startswith="notifications/")[:1]:
                actions.record_notification(
                    officer,
                    person=person,
                    given_at=world.at(date(2026, 6, day)),
                    answers=[entry.key],
                    station="Kirkby",
                    now=world.at(date(2026, 6, day), 12),
                )
        with CaptureQueriesContext(connection) as many:
            assert self.made(client, person, *chosen).status_code == 200
        # One more alone: the addresses of notifications, asked once there are any.
        assert len(many) - len(few) <= 1
        assert len(many) <= 28  # with the entries in the register and in the access log


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestPage:
    def test_offers_the_period_what_runs_and_what_is_over(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        notify(officer, person, date(2026, 6, 3))
        page = sign_in(officer).get(reverse("person-certificate", args=[person.pk])).content.decode()
        wanted = [
            "The notification period",
            "Annual notification, counted from 3 June 2026",
            "Initial notification, counted from 1 June 2026",
        ]
        assert [page.index(each) for each in wanted] == sorted(page.index(each) for each in wanted)
        assert "Met in time. Limit: the end of 3 June 2026" in page

    def test_is_offered_on_the_persons_page_to_whoever_may_see_it(self, sign_in: SignIn) -> None:
        person = world.person(world.officer())
        url = reverse("person-certificate", args=[person.pk])
        for user in (world.supervisor(), world.user(Role.MAPPA_COORDINATOR), world.user(Role.FRONT_COUNTER)):
            client = sign_in(user)
            assert url in client.get(reverse("person", args=[person.pk])).content.decode()
            assert (
                client.post(url, {"as_at": "15/6/2026", "chosen": PERIOD})["Content-Type"]
                == "application/pdf"
            )

    def test_nobody_else_gets_one_or_learns_that_there_is_a_record(self, sign_in: SignIn) -> None:
        url = reverse("person-certificate", args=[world.person(world.officer()).pk])
        for user in (world.officer(of=world.unit("East unit")), world.user(Role.AUDITOR)):
            client = sign_in(user)
            assert client.get(url).status_code == 404
            assert client.post(url, {"as_at": "15/6/2026", "chosen": PERIOD}).status_code == 404

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"as_at": "15/6/2026"}, "Select what the certificate is to certify."),
            (
                {"as_at": "15/6/2026", "chosen": "periodic:x"},
                "One of these is not there on the day you entered.",
            ),
            ({"as_at": "", "chosen": PERIOD}, "Day: enter a date, like 21/11/2026"),
            ({"as_at": "16/6/2026", "chosen": PERIOD}, "Day:"),
            ({"as_at": "30/4/2004", "chosen": PERIOD}, "Day:"),
            ({"as_at": "31/2/2026", "chosen": PERIOD}, "Day:"),
            ({"as_at": "0001-01-01\x00", "chosen": PERIOD}, "Day:"),
            ({}, "Select what the certificate is to certify."),
        ],
    )
    def test_a_wrong_choice_is_said_plainly(
        self, sign_in: SignIn, given: dict[str, str], message: str
    ) -> None:
        officer = world.officer()
        response = sign_in(officer).post(
            reverse("person-certificate", args=[world.person(officer).pk]), given
        )
        assert response.status_code == 200
        assert response["Content-Type"].startswith("text/html")
        assert message in response.content.decode()

    def test_the_choices_can_be_shown_for_another_day(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        url = reverse("person-certificate", args=[person.pk])
        page = sign_in(officer).post(url, {"as_at": "2/6/2026", "show": "yes"}).content.decode()
        assert "There is a problem" not in page
        assert 'value="2/6/2026"' in page
        assert "Not yet due. Limit: the end of 3 June 2026" in page


class TestContent:
    """Of bare facts documents: no database."""

    def test_the_same_but_for_time_and_serial_is_the_same_bytes(self) -> None:
        document = document_of(triggers=[conviction()])
        assert pdf(content_of(document), MAKER.at) == pdf(content_of(document), MAKER.at)

    def test_is_tagged_for_people_who_do_not_see(self) -> None:
        reader = PdfReader(io.BytesIO(pdf(content_of(document_of(triggers=[conviction()])), MAKER.at)))
        root: Any = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
        assert root["/Lang"] == "en-GB"
        assert "/StructTreeRoot" in root
        metadata = root["/Metadata"].get_data().decode()
        assert re.search(r"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=\"1\"", metadata)
        tags = set()

        def walk(node: Any) -> None:
            node = node.get_object() if hasattr(node, "get_object") else node
            for each in node if isinstance(node, list) else [node]:
                each = each.get_object() if hasattr(each, "get_object") else each
                if isinstance(each, dict):
                    tags.add(each.get("/S"))
                    walk(each.get("/K", []))

        walk(root["/StructTreeRoot"]["/K"])
        assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD"} <= tags

    def test_its_own_typeface_is_in_it(self) -> None:
        reader = PdfReader(io.BytesIO(pdf(content_of(document_of(triggers=[conviction()])), MAKER.at)))
        names = {
            str(font.get_object()["/BaseFont"])
            for page in reader.pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert any("AtkinsonHyperlegible" in name for name in names)

    def test_hidden_things_are_not_in_it(self) -> None:
        content = pdf(content_of(document_of(triggers=[conviction()])), MAKER.at)
        root: Any = PdfReader(io.BytesIO(content)).trailer["/Root"]
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
        assert "/EmbeddedFiles" not in root.get("/Names", {})
        assert b"/JavaScript" not in content

    @pytest.mark.parametrize(
        "payload",
        [
            '#import "/etc/passwd": *',
            '#read("../../../../etc/passwd")',
            '#sys.inputs #eval("1+1") #panic()',
            "$ sum_(i=0)^n $ ] [ } { @nobody <label> \\ \\u{41} // /* `raw`",
            "= Not a heading\n- not a list\n+ nor this *bold* _it_",
            '"}], "title": "Forged',
            "<script>alert(1)</script> &amp; {{ 7*7 }} {% now %}",
            '=HYPERLINK("x")',
            "~ -- --- ... ' \" https://example.invalid/x",
        ],
    )
    def test_what_somebody_typed_comes_out_as_they_typed_it(self, payload: str) -> None:
        text = said(self.with_offence(payload))
        assert letters(printable(payload)) in letters(text)
        assert printable(payload) == re.sub(r"\s+", " ", payload)
        assert "root:" not in text

    @pytest.mark.parametrize(
        ("payload", "shown"),
        [
            ("a\u202eb", "a‹U+202E›b"),
            ("\U0001f600", "‹U+1F600›"),
            ("x\x00\x07", "x‹U+0000›‹U+0007›"),
            ("\u05d0\u0627\u6f22", "‹U+05D0›‹U+0627›‹U+6F22›"),
            ("a\u0301\u0301", "á‹U+0301›"),
            ("soft\u00adhyphen\u200b\ufeff", "soft‹U+00AD›hyphen‹U+200B›‹U+FEFF›"),
            ("\ud83d", "‹U+D83D›"),
        ],
    )
    def test_what_cannot_be_shown_or_would_turn_text_round_is_written_out(
        self, payload: str, shown: str
    ) -> None:
        assert printable(payload) == shown
        assert letters(shown) in letters(said(self.with_offence(payload)))

    def test_two_thousand_letters_without_a_space_stay_on_the_paper(self) -> None:
        content = pdf(self.with_offence("W" * 2000), MAKER.at)
        reader = PdfReader(io.BytesIO(content))
        assert sum(letters(page).count("W") for page in pages(content)) >= 2000
        for page in reader.pages:
            rightmost = [0.0]

            def see(text: str, cm: Any, tm: Any, font: Any, size: Any, at: list[float] = rightmost) -> None:
                if "W" in text and len(text) > 3:
                    at.append(cm[4] + tm[4] * cm[0])

            page.extract_text(visitor_text=see)
            assert max(rightmost) < float(page.mediabox.width)

    def test_every_letter_it_says_it_can_show_it_can_show(self) -> None:
        every = "".join(
            chr(number)
            for number in range(0x20, 0x2500)
            if printable(f"x{chr(number)}x") == f"x{chr(number)}x"
        )
        assert {"Ŵ", "ŷ", "ő", "Ł", "Ж", "Ω", "ế", "€", "—"} <= set(every)
        # PDF/UA refuses a letter for which there is no picture.
        said(self.with_offence(" ".join(every)))

    def with_offence(self, offence: str) -> dict[str, Any]:
        document = document_of(triggers=[conviction(id="T1")])
        fact = Stated(
            "T1", "T1", date(2015, 3, 2), "Conviction", "2 March 2015", (f"Offence: {offence}",), "then"
        )
        return content_of(document, stated=[fact])

    def test_the_largest_record_is_set_in_under_a_second(self) -> None:
        document = document_of(
            triggers=[conviction("2006-03-02", id="T1")],
            notifications=[
                {
                    "id": f"N{number}",
                    "section": "85(1)",
                    "given_at": f"{2007 + number // 12}-{number % 12 + 1:02d}-03",
                }
                for number in range(200)
            ],
        )
        # As many as the page ever offers of what is over, and one that runs.
        newest = [duty["id"] for duty in evaluate(document)["duties"]][-MOST_PAST - 1 :]
        content = content_of(document, [PERIOD, *newest])
        begun = perf_counter()
        pdf(content, MAKER.at)
        assert perf_counter() - begun < 1

    def test_facts_that_nothing_turns_on_are_left_out_and_counted(self) -> None:
        document = document_of(
            triggers=[conviction(id="T1")],
            notifications=[
                {"id": f"N{year}", "section": "85(1)", "given_at": f"{year}-03-01"}
                for year in range(2016, 2026)
            ],
            absences=[{"kind": "abroad", "from": "2019-06-01", "to": "2019-06-20"}],
        )
        content = content_of(document, ["periodic:N2025"])
        assert "holds 10 more facts" in content["omitted"]
        kept = relied_on(document, evaluate(document), ["periodic:N2025"])
        assert [each["id"] for each in kept["notifications"]] == ["N2025"]
        assert content_of(document, [PERIOD])["omitted"].startswith("The record holds 11 more facts")

    def test_a_selection_that_changes_the_answer_is_never_called_enough(self) -> None:
        # The initial notification of the second conviction turns on a notification that its reasons name by another
        # route: whatever is kept, the answer is the same as from all the facts.
        document = document_of(
            triggers=[conviction(id="T1"), conviction("2020-01-06", id="T2")],
            notifications=[
                {"id": "N1", "section": "83(1)", "given_at": "2015-03-03"},
                {"id": "N2", "section": "85(1)", "given_at": "2016-03-03"},
            ],
            absences=[
                {"kind": "sentence", "from": "2020-01-07", "to": "2021-01-05"},
                {"kind": "abroad", "from": "2021-01-05", "to": "2021-02-01"},
            ],
            changes=[{"id": "C1", "kind": "home_address_changed", "on": "2021-01-05"}],
        )
        result = evaluate(document)
        for duty in result["duties"]:
            again = evaluate(relied_on(document, result, [duty["id"]]))
            assert duty in again["duties"]

    def test_the_fingerprint_is_of_the_facts_and_the_answer_not_of_their_order(self) -> None:
        one = document_of(triggers=[conviction(id="T1"), conviction("2016-01-05", id="T2")])
        two = {**one, "triggers": one["triggers"][::-1]}
        other = {**one, "as_at": "2026-11-20"}
        assert fingerprint(one, evaluate(one)) == fingerprint(two, evaluate(two))
        assert fingerprint(one, evaluate(one)) != fingerprint(other, evaluate(other))

    def test_where_another_law_applies_it_says_what_is_not_computed(self) -> None:
        document = document_of(jurisdiction="scotland", triggers=[conviction()])
        text = said(content_of(document))
        assert "Scotland" in text
        assert (
            "For this jurisdiction Vigil does not compute: absence from home, changes, initial notification"
            in text
        )

    def test_a_rule_set_not_yet_verified_says_so(self) -> None:
        document = document_of(
            triggers=[conviction(id="T1")],
            changes=[{"id": "C1", "kind": "name_intended", "on": "2026-11-28"}],
            rules={"EW-CPA2026": "2026-10-01"},
        )
        text = said(content_of(document, ["change:C1"]))
        assert "have not been verified" in text
        assert letters("EW-CPA2026 1 October 2026") in letters(text)
        assert "dated in this installation of Vigil" in text

    def test_a_period_says_its_length_its_end_and_what_is_doubtful_in_it(self) -> None:
        trigger = conviction(
            "2024-02-29",
            id="T1",
            disposal={"type": "special_custodial_sentence", "term": {"months": 6, "weeks": 2}},
        )
        content = content_of(document_of(triggers=[trigger]))
        assert any("Sentencing Code s.278(2)" in doubt for doubt in content["doubts"])
        assert any("52 weeks are taken as 12 months" in doubt for doubt in content["doubts"])
        assert any("29 February" in doubt for doubt in content["doubts"])
        assert content["parts"][1]["rows"][2] == ["Last day", "28 February 2034"]

    def test_a_review_is_part_of_the_period(self) -> None:
        document = document_of(
            triggers=[conviction("2010-03-02", id="T1")],
            notifications=[{"id": "N1", "section": "83(1)", "given_at": "2011-03-02"}],
            review={"relevant_notification": "N1"},
        )
        text = said(content_of(document))
        assert letters("Qualifying date 2 March 2026") in letters(text)
        assert "An application may be made" in text

    def test_nothing_about_a_fact_is_lost_though_its_row_is_not_known(self) -> None:
        content = content_of(document_of(triggers=[conviction(id="T1")]))
        assert content["facts"][1]["what"] == "Conviction"
        assert "date: 2015-03-02" in content["facts"][1]["details"]
        assert content["facts"][1]["recorded"] == "not known"


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_every_fact_given_to_the_engine_is_stated_by_its_row() -> None:
    officer = world.officer()
    person = world.person(officer, home={"starts_on": date(2020, 5, 1)})
    notify(officer, person, date(2026, 6, 3))
    document = facts.document(person, as_at=world.TODAY)
    found = facts_of(visible_person(officer, person.pk, world.at(world.TODAY)))
    content = certificate(document, evaluate(document), found, [PERIOD], ABOUT, replace(MAKER))
    assert {fact["recorded"] for fact in content["facts"]} == {f"15 June 2026 at 9am by {officer}"}
