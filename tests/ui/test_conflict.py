"""Two people at one text: the question stands where it is asked and is in nobody's way."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui import example
from tests.ui.example import Example
from tests.ui.followup_desk import detail, only, open_page

from facilitator.edits import followup
from facilitator.language import Language
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.followup.conflict import ConflictCard

pytestmark = pytest.mark.bare


def test_a_text_somebody_else_changed_is_asked_about_without_a_fault(
    qtbot: QtBot, bridge: Bridge, cluster: Example, caplog: pytest.LogCaptureFixture
) -> None:
    (key,) = example.agree(cluster, "Ring tilbage", (1,))
    with cluster.store.edit("Begin", cluster=cluster.cluster) as session:
        cycle = followup.add_cycle(session, key, bridge.clock.utc(), plan="Først")
    page = open_page(qtbot, bridge, cluster)
    page.choose(key)
    page.activateWindow()
    QApplication.processEvents()
    said: list[Notice] = []
    bridge.notice.connect(said.append)
    plan, card = detail(page).tests.fields["plan"], detail(page).conflict
    plan.setFocus()
    assert plan.hasFocus()
    QTest.keyClicks(plan, " og så")
    with cluster.store.edit("Write", cluster=cluster.cluster) as session:
        followup.change_cycle(session, cycle, plan="Den andens plan")
    with caplog.at_level(logging.ERROR):
        bridge.leaving.emit()
        QApplication.processEvents()
    assert card.theirs.text() == "Den anden: Den andens plan"
    assert card.use.hasFocus()
    assert not caplog.records
    assert not [notice for notice in said if "gik galt" in notice.text]
    card.use.click()
    (now,) = only(cluster, "Ring tilbage").cycles
    assert now.plan == plan.toPlainText() != "Den andens plan"


def test_a_question_that_is_asked_again_takes_no_keys_from_who_has_gone_on(qtbot: QtBot) -> None:
    window, card, elsewhere = QWidget(), ConflictCard(Language("da")), QLineEdit()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(card)
    column.addWidget(elsewhere)
    window.show()
    window.activateWindow()
    answers: list[str] = []

    def ask(theirs: str, tried: str) -> None:
        card.ask(theirs, "Min", lambda: answers.append(tried), lambda: None)
        QApplication.processEvents()

    ask("Deres", "første")
    assert card.use.hasFocus()
    elsewhere.setFocus()
    ask("Deres", "anden")
    assert elsewhere.hasFocus()
    ask("Deres på ny", "tredje")
    assert card.use.hasFocus()
    card.use.click()
    assert answers == ["tredje"]
