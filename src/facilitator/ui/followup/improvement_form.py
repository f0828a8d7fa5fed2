"""One improvement as a form: what it is about, what was measured, and what patients gain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facilitator.domain import categories
from facilitator.domain.agenda import MeetingRow
from facilitator.domain.capture import Owner
from facilitator.domain.improvements import Improvement
from facilitator.edits import improvements as edits
from facilitator.language import N_, Language, parse_date
from facilitator.store.rows import Session
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.conflict import Care, ConflictCard, Guard
from facilitator.ui.followup.improvement_look import is_grouped, number_words, parse_number
from facilitator.ui.followup.known import Known
from facilitator.ui.followup.owner_box import OwnerBox
from facilitator.ui.number_bar import Editor
from facilitator.ui.parts import Field
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.text_binding import TextBinding

_STEP = N_("Write about an improvement")


@dataclass(frozen=True, slots=True)
class _Number:
    column: str
    title: str
    whole: bool = False


_NUMBERS = (
    _Number("before", N_("Before")),
    _Number("after", N_("After")),
    _Number("n", N_("Number (n)"), whole=True),
)


class ImprovementForm(QWidget):
    """Writes what a person says of an improvement. `entered`: Enter in a field.

    Args:
        conflict: asks, where somebody else has written too.
        refresh: shows how it stands now.
    """

    entered = Signal()

    def __init__(
        self, bridge: Bridge, conflict: ConflictCard, refresh: Callable[[], object]
    ) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._shown: Improvement | None = None
        self._texts: list[str] = []
        self._meetings: list[tuple[str, str]] = []
        self._guard, self._care = Guard(conflict), Care(bridge, conflict, refresh)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.title = self._area("title", N_("What has become better"))
        self.owner = OwnerBox(self._lang)
        self.owner.given.connect(self._set_owner)
        self._owner = self._field(N_("Who"), self.owner)
        self.origin = self._box(N_("From no meeting"))
        self.origin.activated.connect(self._set_origin)
        self._origin = self._field(N_("From which meeting"), self.origin)
        self.category = self._choice("category", N_("Category"), categories.CATEGORIES)
        self.aspect = self._choice("aspect", N_("Aspect"), categories.ASPECTS)
        self.since = QLineEdit(placeholderText=self._text(N_("No day")))
        self.since.editingFinished.connect(self._set_since)
        self._since = self._field(N_("Since"), self.since)
        self.measure = self._line("measure", N_("What was measured"))
        self._field(N_("What was measured"), self.measure)
        self._numbers()
        self.patients = self._area("patients", N_("What patients gain"))

    def _text(self, msgid: str) -> str:
        return self._lang.text(msgid)

    def _field(self, title: str, part: QWidget) -> Field:
        made = Field(self._text(title), part)
        self._column.addWidget(made)
        return made

    def _bind(self, column: str, field: Editor) -> None:
        binding = TextBinding(self._bridge, field, _STEP, self._write_text, column)
        self._guard.tie(column, binding)
        self._texts.append(column)

    def _area(self, column: str, title: str) -> GrowingText:
        field = GrowingText(self._text(title))
        field.done.connect(self.entered)
        self._field(title, field)
        self._bind(column, field)
        return field

    def _line(self, column: str, title: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(self._text(title))
        field.returnPressed.connect(self.entered)
        self._bind(column, field)
        return field

    def _choice(
        self,
        column: str,
        title: str,
        rows: tuple[categories.Category, ...] | tuple[categories.Aspect, ...],
    ) -> QComboBox:
        box = self._box(N_("Not said yet"))
        words = {"": box.itemText(0), **{row.id: self._text(row.title) for row in rows}}
        for row in rows:
            box.addItem(words[row.id], row.id)

        def theirs(one: Improvement) -> str:
            return words.get(getattr(one, column), "")

        box.activated.connect(
            lambda _: self._change(box.currentText(), theirs, **{column: box.currentData()})
        )
        self._field(title, box)
        return box

    def _box(self, nothing: str) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.addItem(self._text(nothing), "")
        return box

    def _numbers(self) -> None:
        self.numbers: dict[str, QLineEdit] = {}
        self._fields: dict[str, Field] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        for number in _NUMBERS:
            field = QLineEdit()
            field.editingFinished.connect(lambda number=number: self._set_number(number))
            self.numbers[number.column] = field
            self._fields[number.column] = Field(self._text(number.title), field)
            row.addWidget(self._fields[number.column], 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self.unit = self._line("unit", N_("Unit, such as days or per cent"))
        self._field(N_("Unit, such as days or per cent"), self.unit)

    # -- shown

    def show_improvement(self, one: Improvement, known: Known) -> None:
        """Show one improvement. What is being typed stays."""
        before, self._shown = self._shown, one
        is_new = before is None or _key(before) != _key(one)
        for column in self._texts:
            self._guard.show("".join(_key(one)), column, _key(one), getattr(one, column))
        self._show_origin(one, known)
        self.category.setCurrentIndex(max(0, self.category.findData(one.category)))
        self.aspect.setCurrentIndex(max(0, self.aspect.findData(one.aspect)))
        if is_new or not self.since.isModified():
            self.since.setText(self._lang.date_short(one.since) if one.since else "")
            self._since.set_error("")
        for column, field in self.numbers.items():
            if is_new or not field.isModified():
                value = getattr(one, column)
                field.setText("" if value is None else number_words(value, self._lang))
                self._fields[column].set_error("")

    def _show_origin(self, one: Improvement, known: Known) -> None:
        """Whose it is and from where; of one that came from a commitment that says so itself."""
        is_entered = one.commitment is None
        self._owner.setVisible(is_entered)
        self._origin.setVisible(is_entered)
        if not is_entered:
            return
        self.owner.show_owner(one, known.members, known.clinics, self._bridge.today())
        lang = self._lang
        told = [(meeting.id, _meeting_words(meeting, lang)) for meeting in known.meetings]
        if told != self._meetings:
            self._meetings = told
            while self.origin.count() > 1:
                self.origin.removeItem(1)
            for key, words in told:
                self.origin.addItem(words, key)
        self.origin.setCurrentIndex(max(0, self.origin.findData(one.meeting or "")))

    # -- done

    def _change(self, mine: str, theirs: Callable[[Improvement], str], **values: Any) -> None:
        """Change the improvement shown; mine, theirs: what is wanted and how it stands."""
        if self._shown is None:
            return
        key = _key(self._shown)
        self._care.do(
            lambda seen: self._bridge.attempt(_STEP, write, *key, seen=seen, **values),
            lambda: self._shown.version if self._shown else None,
            mine,
            theirs,
        )

    def _write_text(self, session: Session, id: str, commitment: str, **texts: Any) -> None:
        ((column, mine),) = texts.items()
        now = edits.look_again(session, id, commitment, None)
        self._guard.look(f"{id}{commitment}", column, getattr(now, column), mine)
        write(session, id, commitment, **texts)

    def _set_owner(self, owner: Owner) -> None:
        def theirs(one: Improvement) -> str:
            return who_words(one, self._lang)

        self._change(
            owner.name,
            theirs,
            member_id=owner.member,
            clinic_id=owner.clinic,
            whole_cluster=owner.whole_cluster,
        )

    def _set_origin(self, _at: int) -> None:
        def theirs(one: Improvement) -> str:
            return origin_words(one, self._lang)

        chosen = self.origin.currentData() or None
        self._change(self.origin.currentText(), theirs, meeting_id=chosen)

    def _set_since(self) -> None:
        if not self.since.isModified():
            return
        typed = self.since.text().strip()
        day = parse_date(typed, self._bridge.today()) if typed else None
        if typed and day is None:
            self._since.set_error(self._text(N_("Write a day, for example 9.12.2026.")))
            return
        self.since.setModified(False)
        self._since.set_error("")

        def told(day: date | None) -> str:
            return self._lang.date_short(day) if day else ""

        self._change(told(day), lambda one: told(one.since), since=day)

    def _set_number(self, number: _Number) -> None:
        field, about = self.numbers[number.column], self._fields[number.column]
        if not field.isModified():
            return
        typed = field.text().strip()
        value = parse_number(typed) if typed else None
        wrong = self._wrong(number, typed, value)
        about.set_error(self._text(wrong))
        if not wrong:
            field.setModified(False)
            is_count = number.whole and value is not None
            self._change_number(number.column, round(value or 0) if is_count else value)

    def _change_number(self, column: str, value: float | None) -> None:
        def told(value: float | None) -> str:
            return "" if value is None else number_words(value, self._lang)

        self._change(told(value), lambda one: told(getattr(one, column)), **{column: value})

    def _wrong(self, number: _Number, typed: str, value: float | None) -> str:
        if not typed:
            return ""
        if number.whole and (value is None or value < 0 or value != int(value)):
            return N_("Write a whole number.")
        if value is None:
            return N_("Write a number, for example 2.5.")
        if is_grouped(typed):
            return N_("Write it without a sign for thousands.")
        return ""


def write(
    session: Session, id: str, commitment: str, *, seen: int | None = None, **values: Any
) -> None:
    """Write of an improvement: the row it has, or that of its commitment."""
    if id and not commitment:
        edits.change_improvement(session, id, seen=seen, **values)
    else:
        edits.write_improvement(session, commitment, seen=seen, **values)


def _key(one: Improvement) -> tuple[str, str]:
    """What tells improvements apart; the same before and after the first word is written."""
    return ("", one.commitment) if one.commitment else (one.id or "", "")


def _meeting_words(meeting: MeetingRow, lang: Language) -> str:
    day = lang.date_short(meeting.start.astimezone(lang.zone).date())
    return f"{lang.text(N_('Meeting {number}'), number=meeting.number)} · {day}"


def who_words(one: Improvement, lang: Language) -> str:
    """Whose it is; empty while nobody has said."""
    return lang.text(N_("the whole cluster")) if one.whole_cluster else one.owner


def origin_words(one: Improvement, lang: Language) -> str:
    """From which meeting it came; empty while nobody has said."""
    number = one.meeting_number
    return "" if number is None else lang.text(N_("from meeting {number}"), number=number)


def owner_line(one: Improvement, lang: Language) -> str:
    """Whose it is, and from which meeting it came."""
    return " · ".join(filter(None, (who_words(one, lang), origin_words(one, lang))))
