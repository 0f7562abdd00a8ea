"""Subject access as tests need it: minutes that four agencies own, and a request for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import User
from mappa import actions
from mappa.models import Minutes, OwnedParagraph, OwnerRequest, SubjectRequest
from offenders.models import Person
from tests import world
from tests.mappa import held
from tests.mappa.minutes import taken

RECEIVED = held.DAY + world.days(1)
NOW = world.at(RECEIVED, 10)
# What each agency supplied, found nowhere else.
SAID = {
    "police": "Seen with a tablet by the lake",
    "Housing": "Arrears since spring; Mrs Hale of number 9 complained",
    "Health": "Sees the clinic each month",
    "Probation Service": "Programme ends in January",
}


@dataclass
class Stage:
    """The minutes, who takes and chairs, and who speaks for each agency."""

    minutes: Minutes
    taker: User
    chair: User
    partners: dict[str, User] = field(default_factory=dict)


def stage(person: Person, **fields: Any) -> Stage:
    """Minutes approved and circulated, with a paragraph of each of four owners; that of health is restricted."""
    agencies = {
        "Housing": held.agency("housing", "duty", "Housing"),
        "Health": held.agency("health", "duty", "Health"),
        "Probation Service": held.agency(),
    }
    names = fields.pop("usernames", {})
    partners = {
        name: held.partner(each, **({"username": names[name]} if name in names else {}))
        for name, each in agencies.items()
    }
    case = taken.heard(person, besides=[agencies["Housing"], agencies["Health"]], **fields)
    by, now = case.sitting.recorded_by, taken.after(case)
    minutes = taken.drafted(case)
    for name, text in SAID.items():
        actions.add_minute(
            by,
            minutes=minutes,
            section="agencies",
            label=f"From {name}",
            agency=agencies.get(name),
            restricted=name == "Health",
            text=text,
            now=now,
        )
    minutes = taken.again(minutes)
    actions.submit_minutes(by, minutes=minutes, version=minutes.version, now=now)
    minutes = taken.again(minutes)
    actions.approve_minutes(case.sitting.chair, minutes=minutes, version=minutes.version, now=now)
    taken.given(taken.again(minutes))
    return Stage(taken.again(minutes), by, case.sitting.chair, partners)


def requested(on: Stage, **fields: Any) -> SubjectRequest:
    said = {
        "asker": "person",
        "who": "12 Mill Row, Kirkby",
        "received_on": RECEIVED,
        "proved_on": None,
        "now": NOW,
        **fields,
    }
    return actions.record_subject_request(on.taker, person=on.minutes.case.person, **said)


def owner(request: SubjectRequest, name: str) -> OwnerRequest:
    rows = OwnerRequest.objects.select_related("person", "agency", "request").filter(request=request)
    with world.read_by("vigil"):  # whoever is signed in meanwhile
        return rows.get(agency__name=name) if name != "police" else rows.get(agency=None)


def one_of(of: OwnerRequest, text: str) -> OwnedParagraph:
    """The paragraph with these words."""
    rows = of.paragraphs.select_related("paragraph", "owner__person")
    return next(each for each in rows if text in each.paragraph.text)


def answered(by: User, owned: OwnedParagraph, answer: str = "release", **said: Any) -> OwnedParagraph:
    return actions.answer_owned(
        by,
        owned=owned,
        **{
            "version": owned.version,
            "answer": answer,
            "exemption": "",
            "reason": "",
            "redacted": "",
            "told_by": "",
            "now": NOW,
            **said,
        },
    )


def rest(by: User, of: OwnerRequest) -> int:
    return actions.release_owned_rest(by, owner=of, now=NOW)


def all_answered(on: Stage, request: SubjectRequest) -> SubjectRequest:
    """Every owner has released everything."""
    for each in OwnerRequest.objects.select_related("person", "agency").filter(request=request):
        rest(
            on.partners[each.agency.name] if each.agency and each.agency.name in on.partners else on.taker,
            each,
        )
    return SubjectRequest.objects.select_related("person").get(pk=request.pk)


def signed(by: User, request: SubjectRequest, **said: Any) -> SubjectRequest:
    request = SubjectRequest.objects.select_related("person").get(pk=request.pk)
    return actions.sign_subject_request(
        by, request=request, **{"version": request.version, "note": "Read twice.", "now": NOW, **said}
    )


def later(day: date) -> Any:
    return world.at(day, 10)


def one_of_each(minutes: Minutes) -> dict[str, list[object]]:
    """What stands in the addresses of subject access: asked, answered and signed."""
    person, by = minutes.case.person, minutes.recorded_by
    said = {"asker": "person", "who": "Home", "received_on": RECEIVED, "proved_on": None}
    request = actions.record_subject_request(by, person=person, now=NOW, **said)
    police = owner(request, "police")
    of: list[object] = [person.pk, request.pk]
    it = police.paragraphs.first()
    assert it
    return {
        "subject-requests": [person.pk],
        "record-subject-request": [person.pk],
        **dict.fromkeys(("subject-request", "sign-subject-request", "subject-paper"), of),
        "owned-paragraphs": [police.pk],
        "release-owned-rest": [police.pk],
        "answer-owned": [police.pk, it.pk],
    }
