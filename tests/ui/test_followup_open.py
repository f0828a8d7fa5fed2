"""The first item of an agenda: every open commitment in a list, and topics due again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui import example
from tests.ui.example import Example
from tests.ui.fakes import FakeClock

from facilitator.edits import agenda, content, outcomes, running
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.store.tables import Meeting, Topic
from facilitator.ui import theme
from facilitator.ui.agenda.page import AgendaPage
from facilitator.ui.bridge import Bridge
from facilitator.ui.main_window import MainWindow
from facilitator.ui.meetings.page import MeetingsPage

pytestmark = pytest.mark.bare

Size = tuple[int, int]
Opened = Callable[..., AgendaPage]
FULL_HD, SMALL = (1920, 1080), (1280, 720)
LONG = "Fælles instruks: næseblod hos patienter i blodfortyndende behandling, også ved vagtlæge"


@pytest.fixture
def few(store_path: Path, clock: FakeClock) -> Iterator[Example]:
    """A cluster with two held meetings and nothing agreed."""
    made = example.with_meetings(example.cluster_of(example.empty_store(store_path, clock)))
    yield made
    made.store.close()


@pytest.fixture
def opened(qtbot: QtBot, bridge: Bridge) -> Iterator[Opened]:
    """Open the agenda of the coming meeting in the window, at its first item."""

    def shown(one: Example, size: Size = FULL_HD) -> AgendaPage:
        window = MainWindow(bridge)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        bridge.open(one.store, one.cluster)
        window.open_page("meetings", one.next)
        page = window.page()
        assert isinstance(page, MeetingsPage)
        QApplication.processEvents()
        return page.agenda

    yield shown
    bridge.close()


def agree_many(one: Example, count: int) -> None:
    for n in range(count):
        example.agree(one, f"{LONG} {n}", (n % 15 + 1,))


def in_sight(part: QWidget) -> QRect:
    """The part of a widget that can be seen in its window."""
    return part.visibleRegion().boundingRect()


def said(page: AgendaPage) -> list[str]:
    model = page.inspector.commitments.list.model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


@pytest.mark.dressed
@pytest.mark.parametrize("count", [0, 5, 40])
def test_every_open_commitment_is_listed_and_the_check_stays_in_sight(
    few: Example, opened: Opened, count: int
) -> None:
    agree_many(few, count)
    page = opened(few)
    assert len(said(page)) == count
    asked = page.inspector.commitments
    assert asked.count.text() == f"{count} åbne aftaler"
    assert asked.count.isVisible() is asked.list.isVisible() is (count > 0)
    assert asked.nothing.isVisible() is (count == 0)
    assert in_sight(page.check).height() > 90


@pytest.mark.dressed
@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_in_a_small_window_the_list_is_short_and_scrolls_by_itself(
    few: Example, opened: Opened, qapp: QApplication, scale: float
) -> None:
    theme.apply(qapp, "light", scale)
    agree_many(few, 40)
    page = opened(few, SMALL)
    found = page.inspector.commitments.list
    assert found.height() < 0.25 * 720 * scale
    assert found.verticalScrollBar().maximum() > 10 * found.height()
    assert in_sight(found).height() > 0


@pytest.mark.dressed
def test_a_short_list_takes_no_more_room_than_it_needs(few: Example, opened: Opened) -> None:
    example.agree(few, "Ring op", (1,))
    found = opened(few).inspector.commitments.list
    assert found.verticalScrollBar().maximum() == 0
    assert found.height() < 60


def test_a_row_says_owner_clinic_age_and_times_carried(
    few: Example, opened: Opened, clock: FakeClock
) -> None:
    (first,) = example.agree(few, "Ring op", (3,), meeting=0)
    (second,) = example.agree(few, "Skriv ned", (3,))
    with few.store.edit("Assign", cluster=few.cluster) as session:
        outcomes.assign(session, first, member=few.members[6])
        outcomes.assign(session, second, whole_cluster=True)
    clock.now = datetime(2026, 12, 9, 15, tzinfo=UTC)
    assert said(opened(few)) == [
        "Ring op. Anna Eksempel 7 · Klinik 7 · 6 måneder · overført 1 gang",
        "Skriv ned. hele klyngen · 3 måneder",
    ]


@pytest.mark.dressed
def test_a_click_goes_to_the_commitment(cluster: Example, opened: Opened) -> None:
    page = opened(cluster)
    found = page.inspector.commitments.list
    place = found.visualRect(found.model().index(1, 0)).center()
    wanted = found._model.rows[1].id
    window = page.window()
    assert isinstance(window, MainWindow)
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    shown = window.page()
    assert window.current == "follow_up"
    assert shown is not None
    assert shown.subject() == wanted


def test_enter_goes_to_the_commitment_too(cluster: Example, opened: Opened) -> None:
    page = opened(cluster)
    found = page.inspector.commitments.list
    window = page.window()
    assert isinstance(window, MainWindow)
    found.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Return)
    shown = window.page()
    assert shown is not None
    assert shown.subject() == found._model.rows[1].id


def test_other_items_ask_for_nothing_of_this(cluster: Example, opened: Opened) -> None:
    page = opened(cluster)
    assert page.inspector.commitments.isVisible()
    page.view.choose(page.view.agenda.rows[2].id)
    assert not page.inspector.commitments.isVisible()
    assert not page.inspector.revisits.isVisible()


# -- topics due again


def plan(one: Example, title: str, revisit: date) -> str:
    def put(session: Session) -> str:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        row = Topic(cluster_id=one.cluster, title=title, revisit=revisit, created=at)
        session.add(row)
        session.flush()
        return row.id

    with one.store.edit("Topic", cluster=one.cluster) as session:
        return put(session)


def due(one: Example) -> list[str]:
    assert one.next is not None
    return [topic.title for topic in one.store.ask(queries.due_revisits, one.next)]


def use(one: Example, topic: str, meeting: str, status: str = "held") -> None:
    with one.store.edit("Use", cluster=one.cluster) as session:
        session.get_one(Meeting, meeting).status = status
        agenda.add_item(session, meeting, "exchange", "Siden sidst", topic_id=topic)


def test_topics_are_due_from_their_day_until_they_are_taken_up(few: Example) -> None:
    plan(few, "svimmelhed", date(2026, 9, 1))
    plan(few, "næseblod", date(2026, 12, 9))
    plan(few, "hæshed", date(2026, 12, 10))
    plan(few, "uden dag", date(2027, 1, 1))
    assert due(few) == ["næseblod", "svimmelhed"]


@pytest.mark.parametrize(
    ("meeting", "status", "left"),
    [(1, "held", []), (1, "cancelled", ["svimmelhed"]), (0, "held", ["svimmelhed"])],
)
def test_a_topic_taken_up_since_is_due_no_more(
    few: Example, meeting: int, status: str, left: list[str]
) -> None:
    topic = plan(few, "svimmelhed", date(2026, 9, 1))
    use(few, topic, few.held[meeting], status)
    assert due(few) == left


def test_a_topic_that_is_due_comes_on_the_agenda_by_one_choice(
    few: Example, opened: Opened
) -> None:
    topic = plan(few, "svimmelhed", date(2026, 9, 1))
    page = opened(few)
    offer = page.inspector.revisits
    assert offer.button.text() == "1 emne at tage op igen"
    (action,) = offer.menu.actions()
    assert action.text() == "svimmelhed (sep. 2026)"
    action.trigger()
    assert few.next is not None
    items = few.store.ask(queries.agenda, few.next).items
    assert (items[1].kind, items[1].title, items[1].topic) == ("exchange", "Svimmelhed", topic)
    page.view.choose(items[0].id)
    assert not offer.isVisible()
    page.bridge.undo()
    page.view.choose(items[0].id)
    assert offer.isVisible()


def test_what_was_parked_for_the_next_meeting_comes_on_its_agenda_by_one_choice(
    few: Example, opened: Opened
) -> None:
    with few.store.edit("Park", cluster=few.cluster) as session:
        at = datetime(2026, 9, 9, tzinfo=UTC)
        session.get_one(Meeting, few.held[1]).status = "held"
        running.park(session, few.held[1], "Ventetid", at, destination="next_meeting")
    page = opened(few)
    offer = page.inspector.revisits
    (action,) = offer.menu.actions()
    assert action.text().startswith("Ventetid (")
    action.trigger()
    assert few.next is not None
    items = few.store.ask(queries.agenda, few.next).items
    assert (items[1].kind, items[1].title) == ("exchange", "Ventetid")
    page.view.choose(items[0].id)
    assert not offer.isVisible()


def test_a_case_to_be_presented_again_comes_on_the_agenda_by_one_choice(
    few: Example, opened: Opened
) -> None:
    with few.store.edit("Case", cluster=few.cluster) as session:
        at, again = datetime(2026, 1, 1, tzinfo=UTC), date(2026, 9, 1)
        case = content.add_case(session, few.cluster, "Svimmel", at, present_again=again)
    page = opened(few)
    offer = page.inspector.revisits
    assert offer.button.text() == "1 ting at tage op igen"
    (action,) = offer.menu.actions()
    assert action.text() == 'Casen "Svimmel" (sep. 2026)'
    action.trigger()
    assert few.next is not None
    items = few.store.ask(queries.agenda, few.next).items
    assert (items[1].kind, items[1].title) == ("case", "Svimmel")
    assert [use.thing for use in few.store.ask(queries.used_at_item, items[1].id)] == [case]
    page.view.choose(items[0].id)
    assert not offer.isVisible()


def test_a_closed_meeting_is_offered_no_topic(few: Example, opened: Opened) -> None:
    plan(few, "svimmelhed", date(2026, 9, 1))
    assert few.next is not None
    with few.store.edit("Close", cluster=few.cluster) as session:
        session.get_one(Meeting, few.next).status = "closed"
    assert not opened(few).inspector.revisits.isVisible()
