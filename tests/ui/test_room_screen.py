"""The room screen: what everybody may see, large enough for the back row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QAction, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.running_meeting import START, FakeScreen, MeetingRoom

from facilitator.charts.chart import ChartData, Dots, View
from facilitator.charts.members_improved import draw_members_improved
from facilitator.domain.agenda import AgendaItem
from facilitator.domain.content import Case
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import MeetingCount
from facilitator.domain.indicator_report import Report
from facilitator.domain.indicators import Value, period_of
from facilitator.domain.room import ROOM_PARTS
from facilitator.domain.shares import Share
from facilitator.edits import agenda as planning
from facilitator.edits import content, indicator_use, indicators, outcomes, running
from facilitator.edits.settings import change_setting
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.store.tables import Clinic
from facilitator.ui import theme
from facilitator.ui.agenda.item_inspector import ItemInspector
from facilitator.ui.charts.sketch_painter import find_colour
from facilitator.ui.room import covered
from facilitator.ui.room import screen as room_screen
from facilitator.ui.room.drawn import Drawing, Stroke, Words
from facilitator.ui.room.layout import NARROWEST, Shown, compose
from facilitator.ui.room.screen import RoomScreen
from facilitator.ui.run.preview_panel import PreviewPanel

LEAST = 27


@pytest.fixture
def room(planned: MeetingRoom) -> MeetingRoom:
    return planned


def seen(room: MeetingRoom, wide: float = 1440) -> list[str]:
    """The texts on the room screen now."""
    return [p.text for p in compose(room.bridge.lang, shown(room), wide) if isinstance(p, Words)]


def shown(room: MeetingRoom) -> Shown:
    return Shown(room.agenda, room.reading, room.log, "ØNH – Eksempel")


def run(room: MeetingRoom, title: str) -> None:
    if not room.page.watch.is_running:
        room.page.presses.start()
    room.page.presses.do_with_item(room.item(title), "start")


def take_home(room: MeetingRoom) -> None:
    with room.store.edit("Outcomes", cluster=room.cluster) as session:
        first = outcomes.add_insight(session, room.meeting, "Ring selv tilbage", START)
        outcomes.add_insight(session, room.meeting, "Kun i loggen", START)
        outcomes.choose_insight(session, first)
        for clinic in room.page.watch.clinics:
            outcomes.add_commitment(
                session,
                room.cluster,
                "Ringer samme dag",
                START,
                meeting=room.meeting,
                insight=first,
                clinic=clinic.id,
            )


def test_before_the_meeting_the_goals_are_shown(room: MeetingRoom) -> None:
    assert seen(room) == [
        "2. møde · ØNH – Eksempel",
        "16.30",
        "Når vi går hjem, kan vi …",
        "bruge den nye retningslinje",
        "ringe tilbage inden for to timer",
        "Vi begynder kl. 16.30",
    ]


@pytest.mark.parametrize(("days", "is_said"), [(-1, False), (0, True), (30, False)])
def test_the_hour_is_said_on_its_own_day_alone(room: MeetingRoom, days: int, is_said: bool) -> None:
    meeting = replace(room.agenda.meeting, start=START + timedelta(days))
    there = replace(shown(room), agenda=replace(room.agenda, meeting=meeting))
    texts = [p.text for p in compose(room.bridge.lang, there, 1440) if isinstance(p, Words)]
    assert ("Vi begynder kl. 16.30" in texts) is is_said


def test_an_item_shows_title_question_time_left_and_the_clock(room: MeetingRoom) -> None:
    run(room, "Akut otitis media hos børn")
    assert seen(room) == [
        "Akut otitis media hos børn",
        "16.30",
        "Hvad gør vi anderledes fra i morgen?",
        "20:00",
        "tilbage",
    ]


def test_a_case_shows_its_step(room: MeetingRoom) -> None:
    run(room, "Case 1")
    assert "Fremlæggelse · 3:00" in seen(room)


def test_over_time_is_said_in_words(room: MeetingRoom) -> None:
    run(room, "Case 1")
    room.clock.move(16 * 60)
    assert seen(room)[-2:] == ["−1:00", "over tiden"]


def test_a_break_says_when_it_goes_on(room: MeetingRoom) -> None:
    run(room, "Pause")
    assert "Vi starter igen kl. 16.40." in seen(room)


def test_the_summary_shows_the_chosen_insights_and_how_many_try_them(room: MeetingRoom) -> None:
    take_home(room)
    run(room, "Opsummering")
    texts = seen(room)
    assert "Ring selv tilbage" in texts
    assert "5 prøver det" in texts
    assert "Indsigt 3" in texts
    room.page.end_meeting()
    assert "Det tager vi med hjem" in seen(room)
    assert "5 prøver det" in seen(room)


LONG = (
    "Hvordan følger vi op på patienter i blodfortyndende behandling efter "
    "overenskomstforhandlingsudvalgets anbefalinger om blodprøvetagningsventetidsgaranti?"
)

PRIVATE = {
    "who": "Ansvarlig Eksempel",
    "names": "Klinik 4",
    "case": "gangen er usikker",
    "attendance": "Ditte Eksempel",
    "notes": "Egen huskeseddel",
}


def filled(room: MeetingRoom, words: str = "") -> Shown:
    """A meeting that runs, with everything there can be about every item."""
    take_home(room)
    if not room.page.watch.is_running:
        room.page.presses.start()
    made = shown(room)
    items = tuple(
        replace(
            item,
            who=PRIVATE["who"],
            notes=f"{PRIVATE['notes']} {words}",
            preparation="Forberedelse",
            question=words or item.question,
            title=words or item.title,
        )
        for item in made.agenda.items
    )
    case = Case(
        id="1",
        title="Casens navn",
        doubt="Skal hun scannes?",
        age_band="65-79",
        sex="female",
        course=f"Hun kommer om morgenen, og {PRIVATE['case']}. {words}",
        nature="brought",
        presenter="2",
        presenter_name="Fremlægger Eksempel",
        learning="Læring",
        present_again=None,
        created=START,
        text_deleted=None,
        occasions=(),
    )
    people = ("Carl Eksempel", PRIVATE["attendance"], *(f"Gæst nr. {n}" for n in range(20)))
    agenda = replace(made.agenda, items=items)
    return replace(made, agenda=agenda, cases=(case,), present=people)


def at_item(given: Shown, item: AgendaItem, **room_sees: bool) -> Shown:
    """While an item runs, of which these parts were chosen."""
    items = (
        replace(one, room=room_sees) if one.id == item.id else one for one in given.agenda.items
    )
    reading = replace(given.reading, running=item.id)
    return replace(given, agenda=replace(given.agenda, items=tuple(items)), reading=reading)


def said(room: MeetingRoom, given: Shown) -> str:
    """All the texts together, with the spaces within names as any others."""
    parts = compose(room.bridge.lang, given, 1600)
    texts = (part.text for part in parts if isinstance(part, Words))
    return " ".join(" ".join(texts).split())


def test_what_is_private_is_seen_only_where_it_is_switched_on_for_that_very_item(
    room: MeetingRoom,
) -> None:
    given = filled(room)
    began, over = given.reading.began_at, given.reading.now
    phases = [
        replace(given, reading=replace(given.reading, began_at=None, running=None)),
        replace(given, reading=replace(given.reading, running=None)),
        replace(given, reading=replace(given.reading, began_at=began, ended_at=over)),
        *(at_item(given, item) for item in given.agenda.items),
    ]
    never = ("Anna", "Klinik 1", "Ringer samme dag", "Kun i loggen", "Forberedelse")
    of_the_case = ("Casens navn", "65", "Fremlægger")
    assert "Et øjeblik …" in said(room, phases[1])
    for phase in phases:
        text = said(room, phase)
        assert [word for word in (*PRIVATE.values(), *never, *of_the_case) if word in text] == []
    for item in given.agenda.items:
        for part, private in PRIVATE.items():
            chosen = at_item(given, item, **{part: True})
            found = [word for word in PRIVATE.values() if word in said(room, chosen)]
            assert found == ([private] if part != "names" or item.is_last else []), item.title
            assert not [word for word in of_the_case if word in said(room, chosen)]
            others = (one for one in given.agenda.items if one.id != item.id)
            elsewhere = replace(chosen, reading=replace(given.reading, running=next(others).id))
            assert private not in said(room, elsewhere)


def test_question_step_and_clock_can_be_left_out(room: MeetingRoom) -> None:
    run(room, "Case 1")
    case = next(item for item in room.agenda.items if item.title == "Case 1")
    plain = shown(room)
    assert seen(room)[2:] == [
        *("Hvad lærer vi andre af den?", "Fremlæggelse · 3:00", "derefter: Forståelse (1 min.)"),
        *("15:00", "tilbage"),
    ]
    for part, gone in {
        "question": ("Hvad lærer vi",),
        "step": ("Fremlæggelse", "derefter"),
        "clock": ("15:00", "tilbage"),
    }.items():
        text = said(room, at_item(plain, case, **{part: False}))
        assert "Case 1" in text
        assert not [word for word in gone if word in text]
    bare = compose(room.bridge.lang, at_item(plain, case, clock=False), 1600)
    assert not [part for part in bare if isinstance(part, Stroke)]


@pytest.mark.parametrize("words", ["", LONG])
def test_all_is_large_and_dark_enough_for_the_back_row_and_nothing_lies_over_another(
    room: MeetingRoom, words: str
) -> None:
    given, every = filled(room, words), {part.id: True for part in ROOM_PARTS}
    some = given.log.official[0]
    for n, wide in enumerate((1200.0, 1440.0, 1600.0, 2100.0)):
        official = tuple(
            replace(some, id=f"{k}" if k else some.id, official=k + 1, text=words or some.text)
            for k in range(n)
        )
        now = replace(given, log=replace(given.log, insights=official), aloud=100.0)
        phases = [
            replace(now, reading=replace(now.reading, began_at=None)),
            replace(now, reading=replace(now.reading, ended_at=now.reading.now)),
            *(at_item(now, item) for item in now.agenda.items),
            *(at_item(now, item, **every) for item in now.agenda.items),
            *(at_item(now, item, **every | {"clock": False}) for item in now.agenda.items),
        ]
        for phase in phases:
            parts = compose(room.bridge.lang, phase, wide)
            texts = [part for part in parts if isinstance(part, Words)]
            for part in parts:
                assert part.box.bottom() <= 900
                assert part.box.right() <= wide
            for part in texts:
                assert part.size >= LEAST
                assert theme.contrast(part.colour, theme.ROOM.ground) >= 7
            for one, other in combinations(texts, 2):
                assert not one.box.intersects(other.box), (one.text, other.text)


def charted(room: MeetingRoom, points: int) -> ChartData:
    held = (date(2023, 3, 1) + timedelta(days=97 * n) for n in range(points))
    counts = [MeetingCount(f"{n}", n, day, n % 5, 14) for n, day in enumerate(held)]
    return draw_members_improved(counts, room.bridge.lang, View(Audience.MEETING))


def test_the_history_is_large_enough_for_the_back_row_and_private_matter_stays_away(
    room: MeetingRoom,
) -> None:
    given = filled(room)
    item = given.agenda.items[0]
    every = {part.id: True for part in ROOM_PARTS}
    for points, wide, clock in product((0, 2, 6, 24), (1200.0, 1600.0), (True, False)):
        chart = charted(room, points)
        phase = replace(at_item(given, item, **every | {"clock": clock}), figure=chart)
        parts = compose(room.bridge.lang, phase, wide)
        assert chart.title in said(room, phase)
        assert not [word for word in PRIVATE.values() if word in said(room, phase)]
        (drawing,) = (part for part in parts if isinstance(part, Drawing))
        for text in drawing.sketch.texts:
            assert text.size * drawing.scale >= LEAST - 0.01
            colour = find_colour(text.colour, "light").name()
            assert theme.contrast(colour, theme.ROOM.ground) >= 7
        words = [part for part in parts if isinstance(part, Words)]
        for part in words:
            assert part.size >= LEAST
            assert part.box.bottom() <= 900
        boxes = [*(part.box for part in words), drawing.box]
        for one, other in combinations(boxes, 2):
            assert not one.intersects(other), (one, other)


def of_clinics(room: MeetingRoom, clinics: int) -> str:
    """An item about an indicator with values of so many clinics; the item's id."""
    item, quarter = room.item("Klyngens data"), period_of("quarter", date(2026, 9, 1))
    with room.store.edit("Figures", cluster=room.cluster) as session:
        made = [
            Clinic(cluster_id=room.cluster, name=f"Klinik nr. {n}", position=n)
            for n in range(clinics)
        ]
        session.add_all(made)
        session.flush()
        asked = "Hvad gør de klinikker, der ligger lavt?\nHvilket tal vil vi se næste gang?"
        key = indicators.add_indicator(session, "Penicillin inden for 48 timer", questions=asked)
        values = [
            Value(key, one.id, "clinic", quarter, Share(5 + 3 * at % 29, 40 + at % 7))
            if at != 2
            else Value(key, one.id, "clinic", quarter, Share(1204, 1500))
            for at, one in enumerate(made)
        ]
        values.append(Value(key, None, "national", quarter, value=0.44, decimals=0))
        indicators.put_values(session, room.cluster, key, values)
        indicator_use.show_at_item(session, key, item)
    return item


