"""What has changed since a moment is what differs between the record then and now, whatever happened between."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mappa.pack.rules.comparing import Change, Sign, Version, compare

Rows = dict[str, dict[str, str]]
VALUES = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"), max_size=3)
STEPS = st.lists(
    st.tuples(st.sampled_from(["one", "two", "three"]), st.sampled_from(["say", "end", "off"]), VALUES),
    max_size=14,
)

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def replayed(steps: list[tuple[str, str, dict[str, str]]], cut: int) -> tuple[Rows, Rows, list[Version]]:
    """The record at the cut and at the end, and the versions that were recorded after the cut."""
    record: Rows = {}
    over: set[str] = set()  # taken off the record: never written again
    then: Rows = {}
    versions = []
    for number, (of, what, values) in enumerate([*steps, ("", "", {})]):
        if number == cut:
            then = {each: dict(said) for each, said in record.items()}
        if not of or of in over or (what != "say" and of not in record):
            continue
        before = record.get(of)
        if what == "off":
            over.add(of)
            version = Version(of, "void", record.pop(of), before)
        else:
            record[of] = values
            did = "recorded" if before is None else "ended" if what == "end" else "changed"
            version = Version(of, did, values, before)
        if number >= cut:
            versions.append(version)
    return then, record, versions


@MANY
@given(STEPS, st.integers(0, 14))
def test_the_net_of_the_versions_is_the_difference_of_the_records(
    steps: list[tuple[str, str, dict[str, str]]], cut: int
) -> None:
    then, now, versions = replayed(steps, min(cut, len(steps)))
    found = {change.of: change for change in compare(versions)}
    assert {of for of, each in found.items() if each.sign is Sign.NEW} == set(now) - set(then)
    assert {of for of, each in found.items() if each.sign is Sign.GONE} == set(then) - set(now)
    both = {of for of in then if of in now}
    assert {of for of in both if then[of] != now[of]} == {of for of in both if of in found}
    for of in both & set(found):
        after = dict(then[of])
        for name, old, new in found[of].differs:
            assert after.get(name) == old
            after[name] = new
        assert {name: value for name, value in after.items() if value is not None} == now[of]


@MANY
@given(STEPS)
def test_nothing_since_is_no_change(steps: list[tuple[str, str, dict[str, str]]]) -> None:
    assert compare(replayed(steps, len(steps))[2]) == []


def test_what_was_corrected_back_has_not_changed() -> None:
    there, away = {"place": "Ewe Close"}, {"place": "Ewe Lane"}
    assert compare([Version("a", "changed", away, there), Version("a", "changed", there, away)]) == []


def test_what_ended_says_what_ended_it() -> None:
    ended = Version("a", "ended", {"until": "4 June"}, {"until": None})
    assert compare([ended]) == [Change("a", Sign.ENDED, {"until": "4 June"}, (("until", None, "4 June"),))]
