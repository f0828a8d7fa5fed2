"""How a file of figures was read, each part with a list to choose otherwise from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from facilitator.domain.figure_cells import Scale, shorten
from facilitator.domain.indicator_columns import text_of
from facilitator.domain.indicator_table import Plan
from facilitator.domain.indicators import Level, PeriodKind
from facilitator.domain.period_words import read_period
from facilitator.imports.delimited import DELIMITERS
from facilitator.imports.indicators import Met
from facilitator.language import N_, Language
from facilitator.ui.data.choice_rows import ChoiceFields, asking, in_words
from facilitator.ui.parts import Card, Chip, label, style_by
from facilitator.ui.parts.picker import Picker

Say = Callable[[Plan], object]
"""Takes the plan with something else said."""

HEADERS_OFFERED = 30
LEVELS = {"cluster": N_("The whole cluster"), "national": N_("The country")}
_DELIMITERS = {
    ";": N_("Semicolon"),
    ",": N_("Comma"),
    "\t": N_("Tab"),
    "|": N_("Vertical bar"),
}
_MARKS = {",": N_("Comma (12,5)"), ".": N_("Point (12.5)")}
_SCALES = {
    "percent": N_("Percentages, 0 to 100"),
    "fraction": N_("Shares, 0 to 1"),
    "number": N_("Numbers, no shares"),
}
_DATES = {
    "days": N_("That day"),
    "month": N_("Its month"),
    "quarter": N_("Its quarter"),
    "half": N_("Its half year"),
    "year": N_("Its year"),
}
_EACH = "each"
_TELLING = 5


class FileCard(Card):
    """How the file as a whole was read.

    Args:
        say: takes the plan with something else chosen.
        reopen: opens the file again, by another sheet or delimiter.
        confirm: the letters were looked at, and are right.
    """

    def __init__(
        self,
        lang: Language,
        say: Say,
        reopen: Callable[[str, str], object],
        confirm: Callable[[bool], object],
    ) -> None:
        super().__init__(lang.text(N_("How the file was read")))
        self._lang, self._say, self._reopen = lang, say, reopen
        self._met: Met | None = None
        self._fields = ChoiceFields()
        self.add(self._fields)
        self.sheet = self._picker("sheet", N_("Sheet"))
        self.delimiter = self._picker("delimiter", N_("Columns are parted by"))
        self.header = self._picker("header", N_("Headings in row"))
        self.mark = self._picker("mark", N_("Decimal mark"))
        self.scale = self._picker("scale", N_("The figures are"))
        self.dates = self._picker("dates", N_("A date stands for"))
        self.level = self._picker("level", N_("The figures are of"))
        self.period = QLineEdit()
        self._add("period", N_("Period of the whole file"), self.period)
        self._letters = label("", tone="warn")
        self.letters = Chip(lang.text(N_("The letters are right")), confirm)
        self.add(self._letters)
        self.body.addWidget(self.letters, 0, Qt.AlignmentFlag.AlignLeft)
        self._remarks = label("", "small")
        self.add(self._remarks)
        self._connect()

    def _add(self, key: str, name: str, editor: QWidget) -> None:
        words = self._lang.text(name)
        editor.setAccessibleName(words)
        self._fields.add(key, words, editor)

    def _picker(self, key: str, name: str) -> Picker:
        made = Picker(self._lang.text(name))
        self._add(key, name, made)
        return made

    def _connect(self) -> None:
        self.sheet.chosen.connect(lambda name: self._reopen(name, ""))
        self.delimiter.chosen.connect(lambda sign: self._reopen("", sign))
        self.header.chosen.connect(lambda row: self._change(header=int(row), roles={}))
        self.mark.chosen.connect(lambda mark: self._choose_mark(mark))
        self.scale.chosen.connect(lambda scale: self._change(scale=cast(Scale, scale)))
        self.dates.chosen.connect(lambda kind: self._change(dates=cast(PeriodKind, kind)))
        self.level.chosen.connect(lambda level: self._change(level=cast(Level, level)))
        self.period.editingFinished.connect(self._type_period)

    def _choose_mark(self, mark: str) -> None:
        self._change(mark=None if mark == _EACH else mark)

    def first_open(self) -> QWidget | None:
        """The first input that asks to be answered, or none."""
        editors = (self.mark, self.scale, self.period, self.letters)
        return next((one for one in editors if self._is_open(one)), None)

    def _is_open(self, editor: QWidget) -> bool:
        if not editor.isVisibleTo(self):
            return False
        is_unticked = isinstance(editor, Chip) and not editor.isChecked()
        return is_unticked or editor.property("state") == "bad"

    def _change(self, **said: object) -> None:
        if self._met is not None:
            self._say(replace(self._met.plan, **said))  # type: ignore[arg-type]

    def _type_period(self) -> None:
        if not self.period.isModified():
            return
        period = read_period(self.period.text())
        style_by(self.period, "state", "" if period else "bad")
        if period is not None:
            self.period.setModified(False)
            self._change(period=period)

    def show_met(self, met: Met) -> None:
        """Show how a file was read."""
        self._met, lang, table = met, self._lang, met.table
        understood, fields = met.settled.understood, self._fields
        self.sheet.show_choices(tuple((name, name) for name in table.sheets), table.sheet)
        fields.show_field("sheet", len(table.sheets) > 1)
        signs = {**_DELIMITERS, **({} if table.delimiter in DELIMITERS else {table.delimiter: ""})}
        self.delimiter.show_choices(in_words(signs, lang), table.delimiter)
        fields.show_field("delimiter", bool(table.delimiter))
        heads = range(min(HEADERS_OFFERED, len(table.rows)))
        self.header.show_choices(
            tuple((str(at), _head_words(met, at)) for at in heads), str(understood.header)
        )
        self._show_numbers(met)
        is_whole = understood.period is not None or "period" in understood.asks
        fields.show_field("period", is_whole)
        if not self.period.isModified():
            self.period.setText(understood.period.words(lang) if understood.period else "")
            style_by(self.period, "state", "bad" if "period" in understood.asks else "")
        self.period.setPlaceholderText(lang.text(N_("for example Q3 2025")))
        self._show_letters(met)
        self._show_remarks(met)

    def _show_numbers(self, met: Met) -> None:
        lang, fields, understood = self._lang, self._fields, met.settled.understood
        told = {one.mark for one in understood.marks.values() if one.is_told}
        each = {_EACH: N_("As in each column")} if len(told) > 1 else {}
        mark = "" if "mark" in understood.asks else _EACH if each else next(iter(told), ",")
        self.mark.show_choices(asking(in_words({**_MARKS, **each}, lang), mark, lang), mark)
        fields.show_field("mark", bool(understood.marks))
        scale = understood.scale
        self.scale.show_choices(asking(in_words(_SCALES, lang), scale, lang), scale)
        fields.show_field("scale", bool(scale) or "scale" in understood.asks)
        self.dates.show_choices(in_words(_DATES, lang), understood.dates or "")
        fields.show_field("dates", understood.dates is not None)
        has_clinics = any(one.role == "clinic" or one.clinic for one in understood.columns)
        self.level.show_choices(in_words(LEVELS, lang), met.plan.level)
        fields.show_field("level", not has_clinics)

    def _show_letters(self, met: Met) -> None:
        is_open = bool(met.table.encoding) and not met.table.is_sure
        self.letters.setChecked(met.is_read)
        for part in (self._letters, self.letters):
            part.setVisible(is_open)
        if is_open:
            said = N_("The file is not in UTF-8, and is read as older Windows wrote: {words}")
            self._letters.setText(self._lang.text(said, words=_telling_words(met)))

    def _show_remarks(self, met: Met) -> None:
        lang = self._lang
        said = [one.words(lang) for one in met.table.remarks]
        if met.table.encoding and met.table.is_sure:
            said.insert(0, lang.text(N_("Letters: {encoding}"), encoding=met.table.encoding))
        rebuilt = met.settled.understood.rebuilt
        if rebuilt:
            said.append(
                lang.plural(
                    "{n} numerator is worked out from share and denominator.",
                    "{n} numerators are worked out from share and denominator.",
                    rebuilt,
                )
            )
        if met.is_remembered:
            said.insert(0, lang.text(N_("A file of this kind was read before: chosen as then.")))
        self._remarks.setText("\n".join(said))
        self._remarks.setVisible(bool(said))


def _head_words(met: Met, at: int) -> str:
    said = [text for cell in met.table.rows[at] if (text := text_of(cell).strip())]
    return f"{at + 1}: {shorten(' · '.join(said), 60)}"


def _telling_words(met: Met) -> str:
    """A few words of the file in which letters stand that may be wrong."""
    found: dict[str, None] = {}
    for row in met.table.rows:
        for cell in row:
            if isinstance(cell, str) and not cell.isascii():
                found[shorten(cell, 24)] = None
        if len(found) >= _TELLING:
            break
    return ", ".join(list(found)[:_TELLING])
