"""Which meeting is to be run: every order of what there may be in a cluster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from facilitator.domain.agenda import MeetingRow, MeetingStatus
from facilitator.domain.next_to_run import find_next_to_run

TODAY = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)


def row(status: str, days: int) -> MeetingRow:
    start, known = TODAY + timedelta(days), cast("MeetingStatus", status)
    end = start + timedelta(hours=2)
    return MeetingRow(f"{status} {days}", 1, start, end, known, "", 9, 0, 0, 0)


@pytest.mark.parametrize(
    ("meetings", "wanted"),
    [
        ([], None),
        ([("closed", -90), ("cancelled", 3)], None),
        ([("draft", 90), ("ready", 30)], "ready 30"),
        ([("draft", -7), ("ready", 30)], "draft -7"),
        ([("draft", -7), ("running", 0), ("ready", 0)], "running 0"),
        ([("running", -7), ("running", 0)], "running -7"),
        # its pulse and goals are due, whatever comes
        ([("held", 0), ("ready", 30), ("draft", -7)], "held 0"),
        ([("held", 0), ("running", 0)], "running 0"),
        ([("closed", 0), ("ready", 30)], "ready 30"),
        # one held on an earlier day stands in nobody's way
        ([("held", -1), ("ready", 30)], "ready 30"),
        ([("held", -1), ("cancelled", 30)], "held -1"),
        ([("held", -90), ("held", -1)], "held -1"),
        ([("held", -90), ("closed", -1)], None),
    ],
)
def test_the_meeting_to_run(meetings: list[tuple[str, int]], wanted: str | None) -> None:
    rows = [row(*one) for one in meetings]
    for order in (rows, rows[::-1]):
        assert find_next_to_run(order, lambda one: one.start.date() == TODAY.date()) == wanted
