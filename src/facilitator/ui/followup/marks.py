"""Several commitments marked: put together or gathered on one card, which is said before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.outcomes import Commitment
from facilitator.edits import followup as edits
from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import FlowLayout, button, label
from facilitator.ui.parts.status_look import owner_words


class MarkBar(QFrame):
    """What can be done with the commitments that are marked. `cleared`: mark none any more;
    `left`: the keys go back to what is marked; `stale`: the store is to be asked again.

    Nothing is done before it was said what happens.
    """

    cleared = Signal()
    left = Signal()
    stale = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._marked: tuple[Commitment, ...] = ()
        self._act: Callable[[], None] = self._clear
        text = self._lang.text
        self.setProperty("look", "card")
        self.setAccessibleName(text(N_("Commitments marked")))
        self.count = label("", "strong", wrap=False)
        self.merge = button(text(N_("Put together…")), self._ask_merge, small=True)
        self.together = button(text(N_("Gather on one card…")), self._ask_together, small=True)
        self.none = button(text(N_("Mark none")), self._clear, small=True, plain=True)
        self.said = label("", "body")
        self.kept = QComboBox()
        self.kept.setAccessibleName(text(N_("Which one stays")))
        self.kept.setMaximumWidth(theme.px(380))
        self.kept.activated.connect(lambda _: self._say_merge())
        self.go = button("…", self._go, primary=True, small=True)
        self.back = button(text(N_("Cancel")), self._step_back, small=True)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        head, self._asked = QWidget(), QWidget()
        flow = FlowLayout(head, 8)
        self.count.setMinimumHeight(self.merge.sizeHint().height())
        for part in (self.count, self.merge, self.together, self.none):
            flow.addWidget(part)
        answers = QHBoxLayout()
        for widget in (self.kept, self.go, self.back):
            answers.addWidget(widget)
        answers.addStretch(1)
        below = QVBoxLayout(self._asked)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.said)
        below.addLayout(answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(head)
        column.addWidget(self._asked)
        self._asked.hide()

    def show_marked(self, marked: Sequence[Commitment]) -> None:
        """Show how many are marked; nothing without any."""
        if tuple(marked) != self._marked:
            self._unask()
        self._marked = tuple(marked)
        n = len(self._marked)
        self.count.setText(self._lang.plural("{n} commitment marked", "{n} commitments marked", n))
        for part in (self.merge, self.together):
            part.setEnabled(n > 1)
        self.setVisible(bool(n))

    def focus_first(self) -> None:
        """Put the keys where it is chosen what is done."""
        self.merge.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_after(self, before: QWidget) -> None:
        """Let Tab come here from another part."""
        for part in (self.merge, self.together, self.none, self.kept, self.go, self.back):
            QWidget.setTabOrder(before, part)
            before = part

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._step_back()
        else:
            super().keyPressEvent(event)

    def _step_back(self) -> None:
        """First the question goes, then the marks."""
        if self._asked.isHidden():
            self._clear()
        else:
            self._unask()
            self.left.emit()

    def _clear(self) -> None:
        self.cleared.emit()
        self.left.emit()

    # -- said before it is done

    def _ask_merge(self) -> None:
        if not self._is_of_one():
            self._ask_together(
                self._lang.text(
                    N_(
                        "They are tried by different people, so they are not put together:"
                        " each keeps a status of their own."
                    )
                )
            )
            return
        self.kept.clear()
        for one in sorted(self._marked, key=lambda one: (one.agreed, one.id)):
            self.kept.addItem(one.action, one.id)
        self._say_merge()
        self._ask(N_("Put together"), self._merge, keeps=True)

    def _is_of_one(self) -> bool:
        return len({(one.member, one.clinic, one.whole_cluster) for one in self._marked}) == 1

    def _say_merge(self) -> None:
        lang, others = self._lang, len(self._marked) - 1
        words = lang.plural(
            "“{kept}” stays. What was said of the other one, and its small tests, move to it; then"
            " the other one is gone. Ctrl+Z takes it back.",
            "“{kept}” stays. What was said of the {n} others, and their small tests, move to it;"
            " then they are gone. Ctrl+Z takes it back.",
            others,
            kept=self.kept.currentText(),
        )
        self.said.setText(words)

    def _ask_together(self, because: str = "") -> None:
        lang = self._lang
        owners = list(dict.fromkeys(owner_words(one, lang) for one in self._marked))
        words = lang.text(
            N_(
                "They become one card with a chip for each: {owners}. Each keeps its own status,"
                " words and day. Ctrl+Z takes it back."
            ),
            owners=lang.list_and(owners),
        )
        self.said.setText(f"{because} {words}".strip())
        self._ask(N_("Gather them on one card"), self._together, keeps=False)

    def _ask(self, words: str, act: Callable[[], None], *, keeps: bool) -> None:
        self._act = act
        self.go.setText(self._lang.text(words))
        self.go.setAccessibleName(self._lang.text(words))
        self.kept.setVisible(keeps)
        self._asked.show()
        self.go.setFocus()

    def _unask(self) -> None:
        self._asked.hide()

    def _go(self) -> None:
        self._act()

    def _merge(self) -> None:
        kept = str(self.kept.currentData())
        others = [one.id for one in self._marked if one.id != kept]
        self._do(N_("Put commitments together"), edits.merge, kept, others)

    def _together(self) -> None:
        keys = [one.id for one in sorted(self._marked, key=_age)]
        self._do(N_("Gather commitments on one card"), edits.hang_together, keys)

    def _do(self, step: str, verb: Callable[..., object], *args: object) -> None:
        self._bridge.leaving.emit()
        seen = {one.id: one.version for one in self._marked}
        done = self._bridge.guarded(lambda: (self._bridge.attempt(step, verb, *args, seen=seen),))
        if done is not None:
            self._clear()
        else:
            self.stale.emit()


def _age(one: Commitment) -> tuple[datetime, str]:
    return one.agreed, one.id
