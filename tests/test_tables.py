"""Every row of every table of things is complete: it has its words, and does what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from importlib import import_module
from typing import Any, cast

import pytest
from tests.documents.test_minutes import minutes, read_back

from facilitator.__main__ import OPTIONS
from facilitator.charts import CHARTS, Chart
from facilitator.charts.chart import ChartData, as_csv, as_json
from facilitator.commands import CHART_FORMATS, COMMANDS, DO, LISTS
from facilitator.documents import DOCUMENTS, Document
from facilitator.domain.followup import ASPECTS, CATEGORIES, COLUMNS, STATUSES
from facilitator.domain.history import MeetingCount
from facilitator.domain.kinds import FAMILIES, KINDS, Kind
from facilitator.domain.templates import TEMPLATES, Template
from facilitator.imports import IMPORTS
from facilitator.language import Language
from facilitator.paths import resources
from facilitator.settings import SETTINGS, Setting
from facilitator.store import queries
from facilitator.store.tables import TABLES
from facilitator.ui.actions import ACTIONS, MENUS, Action
from facilitator.ui.main_window import MainWindow
from facilitator.ui.page import PAGES, Page, PageRow

DANISH = Language("da")
SAME = {"data", "case", "pause", "goals", "dansk", "english", "start", "kl"}


def name(row: Any) -> str:
    return str(getattr(row, "id", None) or getattr(row, "name", None) or row.key)


def each(rows: Iterable[Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", tuple(rows), ids=name)


def has_danish(text: str) -> bool:
    """Whether a marked text is another in Danish; a few words are the same in both."""
    return bool(text) and (DANISH.text(text) != text or text.casefold() in SAME)


def test_no_two_rows_of_a_table_share_a_name() -> None:
    tables: tuple[tuple[Any, ...], ...] = (
        *(KINDS, TEMPLATES, CHARTS, DOCUMENTS, SETTINGS, ACTIONS, tuple(PAGES)),
        *(STATUSES, CATEGORIES, ASPECTS, COLUMNS, COMMANDS, OPTIONS),
    )
    for table in tables:
        names = [name(row) for row in table]
        assert len(names) == len(set(names))
    assert len(IMPORTS) == len(set(IMPORTS))


@each(KINDS)
def test_a_kind_has_both_languages_a_family_and_minutes(row: Kind) -> None:
    assert has_danish(row.title)
    assert has_danish(row.basis)
    assert all(has_danish(prompt) for prompt in row.prompts)
    assert not row.question or has_danish(row.question)
    assert all(has_danish(step.title) for step in row.steps)
    assert row.family in FAMILIES
    assert 0 < row.minimum() <= row.minutes


@each(TEMPLATES)
def test_a_template_has_both_languages(row: Template) -> None:
    assert has_danish(row.title)
    assert has_danish(row.why)
    assert all(has_danish(line.title) for line in (*row.rows, row.again))


@each((*STATUSES, *CATEGORIES, *ASPECTS, *COLUMNS))
def test_what_a_commitment_can_be_has_both_languages(row: Any) -> None:
    assert has_danish(row.title)


@each(SETTINGS)
def test_a_setting_has_a_label_in_danish_and_a_default_that_fits(row: Setting) -> None:
    assert row.fits(row.default)
    if row.label:
        assert has_danish(row.label)
        assert not row.about or has_danish(row.about)
        assert all(has_danish(label) for _, label in row.choices)


def counts(size: int) -> tuple[MeetingCount, ...]:
    first = date(2024, 3, 6)
    return tuple(
        MeetingCount(f"m{n}", n + 1, first + timedelta(days=97 * n), n % 5, 14, n % 3, 6)
        for n in range(size)
    )


def drawn(row: Chart, size: int, lang: Language) -> ChartData:
    return row.draw(counts(size), lang)


@pytest.mark.parametrize("size", [0, 1, 30])
@pytest.mark.parametrize("code", ["da", "en"])
@each(CHARTS)
def test_a_chart_survives_no_data_one_point_and_many(row: Chart, code: Any, size: int) -> None:
    lang = Language(code)
    chart = drawn(row, size, lang)
    assert chart.title
    assert chart.sentence
    assert len(chart.points) == size
    assert as_json(chart)["title"] == chart.title
    assert as_csv(chart, lang).decode("utf-8-sig").count("\r\n") > size


@pytest.mark.parametrize("size", [0, 1, 30])
@each(CHARTS)
def test_a_chart_can_be_drawn(row: Chart, size: int, qapp: object) -> None:
    from facilitator.ui.picture import as_png

    assert qapp is not None
    assert as_png(drawn(row, size, DANISH), DANISH).startswith(b"\x89PNG")


@each((*CHARTS, *DOCUMENTS))
def test_a_chart_or_document_names_a_query_that_is_there(row: Chart | Document) -> None:
    assert callable(getattr(queries, row.needs))
    assert has_danish(row.title)


def read_markdown(written: bytes) -> str:
    return "\n".join(line for lines in read_back(written).values() for line in lines)


READERS: dict[str, Callable[[bytes], str]] = {"md": read_markdown}


@pytest.mark.parametrize("code", ["da", "en"])
@each(DOCUMENTS)
def test_a_document_opens_again_in_its_own_reader(row: Document, code: Any) -> None:
    for form in row.formats:
        for names in (False, True):
            written = form.write(minutes(), Language(code), names)
            assert "Akuttid hver dag" in READERS[form.ending](written)


@each((*COMMANDS, *OPTIONS))
def test_a_command_or_option_says_what_it_does_in_danish(row: Any) -> None:
    assert has_danish(row.about)
    assert all(has_danish(option.about) for option in getattr(row, "options", ()))


def test_every_command_is_done_by_something() -> None:
    assert set(DO) == {command.name for command in COMMANDS}
    assert len(set(LISTS)) == len(LISTS)
    assert "svg" not in CHART_FORMATS


def page_class(row: PageRow) -> type[Page]:
    made = getattr(import_module(row.module), row.name)
    assert issubclass(made, Page)
    return cast(type[Page], made)


@each(PAGES)
def test_a_page_has_a_title_in_danish_an_icon_and_a_class(row: PageRow) -> None:
    assert has_danish(row.title)
    assert (resources() / "icons" / f"{row.icon}.svg").is_file()
    assert page_class(row).tables <= set(TABLES)
    assert set(row.tables) <= set(TABLES)


@each(ACTIONS)
def test_an_action_resolves_to_its_handler(row: Action) -> None:
    assert has_danish(row.text)
    assert not row.menu or row.menu in [menu for menu, _ in MENUS]
    pages = {page.id: page for page in PAGES}
    where = MainWindow if row.where == "window" else page_class(pages[row.where])
    assert callable(getattr(where, row.handler))


def test_every_menu_has_its_title_in_danish() -> None:
    assert all(has_danish(title) for _, title in MENUS)
