"""What an agenda item uses, a line each: cases, guidelines, speakers, a topic, files, links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem, Meeting
from facilitator.domain.content import Attachment, Guideline, Usage
from facilitator.domain.link import web_link
from facilitator.domain.refusal import NotFound, PatientNumber, Refusal
from facilitator.edits import attachments as edits
from facilitator.edits.privacy import vouched
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import AttachedFiles, answered_name, may_open
from facilitator.ui.content.sorts import TABLES, sort_row, take_off
from facilitator.ui.number_bar import Answer, NumberBar, answered, in_words
from facilitator.ui.parts import announce, button, label
from facilitator.ui.parts.line_button import LineButton

if TYPE_CHECKING:
    from facilitator.store.journal import StepInfo

_LINK = N_("Attach a link")
_BARE = ("follow_up", "summary", "break")
"""Kinds of item that seldom use anything, so that nothing is offered there."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing an item uses.

    Attributes:
        id: of the use, the attachment or the topic.
        thing: the id of the thing itself.
        tone: the name of a token the note is written in.
        attachment: for a file or a link.
    """

    id: str
    sort: str
    thing: str
    icon: str
    title: str
    note: str = ""
    tone: str = "ink2"
    link: str = ""
    attachment: Attachment | None = None

    @property
    def opens(self) -> bool:
        """Whether there is something to show outside the program."""
        one = self.attachment
        return bool(self.link) or (one is not None and one.is_there and may_open(one.name))


def lines_of(
    lang: Language,
    used: Sequence[Usage],
    topic: tuple[str, str] | None,
    attached: Sequence[Attachment],
    today: date,
) -> tuple[Line, ...]:
    """The lines of an item; topic: its id and title."""
    found = [_used(lang, one, today) for one in used]
    if topic is not None:
        words = lang.text(sort_row("topic").title)
        found.append(Line(topic[0], "topic", topic[0], sort_row("topic").icon, topic[1], words))
    return (*found, *(_attached(lang, one) for one in attached))


def size_words(lang: Language, size: int) -> str:
    """How large a file is: “240 kB”, “1.4 MB”."""
    if size < 1_000_000:
        return lang.text(N_("{n} kB"), n=lang.number(max(1, round(size / 1000))))
    return lang.text(N_("{n} MB"), n=lang.number(size / 1_000_000, 1))


def attached_note(lang: Language, one: Attachment) -> str:
    """What is known of an attachment: its size, its address, or that it is missing."""
    if one.link:
        return one.link if one.name != one.link else lang.text(N_("Link"))
    if not one.is_there:
        return lang.text(N_("The file is missing"))
    return size_words(lang, one.size)


def edition_words(lang: Language, one: Usage | Guideline, today: date) -> str:
    """What is to be known of the edition of a guideline: that there is a newer one, or that it is
    time to look for one; else “”."""
    if one.newer:
        return lang.text(N_("Newer edition: {edition}"), edition=one.newer)
    is_due = one.next_check is not None and one.next_check <= today
    return lang.text(N_("Time to look for a newer edition")) if is_due else ""


def _used(lang: Language, one: Usage, today: date) -> Line:
    row = sort_row(one.sort)
    fee = "" if one.fee is None else lang.text(N_("{n} kroner"), n=lang.number(one.fee))
    note = " · ".join(filter(None, (fee, one.note))) or lang.text(row.title)
    news = edition_words(lang, one, today)
    if news:
        note = f"{news} · {note}"
    tone = "warn" if news else "ink2"
    return Line(one.id, one.sort, one.thing, row.icon, one.title, note, tone, one.link)


def _attached(lang: Language, one: Attachment) -> Line:
    missing = not one.is_there
    icon = "triangle-alert" if missing else "link" if one.link else "file-text"
    tone, note = "bad" if missing else "ink2", attached_note(lang, one)
    return Line(one.id, "attachment", one.id, icon, one.name, note, tone, one.link, one)


def read_lines(
    session: Session, lang: Language, item: AgendaItem | None, meeting: Meeting, today: date
) -> Sequence[Line]:
    """Ask what an item uses; without one, what is attached to the whole meeting."""
    if item is None:
        every = queries.attachments(session, meeting.id)
        return lines_of(lang, (), None, [one for one in every if one.item is None], today)
    topic = None
    if item.topic is not None:
        topic = item.topic, queries.topic(session, item.topic).title
    attached = queries.attachments(session, meeting.id, item.id)
    return lines_of(lang, queries.used_at_item(session, item.id), topic, attached, today)


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A file or a dropped link on its way in. `put` stores it under a name or address, with the
    reason why no number in it is a CPR number, or “”."""

    name: str
    put: Callable[[str, str], object]

    def renamed(self, answer: Literal["remove", "mask"], lang: Language) -> _Incoming:
        if web_link(self.name) is not None:
            return replace(self, name=answered(self.name, answer))
        return replace(self, name=answered_name(lang, self.name, answer))


