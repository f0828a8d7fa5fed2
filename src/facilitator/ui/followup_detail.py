"""One commitment beside the board: how it stands, what was learnt, if–then, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import followup
from facilitator.domain.board import Card
from facilitator.domain.outcomes import Commitment, FollowUp
from facilitator.domain.people import Clinic, Member
from facilitator.edits import followup as edits
from facilitator.edits import outcomes
from facilitator.language import N_, Language, parse_date
from facilitator.store.rows import Session
from facilitator.ui import parts, theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup_board import carried_words
from facilitator.ui.followup_list import about_words
from facilitator.ui.followup_who import LABEL, WhoIntroduced
from facilitator.ui.growing_text import GrowingText
from facilitator.ui.parts import Chip, ChoiceChips, Field, button, label, scroll_area
from facilitator.ui.status_look import FAMILIES, choices, owner_words
from facilitator.ui.text_binding import TextBinding

WIDTH = 296


@dataclass(frozen=True, slots=True)
class Shown:
    """What the panel shows.

    Attributes:
        meeting: the meeting that is running now, at which what is said is said.
    """

    commitment: Commitment
    card: Card
    history: tuple[FollowUp, ...]
    members: tuple[Member, ...]
    clinics: tuple[Clinic, ...]
    meeting: str | None


class Detail(parts.Card):
    """`said` asks for a status, `picked` for another commitment of the card, `left` to close."""

    said = Signal(str)
    picked = Signal(str)
    left = Signal()
    entered = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._shown: Shown | None = None
        self._owners: tuple[tuple[str, str], ...] = ()
        self._bindings: list[tuple[TextBinding, str]] = []
        self.setFixedWidth(theme.px(WIDTH))
        self.setAccessibleName(self._lang.text(N_("Commitment")))
        self.body.setContentsMargins(1, 1, 1, 1)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(14, 12, 14, 14)
        self._column.setSpacing(10)
        self._build()
        self.body.addWidget(scroll_area(inner))

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
        self._warning = label("", "small", tone="warn")
        self._column.addWidget(self._warning)
        self._whose = QVBoxLayout()
        self._column.addLayout(self._whose)
        self.action = self._area(N_("We try to"), N_("Write commitment"), "action")
        self._column.addWidget(label(self._text(N_("How far has it come?")), "small"))
        self.status = ChoiceChips(self._text(N_("Status")), choices(self._lang))
        self.status.chosen.connect(self.said)
        self._column.addWidget(self.status)
        self.who = WhoIntroduced(self._lang)
        self.who.said.connect(self._say_introduced)
        self._column.addWidget(self.who)
        self._build_experience()
        self.situation = self._area(N_("When"), N_("Write when"), "situation")
        self.sign = self._area(N_("Sign that it works"), N_("Write sign"), "sign")
        self._build_due()
        self._build_choices()
        self._history_title = label(self._text(N_("What has been said")), "h2")
        self._column.addWidget(self._history_title)
        self._history = QVBoxLayout()
        self._history.setSpacing(6)
        self._column.addLayout(self._history)
        delete = self._text(N_("Delete commitment"))
        self._delete = button(delete, self._remove, danger=True, small=True, plain=False)
        self._column.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def _area(self, title: str, step: str, column: str) -> GrowingText:
        field = GrowingText(self._text(title))
        field.done.connect(self.entered)
        self._column.addWidget(Field(self._text(title), field))
        binding = TextBinding(self._bridge, field, step, outcomes.change_commitment, column)
        self._bindings.append((binding, column))
        return field

    def _build_experience(self) -> None:
        self.experience = GrowingText(self._text(N_("Experience")))
        self.experience.done.connect(self.entered)
        self._experience_field = Field(self._text(N_("Experience")), self.experience)
        self._column.addWidget(self._experience_field)
        self._experience = TextBinding(
            self._bridge, self.experience, N_("Write experience"), self._write_experience
        )

    def _build_due(self) -> None:
        self.due = QLineEdit(placeholderText=self._text(N_("No day")))
        self.due.editingFinished.connect(self._set_due)
        self.due.returnPressed.connect(self._leave_due)
        self._due_field = Field(self._text(N_("By when")), self.due)
        self._column.addWidget(self._due_field)
        self.at_next = Chip(self._text(N_("at the next meeting")), self._set_at_next)
        self._column.addWidget(self.at_next)

    def _build_choices(self) -> None:
        self.owner = QComboBox()
        self.owner.activated.connect(self._set_owner)
        self._column.addWidget(Field(self._text(N_("Who")), self.owner))
        self.category = QComboBox()
        self.category.addItem(self._text(N_("No category yet")), "")
        for row in followup.CATEGORIES:
            self.category.addItem(self._text(row.title), row.id)
        self.category.activated.connect(self._set_category)
        self._column.addWidget(Field(self._text(N_("Category")), self.category))
        for box in (self.owner, self.category):
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
        self._about.setText(about_words(one, today, lang))
        asks = one.is_open and one.carried >= followup.CARRIED_TOO_OFTEN
        self._warning.setText(carried_words(one.carried, lang) if asks else "")
        self._warning.setVisible(asks)
        self.status.choose(one.status)
        self.who.show_commitment(one, [m for m in shown.members if m.is_active(today)])
        for binding, column in self._bindings:
            binding.bind((one.id,), getattr(one, column))
        self._show_experience(shown)
        if not self.due.isModified() or before is None or before.commitment.id != one.id:
            self.due.setText(lang.date_short(one.due) if one.due else "")
            self.due.setModified(False)
            self._due_field.set_error("")
        self.at_next.setChecked(one.due_next_meeting)
        self._show_owner(shown)
        self.category.setCurrentIndex(max(0, self.category.findData(one.category)))
        if before is None or before.card != shown.card or before.commitment.id != one.id:
            self._show_whose(shown)
        if before is None or before.history != shown.history:
            self._show_history(shown.history)
        self._delete.setVisible(not any(word.status for word in shown.history))

    def _show_experience(self, shown: Shown) -> None:
        asks = followup.status(shown.commitment.status).asks_learnt
        title = N_("What did you learn from it?") if asks else N_("Experience since last time")
        self._experience_field.set_title(self._text(title))
        # Of the whole cluster a member speaks for themselves alone, and writes no experience.
        alone = shown.commitment.whole_cluster
        said = [word for word in shown.history if not (alone and word.said_by)]
        stored = said[-1].experience if said and self._is_now(said[-1], shown) else ""
        self._experience.bind((shown.commitment.id, shown.commitment.status), stored)

    def _is_now(self, word: FollowUp, shown: Shown) -> bool:
        recent = self._bridge.clock.utc() - word.at < followup.SITTING
        return recent and (word.meeting_number is not None) == (shown.meeting is not None)

    def _show_owner(self, shown: Shown) -> None:
        one, lang = shown.commitment, self._lang
        owners = _owners(shown.members, shown.clinics, self._bridge.today(), one, lang)
        if owners != self._owners:
            self._owners = owners
            self.owner.clear()
            for key, words in owners:
                self.owner.addItem(words, key)
        self.owner.setCurrentIndex(max(0, self.owner.findData(_owner_key(one))))

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

    def _show_history(self, history: Sequence[FollowUp]) -> None:
        _clear(self._history)
        worth = [word for word in reversed(history) if word.status or word.experience]
        self._history_title.setVisible(bool(worth))
        for said, words in groupby(worth, key=lambda word: _told(word, self._lang)):
            names = sorted((w.said_by for w in words), key=self._lang.sort_key)
            told = (*said[:2], ", ".join(filter(None, names)), *said[2:])
            line = " · ".join(filter(None, told))
            self._history.addWidget(label(line, "small", selectable=True))

    def focus_experience(self) -> None:
        """Put the cursor where the experience, or what was learnt, is written."""
        self.experience.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- done

    def _change(self, step: str, **values: Any) -> None:
        if self._shown is not None:
            key = self._shown.commitment.id
            self._bridge.do(step, outcomes.change_commitment, key, **values)

    def _write_experience(self, session: Session, commitment: str, _status: str, text: str) -> str:
        meeting = self._shown.meeting if self._shown else None
        now = self._bridge.clock.utc()
        return edits.write_experience(session, commitment, text, now, meeting=meeting)

    def _say_introduced(self, members: tuple[str, ...], on: bool) -> None:
        if self._shown is not None:
            self._bridge.do(
                LABEL,
                edits.say_introduced,
                self._shown.commitment.id,
                members,
                self._bridge.clock.utc(),
                introduced=on,
                meeting=self._shown.meeting,
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
        self._change(N_("Change due day"), due=day)

    def _leave_due(self) -> None:
        self._set_due()
        if not self._due_field.error:
            self.entered.emit()

    def _set_at_next(self, on: bool) -> None:
        self._change(N_("Change due day"), due_next_meeting=on)

    def _set_owner(self, _at: int) -> None:
        if self._shown is not None:
            owner = _owner_of(str(self.owner.currentData()))
            key = self._shown.commitment.id
            self._bridge.do(N_("Change who tries it"), outcomes.assign, key, **owner)

    def _set_category(self, _at: int) -> None:
        self._change(N_("Change category"), category=str(self.category.currentData()))

    def _remove(self) -> None:
        if self._shown is not None:
            key = self._shown.commitment.id
            self._bridge.do(N_("Delete commitment"), outcomes.remove_commitment, key)

    def _text(self, msgid: str) -> str:
        return self._lang.text(msgid)


def _owners(
    members: Sequence[Member],
    clinics: Sequence[Clinic],
    today: date,
    one: Commitment,
    lang: Language,
) -> tuple[tuple[str, str], ...]:
    """Everybody a commitment may belong to, as key and words."""
    return (
        ("", lang.text(N_("nobody yet"))),
        ("all", lang.text(N_("the whole cluster"))),
        *((f"clinic {clinic.id}", clinic.name) for clinic in clinics),
        *(
            (f"member {member.id}", member.name)
            for member in members
            if member.is_active(today) or member.id == one.member
        ),
    )


def _owner_key(one: Commitment) -> str:
    if one.whole_cluster:
        return "all"
    if one.member:
        return f"member {one.member}"
    return f"clinic {one.clinic}" if one.clinic else ""


def _owner_of(key: str) -> dict[str, Any]:
    kind, _, one = key.partition(" ")
    if kind == "all":
        return {"whole_cluster": True}
    return {kind: one} if kind else {}


def _told(word: FollowUp, lang: Language) -> tuple[str, ...]:
    """What was said, but not by whom: what many said alike is told in one line."""
    day = lang.date_short(word.at.astimezone(lang.zone).date())
    where = ""
    if word.meeting_number is not None:
        where = lang.text(N_("meeting {number}"), number=word.meeting_number)
    said = lang.text(followup.status(word.status).title) if word.status else ""
    experience = lang.quote(word.experience) if word.experience else ""
    return day, where, said, experience, word.obstacle, word.next_step


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
