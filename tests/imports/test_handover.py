"""A cluster handed over goes on elsewhere, comes back, and all of it is undone in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.imports.handing import (
    DANISH,
    NOT_OF_A_CLUSTER,
    START,
    House,
    Scene,
    empty,
    furnished,
    rename,
)
from tests.store.scene import SteppingClock

from facilitator import clock
from facilitator.domain.handover import LINE_AT_MOST, contents_of
from facilitator.domain.indicators import following
from facilitator.domain.privacy import find_cpr
from facilitator.domain.refusal import Conflict, NotFound, Refusal
from facilitator.edits import (
    agenda,
    attachments,
    content,
    indicators,
    members,
    outcomes,
    privacy,
)
from facilitator.edits.patterns import change_template
from facilitator.imports import handover
from facilitator.imports.handover import questions
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store


@pytest.fixture
def houses(tmp_path: Path) -> Iterator[tuple[House, House, Scene]]:
    """Two houses, the second of which has opened what the first handed out."""
    (first, scene), second = furnished(tmp_path / "first.sqlite"), empty(tmp_path / "second.sqlite")
    second.open(first.out())
    yield first, second, scene
    first.store.close()
    second.store.close()


Houses = tuple[House, House, Scene]


def of_cluster(house: House) -> Any:
    return house.rows(without=NOT_OF_A_CLUSTER)


def test_everything_arrives_and_opening_it_twice_changes_nothing(houses: Houses) -> None:
    first, second, _ = houses
    assert of_cluster(second) == of_cluster(first)
    before, content_of_file = second.rows(), first.out()
    opened = second.open(content_of_file)
    assert handover.say(opened, DANISH) == "ØNH – Eksempel: intet er nyt"
    assert second.rows() == before


@pytest.fixture
def unlucky_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every new id ends in ten digits like a CPR number."""
    ends = count(1)

    def urandom(size: int) -> bytes:
        return (int(f"010170{next(ends):04}d9", 16) << 2).to_bytes(size)

    monkeypatch.setattr(clock, "os", SimpleNamespace(urandom=urandom))


@pytest.mark.usefixtures("unlucky_ids")
def test_an_id_is_no_cpr_number_whatever_chance_gave_it(tmp_path: Path) -> None:
    (first, scene), second = furnished(tmp_path / "first.sqlite"), empty(tmp_path / "second.sqlite")
    assert find_cpr(scene.meeting)
    assert contents_of(first.store.ask(queries.handover, scene.cluster)).numbers == 0
    second.open(first.out())
    assert of_cluster(second) == of_cluster(first)
    first.store.close()
    second.store.close()


def test_what_is_in_it_is_said_before_anything_is_stored(houses: Houses, tmp_path: Path) -> None:
    first, _, _ = houses
    third = empty(tmp_path / "third.sqlite")
    before = third.rows()
    said = handover.say(third.look(first.out()), DANISH)
    assert "er ny her og kommer til at stå ved siden af de andre klynger" in said
    assert "Nyt: 1 møde, 3 dagsordenspunkter, 1 aftale" in said
    assert third.rows() == before
    third.store.close()


def test_one_undo_puts_everything_back_and_then_it_can_be_opened_again(houses: Houses) -> None:
    first, second, scene = houses
    rename(second, scene.items[0], "Ændret her")
    before = second.rows(without=("step",))
    rename(first, scene.items[1], "Ændret der")
    first.do(agenda.remove_items, [scene.items[2]])
    first.do(members.add_member, scene.cluster, "Dorte Eksempel")
    file = first.out()
    second.open(file)
    assert second.title(scene.items[1]) == "Ændret der"
    assert second.title(scene.items[2]) is None
    second.store.undo(scene.cluster)
    assert second.rows(without=("step",)) == before
    second.store.redo(scene.cluster)
    assert second.title(scene.items[1]) == "Ændret der"
    second.store.undo(scene.cluster)
    second.open(file)
    assert second.title(scene.items[0]) == "Ændret her"
    assert second.title(scene.items[2]) is None


def test_a_whole_cluster_can_be_taken_back_also_after_it_was_handed_on(houses: Houses) -> None:
    _, second, scene = houses
    second.out()
    second.store.undo(scene.cluster)
    assert not second.rows()["cluster"]
    assert not second.rows()["handover_base"]


