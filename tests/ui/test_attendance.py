"""Who is here: one key a member, times as typed, guests, and who came too late to be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import START, MeetingRoom

from facilitator.domain.meeting_clock import EventKind
from facilitator.domain.people import Attendee, Guest
from facilitator.edits import content
from facilitator.edits.settings import change_setting
from facilitator.language import Code
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.run.attendance_list import CAME, LEFT, TimeCell
from facilitator.ui.run.attendance_panel import AttendancePanel
from facilitator.ui.run.awake import Awake
from facilitator.ui.run.followup_panel import FollowUpPanel
from facilitator.ui.run.round_panel import RoundPanel

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def open_room(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., MeetingRoom]]:
    theme.apply(qapp, "dark")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    rooms: list[MeetingRoom] = []

    def make(
        n: int = 5, *, begun: bool = True, code: Code = "da", size: tuple[int, int] = (1440, 900)
    ) -> MeetingRoom:
        rooms.append(MeetingRoom(tmp_path, clock, code, size, n))
        rooms[0].page.show()
        if begun:
            rooms[0].press(Key.Key_F5)
            rooms[0].press("t")
        return rooms[0]

    yield make
    for room in rooms:
        room.close()


def panel(room: MeetingRoom) -> AttendancePanel:
    return room.page.view.panel(AttendancePanel)


def people(room: MeetingRoom) -> tuple[Attendee, ...]:
    return room.store.ask(queries.attendance, room.meeting)


def states(room: MeetingRoom) -> str:
    """A letter each: present, apology, udeblevet, - for nothing said."""
    signs = {"present": "p", "apology": "a", "absent": "u", None: "-"}
    return "".join(signs[one.state] for one in people(room))


def guests(room: MeetingRoom) -> list[tuple[str, str]]:
    return [(one.name, one.organisation) for one in room.store.ask(queries.guests, room.meeting)]


def keys(room: MeetingRoom, letters: str) -> None:
    for letter in letters:
        room.press(letter, on=panel(room).list)


def cell(room: MeetingRoom, row: int, column: int, typed: str) -> TimeCell:
    """Type in a cell and press Enter; what was understood closes it."""
    made = panel(room).list
    made.setFocus()
    made.choose(row)
    index = panel(room).model.index(row, column)
    made.setCurrentIndex(index)
    QTest.keyClick(made, Key.Key_F2)
    editor = made.indexWidget(index)
    assert isinstance(editor, TimeCell)
    editor.selectAll()
    QTest.keyClicks(editor, typed)
    QTest.keyClick(editor, Key.Key_Return)
    return editor


# -- a key a member


def test_a_cluster_of_22_is_said_with_one_key_a_member_and_z_takes_each_back(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room(22)
    assert room.page.focusWidget() is panel(room).list
    said = "pppppapppuppppppapppup"
    keys(room, said)
    assert states(room) == said
    assert panel(room).count.text() == "18 af 22 til stede · 2 afbud · 2 udeblevet"
    keys(room, "zz")
    assert states(room) == said[:-2] + "--"
    assert panel(room).list.currentIndex().row() == 20
    assert room.page.focusWidget() is panel(room).list
    assert room.running() == "Opfølgning siden sidst"


def test_all_are_present_but_those_already_said_and_one_key_takes_it_back(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room()
    keys(room, "a")
    QTest.keyClick(panel(room).list, Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert states(room) == "apppp"
    panel(room).list.choose(3)
    keys(room, "u")
    assert states(room) == "appup"
    keys(room, "zz")
    assert states(room) == "a----"
    keys(room, "z")
    assert states(room) == "-----"


def test_before_the_meeting_t_leads_to_the_first_of_whom_nothing_is_said(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room(begun=False)
    here = room.page.before.attendance
    room.press("t")
    room.press("p", on=here.list)
    room.press(Key.Key_Escape, on=here.list)
    assert room.page.focusWidget() is room.page
    room.press("t")
    assert room.page.focusWidget() is here.list
    assert here.list.currentIndex().row() == 1


# -- times


def test_a_time_is_typed_in_its_cell_and_nonsense_stays_and_is_said(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room()
    here = panel(room)
    room.at("17.30")
    for row, typed, wanted in ((0, "17.05", "17.05"), (1, "1710", "17.10"), (2, "5 min", "16.35")):
        cell(room, row, CAME, typed)
        assert here.model.index(row, CAME).data() == wanted
    cell(room, 0, LEFT, "10 min")
    assert here.model.index(0, LEFT).data() == "18.20"
    wrong = cell(room, 3, CAME, "snart")
    assert wrong.text() == "snart"
    assert wrong.property("state") == "bad"
    assert "17.05, 1705 eller 5 min." in here.hint.text()
    keys(room, "p")
    assert wrong.text() == "snart"
    wrong.setFocus()
    wrong.selectAll()
    QTest.keyClicks(wrong, "17.15")
    QTest.keyClick(wrong, Key.Key_Return)
    assert here.model.index(3, CAME).data() == "17.15"
    turned = cell(room, 3, LEFT, "17.00")
    assert here.hint.text() == "Man kan ikke være gået, før man kom."
    QTest.keyClick(turned, Key.Key_Escape)
    assert here.model.index(3, LEFT).data() == ""
    keys(room, "z")
    assert people(room)[3].arrived is None


def test_figures_typed_on_a_name_are_when_they_came(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room()
    made = panel(room).list
    QTest.keyClicks(made, "1")
    (editor,) = made.viewport().findChildren(TimeCell)
    QTest.keyClicks(editor, "645")
    QTest.keyClick(editor, Key.Key_Return)
    assert panel(room).model.index(0, CAME).data() == "16.45"


def test_who_leaves_is_not_counted_in_the_round_and_the_summary_from_then_on(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room()
    spoken = room.cluster, "spoken", "keep"
    room.bridge.do("Count", change_setting, *spoken)
    keys(room, "ppppp")
    cell(room, 4, LEFT, "17.00")
    cell(room, 3, CAME, "16.50")
    round_, entry = room.page.view.panel(RoundPanel), room.page.view.summary.entry
    room.page.do("go_to_summary")
    told = []
    for clock in ("16.40", "16.55", "17.00"):
        room.at(clock)
        told.append((room.page.watch.people, len(round_.chips), entry.count.text()))
    assert told == [
        (4, 4, "0 af 4 har en aftale"),
        (5, 5, "0 af 5 har en aftale"),
        (4, 4, "0 af 4 har en aftale"),
    ]
    room.page.do("take_attendance")
    assert panel(room).list.isVisible()
    assert panel(room).count.text() == "4 af 5 til stede · 1 er gået"
    room.page.do("go_to_summary")
    assert entry.isVisible()


# -- guests


def test_a_guest_is_a_line_changed_and_removed_in_the_list(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room()
    here = panel(room)
    keys(room, "pppp")
    here.guests.line.setFocus()
    room.type("Gry Gæst, Eksempelby Sygehus")
    room.press(Key.Key_Return, on=here.guests.line)
    assert guests(room) == [("Gry Gæst", "Eksempelby Sygehus")]
    assert here.count.text() == "4 af 5 til stede, 1 gæst · 1 mangler"
    assert room.page.watch.people == 6
    here.guests.line.setText("Ib ")
    here.list.choose(5)
    room.press(Key.Key_Return, on=here.list)
    assert here.guests.line.text() == "Gry Gæst, Eksempelby Sygehus"
    here.guests.line.setText("Gry Gæst")
    room.press(Key.Key_Return, on=here.guests.line)
    assert guests(room) == [("Gry Gæst", "")]
    assert here.guests.line.text() == "Ib "
    here.list.setFocus()
    keys(room, "g")
    assert room.page.watch.people == 5
    room.press(Key.Key_Delete, on=here.list)
    assert guests(room) == []
    keys(room, "zz")
    assert guests(room) == [("Gry Gæst", "")]
    assert room.page.watch.people == 6


def test_a_patient_number_is_no_guest(open_room: Callable[..., MeetingRoom]) -> None:
    room = open_room()
    line = panel(room).guests.line
    line.setText("Gry 010190-1234")
    room.press(Key.Key_Return, on=line)
    assert guests(room) == []
    assert line.text() == "Gry 010190-1234"


def test_the_speaker_of_an_item_is_a_guest_by_one_click(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room()
    speaker = room.bridge.do(
        "Add speaker", content.add_speaker, room.cluster, "Gry Gæst", organisation="Sygehuset"
    )
    room.bridge.do("Use", content.use_speaker, room.item("Klyngens data"), speaker)
    (offer,) = panel(room).guests.offers.findChildren(QPushButton)
    assert offer.text() == "Gry Gæst, Sygehuset"
    offer.click()
    assert guests(room) == [("Gry Gæst", "Sygehuset")]
    assert not panel(room).guests.offers.isVisibleTo(panel(room))
    keys(room, "z")
    assert guests(room) == []
    assert panel(room).guests.offers.isVisibleTo(panel(room))


# -- who came later


def test_who_came_later_is_remembered_at_the_break_and_asked_there(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room()
    keys(room, "ppp")
    first, second, third = room.page.watch.follow_ups
    room.at("17.05")
    panel(room).list.choose(1)
    keys(room, "l")
    watch = room.page.watch
    watch.press("Start an item", EventKind.STARTED, item=room.item("Pause"))
    assert panel(room).isVisible()
    assert panel(room).late_words.text() == "Kom senere: Klinik 2 – 1 aftale at spørge til"
    seen = " ".join(part.text for part in room.page.room.preview.parts if hasattr(part, "text"))
    assert "Klinik 2" not in seen
    panel(room).late.findChildren(QPushButton)[0].click()
    follow_up = room.page.view.panel(FollowUpPanel)
    assert follow_up.isVisible()
    assert follow_up._order == (second.id, first.id, third.id)
    assert follow_up.card.action.text() == second.action
    follow_up.row(second.id).chips._click("introduced")
    assert panel(room).late_words.text() == ""
    room.press(Key.Key_Right)
    assert follow_up._order == (first.id, second.id, third.id)


# -- room


@pytest.mark.dressed
@pytest.mark.parametrize("code", ["da", "en"])
def test_22_members_fit_the_smallest_window_and_the_chosen_one_is_in_sight(
    open_room: Callable[..., MeetingRoom], code: Code
) -> None:
    room = open_room(22, code=code, size=(1024, 700))
    here = panel(room)
    QApplication.processEvents()
    keys(room, "p" * 21)
    bar = here.list.horizontalScrollBar()
    assert bar.maximum() == 0
    head = here.list.horizontalHeader()
    for column in range(head.count()):
        assert head.sectionSize(column) >= head.sectionSizeHint(column), column
    box = here.list.visualRect(here.list.currentIndex())
    assert here.list.viewport().rect().contains(box)
    assert here.menu_button.isVisible()
    here.guests.write()
    assert here.guests.isVisible()
    assert isinstance(room.page.focusWidget(), QLineEdit)


def test_a_guest_is_no_member_to_those_who_count(open_room: Callable[..., MeetingRoom]) -> None:
    room = open_room(begun=False)
    line = room.page.before.attendance.guests.line
    line.setText("Ib Taler")
    room.press(Key.Key_Return, on=line)
    (ib,) = room.page.watch.guests
    assert isinstance(ib, Guest)
    assert len(room.page.watch.here) == 5
