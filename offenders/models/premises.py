"""What an officer must know of an address before going there; and the addresses that nobody else may learn."""

from __future__ import annotations

import pghistory
from django.db import models

from accounts.encryption import EncryptedTextField
from offenders.choices import YesNoUnknown
from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet, tracked
from offenders.models.home import Occupancy
from offenders.record.choices import Tenure


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class AddressNote(Detail):
    """Of one stay at an address: how to get in, who holds the lease, what is near."""

    occupancy = models.ForeignKey(Occupancy, on_delete=models.PROTECT, related_name="notes")
    access = models.CharField(
        "how to get in", max_length=300, blank=True, help_text="Entrance, floor, intercom, parking, way out."
    )
    dogs = models.CharField("dogs or other animals", max_length=120, blank=True)
    occupants = models.CharField("who else lives there", max_length=300, blank=True)
    tenure = models.CharField("tenure", max_length=12, choices=Tenure, blank=True)
    landlord = models.CharField("landlord, and how to reach them", max_length=200, blank=True)
    near_children = models.CharField(
        "are there schools, nurseries or playgrounds near?",
        max_length=8,
        choices=YesNoUnknown,
        default=YesNoUnknown.UNKNOWN,
    )
    near = models.CharField("what is near", max_length=300, blank=True, help_text="Names and distances.")
    hazards = models.CharField("dangers of the place", max_length=200, blank=True)
    map_reference = models.CharField("map reference", max_length=40, blank=True)
    verified_on = models.DateField("address verified on", null=True, blank=True)
    verified_how = models.CharField("how it was verified", max_length=120, blank=True)

    objects = FactQuerySet["AddressNote"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "note on address"

    def __str__(self) -> str:
        return f"About {self.occupancy.address}"


@tracked
class ProtectedAddress(Detail):
    """Where somebody is who must be kept safe from the person: everything that would say so is unreadable at rest."""

    who = EncryptedTextField("whose address is it?")
    address = EncryptedTextField("address")
    why = EncryptedTextField("why it is protected", null=True, blank=True)
    area = EncryptedTextField(
        "what the person may be told",
        null=True,
        blank=True,
        help_text="For example: the streets they must keep away from.",
    )

    objects = FactQuerySet["ProtectedAddress"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name_plural = "protected addresses"

    def __str__(self) -> str:
        return f"Protected address: {self.who}"
