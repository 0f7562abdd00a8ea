"""Numbers and names that can be wrong by themselves: how each is written on record, and what is refused of it.

Pure. The first function of each pair gives the one way a thing is written, whatever was typed; the second what is
wrong with it, in words for whoever typed it, or the empty text. What is empty is never wrong here.
"""

from __future__ import annotations

import re

_SPACING = re.compile(r"[\s.\-–()]+")
_NATIONAL_DIGITS = 11  # of a British number with its leading 0


def compact(text: str) -> str:
    """In capitals, without what people put between the parts of a number."""
    return _SPACING.sub("", text).upper()


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it: ISO/IEC 7812-1 annex B."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def telephone(text: str) -> str:
    """07700 900123 for a British number; +33612345678 for another."""
    found = compact(text)
    if found.startswith("00"):
        found = f"+{found[2:]}"
    if found.startswith("+440"):
        found = f"+44{found[4:]}"
    if found.startswith("+44") and len(found) == _NATIONAL_DIGITS + 2:
        found = f"0{found[3:]}"
    if found.startswith("0") and found.isascii() and found.isdigit() and len(found) == _NATIONAL_DIGITS:
        return f"{found[:5]} {found[5:]}"
    return found


def wrong_telephone(text: str) -> str:
    """E.164 allows 15 digits; the shortest number that a person has is taken to be 7."""
    if text and not re.fullmatch(r"\+?[0-9]{7,15}", telephone(text).replace(" ", "")):
        return "Enter a telephone number in digits, like 07700 900123 or +33 6 12 34 56 78."
    return ""


def imei(text: str) -> str:
    return compact(text).replace("/", "")


def wrong_imei(text: str) -> str:
    """15 digits, the last a check; 14 without it; 16 with a software version in its place (3GPP TS 23.003)."""
    digits = imei(text)
    if not digits:
        return ""
    if not re.fullmatch(r"[0-9]{14,16}", digits):
        return "Enter an IMEI of 14 to 16 digits. Dialling *#06# shows it."
    if len(digits) == 15 and not luhn(digits):
        return "That IMEI's last digit does not fit the others. Check it: dialling *#06# shows it."
    return ""


def mac(text: str) -> str:
    """A1:B2:C3:D4:E5:F6."""
    digits = compact(text).replace(":", "")
    return (
        ":".join(digits[at : at + 2] for at in range(0, len(digits), 2))
        if len(digits) == 12
        else text.strip()
    )


def wrong_mac(text: str) -> str:
    if text and not re.fullmatch(r"([0-9A-F]{2}:){5}[0-9A-F]{2}", mac(text)):
        return "Enter a MAC address of 12 figures and letters A to F, like A1:B2:C3:D4:E5:F6."
    return ""


def email(text: str) -> str:
    return text.strip().lower()


def wrong_email(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s,;]+@[^@\s,;.]+(\.[^@\s,;.]+)+", email(text)):
        return "Enter an e-mail address, like name@example.com."
    return ""


def insurance(text: str) -> str:
    """AB123456C."""
    return compact(text)


# Letters that no prefix has, and prefixes given to nobody: HMRC National Insurance Manual NIM39110. QQ is HMRC's own
# in examples: no person has it, so it may stand in an exercise.
_INSURANCE = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)[0-9]{6}[A-D]?")


def wrong_insurance(text: str) -> str:
    if text and not _INSURANCE.fullmatch(insurance(text)):
        return "Enter a National Insurance number: two letters, six digits and a letter A to D."
    return ""


def nhs(text: str) -> str:
    """943 476 5919."""
    digits = compact(text)
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 else digits


def wrong_nhs(text: str) -> str:
    """Ten digits, the last of them a check modulo 11: NHS Data Dictionary, "NHS NUMBER"."""
    digits = compact(text)
    if not digits:
        return ""
    if not re.fullmatch(r"[0-9]{10}", digits):
        return "Enter an NHS number of 10 digits, like 943 476 5919."
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    if check != int(digits[9]):
        return "That NHS number's last digit does not fit the others. Check it."
    return ""


def registration(text: str) -> str:
    return " ".join(text.upper().split())


def shoe_size(text: str) -> str:
    """9.5: British sizes, halves as a decimal."""
    return re.sub(r"^UK|SIZE", "", text.upper()).replace("½", ".5").replace(" ", "").removesuffix(".0")


def wrong_shoe_size(text: str) -> str:
    found = shoe_size(text)
    if found and not (re.fullmatch(r"[0-9]{1,2}(\.5)?", found) and 1 <= float(found) <= 20):
        return "Enter a British shoe size from 1 to 20, like 9 or 9.5."
    return ""


# The shapes that the systems themselves give out. Whatever is older or stranger is recorded as "another system's".
_REFERENCES = {
    "pnc": (
        r"([0-9]{2}|[0-9]{4})/[0-9]{1,7}[A-Z]",
        "Enter a PNC ID as a year, a number and a letter, like 2004/123456X.",
    ),
    "cro": (
        r"(SF)?[0-9]{1,6}/[0-9]{2}[A-Z]?",
        "Enter a CRO number as a number, a year and a letter, like 123456/04X.",
    ),
    "crn": (r"[A-Z][0-9]{6}", "Enter an nDelius CRN as a letter and six digits, like X123456."),
    "nomis": (
        r"[A-Z][0-9]{4}[A-Z]{2}",
        "Enter a prison number as a letter, four digits and two letters, like A1234AB.",
    ),
    "driver": (
        r"[A-Z9]{5}[0-9]{6}[A-Z9]{2}[A-Z0-9]{3}([0-9]{2})?",
        "Enter the 16 letters and figures of field 5 of the driving licence.",
    ),
}


def reference(text: str) -> str:
    return "".join(text.upper().split())


def wrong_reference(kind: str, text: str) -> str:
    """`kind` is a value of IdentifierKind."""
    shape, said = _REFERENCES.get(kind, ("", ""))
    return said if shape and not re.fullmatch(shape, reference(text)) else ""


def wrong_between(value: int | None, low: int, high: int, said: str) -> str:
    """`said` if there is a number and it is not between the two, both included."""
    return said if value is not None and not low <= value <= high else ""
