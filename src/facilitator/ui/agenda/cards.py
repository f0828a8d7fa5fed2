"""The cards beside an agenda: its check, its goals, what can be added, and making it fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from facilitator.clock import new_id
from facilitator.domain import kinds
from facilitator.domain.advice import Said
from facilitator.domain.agenda import Agenda, Goal
from facilitator.domain.patterns import Pattern
from facilitator.edits import agenda as edits
from facilitator.language import N_, Language
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import Card, TickLine, button, label, plain_tooltip, set_tone
from facilitator.ui.text_binding import TextBinding

PALETTE = (
    ("case", N_("Case")),
    ("guideline", N_("Guideline")),
    ("data", N_("Data")),
    ("talk", N_("External talk")),
    ("exchange", N_("Exchange of experience")),
    ("break", N_("Break")),
)
_GOALS = 3


class CheckCard(Card):
    """What the fact sheets advise of this agenda: first what is missing, the rest on request.

    Emits `mending` with a Mend.
    """

    mending = Signal(object)

    def __init__(self, lang: Language) -> None:
        super().__init__(lang.text(N_("Agenda check")))
        self._lang = lang
        self._said: tuple[Said, ...] | None = None
        self._lines: list[QWidget] = []
        self._open = False
        self._more = button("", self._toggle, plain=True, small=True, name="…")
        self.body.setSpacing(0)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_said(self, said: tuple[Said, ...]) -> None:
        """Show what was found, or nothing. Lines that are the same stay, with the focus on their
        buttons."""
        if said != self._said:
            self._said = said
            self._fill()
        self.setVisible(bool(said))

    @property
    def missing(self) -> int:
        """How many suggestions there are."""
        return sum(not one.finding.done for one in self._said or ())

    def _toggle(self) -> None:
        self._open = not self._open
        self._fill()

    def _fill(self) -> None:
        for line in self._lines:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        said = self._said or ()
        missing = [one for one in said if not one.finding.done]
        done = [one for one in said if one.finding.done]
        shown = missing + (done if self._open or not missing else [])
        self._lines = [self._line(one) for one in shown]
        for n, line in enumerate(self._lines):
            self.body.insertWidget(n + 1, line)
        self._say_more(len(done), bool(missing))

    def _say_more(self, done: int, some_missing: bool) -> None:
        lang = self._lang
        self._more.setVisible(some_missing and done > 0)
        if self._open:
            said = lang.text(N_("Hide what is in order"))
        else:
            said = lang.plural("✓ {n} more is in order", "✓ {n} more are in order", done)
        self._more.setText(said)
        self._more.setAccessibleName(said)

    def _line(self, one: Said) -> TickLine:
        lang, mend = self._lang, one.finding.mend
        mender = None
        if mend is not None:
            mender = button(lang.text(mend.label), lambda: self.mending.emit(mend), small=True)
        line = TickLine(one.finding.said(lang), one.finding.done, mender)
        plain_tooltip(line, lang.text(one.advice.source))
        line.setAccessibleDescription(lang.text(one.advice.source))
        return line


class GoalsCard(Card):
    """One to three goals: “When we go home, we can …”. An emptied one is gone when it is left."""

    def __init__(self, bridge: Bridge) -> None:
        lang = bridge.lang
        super().__init__(lang.text(N_("Goals for the meeting")))
        self._bridge = bridge
        self._meeting = ""
        self.body.setSpacing(4)
        self.add(label(lang.text(N_("When we go home, we can …")), "small"))
        self.fields = tuple(self._field(n) for n in range(_GOALS))
        self._bindings = tuple(
            TextBinding(bridge, one, N_("Write a goal"), edits.write_goal) for one in self.fields
        )
        self._ids = [new_id() for _ in range(_GOALS)]
        self._stored: tuple[Goal, ...] = ()

    def show_agenda(self, agenda: Agenda) -> None:
        """Show the goals and one empty field more, up to three."""
        known = {goal.id for goal in self._stored}
        if agenda.meeting.id != self._meeting:
            known |= set(self._ids)
        self._meeting, self._stored = agenda.meeting.id, agenda.goals[:_GOALS]
        for n, (field, binding) in enumerate(zip(self.fields, self._bindings, strict=True)):
            goal = self._stored[n] if n < len(self._stored) else None
            if goal is not None:
                self._ids[n] = goal.id
            elif self._ids[n] in known:
                self._ids[n] = new_id()
            binding.bind((self._meeting, self._ids[n]), goal.text if goal else "")
            field.setVisible(n <= len(self._stored))
            field.setReadOnly(agenda.meeting.is_read_only)

    def focus_free(self) -> None:
        """Go to the first field that is empty, else the first."""
        free = [one for one in self.fields if not one.isHidden() and not one.text()]
        (free or list(self.fields))[0].setFocus()

    def _field(self, n: int) -> QLineEdit:
        lang = self._bridge.lang
        field = GoalField()
        field.setAccessibleName(lang.text(N_("Goal {n}"), n=n + 1))
        field.setPlaceholderText(lang.text(N_("use … already tomorrow")) if n == 0 else "")
        field.left.connect(self._drop_empty)
        self.add(field)
        return field

    def _drop_empty(self) -> None:
        for goal in self._stored:
            at = self._ids.index(goal.id)
            if not goal.text.strip() and not self.fields[at].text():
                self._bridge.do(N_("Remove goal"), edits.remove_goal, goal.id)
                return


class GoalField(QLineEdit):
    """Says when it was left."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class AddCard(Card):
    """The palette. Emits `adding` with the id of a kind, `block_wanted` with that of an own block,
    or `keeping` to keep the items chosen as one.

    `blocks` answers the own blocks there are when the menu opens. `small_button` stands elsewhere
    and opens the menu, with every kind in it while the card is hidden.
    """

    adding = Signal(str)
    block_wanted = Signal(str)
    keeping = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.blocks: Callable[[], Sequence[Pattern]] = tuple
        title = lang.text(N_("Add an item"))
        self.setAccessibleName(title)
        head = QHBoxLayout()
        head.addWidget(label(title, "h2"), 1)
        head.addWidget(self._more(lang))
        self.body.addLayout(head)
        grid = QGridLayout()
        grid.setSpacing(4)
        for n, (kind, text) in enumerate(PALETTE):
            made = button(lang.text(text), partial(self.adding.emit, kind), small=True)
            grid.addWidget(made, n // 2, n % 2)
        self.body.addLayout(grid)

    def _more(self, lang: Language) -> QPushButton:
        made = button(lang.text(N_("Other kinds")), lambda: None, small=True, plain=True)
        self.menu = QMenu(made)
        self.menu.aboutToShow.connect(lambda: self._fill(lang))
        self.small_button = button(lang.text(N_("Add an item")), lambda: None, small=True)
        for one in (made, self.small_button):
            one.setMenu(self.menu)
            one.setProperty("opens", "true")
        return made

    def _fill(self, lang: Language) -> None:
        self.menu.clear()
        shown = () if self.isHidden() else tuple(kind for kind, _ in PALETTE)
        for kind in kinds.KINDS:
            if kind.id not in shown and kind.place == "free":
                action = self.menu.addAction(lang.text(kind.title).replace("&", "&&"))
                action.triggered.connect(lambda _=False, key=kind.id: self.adding.emit(key))
        self.menu.addSeparator()
        for block in self.blocks():
            what = lang.text(N_("Block “{title}”"), title=block.title)
            named = f"{what}, {lang.duration(block.minutes)}".replace("&", "&&")
            action = self.menu.addAction(named)
            action.triggered.connect(lambda _=False, key=block.id: self.block_wanted.emit(key))
        keep = lang.text(N_("Save the items chosen as a block…"))
        self.menu.addAction(keep).triggered.connect(lambda: self.keeping.emit())


class BudgetLine(QWidget):
    """Says by how much the agenda is too long, or how many minutes are to spare."""

    fitting = Signal()
    giving = Signal()
    sharing = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self.said = label("", "small")
        self.fit_button = button(lang.text(N_("Make it fit")), self.fitting.emit, small=True)
        give = lang.text(N_("Give them to the item chosen"))
        self.give_button = button(give, self.giving.emit, small=True)
        self.share_button = button(lang.text(N_("Share them out")), self.sharing.emit, small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self.fit_button)
        row.addWidget(self.give_button)
        row.addWidget(self.share_button)

    def show_budget(self, seconds: int, *, can_change: bool) -> None:
        """Seconds to spare, negative when over-full; nothing is said of 0."""
        self.setVisible(bool(seconds))
        minutes = -(-abs(seconds) // 60)
        length = self._lang.duration(minutes)
        if seconds < 0:
            said = self._lang.text(N_("The agenda is {length} too long"), length=length)
        else:
            said = self._lang.text(N_("{length} are not planned yet"), length=length)
        self.said.setText(said)
        self.said.setProperty("role", "strong" if seconds < 0 else "small")
        set_tone(self.said, "bad" if seconds < 0 else "")
        self.fit_button.setVisible(seconds < 0 and can_change)
        for one in (self.give_button, self.share_button):
            one.setVisible(seconds > 0 and can_change)
