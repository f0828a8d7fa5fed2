"""What is taken along of a chart, in any form, holds nothing of what its audience may not see."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from facilitator.charts.attendance import draw_attendance
from facilitator.charts.chart import ChartData, View
from facilitator.charts.tables import as_csv, as_html, as_json, as_tabbed, as_xlsx
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import Cut, MeetingCount
from facilitator.language import Language
from facilitator.ui.charts.picture import as_png, copy_picture, copy_table, draw_svg

pytestmark = pytest.mark.bare
LANG = Language("da")
FIRST = date(2025, 3, 5)
CUTS = (Cut("1", "", FIRST, "note", "Anna er syg"),)


def draw(k: int, audience: Audience) -> ChartData:
    """Meetings to one of which so many came."""
    shares = ((7, 15), (k, 15), (8, 15), (9, 15))
    rows = [
        MeetingCount(f"{at}", at, FIRST + timedelta(91 * at), *share)
        for at, share in enumerate(shares)
    ]
    return draw_attendance(rows, LANG, View(audience, cuts=CUTS))


def forms(chart: ChartData) -> dict[str, object]:
    """Every form it is taken along in, the clipboard among them."""
    copy_picture(chart, LANG)
    held = QGuiApplication.clipboard().mimeData()
    names = [name for name in held.formats() if held.data(name).size()]
    pictures = {f"copied {name}": bytes(held.data(name).data()) for name in names}
    copy_table(chart, LANG)
    held = QGuiApplication.clipboard().mimeData()
    return {
        "png": as_png(chart, LANG),
        "svg": draw_svg(chart, LANG),
        "csv": as_csv(chart, LANG),
        "xlsx": as_xlsx(chart, LANG),
        "json": json.dumps(as_json(chart)),
        "html": as_html(chart, LANG),
        "tabbed": as_tabbed(chart, LANG),
        **pictures,
        "copied table": (held.html(), held.text()),
    }


def test_every_form_is_the_same_whatever_number_is_hidden(qapp: QApplication) -> None:
    assert qapp is not None
    seen, other = (forms(draw(k, Audience.OUTSIDE)) for k in (1, 4))
    assert seen == other
    own, mine = (forms(draw(k, Audience.OWN_SCREEN)) for k in (1, 4))
    assert all(own[name] != mine[name] for name in own), "on one's own screen each tells it"


def test_files_name_nobody_and_say_of_themselves_only_what_stands_in_them(
    qapp: QApplication,
) -> None:
    assert qapp is not None
    chart = draw(1, Audience.OUTSIDE)
    image = QImage.fromData(as_png(chart, LANG))
    told = {key: image.text(key) for key in image.textKeys()}
    assert told == {"Title": chart.title, "Description": " ".join((chart.sentence, *chart.caveats))}
    with ZipFile(BytesIO(as_xlsx(chart, LANG))) as book:
        core = book.read("docProps/core.xml").decode()
        assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
        assert "1980-01-01" in core
        words = b"".join(book.read(name) for name in book.namelist()).decode()
    for content in (words, as_csv(chart, LANG).decode(), draw_svg(chart, LANG).decode()):
        assert "Anna" not in content
