"""An agenda goes out in five formats, and each says what was typed to whom it may concern."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.example import (
    DANISH,
    ENGLISH,
    FACILITATOR,
    ITEMS,
    NOW,
    PARTICIPANTS,
    READERS,
    commitment,
    item,
    one_line,
    without_breaks,
    written,
)

from facilitator.documents import Asked, document
from facilitator.documents.agenda import write_sheet
from facilitator.documents.agenda_markdown import as_markdown
from facilitator.domain.preparation import Preparation
from facilitator.domain.privacy import clean
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import Language

ENDINGS = ("pdf", "docx", "ics", "md", "eml")
PRIVATE = (
    "Spørg Bo først",
    "Fremlæggelse 5",
    "Har jeg forstået casen rigtigt?",
    "kan kortes til 15 min.",
    "Ring selv tilbage",
    "Klinik 5",
)
TYPED = (
    "HbA1c <48 hos >60 %",
    "# * $ @ _x_ \\ `a` [b](c) #let x",
    '"Øjvind" “Ågård” ’s',
    "Søren Ærø-Åkjær né Émile",
    "🎉 fest 👩‍⚕️ 🇩🇰",
    "a -> b 3x4 fi ffl -- ...",
    "BEGIN:VEVENT;X=1, a\\n b",
)


def read(ending: str, agenda: WrittenAgenda, lang: Language, asked: Asked) -> str:
    row = document("agenda")
    assert row is not None
    form = row.format(ending)
    assert form is not None
    return READERS[ending](form.write(agenda, lang, asked))


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_says_when_where_and_what(ending: str) -> None:
    found = read(ending, written(), DANISH, PARTICIPANTS)
    for text in ("7. klyngemøde", "ØNH – Eksempel", "Klinik 3", "16.30", "spørge ens"):
        assert text in found
    for line in ITEMS:
        assert line.title in found
        assert line.question in found
    assert "Forbered: Læs retningslinjen" in found
    assert "Anna Eksempel" in found


@pytest.mark.parametrize("ending", ENDINGS)
def test_english_is_written_whatever_the_language_of_the_screen(ending: str) -> None:
    found = read(ending, written(), ENGLISH, PARTICIPANTS)
    for text in ("luster meeting 7", "Prepare: Læs retningslinjen", "16:30"):
        assert text in found
    assert "Forbered" not in found


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_typed_comes_through_as_typed(ending: str, text: str) -> None:
    line = item("a", "case", text, 30, who=text, question=f"{text}?", preparation=f"Se {text}")
    found = read(ending, replace(written(line, place=text), cluster=text), DANISH, PARTICIPANTS)
    plain = without_breaks(text)
    assert without_breaks(found).count(plain) >= 5


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_participants_never_see_what_is_private(ending: str) -> None:
    for lang in (DANISH, ENGLISH):
        found = read(ending, written(), lang, PARTICIPANTS)
        assert [text for text in PRIVATE if text in found] == []


@pytest.mark.parametrize("ending", ["ics", "eml"])
def test_what_is_sent_is_the_participants_even_for_the_facilitator(ending: str) -> None:
    found = read(ending, written(), DANISH, FACILITATOR)
    assert [text for text in PRIVATE if text in found] == []


@pytest.mark.parametrize("ending", ["pdf", "docx", "md"])
def test_the_facilitator_has_prompts_notes_steps_and_what_to_follow_up(ending: str) -> None:
    found = read(ending, written(), DANISH, FACILITATOR)
    assert [text for text in PRIVATE if text not in found] == []
    assert "Facilitatorens udgave" in found
    assert "Klinik 5 og Klinik 6" in found
    assert "aftalt for 2 måneder siden · inden 9. december · overført 2 gange" in found
    assert "Vi starter igen kl. 17.20." in found


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_lies_ready_and_who_prepares_is_said_with_its_link(ending: str) -> None:
    found = read(ending, written(), DANISH, PARTICIPANTS)
    for text in (
        "Retningslinje: Otitis · DSOHH 2026",
        "Oplægsholder: Dorte Eksempel · Hørelse",
        "Forbered: Tag tal med · Klinik 3",
        "Bilag: Spilleregler.pdf",
        "Bilag: Svar.pdf · mangler",
    ):
        assert text in found
    if ending != "pdf":
        assert "https://example.org/o" in found


@pytest.mark.parametrize("asked", [PARTICIPANTS, FACILITATOR])
@pytest.mark.parametrize("ending", ENDINGS)
def test_no_case_no_fee_and_nothing_that_is_done_is_handed_out(ending: str, asked: Asked) -> None:
    found = read(ending, written(), DANISH, asked)
    for text in ("Casens titel", "Tvivlen", "4000", "Er gjort"):
        assert text not in found


def test_a_link_that_is_no_page_is_text_alone() -> None:
    bad = replace(written().used[0], link="javascript:alert(1)")
    sheet = write_sheet(replace(written(), used=(bad,)), DANISH, PARTICIPANTS)
    assert [fact.link for line in sheet.lines for fact in line.facts if "Otitis" in fact.text] == [
        ""
    ]


@pytest.mark.parametrize("ending", ["pdf", "docx", "md", "eml"])
def test_a_cancelled_meeting_says_so(ending: str) -> None:
    assert "aflyst" in read(ending, written(status="cancelled"), DANISH, PARTICIPANTS).casefold()
    assert "aflyst" not in read(ending, written(), DANISH, PARTICIPANTS).casefold()


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_agenda_without_anything_can_be_written(ending: str) -> None:
    bare = written(item("a", "case", "", 0), place="", facilitator=None)
    agenda = replace(bare.agenda, goals=(), items=())
    empty = replace(bare, cluster="", agenda=agenda, open=(), used=(), attached=(), preparations=())
    for one in (bare, empty):
        assert "klyngemøde" in read(ending, one, DANISH, FACILITATOR)


def test_times_are_those_of_the_clusters_own_zone() -> None:
    far = replace(written(), zone="America/New_York")
    assert "10:30" in read("md", far, ENGLISH, PARTICIPANTS)


def test_an_item_without_a_title_is_called_by_its_kind() -> None:
    sheet = write_sheet(written(item("a", "case", " ", 20)), DANISH, PARTICIPANTS)
    assert sheet.lines[0].title == "Patientcase"


def test_the_program_does_not_say_twice_what_the_question_says() -> None:
    prompt = "Hvad kan vi andre lære af den?"
    sheet = write_sheet(written(), DANISH, FACILITATOR)
    assert sheet.lines[1].question == prompt
    assert prompt not in sheet.lines[1].prompts
    assert sheet.lines[1].prompts


def test_a_commitment_nobody_has_taken_is_named_so() -> None:
    open_ = (commitment("1", ""), commitment("2", "", whole_cluster=True, action="Spørg"))
    first = write_sheet(replace(written(), open=open_), DANISH, FACILITATOR).lines[0]
    assert [one.about.split(" · ")[0] for one in first.promises] == ["ingen endnu", "hele klyngen"]


@pytest.mark.parametrize("minutes", [45, 120, 240, 420, 1440])
def test_the_strip_of_time_has_few_enough_clock_times_to_read(minutes: int) -> None:
    start = datetime(2026, 12, 9, 7, tzinfo=UTC)
    end = datetime.fromtimestamp(start.timestamp() + 60 * minutes, UTC)
    ticks = write_sheet(written(start=start, end=end), DANISH, PARTICIPANTS).ticks
    assert 2 <= len(ticks) <= 10
    assert ticks[0] == (0, "08.00")
    assert ticks[-1][0] == 60 * minutes
    assert list(ticks) == sorted(ticks)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).filter(
    lambda text: not any(ord(sign) < 32 and sign not in "\t\n" for sign in text)
)


AT_ONCE = 5
several = given(texts=st.lists(TEXTS, min_size=AT_ONCE, max_size=AT_ONCE))
"""What is slow to write and read is done with several texts at a time, and so less often."""


def less_often() -> settings:
    return settings(max_examples=settings().max_examples // AT_ONCE)


def with_items(typed: list[str]) -> WrittenAgenda:
    return written(*(item(str(n), "case", f"x{text}y", 30) for n, text in enumerate(typed)))


@pytest.mark.parametrize("ending", ["docx", "ics", "md", "eml"])
@less_often()
@several
def test_any_text_that_can_be_stored_is_read_back(ending: str, texts: list[str]) -> None:
    typed = [clean(text).replace("\ufffe", "").replace("\uffff", "") for text in texts]
    found = read(ending, with_items(typed), DANISH, PARTICIPANTS)
    assert [text for text in typed if one_line(f"x{text}y") not in found] == []


@less_often()
@several
def test_any_text_that_can_be_stored_makes_a_pdf(texts: list[str]) -> None:
    lines = (
        item(str(n), "case", clean(text), 30, notes=clean(text), who=clean(text))
        for n, text in enumerate(texts)
    )
    assert "klyngemøde" in read("pdf", written(*lines), DANISH, FACILITATOR)


def test_a_file_is_named_by_its_day_so_that_files_sort() -> None:
    row = document("agenda")
    assert row is not None
    late = written(start=datetime(2026, 12, 9, 23, 30, tzinfo=UTC))
    assert row.file_name(late, DANISH) == "Dagsorden 2026-12-10"
    assert row.file_name(written(), ENGLISH) == "Agenda 2026-12-09"


def test_pictures_show_every_page() -> None:
    row = document("agenda")
    assert row is not None
    pictures: Callable[..., tuple[bytes, ...]] | None = row.pictures
    assert pictures is not None
    many = written(*(item(str(n), "case", f"Case {n}", 5) for n in range(50)))
    for agenda, pages in ((written(), 1), (many, 2)):
        made = pictures(agenda, DANISH, Asked(NOW), 40)
        assert len(made) == pages
        assert all(png.startswith(b"\x89PNG") for png in made)


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    old = replace(written(), open=(commitment("1", "Klinik 5", due=date(2025, 9, 30)),))
    (promise,) = write_sheet(old, DANISH, FACILITATOR).lines[0].promises
    assert promise.about.endswith("inden 30. september 2025")


def test_the_facilitators_own_errands_for_the_meeting_are_not_handed_out() -> None:
    errand = Preparation("r", "m", None, "", "Bestil mad", "Anna Eksempel", "9", None, None, None)
    for_all = replace(errand, id="s", text="Tag tal med", who="", member=None)
    of_item = replace(errand, id="t", text="Find en case", item="b")
    one = replace(written(), preparations=(errand, for_all, of_item))
    handed_out, own = (read("md", one, DANISH, asked) for asked in (PARTICIPANTS, FACILITATOR))
    assert "Bestil mad" not in handed_out
    assert "Bestil mad" in own
    for text in ("Tag tal med", "Find en case"):
        assert text in handed_out


def test_in_markdown_what_is_to_be_followed_up_is_a_list_of_its_own() -> None:
    lines = as_markdown(written(), DANISH, FACILITATOR).decode("utf-8").split("\n\n")
    at = lines.index("Aftaler at følge op på:")
    assert lines[at + 1].startswith("- Ring selv tilbage")
    assert "Når vi går hjem, kan vi …" in lines
