"""Members: who they are, their clinics, roles and attendance, and the cluster's own data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from facilitator.documents import Asked, Document, Format, document
from facilitator.domain.people import Cluster, Member
from facilitator.domain.refusal import Refusal, writing
from facilitator.edits import members as edits
from facilitator.language import N_, Language, parse_date
from facilitator.paths import safe_save
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.line_table import dress_lines
from facilitator.ui.members.cluster_card import ClusterCard
from facilitator.ui.number_bar import Unstored
from facilitator.ui.page import PAGE_MARGINS, Header, Page
from facilitator.ui.parts import Card, Chip, announce, button, label, page_scroll
from facilitator.ui.row_model import Column, Index, RowModel
from facilitator.ui.welcome_page import read_members

FEWEST, MOST = 6, 22
"""Members in an ordinary cluster (eKVIS, on specialist clusters)."""

SIDE_WIDTH = 260
ATTENDANCE, EMAIL, JOINED, LEFT = 2, 4, 5, 6
"""Columns that are shown when there is something in them, and where there is room for them."""

_DATE = 92
"""Design pixels in which a date can be typed."""

_ALL_COLUMNS = 640
"""Design pixels in which all columns stand."""


class AddField(QPlainTextEdit):
    """One line that takes “Name; Clinic” and Enter, and a pasted list at once. `entered`: text."""

    entered = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.setAccessibleName(lang.text(N_("Add member")))
        self.setPlaceholderText(
            lang.text(N_("Name; Clinic – and Enter. A whole list can be pasted."))
        )
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        for hide in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            hide(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(QFontMetrics(theme.font()).lineSpacing() + 18)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        if "\n" in text.strip():
            self.setPlainText(self.toPlainText() + text)
            self.enter()
        else:
            self.insertPlainText(text.strip())

    def enter(self) -> None:
        """Hand over what is written, if anything is."""
        if self.toPlainText().strip():
            self.entered.emit(self.toPlainText())


class _Editor(QStyledItemDelegate):
    """A line that fills its cell, wide enough for a date where that is narrower."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = QLineEdit(parent)
        made.setStyleSheet(f"border-radius: 0; padding: 0 {theme.px(6)}px;")
        model = index.model()
        column = model.headerData(index.column(), Qt.Orientation.Horizontal)
        made.setAccessibleName(f"{model.index(index.row(), 0).data()}, {column}")
        return made

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        place = QRect(option.rect)
        wide = max(place.width(), theme.px(_DATE))
        place.setWidth(wide)
        around = editor.parentWidget()
        assert around is not None
        place.moveRight(min(place.right(), around.width() - 1))
        editor.setGeometry(place)


