"""The first start: three doors, and behind the first a form that makes a cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import (
    Card,
    Field,
    Picture,
    button,
    indented,
    label,
    scroll_area,
    set_tone,
)


@dataclass(frozen=True, slots=True)
class NewCluster:
    """What the form holds: members as pairs of name and clinic ("" when none is named)."""

    name: str
    specialty: str
    members: tuple[tuple[str, str], ...]
    first_number: int


def read_members(text: str) -> tuple[tuple[str, str], ...]:
    """Members from lines "Name" or "Name; Clinic"; a tab parts as well.

    The titles of columns, copied with the rows below them, are no member.
    """
    parted = (line.replace("\t", ";").split(";") for line in text.splitlines())
    rows = [tuple(" ".join(cell.split()) for cell in (*cells, "")[:2]) for cells in parted]
    found = [(name, clinic) for name, clinic in rows if name]
    return tuple(found[1:] if found and _are_titles(*found[0]) else found)


def _are_titles(name: str, clinic: str) -> bool:
    return name.casefold() in _NAMES and clinic.casefold() in _CLINICS


def twice(members: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The names that stand more than once at the same clinic, in order."""
    count = Counter(members)
    return tuple(name for (name, _), times in count.items() if times > 1)


_NAMES = frozenset({"navn", "name", "medlem", "member", "læge", "doctor"})
_CLINICS = frozenset({"", "klinik", "clinic", "praksis", "practice"})


class WelcomePage(QWidget):
    """Fills the window. `submitted` carries a NewCluster; `wanted` is "open_demo" or "restore"."""

    submitted = Signal(object)
    wanted = Signal(str)
    left = Signal()

    def __init__(self, lang: Language, *, first_start: bool = True) -> None:
        super().__init__()
        self._lang, self._first_start = lang, first_start
        self._stack = QStackedLayout(self)
        self.form = ClusterForm(lang)
        self.form.submitted.connect(self.submitted)
        self.form.left.connect(self._back)
        self._stack.addWidget(scroll_area(self._doors()))
        self._stack.addWidget(scroll_area(_centred(self.form)))
        if not first_start:
            self.open_form()

    def primary(self) -> QPushButton:
        """What Ctrl+Enter presses: the button of the form, or of the first door."""
        return self.form.submit_button if self._stack.currentIndex() else self._first

    def open_form(self) -> None:
        """Go through the first door."""
        self._stack.setCurrentIndex(1)
        self.form.name.setFocus()

    def _back(self) -> None:
        if self._first_start:
            self._stack.setCurrentIndex(0)
        else:
            self.left.emit()

    def _doors(self) -> QWidget:
        lang, body = self._lang, QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(40, 40, 40, 40)
        column.addStretch(2)
        for text, role in (
            (lang.text(N_("Welcome to Facilitator")), "title"),
            (lang.text(N_("From what you talk about to what you do differently.")), "muted"),
        ):
            made = label(text, "title" if role == "title" else "muted")
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(made)
        column.addSpacing(24)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addStretch(1)
        for door in self._three():
            row.addWidget(door, 4)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(18)
        safe = lang.text(
            N_("Everything stays on this computer. Facilitator needs no network and no account.")
        )
        foot = label(safe, "small")
        foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(foot)
        column.addStretch(3)
        return body

    def _three(self) -> tuple[QWidget, ...]:
        text = self._lang.text
        self._first = button(text(N_("Make my cluster")), self.open_form, primary=True)
        demo = button(text(N_("Open the demo")), lambda: self.wanted.emit("open_demo"))
        back = button(text(N_("Choose a file…")), lambda: self.wanted.emit("restore"))
        return (
            _door(
                "users",
                text(N_("Make my cluster")),
                text(N_("Name, specialty and members. It takes two minutes.")),
                self._first,
            ),
            _door(
                "sparkles",
                text(N_("Try with a demo cluster")),
                text(
                    N_("Made-up clusters with several years of meetings, commitments and history.")
                ),
                demo,
            ),
            _door(
                "rotate-ccw",
                text(N_("Open a backup or a hand-over")),
                text(N_("From another computer, or from before something went wrong.")),
                back,
            ),
        )


@dataclass(frozen=True, slots=True)
class FormText:
    """What stands in the form, as it is typed."""

    name: str = ""
    specialty: str = ""
    members: str = ""
    first: int = 1


