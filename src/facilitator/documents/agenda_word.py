"""The agenda as a Word document with styles and a table, to be edited by whoever gets it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from facilitator.documents.agenda import Line, Sheet, write_sheet
from facilitator.documents.document import Asked
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import Language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row

_FONT = "Calibri"
_INK, _QUIET, _ACCENT, _HAIRLINE = "1C2430", "5B6675", "0B6E79", "DFE3E8"
# Name, base, size in points, bold, colour, points above and below.
_STYLES = (
    ("Normal", "", 10.5, False, _INK, 0, 3),
    ("Title", "Normal", 22, True, _INK, 0, 4),
    ("Subtitle", "Normal", 11, False, _QUIET, 0, 4),
    ("Heading 1", "Normal", 13, True, _ACCENT, 12, 4),
    ("List Number", "Normal", 10.5, False, _INK, 0, 2),
    ("List Bullet", "Normal", 9.5, False, _INK, 0, 1),
)
_OWN_STYLES = (
    ("Agenda Head", "Normal", 9, True, _QUIET, 2, 2),
    ("Agenda Item", "Normal", 11, True, _INK, 3, 1),
    ("Agenda Text", "Normal", 9.5, False, _QUIET, 0, 2),
    ("Agenda Cell", "Normal", 10, False, _INK, 3, 3),
    ("Agenda Number", "Agenda Cell", 10, False, _INK, 3, 3),
)
_TABLE = "Agenda Table"
_WIDTHS = (1.9, 10.3, 3.2, 1.6)
"""Of the columns, in centimetres; together the width of an A4 page between its margins."""


def as_docx(written: WrittenAgenda, lang: Language, asked: Asked) -> bytes:
    """The agenda as .docx: title, goals as a numbered list, items as a table with a header row."""
    import docx

    sheet = write_sheet(written, lang, asked)
    document = docx.Document()
    _set_page(document)
    _set_styles(document, "da-DK" if lang.code == "da" else "en-GB")
    _name_document(document, sheet, asked)
    _write_head(document, sheet, lang)
    _write_items(document, sheet, lang)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _write_head(document: Document, sheet: Sheet, lang: Language) -> None:
    for mark in (sheet.edition, sheet.cancelled):
        if mark:
            document.add_paragraph(mark, "Agenda Head")
    document.add_paragraph(_sound(sheet.title), "Title")
    document.add_paragraph(_sound(sheet.heading), "Subtitle")
    if sheet.chair:
        document.add_paragraph(_sound(sheet.chair), "Subtitle")
    if sheet.goals:
        document.add_heading(lang.text("Goals for the meeting"), 1)
        document.add_paragraph(lang.text("When we go home, we can …"), "Agenda Text")
    for goal in sheet.goals:
        document.add_paragraph(_sound(goal), "List Number")
    for fact in sheet.facts:
        document.add_paragraph(_sound(f"{fact.label} {fact.text} {fact.link}".rstrip()))


def _write_items(document: Document, sheet: Sheet, lang: Language) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    document.add_heading(lang.text("Agenda"), 1)
    head = tuple(lang.text(word) for word in ("Time", "Item", "Who", "Min."))
    table = document.add_table(rows=1, cols=len(head), style=_TABLE)
    table.autofit = False
    for cell, word in zip(table.rows[0].cells, head, strict=True):
        _write(cell, word, "Agenda Head")
    table.rows[0].cells[-1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _mark(table.rows[0], "w:tblHeader")
    for line in sheet.lines:
        _write_item(table, line, lang)
    for row in table.rows:
        _mark(row, "w:cantSplit")
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)


def _write_item(table: Table, line: Line, lang: Language) -> None:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    time, item, who, minutes = row.cells
    _write(time, line.start, "Agenda Cell")
    _write(who, line.who, "Agenda Cell")
    _write(minutes, line.minutes, "Agenda Number")
    _colour_edge(item, line.colour)
    _write(item, line.title, "Agenda Item")
    for text, style in _texts(line, lang):
        item.add_paragraph(_sound(text), style)


def _texts(line: Line, lang: Language) -> Iterator[tuple[str, str]]:
    """What stands under the title of an item, each with its style."""
    yield from ((text, "Agenda Text") for text in (line.question, line.least, line.steps) if text)
    for fact in line.facts:
        yield f"{fact.label} {fact.text} {fact.link}".rstrip(), "Agenda Text"
    yield from ((prompt, "List Bullet") for prompt in line.prompts)
    if line.notes:
        yield f"{lang.text('Note:')} {line.notes}", "Agenda Text"
    if line.promises:
        yield lang.text("Follow up on"), "Agenda Text"
    yield from ((f"{one.action} ({one.about})", "List Bullet") for one in line.promises)


def _write(cell: _Cell, text: str, style: str) -> None:
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(_sound(text))


def _sound(text: str) -> str:
    """`text` without the two signs that XML forbids and the store does not."""
    return text.replace("\ufffe", "").replace("\uffff", "")


def _set_page(document: Document) -> None:
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)


def _set_styles(document: Document, language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    styles = document.styles
    for name, base, *rest in _OWN_STYLES:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.quick_style = True
        _set_style(styles, name, base, *rest)
    for name, base, *rest in _STYLES:
        _set_style(styles, name, base, *rest)
    styles["Agenda Number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add_table_style(styles)
    for found in styles.element.iter(_q("w:lang")):
        found.set(_q("w:val"), language)


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
    for spread in look.findall(_q("w:spacing")):
        look.remove(spread)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        look.rFonts.attrib.pop(_q(f"w:{theme}"), None)
    style.paragraph_format.space_before = Pt(above)
    style.paragraph_format.space_after = Pt(below)
    for border in style.element.pPr.findall(_q("w:pBdr")):
        style.element.pPr.remove(border)


def _add_table_style(styles: Any) -> None:
    """A table with hairlines between its rows and none between its columns."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    made = styles.add_style(_TABLE, WD_STYLE_TYPE.TABLE)
    made.base_style = styles["Normal Table"]
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{_HAIRLINE}"'
    made.element.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders><w:top {line}/><w:bottom {line}/>"
            f"<w:insideH {line}/></w:tblBorders></w:tblPr>"
        )
    )


def _colour_edge(cell: _Cell, colour: str) -> None:
    """The colour of the item's kind as the left edge of its cell."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    edge = f'<w:left w:val="single" w:sz="24" w:space="0" w:color="{colour[1:]}"/>'
    borders = parse_xml(f"<w:tcBorders {nsdecls('w')}>{edge}</w:tcBorders>")
    cell._tc.get_or_add_tcPr().append(borders)


def _mark(row: _Row, name: str) -> None:
    """Set a switch of a row: w:tblHeader repeats it on every page, w:cantSplit keeps it whole."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _name_document(document: Document, sheet: Sheet, asked: Asked) -> None:
    facts = document.core_properties
    facts.title, facts.author = _sound(sheet.title), _sound(sheet.cluster)
    facts.last_modified_by, facts.comments = facts.author, ""
    facts.language = "da-DK" if sheet.code == "da" else "en-GB"
    facts.created = facts.modified = asked.now


def _q(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)
