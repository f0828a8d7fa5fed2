"""Two displays: the room screen goes where the room looks, and is gone when the cable is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.outside.screen import Hands, Running, screen
from tests.outside.start import FileClock
from tests.outside.story import LATE

from facilitator.edits import agenda, members
from facilitator.store.store import Store

OWN = ("--setmonitor", "EGEN", "1440/381x900/238+0+0", "screen")
WALL = ("--setmonitor", "VÆG", "1280/339x720/190+1440+0", "none")
PLACE, OWN_PLACE = [1440, 0, 1280, 720], [0, 0, 1440, 900]
TWO = {
    "screens": [
        {"name": name, "x": x, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
        for name, x, width, height in (("Egen", 0, 1440, 900), ("Væg", 1440, 1280, 720))
    ]
}


@pytest.fixture
def hands(home: Path) -> Iterator[Hands]:
    """A screen of two displays beside each other."""
    assert home.is_dir()
    with screen("2720x900", (OWN, WALL)) as made:
        yield made


def seen_on_two_screens(folder: Path) -> list[list[Any]]:
    """Show the room screen without a window system, swap, and swap back: where each is then."""
    from PySide6.QtWidgets import QApplication
    from tests.ui.fakes import FakeClock
    from tests.ui.running_meeting import START, MeetingRoom

    from facilitator.ui import theme
    from facilitator.ui.run.awake import Awake

    app = QApplication([])
    theme.apply(app, "light")
    Awake.hold = Awake.release  # type: ignore[method-assign]
    clock = FakeClock()
    clock.now = START
    room = MeetingRoom(folder, clock, size=(1200, 700))
    room.screens += app.screens()
    room.page.show()
    room.page.presses.start()
    display, seen = room.page.room, list[list[Any]]()
    for key in ("v", "x", "x"):
        room.press(key)
        app.processEvents()
        assert display.window is not None
        places = [_place(one) for one in (display.window, room.page)]
        seen.append([*places, display.window.texts == display.preview.texts])
    room.close()
    return seen


def _place(of: Any) -> list[int]:
    place = of.geometry()
    return [place.x(), place.y(), place.width(), place.height()]


def make_store(program: Running) -> None:
    """A cluster whose meeting is to begin now."""
    program.set_clock(LATE)
    clock = FileClock(program.clock)
    store = Store.open(program.store, clock, installation="x", create=True)
    with store.edit("New cluster") as session:
        cluster = members.make_cluster(session, "ØNH – Eksempel", "", [("Anna Eksempel", "")])
    with store.edit("New meeting", cluster=cluster) as session:
        agenda.make_meeting(session, cluster, LATE, 120, None)
    store.close()


def plug(hands: Hands, *words: str) -> None:
    """Plug a display in, or pull it out."""
    subprocess.run(["xrandr", *words], check=True, env=hands.environment)


SLIDES = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
slides = QWidget()
slides.setGeometry(1440, 0, 1280, 720)
slides.setWindowState(Qt.WindowState.WindowFullScreen)
slides.show()
app.exec()
"""


def show_slides(hands: Hands) -> subprocess.Popen[bytes]:
    """Another program fills the wall, as a slide show does."""
    nowhere = subprocess.DEVNULL
    words = [sys.executable, "-c", SLIDES]
    return subprocess.Popen(words, env=hands.environment, stdout=nowhere, stderr=nowhere)


@pytest.mark.screen
def test_the_room_screen_fills_the_other_display_and_goes_with_it_and_is_got_from_behind_slides(
    program: Running,
) -> None:
    hands = program.hands
    make_store(program)
    program.start()
    hands.press("Start mødet", "push button")
    hands.wait_to_see("F5 eller mellemrum starter også mødet.")
    hands.key("F5")
    hands.wait_to_see("Punktet lige nu")
    hands.press("Fællesskærm: vises ikke", "push button")
    hands.wait_to_see("Fællesskærm: vises")
    hands.wait(lambda: len(hands.windows()) == 2, "for the second window")
    hands.wait(lambda: hands.place("Fællesskærm", "filler") == PLACE, "for its place")
    hands.key("i")
    hands.type("Svimmelhed hos ældre på Ærø")
    hands.wait(lambda: hands.texts("Skriv en linje") == ["Svimmelhed hos ældre på Ærø"], "to write")
    plug(hands, "--delmonitor", "VÆG")
    hands.wait(lambda: len(hands.windows()) == 1, "for the second window to go")
    hands.wait_to_see("Fællesskærm: forhåndsvisning", "Punktet lige nu")
    assert not [t for t in hands.tree() if t["role"] in ("dialog", "alert")]
    hands.wait_to_see("er væk. Mødet fortsætter")
    plug(hands, *WALL)
    hands.wait(lambda: len(hands.windows()) == 2, "for the second window to come back")
    hands.wait(lambda: hands.place("Fællesskærm", "filler") == PLACE, "for its place again")
    hands.key("Escape")
    hands.key("x")
    hands.wait(lambda: hands.place("Fællesskærm", "filler") == OWN_PLACE, "for the swap")
    hands.key("x")
    hands.wait(lambda: hands.place("Fællesskærm", "filler") == PLACE, "for the swap back")
    slides, covered = show_slides(hands), "Et andet vindue dækker fællesskærmen"
    try:
        while not hands.sees(covered):
            let_a_second_be_shown(program)
        hands.click("Hent den frem (V)", "push button")
        for _ in range(3):
            let_a_second_be_shown(program)
        assert not hands.sees(covered)
        assert slides.poll() is None
    finally:
        slides.kill()
        slides.wait()


def let_a_second_be_shown(program: Running) -> None:
    """The program looks round its displays whenever it shows another second."""
    program.advance(seconds=1)
    local = program.utc.astimezone(ZoneInfo("Europe/Copenhagen"))
    program.hands.wait_to_see(f"Kl. {local:%H.%M.%S}")


def test_two_screens_of_the_toolkit_are_used_by_name_and_swapped(tmp_path: Path) -> None:
    place = tmp_path / "screens.json"
    place.write_text(json.dumps(TWO), encoding="utf-8")
    act = (
        "import json, pathlib, sys; from tests.outside.test_screens import seen_on_two_screens;"
        "print(json.dumps(seen_on_two_screens(pathlib.Path(sys.argv[1]))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", act, str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={place}"},
        capture_output=True,
        text=True,
        check=True,
    )
    shown, swapped, back = json.loads(done.stdout)
    assert shown[0] == back[0] == PLACE
    assert swapped[0] == OWN_PLACE
    assert swapped[1][0] >= 1440
    assert back[1][0] < 1440
    assert [told[2] for told in (shown, swapped, back)] == [True, True, True]
