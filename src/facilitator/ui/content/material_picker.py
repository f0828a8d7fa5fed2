"""One search over all that an agenda item can use; what is not there yet is made by its title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from facilitator.clock import new_id
from facilitator.domain.agenda import AgendaItem, Meeting
from facilitator.domain.content import Guideline, Occasion
from facilitator.domain.link import web_link
from facilitator.domain.overview import COMING, HELD
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.material import Material, edition_words
from facilitator.ui.content.sorts import SortRow, Thing, make, offered_first, sort_row, title_of
from facilitator.ui.line_table import paint_ground
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import Card, Field, announce, button, label
from facilitator.ui.row_model import Column, RowModel

Index = QModelIndex | QPersistentModelIndex

_USE, _ATTACH = N_("Use material"), N_("Attach a link")
_EDGE, _AIR, _ICON = 8, 6, 16
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the picker.

    Attributes:
        act: use what is there, make a new one of what is typed, or attach what is typed as a link.
        note: what goes with the title, and how often it was used.
        found: what is searched.
    """

    id: str
    sort: str
    act: Literal["use", "new", "link"]
    title: str
    note: str = ""
    found: str = ""

    @property
    def icon(self) -> str:
        if self.act == "link":
            return "link"
        return "plus" if self.act == "new" else sort_row(self.sort).icon


def used_words(lang: Language, occasions: Sequence[Occasion]) -> str:
    """How often a thing was used and when last, and when it will be: “used 3 times, last on
    09.09.2026, will be used on 24.11.2026”.

    occasions: the latest first.
    """
    used = [one for one in occasions if one.status in HELD]
    coming = [one for one in occasions if one.status in COMING]
    said = []
    if used:
        times = lang.plural("used {n} time", "used {n} times", len(used))
        said.append(lang.text(N_("{used}, last on {day}"), used=times, day=_day(lang, used[0])))
    if coming:
        said.append(lang.text(N_("will be used on {day}"), day=_day(lang, coming[-1])))
    return ", ".join(said)


def _day(lang: Language, one: Occasion) -> str:
    return lang.date_short(one.start.astimezone(lang.zone).date())


def offer(lang: Language, row: SortRow, thing: Thing, today: date) -> Offer:
    """What the picker says of a thing."""
    note, used = row.note(thing), used_words(lang, getattr(thing, "occasions", ()))
    title = title_of(row, thing)
    news = edition_words(lang, thing, today) if isinstance(thing, Guideline) else ""
    said = " · ".join(filter(None, (lang.text(row.title), news, used, note)))
    return Offer(thing.id, row.id, "use", title, said, f"{title}\n{note}".casefold())


def read_offers(
    session: Session, lang: Language, cluster: str, item: AgendaItem, today: date
) -> list[Offer]:
    """All that can be used at an item and is not yet, those that fit its kind first."""
    there = {one.thing for one in queries.used_at_item(session, item.id)} | {item.topic}
    return [
        offer(lang, row, thing, today)
        for row in offered_first(item.kind)
        for thing in (row.every(session, cluster) if row.every else ())
        if thing.id not in there
    ]


def matching(lang: Language, offers: Sequence[Offer], kind: str, typed: str) -> Iterator[Offer]:
    """The offers for what is typed, the best first: what fits the kind of item, there or new,
    before all else; of one sort those that begin as it does before those that hold it."""
    text = " ".join(typed.split())
    if _is_like_link(text):
        yield Offer("link", "attachment", "link", lang.text(N_("Link to {address}"), address=text))
    part = text.casefold()
    hits = [one for one in offers if part in one.found]
    hits.sort(key=lambda one: not one.found.startswith(part))
    fits = [row for row in offered_first(kind) if kind in row.fits]
    rest = [row for row in offered_first(kind) if kind not in row.fits]
    for rows in (fits, rest):
        for row in rows:
            yield from (one for one in hits if one.sort == row.id)
        for row in rows if text else ():
            if row.new and not (row.is_once and _has(hits, row, part)):
                words = lang.text(row.new, title=lang.quote(text))
                yield Offer(f"new {row.id}", row.id, "new", words)