@pytest.mark.parametrize("clinics", [1, 6, 13, 22])
def test_the_figures_of_clinics_are_coded_and_large_enough_for_the_back_row(
    room: MeetingRoom, clinics: int
) -> None:
    of_clinics(room, clinics)
    is_cautious = clinics == 22
    if is_cautious:
        room.bridge.do("Set", change_setting, room.cluster, "cautious", True)
    run(room, "Klyngens data")
    is_seen = room.page.room_source.shown(room.reading)
    assert is_seen is not None
    for wide in (NARROWEST, 1440, 1600):
        parts = compose(room.bridge.lang, is_seen, wide)
        words = [part for part in parts if isinstance(part, Words)]
        drawings = [part for part in parts if isinstance(part, Drawing)]
        assert "Hvad gør de klinikker, der ligger lavt?" in " ".join(one.text for one in words)
        drawn = [text for one in drawings for text in one.sketch.texts]
        assert not [text.text for text in drawn if text.text.endswith("…")]
        # Where a triangle stands for some, its words stand beside all of them or above.
        assert is_seen.figure is not None
        assert isinstance(is_seen.figure.figure, Dots)
        flags = [row.flag for row in is_seen.figure.figure.rows if row.flag]
        beside = sum("uden for" in text.text for text in drawn)
        assert beside == len(flags) or any("trekant: " in one.text for one in words)
        assert flags or clinics != 6
        if clinics > 1:
            warning = "Ikke korrigeret for patienternes sygdom eller alder."
            assert any(warning in one.text for one in words)
        assert any("(Clopper–Pearson)" in one.text for one in words) is is_cautious
        codes = [text.text for text in drawn if text.text.startswith("Klinik ")]
        assert len(set(codes)) == clinics
        assert not any("nr." in text.text for text in drawn)
        sizes = [text.size * one.scale for one in drawings for text in one.sketch.texts]
        assert min(sizes) >= LEAST - 0.01
        boxes = [*(part.box for part in words), *(one.box for one in drawings)]
        for one, other in combinations(boxes, 2):
            assert not one.intersects(other), (one, other)
        assert all(box.bottom() <= 900 and box.right() <= wide for box in boxes)


