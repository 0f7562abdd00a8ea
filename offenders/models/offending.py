"""What is known of the offending beyond the convictions that make a person subject; and who was harmed."""

from __future__ import annotations

import pghistory
from django.db import models

from accounts.encryption import EncryptedTextField
from offenders.choices import Sex
from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet, tracked
from offenders.models.person import Person
from offenders.record.terms import (
    AccountOf,
    AllegationOutcome,
    ConvictedWhere,
    ImageCategory,
    VictimContact,
    VictimGroup,
)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class OffenceAccount(Detail):
    """What was done and how, in prose: one subject an entry."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offence_accounts")
    kind = models.CharField("what is this about?", max_length=12, choices=AccountOf)
    account = models.TextField(
        "the account",
        help_text="What happened, how and to whom. Name no victim: victims have entries of their own.",
    )
    victim_type = models.CharField(
        "victims", max_length=200, blank=True, help_text="Age, sex, and what they were to the person."
    )
    images = models.CharField(
        "most serious category of images", max_length=1, choices=ImageCategory, blank=True
    )

    objects = FactQuerySet["OffenceAccount"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "account of the offending"
        verbose_name_plural = "accounts of the offending"

    def __str__(self) -> str:
        return self.get_kind_display()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Allegation(Detail):
    """What somebody said was done, and no court has found. Never called an offence."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="allegations")
    allegation = models.CharField("what is alleged", max_length=200)
    starts_on = models.DateField("alleged on", null=True, blank=True)
    outcome = models.CharField(
        "outcome", max_length=12, choices=AllegationOutcome, default=AllegationOutcome.OPEN
    )
    reference = models.CharField("crime or log reference", max_length=40, blank=True)
    account = models.TextField("the account", blank=True, help_text="Name no victim or witness.")

    objects = FactQuerySet["Allegation"].as_manager()
    PROVENANCE = ("source", "source_detail")

    class Meta(Detail.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"Allegation, not an offence: {self.allegation} ({self.get_outcome_display().lower()})"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class OtherConviction(Detail):
    """A conviction or caution that makes nobody subject: outside Schedule 3, or abroad without a notice."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="other_convictions")
    offence = models.CharField("offence", max_length=200)
    where = models.CharField("where?", max_length=8, choices=ConvictedWhere, default=ConvictedWhere.UK)
    starts_on = models.DateField("convicted or cautioned on", null=True, blank=True)
    court = models.CharField("court, force or country", max_length=120, blank=True)
    outcome = models.CharField("sentence or other outcome", max_length=200, blank=True)
    reference = models.CharField("PNC or foreign reference", max_length=40, blank=True)

    objects = FactQuerySet["OtherConviction"].as_manager()
    PROVENANCE = ("source", "source_detail")

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "other conviction"

    def __str__(self) -> str:
        abroad = "Conviction abroad" if self.where == ConvictedWhere.ABROAD else "Other conviction"
        return f"{abroad}: {self.offence}"


@tracked
class Victim(Detail):
    """Somebody who was harmed. Who and where they are is ciphertext, and the title says neither."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="victims")
    identity = EncryptedTextField(
        "who they are", blank=True, help_text="Encrypted. Leave empty unless needed."
    )
    group = models.CharField("age at the time", max_length=8, choices=VictimGroup, blank=True)
    sex = models.CharField("sex", max_length=8, choices=Sex, default=Sex.UNKNOWN)
    known_as = models.CharField(
        "what they were to the person",
        max_length=120,
        blank=True,
        help_text="For example: a neighbour's daughter.",
    )
    contact_rules = models.TextField(
        "rules on contact", blank=True, help_text="From the order or licence, or as agreed."
    )
    zone = EncryptedTextField(
        "where the person must not go", blank=True, help_text="Encrypted: it says where the victim is."
    )
    scheme = models.CharField("Victim Contact Scheme", max_length=12, choices=VictimContact, blank=True)
    liaison = models.CharField(
        "victim liaison officer", max_length=200, blank=True, help_text="Name and telephone."
    )
    informed_on = models.DateField("last informed on", null=True, blank=True)
    informed_of = models.CharField("what they were told", max_length=200, blank=True)

    objects = FactQuerySet["Victim"].as_manager()
    PROVENANCE = ("source", "source_detail")

    class Meta(Detail.Meta):
        abstract = False

    def __str__(self) -> str:
        said = [word for word in (self.get_group_display(), self.known_as) if word]
        return f"Victim: {', '.join(said)}" if said else "Victim"