def test_what_was_changed_in_both_is_shown_in_both_texts_and_chosen(houses: Houses) -> None:
    first, second, scene = houses
    rename(first, scene.items[1], "<b>Vores</b>")
    rename(second, scene.items[1], "=1+1")
    opened = first.look(second.out())
    (one,) = questions(opened, DANISH)
    assert one.title == 'Punktet "<b>Vores</b>" på 1. møde'
    assert [(line.title, line.mine, line.theirs) for line in one.lines] == [
        ("Titel", "<b>Vores</b>", "=1+1")
    ]
    with pytest.raises(Refusal), first.store.edit("Open") as session:
        handover.add(session, opened)
    first.open(second.out(), "theirs")
    assert first.title(scene.items[1]) == "=1+1"


def test_what_was_removed_there_and_changed_here_is_asked(houses: Houses) -> None:
    first, second, scene = houses
    rename(first, scene.items[2], "Ny titel")
    second.do(agenda.remove_items, [scene.items[2]])
    (one,) = questions(first.look(second.out()), DANISH)
    assert (one.lines[0].mine, one.lines[0].theirs) == ("ændret", "fjernet")
    first.open(second.out(), "theirs")
    assert first.title(scene.items[2]) is None


def test_what_was_changed_since_it_was_looked_at_is_not_written_over(houses: Houses) -> None:
    first, second, scene = houses
    rename(second, scene.items[0], "Der")
    opened = first.look(second.out())
    rename(first, scene.items[0], "Her")
    with pytest.raises(Conflict), first.store.edit("Open") as session:
        handover.add(session, opened)
    assert first.title(scene.items[0]) == "Her"


def test_nothing_is_handed_over_or_opened_while_a_meeting_runs(houses: Houses) -> None:
    first, second, scene = houses
    file = first.out()

    def run(session: Any) -> None:
        session.get_one(t.Meeting, scene.meeting).status = "running"

    second.do(run)
    for attempt in (second.out, lambda: second.open(file)):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert "i gang" in refused.value.in_words(DANISH)


def test_only_the_one_cluster_goes_and_what_it_uses(houses: Houses, tmp_path: Path) -> None:
    first, _, scene = houses
    other = first.do(members.make_cluster, "Hud – Eksempel", "Hud", (("Bo Eksempel", ""),))
    first.do(content.add_guideline, "Ingen bruger den")
    third = empty(tmp_path / "third.sqlite")
    third.open(first.out())
    assert [row["id"] for row in third.rows()["cluster"].values()] == [scene.cluster]
    assert "Ingen bruger den" not in {row["title"] for row in third.rows()["guideline"].values()}
    assert [row["title"] for row in third.rows()["template"].values()] == ["Vores aften"]
    with pytest.raises(NotFound):
        third.store.ask(queries.handover, other)
    third.store.close()


def test_a_second_cluster_comes_to_stand_beside_with_the_specialty_that_is_there(
    houses: Houses, tmp_path: Path
) -> None:
    first, _, scene = houses
    third = empty(tmp_path / "third.sqlite")
    third.do(members.make_cluster, "Vores", "Øre-næse-hals", (("Bo Eksempel", ""),))
    third.open(first.out())
    assert len(third.rows()["cluster"]) == 2
    assert len(third.rows()["specialty"]) == 1
    rename(third, scene.items[0], "Fra tredje")
    first.open(third.out())
    assert first.title(scene.items[0]) == "Fra tredje"
    assert len(first.rows()["specialty"]) == 1
    third.store.close()


def test_a_file_attached_goes_along_and_comes_once(houses: Houses) -> None:
    first, second, scene = houses
    bytes_of_it = b"%PDF en side"
    key = second.do(attachments.attach_file, scene.meeting, "side.pdf", bytes_of_it)
    first.open(second.out())
    assert first.store.ask(queries.attached_file, key) == bytes_of_it


def test_what_could_not_be_opened_again_is_not_written(houses: Houses) -> None:
    first, _, scene = houses
    first.do(agenda.change_item, scene.items[0], notes="x" * (LINE_AT_MOST + 1))
    with pytest.raises(Refusal) as refused:
        first.out()
    assert "end der er plads til" in refused.value.in_words(DANISH)


