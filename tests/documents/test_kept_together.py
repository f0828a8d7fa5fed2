"""A number stands on the line of its unit, in print as in Word."""

from __future__ import annotations

import json

from tests.documents.example import DANISH, PARTICIPANTS, docx, written

from facilitator.documents.agenda_pdf import source_of
from facilitator.documents.agenda_word import as_docx
from facilitator.domain.no_break import keep_together


def test_paper_and_word_keep_the_same_together() -> None:
    given = json.loads(source_of(written(), DANISH, PARTICIPANTS)[1]["sheet"])
    said = [part.text for part in docx(as_docx(written(), DANISH, PARTICIPANTS)).paragraphs]
    heading = "ØNH – Eksempel · Onsdag den 9. december 2026 kl. 16.30–18.30 · Klinik 3"
    assert keep_together(heading) in said
    assert given["heading"] == keep_together(heading)
    assert given["file"]["title"] == "Dagsorden til 7. klyngemøde · ØNH – Eksempel"
