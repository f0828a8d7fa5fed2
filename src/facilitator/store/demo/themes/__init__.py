"""What the clusters of the demo meet about, one file per specialty.

Nothing here is advice on treatment or the outcome of a real cluster; it only sounds like a meeting.
"""

from __future__ import annotations

from facilitator.store.demo.theme import Specialty
from facilitator.store.demo.themes import (
    ear_nose_throat,
    eyes,
    gynaecology,
    orthopaedics,
    skin,
)
from facilitator.store.demo.themes.shared import THEMES as SHARED

__all__ = ["SHARED", "SPECIALTIES"]

SPECIALTIES = (
    Specialty("Oto-rhino-laryngologi", "ØNH", ear_nose_throat.THEMES),
    Specialty("Ortopædkirurgi", "Ortopæd", orthopaedics.THEMES),
    Specialty("Dermatologi", "Hud", skin.THEMES),
    Specialty("Gynækologi", "Gynækologi", gynaecology.THEMES),
    Specialty("Øjensygdomme", "Øjne", eyes.THEMES),
)