def test_private_notes_stay_at_home_when_that_is_chosen(houses: Houses, tmp_path: Path) -> None:
    first, _, scene = houses
    first.do(agenda.change_item, scene.items[0], notes="Husk kage")
    assert b"Husk kage" not in first.out(notes=False)
    third = empty(tmp_path / "third.sqlite")
    third.open(first.out(notes=False))
    rename(third, scene.items[0], "Fra tredje")
    first.open(third.out())
    row = first.rows()["item"][scene.items[0]]
    assert (row["title"], row["notes"]) == ("Fra tredje", "Husk kage")
    third.store.close()


def test_a_number_that_was_vouched_for_is_hidden_in_the_file_and_stays_here(
    houses: Houses,
) -> None:
    first, second, scene = houses
    number = "Vare 010190-1234"

    change = privacy.vouched(agenda.change_item, {}, START, otherwise="varenummer")
    first.do(change, scene.items[0], notes=number)
    second.open(first.out())
    assert second.rows()["item"][scene.items[0]]["notes"] == "Vare ******-****"
    rename(second, scene.items[0], "Fra anden")
    first.open(second.out())
    row = first.rows()["item"][scene.items[0]]
    assert (row["title"], row["notes"]) == ("Fra anden", number)


def test_the_text_of_a_case_that_was_deleted_is_gone_here_and_from_all_steps(
    houses: Houses,
) -> None:
    first, second, _ = houses
    (case,) = first.rows()["case"]
    secret = "En mand på 42 med svimmelhed"
    first.do(content.change_case, case, doubt=secret)
    second.open(first.out())
    first.do(content.delete_case_text, case, START)
    second.open(first.out())
    assert second.rows()["case"][case]["doubt"] == ""
    steps = second.store.ask(lambda session: session.scalars(select(t.StepRow.rows)).all())
    assert not any(secret in rows for rows in steps)


def test_a_member_made_anonymous_there_is_without_a_name_here_and_in_all_steps(
    houses: Houses,
) -> None:
    first, second, scene = houses
    second.do(members.change_member, scene.members[0], email="anna@eksempel.dk")
    first.do(members.leave, scene.members[0], START.date())
    first.do(members.anonymise, scene.members[0], START)
    second.open(first.out(), "mine")
    row = second.rows()["member"][scene.members[0]]
    assert (row["name"], row["email"]) == ("Tidligere medlem 1", "")
    steps = second.store.ask(lambda session: session.scalars(select(t.StepRow.rows)).all())
    assert not any("Anna Eksempel" in rows or "anna@" in rows for rows in steps)
    second.store.undo(scene.cluster)
    assert second.rows()["member"][scene.members[0]]["name"] == "Tidligere medlem 1"


def test_a_template_changed_there_is_changed_here(houses: Houses) -> None:
    first, second, _ = houses
    (template,) = first.rows()["template"]
    second.do(change_template, template, title="Vores nye aften", why="")
    first.open(second.out())
    assert first.rows()["template"][template]["title"] == "Vores nye aften"


def test_members_commitments_and_outcomes_go_to_and_fro(houses: Houses) -> None:
    """Both go on after the hand-over, and are the same when each has opened the other's file."""
    first, second, scene = houses
    first.do(members.add_member, scene.cluster, "Dorte Eksempel")
    first.do(outcomes.add_insight, scene.meeting, "Spørg om fald", START)
    second.do(members.add_member, scene.cluster, "Erik Eksempel")
    second.do(agenda.remove_items, [scene.items[1]])
    ours, theirs = first.out(), second.out()
    first.open(theirs, "mine")
    second.open(ours, "theirs")
    assert of_cluster(first) == of_cluster(second)
    names = {row["name"] for row in first.rows()["member"].values()}
    assert {"Dorte Eksempel", "Erik Eksempel"} <= names


