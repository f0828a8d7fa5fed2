"""Replies that come back are stored once, as words of whoever answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.edits.test_followup import FIRST, Desk

from facilitator.domain.between import Answer, Asking, Met, Reply
from facilitator.domain.refusal import Refusal
from facilitator.edits import followup, members, outcomes, replies
from facilitator.store import queries
from facilitator.store.tables import StepRow

SENT = FIRST + timedelta(days=100)
BACK = SENT + timedelta(days=3)


class Post(Desk):
    """Anna, her clinic and the cluster each try something; a sheet was sent and comes back."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        people = self.store.ask(queries.members, self.cluster, FIRST.date())
        self.anna, self.bo = (one.id for one in people)
        clinics = self.store.ask(queries.clinics, self.cluster)
        self.own = self.key
        self.do(outcomes.assign, self.own, member=self.anna)
        self.of_clinic = self._more("Spørger ens", clinic=clinics[0].id)
        self.of_bo = self._more("Skriver ned", member=self.bo)
        self.whole = self._more("Måler", whole_cluster=True)

    def _more(self, action: str, **owner: object) -> str:
        key = self.do(outcomes.add_commitment, self.cluster, action, FIRST)
        self.do(outcomes.assign, key, **owner)
        return key

    def asking(self, key: str = "") -> Asking:
        return self.store.ask(queries.asking, key or self.anna)

    def reply(self, *answers: Answer, member: str | None = None, name: str = "") -> Reply:
        who = None if name else member or self.anna
        return Reply(self.cluster, who, name, SENT, answers)

    def meet(self, reply: Reply) -> Met:
        return self.store.ask(queries.met, reply, BACK)

    def read_in(self, *read: Reply) -> None:
        self.do(replies.store_answers, *[self.meet(one) for one in read])

    def words(self, key: str) -> list[tuple[str | None, str, str, str, str]]:
        rows = self.store.ask(queries.follow_ups, key)
        return [(o.status, o.said_by, o.experience, o.obstacle, o.next_step) for o in rows]

    def steps(self) -> int:
        return self.store.ask(lambda session: session.query(StepRow).count())

    def stands(self, key: str) -> str:
        found = self.store.ask(queries.commitments, self.cluster)
        return next(one.status for one in found if one.id == key)


@pytest.fixture
def post(store_path: Path) -> Iterator[Post]:
    made = Post(store_path)
    yield made
    made.store.close()


def test_a_member_is_asked_about_what_is_theirs_their_clinics_and_everybodys(post: Post) -> None:
    told = [one.commitment.action for one in post.asking().told]
    assert told == ["Ringer op", "Spørger ens", "Måler"]
    everybody = [one.commitment.action for one in post.asking(post.cluster).told]
    assert set(everybody) == {*told, "Skriver ned"}
    post.do(followup.set_status, post.own, "introduced", SENT)
    post.do(followup.set_status, post.whole, "introduced", SENT, said_by=post.anna)
    assert [one.commitment.action for one in post.asking().told] == ["Spørger ens"]
    assert [one.commitment.action for one in post.asking(post.bo).told] == ["Skriver ned", "Måler"]


def test_what_was_said_last_and_when_the_cluster_meets_again_is_told(post: Post) -> None:
    post.do(followup.set_status, post.own, "trying", SENT, experience="Går", said_by=post.anna)
    asking = post.asking()
    last = asking.told[0].last
    assert last is not None
    assert (last.experience, last.said_by, asking.told[0].status) == (
        "Går",
        "Anna Eksempel",
        "trying",
    )
    assert asking.meeting is not None
    assert asking.coming is not None
    assert (asking.meeting.id, asking.coming.id) == (post.meetings[1], post.meetings[2])


def test_answers_are_words_of_whoever_answered(post: Post) -> None:
    post.read_in(
        post.reply(
            Answer(post.own, "introduced", "Går godt", "Travlt", "Bliver ved"),
            Answer(post.of_clinic, None, "Kun om mandagen"),
            Answer(post.whole, "introduced"),
        )
    )
    assert post.words(post.own) == [
        ("introduced", "Anna Eksempel", "Går godt", "Travlt", "Bliver ved")
    ]
    assert post.words(post.of_clinic) == [("planned", "Anna Eksempel", "Kun om mandagen", "", "")]
    assert [post.stands(key) for key in (post.own, post.of_clinic, post.whole)] == [
        *("introduced", "planned", "planned")
    ]


def test_of_the_whole_cluster_something_can_be_told_without_a_status(post: Post) -> None:
    told = post.reply(Answer(post.whole, None, "Vi har ikke nået det"))
    post.read_in(told)
    assert post.words(post.whole) == [(None, "Anna Eksempel", "Vi har ikke nået det", "", "")]
    assert [line.state for line in post.meet(told).lines] == ["known"]


