"""Accounts, cards, benefits, debts and spending: read by the managing unit, and never taken away as a file."""

from __future__ import annotations

from datetime import datetime

from access.policies import FieldClass
from offenders import numbers
from offenders.choices import SearchKind
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind, Refusals, refused
from offenders.models import BankAccount, MoneyMatter, PaymentCard
from offenders.record import rules
from offenders.record.terms import AccountKind, CardKind


def _account(fact: BankAccount, now: datetime) -> Refusals:
    abroad = fact.kind == AccountKind.ABROAD
    return refused(
        sort_code=rules.sort_code_refused(fact.sort_code) if fact.sort_code else "",
        account_number=rules.account_refused(fact.account_number, abroad=abroad)
        if fact.account_number
        else "",
    )


def _card(fact: PaymentCard, now: datetime) -> Refusals:
    checked = fact.kind != CardKind.STORE
    return refused(
        number=rules.card_refused(fact.number, checked=checked) if fact.number else "",
        valid_from=rules.expiry_refused(fact.valid_from) if fact.valid_from else "",
        expires=rules.expiry_refused(fact.expires) if fact.expires else "",
    )


KINDS = (
    FactKind(
        "bank-account",
        BankAccount,
        "a bank account",
        asked(
            BankAccount,
            *("bank", "kind", "sort_code", "account_number", "branch", "joint_with", "business", "use"),
        ),
        refusals=_account,
        field_class=FieldClass.FINANCE,
        block="finance",
        order=10,
        tidy={"sort_code": rules.tidy_sort_code, "account_number": numbers.compact},
        searched={"account_number": SearchKind.ACCOUNT},
    ),
    FactKind(
        "card",
        PaymentCard,
        "a card",
        asked(
            PaymentCard,
            *("issuer", "kind", "number", "valid_from", "expires", "joint_with", "business", "use"),
        ),
        refusals=_card,
        field_class=FieldClass.FINANCE,
        block="finance",
        order=20,
        tidy={
            "number": numbers.compact,
            "valid_from": rules.tidy_expiry,
            "expires": rules.tidy_expiry,
        },
        searched={"number": SearchKind.ACCOUNT},
        further=(("Show the number", "card-number"),),
    ),
    FactKind(
        "money",
        MoneyMatter,
        "a benefit, debt or concern",
        asked(MoneyMatter, "kind", "description", "amount", "note"),
        field_class=FieldClass.FINANCE,
        block="finance",
        order=30,
    ),
)
