"""How the person is reached, and where they are online."""

from __future__ import annotations

import pghistory
from django.db import models

from offenders import numbers
from offenders.models.detail import Detail
from offenders.models.devices import Device
from offenders.models.fact import FactQuerySet
from offenders.record.choices import AccountKind, TelephoneKind


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Telephone(Detail):
    """A number they use, and the handset it is in when that is known."""

    number = models.CharField("number", max_length=30)
    kind = models.CharField("what kind?", max_length=8, choices=TelephoneKind, default=TelephoneKind.MOBILE)
    network = models.CharField("network", max_length=60, blank=True)
    registered_to = models.CharField("registered to, if somebody else", max_length=120, blank=True)
    device = models.ForeignKey(
        Device, null=True, blank=True, on_delete=models.PROTECT, related_name="telephones"
    )
    imei = models.CharField(
        "IMEI of the handset", max_length=24, blank=True, help_text="If the handset is not on record."
    )
    seen_on = models.DateField("last known to be in use on", null=True, blank=True)

    objects = FactQuerySet["Telephone"].as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number}"

    def clean(self) -> None:
        self.number, self.imei = numbers.telephone(self.number), numbers.imei(self.imei)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class EmailAddress(Detail):
    address = models.CharField("e-mail address", max_length=254)
    use = models.CharField("what it is used for", max_length=120, blank=True)
    seen_on = models.DateField("last known to be in use on", null=True, blank=True)

    objects = FactQuerySet["EmailAddress"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "e-mail address"
        verbose_name_plural = "e-mail addresses"

    def __str__(self) -> str:
        return self.address

    def clean(self) -> None:
        self.address = numbers.email(self.address)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class OnlineAccount(Detail):
    """An account by which others meet them online."""

    kind = models.CharField("what kind of account?", max_length=10, choices=AccountKind)
    platform = models.CharField("site, app or game", max_length=80)
    handle = models.CharField("handle, tag or user name", max_length=120, blank=True)
    shown_as = models.CharField("name and picture it shows", max_length=120, blank=True)
    profile = models.CharField("address of the profile", max_length=300, blank=True)
    registered_with = models.CharField("e-mail or number it is registered with", max_length=254, blank=True)
    seen_on = models.DateField("last known to be in use on", null=True, blank=True)

    objects = FactQuerySet["OnlineAccount"].as_manager()

    def __str__(self) -> str:
        return f"{self.platform}: {self.handle}" if self.handle else self.platform
