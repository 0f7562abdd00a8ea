"""How the person is reached, where they are online, and what with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from access.policies import FieldClass
from offenders import numbers
from offenders.choices import SearchKind
from offenders.kinds.asking import OneOf, asked
from offenders.kinds.kind import FactKind, Refusals, another_persons, refused
from offenders.models import (
    Device,
    DigitalService,
    EmailAddress,
    Monitoring,
    OnlineAccount,
    Person,
    Telephone,
)
from offenders.record import rules
from offenders.record.choices import OUT_OF_HAND


def _devices(person: Person) -> Any:
    return Device.objects.standing().filter(person=person)


def _telephone(fact: Any, now: datetime) -> Refusals:
    return refused(
        number=numbers.wrong_telephone(fact.number),
        imei=numbers.wrong_imei(fact.imei),
        device_id=another_persons(fact, fact.device),
    )


def _device(fact: Any, now: datetime) -> Refusals:
    stood = Device.objects.filter(pk=fact.pk).values_list("state", flat=True).first()
    return refused(
        state=rules.device_step_refused(stood, fact.state) if stood else "",
        imei_1=numbers.wrong_imei(fact.imei_1),
        imei_2=numbers.wrong_imei(fact.imei_2),
        mac=numbers.wrong_mac(fact.mac),
    )


def _monitoring(fact: Any, now: datetime) -> Refusals:
    early = fact.installed_on and fact.removed_on and fact.removed_on < fact.installed_on
    gone = not fact.removed_on and fact.device.state in OUT_OF_HAND
    return refused(
        device_id=another_persons(fact, fact.device)
        or ("They do not have that device: nothing can watch it." if gone else ""),
        removed_on="It cannot have been removed before it was installed." if early else "",
        removed_why="Say why it was removed." if fact.removed_on and not fact.removed_why else "",
    )


KINDS = (
    FactKind(
        "telephone",
        Telephone,
        "a telephone number",
        {
            **asked(Telephone, "number", "kind", "network", "registered_to"),
            "device_id": lambda: OneOf("Which device is it in?", facts=_devices),
            **asked(Telephone, "imei", "seen_on"),
        },
        refusals=_telephone,
        field_class=FieldClass.MANAGEMENT,
        block="contact",
        searched={"number": SearchKind.TELEPHONE, "imei": SearchKind.DEVICE},
        beside=("device",),
        order=10,
    ),
    FactKind(
        "email",
        EmailAddress,
        "an e-mail address",
        asked(EmailAddress, "address", "use", "seen_on"),
        refusals=lambda fact, now: refused(address=numbers.wrong_email(fact.address)),
        field_class=FieldClass.MANAGEMENT,
        block="contact",
        searched={"address": SearchKind.EMAIL},
        order=20,
    ),
    FactKind(
        "online-account",
        OnlineAccount,
        "an online account",
        asked(
            OnlineAccount, "kind", "platform", "handle", "shown_as", "profile", "registered_with", "seen_on"
        ),
        field_class=FieldClass.MANAGEMENT,
        block="contact",
        searched={"handle": SearchKind.ONLINE, "profile": SearchKind.ONLINE},
        order=30,
    ),
    FactKind(
        "device",
        Device,
        "a device",
        asked(
            Device,
            *("kind", "state", "make", "serial", "imei_1", "imei_2", "mac", "system", "accounts", "owner"),
            *("shared_with", "location", "work", "online", "encrypted", "access_code", "permitted"),
            *("acquired_on", "notified_on", "examined_on", "examined", "exhibit"),
        ),
        refusals=_device,
        field_class=FieldClass.MANAGEMENT,
        # Whoever opens a record in an emergency, or for a day, has no use for what opens a telephone.
        sealed=lambda values: {"access_code": FieldClass.INTELLIGENCE},
        block="devices",
        searched={
            "serial": SearchKind.DEVICE,
            "imei_1": SearchKind.DEVICE,
            "imei_2": SearchKind.DEVICE,
            "mac": SearchKind.DEVICE,
        },
        further=(("Examine or monitor", "device"),),
        order=10,
    ),
    FactKind(
        "monitoring",
        Monitoring,
        "monitoring software",
        {
            "device_id": lambda: OneOf(
                "Which device does it watch?", facts=_devices, needed="Select the device. Record it first."
            ),
            **asked(
                Monitoring,
                *("product", "licence", "installed_on", "installed_by", "heard_on", "authority"),
                *("removed_on", "removed_why"),
            ),
        },
        refusals=_monitoring,
        field_class=FieldClass.MANAGEMENT,
        block="devices",
        beside=("device",),
        order=20,
    ),
    FactKind(
        "digital-service",
        DigitalService,
        "a digital service",
        asked(DigitalService, "kind", "provider", "account", "holder", "permitted", "note"),
        field_class=FieldClass.MANAGEMENT,
        block="devices",
        searched={"account": SearchKind.ONLINE},
        order=30,
    ),
)
