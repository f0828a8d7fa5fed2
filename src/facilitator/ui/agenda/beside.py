"""What stands beside an agenda: its cards, or in their place the picker, or one thing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem, Meeting
from facilitator.domain.content import Occasion
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui.agenda.item_inspector import ItemInspector
from facilitator.ui.agenda.meeting_files import FilesCard
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import Drops
from facilitator.ui.content.material import bring_into_sight
from facilitator.ui.content.material_picker import Picker
from facilitator.ui.content.panel import ContentPanel
from facilitator.ui.content.sorts import SORTS, SortRow, sort_row


class Beside(QStackedWidget):
    """Shows the cards until a thing is opened or looked for; going back shows them again."""

    def __init__(
        self,
        bridge: Bridge,
        cards: QWidget,
        inspector: ItemInspector,
        files: FilesCard,
        gutter: int,
    ) -> None:
        super().__init__()
        self._bridge, self._cards, self._gutter = bridge, cards, gutter
        self.material = material = inspector.material
        self._item: AgendaItem | None = None
        self._meeting: Meeting | None = None
        self._picker: Picker | None = None
        self._panel: ContentPanel | None = None
        self.addWidget(cards)
        material.opened.connect(self.open)
        material.adding.connect(self.pick)
        self.files = files
        files.section.files = material.files
        files.section.opened.connect(self.open)
        self._drops = Drops(inspector)
        self._drops.files.connect(material.attach)
        self._drops.link.connect(material.drop_link)

    @property
    def picker(self) -> Picker:
        """Made when it is first wanted."""
        if self._picker is None:
            self._picker = Picker(self._bridge, self.material)
            self._picker.left.connect(self._leave_picker)
            self._picker.made.connect(self._open_made)
            self.addWidget(self._framed(self._picker))
        return self._picker

    @property
    def panel(self) -> ContentPanel:
        """Made when it is first wanted."""
        if self._panel is None:
            self._panel = ContentPanel(self._bridge, self.material.files)
            self._panel.left.connect(self._leave_panel)
            self.addWidget(self._framed(self._panel))
        return self._panel

    def _framed(self, card: QWidget) -> QWidget:
        # As wide as the cards, whose scroll bar stands in the margin.
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, self._gutter, 0)
        column.addWidget(card)
        return frame

    @property
    def shows_cards(self) -> bool:
        """Whether neither the picker nor a thing is open."""
        return self.currentWidget() is self._cards

    def show_cards(self) -> None:
        """Close what is open."""
        if not self.shows_cards:
            self._bridge.leaving.emit()
            self.setCurrentWidget(self._cards)

    def shows(self, sort: str, key: str) -> bool:
        """Whether this very thing is open."""
        row = self._open_row()
        return row is not None and (row.id, self.panel.key) == (sort, key)

    def things(self) -> tuple[tuple[str, str], ...]:
        """The thing that is open, as table and key, for what is told of one thing."""
        row = self._open_row()
        return ((row.id, self.panel.key),) if row is not None else ()

    def _open_row(self) -> SortRow | None:
        """The sort of the thing that is open, or none."""
        if self._panel is None or not self._panel.isVisibleTo(self):
            return None
        return self._panel.row

    def give_way(self, *cards: QWidget) -> None:
        """Show the cards again when one of these comes up among them."""
        for card in cards:
            card.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShowToParent:
            self.show_cards()
        return super().eventFilter(watched, event)

    # -- following the agenda

    def show_item(self, item: AgendaItem | None, meeting: Meeting | None) -> None:
        """Follow the item chosen: what is open for another item is closed, the rest is renewed."""
        other = item is None or self._item is None or item.id != self._item.id
        self._item, self._meeting = item, meeting
        self._drops.is_open = item is not None and meeting is not None and not meeting.is_read_only
        if item is not None and meeting is not None:
            self.material.show_item(item, meeting)
        if meeting is not None:
            self.files.show_meeting(meeting)
        row = self._open_row()
        if other:
            self.show_cards()
        elif row is not None and not self._show(row.id, self.panel.key):
            self._leave_panel()

    # -- opening and going back

    def open(self, sort: str, key: str) -> bool:
        """Show a thing in place of the cards; False when there is no such thing any more."""
        self._bridge.leaving.emit()
        if not self._show(sort, key):
            return False
        self._come_to(self.panel)
        self.panel.back_button.setFocus()
        return True

    def pick(self) -> None:
        """Look for something the item can use."""
        if self._item is not None and self._meeting is not None:
            self._bridge.leaving.emit()
            self._come_to(self.picker)
            self.picker.begin(self._item, self._meeting)

    def _come_to(self, card: QWidget) -> None:
        frame = card.parentWidget()
        assert frame is not None
        self.setCurrentWidget(frame)

    def _show(self, sort: str, key: str) -> bool:
        if self._meeting is None:
            return False
        return self.panel.show_thing(sort, key, self._item, self._meeting)

    def _open_made(self, sort: str, key: str) -> None:
        if self.open(sort, key):
            self.panel.form.focus_first()

    def _leave_picker(self) -> None:
        self.setCurrentWidget(self._cards)
        self.material.add_button.setFocus()

    def _leave_panel(self) -> None:
        self._bridge.leaving.emit()
        thing = self.panel.key
        self.setCurrentWidget(self._cards)
        section = self.files.section if self.files.section.row(thing) else self.material
        section.focus_on(thing)

    # -- going to a row

    def meeting_using(self, table: str, key: str, meeting: str | None) -> str | None:
        """A meeting whose agenda uses a thing, this one if it does; None for any other row."""
        if table not in _THINGS or self._bridge.cluster is None:
            return None
        places = self._bridge.ask(_places, table, self._bridge.cluster, key)
        found = [place for place in places if place.meeting == meeting] or places
        return found[0].meeting if found else None

    def show_row(self, table: str, key: str, choose: Callable[[str], object]) -> bool:
        """Bring a thing, its use or an attachment into sight, with its item chosen."""
        if self._meeting is None or self.shows(table, key):
            return self._meeting is not None
        row = self.files.section.row(key)
        if row is not None:
            self.show_cards()
            bring_into_sight(row)
            row.main.setFocus()
            return True
        item = self._bridge.ask(_item_of, table, key, self._meeting)
        if item is None:
            return False
        choose(item)
        return table not in _THINGS or self.open(table, key)


_THINGS = frozenset(row.id for row in SORTS if row.every)


def _places(session: Session, sort: str, cluster: str, key: str) -> tuple[Occasion, ...]:
    """Where a thing is used at an item."""
    every = sort_row(sort).every
    found = [one for one in every(session, cluster) if one.id == key] if every else []
    return tuple(place for one in found for place in one.occasions if place.item is not None)


def _item_of(session: Session, table: str, key: str, meeting: Meeting) -> str | None:
    """The item of a meeting that a thing, a use or an attachment belongs to, or none."""
    if table == "attachment":
        attached = queries.attachments(session, meeting.id)
        return next((one.item for one in attached if one.id == key), None)
    if table == "topic":
        places = _places(session, table, meeting.cluster, key)
        return next((one.item for one in places if one.meeting == meeting.id), None)
    used = queries.used_at_meeting(session, meeting.id)
    return next((one.item for one in used if key in (one.id, one.thing)), None)
