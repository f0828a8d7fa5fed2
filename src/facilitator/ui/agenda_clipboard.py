"""Agenda items on the clipboard: whole for this program, lines of text for any other."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_MIME = "application/x-facilitator-copied-items"


@dataclass(frozen=True, slots=True)
class Copied:
    """Items by their ids; `cut`: they move when they are pasted. `text`: lines to be read."""

    ids: tuple[str, ...] = ()
    cut: bool = False
    text: str = ""


def put(store: str, copied: Copied) -> None:
    """Put items on the clipboard; `store` is where their ids mean something."""
    data = QMimeData()
    head = f"{store}\n{'cut' if copied.cut else 'copy'}\n"
    data.setData(_MIME, (head + "\n".join(copied.ids)).encode())
    data.setText(copied.text)
    QGuiApplication.clipboard().setMimeData(data)


def take(store: str) -> Copied:
    """What is on the clipboard: items of this store, else a text alone."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None:
        return Copied()
    said = bytes(data.data(_MIME).data()).decode().split("\n")
    if len(said) < 3 or said[0] != store:
        return Copied(text=data.text())
    return Copied(tuple(said[2:]), said[1] == "cut", data.text())
