"""The row over the follow-up page: which view, and which commitments are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain import categories, statuses
from facilitator.domain.board import AGES, Chosen, months_before
from facilitator.domain.improvements import Improvement
from facilitator.domain.outcomes import Commitment
from facilitator.domain.people import Clinic
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.followup.known import Known
from facilitator.ui.parts import ChoiceChips, FlowLayout, button, label

_ASIDE = (
    ("shown", N_("Set aside: shown")),
    ("hidden", N_("Set aside: hidden")),
    ("only", N_("Set aside: only these")),
)
_OF_COMMITMENTS = ("topic", "age", "column", "aside")
"""Further filters that tell nothing of an improvement."""


class Filters(QWidget):
    """What is chosen stays while the program runs. Emits `changed`, `turned` with a view."""

    changed = Signal()
    turned = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        text = lang.text
        views = (("board", N_("Board")), ("list", N_("List")), ("improvements", N_("Improvements")))
        self.view = ChoiceChips(
            text(N_("View")), tuple((key, text(words), "accent") for key, words in views), "board"
        )
        self.view.chosen.connect(self.turned)
        which = (("all", text(N_("All")), "accent"), ("open", text(N_("Open")), "accent"))
        self.status = ChoiceChips(text(N_("Which commitments")), which, "all")
        self.status.chosen.connect(lambda _: self.changed.emit())
        self.meeting = self._box(N_("From which meeting"))
        self.clinic = self._box(N_("Of which clinic"))
        # Made when first wanted: the page is to be on the screen sooner.
        self.further: dict[str, QComboBox] = {}
        self.more = button(text(N_("More filters")), self._toggle, small=True, plain=True)
        self.more.setCheckable(True)
        self.told = label("", "small", tone="warn")
        self.clear = button(text(N_("Show all")), self.show_all, small=True)
        self._known: Known | None = None
        self._lay_out()

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self._lang.text(name))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(13)
        box.setMaximumWidth(theme.px(220))
        box.activated.connect(lambda _: self.changed.emit())
        return box

    @property
    def _boxes(self) -> tuple[QComboBox, ...]:
        return (self.meeting, self.clinic, *self.further.values())

    def _make_further(self) -> None:
        text = self._lang.text
        names = {
            "topic": N_("About which topic"),
            "category": N_("Of which category"),
            "age": N_("How old"),
            "column": N_("In which column"),
            "aside": N_("What is set aside"),
        }
        self.further = {key: self._box(name) for key, name in names.items()}
        below = FlowLayout(self._further, 8)
        for box in self.further.values():
            below.addWidget(box)
        self._fill_topics()
        rows = ((row.id, text(row.title)) for row in categories.CATEGORIES)
        _fill(self.further["category"], text(N_("All categories")), rows)
        ages = (
            (n, self._lang.plural("Older than {n} month", "Older than {n} months", n)) for n in AGES
        )
        _fill(self.further["age"], text(N_("All ages")), ages)
        columns = ((column.id, text(column.title)) for column in statuses.COLUMNS)
        _fill(self.further["column"], text(N_("All columns")), columns)
        for key, words in _ASIDE:
            self.further["aside"].addItem(text(words), key)

    def _lay_out(self) -> None:
        self.narrow, self._further, self._said = QWidget(), QWidget(), QWidget()
        top = QWidget()
        flow = FlowLayout(top, 12)
        views = QWidget()
        views.setMinimumHeight(self.meeting.sizeHint().height())
        aside = QHBoxLayout(views)
        aside.setContentsMargins(0, 0, 0, 0)
        aside.addWidget(self.view, 0, Qt.AlignmentFlag.AlignVCenter)
        flow.addWidget(views)
        flow.addWidget(self.narrow)
        inner = QHBoxLayout(self.narrow)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        for part in (self.status, self.meeting, self.clinic, self.more):
            inner.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        said = FlowLayout(self._said, 10)
        self.told.setMinimumHeight(self.clear.sizeHint().height())
        said.addWidget(self.told)
        said.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in (top, self._further, self._said):
            column.addWidget(row)
        self._further.hide()
        self._said.hide()

    def _toggle(self) -> None:
        if not self.further:
            self._make_further()
        self._further.setVisible(self.more.isChecked())
        self._fit()

    def _fit(self) -> None:
        """Show only filters that have an effect on what is in sight."""
        of_commitments = self.view.choice != "improvements"
        self.status.setVisible(of_commitments)
        for key in _OF_COMMITMENTS if self.further else ():
            self.further[key].setVisible(of_commitments)
        if self.further:
            # The board shows them all: three empty ones would look like a loss.
            self.further["column"].setVisible(self.view.choice == "list")

    def fill(self, known: Known) -> None:
        """What can be chosen; what was chosen stays chosen while it is there."""
        lang, mine = self._lang, known.me.clinic if known.me else None
        self._known = known
        self.fill_meetings(known)
        named = ((one.id, _clinic_words(one, mine, lang)) for one in known.clinics)
        _fill(self.clinic, lang.text(N_("All clinics")), named)
        if self.further:
            self._fill_topics()

    def fill_meetings(self, known: Known) -> None:
        """The meetings that what is shown comes from; improvements come from more of them."""
        lang = self._lang
        made: Sequence[Commitment | Improvement] = known.commitments
        if self.view.choice == "improvements":
            made = (*made, *known.improvements)
        numbers = {one.meeting: one.meeting_number for one in made if one.meeting}
        ranked = sorted(numbers.items(), key=lambda pair: pair[1] or 0, reverse=True)
        meetings = ((key, lang.text(N_("Meeting {number}"), number=n)) for key, n in ranked)
        _fill(self.meeting, lang.text(N_("All meetings")), meetings)

    def _fill_topics(self) -> None:
        known = self._known
        used = {one.topic for one in known.commitments} if known is not None else set()
        topics = [pair for pair in known.topics if pair[0] in used] if known is not None else []
        _fill(self.further["topic"], self._lang.text(N_("All topics")), topics)

    def _chosen(self, which: str) -> Any:
        return self.further[which].currentData() if self.further else None

    def wanted(self, known: Known, today: date) -> Chosen:
        """What is chosen."""
        clinic, age = self.clinic.currentData(), self._chosen("age")
        members = known.members if clinic else ()
        return Chosen(
            meeting=self.meeting.currentData(),
            clinic=clinic,
            only_open=self.status.choice == "open",
            members=frozenset(one.id for one in members if one.clinic == clinic),
            topic=self._chosen("topic"),
            category=self._chosen("category") or "",
            before=months_before(today, age) if age else None,
            aside=self._chosen("aside") or "shown",
            today=today,
            column=self._chosen("column") if self.view.choice == "list" else None,
        )

    def show_column(self, column: str) -> None:
        """List what stands in a column by its own status, wherever its cards lie."""
        if not self.further:
            self._make_further()
        box = self.further["column"]
        box.setCurrentIndex(box.findData(column))
        self.view.choose("list")
        self.changed.emit()

    def show_all(self) -> None:
        """Take every filter off."""
        self.status.choose("all")
        for box in self._boxes:
            box.setCurrentIndex(0)
        self.changed.emit()

    def tell(self, hidden: int) -> None:
        """Say how many are hidden, and by what; nothing when none is."""
        self._fit()
        acting = (box for box in self._boxes if not box.isHidden())
        by = [box.currentText() for box in acting if box.currentIndex() > 0]
        if self.status.choice == "open" and not self.status.isHidden():
            by.insert(0, self._lang.text(N_("Open")))
        n = self._lang.number(hidden)
        words = self._lang.text(N_("{n} hidden: {filters}"), n=n, filters=" · ".join(by))
        self.told.setText(words if hidden else "")
        self._said.setVisible(bool(hidden))


def _clinic_words(one: Clinic, mine: str | None, lang: Language) -> str:
    return lang.text(N_("{clinic} (mine)"), clinic=one.name) if one.id == mine else one.name


def _fill(box: QComboBox, everything: str, choices: Iterable[tuple[object, str]]) -> None:
    """Fill a filter anew; what was chosen stays chosen while it is there."""
    chosen = box.currentData()
    box.clear()
    box.addItem(everything, None)
    for key, words in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen else 0)
