"""Members: added by typing or pasting, edited where they stand, and the cluster's own data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from tests.ui import example
from tests.ui.example import TODAY, Example

from facilitator.domain.people import Member
from facilitator.store import queries
from facilitator.store.store import Store
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.members.page import MembersPage
from facilitator.ui.number_bar import Complaint

pytestmark = pytest.mark.bare

Open = Callable[[Example], MembersPage]
NAME, CLINIC, ATTENDANCE, ROLE, EMAIL, JOINED, LEFT = range(7)


@pytest.fixture
def cluster(store: Store) -> Example:
    """Seven members without meetings."""
    return example.cluster_of(store, 7)


@pytest.fixture
def opened(qtbot: QtBot, bridge: Bridge) -> Open:
    """Open the page as the shell does: it asks again after each change."""

    def shown(one: Example) -> MembersPage:
        bridge.open(one.store, one.cluster)
        page = MembersPage(bridge)
        qtbot.addWidget(page)
        bridge.changed.connect(lambda _step: page.refresh())
        page.resize(1068, 616)
        page.show()
        page.refresh()
        return page

    return shown


def people(one: Example) -> tuple[Member, ...]:
    return one.store.ask(queries.members, one.cluster, TODAY)


def cell(page: MembersPage, row: int, column: int) -> str:
    return str(page.model.index(row, column).data())


def choose(page: MembersPage, row: int, column: int = NAME) -> None:
    page.table.setCurrentIndex(page.model.index(row, column))


def write(page: MembersPage, row: int, column: int, text: str) -> bool:
    return page.model.setData(page.model.index(row, column), text)


def words(page: MembersPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_a_name_and_enter_add_a_member(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    for typed in ("Bo Eksempel; Klinik 1", "Cai Eksempel"):
        QTest.keyClicks(page.add, typed)
        QTest.keyClick(page.add, Qt.Key.Key_Return)
    assert [(one.name, one.clinic_name) for one in people(cluster)[7:]] == [
        ("Bo Eksempel", "Klinik 1"),
        ("Cai Eksempel", ""),
    ]
    assert page.add.toPlainText() == ""
    assert cell(page, 7, NAME) == "Bo Eksempel"


def test_a_pasted_list_is_added_at_once_and_undone_at_once(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    pasted = QMimeData()
    pasted.setText("Bo Eksempel\tKlinik 8\n\nCai Eksempel; Klinik 9\n")
    page.add.insertFromMimeData(pasted)
    assert [one.name for one in people(cluster)[7:]] == ["Bo Eksempel", "Cai Eksempel"]
    page.bridge.undo()
    assert len(people(cluster)) == 7


def test_a_number_in_a_pasted_list_is_answered_before_anybody_is_added(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    pasted = QMimeData()
    pasted.setText("Bo Eksempel 311245-4321\nCai Eksempel; Klinik 9\n")
    page.add.insertFromMimeData(pasted)
    assert len(people(cluster)) == 7
    (bar,) = page.window().findChildren(Complaint)
    bar.buttons[0].click()
    assert page.add.toPlainText().splitlines() == ["Bo Eksempel ", "Cai Eksempel; Klinik 9"]
    page.add.enter()
    assert [one.name for one in people(cluster)[7:]] == ["Bo Eksempel", "Cai Eksempel"]


def test_pasting_a_single_name_waits_for_enter(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    pasted = QMimeData()
    pasted.setText("Bo Eksempel\n")
    page.add.insertFromMimeData(pasted)
    assert page.add.toPlainText() == "Bo Eksempel"
    assert len(people(cluster)) == 7


def test_what_was_refused_stays_in_the_field(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    QTest.keyClicks(page.add, "Bo 010203-1234")
    QTest.keyClick(page.add, Qt.Key.Key_Return)
    assert page.add.toPlainText() == "Bo 010203-1234"
    assert len(people(cluster)) == 7
    assert page.window().findChildren(Complaint)


def test_who_is_added_after_the_first_meeting_joins_today(store: Store, opened: Open) -> None:
    one = example.with_meetings(example.cluster_of(store, 7))
    page = opened(one)
    QTest.keyClicks(page.add, "Bo Eksempel")
    QTest.keyClick(page.add, Qt.Key.Key_Return)
    assert people(one)[7].joined == TODAY
    assert cell(page, 7, JOINED) == "26.11.2026"


def test_cells_are_edited_in_place(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    assert write(page, 0, NAME, " Anna  Prøve ")
    assert write(page, 0, CLINIC, "Klinik 2")
    assert write(page, 0, EMAIL, "anna@eksempel.example")
    assert write(page, 0, JOINED, "1.9.2025")
    one = people(cluster)[0]
    assert (one.name, one.clinic_name, one.email) == (
        "Anna Prøve",
        "Klinik 2",
        "anna@eksempel.example",
    )
    assert one.joined == date(2025, 9, 1)


def test_an_empty_name_and_a_strange_day_are_refused_with_words(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    said: list[Notice] = []
    page.bridge.notice.connect(said.append)
    assert not write(page, 0, NAME, "  ")
    assert not write(page, 0, JOINED, "engang")
    assert [notice.text[:25] for notice in said] == [
        "Et medlem skal have et na",
        "Skriv en dato, for eksemp",
    ]


def test_f2_edits_by_keyboard(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    choose(page, 1)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("Bente Eksempel")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert people(cluster)[1].name == "Bente Eksempel"


def test_a_coordinator_is_appointed_and_takes_over(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    for row in (0, 1):
        choose(page, row)
        page.appoint.click()
    assert [cell(page, row, ROLE) for row in (0, 1)] == ["", "koordinator"]
    choose(page, 1)
    assert page.appoint.isHidden()
    page.unappoint.click()
    assert cell(page, 1, ROLE) == ""


def test_leaving_writes_today_and_opens_the_day_for_change(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    choose(page, 2)
    page.leave.click()
    assert people(cluster)[2].left == TODAY
    assert page.header().subtitle == "7 medlemmer · 1 udtræder"
    editor = page.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "26.11.2026"
    editor.setText("31.10.2026")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert people(cluster)[2].left == date(2026, 10, 31)


def test_former_members_are_shown_when_asked_for(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    assert page.former.isHidden()
    assert write(page, 2, LEFT, "31.10.2026")
    assert page.model.rowCount() == 6
    assert page.former.text() == "Vis udtrådte (1)"
    page.former.click()
    assert page.model.rowCount() == 7
    choose(page, 6)
    page.stay.click()
    assert people(cluster)[2].left is None


def test_a_member_with_a_history_is_not_deleted_but_says_why(store: Store, opened: Open) -> None:
    one = example.with_meetings(example.cluster_of(store, 7))
    page = opened(one)
    said: list[Notice] = []
    page.bridge.notice.connect(said.append)
    choose(page, 0)
    page.delete.click()
    assert len(people(one)) == 7
    assert said[-1].text.startswith("Et medlem med historik")


def test_a_member_entered_by_mistake_is_deleted_and_undone(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    choose(page, 6)
    page.delete.click()
    assert len(people(cluster)) == 6
    page.bridge.undo()
    assert len(people(cluster)) == 7


def test_attendance_is_shown_privately_once_there_is_any(store: Store, opened: Open) -> None:
    bare = example.cluster_of(store, 7)
    page = opened(bare)
    assert page.table.isColumnHidden(ATTENDANCE)
    example.with_meetings(bare)
    page.refresh()
    assert not page.table.isColumnHidden(ATTENDANCE)
    assert [cell(page, row, ATTENDANCE) for row in (0, 5, 6)] == ["2 af 2", "1 af 2", "0 af 2"]
    assert "Fremmødet er privat: Det vises aldrig på fællesskærmen." in words(page)


@pytest.mark.parametrize(("count", "warned"), [(5, True), (6, False), (22, False), (23, True)])
def test_an_unusual_size_is_said_and_never_blocks(
    store: Store, opened: Open, count: int, warned: bool
) -> None:
    page = opened(example.cluster_of(store, count))
    sentence = f"En klynge har som regel 6–22 medlemmer; her er {count}."
    assert (sentence in words(page)) == warned
    assert page.add.isEnabled()


def test_the_clusters_own_data_are_stored_as_typed(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    for column, text in (("name", "Klynge 2"), ("region", "Fyn"), ("ground_rules", "Ro")):
        field = page.cluster.field(column)
        field.selectAll()
        QTest.keyClicks(field, text)
    page.cluster.first.setValue(7)
    page.bridge.leaving.emit()
    one = cluster.store.ask(queries.cluster, cluster.cluster, TODAY)
    assert (one.name, one.region, one.ground_rules) == ("Klynge 2", "Fyn", "Ro")
    assert one.first_number == 7


def test_the_language_of_the_cluster_can_change(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    box = page.cluster.language
    box.setCurrentIndex(box.findData("en"))
    box.activated.emit(box.currentIndex())
    assert cluster.store.ask(queries.cluster, cluster.cluster, TODAY).language == "en"


def test_i_am_is_remembered_for_this_cluster(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    box = page.cluster.i_am
    box.setCurrentIndex(3)
    box.activated.emit(3)
    assert page.bridge.settings.get("i_am", cluster.cluster) == cluster.members[2]
    assert cluster.store.member == cluster.members[2]
    page.refresh()
    assert box.currentText() == "Anna Eksempel 3"


def test_a_row_is_found_again_after_an_undo(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.show_row("member", cluster.members[4])
    assert page.table.currentIndex().row() == 4