def _has(offers: Iterable[Offer], row: SortRow, title: str) -> bool:
    return any(one.sort == row.id and one.title.casefold() == title for one in offers)


def _is_like_link(text: str) -> bool:
    return web_link(text) is not None or "://" in text


class Picker(Card):
    """`left` when it is done or given up; `made` (sort, id) with a thing that is new."""

    left = Signal()
    made = Signal(str, str)

    def __init__(self, bridge: Bridge, material: Material) -> None:
        lang = bridge.lang
        super().__init__(lang.text(N_("Add material")))
        self._bridge, self._lang, self._material = bridge, lang, material
        self._item: AgendaItem | None = None
        self._offers: Sequence[Offer] = ()
        self._taken: Offer | None = None
        self._key = new_id()
        self.search = QLineEdit(placeholderText=lang.text(N_("Search, or write a title or a link")))
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._take_current)
        self._unstored = Unstored(bridge, self._take_again, self.search, column=self.body)
        self._field = Field(lang.text(N_("What is the item about?")), self.search)
        self.add(self._field)
        self.list = OfferList(bridge, self._spoken)
        self.list.taken.connect(self.take)
        self.search.installEventFilter(self.list)
        self.body.addWidget(self.list, 1)
        said = N_("There is nothing in the cluster yet. Write a title and press Enter.")
        self._nothing = label(lang.text(said), "muted")
        self.add(self._nothing)
        self.body.addLayout(self._low())
        QShortcut(
            QKeySequence("Esc"),
            self,
            self.left.emit,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def _low(self) -> QHBoxLayout:
        text, row = self._lang.text, QHBoxLayout()
        self.file_button = button(text(N_("File …")), self._choose_file, small=True)
        self.link_button = button(text(N_("Link …")), self._begin_link, small=True)
        row.addWidget(self.file_button)
        row.addWidget(self.link_button)
        row.addStretch(1)
        row.addWidget(button(text(N_("Cancel")), self.left.emit, small=True, plain=True))
        return row

    def begin(self, item: AgendaItem, meeting: Meeting) -> None:
        """Offer what an item can use, with the cursor in the search."""
        self._item = item
        self._key = new_id()
        asked = self._lang, meeting.cluster, item, self._bridge.today()
        self._offers = self._bridge.ask(read_offers, *asked)
        self.search.clear()
        self._search("")
        self.search.setFocus()

    def offers(self) -> tuple[Offer, ...]:
        """What is offered now, the first first."""
        return tuple(self.list.offers)

    # -- searching

    def _search(self, typed: str) -> None:
        self._field.set_error("")
        kind = self._item.kind if self._item else ""
        found = tuple(matching(self._lang, self._offers, kind, typed))
        self.list.show_offers(found)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _spoken(self, one: Offer) -> str:
        return ", ".join(filter(None, (one.title, one.note)))

    # -- taking

    def _take_current(self) -> None:
        one = self.list.current()
        if one is not None:
            self.take(one)

    def take(self, one: Offer) -> None:
        """Do what a line offers; a refusal is said at the field, and what is typed stays."""
        self._taken = one
        self._bridge.leaving.emit()
        try:
            self._do(one)
        except PatientNumber:
            return
        except Refusal as refusal:
            self._field.set_error(refusal.in_words(self._lang))

    def _take_again(self) -> None:
        if self._taken is not None:
            self.take(self._taken)

    def _do(self, one: Offer) -> None:
        if self._item is None:
            return
        if one.act == "link":
            self._material.attach_link(self.search.text(), self._unstored.attempt)
            self.left.emit()
        elif one.act == "new":
            made = self._unstored.attempt(sort_row(one.sort).making, self._verb(one))
            self.made.emit(one.sort, made)
        else:
            self._bridge.attempt(_USE, _use, one.sort, self._item.id, one.id)
            self.left.emit()

    def _verb(self, one: Offer) -> partial[str]:
        assert self._item is not None
        return partial(
            make,
            row=sort_row(one.sort),
            cluster=self._bridge.cluster or "",
            item=self._item.id,
            title=self._title(),
            at=self._bridge.clock.utc(),
            key=self._key,
        )

    def _title(self) -> str:
        return " ".join(self.search.text().split())

    # -- files and links

    def _choose_file(self) -> None:
        path = self._material.files.choose(self)
        if path:
            self.left.emit()
            self._material.attach([path])

    def _begin_link(self) -> None:
        """Take the address from the clipboard, if one is there; else ask for it."""
        copied = QGuiApplication.clipboard().text().strip()
        self.search.setText(web_link(copied) or "https://")
        self.search.setFocus()


def _use(session: Session, sort: str, item: str, key: str) -> None:
    use = sort_row(sort).use
    assert use is not None
    use(session, item, key)


class OfferList(QListView):
    """The lines; the keys of the search move in it. Emits `taken` with an Offer."""

    taken = Signal(object)

    def __init__(self, bridge: Bridge, spoken: Callable[[Offer], str]) -> None:
        super().__init__()
        self._model = RowModel((Column("", spoken),), bridge.lang, self)
        self.setModel(self._model)
        self.setItemDelegate(_OfferDelegate(self))
        self.setAccessibleName(bridge.lang.text(N_("What can be used")))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.px(120))

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is shown, the first first."""
        return self._model.rows  # type: ignore[return-value]

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these, the first chosen."""
        self._model.set_rows(offers)
        self.setCurrentIndex(self._model.index(0, 0))
        self.scrollToTop()

    def current(self) -> Offer | None:
        """The line chosen."""
        one: Offer | None = self._model.row_at(self.currentIndex())
        return one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and self.offers:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        at = min(max(0, self.currentIndex().row() + step), len(self.offers) - 1)
        self.setCurrentIndex(self._model.index(at, 0))
        announce(self, str(self._model.data(self.currentIndex())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        one = self._model.row_at(self.indexAt(event.position().toPoint()))
        if event.button() is Qt.MouseButton.LeftButton and one is not None:
            self.taken.emit(one)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        one = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and one is not None:
            self.taken.emit(one)
        else:
            super().keyPressEvent(event)


class _OfferDelegate(QStyledItemDelegate):
    """Paints icon, title and what goes with it in two lines, shortened where they must be."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        lines = QFontMetrics(theme.font()).height() + QFontMetrics(theme.font("small")).height()
        return QSize(theme.px(160), lines + 2 * theme.px(_AIR))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one: Offer = index.model().row_at(index)  # type: ignore[attr-defined]
        paint_ground(self, painter, option, index)
        now, edge, size = theme.tokens_of(option.widget), theme.px(_EDGE), theme.px(_ICON)
        box = option.rect.adjusted(edge, theme.px(_AIR), -edge, -theme.px(_AIR))
        ink = now.accent if one.act != "use" else now.ink2
        top = box.top() + (1 if one.note else (box.height() - size) // 2)
        ratio = option.widget.devicePixelRatioF()
        painter.drawPixmap(box.left(), top, theme.picture(one.icon, ink, size, ratio))
        box.setLeft(box.left() + size + theme.px(8))
        painter.save()
        high = QFontMetrics(theme.font()).height()
        title = QRect(box.left(), box.top(), box.width(), high if one.note else box.height())
        _write(painter, title, one.title, "body", now.ink if one.act == "use" else now.accent)
        if one.note:
            _write(painter, box.adjusted(0, high, 0, 0), one.note, "small", now.ink2)
        painter.restore()


def _write(painter: QPainter, box: QRect, text: str, role: theme.Role, colour: str) -> None:
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
