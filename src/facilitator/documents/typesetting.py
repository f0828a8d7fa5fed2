"""Words laid out by Typst: a tagged PDF on A4, and its pages as pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from facilitator.documents.document import Head
from facilitator.domain.no_break import keep_together, part_long_words
from facilitator.domain.refusal import Refusal
from facilitator.language import N_, Language
from facilitator.paths import resources

if TYPE_CHECKING:
    from types import ModuleType

    from typst import Fonts

# PDF for Universal Accessibility, ISO 14289-1: every page can be read aloud in its order.
_STANDARD = "ua-1"

_DRAWINGS = b"""#set page(width: auto, height: auto, margin: 0pt)
#for one in json(bytes(sys.inputs.drawings)) { page(image(bytes(one), format: "svg")) }
"""

Source = tuple[bytes, dict[str, str]]
"""What Typst is given: the layout, and beside it the words as JSON, which are never markup."""


def source(layout: str, sheet: Head, words: Mapping[str, str]) -> Source:
    """The layout of this name on the paper that all share, and what it is to say: a sheet of
    words, and the words that are the same on every one of them."""
    return source_of(layout, sheet, words, asdict(sheet))


def source_of(
    layout: str, head: Head, words: Mapping[str, str], given: Mapping[str, Any]
) -> Source:
    """As `source`, where it is said apart what the layout is given."""
    page = Language(head.code).text(N_("Page {page} of {pages}"))
    file = {"title": f"{head.title} · {head.cluster}", "author": head.cluster}
    about = {"title": head.title, "cluster": head.cluster, "heading": head.heading}
    said = {**about, **given, "words": {**words, "page": page}}
    whole = {**_keep(said), "code": head.code, "file": file}
    folder = resources() / "typst"
    parts = (folder / f"{name}.typ" for name in ("paper", layout))
    text = b"\n".join(part.read_bytes() for part in parts)
    return text, {"sheet": json.dumps(whole, ensure_ascii=False)}


_NO_RUNNING_TEXT = ("alt", "link", "looks", "tight")


def _keep(said: Any) -> Any:
    """The same words to be broken into lines, but for what is not printed as text: what is read
    aloud, addresses, drawings."""
    if isinstance(said, str):
        return part_long_words(keep_together(said))
    if isinstance(said, Mapping):
        return {k: v if k in _NO_RUNNING_TEXT else _keep(v) for k, v in said.items()}
    return [_keep(one) for one in said] if isinstance(said, (list, tuple)) else said


def set_pdf(of: Source, now: datetime) -> bytes:
    """PDF/UA-1; the same in, and the same `now`, is the same bytes out.

    A sign that no font here has is looked for among those of the computer; where it is found
    nowhere, the PDF is tagged all the same but below that standard. Raises Refusal where Typst is
    missing.
    """
    typst = _typst()
    text, inputs = of
    made = {"sys_inputs": inputs, "timestamp": round(now.timestamp())}
    for is_system in (False, True):
        try:
            return _compile(text, fonts(is_system), pdf_standards=[_STANDARD], **made)
        except typst.TypstError:
            continue
    return _compile(text, fonts(True), **made)


def set_pictures(of: Source, ppi: float) -> tuple[bytes, ...]:
    """A PNG of each page at `ppi` dots per inch. Raises Refusal where Typst is missing."""
    text, inputs = of
    pages = _typst().compile(text, format="png", ppi=ppi, font_paths=fonts(), sys_inputs=inputs)
    return tuple(pages) if isinstance(pages, list) else (pages,)


def set_drawings(drawings: Sequence[str], ppi: float) -> tuple[bytes, ...]:
    """A PNG of each drawing, given as SVG. Raises Refusal where Typst is missing."""
    if not drawings:
        return ()
    return set_pictures((_DRAWINGS, {"drawings": json.dumps(drawings)}), ppi)


@cache
def fonts(is_system: bool = False) -> Fonts:
    """The fonts that came along, so that a PDF is the same everywhere; or the computer's too."""
    made: Fonts = _typst().Fonts(
        include_system_fonts=is_system,
        include_embedded_fonts=False,
        font_paths=[str(resources() / "fonts")],
    )
    return made


def _compile(text: bytes, with_fonts: Fonts, **options: Any) -> bytes:
    return bytes(_typst().compile(text, font_paths=with_fonts, **options))


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError as error:
        raise Refusal(
            N_("PDF cannot be written on this computer: the library for it is missing."),
            N_("Nothing was written."),
            N_("Choose another format."),
        ) from error
    return typst