def test_the_figures_are_asked_for_once_and_can_be_taken_off_the_wall(
    room: MeetingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, ask, asked = of_clinics(room, 3), queries.report_at_item, list[str]()

    def note(session: Session, key: str) -> Report | None:
        asked.append(key)
        return ask(session, key)

    monkeypatch.setattr(queries, "report_at_item", note)
    run(room, "Klyngens data")
    room.page.view.show_side("room")
    preview, ticks = room.page.room.preview, room.page.view.panel(PreviewPanel).parts.ticks
    for _ in range(3):
        room.tick()
    assert asked == [item]
    assert any("Klinikkerne ligger fra" in text for text in preview.texts)
    assert ticks["figure"].isChecked()
    ticks["figure"].click()
    room.tick()
    assert not any("Klinikkerne ligger fra" in text for text in preview.texts)
    run(room, "Akut otitis media hos børn")
    room.tick()
    assert not any(isinstance(part, Drawing) for part in preview.parts)


def test_the_history_is_asked_for_only_while_the_room_is_to_see_it(
    room: MeetingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(_session: object, cluster: str) -> tuple[MeetingCount, ...]:
        asked.append(cluster)
        return ()

    monkeypatch.setattr(queries, "improved_per_meeting", ask)
    run(room, "Opfølgning siden sidst")
    room.page.view.show_side("room")
    preview, ticks = room.page.room.preview, room.page.view.panel(PreviewPanel).parts.ticks
    room.tick()
    assert not ticks["history"].isChecked()
    assert asked == []
    ticks["history"].click()
    for _ in range(3):
        room.tick()
    assert len(asked) == 1
    assert any("indført en forbedring" in text for text in preview.texts)
    assert "Opfølgning siden sidst" in preview.texts
    charts = room.page.view.panel(PreviewPanel).parts.charts
    charts.setCurrentIndex(charts.findData("attendance"))
    charts.activated.emit(charts.currentIndex())
    room.tick()
    assert any("kom til mødet" in text for text in preview.texts)
    run(room, "Akut otitis media hos børn")
    assert ticks["history"].isHidden()
    assert charts.isHidden()
    assert not any("forbedring" in text for text in preview.texts)
    assert len(asked) == 1


def test_ticks_beside_the_preview_choose_what_the_room_sees_and_z_takes_it_back(
    room: MeetingRoom,
) -> None:
    with room.store.edit("Case", cluster=room.cluster) as session:
        case = content.add_case(session, room.cluster, "Svimmel", START, course="Går usikkert.")
        content.use_case(session, room.item("Case 1"), case)
    run(room, "Case 1")
    room.page.view.show_side("room")
    preview, ticks = room.page.room.preview, room.page.view.panel(PreviewPanel).parts.ticks
    shown = {key for key, tick in ticks.items() if tick.isChecked()}
    assert shown == {"question", "step", "clock", "figure"}
    assert ticks["names"].isHidden()
    ticks["case"].click()
    assert "Går usikkert." in preview.texts
    with room.store.edit("Case", cluster=room.cluster) as session:
        content.change_case(session, case, course="Falder til højre.")
    room.tick()
    assert "Falder til højre." in preview.texts
    room.press("f")
    ticks["clock"].click()
    assert "15:00" not in preview.texts
    room.press("f")
    for _ in ("the clock", "the course of the case", "its text"):
        room.press("z")
    assert ticks["clock"].isChecked()
    assert not ticks["case"].isChecked()
    assert not any("højre" in text or "usikkert" in text for text in preview.texts)
    ticks["attendance"].click()
    there = room.page.watch.attendees[0].id
    room.bridge.do("Attend", running.attend, room.meeting, there, "present", fact=True)
    room.tick()
    assert "Til stede: Anna\u00a0Eksempel\u00a01" in preview.texts


def test_with_another_page_in_sight_the_hour_goes_on_and_without_a_meeting_nothing_stays(
    room: MeetingRoom,
) -> None:
    holder = QWidget()
    room.page.setParent(holder)
    holder.show()
    room.page.show()
    room.press("w")
    window = room.page.room.floating
    assert window is not None
    room.page.hide()
    room.clock.move(60)
    room.bridge.watch(room.page._look)
    assert "16.31" in window.texts
    room.bridge.cluster = None
    room.page.refresh()
    assert window.texts == ()
    room.page.setParent(None)


def test_what_is_frozen_gives_up_what_the_room_no_more_may_see(room: MeetingRoom) -> None:
    run(room, "Akut otitis media hos børn")
    who = room.page.view.panel(PreviewPanel).parts.ticks["who"]
    who.click()
    preview = room.page.room.preview
    assert "Klinik 9 · drøftelse i par" in preview.texts
    room.press("f")
    who.click()
    room.clock.move(60)
    room.tick()
    assert "Klinik 9 · drøftelse i par" not in preview.texts
    assert "20:00" in preview.texts


def test_it_is_planned_with_the_item_what_the_room_will_see(room: MeetingRoom) -> None:
    inspector = ItemInspector(room.bridge)
    item = next(item for item in room.agenda.items if item.title == "Case 1")
    inspector.show_item(item, room.agenda.meeting)
    section = inspector.room
    assert section.parts.isHidden()
    section.opener.click()
    assert not section.parts.isHidden()
    section.parts.ticks["case"].click()
    changed = next(one for one in room.agenda.items if one.id == item.id)
    assert changed.room == {"case": True}
    inspector.show_item(changed, room.agenda.meeting)
    assert section.opener.text() == "Hvad alle kan se – også privat …"
    inspector.show_item(changed, replace(room.agenda.meeting, status="closed"))
    assert not section.parts.ticks["case"].isEnabled()


class Paints(QObject):
    """Where a widget was painted."""

    def __init__(self, on: RoomScreen) -> None:
        super().__init__()
        self.places: list[QRect] = []
        on.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.places.append(event.rect())
        return super().eventFilter(watched, event)


def test_only_what_changed_is_painted_anew(room: MeetingRoom) -> None:
    run(room, "Akut otitis media hos børn")
    room.page.view.show_side("room")
    room.screens.append(FakeScreen("Projektor", QRect(0, 0, 640, 360)))
    room.page.do("show_room")
    window, preview = room.page.room.window, room.page.room.preview
    assert window is not None
    for _ in range(3):
        QApplication.processEvents()
    painted = [Paints(window), Paints(preview)]
    for _ in range(10):
        room.clock.move(0.02)
        room.tick()
        QApplication.processEvents()
    assert [one.places for one in painted] == [[], []]
    room.clock.move(1)
    room.tick()
    QApplication.processEvents()
    assert [len(one.places) for one in painted] == [1, 1]
    for screen, one in zip((window, preview), painted, strict=True):
        assert one.places[0].top() > 0.65 * screen.height()
    room.press("f")
    room.clock.move(30)
    room.tick()
    QApplication.processEvents()
    assert [len(one.places) for one in painted] == [1, 1]


def test_a_window_of_any_shape_shows_all_of_it(room: MeetingRoom) -> None:
    screen = RoomScreen(room.bridge.lang)
    screen.resize(500, 1000)
    screen.show_state(shown(room))
    assert max(part.box.right() for part in screen.parts) <= NARROWEST
    picture = screen.grab().toImage()
    dark = {y for y in range(0, 1000, 2) for x in range(0, 500, 3) if _is_dark(picture, x, y)}
    assert min(dark) > 310
    assert max(dark) < 690


def _is_dark(picture: QImage, x: int, y: int) -> bool:
    return picture.pixelColor(x, y).lightness() < 128


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_large_words_kept_as_a_picture_look_as_if_written(
    monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    part = Words("Hvilken praksis deler I om svimmelhed?", QRectF(20.5, 10.25, 600, 200), 62.0)
    pictures = [QImage(1000, 400, QImage.Format.Format_RGB32) for _ in range(3)]
    write = Mock(wraps=room_screen._write)
    monkeypatch.setattr(room_screen, "_write", write)
    ways: tuple[Callable[[QPainter, Words], None], ...] = (write, *(2 * (room_screen._paint,)))
    for picture, paint in zip(pictures, ways, strict=True):
        picture.fill(theme.ROOM.ground)
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        painter.scale(1.2 / ratio, 1.2 / ratio)
        paint(painter, part)
        painter.end()
    assert write.call_count == 2, "the second time it is there"
    for x, y in product(range(0, 1000, 7), range(0, 300, 7)):
        written, *kept = (picture.pixelColor(x, y) for picture in pictures)
        assert all(abs(one.value() - written.value()) <= 2 for one in kept)


def test_a_long_question_is_made_smaller_and_never_runs_into_the_time(room: MeetingRoom) -> None:
    item = room.item("Akut otitis media hos børn")
    with room.store.edit("Question", cluster=room.cluster) as session:
        planning.change_item(session, item, question="Hvad gør vi anderledes fra i morgen? " * 30)
    run(room, "Akut otitis media hos børn")
    parts = compose(room.bridge.lang, shown(room), 1440)
    words = [part for part in parts if isinstance(part, Words)]
    question = next(part for part in words if part.text.startswith("Hvad"))
    time = next(part for part in words if part.text == "20:00")
    assert question.text.endswith("…")
    assert question.box.bottom() <= time.box.top()


def test_the_time_used_is_a_bar_in_the_colour_of_the_kind(room: MeetingRoom) -> None:
    run(room, "Akut otitis media hos børn")
    room.clock.move(600)
    bars = [p for p in compose(room.bridge.lang, shown(room), 1440) if isinstance(p, Stroke)]
    assert bars[-1].box.width() == pytest.approx(bars[-2].box.width() / 2)
    assert bars[-1].colour == theme.LIGHT.kind("guideline")


def test_black_is_black_and_keeps_nothing_from_coming_back(room: MeetingRoom) -> None:
    screen = RoomScreen(room.bridge.lang)
    screen.resize(1440, 900)
    screen.show_state(shown(room))
    screen.set_black(True)
    picture = screen.grab().toImage()
    assert {picture.pixelColor(x, 450).name() for x in range(0, 1440, 40)} == {"#000000"}
    assert screen.texts == ()
    screen.set_black(False)
    assert "Når vi går hjem, kan vi …" in screen.texts


def test_a_frozen_screen_stands_still_while_the_meeting_goes_on(room: MeetingRoom) -> None:
    run(room, "Case 1")
    display = room.page.room
    room.press("f")
    room.press(".")
    room.press(".")
    before = display.preview.texts
    run(room, "Case 2")
    assert display.preview.texts == before
    room.press("f")
    room.tick()
    assert "Case 2" in display.preview.texts


def test_with_one_display_there_is_a_preview_and_no_window(room: MeetingRoom) -> None:
    room.page.presses.start()
    room.page.do("show_room")
    assert room.page.room.window is None
    assert room.page.view.room.text() == "Fællesskærm: forhåndsvisning"


def test_the_other_display_is_found_lost_and_found_again_without_a_fuss(room: MeetingRoom) -> None:
    room.page.presses.start()
    projector = FakeScreen("Projektor")
    room.screens.append(projector)
    room.page.do("show_room")
    display = room.page.room
    assert display.window is not None
    assert display.window.geometry() == projector.box
    assert room.page.view.room.text() == "Fællesskærm: vises"
    room.screens.remove(projector)
    display.look()
    assert display.window is None
    assert room.status() == "running"
    assert room.said[-1] == (
        'Skærmen "Projektor" er væk. Mødet fortsætter, og fællesskærmen kan stadig ses som '
        "forhåndsvisning."
    )
    assert room.page.view.room.text() == "Fællesskærm: forhåndsvisning"
    room.screens.append(projector)
    display.look()
    assert display.is_shown
    assert room.said[-1] == 'Fællesskærmen vises igen på skærmen "Projektor".'
    assert display.window is not None
    assert display.window.texts == display.preview.texts


def test_the_display_is_remembered_by_its_name(room: MeetingRoom) -> None:
    room.screens += [FakeScreen("Bord"), FakeScreen("Projektor")]
    room.page.room.choose("Projektor")
    room.again()
    assert room.page.room.is_shown
    room.page.room.choose("")
    assert not room.page.room.is_shown


def test_another_display_is_told_of_once_and_used_when_wanted(room: MeetingRoom) -> None:
    room.page.presses.start()
    room.screens.append(FakeScreen("Projektor"))
    display = room.page.room
    display.look()
    display.look()
    assert room.said.count('Der er fundet en skærm mere: "Projektor".') == 1
    assert not display.is_shown
    answer = next(notice.answers[0] for notice in room.notices if notice.answers)
    answer[1]()
    assert display.is_shown


def test_of_several_displays_one_is_chosen_by_its_name_and_another_later(room: MeetingRoom) -> None:
    room.page.presses.start()
    table, wall = FakeScreen("Bord", QRect(1440, 0, 800, 600)), FakeScreen("Væg")
    room.screens += [table, wall]
    steps, display = room.page.room_steps, room.page.room

    def choices() -> dict[str, QAction]:
        return {
            act.text().split("\t")[0]: act for act in steps.menu(room.page).actions() if act.text()
        }

    assert list(choices()) == [
        *("Vis på Bord (800 × 600)", "Vis på Væg (1600 × 900)"),
        *("Forhåndsvisning i sit eget vindue", "Sort", "Fastfrosset"),
    ]
    choices()["Vis på Bord (800 × 600)"].trigger()
    assert display.wanted == "Bord"
    assert choices()["Vis på Bord (800 × 600)"].isChecked()
    first = display.window
    choices()["Vis på Væg (1600 × 900)"].trigger()
    assert display.wanted == "Væg"
    assert display.window not in (None, first)
    room.press("b")
    assert choices()["Sort"].isChecked()
    choices()["Vis den ikke"].trigger()
    assert not display.is_shown
    choices()["Vis på Bord (800 × 600)"].trigger()
    assert display.window is not None
    assert display.window.texts == ()


def test_the_key_brings_the_room_screen_before_another_program(room: MeetingRoom) -> None:
    room.page.presses.start()
    room.screens.append(FakeScreen("Projektor"))
    room.press("v")
    display = room.page.room
    hidden, words = display.window, display.preview.texts
    assert hidden is not None
    room.press("v")
    assert not hidden.isVisible()
    assert display.window is not None
    assert display.window.isVisible()
    assert display.window.texts == words


def test_another_program_over_the_room_screen_is_told_of_once_and_the_meeting_goes_on(
    room: MeetingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    over: list[bool] = []
    monkeypatch.setattr(covered, "is_covered", lambda _window: over[-1])
    said = "Et andet vindue dækker fællesskærmen. Mødet fortsætter."

    def see(*lies_over: bool) -> None:
        for one in lies_over:
            over.append(one)
            room.clock.move(1)
            room.bridge._read()

    room.page.presses.start()
    room.screens.append(FakeScreen("Projektor"))
    see(False)
    room.press("v")
    see(True, False, True, False)  # a menu, or what is dragged past
    assert said not in room.said
    see(True, True, True)
    assert room.said.count(said) == 1
    assert room.page.view.clock.left.text == "14:52"
    display, (answer,) = room.page.room, room.notices[-1].answers
    assert display.window is not None
    assert "14:52" in display.window.texts
    hidden = display.window
    answer[1]()
    assert display.window is not hidden
    assert room.notices[-1].key == "covered"
    assert room.notices[-1].text == ""
    see(False, True, True)
    assert room.said.count(said) == 2
    see(False)
    assert (room.notices[-1].key, room.notices[-1].text) == ("covered", "")


def test_the_two_displays_are_swapped_and_swapped_back(room: MeetingRoom) -> None:
    own = FakeScreen("Egen", QRect(0, 0, 1440, 900))
    wall = FakeScreen("Væg", QRect(1440, 0, 1280, 720))
    room.screens += [own, wall]
    room.page.presses.start()
    room.press("x")
    assert not room.page.room.is_shown
    room.press("v")
    display = room.page.room
    for program, screen in ((wall, own), (own, wall)):
        room.press("x")
        assert program.box.contains(room.page.geometry().center())
        assert display.wanted == screen.label
        assert display.is_shown
        display.look()
        assert display.wanted == screen.label
        assert display.is_shown


def test_a_copy_of_the_own_display_is_no_other(room: MeetingRoom) -> None:
    own = FakeScreen("Egen", QRect(0, 0, 1440, 900))
    room.screens += [own, FakeScreen("Kopi", own.box)]
    assert room.page.room.others() == ()


def test_on_one_display_a_window_of_its_own_can_be_shared(room: MeetingRoom) -> None:
    run(room, "Case 1")
    display = room.page.room
    room.press("w")
    window = display.floating
    assert window is not None
    assert window.windowState() == Qt.WindowState.WindowNoState
    assert window.texts == display.preview.texts
    assert room.page.view.room.text() == "Fællesskærm: i et vindue"
    room.press("b")
    assert window.texts == ()
    room.press(Qt.Key.Key_PageDown, on=window)
    assert room.running() == "Case 2"
    window.close()
    assert display.floating is None
    room.press("w")
    assert display.floating is not None
    room.press("w")
    assert display.floating is None


def test_closed_by_hand_or_with_the_program_the_room_screen_is_gone(room: MeetingRoom) -> None:
    room.page.presses.start()
    room.screens.append(FakeScreen("Projektor"))
    room.press("v")
    room.press("w")
    display = room.page.room
    assert display.window is not None
    display.window.close()
    assert not display.is_shown
    assert not display.is_wanted
    assert room.status() == "running"
    room.press("v")
    room.page.hide()
    assert [one for one in (display.window, display.floating) if one is not None] == []
    assert display.is_wanted


def test_a_clicker_works_when_the_room_screen_has_the_focus(room: MeetingRoom) -> None:
    room.page.presses.start()
    room.screens.append(FakeScreen("Projektor"))
    room.page.do("show_room")
    window = room.page.room.window
    assert window is not None
    room.press(Qt.Key.Key_PageDown, on=window)
    assert room.running() == "Mål for mødet"
    room.press("b", on=window)
    assert window.texts == ()
