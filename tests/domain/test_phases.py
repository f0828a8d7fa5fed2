"""A series is divided by a person into phases, each with the points its centre comes from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.phases import Stretch, divide


def test_without_cuts_a_series_is_one_phase_and_its_own_baseline() -> None:
    assert divide([4, None, 6]) == (Stretch(0, (4, None, 6), (4, None, 6)),)
    assert divide(list[int]()) == (Stretch(0, (), ()),)


def test_each_phase_takes_its_own_first_points_as_baseline() -> None:
    before, after = divide([1, 2, 3, 4, 5, 6], splits=[3], freeze=2)
    assert (before.start, before.stop, before.baseline) == (0, 3, (1, 2))
    assert (after.start, after.stop, after.baseline) == (3, 6, (4, 5))


def test_a_point_left_out_is_missing_and_its_place_in_the_baseline_is_not_taken() -> None:
    (phase,) = divide([1, 2, 3, 4], freeze=3, left_out=[1])
    assert phase == Stretch(0, (1, None, 3, 4), (1, None, 3))


@given(st.lists(st.none() | st.integers(), min_size=1, max_size=12), st.data())
def test_the_phases_hold_every_point_once_and_in_order(
    values: list[int | None], data: st.DataObject
) -> None:
    splits = data.draw(st.sets(st.integers(1, max(1, len(values) - 1))))
    phases = divide(values, splits=splits if len(values) > 1 else ())
    assert [value for phase in phases for value in phase.values] == values
    assert [phase.start for phase in phases[1:]] == [phase.stop for phase in phases[:-1]]


@pytest.mark.parametrize("split", [0, 3, -1])
def test_a_phase_begins_inside_the_series(split: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        divide([1, 2, 3], splits=[split])


def test_a_point_left_out_is_one_of_the_series_and_a_baseline_has_points() -> None:
    with pytest.raises(ValueError, match="outside"):
        divide([1], left_out=[1])
    with pytest.raises(ValueError, match="at least one"):
        divide([1], freeze=0)
