"""The one list model: whatever changes, every row is found again where it went."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from facilitator.language import Language
from facilitator.ui.row_model import Column, RowModel


@dataclass(frozen=True, slots=True)
class Thing:
    id: str
    text: str = ""
    done: bool = False


COLUMNS = (
    Column("Title", lambda row: row.text),
    Column("Number", lambda row: row.id, "right", "number"),
    Column("Ready", lambda row: row.done, role="check"),
)
THINGS = st.lists(
    st.builds(Thing, st.sampled_from("abcdefghij"), st.sampled_from(["", "x", "y"])),
    unique_by=lambda thing: thing.id,
)


def _model(*things: Thing) -> RowModel:
    model = RowModel(COLUMNS, Language("da"))
    model.set_rows(things)
    return model


def _titles(model: RowModel) -> list[object]:
    return [model.index(at, 0).data() for at in range(model.rowCount())]


@given(st.lists(THINGS, min_size=2, max_size=4))
def test_any_list_becomes_any_other_and_every_index_follows_its_row(
    lists: list[list[Thing]],
) -> None:
    model = RowModel(COLUMNS, Language("da"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for things in lists:
        kept = {row.id: QPersistentModelIndex(model.index_of(row.id)) for row in model.rows}
        model.set_rows(things)
        assert list(model.rows) == things
        places = {thing.id: at for at, thing in enumerate(things)}
        for key, index in kept.items():
            assert index.isValid() == (key in places)
            assert index.row() == places.get(key, -1)
    assert tester.model() is model


@given(THINGS)
def test_one_row_moved_is_one_move(things: list[Thing]) -> None:
    model = _model(*things)
    moved = list(things)
    if len(moved) > 1:
        moved.append(moved.pop(0))
    heard: list[str] = []
    model.rowsMoved.connect(lambda *_: heard.append("move"))
    model.rowsInserted.connect(lambda *_: heard.append("insert"))
    model.rowsRemoved.connect(lambda *_: heard.append("remove"))
    model.dataChanged.connect(lambda *_: heard.append("change"))
    model.set_rows(moved)
    assert heard == ["move"] * (len(things) > 1)


def test_the_same_rows_again_say_nothing() -> None:
    model = _model(Thing("a", "1"), Thing("b", "2"))
    heard: list[str] = []
    model.dataChanged.connect(lambda *_: heard.append("change"))
    model.rowsInserted.connect(lambda *_: heard.append("insert"))
    model.set_rows([Thing("a", "1"), Thing("b", "2")])
    assert heard == []


def test_neighbours_that_come_or_go_or_change_do_so_together() -> None:
    model = _model(*(Thing(str(at)) for at in range(10)))
    heard: list[tuple[str, int, int]] = []
    model.rowsRemoved.connect(lambda _p, first, last: heard.append(("out", first, last)))
    model.rowsInserted.connect(lambda _p, first, last: heard.append(("in", first, last)))
    model.dataChanged.connect(
        lambda first, last, _r: heard.append(("new", first.row(), last.row()))
    )
    rest = [Thing(str(at), "ny" if at in (8, 9) else "") for at in range(5, 10)]
    model.set_rows([Thing("x"), Thing("y"), *rest])
    assert heard == [("out", 0, 4), ("in", 0, 1), ("new", 5, 6)]


def test_two_rows_with_one_id_are_refused_and_nothing_changes() -> None:
    model = _model(Thing("a", "1"))
    with pytest.raises(ValueError, match="same id"):
        model.set_rows([Thing("b"), Thing("b")])
    assert _titles(model) == ["1"]


def test_the_selection_stays_with_its_row(qtbot: QtBot) -> None:
    model = _model(Thing("a", "A"), Thing("b", "B"), Thing("c", "C"))
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.selectRow(1)
    model.set_rows([Thing("d", "D"), Thing("c", "C"), Thing("b", "B2")])
    assert [model.row_at(index).id for index in view.selectionModel().selectedRows()] == ["b"]


def test_an_open_editor_survives_what_happens_around_it(qtbot: QtBot) -> None:
    columns = (Column("Title", lambda row: row.text, edit=lambda _row, _text: True),)
    model = RowModel(columns, Language("da"))
    model.set_rows([Thing("a", "A"), Thing("b", "B")])
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.show()
    view.setCurrentIndex(model.index(1, 0))
    view.edit(model.index(1, 0))
    editor = view.indexWidget(model.index_of("b"))
    assert isinstance(editor, QLineEdit)
    model.set_rows([Thing("c", "C"), Thing("b", "B"), Thing("a", "A")])
    assert view.indexWidget(model.index_of("b")) is editor


def test_what_is_typed_and_ticked_goes_to_the_column() -> None:
    heard: list[tuple[str, object]] = []

    def take(row: Thing, value: object) -> bool:
        heard.append((row.id, value))
        return value != "nej"

    columns = (
        Column("Title", lambda row: row.text, edit=take),
        Column("Ready", lambda row: row.done, role="check", edit=take),
        Column("Fixed", lambda row: row.id),
    )
    model = RowModel(columns, Language("da"))
    model.set_rows([Thing("a", "A")])
    assert model.setData(model.index(0, 0), "Ny")
    assert not model.setData(model.index(0, 0), "nej")
    ticked = Qt.CheckState.Checked.value
    assert model.setData(model.index(0, 1), ticked, Qt.ItemDataRole.CheckStateRole)
    assert not model.setData(model.index(0, 2), "x")
    assert heard == [("a", "Ny"), ("a", "nej"), ("a", True)]
    assert not model.flags(model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsUserCheckable


def test_a_cell_shows_its_text_its_side_and_an_escaped_tooltip() -> None:
    model = _model(Thing("7", "<b>fed</b>", done=True))
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "<qt>&lt;b&gt;fed&lt;/b&gt;</qt>"
    side = model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 2).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.index(0, 2).data() is None
    assert model.index_of("8") == QModelIndex()
    assert model.row_at(QModelIndex()) is None


def test_titles_are_in_the_language_of_the_reader() -> None:
    columns = (Column("Meeting", lambda row: row.text),)
    model = RowModel(columns, Language("da"))
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Møde"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
