"""What is done with orders and licences: applications to courts, service, warnings, and passports that are held.

The orders themselves, their conditions and the licences are facts of the record (offenders.models).
"""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from offenders.choices import OrderKind
from offenders.models import CourtOrder, Fact, IdentityDocument, Licence, LicenceCondition, Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.orders.choices import BEFORE_COURT, OPEN_APPLICATIONS, STEPS, ApplicationState, Purpose, Served

_STATE = ApplicationState


class OrderApplicationQuerySet(FactQuerySet["OrderApplication"]):
    def open(self) -> OrderApplicationQuerySet:
        return self.standing().filter(state__in=OPEN_APPLICATIONS)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class OrderApplication(Fact):
    """An order, or a change of one, from the day somebody considers asking a court for it to the court's answer."""

    SECTION = "orders"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="order_applications")
    purpose = models.CharField("what is asked for", max_length=10, choices=Purpose)
    kind = models.CharField("which order", max_length=12, choices=OrderKind)
    # The order that is to be changed; of a new one, the order that was made.
    order = models.ForeignKey(
        CourtOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    interim = models.ForeignKey(CourtOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=_STATE, default=_STATE.CONSIDERED)
    need = models.TextField("why it is needed", max_length=4000)
    evidence = models.TextField("the evidence, and where it is", max_length=4000, blank=True)
    considered_on = models.DateField("considered since")
    applied_on = models.DateField("applied on", null=True, blank=True)
    court = models.CharField("court", max_length=120, blank=True)
    hearing_on = models.DateField("hearing", null=True, blank=True)
    adjourned_why = models.CharField("why the hearing was put off", max_length=300, blank=True)
    decided_on = models.DateField("decided on", null=True, blank=True)
    outcome = models.CharField("what was decided, and why", max_length=1000, blank=True)

    objects = OrderApplicationQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "application about an order"
        verbose_name_plural = "applications about orders"
        ordering = ["-considered_on", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_order_application",
                fields=["order", "purpose"],
                condition=Q(state__in=OPEN_APPLICATIONS, order__isnull=False) & STANDING,
                violation_error_message="An application for this is open already. Go on with that one.",
            ),
            models.UniqueConstraint(
                name="one_open_application_for_order",
                fields=["person", "kind"],
                condition=Q(state__in=OPEN_APPLICATIONS, purpose=Purpose.NEW) & STANDING,
                violation_error_message="An application for such an order is open already. Go on with that one.",
            ),
            models.CheckConstraint(
                name="application_about_an_order",
                condition=Q(purpose=Purpose.NEW) | Q(order__isnull=False),
                violation_error_message="Say which order is to be changed.",
            ),
            models.CheckConstraint(
                name="application_state_has_its_facts",
                condition=Q(state=_STATE.CONSIDERED, applied_on__isnull=True, decided_on__isnull=True)
                | (Q(state=_STATE.APPLIED, applied_on__isnull=False, decided_on__isnull=True) & ~Q(court=""))
                | Q(
                    state=_STATE.INTERIM,
                    applied_on__isnull=False,
                    interim__isnull=False,
                    decided_on__isnull=True,
                )
                | Q(
                    state=_STATE.GRANTED,
                    applied_on__isnull=False,
                    decided_on__isnull=False,
                    order__isnull=False,
                )
                | (
                    Q(
                        state__in=[_STATE.REFUSED, _STATE.WITHDRAWN],
                        applied_on__isnull=False,
                        decided_on__isnull=False,
                    )
                    & ~Q(outcome="")
                )
                | (
                    Q(state=_STATE.DROPPED, applied_on__isnull=True, decided_on__isnull=False)
                    & ~Q(outcome="")
                ),
                violation_error_message="An application is made before it is decided, and what ends it says when and "
                "why.",
            ),
            models.CheckConstraint(
                name="application_adjourned_to_a_day",
                condition=Q(adjourned_why="") | Q(hearing_on__isnull=False, applied_on__isnull=False),
                violation_error_message="A hearing is put off to a day. Enter it.",
            ),
            models.CheckConstraint(
                name="application_days_in_order",
                condition=(Q(applied_on__isnull=True) | Q(applied_on__gte=F("considered_on")))
                & (
                    Q(decided_on__isnull=True)
                    | Q(applied_on__isnull=True)
                    | Q(decided_on__gte=F("applied_on"))
                )
                & (
                    Q(hearing_on__isnull=True)
                    | Q(applied_on__isnull=True)
                    | Q(hearing_on__gte=F("applied_on"))
                ),
                violation_error_message="The days are out of order: considered, applied, heard, decided.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hearing_on"],
                condition=Q(state__in=OPEN_APPLICATIONS) & STANDING,
                name="application_hearing",
            )
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.FSM(name="goes_forward", field="state", transitions=STEPS),
            pgtrigger.ReadOnly(name="asked_for_once", fields=["person", "purpose", "kind"]),
        ]

    def __str__(self) -> str:
        if self.purpose == Purpose.NEW:
            return str(self.get_kind_display())
        return f"{self.get_kind_display()}: {self.get_purpose_display()[0].lower()}{self.get_purpose_display()[1:]}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_APPLICATIONS

    @property
    def is_before_court(self) -> bool:
        return self.state in BEFORE_COURT

    @property
    def state_colour(self) -> str:
        return ApplicationState(self.state).colour


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class OrderService(Fact):
    """How an order was served, by whom, and what shows it. The day stands with the order (CourtOrder.served_on)."""

    SECTION = "orders"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(CourtOrder, on_delete=models.PROTECT, related_name="services")
    how = models.CharField("how was it served?", max_length=10, choices=Served)
    served_by = models.CharField("who served it?", max_length=120)
    proof = models.CharField("what shows it, and where it is kept", max_length=300)
    explained = models.BooleanField("its conditions were explained to them", default=False)

    objects = FactQuerySet["OrderService"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "service of an order"
        verbose_name_plural = "service of orders"
        constraints = [
            models.UniqueConstraint(
                name="served_once",
                fields=["order"],
                condition=STANDING,
                violation_error_message="Service of this order is on record already.",
            ),
            models.CheckConstraint(
                name="service_is_shown",
                condition=~Q(served_by="") & ~Q(proof=""),
                violation_error_message="Say who served it, and what shows it.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.Trigger(
                name="served_on_a_day",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                IF NOT EXISTS (
                    SELECT FROM offenders_courtorder
                    WHERE id = NEW.order_id AND person_id = NEW.person_id AND served_on IS NOT NULL
                ) THEN
                    RAISE EXCEPTION 'Service without its day' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()}, by {self.served_by}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class PassportHeld(Fact):
    """A passport handed in because an order prohibits travel abroad: held since when, where, and given back.

    What the passport is stands on the record (IdentityDocument); no picture of it is kept.
    """

    SECTION = "orders"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="passports_held")
    order = models.ForeignKey(CourtOrder, on_delete=models.PROTECT, related_name="passports")
    document = models.ForeignKey(
        IdentityDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    described = models.CharField("which passport", max_length=120, blank=True)
    held_since = models.DateField("handed in on")
    taken_by = models.CharField("who took it", max_length=120)
    kept_at = models.CharField("where it is kept", max_length=200)
    returned_on = models.DateField("given back on", null=True, blank=True)
    returned_to = models.CharField("to whom, and why", max_length=300, blank=True)

    objects = FactQuerySet["PassportHeld"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "passport held"
        verbose_name_plural = "passports held"
        ordering = ["-held_since"]
        constraints = [
            models.UniqueConstraint(
                name="passport_held_once",
                fields=["document"],
                condition=Q(returned_on__isnull=True, document__isnull=False) & STANDING,
                violation_error_message="This passport is held already.",
            ),
            models.CheckConstraint(
                name="passport_is_named",
                condition=Q(document__isnull=False) | ~Q(described=""),
                violation_error_message="Say which passport it is.",
            ),
            models.CheckConstraint(
                name="passport_kept_somewhere",
                condition=~Q(kept_at="") & ~Q(taken_by=""),
                violation_error_message="Say who took the passport, and where it is kept.",
            ),
            models.CheckConstraint(
                name="passport_returned_whole",
                condition=Q(returned_on__isnull=True, returned_to="")
                | (Q(returned_on__isnull=False, returned_on__gte=F("held_since")) & ~Q(returned_to="")),
                violation_error_message="A passport that was given back has the day, after it was handed in, and who "
                "has it.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document) if self.document_id else self.described


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class LicenceWarning(Fact):
    """A warning given by the probation practitioner, short of recall."""

    SECTION = "orders"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="warnings")
    condition = models.ForeignKey(
        LicenceCondition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_on = models.DateField("given on")
    given_by = models.CharField("who gave it", max_length=120)
    why = models.CharField("what for", max_length=1000)

    objects = FactQuerySet["LicenceWarning"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "warning under a licence"
        verbose_name_plural = "warnings under licences"
        ordering = ["-given_on"]
        constraints = [
            models.CheckConstraint(
                name="warning_says_what_for",
                condition=~Q(why="") & ~Q(given_by=""),
                violation_error_message="Say who gave the warning, and what for.",
            )
        ]

    def __str__(self) -> str:
        return f"Warning by {self.given_by}"
