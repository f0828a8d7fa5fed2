"""A line under the agenda that becomes an item: what is understood is said before Enter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from facilitator.clock import new_id
from facilitator.domain import kinds
from facilitator.domain.duration_memory import Memory, say_memory
from facilitator.domain.item_line import ItemLine, Reads, doubts, preview, read_item
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.edits import lines as edits
from facilitator.language import N_, parse_clock, parse_date, parse_minutes
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import announce, button, label, plain_tooltip, set_tone
from facilitator.ui.parts.heard import CheckBox
from facilitator.ui.text_binding import standard_menu

ADD = N_("Add item")
_BEFORE_MARK = re.compile(r"\s+(?=[@#>?]\S)|\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new item comes: before which number, and behind what, in words."""

    index: int
    after: str = ""


@dataclass(slots=True)
class Known:
    """What a line is read by: names, the topics of the bank, what is remembered of a kind."""

    meeting: str = ""
    names: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    memory: Mapping[str, Memory] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()


class _Line(QLineEdit):
    """One line. `many`: a text of several lines was to be pasted. `left`: Esc in an empty one."""

    many = Signal(str)
    left = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit() if not self.text() else self.clear()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.put_in()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def put_in(self) -> None:
        """Paste; several lines are handed on."""
        text = QGuiApplication.clipboard().text()
        if "\n" in text.strip():
            self.many.emit(text)
        else:
            self.paste()