class ClusterForm(Card):
    """Name, specialty, members and the number of the first meeting. `typed` carries a FormText."""

    submitted = Signal(object)
    typed = Signal(object)
    left = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self.setMaximumWidth(theme.px(620))
        self.setAccessibleName(lang.text(N_("New cluster")))
        self.body.setContentsMargins(26, 22, 26, 22)
        self.body.setSpacing(14)
        self.add(label(lang.text(N_("New cluster")), "title"))
        self.name, self.specialty = QLineEdit(), QLineEdit()
        self.members = QPlainTextEdit(tabChangesFocus=True)
        self.members.setMinimumHeight(theme.px(150))
        self.first = indented(QSpinBox(minimum=1, maximum=999, value=1))
        self.first.setMaximumWidth(theme.px(120))
        self._name_field = Field(lang.text(N_("Name of the cluster")), self.name)
        self._members_field = Field(
            lang.text(N_("Members, one a line")),
            self.members,
            lang.text(N_("Paste a list if you have one. “Name; Clinic” puts a clinic behind it.")),
        )
        first_hint = lang.text(N_("1 unless you have met before and count on."))
        self.add(self._name_field)
        self.add(Field(lang.text(N_("Specialty")), self.specialty))
        self.add(self._members_field)
        self._count = label("", "small")
        self.members.textChanged.connect(self._tell_count)
        self.add(self._count)
        self.add(Field(lang.text(N_("Number of the next meeting")), self.first, first_hint))
        self._add_buttons()
        for field in (self.name, self.specialty, self.members):
            field.textChanged.connect(lambda *_: self.typed.emit(self.text()))
        self.first.valueChanged.connect(lambda _: self.typed.emit(self.text()))

    def text(self) -> FormText:
        """What is typed."""
        name, specialty, members = self.name.text(), self.specialty.text(), self.members
        return FormText(name, specialty, members.toPlainText(), self.first.value())

    def put(self, text: FormText) -> None:
        """Show what was typed before."""
        self.name.setText(text.name)
        self.specialty.setText(text.specialty)
        self.members.setPlainText(text.members)
        self.first.setValue(text.first)

    def _add_buttons(self) -> None:
        text = self._lang.text
        row = QHBoxLayout()
        row.addWidget(button(text(N_("Back")), self.left.emit))
        row.addStretch()
        self.submit_button = button(text(N_("Make the cluster")), self.submit, primary=True)
        row.addWidget(self.submit_button)
        self.body.addLayout(row)

    def submit(self) -> None:
        """Hand over what is written, or say at its field what is missing; what is typed stays."""
        name = " ".join(self.name.text().split())
        members = read_members(self.members.toPlainText())
        text = self._lang.text
        self._name_field.set_error("" if name else text(N_("Give the cluster a name.")))
        self._members_field.set_error("" if members else text(N_("Write at least one member.")))
        if not name:
            self.name.setFocus()
        elif not members:
            self.members.setFocus()
        else:
            specialty = " ".join(self.specialty.text().split())
            self._say_making(is_making=True)
            self.submitted.emit(NewCluster(name, specialty, members, self.first.value()))

    def let_try_again(self) -> None:
        """The cluster could not be made; what is written stands."""
        self._say_making(is_making=False)

    def _say_making(self, *, is_making: bool) -> None:
        words = N_("Making the cluster …") if is_making else N_("Make the cluster")
        self.submit_button.setText(self._lang.text(words))
        self.submit_button.setEnabled(not is_making)

    def _tell_count(self) -> None:
        lang, members = self._lang, read_members(self.members.toPlainText())
        said = [lang.plural("{n} member", "{n} members", len(members))] if members else []
        said += [lang.text(N_("{name} stands twice"), name=name) for name in twice(members)]
        self._count.setText(" · ".join(said))
        set_tone(self._count, "warn" if twice(members) else "")


def _door(icon: str, title: str, sentence: str, opener: QWidget) -> QFrame:
    door = Card()
    door.setAccessibleName(title)
    door.setMinimumWidth(theme.px(200))
    door.setMaximumWidth(theme.px(360))
    door.body.setContentsMargins(22, 22, 22, 22)
    door.body.setSpacing(10)
    door.add(Picture(icon, 32, "accent"))
    door.add(label(title, "h2"))
    door.add(label(sentence, "muted"))
    door.body.addStretch()
    door.add(opener)
    return door


def _centred(widget: QWidget) -> QWidget:
    body = QWidget()
    row = QHBoxLayout(body)
    row.setContentsMargins(30, 30, 30, 30)
    row.addStretch(1)
    row.addWidget(widget, 6, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return body
