"""A line of a meeting, written in place while somebody else writes it too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui import example
from tests.ui.example import Example

from facilitator.edits import captured, outcomes
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.run.line_text import LineText

pytestmark = pytest.mark.bare

LINE = captured.change_text, captured.texts_of
GROUP = outcomes.change_actions, outcomes.actions_of


@pytest.mark.parametrize(("verbs", "many"), [(LINE, False), (GROUP, True)])
def test_what_somebody_else_wrote_is_not_written_over_unseen(
    qtbot: QtBot,
    bridge: Bridge,
    cluster: Example,
    verbs: tuple[Callable[..., object], Callable[..., tuple[str, ...]]],
    many: bool,
) -> None:
    keys = example.agree(cluster, "Ring tilbage", (1, 2))
    subject: tuple[object, ...] = (tuple(keys),) if many else ("commitment", keys[0])
    bridge.open(cluster.store, cluster.cluster)
    field = LineText(bridge, "Text", N_("Change a line of the meeting"), *verbs)
    qtbot.addWidget(field)
    said: list[Notice] = []
    bridge.notice.connect(said.append)

    def stored() -> str:
        found = bridge.ask(queries.commitments, cluster.cluster)
        return next(one.action for one in found if one.id == keys[0])

    def other_writes(text: str) -> None:
        with cluster.store.edit("Write", cluster=cluster.cluster) as session:
            captured.change_text(session, "commitment", keys[0], text)
        field.show_stored(subject, text)

    def answer(words: str) -> None:
        asked = [notice for notice in said if words in [text for text, _ in notice.answers]]
        next(act for text, act in asked[-1].answers if text == words)()

    field.show_stored(subject, "Ring tilbage")
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClicks(field, " samme dag")
    other_writes("Skriv tilbage")
    bridge.leaving.emit()
    assert stored() == "Skriv tilbage"
    assert any("Den anden: Skriv tilbage" in notice.text for notice in said)
    answer("Brug min")
    assert stored() == "Ring tilbage samme dag"
    field.show_stored(subject, stored())
    QTest.keyClicks(field, "!")
    other_writes("Ring i morgen")
    bridge.leaving.emit()
    answer("Behold den anden")
    assert (stored(), field.toPlainText()) == ("Ring i morgen", "Ring i morgen")
    assert not bridge.unsaved
