"""A document as it is shared: looked at, written to a file, put on paper. Nothing here is a
widget, so that all of it can be done in a thread."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage

from facilitator.documents.document import Asked, Document, Format
from facilitator.domain.refusal import Refusal, writing
from facilitator.imports import spreadsheet
from facilitator.imports.workbook import TABLE
from facilitator.language import N_, Language
from facilitator.paths import safe_save

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAPER_PPI = 300
"""Dots per inch of a page that is printed."""

LOOK_PPI = 144
"""Dots per inch of a page that is looked at, on a screen of ordinary density."""

_PAGED = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shared: a document about some values, in a form, a language and an edition."""

    document: Document
    form: Format
    values: Any
    lang: Language
    asked: Asked

    @property
    def has_pages(self) -> bool:
        """Whether it can be seen as pages, and printed."""
        return self.document.pictures is not None and self.form.ending in _PAGED

    @property
    def file_name(self) -> str:
        return f"{self.document.file_name(self.values, self.lang)}.{self.form.ending}"

    def pages(self, ppi: float) -> tuple[bytes, ...]:
        """A PNG of each page. Raises Refusal."""
        assert self.document.pictures is not None
        return self.document.pictures(self.values, self.lang, self.asked, ppi)

    def content(self) -> bytes:
        """The bytes of its file. Raises Refusal."""
        return self.form.write(self.values, self.lang, self.asked)


@dataclass(frozen=True, slots=True)
class Look:
    """What the receiver will see: pages, or else words."""

    pages: tuple[QImage, ...] = ()
    words: str = ""


def look_at(wish: Wish, screen: Language, density: float = 1.0) -> Look:
    """See a document before it is shared. Raises Refusal.

    Args:
        screen: the language of the words around it, such as “Subject”.
        density: pixels of the screen for each of the design.
    """
    if wish.has_pages:
        pages = wish.pages(LOOK_PPI * density)
        return Look(tuple(QImage.fromData(page) for page in pages))
    content = wish.content()
    if wish.form.ending == "eml":
        return Look(words="\n".join(_mail(content, screen)))
    if wish.form.ending == "xlsx":
        return Look(words="\n\n".join(_cells(content)))
    if wish.form.ending == "ics":
        return Look(words="\n".join(_entry(content, wish.lang, screen)))
    return Look(words=content.decode("utf-8"))


def _mail(content: bytes, screen: Language) -> Iterator[str]:
    mail = message_from_bytes(content, policy=policy.default)
    if mail["Bcc"]:
        yield screen.text(N_("Bcc: {names}"), names=_people(mail["Bcc"]))
    else:
        yield screen.text(N_("To: {names}"), names=_people(mail["To"]) or "–")
    yield screen.text(N_("Subject: {subject}"), subject=mail["Subject"])
    names = " · ".join(part.get_filename() or "" for part in mail.iter_attachments())
    yield screen.text(N_("Attached: {names}"), names=names)
    yield ""
    body = mail.get_body(("plain",))
    yield body.get_content() if body is not None else ""


def _people(header: Any) -> str:
    people = header.addresses if header else ()
    return ", ".join(one.display_name or one.addr_spec for one in people)


def _cells(content: bytes) -> Iterator[str]:
    """What stands in a sheet, row by row, but not its hidden first column."""
    for row in spreadsheet.read(content, TABLE).sheet.rows:
        if words := " · ".join(str(cell) for cell in row[1:] if cell != ""):
            yield words


def _entry(content: bytes, lang: Language, screen: Language) -> Iterator[str]:
    from icalendar import Calendar

    (event,) = Calendar.from_ical(content).walk("VEVENT")
    start, end = event.decoded("dtstart"), event.decoded("dtend")
    yield str(event["summary"])
    here = Language(lang.code, start.tzinfo.key)
    yield f"{here.date_long(start)}, {here.clock(start)}–{here.clock(end)}"
    if event["location"]:
        yield screen.text(N_("Place: {place}"), place=str(event["location"]))
    yield ""
    yield str(event["description"])


def save(wish: Wish, file: Path) -> Path:
    """Write it to a file and answer where. Raises Refusal, which says what is in the way."""
    content = wish.content()
    with writing(file.name):
        safe_save(file, content)
    return file


def with_ending(file: Path, ending: str) -> Path:
    """The file under a name with this ending; one that is made so takes the place of no other."""
    if file.suffix.casefold() == f".{ending}":
        return file
    names = (f"{file.name} ({n}).{ending}" if n else f"{file.name}.{ending}" for n in count())
    return next(file.with_name(name) for name in names if not file.with_name(name).exists())


def draft(wish: Wish) -> Path:
    """Write it where only this user can read it, until the program ends. Raises Refusal."""
    with writing(wish.file_name):
        folder = Path(tempfile.mkdtemp(prefix="facilitator-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return save(wish, folder / wish.file_name)


def print_out(wish: Wish, printer: QPrinter) -> int:
    """Put its pages on paper, those that are asked for, and answer how many. Raises Refusal."""
    pages = wish.pages(PAPER_PPI)
    last = printer.toPage() or len(pages)
    asked_for = pages[max(0, printer.fromPage() - 1) : last]
    _paint(tuple(QImage.fromData(page) for page in asked_for), printer)
    return len(asked_for)


def _paint(pages: tuple[QImage, ...], printer: QPrinter) -> None:
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QPainter

    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Refusal(N_("The printer does not answer."), N_("Choose another one, or save a PDF."))
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        size = page.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(paper.topLeft(), size)
        place.moveCenter(paper.center())
        painter.drawImage(place, page)
    painter.end()
