"""Who the person is beside name and birth: the numbers other systems know them by, their papers, their particulars."""

from __future__ import annotations

import pghistory
from django.db import models

from accounts.encryption import BlindIndexField, EncryptedTextField
from offenders import numbers
from offenders.choices import YesNoUnknown
from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet, tracked
from offenders.record.choices import (
    EthnicityCode,
    IdentifierKind,
    ImmigrationStatus,
    MaritalStatus,
    PaperKind,
    PaperPlace,
)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Identifier(Detail):
    """The person's number in another system."""

    kind = models.CharField("which reference?", max_length=12, choices=IdentifierKind)
    number = models.CharField("reference", max_length=40)

    objects = FactQuerySet["Identifier"].as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number}"

    def clean(self) -> None:
        self.number = numbers.reference(self.number)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class NhsNumber(Detail):
    """Apart from the other references, because only those who read of the person's health read it."""

    number = models.CharField("NHS number", max_length=20, help_text="10 digits.")

    objects = FactQuerySet["NhsNumber"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "NHS number"

    def __str__(self) -> str:
        return f"NHS number: {self.number}"

    def clean(self) -> None:
        self.number = numbers.nhs(self.number)


@tracked
class InsuranceNumber(Detail):
    """The National Insurance number: it opens somebody's earnings and benefits, so it is kept as their money is."""

    number = EncryptedTextField("National Insurance number", help_text="For example: QQ 12 34 56 C.")
    number_index = BlindIndexField(source="number")

    objects = FactQuerySet["InsuranceNumber"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name = "National Insurance number"

    def __str__(self) -> str:
        return f"National Insurance: {self.number}"

    def clean(self) -> None:
        self.number = numbers.insurance(self.number)


@tracked
class IdentityDocument(Detail):
    """A passport or another paper that says who they are."""

    kind = models.CharField("which document?", max_length=12, choices=PaperKind)
    number = EncryptedTextField("number", null=True, blank=True)
    number_index = BlindIndexField(source="number", null=True)
    issuer = models.CharField("country or authority that issued it", max_length=80, blank=True)
    in_name_of = models.CharField("name in it, if another", max_length=120, blank=True)
    expires_on = models.DateField("valid until", null=True, blank=True)
    place = models.CharField(
        "where is it now?", max_length=12, choices=PaperPlace, default=PaperPlace.UNKNOWN
    )
    place_note = models.CharField("with whom, and since when", max_length=120, blank=True)

    objects = FactQuerySet["IdentityDocument"].as_manager()

    def __str__(self) -> str:
        where = (
            ""
            if self.place in (PaperPlace.HELD, PaperPlace.UNKNOWN)
            else f", {self.get_place_display().lower()}"
        )
        issuer = f" ({self.issuer})" if self.issuer else ""
        return f"{self.get_kind_display()}{issuer}{where}"

    def clean(self) -> None:
        self.number = numbers.compact(self.number) if self.number else None


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Particulars(Detail):
    """Where they come from, and what an officer must know to speak with them."""

    alleged_births = models.CharField("other dates of birth given", max_length=120, blank=True)
    place_of_birth = models.CharField("place of birth", max_length=120, blank=True)
    nationalities = models.CharField("nationality or nationalities", max_length=120, blank=True)
    immigration = models.CharField("immigration status", max_length=12, choices=ImmigrationStatus, blank=True)
    ethnicity = models.CharField("ethnicity, in words", max_length=120, blank=True)
    ethnicity_code = models.CharField(
        "ethnicity as they define it", max_length=2, choices=EthnicityCode, blank=True
    )
    gender = models.CharField(
        "gender, where it differs from sex",
        max_length=60,
        blank=True,
        help_text="What they ask to be called.",
    )
    language = models.CharField("first language", max_length=60, blank=True)
    interpreter = models.CharField(
        "do they need an interpreter?", max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    religion = models.CharField("religion or belief", max_length=60, blank=True)
    marital = models.CharField("marital status", max_length=12, choices=MaritalStatus, blank=True)

    objects = FactQuerySet["Particulars"].as_manager()

    class Meta(Detail.Meta):
        abstract = False
        verbose_name_plural = "particulars"

    def __str__(self) -> str:
        said = [
            f"Born in {self.place_of_birth}" if self.place_of_birth else "",
            self.nationalities,
            f"speaks {self.language}" if self.language else "",
            "needs an interpreter" if self.interpreter == YesNoUnknown.YES else "",
        ]
        return ", ".join(each for each in said if each) or "Particulars"


@tracked
class GenderRecognition(Detail):
    """Protected information: Gender Recognition Act 2004 s.22 makes it an offence to disclose what was learned
    officially of an application or of the gender before it, outside s.22(4)."""

    information = EncryptedTextField(
        "what is known",
        help_text="Disclosing this can be an offence: Gender Recognition Act 2004 section 22.",
    )

    objects = FactQuerySet["GenderRecognition"].as_manager()

    def __str__(self) -> str:
        return "Gender recognition: protected information"
