"""One commitment beside the board: how it stands, what was learnt, if–then, and its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import categories
from facilitator.domain.board import Card, asks_decision, last_word
from facilitator.domain.capture import Owner
from facilitator.domain.improvements import Improvement
from facilitator.domain.outcomes import Commitment, FollowUp
from facilitator.edits import followup as edits
from facilitator.edits import outcomes
from facilitator.language import N_, parse_date
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui import parts, theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.card import carried_words, snoozed_words, stands
from facilitator.ui.followup.conflict import Care, ConflictCard, Guard
from facilitator.ui.followup.improvement_form import ImprovementForm
from facilitator.ui.followup.known import Known
from facilitator.ui.followup.list import about_words
from facilitator.ui.followup.owner_box import OwnerBox
from facilitator.ui.followup.said_by import STEP, SaidBy
from facilitator.ui.followup.said_lines import SaidLines
from facilitator.ui.followup.small_tests import SmallTests
from facilitator.ui.followup.snooze import SnoozeRow
from facilitator.ui.followup.who import LABEL, WhoIntroduced
from facilitator.ui.followup.words import Words, is_now
from facilitator.ui.parts import Chip, ChoiceChips, Field, button, label, scroll_area
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.parts.status_look import FAMILIES, choices, owner_words
from facilitator.ui.past.history_button import history_foot
from facilitator.ui.text_binding import TextBinding

WIDTH = 320


@dataclass(frozen=True, slots=True)
class Shown:
    """What the panel shows. `improvement`: what it came to, if it did."""

    commitment: Commitment
    card: Card
    history: tuple[FollowUp, ...]
    known: Known
    improvement: Improvement | None = None

    @property
    def word(self) -> FollowUp | None:
        """The latest word that speaks for all of it."""
        return last_word(self.history, alone=self.commitment.whole_cluster)


class Detail(parts.Card):
    """`said` asks for a status, `picked` for another commitment of the card, `left` to close,
    `closing` to close what was carried over too often, `stale` to ask the store again."""

    said = Signal(str)
    picked = Signal(str)
    left = Signal()
    entered = Signal()
    closing = Signal()
    stale = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._shown: Shown | None = None
        self._columns: list[str] = []
        self.conflict = ConflictCard(self._lang)
        self.care = Care(bridge, self.conflict, self.stale.emit)
        self._guard = Guard(self.conflict)
        self.improvement: ImprovementForm | None = None
        self.setFixedWidth(theme.px(WIDTH))
        self.setAccessibleName(self._lang.text(N_("Commitment")))
        self.body.setContentsMargins(1, 1, 1, 1)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(14, 12, 14, 14)
        self._column.setSpacing(10)
        self._build()
        self._scroll = scroll_area(inner)
        self.body.addWidget(self._scroll)

    # -- made once

    def _build(self) -> None:
        self._about = label("", "small")
        close = button(
            "", self.left.emit, icon="x", plain=True, small=True, name=self._text(N_("Close"))
        )
        head = QHBoxLayout()
        head.addWidget(self._about, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addWidget(self.conflict)
        self._build_decision()
        self._whose = QVBoxLayout()
        self._column.addLayout(self._whose)
        self.action = self._area(N_("We try to"), N_("Write commitment"), "action")
        self._column.addWidget(label(self._text(N_("How far has it come?")), "small"))
        self.status = ChoiceChips(self._text(N_("Status")), choices(self._lang))
        self.status.chosen.connect(self.said)
        self._column.addWidget(self.status)
        self.said_by = SaidBy(self._lang)
        self.said_by.named.connect(self._name_speaker)
        self._column.addWidget(self.said_by)
        self.who = WhoIntroduced(self._lang)
        self.who.said.connect(self._say_introduced)
        self._column.addWidget(self.who)
        self.words = Words(self._bridge, self._guard, self.said_by)
        self.words.entered.connect(self.entered)
        self._column.addWidget(self.words)
        self.snooze = SnoozeRow(self._lang)
        self.snooze.wanted.connect(self.set_aside)
        self._column.addWidget(self.snooze)
        self._column.addWidget(label(self._text(N_("If–then")), "h2"))
        self.situation = self._area(N_("When"), N_("Write when"), "situation")
        self.sign = self._area(N_("Sign that it works"), N_("Write sign"), "sign")
        self._build_due()
        self._build_choices()
        self.tests = SmallTests(self._bridge, self.conflict)
        self.tests.entered.connect(self.entered)
        self._column.addWidget(self.tests)
        self._improved = QVBoxLayout()
        self._column.addLayout(self._improved)
        self.lines = SaidLines(self._lang)
        self._column.addWidget(self.lines)
        delete = self._text(N_("Delete commitment"))
        self._delete = button(delete, self._remove, danger=True, small=True, plain=False)
        self._column.addWidget(history_foot(self._bridge, self._delete))
        self._column.addStretch(1)

    def _build_decision(self) -> None:
        self._warning = label("", "small", tone="warn")
        decide, close = self._text(N_("Decide")), self._text(N_("Close it"))
        self.decide = button(decide, self.focus_next_step, small=True)
        self.close_it = button(close, self.closing.emit, small=True)
        self._decision = QWidget()
        column = QVBoxLayout(self._decision)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._warning)
        row = QHBoxLayout()
        for part in (self.decide, self.close_it):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        self._column.addWidget(self._decision)

    def _area(self, title: str, step: str, column: str) -> GrowingText:
        field = GrowingText(self._text(title))
        field.done.connect(self.entered)
        self._column.addWidget(Field(self._text(title), field))
        binding = TextBinding(self._bridge, field, step, self._write_text, column)
        self._guard.tie(column, binding)
        self._columns.append(column)
        return field

    def _build_due(self) -> None:
        self.due = QLineEdit(placeholderText=self._text(N_("No day")))
        self.due.editingFinished.connect(self._set_due)
        self.due.returnPressed.connect(self._leave_due)
        self._due_field = Field(self._text(N_("By when")), self.due)
        self._column.addWidget(self._due_field)
        self.at_next = Chip(self._text(N_("at the next meeting")), self._set_at_next)
        self._column.addWidget(self.at_next)

    def _build_choices(self) -> None:
        self.owner = OwnerBox(self._lang)
        self.owner.given.connect(self._set_owner)
        self._column.addWidget(Field(self._text(N_("Who")), self.owner))
        self.category = QComboBox()
        self.category.addItem(self._text(N_("No category yet")), "")
        for row in categories.CATEGORIES:
            self.category.addItem(self._text(row.title), row.id)
        self.category.activated.connect(self._set_category)
        self._column.addWidget(Field(self._text(N_("Category")), self.category))
        self.confidence = QComboBox()
        self.confidence.addItem(self._text(N_("Not said yet")), None)
        for n in range(1, 11):
            self.confidence.addItem(self._lang.number(n), n)
        self.confidence.activated.connect(self._set_confidence)
        sure = self._text(N_("How sure that it will be done (1–10)"))
        self._column.addWidget(Field(sure, self.confidence))
        for box in (self.category, self.confidence):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)

    # -- shown

    def show_commitment(self, shown: Shown) -> None:
        """Show one commitment. Texts being typed stay."""
        one, before = shown.commitment, self._shown
        self._shown = shown
        lang, today = self._lang, self._bridge.today()
        self._about.setText(about_words(one, today, lang, asks=False))
        is_new = before is None or before.commitment.id != one.id
        if is_new:
            self.conflict.hide()
        self._warning.setText(carried_words(one.carried, lang))
        self._decision.setVisible(asks_decision(one))
        self.status.choose(one.status)
        self._show_speaker(shown)
        self.who.show_commitment(one, shown.known.active)
        for column in self._columns:
            self._guard.show(one.id, column, (one.id,), getattr(one, column))
        word = shown.word if self._is_now(shown) else None
        self.words.show_word(one, word, shown.known.running, is_new=is_new)
        self.snooze.show_commitment(one, today, shown.known.next_meeting)
        self.tests.show_commitment(one)
        self._show_improvement(shown.improvement, shown.known)
        if not self.due.isModified() or is_new:
            self.due.setText(lang.date_short(one.due) if one.due else "")
            self.due.setModified(False)
            self._due_field.set_error("")
        self.at_next.setChecked(one.due_next_meeting)
        self.owner.show_owner(one, shown.known.members, shown.known.clinics, today)
        self.category.setCurrentIndex(max(0, self.category.findData(one.category)))
        self.confidence.setCurrentIndex(one.confidence or 0)
        if before is None or before.card != shown.card or is_new:
            self._show_whose(shown)
        self.lines.show_history(shown.history)
        self._delete.setVisible(not any(word.status for word in shown.history))

    def _is_now(self, shown: Shown) -> bool:
        return is_now(shown.word, self._bridge.clock.utc(), shown.known.running)

    def _show_speaker(self, shown: Shown) -> None:
        me, word = shown.known.me, shown.word if self._is_now(shown) else None
        people = shown.known.active
        self.said_by.show_commitment(shown.commitment, people, word, me.id if me else None)

    def speaker_of(self, commitment: str) -> tuple[str | None] | None:
        """Who is named here as saying it, if this commitment is the one in sight."""
        shown = self._shown
        if shown is None or shown.commitment.id != commitment or self.isHidden():
            return None
        return (self.said_by.chosen,)

    def _show_improvement(self, one: Improvement | None, known: Known) -> None:
        if one is not None and self.improvement is None:
            self.improvement = ImprovementForm(self._bridge, self.conflict, self.stale.emit)
            self.improvement.entered.connect(self.entered)
            self._improvement_title = label(self._text(N_("The improvement")), "h2")
            self._improved.addWidget(self._improvement_title)
            self._improved.addWidget(self.improvement)
        if self.improvement is not None:
            for part in (self._improvement_title, self.improvement):
                part.setVisible(one is not None)
        if one is not None and self.improvement is not None:
            self.improvement.show_improvement(one, known)

    def _show_whose(self, shown: Shown) -> None:
        _clear(self._whose)
        if len(shown.card.commitments) < 2:
            return
        lang = self._lang
        chips = ChoiceChips(
            lang.text(N_("Who")),
            tuple(
                (one.id, owner_words(one, lang), FAMILIES[one.status])
                for one in shown.card.commitments
            ),
            shown.commitment.id,
        )
        chips.chosen.connect(self.picked)
        self._whose.addWidget(chips)

    def focus_experience(self) -> None:
        """Put the cursor where the experience, or what was learnt, is written."""
        self.words.experience.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self.words.experience)

    def focus_next_step(self) -> None:
        """Put the cursor where it is decided what happens next."""
        self.words.open_more()
        self.words.next_step.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self.words.next_step)

    # -- done

    def _change(
        self,
        step: str,
        mine: str,
        theirs: Callable[[Commitment], str],
        verb: Callable[..., object] = outcomes.change_commitment,
        **values: Any,
    ) -> None:
        """Change the commitment shown; mine, theirs: what is wanted and how it stands."""
        if self._shown is None:
            return
        key = self._shown.commitment.id
        self.care.do(
            lambda seen: self._bridge.attempt(step, verb, key, seen=seen, **values),
            self.seen,
            mine,
            theirs,
        )

    def seen(self) -> int | None:
        """The version of the commitment shown."""
        return self._shown.commitment.version if self._shown else None

    def _write_text(self, session: Session, commitment: str, **texts: Any) -> None:
        ((column, mine),) = texts.items()
        outcomes.look_again(session, commitment, None)
        there = getattr(queries.commitment(session, commitment), column)
        self._guard.look(commitment, column, there, mine)
        outcomes.change_commitment(session, commitment, **texts)

    def set_aside(self, until: date | None) -> None:
        """Set the commitment aside until a day, or take it up again."""
        lang, now = self._lang, self._bridge.clock.utc()
        step = N_("Set a commitment aside") if until else N_("Take a commitment up again")
        meeting = self._shown.known.running if self._shown else None
        mine = snoozed_words(until, lang) if until else lang.text(N_("Take it up now"))

        def theirs(one: Commitment) -> str:
            return stands(one, lang)

        told = {"meeting": meeting, "said_by": self.said_by.chosen}
        self._change(step, mine, theirs, edits.snooze, until=until, at=now, **told)

    def _name_speaker(self, member: str | None) -> None:
        """Who said it is put right, if it was said in this sitting."""
        shown = self._shown
        if shown is not None and self._is_now(shown):
            now, meeting = self._bridge.clock.utc(), shown.known.running
            verb = edits.name_speaker
            self._bridge.do(STEP, verb, shown.commitment.id, member, now, meeting=meeting)

    def _say_introduced(self, members: tuple[str, ...], on: bool) -> None:
        if self._shown is not None:
            self._bridge.do(
                LABEL,
                edits.say_introduced,
                self._shown.commitment.id,
                members,
                self._bridge.clock.utc(),
                introduced=on,
                meeting=self._shown.known.running,
            )

    def _set_due(self) -> None:
        if not self.due.isModified() or self._shown is None:
            return
        typed = self.due.text().strip()
        day = parse_date(typed, self._bridge.today()) if typed else None
        if typed and day is None:
            self._due_field.set_error(self._text(N_("Write a day, for example 9.12.2026.")))
            return
        self.due.setModified(False)
        self._due_field.set_error("")
        self._change(N_("Change due day"), self._due_words(day), self._due_of, due=day)

    def _due_words(self, day: date | None) -> str:
        return self._lang.date_short(day) if day else self._text(N_("No day"))

    def _due_of(self, one: Commitment) -> str:
        return self._due_words(one.due)

    def _leave_due(self) -> None:
        self._set_due()
        if not self._due_field.error:
            self.entered.emit()

    def _set_at_next(self, on: bool) -> None:
        words = N_("at the next meeting") if on else N_("No day")
        step = N_("Change due day")
        self._change(step, self._text(words), self._due_of, due_next_meeting=on)

    def _set_owner(self, owner: Owner) -> None:
        def theirs(one: Commitment) -> str:
            return owner_words(one, self._lang)

        step = N_("Change who tries it")
        whose = {
            "member": owner.member,
            "clinic": owner.clinic,
            "whole_cluster": owner.whole_cluster,
        }
        self._change(step, owner.name, theirs, outcomes.assign, **whose)

    def _set_category(self, _at: int) -> None:
        def theirs(one: Commitment) -> str:
            return self._text(categories.category(one.category).title) if one.category else ""

        chosen, step = str(self.category.currentData()), N_("Change category")
        self._change(step, self.category.currentText(), theirs, category=chosen)

    def _set_confidence(self, _at: int) -> None:
        def theirs(one: Commitment) -> str:
            return str(one.confidence or "")

        chosen, step = self.confidence.currentData(), N_("Change how sure they are")
        self._change(step, self.confidence.currentText(), theirs, confidence=chosen)

    def _remove(self) -> None:
        if self._shown is not None:
            key = self._shown.commitment.id
            self._bridge.do(N_("Delete commitment"), outcomes.remove_commitment, key)

    def _text(self, msgid: str) -> str:
        return self._lang.text(msgid)


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
