"""Lines pasted into an agenda: what was understood of each, before any of them is added."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from facilitator.domain import kinds
from facilitator.domain.item_line import ItemLine, Reads, doubts, preview, read_items, say_empty
from facilitator.domain.privacy import numbers_in
from facilitator.domain.refusal import Refusal
from facilitator.edits import lines as edits
from facilitator.edits.privacy import vouched
from facilitator.language import N_, Language
from facilitator.ui.agenda.item_line_field import Known, Place, said_twice
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Answer, NumberBar, answered
from facilitator.ui.parts import announce, button, label
from facilitator.ui.parts.heard import CheckBox
from facilitator.ui.row_model import Column, RowModel


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as it was understood, in words; `doubts` in a line of their own."""

    id: str
    said: str
    doubts: str
    is_number: bool = False

    @property
    def words(self) -> str:
        return f"{self.said}\n{self.doubts}" if self.doubts else self.said


class _List(QListView):
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class PastePanel(QWidget):
    """Shown in place of the rows. Emits `added` with the ids, or `left`.

    Lines that hold something like a CPR number are asked about before any is added.
    """

    added = Signal(list)
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._lines: tuple[ItemLine, ...] = ()
        self._twice, self._empty = 0, 0
        self.same = CheckBox("")
        # Why a number is none, by number; and the line that is asked about.
        self._reasons: dict[str, str] = {}
        self._asked = 0
        self.bar: NumberBar | None = None
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
        self.list.clicked.connect(self._choose)
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
        self._reasons, self._asked = {}, 0
        self._take_bar_away()
        if isinstance(found, Refusal):
            self._refuse(found)
            return
        kept = tuple(one for one in found.items if not said_twice(_same, one, known.kinds))
        self._twice, self._empty = len(found.items) - len(kept), found.empty
        self.bank.setChecked(True)
        self._show(kept)
        self.list.scrollToTop()

    def _refuse(self, refusal: Refusal) -> None:
        self._lines = ()
        self.title.setText(self._lang.text(N_("That is too much at once")))
        self.refused.setText(refusal.in_words(self._lang))
        announce(self.refused, self.refused.text())
        self.cancel_button.setFocus()

    def _show(self, lines: tuple[ItemLine, ...]) -> None:
        lang, n = self._lang, len(lines)
        self._lines = lines
        open_ = self._open()
        rows = [_row(lang, at, one, is_number=at in open_) for at, one in enumerate(lines)]
        self._model.set_rows(rows)
        self.title.setText(lang.plural("{n} line to add", "{n} lines to add", n))
        out = _left_out(lang, self._twice), say_empty(lang, self._empty)
        self.said.setText(" ".join(filter(None, (self._sum(lines), *out))))
        self.bank.setVisible(any(one.topic and not one.knows_topic for one in lines))
        add = lang.plural("Add {n} item", "Add {n} items", n)
        self.add_button.setText(add)
        self.add_button.setAccessibleName(add)
        self.add_button.setEnabled(bool(lines) and not open_)
        (self.add_button if self.add_button.isEnabled() else self.cancel_button).setFocus()
        announce(self.title, f"{self.title.text()}. {self.said.text()}")
        self._ask(open_)

    # -- lines with a number

    def _open(self) -> list[int]:
        """Which lines hold a number that nobody has answered for."""
        return [at for at, one in enumerate(self._lines) if _numbers(one) - self._reasons.keys()]

    def _ask(self, open_: list[int]) -> None:
        """Ask about the line chosen, else about the next, else about the first."""
        self._take_bar_away()
        if not open_:
            return
        self._asked = next((at for at in open_ if at >= self._asked), open_[0])
        lang, line = self._lang, self._lines[self._asked]
        said = lang.text(
            N_("Line {n} holds something like a CPR number. Nothing of it has been stored."),
            n=self._asked + 1,
        )
        self.bar = NumberBar(lang, said, line.title, self._answer)
        same = lang.plural("The same for {n} line", "The same for all {n} lines", len(open_))
        self.same = CheckBox(same)
        self.bar.add(self.same)
        self.same.setHidden(len(open_) == 1)
        self._column.insertWidget(self._column.indexOf(self.list), self.bar)
        self.bar.show()
        self.list.scrollTo(self._model.index(self._asked, 0))
        self.bar.buttons[0].setFocus()
        announce(self.bar, said)

    def _choose(self, index: QModelIndex) -> None:
        if index.row() in self._open():
            self._asked = index.row()
            self._ask(self._open())

    def _answer(self, answer: Answer, reason: str) -> None:
        chosen = self._open() if self.same.isChecked() else [self._asked]
        lines = list(self._lines)
        for at in chosen:
            if answer == "keep":
                self._reasons |= dict.fromkeys(_numbers(lines[at]), reason)
            else:
                lines[at] = _changed(lines[at], partial(answered, answer=answer))
        self._show(tuple(one for one in lines if not _says_nothing(one)))

    def _take_bar_away(self) -> None:
        if self.bar is not None:
            self.bar.close_up()
            self.bar = None

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
        now = bridge.clock.utc()
        made = bridge.do(
            N_("Add items"),
            vouched(edits.add_lines, self._reasons, now),
            self._meeting,
            self._lines,
            self._place.index,
            now,
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
        self._column = column = QVBoxLayout(self)
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


def _row(lang: Language, at: int, line: ItemLine, *, is_number: bool) -> _Row:
    number = (lang.text(N_("It holds something like a CPR number.")),) if is_number else ()
    said = f"{lang.number(at + 1)}.  {preview(lang, line)}"
    return _Row(str(at), said, " ".join((*number, *doubts(lang, line))), is_number)


def _tone(row: _Row) -> str:
    return "bad" if row.is_number else "warn" if row.doubts else ""


def _texts(line: ItemLine) -> Iterator[str]:
    yield from (line.title, line.who, line.question)
    if not line.knows_topic:
        yield line.topic


def _numbers(line: ItemLine) -> set[str]:
    return {one for text in _texts(line) for one in numbers_in(text)}


def _changed(line: ItemLine, change: Callable[[str], str]) -> ItemLine:
    return replace(
        line,
        title=change(line.title),
        who=change(line.who),
        question=change(line.question),
        topic=line.topic if line.knows_topic else change(line.topic),
        not_kind=change(line.not_kind),
        taken=(),
    )


def _says_nothing(line: ItemLine) -> bool:
    return not (line.title or line.says_kind or line.question)


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
