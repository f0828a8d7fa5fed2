"""Words, dates and numbers as Danish doctors and British readers expect them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel.core import Locale
from hypothesis import given
from hypothesis import strategies as st

from facilitator import language
from facilitator.catalogues import compile_catalogue
from facilitator.language import (
    Code,
    Language,
    parse_clock,
    parse_date,
    parse_minutes,
    sort_key,
    system_locale,
)

DANISH = Language("da")
ENGLISH = Language("en")
BOTH = pytest.mark.parametrize("lang", [DANISH, ENGLISH], ids=["da", "en"])
TODAY = date(2026, 11, 23)
WEDNESDAY = date(2026, 9, 9)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("da", "da"),
        ("da_DK.UTF-8", "da"),
        ("da-DK", "da"),
        ("Danish_Denmark.1252", "da"),
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("", "en"),
        ("nb_NO.UTF-8", "en"),
        ("dav_KE", "en"),
    ],
)
def test_a_danish_system_gets_danish_and_every_other_english(name: str, code: Code) -> None:
    assert Language.of_system(name) == code


def test_the_locale_for_messages_wins_over_the_general_one() -> None:
    assert system_locale({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "da_DK.UTF-8"}) == "da_DK.UTF-8"
    assert system_locale({"LANG": "en_GB", "LC_MESSAGES": "da", "LC_ALL": "C"}) == "C"
    assert system_locale({"LC_ALL": "", "LANG": "da_DK"}) == "da_DK"


def test_danish_comes_from_the_catalogue_and_english_from_the_source() -> None:
    assert DANISH.text("{k} of {n}", k=7, n=12) == "7 af 12"
    assert ENGLISH.text("{k} of {n}", k=7, n=12) == "7 of 12"


def test_a_text_without_fields_keeps_its_braces() -> None:
    assert DANISH.text("We start again at {time}.") == "Vi starter igen kl. {time}."


@BOTH
def test_an_empty_text_stays_empty(lang: Language) -> None:
    assert lang.text("") == ""


def test_a_field_may_have_any_name() -> None:
    assert ENGLISH.text("{self} {msgid}", self="a", msgid="b") == "a b"


def test_the_plural_follows_the_number() -> None:
    assert DANISH.plural("{n} day", "{n} days", 1) == "1 dag"
    assert DANISH.plural("{n} day", "{n} days", 3) == "3 dage"
    assert DANISH.plural("{n} day", "{n} days", 1200) == "1.200 dage"
    assert ENGLISH.plural("{n} day", "{n} days", 0) == "0 days"


def test_a_list_ends_with_and() -> None:
    assert DANISH.list_and(["a", "b", "c"]) == "a, b og c"
    assert ENGLISH.list_and(["a", "b"]) == "a and b"
    assert DANISH.list_and(["a"]) == "a"
    assert DANISH.list_and([]) == ""


def test_each_language_has_its_quotation_marks() -> None:
    assert DANISH.quote("vent og se") == '"vent og se"'
    assert ENGLISH.quote("wait and see") == "“wait and see”"


def test_dates_are_written_the_danish_way() -> None:
    assert DANISH.date_long(WEDNESDAY) == "onsdag den 9. september 2026"
    assert DANISH.date_text(WEDNESDAY) == "9. september 2026"
    assert DANISH.date_day(date(2026, 12, 9)) == "onsdag 9. december"
    assert DANISH.date_short(WEDNESDAY) == "09.09.2026"
    assert DANISH.month_axis(WEDNESDAY) == "sep. 2026"
    assert DANISH.date_axis(date(2026, 9, 15)) == "15. sep. 2026"


def test_dates_are_written_the_british_way() -> None:
    assert ENGLISH.date_long(WEDNESDAY) == "Wednesday 9 September 2026"
    assert ENGLISH.date_text(date(2026, 12, 9)) == "9 December 2026"
    assert ENGLISH.date_day(date(2026, 12, 9)) == "Wednesday 9 December"
    assert ENGLISH.date_short(WEDNESDAY) == "09/09/2026"
    assert ENGLISH.month_axis(WEDNESDAY) == "Sep 2026"
    assert ENGLISH.date_axis(date(2026, 9, 15)) == "15 Sep 2026"


def test_a_moment_is_shown_in_the_zone_of_the_cluster() -> None:
    moment = datetime(2026, 12, 9, 15, 30, 40, tzinfo=UTC)
    assert DANISH.clock(moment) == "16.30"
    assert ENGLISH.clock(moment) == "16:30"
    assert DANISH.clock_seconds(moment) == "16.30.40"
    assert Language("da", zone="UTC").clock(moment) == "15.30"
    assert DANISH.clock(datetime(2026, 7, 1, 15, 5, tzinfo=UTC)) == "17.05"


def test_the_date_of_a_moment_is_the_date_in_the_zone() -> None:
    late = datetime(2026, 12, 9, 23, 30, tzinfo=UTC)
    assert DANISH.date_short(late) == "10.12.2026"


def test_a_moment_without_a_zone_is_refused() -> None:
    moment = datetime(2026, 12, 9, 16, 30)
    with pytest.raises(ValueError, match="time zone"):
        DANISH.clock(moment)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (740, "12:20"),
        (0, "0:00"),
        (5, "0:05"),
        (-40, "−0:40"),
        (3600, "1:00:00"),
        (4340, "1:12:20"),
        (0.2, "0:01"),
        (-0.2, "0:00"),
        (-3725, "−1:02:05"),
    ],
)
def test_a_countdown_reaches_nought_when_the_time_is_up(seconds: float, shown: str) -> None:
    assert DANISH.countdown(seconds) == shown
    assert ENGLISH.countdown(seconds) == shown


@pytest.mark.parametrize(
    ("minutes", "danish", "english"),
    [
        (0, "0 min.", "0 min"),
        (15, "15 min.", "15 min"),
        (60, "1 time", "1 hour"),
        (120, "2 timer", "2 hours"),
        (70, "1 t. 10 min.", "1 hr 10 min"),
        (-5, "−5 min.", "−5 min"),
    ],
)
def test_a_duration_is_said_in_words(minutes: int, danish: str, english: str) -> None:
    assert DANISH.duration(minutes) == danish
    assert ENGLISH.duration(minutes) == english


@pytest.mark.parametrize(
    ("since", "today", "danish"),
    [
        ("2026-09-09", "2026-09-09", "0 dage"),
        ("2026-09-09", "2026-09-10", "1 dag"),
        ("2026-09-09", "2026-09-22", "13 dage"),
        ("2026-09-09", "2026-09-23", "2 uger"),
        ("2026-09-09", "2026-11-08", "8 uger"),
        ("2026-09-09", "2026-11-09", "2 måneder"),
        ("2026-09-09", "2026-12-08", "2 måneder"),
        ("2026-09-09", "2026-12-09", "3 måneder"),
        ("2026-01-31", "2026-03-30", "8 uger"),
        ("2026-01-31", "2026-03-31", "2 måneder"),
        ("2025-12-31", "2026-02-28", "2 måneder"),
        ("2027-12-31", "2028-02-28", "8 uger"),
        ("2027-12-31", "2028-02-29", "2 måneder"),
        ("2026-12-30", "2027-02-28", "2 måneder"),
        ("2025-12-28", "2026-02-28", "2 måneder"),
        ("2026-07-01", "2026-08-31", "8 uger"),
        ("2024-09-09", "2026-09-08", "23 måneder"),
        ("2024-09-09", "2026-09-09", "2 år"),
        ("2024-02-29", "2026-02-28", "2 år"),
        ("2023-09-10", "2026-09-09", "2 år"),
        ("2023-09-09", "2026-09-09", "3 år"),
        ("2026-09-10", "2026-09-09", "0 dage"),
    ],
)
def test_an_age_counts_whole_units_of_the_calendar(since: str, today: str, danish: str) -> None:
    assert DANISH.age(date.fromisoformat(since), date.fromisoformat(today)) == danish


def test_an_age_is_counted_from_the_day_it_was_here() -> None:
    late = datetime(2026, 9, 8, 22, 30, tzinfo=UTC)  # after midnight in Denmark
    assert DANISH.age(late, date(2026, 9, 9)) == "0 dage"


def test_numbers_have_the_marks_of_the_language() -> None:
    assert DANISH.number(1234567.89, 2) == "1.234.567,89"
    assert ENGLISH.number(1234567.89, 2) == "1,234,567.89"
    assert DANISH.number(10000) == "10.000"
    assert DANISH.number(-4.3, 1) == "−4,3"
    assert DANISH.number(Fraction(1, 3), 2) == "0,33"
    assert DANISH.number(Decimal("65.7"), 1) == "65,7"


def test_numbers_are_rounded_half_up_as_they_are_printed() -> None:
    assert [DANISH.number(x) for x in (0.5, 1.5, 2.5, -0.5)] == ["1", "2", "3", "−1"]
    assert DANISH.number(1.005, 2) == "1,01"
    assert DANISH.number(-0.04, 1) == "0,0"


@pytest.mark.parametrize(
    ("k", "n", "shown"),
    [
        (17, 29, "59 pct."),
        (5, 17, "29 pct."),
        (3, 7, "43 pct."),
        (131, 167, "78,4 pct."),
        (72, 131, "55,0 pct."),
        (29, 200, "14,5 pct."),
        (0, 12, "0 pct."),
        (12, 12, "100 pct."),
        (0, 300, "0,0 pct."),
        (1, 300, "0,3 pct."),
        (1, 3000, "<0,1 pct."),
        (2999, 3000, ">99,9 pct."),
        (0, 0, "–"),
    ],
)
def test_a_share_in_text_is_rounded_from_the_counts(k: int, n: int, shown: str) -> None:
    assert DANISH.percent(k, n) == shown


def test_a_share_takes_the_decimals_of_a_published_figure_beside_it() -> None:
    assert DANISH.percent(17, 29, decimals=1) == "58,6 pct."
    assert DANISH.percent(29, 200, decimals=0) == "15 pct."
    assert DANISH.percent_text(Decimal("65.7"), 1) == "65,7 pct."
    assert ENGLISH.percent_text(48, 0) == "48%"


@given(n=st.integers(1, 5000), data=st.data())
def test_nought_and_a_hundred_are_said_only_of_shares_that_are_that(
    n: int, data: st.DataObject
) -> None:
    k = data.draw(st.integers(0, n))
    shown = ENGLISH.percent(k, n)
    assert (shown.rstrip("%") in ("0", "0.0")) == (k == 0)
    assert (shown.rstrip("%") in ("100", "100.0")) == (k == n)


def test_an_axis_has_the_sign_after_a_space_that_does_not_break() -> None:
    assert DANISH.percent_axis(0.5) == "50\N{NO-BREAK SPACE}%"
    assert DANISH.percent_axis(0.125) == "12,5\N{NO-BREAK SPACE}%"
    assert DANISH.percent_axis(0.29) == "29\N{NO-BREAK SPACE}%"
    assert ENGLISH.percent_axis(1.0) == "100%"


def test_a_share_says_the_counts_first() -> None:
    assert DANISH.share(7, 12) == "7 af 12 (58 pct.)"
    assert ENGLISH.share(7, 12) == "7 of 12 (58%)"
    assert DANISH.share(0, 0) == "0 af 0"


def test_names_are_sorted_by_the_danish_alphabet() -> None:
    alphabet = (
        *("andersen", "Bo", "Eli", "Éliane", "Müller", "Myre", "Zoë"),
        *("Ærø", "Østen", "Özil", "Aalborg", "Åse"),
    )
    shuffled = sorted(alphabet, key=len)
    assert tuple(sorted(shuffled, key=sort_key)) == alphabet


def test_numbers_in_names_are_sorted_by_value() -> None:
    clinics = ["Klinik 10", "Klinik 2", "klinik 1"]
    assert sorted(clinics, key=DANISH.sort_key) == ["klinik 1", "Klinik 2", "Klinik 10"]


def test_a_composed_and_a_decomposed_letter_are_the_same() -> None:
    assert sort_key("A\N{COMBINING RING ABOVE}se")[0] == sort_key("Åse")[0]


@given(st.lists(st.text(max_size=8), max_size=8))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    assert sorted(sorted(names, reverse=True), key=sort_key) == sorted(names, key=sort_key)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("20", 20),
        (" 20 min ", 20),
        ("90 min", 90),
        ("90 min.", 90),
        ("20 minutter", 20),
        ("1t10", 70),
        ("1 t. 10 min.", 70),
        ("1 time og 10 minutter", 70),
        ("1 hr 10 min", 70),
        ("1 hour and 10 minutes", 70),
        ("1.30", 90),
        ("1:10", 70),
        ("0.45", 45),
        ("1t", 60),
        ("2 TIMER", 120),
        ("½ time", 30),
        ("1½ time", 90),
        ("1,5 timer", 90),
        ("1.5 hours", 90),
        ("halvanden time", 90),
        ("tre kvarter", 45),
        ("24 t", 1440),
    ],
)
def test_a_length_is_read_as_people_write_it(typed: str, minutes: int) -> None:
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["", "0", "0 min", "25.00", "24 t 1", "1441", "-5", "1.5", "1.75", "abc", "1 t x", "²"]
)
def test_a_length_that_is_none_is_not_guessed(typed: str) -> None:
    assert parse_minutes(typed) is None


def test_a_length_of_ten_thousand_digits_is_not_understood() -> None:
    assert parse_minutes("9" * 10_000) is None
    assert parse_minutes("1." + "5" * 10_000 + " timer") is None


@BOTH
@given(minutes=st.integers(1, 1440))
def test_every_length_that_is_shown_is_read_back(lang: Language, minutes: int) -> None:
    assert parse_minutes(lang.duration(minutes)) == minutes


@pytest.mark.parametrize(
    "typed",
    [
        "9.12.2026",
        "9/12",
        "9.12.",
        "9.12",
        "09.12.26",
        "9-12-2026",
        "2026-12-09",
        "9. december 2026",
        "9. dec.",
        "9 December",
        "9th Dec 2026",
        "den 9. december",
        "Onsdag den 9. december 2026",
        "ons. 9/12",
        " Wednesday  9 December 2026 ",
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str) -> None:
    assert parse_date(typed, TODAY) == date(2026, 12, 9)


def test_a_date_without_a_year_is_the_next_such_day() -> None:
    assert parse_date("23.11.", TODAY) == TODAY
    assert parse_date("22.11.", TODAY) == date(2027, 11, 22)
    assert parse_date("29/2", TODAY) == date(2028, 2, 29)
    assert parse_date("29/2", date(2096, 3, 1)) == date(2104, 2, 29)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("i dag", 0),
        ("today", 0),
        ("I morgen", 1),
        ("tirsdag", 1),
        ("på fredag", 4),
        ("on Friday", 4),
        ("søndag", 6),
        ("mandag", 7),
    ],
)
def test_a_day_without_a_date_is_the_next_one_of_its_name(typed: str, days: int) -> None:
    assert parse_date(typed, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "31.2.",
        "31.2.2026",
        "29.2.2027",
        "0.1.2026",
        "9.13.2026",
        "9. xyz 2026",
        "tirsdag den 9. december 2026",
        "jordag 9. december",
        "2026-13-01",
        "næste fredag",
        "man",
        "1/1/0000",
        "9",
    ],
)
def test_a_date_that_does_not_exist_is_not_guessed(typed: str) -> None:
    assert parse_date(typed, TODAY) is None


@BOTH
@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_date_that_is_shown_is_read_back(lang: Language, day: date) -> None:
    for shown in (lang.date_long(day), lang.date_text(day), lang.date_short(day), day.isoformat()):
        assert parse_date(shown, TODAY) == day
    assert parse_date(lang.date_axis(day), TODAY) == day


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("17.30", time(17, 30)),
        ("17:30", time(17, 30)),
        ("1730", time(17, 30)),
        ("17", time(17)),
        ("kl. 9", time(9)),
        ("kl 9.05", time(9, 5)),
        ("930", time(9, 30)),
        ("0.00", time(0)),
    ],
)
def test_a_time_of_day_is_read_as_people_write_it(typed: str, clock: time) -> None:
    assert parse_clock(typed) == clock


@pytest.mark.parametrize("typed", ["", "24.00", "17.60", "25", "17.3", "-1", "fem"])
def test_a_time_of_day_that_does_not_exist_is_not_guessed(typed: str) -> None:
    assert parse_clock(typed) is None


@BOTH
@given(st.times())
def test_every_time_of_day_that_is_shown_is_read_back(lang: Language, clock: time) -> None:
    assert parse_clock(lang.clock(clock)) == clock.replace(second=0, microsecond=0, fold=0)


@given(st.text(max_size=20))
def test_reading_never_fails_on_what_is_typed(typed: str) -> None:
    parse_minutes(typed)
    parse_date(typed, TODAY)
    parse_clock(typed)


PO = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Break"
msgstr "%s"
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogue of a checkout of its own."""
    monkeypatch.setattr("facilitator.paths.resources", lambda: tmp_path)
    po = tmp_path / "locale" / "da" / "LC_MESSAGES" / "facilitator.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO % "Pause", encoding="utf-8")
    return po


