"""The look: every text can be read in both themes, at every size, with the font that came along."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QFile
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain.families import FAMILIES
from facilitator.domain.kinds import KINDS
from facilitator.paths import resources
from facilitator.ui import parts, theme
from facilitator.ui.page import PAGES

BOTH = pytest.mark.parametrize("of", [theme.LIGHT, theme.dark()], ids=["light", "dark"])
STATES = ("accent", "ok", "warn", "bad", "plain")
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@BOTH
def test_every_ink_can_be_read_on_every_ground_of_a_page(of: theme.Tokens) -> None:
    for ink in (of.ink, of.ink2, of.ink3, of.accent, of.warn, of.bad, of.ok):
        assert theme.contrast(ink, of.surface) >= 4.5
    for ink in (of.ink, of.ink2, of.accent):
        assert theme.contrast(ink, of.ground) >= 4.5
        assert theme.contrast(ink, of.nav) >= 4.5
    assert theme.contrast(of.on_accent, of.accent) >= 4.5
    assert theme.contrast(of.ink, of.button) >= 4.5


@BOTH
def test_a_message_can_be_read_on_its_soft_ground(of: theme.Tokens) -> None:
    for soft in (of.accent_soft, of.warn_soft, of.bad_soft, of.ok_soft):
        assert theme.contrast(of.ink, soft) >= 4.5


@BOTH
@pytest.mark.parametrize("family", [*FAMILIES, *STATES, "of another world"])
def test_a_tag_can_be_read_on_its_own_ground(of: theme.Tokens, family: str) -> None:
    ink, ground = theme.tag_colours(family, of)
    assert theme.contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("family", FAMILIES)
def test_in_the_dark_a_kind_keeps_its_hue_and_stands_out_from_the_surface(family: str) -> None:
    dark = theme.dark().kind(family)
    assert theme.contrast(dark, "#1c242f") >= 4.5
    before, after = _hue(theme.LIGHT.kind(family)), _hue(dark)
    assert abs(before - after) <= 3


def _hue(colour: str) -> int:
    return QColor(colour).hslHue()


@given(COLOURS, st.sampled_from(["#ffffff", "#1c242f", "#e2f1f2"]))
def test_any_colour_can_be_made_legible(colour: str, ground: str) -> None:
    assert theme.contrast(theme.legible(colour, ground), ground) >= 4.5


def test_the_room_screen_is_read_from_the_back_row() -> None:
    room = theme.ROOM
    for ink in (room.ink, room.ink2, room.accent_text):
        assert theme.contrast(ink, room.ground) >= 7


def test_every_kind_has_a_colour_and_every_kind_and_page_an_icon() -> None:
    for kind in KINDS:
        assert kind.family in theme.LIGHT.kinds
        assert (resources() / "icons" / f"{kind.icon}.svg").is_file(), kind.icon
    for page in PAGES:
        assert (resources() / "icons" / f"{page.icon}.svg").is_file(), page.icon


@BOTH
def test_the_arrows_and_ticks_of_the_style_sheet_wear_the_colours_of_the_theme(
    of: theme.Tokens,
) -> None:
    icons = resources() / "icons"
    for shape, colour in (("open-down", of.ink2), ("open-up", of.ink2), ("tick", of.on_accent)):
        assert colour in (icons / f"{shape}-{of.name}.svg").read_text("utf-8")


@BOTH
def test_every_picture_named_in_the_style_sheet_exists(of: theme.Tokens) -> None:
    named = re.findall(r"url\(([^)]+)\)", theme.style_sheet(of))
    assert named
    assert [place for place in named if not QFile.exists(place)] == []


def test_the_licences_lie_beside_fonts_and_icons() -> None:
    assert "SIL OPEN FONT LICENSE" in (resources() / "fonts" / "OFL.txt").read_text("utf-8")
    assert "ISC License" in (resources() / "icons" / "LICENSE").read_text("utf-8")


def test_the_program_is_written_in_the_inter_it_brought_along(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Inter"
    assert qapp.font().pixelSize() == 14


def test_numbers_are_equally_wide() -> None:
    metrics = QFontMetrics(theme.font(number=True))
    assert len({metrics.horizontalAdvance(figure * 10) for figure in "0123456789"}) == 1
    plain = QFontMetrics(theme.font())
    assert plain.horizontalAdvance("1" * 10) < plain.horizontalAdvance("0" * 10)


def test_numbers_stay_equally_wide_under_the_style_sheet() -> None:
    big = parts.label("11", "big", number=True)
    big.ensurePolished()
    figures = QFontMetrics(big.font())
    assert figures.horizontalAdvance("11") == figures.horizontalAdvance("00")
    assert big.font().pixelSize() == 34


@pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
def test_text_grows_with_the_chosen_size(qapp: QApplication, scale: float) -> None:
    theme.apply(qapp, "light", scale)
    label = QLabel("x")
    label.setProperty("role", "title")
    label.ensurePolished()
    assert label.font().pixelSize() == round(22 * scale)
    assert qapp.font().pixelSize() == round(14 * scale)


def test_an_unknown_icon_is_an_error_and_not_an_empty_place() -> None:
    with pytest.raises(KeyError):
        theme.picture("no-such-icon", "#000000", 16)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_drawn_for_the_pixels_of_the_screen(ratio: float) -> None:
    drawn = theme.picture("house", "#0b6e79", 16, ratio)
    assert drawn.width() == round(16 * ratio)
    assert _colours(drawn.toImage()) >= {"#0b6e79"}


def test_an_icon_is_drawn_once() -> None:
    assert theme.icon("house", "#0b6e79") is theme.icon("house", "#0b6e79")
    assert not theme.icon("house", "#0b6e79").isNull()


def test_a_widget_can_be_dark_in_a_light_program() -> None:
    outside = QWidget()
    inside = QPushButton("Start", outside)
    theme.dress(outside, "dark")
    assert theme.tokens_of(inside) is theme.dark()
    assert theme.tokens() is theme.LIGHT


@pytest.mark.parametrize("kind", [QLabel, QPushButton, QCheckBox, QRadioButton, QLineEdit])
def test_words_put_into_what_is_dark_are_light(
    kind: type[QLabel | QPushButton | QCheckBox | QRadioButton | QLineEdit],
) -> None:
    outside = QWidget()
    column = QVBoxLayout(outside)
    theme.dress(outside, "dark")
    words = kind("IIIIII")
    words.setStyleSheet("font-size: 40px; font-weight: 700;")
    column.addWidget(words)
    assert theme.dark().ink in _colours(outside.grab().toImage())


def test_the_rows_of_a_list_in_what_is_dark_are_light() -> None:
    outside = QWidget()
    column = QVBoxLayout(outside)
    rows = QListWidget()
    rows.addItem("IIIIII")
    rows.setFont(theme.font("title", size=40))
    column.addWidget(rows)
    theme.dress(outside, "dark")
    assert theme.dark().ink in _colours(outside.grab().toImage())


def test_weights_are_those_of_the_fonts_that_came_along() -> None:
    assert theme.font("strong").weight() == QFont.Weight.DemiBold
    assert theme.font("title").weight() == QFont.Weight.Bold


def _colours(image: QImage) -> set[str]:
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places}
