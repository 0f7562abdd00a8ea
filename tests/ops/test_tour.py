"""The tour leads nowhere that is not there, and its page is what its list says."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import resolve, reverse

from ops.demo.staff import SIGN_INS
from ops.tour.stops import PAGE, PICTURES, STOPS, Stop, written

ALL_TOGETHER = 3_500_000  # bytes


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
def test_a_stop_has_an_address_a_sign_in_and_a_picture(stop: Stop) -> None:
    path = reverse(stop.url, args=[*(uuid4() for _ in range(stop.who.parts)), *stop.of])
    assert resolve(path).url_name == stop.url.rpartition(":")[2]
    assert stop.role in {"", *SIGN_INS}
    assert (PICTURES / stop.picture).read_bytes().startswith(b"\x89PNG")


def test_the_page_is_what_the_list_says() -> None:
    assert PAGE.read_text() == written()


def test_no_picture_is_left_over_and_all_of_them_are_small() -> None:
    pictures = list(PICTURES.iterdir())
    assert {picture.name for picture in pictures} == {stop.picture for stop in STOPS}
    assert sum(picture.stat().st_size for picture in pictures) <= ALL_TOGETHER
