"""What in the text of a case is pointed at, and what is left in peace."""

from __future__ import annotations

import pytest

from facilitator.domain.anonymity import LONG, hints


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Set første gang 12.10.2026", "date"),
        ("Opereret 3/4-26", "date"),
        ("Indlagt den 7. oktober", "date"),
        ("Set på Odense Sygehus", "place"),
        ("Henvist fra Rigshospitalet", "place"),
        ("Opereret på afdeling K", "place"),
        ("Kommer fra OUH", "place"),
        ("Patienten J.K. er bekymret", "initials"),
        ("x" * (LONG + 1), "This is long"),
    ],
)
def test_what_may_lead_back_to_a_patient_is_pointed_at(text: str, said: str) -> None:
    (hint,) = hints(text)
    assert said in hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Anfaldsvis svimmelhed i tre uger, normal høreprøve.",
        "Henvist fra egen læge; set to gange i klinikken.",
        "Penicillin 1,2 mio. i 7-10 dage, HbA1c <48 hos >60 %",
        "Sygehuset ringer, og afdelingen svarer f.eks. ikke.",
        "Kontrol efter 3-6 måneder",
    ],
)
def test_a_case_told_in_a_few_words_is_left_in_peace(text: str) -> None:
    assert hints(text) == ()


def test_a_text_with_all_of_it_is_told_all_of_it() -> None:
    text = "J.K., set 12.10.2026 på Odense Sygehus. " + "x" * LONG
    assert len(hints(text)) == 4
