"""Whether a meeting ended on time is said by one rule."""

from __future__ import annotations

import pytest

from facilitator.domain.ending import is_late, minutes_apart, say_end, say_end_in_line
from facilitator.language import Language


@pytest.mark.parametrize(
    ("minutes", "apart", "said"),
    [
        (-6, -6, "It ended 6 min early"),
        (-4, 0, "It ended on time"),
        (0, 0, "It ended on time"),
        (4.9, 0, "It ended on time"),
        (5, 5, "It ended 5 min late"),
        (12 * 60, None, "It was held on another day than planned"),
    ],
)
def test_less_than_five_minutes_is_on_time(minutes: float, apart: int | None, said: str) -> None:
    assert minutes_apart(60 * minutes) == apart
    lang = Language("en")
    assert say_end(lang, 60 * minutes) == said
    assert say_end_in_line(lang, 60 * minutes) == said.removeprefix("It ").removeprefix("was ")
    assert is_late(60 * minutes) == (apart is not None and apart > 0)
