"""The cluster's own data, and which of its members sits here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from facilitator.domain.people import Cluster, Member
from facilitator.edits import members as edits
from facilitator.language import N_
from facilitator.log import log
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import Card, Field, indented
from facilitator.ui.text_binding import TextBinding

_TEXTS = (
    ("name", N_("Name of the cluster")),
    ("specialty", N_("Specialty")),
    ("region", N_("Region")),
)
_LANGUAGES = (("da", "Dansk"), ("en", "English"))


class ClusterCard(Card):
    """Fields that are stored as they are typed."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge.lang.text(N_("The cluster")))
        self.setObjectName("cluster_card")
        self._bridge = bridge
        self._cluster: Cluster | None = None
        self._people: tuple[tuple[str, str], ...] = ()
        self._bindings: dict[str, TextBinding] = {}
        for column, title in _TEXTS:
            self._bind(column, title, QLineEdit())
        self.language = QComboBox()
        for key, name in _LANGUAGES:
            self.language.addItem(name, key)
        self.language.activated.connect(self._set_language)
        self._field(N_("Language of agendas and minutes"), self.language)
        rules = QPlainTextEdit(tabChangesFocus=True)
        rules.setFixedHeight(theme.px(120))
        self._bind("ground_rules", N_("Ground rules, one a line"), rules)
        self.first = indented(QSpinBox(minimum=1, maximum=999))
        self.first.setKeyboardTracking(False)
        self.first.valueChanged.connect(self._set_first)
        self._field(
            N_("Number of the first meeting"),
            self.first,
            N_("Holds for meetings made from now on, when there are none yet."),
        )
        self.i_am = QComboBox()
        self.i_am.activated.connect(self._set_i_am)
        self._field(
            N_("I am"),
            self.i_am,
            N_("Shows “My clinic” and says in the history who changed what."),
        )
        self.body.addStretch(1)

    def _bind(self, column: str, title: str, field: QLineEdit | QPlainTextEdit) -> None:
        self._field(title, field)
        self._bindings[column] = TextBinding(
            self._bridge, field, N_("Change cluster"), edits.change_cluster, column
        )

    def _field(self, title: str, editor: QWidget, hint: str = "") -> None:
        text = self._bridge.lang.text
        self.add(Field(text(title), editor, text(hint)))

    def field(self, column: str) -> QLineEdit | QPlainTextEdit:
        """The input of a column."""
        return self._bindings[column].field

    def show_cluster(self, cluster: Cluster, members: Sequence[Member]) -> None:
        """Show the stored values. Texts being typed stay."""
        self._cluster = cluster
        for column, binding in self._bindings.items():
            binding.bind((cluster.id,), getattr(cluster, column))
        self.language.setCurrentIndex(self.language.findData(cluster.language))
        self.first.blockSignals(True)
        self.first.setValue(cluster.first_number)
        self.first.blockSignals(False)
        self._show_people(members)

    def _show_people(self, members: Sequence[Member]) -> None:
        nobody = "", self._bridge.lang.text(N_("Not said"))
        people = (nobody, *((one.id, one.name) for one in members))
        if people != self._people:
            self._people = people
            self.i_am.clear()
            for key, name in people:
                self.i_am.addItem(name, key)
        me = self._bridge.settings.get("i_am", self._bridge.cluster)
        self.i_am.setCurrentIndex(max(0, self.i_am.findData(me)))

    def _set_language(self, _at: int) -> None:
        self._change("language", self.language.currentData())

    def _set_first(self, number: int) -> None:
        self._change("first_number", number)

    def _change(self, column: str, value: Any) -> None:
        if self._cluster is not None and getattr(self._cluster, column) != value:
            key = self._cluster.id
            self._bridge.do(N_("Change cluster"), edits.change_cluster, key, **{column: value})

    def _set_i_am(self, _at: int) -> None:
        bridge, me = self._bridge, str(self.i_am.currentData())
        try:
            bridge.settings.set("i_am", me, bridge.cluster)
        except OSError:
            log.warning("the settings could not be written")
            said = N_("The settings could not be saved. They hold until the program is closed.")
            bridge.say(bridge.lang.text(said), "warn", key="settings")
        if bridge.store is not None:
            bridge.store.member = me or None
