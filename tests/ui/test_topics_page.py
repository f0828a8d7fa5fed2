"""The topic bank: ideas in a line, states by one press, and all a topic ever had to do with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.example import Example

from facilitator.domain.content import Topic
from facilitator.edits import agenda, outcomes, topics
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.main_window import MainWindow
from facilitator.ui.parts.line_button import LineButton
from facilitator.ui.topics.detail import TopicDetail
from facilitator.ui.topics.page import TopicsPage

pytestmark = pytest.mark.bare

Key = Qt.Key


@dataclass
class Bank:
    """The window at the topic bank of the example."""

    window: MainWindow
    bridge: Bridge
    example: Example

    @property
    def page(self) -> TopicsPage:
        page = self.window.page()
        assert isinstance(page, TopicsPage)
        return page

    @property
    def pane(self) -> TopicDetail:
        assert self.page.detail is not None
        return self.page.detail

    def do(self, verb: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        return self.bridge.do("Edit", verb, *args, **kw)

    def idea(self, title: str, **kw: Any) -> str:
        at = self.bridge.clock.utc()
        key: str = self.do(topics.add_topic, self.example.cluster, title, at, **kw)
        return key

    def stored(self, key: str) -> Topic:
        return self.bridge.ask(queries.topic, key)

    def titles(self) -> list[str]:
        return [one.title for one in self.page.list.topics]

    def told(self) -> list[tuple[str, str]]:
        """The lines of the pane, as a person reads them."""
        QApplication.processEvents()
        lines = self.pane.findChildren(LineButton)
        return [line.words for line in lines if line.isVisibleTo(self.pane)]


@pytest.fixture
def bank(qtbot: QtBot, bridge: Bridge, cluster: Example) -> Iterator[Bank]:
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    bridge.open(cluster.store, cluster.cluster)
    made = Bank(window, bridge, cluster)
    for one in bridge.ask(queries.topics, cluster.cluster):
        made.do(topics.change_topic, one.id, revisit=None)
    window.open_page("topics")
    yield made
    bridge.close()


def test_an_idea_is_added_in_a_line_and_stands_beside_the_list(bank: Bank) -> None:
    page, before = bank.page, len(bank.titles())
    page.title.setFocus()
    QTest.keyClicks(page.title, "Ventetid om mandagen")
    QTest.keyClicks(page.situation, "Telefonen gloder")
    QTest.keyClick(page.situation, Key.Key_Return)
    assert len(bank.titles()) == before + 1
    key = page.subject()
    assert key is not None
    one = bank.stored(key)
    assert (one.title, one.situation, one.state, one.origin) == (
        "Ventetid om mandagen",
        "Telefonen gloder",
        "new",
        "",
    )
    assert (page.title.text(), page.title.hasFocus()) == ("", True)
    QTest.keyClicks(page.title, "ventetid om MANDAGEN")
    QTest.keyClick(page.title, Key.Key_Return)
    assert len(bank.titles()) == before + 1
    assert page.subject() == key


@pytest.mark.dressed
def test_one_key_or_one_click_says_how_a_topic_stands_and_it_is_undone(bank: Bank) -> None:
    key, page = bank.idea("Ørevoks"), bank.page
    page.show_subject(key)
    page.list.setFocus()
    QTest.keyClick(page.list, Key.Key_3)
    assert (bank.stored(key).state, bank.stored(key).revisit is None) == ("used", False)
    bank.bridge.undo()
    assert (bank.stored(key).state, bank.stored(key).revisit) == ("new", None)
    QTest.keyClick(page.list, Key.Key_Return)
    title: Any = bank.pane.form.fields["title"]
    assert title.editor.hasFocus()
    index = page.list._model.index_of(key)
    box = page.list.visualRect(index)
    ((_, chip),) = [c for c in page.list._delegate.chips(box) if c[0] == "parked"]
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(chip.center()))
    assert bank.stored(key).state == "parked"
    assert bank.pane.state.choice == "parked"


def test_the_bank_is_filtered_searched_and_ordered(bank: Bank) -> None:
    page = bank.page
    many, due = bank.idea("Aa voted"), bank.idea("Zz due")
    bank.do(topics.vote, many, bank.example.next, 3)
    bank.do(topics.change_topic, due, revisit=date(2026, 1, 1))
    page.choose(None)
    assert bank.titles()[0] == "Aa voted"
    page.order.setCurrentIndex(page.order.findData("revisit"))
    page.order.activated.emit(page.order.currentIndex())
    assert bank.titles()[0] == "Zz due"
    page.part.setText("VOTED")
    assert bank.titles() == ["Aa voted"]
    page.part.setText("no such topic")
    assert bank.titles() == []
    bank.bridge.open_row("topics", "topic", due)
    assert "Zz due" in bank.titles()
    assert "1 skal tages op igen" in page.header().subtitle


def test_a_topic_tells_its_meetings_and_what_came_of_them_and_leads_there(bank: Bank) -> None:
    key, held = bank.idea("Ørevoks"), bank.example.held[-1]
    at = bank.bridge.clock.utc()
    bank.page.show_subject(key)
    assert bank.told() == []
    bank.do(topics.vote, key, bank.example.held[0], 2)
    assert bank.told()[-1][1] == "kun til afstemning · 2 stemmer"
    insight = bank.do(outcomes.add_insight, held, "Spørg først", at, topic=key)
    made = bank.do(
        outcomes.add_commitment,
        bank.example.cluster,
        "Ringer op",
        at,
        insight=insight,
        whole_cluster=True,
    )
    (meeting, _voted, commitment) = bank.told()
    assert meeting[1] == '"Spørg først"'
    assert commitment == ("Ringer op", "hele klyngen · planlagt")
    lines = [one for one in bank.pane.findChildren(LineButton) if one.words == commitment]
    lines[-1].click()
    assert (bank.window.current, bank.window.page().subject()) == ("follow_up", made)  # type: ignore[union-attr]


def test_a_topic_is_put_on_a_coming_agenda_or_a_new_meeting_is_about_it(bank: Bank) -> None:
    key, due = bank.idea("Ørevoks"), bank.idea("Aa due")
    bank.do(topics.change_topic, due, revisit=date(2026, 1, 1))
    bank.page.show_subject(key)
    coming = bank.example.next
    assert coming is not None
    bank.pane.menu.actions()[0].trigger()
    assert bank.window.current == "meetings"
    items = bank.bridge.ask(queries.agenda, coming).items
    assert [one.title for one in items if one.topic == key] == ["Ørevoks"]
    bank.window.open_page("topics", key)
    bank.pane.menu.actions()[-1].trigger()
    form = bank.window.page().form  # type: ignore[union-attr]
    assert (form.topic, form.topics.currentText()) == (key, "Ørevoks")
    assert form.topics.itemText(1) == "Aa due – tid til at tage det op igen"


def test_who_proposed_it_is_seen_only_by_one_who_asks(bank: Bank) -> None:
    key, anna = bank.idea("Ørevoks"), bank.example.members[0]
    bank.do(topics.name_proposer, key, anna)
    bank.page.show_subject(key)
    pane = bank.pane
    assert not pane.proposer.isVisible()
    pane.show_proposer.click()
    assert (pane.proposer.isVisible(), pane.proposer.currentData()) == (True, anna)
    bank.page.choose(None)
    bank.page.show_subject(bank.idea("Andet"))
    bank.page.show_subject(key)
    assert not pane.proposer.isVisible()


@pytest.mark.dressed
def test_an_empty_bank_says_how_to_begin_and_a_full_one_scrolls(bank: Bank) -> None:
    for one in bank.page.list.topics:
        bank.do(agenda_free, one.id)
    assert bank.titles() == []
    assert bank.page._stack.currentIndex() == 1

    def fill(session: Any) -> None:
        at = bank.bridge.clock.utc()
        for n in range(60):
            topics.add_topic(session, bank.example.cluster, f"Idé {n}", at)

    bank.do(fill)
    assert len(bank.titles()) == 60
    assert bank.page.list.verticalScrollBar().maximum() > 0


def agenda_free(session: Any, topic: str) -> None:
    """Take a topic off everything and delete it."""
    for passage in queries.topic_story(session, topic).passages:
        for item, _ in passage.items:
            agenda.change_item(session, item, topic_id=None)
        if passage.is_whole:
            agenda.change_meeting(session, passage.meeting, topic_id=None)
    session.flush()
    topics.remove_topic(session, topic)
