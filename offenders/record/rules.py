"""What numbers and codes of the record must look like: pure.

`tidy_...` writes down what was typed, `..._refused` says in plain words what to enter instead, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from offenders.numbers import luhn
from offenders.record.choices import DEVICE_STEPS, DeviceState

_SORT_CODE_DIGITS, _ACCOUNT_DIGITS = 6, 8
_CARD_DIGITS = range(12, 20)  # ISO/IEC 7812
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")  # ISO 13616
_ABROAD = re.compile(r"[A-Z0-9]{4,34}")
_EXPIRES = re.compile(r"(0?[1-9]|1[0-2])\s*[/-]\s*(?:20)?(\d{2})")
_GRADE = re.compile(r"[123][A-E]")


def tidy_words(typed: str) -> str:
    """Single spaces, none around."""
    return " ".join(typed.split())


def tidy_sort_code(typed: str) -> str:
    """`20-00-00`; what is no sort code stays as it was typed."""
    digits = re.sub(r"[\s-]", "", typed)
    if not _is_digits(digits, _SORT_CODE_DIGITS):
        return typed.strip()
    return f"{digits[:2]}-{digits[2:4]}-{digits[4:]}"


def tidy_expiry(typed: str) -> str:
    """`09/27`; what is no month stays as it was typed."""
    found = _EXPIRES.fullmatch(typed.strip())
    return f"{int(found[1]):02}/{found[2]}" if found else typed.strip()


def sort_code_refused(code: str) -> str:
    digits = re.sub(r"[\s-]", "", code)
    return (
        ""
        if _is_digits(digits, _SORT_CODE_DIGITS)
        else "Enter the six digits of the sort code, like 20-00-00."
    )


def account_refused(number: str, *, abroad: bool) -> str:
    """`number` is tidied: capitals without spaces."""
    if not abroad:
        if _is_digits(number, _ACCOUNT_DIGITS):
            return ""
        return "Enter the eight digits of the account number. Put a 0 in front if it has seven."
    if _IBAN.fullmatch(number):
        return "" if iban_holds(number) else "Check the IBAN: a character is wrong or missing."
    return (
        ""
        if _ABROAD.fullmatch(number)
        else "Enter the IBAN, or the account number in letters and digits only."
    )


def iban_holds(number: str) -> bool:
    """Whether the check digits of an IBAN agree (ISO 7064, MOD 97-10)."""
    turned = number[4:] + number[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def card_refused(number: str, *, checked: bool) -> str:
    """`checked`: whether its last digit is a check digit, as on every card of a payment scheme."""
    if not (number.isascii() and number.isdigit() and len(number) in _CARD_DIGITS):
        return "Enter the long number on the card: 12 to 19 digits."
    return "" if not checked or luhn(number) else "Check the card number: a digit is wrong or missing."


def expiry_refused(expires: str) -> str:
    return "" if _EXPIRES.fullmatch(expires) else "Enter the month and year on the card, like 09/27."


def grade_refused(grade: str) -> str:
    return (
        ""
        if _GRADE.fullmatch(grade)
        else "Enter the grade as a digit from 1 to 3 and a letter from A to E, like 1B."
    )


def device_step_refused(before: str, after: str) -> str:
    """Why a device that stands as `before` on the record cannot stand as `after` next; empty when it can."""
    stood, stands = DeviceState(before), DeviceState(after)
    if stands == stood or stands in DEVICE_STEPS[stood]:
        return ""
    return (
        f"A device on record as “{stood.label.lower()}” cannot be “{stands.label.lower()}” next. If what stands was "
        "never so, take the entry off the record and record it anew."
    )


def first_out_of_order(days: Sequence[tuple[str, date | None, str]], *, today: date) -> dict[str, str]:
    """Of events in their order (field, day, words), the first that is in the future or before an earlier one."""
    latest: tuple[date, str] | None = None
    for name, day, words in days:
        if day is None:
            continue
        if day > today:
            return {name: f"{words} in the future cannot be recorded. Record it on the day."}
        if latest and day < latest[0]:
            return {name: f"{words} cannot be before {latest[1][0].lower()}{latest[1][1:]}."}
        latest = day, words
    return {}


def _is_digits(text: str, count: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) == count
