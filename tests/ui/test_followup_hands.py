"""Follow-up by hand: cards carried, commitments put together and set aside, small tests,
improvements, and two people at the same commitment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.ui import example
from tests.ui.example import Example
from tests.ui.fakes import FakeClock
from tests.ui.followup_desk import column, commitments, detail, only, open_page

from facilitator.domain import board
from facilitator.domain.improvements import Improvement
from facilitator.domain.outcomes import Commitment
from facilitator.edits import followup, improvements, outcomes
from facilitator.store import queries
from facilitator.store.store import Store
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.board import MIME
from facilitator.ui.followup.improvement_look import effect_words, is_grouped, parse_number
from facilitator.ui.followup.page import FollowUpPage

pytestmark = pytest.mark.bare

Open = Callable[[Example], FollowUpPage]
SAID = "Ventetid på akut tid: 3_→_1,5 dag (n_=_20)".replace("_", "\N{NO-BREAK SPACE}")
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(qtbot: QtBot, bridge: Bridge) -> Open:
    return partial(open_page, qtbot, bridge)


def words(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def let_go(page: FollowUpPage, key: str, carried: str) -> None:
    """As when a card, or a card and its chip, is let go over a column."""
    data = QMimeData()
    data.setData(MIME, carried.encode())
    copy = Qt.DropAction.MoveAction
    event = QDropEvent(QPointF(9, 9), copy, data, LEFT, NONE)
    page.views.board.views[key].dropEvent(event)


def card_of(page: FollowUpPage, commitment: str) -> board.Card:
    return page.hand.cards[commitment]


def statuses(one: Example, action: str) -> list[str]:
    return [c.status for c in commitments(one, action)]


# -- carried


def test_a_card_carried_to_a_column_takes_what_lags_behind_along_and_a_chip_goes_alone(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    first, second = commitments(cluster, "Skriv forventet")
    let_go(page, "trying", f"{card_of(page, first.id).id} {second.id}")
    assert statuses(cluster, "Skriv forventet") == ["planned", "trying"]
    assert "Skriv forventet svartid i henvisningssvar" in column(page, "planned")
    let_go(page, "introduced", card_of(page, first.id).id)
    assert statuses(cluster, "Skriv forventet") == ["introduced", "introduced"]
    page.bridge.undo()
    assert statuses(cluster, "Skriv forventet") == ["planned", "trying"]


def test_a_card_carried_to_the_closed_asks_in_place_what_was_learnt(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    one = only(cluster, "Billedvejledning")
    let_go(page, "closed", card_of(page, one.id).id)
    assert statuses(cluster, "Billedvejledning") == ["not_introduced"] * 2
    assert page.window().focusWidget() is detail(page).words.experience
    assert detail(page).words.experience.accessibleName() == "Hvad lærte I af det?"


@pytest.mark.dressed
def test_what_was_carried_three_times_is_decided_or_closed_on_its_card(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    one = only(cluster, "Fælles")
    view = page.views.board.views["planned"]
    old = card_of(page, one.id)
    tired = board.Card(old.id, old.title, tuple(_carried(c) for c in old.commitments))
    drawing = view._delegate.drawing(tired, 220)
    assert [text for _, text, _ in drawing.answers] == ["Beslut", "Afslut den"]
    _, (close, _, _) = drawing.answers
    assert view._delegate.answer_at(tired, 220, close.center()) == "close"
    page.hand.cards[one.id] = tired
    page.hand.answer(tired.id, "decide")
    assert page.window().focusWidget() is detail(page).words.next_step
    page.hand.cards[one.id] = tired
    page.hand.answer(tired.id, "close")
    assert only(cluster, "Fælles").status == "dropped"


def _carried(one: Commitment) -> Commitment:
    return replace(one, carried=3)


def test_the_menu_of_a_commitment_sets_its_status(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    one = only(cluster, "Trivselstjek")
    page.choose(one.id)
    menu = page.hand.make_menu(one)
    said = [action.text() for action in menu.actions()]
    assert said[:2] == ["planlagt\t1", "afprøves\t2"]
    menu.actions()[1].trigger()
    assert only(cluster, "Trivselstjek").status == "trying"


def test_what_was_carried_three_times_is_decided_or_closed_by_the_menu_of_its_card(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    one = only(cluster, "Fælles")
    page.choose(one.id)
    decide, close = page.hand.make_menu(_carried(one)).actions()[:2]
    assert [decide.text(), close.text()] == ["Beslut", "Afslut den"]
    decide.trigger()
    assert page.window().focusWidget() is detail(page).words.next_step
    close.trigger()
    assert only(cluster, "Fælles").status == "dropped"


@pytest.mark.parametrize("view", ["board", "list"])
def test_shift_f10_opens_the_menu_of_the_chosen(cluster: Example, opened: Open, view: str) -> None:
    page = opened(cluster)
    page.filters.view.choose(view)
    page.choose(only(cluster, "Fælles").id)
    wanted: list[str] = []
    shown = page.views.list if view == "list" else page.views.board.views["planned"]
    shown.menu_wanted.disconnect()
    shown.menu_wanted.connect(lambda commitment, _where: wanted.append(commitment))
    QTest.keyClick(shown, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert wanted == [""]


# -- several


def test_commitments_of_one_owner_are_put_together_after_it_was_said_what_happens(
    cluster: Example, opened: Open
) -> None:
    (twin,) = example.agree(cluster, "Trivselstjek mandag morgen", (12,), status="trying")
    page = opened(cluster)
    one = only(cluster, "Trivselstjek ved")
    page.views.board.views["planned"].marking.emit([one.id])
    page.hand.mark([twin])
    assert page.marks.isVisible()
    page.marks.merge.click()
    assert page.marks.said.text().startswith('"Trivselstjek ved ugens start" bliver stående.')
    assert len(commitments(cluster, "Trivselstjek")) == 2
    page.marks.go.click()
    (left,) = commitments(cluster, "Trivselstjek")
    assert (left.id, left.status) == (one.id, "trying")
    assert not page.marks.isVisible()
    page.bridge.undo()
    assert len(commitments(cluster, "Trivselstjek")) == 2


def test_those_of_several_owners_come_to_hang_on_one_card(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    one, other = only(cluster, "Trivselstjek"), only(cluster, "Fælles")
    page.choose(one.id)
    page.views.board.views["planned"].marking.emit([other.id])
    page.marks.merge.click()
    assert "kan ikke lægges sammen" in page.marks.said.text()
    assert "Klinik 5 og Klinik 12" in page.marks.said.text() or (
        "Klinik 12 og Klinik 5" in page.marks.said.text()
    )
    page.marks.go.click()
    assert len({c.insight for c in page.known.commitments if c.id in (one.id, other.id)}) == 1
    assert card_of(page, one.id) == card_of(page, other.id)


def test_what_is_marked_goes_along_and_escape_takes_the_marks_off(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    one, other = only(cluster, "Trivselstjek"), only(cluster, "Fælles")
    page.hand.mark([one.id])
    page.hand.mark([other.id])
    let_go(page, "trying", card_of(page, one.id).id)
    assert [only(cluster, name).status for name in ("Trivsel", "Fælles")] == ["trying"] * 2
    QTest.keyClick(page.views.board.views["planned"], Qt.Key.Key_Escape)
    assert not page.marks.isVisible()


def test_enter_goes_to_what_can_be_done_with_the_marked_and_escape_leads_back(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    one, other = only(cluster, "Trivselstjek"), only(cluster, "Fælles")
    view, window = page.views.board.views["planned"], page.window()
    page.choose(one.id)
    page.hand.mark([one.id, other.id])
    view.setFocus()
    QApplication.processEvents()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert window.focusWidget() is page.marks.merge
    QTest.keyClick(page.marks.merge, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert window.focusWidget() is page.marks.go
    QTest.keyClick(page.marks.go, Qt.Key.Key_Escape)
    assert (page.marks.said.isVisible(), page.marks.isVisible()) == (False, True)
    assert window.focusWidget() is view
    QTest.keyClick(view, Qt.Key.Key_Backtab)
    assert page.marks.isAncestorOf(window.focusWidget())
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert (page.marks.isVisible(), window.focusWidget()) == (False, view)


# -- filters


def test_filters_say_what_they_hide_and_one_press_takes_them_off(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    with cluster.store.edit("Categorise", cluster=cluster.cluster) as session:
        key = only(cluster, "Trivselstjek").id
        outcomes.change_commitment(session, key, category="well_being")
    page.refresh()
    assert not page.filters.clear.isVisible()
    page.filters.more.click()
    box = page.filters.further["category"]
    box.setCurrentIndex(box.findData("well_being"))
    box.activated.emit(box.currentIndex())
    assert [c.action for c in page.hand.cards[key].commitments] == ["Trivselstjek ved ugens start"]
    assert page.filters.told.text() == "16 skjult: Trivsel og mental belastning"
    page.refresh()
    assert box.currentData() == "well_being"
    page.filters.clear.click()
    assert len(page.hand.cards) == 17
    assert not page.filters.clear.isVisible()


def test_only_filters_that_tell_of_improvements_stand_over_them(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    page.filters.status.choose("open")
    page.filters.more.click()
    page.filters.view.choose("improvements")
    page.refresh()
    shown = {key for key, box in page.filters.further.items() if not box.isHidden()}
    assert (shown, page.filters.status.isHidden()) == ({"category"}, True)
    assert "Åbne" not in page.filters.told.text()
    page.filters.view.choose("list")
    page.refresh()
    assert not any(box.isHidden() for box in page.filters.further.values())
    assert (page.filters.status.isHidden(), page.filters.status.choice) == (False, "open")


# -- set aside


def test_a_commitment_is_set_aside_to_a_day_and_taken_up_again(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    page.choose(only(cluster, "Fælles").id)
    row = detail(page).snooze
    row.menu.aboutToShow.emit()
    assert [a.text() for a in row.menu.actions()] == [
        "Næste møde, 9. december",
        "1 måned (26. december)",
        "3 måneder (26. februar 2027)",
        "6 måneder (26. maj 2027)",
    ]
    row.menu.actions()[0].trigger()
    assert only(cluster, "Fælles").snoozed == date(2026, 12, 9)
    assert "udskudt til 9. december" in words(detail(page))
    assert column(page, "planned")[-1].startswith("Fælles")
    said = "26.11.2026 · udskudt til 9. december · sagt af Anna Eksempel 5"
    assert said in words(detail(page))
    row.back.click()
    assert only(cluster, "Fælles").snoozed is None
    assert row.day.placeholderText() == "26.12.2026"
    row.day.setText("1.12.2020")
    QTest.keyClick(row.day, Qt.Key.Key_Return)
    assert row.day.accessibleDescription() == ("Skriv en kommende dato, for eksempel 26.12.2026.")
    row.day.setText("24/12")
    QTest.keyClick(row.day, Qt.Key.Key_Return)
    assert only(cluster, "Fælles").snoozed == date(2026, 12, 24)
    detail(page).set_aside(date(2027, 6, 6))
    assert "udskudt til 6. juni 2027" in words(detail(page))


# -- small tests and words


def test_small_tests_are_notes_and_the_latest_stands_on_the_card(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    one = only(cluster, "Ring selv")
    page.choose(one.id)
    tests = detail(page).tests
    tests.add.click()
    QTest.keyClicks(tests.fields["plan"], "Ring i to uger")
    tests.add.click()
    QTest.keyClicks(tests.fields["learnt"], "Ikke fredag")
    page.bridge.leaving.emit()
    cycles = only(cluster, "Ring selv").cycles
    assert [(c.plan, c.learnt) for c in cycles] == [("Ring i to uger", ""), ("", "Ikke fredag")]
    (card,) = [c for c in page.views.board.views["trying"].cards if c.holds(one.id)]
    assert 'PDSA 2: "Ikke fredag"' in [
        said for said, *_ in page.views.board._delegate._sentences(card)
    ]
    tests._choose(cycles[0].id)
    assert tests.fields["plan"].toPlainText() == "Ring i to uger"
    tests.remove.click()
    assert len(only(cluster, "Ring selv").cycles) == 1


def test_obstacle_and_next_step_stand_behind_one_press_and_in_the_story(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    one = only(cluster, "Trivselstjek")
    page.choose(one.id)
    panel = detail(page)
    assert not panel.words.obstacle.isVisible()
    panel.words.more.click()
    QTest.keyClicks(panel.words.obstacle, "Ferie")
    QTest.keyClicks(panel.words.next_step, "Prøv i uge 2")
    page.bridge.leaving.emit()
    (word,) = cluster.store.ask(queries.follow_ups, one.id)
    assert (word.obstacle, word.next_step) == ("Ferie", "Prøv i uge 2")
    said = "26.11.2026 · planlagt · sagt af Anna Eksempel 12"
    assert f"{said} · Barriere: Ferie · Næste skridt: Prøv i uge 2" in words(panel)


# -- improvements


def test_what_was_measured_stands_in_the_detail_and_on_the_card(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    one = only(cluster, "Akuttid")
    page.choose(one.id)
    form = detail(page).improvement
    assert form is not None
    QTest.keyClicks(form.measure, "Ventetid på akut tid")
    QTest.keyClicks(form.unit, "dag")
    for name, value in (("before", "3"), ("after", "1,5"), ("n", "20")):
        QTest.keyClicks(form.numbers[name], value)
        QTest.keyClick(form.numbers[name], Qt.Key.Key_Return)
    page.bridge.leaving.emit()
    (found,) = [i for i in page.known.improvements if i.commitment == one.id]
    assert (found.before, found.after, found.n) == (3.0, 1.5, 20)
    assert effect_words(found, page.bridge.lang) == SAID
    page._show_effects()
    (card,) = [c for c in page.views.board.views["introduced"].cards if c.holds(one.id)]
    assert SAID in [said for said, *_ in page.views.board._delegate._sentences(card)]
    form.numbers["after"].setText("mange")
    form.numbers["after"].setModified(True)
    QTest.keyClick(form.numbers["after"], Qt.Key.Key_Return)
    assert form.numbers["after"].accessibleDescription() == "Skriv et tal, for eksempel 2,5."


@pytest.mark.dressed
def test_a_wrong_number_is_told_of_without_moving_those_beside_it(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    page.filters.view.choose("improvements")
    page.refresh()
    page.views.improvements.choose(page.known.improvements[0].commitment)
    form = page.views.improvements.form
    form.numbers["after"].setText("4x")
    form.numbers["after"].setModified(True)
    form.numbers["after"].editingFinished.emit()
    QApplication.processEvents()
    assert form._fields["after"].error
    tops = {field.mapTo(form, field.rect().topLeft()).y() for field in form.numbers.values()}
    assert len(tops) == 1


def test_an_improvement_is_written_down_without_a_commitment(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    page.views.board.writing.emit()
    view = page.views.improvements
    assert view is not None
    assert page.window().focusWidget() is view.entry
    QTest.keyClicks(view.entry, "Skiltet i venteværelset")
    QTest.keyClick(view.entry, Qt.Key.Key_Return)
    (found,) = [i for i in page.known.improvements if i.commitment is None]
    assert (found.title, str(found.since)) == ("Skiltet i venteværelset", "2026-11-26")
    assert view.side.isVisible()
    assert view.remove.isVisible()
    view.remove.click()
    assert all(i.commitment for i in page.known.improvements)
    key = only(cluster, "Akuttid").id
    view.choose(key)
    view.origin.click()
    assert (page.subject(), page.filters.view.choice) == (key, "board")


def test_an_improvement_entered_by_itself_has_an_owner_and_a_meeting_and_is_found_by_them(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    page.filters.clinic.setCurrentIndex(page.filters.clinic.findText("Klinik 4"))
    page.views.board.writing.emit()
    view = page.views.improvements
    QTest.keyClicks(view.entry, "Skiltet i venteværelset")
    QTest.keyClick(view.entry, Qt.Key.Key_Return)

    def entered() -> Improvement:
        (one,) = [one for one in page.known.improvements if one.commitment is None]
        return one

    # What is written down while a clinic is looked at is that clinic's.
    assert (entered().owner, entered().meeting) == ("Klinik 4", None)
    page.filters.show_all()
    for box, words in ((view.form.owner, "Anna Eksempel 3"), (view.form.origin, "1. møde")):
        at = next(n for n in range(box.count()) if box.itemText(n).startswith(words))
        box.setCurrentIndex(at)
        box.activated.emit(at)
    assert (entered().owner, entered().meeting_number) == ("Anna Eksempel 3", 1)
    assert view.about.text() == "Anna Eksempel 3 · fra 1. møde"
    page.filters.meeting.setCurrentIndex(page.filters.meeting.findData(entered().meeting))
    page.filters.meeting.activated.emit(1)
    assert entered() in [line.improvement for line in view._lines.values()]
    page.filters.clinic.setCurrentIndex(page.filters.clinic.findText("Klinik 4"))
    page.filters.clinic.activated.emit(1)
    assert entered() not in [line.improvement for line in view._lines.values()]
    page.filters.show_all()
    at = view.form.owner.findText("hele klyngen")
    view.form.owner.setCurrentIndex(at)
    view.form.owner.activated.emit(at)
    assert (entered().whole_cluster, entered().member) == (True, None)
    view.choose(only(cluster, "Akuttid").id)
    assert not view.form.owner.isVisible()


@pytest.mark.parametrize(
    ("typed", "value"),
    [("3", 3.0), ("2,5", 2.5), ("2.5", 2.5), ("1 200", 1200.0), ("−4", -4.0), ("x", None)],
)
def test_numbers_are_read_as_people_write_them(typed: str, value: float | None) -> None:
    assert parse_number(typed) == value


def test_a_number_that_may_mean_thousands_is_not_guessed_at() -> None:
    assert [is_grouped(typed) for typed in ("1.200", "1,200", "0,125", "1,25")] == [
        *(True, True, False, False),
    ]


# -- two people


class Two:
    """One cluster on a server, and a page on one of two computers."""

    def __init__(self, place: str, clock: FakeClock) -> None:
        mine = Store.open(place, clock, installation="mine")
        self.example = example.with_meetings(example.cluster_of(mine, 3))
        (self.key,) = example.agree(self.example, "Ring tilbage", (1,))
        self.theirs = Store.open(place, clock, installation="theirs")
        self.clock = clock

    def say(self, status: str, experience: str = "") -> None:
        with self.theirs.edit("Say", cluster=self.example.cluster) as session:
            at = self.clock.utc()
            followup.set_status(session, self.key, status, at, experience=experience)

    def write(self, text: str) -> None:
        with self.theirs.edit("Write", cluster=self.example.cluster) as session:
            outcomes.change_commitment(session, self.key, situation=text)

    def measure(self, **values: Any) -> None:
        with self.theirs.edit("Measure", cluster=self.example.cluster) as session:
            improvements.write_improvement(session, self.key, **values)

    def close(self) -> None:
        self.theirs.close()
        self.example.store.close()


def test_the_second_of_two_people_sees_what_the_first_did_and_chooses(
    qtbot: QtBot, bridge: Bridge, place: str, clock: FakeClock
) -> None:
    two = Two(place, clock)
    try:
        page = open_page(qtbot, bridge, two.example)
        page.choose(two.key)
        card = detail(page).conflict
        two.say("introduced", "Gik nemt")
        page.hand.say("dropped")
        assert card.isVisible()
        assert (card.theirs.text(), card.mine.text()) == (
            'Den anden: indført · "Gik nemt"',
            "Dig: droppet",
        )
        assert only(two.example, "Ring").status == "introduced"
        card.keep.click()
        assert not card.isVisible()
        assert only(two.example, "Ring").status == "introduced"
        two.say("trying")
        page.hand.say("planned")
        card.use.click()
        assert only(two.example, "Ring").status == "planned"
        assert not card.isVisible()

        # A text that is being typed is no other's either.
        field = detail(page).situation
        QTest.keyClicks(field, "travlhed")
        two.write("en akut henvisning")
        bridge.leaving.emit()
        assert (card.theirs.text(), card.mine.text()) == (
            "Den anden: en akut henvisning",
            "Dig: travlhed",
        )
        assert only(two.example, "Ring").situation == "en akut henvisning"
        card.use.click()
        assert only(two.example, "Ring").situation == "travlhed"
        QTest.keyClicks(field, "!")
        two.write("ferie")
        bridge.leaving.emit()
        card.keep.click()
        assert only(two.example, "Ring").situation == field.toPlainText() == "ferie"
        assert not bridge.unsaved

        # Nor is what somebody wrote of what it came to.
        page.refresh()
        page.hand.say("introduced")
        form = detail(page).improvement
        assert form is not None
        two.measure(n=12)
        form.aspect.setCurrentIndex(form.aspect.findData("human"))
        form.aspect.activated.emit(1)
        assert (card.theirs.text(), card.mine.text()) == (
            "Den anden: Ikke angivet",
            "Dig: Menneskelig",
        )
        card.keep.click()
        assert page.known.improvements[0].aspect == ""
        QTest.keyClicks(form.patients, "Ro")
        two.measure(patients="Færre opkald")
        bridge.leaving.emit()
        assert card.theirs.text() == "Den anden: Færre opkald"
        card.keep.click()
        page.refresh()
        (found,) = page.known.improvements
        assert (found.patients, found.n) == (form.patients.toPlainText(), 12)
        assert found.patients == "Færre opkald"

        # Nor are commitments put together that are no longer as they were seen.
        (twin,) = example.agree(two.example, "Ring tilbage igen", (1,))
        page.refresh()
        page.hand.mark([two.key])
        page.hand.mark([twin])
        page.marks.merge.click()
        two.say("dropped")
        page.marks.go.click()
        assert len(commitments(two.example, "Ring")) == 2
        # How it stands now is shown, and it is asked again.
        assert {one.status for one in page.known.commitments} == {"dropped", "planned"}
        page.marks.merge.click()
        page.marks.go.click()
        assert len(commitments(two.example, "Ring")) == 1
    finally:
        bridge.close()
        two.close()
