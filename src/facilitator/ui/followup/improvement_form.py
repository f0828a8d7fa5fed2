"""One improvement as a form: what it is about, what was measured, and what patients gain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facilitator.domain import followup
from facilitator.domain.improvements import Improvement
from facilitator.edits import improvements as edits
from facilitator.language import N_, Language, parse_date
from facilitator.store.rows import Session
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.improvement_look import is_grouped, number_words, parse_number
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
    """Writes what a person says of an improvement. `entered`: Enter in a field."""

    entered = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._shown: Improvement | None = None
        self._texts: dict[str, TextBinding] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.title = self._area("title", N_("What has become better"))
        self.category = self._choice("category", N_("Category"), followup.CATEGORIES)
        self.aspect = self._choice("aspect", N_("Aspect"), followup.ASPECTS)
        self.since = QLineEdit(placeholderText=self._text(N_("No day")))
        self.since.editingFinished.connect(self._set_since)
        self._since = Field(self._text(N_("Since")), self.since)
        self._column.addWidget(self._since)
        self.measure = self._line("measure", N_("What was measured"))
        self._column.addWidget(Field(self._text(N_("What was measured")), self.measure))
        self._numbers()
        self.patients = self._area("patients", N_("What patients gain"))

    def _text(self, msgid: str) -> str:
        return self._lang.text(msgid)

    def _area(self, column: str, title: str) -> GrowingText:
        field = GrowingText(self._text(title))
        field.done.connect(self.entered)
        self._column.addWidget(Field(self._text(title), field))
        self._texts[column] = TextBinding(self._bridge, field, _STEP, self._write_text, column)
        return field

    def _line(self, column: str, title: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(self._text(title))
        field.returnPressed.connect(self.entered)
        self._texts[column] = TextBinding(self._bridge, field, _STEP, self._write_text, column)
        return field

    def _choice(
        self,
        column: str,
        title: str,
        rows: tuple[followup.Category, ...] | tuple[followup.Aspect, ...],
    ) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.addItem(self._text(N_("Not said yet")), "")
        for row in rows:
            box.addItem(self._text(row.title), row.id)
        box.activated.connect(lambda _: self._change(**{column: str(box.currentData())}))
        self._column.addWidget(Field(self._text(title), box))
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
            row.addWidget(self._fields[number.column], 1)
        self._column.addLayout(row)
        self.unit = self._line("unit", N_("Unit, such as days or per cent"))
        title = self._text(N_("Unit, such as days or per cent"))
        self._column.addWidget(Field(title, self.unit))

    # -- shown

    def show_improvement(self, one: Improvement) -> None:
        """Show one improvement. What is being typed stays."""
        before, self._shown = self._shown, one
        is_new = before is None or _key(before) != _key(one)
        for column, binding in self._texts.items():
            binding.bind(_key(one), getattr(one, column))
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

    # -- done

    def _change(self, **values: Any) -> None:
        if self._shown is not None:
            self._bridge.do(_STEP, write, *_key(self._shown), **values)

    def _write_text(self, session: Session, id: str, commitment: str, **texts: str) -> None:
        write(session, id, commitment, **texts)

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
        self._change(since=day)

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
            self._change(**{number.column: round(value or 0) if is_count else value})

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


def write(session: Session, id: str, commitment: str, **values: Any) -> None:
    """Write of an improvement: the row it has, or that of its commitment."""
    if id and not commitment:
        edits.change_improvement(session, id, **values)
    else:
        edits.write_improvement(session, commitment, **values)


def _key(one: Improvement) -> tuple[str, str]:
    """What tells improvements apart; the same before and after the first word is written."""
    return ("", one.commitment) if one.commitment else (one.id or "", "")


def owner_line(one: Improvement, lang: Language) -> str:
    """Whose it is, and from which meeting it came."""
    who = lang.text(N_("the whole cluster")) if one.whole_cluster else one.owner
    number = one.meeting_number
    origin = "" if number is None else lang.text(N_("from meeting {number}"), number=number)
    return " · ".join(filter(None, (who, origin)))