def test_the_same_file_twice_changes_nothing(post: Post) -> None:
    reply = post.reply(Answer(post.own, "trying", "Går"), Answer(post.of_clinic, None, "", "Nej"))
    post.read_in(reply)
    before = post.words(post.own), post.words(post.of_clinic), post.steps()
    assert [line.state for line in post.meet(reply).lines] == ["known", "known"]
    post.read_in(reply)
    assert (post.words(post.own), post.words(post.of_clinic), post.steps()) == before
    # Nor after somebody else has said something since.
    post.do(followup.set_status, post.own, "partly", BACK + timedelta(days=1), said_by=post.bo)
    assert post.meet(reply).to_store == ()


def test_what_was_said_since_stands_unless_a_person_says_otherwise(post: Post) -> None:
    post.do(followup.set_status, post.own, "partly", SENT + timedelta(days=1), experience="På vej")
    met = post.meet(post.reply(Answer(post.own, "trying"), Answer(post.of_clinic, "trying")))
    assert [line.state for line in met.lines] == ["newer", "new"]
    since = met.lines[0].since
    assert since is not None
    assert since.experience == "På vej"
    post.do(replies.store_answers, met)
    assert (post.stands(post.own), post.stands(post.of_clinic)) == ("partly", "trying")
    post.do(
        replies.store_answers,
        post.meet(post.reply(Answer(post.own, "trying"))).with_wanted(frozenset({post.own})),
    )
    assert post.stands(post.own) == "trying"


def test_what_was_said_before_the_sheet_was_sent_stands_in_no_ones_way(post: Post) -> None:
    post.do(followup.set_status, post.own, "partly", SENT - timedelta(days=1))
    assert [line.state for line in post.meet(post.reply(Answer(post.own, "trying"))).lines] == [
        "new"
    ]


def test_what_is_not_theirs_or_not_there_is_not_stored(post: Post) -> None:
    gone = "019bc2c2-c130-7fb2-bbf3-0000000000ff"
    met = post.meet(
        post.reply(Answer(post.of_bo, "dropped"), Answer(gone, "trying"), Answer(post.own))
    )
    assert [line.state for line in met.lines] == ["gone", "gone"]
    assert (met.to_store, met.blank) == ((), 1)


def test_two_of_a_clinic_answer_about_the_same_and_both_are_heard(post: Post) -> None:
    carla = post.do(members.add_member, post.cluster, "Carla Eksempel", "Klinik 1")
    first = post.reply(Answer(post.of_clinic, "trying", "Jeg"))
    post.read_in(first, post.reply(Answer(post.of_clinic, "partly", "Også mig"), member=carla))
    assert [word[1:3] for word in post.words(post.of_clinic)] == [
        ("Anna Eksempel", "Jeg"),
        ("Carla Eksempel", "Også mig"),
    ]
    assert post.stands(post.of_clinic) == "partly"


def test_somebody_who_writes_meanwhile_is_not_written_over(post: Post) -> None:
    met = post.meet(post.reply(Answer(post.own, "trying"), Answer(post.of_clinic, "trying")))
    post.do(followup.set_status, post.of_clinic, "introduced", BACK)
    with pytest.raises(Refusal):
        post.do(replies.store_answers, met)
    assert (post.stands(post.own), post.stands(post.of_clinic)) == ("planned", "introduced")


def test_on_a_sheet_for_everybody_the_name_says_who_it_was(post: Post) -> None:
    assert post.meet(post.reply(name="bo EKSEMPEL")).member == post.bo


OTHER = "019bc2c2-c130-7fb2-bbf3-0000000000ff"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"cluster": OTHER}, "another cluster"),
        ({"member": OTHER}, "not a member of this cluster"),
        ({"member": None, "name": "Carl"}, "not a member of this cluster"),
    ],
)
def test_the_reply_of_another_cluster_or_member_is_refused(
    post: Post, values: dict[str, str | None], said: str
) -> None:
    reply = post.reply(Answer(post.own, "trying"))
    changed: Reply = replace(reply, **values)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=said):
        post.meet(changed)


def test_two_of_the_same_name_are_not_guessed_between(post: Post) -> None:
    post.do(members.add_member, post.cluster, "Bo Eksempel")
    with pytest.raises(Refusal, match="Several members"):
        post.meet(post.reply(name="Bo Eksempel"))


def test_what_we_agreed_is_of_one_meeting_and_names_the_next(post: Post) -> None:
    page = post.store.ask(queries.agreed, post.meetings[0])
    assert [one.first.action for one in page.agreed] == ["Ringer op"]
    assert page.coming is not None
    assert page.coming.id == post.meetings[2]
