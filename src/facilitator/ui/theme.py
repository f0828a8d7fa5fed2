"""The look: one table of colours a theme, made into palette, style sheet, fonts and icons."""

from __future__ import annotations

import colorsys
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template
from types import MappingProxyType
from typing import Literal, NamedTuple

from PySide6.QtCore import QByteArray, QDir, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.domain import families
from facilitator.paths import resources

Theme = Literal["light", "dark"]
Role = Literal["body", "title", "h2", "strong", "muted", "small", "big"]

FAMILY = "Inter"
BASE_PX = 14
BAR_WIDTH = 10
# Pixel size and weight of each role at text size 1.
_ROLES: Mapping[str, tuple[float, int]] = MappingProxyType(
    {
        "body": (14, 400),
        "title": (22, 700),
        "h2": (15, 700),
        "strong": (14, 600),
        "muted": (14, 400),
        "small": (12.5, 400),
        "big": (34, 700),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The colours of one theme, each as “#rrggbb”; kinds by family of agenda item. There is one of
    each theme."""

    name: Theme
    ground: str
    surface: str
    nav: str
    line: str
    button: str
    button_line: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    on_accent: str
    accent_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    ok: str
    ok_soft: str
    kinds: Mapping[str, str]

    def kind(self, family: str) -> str:
        """The colour of a family of agenda items; an unknown family is as quiet as a break."""
        return self.kinds.get(family, self.kinds["break"])


class RoomTokens(NamedTuple):
    """The colours of the room screen: every text on white at 7:1 or more (WCAG 2.2, 1.4.6)."""

    ground: str = "#ffffff"
    ink: str = "#1c2430"
    ink2: str = "#4a5361"
    accent_text: str = "#095a63"
    line: str = "#dfe3e8"


LIGHT = Tokens(
    name="light",
    ground="#f5f6f8",
    surface="#ffffff",
    nav="#eceff2",
    line="#dfe3e8",
    button="#ffffff",
    button_line="#dfe3e8",
    ink="#1c2430",
    ink2="#5b6675",
    ink3="#66707e",
    accent="#0b6e79",
    on_accent="#ffffff",
    accent_soft="#e2f1f2",
    warn="#9a5b00",
    warn_soft="#fdf1dc",
    bad="#b3261e",
    bad_soft="#fbe7e5",
    ok="#1d6f42",
    ok_soft="#e3f3e9",
    kinds=families.COLOURS,
)


def luminance(colour: str) -> float:
    """Relative luminance 0–1 of “#rrggbb” (WCAG 2.2, relative luminance)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1–21 of two colours (WCAG 2.2, contrast ratio)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def legible(colour: str, ground: str, ratio: float = 4.5) -> str:
    """The colour with its hue kept, moved away from the ground until the ratio is reached."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    step = 0.01 if luminance(ground) < 0.18 else -0.01
    while contrast(colour, ground) < ratio and 0 <= light + step <= 1:
        light += step
        parts = colorsys.hls_to_rgb(hue, light, full)
        colour = "#" + "".join(f"{round(255 * part):02x}" for part in parts)
    return colour


def mixed(colour: str, ground: str, share: float) -> str:
    """The share (0–1) of a colour laid over a ground."""
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


def of_name(theme: Theme) -> Tokens:
    """The colours of a theme, made when they are first asked for: always the same object."""
    return dark() if theme == "dark" else LIGHT


@functools.cache
def dark() -> Tokens:
    """The colours of the dark theme."""
    surface = "#1c242f"
    lift = functools.partial(legible, ground=surface)
    bad, ok, warn = lift(LIGHT.bad), lift(LIGHT.ok), "#f0b75a"
    return Tokens(
        name="dark",
        ground="#141a22",
        surface=surface,
        nav="#10151c",
        line="#303b49",
        button="#243040",
        button_line="#3a4757",
        ink="#e8edf3",
        ink2="#a3afbe",
        ink3="#8f9bab",
        accent="#3fb6a8",
        on_accent="#07211f",
        accent_soft="#123b40",
        warn=warn,
        warn_soft=mixed(warn, surface, 0.14),
        bad=legible(bad, mixed(bad, surface, 0.14)),
        bad_soft=mixed(bad, surface, 0.14),
        ok=legible(ok, mixed(ok, surface, 0.14)),
        ok_soft=mixed(ok, surface, 0.14),
        kinds=MappingProxyType(
            {family: lift(colour) for family, colour in families.COLOURS.items()}
        ),
    )


ROOM = RoomTokens()


class _Now:
    __slots__ = ("scale", "tokens")

    def __init__(self, tokens: Tokens, scale: float) -> None:
        self.tokens, self.scale = tokens, scale


_now = _Now(LIGHT, 1.0)


def tokens() -> Tokens:
    """The colours in use."""
    return _now.tokens


def tokens_of(widget: QWidget | None) -> Tokens:
    """The colours around a widget: of its nearest dressed ancestor, else of the program."""
    while widget is not None:
        worn = widget.property("theme")
        if worn is not None:
            return of_name(worn)
        widget = widget.parentWidget()
    return tokens()


def text_scale() -> float:
    """The chosen text size, 1 being ordinary."""
    return _now.scale


def px(size: float) -> int:
    """A length of the design in pixels at the chosen text size."""
    return round(size * _now.scale)


def tag_colours(family: str, now: Tokens) -> tuple[str, str]:
    """(ink, ground) of a tag: a kind's family, or “accent”, “ok”, “warn”, “bad”, “plain”."""
    plain = {
        "accent": (now.accent, now.accent_soft),
        "ok": (now.ok, now.ok_soft),
        "warn": (now.warn, now.warn_soft),
        "bad": (now.bad, now.bad_soft),
        "plain": (now.ink2, mixed(now.ink2, now.surface, 0.12)),
    }
    ink, ground = plain.get(family, (now.kind(family), ""))
    ground = ground or mixed(ink, now.surface, 0.14 if now.name == "light" else 0.28)
    return legible(ink, ground), ground


def font(role: Role = "body", *, number: bool = False, size: float = 0, weight: int = 0) -> QFont:
    """A font of the theme; number: all figures equally wide; size in design pixels."""
    role_size, role_weight = _ROLES[role]
    made = QFont(FAMILY)
    made.setPixelSize(max(1, px(size or role_size)))
    made.setWeight(QFont.Weight(weight or role_weight))
    if number:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def load_fonts() -> None:
    """Make Inter known to Qt; a second call costs nothing."""
    if FAMILY in QFontDatabase.applicationFontFamilies(_first_font()):
        return
    raise RuntimeError("Inter is missing from the resources.")


@functools.cache
def _first_font() -> int:
    places = sorted((resources() / "fonts").glob("Inter-*.otf"))
    return max((QFontDatabase.addApplicationFont(str(place)) for place in places), default=-1)


def apply(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Dress the whole program: style, palette, style sheet and font; may be called again."""
    load_fonts()
    _now.tokens = of_name(theme)
    _now.scale = text_scale
    app.setPalette(palette(_now.tokens))
    app.setFont(font())
    app.setStyleSheet(style_sheet(_now.tokens, text_scale))


def dress(widget: QWidget, theme: Theme) -> None:
    """Dress one widget and all in it in a theme of its own, as the running meeting in the dark."""
    worn = of_name(theme)
    widget.setProperty("theme", theme)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setPalette(palette(worn))
    widget.setStyleSheet(style_sheet(worn, _now.scale))


def undress(widget: QWidget) -> None:
    """Give a widget back to the program's own look."""
    widget.setProperty("theme", None)
    widget.setPalette(QPalette())
    widget.setStyleSheet("")


def palette(of: Tokens) -> QPalette:
    """The palette of a theme; disabled text is the third ink."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: of.ground,
        QPalette.ColorRole.WindowText: of.ink,
        QPalette.ColorRole.Base: of.surface,
        QPalette.ColorRole.AlternateBase: of.ground,
        QPalette.ColorRole.Text: of.ink,
        QPalette.ColorRole.PlaceholderText: of.ink3,
        QPalette.ColorRole.Button: of.button,
        QPalette.ColorRole.ButtonText: of.ink,
        QPalette.ColorRole.BrightText: of.bad,
        QPalette.ColorRole.Highlight: of.accent,
        QPalette.ColorRole.HighlightedText: of.on_accent,
        QPalette.ColorRole.Accent: of.accent,
        QPalette.ColorRole.Link: of.accent,
        QPalette.ColorRole.LinkVisited: of.accent,
        QPalette.ColorRole.ToolTipBase: of.surface,
        QPalette.ColorRole.ToolTipText: of.ink,
        QPalette.ColorRole.Light: of.surface,
        QPalette.ColorRole.Midlight: of.line,
        QPalette.ColorRole.Mid: of.button_line,
        QPalette.ColorRole.Dark: of.ink3,
        QPalette.ColorRole.Shadow: of.line,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(of.ink3))
    return made


def style_sheet(of: Tokens, scale: float = 1.0) -> str:
    """The style sheet of a theme.

    Widgets choose by property: `look` = primary, danger, plain, nav, column on buttons and frames,
    `role` on labels (parts.label), `state` = bad on inputs; by name: nav, header.
    """
    values = {field: getattr(of, field) for field in of.__slots__ if field != "kinds"}
    # A search path, because a style sheet cannot name a folder with a space in it.
    QDir.setSearchPaths("icons", [str(resources() / "icons")])
    sizes = {role: f"{max(1, round(size * scale))}px" for role, (size, _) in _ROLES.items()}
    values |= {
        "hover": mixed(of.ink, of.button, 0.05),
        "pressed": mixed(of.ink, of.button, 0.1),
        "accent_hover": mixed(of.ink, of.accent, 0.12),
        "row_hover": mixed(of.ink, of.surface, 0.05),
        "nav_hover": mixed(of.ink, of.nav, 0.06),
        "faded": mixed(of.accent, of.surface, 0.45),
        "thumb": mixed(of.ink2, of.ground, 0.45),
        "down": f"icons:open-down-{of.name}.svg",
        "up": f"icons:open-up-{of.name}.svg",
        "tick": f"icons:tick-{of.name}.svg",
        "base_size": sizes["body"],
        "small_size": sizes["small"],
        "title_size": sizes["title"],
        "h2_size": sizes["h2"],
        "big_size": sizes["big"],
        "bar": BAR_WIDTH,
    }
    return _SHEET.substitute(values)


_SHEET = Template("""
QMainWindow, QDialog, QWidget[theme="dark"] { background: $ground; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: 5px; }
QLabel { background: transparent; color: $ink; }
QLabel[role="title"] { font-size: $title_size; font-weight: 700; }
QLabel[role="h2"] { font-size: $h2_size; font-weight: 700; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="big"] { font-size: $big_size; font-weight: 700; }
QLabel[role="muted"] { color: $ink2; }
QLabel[role="small"] { color: $ink2; font-size: $small_size; }
QLabel[tone="ink"] { color: $ink; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="ok"] { color: $ok; }

QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[look="card"][chosen="true"] { border: 2px solid $accent; }
QFrame[look="card"]:focus { border: 2px solid $accent; }
QFrame[look="line"] { border: none; border-bottom: 1px solid $line; }
QFrame[look="told"] { border: none; border-left: 3px solid transparent; }
QFrame[look="line"][chosen="true"], QFrame[look="told"][chosen="true"] {
  background: $accent_soft; border: none; border-left: 3px solid $accent; }
QFrame[look="notice"] { background: $accent_soft; border: 1px solid $line; border-radius: 8px; }
QFrame[look="notice"][tone="ok"] { background: $ok_soft; }
QFrame[look="notice"][tone="warn"] { background: $warn_soft; }
QFrame[look="notice"][tone="bad"] { background: $bad_soft; }
QFrame[look="column"] { background: $nav; border: none; border-radius: 10px; }
QFrame#header { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame#nav { background: $nav; border: none; border-right: 1px solid $line; }
QScrollArea, #qt_scrollarea_viewport { background: transparent; }
QScrollArea { border: none; }
QScrollArea:focus { border: 2px solid $accent; border-radius: 6px; }
QWidget#scrolled { background: transparent; }
QSplitter::handle { background: transparent; }

QPushButton, QToolButton { background: $button; color: $ink; border: 1px solid $button_line;
  border-radius: 7px; padding: 7px 12px; margin: 1px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {
  background: $pressed; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; margin: 0px; }
QPushButton:disabled, QToolButton:disabled { color: $ink3; background: $ground; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[look="primary"]:hover { background: $accent_hover; }
QPushButton[look="primary"]:focus { border: 2px solid $ink; }
QPushButton[look="primary"]:disabled { background: $faded; border-color: $faded;
  color: $on_accent; }
QPushButton[look="danger"] { color: $bad; }
QPushButton[look="danger"]:hover { background: $bad_soft; border-color: $bad; }
QPushButton[look="danger"]:focus { border-color: $bad; }
QPushButton[look="danger"]:disabled { color: $ink3; border-color: $button_line; }
QPushButton[look="plain"], QToolButton[look="plain"] { background: transparent;
  border-color: transparent; }
QPushButton[look="plain"]:hover, QToolButton[look="plain"]:hover { background: $nav_hover; }
QPushButton[look="plain"]:checked { background: $pressed; }
QPushButton[look="plain"]:focus, QToolButton[look="plain"]:focus { border-color: $accent; }
QPushButton[small="true"] { font-size: $small_size; padding: 5px 10px; }
QPushButton[role="small"] { color: $ink2; }
QPushButton[flush="true"] { padding-left: 1px; }
QPushButton[opens="true"] { padding-right: 24px; }
QPushButton[look="nav"] { background: transparent; border: 2px solid transparent;
  border-radius: 7px; padding: 7px 9px; margin: 0px; text-align: left; }
QPushButton[look="nav"]:hover { background: $nav_hover; }
QPushButton[look="nav"]:checked { background: $accent; color: $on_accent; font-weight: 600; }
QPushButton[look="nav"]:focus { border-color: $accent; }
QPushButton[look="nav"]:checked:focus { border-color: $ink; }
QPushButton::menu-indicator { image: url($down); subcontrol-position: right center;
  subcontrol-origin: padding; right: 8px; width: 12px; height: 12px; }
QPushButton[narrow="true"]::menu-indicator, QToolButton::menu-indicator { image: none;
  width: 0px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $surface;
  color: $ink; border: 1px solid $button_line; border-radius: 7px; padding: 7px 9px; margin: 1px;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { padding: 3px 7px; }
QAbstractSpinBox { padding: 5px 9px 6px 9px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; margin: 0px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QAbstractSpinBox:disabled { color: $ink3; background: $ground; }
QLineEdit[readOnly="true"] { background: $ground; }
QLineEdit[state="bad"], QPlainTextEdit[state="bad"], QTextEdit[state="bad"],
QComboBox[state="bad"], QAbstractSpinBox[state="bad"] { border-color: $bad; }
QComboBox { padding-left: 11px; padding-right: 26px; }
QComboBox:editable { padding-right: 3px; }
QComboBox::drop-down, QDateEdit::drop-down, QTimeEdit::drop-down, QDateTimeEdit::drop-down {
  border: none; width: 24px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url($down); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; padding: 4px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px;
  background: transparent; }
QAbstractSpinBox::up-arrow { image: url($up); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url($down); width: 12px; height: 12px; }
QCheckBox, QRadioButton { color: $ink; spacing: 8px; padding: 3px 4px;
  border: 2px solid transparent;
  border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $ink3; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 15px;
  height: 15px; border: 1px solid $ink3; border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
  background: $accent; border: 1px solid $accent; border-radius: 4px; image: url($tick); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $ground;
  border-color: $line; }
QRadioButton::indicator { border-radius: 8px; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 7px; height: 7px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 6px; border: 1px solid transparent; }
QSlider:focus { border: 2px solid $accent; border-radius: 6px; }

QAbstractItemView { background: $surface; color: $ink; border: 1px solid $line; border-radius: 8px;
  selection-background-color: $accent_soft; selection-color: $ink; gridline-color: $line;
  outline: none; }
QAbstractItemView:focus { border: 2px solid $accent; }
QAbstractItemView:disabled { color: $ink3; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableView { margin: 1px; }
QTableView:focus { margin: 0px; }
QTableView[look="bare"] { border: 2px solid transparent; border-radius: 4px; margin: 0px; }
QTableView[look="bare"]:focus { border-color: $accent; }
QTableView::item, QTreeView::item, QListView::item { padding: 6px 7px;
  border: 1px solid transparent; border-bottom: 1px solid $line; }
QComboBox QAbstractItemView::item { border: none; padding: 5px 8px; border-radius: 5px; }
QTableView::item:hover, QTreeView::item:hover, QListView::item:hover { background: $row_hover; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {
  background: $accent_soft; color: $ink; }
QTableView::item:focus, QTreeView::item:focus, QListView::item:focus {
  border: 1px solid $accent; }
QHeaderView, QTableCornerButton::section { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $ink2; border: none;
  border-bottom: 1px solid $line; padding: 6px 11px; font-size: $small_size;
  font-weight: 600; }

QMenuBar { background: $surface; color: $ink; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 5px 10px; background: transparent; border-radius: 5px; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $surface; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 12px; border-radius: 5px; color: $ink; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }

QTabWidget::pane { border: none; }
QTabBar::tab { background: transparent; color: $ink2; padding: 7px 13px;
  border: 2px solid transparent; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $ink; font-weight: 600; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $ink; }
QTabBar:focus { outline: none; }
QTabBar::tab:focus { border: 2px solid $accent; border-radius: 6px; }

QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0px; }
QScrollBar::handle { background: $thumb; border-radius: 3px; margin: 2px; min-width: 28px;
  min-height: 28px; }
QScrollBar::handle:hover { background: $ink3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


# Logical sizes drawn ahead for each screen scale in use; others are scaled down from the next.
_ICON_SIZES = (16, 18, 24)


def icon(name: str, colour: str | None = None) -> QIcon:
    """A Lucide icon in a colour (the ink when none is given); KeyError for an unknown name."""
    return _icon(name, colour or tokens().ink, ratios())


def ratios() -> frozenset[float]:
    """How many pixels of the screens in use are one of ours; icons are drawn for each."""
    there = frozenset(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    return there or frozenset((1.0,))


@functools.lru_cache(maxsize=512)
def _icon(name: str, colour: str, ratios: frozenset[float]) -> QIcon:
    made = QIcon()
    for size in sorted({round(size * ratio) for size in _ICON_SIZES for ratio in ratios}):
        made.addPixmap(picture(name, colour, size))
    return made


def picture(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """A Lucide icon drawn at size × ratio device pixels."""
    drawing = _drawing(name, colour)
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@functools.lru_cache(maxsize=512)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    place = resources() / "icons" / f"{name}.svg"
    if not place.is_file():
        raise KeyError(name)
    text = place.read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


def draw_focus(painter: QPainter, box: QRectF, colour: str, radius: float = 7) -> None:
    """A focus ring just inside the box, for widgets that paint themselves."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
