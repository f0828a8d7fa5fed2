"""One commitment large, as it is asked about in a meeting: one tap says how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from facilitator.domain.board import asks_decision, last_word
from facilitator.domain.outcomes import Commitment, FollowUp
from facilitator.domain.statuses import STATUSES, status
from facilitator.edits import followup, outcomes
from facilitator.language import N_
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.followup.card import stands
from facilitator.ui.followup.conflict import Care, ConflictCard, Guard
from facilitator.ui.followup.said_by import STEP, SaidBy
from facilitator.ui.followup.who import LABEL, WhoIntroduced
from facilitator.ui.parts import ChoiceChips, button, label
from facilitator.ui.parts.status_look import DIGITS, FAMILIES, owner_words
from facilitator.ui.run.watch import MeetingWatch
from facilitator.ui.text_binding import TextBinding

_STAYS = N_("Absent, so it stays unknown.")


class Turn(QFrame):
    """`said`: it was answered and the next can be asked; `next_wanted`, `back_wanted`: by keys;
    `left`: the keys are the page's again; `sought`: a part to bring into sight.

    With the focus on it, 1–6 answer, Enter goes on and Backspace goes back.
    """

    said = Signal(str)
    next_wanted = Signal()
    back_wanted = Signal()
    left = Signal()
    sought = Signal(QWidget)

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self._watch = watch
        self._one: Commitment | None = None
        lang = watch.bridge.lang
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.action = label("", "strong")
        self.action.setFont(theme.font("strong", size=17))
        self.about, self.warning = label("", "small"), label("", "small", tone="warn")
        self.conflict = ConflictCard(lang)
        self._care = Care(watch.bridge, self.conflict, self._show_again)
        numbered = (
            (row.id, f"{n} {lang.text(row.title)}", FAMILIES[row.id])
            for n, row in enumerate(STATUSES, 1)
        )
        self.chips = ChoiceChips(lang.text(N_("How it stands")), tuple(numbered))
        self.chips.chosen.connect(self._tap)
        self.said_by = SaidBy(lang)
        self.said_by.named.connect(self._name)
        self.who = WhoIntroduced(lang)
        self.who.said.connect(self._say_introduced)
        self.more = button(
            lang.text(N_("Obstacle and next step")), self._show_more, small=True, plain=True
        )
        self.more.setCheckable(True)
        self._lay_out()

    def _lay_out(self) -> None:
        lang = self._watch.bridge.lang
        self._guard = Guard(self.conflict)
        self.experience = self._line("experience", lang.text(N_("Experience in a line")))
        self.obstacle = self._line("obstacle", lang.text(N_("What was in the way")))
        self.next_step = self._line("next_step", lang.text(N_("Next step")))
        self.hint = label(
            lang.text(N_("1–6 answer. With the focus here Enter goes on and Backspace goes back.")),
            "small",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(7)
        parts: tuple[QWidget, ...] = (
            # The answers come first: in a small window the rest is scrolled to.
            *(self.action, self.conflict, self.chips, self.about, self.warning),
            *(self.said_by, self.who, self.experience),
        )
        for part in parts:
            column.addWidget(part)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.obstacle, self.next_step, self.hint):
            column.addWidget(part)
        self._show_more()

    def _line(self, column: str, words: str) -> QLineEdit:
        field = QLineEdit(placeholderText=words)
        field.setAccessibleName(words)
        field.returnPressed.connect(self._leave_line)
        binding = TextBinding(
            self._watch.bridge, field, N_("Write an experience"), self._write, column
        )
        self._guard.tie(column, binding)
        return field

    # -- showing

    def show_commitment(self, one: Commitment, *, is_away: bool) -> None:
        """Ask about this one. What is being typed stays."""
        lang, before = self._watch.bridge.lang, self._one
        self._one = one
        if before is None or before.id != one.id:
            self.conflict.hide()
        self.action.setText(one.action)
        words = f"{owner_words(one, lang)}: {one.action}"
        self.setAccessibleName(words)
        self.chips.setAccessibleName(f"{lang.text(N_('How it stands'))}: {words}")
        self.about.setText(" · ".join(self._told(one)))
        warn = lang.text(_STAYS) if is_away and not one.answered else ""
        if asks_decision(one) and not warn:
            warn = lang.text(N_("Decide on it, or close it."))
        self.warning.setText(warn)
        self.warning.setVisible(bool(warn))
        self.chips.choose(one.status if one.answered else "")
        self.who.show_commitment(one, self._watch.attendees)
        word = self._word(self._watch.bridge.ask(queries.follow_ups, one.id))
        self.said_by.show_commitment(one, self._watch.here, word)
        self._show_lines(one, word, is_new=before is None or before.id != one.id)

    def _told(self, one: Commitment) -> list[str]:
        lang, today = self._watch.bridge.lang, self._watch.bridge.today()
        told = [lang.text(N_("agreed {age} ago"), age=lang.age(one.agreed, today))]
        if one.carried:
            told.append(lang.plural("carried {n} time", "carried {n} times", one.carried))
        if not one.answered:
            now = lang.text(status(one.status).title)
            told.append(lang.text(N_("stands as {status}"), status=now))
        if one.experience and not one.answered:
            told.append(lang.quote(one.experience))
        return told

    def _show_lines(self, one: Commitment, word: FollowUp | None, *, is_new: bool) -> None:
        lang = self._watch.bridge.lang
        asks = one.answered and status(one.status).asks_learnt
        words = N_("What did you learn from it?") if asks else N_("Experience in a line")
        self.experience.setPlaceholderText(lang.text(words))
        self.experience.setAccessibleName(lang.text(words))
        self.experience.setAccessibleDescription(one.action)
        for column in ("experience", "obstacle", "next_step"):
            self._guard.show(one.id, column, (one.id,), getattr(word, column) if word else "")
        if is_new:
            self.more.setChecked(bool(word and (word.obstacle or word.next_step)))
            self._show_more()

    def _word(self, history: Sequence[FollowUp]) -> FollowUp | None:
        """What was said of it at this meeting."""
        agenda, whole = self._watch.agenda, self._one is not None and self._one.whole_cluster
        word = last_word(history, alone=whole)
        number = agenda.meeting.number if agenda else None
        return word if word is not None and word.meeting_number == number else None

    def _show_more(self) -> None:
        for field in (self.obstacle, self.next_step):
            field.setVisible(self.more.isChecked())
        if self.more.isChecked():
            self.sought.emit(self.next_step)

    def _show_again(self) -> None:
        if self._watch.meeting is not None:
            self._watch.load(self._watch.meeting)

    # -- saying

    def _tap(self, chosen: str) -> None:
        self._say(chosen)
        if self._waiting(chosen) is None:
            self.left.emit()

    def _waiting(self, chosen: str) -> QLineEdit | None:
        """The line to be written in before the next one is asked about, if there is one."""
        refused = self._refused()
        return self.experience if refused is None and status(chosen).asks_learnt else refused

    def _refused(self) -> QLineEdit | None:
        field = self._guard.unstored
        return field if isinstance(field, QLineEdit) else None

    def _say(self, chosen: str) -> None:
        one, watch = self._one, self._watch
        if one is None:
            return
        lang, key = watch.bridge.lang, one.id

        def act(seen: int | None) -> None:
            watch.bridge.attempt(
                N_("Say how a commitment stands"),
                followup.set_status,
                key,
                chosen,
                watch.bridge.clock.utc(),
                meeting=watch.meeting,
                said_by=self.said_by.speaker_of(key),
                seen=seen,
            )
            self._go_on(key, chosen)

        def theirs(now: Commitment) -> str:
            return stands(now, lang)

        self._care.do(act, self._seen, lang.text(status(chosen).title), theirs)

    def _seen(self) -> int | None:
        return self._one.version if self._one else None

    def _go_on(self, key: str, chosen: str) -> None:
        line = self._waiting(chosen)
        if line is None:
            self.said.emit(key)
        else:
            self._go_to(line)

    def _go_to(self, line: QLineEdit) -> None:
        if line.isHidden():
            self.more.setChecked(True)
            self._show_more()
        # What two people wrote is asked about first, and that takes the focus.
        if self.conflict.isHidden():
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.sought.emit(line)

    def _name(self, member: str | None) -> None:
        """Who said it is put right, if it was said already."""
        if self._one is not None and self._one.answered:
            at, meeting = self._watch.bridge.clock.utc(), self._watch.meeting
            args = self._one.id, member, at
            self._watch.bridge.do(STEP, followup.name_speaker, *args, meeting=meeting)
        self.left.emit()

    def _leave_line(self) -> None:
        """Enter in a line: what is answered is done with, unless another line was refused."""
        one = self._one
        self._watch.bridge.leaving.emit()
        if (refused := self._refused()) is not None:
            self._go_to(refused)
            return
        if one is not None and self._one is not None and self._one.answered:
            self.said.emit(one.id)
        self.left.emit()

    def _say_introduced(self, members: tuple[str, ...], on: bool) -> None:
        if self._one is not None:
            self._watch.bridge.do(
                LABEL,
                followup.say_introduced,
                self._one.id,
                members,
                self._watch.bridge.clock.utc(),
                introduced=on,
                meeting=self._watch.meeting,
            )
        self.left.emit()

    def _write(self, session: Session, commitment: str, **texts: Any) -> str:
        ((column, mine),) = texts.items()
        outcomes.look_again(session, commitment, None)
        word = self._word(queries.follow_ups(session, commitment))
        self._guard.look(commitment, column, getattr(word, column) if word else "", mine)
        at, meeting = self._watch.bridge.clock.utc(), self._watch.meeting
        by = self.said_by.speaker_of(commitment)
        return followup.write_word(session, commitment, at, meeting=meeting, said_by=by, **texts)

    # -- keys and focus

    def takes(self, key: Qt.Key) -> bool:
        """Answer by a figure; whether it is one of those."""
        if key not in DIGITS:
            return False
        self._say(DIGITS[key])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A line lets go of its Enter, which is not meant for the round.
        if not self.hasFocus() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in DIGITS:
            self._say(DIGITS[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            theme.draw_focus(painter, QRectF(self.rect()), theme.tokens_of(self).accent, 9)
