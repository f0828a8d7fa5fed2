"""What may be kept as text: CPR numbers are found and masked, signs that are not text refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from facilitator.domain.refusal import Refusal
from facilitator.language import N_

Shape = Literal["number", "substitute", "letters"]

_DATE = (
    r"(?P<day>0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])[ ./-]?"
    r"(?P<month>0[1-9]|1[0-2])[ ./-]?(?P<year>[0-9]{2})"
)
# A date may well be followed by a dose ("2x10") or a length ("1t30"): after a space only capitals
# can be the letters of a number.
_TAIL = (
    r"(?P<tail>\s?-?\s?(?P<century>[0-9])(?:[0-9]{2}|[0-9A-ZÆØÅ]{2}|(?<!\s[0-9])[0-9A-Za-zÆØÅæøå]{2})"
    r"[0-9])(?![0-9])"
)
_BEGUN_TAIL = (
    r"(?:\s?-\s?|\s?-?\s?(?P<century>[0-9])"
    r"(?:[0-9A-ZÆØÅ]{0,2}|(?<!\s[0-9])[0-9A-Za-zÆØÅæøå]{0,2}))"
)
# What any number begins with: ten times as quick to look for as the number itself.
_SIX_DIGITS = re.compile(r"[0-9][0-9][ ./-]?[0-9][0-9][ ./-]?[0-9][0-9]")
# Looked for ahead, so that a number that begins inside something similar is found too.
_NUMBER = re.compile(rf"(?<![0-9])(?={_DATE}{_TAIL})")
_BEGUN = re.compile(rf"(?<![0-9])(?={_DATE}{_BEGUN_TAIL}\Z)")
_LONGEST_BEGINNING = 14

# Text in which every sign stands for itself: nothing to drop, nothing to fold.
_PLAIN = re.compile(r"[\t\n -~À-ÖØ-öø-ÿ“”„‘’…•]*")
_OTHER_DASHES = "\N{MINUS SIGN}\N{HYPHEN BULLET}"
_UNSEEN = frozenset({"Cf", "Mn", "Me"})

_SAID_TO_BE_A_PERSON = re.compile(r"(?:cpr|pt|født|born)[-\w.:# ]{0,8}\Z", re.IGNORECASE)
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9]")

_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")

_MADE = {
    *(("press", "run"), ("press", "allotted"), ("sign_of_life", "run")),
    *(("not_cpr", "digest"), ("handover_base", "digest"), ("attachment", "sha256")),
    # The name of a template that comes along, or the id of one's own.
    ("meeting", "template"),
    # A plan is ids, and names out of a file that was looked through for numbers as a whole.
    *(("import_plan", "source"), ("import_plan", "plan")),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something like a CPR number at `start` to before `end` of the text that was looked through.

    `looks_like_clock` says that the last four digits could be a time of day after a date, and that
    no word before it speaks of a person.
    """

    start: int
    end: int
    shape: Shape
    looks_like_clock: bool


class NotText(Refusal):
    """A text holds a sign that is no part of a text."""


def is_made(table: str, column: str) -> bool:
    """Whether a column holds what the program makes, such as ids; a person writes the others.

    What is made is neither searched nor masked: chance gives an id the looks of a CPR number.
    """
    return column == "id" or column.endswith("_id") or (table, column) in _MADE


def find_cpr(text: str) -> tuple[Hit, ...]:
    """Everything in `text` like a CPR number, in order; hits may overlap.

    Six digits of a real date, day + 60 for a substitute number, and four digits, the middle two of
    them letters in an eCPR; with or without separators. Modulus 11 clears nothing: since 1 October
    2007 numbers are issued without it. Source: CPR-kontoret, "Personnummeret i CPR".
    """
    plain, places = _normalise(text)
    return tuple(_hits(plain, places))


def mask(text: str) -> str:
    """`text` with a star for each digit and letter of everything like a CPR number."""
    hits = find_cpr(text)
    if not hits:
        return text
    signs = list(text)
    for hit in hits:
        for at in range(hit.start, hit.end):
            if signs[at].isalnum():
                signs[at] = "*"
    return "".join(signs)


