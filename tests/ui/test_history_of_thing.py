"""“What was changed?” and what was deleted: two windows over the program's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.example import Example

from facilitator.edits import agenda, content, history, improvements, members, topics
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.main_window import MainWindow
from facilitator.ui.page import PAGES
from facilitator.ui.past.deleted_things import DeletedThings
from facilitator.ui.past.history_of_thing import HistoryOfThing

pytestmark = pytest.mark.bare


@pytest.fixture
def parent(qtbot: QtBot, bridge: Bridge, cluster: Example) -> QWidget:
    bridge.open(cluster.store, cluster.cluster)
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1024, 700)
    return made


def texts(of: QWidget) -> list[str]:
    QCoreApplication.sendPostedEvents()  # what was put into a layout is shown
    return [one.text() for one in of.findChildren(QLabel) if one.isVisible()]


def do(bridge: Bridge, verb: Callable[..., object], *args: Any, **kw: Any) -> None:
    bridge.do("Do", verb, *args, **kw)


def test_a_change_is_told_and_undone_out_of_its_turn(
    bridge: Bridge, cluster: Example, parent: QWidget
) -> None:
    item = bridge.ask(queries.agenda, cluster.next).items[0].id
    bridge.settings.set("i_am", cluster.members[0], cluster.cluster)
    bridge.be_member()
    do(bridge, agenda.change_item, item, title="Velkommen igen")
    do(bridge, agenda.change_meeting, cluster.next, place="Klinik 3")
    assert cluster.next is not None
    shown = HistoryOfThing(bridge, (("meeting", cluster.next), ("item", item)), parent)
    shown.show()
    said = texts(shown)
    assert "Anna Eksempel 1 ændrede 3. møde" in said
    assert "Sted: (tomt) → Klinik 3" in said
    assert any("400 dage" in text for text in said)
    shown.choice.chosen.emit(item)
    (own,) = [one for one in shown.entries if one.back is not None]
    assert own.accessibleName() == 'Anna Eksempel 1 ændrede punktet "Velkommen igen"'
    assert own.back is not None
    own.back.click()
    assert bridge.ask(queries.agenda, cluster.next).items[0].title != "Velkommen igen"
    assert bridge.ask(queries.meeting, cluster.next).place == "Klinik 3"
    assert "fortrudt siden" in texts(shown)
    nameless = [one for one in shown.findChildren(QPushButton) if not one.accessibleName()]
    assert nameless == []
    shown.close()


def test_a_thing_without_changes_says_so(bridge: Bridge, cluster: Example, parent: QWidget) -> None:
    cluster.store.prune(cluster.store.clock.utc().replace(year=2030))
    shown = HistoryOfThing(bridge, (("member", cluster.members[0]),), parent)
    shown.show()
    assert "Ingen ændringer" in texts(shown)
    assert shown.more is None
    shown.close()


def test_what_was_deleted_comes_back_by_a_button(
    bridge: Bridge, cluster: Example, parent: QWidget
) -> None:
    said: list[Notice] = []
    bridge.notice.connect(said.append)
    do(bridge, agenda.delete_meeting, cluster.next)
    shown = DeletedThings(bridge, parent)
    shown.show()
    assert "3. møde · 9. december 2026" in texts(shown)
    (line,) = shown.lines
    QTest.keyClick(line.back, Qt.Key.Key_Space)
    assert cluster.next in [one.id for one in bridge.ask(queries.meetings, cluster.cluster)]
    assert "Intet er slettet" in texts(shown)
    (restored,) = [one for one in said if one.key == "restored"]
    went: list[tuple[str, str, str]] = []
    bridge.goto_row.connect(lambda *place: went.append(place))
    restored.answers[0][1]()
    assert went[-1] == ("meetings", "meeting", cluster.next)
    shown.close()


def test_of_many_deleted_things_the_latest_are_shown_first(
    bridge: Bridge, cluster: Example, parent: QWidget
) -> None:
    def write(session: Session) -> list[str]:
        assert cluster.next is not None
        return [agenda.add_item(session, cluster.next, "other", f"Punkt {n}") for n in range(40)]

    made = bridge.do("Do", write)
    assert made is not None
    do(bridge, agenda.remove_items, made)
    shown = DeletedThings(bridge, parent)
    shown.show()
    assert len(shown.lines) == 30
    (more,) = [one for one in shown.findChildren(QPushButton) if one.text() == "Vis alle 40"]
    more.click()
    assert len(shown.lines) == 40
    shown.close()


def test_what_cannot_come_back_is_refused_in_words(
    bridge: Bridge, cluster: Example, parent: QWidget
) -> None:
    said: list[Notice] = []
    bridge.notice.connect(said.append)
    do(bridge, agenda.delete_meeting, cluster.next)
    shown = DeletedThings(bridge, parent)
    shown.show()
    cluster.store.prune(cluster.store.clock.utc().replace(year=2030))
    shown.lines[0].back.click()
    assert "gemmes ikke mere" in said[-1].text or "ikke gemmes mere" in said[-1].text
    assert not shown.isVisible()


def test_one_key_asks_what_was_changed_wherever_one_is(
    qtbot: QtBot, bridge: Bridge, cluster: Example
) -> None:
    window = MainWindow(bridge, PAGES)
    qtbot.addWidget(window)
    bridge.open(cluster.store, cluster.cluster)
    do(bridge, members.change_member, cluster.members[1], name="Bo Eksempel")
    now = cluster.store.clock.utc()
    topic = bridge.do("Add", topics.add_topic, cluster.cluster, "Svimmelhed", now)
    window.resize(1024, 700)
    window.show()
    commitment = bridge.ask(queries.commitments, cluster.cluster)[0].id
    places = {
        "home": (None, "Klyngen"),
        "meetings": (cluster.next, "3. møde"),
        "follow_up": (commitment, "Aftalen"),
        "topics": (topic, 'Emnet "Svimmelhed"'),
        "members": (cluster.members[1], 'Medlemmet "Bo Eksempel"'),
    }
    for page, (subject, begins) in places.items():
        window.open_page(page, subject)
        window.actions_by_id["history_of"].trigger()
        (shown,) = window.findChildren(HistoryOfThing)
        assert [text for text in texts(shown) + _chips(shown) if text.startswith(begins)], page
        shown.close()
        shown.setParent(None)
    window.actions_by_id["deleted"].trigger()
    (deleted,) = window.findChildren(DeletedThings)
    QTest.keyClick(deleted, Qt.Key.Key_Escape)
    assert not deleted.isVisible()


def test_each_thing_that_is_written_has_a_history_of_its_own(
    qtbot: QtBot, bridge: Bridge, cluster: Example
) -> None:
    window = MainWindow(bridge, PAGES)
    qtbot.addWidget(window)
    bridge.open(cluster.store, cluster.cluster)
    window.resize(1024, 700)
    window.show()
    at, day, own = cluster.store.clock.utc(), date(2026, 9, 9), cluster.cluster
    assert cluster.next is not None
    made = {
        "case": bridge.do("Add", content.add_case, own, "Hævet næse", at),
        "guideline": bridge.do("Add", content.add_guideline, "Otitis"),
        "package": bridge.do("Add", content.add_package, "Antibiotika"),
        "speaker": bridge.do("Add", content.add_speaker, own, "Cai Eksempel"),
        "improvement": bridge.do("Add", improvements.add_improvement, own, "Skiltet", day),
        "survey": bridge.do("Add", history.add_survey, own, day, 12, {"changed": (6, None)}),
        "mark": bridge.do("Add", history.add_mark, own, "note", day, "Ny sekretær", "attendance"),
        "clinic": bridge.ask(queries.clinics, own)[0].id,
    }

    def open_beside(table: str, key: str) -> None:
        window.open_page("meetings", cluster.next)
        page: Any = window.page()
        assert page.agenda.beside.open(table, key)

    def open_row(page: str, table: str, key: str) -> None:
        window.open_page(page)
        shown: Any = window.page()
        assert shown.show_row(table, key)
        if table == "mark":
            shown.large.marks.change(key)

    for table, key in made.items():
        assert key is not None, table
        if table in ("case", "guideline", "package", "speaker"):
            open_beside(table, key)
        else:
            open_row(HOMES[table], table, key)
        page: Any = window.page()
        QCoreApplication.sendPostedEvents()
        asked = [one for one in page.findChildren(QPushButton) if one.text() == "Hvad er ændret?"]
        if table != "clinic":
            assert [one for one in asked if one.isVisible()], table
        assert (table, key) in page.things(), table
    shown = HistoryOfThing(bridge, tuple((key, made[key] or "") for key in ("mark", "case")), None)
    qtbot.addWidget(shown)
    shown.show()
    assert any("Ny sekretær" in text for text in texts(shown) + _chips(shown))


HOMES = {
    **{"improvement": "follow_up", "survey": "history"},
    **{"mark": "history", "clinic": "members"},
}


def _chips(shown: HistoryOfThing) -> list[str]:
    choice = getattr(shown, "choice", None)
    return [one.text() for one in choice.children() if hasattr(one, "text")] if choice else []
