"""One thing beside the agenda: written in, told where it was used, and left again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
)
from sqlalchemy.orm import Session
from tests.ui.content_room import ContentRoom
from tests.ui.fakes import FakeClock

from facilitator.domain.anonymity import LONG
from facilitator.domain.content import Guideline, Package, YearFees
from facilitator.edits import agenda, content, indicators
from facilitator.language import Language
from facilitator.store import queries
from facilitator.store.tables import Topic
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.sorts import SORTS
from facilitator.ui.content.typed_fields import fee_words, parse_kroner
from facilitator.ui.number_bar import Complaint

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[ContentRoom]:
    made = ContentRoom(bridge, clock, tmp_path / "room.sqlite")
    yield made
    made.close()


@pytest.fixture
def case(room: ContentRoom) -> str:
    """A case of the case item, open."""
    key = room.case("Svimmelhed", room.item)
    room.begin()
    room.beside.open("case", key)
    return key


def guideline(room: ContentRoom, **values: Any) -> str:
    key = room.do(content.add_guideline, "Otitis", **values)
    room.do(content.use_guideline, room.item, key)
    room.begin()
    room.beside.open("guideline", key)
    return key


def package(room: ContentRoom, **values: Any) -> str:
    key = room.do(content.add_package, "Antibiotika", **values)
    room.do(content.use_package, room.item, key)
    room.begin()
    room.beside.open("package", key)
    return key


def speaker(room: ContentRoom, fee: int | None = None) -> str:
    key = room.do(content.add_speaker, room.cluster, "Cai Eksempel")
    room.do(content.use_speaker, room.item, key, fee)
    room.begin()
    room.beside.open("speaker", key)
    return key


def topic(room: ContentRoom) -> str:
    def write(session: Session) -> str:
        row = Topic(cluster_id=room.cluster, title="Ørevoks", created=room.clock.utc())
        session.add(row)
        session.flush()
        agenda.change_item(session, room.item, topic_id=row.id)
        return row.id

    key = room.do(write)
    room.begin()
    room.beside.open("topic", key)
    return key


def stored_guideline(room: ContentRoom, key: str) -> Guideline:
    return room.store.ask(queries.guideline, room.cluster, key)


def stored_package(room: ContentRoom, key: str) -> Package:
    return room.store.ask(queries.package, room.cluster, key)


def question(room: ContentRoom) -> str:
    return next(one.question for one in room.stored.items if one.id == room.item)


# -- opening and going back


def test_a_line_opens_its_thing_in_place_of_the_cards_and_escape_goes_back(
    room: ContentRoom,
) -> None:
    key = room.case("Svimmelhed", room.item)
    room.begin()
    room.material.focus_on(key)
    room.key(Key.Key_Space)
    assert room.beside.shows("case", key)
    assert not room.agenda_page.check.isVisible()
    room.key(Key.Key_Escape)
    assert room.beside.shows_cards
    row = room.material.row(key)
    assert row is not None
    assert row.main.hasFocus()


def test_the_button_goes_back_too(room: ContentRoom, case: str) -> None:
    room.panel.back_button.click()
    assert room.beside.shows_cards
    assert case in {line.thing for line in room.material.lines}


def test_escape_in_a_field_stores_what_was_written(room: ContentRoom, case: str) -> None:
    room.field("learning").editor.setFocus()
    room.type("Husk blodtryk")
    room.key(Key.Key_Escape)
    assert room.beside.shows_cards
    assert room.stored_case(case).learning == "Husk blodtryk"


def test_another_item_shows_its_cards(room: ContentRoom, case: str) -> None:
    room.choose("Data")
    assert room.beside.shows_cards
    room.choose("Case")
    assert room.beside.shows_cards
    assert [line.thing for line in room.material.lines] == [case]


def test_a_card_that_comes_up_takes_its_place_back(room: ContentRoom, case: str) -> None:
    assert room.beside.shows("case", case)
    room.agenda_page.buttons.times.click()
    assert room.beside.shows_cards
    assert room.agenda_page.times.isVisible()


def test_writing_a_title_in_the_list_shows_the_cards(room: ContentRoom, case: str) -> None:
    assert room.beside.shows("case", case)
    room.view.renaming.emit(room.item)
    assert room.agenda_page.inspector.title.hasFocus()


# -- writing


@pytest.mark.parametrize("column", ["title", "doubt", "course", "learning"])
def test_what_is_written_of_a_case_is_stored_and_undone_in_one(
    room: ContentRoom, case: str, column: str
) -> None:
    before = getattr(room.stored_case(case), column)
    room.write(column, "Noget andet om ører")
    assert getattr(room.stored_case(case), column) == "Noget andet om ører"
    room.undo()
    assert getattr(room.stored_case(case), column) == before
    assert room.beside.shows("case", case)
    assert room.field(column).editor.toPlainText() == before


def test_an_emptied_title_keeps_what_is_stored_and_says_so(room: ContentRoom, case: str) -> None:
    editor = room.field("title").editor
    editor.setFocus()
    editor.selectAll()
    room.key(Key.Key_Delete)
    assert room.field("title").frame.error == "Skriv en titel."
    room.bridge.leaving.emit()
    assert room.stored_case(case).title == "Svimmelhed"
    room.type("Fald")
    room.panel.back_button.setFocus()
    assert room.stored_case(case).title == "Fald"
    assert room.field("title").frame.error == ""


def test_age_and_sex_are_chosen_and_taken_back(room: ContentRoom, case: str) -> None:
    room.field("age_band").chips.chosen.emit("65-79")
    room.field("sex").chips.chosen.emit("female")
    room.field("nature").chips.chosen.emit("typical")
    one = room.stored_case(case)
    assert (one.age_band, one.sex, one.nature) == ("65-79", "female", "typical")
    room.field("age_band").chips.chosen.emit("")
    room.field("sex").chips.chosen.emit("")
    one = room.stored_case(case)
    assert (one.age_band, one.sex) == ("", None)


def test_the_presenter_is_one_of_the_members(room: ContentRoom, case: str) -> None:
    box = room.field("presenter_id").box
    assert [box.itemText(n) for n in range(box.count())] == [
        "ingen endnu",
        "Anna Eksempel",
        "Bo Eksempel",
    ]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert room.stored_case(case).presenter_name == "Bo Eksempel"


def test_a_day_as_people_write_it(room: ContentRoom, case: str) -> None:
    room.write("present_again", "til sommer")
    assert room.stored_case(case).present_again is None
    assert room.field("present_again").frame.error == "Skriv en dato, for eksempel 9.12.2026."
    assert room.field("present_again").editor.text() == "til sommer"
    room.write("present_again", "1. juni 2027")
    assert room.stored_case(case).present_again == date(2027, 6, 1)
    assert room.field("present_again").editor.text() == "01.06.2027"
    room.write("present_again", "")
    assert room.stored_case(case).present_again is None


def test_a_cpr_number_is_not_stored_in_a_case(room: ContentRoom, case: str) -> None:
    room.write("course", "Patient 010203-1234")
    assert room.stored_case(case).course == ""
    assert len(room.window.findChildren(Complaint)) == 1


def test_what_may_lead_back_to_a_patient_is_pointed_at(room: ContentRoom, case: str) -> None:
    room.write("course", "Set 12.10.2026 med svimmelhed")
    course = room.field("course")
    assert course.hints == 'Der står en dato. Skriv hellere "for tre uger siden".'
    assert room.stored_case(case).course == "Set 12.10.2026 med svimmelhed"
    course.editor.setPlainText("x" * (LONG + 1))
    assert course.hints.startswith("Teksten er lang.")
    assert course._count.text() == "701 tegn"
    course.editor.setPlainText("Kort")
    assert (course.hints, course._count.isVisible()) == ("", False)


# -- the text of a case is deleted


def test_before_its_meeting_the_text_of_a_case_is_not_offered_for_deletion(
    room: ContentRoom, case: str
) -> None:
    assert room.beside.shows("case", case)
    assert not room.field("text_deleted").isVisible()


def test_after_the_meeting_the_text_is_deleted_for_good_and_the_learning_stays(
    room: ContentRoom,
) -> None:
    told = {"doubt": "Farlig?", "course": "Tre uger", "age_band": "65-79", "sex": "female"}
    key = room.case("Svimmelhed", room.was_held, room.item, learning="Mål blodtryk", **told)
    room.begin()
    room.beside.open("case", key)
    forget = room.field("text_deleted")
    forget.begin_button.click()
    assert room.stored_case(key).course == "Tre uger"
    forget.keep_button.click()
    assert forget.begin_button.isVisible()
    forget.begin_button.click()
    forget.delete_button.click()
    room.settle()
    one = room.stored_case(key)
    assert (one.title, one.learning) == ("Svimmelhed", "Mål blodtryk")
    assert (one.doubt, one.course, one.age_band, one.sex) == ("", "", "", None)
    said = "Teksten blev slettet den 26.11.2026. Titlen og det, I lærte, er bevaret."
    assert forget.done.text() == said
    shown = [name for name, field in room.panel.form.fields.items() if field.isVisible()]
    assert shown == [
        *("title", "nature", "presenter_id", "learning", "present_again", "text_deleted")
    ]
    room.undo()
    assert room.stored_case(key).course == ""


# -- a guideline


def test_a_link_with_a_number_is_answered_under_its_field(room: ContentRoom) -> None:
    key = guideline(room)
    room.write("link", "https://butik.example/0101901234")
    assert stored_guideline(room, key).link == ""
    (bar,) = [one for one in room.window.findChildren(Complaint) if one.isVisible()]
    room.click("Fjern det", bar)
    room.panel.back_button.setFocus()
    room.settle()
    assert stored_guideline(room, key).link == "https://butik.example/"
    room.write("link", "https://butik.example/0101901234")
    (bar,) = [one for one in room.window.findChildren(Complaint) if one.isVisible()]
    room.click("Det er ikke et CPR-nummer", bar)
    room.type("Et varenummer")
    room.key(Qt.Key.Key_Return)
    assert stored_guideline(room, key).link == "https://butik.example/0101901234"


def test_a_guideline_that_is_due_says_so(room: ContentRoom) -> None:
    key = guideline(room, next_check=date(2026, 11, 1))
    assert room.field("next_check").is_due
    room.write("next_check", "1.6.2027")
    assert stored_guideline(room, key).next_check == date(2027, 6, 1)
    assert not room.field("next_check").is_due


def test_a_newer_edition_is_said_where_the_guideline_is_used_and_becomes_the_edition(
    room: ContentRoom,
) -> None:
    key = room.do(content.add_guideline, "Svimmelhed", edition="2. udgave")
    room.do(content.use_guideline, room.item, key)
    room.begin().beside.open("guideline", key)
    use = room.field("use_newer")
    assert not use.isVisible()
    room.write("newer", "3. udgave")
    assert use.isVisible()
    assert room.drawn_material() == ["Svimmelhed | Nyere udgave: 3. udgave · 2. udgave"]
    use.use_button.click()
    assert room.field("edition").editor.text() == "3. udgave"
    assert not use.isVisible()
    room.bridge.undo()
    assert room.store.ask(queries.guideline, room.cluster, key).newer == "3. udgave"


def test_a_link_is_stored_when_it_is_one_and_opens_in_the_browser(room: ContentRoom) -> None:
    key = guideline(room)
    assert not room.field("link").opener.isVisible()
    room.write("link", "dsohh")
    assert stored_guideline(room, key).link == ""
    assert room.field("link").frame.error.startswith("Et link begynder med http://")
    assert room.field("link").editor.text() == "dsohh"
    room.write("link", "www.dsohh.dk/otitis")
    assert stored_guideline(room, key).link == "https://www.dsohh.dk/otitis"
    room.field("link").opener.click()
    assert room.desk.opened == [QUrl("https://www.dsohh.dk/otitis")]


@pytest.mark.parametrize("column", ["publisher", "edition", "recommendations", "differently"])
def test_what_is_written_of_a_guideline_is_stored(room: ContentRoom, column: str) -> None:
    key = guideline(room)
    room.write(column, "Vent og se")
    assert getattr(stored_guideline(room, key), column) == "Vent og se"


# -- a package


def test_the_one_question_of_a_package_becomes_that_of_the_item(room: ContentRoom) -> None:
    package(room, questions="Hvad overrasker jer?")
    room.field("questions").use_button.click()
    assert question(room) == "Hvad overrasker jer?"
    room.undo()
    assert question(room) == "Hvad lærer vi andre af den?"


def test_of_several_questions_one_or_all_are_asked(room: ContentRoom) -> None:
    package(room, questions="Hvad overrasker jer?\nHvad gør vi i morgen?")
    field = room.field("questions")
    menu = field.menu(field.questions())
    actions = menu.actions()
    assert [one.text() for one in actions] == [
        *("Hvad overrasker jer?", "Hvad gør vi i morgen?", "Alle sammen")
    ]
    actions[1].trigger()
    assert question(room) == "Hvad gør vi i morgen?"
    actions[2].trigger()
    assert question(room) == "Hvad overrasker jer? Hvad gør vi i morgen?"


def test_a_new_line_of_questions_stays_while_it_is_begun(room: ContentRoom) -> None:
    key = package(room)
    editor = room.field("questions").editor
    editor.setFocus()
    room.type("Hvad overrasker?")
    room.key(Key.Key_Return)
    room.bridge.leaving.emit()
    room.settle()
    assert editor.toPlainText() == "Hvad overrasker?\n"
    room.type("Hvorfor?")
    room.panel.back_button.setFocus()
    assert stored_package(room, key).questions == ("Hvad overrasker?", "Hvorfor?")


def test_a_package_is_for_all_or_for_the_specialty_of_the_cluster(
    bridge: Bridge, clock: FakeClock, tmp_path: Path
) -> None:
    from facilitator.edits import members

    room = ContentRoom(bridge, clock, tmp_path / "ent.sqlite")
    room.do(members.change_cluster, room.cluster, specialty="Øre-næse-hals")
    key = package(room)
    box = room.field("specialty_id").box
    assert [box.itemText(n) for n in range(box.count())] == ["alle specialer", "Øre-næse-hals"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert stored_package(room, key).specialty_name == "Øre-næse-hals"
    room.close()


# -- a speaker


def test_a_fee_stands_against_the_frame_of_the_year(room: ContentRoom) -> None:
    speaker(room)
    assert room.field("fee").year == "0 kr. af 10.000 kr. i 2026"
    room.write("fee", "7.500 kr.")
    assert [one.fee for one in room.used()] == [7500]
    assert room.field("fee").year == "7.500 kr. af 10.000 kr. i 2026"
    assert room.field("fee").editor.text() == "7.500"
    assert room.field("fee")._year.property("tone") == ""
    room.write("fee", "12000")
    assert room.field("fee")._year.property("tone") == "warn"
    room.undo()
    assert [one.fee for one in room.used()] == [7500]


def test_a_fee_that_is_no_amount_is_said_at_the_field(room: ContentRoom) -> None:
    speaker(room, 500)
    room.write("fee", "en flaske vin")
    assert room.field("fee").frame.error == "Skriv honoraret i hele kroner, for eksempel 7500."
    assert room.field("fee").editor.text() == "en flaske vin"
    room.write("fee", "99999999")
    assert "1.000.000" in room.field("fee").frame.error
    assert [one.fee for one in room.used()] == [500]
    room.write("fee", "")
    assert [one.fee for one in room.used()] == [None]


def test_a_speaker_who_was_taken_off_the_item_has_no_fee_there(room: ContentRoom) -> None:
    speaker(room, 500)
    room.do(content.stop_using, room.used()[0].id)
    room.settle()
    assert not room.field("fee").isVisible()


@pytest.mark.parametrize(
    ("text", "kroner"),
    [
        *(("7500", 7500), ("7.500", 7500), ("7.500 kr.", 7500), ("kr. 7.500,-", 7500)),
        *(("7 500 kroner", 7500), ("7,500", 7500), ("0", 0), ("1.250.000", 1_250_000)),
        *(("7500,00", 7500), ("7.5", None), ("75,50", None), ("-5", None), ("", None)),
        *(("to", None), ("7.50.0", None), ("1e5", None), ("١٢", None)),
    ],
)
def test_kroner_as_people_write_them(text: str, kroner: int | None) -> None:
    assert parse_kroner(text) == kroner


def test_the_frame_is_told_in_both_languages() -> None:
    fees = YearFees(2026, 10_000, ())
    assert fee_words(Language("da"), fees) == "0 kr. af 10.000 kr. i 2026"
    assert fee_words(Language("en"), fees) == "0 of 10,000 kroner in 2026"


# -- a topic


def test_a_topic_has_a_situation_and_a_day_to_take_it_up_again(room: ContentRoom) -> None:
    key = topic(room)
    room.write("situation", "Det kører rundt")
    room.write("revisit", "1.6.2027")
    (one,) = room.store.ask(queries.topics, room.cluster)
    assert (one.id, one.situation, one.revisit) == (key, "Det kører rundt", date(2027, 6, 1))


def test_undo_of_a_change_in_the_topic_that_is_open_stays_with_it(room: ContentRoom) -> None:
    key = topic(room)
    room.write("situation", "Det kører rundt")
    room.undo()
    assert room.beside.shows("topic", key)
    assert room.field("situation").editor.toPlainText() == ""


# -- where it was used


def test_all_meetings_where_it_was_used_are_listed_and_gone_to(room: ContentRoom) -> None:
    key = room.case("Svimmelhed", room.was_held, room.item)
    room.begin()
    room.beside.open("case", key)
    lines = room.panel.occasions.lines
    assert [line.words for line in lines] == [
        ("09.12.2026 · 2. møde", "dette punkt"),
        ("09.09.2026 · 1. møde", "Svimmelhed"),
    ]
    QTest.keyClick(lines[1], Key.Key_Space)
    room.settle()
    assert (room.page.subject(), room.view.current()) == (room.held, room.was_held)
    assert [line.thing for line in room.material.lines] == [key]


def test_the_line_of_this_item_goes_back_to_it(room: ContentRoom, case: str) -> None:
    assert room.beside.shows("case", case)
    room.panel.occasions.lines[0].click()
    assert room.beside.shows_cards


def test_the_topic_of_a_whole_meeting_leads_to_the_meeting(room: ContentRoom) -> None:
    key = topic(room)
    room.do(agenda.change_meeting, room.held, topic_id=key)
    room.settle()
    line = room.panel.occasions.lines[-1]
    assert line.words == ("09.09.2026 · 1. møde", "")
    line.click()
    room.settle()
    assert room.page.subject() == room.held


def test_a_thing_used_nowhere_says_so(room: ContentRoom, case: str) -> None:
    room.do(content.stop_using, room.used()[0].id)
    room.settle()
    assert room.beside.shows("case", case)
    assert room.panel.occasions._nowhere.isVisible()


# -- deleting


def test_a_deleted_thing_leaves_the_cards_and_comes_back_by_undo(
    room: ContentRoom, case: str
) -> None:
    room.panel.remove_button.click()
    room.settle()
    assert room.beside.shows_cards
    assert room.drawn_material() == []
    room.undo()
    assert [line.thing for line in room.material.lines] == [case]


def test_a_guideline_of_a_held_meeting_is_not_deleted(room: ContentRoom) -> None:
    key = room.do(content.add_guideline, "Otitis")
    for item in (room.was_held, room.item):
        room.do(content.use_guideline, item, key)
    room.begin()
    room.beside.open("guideline", key)
    room.panel.remove_button.click()
    assert room.beside.shows("guideline", key)
    assert any("afholdt" in notice.text for notice in room.notices)


def test_a_thing_that_was_removed_elsewhere_closes(room: ContentRoom, case: str) -> None:
    room.do(content.remove_case, case)
    room.settle()
    assert room.beside.shows_cards
    assert not room.beside.open("case", case)


# -- the look


def open_each(room: ContentRoom, word: str) -> Iterator[str]:
    """Open one thing of each sort, all with long words."""
    key = room.case(word, room.item, doubt=word, course=word, learning=word)
    guide = room.do(content.add_guideline, word, publisher=word, differently=word)
    pack = room.do(content.add_package, word, questions=word)
    person = room.do(content.add_speaker, room.cluster, word, topic=word)
    room.do(content.use_guideline, room.item, guide)
    room.do(content.use_package, room.item, pack)
    room.do(content.use_speaker, room.item, person)
    file = room.file(f"{word}.pdf")
    bank = topic(room)
    things = {"case": key, "guideline": guide, "package": pack, "speaker": person}
    things |= {"attachment": file, "topic": bank}
    things["indicator"] = room.do(indicators.add_indicator, word, numerator=word, questions=word)
    for row in SORTS:
        assert room.beside.open(row.id, things[row.id])
        room.settle()
        yield row.id


@pytest.mark.dressed
@pytest.mark.parametrize(("size", "look"), [((1280, 720), "dark"), ((1920, 1080), "light")])
def test_the_longest_words_fit_every_panel(
    room: ContentRoom, qapp: QApplication, size: tuple[int, int], look: str
) -> None:
    theme.apply(qapp, "dark" if look == "dark" else "light")
    for _sort in open_each(room, "Kvalitetsklyngekoordinatorsekretariatsbetjeningsordning"):
        room.window.resize(*size)
        room.settle()
        (scroll,) = room.panel.findChildren(
            QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly
        )
        body = scroll.widget()
        assert body is not None
        assert body.width() <= scroll.viewport().width()
        assert not room.window.grab().isNull()


def test_every_control_of_every_panel_has_a_name(room: ContentRoom) -> None:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    for sort in open_each(room, "Ord"):
        nameless = [
            (sort, type(one).__name__)
            for kind in kinds
            for one in room.panel.findChildren(kind)
            if one.isVisible()
            and not one.accessibleName()
            and not isinstance(one.parent(), QComboBox)
            and not one.objectName().startswith("qt_")
        ]
        assert nameless == []
