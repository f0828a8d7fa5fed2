"""Ties a text field to a stored text: what is typed is on disk within two seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit

from facilitator.clock import new_id
from facilitator.domain.privacy import ends_in_possible_cpr
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.language import N_
from facilitator.log import log
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Answer, Complaint, Editor, answered, in_words, text_of
from facilitator.ui.parts import style_by
from facilitator.ui.parts.growing_text import GrowingText

Cancel = Callable[[], None]

AFTER_LAST_KEY_MS = 500
AFTER_FIRST_KEY_MS = 2_000
RETRY_MS = 5_000
BURST_SECONDS = 3.0
"""A pause in typing this long ends a burst, and so a Step of undo."""

_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Scheduler(Protocol):
    """Calls something in a while. Tests bring one that needs no waiting."""

    def after(self, ms: int, call: Callable[[], None]) -> Cancel:
        """Call once in `ms` milliseconds unless the answer is called before."""
        ...


class QtScheduler:
    """The event loop's own timers."""

    def after(self, ms: int, call: Callable[[], None]) -> Cancel:
        timer = QTimer(singleShot=True, interval=ms)
        timer.timeout.connect(call)
        timer.start()
        return timer.stop


@dataclass(slots=True)
class _Draft:
    """A text that is typed but not stored."""

    text: str
    refusal: Refusal | None = None


