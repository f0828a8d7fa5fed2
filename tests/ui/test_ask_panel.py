"""The members are asked between two meetings, and what they answer finds its way back."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.documents.example import mail
from tests.documents.replies import fill
from tests.ui.example import Example
from tests.ui.fakes import FakeClock

from facilitator.domain.outcomes import FollowUp
from facilitator.edits import followup, members
from facilitator.store import queries
from facilitator.ui.ask.door import AskDoor
from facilitator.ui.ask.panel import AskPanel
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.parts import Card, Chip, Label
from facilitator.ui.sharing.doors import Doors

pytestmark = pytest.mark.bare

LEFT = Qt.MouseButton.LeftButton
_STORED_NOTHING = "Der er ikke gemt noget."


class Desk:
    """A page with the panel in its place, and doors that lead to a folder."""

    def __init__(self, bridge: Bridge, one: Example, folder: Path, qtbot: QtBot) -> None:
        self.bridge, self.one, self.folder, self._qtbot = bridge, one, folder, qtbot
        self.notices: list[Notice] = []
        self.opened: list[Path] = []
        bridge.notice.connect(self.notices.append)
        bridge.open(one.store, one.cluster)
        self.page, self.body = QWidget(), QWidget()
        qtbot.addWidget(self.page)
        self.door = AskDoor(bridge, self.page, self.body)
        qtbot.addWidget(self.door.button)
        bridge.changed.connect(lambda _step: self.door.refresh())
        self.page.resize(932, 597)
        self.page.show()
        self.door.open()
        files = Doors(lambda *_asked: folder / "fil", lambda *_asked: folder, open_path=self._open)
        self.panel.send.doors = files
        self.settle()

    @property
    def panel(self) -> AskPanel:
        assert self.door.panel is not None
        return self.door.panel

    def settle(self) -> None:
        """Wait for what is done in a thread."""
        busy = self.panel.send, self.panel.replies
        self._qtbot.waitUntil(lambda: not any(one.is_busy for one in busy), timeout=20_000)
        QApplication.processEvents()

    def click(self, words: str) -> None:
        """Press a button or a chip by its words."""
        there = [*self.page.findChildren(QPushButton), *self.page.findChildren(QWidget)]
        found = [one for one in there if one.accessibleName() == words and one.isVisible()]
        QTest.mouseClick(found[0], LEFT)
        self.settle()

    def seen(self) -> str:
        return self.panel.send.pages.words.toPlainText()

    def choose(self, name: str) -> None:
        who = self.panel.send.who
        who.setCurrentIndex(who.findText(name))
        who.activated.emit(who.currentIndex())
        self.settle()

    def sheet(self, name: str) -> bytes:
        """The sheet that is sent to a member."""
        self.choose(name)
        self.click("Svarark")
        self.click("Gem …")
        return (self.folder / "fil.xlsx").read_bytes()

    def back(self, **files: bytes) -> list[Path]:
        """Files that came back."""
        made = [self.folder / f"{name}.xlsx" for name in files]
        for file, content in zip(made, files.values(), strict=True):
            file.write_bytes(content)
        return made

    def said(self, *, member: int) -> list[FollowUp]:
        """What was said by a member, of everything."""
        known = self.one.store.ask(queries.commitments, self.one.cluster)
        words = [w for c in known for w in self.one.store.ask(queries.follow_ups, c.id)]
        return [word for word in words if word.said_by == f"Anna Eksempel {member}"]

    def labels(self) -> str:
        shown = self.panel.findChildren(Label)
        return "\n".join(one.text() for one in shown if one.isVisible())

    def _open(self, path: Path) -> bool:
        self.opened.append(path)
        return True


@pytest.fixture
def desk(bridge: Bridge, cluster: Example, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with cluster.store.edit("Address", cluster=cluster.cluster) as session:
        members.change_member(session, cluster.members[0], email="anna@example.org")
    folder = tmp_path / "ud"
    folder.mkdir()
    yield Desk(bridge, cluster, folder, qtbot)
    bridge.close()


def test_what_is_sent_is_seen_first_and_opened_as_a_draft(desk: Desk) -> None:
    assert "Kære alle" in desk.seen()
    assert "Bcc: Anna Eksempel 1" in desk.seen()
    assert "1 af 15 medlemmer har en e-mailadresse" in desk.labels()
    desk.choose("Anna Eksempel 1")
    assert "Til: Anna Eksempel 1" in desk.seen()
    assert desk.panel.primary() is desk.panel.send.draft_button
    desk.click("Åbn kladden")
    (draft,) = desk.opened
    assert [one.addr_spec for one in mail(draft.read_bytes())["To"].addresses] == [
        "anna@example.org"
    ]
    desk.choose("Anna Eksempel 13")
    assert "ingen åbne aftaler" in desk.panel.send.pages.trouble.text()


def test_names_go_to_the_members_and_stay_behind_outside_the_cluster(desk: Desk) -> None:
    desk.click("Det aftalte vi")
    assert "Klinik 12" in desk.seen()
    assert "Der står navn på" in desk.labels()
    desk.click("Uden for klyngen")
    assert "Klinik 12" not in desk.seen()
    assert "Bcc" not in desk.seen()
    assert "Kladden er ikke adresseret til nogen." in desk.labels()
    desk.click("PDF")
    assert len(desk.panel.send.pages.sheets) == 1


def test_each_gets_a_file_of_their_own(desk: Desk) -> None:
    desk.click("Svarark")
    desk.click("Én til hver …")
    files = sorted(file.name for file in desk.folder.iterdir())
    assert "Svar – Anna Eksempel 1.xlsx" in files
    assert "Svar – Anna Eksempel 13.xlsx" not in files
    assert desk.notices[-1].text == f"{len(files)} filer gemt i ud."
    desk.click("Én til hver …")
    assert (desk.folder / "Svar – Anna Eksempel 1 (1).xlsx").exists()


def test_replies_are_seen_before_they_are_stored_and_stored_as_one(desk: Desk) -> None:
    first = fill(
        desk.sheet("Anna Eksempel 1"), {"G8": "indført", "H8": "<b>Godt</b>", "G9": "droppet"}
    )
    other = fill(desk.sheet("Anna Eksempel 3"), {"H8": "010190-1234"})
    files = desk.back(anna=first, carl=other, tom=b"PK", igen=first)
    desk.door.read(files)
    desk.settle()
    shown = desk.labels()
    assert "carl.xlsx" in shown
    assert "Celle H8 rummer noget, der ligner et CPR-nummer." in shown
    assert shown.count("2 nye svar") == 1
    assert '"<b>Godt</b>"' in shown
    assert "010190" not in shown
    assert desk.said(member=1) == []
    desk.click("Gem svarene")
    assert sorted(str(word.status) for word in desk.said(member=1)) == ["dropped", "introduced"]
    shown = desk.labels()
    assert [name in shown for name in ("carl.xlsx", "tom.xlsx", "Godt")] == [True, True, False]
    desk.door.leave()
    desk.bridge.undo()
    assert desk.said(member=1) == []


def test_replies_opened_next_do_not_wait_for_a_file_that_never_ends(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = desk.sheet("Anna Eksempel 1")
    (stuck,), (good,) = desk.back(stuck=sent), desk.back(anna=fill(sent, {"G8": "indført"}))
    begun = threading.Event()

    def never_ends() -> tuple[str, ...]:
        begun.set()
        return sys.executable, "-I", "-S", "-c", "while True: pass"

    with monkeypatch.context() as patch:
        patch.setattr("facilitator.imports.spreadsheet._command", never_ends)
        desk.door.read([stuck])
        assert begun.wait(20)
    desk.door.read([good])
    desk.settle()
    assert "1 nyt svar" in desk.labels()


def test_the_same_reply_again_has_nothing_new(desk: Desk) -> None:
    files = desk.back(anna=fill(desk.sheet("Anna Eksempel 1"), {"G8": "indført"}))
    for said in ("1 nyt svar", "1 læst ind før"):
        desk.door.read(files)
        desk.settle()
        assert said in desk.labels()
        desk.panel.replies.store()
        assert desk.door.is_open is (said != "1 nyt svar")
    assert len(desk.said(member=1)) == 1


def test_what_was_said_since_wins_unless_a_person_says_otherwise(
    desk: Desk, clock: FakeClock
) -> None:
    content = fill(desk.sheet("Anna Eksempel 1"), {"G8": "indført"})
    clock.move(3600)
    key = desk.one.store.ask(queries.asking, desk.one.members[0]).told[0].commitment.id
    with desk.one.store.edit("Say", cluster=desk.one.cluster) as session:
        followup.set_status(session, key, "partly", clock.utc(), experience="Bo siger")
    desk.door.read(desk.back(anna=content))
    desk.settle()
    assert (
        'Sagt, siden arket blev sendt, 26. november: delvist indført · "Bo siger"' in desk.labels()
    )
    assert not desk.panel.replies.save_button.isEnabled()
    chip = desk.panel.replies.findChildren(Chip)[0]
    QTest.mouseClick(chip, LEFT)
    assert "1 svar bliver gemt." in desk.labels()
    desk.click("Gem svarene")
    assert [word.status for word in desk.said(member=1)] == ["introduced"]


def test_somebody_who_writes_meanwhile_is_seen_before_anything_is_stored(
    desk: Desk, clock: FakeClock
) -> None:
    desk.click("Skriv svar ind")
    typed = desk.panel.typed
    typed.asked[0].texts[0].setPlainText("Går fint")
    clock.move(60)
    with desk.one.store.edit("Say", cluster=desk.one.cluster) as session:
        key = typed.asked[0].told.commitment.id
        followup.set_status(session, key, "introduced", clock.utc())
    QApplication.processEvents()
    assert typed.asked[0].stands.text() == "indført"
    assert typed.asked[0].texts[0].toPlainText() == "Går fint"
    desk.click("Gem svarene")
    assert [word.experience for word in desk.said(member=1)] == ["Går fint"]


@pytest.mark.dressed
def test_files_are_dropped_on_the_page(desk: Desk) -> None:
    (file,) = desk.back(anna=b"hej")
    desk.door.leave()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    none = Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    # Qt gives a drop only to what has taken what was dragged over it.
    QApplication.sendEvent(desk.body, QDragEnterEvent(QPoint(9, 9), copy, data, LEFT, none))
    QApplication.sendEvent(desk.body, QDropEvent(QPointF(9, 9), copy, data, LEFT, none))
    desk.settle()
    assert desk.door.is_open
    assert _STORED_NOTHING in desk.labels()


def test_what_was_told_on_the_telephone_is_typed_in(desk: Desk) -> None:
    desk.click("Skriv svar ind")
    typed = desk.panel.typed
    first = typed.asked[0]
    assert not typed.save_button.isEnabled()
    first.texts[0].setPlainText("pt 010190-1234 ringede")
    typed.store()
    assert desk.said(member=1) == []
    first.texts[0].setPlainText("Går fint")
    first.status.setCurrentIndex(2)
    desk.click("Gem svarene")
    (word,) = desk.said(member=1)
    assert (word.status, word.experience) == ("trying", "Går fint")
    assert not desk.door.is_open


@pytest.mark.dressed
def test_replies_end_where_their_button_does(desk: Desk) -> None:
    desk.panel.read(desk.back(svar=b"no sheet"))
    desk.settle()
    replies = desk.panel.replies
    (card,) = replies._holder.findChildren(Card)
    ends = [one.mapTo(replies, QPoint(one.width(), 0)).x() for one in (card, replies.save_button)]
    assert 0 <= ends[1] - ends[0] <= 1


def test_what_is_said_of_sending_goes_as_another_view_is_turned_to(desk: Desk) -> None:
    desk.bridge.say("Gemt som ark.xlsx.", seconds=60, key=desk.panel.send.key)
    desk.click("Læs svar ind")
    last = desk.notices[-1]
    assert (last.text, last.key) == ("", desk.panel.send.key)


def test_escape_leaves_and_ctrl_enter_has_a_button_in_each_view(desk: Desk) -> None:
    for words, button in (
        ("Læs svar ind", desk.panel.replies.open_button),
        ("Skriv svar ind", desk.panel.typed.save_button),
        ("Send", desk.panel.send.draft_button),
    ):
        desk.click(words)
        assert desk.door.primary() is button
    QTest.keyClick(desk.panel, Qt.Key.Key_Escape)
    assert desk.door.primary() is None
    assert not desk.door.button.isHidden()
