"""Charts as picture files, drawn without a window or a display."""

from __future__ import annotations

import os

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtWidgets import QApplication

from facilitator.charts.chart import ChartData
from facilitator.language import Language
from facilitator.ui import theme

WIDTH, HEIGHT = 900, 560


def as_png(chart: ChartData, lang: Language) -> bytes:
    """A chart with every word of it as a PNG of twice WIDTH × HEIGHT."""
    from facilitator.ui.plot import draw_picture

    app = QApplication.instance()
    if app is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        app = QApplication(["facilitator"])
        assert isinstance(app, QApplication)
        theme.apply(app, "light", 1.0)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    draw_picture(chart, lang, WIDTH, HEIGHT).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