def without_cpr(text: str) -> str:
    """`text` with everything like a CPR number taken out."""
    while hits := find_cpr(text):
        text = text[: hits[0].start] + text[hits[0].end :]
    return text


def numbers_in(text: str) -> tuple[str, ...]:
    """Everything in `text` like a CPR number, in order, each as digits and letters alone."""
    plain, _ = _normalise(text)
    found = (plain[hit.start : hit.end] for hit in _hits(plain, None))
    return tuple("".join(filter(str.isalnum, one)).upper() for one in found)


def ends_in_possible_cpr(text: str) -> bool:
    """Whether `text`, up to the cursor, ends inside something that can still become a CPR number.

    True from the first sign after the six digits of a real date that is a hyphen or belongs to the
    last four, until the number is whole or cannot become one. Text that is stored only when this
    is false and `find_cpr` finds nothing never holds more of a number than its six first digits.
    """
    plain, _ = _normalise(text)
    tail = plain[-_LONGEST_BEGINNING - 1 :]
    return any(_is_real(found) for found in _BEGUN.finditer(tail))


def clean(text: str) -> str:
    """`text` composed (NFC) and without the signs that turn the direction of writing about.

    Raises NotText for control characters other than tab and newline, and for lone surrogates.
    """
    if _NOT_TEXT.search(text):
        raise NotText(
            N_("The text holds a control character, which cannot be kept as text."),
            N_("Nothing was changed."),
            N_("Remove the character and try again."),
        )
    return unicodedata.normalize("NFC", _DIRECTIONS.sub("", text))


def _hits(plain: str, places: list[int] | None) -> Iterator[Hit]:
    if not _SIX_DIGITS.search(plain):
        return
    for found in _NUMBER.finditer(plain):
        if _is_real(found):
            start, end = found.start(), found.end("tail")
            before = plain[max(0, start - 16) : start]
            yield Hit(
                start=start if places is None else places[start],
                end=end if places is None else places[end - 1] + 1,
                shape=_shape(found),
                looks_like_clock=_looks_like_clock(found, before),
            )


def _shape(found: re.Match[str]) -> Shape:
    if not found["tail"][-4:].isdecimal():
        return "letters"
    return "substitute" if found["day"] > "60" else "number"


def _looks_like_clock(found: re.Match[str], before: str) -> bool:
    return (
        found["day"] < "60"
        and _CLOCK.fullmatch(found["tail"][-4:]) is not None
        and _SAID_TO_BE_A_PERSON.search(before) is None
    )


def _is_real(found: re.Match[str]) -> bool:
    """Whether the six digits are a real date, in the century that the seventh tells if it is there.

    The table of centuries is that of CPR-kontoret.
    """
    day, year = int(found["day"]), int(found["year"])
    try:
        date(_century(found["century"], year) + year, int(found["month"]), day - 60 * (day > 60))
    except ValueError:
        return False
    return True


def _century(seventh: str | None, year: int) -> int:
    # Without a seventh digit 2000 is the choice that lets every possible date pass.
    if seventh is None:
        return 2000
    if seventh in "0123":
        return 1900
    if seventh in "49":
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _normalise(text: str) -> tuple[str, list[int] | None]:
    """`text` as a person sees it, and for each of its signs the place in `text` it came from.

    The places are none when every sign stands for itself. Sign by sign, so that what a prefix
    becomes is a prefix of what the text becomes.
    """
    # The dash of running Danish text, one sign for one: the quick way must not stop at it.
    quick = text.replace("\N{EN DASH}", "-")
    if _PLAIN.fullmatch(quick):
        return quick, None
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        seen = sign if sign.isascii() else _fold(sign)
        signs.append(seen)
        places.extend([place] * len(seen))
    return "".join(signs), places


def _fold(sign: str) -> str:
    return "".join(_fold_one(part) for part in unicodedata.normalize("NFKC", sign))


def _fold_one(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in _UNSEEN:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Pd" or sign in _OTHER_DASHES:
        return "-"
    return " " if category == "Zs" else sign
