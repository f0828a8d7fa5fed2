"""A chart taken along: as a picture, as a drawing, as its numbers; and the whole history as PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from facilitator.charts.chart import ChartData
from facilitator.domain.refusal import writing
from facilitator.language import N_, Language
from facilitator.paths import safe_save
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.sharing.doors import Doors
from facilitator.ui.sharing.work import with_ending

_ANSWER_SECONDS = 30
_UNWRITABLE = str.maketrans(dict.fromkeys('\\/:*?"<>|', " "))


@dataclass(frozen=True, slots=True)
class Form:
    """A form a chart is saved in."""

    ending: str
    title: str
    kind: str
    icon: str
    write: Callable[[ChartData, Language], bytes]


def _png(chart: ChartData, lang: Language) -> bytes:
    from facilitator.ui.charts.picture import as_png

    return as_png(chart, lang)


def _svg(chart: ChartData, lang: Language) -> bytes:
    from facilitator.charts.layout import lay_out_picture
    from facilitator.charts.measure import measure
    from facilitator.charts.svg import as_svg

    return as_svg(lay_out_picture(chart, measure, lang))


def _csv(chart: ChartData, lang: Language) -> bytes:
    from facilitator.charts.tables import as_csv

    return as_csv(chart, lang)


def _xlsx(chart: ChartData, lang: Language) -> bytes:
    from facilitator.charts.tables import as_xlsx

    return as_xlsx(chart, lang)


FORMS = (
    Form("png", N_("Save picture (PNG)…"), N_("Picture"), "image", _png),
    Form("svg", N_("Save drawing (SVG)…"), N_("Drawing"), "image", _svg),
    Form("csv", N_("Save numbers (CSV)…"), N_("Table"), "table", _csv),
    Form("xlsx", N_("Save numbers (Excel)…"), N_("Workbook"), "table", _xlsx),
)


def file_name(chart: ChartData) -> str:
    """The title of a chart as the name of a file, without an ending."""
    return " ".join(chart.title.translate(_UNWRITABLE).split())[:80].rstrip(" .") or chart.name


class Taker:
    """Takes charts along, from a page."""

    def __init__(self, bridge: Bridge, page: QWidget, doors: Doors) -> None:
        self.bridge, self.doors = bridge, doors
        self._page = page
        self._folder: Path | None = None

    def fill(self, menu: QMenu, chart: Callable[[], ChartData | None]) -> None:
        """Put what can be done with a chart into a menu; it is asked for when it is needed."""
        text = self.bridge.lang.text
        for words, icon, act in (
            (N_("Copy picture"), "copy", self.copy_picture),
            (N_("Copy numbers as a table"), "table-2", self.copy_table),
            (N_("Print…"), "printer", lambda one: self.print_out((one,))),
        ):
            action = menu.addAction(theme.icon(icon), text(words))
            action.triggered.connect(partial(self._with, chart, act))
        menu.addSeparator()
        for form in FORMS:
            action = menu.addAction(theme.icon(form.icon), text(form.title))
            action.triggered.connect(partial(self._with, chart, partial(self.ask, form)))

    def _with(
        self,
        chart: Callable[[], ChartData | None],
        act: Callable[[ChartData], object],
        _checked: bool = False,
    ) -> None:
        found = chart()
        if found is not None:
            act(found)

    def copy_picture(self, chart: ChartData) -> None:
        """Put a chart, with every word of it, on the clipboard as a picture."""
        from facilitator.ui.charts.picture import copy_picture

        copy_picture(chart, self.bridge.lang)
        self.bridge.say(self.bridge.lang.text(N_("The picture has been copied.")), "ok")

    def copy_table(self, chart: ChartData) -> None:
        """Put the numbers of a chart on the clipboard, for a spreadsheet or a text."""
        from facilitator.ui.charts.picture import copy_table

        copy_table(chart, self.bridge.lang)
        self.bridge.say(self.bridge.lang.text(N_("The table has been copied.")), "ok")

    def print_out(self, charts: Sequence[ChartData]) -> None:
        """Print charts, one a page, on the printer the person chooses."""
        printer = self.doors.choose_printer(self._page) if charts else None
        if printer is not None:
            from facilitator.ui.charts.picture import paint_pages

            paint_pages(printer, charts, self.bridge.lang)

    def ask(self, form: Form, chart: ChartData) -> None:
        """Ask where to, and save a chart there."""
        file = self.ask_where(form.kind, form.ending, file_name(chart))
        if file is not None:
            self.save(form, chart, file)

    def ask_where(self, kind: str, ending: str, name: str) -> Path | None:
        """Where a file of this kind is to be saved; none if nowhere."""
        text = self.bridge.lang.text
        name = f"{name}.{ending}"
        at = str(self._folder / name) if self._folder else name
        pattern = f"{text(kind)} (*.{ending})"
        file = self.doors.choose_file(self._page, text(N_("Save")), at, pattern)
        if file is None:
            return None
        file = with_ending(file, ending)
        self._folder = file.parent
        return file

    def save(self, form: Form, chart: ChartData, file: Path) -> None:
        """Save a chart; what is in the way is said."""

        def write() -> bool:
            content = form.write(chart, self.bridge.lang)
            with writing(file.name):
                safe_save(file, content)
            return True

        if self.bridge.guarded(write):
            self.say_saved(file)

    def say_saved(self, file: Path, more: str = "") -> None:
        """Say where it is, and more of it in words of the reader, and offer to open it."""
        text = self.bridge.lang.text
        answers = (
            (text(N_("Open it")), partial(self._open, file)),
            (text(N_("Show in folder")), partial(self._open, file.parent)),
        )
        said = f"{text(N_('Saved as {name}.'), name=file.name)} {more}".rstrip()
        self.bridge.say(said, "ok", seconds=_ANSWER_SECONDS, key="share", answers=answers)

    def _open(self, path: Path) -> None:
        if not self.doors.open_path(path):
            said = N_("No program on this computer opened it.")
            self.bridge.say(self.bridge.lang.text(said), "warn", key="share")
