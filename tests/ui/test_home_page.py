"""The overview: the next meeting, what is due, and where its buttons lead."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui import example
from tests.ui.example import TODAY, Example
from tests.ui.fakes import FakeClock

from facilitator.domain.overview import DueCommitment, Overview
from facilitator.store import queries
from facilitator.store.store import Store
from facilitator.ui.bridge import Bridge
from facilitator.ui.home_page import HomePage
from facilitator.ui.main_window import MainWindow
from facilitator.ui.members.page import MembersPage

pytestmark = pytest.mark.bare

Show = Callable[[Overview], HomePage]


@pytest.fixture
def show(qtbot: QtBot, bridge: Bridge) -> Show:
    """Paint an overview as before the store is open: nothing may be asked then."""

    def painted(overview: Overview) -> HomePage:
        page = HomePage(bridge)
        qtbot.addWidget(page)
        page.show_overview(overview)
        page.resize(1068, 700)
        page.show()
        return page

    return painted


def overview(one: Example) -> Overview:
    return one.store.ask(queries.overview, one.cluster, TODAY)


def words(page: HomePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def press(page: HomePage, name: str) -> None:
    found = [b for b in page.findChildren(QPushButton) if b.accessibleName().startswith(name)]
    found[0].click()


def test_the_home_page_loads_without_the_database() -> None:
    code = "import sys, facilitator.ui.home_page; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_figures_are_painted_before_the_store_is_open(cluster: Example, show: Show) -> None:
    page = show(overview(cluster))
    shown = words(page)
    assert "Næste møde om 13 dage" in shown
    assert "3. møde · onsdag 9. december, 16.30–18.30" in shown
    assert "5 af 15" in shown
    assert "har indført en forbedring (landet 48 pct.)" in shown
    said = "Tælles ud fra de aftaler, der er indført helt eller delvist."
    assert any(said in one.toolTip() for one in page.findChildren(QWidget))
    assert "13 af 15" in shown
    assert "mødte op sidst" in shown
    assert any(line.endswith("sluttede til tiden") for line in shown)


def test_what_is_due_says_how_far_off_it_is(cluster: Example, show: Show) -> None:
    shown = words(show(overview(cluster)))
    at = shown.index("Fælles instruks: næseblod hos patienter i blodfortyndende behandling")
    assert shown[at + 1 : at + 3] == ["Klinik 5", "55 dage over fristen"]
    at = shown.index("Skriv forventet svartid i henvisningssvar")
    assert shown[at + 1 : at + 3] == ["Klinik 3, Klinik 8", "om 13 dage"]


def test_the_buttons_lead_to_their_places(
    qtbot: QtBot, cluster: Example, show: Show, bridge: Bridge
) -> None:
    page, seen = show(overview(cluster)), overview(cluster)
    went: list[tuple[object, ...]] = []
    bridge.goto.connect(lambda *place: went.append(place))
    bridge.goto_row.connect(lambda *place: went.append(place))
    bridge.acting.connect(lambda *act: went.append(act))
    for name in ("Åbn dagsorden", "Start mødet", "Skriv mål", "Åbn punkt", "Se mødet", "Fælles"):
        press(page, name)
    assert seen.next is not None
    item = next(one for one in seen.next.items if one.kind == "case")
    assert went == [
        ("meetings", cluster.next),
        ("run", cluster.next),
        ("meetings", cluster.next),
        ("meetings", "item", item.id),
        ("meetings", cluster.held[-1]),
        ("follow_up", seen.due[0].id),
    ]
    new = page.header_buttons()[0]
    qtbot.addWidget(new)
    assert isinstance(new, QPushButton)
    new.click()
    assert went[-1] == ("new_meeting",)


def test_the_primary_button_opens_the_agenda(cluster: Example, show: Show) -> None:
    primary = show(overview(cluster)).primary()
    assert primary is not None
    assert primary.text() == "Åbn dagsorden"


def test_a_running_meeting_has_one_button(cluster: Example, show: Show, bridge: Bridge) -> None:
    page = show(overview(cluster)._replace(running=cluster.next))
    went: list[tuple[str, object]] = []
    bridge.goto.connect(lambda *place: went.append(place))
    assert "Mødet er i gang" in words(page)
    assert "Start mødet" not in [b.text() for b in page.findChildren(QPushButton)]
    primary = page.primary()
    assert primary is not None
    primary.click()
    assert went == [("run", cluster.next)]


def test_a_cluster_without_meetings_is_led_to_the_first(store: Store, show: Show) -> None:
    page = show(overview(example.cluster_of(store, 7)))
    shown = words(page)
    assert "Intet møde endnu" in shown
    assert "Her spørges der til det, I aftaler at prøve på møderne." in shown
    assert "Der er ikke holdt noget møde endnu." in shown
    assert "mødte op sidst" not in shown
    primary = page.primary()
    assert primary is not None
    assert primary.text() == "Nyt møde"


def test_a_cluster_without_members_is_led_to_add_them(
    store: Store, show: Show, bridge: Bridge
) -> None:
    page = show(overview(example.cluster_of(store, 0)))
    went: list[tuple[str, object]] = []
    bridge.goto.connect(lambda *place: went.append(place))
    press(page, "Tilføj medlemmer")
    assert went == [("members", None)]


def test_all_well_is_said(store: Store, show: Show) -> None:
    page = show(overview(example.with_meetings(example.cluster_of(store))))
    assert "Der er fulgt op på det hele. Intet står åbent." in words(page)


def test_more_due_than_there_is_room_for_is_a_number(cluster: Example, show: Show) -> None:
    one = DueCommitment("k", "", "Klinik 1", None, "planned")
    many = tuple(one._replace(id=str(n), action=f"Prøv {n}") for n in range(9))
    page = show(overview(cluster)._replace(due=many, open_commitments=14))
    assert "8 aftaler mere" in [b.text() for b in page.findChildren(QPushButton)]


def test_what_all_clinics_try_is_one_line(cluster: Example, show: Show) -> None:
    one = DueCommitment("k", "Ring tilbage samme dag", "", None, "trying")
    all_of_them = tuple(one._replace(id=str(n), owner=f"Klinik {n}") for n in range(1, 14))
    other = one._replace(id="o", action="Skriv svartid", is_everybodys=True)
    page = show(overview(cluster)._replace(due=(*all_of_them, other), open_commitments=14))
    shown = words(page)
    assert shown[shown.index("Skriv svartid") + 1] == "hele klyngen"
    assert shown[shown.index("Ring tilbage samme dag") + 1] == "Klinik 1 og 12 mere"
    assert "Skriv svartid" in shown
    assert not any("mere" in b.text() for b in page.findChildren(QPushButton))


def test_just_before_a_meeting_the_primary_button_starts_it(
    cluster: Example, show: Show, clock: FakeClock
) -> None:
    seen = overview(cluster)
    assert seen.next is not None
    clock.move((seen.next.start - clock.utc()).total_seconds() - 300)
    primary = show(seen).primary()
    assert primary is not None
    assert primary.text() == "Start mødet"


def test_a_meeting_today_and_one_gone_by_are_said_so(
    cluster: Example, show: Show, clock: FakeClock
) -> None:
    days = (date(2026, 12, 9) - TODAY).days
    clock.move(days * 86_400)
    assert "Næste møde i dag" in words(show(overview(cluster)))
    clock.move(86_400)
    assert "Mødet var planlagt til en tidligere dag" in words(show(overview(cluster)))


def test_the_open_store_is_asked_on_refresh(qtbot: QtBot, cluster: Example, bridge: Bridge) -> None:
    bridge.open(cluster.store, cluster.cluster)
    page = HomePage(bridge)
    qtbot.addWidget(page)
    page.refresh()
    page.show()
    assert "5 af 15" in words(page)
    before = page.findChildren(QPushButton)
    page.refresh()
    assert page.findChildren(QPushButton) == before


def test_every_button_has_a_name(cluster: Example, show: Show) -> None:
    page = show(overview(cluster))
    assert all(b.accessibleName() for b in page.findChildren(QPushButton))


@pytest.mark.dressed
@pytest.mark.parametrize("width", [860, 1068, 1708])
def test_nothing_is_wider_than_the_page(cluster: Example, show: Show, width: int) -> None:
    page = show(overview(cluster))
    page.resize(width, 616)
    assert page.minimumSizeHint().width() <= width
    for label in page.findChildren(QLabel):
        if label.isVisible():
            right = label.mapTo(page, label.rect().topRight()).x()
            assert right <= width, label.text()


def test_the_window_goes_where_a_page_points(
    qtbot: QtBot, cluster: Example, bridge: Bridge
) -> None:
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    bridge.open(cluster.store, cluster.cluster)
    bridge.open_row("members", "member", cluster.members[4])
    page = window.page()
    assert isinstance(page, MembersPage)
    assert page.table.currentIndex().row() == 4
    bridge.act("page.home")
    assert window.current == "home"


def test_attendance_that_nobody_noted_is_not_an_empty_room(cluster: Example, show: Show) -> None:
    seen = overview(cluster)
    assert seen.last is not None
    shown = words(show(seen._replace(last=seen.last._replace(present=0))))
    assert "fremmødet blev ikke noteret sidst" in shown
    assert "0 af 15" not in shown


def test_a_meeting_that_was_not_closed_is_said_with_the_way_there(
    cluster: Example, show: Show, bridge: Bridge
) -> None:
    seen = overview(cluster)
    page = show(seen)
    assert "2. møde er ikke lukket" in words(page)
    went: list[tuple[object, ...]] = []
    bridge.goto.connect(lambda *place: went.append(place))
    press(page, "Gå til mødet")
    assert went == [("run", cluster.held[-1])]
    assert seen.last is not None
    page.show_overview(seen._replace(last=seen.last._replace(is_closed=True)))
    assert "2. møde er ikke lukket" not in words(page)


@pytest.mark.dressed
def test_how_long_something_is_overdue_is_never_cut(cluster: Example, show: Show) -> None:
    late = DueCommitment("k", "Skriv svartid", "Klinik 2", date(2022, 1, 3), "trying")
    page = show(overview(cluster)._replace(due=(late,), open_commitments=1))
    (when,) = [one for one in page.findChildren(QLabel) if "over fristen" in one.text()]
    assert when.fontMetrics().horizontalAdvance(when.text()) <= when.width()
