"""Charts as pictures: files, the clipboard and paper, in light colours, with every word of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication

from facilitator.charts.chart import ChartData
from facilitator.charts.layout import lay_out_picture
from facilitator.charts.svg import as_svg
from facilitator.language import Language
from facilitator.ui import theme
from facilitator.ui.charts.sketch_painter import measure, paint

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SCREEN_DOTS = 96
"""Dots to an inch where a design pixel is one dot."""


def draw_picture(chart: ChartData, lang: Language, dots_per_inch: int = 2 * SCREEN_DOTS) -> QImage:
    """A chart for mail and paper; its metadata are the title and the description alone."""
    sketch = lay_out_picture(chart, measure, lang)
    scale = dots_per_inch / SCREEN_DOTS
    size = round(sketch.width * scale), round(sketch.height * scale)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(painter, sketch.items, theme.LIGHT)
    painter.end()
    per_metre = round(dots_per_inch / 0.0254)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    image.setText("Title", sketch.title)
    image.setText("Description", sketch.description)
    return image


def as_png(chart: ChartData, lang: Language, dots_per_inch: int = 2 * SCREEN_DOTS) -> bytes:
    """A chart as PNG, twice the size of the screen or as many dots to an inch as asked for.

    Needs neither a window nor a display.
    """
    app = QApplication.instance()
    if app is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        app = QApplication(["facilitator"])
        theme.load_fonts()
    return _png(draw_picture(chart, lang, dots_per_inch))


def draw_svg(chart: ChartData, lang: Language) -> bytes:
    """A chart as SVG, of the same size and with the same words as its picture."""
    return as_svg(lay_out_picture(chart, measure, lang))


def copy_picture(chart: ChartData, lang: Language) -> None:
    """Put a chart on the clipboard, as PNG and as SVG: programs take the one they can use."""
    image = draw_picture(chart, lang)
    data = QMimeData()
    data.setImageData(image)
    data.setData("image/png", QByteArray(_png(image)))
    data.setData("image/svg+xml", QByteArray(draw_svg(chart, lang)))
    QGuiApplication.clipboard().setMimeData(data)


def copy_table(chart: ChartData, lang: Language) -> None:
    """Put the plotted numbers on the clipboard, for a word processor and for a spreadsheet."""
    from facilitator.charts.tables import as_html, as_tabbed

    data = QMimeData()
    data.setHtml(as_html(chart, lang))
    data.setText(as_tabbed(chart, lang))
    QGuiApplication.clipboard().setMimeData(data)


def paint_pages(printer: QPrinter, charts: Sequence[ChartData], lang: Language) -> None:
    """Paint charts on the pages of a printer, each as large as the page allows."""
    painter = QPainter(printer)
    for number, chart in enumerate(charts):
        if number:
            printer.newPage()
        page = printer.pageLayout().paintRectPixels(printer.resolution())
        sketch = lay_out_picture(chart, measure, lang)
        painter.save()
        scale = min(page.width() / sketch.width, page.height() / sketch.height)
        painter.scale(scale, scale)
        paint(painter, sketch.items, theme.LIGHT)
        painter.restore()
    painter.end()


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
