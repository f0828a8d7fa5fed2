"""The agenda as a calendar entry, which a later one replaces."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from tests.documents.example import (
    DANISH,
    ENGLISH,
    FACILITATOR,
    NOW,
    PARTICIPANTS,
    START,
    event,
    item,
    written,
)

from facilitator.documents.agenda_calendar import as_ics


def test_it_is_one_entry_with_time_place_and_agenda() -> None:
    found = event(as_ics(written(), DANISH, PARTICIPANTS))
    assert str(found["SUMMARY"]) == "7. klyngemøde · ØNH – Eksempel"
    assert str(found["LOCATION"]) == "Klinik 3"
    assert found.decoded("DTSTAMP") == NOW
    text = str(found["DESCRIPTION"])
    assert text.startswith(
        "Mål for mødet: Når vi går hjem, kan vi …\n1. spørge ens\n2. gribe de ak"
    )
    assert "16.45  Patientcase: ørepine (Klinik 3)\n    Hvad kan vi andre lære af den?" in text


@pytest.mark.parametrize("month", range(1, 13))
def test_the_time_is_the_clusters_own_in_summer_and_winter(month: int) -> None:
    start = datetime(2027, month, 28, 15, 30, tzinfo=UTC)
    data = as_ics(written(start=start, end=start + timedelta(hours=2)), DANISH, PARTICIPANTS)
    found = event(data)
    assert found["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert found.decoded("DTSTART") == start
    assert found.decoded("DTEND") == start + timedelta(hours=2)
    (zone,) = Calendar.from_ical(data).timezones
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert [part for part in zone.subcomponents if "RDATE" in part] == []
    # A reader that knows no zones but those in the file comes to the same instant.
    local = found.decoded("DTSTART").replace(tzinfo=None)
    assert zone.to_tz().utcoffset(local) == start.astimezone(DANISH.zone).utcoffset()


def test_a_cluster_elsewhere_has_its_own_zone() -> None:
    found = event(as_ics(replace(written(), zone="America/Nuuk"), DANISH, PARTICIPANTS))
    assert found["DTSTART"].params["TZID"] == "America/Nuuk"
    assert found.decoded("DTSTART") == START


def test_a_later_entry_takes_the_place_of_the_first() -> None:
    first = event(as_ics(written(), DANISH, PARTICIPANTS))
    moved = replace(written(place="Klinik 9"), revision=217_000_004)
    later = event(as_ics(moved, ENGLISH, FACILITATOR))
    assert first["UID"] == later["UID"] == "m"
    assert first.decoded("SEQUENCE") < later.decoded("SEQUENCE") < 2**31


def test_it_is_published_and_asks_nobody_for_an_answer() -> None:
    calendar = Calendar.from_ical(as_ics(written(), DANISH, PARTICIPANTS))
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert str(calendar["VERSION"]) == "2.0"
    found = event(as_ics(written(), DANISH, PARTICIPANTS))
    assert "ATTENDEE" not in found
    assert str(found["STATUS"]) == "CONFIRMED"


def test_a_cancelled_meeting_is_cancelled_in_the_calendar() -> None:
    found = event(as_ics(written(status="cancelled"), DANISH, PARTICIPANTS))
    assert str(found["STATUS"]) == "CANCELLED"


def test_lines_are_folded_at_75_bytes_and_never_inside_a_letter() -> None:
    text = "æøåÆØÅ🎉, ; \\|" * 40
    data = as_ics(written(item("a", "case", text, 30)), DANISH, PARTICIPANTS)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode("utf-8") for line in lines]
    assert text in str(event(data)["DESCRIPTION"])