def test_figures_typed_in_both_places_are_one_figure_in_each_cell(houses: Houses) -> None:
    first, second, scene = houses
    (key,) = first.rows()["indicator"]
    (told,) = first.store.ask(queries.values, scene.cluster, key)
    for house, value, more in ((first, 0.6, 7), (second, 0.7, 9)):
        later = replace(told, period=following(told.period), value=value)
        made = house.do(indicators.add_indicator, "Ventetid", kind="number", unit="dage")
        days = replace(told, indicator=made, value=float(more), level="cluster")
        house.do(indicators.put_values, scene.cluster, key, [later])
        house.do(indicators.put_values, scene.cluster, made, [days])
    ours, theirs = first.out(), second.out()
    assert len(first.open(theirs, "mine").found.asked) == 2
    second.open(ours, "theirs")
    found = [
        {
            (row["level"], row["first"], row["value"])
            for row in house.rows()["indicator_value"].values()
        }
        for house in (first, second)
    ]
    assert found[0] == found[1]
    assert {value for *_, value in found[0]} == {0.657, 0.6, 7.0}
    assert len(first.rows()["indicator"]) == len(second.rows()["indicator"]) == 2


@pytest.fixture
def prepared(new_prepared_place: Callable[[], str]) -> Callable[[], House]:
    def make() -> House:
        return House(Store.open(new_prepared_place(), SteppingClock(), installation="server"))

    return make


def test_a_cluster_goes_to_a_server_and_back(tmp_path: Path, prepared: Callable[[], House]) -> None:
    (first, scene), there = furnished(tmp_path / "first.sqlite"), prepared()
    there.open(first.out())
    assert of_cluster(there) == of_cluster(first)
    rename(there, scene.items[0], "På serveren")
    there.do(agenda.remove_items, [scene.items[2]])
    first.open(there.out())
    assert first.title(scene.items[0]) == "På serveren"
    assert first.title(scene.items[2]) is None
    there.store.undo(scene.cluster)
    there.store.undo(scene.cluster)
    there.store.undo(scene.cluster)
    assert not there.rows()["cluster"]
    for house in (first, there):
        house.store.close()


# -- whatever two people do


deeds = st.lists(
    st.tuples(st.booleans(), st.sampled_from(("title", "remove", "member", "insight", "choose"))),
    min_size=4,
    max_size=8,
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Scene]:
    """The folder of two closed stores of which the second has opened what the first handed out."""
    folder = tmp_path_factory.mktemp("pair")
    (first, scene), second = furnished(folder / "a.sqlite"), empty(folder / "b.sqlite")
    second.open(first.out())
    for house in (first, second):
        house.store.close()
    return folder, scene


def do(house: House, scene: Scene, what: str, number: int) -> None:
    """One edit, where it makes sense."""
    item = scene.items[number % 3]
    if house.title(item) is None and what in ("title", "remove"):
        return
    match what:
        case "title":
            rename(house, item, f"{house.clock.utc():%M%S}")
        case "remove":
            house.do(agenda.remove_items, [item])
        case "member":
            house.do(members.add_member, scene.cluster, f"Ny {number} Eksempel")
        case "insight":
            to = item if house.title(item) is not None else None
            house.do(outcomes.add_insight, scene.meeting, "Spørg om fald", START, item=to)
        case "choose":
            log = house.rows()["insight"].values()
            left = [row["id"] for row in log if row["official"] is None]
            if left and len(log) - len(left) < 3:
                house.do(outcomes.choose_insight, left[number % len(left)])


@settings(max_examples=4)
@given(deeds)
def test_opened_crosswise_two_stores_have_the_same_and_a_second_time_changes_nothing(
    pair: tuple[Path, Scene], told: list[tuple[bool, str]]
) -> None:
    folder, scene = pair
    with TemporaryDirectory(dir=folder) as name:
        houses = []
        for own in ("a.sqlite", "b.sqlite"):
            place = Path(copy(folder / own, name))
            store = Store.open(place, SteppingClock(), installation=own)
            houses.append(House(store, scene.cluster))
        first, second = houses
        second.clock.now += timedelta(hours=1)
        for number, (is_first, what) in enumerate(told):
            do(first if is_first else second, scene, what, number)
        ours, theirs = first.out(), second.out()
        first.open(theirs, "mine")
        second.open(ours, "theirs")
        assert of_cluster(first) == of_cluster(second)
        for house, file in ((first, theirs), (second, ours)):
            before = house.rows()
            house.open(file, "theirs")
            assert house.rows() == before
            house.store.close()
