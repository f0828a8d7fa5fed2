"""One wave of the survey among the members as a form of counts, checked at the field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from facilitator.domain.benchmarks import MEASURES, Measure
from facilitator.domain.surveys import Counts, Survey, find_faults
from facilitator.edits import history as edits
from facilitator.language import N_, Language
from facilitator.ui.bridge import Bridge
from facilitator.ui.history.day import DayField
from facilitator.ui.parts import Card, Field, button, label, set_tone
from facilitator.ui.parts.own_undo import OwnUndoLine
from facilitator.ui.past.history_button import history_button
from facilitator.ui.run.pulse_card import CountBox

ASKED = tuple(measure for measure in MEASURES if measure.id != "response_rate")
"""What is typed; how many answered is known from the two numbers above."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: the day, texts, and numbers as they were typed."""

    day: str
    texts: tuple[str, ...]
    numbers: tuple[str, ...]


class _Question:
    """One question: how many said yes, of how many, what that is, and what is wrong with it."""

    def __init__(self, measure: Measure, lang: Language) -> None:
        self.id, self._lang = measure.id, lang
        words = lang.text(measure.question)
        self.words = label(words)
        self.yes = CountBox(f"{words} {lang.text(N_('Yes'))}")
        self.of = CountBox(f"{words} {lang.text(N_('Answered this question'))}")
        self.said = label("", "small", number=True)

    @property
    def boxes(self) -> tuple[CountBox, CountBox]:
        return self.yes, self.of

    def tell(self, answered: int | None, wrong: str) -> None:
        """Say the share, or what is wrong."""
        k = _number(self.yes)
        n = _number(self.of)
        n = answered if n is None else n
        fits = k is not None and n is not None and n > 0 and k <= n
        share = self._lang.share(k or 0, n or 0) if fits else ""
        self.said.setText(wrong or share)
        set_tone(self.said, "bad" if wrong else "")
        for box in self.boxes:
            box.setAccessibleDescription(wrong or share)