class ItemLineField(QWidget):
    """The field, the sentence below it, and the other ways to add an item at its right.

    Emits `added` with ids, `many` with a text of several lines, and `left` to go back.

    Args:
        place: answers where an item would come just now.
    """

    added = Signal(list)
    many = Signal(str)
    left = Signal()

    def __init__(self, bridge: Bridge, place: Callable[[], Place], hint: str) -> None:
        super().__init__()
        self._bridge, self._lang, self._place = bridge, bridge.lang, place
        self._known = Known()
        self._hint, self._is_low = hint, False
        self._key = new_id()
        text = self._lang.text
        self.line = _Line()
        self.line.setAccessibleName(text(N_("Write a new item")))
        self.line.setPlaceholderText(text(N_("Case: dizziness 15 @Clinic 2 – and Enter")))
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.line.customContextMenuRequested.connect(self._open_menu)
        self.said = label(hint, "small")
        self.doubt = label("", "small", tone="warn")
        self.bank = CheckBox("")
        self.bank.setChecked(True)
        self.memory = label("", "small")
        self.memory_button = button("…", self._take_memory, small=True)
        self._lay()
        self.line.textChanged.connect(self._understand)
        self.line.returnPressed.connect(self.store)
        self._unstored = Unstored(bridge, self.store, self.line)
        self.line.many.connect(self.many)
        self.line.left.connect(self.left)
        self.line.entered.connect(self._ask_topics)
        self._understand()

    # -- what is known

    def show_meeting(
        self,
        meeting: str,
        names: Sequence[str],
        memory: Mapping[str, Memory],
        there: frozenset[str],
    ) -> None:
        """Write for this meeting; there: the kinds of its items. What was being typed for another
        meeting is forgotten."""
        if meeting != self._known.meeting:
            self._key = new_id()
            self.line.clear()
        self._known.meeting, self._known.names = meeting, tuple(names)
        self._known.memory, self._known.kinds = memory, there

    def reads(self) -> Reads:
        """How times are read today."""
        today = self._bridge.today()
        return Reads(parse_minutes, lambda typed: parse_date(typed, today), parse_clock)

    def known(self) -> Known:
        """What lines are read by, with the topics as they stand now."""
        self._ask_topics()
        return self._known

    def _ask_topics(self) -> None:
        home = self._bridge.cluster
        found = self._bridge.ask(queries.topics, home) if home else ()
        self._known.topics = tuple(one.title for one in found)

    def read(self) -> ItemLine:
        """What the line means as it stands."""
        known = self._known
        return read_item(self.line.text(), self.reads(), known.names, known.topics)

    # -- going there

    def write(self) -> None:
        """Put the cursor in the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def make_low(self, is_low: bool) -> None:
        """Where there is little room the hint is not seen: it is told of the empty line."""
        if is_low != self._is_low:
            self._is_low = is_low
            plain_tooltip(self.line, self._hint if is_low else "")
            self._understand()

    # -- what is understood

    def _understand(self) -> None:
        line, is_empty = self.read(), not self.line.text().strip()
        self.said.setText(self._hint if is_empty else self._sentence(line))
        set_tone(self.said, "" if is_empty else "accent")
        self.said.setVisible(not (is_empty and self._is_low))
        self._show_doubts(line, is_empty)
        self._show_memory(line, is_empty)
        heard = (self.said.text(), self.doubt.text(), self.memory.text())
        self.line.setAccessibleDescription("" if is_empty else " ".join(filter(None, heard)))

    def _sentence(self, line: ItemLine) -> str:
        after = self._place().after
        said = preview(self._lang, line)
        if not after:
            return said
        return self._lang.text(N_("{item} – after {after}"), item=said, after=after)

    def _show_doubts(self, line: ItemLine, is_empty: bool) -> None:
        lang = self._lang
        twice = said_twice(lang.text, line, self._known.kinds)
        found = () if is_empty else twice or doubts(lang, line)
        self.doubt.setText(" ".join(found))
        self.doubt.setVisible(bool(found))
        is_new = not is_empty and bool(line.topic) and not line.knows_topic
        self.bank.setText(lang.text(N_("Put it in the topic bank")))
        self.bank.setAccessibleName(
            lang.text(N_("Put {topic} in the topic bank"), topic=lang.quote(line.topic))
        )
        self.bank.setVisible(is_new)

    def _show_memory(self, line: ItemLine, is_empty: bool) -> None:
        lang, one = self._lang, self._known.memory.get(line.kind)
        said = say_memory(lang, one) if one and not is_empty else ""
        planned = line.minutes or kinds.kind(line.kind).minutes
        use = one is not None and bool(said) and one.suggested_minutes > planned
        self.memory_button.setVisible(use and line.minutes is None)
        self.memory.setText(f"{said}." if said else "")
        self.memory.setVisible(bool(said))
        if use and one is not None:
            length = lang.duration(one.suggested_minutes)
            self.memory_button.setText(lang.text(N_("Use {length}"), length=length))
            self.memory_button.setAccessibleName(self.memory_button.text())

    def _take_memory(self) -> None:
        one = self._known.memory[self.read().kind]
        typed = self.line.text()
        at = _BEFORE_MARK.search(typed)
        assert at is not None
        length = self._lang.duration(one.suggested_minutes)
        self.line.setText(f"{typed[: at.start()]} {length}{typed[at.start() :]}")
        self.line.setFocus()

    # -- storing

    def store(self) -> None:
        """Add the item; only then is the line taken away."""
        if not self.line.text().strip():
            return
        bridge = self._bridge
        bridge.leaving.emit()
        place = self._place()
        try:
            made = self._unstored.attempt(ADD, self._add, self.read(), place.index)
        except PatientNumber:
            return
        except Refusal as refusal:
            bridge.say(refusal.in_words(self._lang), "warn", seconds=0, key="line")
        else:
            self._end(made)

    def _add(self, session: Session, line: ItemLine, index: int) -> list[str]:
        bank, at = self.bank.isChecked(), self._bridge.clock.utc()
        meeting = self._known.meeting
        return edits.add_lines(session, meeting, (line,), index, at, bank=bank, key=self._key)

    def _end(self, made: list[str]) -> None:
        said = self.said.text()
        self._key = new_id()
        self._bridge.unsay("line")
        self.line.clear()
        self.line.setFocus()
        self.bank.setChecked(True)
        self._ask_topics()
        announce(self.line, self._lang.text(N_("Added: {item}"), item=said))
        self.added.emit(made)

    # -- making

    def _lay(self) -> None:
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self.row)
        column.addWidget(self.said)
        for note, answer in ((self.doubt, self.bank), (self.memory, self.memory_button)):
            below = QHBoxLayout()
            below.setSpacing(8)
            below.addWidget(note)
            below.addWidget(answer)
            below.addStretch()
            column.addLayout(below)

    def add_button(self, made: QPushButton) -> None:
        """Put a button at the right of the line."""
        self.row.addWidget(made)

    def _open_menu(self) -> None:
        menu = standard_menu(self.line)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.line.put_in)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))


def said_twice(
    text: Callable[[str], str], line: ItemLine, there: frozenset[str]
) -> tuple[str, ...]:
    """That an agenda has one follow-up and one summary, when the line would be a second."""
    if line.kind in ("follow_up", "summary") and line.kind in there:
        return (text(N_("The agenda has it already; it is not added again.")),)
    return ()
