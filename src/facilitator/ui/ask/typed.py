"""Answers that a member told, on the telephone perhaps, typed in by whoever heard them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.between import LONGEST_ANSWER, Answer, Line, Met, Told
from facilitator.domain.statuses import STATUSES, status
from facilitator.edits.replies import store_answers
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import Card, Field, Tag, button, label, scroll_area, tag
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.parts.status_look import FAMILIES, owner_words

_FIELDS = (
    N_("Experience"),
    N_("What is in the way?"),
    N_("Next step"),
)
_LABEL = N_("Type in the answers of a member")


@dataclass(frozen=True, slots=True)
class Asked:
    """A commitment and the fields in which is answered."""

    told: Told
    stands: Tag
    status: QComboBox
    texts: tuple[GrowingText, ...]

    @property
    def answer(self) -> Answer:
        texts = (one.toPlainText().strip()[:LONGEST_ANSWER] for one in self.texts)
        return Answer(self.told.commitment.id, self.status.currentData(), *texts)


class AskTyped(QWidget):
    """A card for each commitment of a member. Emits `stored` when the answers are."""

    stored = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.asked: tuple[Asked, ...] = ()
        self.unstored: Unstored | None = None
        text = bridge.lang.text
        self.who = QComboBox()
        self.who.setMinimumContentsLength(22)
        self.who.activated.connect(lambda _index: self._fill())
        self.save_button = button(text(N_("Store the answers")), self.store, primary=True)
        self._said = label("", "muted")
        self._lay()

    def _lay(self) -> None:
        text = self.bridge.lang.text
        top = QHBoxLayout()
        top.addWidget(Field(text(N_("Who answered?")), self.who))
        top.addWidget(label(text(N_("Leave empty what was not asked about.")), "muted"), 1)
        holder = QWidget()
        self._cards = QVBoxLayout(holder)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(12)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(scroll_area(holder, text(N_("Answers"))), 1)
        column.addLayout(foot)

    # -- what the panel asks

    def begin(self) -> None:
        """Offer the members; what was typed of the one chosen stays."""
        if self.bridge.cluster is None:
            return
        people = self.bridge.ask(queries.people_asked, self.bridge.cluster)
        chosen = self.who.currentData()
        if [one.id for one in people] == [self.who.itemData(n) for n in range(self.who.count())]:
            return
        self.who.clear()
        for one in people:
            self.who.addItem(one.name, one.id)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self._fill()

    def refresh(self) -> None:
        """Show how everything stands now; what was typed stays while it is still asked about."""
        self.begin()
        key, cluster = self.who.currentData(), self.bridge.cluster
        if key is None or cluster is None:
            return
        now = {one.commitment.id: one for one in self.bridge.ask(queries.asking, key).told}
        is_typed = any(not one.answer.is_empty for one in self.asked)
        if set(now) != {one.told.commitment.id for one in self.asked} and not is_typed:
            self._fill()
            return
        # What was closed meanwhile is no longer asked about, but what was typed of it stays.
        for one in self.bridge.ask(queries.commitments, cluster):
            now.setdefault(one.id, Told(one, one.status))
        self.asked = tuple(
            replace(one, told=now.get(one.told.commitment.id, one.told)) for one in self.asked
        )
        for asked in self.asked:
            asked.stands.setText(self.bridge.lang.text(status(asked.told.status).title))
            asked.stands.set_family(FAMILIES[asked.told.status])

    def store(self) -> None:
        """Store what was typed, as what the member said."""
        met = self._met()
        if met is None or self.unstored is None or not met.lines:
            return
        if self.unstored.do(_LABEL, store_answers, met) is None:
            self.refresh()
            return
        lang, n = self.bridge.lang, len(met.lines)
        said = lang.plural("{n} answer is stored.", "{n} answers are stored.", n)
        undo = (lang.text(N_("Undo")), self.bridge.undo)
        self.who.clear()
        self.stored.emit()
        self.bridge.say(said, "ok", key="undo", answers=(undo,))

    # -- showing

    def _fill(self) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        key = self.who.currentData()
        told = self.bridge.ask(queries.asking, key).told if key else ()
        self.asked = tuple(self._make(one) for one in told)
        texts = [text for one in self.asked for text in one.texts]
        self.unstored = Unstored(self.bridge, self.store, *texts) if texts else None
        for text in texts:
            text.textChanged.connect(self._show_count)
        self._cards.addStretch(1)
        self._show_count()

    def _make(self, told: Told) -> Asked:
        lang, one, card = self.bridge.lang, told.commitment, Card()
        card.setAccessibleName(one.action)
        head = QHBoxLayout()
        head.addWidget(label(one.action, "strong"), 1)
        stands = tag(lang.text(status(told.status).title), FAMILIES[told.status])
        head.addWidget(stands)
        card.body.addLayout(head)
        card.add(label(owner_words(one, lang), "small"))
        box = QComboBox()
        box.addItem("", None)
        for row in STATUSES:
            box.addItem(lang.text(row.title), row.id)
        box.activated.connect(lambda _index: self._show_count())
        texts = tuple(GrowingText(lang.text(name)) for name in _FIELDS)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Field(lang.text(N_("How is it going?")), box), 0, 0, top)
        for column, (name, field) in enumerate(zip(_FIELDS, texts, strict=True), 1):
            grid.addWidget(Field(lang.text(name), field), 0, column, top)
            grid.setColumnStretch(column, 3)
        box.setMinimumWidth(theme.px(150))
        card.body.addLayout(grid)
        self._cards.addWidget(card)
        return Asked(told, stands, box, texts)

    def _show_count(self) -> None:
        lang, met = self.bridge.lang, self._met()
        count = len(met.lines) if met else 0
        said = lang.plural("{n} answer will be stored.", "{n} answers will be stored.", count)
        nothing = N_("This member has nothing open.") if not self.asked else ""
        self._said.setText(said if count else lang.text(nothing))
        self.save_button.setEnabled(bool(count))

    def _met(self) -> Met | None:
        """What was typed, as a reply that is all new."""
        key, cluster = self.who.currentData(), self.bridge.cluster
        if key is None or cluster is None:
            return None
        lines = tuple(
            Line(one.answer, "new", one.told.commitment)
            for one in self.asked
            if not one.answer.is_empty
        )
        at = self.bridge.clock.utc()
        return Met(cluster, "", key, self.who.currentText(), at, lines)
