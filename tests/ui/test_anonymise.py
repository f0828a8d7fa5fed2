"""Making a member anonymous: it is asked first, and told what goes, what stays and where else."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.example import TODAY, Example

from facilitator.domain.people import Member
from facilitator.domain.person import Held
from facilitator.edits import agenda, members
from facilitator.language import Language
from facilitator.store import backup, queries
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.members import anonymise_person
from facilitator.ui.members.anonymise_person import AnonymisePerson
from facilitator.ui.members.page import LEFT, MembersPage

pytestmark = pytest.mark.bare


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long work is done in this thread, without the small window."""

    def work(_said: str, do: Callable[[], object], **_how: object) -> None:
        do()

    monkeypatch.setattr(anonymise_person, "work_behind", work)


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge, cluster: Example) -> MembersPage:
    bridge.open(cluster.store, cluster.cluster)
    made = MembersPage(bridge)
    qtbot.addWidget(made)
    bridge.changed.connect(lambda _step: made.refresh())
    made.resize(1068, 616)
    made.show()
    made.refresh()
    made.table.setCurrentIndex(made.model.index_of(cluster.members[0]))
    return made


def member(bridge: Bridge, cluster: Example) -> Member:
    found = bridge.ask(queries.members, cluster.cluster, TODAY)
    return next(one for one in found if one.id == cluster.members[0])


def texts(of: QWidget) -> str:
    QCoreApplication.sendPostedEvents()  # what was put into a layout is shown
    return "\n".join(one.text() for one in of.findChildren(QLabel) if one.isVisible())


def test_the_name_goes_after_it_was_asked_and_the_rest_is_shown(
    bridge: Bridge, cluster: Example, page: MembersPage
) -> None:
    name, place = "Åse Ærlig", Path(cluster.store.place)
    item, other = (one.id for one in bridge.ask(queries.agenda, cluster.next).items[:2])
    do = bridge.do
    do("Name", members.change_member, cluster.members[0], name=name)
    do("Leave", members.leave, cluster.members[0], TODAY)
    do("Write", agenda.change_item, item, notes=f"Ring til {name}")
    do("Write", agenda.change_item, other, notes=f"{name} har nøglen; Åse ringer")
    bridge.settings.set("i_am", cluster.members[0], cluster.cluster)
    backup.make(place, backup.folder_of(place), cluster.store.clock)
    asked = AnonymisePerson(bridge, member(bridge, cluster), page)
    asked.show()
    said = texts(asked)
    assert "Det kan ikke fortrydes" in said
    assert "Tidligere medlem" in said
    assert "Navnet står i 1 sikkerhedskopi." in said
    assert asked.close_button.hasFocus() or asked.focusWidget() is asked.close_button
    keeps, _ = asked.mentions
    keeps.choose(False)
    assert asked.backups is not None
    asked.backups.setChecked(True)
    anew: list[bool] = []
    bridge.cluster_changed.connect(lambda: anew.append(True))
    asked.act_button.click()
    assert anew  # pages that show the texts ask again, so that no field holds the name

    assert asked.title.text() == asked.windowTitle() == "Tidligere medlem 1"
    assert bridge.settings.get("i_am", cluster.cluster) == ""
    assert "Navnet står i 1 sikkerhedskopi." in texts(asked)  # the new one, in the text left
    (left,) = asked.mentions
    went: list[tuple[str, str, str]] = []
    bridge.goto_row.connect(lambda *where: went.append(where))
    left.show_button.click()
    assert not asked.isVisible()
    assert went[-1] == ("meetings", "item", left.place[1])
    asked._come_back()
    left_now = asked.mentions[0]
    left_now.replace_button.click()
    assert asked.mentions == []
    asked.remove_button.click()
    assert "Navnet står ikke i nogen sikkerhedskopi." in texts(asked)
    asked.close()
    files = [one for one in place.parent.rglob("*") if one.is_file()]
    assert not any(name.encode() in one.read_bytes() for one in files)


def test_a_day_too_far_off_to_foresee_is_not_told_of_a_backup() -> None:
    near, far, foreseen = date(2027, 3, 1), date(2045, 3, 1), date(2028, 11, 24)
    at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    held = [Held("en", at, until) for until in (near, far)]
    said = [anonymise_person._kept_words(one, Language("da"), foreseen) for one in held]
    assert said == ["24.11.2026, til omkring mar. 2027", "24.11.2026"]


def test_a_text_changed_by_hand_is_swept_out_of_the_history(
    bridge: Bridge, cluster: Example, page: MembersPage
) -> None:
    name, place = "Åse Ærlig", Path(cluster.store.place)
    item = bridge.ask(queries.agenda, cluster.next).items[0].id
    bridge.do("Name", members.change_member, cluster.members[0], name=name)
    bridge.do("Leave", members.leave, cluster.members[0], TODAY)
    bridge.do("Write", agenda.change_item, item, notes=f"Ring til {name}")
    asked = AnonymisePerson(bridge, member(bridge, cluster), page)
    asked.show()
    asked.mentions[0].choose(False)
    asked.act_button.click()
    bridge.do("Write", agenda.change_item, item, notes="Ring til salen")
    asked.close()
    assert name.encode() not in place.read_bytes()


def test_who_has_a_history_is_not_deleted_but_offered_to_leave(
    bridge: Bridge, cluster: Example, page: MembersPage
) -> None:
    said: list[Notice] = []
    bridge.notice.connect(said.append)
    page.delete.click()
    (words, leave) = said[-1].answers[0]
    assert words == "Er udtrådt"
    leave()
    assert member(bridge, cluster).left == TODAY
    page.delete.click()
    assert said[-1].answers == ()


def test_all_that_is_kept_is_saved_from_the_page(
    page: MembersPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = page.member_menu()
    words = [action.text() for action in menu.actions()]
    assert words[0] == "Hvad er ændret?"
    assert "først når medlemmet er udtrådt" in words[-1]
    assert not menu.actions()[-1].isEnabled()
    file = tmp_path / "Anna.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    menu.actions()[1].trigger()
    assert json.loads(file.read_bytes())["member"][0]["name"] == "Anna Eksempel 1"


def test_an_anonymous_member_gets_no_name_and_does_not_come_back(
    bridge: Bridge, cluster: Example, page: MembersPage
) -> None:
    bridge.do("Leave", members.leave, cluster.members[0], TODAY)
    bridge.do("Go", members.anonymise, cluster.members[0], cluster.store.clock.utc(), fact=True)
    page.former.setChecked(True)
    page.table.setCurrentIndex(page.model.index_of(cluster.members[0]))
    assert not page.stay.isVisible()
    index = page.model.index_of(cluster.members[0])
    assert not page.model.setData(index, "Anna Eksempel 1")
    assert not page.model.setData(page.model.index_of(cluster.members[0], LEFT), "")
    assert page.member_menu().actions()[-1].text() == "Hvor navnet stadig findes …"
    shown = AnonymisePerson(bridge, member(bridge, cluster), page)
    shown.show()
    assert not shown.act_button.isVisible()
    shown.close()
