"""What is said of a demo's meeting once it is held: its pulse, its guest, and why it was late."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from facilitator.domain.pulse import QUESTIONS
from facilitator.store.demo import content
from facilitator.store.demo.pen import Pen, Row, position
from facilitator.store.demo.world import Held

LATE = timedelta(minutes=5)
_YES = {"relevant": 0.8, "involving": 0.7, "safe": 0.8, "followed_up": 0.6, "taken_home": 0.65}


def look_back(pen: Pen, held: Held, meeting: Row) -> None:
    """Write what those who were there said of a meeting, and who was there from outside."""
    # A stream of its own: the rest of the demo stays what it was.
    own = Pen(Random(f"{held.id} afterwards"), pen.rows)
    for question in QUESTIONS:
        counts = dict.fromkeys(("yes", "partly", "no"), 0)
        for _ in held.present:
            share = _YES[question.id]
            rest = (("partly", 75), ("no", 25))
            counts["yes" if own.likely(share) else own.weighted(rest)] += 1
        own.write("pulse", held.course.at, meeting_id=held.id, question=question.id, **counts)
    if meeting["template"] == "speaker":
        name, where = own.random.choice(content.GUESTS)
        about = {"meeting_id": held.id, "position": position(0)}
        own.write("guest", meeting["start"], **about, name=name, organisation=where)
    if held.course.at - meeting["end"] >= LATE:
        meeting["late_reason"] = own.random.choice(content.LATE_REASONS)
