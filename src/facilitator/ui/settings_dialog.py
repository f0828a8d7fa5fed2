"""The dialog of settings, made from the rows of SETTINGS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from facilitator.language import N_, Language
from facilitator.settings import SETTINGS, Setting, Value
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import Field, button, indented, label, scroll_area

_ENGLISH = QLocale.Language.English

Members = Sequence[tuple[str, str]]


def open_settings(bridge: Bridge, cluster: str, parent: QWidget, at: str = "") -> None:
    """Show the dialog for the program and, when one is open, for the cluster of this name; `at`
    the setting with this key."""
    is_open = bridge.store is not None and bridge.cluster is not None
    dialog = SettingsDialog(
        bridge.lang,
        _values(bridge, is_open),
        _active_members(bridge) if is_open else (),
        cluster if is_open else "",
        lambda row, value: _keep(bridge, row, value),
        parent,
    )
    QTimer.singleShot(0, lambda: dialog.go_to(at))
    dialog.exec()
    dialog.deleteLater()


def _values(bridge: Bridge, is_open: bool) -> dict[str, Value]:
    own = [row.key for row in SETTINGS if row.scope == "program"]
    values = {key: bridge.settings.get(key, bridge.cluster) for key in own}
    if is_open:
        from facilitator.store import queries

        values |= bridge.ask(queries.settings, bridge.cluster, bridge.today())
    return values


def _active_members(bridge: Bridge) -> Members:
    from facilitator.store import queries

    today = bridge.today()
    people = bridge.ask(queries.members, bridge.cluster, today)
    return [(one.id, one.name) for one in people if one.is_active(today)]


def _keep(bridge: Bridge, row: Setting, value: Value) -> None:
    if row.scope == "cluster":
        from facilitator.edits.settings import change_setting

        what = bridge.cluster, row.key, value
        bridge.do(N_("Change setting"), change_setting, *what, valid_from=bridge.today())
        return
    bridge.remember(row.key, value)
    if row.key == "i_am":
        bridge.be_member()


class SettingsDialog(QDialog):
    """Shows what is set now and calls `choose(row, value)` at each change.

    Args:
        values: by key.
        members: id and name, for the settings that name one.
        cluster: the name of the cluster whose settings are shown; empty without one.
    """

    def __init__(
        self,
        lang: Language,
        values: Mapping[str, Value],
        members: Members,
        cluster: str,
        choose: Callable[[Setting, Value], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lang, self._values, self._members, self._choose = lang, values, members, choose
        self.inputs: dict[str, QWidget] = {}
        self.setWindowTitle(lang.text(N_("Settings")))
        outer, body = QVBoxLayout(self), QWidget()
        column = QVBoxLayout(body)
        column.setSpacing(12)
        self._add_group(column, lang.text(N_("The program")), "program")
        if cluster:
            self._add_group(column, cluster, "cluster")
        column.addStretch()
        self._scroll = scroll_area(body)
        outer.addWidget(self._scroll, 1)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(lang.text(N_("Close")), self.accept, primary=True))
        outer.addLayout(row)
        self.resize(theme.px(560), theme.px(640))

    def go_to(self, key: str) -> None:
        """Bring a setting into sight and into the hand; nothing for one that is not here."""
        if key in self.inputs:
            editor = self.inputs[key]
            editor.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(editor, 0, self._scroll.height() // 3)

    def _add_group(self, column: QVBoxLayout, title: str, scope: str) -> None:
        column.addWidget(label(title, "h2"))
        for row in SETTINGS:
            if row.scope == scope and row.label and self._can_choose(row):
                column.addWidget(self._entry(row))

    def _can_choose(self, row: Setting) -> bool:
        return row.kind != "member" or bool(self._members)

    def _entry(self, row: Setting) -> QWidget:
        words, value = self._lang.text(row.label), self._values.get(row.key, row.default)
        if row.kind == "yes":
            box = QCheckBox(words.replace("&", "&&"))
            box.setChecked(bool(value))
            box.setAccessibleName(words)
            box.toggled.connect(lambda on: self._choose(row, on))
            self.inputs[row.key] = box
            return self._with_about(box, row)
        editor: QWidget = (
            self._number(row, value) if row.kind == "number" else self._list(row, value)
        )
        self.inputs[row.key] = editor
        return Field(words, editor, self._lang.text(row.about))

    def _with_about(self, box: QCheckBox, row: Setting) -> QWidget:
        """The box with what it is about below it, where there is anything to say of it."""
        if not row.about:
            return box
        about = self._lang.text(row.about)
        box.setAccessibleDescription(about)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(box)
        column.addWidget(label(about, "small"))
        return both

    def _number(self, row: Setting, value: Value) -> QSpinBox:
        spin = indented(QSpinBox(minimum=row.low, maximum=row.high, value=int(value)))
        spin.setLocale(QLocale(QLocale.Language.Danish if self._lang.code == "da" else _ENGLISH))
        spin.setGroupSeparatorShown(True)
        spin.setSuffix(f" {self._lang.text(row.unit)}" if row.unit else "")
        spin.setSingleStep(10 if row.unit == N_("per cent") else 1)
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(lambda number: self._choose(row, number))
        return spin

    def _list(self, row: Setting, value: Value) -> QComboBox:
        box = QComboBox()
        choices = [(key, self._lang.text(words)) for key, words in row.choices]
        if row.kind == "member":
            choices = [("", self._lang.text(N_("Not said"))), *self._members]
        for key, words in choices:
            box.addItem(words, key)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.activated.connect(lambda _: self._choose(row, str(box.currentData())))
        return box
