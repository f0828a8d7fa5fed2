"""The navigation at the left: the cluster, the pages, and what is saved where."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout

from facilitator.domain.overview import ClusterName, Overview, find_alike, made_at, same_names
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.page import PageRow
from facilitator.ui.parts import NavButton, label, plain_tooltip, style_by
from facilitator.ui.parts.enter_presses import EnterPresses

WIDTH = 212
_EDGE, _BEFORE_ICON = 10, 11
"""Pixels beside the buttons, and from the edge of one to its icon, which stands as far from the
other edge where there is nothing but the icon: narrow or not, it stays in its place."""
_ICON = 24, 18


class Nav(QFrame):
    """Emits `chosen` with the id of a page and `cluster_chosen` with that of a cluster.

    `wanted` asks the program for what reaches beyond the store: a new cluster, the demo.
    `searching`: the line that says how to search was pressed.
    """

    chosen = Signal(str)
    cluster_chosen = Signal(str)
    wanted = Signal(str)
    searching = Signal()

    def __init__(self, lang: Language, pages: Sequence[PageRow]) -> None:
        super().__init__()
        self._lang = lang
        self._rows = {row.id: row for row in pages}
        self.setObjectName("nav")
        self.setAccessibleName(lang.text(N_("Pages")))
        self.cluster = ClusterButton(lang)
        self.menu = QMenu(self)
        self.cluster.setMenu(self.menu)
        self._fill_menu((), "")
        self._cluster_name = ""
        self.clusters: tuple[ClusterName, ...] = ()
        self._buttons = {row.id: self._entry(row) for row in pages}
        self._foot = label("", "small")
        self._search = _SearchLine(lang, self.searching.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 14, _EDGE, 14)
        column.setSpacing(2)
        column.addWidget(self.cluster)
        column.addSpacing(12)
        for made in self._buttons.values():
            column.addWidget(made)
        column.addStretch(1)
        self._foot.setContentsMargins(11, 8, 8, 4)
        column.addWidget(self._foot)
        column.addWidget(self._search)
        self.narrow = False
        self.set_narrow(False)

    def _entry(self, row: PageRow) -> NavButton:
        made = NavButton(self._lang.text(row.title), lambda: self.chosen.emit(row.id))
        made.setIcon(_nav_icon(row.icon))
        made.setIconSize(QSize(*map(theme.px, _ICON)))
        return made

    def set_page(self, page_id: str) -> None:
        """Mark the page that is shown."""
        if page_id not in self._buttons:
            return
        has_focus = any(made.hasFocus() for made in self._buttons.values())
        self._buttons[page_id].setChecked(True)
        if has_focus:
            self.focus_page()

    def focus_page(self) -> None:
        """Put the focus on the page that is shown."""
        for made in self._buttons.values():
            if made.isChecked():
                made.setFocus()

    def show_overview(self, overview: Overview) -> None:
        """Show the cluster, the list of clusters, and how many commitments and ideas wait."""
        now = overview.name
        if now is not None:
            self._cluster_name = now.name
            self.cluster.set_cluster(now.name, cluster_words(now, self._lang, overview.clusters))
        self.clusters = overview.clusters
        self._fill_menu(overview.clusters, overview.cluster)
        counts = {"follow_up": overview.open_commitments, "topics": overview.new_topics}
        for page_id, count in counts.items():
            if page_id in self._buttons:
                self._buttons[page_id].set_count(count)

    @property
    def cluster_name(self) -> str:
        """The name of the cluster shown; empty when there is none."""
        return self._cluster_name

    def say_saved(self, clock: str, shared: bool) -> None:
        """Say when something was last saved, and where it lies."""
        place = N_("in the shared database") if shared else N_("only on this computer")
        said = self._lang.text(N_("Saved at {clock}"), clock=clock)
        self._foot.setText(f"{said} · {self._lang.text(place)}")

    def _fill_menu(self, clusters: Sequence[ClusterName], chosen: str) -> None:
        self.menu.clear()
        shared = same_names(clusters)
        for one in clusters:
            beside = cluster_words(one, self._lang, clusters) if one.id in shared else ""
            named = " · ".join(filter(None, (one.name, beside)))
            action = self.menu.addAction(named.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one.id == chosen)
            action.triggered.connect(lambda _=False, key=one.id: self.cluster_chosen.emit(key))
        self.menu.addSeparator()
        for text, wanted in (
            (N_("New cluster…"), "new_cluster"),
            (N_("Try the demo cluster"), "open_demo"),
        ):
            action = self.menu.addAction(self._lang.text(text))
            action.triggered.connect(lambda _=False, what=wanted: self.wanted.emit(what))

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone, for a small window or large text; the names are then tooltips."""
        self.narrow = narrow
        alone = theme.px(_ICON[0]) + 2 * (_EDGE + _BEFORE_ICON)
        self.setFixedWidth(alone if narrow else theme.px(WIDTH))
        self._foot.setVisible(not narrow)
        self._search.set_narrow(narrow)
        self.cluster.set_narrow(narrow)
        for page_id, made in self._buttons.items():
            title = self._lang.text(self._rows[page_id].title)
            made.setText("" if narrow else title.replace("&", "&&"))
            plain_tooltip(made, title if narrow else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for page_id, made in self._buttons.items():
                made.setIcon(_nav_icon(self._rows[page_id].icon))
            self.cluster.set_narrow(self.narrow)
            self._search.set_narrow(self.narrow)


class _SearchLine(EnterPresses, QPushButton):
    """Says at the foot how to search, and does it."""

    def __init__(self, lang: Language, on_click: Callable[[], object]) -> None:
        super().__init__()
        key = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        self._words = lang.text(N_("Search: {key}"), key=key)
        self.setAccessibleName(self._words)
        self.setProperty("look", "nav")
        self.setProperty("small", "true")
        self.clicked.connect(lambda: on_click())

    def set_narrow(self, narrow: bool) -> None:
        """An icon alone, with the words as its tooltip."""
        self.setText("" if narrow else self._words)
        self.setIcon(_nav_icon("search") if narrow else QIcon())
        self.setIconSize(QSize(*map(theme.px, _ICON)))
        plain_tooltip(self, self._words if narrow else "")


class ClusterButton(EnterPresses, QPushButton):
    """The card at the top: the cluster's name, members and specialty; opens the list of them."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._narrow = False
        self._name = label("", "strong")
        self._line = label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 9, 26, 9)
        column.setSpacing(1)
        for part in (self._name, self._line):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        self.setProperty("look", "cluster")
        self.set_cluster("", "")

    def set_cluster(self, name: str, line: str) -> None:
        """Show a cluster; without a name, as before the store is open, the card is empty."""
        self._name.setText(name)
        self._line.setText(line)
        self.set_narrow(self._narrow)
        shown = name or self._lang.text(N_("No cluster"))
        said = self._lang.text(N_("Cluster: {name}"), name=shown)
        self.setAccessibleName(f"{said}. {line}" if line else said)
        self.updateGeometry()

    def set_narrow(self, narrow: bool) -> None:
        """An icon instead of the words."""
        self._narrow = narrow
        self._name.setVisible(not narrow)
        self._line.setVisible(not narrow and bool(self._line.text()))
        style_by(self, "narrow", "true" if narrow else "false")
        self.setIcon(theme.icon("users") if narrow else QIcon())
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        plain_tooltip(self, self._name.text() if narrow else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        box = self.layout()
        if not self.icon().isNull() or box is None:
            return hint
        width = self.width() or theme.px(WIDTH - 20)
        return QSize(hint.width(), max(hint.height(), box.totalHeightForWidth(width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), self.sizeHint().height())


def _nav_icon(name: str) -> QIcon:
    now = theme.tokens()
    return _two_icons(name, now.ink2, now.on_accent, theme.px(18), theme.ratios())


@functools.lru_cache(maxsize=64)
def _two_icons(name: str, off: str, on: str, size: int, ratios: frozenset[float]) -> QIcon:
    made = QIcon()
    for ratio in sorted(ratios):
        for colour, state in ((off, QIcon.State.Off), (on, QIcon.State.On)):
            made.addPixmap(theme.picture(name, colour, size, ratio), QIcon.Mode.Normal, state)
    return made


def cluster_words(one: ClusterName, lang: Language, among: Sequence[ClusterName]) -> str:
    """“12 members · Dermatology”: what tells a cluster from the others; when it was made too, where
    one of them is like it in all of that."""
    members = lang.plural("{n} member", "{n} members", one.members)
    made = _made_words(one, lang, find_alike(one, among))
    return " · ".join(filter(None, (members, one.specialty, made)))


def _made_words(one: ClusterName, lang: Language, alike: Sequence[ClusterName]) -> str:
    """The day, and the time of it where another was made that day; “” where none is like it."""
    made, *others = (_made_here(each, lang) for each in (one, *alike))
    if not others or made is None:
        return ""
    day, clock = lang.date_text(made.date()), lang.clock(made)
    if any(other and other.date() == made.date() for other in others):
        return lang.text(N_("created {day} at {clock}"), day=day, clock=clock)
    return lang.text(N_("created {day}"), day=day)


def _made_here(one: ClusterName, lang: Language) -> datetime | None:
    made = made_at(one.id)
    return made.astimezone(lang.zone) if made else None
