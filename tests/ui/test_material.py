"""What an agenda item uses: its lines, and the one search that finds or makes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from sqlalchemy.orm import Session
from tests.ui.content_room import ContentRoom
from tests.ui.fakes import FakeClock

from facilitator.domain.meeting_clock import EventKind, Now
from facilitator.edits import agenda, content, running
from facilitator.store import queries
from facilitator.store.tables import Blob, Topic
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.material_picker import used_words
from facilitator.ui.number_bar import NumberBar

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[ContentRoom]:
    made = ContentRoom(bridge, clock, tmp_path / "room.sqlite")
    yield made
    made.close()


def topic_of(room: ContentRoom, title: str) -> str:
    def write(session: Session) -> str:
        row = Topic(cluster_id=room.cluster, title=title, created=room.clock.utc())
        session.add(row)
        session.flush()
        return row.id

    return room.do(write)


# -- the lines


def test_an_item_without_material_offers_to_add_some(room: ContentRoom) -> None:
    room.begin()
    assert room.drawn_material() == []
    assert room.material.add_button.isVisible()


@pytest.mark.parametrize("kind", ["follow_up", "break", "summary"])
def test_an_item_that_seldom_uses_anything_offers_nothing(room: ContentRoom, kind: str) -> None:
    room.begin()
    room.view.choose(room.item_of(kind))
    assert not room.material.isVisible()


def test_each_line_says_what_it_is(room: ContentRoom) -> None:
    room.case("Svimmelhed", room.item, doubt="Hvornår er den farlig?")
    guide = room.do(content.add_guideline, "Otitis", publisher="DSOHH", edition="3. udgave")
    room.do(content.use_guideline, room.item, guide)
    speaker = room.do(content.add_speaker, room.cluster, "Cai Eksempel", topic="Næseblod")
    room.do(content.use_speaker, room.item, speaker, 7500)
    room.file("vejledning.pdf", b"x" * 2_400_000)
    room.begin()
    assert room.drawn_material() == [
        "Svimmelhed | Hvornår er den farlig?",
        "Otitis | DSOHH, 3. udgave",
        "Cai Eksempel | 7.500 kr. · Næseblod",
        "vejledning.pdf | 2,4 MB",
    ]
    row = room.material.row(speaker)
    assert row is not None
    assert row.main.accessibleName() == "Cai Eksempel, 7.500 kr. · Næseblod"


def test_a_file_that_is_lost_is_shown_as_missing_and_not_opened(room: ContentRoom) -> None:
    key = room.file()
    room.store.live(lambda c: c.execute(Blob.__table__.update().values(bytes=b"")))  # type: ignore[attr-defined]
    room.begin()
    assert room.drawn_material() == ["vejledning.pdf | Filen mangler"]
    row = room.material.row(key)
    assert row is not None
    assert row.opener is None


def test_delete_takes_a_line_off_and_one_undo_brings_it_back(room: ContentRoom) -> None:
    case = room.case("Svimmelhed", room.item)
    room.begin()
    room.material.focus_on(case)
    room.key(Key.Key_Delete)
    assert room.used() == ()
    assert room.material.add_button.hasFocus()
    room.undo()
    assert [one.thing for one in room.used()] == [case]
    assert room.drawn_material() == ["Svimmelhed | Patientcase"]


def test_each_sort_is_taken_off_by_its_button_and_stays_itself(room: ContentRoom) -> None:
    case = room.case("Svimmelhed", room.item)
    topic = topic_of(room, "Ørevoks")
    room.do(agenda.change_item, room.item, topic_id=topic)
    room.file()
    room.begin()
    for thing in ("Svimmelhed", "Ørevoks", "vejledning.pdf"):
        name = f'Fjern "{thing}" fra punktet'
        buttons = room.material.findChildren(QAbstractButton)
        next(b for b in buttons if b.accessibleName() == name and b.isVisible()).click()
        room.settle()
    assert room.drawn_material() == []
    assert room.stored_case(case).title == "Svimmelhed"
    assert [one.id for one in room.store.ask(queries.topics, room.cluster)] == [topic]


def test_of_a_closed_meeting_the_lines_open_and_nothing_is_added(room: ContentRoom) -> None:
    case = room.case("Svimmelhed", room.was_held)
    room.do(running.close_meeting, room.held, room.clock.utc())
    room.begin()
    room.window.open_page("meetings", room.held)
    room.view.choose(room.was_held)
    room.settle()
    row = room.material.row(case)
    assert row is not None
    assert not room.material.add_button.isVisible()
    assert [b.accessibleName() for b in row.findChildren(QAbstractButton)] == [
        "Svimmelhed, Patientcase"
    ]
    QTest.keyClick(row.main, Key.Key_Space)
    assert room.beside.shows("case", case)


def test_moving_an_item_asks_nothing_about_material(
    room: ContentRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.case("Svimmelhed", room.item)
    room.begin()
    asked: list[str] = []
    ask = room.bridge.ask

    def listen(query: Any, *args: Any, **kw: Any) -> Any:
        asked.append(query.__name__)
        return ask(query, *args, **kw)

    monkeypatch.setattr(room.bridge, "ask", listen)
    room.view.moved.emit([room.item], 1)
    assert asked
    assert "read_lines" not in asked


# -- the search


def pick(room: ContentRoom) -> None:
    """Open the search by the keyboard."""
    room.material.add_button.setFocus()
    room.key(Key.Key_Space)
    assert room.picker.search.hasFocus()


def offered(room: ContentRoom) -> list[str]:
    return [one.title for one in room.picker.offers()]


def test_a_case_is_found_and_used_with_the_keyboard_alone(room: ContentRoom) -> None:
    old = room.case("Svimmelhed uden klar årsag", room.was_held)
    room.case("Næseblod")
    room.begin()
    pick(room)
    room.type("svim")
    room.key(Key.Key_Return)
    assert [one.thing for one in room.used()] == [old]
    assert room.beside.shows_cards
    assert room.drawn_material() == ["Svimmelhed uden klar årsag | Patientcase"]
    room.undo()
    assert room.used() == ()


def test_what_is_offered_says_how_often_it_was_used(room: ContentRoom) -> None:
    room.case("Svimmelhed", room.was_held, doubt="Farlig?")
    room.begin()
    pick(room)
    (one,) = room.picker.offers()
    assert one.note == "Patientcase · brugt 1 gang, senest 09.09.2026 · Farlig?"


def test_what_is_for_a_meeting_to_come_is_not_said_to_have_been_used(room: ContentRoom) -> None:
    room.case("Svimmelhed", room.item)
    room.begin()
    (case,) = room.store.ask(queries.cases, room.cluster)
    assert used_words(room.bridge.lang, case.occasions) == "bruges den 09.12.2026"


def test_what_the_item_uses_already_is_not_offered(room: ContentRoom) -> None:
    room.case("Svimmelhed", room.item)
    room.begin()
    pick(room)
    assert offered(room) == []
    assert room.picker._nothing.isVisible()


@pytest.mark.parametrize(
    ("kind", "first"),
    [("case", "case"), ("guideline", "guideline"), ("data", "package"), ("talk", "speaker")],
)
def test_what_fits_the_item_comes_first(room: ContentRoom, kind: str, first: str) -> None:
    room.case("Otitis")
    room.do(content.add_guideline, "Otitis")
    room.do(content.add_package, "Otitis")
    room.do(content.add_speaker, room.cluster, "Otitis")
    topic_of(room, "Otitis")
    item = room.do(agenda.add_item, room.meeting, kind)
    room.begin()
    room.view.choose(item)
    pick(room)
    room.type("otit")
    found = [(one.sort, one.act) for one in room.picker.offers()]
    assert found[:2] == [(first, "use"), (first, "new")]
    assert {sort for sort, act in found if act == "use"} == {
        *("case", "guideline", "package", "speaker", "topic")
    }


def test_a_title_that_is_not_there_makes_a_case_and_opens_it(room: ContentRoom) -> None:
    topic_of(room, "Svimmelhed")
    room.begin()
    pick(room)
    room.type("Svimmelhed efter fald")
    assert offered(room)[0] == 'Ny case "Svimmelhed efter fald"'
    room.key(Key.Key_Return)
    (use,) = room.used()
    assert (use.sort, use.title) == ("case", "Svimmelhed efter fald")
    assert room.beside.shows("case", use.thing)
    assert room.field("doubt").editor.hasFocus()
    room.undo()
    assert room.used() == ()
    assert room.store.ask(queries.cases, room.cluster) == ()
    assert room.beside.shows_cards


@pytest.mark.parametrize(
    ("sort", "words"),
    [
        ("guideline", "Ny retningslinje"),
        ("package", "Ny klyngepakke"),
        ("speaker", "Ny ekstern oplægsholder"),
    ],
)
def test_each_sort_is_made_from_its_title(room: ContentRoom, sort: str, words: str) -> None:
    room.begin()
    pick(room)
    room.type("Ny ting")
    one = next(o for o in room.picker.offers() if o.title == f'{words} "Ny ting"')
    room.picker.take(one)
    assert [(use.sort, use.title) for use in room.used()] == [(sort, "Ny ting")]


def test_the_arrows_of_the_search_choose_another_line(room: ContentRoom) -> None:
    room.case("Otitis 1")
    second = room.case("Otitis 2")
    room.begin()
    pick(room)
    assert offered(room) == ["Otitis 2", "Otitis 1"]
    room.key(Key.Key_Down)
    room.key(Key.Key_Down)
    room.key(Key.Key_Up)
    room.key(Key.Key_Return)
    assert [one.thing for one in room.used()] == [second]


@pytest.mark.dressed
def test_a_line_is_taken_by_a_click(room: ContentRoom) -> None:
    key = room.case("Otitis")
    room.begin()
    pick(room)
    view = room.picker.list
    at = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [one.thing for one in room.used()] == [key]


def test_a_topic_of_the_bank_becomes_the_topic_of_the_item(room: ContentRoom) -> None:
    topic = topic_of(room, "Ørevoks")
    room.begin()
    pick(room)
    room.type("ørev")
    (one,) = [o for o in room.picker.offers() if o.act == "use"]
    room.picker.take(one)
    room.settle()
    assert room.drawn_material() == ["Ørevoks | Emne"]
    assert next(i for i in room.stored.items if i.id == room.item).topic == topic
    room.undo()
    assert room.drawn_material() == []


def test_a_new_topic_is_made_with_the_keyboard_and_goes_into_the_bank_once(
    room: ContentRoom,
) -> None:
    item = room.do(agenda.add_item, room.meeting, "exchange")
    room.begin()
    room.view.choose(item)
    pick(room)
    room.type("Ørevoks")
    assert offered(room)[0] == 'Nyt emne "Ørevoks"'
    room.key(Key.Key_Return)
    (topic,) = room.store.ask(queries.topics, room.cluster)
    assert topic.title == "Ørevoks"
    assert next(i for i in room.stored.items if i.id == item).topic == topic.id
    assert room.beside.shows("topic", topic.id)
    assert room.field("situation").editor.hasFocus()
    room.view.choose(room.item)
    pick(room)
    room.type("ørevoks")
    assert offered(room)[1:3] == ["Ørevoks", 'Ny retningslinje "ørevoks"']
    assert 'Nyt emne "ørevoks"' not in offered(room)
    room.picker.search.setText("Ørevoks hos ældre 010190-1234")
    new = next(o for o in room.picker.offers() if (o.sort, o.act) == ("topic", "new"))
    room.picker.take(new)
    assert room.window.findChildren(NumberBar)
    assert len(room.store.ask(queries.topics, room.cluster)) == 1


def test_a_typed_link_is_attached(room: ContentRoom) -> None:
    room.begin()
    pick(room)
    room.type("www.dsohh.dk/otitis")
    assert offered(room)[0] == "Link til www.dsohh.dk/otitis"
    room.key(Key.Key_Return)
    assert [one.link for one in room.attached()] == ["https://www.dsohh.dk/otitis"]
    room.undo()
    assert room.attached() == ()


@pytest.mark.parametrize("link", ["ftp://example.org/x", "file:///etc/passwd"])
def test_a_link_to_anything_else_is_refused_at_the_field(room: ContentRoom, link: str) -> None:
    room.begin()
    pick(room)
    room.type(link)
    room.key(Key.Key_Return)
    assert room.attached() == ()
    assert "http://" in room.picker._field.error
    assert room.picker.search.text() == link


def test_the_link_button_takes_the_address_that_was_copied(room: ContentRoom) -> None:
    room.begin()
    pick(room)
    QApplication.clipboard().setText("https://dsohh.dk/x")
    room.picker.link_button.click()
    assert room.picker.search.text() == "https://dsohh.dk/x"
    QApplication.clipboard().setText("noget andet")
    room.picker.link_button.click()
    assert room.picker.search.text() == "https://"


def test_the_file_button_attaches_what_is_chosen(room: ContentRoom, tmp_path: Path) -> None:
    (tmp_path / "tal.csv").write_bytes(b"a;b")
    room.begin()
    pick(room)
    room.picker.file_button.click()
    assert not room.beside.shows_cards
    room.desk.chosen = str(tmp_path / "tal.csv")
    room.picker.file_button.click()
    room.settle()
    assert room.beside.shows_cards
    assert room.drawn_material() == ["tal.csv | 1 kB"]


def test_escape_gives_the_search_up(room: ContentRoom) -> None:
    room.begin()
    pick(room)
    room.type("Svimmelhed")
    room.key(Key.Key_Escape)
    assert room.beside.shows_cards
    assert room.material.add_button.hasFocus()
    assert room.used() == ()


def test_a_title_like_a_cpr_number_is_not_stored_unless_it_is_none(room: ContentRoom) -> None:
    room.begin()
    pick(room)
    room.type("Løbenummer 010203-1234")
    room.key(Key.Key_Return)
    (complaint,) = room.window.findChildren(NumberBar)
    assert room.store.ask(queries.cases, room.cluster) == ()
    room.click("Det er ikke et CPR-nummer", complaint)
    (reason,) = [one for one in complaint.findChildren(QLineEdit) if one.isVisible()]
    reason.setFocus()
    room.type("Et løbenummer")
    room.key(Key.Key_Return)
    assert [one.title for one in room.used()] == ["Løbenummer 010203-1234"]


def test_a_title_like_a_cpr_number_can_be_masked(room: ContentRoom) -> None:
    room.begin()
    pick(room)
    room.type("Løb 010203-1234")
    room.key(Key.Key_Return)
    (complaint,) = room.window.findChildren(NumberBar)
    room.click("Skjul det", complaint)
    assert room.picker.search.text() == "Løb ******-****"
    room.key(Key.Key_Return)
    assert [one.title for one in room.used()] == ["Løb ******-****"]


def test_a_link_with_a_number_is_answered_in_the_search(room: ContentRoom) -> None:
    room.begin()
    pick(room)
    room.type("https://butik.example/0101901234")
    room.key(Key.Key_Return)
    (bar,) = room.picker.findChildren(NumberBar)
    room.click("Skjul det", bar)
    assert room.picker.search.text() == "https://butik.example/**********"
    room.picker.search.setText("https://butik.example/0101901234")
    room.key(Key.Key_Return)
    (bar,) = [one for one in room.picker.findChildren(NumberBar) if one.isVisible()]
    room.click("Det er ikke et CPR-nummer", bar)
    room.type("Et varenummer")
    room.key(Key.Key_Return)
    assert [one.link for one in room.attached()] == ["https://butik.example/0101901234"]
    assert room.beside.shows_cards


def test_hundreds_of_cases_are_searched_and_none_is_lost(room: ContentRoom) -> None:
    def many(session: Session) -> None:
        for n in range(400):
            content.add_case(session, room.cluster, f"Høretab {n}", room.clock.utc())

    room.do(many)
    room.begin()
    pick(room)
    assert len(room.picker.offers()) == 400
    room.type("399")
    assert offered(room)[0] == "Høretab 399"
    room.picker.search.clear()
    assert len(room.picker.offers()) == 400


# -- to the place


def test_undo_of_a_use_goes_to_its_item(room: ContentRoom) -> None:
    case = room.case("Svimmelhed")
    room.begin()
    room.bridge.do("Use material", content.use_case, room.item, case)
    room.view.choose(room.item_of("data"))
    room.undo()
    room.bridge.redo()
    room.settle()
    assert room.view.current() == room.item


def test_undo_of_a_change_in_a_case_opens_the_case(room: ContentRoom) -> None:
    case = room.case("Svimmelhed", room.item)
    room.begin()
    room.bridge.do("Change the case", content.change_case, case, learning="Mål blodtryk")
    room.view.choose(room.item_of("data"))
    room.undo()
    assert room.view.current() == room.item
    assert room.beside.shows("case", case)


def test_undo_of_a_change_in_a_case_of_another_meeting_goes_there(room: ContentRoom) -> None:
    case = room.case("Svimmelhed", room.was_held)
    room.begin()
    room.bridge.do("Change the case", content.change_case, case, learning="Mål blodtryk")
    room.undo()
    assert room.page.subject() == room.held
    assert room.beside.shows("case", case)


# -- the look


@pytest.mark.dressed
@pytest.mark.parametrize(("size", "look"), [((1280, 720), "dark"), ((1920, 1080), "light")])
def test_the_longest_words_fit_the_section_and_the_search(
    room: ContentRoom, qapp: QApplication, size: tuple[int, int], look: str
) -> None:
    theme.apply(qapp, "dark" if look == "dark" else "light")
    word = "Kvalitetsklyngekoordinatorsekretariatsbetjeningsordning " * 3
    room.case(word, room.item, doubt=word)
    room.case(word, doubt=word)
    room.begin()
    room.window.resize(*size)
    room.settle()
    (line,) = room.material._rows
    assert line.width() <= room.material.width()
    assert room.material.width() <= room.beside.width()
    pick(room)
    assert room.picker.width() <= room.beside.width()
    assert not room.window.grab().isNull()


def test_every_control_has_a_name(room: ContentRoom) -> None:
    room.case("Svimmelhed", room.item)
    room.file()
    room.begin()
    pick(room)
    nameless = [
        one
        for kind in (QAbstractButton, QLineEdit)
        for one in room.beside.findChildren(kind)
        if not one.accessibleName() and not one.objectName().startswith("qt_")
    ]
    assert [one for one in nameless if one.isVisible()] == []


def test_the_meeting_being_held_uses_material_as_well(room: ContentRoom) -> None:
    room.begin()
    now = Now(room.clock.utc(), room.clock.mono(), "r")
    room.do(running.press, room.meeting, EventKind.STARTED, now, item=room.item)
    room.settle()
    pick(room)
    room.type("Svimmelhed")
    room.key(Key.Key_Return)
    assert [one.title for one in room.used()] == ["Svimmelhed"]
