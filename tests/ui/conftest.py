"""Tests of the screen: Qt's warnings are errors, the look is put on, nothing waits."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui import example
from tests.ui.example import Example
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import START, MeetingRoom

from facilitator.language import Language
from facilitator.settings import Settings
from facilitator.store.store import Store
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.run.awake import Awake

HERE = Path(__file__).parent

# What the platform without a screen says of windows; nothing else may be said.
_OFFSCREEN = (
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support propagateSizeHints\(\)$",
)

_MUCH = 100_000
"""Objects made and kept since garbage was looked for."""

_SIZES = ("width", "height", "geometry", "sizeHint", "minimumSizeHint", "sectionSize")
_PLACES = ("visualRect", "mapTo", "visibleRegion", "verticalScrollBar")
_MEASURES = {*_SIZES, *_PLACES, "grab", "pixelColor", "tokens_of"}
"""What tells a size, a place or a colour: without the style sheet each would be another."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "bare: reads no sizes and no colours: no style sheet")
    config.addinivalue_line("markers", "dressed: among bare tests one that does")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*_OFFSCREEN, extend=False))


@pytest.fixture(scope="session", autouse=True)
def _layouts() -> Iterator[None]:
    """Typst lays the same words out once: it answers the same bytes to the same question."""
    import typst

    lay_out: Any = typst.compile
    known: dict[str, Any] = {}

    def compile(source: bytes, *, font_paths: object, **asked: Any) -> Any:
        key = repr((source, id(font_paths), sorted(asked.items())))
        if key not in known:
            known[key] = lay_out(source, font_paths=font_paths, **asked)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typst, "compile", compile)
        yield


@pytest.fixture(autouse=True)
def _bare(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of the time goes to the style sheet: words, keys and stores are read without it."""
    marked = request.node.get_closest_marker
    if marked("bare") and not marked("dressed"):
        measured = _MEASURES & set(_names_in(request.function.__code__))
        assert not measured, f"what measures ({', '.join(sorted(measured))}) is marked dressed"
        monkeypatch.setattr(theme, "style_sheet", lambda _of, _scale=1.0: "")


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names_in(inner)


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """Windows of one test are gone before the next: dressing the program dresses all there are.

    The mouse goes into the corner: wherever a test left it, the next would open a window under it.
    A button still held would turn each move of a later test into a drag. Ctrl and Shift stay held
    after `QTest.keyClick`, and a row that is chosen later would be one of many: they are let go of.
    Garbage is looked for between tests: a thread at work must not take down what Qt made.
    """
    gc.disable()
    yield
    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if QGuiApplication.instance():
        QCursor.setPos(QGuiApplication.primaryScreen().geometry().bottomRight())
    if gc.get_count()[0] > _MUCH:
        gc.collect()
    gc.enable()
    assert QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton, "a button is still held"
    if QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


def dress_light(app: QApplication) -> None:
    """Put the light look on, unless it is on: Qt reads the whole sheet again each time."""
    light, sheet = theme.LIGHT, theme.style_sheet(theme.LIGHT)
    is_on = theme.tokens() is light and theme.text_scale() == 1 and app.styleSheet() == sheet
    if not is_on or app.palette() != theme.palette(light) or app.font() != theme.font():
        theme.apply(app, "light")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def bridge(qapp: QApplication, clock: FakeClock, tmp_path: Path) -> Bridge:
    """A bridge in Danish, without a store, and the light look."""
    dress_light(qapp)
    return Bridge(Language("da"), clock, Settings(tmp_path / "settings.json"), lambda: ())


@pytest.fixture
def store(store_path: Path, clock: FakeClock) -> Iterator[Store]:
    """A new store without a cluster."""
    made = example.empty_store(store_path, clock)
    yield made
    made.close()


@pytest.fixture
def cluster(store_path: Path, clock: FakeClock) -> Iterator[Example]:
    """Fifteen members, two held meetings, one coming, and a board of commitments."""
    made = example.whole_example(store_path, clock)
    yield made
    made.store.close()


@pytest.fixture
def planned(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MeetingRoom]:
    """A meeting about to begin at 16.30, on its page; the computer's sleep is left alone."""
    theme.apply(qapp, "dark")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    made = MeetingRoom(tmp_path, clock)
    made.page.show()
    yield made
    made.close()
