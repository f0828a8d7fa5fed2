"""Every marked text has its Danish, and the catalogue holds nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import facilitator
from facilitator.paths import resources

Msgid = str | tuple[str, str]

SOURCE = Path(facilitator.__file__).parent
PO = resources() / "locale" / "da" / "LC_MESSAGES" / "facilitator.po"


def marked_texts(source: str) -> Iterator[Msgid]:
    """The texts given to N_(…), ….text(…) and ….plural(…, …) as literals.

    Read from the syntax tree rather than by Babel's extractor, which cannot tell `lang.text(…)`
    from the `text(…)` of SQLAlchemy and turns an f-string into a text that is never found.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name("N_") | ast.Attribute(attr="text"):
                if texts := _literals(node, 1):
                    yield texts[0]
            case ast.Attribute(attr="plural"):
                if texts := _literals(node, 2):
                    yield texts[0], texts[1]


def _literals(call: ast.Call, count: int) -> list[str]:
    values = [arg.value for arg in call.args[:count] if isinstance(arg, ast.Constant)]
    texts = [value for value in values if isinstance(value, str) and value]
    return texts if len(texts) == count else []


def built_texts(source: str) -> Iterator[int]:
    """The lines where a text is put together, so that it can never be found in a catalogue."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name("N_")) if not _literals(node, 1):
                yield node.lineno
            case ast.Call(
                func=ast.Attribute(attr="text" | "plural"),
                args=[ast.JoinedStr() | ast.BinOp() | ast.IfExp(), *_],
            ):
                yield node.lineno


@pytest.fixture(scope="module")
def marked() -> dict[Msgid, str]:
    """Each marked text of the program and the file it stands in."""
    return {
        msgid: str(path.relative_to(SOURCE))
        for path in sorted(SOURCE.rglob("*.py"))
        for msgid in marked_texts(path.read_text(encoding="utf-8"))
    }


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="da", abort_invalid=True)


def _translations(catalogue: Catalog, msgid: Msgid) -> tuple[str, ...]:
    message = catalogue.get(msgid)
    if message is None or message.fuzzy or message.pluralizable != isinstance(msgid, tuple):
        return ()
    strings = (message.string,) if isinstance(message.string, str) else message.string or ()
    filled = tuple(string for string in strings if string)
    return filled if len(filled) == len(strings) else ()


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_marked_text_has_its_danish(marked: dict[Msgid, str], catalogue: Catalog) -> None:
    missing = [
        f"{file}: {msgid}" for msgid, file in marked.items() if not _translations(catalogue, msgid)
    ]
    assert not missing, "\n".join(["without Danish:", *missing])


def test_the_catalogue_holds_only_texts_in_use(
    marked: dict[Msgid, str], catalogue: Catalog
) -> None:
    unused = [m.id for m in catalogue if m.id and _key(m.id) not in marked]
    assert not unused, "\n".join(["no longer used:", *map(str, unused)])


def _key(id: str | list[str] | tuple[str, ...]) -> Msgid:
    return id if isinstance(id, str) else (id[0], id[1])


def test_the_danish_has_the_fields_of_the_english(
    marked: dict[Msgid, str], catalogue: Catalog
) -> None:
    differing = []
    for msgid in marked:
        sources = (msgid,) if isinstance(msgid, str) else msgid
        for source, danish in zip(sources, _translations(catalogue, msgid), strict=False):
            if _fields(source) != _fields(danish):
                differing.append(f"{source} | {danish}")
    assert not differing, "\n".join(["fields differ:", *differing])


def test_marked_texts_are_written_out() -> None:
    built = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line in built_texts(path.read_text(encoding="utf-8"))
    ]
    assert not built, "\n".join(["put together:", *built])


def test_the_marks_are_found_where_they_stand() -> None:
    source = """
N_("One " "two")
lang.text("Three", n=3)
self.lang.plural("{n} item", "{n} items", n)
text("SELECT 1")
lang.text(row.title)
N_(f"{x} four")
label.text()
lang.text("Five" if x else "Six")
"""
    assert list(marked_texts(source)) == ["One two", "Three", ("{n} item", "{n} items")]
    assert list(built_texts(source)) == [7, 9]
