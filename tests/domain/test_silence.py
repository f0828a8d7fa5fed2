"""A silent minute."""

from __future__ import annotations

from facilitator.domain.silence import Silence


def test_a_silent_minute_stops_by_itself_and_with_its_item() -> None:
    minute = Silence("case", began=1_000, seconds=60)
    assert minute.left("case", 1_000) == 60
    assert minute.left("case", 1_059.5) == 0.5
    assert minute.left("case", 1_060) is None
    assert minute.left("break", 1_010) is None
    assert minute.left(None, 1_010) is None
