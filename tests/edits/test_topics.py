"""The topics of the bank, changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session
from tests.edits.test_agenda import START, Desk

from facilitator.domain.content import Topic as Value
from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda, content, followup, outcomes, running, settings, topics
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


def test_an_idea_keeps_where_it_came_up_and_nobodys_name(desk: Desk) -> None:
    key = desk.do(
        topics.add_topic,
        desk.cluster,
        "Ørevoks",
        START,
        situation=" Hver mandag ",
        origin="meeting",
        meeting=desk.meeting,
    )
    one = stored(desk)
    assert (one.situation, one.origin, one.meeting_number) == ("Hver mandag", "meeting", 1)
    assert desk.store.ask(queries.proposer, key) is None


def test_who_proposed_it_is_kept_only_when_it_is_said_and_forgotten_again(desk: Desk) -> None:
    key = topic_of(desk)
    anna = desk.store.ask(queries.members, desk.cluster, START.date())[0].id
    desk.do(topics.name_proposer, key, anna)
    assert (stored(desk).origin, desk.store.ask(queries.proposer, key)) == ("member", anna)
    assert anna not in repr(stored(desk))
    desk.do(topics.set_origin, key, "parked")
    assert desk.store.ask(queries.proposer, key) is None


def test_votes_are_counted_at_each_meeting_and_summed(desk: Desk) -> None:
    key = topic_of(desk)
    second = desk.do(agenda.make_meeting, desk.cluster, START + timedelta(days=90), 120, None)
    for meeting, by in ((desk.meeting, 3), (second, 1), (second, 1), (second, 1), (second, -1)):
        desk.do(topics.vote, key, meeting, by)
    one = stored(desk)
    assert (one.votes, one.last_votes, one.last_voted) == (5, 2, 2)
    assert [(b.title, b.votes) for b in desk.store.ask(queries.ballots, second)] == [
        ("Svimmelhed", 2)
    ]
    desk.store.undo(desk.cluster)
    assert stored(desk).last_votes == 3


def test_votes_never_fall_below_none_and_a_closed_meeting_keeps_its_own(desk: Desk) -> None:
    key = topic_of(desk)
    assert desk.do(topics.vote, key, desk.meeting, -1) == 0
    assert desk.do(topics.vote, key, desk.meeting, 1) == 1
    assert desk.do(topics.vote, key, desk.meeting, -2) == 0
    desk.hold(desk.meeting)
    desk.do(running.close_meeting, desk.meeting, START + timedelta(hours=3))
    with pytest.raises(Refusal, match="closed"):
        desk.do(topics.vote, key, desk.meeting, 1)


def test_in_the_room_new_ideas_and_those_voted_on_there_are_listed(desk: Desk) -> None:
    new = topic_of(desk)
    used = desk.do(topics.add_topic, desk.cluster, "Ørevoks", START)
    desk.do(topics.set_state, used, "parked", START)
    assert [one.id for one in desk.store.ask(queries.ballots, desk.meeting)] == [new]
    desk.do(topics.vote, used, desk.meeting, 1)
    assert {one.id for one in desk.store.ask(queries.ballots, desk.meeting)} == {new, used}


def test_closing_a_meeting_marks_its_topics_used_and_says_when_to_come_back(desk: Desk) -> None:
    at_item, of_insight, later, unreached = (
        desk.do(topics.add_topic, desk.cluster, title, START)
        for title in ("Svimmelhed", "Ørevoks", "Ventetid", "Ikke nået")
    )
    desk.do(topics.change_topic, later, revisit=date(2028, 1, 1))
    desk.do(agenda.change_item, desk.items()[0].id, topic_id=at_item)
    desk.do(agenda.change_item, desk.id("Case"), topic_id=unreached)
    desk.do(agenda.change_meeting, desk.meeting, topic_id=later)
    desk.do(outcomes.add_insight, desk.meeting, "Tre spørgsmål", START, topic=of_insight)
    desk.hold(desk.meeting)
    desk.do(settings.change_setting, desk.cluster, "revisit_months", 3)
    desk.do(running.close_meeting, desk.meeting, START + timedelta(hours=3))
    there = {one.id: one for one in desk.store.ask(queries.topics, desk.cluster)}
    assert (there[at_item].state, there[at_item].revisit) == ("used", date(2027, 3, 9))
    assert (there[of_insight].state, there[of_insight].revisit) == ("used", date(2027, 3, 9))
    assert (there[later].state, there[later].revisit) == ("used", date(2028, 1, 1))
    assert (there[unreached].state, there[unreached].revisit) == ("new", None)


def test_a_topic_put_on_an_agenda_is_chosen_and_tells_its_story(desk: Desk) -> None:
    key = topic_of(desk)
    item = desk.do(topics.put_on_agenda, key, desk.meeting, 1)
    assert (desk.items()[1].id, desk.items()[1].title) == (item, "Svimmelhed")
    assert stored(desk).state == "chosen"
    insight = desk.do(outcomes.add_insight, desk.meeting, "Spørg først", START, topic=key)
    desk.do(topics.vote, key, desk.meeting, 4)
    for action, where in (("Ringer op", {"insight": insight}), ("Sender pjece", {"item": item})):
        desk.do(outcomes.add_commitment, desk.cluster, action, START, whole_cluster=True, **where)
    desk.do(outcomes.add_commitment, desk.cluster, "Noget andet", START)
    case = desk.do(content.add_case, desk.cluster, "Anfald", START)
    desk.do(content.use_case, item, case)
    story = desk.store.ask(queries.topic_story, key)
    (passage,) = story.passages
    assert (passage.items, passage.insights) == (
        ((item, "Svimmelhed"),),
        ((insight, "Spørg først"),),
    )
    assert (passage.number, passage.votes) == (1, 4)
    assert {one.action for one in story.commitments} == {"Ringer op", "Sender pjece"}
    assert [use.title for use in story.used] == ["Anfald"]
    (tried, _) = story.commitments
    desk.do(followup.set_status, tried.id, "introduced", START)
    assert [one.title for one in desk.store.ask(queries.topic_story, key).improvements] == [
        tried.action
    ]


def test_what_a_held_meeting_treated_is_not_deleted_but_an_idea_is(desk: Desk) -> None:
    key = topic_of(desk)
    desk.do(topics.vote, key, desk.meeting, 1)
    desk.do(topics.remove_topic, key)
    assert desk.store.ask(queries.topics, desk.cluster) == ()
    desk.store.undo(desk.cluster)
    assert stored(desk).votes == 1
    desk.do(agenda.change_meeting, desk.meeting, topic_id=key)
    desk.hold(desk.meeting)
    with pytest.raises(Refusal, match="treated"):
        desk.do(topics.remove_topic, key)
