"""The small widgets: plain text everywhere, a name for every control, keys as well as a mouse."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from facilitator.language import Language, parse_minutes
from facilitator.ui import parts, theme
from facilitator.ui.parts import cards
from facilitator.ui.parts.elided_button import ElidedButton
from facilitator.ui.parts.line_button import LineButton

HOSTILE = '<img src="file:///secret.png"><b>fed & farlig</b>'
LONG = "Blodfortyndingsbehandlingsopfølgningssamtale"
CHOICES = (
    ("planned", "Planlagt", "plain"),
    ("trying", "Afprøves", "goals"),
    ("introduced", "Indført", "ok"),
)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    def shown(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        QApplication.processEvents()
        return widget

    return shown


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage().copy()


def _lang() -> Language:
    return Language("da")


def _box(minutes: int = 15) -> parts.DurationBox:
    return parts.DurationBox(
        "Minutter", minutes, parse_minutes, _lang().duration, "Skriv fx 20 eller 1t10."
    )


def _type(widget: QWidget, text: str) -> None:
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.selectAll()
    QTest.keyClicks(widget, text)


@pytest.mark.parametrize(
    "make",
    [
        lambda: parts.label(HOSTILE),
        lambda: parts.Elided(HOSTILE),
        lambda: parts.tag(HOSTILE, "case"),
        lambda: parts.StatusChip(HOSTILE, "ok"),
        lambda: parts.Card(HOSTILE),
        lambda: parts.TickLine(HOSTILE, True),
        lambda: parts.EmptyState("house", HOSTILE, HOSTILE),
        lambda: parts.Field(HOSTILE, QLineEdit()),
    ],
)
def test_text_that_looks_like_markup_is_shown_as_it_was_typed(
    qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    made = make()
    qtbot.addWidget(made)
    labels = [made] if isinstance(made, QLabel) else made.findChildren(QLabel)
    assert labels
    assert all(of.textFormat() == Qt.TextFormat.PlainText for of in labels if not _is_picture(of))


def _is_picture(of: QLabel) -> bool:
    return isinstance(of, parts.Picture)


def test_a_tooltip_escapes_what_it_is_given(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    parts.plain_tooltip(widget, "<b>a</b> & b\nc")
    assert widget.toolTip() == "<qt>&lt;b&gt;a&lt;/b&gt; &amp; b<br>c</qt>"
    parts.plain_tooltip(widget, "")
    assert widget.toolTip() == ""


def test_a_sentence_stays_on_one_line_where_there_is_room_for_it(qtbot: QtBot) -> None:
    made = parts.label("Case 2 mangler en, der fremlægger")
    qtbot.addWidget(made)
    assert made.sizeHint().height() < 2 * made.fontMetrics().height()


def test_a_label_is_never_narrower_than_an_ordinary_word(qtbot: QtBot) -> None:
    made = parts.label("En medlemsklinik i klyngen")
    qtbot.addWidget(made)
    made.ensurePolished()
    assert made.minimumSizeHint().width() >= made.fontMetrics().horizontalAdvance("medlemsklinik")


def test_a_very_long_word_is_broken_and_all_of_it_is_seen(qtbot: QtBot) -> None:
    made = parts.label(LONG)
    qtbot.addWidget(made)
    made.ensurePolished()
    assert made.minimumSizeHint().width() < 150
    tall = made.heightForWidth(150)
    assert tall >= 3 * made.fontMetrics().height()
    made.resize(150, tall)
    seen = made.grab().toImage()
    ground = seen.pixelColor(0, 0)
    line = tall // 3
    inked = [
        any(
            seen.pixelColor(x, y) != ground
            for x in range(0, 100)
            for y in range(n * line, (n + 1) * line)
        )
        for n in range(3)
    ]
    assert inked == [True] * 3
    assert all(seen.pixelColor(149, y) == ground for y in range(tall))


def test_a_number_stands_on_the_line_of_its_unit_where_there_is_room(qtbot: QtBot) -> None:
    written = "Senest 24 pct. målt"
    made = parts.label(written)
    qtbot.addWidget(made)
    assert (made.text(), QLabel.text(made)) == (written, written.replace("4 p", "4\N{NBSP}p"))

    def height(lines: str) -> int:
        return parts.label(lines).sizeHint().height()

    wide = made.fontMetrics().horizontalAdvance
    assert made.heightForWidth(wide("pct. målt") + 6) == height("Senest\n24 pct.\nmålt")
    # Without room for the two on one line, both are seen all the same.
    cramped = parts.label("24 procentpoint")
    assert cramped.heightForWidth(wide("procentpoint") + 4) >= height("24\nprocentpoint")
    made.clear()
    assert (made.text(), QLabel.text(made)) == ("", "")
    assert QLabel.text(parts.label(written, wrap=False)) == written


def test_a_button_stands_below_the_words_it_would_squeeze(qtbot: QtBot) -> None:
    mend = parts.button("Del med en summepause", lambda: None, small=True)
    line = parts.TickLine("Fra “HPV og oropharynx-cancer” går der 40 min.", False, mend)
    column = QWidget()
    QVBoxLayout(column).addWidget(line)
    area = parts.scroll_area(column)
    qtbot.addWidget(area)
    area.resize(300, 300)
    area.show()
    QApplication.processEvents()
    (said,) = [one for one in line.findChildren(QLabel) if "HPV" in one.text()]
    assert mend.mapTo(line, QPoint(0, 0)).y() >= said.mapTo(line, QPoint(0, said.height())).y()
    assert column.width() == area.viewport().width()
    area.resize(600, 300)
    QApplication.processEvents()
    assert mend.mapTo(line, QPoint(0, 0)).x() > said.mapTo(line, QPoint(0, 0)).x() + 200


def test_a_column_is_never_wider_than_what_is_seen_of_it(qtbot: QtBot) -> None:
    column = QWidget()
    QVBoxLayout(column).addWidget(parts.button("x" * 200, lambda: None))
    area = parts.scroll_area(column)
    qtbot.addWidget(area)
    area.resize(200, 200)
    area.show()
    QApplication.processEvents()
    assert column.width() == area.viewport().width() <= 200


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_a_button_as_space_does(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[str] = []
    made = parts.button("Opret min klynge", lambda: pressed.append("made"))
    line = LineButton("", "Aftale")
    line.clicked.connect(lambda: pressed.append("line"))
    for one in (made, line):
        qtbot.addWidget(one)
        QTest.keyClick(one, key)
        QTest.keyClick(one, key, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["made", "line"]


def test_a_label_that_is_squeezed_grows_in_height(qtbot: QtBot) -> None:
    made = parts.label("Fælles instruks: næseblod hos patienter i blodfortyndende behandling")
    qtbot.addWidget(made)
    assert made.heightForWidth(120) > made.heightForWidth(600)


def test_a_line_that_is_cut_says_the_whole_in_its_tooltip(qtbot: QtBot) -> None:
    made = parts.Elided(f"{LONG} & mere")
    qtbot.addWidget(made)
    made.resize(100, 24)
    made.show()
    assert made.shown().endswith("…")
    assert "&amp; mere" in made.toolTip()
    made.resize(900, 24)
    assert made.shown() == made.text()
    assert made.toolTip() == ""


def test_a_button_that_is_squeezed_shows_how_its_words_begin(
    show: Callable[[QWidget], QWidget],
) -> None:
    made = ElidedButton(lambda: None, "Vælg hvem")
    made.say("Klinik 1 & 2 · inden næste møde")
    assert made.minimumSizeHint().width() < made.sizeHint().width() / 2
    made.resize(made.sizeHint())
    show(made)
    assert (made.shown(), made.toolTip()) == ("Klinik 1 & 2 · inden næste møde", "")
    option = QStyleOptionButton()
    made.resize(110, made.height())
    made.initStyleOption(option)
    assert option.text.startswith("Klinik 1 && 2")
    assert option.text.endswith("…")
    assert "inden næste møde" in made.toolTip()


def test_a_button_without_words_needs_a_name(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="name"):
        parts.button("", lambda: None, icon="x")
    made = parts.button("", lambda: None, icon="x", name="Luk")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Luk"
    assert "Luk" in made.toolTip()


def test_a_button_calls_once_by_mouse_and_by_key(show: Callable[[QWidget], QWidget]) -> None:
    calls: list[str] = []
    made = parts.button("Fortryd & gem", lambda: calls.append("ja"), icon="undo-2")
    show(made)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert calls == ["ja", "ja"]
    assert made.accessibleName() == "Fortryd & gem"


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(
    "make",
    [
        lambda: parts.button("Nyt møde", lambda: None),
        lambda: parts.button("Nyt møde", lambda: None, primary=True),
        lambda: parts.button("Slet", lambda: None, danger=True),
        lambda: parts.button("Tabel", lambda: None, plain=True, small=True),
        lambda: parts.NavButton("Overblik", lambda: None, "house"),
        lambda: parts.Chip("Klinik 1", lambda _on: None),
        lambda: _box(),
        lambda: QLineEdit("Titel"),
    ],
)
def test_what_has_the_focus_can_be_seen(
    qapp: QApplication,
    show: Callable[[QWidget], QWidget],
    name: theme.Theme,
    make: Callable[[], QWidget],
) -> None:
    theme.apply(qapp, name)
    desk = QWidget()
    column = QVBoxLayout(desk)
    made, other = make(), QPushButton("andet")
    column.addWidget(other)
    column.addWidget(made)
    show(desk)
    other.setFocus()
    before = _picture(made)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(made, QLineEdit):
        made.deselect()
    after = _picture(made)
    edge = [(x, y) for x in range(after.width()) for y in (0, 1)]
    assert any(before.pixel(x, y) != after.pixel(x, y) for x, y in edge)


def test_a_page_in_the_list_says_its_count_to_those_who_listen(qtbot: QtBot) -> None:
    made = parts.NavButton("Opfølgning", lambda: None)
    qtbot.addWidget(made)
    made.set_count(6)
    assert made.accessibleName() == "Opfølgning 6"
    made.set_count(0)
    assert made.accessibleName() == "Opfølgning"


def test_a_status_is_chosen_by_one_click(show: Callable[[QWidget], QWidget]) -> None:
    chips = parts.ChoiceChips("Status", CHOICES, "planned")
    show(chips)
    heard: list[str] = []
    chips.chosen.connect(heard.append)
    QTest.mouseClick(_chip(chips, "Indført"), Qt.MouseButton.LeftButton)
    assert heard == ["introduced"]
    assert chips.choice == "introduced"


def test_the_arrows_go_round_the_choices(show: Callable[[QWidget], QWidget]) -> None:
    chips = parts.ChoiceChips("Status", CHOICES, "planned")
    show(chips)
    heard: list[str] = []
    chips.chosen.connect(heard.append)
    _chip(chips, "Planlagt").setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
    assert heard == ["trying", "introduced", "planned", "introduced"]


def test_showing_a_choice_is_not_choosing(qtbot: QtBot) -> None:
    chips = parts.ChoiceChips("Status", CHOICES)
    qtbot.addWidget(chips)
    heard: list[str] = []
    chips.chosen.connect(heard.append)
    assert chips.choice == ""
    chips.choose("trying")
    assert (chips.choice, heard) == ("trying", [])
    chips.choose("unknown")
    assert chips.choice == ""


def test_only_one_of_the_choices_is_a_stop_of_the_tab_key(qtbot: QtBot) -> None:
    chips = parts.ChoiceChips("Status", CHOICES, "trying")
    qtbot.addWidget(chips)
    stops = [
        chip.accessibleName()
        for chip in chips.findChildren(QWidget)
        if chip.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == ["Afprøves"]


def test_a_chosen_chip_stays_chosen_when_it_is_clicked_again(
    show: Callable[[QWidget], QWidget],
) -> None:
    chips = parts.ChoiceChips("Status", CHOICES, "planned")
    show(chips)
    QTest.mouseClick(_chip(chips, "Planlagt"), Qt.MouseButton.LeftButton)
    assert chips.choice == "planned"


def _chip(chips: QWidget, name: str) -> QWidget:
    return next(c for c in chips.findChildren(QWidget) if c.accessibleName() == name)


def test_what_is_less_tall_stands_at_the_middle_of_its_line(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    flow = parts.FlowLayout(whole, middle=True)
    made = [QWidget(whole) for _ in range(3)]
    for one, tall in zip(made, (46, 20, 30), strict=True):
        one.setFixedSize(100, tall)
        flow.addWidget(one)
    flow.setGeometry(QRect(0, 0, 220, 100))
    assert [one.y() for one in made] == [0, 13, 52]


def test_a_screen_reader_meets_choices_as_radio_buttons(qtbot: QtBot) -> None:
    chips = parts.ChoiceChips("Status", CHOICES, "planned")
    qtbot.addWidget(chips)
    told = QAccessible.queryAccessibleInterface(_chip(chips, "Planlagt"))
    assert told.role() == QAccessible.Role.RadioButton
    assert told.state().checked


def test_chips_go_on_in_the_next_line(show: Callable[[QWidget], QWidget]) -> None:
    desk = QWidget()
    flow = parts.FlowLayout(desk)
    chips = [parts.Chip(f"Klinik {at}", lambda _on: None) for at in range(13)]
    for chip in chips:
        flow.addWidget(chip)
    desk.resize(300, flow.heightForWidth(300))
    show(desk)
    assert all(chip.geometry().right() < 300 for chip in chips)
    boxes = [chip.geometry() for chip in chips]
    assert not any(a.intersects(b) for a, b in pairwise(boxes))
    assert flow.heightForWidth(300) > flow.heightForWidth(3000)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("20", 20), ("1t10", 70), ("1.30", 90), ("90 min", 90), ("5", 5)],
)
def test_a_duration_is_typed_as_people_write_it(
    show: Callable[[QWidget], QWidget], typed: str, minutes: int
) -> None:
    box = _box()
    show(box)
    heard: list[int] = []
    box.changed.connect(heard.append)
    _type(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert heard == [minutes]
    assert box.text() == _lang().duration(minutes)


def test_a_duration_not_understood_stays_and_is_said_at_the_field(
    show: Callable[[QWidget], QWidget],
) -> None:
    box = _box()
    show(box)
    changed: list[int] = []
    refused: list[str] = []
    box.changed.connect(changed.append)
    box.refused.connect(refused.append)
    _type(box, "tyve")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "tyve"
    assert (changed, refused) == ([], ["Skriv fx 20 eller 1t10."])
    assert box.property("state") == "bad"
    assert box.accessibleDescription() == "Skriv fx 20 eller 1t10."
    box.set_minutes(30)
    assert box.text() == "tyve"
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), box.property("state")) == (_lang().duration(30), "")


@pytest.mark.parametrize(
    ("key", "shift", "minutes"),
    [
        (Qt.Key.Key_Up, False, 16),
        (Qt.Key.Key_Down, False, 14),
        (Qt.Key.Key_Up, True, 20),
        (Qt.Key.Key_Down, True, 10),
        (Qt.Key.Key_PageUp, False, 20),
        (Qt.Key.Key_PageDown, False, 10),
    ],
)
def test_arrows_change_a_duration_by_one_or_five(
    show: Callable[[QWidget], QWidget], key: Qt.Key, shift: bool, minutes: int
) -> None:
    box = _box(15)
    show(box)
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(box, key, held)
    assert box.minutes == minutes


def test_a_duration_never_goes_below_a_minute(show: Callable[[QWidget], QWidget]) -> None:
    box = _box(2)
    show(box)
    QTest.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert box.minutes == 1


def test_alt_and_arrow_are_left_to_the_page_that_moves_the_item(
    show: Callable[[QWidget], QWidget],
) -> None:
    box = _box(15)
    show(box)
    QTest.keyClick(box, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert box.minutes == 15


def test_the_text_of_a_spin_box_does_not_touch_its_edge(qtbot: QtBot) -> None:
    box = parts.indented(QSpinBox())
    qtbot.addWidget(box)
    assert box.lineEdit().textMargins().left() >= 7


def test_an_error_stands_under_its_field_and_what_was_typed_stays(qtbot: QtBot) -> None:
    editor = QLineEdit("Søren")
    field = parts.Field("Navn", editor, "Som det står i referatet")
    qtbot.addWidget(field)
    field.set_error("Navnet findes allerede.")
    assert field.error == "Navnet findes allerede."
    assert editor.accessibleName() == "Navn"
    assert editor.accessibleDescription() == "Navnet findes allerede."
    assert editor.text() == "Søren"
    field.set_error("")
    assert field.error == ""
    assert editor.accessibleDescription() == "Som det står i referatet"


def test_a_notice_is_said_aloud_and_stays_until_it_is_answered(
    show: Callable[[QWidget], QWidget], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(cards, "announce", lambda _widget, text: said.append(text))
    desk = QWidget()
    column = QVBoxLayout(desk)
    bar = parts.NoticeBar(_lang())
    column.addWidget(bar)
    show(desk)
    answered: list[str] = []
    bar.say("Computeren var i dvale.", "warn", [("Tæl med", lambda: answered.append("ja"))])
    assert said == ["Computeren var i dvale."]
    assert bar.isVisible()
    answer = next(b for b in bar.findChildren(QPushButton) if b.text() == "Tæl med")
    QTest.mouseClick(answer, Qt.MouseButton.LeftButton)
    assert answered == ["ja"]
    assert bar.text == "Computeren var i dvale."
    close = next(b for b in bar.findChildren(QPushButton) if b.text() == "")
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert bar.text == ""


def test_a_newer_notice_takes_the_buttons_of_the_former_away(qtbot: QtBot) -> None:
    desk = QWidget()
    column = QVBoxLayout(desk)
    bar = parts.NoticeBar(_lang())
    column.addWidget(bar)
    qtbot.addWidget(desk)
    bar.say("Første", actions=[("En", lambda: None)])
    bar.say("Anden", actions=[("To", lambda: None)])
    shown = [b.text() for b in bar.findChildren(QPushButton) if not b.isHidden()]
    assert shown == ["", "To"] or shown == ["To", ""]


def test_a_real_announcement_disturbs_nothing(show: Callable[[QWidget], QWidget]) -> None:
    widget = QLineEdit()
    show(widget)
    widget.setFocus()
    parts.announce(widget, "Gemt")
    assert QApplication.focusWidget() is widget


def test_the_strip_is_in_proportion_to_the_minutes(qtbot: QtBot) -> None:
    strip = parts.TimeStrip("Dagsordenen")
    qtbot.addWidget(strip)
    strip.resize(602, 48)
    strip.set_pieces(
        [parts.Stretch(15, "follow_up", "Opfølgning"), parts.Stretch(45, "case", "Case")]
    )
    boxes = strip.boxes()
    assert boxes[0].width() == pytest.approx(150)
    assert boxes[1].width() == pytest.approx(450)
    assert strip.piece_at(QPoint(200, 10)) == 1
    assert strip.piece_at(QPoint(200, 40)) is None
    assert strip.accessibleDescription() == "Opfølgning · Case"


def test_an_empty_strip_can_be_drawn(qtbot: QtBot) -> None:
    strip = parts.TimeStrip("Dagsordenen")
    qtbot.addWidget(strip)
    strip.set_pieces([])
    assert not strip.grab().isNull()


@pytest.mark.parametrize(("share", "value"), [(-1.0, 0), (0.38, 380), (2.0, 1000)])
def test_progress_stays_between_its_ends(qtbot: QtBot, share: float, value: int) -> None:
    bar = parts.ProgressBar("Tid")
    qtbot.addWidget(bar)
    bar.set_share(share)
    assert bar.value() == value


def test_a_line_of_a_check_says_in_a_sign_and_not_only_in_a_colour_how_it_stands(
    qtbot: QtBot,
) -> None:
    done, missing = parts.TickLine("Sendt ud", True), parts.TickLine("Sendt ud", False)
    qtbot.addWidget(done)
    qtbot.addWidget(missing)
    assert done.accessibleName() == "✓ Sendt ud"
    assert missing.accessibleName() == "! Sendt ud"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_long_word_is_cut_in_a_card(
    qapp: QApplication, show: Callable[[QWidget], QWidget], scale: float
) -> None:
    theme.apply(qapp, "light", scale)
    card = parts.Card(LONG)
    card.add(parts.TickLine(LONG, False, parts.button("Åbn", lambda: None, small=True)))
    narrowest = card.minimumSizeHint().width()
    card.resize(narrowest, card.heightForWidth(narrowest))
    show(card)
    for of in card.findChildren(parts.Label):
        assert of.width() >= of.minimumSizeHint().width()
        assert of.height() >= of.heightForWidth(of.width()) or of.heightForWidth(of.width()) < 0


def test_a_scrolled_column_can_be_read_by_keys_when_it_has_a_name(qtbot: QtBot) -> None:
    named, nameless = parts.scroll_area(QWidget(), "Referat"), parts.scroll_area(QWidget())
    qtbot.addWidget(named)
    qtbot.addWidget(nameless)
    assert named.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not nameless.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_icons_follow_when_the_theme_changes(
    qapp: QApplication, show: Callable[[QWidget], QWidget]
) -> None:
    made = parts.button("Fortryd", lambda: None, icon="undo-2")
    show(made)
    light = made.icon().pixmap(16, 16).toImage()
    theme.apply(qapp, "dark")
    QApplication.processEvents()
    assert made.icon().pixmap(16, 16).toImage() != light


def test_every_part_can_be_drawn_in_the_dark(
    qapp: QApplication, show: Callable[[QWidget], QWidget]
) -> None:
    theme.apply(qapp, "dark")
    desk = QWidget()
    column = QVBoxLayout(desk)
    for made in (
        parts.KindBar("case"),
        parts.tag("Case", "case"),
        parts.StatusChip("Indført", "ok"),
        parts.EmptyState("lightbulb", "Ingen emner", "Skriv det første."),
        parts.ProgressBar("Tid", family="summary"),
    ):
        column.addWidget(made)
    show(desk)
    assert not desk.grab().isNull()


def test_a_key_a_choice_does_not_know_goes_on_to_the_page(
    show: Callable[[QWidget], QWidget],
) -> None:
    heard: list[int] = []

    class Desk(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            heard.append(event.key())

    desk = Desk()
    column = QVBoxLayout(desk)
    chips = parts.ChoiceChips("Status", CHOICES, "planned")
    column.addWidget(chips)
    show(desk)
    QTest.keyClick(_chip(chips, "Planlagt"), Qt.Key.Key_P)
    assert heard == [Qt.Key.Key_P.value]
