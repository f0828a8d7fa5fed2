"""What the settings say of language, colours and size, put on the whole program."""

from __future__ import annotations

import os

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from facilitator.language import Language, system_locale
from facilitator.settings import Settings, Value
from facilitator.ui import theme


class Looks(QObject):
    """Dresses an application; `given`: the language of the command line, before any other."""

    def __init__(self, app: QApplication, given: Language | None, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._given = app, given
        self._words: QTranslator | None = None

    def chosen(self, settings: Settings) -> tuple[Value, ...]:
        """What was chosen; with another of these the windows are built anew."""
        return tuple(settings.get(key) for key in ("language", "theme", "text_size"))

    def dress(self, settings: Settings) -> None:
        """Put colours and size of text on."""
        chosen = settings.string("theme")
        if chosen == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            chosen = "dark" if dark else "light"
        scale = settings.number("text_size") / 100
        theme.apply(self._app, "dark" if chosen == "dark" else "light", scale)

    def language(self, settings: Settings) -> Language:
        """The language of the windows; Qt's own words follow it."""
        chosen = settings.string("language")
        if self._given is not None:
            lang = self._given
        elif chosen == "system":
            lang = Language(Language.of_system(system_locale(os.environ)))
        else:
            lang = Language("da" if chosen == "da" else "en")
        self._translate_qt(lang)
        return lang

    def _translate_qt(self, lang: Language) -> None:
        # Cut, Copy, Paste and the file dialogs are Qt's own words.
        if self._words is not None:
            self._app.removeTranslator(self._words)
        self._words = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if lang.code != "en" and self._words.load(f"qtbase_{lang.code}", folder):
            self._app.installTranslator(self._words)
