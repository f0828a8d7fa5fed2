"""Cards of agenda templates, and beside them how the chosen one would lie at the given length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import kinds, templates
from facilitator.domain.agenda import AgendaItem
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.agenda_list import wrap
from facilitator.ui.parts import Card, KindBar, Stretch, TimeStrip, button, label, scroll_area

EMPTY, LAST = "", "last"

_CARDS_A_ROW = 3
_EMPTY_WHY = N_("Follow-up first and summary last; you fill in the rest.")
_LAST_WHY = N_("The same items and minutes as at the latest meeting.")


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of the preview."""

    title: str
    kind: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A card: what it is called, what it rests on, its items at the present length."""

    id: str
    title: str
    why: str
    lines: tuple[Planned, ...]


def choices(
    lang: Language, minutes: int, last: Sequence[AgendaItem], *, is_first: bool
) -> tuple[Choice, ...]:
    """The seven templates at a length, an empty agenda, and as last time if there is one.

    A template that cannot be laid at the length has no lines.
    """
    made = [
        Choice(
            one.id, lang.text(one.title), lang.text(one.why), _laid(lang, one, minutes, is_first)
        )
        for one in templates.TEMPLATES
    ]
    made.append(Choice(EMPTY, lang.text(N_("Empty agenda")), lang.text(_EMPTY_WHY), _ends(lang)))
    if last:
        lines = tuple(Planned(item.title, item.kind, item.minutes) for item in last)
        made.append(Choice(LAST, lang.text(N_("As last time")), lang.text(_LAST_WHY), lines))
    return tuple(made)


def _laid(
    lang: Language, template: templates.Template, minutes: int, is_first: bool
) -> tuple[Planned, ...]:
    if not templates.SHORTEST <= minutes <= templates.LONGEST:
        return ()
    items = templates.lay(template, minutes)
    if is_first:
        items = templates.for_first_meeting(items)
    return tuple(
        Planned(lang.text(item.title, topic="…", date="…"), item.kind, item.minutes)
        for item in items
    )


def _ends(lang: Language) -> tuple[Planned, ...]:
    ends = (kinds.kind("follow_up"), kinds.kind("summary"))
    return tuple(Planned(lang.text(end.title), end.id, end.minutes) for end in ends)


class TemplatePicker(QWidget):
    """Emits `picked` with the id of a card."""

    picked = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._choices: dict[str, Choice] = {}
        self._cards: dict[str, TemplateCard] = {}
        self._start: datetime | None = None
        self.choice = templates.TEMPLATES[0].id
        self.setAccessibleName(lang.text(N_("Agenda template")))
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self.preview = Preview(lang)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.addLayout(self._grid)
        left.addStretch()
        row.addLayout(left, 3)
        row.addWidget(self.preview, 2)

    def show_choices(self, choices: Sequence[Choice], start: datetime, minutes: int) -> None:
        """Show the cards; the one chosen stays chosen. `start` is aware."""
        self._choices = {one.id: one for one in choices}
        self._start, self._minutes = start, minutes
        if list(self._cards) != list(self._choices):
            self._make_cards(choices)
        for one in choices:
            self._cards[one.id].show_choice(one)
        if self.choice not in self._cards:
            self.choice = EMPTY
        self.choose(self.choice)

    def choose(self, key: str) -> None:
        """Mark a card and show its agenda."""
        self.choice = key
        self._cards[key].setChecked(True)
        if self._start is not None:
            self.preview.show_choice(self._choices[key], self._start, self._minutes)

    def focus_choice(self) -> None:
        """Go to the card that is chosen."""
        self._cards[self.choice].setFocus()

    def _make_cards(self, choices: Sequence[Choice]) -> None:
        for card in self._cards.values():
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = {one.id: TemplateCard() for one in choices}
        for n, (key, card) in enumerate(self._cards.items()):
            self._grid.addWidget(card, n // _CARDS_A_ROW, n % _CARDS_A_ROW)
            card.toggled.connect(lambda on, key=key: self._on_toggled(key, on))

    def _on_toggled(self, key: str, on: bool) -> None:
        if on and key != self.choice:
            self.choose(key)
            self.picked.emit(key)


class TemplateCard(QRadioButton):
    """A template as a card with its strip in small; one of the cards is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._lines: tuple[Planned, ...] = ()

    def show_choice(self, choice: Choice) -> None:
        """Show a template."""
        self.setText(choice.title)
        self.setAccessibleName(choice.title)
        self.setAccessibleDescription(choice.why)
        self._lines = choice.lines
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(170), theme.px(78))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(110), theme.px(78))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(now.accent if self.isChecked() else now.line), 1))
        hover = theme.mixed(now.ink, now.surface, 0.04)
        chosen = theme.mixed(now.accent, now.surface, 0.07)
        ground = chosen if self.isChecked() else hover if self.underMouse() else now.surface
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 9, 9)
        self._paint_title(painter, now)
        self._paint_strip(painter, now)
        if self.hasFocus():
            theme.draw_focus(painter, QRectF(self.rect()), now.accent, 9)

    def _paint_title(self, painter: QPainter, now: theme.Tokens) -> None:
        font = theme.font("strong", size=13.5)
        painter.setFont(font)
        painter.setPen(QColor(now.ink))
        metrics, y = QFontMetrics(font), theme.px(11)
        for line in wrap(self.text(), font.toString(), self.width() - theme.px(24)):
            painter.drawText(QPoint(theme.px(12), y + metrics.ascent()), line)
            y += metrics.height()

    def _paint_strip(self, painter: QPainter, now: theme.Tokens) -> None:
        total = sum(line.minutes for line in self._lines)
        x, high = float(theme.px(12)), theme.px(8)
        wide = self.width() - 2 * x
        top = self.height() - theme.px(11) - high
        for line in self._lines:
            piece = wide * line.minutes / total
            colour = now.kind(kinds.kind(line.kind).family)
            painter.fillRect(QRectF(x, top, max(1.0, piece - 1), high), QColor(colour))
            x += piece


