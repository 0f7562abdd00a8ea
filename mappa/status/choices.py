"""The words of categories, levels and screening: value and label in one place."""

from __future__ import annotations

from django.db import models


class Listed(models.TextChoices):
    """What the officer says of the offence that brings somebody in: Vigil has no catalogue of Schedule 15."""

    SCHEDULE_15 = (
        "schedule_15",
        "Murder, or an offence in Part 1 or 2 of Schedule 15, or in section 327(4A)",
    )
    CCB = "ccb", "Controlling or coercive behaviour (Serious Crime Act 2015, section 76)"
    NEITHER = "neither", "None of these"


class Heard(models.TextChoices):
    """What a screening was made for."""

    IDENTIFIED = "identified", "Newly identified"
    RELEASE = "release", "Before release"
    CHANGE = "change", "Significant change or new intelligence"
    PLAN = "plan", "Review of the plan"
    REVIEW = "review", "Review at level 1"
    LEVEL = "level", "Before a change of level"
    ENDING = "ending", "Licence or order about to end"


class Prompt(models.TextChoices):
    """The six prompts of a screening, in their order; each is a column of it."""

    OTHERS_HOLD = "others_hold", "Do other agencies hold relevant information?"
    CHECKED = "checked", "Has it been checked with them?"
    BARRIERS = "barriers", "Is anything in the way of the risk management plan?"
    IMMINENT = "imminent", "Is the risk imminent, or growing?"
    RESOURCES = "resources", "Are resources needed beyond the lead agency?"
    SCRUTINY = "scrutiny", "Is media or public interest likely?"


class Group(models.TextChoices):
    """Who might be harmed; each is a column of a screening (`harm_...`)."""

    PUBLIC = "public", "The public"
    CHILDREN = "children", "Children"
    KNOWN_ADULT = "known_adult", "A known adult"
    STAFF = "staff", "Staff"
    PRISONERS = "prisoners", "Other prisoners"
    SELF = "self", "Themselves"


class DecisionKind(models.TextChoices):
    SET = "set", "Category and level decided"
    LEAD = "lead", "Another agency or office leads"
    ENDED = "ended", "Left MAPPA"


class Trigger(models.TextChoices):
    """What ends management under MAPPA."""

    NOTIFICATION = "notification", "The notification requirements have ended"
    REVOKED = "revoked", "The notification requirements were revoked on review"
    LICENCE = "licence", "The licence or suspended sentence has ended"
    ORDER = "order", "The hospital or guardianship order has ended"
    TERRORIST = "terrorist", "The terrorist notification or sentence has ended"
    DECISION = "decision", "A meeting decided that the risk has fallen enough"
    MOVED = "moved", "Another MAPPA area has accepted them"
    DIED = "died", "They have died"
    DEPORTED = "deported", "They were deported"


class Closing(models.TextChoices):
    """What is done before somebody leaves."""

    PLAN = "plan", "The plan is closed, or handed to whoever goes on managing them"
    AGENCIES = "agencies", "Every agency that took part has been told, or a letter to it is ready"
    VICTIMS = "victims", "The victim liaison officer has been told, or there is none"
    DISCLOSURES = "disclosures", "Disclosures that were made have been looked at again"


class Stability(models.TextChoices):
    """What is looked at before a level is lowered soon after release."""

    HOME = "home", "A settled address, confirmed on a visit"
    ENGAGES = "engages", "Every appointment and visit kept since release"
    QUIET = "quiet", "No arrest, breach, allegation or adverse intelligence since release"
    PLAN = "plan", "The plan has been reviewed since release and is being carried out"
    PARTNERS = "partners", "Partner agencies agree, or have said why not"
    VICTIMS = "victims", "Victim safety arrangements are in place"
