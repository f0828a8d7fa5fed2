"""A wave of the survey is typed as counts, checked where they are typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.example import Example

from facilitator.domain.shares import Share
from facilitator.domain.surveys import Against, Survey
from facilitator.edits import history
from facilitator.language import Language
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.history.day import DayField, parse_past
from facilitator.ui.history.survey import SurveyPanel
from facilitator.ui.parts.own_undo import OwnUndoLine

pytestmark = pytest.mark.bare
TODAY = date(2026, 11, 26)


@pytest.fixture
def panel(bridge: Bridge, cluster: Example, qtbot: QtBot) -> Iterator[SurveyPanel]:
    """The panel of a cluster without a survey."""
    bridge.open(cluster.store, cluster.cluster)
    made = SurveyPanel(bridge)
    qtbot.addWidget(made)
    bridge.changed.connect(lambda _step: made.show_surveys(waves(made)))
    made.show_surveys(())
    made.show()
    made.show_one("")
    QApplication.processEvents()
    yield made
    bridge.close()


def waves(panel: SurveyPanel) -> tuple[Survey, ...]:
    return panel._bridge.ask(queries.surveys, panel._bridge.cluster or "")


def fill(panel: SurveyPanel, asked: str, answered: str, *yes: str) -> None:
    form = panel.form
    boxes = (form.invited, form.answered, *(one.yes for one in form.questions))
    for box, text in zip(boxes, (asked, answered, *yes), strict=False):
        box.setText(text)
        box.setModified(True)
        box.commit()


def said(panel: SurveyPanel) -> list[str]:
    return [question.said.text() for question in panel.form.questions]


def test_a_wave_is_typed_saved_changed_and_deleted(panel: SurveyPanel) -> None:
    form = panel.form
    fill(panel, "17", "15", "8", "4", "6")
    form.questions[2].of.setText("14")
    form.day.line.setText("15.9.")
    form.save_button.click()
    (one,) = waves(panel)
    assert (one.held, one.invited, one.answered) == (date(2026, 9, 15), 17, 15)
    assert one.counts == {
        "supports": Share(8, 15),
        "supports_some": Share(4, 15),
        "improved": Share(6, 14),
    }
    assert form.survey == one.id
    assert [line.words for line in panel._model.rows] == ["15. sep. 2026 · 15 af 17 svarede"]  # type: ignore[attr-defined]
    assert said(panel) == ["8 af 15 (53 pct.)", "4 af 15 (27 pct.)", "6 af 14 (43 pct.)"]
    assert form._rate.text() == "Svarprocent: 15 af 17 (88 pct.)"
    fill(panel, "17", "15", "9", "", "6")
    form.save()
    (one,) = waves(panel)
    assert one.counts == {"supports": Share(9, 15), "improved": Share(6, 14)}
    form.remove_button.click()
    assert waves(panel) == ()
    assert form.survey == ""
    panel._bridge.undo()
    assert [wave.id for wave in waves(panel)] == [one.id]
    assert panel.hold(one.id)
    assert form.questions[0].yes.text() == "9"


def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_stored(panel: SurveyPanel) -> None:
    form = panel.form
    fill(panel, "14", "15", "16", "4")
    assert form._answered.error == "15 svarede, men kun 14 blev spurgt."
    assert said(panel)[:2] == ["16 sagde ja, men kun 15 svarede.", "4 af 15 (27 pct.)"]
    form.save_button.click()
    assert waves(panel) == ()
    fill(panel, "15", "15", "11", "4")
    form.questions[2].of.setText("12")
    form.save_button.click()
    assert said(panel)[2] == "Skriv, hvor mange der sagde ja."
    form.questions[2].of.setText("")
    form.day.line.setText("31.2.")
    form.save_button.click()
    assert form.day.field.error == "Skriv en dato, for eksempel 9.12.2026."
    form.day.line.setText("1.12.2026")
    form.save_button.click()
    assert form.day.field.error == "Den dag er ikke kommet endnu."
    assert waves(panel) == ()
    form.day.line.setText("i dag")
    form.save_button.click()
    assert [wave.held for wave in waves(panel)] == [TODAY]


def test_the_country_and_the_same_people_are_typed_where_it_is_wanted(panel: SurveyPanel) -> None:
    bridge, form = panel._bridge, panel.form
    counts: dict[str, tuple[int, int | None]] = {"improved": (5, None)}
    old = bridge.do("x", history.add_survey, bridge.cluster, date(2025, 9, 15), 17, counts)
    fill(panel, "", "17", "", "", "10")
    asked, other = form.questions[2], form.questions[0]
    boxes = (*asked.national.boxes, *asked.changed.boxes)
    assert all(box.isHidden() for box in boxes)
    form.more_button.click()
    assert not any(box.isHidden() for box in boxes)
    assert other.changed.boxes[0].isHidden()
    for box, typed in zip(boxes, ("9", "5190", "13", "1"), strict=True):
        box.setText(typed)
    form.save_button.click()
    assert asked.national.said.text() == "Landet kan ikke være mindre end klyngen alene, 10 af 17."
    assert asked.changed.said.text().startswith("13 kan ikke være gået til ja: 12 svarede nej")
    assert [wave.id for wave in waves(panel)] == [old]
    boxes[0].setText("2511")
    boxes[2].setText("6")
    form.save_button.click()
    assert waves(panel)[1].against == {"improved": Against(2511, 5190, old, 6, 1)}
    assert asked.national.said.text() == "2.511 af 5.190 (48,4 pct.)"


def test_what_is_typed_and_not_saved_is_there_when_one_comes_back(panel: SurveyPanel) -> None:
    bridge = panel._bridge
    counts: dict[str, tuple[int, int | None]] = {"improved": (5, None)}
    old = bridge.do("x", history.add_survey, bridge.cluster, date(2025, 9, 15), 12, counts)
    assert old is not None
    fill(panel, "17", "15", "8")
    panel.list.setCurrentIndex(panel._model.index_of(old))
    assert panel.form.survey == old
    assert panel.form.answered.text() == "12"
    panel.form.questions[2].yes.setText("6")
    panel.new_button.click()
    assert panel.form.questions[0].yes.text() == "8"
    panel.show_one(old)
    assert panel.form.questions[2].yes.text() == "6"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("4.3.", date(2026, 3, 4)),
        ("24. december", date(2025, 12, 24)),
        ("26.11.", TODAY),
        ("4.3.2024", date(2024, 3, 4)),
        ("onsdag", date(2026, 11, 25)),
        ("i dag", TODAY),
        ("i går", date(2026, 11, 25)),
        ("torsdag", TODAY),
        ("fredag", date(2026, 11, 20)),
        ("1.12.2026", None),
        ("i morgen", None),
        ("31.2.", None),
        ("", None),
    ],
)
def test_a_day_without_a_year_is_the_latest_such_day(typed: str, day: date | None) -> None:
    assert parse_past(typed, TODAY) == day


@pytest.mark.usefixtures("bridge")
def test_a_day_is_picked_in_a_calendar(qtbot: QtBot) -> None:
    field = DayField(Language("da"), "Dag", lambda: TODAY)
    qtbot.addWidget(field)
    field.show()
    field.set_day(date(2026, 3, 4))
    heard: list[bool] = []
    field.changed.connect(lambda: heard.append(True))
    field.pick.click()
    assert field._calendar is not None
    field._calendar.picked.emit(date(2026, 3, 11))
    assert field.glance() == date(2026, 3, 11)
    assert field.line.text() == "11. marts 2026"
    assert heard == [True]


def test_a_line_undoes_what_is_typed_in_it_and_leaves_the_rest_to_the_program(
    qtbot: QtBot,
) -> None:
    line = OwnUndoLine()
    qtbot.addWidget(line)
    line.show()

    def takes_undo() -> bool:
        held = Qt.KeyboardModifier.ControlModifier
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, held)
        event.ignore()
        QApplication.sendEvent(line, event)
        return event.isAccepted()

    line.setText("som det står")
    assert not takes_undo()
    line.insert("!")
    assert takes_undo()
    line.undo()
    assert line.text() == "som det står"
    assert not takes_undo()
