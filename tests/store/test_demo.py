"""The demo is made up, always the same, and such as a real cluster could have written it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from tests.store.scene import SteppingClock

from facilitator.domain.meeting_clock import EventKind, Now, read
from facilitator.domain.privacy import find_cpr
from facilitator.domain.refusal import Refusal
from facilitator.domain.statuses import OPEN
from facilitator.domain.templates import TEMPLATES
from facilitator.store import queries
from facilitator.store.demo import SEED, TABLES, invent, make_demo
from facilitator.store.demo.pen import DANISH, Rows
from facilitator.store.demo.themes import SHARED, SPECIALTIES
from facilitator.store.reading import check, reading
from facilitator.store.tables import Guideline, Topic, TopicVote

TODAY = date(2026, 9, 20)
CLUSTERS, YEARS = 5, 5


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    make_demo(path, SteppingClock(), clusters=CLUSTERS, years=YEARS, seed=7, today=TODAY)
    return path


@pytest.fixture
def session(place: Path) -> Iterator[Session]:
    with reading(str(place)) as opened:
        yield opened


def everything(clusters: int, years: int, seed: int) -> list[Rows]:
    return [dict(rows) for rows in invent(clusters, years, seed, TODAY)]


def texts(rows: Rows) -> Iterator[str]:
    for table in rows.values():
        for row in table:
            yield from (value for name, value in row.items() if is_words(name, value))


def is_words(name: str, value: Any) -> bool:
    return isinstance(value, str) and not name.endswith("id") and name != "run"


def test_a_demo_that_is_cancelled_leaves_nothing(store_path: Path) -> None:
    asked: list[bool] = []

    def is_cancelled() -> bool:
        asked.append(True)
        return len(asked) > 1

    assert not make_demo(store_path, SteppingClock(), clusters=3, years=1, cancelled=is_cancelled)
    assert list(store_path.parent.iterdir()) == []


def test_the_same_seed_gives_the_same_rows_ids_included() -> None:
    assert everything(3, 3, 42) == everything(3, 3, 42)


def test_another_seed_gives_others() -> None:
    assert everything(1, 2, 1) != everything(1, 2, 2)


def test_a_cluster_is_the_same_however_many_follow_it() -> None:
    assert everything(1, 3, 5)[0] == everything(4, 3, 5)[0]


def test_no_two_rows_share_an_id() -> None:
    ids = [row["id"] for rows in everything(6, 6, 1) for table in rows.values() for row in table]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab].+", one) for one in ids)


def test_every_table_that_is_filled_is_loaded() -> None:
    assert set(everything(1, 5, 1)[0]) == set(TABLES)


def test_names_show_that_nobody_is_real(session: Session) -> None:
    for cluster in queries.clusters(session, TODAY):
        assert " – Eksempel" in cluster.name
        people = queries.members(session, cluster.id, TODAY)
        assert all(one.name.endswith(" Eksempel") for one in people)
        assert all(one.email.endswith(".example") for one in people)
        assert len({one.name for one in people}) == len(people)
        assert all(re.fullmatch(r"Klinik \d+", one.clinic_name) for one in people)


def test_nothing_in_it_looks_like_a_cpr_number() -> None:
    found = [text for rows in everything(10, 10, 3) for text in texts(rows) if find_cpr(text)]
    assert found == []


def test_clusters_have_eleven_members_or_more_and_some_have_come_and_gone(
    session: Session,
) -> None:
    left = 0
    for cluster in queries.clusters(session, TODAY):
        assert 9 <= cluster.members <= 17
        people = queries.members(session, cluster.id, TODAY)
        left += sum(one.left is not None for one in people)
        assert sum(one.role == "coordinator" for one in people) == 1
    assert left > 0


def test_each_cluster_has_closed_its_last_meeting_and_drafted_the_next(session: Session) -> None:
    for cluster in queries.clusters(session, TODAY):
        coming, *held = queries.meetings(session, cluster.id)
        assert coming.status == "draft"
        assert coming.start.date() > TODAY
        assert coming.items > 5
        assert {one.status for one in held} == {"closed"}
        assert held[0].end.date() < TODAY
        assert [one.number for one in held] == list(range(len(held), 0, -1))


def test_clusters_meet_two_to_four_times_a_year(session: Session) -> None:
    for cluster in queries.clusters(session, TODAY):
        held = len(queries.meetings(session, cluster.id)) - 1
        assert 2 * YEARS - 2 <= held <= 4 * YEARS + 2


def test_meetings_come_from_the_templates_and_fill_their_time(session: Session) -> None:
    used: Counter[str] = Counter()
    for cluster in queries.clusters(session, TODAY):
        for row in queries.meetings(session, cluster.id):
            used[row.template] += 1
            agenda = queries.agenda(session, row.id)
            assert sum(item.minutes for item in agenda.items) == agenda.meeting.minutes
            assert agenda.items[-1].kind == "summary"
            assert 1 <= len(agenda.goals) <= 3
    assert set(used) == {template.id for template in TEMPLATES}


def test_every_held_meeting_reads_as_ended_without_negative_times(session: Session) -> None:
    overruns = []
    for cluster in queries.clusters(session, TODAY):
        for row in queries.meetings(session, cluster.id)[1:]:
            agenda = queries.agenda(session, row.id)
            events = queries.presses(session, row.id)
            last = events[-1]
            reading_ = read(agenda.plan, events, Now(last.utc, last.mono, last.run))
            assert reading_.ended_at == agenda.meeting.ended
            assert reading_.began_at == agenda.meeting.started
            for item in reading_.items:
                assert item.elapsed >= 0
                assert (item.actual_start is None) == (item.actual_end is None)
                if item.actual_start and item.actual_end:
                    assert item.actual_start < item.actual_end
            overruns.append((last.utc - row.end) / timedelta(minutes=1))
    assert all(-45 < minutes < 45 for minutes in overruns)
    assert sum(minutes > 0 for minutes in overruns) > len(overruns) / 4


def test_the_clocks_agree_within_every_run() -> None:
    for rows in everything(8, 8, 2):
        for before, after in zip(rows["press"], rows["press"][1:], strict=False):
            if before["run"] != after["run"]:
                continue
            assert after["seq"] == before["seq"] + 1
            wall = (after["at"] - before["at"]).total_seconds()
            slept = after["seconds"] if after["kind"] == EventKind.GAP else 0
            assert wall == pytest.approx(after["mono"] - before["mono"] + slept, abs=0.01)


def test_a_commitment_stands_as_last_said_of_it_and_nothing_is_said_too_early() -> None:
    for rows in everything(4, 6, 3):
        said: dict[str, list[Any]] = {row["id"]: [] for row in rows["commitment"]}
        for row in rows["follow_up"]:
            said[row["commitment_id"]].append(row)
        for commitment in rows["commitment"]:
            words = sorted(said[commitment["id"]], key=lambda row: row["at"])
            statuses = [row["status"] for row in words if row["status"]]
            assert commitment["status"] == (statuses[-1] if statuses else "planned")
            assert all(row["at"] > commitment["agreed"] for row in words)
            assert all(status in OPEN for status in statuses[:-1])


def test_what_was_said_at_a_meeting_was_said_while_it_ran() -> None:
    for rows in everything(3, 5, 4):
        meetings = {row["id"]: row for row in rows["meeting"]}
        for table in ("follow_up", "insight", "parked"):
            for row in rows[table]:
                if row["meeting_id"]:
                    meeting = meetings[row["meeting_id"]]
                    assert meeting["started"] <= row["at"] <= meeting["ended"]


def test_two_or_three_insights_are_taken_home_from_each_meeting() -> None:
    for rows in everything(3, 5, 4):
        official: dict[str, list[int]] = {}
        for row in rows["insight"]:
            if row["official"]:
                official.setdefault(row["meeting_id"], []).append(row["official"])
        held = [row for row in rows["meeting"] if row["status"] == "closed"]
        assert len(official) == len(held)
        assert all(sorted(places) in ([1, 2], [1, 2, 3]) for places in official.values())


def test_attendance_is_said_of_everyone_who_belonged_that_day(session: Session) -> None:
    states: Counter[str | None] = Counter()
    for cluster in queries.clusters(session, TODAY):
        for row in queries.meetings(session, cluster.id)[1:]:
            states.update(one.state for one in queries.attendance(session, row.id))
    assert states[None] == 0
    assert 0.7 < states["present"] / sum(states.values()) < 0.97
    assert states["apology"] > states["absent"] > 0


def test_not_quite_half_of_the_members_have_introduced_something(session: Session) -> None:
    found = [queries.overview(session, one.id, TODAY) for one in queries.clusters(session, TODAY)]
    share = sum(one.improved for one in found) / sum(one.members for one in found)
    assert 0.35 <= share <= 0.52
    assert all(one.due and one.next and one.last for one in found)


def test_some_commitments_were_carried_and_some_are_still_open(session: Session) -> None:
    for cluster in queries.clusters(session, TODAY):
        found = queries.commitments(session, cluster.id)
        assert any(one.carried >= 2 for one in found)
        assert any(one.is_open for one in found)
        assert len({one.status for one in found}) >= 4
        assert {bool(one.member) for one in found} == {True, False}


def test_the_charts_have_their_rows(session: Session) -> None:
    for cluster in queries.clusters(session, TODAY):
        held = len(queries.meetings(session, cluster.id)) - 1
        assert len(queries.improved_per_meeting(session, cluster.id)) == held - 1
        assert len(queries.attendance_per_meeting(session, cluster.id)) == held


def test_the_follow_up_asks_about_what_was_talked_about_last(session: Session) -> None:
    for cluster in queries.clusters(session, TODAY):
        coming = queries.agenda(session, queries.meetings(session, cluster.id)[0].id)
        assert coming.items[0].question.startswith("Sidst talte vi om ")


def test_meetings_are_about_cases_guidelines_packages_and_paid_speakers(session: Session) -> None:
    used: Counter[str] = Counter()
    for cluster in queries.clusters(session, TODAY):
        for row in queries.meetings(session, cluster.id):
            here = queries.used_at_meeting(session, row.id)
            used.update(one.sort for one in here)
            assert sum(one.fee is not None for one in here) <= 1
            assert len({one.thing for one in here if one.sort == "speaker"}) <= 1
        cases = queries.cases(session, cluster.id)
        assert all(one.occasions for one in cases)
        assert all((one.course == "") == bool(one.text_deleted) for one in cases)
        used.update("with text" if one.course else "without text" for one in cases)
    assert min(used.values()) > 3
    sorts = ("case", "guideline", "package", "speaker", "indicator")
    assert min(used[sort] for sort in sorts) > 3


def test_the_coming_meeting_is_being_prepared_and_own_blocks_lie_ready(session: Session) -> None:
    for cluster in queries.clusters(session, TODAY):
        coming = queries.meetings(session, cluster.id)[0]
        ready = queries.preparations(session, coming.id)
        assert len(ready) >= 2
        assert all(one.due and one.due < coming.start.date() for one in ready)
        assert all(one.who for one in ready)
    assert len(queries.own_templates(session, is_block=True)) == 2
    (evening,) = queries.own_templates(session, is_block=False)
    assert (evening.title, evening.minutes) == ("Vores korte aften", 90)


def test_every_page_of_the_learning_loop_has_something_to_show(session: Session) -> None:
    shown: Counter[str] = Counter()
    for cluster in queries.clusters(session, TODAY):
        key = cluster.id
        coming = queries.meetings(session, key)[0]
        found = queries.commitments(session, key)
        aside = {one.id for one in found if one.snoozed}
        asked = {one.id for one in queries.commitments_to_follow_up(session, coming.id)}
        assert aside
        assert not aside & asked
        same = Counter((one.action, one.owner) for one in found if one.is_open)
        assert any(count > 1 for count in same.values())
        assert any(len(one.cycles) > 1 for one in found)
        assert all(one.cycles[0].begun.date() < TODAY for one in found if one.cycles)
        words = [word for one in found for word in queries.follow_ups(session, one.id)]
        shown.update("obstacle" for word in words if word.obstacle)
        shown.update("next step" for word in words if word.next_step)
        shown.update(f"learnt of {w.status}" for w in words if w.experience)
        better = queries.improvements(session, key)
        shown.update("measured" if one.is_measured else "unmeasured" for one in better)
        shown.update("entered" for one in better if one.commitment is None)
        about = queries.topics(session, key)
        shown.update(f"topic {one.state}" for one in about)
        again = [one.present_again for one in queries.cases(session, key)]
        shown.update("case due" for day in again if day and day <= TODAY)
    learnt = {"obstacle", "next step", "learnt of dropped", "learnt of not_introduced"}
    better_now = {"measured", "unmeasured", "entered", "topic new", "topic used", "case due"}
    assert not (learnt | better_now) - shown.keys()


def test_the_data_and_the_history_of_every_cluster_have_something_to_show(session: Session) -> None:
    is_open = []
    for cluster in queries.clusters(session, TODAY):
        key = cluster.id
        clinics = [one.id for one in queries.clinics(session, key)]
        rows = queries.indicators(session, key)
        assert [row.indicator.kind for row in rows] == ["share", "share", "number"]
        assert {row.periods for row in rows} == {8}
        assert all(row.newest and row.newest.words(DANISH) == "2. kvt. 2026" for row in rows)
        assert [row.clinics for row in rows] == [len(clinics), len(clinics), len(clinics) - 1]
        letters = queries.values(session, key, rows[0].indicator.id)
        assert {one.level for one in letters} == {"clinic", "national"}
        assert min(one.share.n for one in letters if one.share) < 5
        before, after = queries.surveys(session, key)
        assert before.held < after.held < TODAY
        assert before.response
        assert {"supports", "improved"} <= before.counts.keys()
        kinds = [one.kind for one in queries.marks(session, key)]
        assert kinds == ["phase", "pdsa", "note"]
        is_open.append(queries.settings(session, key, TODAY)["open_data"])
    assert sorted(is_open) == [False, False, False, True, True]


def test_the_demo_a_person_is_shown_has_thirteen_clinics_as_spread_as_clinics_are() -> None:
    rows = next(invent(1, 5, SEED, TODAY))
    assert (len(rows["clinic"]), len(rows["indicator"])) == (13, 3)
    newest = [
        row["numerator"] / row["denominator"]
        for row in rows["indicator_value"]
        if row["indicator_id"] == rows["indicator"][0]["id"]
        and row["last"] == date(2026, 6, 30)
        and row["clinic_id"]
    ]
    assert [round(100 * share) for share in sorted(newest)] == [
        *(17, 22, 23, 27, 31, 34, 34, 38, 41, 44, 51, 58, 71)
    ]


def test_topics_came_from_somewhere_and_were_voted_for(session: Session) -> None:
    topics = session.scalars(select(Topic)).all()
    assert {one.origin for one in topics} == {"", "meeting", "parked", "member"}
    for one in topics:
        assert bool(one.meeting_id) == (one.origin in ("meeting", "parked"))
        if one.meeting_id:
            assert queries.meeting(session, one.meeting_id).start < one.created
    assert session.scalars(select(func.max(TopicVote.votes))).one() > 10
    assert any(one.revisit and one.revisit <= TODAY for one in topics)
    newer = select(func.count()).select_from(Guideline).where(Guideline.newer != "")
    assert session.scalars(newer).one() >= 2


def test_there_is_enough_to_talk_about() -> None:
    def lines(themes: Any) -> int:
        return sum(len(theme.insights) + len(theme.agreements) for theme in themes)

    assert [lines(one.themes) >= 40 for one in SPECIALTIES[:2]] == [True, True]
    assert all(lines((*one.themes, *SHARED)) >= 40 for one in SPECIALTIES)
    every = [theme.title for one in SPECIALTIES for theme in one.themes]
    assert len(every) == len(set(every))


def test_the_store_is_sound_and_lies_there_alone(place: Path) -> None:
    assert check(str(place)).rows > 1000
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_path_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.sqlite"
    path.write_bytes(b"mine")
    with pytest.raises(Refusal, match="already something named"):
        make_demo(path, SteppingClock(), clusters=1, years=1, today=TODAY)
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_left_when_the_demo_cannot_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("facilitator.store.demo.making.fill", fail)
    with pytest.raises(KeyboardInterrupt):
        make_demo(tmp_path / "demo.sqlite", SteppingClock(), clusters=1, years=1, today=TODAY)
    assert list(tmp_path.iterdir()) == []
