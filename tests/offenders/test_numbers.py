"""Numbers that can be wrong by themselves: one way to write each, and plain words for what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offenders import numbers


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("07700900123", "07700 900123"),
        ("07700 900 123", "07700 900123"),
        ("+44 7700 900123", "07700 900123"),
        ("+44 (0)7700 900123", "07700 900123"),
        ("0044 7700 900123", "07700 900123"),
        ("(01632) 960-001", "01632 960001"),
        ("+33 6 12 34 56 78", "+33612345678"),
    ],
)
def test_a_telephone_number_is_written_one_way(typed: str, written: str) -> None:
    assert numbers.telephone(typed) == written
    assert not numbers.wrong_telephone(typed)


@pytest.mark.parametrize("typed", ["ask his mother", "07700 9OO123", "123456", "+0123456789012345"])
def test_what_is_no_telephone_number(typed: str) -> None:
    assert "Enter a telephone number" in numbers.wrong_telephone(typed)


class TestImei:
    @given(st.text("0123456789", min_size=14, max_size=14))
    def test_just_one_check_digit_fits(self, digits: str) -> None:
        fitting = [last for last in "0123456789" if not numbers.wrong_imei(digits + last)]
        assert len(fitting) == 1

    @given(st.text("0123456789", min_size=14, max_size=14), st.integers(0, 13), st.integers(1, 9))
    def test_one_wrong_digit_is_noticed(self, digits: str, at: int, by: int) -> None:
        right = next(digits + last for last in "0123456789" if not numbers.wrong_imei(digits + last))
        wrong = right[:at] + str((int(right[at]) + by) % 10) + right[at + 1 :]
        assert "does not fit" in numbers.wrong_imei(wrong)

    @pytest.mark.parametrize("typed", ["49 015420 323751 8", "490154203237518", "49-015420-323751-8"])
    def test_spaces_do_not_count(self, typed: str) -> None:
        assert not numbers.wrong_imei(typed)
        assert numbers.imei(typed) == "490154203237518"

    @pytest.mark.parametrize("typed", ["1234", "4901542032375189999", "A90154203237518"])
    def test_what_is_none(self, typed: str) -> None:
        assert "14 to 16 digits" in numbers.wrong_imei(typed)

    @pytest.mark.parametrize("typed", ["49015420323751", "4901542032375101"])
    def test_without_a_check_digit(self, typed: str) -> None:
        assert not numbers.wrong_imei(typed)


@pytest.mark.parametrize(
    "typed", ["a1b2c3d4e5f6", "A1-B2-C3-D4-E5-F6", "a1:b2:c3:d4:e5:f6", "A1B2.C3D4.E5F6"]
)
def test_a_mac_address_is_written_one_way(typed: str) -> None:
    assert numbers.mac(typed) == "A1:B2:C3:D4:E5:F6"
    assert not numbers.wrong_mac(typed)


@pytest.mark.parametrize("typed", ["A1:B2", "G1:B2:C3:D4:E5:F6"])
def test_what_is_no_mac_address(typed: str) -> None:
    assert "MAC address" in numbers.wrong_mac(typed)


@pytest.mark.parametrize("typed", ["QQ 12 34 56 C", "ab123456c", "AB123456"])
def test_national_insurance_numbers(typed: str) -> None:
    assert not numbers.wrong_insurance(typed)


@pytest.mark.parametrize("typed", ["BG123456A", "DA123456A", "AO123456A", "AB12345C", "AB123456E", "123456"])
def test_prefixes_that_nobody_has(typed: str) -> None:
    assert "National Insurance" in numbers.wrong_insurance(typed)


class TestNhs:
    def test_the_dictionarys_own_example(self) -> None:
        assert not numbers.wrong_nhs("943 476 5919")
        assert numbers.nhs("9434765919") == "943 476 5919"

    @given(st.text("0123456789", min_size=9, max_size=9))
    def test_one_check_digit_fits_or_none(self, digits: str) -> None:
        assert sum(not numbers.wrong_nhs(digits + last) for last in "0123456789") <= 1

    @pytest.mark.parametrize(("typed", "said"), [("943 476 5918", "does not fit"), ("12345", "10 digits")])
    def test_what_is_none(self, typed: str, said: str) -> None:
        assert said in numbers.wrong_nhs(typed)


@pytest.mark.parametrize(
    ("typed", "written"), [("9", "9"), ("9½", "9.5"), ("UK 9.5", "9.5"), ("size 10", "10"), ("10.0", "10")]
)
def test_shoe_sizes(typed: str, written: str) -> None:
    assert numbers.shoe_size(typed) == written
    assert not numbers.wrong_shoe_size(typed)


@pytest.mark.parametrize("typed", ["80", "0", "9.3", "large"])
def test_what_is_no_shoe_size(typed: str) -> None:
    assert "from 1 to 20" in numbers.wrong_shoe_size(typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("pnc", "2004/123456x"),
        ("pnc", "04/123456X"),
        ("cro", "123456/04X"),
        ("cro", "SF12/04X"),
        ("crn", "x123456"),
        ("nomis", "A1234 AB"),
        ("driver", "MARSH703049A99AB"),
        ("visor", "whatever the system says"),
    ],
)
def test_references_in_their_systems_shape(kind: str, typed: str) -> None:
    assert not numbers.wrong_reference(kind, typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("pnc", "123456X"), ("cro", "X/04"), ("crn", "123456"), ("nomis", "1234AB"), ("driver", "MARSH")],
)
def test_references_in_another_shape(kind: str, typed: str) -> None:
    assert numbers.wrong_reference(kind, typed).startswith("Enter ")


@pytest.mark.parametrize("typed", ["name@example.com", " Name.Other@mail.example.org "])
def test_email_addresses(typed: str) -> None:
    assert not numbers.wrong_email(typed)
    assert numbers.email(typed) == typed.strip().lower()


@pytest.mark.parametrize("typed", ["name", "name@", "name@example", "a b@example.com", "a@b@example.com"])
def test_what_is_no_email_address(typed: str) -> None:
    assert "name@example.com" in numbers.wrong_email(typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    wrong = (
        *(numbers.wrong_telephone, numbers.wrong_imei, numbers.wrong_mac, numbers.wrong_insurance),
        *(numbers.wrong_nhs, numbers.wrong_shoe_size, numbers.wrong_email),
    )
    for find in wrong:
        said = find(typed)
        assert said == "" or said[0].isupper()


@given(st.text(max_size=40))
def test_writing_it_again_changes_nothing(typed: str) -> None:
    for write in (numbers.telephone, numbers.imei, numbers.mac, numbers.nhs, numbers.reference):
        assert write(write(typed)) == write(typed)
