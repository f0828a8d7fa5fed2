"""One thing beside the agenda: what is known of it, to be written in, and where it was used."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem, Meeting
from facilitator.domain.content import Occasion
from facilitator.domain.refusal import NotFound
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import AttachedFiles
from facilitator.ui.content.fields import FIELDS, FieldDesk, FieldWidget, Shown
from facilitator.ui.content.sorts import SortRow, sort_row, title_of
from facilitator.ui.parts import Card, button, label, scroll_area
from facilitator.ui.parts.line_button import LineButton
from facilitator.ui.past.history_button import history_button


def read_shown(
    session: Session, row: SortRow, key: str, item: AgendaItem | None, meeting: Meeting
) -> Shown:
    """Ask what a thing says, and how the item uses it. Raises NotFound."""
    thing = row.find(session, meeting.cluster, key)
    used = queries.used_at_item(session, item.id) if item else ()
    use = next((one for one in used if one.sort == row.id and one.thing == key), None)
    return Shown(row, thing, item, meeting, use)


class Form(QWidget):
    """The fields of one sort, in their order."""

    def __init__(self, desk: FieldDesk, row: SortRow) -> None:
        super().__init__()
        self.fields: dict[str, FieldWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for one in row.fields:
            made = FIELDS[one.kind](desk, one)
            self.fields[one.column] = made
            column.addWidget(made)

    def show_thing(self, shown: Shown) -> None:
        """Show a thing; what is being written stays."""
        for made in self.fields.values():
            made.show_thing(shown)

    def focus_first(self) -> None:
        """Go to the first field after the title that is still empty."""
        for made in list(self.fields.values())[1:]:
            editor = made.findChild(QPlainTextEdit)
            if editor is not None and not editor.toPlainText():
                editor.setFocus()
                return
        self.setFocus()


class Occasions(QWidget):
    """All meetings where a thing was used, the latest first. Emits `wanted` with an Occasion."""

    wanted = Signal(object)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._shown: tuple[object, ...] = ()
        self.lines: list[LineButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(label(lang.text(N_("Used at")), "h2"))
        self._nowhere = label(lang.text(N_("No meeting yet.")), "muted")
        self._column.addWidget(self._nowhere)

    def show_occasions(self, occasions: Sequence[Occasion], here: str) -> None:
        """Show these; here: the item the thing is shown beside."""
        if (tuple(occasions), here) == self._shown:
            return
        self._shown = (tuple(occasions), here)
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(one, here) for one in occasions]
        for line in self.lines:
            self._column.addWidget(line)
        self._nowhere.setVisible(not self.lines)

    def _line(self, one: Occasion, here: str) -> LineButton:
        lang = self._lang
        day = lang.date_short(one.start.astimezone(lang.zone).date())
        number = lang.text(N_("Meeting {n}"), n=lang.number(one.number))
        is_here = one.item is not None and one.item == here
        where = lang.text(N_("this item")) if is_here else one.title
        made = LineButton("calendar", f"{day} · {number}", where)
        made.clicked.connect(partial(self.wanted.emit, one))
        return made


class ContentPanel(Card):
    """One thing at a time. `left` when the person goes back."""

    left = Signal()

    def __init__(self, bridge: Bridge, files: AttachedFiles) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._desk = FieldDesk(bridge, files)
        self._forms: dict[str, Form] = {}
        self.row: SortRow | None = None
        self.key = ""
        self._item = ""
        self.body.setContentsMargins(1, 8, 1, 1)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(14, 4, 14, 14)
        self._column.setSpacing(12)
        self.body.addLayout(self._head())
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        self.occasions = Occasions(self._lang)
        self.occasions.wanted.connect(self._go)
        self._column.addWidget(self.occasions)
        self.remove_button = button("…", self._remove, danger=True, small=True)
        foot = QHBoxLayout()
        foot.addWidget(history_button(bridge))
        foot.addStretch(1)
        foot.addWidget(self.remove_button)
        self._column.addLayout(foot)
        self._column.addStretch(1)
        self._scroll = scroll_area(inner)
        self.body.addWidget(self._scroll)
        QShortcut(
            QKeySequence("Esc"),
            self,
            self.left.emit,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 14, 0)
        back = self._lang.text(N_("Back to the item"))
        self.back_button = button(
            "", self.left.emit, icon="arrow-left", plain=True, small=True, name=back
        )
        head.addWidget(self.back_button)
        self._sort = label("", "h2")
        head.addWidget(self._sort, 1)
        return head

    @property
    def form(self) -> Form:
        """The form that is shown."""
        assert self.row is not None
        return self._forms[self.row.id]

    def show_thing(self, sort: str, key: str, item: AgendaItem | None, meeting: Meeting) -> bool:
        """Show a thing beside an item, if one is chosen; False when it is there no more."""
        row = sort_row(sort)
        try:
            shown = self._bridge.ask(read_shown, row, key, item, meeting)
        except NotFound:
            return False
        other = self.row is not row or self.key != key
        self.row, self.key, self._item = row, key, item.id if item else ""
        self._show_form(row)
        self.form.show_thing(shown)
        occasions = getattr(shown.thing, "occasions", None)
        self.occasions.setVisible(occasions is not None)
        self.occasions.show_occasions(occasions or (), self._item)
        own = sort != "attachment" or not meeting.is_read_only
        self.remove_button.setVisible(row.remove is not None and own)
        self.setAccessibleName(f"{self._lang.text(row.title)}: {title_of(row, shown.thing)}")
        if other:
            self._scroll.verticalScrollBar().setValue(0)
        return True

    def _show_form(self, row: SortRow) -> None:
        if row.id not in self._forms:
            self._forms[row.id] = Form(self._desk, row)
            self._place.addWidget(self._forms[row.id])
        for sort, form in self._forms.items():
            form.setVisible(sort == row.id)
        self._sort.setText(self._lang.text(row.title))
        removal = self._lang.text(row.removal) if row.removal else "…"
        self.remove_button.setText(removal)
        self.remove_button.setAccessibleName(removal)

    def _go(self, one: Occasion) -> None:
        if one.item == self._item:
            self.left.emit()
        elif one.item is not None:
            self._bridge.open_row("meetings", "item", one.item)
        else:
            self._bridge.open_place("meetings", one.meeting)

    def _remove(self) -> None:
        if self.row is not None and self.row.remove is not None:
            self._bridge.do(self.row.removal, self.row.remove, self.key)
