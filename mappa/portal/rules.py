"""What may be released to which agency: pure, with reasons."""

from __future__ import annotations

from access.policies import FieldClass
from mappa.portal.choices import HEARS_OF_HEALTH, HEARS_OF_VICTIMS
from mappa.room.choices import Topic
from mappa.sittings.choices import Body, Standing

_HEARERS = {FieldClass.VICTIMS: HEARS_OF_VICTIMS, FieldClass.HEALTH: HEARS_OF_HEALTH}
_CALLED = {FieldClass.VICTIMS: "victims, children and staff", FieldClass.HEALTH: "health and vulnerability"}


def heard_by(body: str) -> frozenset[FieldClass]:
    """The classes that somebody of this body may be shown of what others said."""
    more = {field_class for field_class, bodies in _HEARERS.items() if body in bodies}
    return frozenset({FieldClass.GENERAL, FieldClass.MANAGEMENT, *more})


def class_of_paragraph(topic: str) -> FieldClass:
    """Of which class a paragraph is, by what it is about."""
    if topic == Topic.VICTIMS:
        return FieldClass.VICTIMS
    return FieldClass.HEALTH if topic == Topic.DIVERSITY else FieldClass.MANAGEMENT


def class_of_return(owner: str) -> FieldClass:
    """Of which class a return is, by the body that sent it: nobody has read it line by line."""
    if owner == Body.VICTIMS:
        return FieldClass.VICTIMS
    return FieldClass.HEALTH if owner == Body.HEALTH else FieldClass.MANAGEMENT


def third_party(standing: str, called: str) -> str:
    """Why an agency of this standing is given nothing of a case, minutes and annexes neither; empty where it may be."""
    if standing in ("", Standing.OTHER):
        return f"{called} is no agency of these arrangements: to tell it is a disclosure, and decided as one."
    return ""


def refusal(field_class: FieldClass, *, body: str, standing: str, called: str) -> str:
    """Why something of this class is not released to the agency `called`; empty where it may be.

    To share with a third party is to disclose (Criminal Justice Act 2003, section 325(4) covers the others).
    """
    if third := third_party(standing, called):
        return third
    if field_class not in heard_by(body):
        return (
            f"{called} hears nothing of {_CALLED.get(field_class, 'that')}. Write what it needs in the notes."
        )
    return ""