class MembersPage(Page):
    """The members as a table that is edited in place, beside the card of the cluster."""

    tables = frozenset(
        {"member", "clinic", "role", "cluster", "specialty", "attendance", "meeting"}
    )

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._members: tuple[Member, ...] = ()
        self._cluster: Cluster | None = None
        self._has_met = False
        self.add = AddField(bridge.lang)
        self.add.entered.connect(self._add)
        self._unstored = Unstored(bridge, self.add.enter, self.add)
        self._enter = button(bridge.lang.text(N_("Add")), self.add.enter, primary=True)
        self.model = RowModel(self._columns(), bridge.lang, self)
        self.table = _table(self.model, bridge.lang)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_acts())
        self.cluster = ClusterCard(bridge)
        self._place()

    # -- made once

    def _place(self) -> None:
        left, top, right, bottom = PAGE_MARGINS
        members, body = QVBoxLayout(), QWidget()
        members.setContentsMargins(left, top, 0, bottom)
        members.addWidget(self._members_card())
        column = QVBoxLayout(body)
        column.setContentsMargins(16, top, right, bottom)
        column.addWidget(self.cluster)
        side = page_scroll(body)
        side.setFixedWidth(theme.px(SIDE_WIDTH) + 16 + right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(members, 1)
        row.addWidget(side)

    def _members_card(self) -> Card:
        text, card = self.bridge.lang.text, Card()
        card.setAccessibleName(text(N_("Members")))
        self._warning = label("", tone="warn")
        self.former = Chip("", lambda _on: self._show())
        self._private = label(
            text(N_("Attendance is private: it is never shown on the room screen.")), "small"
        )
        row = QHBoxLayout()
        row.addWidget(self.add, 1)
        row.addWidget(self._enter)
        card.body.addLayout(row)
        card.add(self._warning)
        card.body.addWidget(self.table, 1)
        card.body.addLayout(self._acts())
        foot = QHBoxLayout()
        foot.addWidget(self._private, 1)
        foot.addWidget(self.former)
        card.body.addLayout(foot)
        return card

    def _acts(self) -> QHBoxLayout:
        text, row = self.bridge.lang.text, QHBoxLayout()
        self.appoint = button(text(N_("Make coordinator")), self._appoint, small=True)
        self.substitute = button(text(N_("Make substitute")), self._substitute, small=True)
        self.unappoint = button(text(N_("End role")), self._unappoint, small=True)
        self.leave = button(text(N_("Has left")), self._leave, small=True)
        self.stay = button(text(N_("Still a member")), self._stay, small=True)
        self.delete = button(text(N_("Delete")), self._delete, small=True, danger=True)
        more = text(N_("More about the member"))
        self.more = button(text(N_("More …")), self._open_menu, small=True, name=more)
        for made in (self.appoint, self.substitute, self.unappoint, self.leave, self.stay):
            row.addWidget(made)
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.delete)
        return row

    def _columns(self) -> tuple[Column, ...]:
        lang = self.bridge.lang
        return (
            Column(N_("Name"), lambda one: one.name, role="strong", edit=self._text("name")),
            Column(N_("Clinic"), lambda one: one.clinic_name, edit=self._text("clinic")),
            Column(N_("Attendance"), lambda one: _attendance(one, lang), role="number"),
            Column(N_("Role"), lambda one: _role(one, lang), tone=lambda _: "accent"),
            Column(N_("E-mail"), lambda one: one.email, edit=self._text("email")),
            Column(N_("Joined"), lambda one: _day(one.joined, lang), edit=self._day("joined")),
            Column(N_("Left"), lambda one: _day(one.left, lang), edit=self._day("left")),
        )

    # -- the shell

    def header(self) -> Header:
        lang = self.bridge.lang
        count = self._cluster.members if self._cluster else 0
        words = lang.plural("{n} member", "{n} members", count) if self._cluster else ""
        # Their last day is today or later: they still count, and stand with it in the table.
        leaving = sum(one.left is not None for one in self._active())
        last = lang.plural("{n} is leaving", "{n} are leaving", leaving) if leaving else ""
        return Header(lang.text(N_("Members")), " · ".join(filter(None, (words, last))))

    def primary(self) -> QPushButton:
        return self._enter

    def show_row(self, table: str, key: str) -> bool:
        named = (
            one
            for one in self._members
            if key == {"member": one.id, "clinic": one.clinic}.get(table)
        )
        one = next(named, None)
        if one is None:
            return table == "cluster"
        if _is_former(one, self.bridge.today()):
            self.former.setChecked(True)
            self._show()
        self.table.setCurrentIndex(self.model.index_of(one.id))
        return True

    def show_subject(self, subject: str | None) -> None:
        if subject is not None:
            self.show_row("member", subject)

    def refresh(self) -> None:
        bridge = self.bridge
        if bridge.cluster is None:
            return
        today = bridge.today()
        self._cluster = bridge.ask(queries.cluster, bridge.cluster, today)
        self._members = bridge.ask(queries.members, bridge.cluster, today)
        self._has_met = any(one.invited for one in self._members)
        self.cluster.show_cluster(self._cluster, self._active())
        self._show()

    # -- what is shown

    def _active(self) -> tuple[Member, ...]:
        today = self.bridge.today()
        return tuple(one for one in self._members if not _is_former(one, today))

    def _show(self) -> None:
        lang, today = self.bridge.lang, self.bridge.today()
        former = tuple(one for one in self._members if _is_former(one, today))
        words = lang.text(N_("Show former members ({n})"), n=len(former))
        self.former.setText(words)
        self.former.setAccessibleName(words)
        self.former.updateGeometry()
        self.former.setVisible(bool(former))
        shown = self._active() + (former if self.former.isChecked() else ())
        self.model.set_rows(shown)
        self._warn(len(self._active()))
        self._private.setVisible(self._has_met)
        self.table.setColumnHidden(LEFT, not any(one.left for one in shown))
        self.table.setColumnHidden(ATTENDANCE, not self._has_met)
        self._fit_columns()
        self._show_acts()

    def _fit_columns(self) -> None:
        is_narrow = self.table.width() < theme.px(_ALL_COLUMNS)
        is_too_much = is_narrow and not self.table.isColumnHidden(LEFT)
        for column in (EMAIL, JOINED):
            self.table.setColumnHidden(column, is_too_much)
        head = self.table.horizontalHeader()
        head.setStretchLastSection(is_too_much)
        # Qt does not measure again by itself when a cell gets longer.
        head.resizeSections()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _warn(self, count: int) -> None:
        lang = self.bridge.lang
        if FEWEST <= count <= MOST:
            self._warning.hide()
            return
        text = N_("A cluster usually has {low}–{high} members; this one has {n}.")
        self._warning.setText(lang.text(text, low=FEWEST, high=MOST, n=count))
        self._warning.show()

    def _chosen(self) -> Member | None:
        found: Member | None = self.model.row_at(self.table.currentIndex())
        return found

    def _show_acts(self) -> None:
        one = self._chosen()
        is_former = one is not None and _is_former(one, self.bridge.today())
        role = one.role if one else None
        self.appoint.setVisible(not is_former and role != "coordinator")
        self.substitute.setVisible(not is_former and role != "substitute")
        self.unappoint.setVisible(role is not None)
        self.leave.setVisible(one is None or one.left is None)
        self.stay.setVisible(one is not None and one.left is not None)
        if one is not None and one.anonymised is not None:
            self.stay.hide()
        for made in (self.appoint, self.substitute, self.leave, self.more, self.delete):
            made.setEnabled(one is not None)

    # -- what a person does

    def _add(self, text: str) -> None:
        people = read_members(text)
        joined = self.bridge.today() if self._has_met else None
        if not people:
            return
        made = self._unstored.do(
            N_("Add members"), edits.add_members, self.bridge.cluster, people, joined
        )
        if made is None:
            return
        self.add.clear()
        lang = self.bridge.lang
        announce(self.add, lang.plural("{n} member added", "{n} members added", len(made)))
        self.table.scrollToBottom()

    def _text(self, column: str) -> Callable[[Member, Any], bool]:
        def change(one: Member, typed: Any) -> bool:
            text = " ".join(str(typed).split())
            values = {column: text}
            if text == (one.clinic_name if column == "clinic" else getattr(one, column)):
                return False
            return self._do(N_("Change member"), edits.change_member, one.id, **values)

        return change

    def _day(self, column: str) -> Callable[[Member, Any], bool]:
        def change(one: Member, typed: Any) -> bool:
            text, lang = str(typed).strip(), self.bridge.lang
            day = parse_date(text, self.bridge.today()) if text else None
            if text and day is None:
                words = lang.text(N_("Write a day, for example 9.12.2026."))
                self.bridge.say(words, "warn", key="members")
                return False
            if day == getattr(one, column):
                return False
            return self._do(N_("Change member"), edits.change_member, one.id, **{column: day})

        return change

    def _do(self, step: str, verb: Callable[..., None], *args: Any, **kw: Any) -> bool:
        return (
            self.bridge.guarded(lambda: (self.bridge.attempt(step, verb, *args, **kw),)) is not None
        )

    def _with_chosen(self, step: str, verb: Callable[..., object], *args: Any) -> None:
        one = self._chosen()
        if one is not None:
            self.bridge.do(step, verb, one.id, *args)

    def _appoint(self) -> None:
        today = self.bridge.today()
        self._with_chosen(N_("Make coordinator"), edits.appoint, "coordinator", today)

    def _substitute(self) -> None:
        today = self.bridge.today()
        self._with_chosen(N_("Make substitute"), edits.appoint, "substitute", today)

    def _unappoint(self) -> None:
        self._with_chosen(N_("End role"), edits.appoint, None, self.bridge.today())

    def _leave(self) -> None:
        """Write today as the last day, and let the day be changed where it stands."""
        one = self._chosen()
        self._with_chosen(N_("Member left"), edits.leave, self.bridge.today())
        if one is not None and (index := self.model.index_of(one.id, LEFT)).isValid():
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    def _stay(self) -> None:
        self._with_chosen(N_("Still a member"), edits.leave, None)

    def _delete(self) -> None:
        """Delete who was entered by mistake; for anybody else the other way is offered."""
        one, bridge = self._chosen(), self.bridge
        if one is None:
            return
        bridge.leaving.emit()
        try:
            bridge.attempt(N_("Delete member"), edits.delete_member, one.id)
        except Refusal as refusal:
            text = bridge.lang.text
            other = (text(N_("Has left")), self._leave) if one.left is None else None
            answers = (other,) if other else ()
            said = refusal.in_words(bridge.lang)
            bridge.say(said, "warn", seconds=0, key="members", answers=answers)

    # -- more about one of them

    def things(self) -> Sequence[tuple[str, str]]:
        """The member chosen and their clinic, whose history is asked for; none: that of all."""
        one = self._chosen()
        found = (("member", one.id), ("clinic", one.clinic)) if one else ()
        return tuple((table, key) for table, key in found if key)

    def member_menu(self) -> QMenu:
        """What else can be done with the member chosen."""
        menu, text, one = QMenu(self), self.bridge.lang.text, self._chosen()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if one is None:
            return menu
        menu.addAction(text(N_("What was changed?")), lambda: self.bridge.act("history_of"))
        for form in _member_document().formats:
            words = text(N_("Save all that is kept: {form}…"), form=text(form.title))
            menu.addAction(words, partial(self._save, one, form))
        is_gone = one.anonymised is not None
        words = N_("Where the name still is …") if is_gone else N_("Make anonymous …")
        act = menu.addAction(text(words), lambda: self._anonymise(one))
        act.setEnabled(one.left is not None)
        if one.left is None:
            act.setText(text(N_("Make anonymous (only when the member has left)")))
        return menu

    def _open_menu(self) -> None:
        self.member_menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _anonymise(self, one: Member) -> None:
        from facilitator.ui.members.anonymise_person import AnonymisePerson

        self.bridge.leaving.emit()
        AnonymisePerson(self.bridge, one, self.window()).show()

    def _save(self, one: Member, form: Format) -> None:
        text = self.bridge.lang.text
        record = self.bridge.ask(queries.person_record, one.id)
        name = f"{_member_document().file_name(record, self.bridge.lang)}.{form.ending}"
        pattern = f"{text(form.title)} (*.{form.ending})"
        chosen, _ = QFileDialog.getSaveFileName(self, text(N_("Save")), name, pattern)
        if chosen:
            self.save(one.id, Path(chosen), form)

    def save(self, member: str, file: Path, form: Format) -> None:
        """Write all that is kept about a member into a file."""
        bridge = self.bridge

        def write() -> bool:
            record = bridge.ask(queries.person_record, member)
            with writing(file.name):
                safe_save(file, form.write(record, bridge.lang, Asked(bridge.clock.utc())))
            return True

        if bridge.guarded(write):
            bridge.say(bridge.lang.text(N_("Saved as {name}."), name=file.name), "ok")


