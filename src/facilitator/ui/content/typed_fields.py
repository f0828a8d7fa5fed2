"""Fields that are stored when they are left: a day, a link, a fee, a target."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from facilitator.charts.indicator_words import say_target
from facilitator.domain.content import Topic, YearFees
from facilitator.domain.indicators import Indicator
from facilitator.domain.number_words import Mark
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.domain.target_words import read_target
from facilitator.domain.topics import is_due_again
from facilitator.edits import content
from facilitator.language import N_, Language, parse_date
from facilitator.store import queries
from facilitator.ui.content.field import FieldDesk, FieldWidget, Shown
from facilitator.ui.content.sorts import FieldRow, Thing
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import button, label, set_tone


class _Committed(FieldWidget):
    """One line that is stored when it is left, if it is understood."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.editor = QLineEdit()
        self.editor.editingFinished.connect(self.commit)
        self._unstored = Unstored(self.bridge, self._commit_again, self.editor)
        self.frame = self.field(self.editor, row.hint)
        desk.bridge.leaving.connect(self.commit)

    def show_thing(self, shown: Shown) -> None:
        other = self.shown is None or self.shown.thing.id != shown.thing.id
        if other:
            self.commit()
            self._unstored.forget()
        super().show_thing(shown)
        if other or not self.editor.isModified():
            self._write(self._words(shown))

    def attempt(self, step: str, verb: Callable[..., object], *args: Any, **kw: Any) -> None:
        self._unstored.attempt(step, verb, *args, **kw)

    def _write(self, words: str) -> None:
        if self.editor.text() != words:
            self.editor.setText(words)
        self.editor.setModified(False)
        self.frame.set_error("")

    def commit(self) -> None:
        """Store what is written; what is not understood, or refused, stays and is said."""
        if not self.editor.isModified() or self.shown is None:
            return
        # Marked first: storing it tells everybody, who may ask for it again.
        self.editor.setModified(False)
        try:
            self._store(self.editor.text().strip())
        except PatientNumber:
            self.editor.setModified(True)
            self.frame.set_error("")
        except Refusal as refusal:
            self.editor.setModified(True)
            self.frame.set_error(refusal.in_words(self.lang))
        else:
            self.frame.set_error("")

    def _commit_again(self) -> None:
        self.editor.setModified(True)
        self.commit()

    def _store(self, typed: str) -> None:
        self.change(typed)

    def _words(self, shown: Shown) -> str:
        return str(self.row.of(shown.thing))


class DayField(_Committed):
    """A day, and below it what it is time for when it has come."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.editor.setPlaceholderText(self.lang.text(N_("No day")))
        self._due = label(self.lang.text(row.due) if row.due else "", "small", tone="warn")
        self.column.addWidget(self._due)

    @property
    def is_due(self) -> bool:
        """Whether it says that it is time."""
        return not self._due.isHidden()

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self._due.setVisible(bool(self.row.due) and self._has_come(shown.thing))

    def _has_come(self, thing: Thing) -> bool:
        today, day = self.bridge.today(), self.row.of(thing)
        if isinstance(thing, Topic):
            return is_due_again(thing, today, self.lang.zone)
        return day is not None and day <= today

    def _store(self, typed: str) -> None:
        day = parse_date(typed, self.bridge.today()) if typed else None
        if typed and day is None:
            raise Refusal(N_("Write a day, for example 9.12.2026."))
        self.change(day)
        self._write(self.lang.date_short(day) if day else "")

    def _words(self, shown: Shown) -> str:
        day = self.row.of(shown.thing)
        return self.lang.date_short(day) if day else ""


class LinkField(_Committed):
    """An address on the web, and a button that goes there."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.opener = button(
            self.lang.text(N_("Open in the browser")), self._open, icon="external-link", small=True
        )
        self.column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self.opener.setVisible(bool(self.row.of(shown.thing)))

    def _open(self) -> None:
        assert self.shown is not None
        try:
            self.desk.files.open_link(self.row.of(self.shown.thing))
        except Refusal as refusal:
            self.frame.set_error(refusal.in_words(self.lang))


class FeeField(_Committed):
    """What a speaker is paid at this item, and what that makes of the year's frame."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.editor.setPlaceholderText(self.lang.text(N_("Not agreed")))
        self._year = label("", "small")
        self.column.addWidget(self._year)

    @property
    def year(self) -> str:
        """The sentence about the year."""
        return self._year.text()

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self.setVisible(shown.use is not None)
        if shown.meeting is None:
            return
        year = shown.meeting.start.astimezone(self.lang.zone).year
        fees = self.bridge.ask(queries.fees, shown.meeting.cluster, year)
        self._year.setText(fee_words(self.lang, fees))
        set_tone(self._year, "warn" if fees.left < 0 else "")

    def _store(self, typed: str) -> None:
        kroner = parse_kroner(typed) if typed else None
        if typed and kroner is None:
            raise Refusal(N_("Write the fee in whole kroner, for example 7500."))
        if self.shown is not None and self.shown.use is not None:
            self.bridge.attempt(N_("Change the fee"), content.change_fee, self.shown.use.id, kroner)

    def _words(self, shown: Shown) -> str:
        fee = shown.use.fee if shown.use else None
        return "" if fee is None else self.lang.number(fee)


class TargetField(_Committed):
    """What is aimed at, and whether that is the least or the most: ≥ 85 %."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.editor.setPlaceholderText(self.lang.text(N_("for example ≥ 85%")))

    def _store(self, typed: str) -> None:
        assert self.shown is not None
        one, row = self.shown.thing, self.shown.row
        assert isinstance(one, Indicator)
        mark: Mark = "," if self.lang.code == "da" else "."
        found = read_target(typed, one.kind, mark) if typed else None
        if typed and found is None:
            raise Refusal(N_("Write a target as ≥ 85 or ≤ 10."))
        figure, op = (found.figure, found.op) if found else (None, "")
        self.attempt(row.step, row.change, one.id, target=figure, target_op=op)

    def _words(self, shown: Shown) -> str:
        assert isinstance(shown.thing, Indicator)
        return say_target(shown.thing, self.lang)


def fee_words(lang: Language, fees: YearFees) -> str:
    """What is spent of the year's frame: “7,500 of 10,000 kroner in 2026”."""
    spent, frame = lang.number(fees.spent), lang.number(fees.frame)
    said = N_("{spent} of {frame} kroner in {year}")
    return lang.text(said, spent=spent, frame=frame, year=fees.year)


def parse_kroner(text: str) -> int | None:
    """Whole kroner as people write them: 7500, 7.500, 7.500 kr., kr. 7.500,-, 7,500; else None."""
    typed = re.sub(r"^(?:kr\.?|dkk)\s*|\s*(?:kr\.?|kroner|dkk)$", "", text.strip().casefold())
    typed = re.sub(r",(?:-|–|00)$|\.00$", "", typed).strip()
    if re.fullmatch(r"[0-9]{1,3}(?:[. \u00a0,][0-9]{3})+", typed):
        typed = re.sub(r"[^0-9]", "", typed)
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else None
