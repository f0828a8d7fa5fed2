"""Long work in a thread, behind a small window that says what is going on."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from facilitator.log import log
from facilitator.ui import theme
from facilitator.ui.parts import button, label

_PATIENCE_SECONDS = 3.0


class _Done(QObject):
    """Brings the end of the work into this thread, and goes away here: the thread at work is the
    last that knows of it."""

    happened = Signal()

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())


class _Small(QDialog):
    """Cannot be closed but by its button or by the end of the work."""

    def __init__(self, said: str, skip: str, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint)
        self.setWindowTitle("Facilitator")
        self.setAccessibleName(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.addWidget(label(said))
        bar = QProgressBar(minimum=0, maximum=0)
        bar.setTextVisible(False)
        bar.setAccessibleName(said)
        column.addWidget(bar)
        if skip:
            column.addWidget(button(skip, self.reject), 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.px(320))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


def work_behind(
    said: str,
    work: Callable[[], object],
    *,
    skip: str = "",
    cancel: Callable[[], object] = lambda: None,
    parent: QWidget | None = None,
) -> BaseException | None:
    """Do `work` in a thread and show `said` until it ends. Answers what it raised.

    Args:
        skip: words on a button that calls `cancel` and goes on; the work then soon ends by itself.
    """
    raised: list[BaseException] = []
    done, window = _Done(), _Small(said, skip, parent)
    done.happened.connect(window.accept)
    done.happened.connect(done.deleteLater)

    def run() -> None:
        try:
            work()
        except BaseException as error:
            log.exception("work behind a small window failed")
            raised.append(error)
        done.happened.emit()

    thread = threading.Thread(target=run, name="behind", daemon=True)
    thread.start()
    if window.exec() == QDialog.DialogCode.Rejected:
        cancel()
        thread.join(_PATIENCE_SECONDS)
    window.deleteLater()
    return raised[0] if raised else None
