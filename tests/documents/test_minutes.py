"""The minutes say what came of a meeting, and what was typed is read back as it was typed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.documents.document import Asked
from facilitator.documents.markdown import escape
from facilitator.documents.minutes import write_sheet
from facilitator.documents.minutes_markdown import as_markdown
from facilitator.domain.agenda import Agenda, AgendaItem, Goal, Meeting
from facilitator.domain.meeting_clock import Event, EventKind
from facilitator.domain.minutes import FollowedUp, Minutes, take_minutes
from facilitator.domain.outcomes import Commitment, Insight, Log, Parked
from facilitator.domain.people import Attendee, Guest
from facilitator.domain.pulse import Answers
from facilitator.domain.written_agenda import Recipient
from facilitator.language import Language

START = datetime(2026, 9, 9, 15, tzinfo=UTC)
DANISH, ENGLISH = Language("da"), Language("en")
PLAIN = Asked(START)
TRICKY = "HbA1c <48 hos >60 % og *svar* [her](file:x) | `kode` \\ # 1. _a_"


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def item(key: str, kind: str, title: str, minutes: int, who: str = "") -> AgendaItem:
    seconds = minutes * 60
    return AgendaItem(
        key, kind, title, "", "", "", "", seconds, seconds, True, None, who, None, None, None
    )


def press(seq: int, minutes: int, kind: EventKind, key: str | None = None) -> Event:
    return Event(seq, at(minutes), 60.0 * minutes, "run", kind, key)


def commitment(key: str, action: str, **values: object) -> Commitment:
    plain = Commitment(
        key,
        action,
        situation="en akut henvisning",
        sign="Færre opkald",
        category="",
        insight=None,
        insight_text="",
        owner="",
        member=None,
        clinic=None,
        whole_cluster=False,
        meeting="m",
        meeting_number=6,
        agreed=at(100),
        due=date(2026, 12, 9),
        due_next_meeting=False,
        confidence=None,
        status="planned",
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def minutes(text: str = "Akuttid hver dag") -> Minutes:
    meeting = Meeting(
        *("m", "c", 6, START, at(120), "Klinik 3", "physical", "cases", "closed"),
        *(None, START, at(126), at(500)),
        late_reason="en case tog længere tid",
    )
    agenda = Agenda(
        meeting,
        (Goal("g", "Vi gør det ens", "partly"), Goal("h", "Alle har haft ordet")),
        (
            item("a", "case", "Patientcase: svimmelhed", 100, "Anna Eksempel"),
            item("b", "topics", "Emner", 10),
            item("s", "summary", "Opsummering", 10),
        ),
    )
    log = Log(
        (
            Insight("1", "Kun noteret", "insight", at(5), None, None, "", None),
            Insight("2", "Nummer to", "tool", at(6), None, None, "", 2),
            Insight("3", text, "insight", at(7), None, None, "", 1),
        ),
        (
            commitment("x", "Ring selv tilbage", owner="Klinik 3", clinic="3"),
            commitment("y", "Ring selv tilbage", owner="Klinik 5", clinic="5"),
            commitment("z", "Brug skabelonen", owner="Anna Eksempel", member="9"),
            commitment("w", "Spørg afdelingen", whole_cluster=True, due=None),
        ),
        (Parked("p", "Hvem taler med afdelingen?", at(50), "topic"),),
    )
    people = [
        Attendee("9", "Anna Eksempel", "3", "Klinik 3", "present"),
        Attendee("8", "Bo Eksempel", "5", "Klinik 5", "present"),
        Attendee("7", "Camilla Eksempel", "5", "Klinik 5", "apology"),
        Attendee("6", "Dorte Eksempel", "5", "Klinik 5", None),
    ]
    events = (
        press(1, 0, EventKind.STARTED, "a"),
        press(2, 113, EventKind.STARTED, "s"),
        press(3, 126, EventKind.ENDED),
    )
    asked = commitment("q", "Send pjecen", owner="Klinik 5", clinic="5")
    return take_minutes(
        *("ØNH – Eksempel", "Europe/Copenhagen", agenda, log, people, events),
        guests=(Guest("g", "Dorte Gæst", "Odense"),),
        followed_up=(
            FollowedUp(asked, "trying", "Færre opkald"),
            FollowedUp(replace(asked, owner="Klinik 3"), "introduced"),
            FollowedUp(replace(asked, action="Mål ventetiden"), None),
        ),
        pulse={"relevant": Answers(9, 2, 1), "safe": Answers(7, 1, 1)},
        recipients=(
            Recipient("9", "Anna Eksempel", "anna@example.org"),
            Recipient("8", "Bo Eksempel", ""),
        ),
    )


def unescape(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def read_back(written: bytes) -> dict[str, list[str]]:
    """A tiny reader: the lines under each heading, as a reader of Markdown sees them."""
    found: dict[str, list[str]] = {}
    lines = found.setdefault("", [])
    for line in written.decode("utf-8").splitlines():
        heading = re.match(r"#+ (.*)", line)
        if heading:
            lines = found.setdefault(unescape(heading[1]), [])
        elif line and not line.startswith("| ---"):
            lines.append(unescape(re.sub(r"^(- |\d+\. )", "", line)).replace("**", ""))
    return found


def test_the_minutes_open_again_with_what_was_taken_home_first() -> None:
    found = read_back(as_markdown(minutes(), DANISH, PLAIN))
    assert list(found)[1:] == [
        "Referat af 6. klyngemøde",
        "Det tager vi med hjem",
        "Også noteret",
        "Aftaler",
        "Mål",
        "Parkeringsplads",
        "Opfølgning siden sidst",
        "Fremmøde",
        "Mødets puls",
        "Sådan gik tiden",
    ]
    assert found["Det tager vi med hjem"] == ["Akuttid hver dag", "Nummer to · Værktøj"]
    assert found["Også noteret"] == ["Kun noteret"]
    assert found["Parkeringsplads"] == ["Hvem taler med afdelingen? – til emnebanken"]


def test_the_same_action_stands_once_with_how_many_took_it() -> None:
    first, second, third = read_back(as_markdown(minutes(), DANISH, PLAIN))["Aftaler"]
    assert first == (
        "Når jeg står med en akut henvisning: Ring selv tilbage"
        " (2 klinikker, inden 9. december 2026) Tegn: Færre opkald"
    )
    assert "(1 medlem, inden" in second
    assert "(hele klyngen)" in third


def test_nobody_is_named_unless_names_are_asked_for() -> None:
    plain = as_markdown(minutes(), DANISH, PLAIN).decode("utf-8")
    named = as_markdown(minutes(), DANISH, replace(PLAIN, names=True)).decode("utf-8")
    for name in ("Anna Eksempel", "Bo Eksempel", "Klinik 5", "Camilla", "Dorte Gæst"):
        assert name not in plain
        assert name in named


def test_with_names_it_is_said_who_was_there_and_who_sent_apologies() -> None:
    found = read_back(as_markdown(minutes(), DANISH, replace(PLAIN, names=True)))
    assert found["Fremmøde"][1:] == [
        "Til stede: Anna Eksempel, Bo Eksempel",
        "Afbud: Camilla Eksempel",
        "Gæster: Dorte Gæst (Odense)",
    ]


def test_attendance_is_counted_and_the_unknown_are_not_absent() -> None:
    found = read_back(as_markdown(minutes(), DANISH, PLAIN))
    assert found["Fremmøde"] == ["2 til stede · 1 afbud · 1 ukendt · 1 gæst"]


def test_goals_say_whether_they_were_reached() -> None:
    found = read_back(as_markdown(minutes(), DANISH, PLAIN))
    assert found["Mål"] == [
        "Vi gør det ens – delvist nået",
        "Alle har haft ordet – ikke besvaret",
    ]


def test_planned_and_actual_minutes_stand_beside_each_other() -> None:
    found = read_back(as_markdown(minutes(), DANISH, PLAIN))["Sådan gik tiden"]
    first, second, last, together = found[3:]
    assert first == "| Patientcase: svimmelhed | 100 | 113 |"
    assert second == "| Emner | 10 | – |"
    assert last == "| Opsummering | 10 | 13 |"
    assert together == "| I alt | 120 | 126 |"


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        (126, "Sluttede 6 min. over tiden: en case tog længere tid"),
        (124, "Sluttede til tiden"),
        (116, "Sluttede til tiden"),
        (110, "Sluttede 10 min. før tid"),
        (126 + 3 * 1440, "Blev holdt en anden dag end planlagt"),
    ],
)
def test_it_is_said_whether_it_ended_on_time_or_why_not(ended: int, said: str) -> None:
    found = read_back(as_markdown(replace(minutes(), ended=at(ended)), DANISH, PLAIN))
    held, end, *_ = found["Sådan gik tiden"]
    assert held.endswith("(planlagt 17.00–19.00)")
    assert end == said


def test_what_was_followed_up_stands_with_what_was_said_of_it_there() -> None:
    asked = minutes()
    found = read_back(as_markdown(asked, DANISH, PLAIN))["Opfølgning siden sidst"]
    assert found == [
        "Send pjecen – 1 indført, 1 afprøves",
        "  - Færre opkald",
        "Mål ventetiden – ukendt",
    ]
    named = read_back(as_markdown(asked, DANISH, replace(PLAIN, names=True)))
    first = named["Opfølgning siden sidst"][0]
    assert first == "Send pjecen – indført (Klinik 3), afprøves (Klinik 5)"


def test_of_fewer_than_ten_answers_no_percentage_is_claimed() -> None:
    uncounted = replace(minutes(), attendees=())
    _, relevant, safe = read_back(as_markdown(uncounted, DANISH, PLAIN))["Mødets puls"]
    assert relevant.endswith("| 9 af 12 (75 pct.) | 2 | 1 |")
    assert safe.endswith("| 7 af 9 | 1 | 1 |")


def test_more_answers_than_people_are_told_in_place_of_a_share() -> None:
    """Two members and a guest were there."""
    few = replace(minutes(), pulse={"relevant": Answers(9, 2, 1), "safe": Answers(1, 1, 1)})
    _, relevant, safe = read_back(as_markdown(few, DANISH, PLAIN))["Mødets puls"]
    assert relevant.endswith("| 12 svar, men 3 var til stede | 2 | 1 |")
    assert safe.endswith("| 1 af 3 | 1 | 1 |")


def test_the_minutes_are_in_the_language_asked_for_at_the_clusters_own_time() -> None:
    english = read_back(as_markdown(minutes(), Language("en", "America/New_York"), PLAIN))
    assert english["Minutes of cluster meeting 6"] == [
        "ØNH – Eksempel · Wednesday 9 September 2026, 17:00–19:06 · Klinik 3"
    ]
    assert "What we take home" in english


def test_a_meeting_that_left_nothing_says_so() -> None:
    quiet = replace(minutes(), noted=(), goals=(), parked=(), followed_up=(), pulse={})
    empty = replace(quiet, taken_home=(), agreed=())
    found = read_back(as_markdown(empty, DANISH, PLAIN))
    assert found["Det tager vi med hjem"] == found["Aftaler"] == ["Intet blev skrevet ned."]
    bare = read_back(as_markdown(replace(empty, lines=()), DANISH, PLAIN))
    assert "| I alt | 0 | 0 |" not in bare["Sådan gik tiden"]
    assert list(found)[4:] == ["Fremmøde", "Sådan gik tiden"]


def test_typed_markup_stays_text() -> None:
    written = as_markdown(minutes(TRICKY), DANISH, PLAIN)
    assert read_back(written)["Det tager vi med hjem"][0] == TRICKY
    assert not re.search(rb"(?<!\\)[<>`\[\]]", written)


def test_a_typed_bar_is_no_new_column() -> None:
    whole = minutes()
    lines = (replace(whole.lines[0], title="Svimmelhed | akut | 5"), *whole.lines[1:])
    without_pulse = replace(whole, lines=lines, pulse={})
    written = as_markdown(without_pulse, DANISH, PLAIN).decode("utf-8")
    rows = [line for line in written.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("- a", r"\- a"),
        ("+ a", r"\+ a"),
        ("12. a", r"12\. a"),
        ("2) a", r"2\) a"),
        ("=== a", r"\=== a"),
        ("to\n\nlinjer", "to linjer"),
        ("&amp; 5", r"\&amp; 5"),
        ("http://x.dk", r"http\://x.dk"),
        ("se WWW.x.dk", r"se WWW\.x.dk"),
        ("<img src=x>", r"\<img src=x\>"),
        ("3-5 gange, 58,6 pct.", "3-5 gange, 58,6 pct."),
    ],
)
def test_signs_that_mean_something_are_escaped_and_no_others(typed: str, written: str) -> None:
    assert escape(typed) == written


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_is_read_back_on_one_line(text: str) -> None:
    assert unescape(escape(text)) == " ".join(text.split())


def test_each_answer_at_a_follow_up_has_its_own_tone_and_owners_stand_in_their_order() -> None:
    asked = commitment("q", "Send pjecen", owner="Klinik 13", clinic="13")
    found = replace(
        minutes(),
        followed_up=(
            FollowedUp(asked, None),
            FollowedUp(replace(asked, owner="Klinik 9"), None),
            FollowedUp(replace(asked, owner="Klinik 2"), "introduced"),
        ),
    )
    (result,) = write_sheet(found, DANISH, replace(PLAIN, names=True)).followed
    assert [(one.text, one.tone) for one in result.states] == [
        ("indført (Klinik 2)", "ok"),
        ("ukendt (Klinik 9 og Klinik 13)", ""),
    ]


def test_a_meeting_that_was_moved_is_dated_by_the_day_it_was_held() -> None:
    moved = replace(minutes(), began=at(2 * 1440), ended=at(2 * 1440 + 100))
    assert write_sheet(moved, DANISH, PLAIN).when.startswith("Fredag den 11. september 2026 kl.")
