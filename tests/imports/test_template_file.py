"""A template that is handed on arrives as it was, or not at all for one clear reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.patterns import BLOCK, TEMPLATE

from facilitator.documents import Asked, document
from facilitator.documents.template import as_json, name_file
from facilitator.domain.pattern_file import AT_MOST, ITEMS_AT_MOST, checksum
from facilitator.domain.patterns import LONGEST_ITEM, Pattern, PatternItem
from facilitator.domain.privacy import clean, find_cpr
from facilitator.domain.refusal import Refusal
from facilitator.domain.schedule import Step
from facilitator.imports.sources import source
from facilitator.imports.template import read
from facilitator.language import Language

Change = Callable[[dict[str, Any]], Any]
DANISH = Language("da")
ASKED = Asked(datetime(2026, 9, 20, tzinfo=UTC))


def written(pattern: Pattern = TEMPLATE) -> bytes:
    return as_json(pattern, DANISH, ASKED)


def changed(change: Change, *, sums: bool = True) -> bytes:
    """The template's file after a change, with a sum that fits if it `sums`."""
    plain = json.loads(written())
    plain = change(plain) or plain
    if sums and isinstance(plain, dict) and "sha256" in plain:
        plain["sha256"] = checksum(plain)
    return json.dumps(plain).encode("utf-8")