class SurveyForm(Card):
    """One wave. `saved` with its id when it is in the store; `removed` when it is not any more."""

    saved = Signal(str)
    removed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._survey = ""
        text = self._lang.text
        self.title = label("", "h2")
        self.day = DayField(self._lang, text(N_("When it was held")), bridge.today)
        self.name = OwnUndoLine()
        self.invited = CountBox(text(N_("Asked")))
        self.answered = CountBox(text(N_("Answered")))
        self._invited = Field(text(N_("Asked")), self.invited)
        self._answered = Field(text(N_("Answered")), self.answered)
        self._rate = label("", "small", number=True)
        self.questions = tuple(_Question(measure, self._lang) for measure in ASKED)
        self.note = OwnUndoLine()
        self.save_button = button(text(N_("Save the survey")), self.save, primary=True)
        self.remove_button = button(
            text(N_("Delete this survey")), self.remove, small=True, danger=True
        )
        self.past_button = history_button(bridge)
        self._boxes = (
            self.invited,
            self.answered,
            *(box for question in self.questions for box in question.boxes),
        )
        self._lay()
        for at, box in enumerate(self._boxes):
            box.counted.connect(self._check)
            box.wanted.connect(partial(self._go, at))
            box.textChanged.connect(lambda _text: self._tell({}))
        self.show_survey(None)

    def _lay(self) -> None:
        text = self._lang.text
        self.body.setSpacing(12)
        self.body.addWidget(self.title)
        first = QHBoxLayout()
        first.setSpacing(16)
        top = Qt.AlignmentFlag.AlignTop
        first.addWidget(self.day, 2, top)
        first.addWidget(Field(text(N_("Title, if it has one")), self.name), 3, top)
        self.body.addLayout(first)
        counts = QHBoxLayout()
        counts.setSpacing(16)
        counts.addWidget(self._invited, 0, top)
        counts.addWidget(self._answered, 0, top)
        counts.addWidget(self._rate, 1, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(counts)
        self.body.addLayout(self._grid())
        self.body.addWidget(Field(text(N_("Note")), self.note))
        only = N_("Only counts are kept, never who answered what.")
        self.body.addWidget(label(text(only), "small"))
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addWidget(self.past_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        self.body.addLayout(foot)

    def _grid(self) -> QGridLayout:
        text = self._lang.text
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        for column, head in ((1, N_("Yes")), (2, N_("of"))):
            grid.addWidget(
                label(text(head), "small", wrap=False), 0, column, Qt.AlignmentFlag.AlignCenter
            )
        for at, question in enumerate(self.questions):
            row = 1 + 3 * at
            grid.addWidget(question.words, row, 0)
            grid.addWidget(question.said, row + 1, 0)
            for column, box in enumerate(question.boxes, 1):
                grid.addWidget(box, row, column, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(row + 2, 6)
        return grid

    # -- shown

    def show_survey(self, survey: Survey | None, typed: Typed | None = None) -> None:
        """Show a wave, none for a new one, or what was typed of it and not saved."""
        self._survey = survey.id if survey else ""
        text = self._lang.text
        self.title.setText(text(N_("Change the survey") if survey else N_("A new survey")))
        for about in (self.remove_button, self.past_button):
            about.setVisible(survey is not None)
        self.take(typed_of(survey, self._bridge.today(), self._lang) if typed is None else typed)
        self._tell({})

    @property
    def survey(self) -> str:
        """The id of the wave shown; empty for a new one."""
        return self._survey

    @property
    def typed(self) -> Typed:
        """What stands in the fields."""
        texts = self.name.text(), self.note.text()
        return Typed(self.day.line.text(), texts, tuple(box.text() for box in self._boxes))

    def take(self, typed: Typed) -> None:
        """Put this into the fields."""
        self.day.line.setText(typed.day)
        self.day.field.set_error("")
        self.name.setText(typed.texts[0])
        self.note.setText(typed.texts[1])
        for box, count in zip(self._boxes, typed.numbers, strict=True):
            box.show_count(count)
        answered = self.answered.text()
        for question in self.questions:
            question.of.setPlaceholderText(answered)

    # -- checked

    @property
    def counts(self) -> Counts:
        """What is typed of each question that has an answer."""
        return {
            question.id: (int(question.yes.text()), _number(question.of))
            for question in self.questions
            if question.yes.text()
        }

    def faults(self) -> dict[str, str]:
        """What cannot be, in words, by the field."""
        lang = self._lang
        found = find_faults(_number(self.invited), _number(self.answered), self.counts)
        said = {field: fault.in_words(lang) for field, fault in found.items()}
        for question in self.questions:
            if question.of.text() and not question.yes.text():
                said[question.id] = lang.text(N_("Write how many said yes."))
        return said

    def _check(self) -> None:
        """Say what is wrong of what is typed; nothing of what is still empty."""
        self._tell({} if not self.answered.text() else self.faults())

    def _tell(self, faults: dict[str, str]) -> None:
        lang = self._lang
        invited, answered = _number(self.invited), _number(self.answered)
        self._answered.set_error(faults.get("answered", ""))
        fits = invited and answered is not None and answered <= invited
        rate = lang.text(
            N_("Response rate: {share}"), share=lang.share(answered or 0, invited or 0)
        )
        self._rate.setText(rate if fits else "")
        for question in self.questions:
            question.of.setPlaceholderText(self.answered.text())
            wrong = faults.get(question.id) or faults.get(f"{question.id}.n", "")
            question.tell(answered, wrong)

    # -- done

    def save(self) -> None:
        """Store the wave, if everything fits; what does not is said at its field."""
        for box in self._boxes:
            box.commit()
        day, faults = self.day.read(), self.faults()
        self._tell(faults)
        answered = _number(self.answered)
        if faults or day is None or answered is None or self._bridge.cluster is None:
            self._focus_fault(faults)
            return
        key = self._store(day, answered)
        if key:
            self.saved.emit(key)

    def _store(self, day: date, answered: int) -> str:
        bridge = self._bridge
        invited, title, note = _number(self.invited), self.name.text(), self.note.text()
        about = {"title": title.strip(), "note": note.strip()}
        if not self._survey:
            made = bridge.do(
                N_("Enter a survey"),
                edits.add_survey,
                bridge.cluster,
                day,
                answered,
                self.counts,
                invited=invited,
                **about,  # type: ignore[arg-type]
            )
            return made or ""
        bridge.leaving.emit()
        done = bridge.guarded(
            lambda: (
                bridge.attempt(
                    N_("Change a survey"),
                    edits.change_survey,
                    self._survey,
                    self.counts,
                    held=day,
                    answered=answered,
                    invited=invited,
                    **about,  # type: ignore[arg-type]
                ),
            )
        )
        return self._survey if done else ""

    def _focus_fault(self, faults: dict[str, str]) -> None:
        fields: dict[str, QWidget] = {"answered": self.answered}
        for question in self.questions:
            fields[question.id], fields[f"{question.id}.n"] = question.boxes
        wrong = next((fields[field] for field in fields if field in faults), self.day.line)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self) -> None:
        """Remove the wave; it can be undone."""
        bridge, survey = self._bridge, self._survey
        bridge.leaving.emit()
        step = N_("Delete a survey")
        done = bridge.guarded(lambda: (bridge.attempt(step, edits.remove_survey, survey),))
        if done is not None:
            undo = (self._lang.text(N_("Undo")), bridge.undo)
            said = self._lang.text(N_("The survey has been deleted."))
            bridge.say(said, key="survey", answers=(undo,))
            self.removed.emit()

    def _go(self, at: int, by: int) -> None:
        if 0 <= at + by < len(self._boxes):
            self._boxes[at + by].setFocus(Qt.FocusReason.TabFocusReason)


def _number(box: CountBox) -> int | None:
    return int(box.text()) if box.text() else None


def typed_of(survey: Survey | None, today: date, lang: Language) -> Typed:
    """A wave as it stands in the fields; a new one is of today."""
    if survey is None:
        return Typed(lang.date_text(today), ("", ""), ("",) * (2 + 2 * len(ASKED)))
    numbers = ["" if survey.invited is None else str(survey.invited), str(survey.answered)]
    for measure in ASKED:
        share = survey.counts.get(measure.id)
        numbers.append("" if share is None else str(share.k))
        own = share is not None and share.n != survey.answered
        numbers.append(str(share.n) if share is not None and own else "")
    texts = survey.title, survey.note
    return Typed(lang.date_text(survey.held), texts, tuple(numbers))
