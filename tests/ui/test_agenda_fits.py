"""The agenda where there is little room: nothing is cut, and nothing is out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from tests.ui.fakes import FakeClock
from tests.ui.meeting_room import Room

from facilitator.domain.advice import ADVICE, Finding, Mend, Said
from facilitator.edits import agenda
from facilitator.ui import theme
from facilitator.ui.agenda.look import Boxes, lay_row
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import Label

LONG = "oropharynxcancerudredningsprogrammet"
Key = Qt.Key


@pytest.fixture(params=[1.0, 1.5])
def small(
    bridge: Bridge,
    clock: FakeClock,
    tmp_path: Path,
    qapp: QApplication,
    request: pytest.FixtureRequest,
) -> Iterator[Room]:
    """An agenda in the least window, with ordinary and with the largest text."""
    theme.apply(qapp, "light", request.param)
    made = Room(bridge, clock, tmp_path / "room.sqlite").furnish()
    made.open(made.meeting)
    made.window.resize(1024, 700)
    made.settle()
    yield made
    made.close()
    theme.apply(qapp, "light")


def right(of: QWidget, on: QWidget) -> int:
    return of.mapTo(on, QPoint(of.width(), 0)).x()


def uncut(column: QWidget, width: int) -> None:
    """Nothing in a column goes past its edge, and every word in it can be read."""
    for one in column.findChildren(QWidget):
        if one.isVisibleTo(column):
            assert right(one, column) <= width, one
    for made in column.findChildren(QPushButton):
        if made.isVisibleTo(column):
            assert made.width() >= made.sizeHint().width(), made.text()
    for said in column.findChildren(Label):
        if said.isVisibleTo(column) and said.wordWrap():
            assert said.height() >= said.heightForWidth(said.width()), said.text()


def test_no_advice_and_no_mend_is_cut_at_the_narrowest(small: Room) -> None:
    page = small.agenda_page
    if page.folding.open_button.isVisible():
        page.folding.open_button.click()
    labels = ("Split it by a buzz break", "Give it 10 min", "Make it 20 min", "Write a goal")
    said = tuple(
        Said(row, Finding(False, f"Fra “HPV og {LONG}” går der 40 min.", mend=Mend(label, "goal")))
        for row, label in zip(ADVICE, labels * len(ADVICE), strict=False)
    )
    page.check.show_said(said)
    small.settle()
    column, view = page._scroll.widget(), page._scroll.viewport()
    assert len(page.check.findChildren(QPushButton)) > len(ADVICE)
    assert column is not None
    assert column.width() <= view.width()
    uncut(page.check, page.check.width())
    assert right(page.check, view) <= view.width()
    assert right(page.inspector.length.box, view) <= view.width()
    who = page.inspector.who
    assert who.width() >= who.fontMetrics().horizontalAdvance("Kirsten Mikkelsen")


def test_the_words_of_a_row_have_room_and_nothing_lies_over_them(small: Room) -> None:
    small.do(agenda.change_item, small.id("Case"), title=f"Case om {LONG}")
    view = small.view
    for at in range(len(view.agenda.rows)):
        boxes = lay_row(view.visualRect(view.agenda.index(at, 0)))
        assert boxes.text.width() >= theme.px(150)
        shown = [getattr(boxes, one.name) for one in fields(Boxes) if one.name != "card"]
        lying = [box for box in shown if box.width() > 0]
        for n, box in enumerate(lying):
            assert boxes.card.contains(box)
            assert not any(box.intersects(other) for other in lying[:n])
    first = view.visualRect(view.agenda.index(1, 0))
    assert view.viewport().rect().contains(first)


def test_the_readiness_line_is_whole_where_it_is_narrow(small: Room) -> None:
    uncut(small.agenda_page.readiness, small.agenda_page.readiness.width())


@pytest.mark.parametrize("small", [1.5], indirect=True)
def test_rows_and_item_are_seen_one_at_a_time_and_lead_to_each_other(small: Room) -> None:
    page = small.agenda_page
    assert page.view.isVisible()
    assert not page.inspector.isVisible()
    small.choose("Case")
    small.key(Key.Key_F2)
    assert page.inspector.title.hasFocus()
    assert not page.view.isVisible()
    small.key(Key.Key_Escape)
    assert page.view.hasFocus()
    small.click("Tid og sted")
    assert page.times.form.date.hasFocus()
    small.key(Key.Key_Escape)
    assert page.view.hasFocus()
    small.window.resize(1920, 1080)
    small.settle()
    assert page.view.isVisible()
    assert page.inspector.isVisible()


def test_in_a_low_window_the_head_gives_the_rows_room(small: Room) -> None:
    header = small.window.frames["meetings"].header
    low = header.height()
    small.window.resize(1024, 1200)
    small.settle()
    assert header.height() > low


def test_the_form_of_a_new_meeting_shows_the_whole_day(small: Room) -> None:
    small.page.new_meeting()
    small.settle()
    form = small.page.form
    times = form.times
    times.date.setText("onsdag den 30. september 2026")
    times._on_chip("other")
    times.length.set_minutes(105)
    small.settle()
    for field in (times.date, times.length):
        words = field.fontMetrics().horizontalAdvance(field.text())
        assert words < field.width() - 2 * theme.px(9)
    tops = {one.mapTo(times, QPoint(0, 0)).y() for one in (times.date, times.start)}
    assert len(tops) == 1
    uncut(times, times.width())
    assert form.picker.preview.width() >= theme.px(200)


def test_what_nobody_understands_of_a_length_is_said_and_a_day_gone_by_is_named(
    small: Room,
) -> None:
    small.page.new_meeting()
    small.settle()
    times = small.page.form.times
    times._on_chip("other")
    times.length.setText("snart")
    times.length.setModified(True)
    times.length.commit()
    assert times._length_said.isVisible()
    assert times._length_said.text() == "Skriv en længde som 2 t, 90 min eller 1.30."
    times.date.setText("3.3.2020")
    times._on_date()
    below = [one.text() for one in times.date_field.findChildren(Label) if one.isVisible()]
    assert "Den dag er gået." in below
    assert times.date_field.error == ""


def test_tab_comes_to_the_templates_before_the_meeting_is_made(small: Room) -> None:
    small.page.new_meeting()
    small.settle()
    form = small.page.form
    met: list[QWidget] = []
    one: QWidget | None = form.times.date
    while one is not None and one is not form.make_button:
        met.append(one)
        one = one.nextInFocusChain()
    assert set(form.picker._cards.values()) <= set(met)
