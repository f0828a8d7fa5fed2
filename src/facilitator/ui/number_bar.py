"""What is asked when a text holds something like a CPR number: three answers, one bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from facilitator.domain.link import front_page, web_link
from facilitator.domain.privacy import find_cpr, mask, numbers_in, without_cpr
from facilitator.domain.refusal import PatientNumber
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import FlowLayout, announce, button, label

T = TypeVar("T")
Editor = QLineEdit | QPlainTextEdit
Answer = Literal["remove", "mask", "keep"]
Answered = Callable[[Answer, str], None]

_ADDRESS = N_(
    "If it is removed, the link leads to the front page of the site; if it is masked, to no page."
)
_ELSEWHERE = N_(
    "The text with the number is not in these fields. Change it where it stands, "
    "or say why it is not one."
)


def answered(text: str, answer: Literal["remove", "mask"]) -> str:
    """A text when what is like a CPR number is removed or masked; an address stays one."""
    # Between two halves of a number a reader of lines may drop blanks.
    seen = text if find_cpr(text) else " ".join(text.split())
    if answer == "mask":
        return mask(seen)
    link = web_link(seen)
    return without_cpr(front_page(link) if link else seen).strip()


def in_words(lang: Language, refusal: PatientNumber, text: str) -> str:
    """What the bar says of a text that was refused."""
    said = refusal.in_words(lang)
    return f"{said} {lang.text(_ADDRESS)}" if web_link(text) is not None else said


def text_of(editor: Editor) -> str:
    """What is written in a field."""
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


class NumberBar(QFrame):
    """Why a text like a CPR number is not stored, and three answers.

    Args:
        text: what is asked about; it decides which answer stands first.
        answer: called with the answer and, for “keep”, the reason.
        can_change: whether the text can be changed from here.
        leave: a fourth answer, also by Esc; none when the text stands in a field anyway.
    """

    def __init__(
        self,
        lang: Language,
        said: str,
        text: str,
        answer: Answered,
        *,
        can_change: bool = True,
        leave: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._lang, self._answer, self._leave = lang, answer, leave
        self.setProperty("look", "card")
        self.setAccessibleName(lang.text(N_("Something like a CPR number")))
        self._said = label(said, "small", tone="bad")
        self._reason = QLineEdit(placeholderText=lang.text(N_("What is it, then? Press Enter.")))
        self._reason.setAccessibleName(lang.text(N_("What the number is")))
        self._reason.returnPressed.connect(self._vouch)
        self._reason.hide()
        self._wrong = label("", "small", tone="bad")
        self._wrong.hide()
        self.column = QVBoxLayout(self)
        row = QWidget()
        flow = FlowLayout(row)
        self.buttons = self._buttons(text, can_change=can_change)
        for made in self.buttons:
            flow.addWidget(made)
        for part in (self._said, row, self._reason, self._wrong):
            self.column.addWidget(part)

    @property
    def said(self) -> str:
        """What it says above the answers."""
        return self._said.text()

    def _buttons(self, text: str, *, can_change: bool) -> list[QPushButton]:
        def made(words: str, act: Callable[[], object]) -> QPushButton:
            return button(self._lang.text(words), act, small=True)

        remove = made(N_("Remove it"), lambda: self._answer("remove", ""))
        hide = made(N_("Mask it"), lambda: self._answer("mask", ""))
        keep = made(N_("It is not a CPR number"), self._ask_reason)
        hits = find_cpr(text)
        row = [remove, hide, keep] if can_change else [keep]
        if can_change and hits and all(hit.looks_like_clock for hit in hits):
            row = [keep, remove, hide]
        if self._leave is not None:
            row.append(made(N_("Do not attach it"), self._leave))
        return row

    def _ask_reason(self) -> None:
        self._reason.show()
        self._reason.setFocus()

    def _vouch(self) -> None:
        reason = self._reason.text().strip()
        if find_cpr(reason):
            wrong = self._lang.text(N_("Say it without the number; the reason is kept too."))
            self._wrong.setText(wrong)
            self._wrong.show()
            announce(self, wrong)
        elif reason:
            self._answer("keep", reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._leave is not None:
            self._leave()
        else:
            super().keyPressEvent(event)

    def add(self, part: QWidget) -> None:
        """Put something more below the answers."""
        self.column.insertWidget(2, part)

    def close_up(self) -> None:
        """Take it off the window."""
        self.hide()
        self.deleteLater()


class Complaint(NumberBar):
    """The bar under a field, above whatever stands there."""

    def __init__(
        self, field: Editor, lang: Language, said: str, answer: Answered, *, can_change: bool = True
    ) -> None:
        super().__init__(lang, said, text_of(field), answer, can_change=can_change)
        self._field = field
        self.setParent(field.window())
        self._dress()
        self._follow()
        self.show()
        self.raise_()
        announce(self, said)

    def _ask_reason(self) -> None:
        super()._ask_reason()
        self._place()

    def _vouch(self) -> None:
        super()._vouch()
        self._place()

    def _dress(self) -> None:
        # The window may wear another theme than what it lies over: a running meeting is dark.
        around = theme.tokens_of(self._field)
        if around is not theme.tokens_of(self):
            theme.dress(self, around.name)

    def _follow(self) -> None:
        # Lists scroll and windows grow: whatever holds the field may move it.
        holder: QWidget | None = self._field
        while holder is not None:
            holder.installEventFilter(self)
            holder = holder.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        elif event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.setVisible(self._field.isVisible())
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self._field.window()
        width = min(max(self._field.width(), 380), 620, window.width() - 16)
        self.setFixedSize(width, self.column.totalHeightForWidth(width))
        below = self._field.mapTo(window, QPoint(0, self._field.height() + 4))
        above = self._field.mapTo(window, QPoint(0, -4 - self.height())).y()
        lowest = window.height() - self.height() - 8
        y = below.y() if below.y() <= lowest else above if above >= 0 else lowest
        self.move(max(8, min(below.x(), window.width() - width - 8)), y)


class Unstored(QObject):
    """Fields whose text is stored when a person says so, by Enter or a button.

    A number in them is asked about under its field before anything is stored; removed or masked it
    is seen in the field first, and what is vouched for is stored at once.

    Args:
        again: stores what the fields hold, by `attempt` or `do`.
        column: where the bar makes room for itself below the field; else it lies above the rest.
    """

    def __init__(
        self,
        bridge: Bridge,
        again: Callable[[], object],
        *fields: Editor,
        column: QVBoxLayout | None = None,
    ) -> None:
        super().__init__(fields[0])
        self._bridge, self._again, self._fields = bridge, again, fields
        self._column = column
        self._bar: NumberBar | None = None
        self._reasons: dict[str, str] = {}
        self._otherwise = ""
        for field in fields:
            field.textChanged.connect(self.forget)

    def attempt(self, label: str, verb: Callable[..., T], *args: Any, **kw: Any) -> T:
        """As `Bridge.attempt`. A PatientNumber has been asked about when it is raised."""
        try:
            made = self._bridge.attempt(label, self._said_of(verb), *args, **kw)
        except PatientNumber as refusal:
            self._ask(refusal)
            raise
        self.forget()
        return made

    def do(self, label: str, verb: Callable[..., T], *args: Any, **kw: Any) -> T | None:
        """As `Bridge.do`. None also when something is asked."""

        def act() -> T | None:
            try:
                return self.attempt(label, verb, *args, **kw)
            except PatientNumber:
                return None

        self._bridge.leaving.emit()
        return self._bridge.guarded(act)

    def forget(self) -> None:
        """Take the question away, and what was answered."""
        self._reasons, self._otherwise = {}, ""
        if self._bar is not None:
            self._bar.close_up()
            self._bar = None

    def _said_of(self, verb: Callable[..., T]) -> Callable[..., T]:
        if not self._reasons and not self._otherwise:
            return verb
        from facilitator.edits.privacy import vouched

        return vouched(verb, self._reasons, self._bridge.clock.utc(), self._otherwise)

    def _ask(self, refusal: PatientNumber) -> None:
        # Leaving the field for the bar may try to store it once more: the bar stays.
        if self._bar is not None:
            return
        lang = self._bridge.lang
        field = next((one for one in self._fields if _numbers(one)), None)
        under = field or self._fields[0]
        said = in_words(lang, refusal, text_of(under))
        if field is None:
            said = f"{said} {lang.text(_ELSEWHERE)}"
        self._bar = self._made(under, said, can_change=field is not None)

    def _made(self, under: Editor, said: str, *, can_change: bool) -> NumberBar:
        lang, answer = self._bridge.lang, self._answer
        if self._column is None:
            return Complaint(under, lang, said, answer, can_change=can_change)
        bar = NumberBar(lang, said, text_of(under), answer, can_change=can_change)
        self._column.insertWidget(_place_of(under, self._column) + 1, bar)
        bar.show()
        announce(bar, said)
        return bar

    def _answer(self, answer: Answer, reason: str) -> None:
        if answer == "keep":
            numbers = [one for field in self._fields for one in _numbers(field)]
            self.forget()
            self._reasons = dict.fromkeys(numbers, reason)
            self._otherwise = "" if numbers else reason
            self._again()
            return
        for field in self._fields:
            if _numbers(field):
                _write(field, answered(text_of(field), answer))
                field.setFocus()


def _place_of(field: Editor, column: QVBoxLayout) -> int:
    part: QWidget | None = field
    while part is not None and column.indexOf(part) < 0:
        part = part.parentWidget()
    assert part is not None
    return column.indexOf(part)


def _numbers(field: Editor) -> tuple[str, ...]:
    text = text_of(field)
    return numbers_in(text) or numbers_in(" ".join(text.split()))


def _write(field: Editor, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
        # A field that stores what is modified when it is left is to store this.
        field.setModified(True)
    else:
        field.setPlainText(text)
