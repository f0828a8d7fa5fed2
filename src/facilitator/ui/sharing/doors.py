"""The ways out of the program: the system's own questions for files, folders and printers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def choose_file(parent: QWidget, title: str, name: str, pattern: str) -> Path | None:
    """Ask where to save, in the folder of documents to begin with."""
    from PySide6.QtWidgets import QFileDialog

    at = Path(name)
    if not at.is_absolute():
        at = Path(_documents()) / name
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(at), pattern)
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder to write several files in."""
    from PySide6.QtWidgets import QFileDialog

    chosen = QFileDialog.getExistingDirectory(parent, title, _documents())
    return Path(chosen) if chosen else None


def choose_printer(parent: QWidget) -> QPrinter | None:
    """Ask which printer, and which pages."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def open_path(path: Path) -> bool:
    """Open a file or a folder in the user's own program; whether there is one."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _documents() -> str:
    from PySide6.QtCore import QStandardPaths

    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways out of the program; a test puts its own in their place."""

    choose_file: Callable[[QWidget, str, str, str], Path | None] = choose_file
    choose_folder: Callable[[QWidget, str], Path | None] = choose_folder
    choose_printer: Callable[[QWidget], QPrinter | None] = choose_printer
    open_path: Callable[[Path], bool] = open_path