class Preview(Card):
    """The agenda a template would give: what it rests on, the strip, and a line for each item."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._title = label("", "h2")
        self._why = label("", "small")
        self.strip = TimeStrip(lang.text(N_("The agenda as a strip")))
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(4)
        for part in (self._title, self._why, self.strip):
            self.add(part)
        self._scroll = scroll_area(self._list, lang.text(N_("Items of the template")))
        self.body.addWidget(self._scroll, 1)
        self.setMinimumWidth(theme.px(280))

    def show_choice(self, choice: Choice, start: datetime, minutes: int) -> None:
        """Show the items of a choice from a start on, for a meeting of so many minutes."""
        lang = self._lang
        self._title.setText(choice.title)
        self._why.setText(choice.why)
        self.strip.setVisible(bool(choice.lines))
        end = lang.clock(start + timedelta(minutes=minutes))
        self.strip.set_pieces(self._pieces(choice, minutes), ((0, lang.clock(start)), (1, end)))
        self._clear()
        at = start
        for line in choice.lines:
            self._lines.addWidget(_line(lang, line, at))
            at += timedelta(minutes=line.minutes)
        if not choice.lines:
            said = N_("A template fits meetings of 45 minutes to 7 hours.")
            self._lines.addWidget(label(lang.text(said), tone="warn"))
        self._lines.addStretch()

    def _pieces(self, choice: Choice, minutes: int) -> tuple[Stretch, ...]:
        pieces = tuple(
            Stretch(line.minutes, kinds.kind(line.kind).family, line.title) for line in choice.lines
        )
        spare = minutes - sum(line.minutes for line in choice.lines)
        return (*pieces, Stretch(spare, "", "")) if spare > 0 else pieces

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QWidget):
                widget.hide()
                widget.deleteLater()


def _line(lang: Language, line: Planned, at: datetime) -> QWidget:
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    clock = label(lang.clock(at), "small", wrap=False, number=True)
    length = label(lang.duration(line.minutes), "small", wrap=False, number=True)
    bar = KindBar(kinds.kind(line.kind).family, 4)
    for part, stretch in ((clock, 0), (bar, 0), (label(line.title), 1), (length, 0)):
        row.addWidget(part, stretch)
    return made


class TemplatePanel(QWidget):
    """The cards in place of the rows. Emits `used` with the id of a card, or `left`."""

    used = Signal(str)
    left = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.picker = TemplatePicker(lang)
        said = N_("The template takes the place of the present items. Ctrl+Z brings them back.")
        row = QHBoxLayout()
        row.addWidget(label(lang.text(said), "muted"), 1)
        row.addWidget(button(lang.text(N_("Cancel")), self.left.emit))
        self.use_button = button(
            lang.text(N_("Use the template")),
            lambda: self.used.emit(self.picker.choice),
            primary=True,
        )
        row.addWidget(self.use_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.picker, 1)
        column.addLayout(row)
