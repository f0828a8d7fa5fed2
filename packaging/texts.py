"""Brings every text marked in the source into the catalogues: texts.py SOURCE CATALOGUE.po …"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from facilitator.paths import safe_save

# The source string is the first argument; plural has two.
KEYWORDS = {"N_": None, "text": None, "plural": (1, 2)}
# In the store, text() is SQL.
STORE_KEYWORDS = {"N_": None}


def marked_texts(source: Path) -> Catalog:
    """Every marked text under a folder of Python files."""
    found = Catalog(project="Facilitator", fuzzy=False)
    for path in sorted(source.rglob("*.py")):
        keywords = STORE_KEYWORDS if "store" in path.relative_to(source).parts else KEYWORDS
        for _, message, _, _ in extract_from_file("python", path, keywords=keywords):
            found.add(message)
    return found


def refreshed(po: Path, found: Catalog) -> bytes:
    """The catalogue with what is new and without what is gone; sorted, so that diffs are small.

    No guesses from similar texts: a new text stays untranslated until somebody translates it.
    """
    with po.open("rb") as file:
        catalogue = read_po(file, locale=po.parent.parent.name)
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    written = BytesIO()
    write_po(
        written, catalogue, width=100, sort_output=True, no_location=True, ignore_obsolete=True
    )
    return written.getvalue()


if __name__ == "__main__":
    texts = marked_texts(Path(sys.argv[1]))
    for name in sys.argv[2:]:
        safe_save(Path(name), refreshed(Path(name), texts))
