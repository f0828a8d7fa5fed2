"""Several people on one PostgreSQL: each sees the others' Steps, and nobody writes over anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from tests.store import scene as s
from tests.store.scene import SteppingClock

from facilitator.domain.outcomes import Commitment, Overtaken
from facilitator.domain.refusal import Conflict, NotFound, PatientNumber, Refusal
from facilitator.edits import followup, outcomes
from facilitator.store import engines, opening, queries
from facilitator.store.journal import StepInfo
from facilitator.store.looking import Foreign, Newer
from facilitator.store.rehearsal import rehearsal_of
from facilitator.store.store import LATE, Store
from facilitator.store.tables import Attendance, Item, Press, StoreInfo


@pytest.fixture
def open_as(place: str) -> Iterator[Callable[[str], Store]]:
    """Opens the same database as another installation."""
    opened: list[Store] = []

    def open_one(installation: str) -> Store:
        opened.append(Store.open(place, SteppingClock(), installation=installation))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


def run_sql(place: str, *statements: str) -> None:
    engine = engines.postgres_engine(place)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_an_empty_database_is_prepared_by_opening_it(open_as: Callable[[str], Store]) -> None:
    store = open_as("anna")
    assert store.is_shared
    scene = s.furnish(store)
    assert s.titles(store, scene.meeting) == ["Velkomst", "Svimmelhed i praksis", "Opsummering"]


def test_programs_that_come_to_an_empty_database_at_once_make_one_store(place: str) -> None:
    def come(number: int) -> str:
        store = Store.open(place, SteppingClock(), installation=f"desk {number}")
        found = store.ask(lambda session: session.query(StoreInfo).one().id)
        store.close()
        return found

    with ThreadPoolExecutor(4) as programs:
        assert len(set(programs.map(come, range(4)))) == 1


def test_others_steps_are_told_once(open_as: Callable[[str], Store]) -> None:
    anna, bo = open_as("anna"), open_as("bo")
    scene = s.furnish(anna)
    told: list[StepInfo] = []
    bo.subscribe(told.append)
    assert bo.poll() == 1
    s.rename(anna, scene.items[0], "Annas")
    anna.undo(None)
    assert [bo.poll(), bo.poll()] == [2, 0]
    assert [step.kind for step in told] == ["edit", "edit", "undo"]
    assert anna.poll() == 0


def test_a_burst_of_typing_is_told_again_as_it_grows(open_as: Callable[[str], Store]) -> None:
    anna, bo = open_as("anna"), open_as("bo")
    scene = s.furnish(anna)
    bo.poll()
    told: list[StepInfo] = []
    bo.subscribe(told.append)
    for words in ("A", "An", "Ann"):
        s.rename(anna, scene.items[0], words, burst="title")
        bo.poll()
    assert [step.rows[0].after for step in told] == [{"title": w} for w in ("A", "An", "Ann")]


def test_ones_own_many_steps_hide_none_of_the_others(
    open_as: Callable[[str], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.store.store.LATE", 3)
    anna, bo = open_as("anna"), open_as("bo")
    scene = s.furnish(anna)
    bo.poll()
    for number in range(5):
        s.rename(bo, scene.items[0], f"Bo {number}")
    s.rename(anna, scene.items[1], "Anna")
    assert LATE > 3
    assert bo.poll() == 1


def test_undo_takes_back_ones_own_and_stops_at_what_another_changed(
    open_as: Callable[[str], Store],
) -> None:
    anna, bo = open_as("anna"), open_as("bo")
    scene = s.furnish(anna)
    s.rename(anna, scene.items[0], "Annas", cluster=scene.cluster)
    s.rename(bo, scene.items[1], "Bos", cluster=scene.cluster)
    s.rename(anna, scene.items[1], "Annas", cluster=scene.cluster)
    with pytest.raises(Conflict):
        bo.undo(scene.cluster)
    anna.undo(scene.cluster)
    bo.undo(scene.cluster)
    anna.undo(scene.cluster)
    assert s.titles(bo, scene.meeting)[:2] == ["Velkomst", "Svimmelhed i praksis"]


def test_two_who_change_the_same_row_at_once_do_not_lose_either(
    open_as: Callable[[str], Store],
) -> None:
    anna, bo = open_as("anna"), open_as("bo")
    scene = s.furnish(anna)
    with pytest.raises(Conflict), anna.edit("Rename item") as session:
        _rename_while(
            session.get_one(Item, scene.items[0]), lambda: s.rename(bo, scene.items[0], "Bos")
        )
    assert s.title(anna, scene.items[0]) == "Bos"
    s.rename(anna, scene.items[0], "Annas")
    assert s.title(bo, scene.items[0]) == "Annas"


def _rename_while(item: Item, other: Callable[[], None]) -> None:
    other()
    item.title = "Annas"


def test_instants_and_numbers_come_back_as_they_went(open_as: Callable[[str], Store]) -> None:
    store = open_as("anna")
    scene = s.furnish(store)
    with store.edit("Press", cluster=scene.cluster) as session:
        session.add(
            Press(
                meeting_id=scene.meeting,
                seq=1,
                at=s.START.replace(microsecond=1),
                mono=0.1 + 0.2,
                run="a",
                kind="replanned",
                allotted={scene.items[0]: 600},
            )
        )
    before = s.contents(store)
    store.undo(scene.cluster)
    store.redo(scene.cluster)
    assert s.contents(store) == before


def test_a_cpr_number_is_refused_here_too(open_as: Callable[[str], Store]) -> None:
    store = open_as("anna")
    scene = s.furnish(store)
    with pytest.raises(PatientNumber):
        s.rename(store, scene.items[0], "010190-1234")
    assert s.title(store, scene.items[0]) == "Velkomst"


def test_a_place_taken_meanwhile_stops_redo_with_a_clear_conflict(
    open_as: Callable[[str], Store],
) -> None:
    anna, bo = open_as("anna"), open_as("bo")
    scene = s.furnish(anna)

    def tick(store: Store, state: str) -> None:
        with store.edit("Tick", cluster=scene.cluster) as session:
            session.add(
                Attendance(meeting_id=scene.meeting, member_id=scene.members[0], state=state)
            )

    tick(anna, "present")
    anna.undo(scene.cluster)
    tick(bo, "apology")
    with pytest.raises(Conflict):
        anna.redo(scene.cluster)
    s.rename(anna, scene.items[0], "Det går stadig")


def test_a_password_in_the_address_is_refused(place: str) -> None:
    with pytest.raises(Refusal, match="pgpass") as caught:
        Store.open(
            place.replace("postgres@", "postgres:hemmelig@"), SteppingClock(), installation="anna"
        )
    assert "hemmelig" not in str(caught.value)


def test_another_programs_database_is_left_alone(place: str) -> None:
    run_sql(place, "CREATE TABLE member (id integer)")
    with pytest.raises(Foreign):
        Store.open(place, SteppingClock(), installation="anna")
    run_sql(place, "DROP TABLE member")
    Store.open(place, SteppingClock(), installation="anna").close()


def test_a_newer_database_is_left_alone(place: str) -> None:
    Store.open(place, SteppingClock(), installation="anna").close()
    run_sql(place, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Newer):
        Store.open(place, SteppingClock(), installation="anna")
    with pytest.raises(Newer):
        opening.open_for_reading(place)


def test_an_empty_database_is_not_prepared_by_reading_it(place: str) -> None:
    with pytest.raises(Foreign):
        opening.open_for_reading(place)
    run_sql(place, "CREATE TABLE member (id integer)")


def test_a_server_that_does_not_answer_is_refused_in_words(place: str) -> None:
    with pytest.raises(Refusal, match="does not answer"):
        Store.open(place + "/nowhere", SteppingClock(), installation="anna")


def test_a_meeting_on_a_server_is_rehearsed_in_the_memory_of_one_desk(
    open_as: Callable[[str], Store],
) -> None:
    store = open_as("anna")
    scene = s.furnish(store)
    copy = rehearsal_of(store, scene.meeting, SteppingClock())
    assert not copy.is_shared
    assert s.titles(copy, scene.meeting) == s.titles(store, scene.meeting)
    copy.close()


# -- two people and one commitment


@pytest.fixture
def agreed(open_as: Callable[[str], Store]) -> tuple[Store, Store, str]:
    """Anna and Bo at their own desks, both looking at the same commitment."""
    anna, bo = open_as("anna"), open_as("bo")
    scene = s.furnish(anna)
    with anna.edit("Agree", cluster=scene.cluster) as session:
        key = outcomes.add_commitment(session, scene.cluster, "Ringer op", s.START)
    return anna, bo, key


def _say(store: Store, key: str, status: str, seen: int | None, **about: str) -> None:
    with store.edit("Say") as session:
        followup.set_status(session, key, status, s.START, seen=seen, **about)


def _look(store: Store, key: str) -> Commitment:
    return store.ask(queries.commitment, key)


def test_the_second_who_changes_a_commitment_sees_what_the_first_said(
    agreed: tuple[Store, Store, str],
) -> None:
    anna, bo, key = agreed
    seen = _look(bo, key).version
    _say(anna, key, "planned", seen, experience="Svært om mandagen")
    with pytest.raises(Overtaken) as caught:
        _say(bo, key, "dropped", seen)
    assert caught.value.now == _look(anna, key)
    assert (caught.value.now.status, caught.value.now.experience) == (
        "planned",
        "Svært om mandagen",
    )
    with pytest.raises(Overtaken), bo.edit("Change") as session:
        outcomes.change_commitment(session, key, seen=seen, action="Ringer tilbage")
    _say(bo, key, "dropped", caught.value.now.version)
    assert _look(anna, key).status == "dropped"


def test_the_second_waits_while_the_first_is_saying_it(
    agreed: tuple[Store, Store, str], place: str
) -> None:
    anna, bo, key = agreed
    seen = _look(bo, key).version
    with ThreadPoolExecutor(1) as other:
        with anna.edit("Say") as session:
            followup.write_experience(session, key, "Let", s.START, seen=seen)
            waiting = other.submit(_say, bo, key, "planned", seen)
            while not _waits(place) and not waiting.done():
                pass
        with pytest.raises(Overtaken):
            waiting.result(timeout=10)
    assert [word.experience for word in anna.ask(queries.follow_ups, key)] == ["Let"]


def _waits(place: str) -> bool:
    """Whether somebody waits for somebody else."""
    engine = engines.postgres_engine(place)
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
    engine.dispose()
    return bool(found)


def test_what_is_said_of_a_duplicate_is_kept_or_refused_but_never_lost(
    agreed: tuple[Store, Store, str],
) -> None:
    anna, bo, key = agreed
    with anna.edit("Agree") as session:
        (cluster,) = s.contents(anna)["cluster"]
        other = outcomes.add_commitment(session, cluster, "Ringer op", s.START)
    seen = _look(bo, other).version
    _say(bo, other, "trying", seen, experience="Let")
    with anna.edit("Merge") as session:
        followup.merge(session, key, [other])
    with pytest.raises(NotFound):
        _say(bo, other, "introduced", seen)
    assert (_look(bo, key).status, _look(bo, key).experience) == ("trying", "Let")


def test_undoing_ones_own_word_stops_at_what_another_said_in_it(
    agreed: tuple[Store, Store, str],
) -> None:
    anna, bo, key = agreed
    (cluster,) = s.contents(anna)["cluster"]
    with anna.edit("Say", cluster=cluster) as session:
        followup.set_status(session, key, "trying", s.START)
    with bo.edit("Say", cluster=cluster) as session:
        followup.write_experience(session, key, "Let", s.START)
    with pytest.raises(Conflict):
        anna.undo(cluster)
    assert _look(bo, key).experience == "Let"