def test_danish_needs_no_compiled_catalogue(checkout: Path) -> None:
    assert Language("da").text("Break") == "Pause"
    assert not checkout.with_suffix(".mo").exists()


def test_a_checkout_never_shows_stale_danish(checkout: Path) -> None:
    mo = checkout.with_suffix(".mo")
    compile_catalogue(checkout, mo)
    checkout.write_text(PO % "Frikvarter", encoding="utf-8")
    os.utime(mo, (1, 1))
    assert Language("da").text("Break") == "Frikvarter"


def test_an_installed_program_trusts_its_compiled_catalogue(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mo = checkout.with_suffix(".mo")
    compile_catalogue(checkout, mo)
    checkout.write_text(PO % "Frikvarter", encoding="utf-8")
    os.utime(mo, (1, 1))
    monkeypatch.setattr("facilitator.paths.is_checkout", lambda: False)
    assert Language("da").text("Break") == "Pause"


def test_importing_the_language_loads_neither_babel_nor_gettext() -> None:
    code = (
        "import sys, facilitator.language; "
        "print([m for m in ('babel', 'gettext', 'zoneinfo') if m in sys.modules])"
    )
    source = Path(language.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("code", ["da", "en"])
def test_months_and_weekdays_are_named_as_everywhere(code: Code) -> None:
    lang, locale = Language(code), Locale(code, "GB" if code == "en" else None)
    months = locale.months["format"]
    for month in range(1, 13):
        day = date(2026, month, 9)
        assert months["wide"][month] in lang.date_long(day)
        # British CLDR alone writes "Sept"; every other month has three letters.
        short = months["abbreviated"][month].replace("Sept", "Sep")
        assert lang.month_axis(day) == f"{short} 2026"
        assert locale.days["format"]["wide"][day.weekday()] in lang.date_long(day)
    for day_of in range(7):
        day = date(2026, 11, 23 + day_of)
        assert locale.days["format"]["wide"][day_of] in lang.date_long(day)
