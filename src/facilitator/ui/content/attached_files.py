"""Files that are attached: chosen, read, opened as a copy in a private folder, and saved."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Literal, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from facilitator.domain.content import Attachment
from facilitator.domain.link import web_link
from facilitator.domain.refusal import Refusal, writing
from facilitator.edits import attachments as edits
from facilitator.edits.privacy import vouched
from facilitator.language import N_, Language
from facilitator.paths import safe_save
from facilitator.store import queries
from facilitator.ui.behind import work_behind
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import answered

T = TypeVar("T")

PATIENCE_SECONDS = 0.1
"""A file that takes longer to read is read behind a small window."""

# What the system shows and does not run: a file of another sort can be saved, not opened.
_SHOWN = frozenset(
    (
        *("pdf", "txt", "md", "csv", "rtf", "doc", "docx", "xls", "xlsx", "ppt", "pptx"),
        *("odt", "ods", "odp", "odg", "pages", "numbers", "key"),
        *("png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "heic"),
        *("mp3", "m4a", "wav", "ogg", "mp4", "m4v", "mov", "webm"),
    )
)
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
_LONGEST = 120
_EDGES = " -_.,–"


class Desk:
    """The system's own windows. Tests bring a desk without any."""

    def choose(self, parent: QWidget, title: str) -> str:
        """The path of a file that a person chose; “” for none."""
        from PySide6.QtWidgets import QFileDialog

        return QFileDialog.getOpenFileName(parent, title)[0]

    def choose_place(self, parent: QWidget, title: str, name: str) -> str:
        """Where a person wants a file of this name saved; “” for nowhere."""
        from PySide6.QtWidgets import QFileDialog

        return QFileDialog.getSaveFileName(parent, title, name)[0]

    def open(self, address: QUrl) -> bool:
        """Have the system show a file or a page; whether it could."""
        from PySide6.QtGui import QDesktopServices

        return QDesktopServices.openUrl(address)


class AttachedFiles:
    """What is done with files and links at a desk. Every method may raise Refusal."""

    def __init__(self, bridge: Bridge, desk: Desk | None = None) -> None:
        self.desk = desk or Desk()
        self._bridge = bridge
        self._folder: TemporaryDirectory[str] | None = None

    def choose(self, parent: QWidget) -> str:
        """The path of a file to attach; “” for none."""
        return self.desk.choose(parent, self._bridge.lang.text(N_("Attach a file")))

    def attach(
        self,
        path: str,
        meeting: str,
        item: str | None,
        parent: QWidget,
        name: str = "",
        reason: str = "",
    ) -> str | None:
        """Copy a file into the store. The id of the attachment; None: the person gave up.

        Args:
            name: what it is called there; “” for its own name.
            reason: why no number in its name is a CPR number; “” when nobody says so.
        """
        place, bridge = Path(path), self._bridge
        verb = vouched(edits.attach_file, {}, bridge.clock.utc(), reason)
        bridge.leaving.emit()

        def work(given_up: threading.Event) -> str | None:
            content = read_file(place)
            if given_up.is_set():
                return None
            step, called = N_("Attach a file"), name or place.name
            return bridge.attempt(step, verb, meeting, called, content, item=item)

        return patiently(work, bridge.lang.text(N_("Reading the file …")), bridge.lang, parent)

    def open(self, one: Attachment, parent: QWidget) -> None:
        """Show a link in the browser, a file in its own program; nothing is ever run."""
        if one.link:
            self.open_link(one.link)
            return
        if not may_open(one.name):
            raise Refusal(
                N_("Files of this sort are not opened from here, because they could run."),
                N_("Save the file first if you know where it comes from."),
            )
        content = self._content(one, parent)
        if content is not None:
            self._show(QUrl.fromLocalFile(str(self._copy(one.name, content))))

    def open_link(self, link: str) -> None:
        """Show a page in the browser."""
        address = web_link(link)
        if not address:
            raise Refusal(N_("This is not an address on the web, so it is not opened."))
        self._show(QUrl(address))

    def save(self, one: Attachment, parent: QWidget) -> None:
        """Write a file where the person wants it."""
        content = self._content(one, parent)
        title = self._bridge.lang.text(N_("Save the file as"))
        place = self.desk.choose_place(parent, title, safe_name(one.name))
        if not place or content is None:
            return
        with writing(Path(place).name):
            safe_save(Path(place), content)

    def _content(self, one: Attachment, parent: QWidget) -> bytes | None:
        bridge = self._bridge
        said = bridge.lang.text(N_("Reading the file …"))
        return patiently(
            lambda _given_up: bridge.ask(queries.attached_file, one.id), said, bridge.lang, parent
        )

    def _copy(self, name: str, content: bytes) -> Path:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="facilitator-", ignore_cleanup_errors=True)
        # A folder each time: the copy opened before may still be open elsewhere.
        place = Path(mkdtemp(dir=self._folder.name)) / safe_name(name)
        place.write_bytes(content)
        # What somebody writes into the copy would be lost; so it says that it is one.
        place.chmod(0o400)
        return place

    def _show(self, address: QUrl) -> None:
        if not self.desk.open(address):
            raise Refusal(
                N_("The computer has no program that opens this."),
                N_("Save the file and open it from there."),
            )


