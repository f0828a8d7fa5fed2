"""Two stores that hand a cluster to and fro become the same, and nothing is lost unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.handover import (
    Handover,
    Place,
    Row,
    as_handed,
    as_written,
    digests_of,
    extended,
    is_within,
    joined,
    known_after_handing,
)
from facilitator.domain.handover_merge import Choice, Merge, Shape, Side, merge, settle

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
CLUSTER = "c1"
SHAPE = Shape(
    points={
        "meeting": {"cluster_id": "cluster"},
        "item": {"meeting_id": "meeting"},
        "item_step": {"item_id": "item"},
        "insight": {"meeting_id": "meeting", "item_id": "item"},
        "attendance": {"meeting_id": "meeting"},
        "use": {"item_id": "item", "guideline_id": "guideline"},
        "press": {"meeting_id": "meeting"},
        "indicator_value": {"indicator_id": "indicator"},
    },
    unique={
        "attendance": (("meeting_id", "who"),),
        "press": (("meeting_id", "seq"),),
        "indicator_value": (("indicator_id", "clinic_id", "first"),),
    },
    defaults={"item": {"notes": ""}, "case": {"text_deleted": None}},
)


@dataclass
class Desk:
    """A store as far as a hand-over sees it: rows, and what it has seen of things."""

    rows: dict[Place, Row] = field(default_factory=dict)
    known: dict[Place, tuple[str, ...]] = field(default_factory=dict)

    def put(self, table: str, key: str, **values: Any) -> None:
        self.rows[table, key] = {**self.rows.get((table, key), {}), "id": key, **values}

    def remove(self, table: str, key: str) -> None:
        """As the edits do: with all it owns, and pointers to it emptied."""
        del self.rows[table, key]
        for (other, own), row in list(self.rows.items()):
            if (other, own) not in self.rows:
                continue
            for column, target in SHAPE.points.get(other, {}).items():
                if target == table and row[column] == key:
                    if other == "insight" and column == "item_id":
                        self.rows[other, own] = {**row, column: None}
                    else:
                        self.remove(other, own)
                        break

    def hand_out(self, *, notes: bool = True) -> Handover:
        whole = Handover(
            store="s",
            schema="0004",
            cluster=CLUSTER,
            name="ØNH – Eksempel",
            rows=dict(self.rows),
            known=dict(self.known),
            defaults=SHAPE.defaults,
            files={},
            content=lambda _: b"",
        )
        written = as_written(whole, NOW, "1", notes=notes)
        self.known = known_after_handing(written)
        return written

    def compare(self, file: Handover) -> Merge:
        theirs = Side(file.rows, file.known, file.notes)
        return merge(Side(self.rows, self.known), theirs, SHAPE)

    def take_in(self, file: Handover, choice: Choice = "mine") -> Merge:
        found = self.compare(file)
        changes = settle(found, {one.place: choice for one in found.asked})
        for one in changes:
            if one.after is None:
                del self.rows[one.place]
            else:
                self.rows[one.place] = one.after
        self.known |= found.known
        return found


def furnished() -> Desk:
    desk = Desk()
    desk.put("cluster", CLUSTER, name="ØNH – Eksempel", zone="Europe/Copenhagen", specialty_id=None)
    desk.put("meeting", "m1", cluster_id=CLUSTER, number=1, template="")
    for key in ("i1", "i2"):
        desk.put("item", key, meeting_id="m1", title="Case", notes="", position=int(key[1]))
        desk.put("item_step", f"s{key}", item_id=key, title="drøft", position=1)
    desk.put("insight", "n1", meeting_id="m1", item_id="i2", text="Spørg altid")
    return desk


def shared() -> tuple[Desk, Desk]:
    """Two desks of which the second has opened what the first handed out."""
    mine, yours = furnished(), Desk()
    yours.take_in(mine.hand_out())
    assert yours.rows == mine.rows
    return mine, yours


Deed = Callable[[Desk], None]


def titled(text: str) -> Deed:
    return lambda desk: desk.put("item", "i1", title=text)


def removed(desk: Desk) -> None:
    desk.remove("item", "i1")


def left(desk: Desk) -> None:
    pass


CASES: tuple[tuple[str, Deed, Deed, str], ...] = (
    ("neither touched it", left, left, "Case"),
    ("only they changed it", left, titled("Theirs"), "Theirs"),
    ("only I changed it", titled("Mine"), left, "Mine"),
    ("both wrote the same", titled("Same"), titled("Same"), "Same"),
    ("both changed it", titled("Mine"), titled("Theirs"), "asked"),
    ("they removed it", left, removed, "gone"),
    ("I removed it", removed, left, "gone"),
    ("they removed what I changed", titled("Mine"), removed, "asked"),
    ("I removed what they changed", removed, titled("Theirs"), "asked"),
)


@pytest.mark.parametrize(("said", "here", "there", "stands"), CASES, ids=[c[0] for c in CASES])
def test_a_thing_is_taken_kept_removed_or_asked_about(
    said: str, here: Deed, there: Deed, stands: str
) -> None:
    mine, yours = shared()
    here(mine)
    there(yours)
    found = mine.take_in(yours.hand_out())
    row = mine.rows.get(("item", "i1"))
    assert said
    assert [one.place for one in found.asked] == ([("item", "i1")] if stands == "asked" else [])
    if stands == "gone":
        assert row is None
    elif stands != "asked":
        assert row is not None
        assert row["title"] == stands


def test_an_old_file_takes_nothing_back() -> None:
    mine, yours = shared()
    old = yours.hand_out()
    titled("Newer")(mine)
    mine.hand_out()
    assert not mine.take_in(old).taken
    assert mine.rows["item", "i1"]["title"] == "Newer"


def test_what_was_handed_out_and_never_opened_is_not_lost() -> None:
    mine, yours = shared()
    titled("Mine")(mine)
    mine.hand_out()
    titled("Theirs")(yours)
    assert [one.place for one in mine.take_in(yours.hand_out()).asked] == [("item", "i1")]


def test_who_goes_back_to_an_earlier_text_is_followed() -> None:
    mine, yours = shared()
    titled("Second")(mine)
    yours.take_in(mine.hand_out())
    titled("Case")(yours)
    mine.take_in(yours.hand_out())
    assert mine.rows["item", "i1"]["title"] == "Case"


def test_what_was_chosen_is_not_asked_again_on_either_side() -> None:
    mine, yours = shared()
    titled("Mine")(mine)
    titled("Theirs")(yours)
    assert mine.take_in(yours.hand_out(), "mine").asked
    assert not mine.take_in(yours.hand_out()).asked
    assert not yours.take_in(mine.hand_out()).asked
    assert yours.rows["item", "i1"]["title"] == "Mine"


def test_a_removed_thing_stays_while_something_new_points_to_it() -> None:
    mine, yours = shared()
    mine.put("insight", "n2", meeting_id="m1", item_id="i1", text="Ny")
    removed(yours)
    ours, theirs = mine.hand_out(), yours.hand_out()
    mine.take_in(theirs)
    yours.take_in(ours)
    assert ("item", "i1") in mine.rows
    assert mine.rows == yours.rows


def test_one_attendance_of_one_member_comes_out_of_two() -> None:
    mine, yours = shared()
    for desk, key, state in ((mine, "a1", "present"), (yours, "a2", "absent")):
        desk.put("attendance", key, meeting_id="m1", who="Anna", state=state)
    ours, theirs = mine.hand_out(), yours.hand_out()
    assert len(mine.take_in(theirs, "mine").asked) == 1
    assert len(yours.take_in(ours, "theirs").asked) == 1
    assert mine.rows == yours.rows
    assert ("attendance", "a2") not in mine.rows


def test_two_that_say_the_same_are_one_without_a_question() -> None:
    mine, yours = shared()
    for desk, key in ((mine, "a2"), (yours, "a1")):
        desk.put("attendance", key, meeting_id="m1", who="Anna", state="present")
    ours, theirs = mine.hand_out(), yours.hand_out()
    assert not mine.take_in(theirs).asked
    assert not yours.take_in(ours).asked
    assert mine.rows == yours.rows


def test_the_presses_of_one_clock_are_taken_or_kept_as_a_whole() -> None:
    mine, yours = shared()
    for desk, own in ((mine, "x"), (yours, "y")):
        for seq in (1, 2):
            desk.put("press", f"{own}{seq}", meeting_id="m1", seq=seq, kind=own)
    (asked,) = mine.take_in(yours.hand_out(), "theirs").asked
    assert asked.place == ("press", "m1")
    assert {row["kind"] for (table, _), row in mine.rows.items() if table == "press"} == {"y"}


def test_a_guideline_is_found_by_its_title_and_edition_where_its_id_is_another() -> None:
    mine, yours = shared()
    mine.put("guideline", "g1", title="Svimmelhed", edition="2")
    for desk, key in ((yours, "g2"), (yours, "g3")):
        desk.put("guideline", key, title="Svimmelhed", edition="2" if key == "g2" else "3")
        desk.put("use", f"u{key}", item_id="i1", guideline_id=key, package_id=None)
    mine.take_in(yours.hand_out())
    assert mine.rows["use", "ug2"]["guideline_id"] == "g1"
    assert ("guideline", "g2") not in mine.rows
    assert mine.rows["use", "ug3"]["guideline_id"] == "g3"
    assert not mine.take_in(yours.hand_out()).taken


def test_of_two_values_in_one_cell_of_one_indicator_one_is_chosen() -> None:
    """Also where each store has described the indicator for itself, and of no single clinic."""
    mine, yours = shared()
    of_share = {"unit": "", "kind": "share", "package_id": None}
    for desk, key, value in ((mine, "g1", 0.5), (yours, "g2", 0.6)):
        desk.put("indicator", key, title="Genundersøgt", **of_share)
        desk.put("indicator", f"{key}n", title="Genundersøgt", **of_share | {"kind": "number"})
        cell = {"indicator_id": key, "clinic_id": None, "first": "2026-07-01"}
        desk.put("indicator_value", f"v{key}", **cell, value=value)
        desk.put("indicator_value", f"w{key}", **cell | {"first": key}, value=0.7)
    asked = mine.take_in(yours.hand_out(), "theirs").asked
    assert [one.place for one in asked] == [("indicator_value", "vg2")]
    values = [row for (table, _), row in mine.rows.items() if table == "indicator_value"]
    assert sorted(row["value"] for row in values) == [0.6, 0.7, 0.7]
    assert {row["indicator_id"] for row in values} == {"g1"}
    assert ("indicator", "g2") not in mine.rows


def test_private_notes_left_at_home_are_still_there_when_the_rest_comes_back() -> None:
    mine, yours = furnished(), Desk()
    mine.put("item", "i1", notes="Husk kage")
    yours.take_in(mine.hand_out(notes=False))
    assert yours.rows["item", "i1"]["notes"] == ""
    titled("Theirs")(yours)
    assert not mine.take_in(yours.hand_out()).asked
    assert mine.rows["item", "i1"] == {**furnished().rows["item", "i1"], "title": "Theirs"} | {
        "notes": "Husk kage"
    }


def test_a_number_that_is_masked_in_the_file_stays_as_it_is_here() -> None:
    mine, yours = furnished(), Desk()
    mine.put("item", "i1", title="Vare 010190-1234")
    yours.take_in(mine.hand_out())
    assert yours.rows["item", "i1"]["title"] == "Vare ******-****"
    yours.put("item", "i1", notes="Set")
    mine.take_in(yours.hand_out())
    assert mine.rows["item", "i1"]["title"] == "Vare 010190-1234"
    assert mine.rows["item", "i1"]["notes"] == "Set"


def test_a_text_that_was_erased_does_not_come_back() -> None:
    mine, yours = furnished(), Desk()
    mine.put("case", "k", cluster_id=CLUSTER, doubt="Hvad nu?", text_deleted=None)
    yours.take_in(mine.hand_out())
    mine.put("case", "k", doubt="", text_deleted=1)
    yours.put("case", "k", doubt="Hvad så?")
    ours, theirs = mine.hand_out(), yours.hand_out()
    assert not mine.take_in(theirs).asked
    yours.take_in(ours)
    assert mine.rows["case", "k"] == yours.rows["case", "k"]
    assert mine.rows["case", "k"]["doubt"] == ""


def test_an_order_alone_is_not_asked_about() -> None:
    mine, yours = shared()
    mine.put("item", "i1", position=7)
    yours.put("item", "i1", position=9)
    ours, theirs = mine.hand_out(), yours.hand_out()
    assert not mine.take_in(theirs).asked
    assert not yours.take_in(ours).asked
    assert mine.rows == yours.rows


def test_of_what_both_chose_to_take_home_the_first_three_stay_chosen() -> None:
    mine, yours = shared()
    for desk, own in ((mine, "x"), (yours, "y")):
        for official in (1, 2):
            about = {"meeting_id": "m1", "item_id": None, "official": official}
            desk.put("insight", f"{own}{official}", **about)
    ours, theirs = mine.hand_out(), yours.hand_out()
    mine.take_in(theirs)
    yours.take_in(ours)
    assert mine.rows == yours.rows
    ranks = {key: row.get("official") for (t, key), row in mine.rows.items() if t == "insight"}
    assert ranks == {"n1": None, "x1": 1, "y1": 2, "x2": 3, "y2": None}


def test_a_column_that_came_later_does_not_change_what_is_known() -> None:
    rows: dict[Place, Row] = {("goal", "g"): {"id": "g", "text": "Prøv"}}
    later: dict[Place, Row] = {("goal", "g"): {"id": "g", "text": "Prøv", "new": ""}}
    assert digests_of(rows, {}) == digests_of(later, {"goal": {"new": ""}})


def test_what_a_thing_has_gone_through_is_each_state_in_its_order_and_not_without_end() -> None:
    assert extended(("a",), "a") == ("a",)
    assert extended(("a", "b"), "a") == ("a", "b", "a")
    assert joined(("a", "b"), ("a",)) == ("a", "b")
    assert joined(("a",), ("a", "b")) == ("a", "b")
    assert joined(("a", "b"), ("a", "c")) == ("a", "b", "c")
    assert len(extended([str(n) for n in range(99)], "x")) < 30


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_who_knows_what_two_have_seen_has_gone_through_both(
    mine: list[str], yours: list[str]
) -> None:
    both = joined(mine, yours)
    assert is_within(mine, both)
    assert is_within(yours, both)


def test_what_is_handed_over_is_as_it_was_but_for_numbers_and_private_notes() -> None:
    row = {"id": "i", "title": "<b>=1+1</b>", "notes": "Husk", "member_id": None}
    assert as_handed("item", row, notes=True) == row
    assert as_handed("item", row, notes=False) == {**row, "notes": ""}


# -- whatever two people do


texts = st.sampled_from(["A", "B", "C"])
keys = st.sampled_from(["1", "2", "3"])


@st.composite
def deeds(draw: st.DrawFn) -> tuple[str, str, str]:
    what = draw(st.sampled_from(["item", "step", "insight", "remove", "attend", "press", "move"]))
    return what, draw(keys), draw(texts)


def do(desk: Desk, who: str, deed: tuple[str, str, str]) -> None:
    """One edit, where it makes sense; new rows have ids of their own desk."""
    what, number, text = deed
    item = f"i{number}"
    if ("item", item) not in desk.rows and what in ("step", "remove", "move"):
        return
    match what:
        case "item":
            key = item if ("item", item) in desk.rows else f"{item}{who}"
            at = {"meeting_id": "m1", "notes": "", "position": 5}
            desk.put("item", key, **{**at, **desk.rows.get(("item", key), {}), "title": text})
        case "step":
            desk.put("item_step", f"s{number}{who}", item_id=item, title=text, position=2)
        case "insight":
            to = item if ("item", item) in desk.rows else None
            desk.put("insight", f"n{number}{who}", meeting_id="m1", item_id=to, text=text)
        case "remove":
            desk.remove("item", item)
        case "attend":
            own = next((k for (t, k) in desk.rows if t == "attendance"), f"a{number}{who}")
            desk.put("attendance", own, meeting_id="m1", who="Anna", state=text)
        case "press":
            seq = 1 + sum(table == "press" for table, _ in desk.rows)
            desk.put("press", f"p{seq}{who}", meeting_id="m1", seq=seq, kind=text)
        case "move":
            desk.put("item", item, position=int(number) * 10)


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["mine", "yours"]), deeds()),
        st.tuples(st.just("to me"), st.none()),
        st.tuples(st.just("to you"), st.none()),
    ),
    max_size=14,
)


@given(steps)
def test_opened_crosswise_both_have_the_same_and_a_second_time_changes_nothing(
    told: list[tuple[str, Any]],
) -> None:
    mine, yours = shared()
    for who, deed in told:
        if who == "mine":
            do(mine, "x", deed)
        elif who == "yours":
            do(yours, "y", deed)
        elif who == "to me":
            mine.take_in(yours.hand_out(), "mine")
        else:
            yours.take_in(mine.hand_out(), "theirs")
    ours, theirs = mine.hand_out(), yours.hand_out()
    mine.take_in(theirs, "mine")
    yours.take_in(ours, "theirs")
    assert mine.rows == yours.rows
    for desk, file in ((mine, theirs), (yours, ours)):
        again = replace_known(desk.compare(file))
        assert not settle(again, {})
        assert not again.asked


def replace_known(found: Merge) -> Merge:
    assert not found.known
    return replace(found, known={})


def test_an_id_whose_end_looks_like_a_cpr_number_is_handed_on_whole() -> None:
    row = {"template": "01a20aae-c607-7761-9696-0101704321d9", "place": "Ring til 010170-4321"}
    said = as_handed("meeting", row, notes=True)
    assert said["template"] == row["template"]
    assert said["place"] == "Ring til ******-****"
