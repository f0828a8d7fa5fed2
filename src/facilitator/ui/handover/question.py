"""What was changed in both places, one thing at a time, both texts side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from facilitator.domain.handover import Place
from facilitator.domain.handover_merge import Choice
from facilitator.domain.handover_words import Line, Question, say_asked
from facilitator.language import N_, Language
from facilitator.ui.parts import Card, ChoiceChips, button, label

_MINE: Choice = "mine"
_THEIRS: Choice = "theirs"


class QuestionsCard(Card):
    """Shows the questions one by one. `answered`: something was chosen, see `choices`."""

    answered = Signal()

    def __init__(self, lang: Language, questions: Sequence[Question]) -> None:
        super().__init__(lang.text(N_("Changed in both places")))
        self._lang, self._questions = lang, questions
        self.choices: dict[Place, Choice] = {}
        self.at = 0
        text = lang.text
        said = f"{say_asked(len(questions), lang)}. "
        self.add(label(said + text(N_("Choose what is to stand for each of them."))))
        self._add_for_all()
        self._head = label("", "strong")
        self._count = label("", "small", number=True)
        self.chips = ChoiceChips(
            text(N_("What is to stand")),
            [
                (_MINE, text(N_("Keep mine")), "accent"),
                (_THEIRS, text(N_("Take theirs")), "accent"),
            ],
        )
        self.chips.chosen.connect(self._choose)
        self._lines = QWidget()
        self._add_one()
        self.show_question(0)

    def _add_for_all(self) -> None:
        text = self._lang.text
        row = QHBoxLayout()
        row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.all_mine = button(
            text(N_("Keep mine everywhere")), lambda: self._choose_all(_MINE), small=True
        )
        self.all_theirs = button(
            text(N_("Take theirs everywhere")), lambda: self._choose_all(_THEIRS), small=True
        )
        row.addWidget(self.all_mine)
        row.addWidget(self.all_theirs)
        self.body.addLayout(row)

    def _add_one(self) -> None:
        text = self._lang.text
        row = QHBoxLayout()
        row.addWidget(self._head, 1)
        row.addWidget(self._count)
        before, after = N_("The one before"), N_("The next one")
        self.back = button(
            "", lambda: self._go(-1), icon="chevron-left", small=True, name=text(before)
        )
        self.forth = button(
            "", lambda: self._go(1), icon="chevron-right", small=True, name=text(after)
        )
        row.addWidget(self.back)
        row.addWidget(self.forth)
        self.body.addSpacing(6)
        self.body.addLayout(row)
        self.add(self._lines)
        self.add(self.chips)

    def show_question(self, at: int) -> None:
        """Show one of the questions."""
        self.at = at
        one = self._questions[at]
        self._head.setText(one.title)
        here = self._lang.text(
            N_("{k} of {n}"),
            k=self._lang.number(at + 1),
            n=self._lang.number(len(self._questions)),
        )
        self._count.setText(here)
        for part in (self.back, self.forth, self._count):
            part.setVisible(len(self._questions) > 1)
        self.back.setEnabled(at > 0)
        self.forth.setEnabled(at + 1 < len(self._questions))
        self.chips.choose(self.choices.get(one.place, ""))
        shown = _side_by_side(one.lines, self._lang)
        self.body.replaceWidget(self._lines, shown)
        self._lines.deleteLater()
        self._lines = shown

    def _go(self, by: int) -> None:
        self.show_question(min(max(self.at + by, 0), len(self._questions) - 1))

    def _choose(self, choice: str) -> None:
        one = self._questions[self.at]
        self.choices[one.place] = _THEIRS if choice == _THEIRS else _MINE
        self.answered.emit()

    def _choose_all(self, choice: Choice) -> None:
        self.choices = {one.place: choice for one in self._questions}
        self.show_question(self.at)
        self.answered.emit()


def _side_by_side(lines: Sequence[Line], lang: Language) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 2, 0, 4)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(8)
    for column, words in enumerate(("", lang.text(N_("Here")), lang.text(N_("In the file")))):
        grid.addWidget(label(words, "small"), 0, column)
    for row, line in enumerate(lines, 1):
        texts = (line.title, line.mine or "–", line.theirs or "–")
        for column, words in enumerate(texts):
            shown = label(words, "body" if column else "small", selectable=column > 0)
            grid.addWidget(shown, row, column, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    return made
