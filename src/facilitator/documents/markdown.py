"""Markdown in which typed text stays text (CommonMark 0.31, section 2.4: backslash escapes)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SIGNS = re.compile(r"[\\`*_\[\]<>|~#&!{}$@]")
_MARKERS = re.compile(r"^([-+=]|[0-9]{1,9}(?=[.)](?: |$)))")
_ADDRESSES = re.compile(r"(?i)(://|\bwww(?=\.))")


def escape(text: str) -> str:
    """`text` on one line, so that it is read as typed: no markup, no HTML, no link."""
    line = _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
    line = _ADDRESSES.sub(lambda found: _break_address(found[0]), line)
    return _MARKERS.sub(_break_marker, line)


def link(address: str) -> str:
    """A web address that opens when it is clicked (CommonMark 0.31, section 6.5)."""
    return f"<{address.replace('<', '%3C').replace('>', '%3E')}>"


def heading(level: int, text: str) -> str:
    return f"{'#' * level} {escape(text)}"


def bullets(lines: Iterable[str]) -> str:
    """A list of lines that are escaped already."""
    return "\n".join(f"- {line}" for line in lines)


def numbered(lines: Iterable[str]) -> str:
    """A numbered list of lines that are escaped already."""
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its first column is text, the others are figures. Cells are escaped here."""
    ruler = ["---", *["---:"] * (len(head) - 1)]
    lines = [[escape(cell) for cell in row] for row in (head, *rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], ruler, *lines[1:]))


def _break_marker(found: re.Match[str]) -> str:
    # Digits cannot be escaped; the sign after them can.
    return f"\\{found[0]}" if not found[0].isdigit() else f"{found[0]}\\"


def _break_address(found: str) -> str:
    return f"\\{found}" if found == "://" else f"{found}\\"
