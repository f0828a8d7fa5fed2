"""What a user does with the topics of the bank."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from facilitator.clock import new_id
from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Topic


def add_topic(
    session: Session, cluster: str, title: str, at: datetime, *, key: str | None = None
) -> str:
    """Put a topic into the bank, as of `at`; one of that title that is there already is kept.

    Returns its id: of a new one `key` if given.
    """
    title = title.strip()
    if not title:
        raise Refusal(N_("This needs a title."), N_("Nothing was changed."))
    found = topic_called(session, cluster, title)
    if found is not None:
        return found
    topic = Topic(id=key or new_id(), cluster_id=cluster, title=title, created=at)
    session.add(topic)
    session.flush()
    return topic.id


def topic_called(session: Session, cluster: str, title: str) -> str | None:
    """The topic of the bank with this title, in small letters or large; or none."""
    there = rows.of(session, Topic, cluster_id=cluster)
    return next((one.id for one in there if one.title.casefold() == title.casefold()), None)


def change_topic(session: Session, topic: str, **values: Any) -> None:
    """Change fields of a topic by their column names: title, situation, revisit, state."""
    if not values.get("title", "-").strip():
        raise Refusal(N_("This needs a title."), N_("Nothing was changed."))
    rows.change(rows.get(session, Topic, topic), **values)
