"""The clock of a rehearsal: both of its clocks together, faster than the computer's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitator.clock import FastClock

AT = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)


class Seconds:
    """The clocks of a computer, moved by hand."""

    def __init__(self) -> None:
        self.passed = 5_000.0

    def utc(self) -> datetime:
        return AT.replace(year=2020) + timedelta(seconds=self.passed)

    def mono(self) -> float:
        return self.passed


def test_it_stands_until_it_is_given_a_rate() -> None:
    seconds = Seconds()
    clock = FastClock(seconds, AT)
    seconds.passed += 90
    assert (clock.utc(), clock.mono(), clock.rate) == (AT, 0, 0)
    clock.set_to(AT + timedelta(minutes=4))
    clock.go(20)
    seconds.passed += 3
    assert clock.utc() == AT + timedelta(minutes=5)
    assert clock.mono() == 60


@given(st.lists(st.tuples(st.sampled_from((0, 1, 5, 20, 60)), st.floats(0, 600)), max_size=8))
def test_both_clocks_move_together_and_never_back(legs: list[tuple[int, float]]) -> None:
    seconds = Seconds()
    clock = FastClock(seconds, AT)
    expected = 0.0
    for rate, length in legs:
        before = clock.mono()
        clock.go(rate)
        assert clock.mono() == before
        seconds.passed += length
        expected += rate * length
        assert clock.mono() >= before
        apart = (clock.utc() - AT).total_seconds() - clock.mono()
        assert abs(apart) < 1e-3
    assert abs(clock.mono() - expected) < 1e-3
