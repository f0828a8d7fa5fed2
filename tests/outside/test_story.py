"""The story of a cluster in a real window, with keyboard and screen reader alone, in Danish."""

from __future__ import annotations

import pytest
from tests.outside.screen import Running
from tests.outside.story import STEPS, Story

SEEN = {
    "start late": ("Vi begyndte 6 min. for sent.", "6 min. bagud", "forventet slut 18.36"),
    "replan": ("forventet slut 18.30"),
    "case": ("Tid tilbage 33:00", "tilbage af 33 min."),
    "overrun": ("Tid tilbage −3:00", "ud over 33 min."),
    "one promises": ("4 af 15 har en aftale",),
    "end": ("Afholdt 16.36–17.27 (planlagt 16.30–18.30)",),
}


@pytest.mark.screen
def test_what_four_clinics_agree_to_is_asked_about_and_counted(program: Running) -> None:
    story = Story(program)
    story.begin()
    for step in STEPS:
        step.do(story)
        program.hands.wait_to_see(*SEEN.get(step.name, ()))
        assert step.kept is None or story.ask(step.kept), step.name
    assert program.close() == 0