def safe_name(name: str) -> str:
    """A name for a file on any system: no folders, no signs that mean something, not too long."""
    kept = "".join(sign for sign in name if sign.isprintable() and sign not in '<>:"/\\|?*')
    stem, dot, ending = kept.strip(" .").rpartition(".")
    stem, ending = (stem.strip(" ."), f".{ending}") if dot else (ending, "")
    if stem.casefold() in _RESERVED or not stem:
        stem = f"_{stem}"
    return stem[: _LONGEST - len(ending)] + ending[:_LONGEST]


def answered_name(lang: Language, name: str, answer: Literal["remove", "mask"]) -> str:
    """The name of a file when what is like a CPR number is removed or masked."""
    kept = Path(answered(name, answer))
    ending = kept.suffix or Path(name).suffix
    stem = kept.name.removesuffix(ending).strip(_EDGES)
    return f"{stem or lang.text(N_('File'))}{ending}"


def may_open(name: str) -> bool:
    """Whether a file of this name is of a sort that is shown, not run."""
    stem, _, ending = safe_name(name).rpartition(".")
    return bool(stem) and ending.casefold() in _SHOWN


def read_file(path: Path) -> bytes:
    """What is in a file, of one too large no more than tells that it is. Raises Refusal."""
    try:
        if not path.is_file():
            raise Refusal(N_("Only files can be attached."), N_("Nothing was attached."))
        with path.open("rb") as stream:
            return stream.read(edits.FILE_AT_MOST + 1)
    except OSError:
        raise Refusal(
            N_("The file could not be read."),
            N_("Nothing was attached."),
            N_("See whether it opens in its own program."),
        ) from None


def patiently(
    work: Callable[[threading.Event], T | None], said: str, lang: Language, parent: QWidget
) -> T | None:
    """What `work` answers, done in a thread; None when the person gave up waiting.

    When it takes long a small window says what is done. Giving up sets the event `work` is given.
    Raises what it raises.
    """
    found: list[T | None] = []
    raised: list[BaseException] = []
    given_up = threading.Event()

    def run() -> None:
        try:
            found.append(work(given_up))
        except BaseException as error:
            raised.append(error)

    def wait() -> None:
        while thread.is_alive() and not given_up.is_set():
            thread.join(PATIENCE_SECONDS)

    thread = threading.Thread(target=run, name="files", daemon=True)
    thread.start()
    thread.join(PATIENCE_SECONDS)
    if thread.is_alive():
        work_behind(said, wait, skip=lang.text(N_("Cancel")), cancel=given_up.set, parent=parent)
    if raised and not given_up.is_set():
        raise raised[0]
    return found[0] if found and not given_up.is_set() else None


class Drops(QObject):
    """Files and links let go anywhere on a widget, also on its fields. Emits what they are."""

    files = Signal(list)
    link = Signal(str)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self._target = target
        self.is_open = True
        target.setAcceptDrops(True)
        target.installEventFilter(self)
        for field in target.findChildren(QLineEdit):
            field.installEventFilter(self)
        for area in target.findChildren(QPlainTextEdit):
            area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return False
        paths, link = dropped(event)
        if not paths and not link:
            return False
        if watched is not self._target or not self.is_open:
            # A field would write the path; ignored there, it goes on to what is around it.
            event.ignore()
            return True
        # Never moved: who lets go of a file keeps it where it was.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            if paths:
                self.files.emit(paths)
            else:
                self.link.emit(link)
        return True


_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


def dropped(event: QDropEvent) -> tuple[list[str], str]:
    """The paths of the files that are dragged, and the first link to the web or “”."""
    data = event.mimeData()
    if data is None or not data.hasUrls():
        return [], ""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    links = [url.toString() for url in data.urls() if web_link(url.toString())]
    return paths, "" if paths or not links else links[0]