def reason(content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read(content)
    return refused.value.in_words(DANISH)


def arrived(content: bytes) -> Pattern | str:
    """The template in a file, or why there is none; any other failure fails the test."""
    try:
        return read(content)
    except Refusal as refused:
        return refused.in_words(DANISH)


# Signs that are no text never come into the store, so that no template has them.
texts = st.text(st.characters(codec="utf-8"), max_size=40).filter(
    lambda text: all(sign >= " " or sign in "\t\n" for sign in text)
)
kept = texts.map(clean).filter(lambda text: not find_cpr(text) and ":" not in text)
quoted = st.sampled_from(["æøå ÆØÅ", "👩‍⚕️", "\"'„“”", "<b>&amp;</b>", "=1+1", "a\\u0000", "\\"])
words = kept | quoted
steps = st.builds(Step, words, st.integers(0, LONGEST_ITEM))
items = st.integers(60, LONGEST_ITEM).flatmap(
    lambda planned: st.builds(
        PatternItem,
        st.sampled_from(["case", "break", "data", "something_new"]),
        words,
        st.just(planned),
        st.integers(0, planned),
        st.booleans(),
        words,
        words,
        words,
        st.lists(steps, max_size=3).map(tuple),
    )
)
patterns = st.builds(
    Pattern,
    words.map(str.strip).filter(bool),
    st.lists(items, min_size=1, max_size=4).map(tuple),
    words,
    st.booleans(),
    st.sampled_from(["da", "en"]),
)


@given(patterns)
def test_any_template_arrives_as_it_was(pattern: Pattern) -> None:
    assert read(written(pattern)) == pattern


@given(st.integers(0, len(written()) - 3))
def test_a_file_that_is_cut_is_refused(length: int) -> None:
    assert "Der er ikke gemt noget." in reason(written()[:length])


@given(st.integers(0, len(written()) - 1), st.integers(0, 255))
def test_a_changed_byte_is_noticed_or_means_nothing(place: int, byte: int) -> None:
    content = bytearray(written())
    content[place] = byte
    came = arrived(bytes(content))
    assert came == TEMPLATE or (isinstance(came, str) and came.count("Der er ikke gemt") == 1)


@given(st.binary(max_size=200))
def test_what_is_no_template_is_refused_and_nothing_else_happens(content: bytes) -> None:
    assert reason(content)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(st.sampled_from(sorted(json.loads(written()))), values)
def test_any_value_in_any_field_is_refused_or_a_template(field: str, value: Any) -> None:
    came = arrived(changed(lambda plain: plain.update({field: value})))
    assert came if isinstance(came, str) else came.items


@given(st.sampled_from(sorted(json.loads(written())["items"][1])), values)
def test_any_value_in_an_item_is_refused_or_a_template(field: str, value: Any) -> None:
    came = arrived(changed(lambda plain: plain["items"][1].update({field: value})))
    assert came if isinstance(came, str) else came.items


def first(**values: Any) -> Change:
    return lambda plain: plain["items"][0].update(values)


def without(field: str) -> Change:
    return lambda plain: plain.pop(field) and plain


CPR = "0101901234"
REFUSED: tuple[tuple[str, Change, str], ...] = (
    ("another file", lambda _: {"rows": []}, "ikke en skabelon fra Facilitator"),
    ("no object", lambda _: [1], "ikke en skabelon fra Facilitator"),
    ("too new", lambda plain: plain.update(format=2, color="x"), "en nyere version af Facilitator"),
    ("format 0", lambda plain: plain.update(format=0), 'Feltet "format"'),
    ("format true", lambda plain: plain.update(format=True), 'Feltet "format"'),
    ("unknown field", lambda plain: plain.update(color="x"), 'et ukendt felt: "color"'),
    ("unknown in an item", first(color="x"), 'et ukendt felt: "color"'),
    ("a person's number as a name", first(**{CPR: 1}), 'et ukendt felt: "**********"'),
    ("missing field", without("why"), 'Feltet "why" mangler'),
    ("a kind of file", lambda plain: plain.update(kind="meeting"), 'Feltet "kind"'),
    ("a number for a title", lambda plain: plain.update(title=7), 'Feltet "title"'),
    ("yes for a length", first(seconds=True), 'Feltet "seconds"'),
    ("half a second", first(seconds=900.5), 'Feltet "seconds"'),
    ("1 for yes", first(flexible=1), 'Feltet "flexible"'),
    ("items as text", lambda plain: plain.update(items="x"), 'Feltet "items"'),
    ("an item as text", lambda plain: plain.update(items=["x"]), 'Feltet "items"'),
    ("another language", lambda plain: plain.update(language="de"), 'Feltet "language"'),
    ("no kind of item", first(kind="Case!"), 'Feltet "kind"'),
    ("no length", first(seconds=0), "mellem 1 minut og 24 timer"),
    ("negative", first(least_seconds=-1), "mellem 1 minut og 24 timer"),
    ("above its length", first(least_seconds=901), "mellem 1 minut og 24 timer"),
    ("a year", first(seconds=31_536_000), "mellem 1 minut og 24 timer"),
    ("a long step", first(steps=[{"title": "", "seconds": 2**70}]), "mellem 1 minut og 24 timer"),
    ("no title", lambda plain: plain.update(title=" "), "skal have en titel"),
    ("no items", lambda plain: plain.update(items=[]), "intet punkt at gemme"),
    ("two follow-ups", lambda plain: plain["items"].append(plain["items"][0]), "én opfølgning"),
    ("a control sign", first(title="a\x07b"), "styretegn"),
    ("half a sign", first(title="a\ud800b"), "styretegn"),
    ("a CPR number", first(notes=f"Pt. {CPR}"), "ligner et CPR-nummer"),
    ("a script", first(notes="javascript:alert(1)"), "ikke er en webadresse"),
    ("a local file", first(question="se file:///etc/passwd"), "ikke er en webadresse"),
    ("another protocol", first(preparation="ftp://example.org/x"), "ikke er en webadresse"),
    (
        "too many items",
        lambda plain: plain.update(items=plain["items"][1:2] * (ITEMS_AT_MOST + 1)),
        "mere end 200 punkter",
    ),
)


@pytest.mark.parametrize(
    ("change", "said"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_a_template_that_is_not_right_is_refused_for_one_reason(change: Change, said: str) -> None:
    words = reason(changed(change))
    assert said in words
    assert CPR not in words


def test_a_sum_that_does_not_fit_is_refused() -> None:
    said = reason(changed(lambda plain: plain.update(why="Noget andet"), sums=False))
    assert said == (
        "Filen er ændret eller beskadiget, efter at den blev skrevet. Der er ikke gemt noget. "
        "Bed om at få filen igen."
    )


def test_the_same_name_twice_is_refused() -> None:
    twice = written().replace(b'"format": 1,', b'"format": 1, "format": 1,')
    assert "afkortet eller beskadiget" in reason(twice)


def test_a_deep_file_is_refused() -> None:
    assert reason(b"[" * 100_000)


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    row, path = source("template"), tmp_path / "stor.facilitator-template.json"
    path.write_bytes(b" " * (AT_MOST + 1))
    assert row is not None
    with pytest.raises(Refusal, match="larger than 1 MB"):
        row.read_file(path)
    assert "mere end 1 MB" in reason(path.read_bytes())


def test_signs_that_turn_the_writing_about_are_taken_out() -> None:
    content = changed(first(title="Op\u202egave\u2066", notes="A\u030ahus"))
    item = read(content).items[0]
    assert (item.title, item.notes) == ("Opgave", "Åhus")


def test_a_web_address_and_a_mark_in_front_of_a_file_are_all_right() -> None:
    assert read(b"\xef\xbb\xbf" + written()) == TEMPLATE


def test_what_could_not_be_read_in_is_not_written_either() -> None:
    wrong = Pattern("X", (PatternItem("case", "Se ftp://example.org", 900, 300, True),))
    with pytest.raises(Refusal, match="not a web address"):
        written(wrong)
    with pytest.raises(Refusal, match="larger than 1 MB"):
        written(Pattern("X", BLOCK.items, "æ" * AT_MOST))


def test_the_file_is_called_by_the_title_as_every_system_takes_it() -> None:
    assert name_file(TEMPLATE, DANISH) == "Casemøde på Ærø – „os“ & b jer b 👩‍⚕️"
    assert name_file(Pattern("...", BLOCK.items), DANISH) == "template"
    row = document("template")
    assert row is not None
    assert row.file_name(BLOCK, DANISH) == "Summepause"


def test_a_line_says_what_is_in_the_file() -> None:
    row = source("template")
    assert row is not None
    assert row.say(read(written(BLOCK)), DANISH) == 'Blokken "Summepause": 1 punkt, 5 min.'
