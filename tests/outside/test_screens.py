"""Two displays: the room screen goes where the room looks, and is gone when the cable is."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.outside.screen import Hands, Running, screen
from tests.outside.story import STEPS, Story

OWN = ("--setmonitor", "EGEN", "1440/381x900/238+0+0", "screen")
WALL = ("--setmonitor", "VÆG", "1280/339x720/190+1440+0", "none")
PLACE = [1440, 0, 1280, 720]


@pytest.fixture
def hands(home: Path) -> Iterator[Hands]:
    """A screen of two displays beside each other."""
    assert home.is_dir()
    with screen("2720x900", (OWN, WALL)) as made:
        yield made


def plug(hands: Hands, *words: str) -> None:
    """Plug a display in, or pull it out."""
    subprocess.run(["xrandr", *words], check=True, env=hands.environment)


@pytest.mark.screen
def test_the_room_screen_fills_the_other_display_and_goes_with_it(program: Running) -> None:
    hands, story = program.hands, Story(program)
    story.begin()
    for step in STEPS:
        step.do(story)
        if step.name == "start late":
            break
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
    plug(hands, *WALL)
    hands.wait(lambda: len(hands.windows()) == 2, "for the second window to come back")
