"""The topics of the bank, changed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session
from tests.edits.test_agenda import START, Desk

from facilitator.domain.content import Topic as Value
from facilitator.domain.refusal import Refusal
from facilitator.edits import topics
from facilitator.store import queries
from facilitator.store.tables import Topic


def topic_of(desk: Desk) -> str:
    def write(session: Session) -> str:
        row = Topic(cluster_id=desk.cluster, title="Svimmelhed", created=START)
        session.add(row)
        session.flush()
        return row.id

    return desk.do(write)


def stored(desk: Desk) -> Value:
    (one,) = desk.store.ask(queries.topics, desk.cluster)
    return one


def test_a_topic_has_a_situation_and_a_day_to_take_it_up_again(desk: Desk) -> None:
    key = topic_of(desk)
    desk.do(topics.change_topic, key, situation="Det kører rundt", revisit=date(2027, 6, 1))
    assert (stored(desk).title, stored(desk).situation) == ("Svimmelhed", "Det kører rundt")
    assert stored(desk).revisit == date(2027, 6, 1)


def test_a_topic_keeps_a_title(desk: Desk) -> None:
    key = topic_of(desk)
    with pytest.raises(Refusal, match="title"):
        desk.do(topics.change_topic, key, title="  ")
    assert stored(desk).title == "Svimmelhed"


def test_a_new_topic_is_put_into_the_bank_once(desk: Desk) -> None:
    key = desk.do(topics.add_topic, desk.cluster, " Ørevoks ", START)
    assert (stored(desk).id, stored(desk).title) == (key, "Ørevoks")
    assert desk.do(topics.add_topic, desk.cluster, "ørevoks", START) == key
    assert stored(desk).title == "Ørevoks"


def test_a_new_topic_has_a_title(desk: Desk) -> None:
    with pytest.raises(Refusal, match="title"):
        desk.do(topics.add_topic, desk.cluster, "  ", START)
    assert desk.store.ask(queries.topics, desk.cluster) == ()
