"""Every row of every table of things is complete: it has its words, and does what it says."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, cast, get_args

import pytest
from tests.charts.measures import HISTORY, on, rows_for
from tests.documents.example import NOW, READERS, mail, written
from tests.documents.handovers import HANDOVER
from tests.documents.patterns import TEMPLATE
from tests.documents.replies import agreed, asking, sheet
from tests.documents.test_history import history
from tests.documents.test_minutes import minutes
from tests.imports.figure_books import book

from facilitator.__main__ import OPTIONS
from facilitator.charts import CHARTS, Chart
from facilitator.charts.chart import ChartData, View
from facilitator.charts.tables import as_csv, as_json
from facilitator.commands import CHART_FORMATS, COMMANDS, DO, EDITIONS, LISTS
from facilitator.documents import DOCUMENTS, Asked, Document, Edition
from facilitator.documents.handover import as_file as as_handover
from facilitator.documents.template import as_json as as_template
from facilitator.domain.categories import ASPECTS, CATEGORIES
from facilitator.domain.disclosure import Audience
from facilitator.domain.families import FAMILIES
from facilitator.domain.kinds import KINDS, Kind
from facilitator.domain.person import PersonRecord, Section
from facilitator.domain.refusal import Refusal
from facilitator.domain.statuses import COLUMNS, STATUSES
from facilitator.domain.templates import TEMPLATES, Template
from facilitator.imports.source import Source
from facilitator.imports.sources import IMPORTS
from facilitator.language import Language
from facilitator.paths import resources
from facilitator.settings import SETTINGS, Setting
from facilitator.store import queries
from facilitator.store.tables import TABLES
from facilitator.ui.actions import ACTIONS, LIST_ACTIONS, MENUS, Action
from facilitator.ui.agenda.list import AgendaView
from facilitator.ui.deeds import Deeds
from facilitator.ui.page import PAGES, Page, PageRow

DANISH = Language("da")
SAME = {"data", "case", "pause", "goals", "dansk", "english", "start", "kl", "pdf", "markdown"}


def name(row: Any) -> str:
    return str(getattr(row, "id", None) or getattr(row, "name", None) or row.key)


def each(rows: Iterable[Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", tuple(rows), ids=name)


def has_danish(text: str) -> bool:
    """Whether a marked text is another in Danish; a few words are the same in both."""
    return bool(text) and (DANISH.text(text) != text or text.casefold() in SAME)


def test_no_two_rows_of_a_table_share_a_name() -> None:
    tables: tuple[tuple[Any, ...], ...] = (
        *(KINDS, TEMPLATES, CHARTS, DOCUMENTS, IMPORTS, SETTINGS, ACTIONS, tuple(PAGES)),
        *(STATUSES, CATEGORIES, ASPECTS, COLUMNS, COMMANDS, OPTIONS),
    )
    for table in tables:
        names = [name(row) for row in table]
        assert len(names) == len(set(names))


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


def drawn(row: Chart, size: int, lang: Language) -> ChartData:
    return row.draw(rows_for(row, size), lang, View())


@pytest.mark.parametrize("size", [0, 1, 30])
@pytest.mark.parametrize("code", ["da", "en"])
@each(HISTORY)
def test_a_chart_survives_no_data_one_point_and_many(row: Chart, code: Any, size: int) -> None:
    lang = Language(code)
    chart = drawn(row, size, lang)
    assert chart.title
    assert chart.sentence
    assert as_json(chart)["title"] == chart.title
    assert as_csv(chart, lang).decode("utf-8-sig").count("\r\n") > 2


@each(HISTORY)
def test_a_chart_can_be_drawn(row: Chart, qapp: object) -> None:
    from facilitator.ui.charts.picture import as_png

    assert qapp is not None
    assert as_png(drawn(row, 30, DANISH), DANISH).startswith(b"\x89PNG")


@each((*CHARTS, *DOCUMENTS))
def test_a_chart_or_document_names_a_query_that_is_there(row: Chart | Document) -> None:
    assert callable(getattr(queries, row.needs))
    assert has_danish(row.title)


MEMBER = PersonRecord(
    "m1",
    "Anna Eksempel",
    "ØNH – Eksempel",
    "Europe/Copenhagen",
    (Section("member", ((("id", "m1"), ("name", "Anna Eksempel")),)),),
    (),
    (),
    ((NOW, "Move item"),),
)
EXAMPLES: dict[str, tuple[Any, str]] = {
    "member": (MEMBER, "Anna Eksempel"),
    "minutes": (minutes(), "Klinik 3"),
    "agenda": (written(), "Klinik 3"),
    "template": (TEMPLATE, "Vi når to cases"),
    "handover": (HANDOVER, "Klinik 3"),
    "agreed": (agreed(), "Klinik 3"),
    "personal": (asking(), "Klinik 3"),
    "ask": (asking(), "Klinik 3"),
    "reply": (asking(), "Klinik 1"),
    "history": (history(3), "ØNH – Eksempel"),
}
ASKED = {
    "edition": Asked(NOW, edition="facilitator"),
    "names": Asked(NOW, names=True),
    "to_members": Asked(NOW, to_members=True),
    "notes": Asked(NOW, notes=False),
    "audience": Asked(NOW, audience=Audience.OWN_SCREEN),
    "first": Asked(NOW, first=on(2)),
    "last": Asked(NOW, last=on(2)),
}


@pytest.mark.parametrize("code", ["da", "en"])
@each(DOCUMENTS)
def test_a_document_opens_again_in_its_own_reader(row: Document, code: Any) -> None:
    values, text = EXAMPLES[row.name]
    for form in row.formats:
        assert text in READERS[form.ending](form.write(values, Language(code), Asked(NOW)))
        assert row.format(form.ending) is form


@each(DOCUMENTS)
def test_what_a_format_asks_makes_a_difference_and_nothing_else_does(row: Document) -> None:
    values, _ = EXAMPLES[row.name]
    for form in row.formats:
        plain = seen(form.ending, form.write(values, DANISH, Asked(NOW)))
        heeded = {
            field
            for field, asked in ASKED.items()
            if seen(form.ending, form.write(values, DANISH, asked)) != plain
        }
        assert heeded == set(form.asks)


def seen(ending: str, data: bytes) -> str:
    """What a reader finds in a file; of an e-mail also to whom it goes."""
    to = str((mail(data)["To"], mail(data)["Bcc"])) if ending == "eml" else ""
    return READERS[ending](data) + to


@each(DOCUMENTS)
def test_a_document_says_what_it_is_about_and_when_there_is_none(row: Document) -> None:
    is_whole = row.in_cluster and not row.among
    assert [bool(row.meeting), bool(row.among), is_whole].count(True) == 1
    assert is_whole or callable(getattr(queries, row.meeting or row.among))
    assert has_danish(row.without)
    assert all(has_danish(form.title) for form in row.formats)


def test_the_command_line_knows_every_edition() -> None:
    assert get_args(Edition) == EDITIONS


FILES = {
    "template": as_template(TEMPLATE, DANISH, Asked(NOW)),
    "reply": sheet(),
    "handover": as_handover(HANDOVER, DANISH, Asked(NOW)),
    "indicators": book(("Klinik", "Andel"), ("Klinik 1", "12,5 %")),
}
BROKEN = (b"", b"\0", b"{}", b"[]", b"null", b"\xff\xfe", b"PK\3\4", b"<html>", b'{"format": 1}')


@each(IMPORTS)
def test_an_import_reads_its_own_file_and_refuses_each_broken_one(row: Source) -> None:
    whole = FILES[row.name]
    values = row.read(whole)
    # What is put beside what is stored first, is said of that.
    assert row.meet or row.say(values, DANISH)
    assert has_danish(row.title)
    assert has_danish(row.label)
    cut = tuple(whole[:at] for at in range(1, len(whole) - 2, 97))
    for content in (*BROKEN, *cut, whole + whole, b" " * (row.at_most + 1)):
        with pytest.raises(Refusal) as refused:
            row.read(content)
        assert len(refused.value.parts) == 3


@each((*COMMANDS, *OPTIONS))
def test_a_command_or_option_says_what_it_does_in_danish(row: Any) -> None:
    assert has_danish(row.about)
    assert all(has_danish(option.about) for option in getattr(row, "options", ()))


def test_every_command_is_done_by_something() -> None:
    assert set(DO) == {command.name for command in COMMANDS}
    assert len(set(LISTS)) == len(LISTS)
    assert set(CHART_FORMATS) == {"svg", "png", "csv", "xlsx", "json"}


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
    where: type = Deeds if row.where == "window" else page_class(pages[row.where])
    doers = (AgendaView,) if row in LIST_ACTIONS else (where, *getattr(where, "doers", ()))
    assert any(callable(getattr(doer, row.handler, None)) for doer in doers)


def test_every_menu_has_its_title_in_danish() -> None:
    assert all(has_danish(title) for _, title in MENUS)