class TextBinding(QObject):
    """One field and the stored text it shows.

    Args:
        field: its Qt undo is switched off, so that Ctrl+Z is the program's.
        label: the marked name of the Step.
        verb: called as `verb(session, *subject, text)`, the subject being what `bind` was given;
            with a column as `verb(session, *subject, column=text)`.
    """

    def __init__(
        self,
        bridge: Bridge,
        field: Editor,
        label: str,
        verb: Callable[..., object],
        column: str = "",
        scheduler: Scheduler | None = None,
    ) -> None:
        super().__init__(field)
        self.field = field
        self._bridge, self._label, self._verb, self._column = bridge, label, verb, column
        self._scheduler = scheduler or QtScheduler()
        self._subject: tuple[Any, ...] | None = None
        self._drafts: dict[tuple[Any, ...], _Draft] = {}
        self._showing = False
        self._saving = False
        self._burst = ""
        self._last_key = 0.0
        self._waits: dict[str, Cancel] = {}
        self._complaint: Complaint | None = None
        if isinstance(field, QPlainTextEdit):
            field.setUndoRedoEnabled(False)
        field.textChanged.connect(self._typed)
        field.installEventFilter(self)
        bridge.leaving.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Whether the field holds something that is not stored."""
        return self._subject in self._drafts

    def bind(self, subject: tuple[Any, ...], stored: str) -> None:
        """Show the stored text of a subject.

        Called again with the same subject it is a refresh, which never overwrites what is typed
        nor moves the cursor. A text that could not be stored waits for its subject to come back.
        """
        if subject != self._subject:
            self.flush()
            self._subject = subject
            self._end_burst()
        draft = self._drafts.get(subject)
        self._show(draft.text if draft else stored)
        self._complain(draft.refusal if draft else None)

    def flush(self) -> bool:
        """Store what is typed at once and end the burst. False: it could not be stored."""
        stored = self._save()
        self._end_burst()
        return stored

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            self.flush()
        elif kind == QEvent.Type.ShortcutOverride and _is_undo(event):
            # Not taken here, the key goes on to the program's own undo.
            event.ignore()
            return True
        elif kind == QEvent.Type.KeyPress and _is_undo(event):
            event.ignore()
            return True
        elif kind == QEvent.Type.KeyPress and _is_enter(event) and _is_one_line(self.field):
            # What is refused is put right where it stands: Enter leads on from what is stored.
            self.flush()
            return self.dirty
        elif kind == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            self._open_menu(event.globalPos())
            return True
        return super().eventFilter(watched, event)

    # -- typing and saving

    def _typed(self) -> None:
        if self._showing or self._subject is None:
            return
        now = self._bridge.clock.mono()
        if not self._burst or now - self._last_key > BURST_SECONDS:
            self._burst = new_id()
        self._last_key = now
        self._drafts[self._subject] = _Draft(text_of(self.field))
        self._complain(None)
        self._wait("last", AFTER_LAST_KEY_MS)
        if "first" not in self._waits:
            self._wait("first", AFTER_FIRST_KEY_MS)

    def _wait(self, name: str, ms: int) -> None:
        if name in self._waits:
            self._waits[name]()
        self._waits[name] = self._scheduler.after(ms, self._save_unless_held)

    def _save_unless_held(self) -> None:
        # Half a CPR number is not stored; typing on, or leaving the field, decides what it is.
        if ends_in_possible_cpr(text_to_cursor(self.field)):
            self._stop_waiting()
        else:
            self._save()

    def _save(self) -> bool:
        # What is asked or told while a text is stored may take the focus, and so leave the field.
        if self._saving:
            return False
        self._stop_waiting()
        self._saving = True
        try:
            for subject in tuple(self._drafts):
                self._save_one(subject)
        finally:
            self._saving = False
        here = self._drafts.get(self._subject) if self._subject is not None else None
        self._complain(here.refusal if here else None)
        self._tell_unsaved()
        return not self._drafts

    def _save_one(self, subject: tuple[Any, ...]) -> None:
        draft = self._drafts[subject]
        try:
            self._store(subject, draft.text)
        except Refusal as refusal:
            draft.refusal = refusal
        except Exception:
            log.exception("a text could not be stored")
            draft.refusal = NOT_STORED
        else:
            del self._drafts[subject]

    def _store(self, subject: tuple[Any, ...], text: str) -> None:
        named: dict[str, Any] = {self._column: text} if self._column else {}
        args = subject if self._column else (*subject, text)
        burst = self._burst or None
        self._bridge.attempt(self._label, self._verb, *args, burst=burst, **named)

    def _end_burst(self) -> None:
        self._burst = ""

    def _stop_waiting(self) -> None:
        for cancel in self._waits.values():
            cancel()
        self._waits.clear()

    # -- what could not be stored

    def _tell_unsaved(self) -> None:
        key = f"unsaved {id(self)}"
        lasting = [d for d in self._drafts.values() if not isinstance(d.refusal, PatientNumber)]
        if self._drafts:
            self._bridge.unsaved.add(self)
        else:
            self._bridge.unsaved.discard(self)
        if not lasting:
            self._bridge.unsay(key)
            return
        draft = lasting[0]
        assert draft.refusal is not None
        lang = self._bridge.lang
        copy = lang.text(N_("Copy the text")), lambda: _copy(draft.text)
        self._bridge.say(
            lang.text(N_("Not saved.")) + " " + draft.refusal.in_words(lang),
            "bad",
            seconds=0,
            key=key,
            answers=(copy, (lang.text(N_("Try again")), self._save)),
        )
        self._wait("retry", RETRY_MS)

    def _complain(self, refusal: Refusal | None) -> None:
        shown = isinstance(refusal, PatientNumber)
        style_by(self.field, "state", "bad" if shown else "")
        if not shown:
            if self._complaint is not None:
                self._complaint.close_up()
                self._complaint = None
            return
        assert isinstance(refusal, PatientNumber)
        if self._complaint is None:
            said = in_words(self._bridge.lang, refusal, text_of(self.field))
            self._complaint = Complaint(self.field, self._bridge.lang, said, self._answer)

    def _answer(self, answer: Answer, reason: str) -> None:
        draft = self._drafts.get(self._subject) if self._subject is not None else None
        if draft is None:
            return
        if answer == "keep":
            self._vouch(draft, reason)
        else:
            draft.text = answered(draft.text, answer)
            self._show(draft.text)
        self._save()
        self.field.setFocus()

    def _vouch(self, draft: _Draft, reason: str) -> None:
        from facilitator.edits.privacy import not_a_cpr

        refusal = draft.refusal
        if isinstance(refusal, PatientNumber):
            self._bridge.guarded(
                lambda: self._bridge.attempt(
                    N_("Say that it is not a CPR number"),
                    not_a_cpr,
                    refusal.table,
                    refusal.key,
                    refusal.field,
                    draft.text,
                    reason,
                    self._bridge.clock.utc(),
                )
            )

    # -- the field

    def _show(self, text: str) -> None:
        if text_of(self.field) == text:
            return
        self._showing = True
        if isinstance(self.field, QLineEdit):
            at = self.field.cursorPosition()
            self.field.setText(text)
            self.field.setCursorPosition(min(at, len(text)))
        else:
            cursor, bar = self.field.textCursor(), self.field.verticalScrollBar()
            at, scrolled = cursor.position(), bar.value()
            self.field.setPlainText(text)
            cursor = self.field.textCursor()
            cursor.setPosition(min(at, self.field.document().characterCount() - 1))
            self.field.setTextCursor(cursor)
            bar.setValue(scrolled)
        self._showing = False

    def _open_menu(self, where: QPoint) -> None:
        menu = standard_menu(self.field)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)


NOT_STORED = Refusal(
    N_("Something went wrong in the program."),
    N_("The text stays in its field and is tried again every five seconds."),
)


def standard_menu(field: Editor) -> QMenu:
    """The field's own menu without Qt's undo and redo."""
    menu = field.createStandardContextMenu()
    for action in menu.actions():
        if action.objectName() in ("edit-undo", "edit-redo"):
            menu.removeAction(action)
    while menu.actions() and menu.actions()[0].isSeparator():
        menu.removeAction(menu.actions()[0])
    return menu


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _is_undo(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in _UNDO_KEYS)


def _is_enter(event: QEvent) -> bool:
    keys = Qt.Key.Key_Return, Qt.Key.Key_Enter
    return isinstance(event, QKeyEvent) and event.key() in keys


def _is_one_line(field: Editor) -> bool:
    is_one = isinstance(field, GrowingText) and not field.breaks_lines
    return is_one or isinstance(field, QLineEdit)


def text_to_cursor(field: Editor) -> str:
    """What is written in a field before its cursor."""
    at = field.cursorPosition() if isinstance(field, QLineEdit) else field.textCursor().position()
    # Qt counts UTF-16 units, Python whole signs.
    units = text_of(field).encode("utf-16-le")[: 2 * at]
    return units.decode("utf-16-le", "ignore")
