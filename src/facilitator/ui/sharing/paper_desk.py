"""A document seen before it is written: its preview, choices beside it, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.documents import Format
from facilitator.domain.refusal import Refusal
from facilitator.language import N_, Language
from facilitator.log import log
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.latest import Latest
from facilitator.ui.parts import Card, ChoiceChips, button, label, page_scroll, style_by
from facilitator.ui.sharing.doors import Doors
from facilitator.ui.sharing.pages import PagesView
from facilitator.ui.sharing.work import Look, Wish, draft, look_at, save, with_ending

_ANSWER_SECONDS = 30
_SIDE_WIDTH, _SIDE_SHARE = 336, 0.45
_LANGUAGES = (("da", "Dansk"), ("en", "English"))
_FAULT = Refusal(
    N_("Something went wrong in the program, and nothing was written."),
    N_("Try once more; the log in the data folder says where it happened."),
)


class PaperDesk(QWidget):
    """What is wished for is seen, then saved or opened as a draft e-mail.

    A desk of its own says what is chosen by `_form` and `_wish`, and lays out its groups with
    `_lay`. What it says in the bar goes by `key`.
    """

    key = "share"

    def __init__(self, bridge: Bridge, doors: Doors | None = None) -> None:
        super().__init__()
        self.bridge, self.doors = bridge, doors or Doors()
        self._folder: Path | None = None
        self._looks, self._deeds = Latest(self), Latest(self)
        self._then: Callable[[object], None] = lambda _answer: None
        self.pages = PagesView(bridge.lang)
        self.language = self._chips(N_("Language of the document"), _LANGUAGES)
        self.language.chosen.connect(lambda _key: self._update())
        text = bridge.lang.text
        self.draft_button = button(
            text(N_("Open the draft")), self.open_draft, primary=True, icon="mail"
        )
        self.save_button = button(text(N_("Save…")), self.save, icon="file-down")
        self._looks.done.connect(self._show_look)
        self._looks.failed.connect(lambda error: self.pages.show_trouble(self._in_words(error)))
        self._deeds.done.connect(self._on_done)
        self._deeds.failed.connect(self._on_failed)

    @property
    def _form(self) -> Format:
        raise NotImplementedError

    def _wish(self) -> Wish:
        """What is chosen, with what is stored now. Raises Refusal."""
        raise NotImplementedError

    def _update(self) -> None:
        """Show what is asked of the form chosen, and what will be written."""
        raise NotImplementedError

    def primary(self) -> QPushButton:
        """The button that Ctrl+Enter presses."""
        return self.draft_button if self._form.ending == "eml" else self.save_button

    @property
    def is_busy(self) -> bool:
        """Whether something is being made ready or written."""
        return self._looks.is_busy or self._deeds.is_busy

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.setFixedWidth(min(theme.px(_SIDE_WIDTH), int(_SIDE_SHARE * self.width())))

    # -- making

    def _chips(self, name: str, choices: Iterable[tuple[str, str]]) -> ChoiceChips:
        text = self.bridge.lang.text
        return ChoiceChips(text(name), [(key, text(title), "accent") for key, title in choices])

    def _lay(self, groups: Iterable[QWidget], buttons: Sequence[QPushButton]) -> None:
        """Lay out the preview, and beside it the groups above and the buttons below."""
        preview = Card()
        preview.setAccessibleName(self.bridge.lang.text(N_("Preview")))
        preview.body.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(preview, 1)
        row.addWidget(self._side(groups, buttons))

    def _side(self, groups: Iterable[QWidget], buttons: Sequence[QPushButton]) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.BAR_WIDTH + 4, 0)
        column.setSpacing(16)
        for part in groups:
            column.addWidget(part)
        column.addStretch(1)
        self._beside = QWidget()
        whole = QVBoxLayout(self._beside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(page_scroll(inner), 1)
        self._doing = label("", "small")
        for one in (self._doing, *buttons):
            whole.addWidget(one)
        return self._beside

    # -- seeing

    @property
    def _lang(self) -> Language:
        """The language chosen for the document."""
        return Language("en" if self.language.choice == "en" else "da")

    def _show_buttons(self) -> None:
        is_mail = self._form.ending == "eml"
        self.draft_button.setVisible(is_mail)
        style_by(self.save_button, "look", "" if is_mail else "primary")

    def _look_at(self, wish: Wish) -> None:
        self.pages.wait()
        density, screen = self.devicePixelRatioF(), self.bridge.lang
        self._looks.start(lambda: (wish, look_at(wish, screen, density)))

    def _show_look(self, answer: tuple[Wish, Look]) -> None:
        wish, look = answer
        if wish.has_pages:
            self.pages.show_pages(look.pages)
        else:
            self.pages.show_words(look.words)

    # -- doing

    def save(self) -> None:
        """Ask for a file and write it."""
        wish = self.bridge.guarded(self._wish)
        if wish is None:
            return
        name = str(self._folder / wish.file_name) if self._folder else wish.file_name
        text = self.bridge.lang.text
        pattern = f"{text(wish.form.title)} (*.{wish.form.ending})"
        file = self.doors.choose_file(self, text(N_("Save")), name, pattern)
        if file is None:
            return
        file = with_ending(file, wish.form.ending)
        self._folder = file.parent
        self._do(lambda: save(wish, file), lambda _file: self._say_saved(file))

    def open_draft(self) -> None:
        """Write the draft and open it in the user's own e-mail program."""
        wish = self.bridge.guarded(self._wish)
        if wish is not None:
            self._do(lambda: draft(wish), lambda file: self._open_draft(Path(str(file))))

    def _do(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        self._then = then
        self._rest(True)
        self._deeds.start(work)

    def _rest(self, busy: bool) -> None:
        for one in self._doers():
            one.setEnabled(not busy)
        self._doing.setText(self.bridge.lang.text(N_("Being written …")) if busy else "")

    def _doers(self) -> tuple[QPushButton, ...]:
        """The buttons that rest while something is written."""
        return self.draft_button, self.save_button

    def _on_done(self, answer: object) -> None:
        self._rest(False)
        self._then(answer)

    def _on_failed(self, error: Exception) -> None:
        self._rest(False)
        self.bridge.say(self._in_words(error), "bad", seconds=0, key=self.key)

    def _in_words(self, error: Exception) -> str:
        if not isinstance(error, Refusal):
            log.error("a document failed", exc_info=error)
            error = _FAULT
        return error.in_words(self.bridge.lang)

    # -- saying what was done

    def _say_saved(self, file: Path) -> None:
        lang = self.bridge.lang
        self._say_where(lang.text(N_("Saved as {name}."), name=file.name), file.parent, file)

    def _say_where(self, said: str, folder: Path, file: Path | None = None) -> None:
        """Say what was saved, with a way to the file, if it is one, and to its folder."""
        text = self.bridge.lang.text
        ways = ((N_("Open it"), file), (N_("Show in folder"), folder))
        answers = tuple((text(words), partial(self._open, way)) for words, way in ways if way)
        self.bridge.say(said, "ok", seconds=_ANSWER_SECONDS, key=self.key, answers=answers)

    def _open_draft(self, file: Path) -> None:
        text = self.bridge.lang.text
        if self.doors.open_path(file):
            said = N_("The draft is opened in your e-mail program.")
            self.bridge.say(text(said), "ok", key=self.key)
            return
        said = N_("No program on this computer opened the draft. Save it and open it yourself.")
        self.bridge.say(text(said), "warn", seconds=0, key=self.key)

    def _open(self, path: Path) -> None:
        if not self.doors.open_path(path):
            said = N_("No program on this computer opened it.")
            self.bridge.say(self.bridge.lang.text(said), "warn", key=self.key)


def group(*parts: QWidget) -> QWidget:
    """Parts that belong together, below the name of the first where that is a choice."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    first = parts[0]
    if isinstance(first, ChoiceChips):
        column.addWidget(label(first.accessibleName(), "small"))
    for part in parts:
        column.addWidget(part)
    return made
