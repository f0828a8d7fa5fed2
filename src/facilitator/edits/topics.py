"""What a user does with the topics of the bank."""

from __future__ import annotations

from typing import Any

from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Topic


def change_topic(session: Session, topic: str, **values: Any) -> None:
    """Change fields of a topic by their column names: title, situation, revisit, state."""
    if not values.get("title", "-").strip():
        raise Refusal(N_("This needs a title."), N_("Nothing was changed."))
    rows.change(rows.get(session, Topic, topic), **values)
