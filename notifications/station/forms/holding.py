"""What they hold: accounts, cards, passports and other documents (S.I. 2012/1876 regs 12 to 15)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from access.policies import FieldClass
from frontend.fields import TextDateField
from notifications.choices import ChangeKind
from notifications.station.choices import Happened, Part
from notifications.station.forms.base import StepForm, another, optional, radios
from notifications.station.told import Noted, Told
from offenders import numbers
from offenders.models import BankAccount, Detail, IdentityDocument, PaymentCard
from offenders.record import rules
from offenders.record.choices import PaperKind, PaperPlace
from offenders.record.terms import AccountKind, CardKind

_ACCOUNT = ("bank", "sort_code", "account_number", "account_kind", "branch", "joint_with", "business")
_CARD = ("issuer", "card_kind", "number", "valid_from", "expires", "card_joint_with", "card_business")


def which_of(label: str, entries: Iterable[Detail], *, called: Any = str) -> forms.ChoiceField:
    """One of the entries on record, and the version of it that is seen."""
    choices = [(f"{entry.pk} {entry.version}", called(entry)) for entry in entries]
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "The record has changed since you opened this page. Select again."},
    )


def entry_of(value: str) -> tuple[str, int] | None:
    """The id and version in a value of `which_of`."""
    if not value:
        return None
    pk, version = value.split()
    return str(UUID(pk)), int(version)


class MoneyForm(StepForm):
    """An account or a card. Who may not see those on record writes down which one they mean."""

    WHICH = "kind"
    ASKS = {
        ChangeKind.ACCOUNT_OPENED: {
            "bank": "Enter the bank or building society.",
            "sort_code": "",
            "account_number": "Enter the account number.",
            "account_kind": "",
            "branch": "",
            "joint_with": "",
            "business": "",
        },
        ChangeKind.ACCOUNT_CLOSED: {
            "account": "Select which account.",
            "account_closed": "Enter which account.",
        },
        ChangeKind.CARD_OBTAINED: {
            "issuer": "Enter the bank or shop.",
            "card_kind": "",
            "number": "Enter the number on the card.",
            "valid_from": "",
            "expires": "Enter when it expires.",
            "card_joint_with": "",
            "card_business": "",
        },
        ChangeKind.CARD_NO_LONGER_HELD: {"card": "Select which card.", "card_gone": "Enter which card."},
        ChangeKind.FINANCE_ALTERED: {"what": "Enter what has changed."},
    }

    kind = radios("What has happened?", [], "Select what has happened.")
    bank = optional("Bank or building society")
    sort_code = optional("Sort code", 8, help_text="Six digits, like 20-00-00")
    account_number = optional("Account number", 40, help_text="Eight digits; an IBAN for an account abroad")
    account_kind = forms.ChoiceField(
        label="What kind of account?", choices=AccountKind.choices, required=False
    )
    branch = optional(
        "Address of the branch (optional)", 200, help_text="For a bank abroad, its main office in the UK too"
    )
    joint_with = optional("Joint with (optional)")
    business = optional("Name of the business, if it is for one (optional)")
    issuer = optional("Bank or shop")
    card_kind = forms.ChoiceField(label="What kind of card?", choices=CardKind.choices, required=False)
    number = optional("Card number", 40, help_text="The long number on the card")
    valid_from = optional("Valid from (optional)", 7, help_text="For example, 10/24")
    expires = optional("Expires", 7, help_text="For example, 09/27")
    card_joint_with = optional("Whose else it is (optional)")
    card_business = optional("Name of the business, if it is for one (optional)")
    account_closed = optional("Which account?", 80, help_text="The bank and the last four digits")
    card_gone = optional("Which card?", 80, help_text="The bank and the last four digits")
    what = optional("What has changed?", 160, help_text="Which account or card, and what is so now")
    on = TextDateField(label="On which day?", called="The day", past_only=True)
    again = another("account or card")

    SAID = {"number": "Card number", "on": "On"}

    def prepare(self) -> None:
        kind: Any = self.fields["kind"]
        kind.choices = [(each, ChangeKind(each).label) for each in self.ASKS]
        for name, by_hand, label, entries in (
            ("account", "account_closed", "Which account?", self.scene.accounts),
            ("card", "card_gone", "Which card?", self.scene.cards),
        ):
            if entries:
                self.fields[name] = which_of(label, entries)
                del self.fields[by_hand]
        self.order_fields(["kind", "account", "card"])

    def believe(self, cleaned: dict[str, Any]) -> None:
        code, number = cleaned.get("sort_code"), numbers.compact(cleaned.get("account_number") or "")
        abroad = cleaned.get("account_kind") == AccountKind.ABROAD
        card, store = numbers.compact(cleaned.get("number") or ""), cleaned.get("card_kind") == CardKind.STORE
        for name, refused in (
            ("sort_code", rules.sort_code_refused(code) if code else ""),
            ("account_number", rules.account_refused(number, abroad=abroad) if number else ""),
            ("number", rules.card_refused(card, checked=not store) if card else ""),
            *(
                (each, rules.expiry_refused(cleaned[each]))
                for each in ("valid_from", "expires")
                if cleaned.get(each)
            ),
        ):
            if refused and name not in self.errors:
                self.add_error(name, refused)

    def rows(self) -> list[dict[str, Any]]:
        """The number of a card by its last digits: pages show no more of it."""
        shown = super().rows()
        return [
            {**row, "value": f"ending {numbers.compact(row['value'])[-4:]}"}
            if row["key"] == "Card number"
            else row
            for row in shown
        ]

    def told(self) -> list[Told]:
        given = self.cleaned_data
        change = {"kind": given["kind"], "on": given["on"], "note": self._by_hand()}
        found: dict[str, Any] = {"change": change}
        if given["kind"] == ChangeKind.ACCOUNT_OPENED:
            fields = {name: given[name] for name in _ACCOUNT if name != "account_kind"}
            found |= {"entry": "bank-account", "fields": {**fields, "kind": given["account_kind"]}}
        elif given["kind"] == ChangeKind.CARD_OBTAINED:
            fields = {name.removeprefix("card_"): given[name] for name in _CARD}
            found |= {"entry": "card", "fields": fields}
        if "fields" in found:
            found["fields"] = {**found["fields"], "starts_on": given["on"]}
        found["ended"] = entry_of(given.get("account") or given.get("card") or "")
        return [Told(Happened.MONEY, found)]

    def _by_hand(self) -> str:
        given = self.cleaned_data
        return given.get("account_closed") or given.get("card_gone") or given["what"] or ""

    def noted(self) -> list[Noted]:
        given, kind = self.cleaned_data, ChangeKind(self.cleaned_data["kind"])
        old, new = "", "No longer"
        if kind == ChangeKind.ACCOUNT_OPENED:
            new = f"{given['bank']}, ending {numbers.compact(given['account_number'])[-4:]}"
        elif kind == ChangeKind.CARD_OBTAINED:
            new = f"{given['issuer']}, ending {numbers.compact(given['number'])[-4:]}"
        elif kind == ChangeKind.FINANCE_ALTERED:
            new = given["what"]
        else:
            old = self._by_hand() or self._chosen()
        return [Noted(Part.MONEY, str(kind.label), old, new, given["on"], field_class=FieldClass.FINANCE)]

    def _chosen(self) -> str:
        for name in ("account", "card"):
            if value := self.cleaned_data.get(name):
                field: Any = self.fields[name]
                return str(dict(field.choices)[value])
        return ""

    def was_by_hand(self) -> bool:
        """Whether the record could not be compared: somebody who may see it does."""
        return bool(self._by_hand())


class PapersForm(StepForm):
    """A passport or an identity document."""

    WHICH = "kind"
    ASKS = {
        ChangeKind.IDENTITY_DOCUMENT_OBTAINED: {
            "paper": "",
            "number": "Enter the number of the document.",
            "issuer": "",
            "in_name_of": "Enter the name in it, in full.",
            "expires_on": "",
        },
        ChangeKind.IDENTITY_DOCUMENT_CEASED: {
            "held": "Select which document.",
            "gone": "Enter which document.",
        },
    }

    kind = radios(
        "What has happened?", [(each, ChangeKind(each).label) for each in ASKS], "Select what has happened."
    )
    paper = forms.ChoiceField(label="Which document?", choices=PaperKind.choices, required=False)
    number = optional("Number", 40)
    issuer = optional("Country or authority that issued it (optional)", 80)
    in_name_of = optional("Name in it, in full")
    expires_on = TextDateField(label="Valid until (optional)", called="Valid until", required=False)
    gone = optional("Which document?", 160, help_text="What it was, and its number if they know it")
    on = TextDateField(label="On which day?", called="The day", past_only=True)
    again = another("document")

    def prepare(self) -> None:
        if self.scene.papers:
            self.fields["held"] = which_of("Which document?", self.scene.papers, called=in_words)
            del self.fields["gone"]
            self.order_fields(["kind", "held"])

    def told(self) -> list[Told]:
        given = self.cleaned_data
        change = {"kind": given["kind"], "on": given["on"], "note": given.get("gone") or ""}
        found: dict[str, Any] = {"change": change, "ended": entry_of(given.get("held") or "")}
        if given["kind"] == ChangeKind.IDENTITY_DOCUMENT_OBTAINED:
            fields = {name: given[name] for name in ("number", "issuer", "in_name_of", "expires_on")}
            here = {"kind": given["paper"], "place": PaperPlace.HELD, "starts_on": given["on"]}
            found |= {"entry": "identity-document", "fields": {**fields, **here}}
        return [Told(Happened.PAPERS, found)]

    def noted(self) -> list[Noted]:
        given = self.cleaned_data
        kind = ChangeKind(given["kind"])
        if kind == ChangeKind.IDENTITY_DOCUMENT_OBTAINED:
            paper = PaperKind(given["paper"]).label
            new = f"{paper} {given['number']}, in the name of {given['in_name_of']}"
            return [Noted(Part.PAPERS, str(kind.label), "", new, given["on"])]
        field: Any = self.fields.get("held")
        old = str(dict(field.choices)[given["held"]]) if field else given["gone"]
        return [Noted(Part.PAPERS, str(kind.label), old, "No longer held", given["on"])]


def in_words(paper: IdentityDocument) -> str:
    return f"{paper} {paper.number or ''}".strip()


def accounts_in_words(accounts: Iterable[BankAccount], cards: Iterable[PaymentCard]) -> list[str]:
    """Each by its bank and its last digits."""
    return [
        *(
            f"{each}, ending {each.account_number[-4:]}" if each.account_number else str(each)
            for each in accounts
        ),
        *map(str, cards),
    ]
