"""Subject access: a request recorded, put to each owner once, answered paragraph by paragraph, chased, signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from access.choices import Operation
from access.policies import Capability
from access.reading import as_vigil
from access.recording import lock, recording, same_again
from accounts.models import RoleAssignment, User
from diary.actions import tell
from diary.clock import LONDON
from frontend.dates import words
from mappa.actions.minuting import newest_of
from mappa.actions.telling import coordinators_of
from mappa.minutes.choices import FINAL
from mappa.models import Minutes, MinutesParagraph, OwnedParagraph, OwnerRequest, SubjectRequest
from mappa.sittings import policies as meetings
from mappa.subject import policies, rules
from mappa.subject.choices import GAP, Asker, Owned
from mappa.subject.keys import ANSWER, OWNERS
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.signals import facts_changed
from practice.policy import policy_of

_SIGNED = "This request was answered already."


def record_subject_request(
    actor: User,
    *,
    person: Person,
    asker: str,
    who: str,
    received_on: date,
    proved_on: date | None,
    now: datetime,
    submission: UUID | None = None,
) -> SubjectRequest:
    """Somebody asks what approved minutes hold about the person: every paragraph of every version is put to the agency
    that owns it, in one request an agency.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back,
    and raises SentOtherwise where it says something else.
    """
    today = timezone.localdate(now, LONDON)
    with recording(actor, "record subject access request"):
        if not policies.takes(actor, person, today):
            raise PermissionDenied
        about = reachable(actor, person, Capability.VIEW, today)
        if submission and (already := SubjectRequest.objects.filter(submission=submission).first()):
            return same_again(
                already,
                person_id=about.pk,
                asker=asker,
                who=who.strip(),
                received_on=received_on,
                proved_on=proved_on,
            )
        wrong = {}
        if received_on > today:
            wrong["received_on"] = "The day it was received has not come yet."
        if proved_on and not received_on <= proved_on <= today:
            wrong["proved_on"] = "This is a day from when it was received until today."
        if not who.strip():
            wrong["who"] = "Say where the answer goes."
        believe(wrong)
        held = _held(about)
        if not held:
            raise ValidationError("No approved minutes hold anything about them.", code="none")
        policy = policy_of(about.force_id, today)
        clock = rules.clock(
            received_on,
            proved_on,
            months=policy.value(ANSWER),
            days=policy.value(OWNERS),
            asked_on=today,
        )
        made = SubjectRequest.objects.create(
            person=about,
            force_id=about.force_id,
            asker=Asker(asker),
            who=who.strip(),
            received_on=received_on,
            proved_on=proved_on,
            owners_by=clock.owners_by,
            due_on=clock.due_on,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        for agency, paragraphs in held.items():
            owner = OwnerRequest.objects.create(person=about, request=made, agency_id=agency, asked_at=now)
            OwnedParagraph.objects.bulk_create(
                OwnedParagraph(person=about, owner=owner, paragraph_id=each) for each in paragraphs
            )
            _ask(owner, "asked", f"Answer for what you supplied by {words(made.owners_by)}.", now)
        facts_changed.send(SubjectRequest, people=[about.pk], today=today)
    return made


def _held(person: Person) -> dict[int | None, list[UUID]]:
    """The paragraphs of every approved version, each by its owner, the first met first."""
    versions = Minutes.objects.filter(person=person, state__in=FINAL, case__sitting__force=person.force_id)
    rows = [newest_of(each) for each in versions.order_by("case__begins_at", "number")]
    by_id: dict[UUID, MinutesParagraph] = {each.pk: each for version in rows for each in version}
    found: dict[int | None, list[UUID]] = {}
    holdings = [
        [rules.Holding(each.pk, each.line, each.agency_id, each.label, each.text) for each in version]
        for version in rows
    ]
    for pk in rules.once_each(holdings):
        found.setdefault(by_id[pk].agency_id, []).append(pk)
    return found


def answer_owned(
    actor: User,
    *,
    owned: OwnedParagraph,
    version: int,
    answer: str,
    exemption: str,
    reason: str,
    redacted: str,
    told_by: str,
    now: datetime,
) -> OwnedParagraph:
    """The owner releases its paragraph, withholds it, or takes words out; it may answer anew until the paper is signed.

    For the agency's own people; of the police, who takes minutes; they also write down what an agency told them
    (`told_by`). Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    with _answering(actor, owned.owner, now, "answer for own paragraph") as owner:
        on_behalf = owner.agency_id is not None and actor.agency_id != owner.agency_id
        current = lock(owned, expected_version=version)
        current.paragraph = MinutesParagraph.objects.get(pk=current.paragraph_id)
        wrong = {}
        if answer not in Owned.values:
            wrong["answer"] = "Select what is answered."
        elif answer != Owned.RELEASE:
            if not exemption:
                wrong["exemption"] = "Select the exemption under which it is held back."
            if not reason.strip():
                wrong["reason"] = "Say why."
        if answer == Owned.REDACT and not rules.only_removes(current.paragraph.text, redacted):
            wrong["redacted"] = f"Take words out and put {GAP} in their place: change and add nothing else."
        if on_behalf and not told_by.strip():
            wrong["told_by"] = "Say who of the agency answered, and how."
        believe(wrong)
        held_back = answer != Owned.RELEASE
        current.answer = Owned(answer)
        current.exemption = exemption if held_back else ""
        current.reason = reason.strip() if held_back else ""
        current.redacted = redacted.strip() if answer == Owned.REDACT else ""
        current.told_by = told_by.strip() if on_behalf else ""
        _answered(current, actor, now)
        _settle(owner, now)
    return current


