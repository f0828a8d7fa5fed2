"""The toolkit itself: a version that loses references aborts in the middle of a meeting."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_a_hundred_thousand_calls_lose_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(100_000):
        label.setText("12:20")
    assert abs(sys.getrefcount(None) - before) <= 100
