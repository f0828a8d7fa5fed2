"""One wave of the survey among the members as a form of counts, checked at the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.benchmarks import MEASURES, Measure
from facilitator.domain.surveys import Against, Counts, Survey, find_faults
from facilitator.edits import history as edits
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.history.day import DayField
from facilitator.ui.parts import Card, Field, button, label, set_tone, tooltip
from facilitator.ui.parts.own_undo import OwnUndoLine
from facilitator.ui.past.history_button import history_button
from facilitator.ui.run.pulse_card import CountBox

ASKED = tuple(measure for measure in MEASURES if measure.id != "response_rate")
"""What is typed; how many answered is known from the two numbers above."""

MOST_IN_THE_COUNTRY = 999_999
_BOXES = 6
"""How many numbers are typed of a question."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: the day, texts, and numbers as they were typed."""

    day: str
    texts: tuple[str, ...]
    numbers: tuple[str, ...]


class _Pair:
    """Two numbers that belong together, what they come to, and what is wrong with them; `is_under`
    another pair that it belongs to."""

    def __init__(
        self, words: str, first: str, second: str, most: int = 999, *, is_under: bool = False
    ) -> None:
        self.is_under = is_under
        self.words = label(words, "small" if is_under else "body")
        self.boxes = CountBox(f"{words} {first}", most), CountBox(f"{words} {second}", most)
        self.said = label("", "small", number=True)

    @property
    def numbers(self) -> tuple[int | None, int | None]:
        """What is typed."""
        first, second = self.boxes
        return _number(first), _number(second)

    @property
    def is_typed(self) -> bool:
        return any(box.text() for box in self.boxes)

    def tell(self, said: str, wrong: str) -> None:
        """Say what the numbers come to, or what is wrong."""
        self.said.setText(wrong or said)
        if self.is_under:
            self.said.setVisible(bool(wrong or said) and not self.words.isHidden())
        set_tone(self.said, "bad" if wrong else "")
        for box in self.boxes:
            box.setAccessibleDescription(wrong or said)


class _Question:
    """One question: how many said yes, of how many, and what that is held against: the whole
    country, and those of the same people who changed their answer since the wave before."""

    def __init__(self, measure: Measure, lang: Language) -> None:
        self.id, self._lang = measure.id, lang
        text, asked = lang.text, lang.text(measure.question)
        yes, of = text(N_("Yes")), text(N_("Answered this question"))
        self.own = _Pair(asked, yes, of)
        self.words, self.said, (self.yes, self.of) = self.own.words, self.own.said, self.own.boxes
        self.national = _Pair(
            text(N_("In the whole country")), yes, of, MOST_IN_THE_COUNTRY, is_under=True
        )
        to_yes, to_no = text(N_("from no to yes")), text(N_("from yes to no"))
        self.changed = _Pair("", to_yes, to_no, is_under=True)
        for box, way in zip(self.changed.boxes, (to_yes, to_no), strict=True):
            box.setToolTip(tooltip(way))
            box.setAccessibleName(f"{asked} {way}")
        for box in self.national.boxes:
            box.setAccessibleName(f"{asked} {box.accessibleName()}")
        self.before: Survey | None = None

    @property
    def pairs(self) -> tuple[_Pair, _Pair, _Pair]:
        return self.own, self.national, self.changed

    @property
    def against(self) -> Against:
        """What is typed of the country, and of those who changed since the wave before."""
        country = self.national.numbers
        if self.before is None or not self.changed.is_typed:
            return Against(*country)
        return Against(*country, self.before.id, *self.changed.numbers)

    def follow(self, before: Survey | None, is_open: bool) -> None:
        """Show the further pairs if they are open, and those of the wave before if there is one."""
        self.before = before
        if before is not None:
            words = N_("Same people, since {day}: from no to yes · from yes to no")
            day = self._lang.date_axis(before.held)
            self.changed.words.setText(self._lang.text(words, day=day))
        for pair, is_shown in ((self.national, True), (self.changed, before is not None)):
            for part in (pair.words, *pair.boxes):
                part.setVisible(is_open and is_shown)
            pair.said.setVisible(is_open and is_shown and bool(pair.said.text()))

    def tell(self, answered: int | None, faults: Mapping[str, str]) -> None:
        """Say each share, or what is wrong."""
        k, n = self.own.numbers
        self.own.tell(self._say(k, answered if n is None else n), _fault(faults, self.id, ".n"))
        self.national.tell(self._say(*self.national.numbers), faults.get(f"{self.id}.national", ""))
        self.changed.tell("", faults.get(f"{self.id}.changed", ""))

    def _say(self, k: int | None, n: int | None) -> str:
        fits = k is not None and n is not None and n > 0 and k <= n
        return self._lang.share(k or 0, n or 0) if fits else ""


