"""Fields of which one is chosen: chips, and lists of people and things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.field import FieldDesk, FieldWidget, Shown
from facilitator.ui.content.sorts import FieldRow, age_words
from facilitator.ui.parts import ChoiceChips, label


class Choice(FieldWidget):
    """One of a few, as chips."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        named = [
            (key, self.lang.text(words) if words else age_words(self.lang, key), "accent")
            for key, words in row.choices
        ]
        self.column.addWidget(label(self.title, "small"))
        self.chips = ChoiceChips(self.title, named)
        self.chips.chosen.connect(self._choose)
        self.column.addWidget(self.chips)

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        self.chips.choose(self.row.of(shown.thing) or "")

    def _choose(self, key: str) -> None:
        # Only a sex that is not said is stored as none.
        self.change_said(key or (None if self.row.column == "sex" else ""))


class _Box(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class FromList(FieldWidget):
    """One of the rows of another table, or none."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__(desk, row)
        self.box = _Box()
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(8)
        self.box.activated.connect(lambda _at: self.change_said(self.box.currentData() or None))
        self.field(self.box)
        self._choices: tuple[tuple[str, str], ...] = ()

    def show_thing(self, shown: Shown) -> None:
        super().show_thing(shown)
        choices = _CHOICES[self.row.kind](self.bridge, shown)
        if choices != self._choices:
            self._choices = choices
            self.box.clear()
            for key, words in choices:
                self.box.addItem(words, key)
        self.box.setCurrentIndex(max(0, self.box.findData(self.row.of(shown.thing) or "")))


def _presenters(bridge: Bridge, shown: Shown) -> tuple[tuple[str, str], ...]:
    now = getattr(shown.thing, "presenter", None)
    today = bridge.today()
    people = bridge.ask(queries.members, bridge.cluster, today)
    known = [(one.id, one.name) for one in people if one.is_active(today) or one.id == now]
    return (("", bridge.lang.text(N_("nobody yet"))), *known)


def _specialties(bridge: Bridge, shown: Shown) -> tuple[tuple[str, str], ...]:
    """Every specialty, that of the cluster, and the one it is for now."""
    own = bridge.ask(queries.cluster, bridge.cluster, bridge.today()).specialty
    key = bridge.ask(queries.specialty_named, own) if own else None
    found = {key: own} if key else {}
    now = getattr(shown.thing, "specialty", None)
    if now is not None:
        found.setdefault(now, getattr(shown.thing, "specialty_name", ""))
    return (("", bridge.lang.text(N_("all specialties"))), *found.items())


def _packages(bridge: Bridge, _shown: Shown) -> tuple[tuple[str, str], ...]:
    known = bridge.ask(queries.packages, bridge.cluster)
    none = bridge.lang.text(N_("no cluster package"))
    return (("", none), *((one.id, one.title) for one in known))


_CHOICES: Mapping[str, Callable[[Bridge, Shown], tuple[tuple[str, str], ...]]] = MappingProxyType(
    {"presenter": _presenters, "specialty": _specialties, "package": _packages}
)
