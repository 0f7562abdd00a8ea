from __future__ import annotations

from dataclasses import replace

import pytest

from diary import providers
from practice import keys
from tests.practice.visited import KEY, visits


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch, law_alone: None) -> None:
    """Home visits fall due by policy, whether or not a floor of Vigil has come to look after them."""
    monkeypatch.setitem(providers._providers, "visited", visits)
    monkeypatch.setitem(keys.KEYS, KEY, replace(keys.KEYS[KEY], waits=False))
