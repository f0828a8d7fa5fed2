"""An own template or block as it is written: its items in order, with titles and minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from facilitator.domain import kinds
from facilitator.domain.patterns import Pattern, PatternItem
from facilitator.language import N_, Language, parse_minutes
from facilitator.ui import theme
from facilitator.ui.parts import Card, DurationBox, KindBar, button, label, scroll_area


class TemplateEditor(Card):
    """Emits `wanted` with the Pattern as it was written, or `left`. It stores nothing."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._pattern: Pattern | None = None
        self._lines: list[_Line] = []
        self._title = label("", "h2")
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(4)
        self._rows.addStretch(1)
        self._sum = label("", "strong")
        self.add(self._title)
        self.body.addWidget(scroll_area(holder), 1)
        self.add(self._sum)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(lang.text(N_("Cancel")), self.left.emit, small=True))
        self.save_button = button(lang.text(N_("Save")), self._save, primary=True, small=True)
        row.addWidget(self.save_button)
        self.body.addLayout(row)
        self.hide()

    @property
    def lines(self) -> tuple[QWidget, ...]:
        """The lines of the items, from the top."""
        return tuple(self._lines)

    def edit(self, pattern: Pattern) -> None:
        """Show the items of a template, and go to the first."""
        self._pattern = pattern
        heading = self._lang.text(N_("Edit “{title}”"), title=pattern.title)
        self._title.setText(heading)
        self.setAccessibleName(heading)
        for line in self._lines:
            self._drop(line)
        self._lines = [_Line(self._lang, item, self._move, self._remove) for item in pattern.items]
        for line in self._lines:
            line.minutes.changed.connect(lambda _minutes: self._tell())
        self._lay()
        self.show()
        if self._lines:
            self._lines[0].title.setFocus()

    def written(self) -> Pattern:
        """The template as it stands in the lines."""
        assert self._pattern is not None
        return replace(self._pattern, items=tuple(line.written() for line in self._lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        for line in self._lines:
            line.minutes.commit()
            if line.minutes.isModified():
                line.minutes.setFocus()
                return
        self.wanted.emit(self.written())

    def _move(self, line: _Line, by: int) -> None:
        at = self._lines.index(line)
        self._lines.insert(at + by, self._lines.pop(at))
        self._lay()
        line.focus_move(by)

    def _remove(self, line: _Line) -> None:
        at = self._lines.index(line)
        self._lines.remove(line)
        self._drop(line)
        self._lay()
        self._lines[min(at, len(self._lines) - 1)].title.setFocus()

    def _drop(self, line: _Line) -> None:
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _lay(self) -> None:
        for place, line in enumerate(self._lines):
            self._rows.removeWidget(line)
            self._rows.insertWidget(place, line)
        free = [n for n, line in enumerate(self._lines) if line.is_free]
        for place, line in enumerate(self._lines):
            line.allow(
                up=line.is_free and place - 1 in free,
                down=line.is_free and place + 1 in free,
                remove=len(self._lines) > 1,
            )
        self._tell()

    def _tell(self) -> None:
        lang, total = self._lang, sum(line.minutes.minutes for line in self._lines)
        items = lang.plural("{n} item", "{n} items", len(self._lines))
        self._sum.setText(f"{items} · {lang.duration(total)}")


class _Line(QWidget):
    """One item: its kind, title and minutes, and what moves or removes it."""

    def __init__(
        self,
        lang: Language,
        item: PatternItem,
        move: Callable[[_Line, int], None],
        remove: Callable[[_Line], None],
    ) -> None:
        super().__init__()
        self._item = item
        kind, text = kinds.kind(item.kind), lang.text
        self.is_free = kind.place == "free"
        self.title = QLineEdit(item.title)
        self.title.setCursorPosition(0)
        self.title.setAccessibleName(text(N_("Title")))
        wrong = text(N_("Write minutes as 20, 1t10, 1.30 or 90 min."))
        name = text(N_("Minutes of {title}"), title=item.title)
        least = 5 if item.kind == "summary" else 1
        self.minutes = DurationBox(name, item.minutes, parse_minutes, lang.duration, wrong, least)
        self.minutes.setFixedWidth(theme.px(74))
        self.up = _small("arrow-up", lambda: move(self, -1), text(N_("Move up")))
        self.down = _small("arrow-down", lambda: move(self, 1), text(N_("Move down")))
        self.gone = _small("x", lambda: remove(self), text(N_("Remove")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(KindBar(kind.family, 4))
        row.addWidget(self.title, 1)
        row.addWidget(self.minutes)
        for made in (self.up, self.down, self.gone):
            made.setAccessibleDescription(item.title)
            row.addWidget(made)

    def allow(self, *, up: bool, down: bool, remove: bool) -> None:
        """Let it be moved and removed."""
        self.up.setEnabled(up)
        self.down.setEnabled(down)
        self.gone.setEnabled(remove)

    def focus_move(self, by: int) -> None:
        """Stay on the button that moved it, or on the other at the end of the way."""
        wanted, other = (self.up, self.down) if by < 0 else (self.down, self.up)
        (wanted if wanted.isEnabled() else other).setFocus()

    def written(self) -> PatternItem:
        """The item as it stands here; minutes that are as they were keep their seconds."""
        minutes, title = self.minutes.minutes, self.title.text().strip() or self._item.title
        if minutes == self._item.minutes:
            return replace(self._item, title=title)
        least = min(self._item.minimum, 60 * minutes)
        return replace(self._item, title=title, planned=60 * minutes, minimum=least)


def _small(icon: str, act: Callable[[], object], name: str) -> QPushButton:
    made = button("", act, icon=icon, plain=True, small=True, name=name)
    made.setFixedWidth(theme.px(26))
    return made
