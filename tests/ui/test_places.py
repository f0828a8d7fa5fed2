"""Undo and redo go to the place: every table that is journaled is at home on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui.example import HELD, Example

from facilitator.clock import new_id
from facilitator.edits import agenda, followup, members, outcomes
from facilitator.language import N_
from facilitator.store import queries, rows
from facilitator.store import tables as t
from facilitator.store.rows import Session
from facilitator.ui.agenda.page import AgendaPage
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.page import FollowUpPage
from facilitator.ui.main_window import MainWindow
from facilitator.ui.meetings.page import MeetingsPage
from facilitator.ui.members.page import MembersPage
from facilitator.ui.page import PAGES
from facilitator.ui.run.page import RunPage

pytestmark = pytest.mark.bare

LABEL = N_("Change item")
AT = datetime(2026, 9, 9, 16, tzinfo=UTC)


@dataclass
class Shell:
    """The window on the example, and what stands in it."""

    window: MainWindow
    bridge: Bridge
    example: Example

    @property
    def coming(self) -> str:
        assert self.example.next is not None
        return self.example.next

    def items(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.bridge.ask(queries.agenda, self.coming).items)

    def do(self, verb: Callable[..., Any], *args: Any, label: str = LABEL, **kw: Any) -> Any:
        return self.bridge.do(label, verb, *args, **kw)

    def undo_from(self, page: str, subject: str | None = None) -> None:
        self.window.open_page(page, subject)
        QTest.keyClick(self.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def redo(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)

    def subject(self) -> str | None:
        """What the page in sight shows; of members the one chosen."""
        page = self.window.page()
        if isinstance(page, MembersPage):
            chosen = page.model.row_at(page.table.currentIndex())
            return chosen.id if chosen else None
        assert page is not None
        return page.subject()

    def commitment(self, action: str) -> str:
        found = self.bridge.ask(queries.commitments, self.bridge.cluster)
        return next(one.id for one in found if one.action.startswith(action))


@pytest.fixture
def shell(qtbot: QtBot, bridge: Bridge, cluster: Example) -> Iterator[Shell]:
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    bridge.open(cluster.store, cluster.cluster)
    yield Shell(window, bridge, cluster)
    bridge.close()


def text(shell: Shell, action: str) -> str:
    return shell.window.actions_by_id[action].text()


def settle(qtbot: QtBot, shell: Shell) -> None:
    """Wait until it has been asked what undo would do."""
    qtbot.waitUntil(lambda: not shell.window.turns.asked.isActive())


# -- every table has a place


def put(session: Session, row: t.Row) -> None:
    """Store a row, as some edit does."""
    session.add(row)
    session.flush()


def stored(shell: Shell, row: t.Row) -> str:
    """A row that is there already. Its key."""
    row.id = new_id()
    shell.do(put, row)
    return row.id


def new_row(shell: Shell, table: str) -> t.Row:
    """A new row of a table, on what is in the example."""
    one, meeting, item = shell.example, shell.example.held[-1], shell.items()[2]
    made: dict[str, Callable[[], t.Row]] = {
        "attachment": lambda: t.Attachment(
            meeting_id=shell.coming, item_id=item, name="Vejledning", link="https://example.org"
        ),
        "attendance": lambda: t.Attendance(
            meeting_id=meeting, member_id=one.members[14], state="absent"
        ),
        "case": lambda: t.Case(cluster_id=one.cluster, title="Svimmelhed", created=AT),
        "clinic": lambda: t.Clinic(cluster_id=one.cluster, name="Klinik 16"),
        "cluster": lambda: t.Cluster(name="Øjne – Eksempel"),
        "commitment": lambda: t.Commitment(
            cluster_id=one.cluster, position=1, agreed=AT, action="Ringer op"
        ),
        "cycle": lambda: t.Cycle(commitment_id=shell.commitment("Trivsel"), position=1, begun=AT),
        "follow_up": lambda: t.FollowUp(
            commitment_id=shell.commitment("Trivsel"), at=AT, status="trying"
        ),
        "goal": lambda: t.Goal(meeting_id=shell.coming, position=1, text="bruge den"),
        "guideline": lambda: t.Guideline(title="Akut otitis media"),
        "guest": lambda: t.Guest(meeting_id=meeting, position=1, name="Gry Gæst"),
        "improvement": lambda: t.Improvement(
            cluster_id=one.cluster, commitment_id=shell.commitment("Trivsel"), unit="dage"
        ),
        "insight": lambda: t.Insight(meeting_id=meeting, position=1, at=AT, text="Ring selv"),
        "item": lambda: t.Item(
            meeting_id=shell.coming,
            position=7,
            kind="case",
            title="Case",
            planned=600,
            minimum=300,
            flexible=True,
        ),
        "item_step": lambda: t.ItemStep(item_id=item, position=1 << 30, title="Tal", seconds=60),
        "meeting": lambda: t.Meeting(
            cluster_id=one.cluster, number=9, start=AT, end=AT.replace(hour=18)
        ),
        "member": lambda: t.Member(cluster_id=one.cluster, name="Bo Eksempel"),
        "import_plan": lambda: t.ImportPlan(cluster_id=one.cluster, source="a" * 64, plan={}),
        "indicator": lambda: t.Indicator(title="Genundersøgte børn"),
        "indicator_value": lambda: t.IndicatorValue(
            indicator_id=stored(shell, t.Indicator(title="Genundersøgte børn")),
            cluster_id=one.cluster,
            level="national",
            first=AT.date(),
            last=AT.date(),
            value=0.48,
        ),
        "mark": lambda: t.Mark(
            cluster_id=one.cluster, day=AT.date(), kind="phase", text="Ny henvisningsvej"
        ),
        "survey": lambda: t.Survey(cluster_id=one.cluster, held=AT.date(), answered=15),
        "survey_count": lambda: t.SurveyCount(
            survey_id=stored(shell, new_row(shell, "survey")), measure="improved", k=5
        ),
        "not_cpr": lambda: t.NotCpr(
            table_name="item",
            row_key=item,
            field="title",
            digest="x",
            reason="Et løbenummer",
            at=AT,
        ),
        "package": lambda: t.Package(title="Antibiotika"),
        "parked": lambda: t.Parked(meeting_id=meeting, position=1, at=AT, text="Ventetid"),
        "preparation": lambda: t.Preparation(meeting_id=shell.coming, text="Tag egne tal med"),
        "press": lambda: t.Press(
            meeting_id=meeting, seq=99, at=AT, mono=1.0, run="a", kind="gap", seconds=2.0
        ),
        "pulse": lambda: t.Pulse(meeting_id=meeting, question="safe", yes=3),
        "role": lambda: t.Role(member_id=one.members[3], role="substitute"),
        "setting": lambda: t.Setting(cluster_id=one.cluster, key="quota_low", value=3),
        "speaker": lambda: t.Speaker(cluster_id=one.cluster, name="Cai Eksempel"),
        "specialty": lambda: t.Specialty(name="Øjne"),
        "template": lambda: t.Template(title="Vores møde"),
        "template_item": lambda: t.TemplateItem(
            template_id=stored(shell, t.Template(title="Vores møde")),
            position=1,
            kind="case",
            title="Case",
            planned=600,
            minimum=300,
            flexible=True,
        ),
        "template_step": lambda: t.TemplateStep(
            template_item_id=stored(shell, new_row(shell, "template_item")),
            position=1,
            title="Tal",
            seconds=60,
        ),
        "topic": lambda: t.Topic(cluster_id=one.cluster, title="Svimmelhed", created=AT),
        "topic_vote": lambda: t.TopicVote(
            topic_id=stored(shell, new_row(shell, "topic")), meeting_id=meeting, votes=2
        ),
        "use": lambda: t.Use(
            item_id=item, guideline_id=stored(shell, t.Guideline(title="Akut otitis media"))
        ),
    }
    return made[table]()


PLACES = {
    "attachment": ("meetings", "coming"),
    "attendance": ("run", "held"),
    "case": ("meetings", ""),
    "clinic": ("members", ""),
    "cluster": ("members", ""),
    "commitment": ("follow_up", "row"),
    "cycle": ("follow_up", "commitment"),
    "follow_up": ("follow_up", "commitment"),
    "goal": ("meetings", "coming"),
    "guideline": ("meetings", ""),
    "guest": ("run", "held"),
    "improvement": ("follow_up", "commitment"),
    "import_plan": ("data", ""),
    "indicator": ("data", "row"),
    "indicator_value": ("data", ""),
    "insight": ("run", "held"),
    "item": ("meetings", "coming"),
    "item_step": ("meetings", "coming"),
    "mark": ("history", ""),
    "meeting": ("meetings", "row"),
    "member": ("members", "row"),
    "not_cpr": ("meetings", "coming"),
    "package": ("meetings", ""),
    "parked": ("run", "held"),
    "preparation": ("meetings", "coming"),
    "press": ("run", "held"),
    "pulse": ("run", "held"),
    "role": ("members", "member"),
    "setting": ("members", ""),
    "speaker": ("meetings", ""),
    "specialty": ("members", ""),
    "survey": ("history", ""),
    "survey_count": ("history", ""),
    "template": ("meetings", ""),
    "template_item": ("meetings", ""),
    "template_step": ("meetings", ""),
    "topic": ("topics", "row"),
    "topic_vote": ("topics", ""),
    "use": ("meetings", "coming"),
}
JOURNALED = tuple(name for name, kind in t.TABLES.items() if kind.journaled)


@pytest.mark.parametrize("table", JOURNALED)
def test_what_is_undone_and_redone_is_gone_to(shell: Shell, table: str) -> None:
    page, whose = PLACES[table]
    row = new_row(shell, table)
    row.id = new_id()
    owners = {
        "held": shell.example.held[-1],
        "coming": shell.coming,
        "commitment": shell.commitment("Trivsel"),
        "member": shell.example.members[3],
        "row": row.id,
        "": None,
    }
    shell.do(put, row)
    shell.undo_from("history")
    assert shell.window.current == page
    # A row that is gone again leaves what it belonged to.
    if whose not in ("", "row") or table == "meeting":
        assert _shown(shell) == (None if whose == "row" else owners[whose])
    shell.window.open_page("home")
    shell.redo()
    assert shell.window.current == page
    if whose:
        assert _shown(shell) == owners[whose]


def _shown(shell: Shell) -> str | None:
    page = shell.window.page()
    return page.watch.meeting if isinstance(page, RunPage) else shell.subject()


@pytest.mark.parametrize("table", JOURNALED)
def test_each_journaled_table_is_at_home_on_one_page(table: str) -> None:
    homes = [row.id for row in PAGES if table in row.tables]
    # A word that a text is no CPR number belongs where the text does.
    assert len(homes) == (table != "not_cpr")


# -- to the very row


def test_undo_chooses_the_item_whose_step_it_changed(shell: Shell) -> None:
    agenda_of(shell)
    item = shell.items()[3]
    shell.do(agenda.change_minutes, item, 17)
    shell.undo_from("home")
    page = agenda_of(shell)
    assert page.view.current() == item


def agenda_of(shell: Shell) -> AgendaPage:
    if shell.window.current != "meetings":
        shell.window.open_page("meetings", shell.coming)
    page = shell.window.page()
    assert isinstance(page, MeetingsPage)
    return page.agenda


def test_undo_of_a_commitment_leaves_the_agenda_that_only_counts_it(shell: Shell) -> None:
    key = shell.commitment("Trivsel")
    shell.do(outcomes.change_commitment, key, sign="Færre sygedage")
    shell.undo_from("meetings", shell.coming)
    assert (shell.window.current, shell.subject()) == ("follow_up", key)


def test_undo_of_a_status_leaves_the_agenda(shell: Shell) -> None:
    key = shell.commitment("Trivsel")
    shell.do(followup.set_status, key, "trying", AT)
    shell.undo_from("meetings", shell.coming)
    assert (shell.window.current, shell.subject()) == ("follow_up", key)


def test_undo_shows_a_commitment_that_a_filter_hides(shell: Shell) -> None:
    key = shell.commitment("SMS dagen før")
    shell.do(outcomes.change_commitment, key, sign="Færre opkald")
    shell.window.open_page("follow_up")
    page = shell.window.page()
    assert isinstance(page, FollowUpPage)
    page.filters.status.choose("open")
    page.refresh()
    shell.undo_from("home")
    assert shell.subject() == key


def test_undo_of_an_insight_goes_from_the_agenda_to_its_meeting(shell: Shell) -> None:
    meeting = shell.example.held[0]
    shell.do(outcomes.add_insight, meeting, "Ring til dem selv", HELD[0])
    shell.undo_from("meetings", shell.coming)
    assert (shell.window.current, _shown(shell)) == ("run", meeting)


def test_undo_of_an_insight_stays_on_the_board_whose_card_it_names(shell: Shell) -> None:
    (card,) = [
        one
        for one in shell.bridge.ask(queries.commitments, shell.bridge.cluster)
        if one.action.startswith("Trivsel")
    ]
    shell.do(outcomes.change_insight, card.insight, text="Noget andet")
    shell.undo_from("follow_up")
    assert (shell.window.current, shell.subject()) == ("follow_up", card.id)


def test_undo_of_another_meetings_item_opens_that_agenda(shell: Shell) -> None:
    other = shell.do(agenda.make_meeting, shell.bridge.cluster, AT.replace(year=2027), 120, "cases")
    item = shell.bridge.ask(queries.agenda, other).items[1].id
    shell.do(agenda.change_item, item, title="Noget andet")
    shell.undo_from("meetings", shell.coming)
    assert (shell.window.current, shell.subject()) == ("meetings", other)
    assert agenda_of(shell).view.current() == item


def test_a_meeting_that_is_gone_again_leaves_the_list(shell: Shell) -> None:
    made = shell.do(agenda.make_meeting, shell.bridge.cluster, AT.replace(year=2027), 120, "cases")
    shell.undo_from("meetings", made)
    assert (shell.window.current, shell.subject()) == ("meetings", None)


def test_undo_finds_a_former_member_too(shell: Shell) -> None:
    key = shell.example.members[4]
    shell.do(members.leave, key, date(2026, 9, 1))
    shell.do(members.change_member, key, email="anna@example.org")
    shell.undo_from("history")
    assert (shell.window.current, shell.subject()) == ("members", key)


def test_undo_of_a_load_goes_where_its_rows_are_at_home(shell: Shell) -> None:
    found = [{"cluster_id": shell.bridge.cluster, "name": "Klinik 20"}]
    shell.example.store.load(LABEL, "clinic", found, cluster=shell.bridge.cluster)
    shell.undo_from("home")
    assert shell.window.current == "members"


def test_undo_on_the_run_page_without_a_meeting_takes_back_what_any_page_would(
    shell: Shell,
) -> None:
    shell.do(rows_removed, shell.coming)
    shell.undo_from("run")
    assert (shell.window.current, _shown(shell)) == ("run", shell.coming)


def rows_removed(session: Session, meeting: str) -> None:
    rows.remove(session, rows.get(session, t.Meeting, meeting))


# -- what it would do is said before


def test_undo_and_redo_say_what_they_would_do(shell: Shell, qtbot: QtBot) -> None:
    shell.do(agenda.move_items, [shell.items()[3]], 2, label=N_("Move item"))
    settle(qtbot, shell)
    assert text(shell, "undo") == "&Fortryd: Flyt punkt"
    assert (text(shell, "redo"), shell.window.actions_by_id["redo"].isEnabled()) == (
        "&Gentag",
        False,
    )
    shell.undo_from("home")
    settle(qtbot, shell)
    assert text(shell, "redo") == "&Gentag: Flyt punkt"


def test_with_nothing_to_undo_it_rests(shell: Shell, qtbot: QtBot) -> None:
    settle(qtbot, shell)
    while shell.example.store.can_undo(shell.bridge.cluster):
        shell.bridge.undo()
    settle(qtbot, shell)
    assert text(shell, "undo") == "&Fortryd"
    assert not shell.window.actions_by_id["undo"].isEnabled()


def test_ctrl_z_works_at_once_after_an_edit(shell: Shell, qtbot: QtBot) -> None:
    settle(qtbot, shell)
    shell.do(agenda.change_item, shell.items()[2], title="Noget andet")
    shell.undo_from("meetings", shell.coming)
    shell.redo()
    shell.undo_from("meetings", shell.coming)
    titles = [one.title for one in shell.bridge.ask(queries.agenda, shell.coming).items]
    assert "Noget andet" not in titles


def test_the_agendas_button_says_it_too(shell: Shell, qtbot: QtBot) -> None:
    page = agenda_of(shell)
    shell.do(agenda.change_minutes, shell.items()[3], 17, label=N_("Change minutes"))
    settle(qtbot, shell)
    assert page.buttons.undo.accessibleName() == "Fortryd: Ændr minutter"
    assert "Fortryd: Ændr minutter (Ctrl+Z)" in page.buttons.undo.toolTip()
    assert page.buttons.undo.isEnabled()


def test_on_the_run_page_it_says_what_that_page_would_take_back(shell: Shell, qtbot: QtBot) -> None:
    shell.do(agenda.change_minutes, shell.items()[3], 17, label=N_("Change minutes"))
    shell.window.open_page("run", shell.coming)
    shell.bridge.do(
        N_("All are present"),
        put,
        t.Attendance(meeting_id=shell.coming, member_id=shell.example.members[0], state="present"),
        fact=True,
    )
    settle(qtbot, shell)
    assert text(shell, "undo") == "&Fortryd: Alle er til stede"
    shell.window.open_page("home")
    settle(qtbot, shell)
    assert text(shell, "undo") == "&Fortryd: Ændr minutter"


def test_undo_on_the_run_page_goes_to_what_is_not_shown_there(shell: Shell) -> None:
    key = shell.example.members[4]
    shell.do(members.change_member, key, email="anna@example.org")
    shell.undo_from("run", shell.coming)
    assert (shell.window.current, shell.subject()) == ("members", key)


def test_the_run_page_lets_go_of_a_meeting_that_is_not_there(shell: Shell) -> None:
    made = shell.do(agenda.make_meeting, shell.bridge.cluster, AT.replace(year=2027), 120, "cases")
    shell.window.open_page("run", made)
    assert _shown(shell) == made
    shell.bridge.undo()
    shell.window.open_page("run", made)
    assert _shown(shell) == shell.coming
    assert shell.window.notices.texts() == ("Fortrød: Ændr punkt",)


def test_undo_and_redo_on_the_run_page_stay_with_what_is_shown_there(shell: Shell) -> None:
    shell.do(agenda.add_goal, shell.coming, "bruge tjeklisten")
    shell.undo_from("run", shell.coming)
    assert (shell.window.current, _shown(shell)) == ("run", shell.coming)
    shell.redo()
    assert (shell.window.current, _shown(shell)) == ("run", shell.coming)


def test_before_a_meeting_its_items_are_not_on_the_run_page(shell: Shell) -> None:
    item = shell.items()[3]
    shell.do(agenda.change_minutes, item, 17)
    shell.undo_from("run", shell.coming)
    assert (shell.window.current, shell.subject()) == ("meetings", shell.coming)
    assert agenda_of(shell).view.current() == item
