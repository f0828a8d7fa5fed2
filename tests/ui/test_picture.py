"""A chart taken along: as a picture, on the clipboard, on paper, always light and whole."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.charts import make_chart, make_figures, wrap

from facilitator.charts.chart import Dots, Row
from facilitator.charts.layout import lay_out_page
from facilitator.charts.sketch import Area, Box, Shape, Stroke, Text
from facilitator.language import Language
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.charts.picture import as_png, copy_picture, draw_picture
from facilitator.ui.charts.sketch_painter import find_colour, measure
from facilitator.ui.history.export import Taker
from facilitator.ui.sharing.doors import Doors

LANG = Language("da")


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.mark.parametrize("name", list(make_figures()))
def test_each_figure_is_a_picture_of_print_size(name: str) -> None:
    image = QImage()
    assert image.loadFromData(as_png(wrap(make_figures()[name]), LANG))
    assert image.width() == 1800
    assert image.height() > 400
    assert round(image.dotsPerMeterX() * 0.0254) == 192
    assert image.pixelColor(2, 2) == QColor("#ffffff")
    colours = set(memoryview(image.constBits()).cast("I"))
    assert QColor(theme.LIGHT.ink).rgb() in colours
    assert len(colours) > 20


def test_a_picture_of_rows_is_as_high_as_they_and_the_words_are() -> None:
    row = Row("Klinik 1", 9, 20, 0.45, 0.26, 0.66, "9 af 20")
    few, many = (draw_picture(wrap(Dots((row,) * number)), LANG, 96) for number in (3, 30))
    assert 30 * 17 < many.height() - few.height() < 30 * 40
    bottom = [image.pixelColor(x, image.height() - 4) for image in (few, many) for x in range(900)]
    assert all(colour == QColor("#ffffff") for colour in bottom)


def test_for_print_there_are_as_many_dots_as_asked_for() -> None:
    image = draw_picture(make_chart([1, 2, 3]), LANG, 300)
    assert image.width() == round(900 * 300 / 96)
    assert round(image.dotsPerMeterY() * 0.0254) == 300


def test_a_picture_tells_its_title_and_its_words_and_nothing_else() -> None:
    chart = make_chart([1, 2, 3])
    told = dict(_texts(as_png(chart, LANG)))
    assert told == {"Title": chart.title, "Description": f"{chart.sentence} {chart.caveats[0]}"}


def _texts(png: bytes) -> Iterator[tuple[str, str]]:
    """The texts in a PNG file, and the names of parts no picture needs."""
    at = 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + size]
        if kind == b"tEXt":
            name, _, text = body.partition(b"\0")
            yield name.decode("latin-1"), text.decode("latin-1")
        elif kind == b"zTXt":
            name, _, packed = body.partition(b"\0")
            yield name.decode("latin-1"), zlib.decompress(packed[1:]).decode("latin-1")
        elif kind == b"iTXt":
            name, _, rest = body.partition(b"\0")
            words = rest[2:].split(b"\0", 2)[2]
            text = zlib.decompress(words) if rest[0] else words
            yield name.decode("latin-1"), text.decode("utf-8")
        elif kind not in (b"IHDR", b"IDAT", b"IEND", b"pHYs"):
            yield kind.decode(), ""
        at += size + 12


def test_a_picture_is_light_even_in_a_dark_program(qapp: QApplication) -> None:
    before = draw_picture(make_chart([1, 2, 3]), LANG, 96)
    theme.apply(qapp, "dark")
    assert draw_picture(make_chart([1, 2, 3]), LANG, 96) == before


def test_the_clipboard_holds_a_picture_and_a_drawing() -> None:
    chart = make_chart([1, 2, 3, 4])
    copy_picture(chart, LANG)
    held = QApplication.clipboard().mimeData()
    assert QApplication.clipboard().image().width() == 1800
    assert QImage.fromData(held.data("image/png")).width() == 1800
    drawing = ElementTree.fromstring(bytes(held.data("image/svg+xml").data()))
    words = " ".join(drawing.itertext())
    assert chart.sentence in words
    assert chart.caveats[0] in words


def test_charts_are_printed_one_a_page_with_their_words(bridge: Bridge, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "udvikling.pdf"))
    upright = QPageLayout.Orientation.Portrait
    page = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), upright, QMarginsF(20, 20, 20, 20))
    printer.setPageLayout(page)
    charts = [make_chart([1, 2, 3]), wrap(make_figures()["dots"])]
    parent = QWidget()
    Taker(bridge, parent, Doors(choose_printer=lambda _parent: None)).print_out(charts)
    assert not (tmp_path / "udvikling.pdf").exists()
    Taker(bridge, parent, Doors(choose_printer=lambda _parent: printer)).print_out(charts)
    pages = PdfReader(tmp_path / "udvikling.pdf").pages
    assert len(pages) == 2
    words = [page.extract_text().split() for page in pages]
    assert {"indført", "undersøgelse"} <= {word.rstrip(".:") for word in words[0]}
    assert "Klinik" in words[1]


@pytest.mark.parametrize("name", list(make_figures()))
def test_every_colour_of_a_figure_is_one_of_both_themes(name: str) -> None:
    sketch = lay_out_page(wrap(make_figures()[name]), 900, 560, measure, LANG)
    names: set[str] = set()
    for item in sketch.items:
        match item:
            case Text(colour=colour) | Stroke(colour=colour):
                names.add(colour)
            case Shape(fill=fill, edge=edge) | Box(fill=fill, edge=edge):
                names |= {found for found in (fill, edge) if found}
            case Area(fill=fill):
                names.add(fill)
    assert all(find_colour(one, theme_name).isValid() for one in names for theme_name in _THEMES)


_THEMES: tuple[theme.Theme, ...] = ("light", "dark")
