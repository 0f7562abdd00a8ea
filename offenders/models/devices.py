"""What the person goes online with, what watches it, and the services behind it."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.encryption import EncryptedTextField
from offenders import numbers
from offenders.choices import YesNoUnknown
from offenders.models.detail import Detail
from offenders.models.fact import Fact, FactQuerySet, tracked
from offenders.record.choices import DEVICE_STEPS, OUT_OF_HAND, DeviceKind, DeviceState, DigitalKind

_OUT_OF_HAND = ", ".join(f"'{state.value}'" for state in OUT_OF_HAND)


@tracked
class Device(Detail):
    """Anything that stores, shows or sends: declared, or found."""

    kind = models.CharField("what is it?", max_length=10, choices=DeviceKind)
    state = models.CharField(
        "how does it stand?", max_length=10, choices=DeviceState, default=DeviceState.DECLARED
    )
    # Empty where nobody has said since when, as after a correction.
    stands_since = models.DateField("stands so since", null=True, editable=False)
    make = models.CharField("make and model", max_length=120, blank=True)
    serial = models.CharField("serial number", max_length=60, blank=True)
    imei_1 = models.CharField("IMEI", max_length=24, blank=True, help_text="Dialling *#06# shows it.")
    imei_2 = models.CharField("second IMEI", max_length=24, blank=True)
    mac = models.CharField("MAC address", max_length=20, blank=True)
    system = models.CharField("operating system and version", max_length=80, blank=True)
    accounts = models.CharField("accounts signed in on it", max_length=300, blank=True)
    owner = models.CharField("owner, if somebody else", max_length=120, blank=True)
    shared_with = models.CharField("shared with", max_length=120, blank=True)
    location = models.CharField("where it is kept", max_length=120, blank=True)
    work = models.BooleanField("it belongs to their work", default=False)
    online = models.CharField(
        "can it go online?", max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    encrypted = models.CharField(
        "is it encrypted?", max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    access_code = EncryptedTextField(
        "access code",
        null=True,
        blank=True,
        help_text="Only with an order, a licence condition or consent.",
    )
    permitted = models.CharField(
        "does the order or licence allow it?",
        max_length=8,
        choices=YesNoUnknown,
        default=YesNoUnknown.UNKNOWN,
    )
    acquired_on = models.DateField("acquired on", null=True, blank=True)
    notified_on = models.DateField("police told of it on", null=True, blank=True)
    examined_on = models.DateField("last examined on", null=True, blank=True)
    examined = models.CharField("what the examination found", max_length=200, blank=True)
    exhibit = models.CharField("exhibit reference", max_length=40, blank=True)

    objects = FactQuerySet["Device"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.FSM(
                name="one_step_at_a_time",
                field="state",
                transitions=[
                    (before.value, after.value) for before, later in DEVICE_STEPS.items() for after in later
                ],
            ),
        ]

    def __str__(self) -> str:
        what = f"{self.get_kind_display()}: {self.make}" if self.make else self.get_kind_display()
        usual = self.state in (DeviceState.DECLARED, DeviceState.VERIFIED)
        return what if usual else f"{what} ({self.get_state_display().lower()})"

    def clean(self) -> None:
        stood = Device.objects.filter(pk=self.pk).values_list("state", flat=True).first()
        if stood and stood != self.state:
            self.stands_since = None  # corrected: since when is not asked
        self.imei_1, self.imei_2 = numbers.imei(self.imei_1), numbers.imei(self.imei_2)
        self.mac = numbers.mac(self.mac)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Monitoring(Detail):
    """Software that watches a device. The product is written as the force calls it; a list of them stands above."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="monitored")
    product = models.CharField("product", max_length=80)
    licence = models.CharField("licence number", max_length=60, blank=True)
    installed_on = models.DateField("installed on", null=True, blank=True)
    installed_by = models.CharField("installed by", max_length=120, blank=True, default="", db_default="")
    removed_on = models.DateField("removed on", null=True, blank=True)
    removed_why = models.CharField(
        "why it was removed", max_length=200, blank=True, default="", db_default=""
    )
    heard_on = models.DateField("last heard from on", null=True, blank=True)
    authority = models.CharField(
        "what allows it",
        max_length=200,
        blank=True,
        help_text="The condition of the order or licence, or consent.",
    )

    objects = FactQuerySet["Monitoring"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "monitoring of device"
        constraints = [
            *Detail.Meta.constraints,
            models.CheckConstraint(
                name="monitoring_removed_with_reason",
                condition=Q(removed_on__isnull=True) | ~Q(removed_why=""),
                violation_error_message="Say why it was removed.",
            ),
        ]
        triggers = [
            *Fact.Meta.triggers,
            pgtrigger.Trigger(
                name="watches_what_they_have",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__removed_on__isnull=True, new__voided_at__isnull=True),
                func=f"""
                IF EXISTS (
                    SELECT FROM offenders_device
                    WHERE id = NEW.device_id AND state IN ({_OUT_OF_HAND})
                ) THEN
                    RAISE EXCEPTION 'Nothing watches a device that they do not have' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} on {self.device}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class DigitalService(Detail):
    """The line, the network, the storage or the wallet behind the devices."""

    kind = models.CharField("what is it?", max_length=8, choices=DigitalKind)
    provider = models.CharField("provider or product", max_length=80)
    account = models.CharField("account, address or wallet", max_length=200, blank=True)
    holder = models.CharField("in whose name, if somebody else's", max_length=120, blank=True)
    permitted = models.CharField(
        "does the order or licence allow it?",
        max_length=8,
        choices=YesNoUnknown,
        default=YesNoUnknown.UNKNOWN,
    )
    note = models.CharField("anything else", max_length=300, blank=True)

    objects = FactQuerySet["DigitalService"].as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.provider}"
