"""Own templates and blocks read in from a file: whole, or not at all for one clear reason."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

from facilitator.domain.pattern_file import AT_MOST, FORMAT, as_plain, check_handed_on, checksum
from facilitator.domain.patterns import LONGEST_ITEM, Pattern, PatternItem
from facilitator.domain.privacy import clean, mask
from facilitator.domain.refusal import Refusal
from facilitator.domain.schedule import Step
from facilitator.edits.patterns import add_template, check_pattern
from facilitator.imports.source import too_large
from facilitator.language import N_, Language
from facilitator.store.rows import Session

T = TypeVar("T")
Plain = dict[str, Any]

_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_STORED_NOTHING = N_("Nothing was stored.")
_ASK_AGAIN = N_("Ask for the file again.")


def read(content: bytes) -> Pattern:
    """The template in a file of this program, not stored yet. Raises Refusal, and nothing else.

    Refused are files that are too large, cut, foreign, of a later version, with names or types
    that are not known, with a sum that does not fit, and what `check_handed_on` refuses.
    """
    if len(content) > AT_MOST:
        raise too_large(AT_MOST)
    plain = _opened(content)
    _check_version(plain)
    pattern = _pattern(plain)
    if plain["sha256"] != checksum(plain):
        raise Refusal(
            N_("The file was changed or damaged after it was written."),
            _STORED_NOTHING,
            _ASK_AGAIN,
        )
    pattern = _cleaned(pattern)
    check_pattern(pattern)
    check_handed_on(pattern)
    return pattern


def say(pattern: Pattern, lang: Language) -> str:
    """Its title, how many items, how long."""
    what = N_("Block “{title}”") if pattern.is_block else N_("Template “{title}”")
    items = lang.plural("{n} item", "{n} items", len(pattern.items))
    return f"{lang.text(what, title=pattern.title)}: {items}, {lang.duration(pattern.minutes)}"


def add(session: Session, pattern: Pattern) -> str:
    """Store it among the own templates. Returns its id."""
    return add_template(session, pattern)


def _opened(content: bytes) -> Plain:
    try:
        read = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:
        raise Refusal(
            N_("The file is cut off or damaged, or no template of Facilitator."),
            _STORED_NOTHING,
            _ASK_AGAIN,
        ) from error
    if not isinstance(read, dict) or not {"format", "kind", "sha256"} <= set(read):
        raise Refusal(
            N_("The file is not a template of Facilitator."),
            _STORED_NOTHING,
            N_("See that it is the file you meant."),
        )
    return read


def _once(pairs: list[tuple[str, Any]]) -> Plain:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _check_version(plain: Plain) -> None:
    if type(plain["format"]) is int and plain["format"] > FORMAT:
        raise Refusal(
            N_("The template was written by a later version of Facilitator."),
            _STORED_NOTHING,
            N_("Update the program, or ask for a template from the version you have."),
        )
    if type(plain["format"]) is not int or plain["format"] != FORMAT:
        raise _wrong("format")


def _pattern(plain: Plain) -> Pattern:
    kinds = {"template": False, "block": True}
    _check_names(plain, as_plain(Pattern("", ())))
    return Pattern(
        _text(plain, "title"),
        tuple(_each(plain, "items", _item)),
        _text(plain, "why"),
        kinds[_one_of(plain, "kind", kinds)],
        _one_of(plain, "language", {"da": "", "en": ""}),
    )


def _item(plain: Plain) -> PatternItem:
    (pattern,) = as_plain(Pattern("", (PatternItem("", "", 0, 0, True),)))["items"]
    _check_names(plain, pattern)
    if not _KIND.fullmatch(_text(plain, "kind")):
        raise _wrong("kind")
    if type(plain["flexible"]) is not bool:
        raise _wrong("flexible")
    return PatternItem(
        plain["kind"],
        _text(plain, "title"),
        _seconds(plain, "seconds", 60),
        _seconds(plain, "least_seconds"),
        plain["flexible"],
        _text(plain, "question"),
        _text(plain, "notes"),
        _text(plain, "preparation"),
        tuple(_each(plain, "steps", _step)),
    )


def _step(plain: Plain) -> Step:
    _check_names(plain, {"title": "", "seconds": 0})
    return Step(_text(plain, "title"), _seconds(plain, "seconds"))


def _check_names(plain: Plain, known: Mapping[str, Any]) -> None:
    """Neither a name more nor one less than what is written today."""
    if unknown := sorted(set(plain) - set(known)):
        raise Refusal(
            N_("The file has a field that is not known: “{field}”."),
            _STORED_NOTHING,
            _ASK_AGAIN,
            field=_shown(unknown[0]),
        )
    if missing := sorted(set(known) - set(plain)):
        raise Refusal(
            N_("The field “{field}” is missing from the file."),
            _STORED_NOTHING,
            _ASK_AGAIN,
            field=missing[0],
        )


def _text(plain: Plain, name: str) -> str:
    value = plain[name]
    if not isinstance(value, str):
        raise _wrong(name)
    return value


def _one_of(plain: Plain, name: str, known: Mapping[str, Any]) -> str:
    value = _text(plain, name)
    if value not in known:
        raise _wrong(name)
    return value


def _seconds(plain: Plain, name: str, low: int = 0) -> int:
    value = plain[name]
    if type(value) is not int:
        raise _wrong(name)
    if not low <= value <= LONGEST_ITEM:
        raise Refusal(
            N_("An item takes between 1 minute and 24 hours, and its least is within that."),
            _STORED_NOTHING,
            _ASK_AGAIN,
        )
    return value


def _each(plain: Plain, name: str, read: Callable[[Plain], T]) -> list[T]:
    value = plain[name]
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise _wrong(name)
    return [read(one) for one in value]


def _cleaned(pattern: Pattern) -> Pattern:
    """Every text as it may be kept. Raises Refusal for signs that are no text."""
    return Pattern(
        clean(pattern.title).strip(),
        tuple(_cleaned_item(one) for one in pattern.items),
        clean(pattern.why),
        pattern.is_block,
        pattern.language,
    )


def _cleaned_item(one: PatternItem) -> PatternItem:
    return PatternItem(
        one.kind,
        clean(one.title),
        one.planned,
        one.minimum,
        one.flexible,
        clean(one.question),
        clean(one.notes),
        clean(one.preparation),
        tuple(Step(clean(step.title), step.seconds) for step in one.steps),
    )


def _wrong(name: str) -> Refusal:
    return Refusal(
        N_("The field “{field}” of the file holds something else than it should."),
        _STORED_NOTHING,
        _ASK_AGAIN,
        field=name,
    )


def _shown(name: str) -> str:
    """A name that a stranger wrote, as part of one line."""
    return mask("".join(sign for sign in name if sign.isprintable()))[:40]