def _fault(faults: Mapping[str, str], field: str, further: str) -> str:
    return faults.get(field) or faults.get(f"{field}{further}", "")


class SurveyForm(Card):
    """One wave. `saved` with its id when it is in the store; `removed` when it is not any more."""

    saved = Signal(str)
    removed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._survey = ""
        self._waves: tuple[Survey, ...] = ()
        self._is_open = False
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
            *(box for one in self.questions for pair in one.pairs for box in pair.boxes),
        )
        more = text(N_("The whole country, and how many changed their answer"))
        self.more_button = button(more, self.open_more, icon="plus", small=True)
        self._lay()
        self.day.changed.connect(self._follow)
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
        self.body.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
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
        row = 1
        for question in self.questions:
            for pair in question.pairs:
                words = QVBoxLayout()
                words.setContentsMargins(theme.px(14) if pair.is_under else 0, 0, 0, 0)
                words.setSpacing(3)
                words.addStretch(1)
                words.addWidget(pair.words)
                words.addWidget(pair.said)
                words.addStretch(1)
                grid.addLayout(words, row, 0)
                for column, box in enumerate(pair.boxes, 1):
                    grid.addWidget(box, row, column, Qt.AlignmentFlag.AlignCenter)
                row += 1
            grid.setRowMinimumHeight(row, 6)
            row += 1
        return grid

    # -- shown

    def know(self, waves: Sequence[Survey]) -> None:
        """Take in the waves there are, in order of time."""
        self._waves = tuple(waves)
        self._follow()

    def open_more(self) -> None:
        """Show what the answers are held against, and let it be typed."""
        self._is_open = True
        self._follow()
        self.questions[0].national.boxes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        """Show for each question what it can be held against on the day that stands there."""
        day = self.day.glance()
        earlier = [one for one in self._waves if day and one.held < day and one.id != self._survey]
        for question in self.questions:
            asked = (one for one in reversed(earlier) if question.id in one.counts)
            question.follow(next(asked, None), self._is_open)
        self.more_button.setVisible(not self._is_open)

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
        self._is_open = any(pair.is_typed for one in self.questions for pair in one.pairs[1:])
        self._follow()

    # -- checked

    @property
    def counts(self) -> Counts:
        """What is typed of each question that has an answer."""
        return {
            question.id: (int(question.yes.text()), _number(question.of))
            for question in self.questions
            if question.yes.text()
        }

    @property
    def against(self) -> dict[str, Against]:
        """What is typed that these are held against."""
        found = {question.id: question.against for question in self.questions}
        return {key: found[key] for key in self.counts if found[key] != Against()}

    def faults(self) -> dict[str, str]:
        """What cannot be, in words, by the field."""
        lang, answered = self._lang, _number(self.answered)
        before = {
            one.id: one.before.counts[one.id] for one in self.questions if one.before is not None
        }
        found = find_faults(_number(self.invited), answered, self.counts, self.against, before)
        said = {field: fault.in_words(lang) for field, fault in found.items()}
        for question in self.questions:
            is_typed = any(pair.is_typed for pair in question.pairs)
            if is_typed and not question.yes.text():
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
            question.tell(answered, faults)

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
                self.against,
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
                    self.against,
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
            fields[question.id], fields[f"{question.id}.n"] = question.own.boxes
            fields[f"{question.id}.national"] = question.national.boxes[0]
            fields[f"{question.id}.changed"] = question.changed.boxes[0]
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
        """To the next number that is to be seen."""
        rest = self._boxes[at + 1 :] if by > 0 else self._boxes[:at][::-1]
        found = next((box for box in rest if not box.isHidden()), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)


def _number(box: CountBox) -> int | None:
    return int(box.text()) if box.text() else None


def typed_of(survey: Survey | None, today: date, lang: Language) -> Typed:
    """A wave as it stands in the fields; a new one is of today."""
    if survey is None:
        return Typed(lang.date_text(today), ("", ""), ("",) * (2 + _BOXES * len(ASKED)))
    numbers = ["" if survey.invited is None else str(survey.invited), str(survey.answered)]
    for measure in ASKED:
        share = survey.counts.get(measure.id)
        numbers.append("" if share is None else str(share.k))
        own = share is not None and share.n != survey.answered
        numbers.append(str(share.n) if share is not None and own else "")
        held = survey.against.get(measure.id, Against())
        changed = (held.to_yes, held.to_no) if held.since is not None else (None, None)
        for number in (held.national_k, held.national_n, *changed):
            numbers.append("" if number is None else str(number))
    texts = survey.title, survey.note
    return Typed(lang.date_text(survey.held), texts, tuple(numbers))