def _member_document() -> Document:
    found = document("member")
    assert found is not None
    return found


def _table(model: RowModel, lang: Language) -> QTableView:
    table = QTableView()
    table.setProperty("look", "bare")
    table.setAccessibleName(lang.text(N_("Members")))
    table.setModel(model)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setWordWrap(False)
    dress_lines(table, 38)
    table.setItemDelegate(_Editor(table))
    trigger = QAbstractItemView.EditTrigger
    table.setEditTriggers(
        trigger.DoubleClicked
        | trigger.EditKeyPressed
        | trigger.AnyKeyPressed
        | trigger.SelectedClicked
    )
    head = table.horizontalHeader()
    head.setMinimumSectionSize(theme.px(60))
    mode = QHeaderView.ResizeMode
    for column, width in enumerate((150, 98, 0, 0, None, 0, 0)):
        if width:
            head.resizeSection(column, theme.px(width))
        else:
            fit = mode.Stretch if width is None else mode.ResizeToContents
            head.setSectionResizeMode(column, fit)
    return table


def _is_former(one: Member, today: date) -> bool:
    return one.left is not None and one.left < today


def _role(one: Member, lang: Language) -> str:
    names = {"coordinator": N_("coordinator"), "substitute": N_("substitute")}
    return lang.text(names[one.role]) if one.role in names else ""


def _day(day: date | None, lang: Language) -> str:
    return lang.date_short(day) if day else ""


def _attendance(one: Member, lang: Language) -> str:
    if not one.invited:
        return ""
    return lang.text(N_("{k} of {n}"), k=one.present, n=one.invited)