class MaterialLine(QWidget):
    """A line with its buttons: the thing beside, outside the program, and off the item."""

    def __init__(self, section: Material, line: Line, *, can_change: bool) -> None:
        super().__init__()
        lang = section.lang
        self.line = line
        self._remove = partial(section.take_off, line) if can_change else None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.main = LineButton(line.icon, line.title, line.note, line.tone)
        self.main.clicked.connect(lambda: section.opened.emit(line.sort, line.thing))
        row.addWidget(self.main, 1)
        quote = lang.quote(line.title)
        self.opener: QPushButton | None = None
        if line.opens:
            name = lang.text(N_("Open {title}"), title=quote)
            show = partial(section.open, line)
            self.opener = _small_button("external-link", show, name)
            row.addWidget(self.opener)
        if can_change:
            name = lang.text(section.removal, title=quote)
            off = partial(section.take_off, line)
            row.addWidget(_small_button("x", off, name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._remove is not None:
            self._remove()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        beside = [made for made in self.findChildren(QPushButton) if made is not self.main]
        if not beside:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for made in beside:
            words = made.accessibleName().replace("&", "&&")
            menu.addAction(words).triggered.connect(made.click)
        menu.popup(event.globalPos())


class Material(QWidget):
    """The section of the item inspector. `opened` asks for a thing beside (sort, id), `adding`
    for the picker.

    Attributes:
        heading: what stands above the lines.
        removal: what takes a line away; with {title}.
    """

    opened = Signal(str, str)
    adding = Signal()
    heading = N_("Material")
    removal = N_("Take {title} off the item")

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.lang, self._bridge = bridge.lang, bridge
        self.files = AttachedFiles(bridge)
        self._item: AgendaItem | None = None
        self._meeting: Meeting | None = None
        self._read: tuple[object, ...] = ()
        self._lines: Sequence[Line] = ()
        self.setAccessibleName(self.lang.text(self.heading))
        self.add_button = button(
            self.lang.text(N_("Add material …")), self.adding.emit, icon="plus", small=True
        )
        self._trouble = label("", "small", tone="bad")
        self._trouble.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(label(self.lang.text(self.heading), "small"))
        self._rows: list[MaterialLine] = []
        self._asked: list[tuple[_Incoming, PatientNumber]] = []
        self._bar: NumberBar | None = None
        self._column.addWidget(self._trouble)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown."""
        return self._lines

    @property
    def trouble(self) -> str:
        """What went wrong last, or “”."""
        return self._trouble.text()

    @property
    def can_change(self) -> bool:
        """Whether something can be added to the item."""
        return self._meeting is not None and not self._meeting.is_read_only

    def show_item(self, item: AgendaItem, meeting: Meeting) -> None:
        """Show what an item uses. It is asked only when it can have changed."""
        self._follow(item, meeting, (item.id, item.topic, meeting.is_read_only))
        self.setVisible(bool(self._lines) or (self.can_change and item.kind not in _BARE))

    def _follow(self, item: AgendaItem | None, meeting: Meeting, asked: tuple[object, ...]) -> None:
        """Show the lines of an item, or of the meeting; they are asked when `asked` is another."""
        if not self._read or asked[0] != self._read[0]:
            self.say("")
            self._forget_asked()
        self._item, self._meeting = item, meeting
        if asked != self._read or _may_differ(self._bridge.news):
            today = self._bridge.today()
            self._show(self._bridge.ask(read_lines, self.lang, item, meeting, today), asked)

    def _show(self, lines: Sequence[Line], asked: tuple[object, ...]) -> None:
        if lines == self._lines and asked == self._read:
            return
        focused = next(
            (at for at, row in enumerate(self._rows) if row.isAncestorOf(_focus(self))), -1
        )
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._lines, self._read = lines, asked
        self._rows = [MaterialLine(self, line, can_change=self.can_change) for line in lines]
        for at, row in enumerate(self._rows):
            self._column.insertWidget(at + 1, row)
        self.add_button.setVisible(self.can_change)
        if focused >= 0:
            self._focus_at(focused)

    def _focus_at(self, at: int) -> None:
        rows = self._rows[: at + 1]
        (rows[-1].main if rows else self.add_button).setFocus()

    def row(self, thing: str) -> MaterialLine | None:
        """The line of a thing, or none."""
        return next((row for row in self._rows if row.line.thing == thing), None)

    def focus_on(self, thing: str) -> None:
        """Put the focus on the line of a thing, else on what adds one."""
        row = self.row(thing)
        (row.main if row is not None else self.add_button).setFocus()

    def say(self, text: str) -> None:
        """Say at the section what went wrong; “” says nothing is."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
        if text:
            announce(self._trouble, text)

    # -- done

    def attach(self, paths: Sequence[str]) -> None:
        """Copy files to the item."""
        self.say("")
        for path in paths:
            self._put(_Incoming(Path(path).name, partial(self._put_file, path)))

    def choose_file(self) -> None:
        """Let a person choose a file and copy it to the item."""
        path = self.files.choose(self)
        if path:
            self.attach([path])

    def attach_link(self, link: str, attempt: Callable[..., object] | None = None) -> None:
        """Attach a link to the item, by `Bridge.attempt` or another. Raises Refusal."""
        if self._meeting is not None:
            self._bridge.leaving.emit()
            what = self._meeting.id, link
            (attempt or self._bridge.attempt)(_LINK, edits.attach_link, *what, item=self._item_id)

    @property
    def _item_id(self) -> str | None:
        return self._item.id if self._item else None

    def drop_link(self, link: str) -> None:
        """Attach a link that was let go here, or say why not."""
        self.say("")
        self._put(_Incoming(link, self._put_link))

    def open(self, line: Line) -> None:
        """Show a link or a file outside the program."""
        self.say("")
        if line.attachment is not None:
            self._try(partial(self.files.open, line.attachment, self))
        else:
            self._try(partial(self.files.open_link, line.link))

    def take_off(self, line: Line) -> None:
        """Take a thing off the item; the thing itself stays."""
        removal = N_("Take material off the item") if self._item else N_("Remove the attachment")
        self._bridge.do(removal, take_off, line.sort, self._item_id or "", line.id)

    def _put_file(self, path: str, name: str, reason: str) -> None:
        assert self._meeting is not None
        place = self._meeting.id, self._item_id
        self.files.attach(path, *place, self, name=name, reason=reason)

    def _put_link(self, link: str, reason: str) -> None:
        def attempt(step: str, verb: Callable[..., object], *args: str, item: str | None) -> object:
            told = vouched(verb, {}, self._bridge.clock.utc(), reason)
            return self._bridge.attempt(step, told, *args, item=item)

        self.attach_link(link, attempt)

    # -- a name like a CPR number

    def _put(self, one: _Incoming, reason: str = "") -> None:
        try:
            one.put(one.name, reason)
        except PatientNumber as refusal:
            self._asked.append((one, refusal))
            self._ask_next()
        except Refusal as refusal:
            self._say_refused(refusal)

    def _ask_next(self) -> None:
        """Ask about the first that waits; the others come after it."""
        if self._bar is not None or not self._asked:
            return
        one, refusal = self._asked[0]
        said = f"{self.lang.quote(one.name)}: {in_words(self.lang, refusal, one.name)}"
        self._bar = NumberBar(self.lang, said, one.name, self._answer, leave=self._leave)
        self._column.insertWidget(self._column.indexOf(self._trouble), self._bar)
        self._bar.show()
        self._bar.buttons[0].setFocus()
        announce(self._bar, said)
        # Its height is known when it has been laid out.
        QTimer.singleShot(0, self._bar, partial(bring_into_sight, self._bar))

    def _answer(self, answer: Answer, reason: str) -> None:
        one = self._leave_first()
        if answer == "keep":
            self._put(one, reason)
        else:
            self._put(one.renamed(answer, self.lang))
        self._go_on()

    def _leave(self) -> None:
        self._leave_first()
        self._go_on()

    def _go_on(self) -> None:
        self._ask_next()
        if self._bar is None:
            self.add_button.setFocus()

    def _leave_first(self) -> _Incoming:
        if self._bar is not None:
            self._bar.close_up()
            self._bar = None
        return self._asked.pop(0)[0]

    def _forget_asked(self) -> None:
        if self._bar is not None:
            self._leave_first()
        self._asked.clear()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Refusal as refusal:
            self._say_refused(refusal)

    def _say_refused(self, refusal: Refusal) -> None:
        self.say(refusal.in_words(self.lang))
        if isinstance(refusal, NotFound):
            self._read = ()


def _small_button(icon: str, act: Callable[[], object], name: str) -> QPushButton:
    made = button("", act, icon=icon, plain=True, small=True, name=name)
    made.setFixedWidth(theme.px(28))
    return made


def bring_into_sight(part: QWidget) -> None:
    """Scroll whatever holds it so that it is seen."""
    holder = part.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(part)
        holder = holder.parentWidget()


def _may_differ(news: StepInfo | None) -> bool:
    return news is None or bool(news.tables & TABLES)


def _focus(of: QWidget) -> QWidget:
    window = of.window()
    focused: QWidget | None = window.focusWidget()
    return focused or window
