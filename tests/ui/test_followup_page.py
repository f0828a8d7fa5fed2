"""Follow-up: the board, the list and the detail of one commitment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHoverEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui import example
from tests.ui.example import Example
from tests.ui.fakes import FakeClock
from tests.ui.followup_desk import column, commitments, detail, only, open_page

from facilitator.domain.outcomes import FollowUp
from facilitator.edits import agenda, followup, members, outcomes
from facilitator.store import queries
from facilitator.store.store import Store
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.card import fit_chip, spoken
from facilitator.ui.followup.page import FollowUpPage
from facilitator.ui.parts.status_look import chip_size

pytestmark = pytest.mark.bare

Open = Callable[[Example], FollowUpPage]
BOOKLET = "Billedvejledning før høreprøve"
AT = datetime(2026, 11, 3, 16, tzinfo=UTC)


@pytest.fixture
def opened(qtbot: QtBot, bridge: Bridge) -> Open:
    return partial(open_page, qtbot, bridge)


def history(one: Example, key: str) -> tuple[FollowUp, ...]:
    return one.store.ask(queries.follow_ups, key)


def click(view: QAbstractItemView, place: QPoint) -> None:
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view.viewport(), button, none, place)


def key(page: FollowUpPage, code: Qt.Key) -> None:
    focus = page.window().focusWidget()
    assert focus is not None
    QTest.keyClick(focus, code)


def test_the_board_has_four_columns_with_a_card_an_insight(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    assert column(page, "planned") == [
        "Fælles instruks: næseblod hos patienter i blodfortyndende behandling",
        "Skriv forventet svartid i henvisningssvar",
        "Trivselstjek ved ugens start",
    ]
    assert BOOKLET in column(page, "trying")
    assert "Akuttid hver dag kl. 11.30" in column(page, "introduced")
    assert column(page, "closed") == ["SMS dagen før operation"]


def test_the_heads_count_commitments(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    said = [view.accessibleDescription() for view in page.views.board.views.values()]
    assert said == ["4 aftaler", "7 aftaler", "5 aftaler", "1 aftale"]


def test_a_column_says_what_it_counts_on_other_cards_and_lists_it(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    assert page.views.board._elsewhere == {}
    one, other = commitments(cluster, BOOKLET)
    with cluster.store.edit("Drop") as session:
        followup.set_status(session, other.id, "dropped", AT)
    page.refresh()
    line = page.views.board._elsewhere["closed"]
    line.setFocus()
    assert line.text() == "1 står på et kort i en anden kolonne"
    line.click()
    page.refresh()
    listed = [one.id for one in page.views.list._model.rows]
    assert set(listed) == {other.id, only(cluster, "SMS").id}
    assert "Afsluttet" in page.filters.told.text()
    assert (page.window().focusWidget(), page.subject()) == (page.views.list, None)
    key(page, Qt.Key.Key_Down)
    assert page.subject() == listed[0]
    with cluster.store.edit("Drop") as session:
        followup.set_status(session, one.id, "dropped", AT)
    page.filters.view.choose("board")
    page.refresh()
    assert line.isHidden()
    assert page.filters.told.text() == ""


def test_a_card_and_its_chips_say_what_is_promised(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    meeting = only(cluster, "Trivselstjek").meeting or ""
    with cluster.store.edit("Agree") as session:
        insight = outcomes.add_insight(session, meeting, "Kort ventetid giver ro", AT)
        acts = ("Ring op", "Ring op", "Skriv en SMS")
        for text in acts[:2]:
            outcomes.add_commitment(session, cluster.cluster, text, AT, insight=insight)
    page.refresh()
    view = page.views.board.views["planned"]
    delegate = view._delegate
    card = next(one for one in view.cards if one.id == insight)
    assert "Ring op" in [said for _, said, _ in delegate.drawing(card, 300).lines]
    assert ". Ring op. " in spoken(card, page.bridge.lang)
    with cluster.store.edit("Agree") as session:
        outcomes.add_commitment(session, cluster.cluster, acts[2], AT, insight=insight)
    page.refresh()
    card = next(one for one in view.cards if one.id == insight)
    drawing = delegate.drawing(card, 300)
    assert "Ring op" not in [said for _, said, _ in drawing.lines]
    places = [chip.box.center() for chip in drawing.chips]
    assert [delegate.promised_at(card, 300, place) for place in places] == list(acts)
    assert delegate.promised_at(card, 300, QPoint(0, 0)) == ""
    assert spoken(card, page.bridge.lang).endswith(": planlagt, Skriv en SMS")
    booklet = view.cards[0]
    chip = delegate.drawing(booklet, 300).chips[0].box.center()
    assert (booklet.actions, delegate.promised_at(booklet, 300, chip)) == ((), "")


def test_a_screen_reader_hears_each_clinic_with_its_status(cluster: Example, opened: Open) -> None:
    view = opened(cluster).views.board.views["trying"]
    model = view.model()
    said = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert f"{BOOKLET}. Klinik 1: afprøves, Klinik 7: afprøves" in said


@pytest.mark.dressed
def test_a_click_on_a_chip_chooses_its_clinic(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    view = page.views.board.views["trying"]
    row = column(page, "trying").index(BOOKLET)
    box = view.visualRect(view.model().index(row, 0))
    card = view.cards[row]
    delegate = view.itemDelegate()
    chips = delegate.drawing(card, box.width()).chips  # type: ignore[attr-defined]
    second = commitments(cluster, BOOKLET)[1]
    place = next(chip.box for chip in chips if chip.commitment == second.id)
    click(view, box.topLeft() + place.center())
    assert page.subject() == second.id
    assert detail(page).owner.currentText() == "Klinik 7"


def test_digits_set_the_status_of_the_chosen(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    one = only(cluster, "Trivselstjek")
    page.show_subject(one.id)
    page.views.board.focus_chosen()
    key(page, Qt.Key.Key_2)
    assert only(cluster, "Trivselstjek").status == "trying"
    assert "Trivselstjek ved ugens start" in column(page, "trying")
    assert page.subject() == one.id
    assert page.window().focusWidget() is page.views.board.views["trying"]
    key(page, Qt.Key.Key_4)
    assert only(cluster, "Trivselstjek").status == "introduced"


def test_arrows_walk_the_board(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.show_subject(only(cluster, "Fælles").id)
    page.views.board.focus_chosen()
    key(page, Qt.Key.Key_Down)
    assert page.subject() == commitments(cluster, "Skriv forventet")[0].id
    key(page, Qt.Key.Key_Right)
    chosen = page.subject()
    assert chosen in {c.id for c in page.known.commitments if c.status == "trying"}
    key(page, Qt.Key.Key_Right)
    key(page, Qt.Key.Key_Right)
    assert page.subject() == only(cluster, "SMS").id
    key(page, Qt.Key.Key_Escape)
    assert page.subject() is None
    assert detail(page).isHidden()


@pytest.mark.dressed
def test_one_click_in_the_list_sets_a_status(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.filters.view.choose("list")
    page.filters.view.chosen.emit("list")
    one = only(cluster, "Fælles")
    rect = page.views.list.visualRect(page.views.list.model().index(0, 0))
    delegate = page.views.list._delegate
    chips = dict(delegate.chips(QRect(rect), "planned"))
    assert list(chips) == ["planned", "trying", "partly", "introduced", "not_introduced", "dropped"]
    assert next(iter(delegate.chips(QRect(0, 0, 260, 84), "dropped")))[0] == "dropped"
    assert [key for key, _ in delegate.chips(QRect(0, 0, 60, 84), "dropped")] == ["dropped"]
    click(page.views.list, chips["trying"].center())
    assert only(cluster, "Fælles").status == "trying"
    assert page.subject() == one.id


def test_the_keys_are_the_lists_as_the_page_is_opened(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    window, views = page.window(), page.views
    page.take_focus()
    assert (window.focusWidget(), page.subject()) == (views.board.views["planned"], None)
    key(page, Qt.Key.Key_Down)
    assert page.subject() == only(cluster, "Fælles").id
    page.show_subject(only(cluster, "SMS").id)
    page.take_focus()
    assert window.focusWidget() is views.board.views["closed"]
    page.choose(None)
    for view, shown in (("list", views.list), ("improvements", views.improvements.table)):
        page.filters.view.choose(view)
        page.refresh()
        page.take_focus()
        assert (window.focusWidget(), page.subject()) == (shown, None)


@pytest.mark.dressed
def test_four_columns_stand_beside_the_detail_in_a_window_1280_wide(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    page.show_subject(only(cluster, "SMS").id)
    QApplication.processEvents()
    assert page.views.board.width() <= page.views.width()


@pytest.mark.dressed
def test_a_line_of_the_list_is_tinted_from_edge_to_edge(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.filters.view.choose("list")
    page.refresh()
    view = page.views.list
    model = view.model()
    middle = QPointF(view.visualRect(model.index(1, 1)).center())
    QApplication.sendEvent(
        view.viewport(), QHoverEvent(QEvent.Type.HoverMove, middle, middle, QPointF())
    )
    page.hand.mark([page.known.commitments[0].id])
    seen = view.viewport().grab().toImage()
    ratio = seen.devicePixelRatio()
    tints = []
    for row in range(3):
        edges = [view.visualRect(model.index(row, at)).topRight() for at in (0, 1)]
        places = [edge + QPoint(-6, 5) for edge in edges]
        tints.append([seen.pixelColor((place.toPointF() * ratio).toPoint()) for place in places])
    assert [one for one, _ in tints] == [other for _, other in tints]
    assert len({one.name() for one, _ in tints}) == 3


def test_digits_and_arrows_work_in_the_list(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.filters.view.choose("list")
    page.filters.view.chosen.emit("list")
    page.views.list.setFocus()
    key(page, Qt.Key.Key_Down)
    key(page, Qt.Key.Key_3)
    chosen = page.subject()
    now = {c.id: c.status for c in cluster.store.ask(queries.commitments, cluster.cluster)}
    assert now[chosen or ""] == "partly"


def test_the_list_says_owner_origin_age_and_due(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.filters.view.choose("list")
    page.filters.view.chosen.emit("list")
    model = page.views.list.model()
    first = model.index(0, 0).data()
    assert first.endswith("planlagt. fra 1. møde · 5 måneder gammel · overført 1 gang")
    assert model.index(0, 1).data() == "Klinik 5\n55 dage over fristen"
    tone = model.index(0, 1).data(Qt.ItemDataRole.ForegroundRole)
    assert tone.name() == "#b3261e"


def test_what_was_learnt_is_asked_in_place(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    one = only(cluster, "Trivselstjek")
    page.show_subject(one.id)
    page.views.board.focus_chosen()
    key(page, Qt.Key.Key_6)
    field = detail(page).words.experience
    assert page.window().focusWidget() is field
    assert field.accessibleName() == "Hvad lærte I af det?"
    QTest.keyClicks(field, "Ingen mødte op")
    QTest.keyClick(field, Qt.Key.Key_Return)
    page.bridge.leaving.emit()
    words = [(word.status, word.experience) for word in history(cluster, one.id)]
    assert words == [("dropped", "Ingen mødte op")]
    assert page.views.board.views["closed"].cards[0].experience == "Ingen mødte op"


def test_an_experience_is_one_word_while_it_is_typed(
    cluster: Example, opened: Open, clock: FakeClock
) -> None:
    page = opened(cluster)
    one = only(cluster, "Trivselstjek")
    page.show_subject(one.id)
    QTest.keyClicks(detail(page).words.experience, "Det gik")
    page.bridge.leaving.emit()
    clock.move(60)
    QTest.keyClicks(detail(page).words.experience, " godt")
    page.bridge.leaving.emit()
    assert [word.experience for word in history(cluster, one.id)] == ["Det gik godt"]
    clock.move(86_400)
    page.refresh()
    assert detail(page).words.experience.toPlainText() == ""
    QTest.keyClicks(detail(page).words.experience, "Stadig")
    page.bridge.leaving.emit()
    assert [word.experience for word in history(cluster, one.id)] == ["Det gik godt", "Stadig"]


def test_a_refused_experience_keeps_the_keys_and_is_never_lost(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    one = only(cluster, "Trivselstjek")
    page.show_subject(one.id)
    field = detail(page).words.experience
    field.setFocus()
    QTest.keyClicks(field, "Det gik")
    page.bridge.leaving.emit()
    QTest.keyClicks(field, " med 010170-1234")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.window().focusWidget() is field
    # Whoever leaves it by another way and says how it stands goes on with the same text.
    page.hand.say("trying")
    page.show_subject(only(cluster, "SMS").id)
    page.show_subject(one.id)
    assert field.toPlainText() == "Det gik med 010170-1234"
    cursor = field.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    field.setTextCursor(cursor)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.window().focusWidget() is not field
    words = [(word.status, word.experience) for word in history(cluster, one.id)]
    assert words == [("planned", "Det gik"), ("trying", "Det gik med 010170-123")]


def test_undo_takes_the_status_back(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.show_subject(only(cluster, "Trivselstjek").id)
    page.hand.say("introduced")
    page.bridge.undo()
    assert only(cluster, "Trivselstjek").status == "planned"
    assert "Trivselstjek ved ugens start" in column(page, "planned")


def test_what_is_said_during_a_meeting_belongs_to_it(
    cluster: Example, opened: Open, clock: FakeClock
) -> None:
    from facilitator.domain.meeting_clock import EventKind, Now
    from facilitator.edits import running

    assert cluster.next is not None
    with cluster.store.edit("Start", cluster=cluster.cluster) as session:
        now = Now(clock.utc(), clock.mono(), "a")
        running.press(session, cluster.next, EventKind.STARTED, now)
    page = opened(cluster)
    one = only(cluster, "Trivselstjek")
    page.show_subject(one.id)
    page.hand.say("trying")
    page.hand.say("introduced")
    words = history(cluster, one.id)
    assert [(word.meeting_number, word.status) for word in words] == [(3, "introduced")]
    went: list[tuple[str, ...]] = []
    page.bridge.goto_row.connect(lambda *place: went.append(place))
    asked = page.header_buttons()[1]
    assert isinstance(asked, QPushButton)
    asked.click()
    assert went == [("run", "follow_up", cluster.next)]


def test_due_day_and_owner_change_in_the_detail(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.show_subject(only(cluster, "Trivselstjek").id)
    panel = detail(page)
    panel.due.setFocus()
    QTest.keyClicks(panel.due, "24/12")
    QTest.keyClick(panel.due, Qt.Key.Key_Return)
    assert str(only(cluster, "Trivselstjek").due) == "2026-12-24"
    assert panel.due.text() == "24.12.2026"
    assert not panel.due.hasFocus()
    at = panel.owner.findText("Anna Eksempel 3")
    panel.owner.setCurrentIndex(at)
    panel.owner.activated.emit(at)
    assert only(cluster, "Trivselstjek").member == cluster.members[2]
    at = panel.owner.findText("hele klyngen")
    panel.owner.setCurrentIndex(at)
    panel.owner.activated.emit(at)
    assert only(cluster, "Trivselstjek").whole_cluster


# -- the whole cluster tries it


def everybody(one: Example, opened: Open, *together: int) -> FollowUpPage:
    """The page at what the whole cluster tries; these members share the clinic of the first."""
    with one.store.edit("Everybody", cluster=one.cluster) as session:
        outcomes.assign(session, only(one, "Trivselstjek").id, whole_cluster=True)
        for n in together[1:]:
            members.change_member(session, one.members[n - 1], clinic=f"Klinik {together[0]}")
    page = opened(one)
    page.show_subject(only(one, "Trivselstjek").id)
    return page


def chip_words(page: FollowUpPage) -> list[str]:
    return [chip.accessibleName() for chip in detail(page).who.chips.values()]


def tick(page: FollowUpPage, words: str) -> None:
    chips = detail(page).who.chips.values()
    chip = next(chip for chip in chips if chip.accessibleName() == words)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)


def counted(one: Example, clock: FakeClock) -> int:
    """How many count in the main chart, were the coming meeting held now."""
    assert one.next is not None
    with one.store.edit("Hold", cluster=one.cluster) as session:
        now = clock.utc() + timedelta(hours=1)
        held = {"start": now, "end": now + timedelta(hours=2), "status": "held"}
        agenda.change_meeting(session, one.next, started=now, ended=held["end"], **held)
    return one.store.ask(queries.improved_per_meeting, one.cluster)[-1].k


def test_what_the_whole_cluster_tries_asks_who_has_introduced_it(
    cluster: Example, opened: Open
) -> None:
    page = everybody(cluster, opened)
    assert detail(page).who.isVisible()
    assert chip_words(page) == [f"Klinik {n}" for n in range(1, 16)]
    assert detail(page).who.count.text() == "Ingen tæller med, før de er valgt her."
    page.show_subject(only(cluster, "Skriv forventet").id)
    assert not detail(page).who.isVisible()


def test_one_click_says_that_a_clinic_has_introduced_it_and_it_counts(
    cluster: Example, opened: Open, clock: FakeClock
) -> None:
    page = everybody(cluster, opened)
    before = {c.id: c.status for c in page.known.commitments}
    clock.move(60)
    tick(page, "Klinik 10")
    tick(page, "Klinik 11")
    assert detail(page).who.count.text() == "2 af 15 medlemmer tæller med."
    assert only(cluster, "Trivselstjek").introduced_by == frozenset(cluster.members[9:11])
    assert {c.id: c.status for c in page.known.commitments} == before
    (card,) = [c for c in page.views.board.views["planned"].cards if c.title.startswith("Trivsel")]
    assert "2 medlemmer har indført det" in [
        words for words, *_ in page.views.board._delegate._sentences(card)
    ]
    others = sum(c.status in ("partly", "introduced") for c in page.known.commitments)
    assert others
    improved = counted(cluster, clock)
    with cluster.store.edit("Not so", cluster=cluster.cluster) as session:
        outcomes.assign(session, only(cluster, "Trivselstjek").id)
    again = cluster.store.ask(queries.improved_per_meeting, cluster.cluster)[-1].k
    assert improved - again == 2


def test_the_click_is_one_step_that_is_undone(cluster: Example, opened: Open) -> None:
    page = everybody(cluster, opened, 1, 2, 3)
    tick(page, "Klinik 1")
    assert only(cluster, "Trivselstjek").introduced_by == frozenset(cluster.members[:3])
    page.bridge.undo()
    assert only(cluster, "Trivselstjek").introduced_by == frozenset()
    assert history(cluster, only(cluster, "Trivselstjek").id) == ()
    tick(page, "Klinik 1")
    tick(page, "Klinik 1")
    assert history(cluster, only(cluster, "Trivselstjek").id) == ()


def test_single_members_of_a_clinic_can_be_named(cluster: Example, opened: Open) -> None:
    page = everybody(cluster, opened, 1, 2)
    assert detail(page).who.finer.text() == "Vis de enkelte medlemmer"
    QTest.mouseClick(detail(page).who.finer, Qt.MouseButton.LeftButton)
    assert chip_words(page) == [f"Anna Eksempel {n}" for n in range(1, 16)]
    tick(page, "Anna Eksempel 2")
    QTest.mouseClick(detail(page).who.finer, Qt.MouseButton.LeftButton)
    assert chip_words(page)[0] == "Klinik 1 · 1 af 2"
    tick(page, "Klinik 1 · 1 af 2")
    assert only(cluster, "Trivselstjek").introduced_by == frozenset(cluster.members[:2])


def test_clinics_of_one_are_not_taken_apart(cluster: Example, opened: Open) -> None:
    assert not detail(everybody(cluster, opened)).who.finer.isVisible()


def test_what_many_have_said_alike_is_one_line_of_the_history(
    cluster: Example, opened: Open
) -> None:
    page = everybody(cluster, opened)
    for words in ("Klinik 2", "Klinik 1", "Klinik 10"):
        tick(page, words)
    page.hand.say("trying")
    QApplication.processEvents()
    lines = [
        line.text()
        for line in detail(page).findChildren(QLabel)
        if "2026 ·" in line.text() and line.isVisible()
    ]
    assert lines == [
        "26.11.2026 · afprøves",
        "26.11.2026 · indført · sagt af Anna Eksempel 1, Anna Eksempel 2 og Anna Eksempel 10",
    ]


def test_an_experience_stays_with_the_whole_cluster(cluster: Example, opened: Open) -> None:
    page = everybody(cluster, opened)
    tick(page, "Klinik 2")
    QTest.keyClicks(detail(page).words.experience, "Let nok")
    page.bridge.leaving.emit()
    words = history(cluster, only(cluster, "Trivselstjek").id)
    assert {(word.said_by, word.experience) for word in words} == {
        ("Anna Eksempel 2", ""),
        ("", "Let nok"),
    }
    assert detail(page).words.experience.toPlainText() == "Let nok"


def test_a_day_that_is_not_understood_stays_and_is_said(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.show_subject(only(cluster, "Trivselstjek").id)
    panel = detail(page)
    QTest.keyClicks(panel.due, "engang")
    QTest.keyClick(panel.due, Qt.Key.Key_Return)
    assert panel.due.text() == "engang"
    assert panel.due.accessibleDescription() == "Skriv en dato, for eksempel 9.12.2026."
    assert only(cluster, "Trivselstjek").due is None


def test_filters_narrow_what_is_shown(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.filters.status.choose("open")
    page.filters.status.chosen.emit("open")
    assert column(page, "closed") == []
    assert column(page, "introduced") == ["Skriftlig patientinformation ved tubulation"]
    at = page.filters.meeting.findText("1. møde")
    page.filters.meeting.setCurrentIndex(at)
    page.filters.meeting.activated.emit(at)
    assert [column(page, key) for key in page.views.board.views] == [
        ["Fælles instruks: næseblod hos patienter i blodfortyndende behandling"],
        [],
        [],
        [],
    ]
    at = page.filters.clinic.findText("Klinik 15")
    page.filters.clinic.setCurrentIndex(at)
    page.filters.clinic.activated.emit(at)
    assert not page.views.board.isVisible()


def test_a_commitment_just_closed_stays_in_sight_among_the_open(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    page.filters.status.choose("open")
    page.filters.status.chosen.emit("open")
    page.show_subject(only(cluster, "Trivselstjek").id)
    page.hand.say("dropped")
    assert column(page, "closed") == ["Trivselstjek ved ugens start"]
    page.show_subject(None)
    assert column(page, "closed") == []


def test_carried_three_times_asks_to_decide_or_close(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    with cluster.store.edit("Old", cluster=cluster.cluster) as session:
        old = datetime(2026, 1, 5, 16, tzinfo=UTC)
        made = outcomes.add_commitment(session, cluster.cluster, "Gammel aftale", old)
        for month in (2, 3):
            start = datetime(2026, month, 4, 16, tzinfo=UTC)
            meeting = agenda.make_meeting(session, cluster.cluster, start, 60, None)
            from facilitator.store.tables import Meeting

            row = session.get(Meeting, meeting)
            assert row is not None
            row.status, row.started, row.ended = "held", start, start.replace(hour=17)
    page.refresh()
    page.show_subject(made)
    shown = [label.text() for label in detail(page).findChildren(QLabel) if label.isVisible()]
    assert "overført 4 gange: beslut eller afslut" in shown


def test_the_header_asks_the_opening_question_and_leads_to_its_item(
    cluster: Example, opened: Open, bridge: Bridge
) -> None:
    page = opened(cluster)
    went: list[tuple[str, ...]] = []
    bridge.goto_row.connect(lambda *place: went.append(place))
    asked = bridge.ask(queries.opening, cluster.cluster)
    assert asked is not None
    assert asked.question.endswith("?")
    assert page.header().subtitle == f'"{asked.question}"'
    primary = page.primary()
    assert primary is not None
    assert primary.text() == "Brug som åbning den 9. december"
    primary.click()
    assert cluster.next is not None
    first = cluster.store.ask(queries.agenda, cluster.next).items[0]
    assert went == [("meetings", "item", first.id)]


def test_without_commitments_the_page_says_where_they_come_from(store: Store, opened: Open) -> None:
    page = opened(example.cluster_of(store, 7))
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Ingen aftaler endnu" in shown
    assert page.primary() is None
    assert page.header().subtitle == ""


def test_a_commitment_written_by_mistake_is_deleted(cluster: Example, opened: Open) -> None:
    page = opened(cluster)
    page.show_subject(only(cluster, "Trivselstjek").id)
    detail(page)._delete.click()
    assert commitments(cluster, "Trivselstjek") == []
    assert page.subject() is None
    page.show_subject(only(cluster, "SMS").id)
    assert detail(page)._delete.isHidden()


def test_fifteen_hundred_commitments_make_no_more_widgets(store: Store, opened: Open) -> None:
    one = example.with_meetings(example.cluster_of(store))
    page = opened(one)
    empty = len(page.findChildren(QLabel))
    example.thousands(one)
    for view in ("board", "list"):
        page.filters.view.choose(view)
        page.refresh()
        assert len(page.known.commitments) == 1_500
        assert len(page.findChildren(QLabel)) == empty
    for view, status in (("board", "introduced"), ("list", "partly")):
        page.filters.view.choose(view)
        target = page.known.commitments[900].id
        page.show_subject(target)
        assert page.subject() == target
        page.hand.say(status)
        now = {c.id: c.status for c in one.store.ask(queries.commitments, one.cluster)}
        assert now[target] == status


@pytest.mark.dressed
@pytest.mark.parametrize(("width", "scale"), [(1068, 1.0), (1708, 1.0), (1160, 1.5)])
def test_cards_stay_inside_their_columns(
    request: pytest.FixtureRequest, cluster: Example, opened: Open, width: int, scale: float
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light", scale)
    request.addfinalizer(lambda: theme.apply(app, "light"))
    page = opened(cluster)
    page.show_subject(only(cluster, "Ring selv").id)
    page.resize(width, 616)
    QApplication.processEvents()
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= width
    for view in page.views.board.views.values():
        for row in range(view.model().rowCount()):
            box = view.visualRect(view.model().index(row, 0))
            assert box.width() <= view.viewport().width()
            chips = view._delegate.drawing(view.cards[row], box.width()).chips
            assert not any(a.box.intersects(b.box) for a, b in combinations(chips, 2))
    assert detail(page).mapTo(page, detail(page).rect().topRight()).x() < width


def test_a_chip_too_narrow_for_owner_and_status_says_each_in_a_line_of_its_own() -> None:
    metrics, words = QFontMetrics(theme.font("small", size=12)), ("Klinik 6", "delvist indført")
    assert fit_chip(words, metrics, 400) == "Klinik 6 · delvist indført"
    assert fit_chip(words, metrics, 110) == "Klinik 6\ndelvist indført"
    assert fit_chip(("Klinik 6", ""), metrics, 20) == "Klinik 6"
    assert chip_size("Klinik 6\ndelvist indført", metrics)[1] > chip_size("Klinik 6", metrics)[1]


def test_who_said_it_stands_in_the_history_and_is_put_right_by_one_tap(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    one = only(cluster, "Trivselstjek")
    page.show_subject(one.id)
    page.hand.say("trying")

    def said() -> list[str]:
        return [word.said_by for word in history(cluster, one.id)]

    # The only member of its clinic is taken to have said it.
    assert said() == ["Anna Eksempel 12"]
    chips = detail(page).said_by.chips
    assert [chip.text() for chip in chips.values() if chip.isChecked()] == ["Anna Eksempel 12"]
    menu = detail(page).said_by.menu
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Anna Eksempel 3").trigger()
    assert said() == ["Anna Eksempel 3"]
    QApplication.processEvents()
    told = [one.text() for one in detail(page).lines.findChildren(QLabel) if one.isVisible()]
    assert told[-1] == "26.11.2026 · afprøves · sagt af Anna Eksempel 3"
    page.bridge.undo()
    assert said() == ["Anna Eksempel 12"]
    page.bridge.undo()
    assert said() == []


def test_who_sits_here_says_it_and_nobody_for_all_of_the_whole_cluster(
    cluster: Example, opened: Open
) -> None:
    page = opened(cluster)
    page.bridge.settings.set("i_am", cluster.members[0], cluster.cluster)
    page.refresh()
    one = only(cluster, "Trivselstjek")
    page.show_subject(one.id)
    page.hand.say("trying")
    assert [word.said_by for word in history(cluster, one.id)] == ["Anna Eksempel 1"]
    QTest.keyClicks(detail(page).words.experience, "Gik let")
    page.bridge.leaving.emit()
    assert [word.said_by for word in history(cluster, one.id)] == ["Anna Eksempel 1"]
    with cluster.store.edit("All", cluster=cluster.cluster) as session:
        outcomes.assign(session, only(cluster, "Fælles").id, whole_cluster=True)
    page.refresh()
    other = only(cluster, "Fælles")
    page.show_subject(other.id)
    assert not detail(page).said_by.isVisible()
    page.hand.say("introduced")
    assert [word.said_by for word in history(cluster, other.id)] == [""]
    assert only(cluster, "Fælles").introduced_by == frozenset()