def release_owned_rest(actor: User, *, owner: OwnerRequest, now: datetime) -> int:
    """What the owner has not answered is released as it stands; says how many. For who answers for themselves alone.

    Raises PermissionDenied, or ValidationError.
    """
    with _answering(actor, owner, now, "release own paragraphs") as current:
        if current.agency_id is not None and actor.agency_id != current.agency_id:
            raise PermissionDenied
        waiting = list(OwnedParagraph.objects.select_for_update().filter(owner=current, answer=""))
        for each in waiting:
            each.answer = Owned.RELEASE
            _answered(each, actor, now)
        _settle(current, now)
    return len(waiting)


@contextmanager
def _answering(actor: User, owner: OwnerRequest, now: datetime, verb: str) -> Iterator[OwnerRequest]:
    today = timezone.localdate(now, LONDON)
    with recording(actor, verb):
        about = owner.person
        if policies.own_asked(actor, today).filter(pk=owner.pk).exists():
            Person.objects.select_for_update(no_key=True).get(pk=owner.person_id)
        elif policies.takes(actor, about, today):
            reachable(actor, about, Capability.VIEW, today)
        else:
            raise PermissionDenied
        current = lock(owner)
        current.request = SubjectRequest.objects.get(pk=owner.request_id)
        if not current.request.is_open:
            raise ValidationError(_SIGNED, code="state")
        yield current


def _answered(row: OwnedParagraph, actor: User, now: datetime) -> None:
    row.answered_at, row.answered_by = now, actor
    row.version += 1
    row.save()


def _settle(owner: OwnerRequest, now: datetime) -> None:
    """Once nothing waits, the owner has answered, and whoever recorded the request is told."""
    if owner.answered_at or OwnedParagraph.objects.filter(owner=owner, answer="").exists():
        return
    owner.answered_at = now
    owner.version += 1
    owner.save(update_fields=["answered_at", "version"])
    # An agency's connection sees its own rows alone: the diary is told of all.
    with as_vigil():
        facts_changed.send(OwnerRequest, people=[owner.person_id], today=timezone.localdate(now, LONDON))
    if owner.agency_id:
        _tell([owner.request.recorded_by], owner, "answered", f"{owner.called} has answered.", now)


def chase_owners(*, now: datetime) -> int:
    """Remind each owner past its day, and whoever recorded the request, once; says how many owners. However often it
    runs, each is chased once."""
    today, count = timezone.localdate(now, LONDON), 0
    rows = OwnerRequest.objects.overdue(today).filter(chased_on__isnull=True)
    with recording(None, "chase owners of paragraphs"):
        for owner in rows.select_related("person", "agency", "request__recorded_by").select_for_update(
            of=("self",)
        ):
            owner.chased_on = today
            owner.version += 1
            owner.save(update_fields=["chased_on", "version"])
            by = owner.request
            said = (
                f"Your answer was due by {words(by.owners_by)}. The person is answered by {words(by.due_on)}."
            )
            _ask(owner, "chased", said, now)
            _tell([by.recorded_by], owner, "overdue", f"{owner.called} has not answered.", now)
            count += 1
    return count


def sign_subject_request(
    actor: User, *, request: SubjectRequest, version: int, note: str, now: datetime
) -> SubjectRequest:
    """A coordinator or chair signs the answer: what owners released is disclosed, and from then on it stays.

    Raises PermissionDenied, Stale, or ValidationError: while an owner has not answered, and for who decided on
    paragraphs of the police.
    """
    today = timezone.localdate(now, LONDON)
    with recording(actor, "sign answer to subject access request") as changes:
        if not policies.signs(actor, request.person, today):
            raise PermissionDenied
        about = reachable(actor, request.person, Capability.VIEW, today)
        current = lock(request, expected_version=version)
        current.person = about
        if not current.is_open:
            raise ValidationError(_SIGNED, code="state")
        if not note.strip():
            believe({"note": "Say how you checked it."})
        owners = list(current.owners.select_related("agency"))
        waiting = [
            each.called for each in owners if OwnedParagraph.objects.filter(owner=each, answer="").exists()
        ]
        police = [each.pk for each in owners if each.agency_id is None]
        decided = OwnedParagraph.objects.filter(owner__in=police).values_list("answered_by_id", flat=True)
        why_not = rules.not_yet(
            waiting, decided_for_police=[each for each in decided if each], signs=actor.pk
        )
        if why_not:
            raise ValidationError(why_not, code="not_yet")
        current.signed_at, current.signed_by, current.note = now, actor, note.strip()
        current.version += 1
        current.save(update_fields=["signed_at", "signed_by", "note", "version"])
        changes.operation = Operation.DISCLOSURE
        changes.about |= {
            "recipients": [current.get_asker_display()],
            "lawful_basis": "Data Protection Act 2018, section 45",
        }
        facts_changed.send(SubjectRequest, people=[about.pk], today=today)
    return current


def _ask(owner: OwnerRequest, cause: str, said: str, now: datetime) -> None:
    """Those who speak for the agency; where nobody does, and of the police, whoever takes the minutes."""
    speaking = RoleAssignment.objects.held_on(now.date()).filter(role__in=meetings.PARTNERS)
    found: Iterable[User] = []
    if owner.agency_id:
        found = User.objects.filter(agency=owner.agency_id, pk__in=speaking.values("user"), is_active=True)
    whom = list(found) or coordinators_of(owner.person, now.date())
    _tell(whom, owner, cause, f"Somebody asked for what minutes hold about them. {said}", now)


def _tell(whom: Iterable[User], owner: OwnerRequest, cause: str, said: str, now: datetime) -> None:
    tell(
        whom,
        person=owner.person,
        cause=f"mappa/owner:{owner.pk} {cause}",
        subject=f"{owner.person.reference}: subject access",
        body=f"{said}\n\nSign in: {settings.PUBLIC_URL}",
        now=now,
    )
