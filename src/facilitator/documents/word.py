"""Word documents made of styles, for the documents that are written as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from facilitator.documents.document import Head
from facilitator.domain.no_break import keep_together
from facilitator.language import Language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row

INK, QUIET, ACCENT, HAIRLINE = "1C2430", "5B6675", "0B6E79", "DFE3E8"

Style = tuple[str, str, float, bool, str, float, float]
"""Name, base, size in points, bold, colour, points above and below."""

_FONT = "Calibri"
_STYLES: tuple[Style, ...] = (
    ("Normal", "", 10.5, False, INK, 0, 3),
    ("Title", "Normal", 22, True, INK, 0, 4),
    ("Subtitle", "Normal", 11, False, QUIET, 0, 4),
    ("Heading 1", "Normal", 13, True, ACCENT, 12, 4),
    ("List Number", "Normal", 10.5, False, INK, 0, 2),
    ("Footer", "Normal", 9, False, QUIET, 0, 0),
)
_WIDTH = 17
"""Centimetres between the margins of an A4 page."""
_LINE = 80
"""Letters that stand beside the number of a page."""
_OF_THE_TEMPLATE = ("extended-properties", "metadata/thumbnail")


def new_document(head: Head, now: datetime, styles: Sequence[Style]) -> Document:
    """An empty document on A4, in its language; `styles` are its own beside the common.

    A style of the same name as one of Word’s changes that one.
    """
    import docx

    document, locale = docx.Document(), _locale(head.code)
    _set_page(document)
    _set_styles(document, (*_STYLES, *styles), locale)
    _number_pages(document, head)
    _forget_template(document, locale)
    facts = document.core_properties
    facts.title, facts.author = sound(head.title), sound(head.cluster)
    facts.last_modified_by, facts.comments = facts.author, ""
    facts.language = locale
    facts.created = facts.modified = now
    return document


def as_bytes(document: Document) -> bytes:
    """The file; every part of it is dated as the document says of itself, not by the clock."""
    made, dated = BytesIO(), BytesIO()
    document.save(made)
    day = document.core_properties.modified
    assert day is not None
    with ZipFile(made) as parts, ZipFile(dated, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            part = ZipInfo(name, day.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            archive.writestr(part, parts.read(name))
    return dated.getvalue()


def add_table(document: Document, style: str, head: Iterable[tuple[str, str]]) -> Table:
    """A table with hairlines whose head, words and their styles, is repeated on every page."""
    words = tuple(head)
    if style not in [one.name for one in document.styles]:
        _add_table_style(document.styles, style)
    table: Table = document.add_table(rows=1, cols=len(words), style=style)
    table.autofit = False
    for cell, (word, style_of_word) in zip(table.rows[0].cells, words, strict=True):
        write(cell, word, style_of_word)
    _mark(table.rows[0], "w:tblHeader")
    return table


def add_row(table: Table) -> tuple[_Cell, ...]:
    """The cells of one more row."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return tuple(row.cells)


def finish_table(table: Table, widths: Sequence[float]) -> None:
    """Keep rows whole on their page, and give the columns these widths in centimetres."""
    from docx.shared import Cm

    for row in table.rows:
        _mark(row, "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def write(cell: _Cell, text: str, style: str) -> None:
    """Put a text into a cell."""
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(running(text))


def sound(text: str) -> str:
    """`text` without the two signs that XML forbids and the store does not."""
    return text.replace("\ufffe", "").replace("\uffff", "")


def running(text: str) -> str:
    """`text` as it runs over lines, its numbers and units kept together."""
    return keep_together(sound(text))


def keep_with_next(*stays: Any) -> None:
    """Let styles or paragraphs stand on the page of what follows them."""
    for one in stays:
        one.paragraph_format.keep_with_next = True


def align_right(document: Document, style: str) -> None:
    """Let a style stand at the right, as figures do."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document.styles[style].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def indent(document: Document, style: str, points: float) -> None:
    """Let a style stand in by so much."""
    from docx.shared import Pt

    document.styles[style].paragraph_format.left_indent = Pt(points)


def qualified(name: str) -> str:
    """A name such as w:lang with its namespace, as XML has it."""
    from docx.oxml.ns import qn

    return qn(name)


def _number_pages(document: Document, head: Head) -> None:
    """What and which page of how many, below every page."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm

    form: Any = document.styles["Footer"].paragraph_format
    form.tab_stops.clear_all()
    form.tab_stops.add_tab_stop(Cm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    line = document.sections[0].footer.paragraphs[0]
    line.style = "Footer"
    whose = f"{head.title} · {head.cluster}"
    line.add_run(f"{running(whose if len(whose) <= _LINE else head.title)}\t")
    for part in re.split(r"(\{pages?\})", Language(head.code).text("Page {page} of {pages}")):
        if field := _FIELDS.get(part):
            line._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{field}"/>'))
        else:
            line.add_run(part)


_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def _forget_template(document: Document, language: str) -> None:
    """Take out what the template says of itself: its program, picture, age and language."""
    kept = document.part.package.rels
    for key in [key for key, one in kept.items() if one.reltype.endswith(_OF_THE_TEMPLATE)]:
        kept.pop(key)
    settings = document.settings.element
    for name in ("w:savePreviewPicture", "w:rsids"):
        for found in settings.findall(qualified(name)):
            settings.remove(found)
    for setting in settings.iter(qualified("w:compatSetting")):
        if setting.get(qualified("w:name")) == "compatibilityMode":
            setting.set(qualified("w:val"), "15")
    for theme in settings.findall(qualified("w:themeFontLang")):
        theme.set(qualified("w:val"), language)


def _locale(code: str) -> str:
    return "da-DK" if code == "da" else "en-GB"


def _set_page(document: Document) -> None:
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)


def _set_styles(document: Document, rows: Iterable[Style], language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    there = {style.name for style in styles}
    for name, base, *rest in rows:
        if name not in there:
            made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            made.quick_style = True
        _set_style(styles, name, base, *rest)
    for found in styles.element.iter(qualified("w:lang")):
        found.set(qualified("w:val"), language)


def _set_style(styles: Any, name: str, base: str, *values: Any) -> None:
    from docx.shared import Pt, RGBColor

    size, bold, colour, above, below = values
    style = styles[name]
    if base:
        style.base_style = styles[base]
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.italic = False
    # The template spreads letters, and names fonts of its theme, which win over plain names.
    look = style.element.rPr
    for spread in look.findall(qualified("w:spacing")):
        look.remove(spread)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        look.rFonts.attrib.pop(qualified(f"w:{theme}"), None)
    style.paragraph_format.space_before = Pt(above)
    style.paragraph_format.space_after = Pt(below)
    for border in style.element.pPr.findall(qualified("w:pBdr")):
        style.element.pPr.remove(border)


def _add_table_style(styles: Any, name: str) -> None:
    """A table with hairlines between its rows and none between its columns."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    made = styles.add_style(name, WD_STYLE_TYPE.TABLE)
    made.base_style = styles["Normal Table"]
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"'
    made.element.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders><w:top {line}/><w:bottom {line}/>"
            f"<w:insideH {line}/></w:tblBorders></w:tblPr>"
        )
    )


def _mark(row: _Row, name: str) -> None:
    """Set a switch of a row: w:tblHeader repeats it on every page, w:cantSplit keeps it whole."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))
