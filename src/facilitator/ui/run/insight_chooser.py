"""Which two or three insights are taken home; above them what waits for a place to go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.outcomes import Insight, Loose, takeaway_word
from facilitator.domain.summary import rank
from facilitator.edits import captured, outcomes
from facilitator.language import N_, Language
from facilitator.ui.parts import Card, button, label, scroll_area, style_by
from facilitator.ui.run.line_text import LineText
from facilitator.ui.run.unfinished_card import UnfinishedCard
from facilitator.ui.run.watch import MeetingWatch


class InsightChooser(Card):
    """All insights of the meeting; two or three are taken home. A fourth must replace one."""

    left = Signal()

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self._watch = watch
        self.replacing: str | None = None
        text = watch.bridge.lang.text
        self.setAccessibleName(text(N_("What we take home")))
        self.add(label(text(N_("What we take home: 2–3 insights")), "h2"))
        self._lay_question()
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(6)
        self.unfinished = UnfinishedCard(watch)
        self.unfinished.left.connect(self.left.emit)
        self._column.addWidget(self.unfinished)
        self.slots: tuple[Slot, ...] = tuple(Slot(self, watch, n) for n in (1, 2, 3))
        for slot in self.slots:
            self._column.addWidget(slot)
        said = N_("Also said – what most are going to try first, then the newest")
        self._others_title = label(text(said), "small")
        self._column.addWidget(self._others_title)
        self._others = QVBoxLayout()
        self._others.setSpacing(0)
        self._column.addLayout(self._others)
        self._other_rows: dict[str, Other] = {}
        self._column.addStretch(1)
        self.body.addWidget(scroll_area(holder), 1)

    def _lay_question(self) -> None:
        text = self._watch.bridge.lang.text
        self.ask = label("", "strong", tone="warn")
        self.keep = button(text(N_("Keep the three")), self.keep_three, small=True)
        self._question = QWidget()
        row = QHBoxLayout(self._question)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.ask, 1)
        row.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        self.add(self._question)

    def choose(self, insight: str) -> None:
        """Take an insight home; with three there already, ask which it replaces."""
        if len(self._watch.log.official) >= outcomes.OFFICIAL_AT_MOST:
            self.replacing = insight
            self._show_slots()
            self.slots[0].out.setFocus()
            return
        label_ = N_("Take an insight home")
        self._watch.bridge.do(label_, outcomes.choose_insight, insight)
        self.left.emit()

    def press_slot(self, insight: str) -> None:
        """Take an insight out, or let the one that waits replace it."""
        do, waiting = self._watch.bridge.do, self.replacing
        self.replacing = None
        if waiting is not None:
            words = N_("Replace an insight")
            do(words, outcomes.choose_insight, waiting, instead_of=insight)
        else:
            do(N_("Do not take an insight home"), outcomes.unchoose_insight, insight)
        self._show_slots()
        self.left.emit()

    def keep_three(self) -> None:
        """The fourth is not taken after all."""
        self.replacing = None
        self._show_slots()
        self.left.emit()

    # -- showing

    def show_log(self, loose: Sequence[Loose]) -> None:
        """Show the insights as they stand, and what waits for a place to go."""
        ranked = rank(self._watch.log.insights)
        others = [one for one in ranked if not one.official]
        if self.replacing not in [one.id for one in others]:
            self.replacing = None
        self._show_slots()
        for key in set(self._other_rows) - {one.id for one in others}:
            row = self._other_rows.pop(key)
            self._others.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, one in enumerate(others):
            if one.id not in self._other_rows:
                self._other_rows[one.id] = Other(self, self._watch, one.id)
            row = self._other_rows[one.id]
            if self._others.indexOf(row) != place:
                self._others.insertWidget(place, row)
            row.show_insight(one)
        self._others_title.setVisible(bool(others))
        self.unfinished.show_loose(loose)

    def _show_slots(self) -> None:
        official, is_asked = self._watch.log.official, self.replacing is not None
        for place, slot in enumerate(self.slots):
            slot.show_insight(official[place] if place < len(official) else None, is_asked)
        asks = N_("Three are taken home already. Which one does it replace?")
        self.ask.setText(self._watch.bridge.lang.text(asks) if is_asked else "")
        self._question.setVisible(is_asked)


class Slot(QFrame):
    """A place for one insight that is taken home; its sentence is written in place."""

    def __init__(self, chooser: InsightChooser, watch: MeetingWatch, number: int) -> None:
        super().__init__()
        lang = self._lang = watch.bridge.lang
        self._chooser, self._insight = chooser, ""
        self.setProperty("look", "line")
        title = lang.text(N_("Insight {number}"), number=number)
        label_ = N_("Sharpen an insight")
        self.field = LineText(watch.bridge, title, label_, captured.change_text, captured.texts_of)
        self.field.done.connect(chooser.left.emit)
        self.tried = label("", "small", tone="accent", wrap=False)
        self.sort = label("", "small", wrap=False)
        self.empty = label("…", "small", wrap=False)
        self.out = button("", self._press, small=True, plain=True, name=title)
        head = QHBoxLayout()
        head.addWidget(label(title, "small", wrap=False))
        head.addWidget(self.sort)
        head.addWidget(self.empty)
        head.addStretch(1)
        head.addWidget(self.tried)
        head.addWidget(self.out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.field)

    def show_insight(self, one: Insight | None, replacing: bool) -> None:
        """Show an insight, or an empty place; `replacing`: one of them is to be replaced."""
        self.empty.setVisible(one is None)
        for part in (self.field, self.sort, self.tried, self.out):
            part.setVisible(one is not None)
        if one is None:
            return
        self.sort.setText(sort_words(self._lang, one))
        self._insight = one.id
        self.field.show_stored(("insight", one.id), one.text)
        tried = self._lang.plural("{n} tries it", "{n} try it", one.tried_by)
        self.tried.setText(tried if one.tried_by else "")
        said = N_("Replace this one") if replacing else N_("Not home")
        words = self._lang.text(said)
        self.out.setAccessibleName(f"{words}: {one.text}")
        if self.out.text() != words:
            self.out.setText(words)
            style_by(self.out, "look", "primary" if replacing else "plain")

    def _press(self) -> None:
        self._chooser.press_slot(self._insight)


class Other(QFrame):
    """An insight that is not taken home so far."""

    def __init__(self, chooser: InsightChooser, watch: MeetingWatch, key: str) -> None:
        super().__init__()
        self.setProperty("look", "line")
        self._lang = watch.bridge.lang
        self.text = label("", "body")
        self.tried = label("", "small", tone="accent", wrap=False)
        self._words = self._lang.text(N_("Take home"))
        self.take = button(self._words, lambda: chooser.choose(key), small=True)
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(self.text, 1)
        row.addWidget(self.tried, 0, top)
        row.addWidget(self.take, 0, top)

    def show_insight(self, one: Insight) -> None:
        """Show what it says and how many try it."""
        sort = sort_words(self._lang, one)
        self.text.setText(f"{one.text} · {sort}" if sort else one.text)
        self.take.setAccessibleName(f"{self._words}: {one.text}")
        tried = self._lang.plural("{n} tries it", "{n} try it", one.tried_by)
        self.tried.setText(tried)
        self.tried.setVisible(bool(one.tried_by))


def sort_words(lang: Language, one: Insight) -> str:
    """What it is, where that is anything but an insight."""
    word = takeaway_word(one.kind)
    return lang.text(word) if word else ""
