"""Lines pasted into an agenda: what was understood of each, before any of them is added."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from facilitator.domain import kinds
from facilitator.domain.item_line import ItemLine, Reads, doubts, preview, read_items, say_empty
from facilitator.domain.refusal import Refusal
from facilitator.edits import lines as edits
from facilitator.language import N_, Language
from facilitator.ui.bridge import Bridge
from facilitator.ui.heard import CheckBox
from facilitator.ui.item_line_field import Known, Place, said_twice
from facilitator.ui.parts import announce, button, label
from facilitator.ui.row_model import Column, RowModel


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as it was understood, in words; `doubts` in a line of their own."""

    id: str
    said: str
    doubts: str

    @property
    def words(self) -> str:
        return f"{self.said}\n{self.doubts}" if self.doubts else self.said


class _List(QListView):
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class PastePanel(QWidget):
    """Shown in place of the rows. Emits `added` with the ids, or `left`."""

    added = Signal(list)
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._lines: tuple[ItemLine, ...] = ()
        self._meeting, self._place = "", Place(0)
        text = self._lang.text
        self.setAccessibleName(text(N_("Pasted lines")))
        self.title = label("", "h2")
        self.said = label("", "muted")
        self.refused = label("", tone="bad")
        self._model = RowModel(
            (Column(N_("Item"), lambda row: row.words, tone=_tone),), self._lang, self
        )
        self.list = _list(self._model, text(N_("What was understood")))
        self.bank = CheckBox(text(N_("Put topics that are new in the topic bank")))
        self.add_button = button("…", self._add, primary=True)
        self.cancel_button = button(text(N_("Cancel")), self.left.emit)
        self._lay()

    def begin(self, typed: str, known: Known, place: Place, reads: Reads) -> None:
        """Show what these lines would become. Too many are refused in words."""
        self._meeting, self._place = known.meeting, place
        found = read_items(typed, reads, known.names, known.topics)
        is_refused = isinstance(found, Refusal)
        for part in (self.said, self.list, self.add_button):
            part.setHidden(is_refused)
        self.refused.setVisible(is_refused)
        self.bank.setVisible(False)
        if isinstance(found, Refusal):
            self._refuse(found)
            return
        kept = tuple(one for one in found.items if not said_twice(_same, one, known.kinds))
        self._lines = kept
        self._show(kept, len(found.items) - len(kept), say_empty(self._lang, found.empty))

    def _refuse(self, refusal: Refusal) -> None:
        self._lines = ()
        self.title.setText(self._lang.text(N_("That is too much at once")))
        self.refused.setText(refusal.in_words(self._lang))
        announce(self.refused, self.refused.text())
        self.cancel_button.setFocus()

    def _show(self, lines: tuple[ItemLine, ...], twice: int, empty: str) -> None:
        lang, n = self._lang, len(lines)
        self._model.set_rows([_row(lang, at, one) for at, one in enumerate(lines)])
        self.title.setText(lang.plural("{n} line to add", "{n} lines to add", n))
        self.said.setText(" ".join(filter(None, (self._sum(lines), _left_out(lang, twice), empty))))
        self.bank.setVisible(any(one.topic and not one.knows_topic for one in lines))
        self.bank.setChecked(True)
        add = lang.plural("Add {n} item", "Add {n} items", n)
        self.add_button.setText(add)
        self.add_button.setAccessibleName(add)
        self.add_button.setEnabled(bool(lines))
        self.list.scrollToTop()
        (self.add_button if lines else self.cancel_button).setFocus()
        announce(self.title, f"{self.title.text()}. {self.said.text()}")

    def _sum(self, lines: tuple[ItemLine, ...]) -> str:
        lang = self._lang
        length = lang.duration(sum(one.minutes or kinds.kind(one.kind).minutes for one in lines))
        if not lines:
            return ""
        if not self._place.after:
            return lang.text(N_("Together {length}."), length=length)
        said = N_("Together {length}, after {after}.")
        return lang.text(said, length=length, after=self._place.after)

    def _add(self) -> None:
        bridge = self._bridge
        made = bridge.do(
            N_("Add items"),
            edits.add_lines,
            self._meeting,
            self._lines,
            self._place.index,
            bridge.clock.utc(),
            bank=self.bank.isChecked() and not self.bank.isHidden(),
        )
        if made is not None:
            self.added.emit(made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.title, self.said, self.refused):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        low = QHBoxLayout()
        low.addWidget(self.bank, 1)
        low.addStretch()
        low.addWidget(self.cancel_button)
        low.addWidget(self.add_button)
        column.addLayout(low)
        column.addStretch()


def _list(model: RowModel, name: str) -> QListView:
    made = _List()
    made.setModel(model)
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setSpacing(3)
    made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _row(lang: Language, at: int, line: ItemLine) -> _Row:
    return _Row(
        str(at), f"{lang.number(at + 1)}.  {preview(lang, line)}", " ".join(doubts(lang, line))
    )


def _tone(row: _Row) -> str:
    return "warn" if row.doubts else ""


def _left_out(lang: Language, twice: int) -> str:
    if not twice:
        return ""
    return lang.plural(
        "{n} line is left out: the agenda has its follow-up or summary already.",
        "{n} lines are left out: the agenda has its follow-up and summary already.",
        twice,
    )


def _same(text: str) -> str:
    return text
