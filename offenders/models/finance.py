"""Their money. Numbers of accounts and cards are ciphertext in the table, its history and every backup."""

from __future__ import annotations

import pghistory
from django.db import models

from accounts.encryption import BlindIndexField, EncryptedTextField
from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet, tracked
from offenders.models.person import Person
from offenders.record.terms import AccountKind, CardKind, MoneyKind


class CardNumberField(EncryptedTextField):
    """The number of a payment card: pages show the last four digits, but for the one that is asked for all of it."""

    @staticmethod
    def shown(number: str | None) -> str:
        """`ending 1234`; empty when no number is held."""
        return f"ending {number[-4:]}" if number else ""


@tracked
class BankAccount(Detail):
    """An account they hold or use."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bank_accounts")
    bank = models.CharField("bank or building society", max_length=120)
    kind = models.CharField(
        "what kind of account?", max_length=16, choices=AccountKind, default=AccountKind.CURRENT
    )
    sort_code = EncryptedTextField("sort code", blank=True, help_text="Six digits, like 20-00-00.")
    account_number = EncryptedTextField(
        "account number", blank=True, help_text="Eight digits; an IBAN for an account abroad."
    )
    account_index = BlindIndexField(source="account_number")
    branch = models.CharField(
        "address of the branch or head office", max_length=200, blank=True, default="", db_default=""
    )
    business = models.CharField(
        "name of the business it is for", max_length=120, blank=True, default="", db_default=""
    )
    joint_with = models.CharField("joint with", max_length=120, blank=True)
    use = models.CharField("what it is used for", max_length=200, blank=True)

    objects = FactQuerySet["BankAccount"].as_manager()

    class Meta(Detail.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.bank}: {self.get_kind_display().lower()}"


@tracked
class PaymentCard(Detail):
    """A card they hold or use."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="payment_cards")
    kind = models.CharField("what kind of card?", max_length=8, choices=CardKind, default=CardKind.DEBIT)
    issuer = models.CharField("bank or shop", max_length=120)
    number = CardNumberField("card number", blank=True, help_text="The long number on the card.")
    expires = models.CharField("expires", max_length=7, blank=True, help_text="For example, 09/27.")
    valid_from = models.CharField(
        "valid from", max_length=7, blank=True, default="", db_default="", help_text="For example, 10/24."
    )
    business = models.CharField(
        "name of the business it is for", max_length=120, blank=True, default="", db_default=""
    )
    joint_with = models.CharField("whose else it is", max_length=120, blank=True)
    use = models.CharField("what it is used for", max_length=200, blank=True)

    objects = FactQuerySet["PaymentCard"].as_manager()

    class Meta(Detail.Meta):
        abstract = False

    def __str__(self) -> str:
        said = f"{self.issuer}: {self.get_kind_display().lower()}"
        return f"{said} {CardNumberField.shown(self.number)}".rstrip()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class MoneyMatter(Detail):
    """A benefit, a debt, or spending that causes concern."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="money_matters")
    kind = models.CharField("what is it?", max_length=8, choices=MoneyKind)
    description = models.CharField(
        "what", max_length=200, help_text="For example: Universal Credit; gambling; gift cards sent abroad."
    )
    amount = models.CharField("how much", max_length=60, blank=True, help_text="For example: £412 a month.")
    note = models.TextField("more about it", blank=True)

    objects = FactQuerySet["MoneyMatter"].as_manager()

    class Meta(Detail.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.description}"
