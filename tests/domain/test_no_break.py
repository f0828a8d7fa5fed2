"""A number stands on the line of its unit: in print, in Word and on the screen."""

from __future__ import annotations

import pytest

from facilitator.domain.no_break import keep_together, part_long_words


@pytest.mark.parametrize(
    "kept",
    [
        *("24~pct.", "1~t.~35~min.", "1½~min.", "1~hr~35~min", "14~måneder siden", "182~dage"),
        *("kl.~17.30", "7~af~11 (63,6~pct., 35–85)", "n~=~14–15", "50~%", "20.~klyngemøde"),
        *("inden 7.~december", "den 8.~september~2026", "2.~mar.~2022", "sep.~2025", "Klinik~13"),
        *("9~December~2026", "15~Sep~2026", "Clinic~3~· by 9~December", "Møde~6", "67~of~131"),
        *("ØNH~– Eksempel~· Klinik~3", "Sidst talte vi om~…", "+9~procentpoint (−28 til +43)"),
    ],
)
def test_no_line_is_broken_between_a_number_and_what_it_counts(kept: str) -> None:
    typed = kept.replace("~", " ")
    assert keep_together(typed).replace("\N{NO-BREAK SPACE}", "~") == kept


@pytest.mark.parametrize("typed", ["HbA1c <48", "Hvordan får vi 3 til at gå op?", "a-b – ", ""])
def test_nothing_else_is_touched(typed: str) -> None:
    assert keep_together(typed).replace("\N{NO-BREAK SPACE}", " ") == typed
    assert keep_together(keep_together(typed)) == keep_together(typed)


def test_only_what_is_longer_than_any_word_is_parted() -> None:
    danish = "speciallægepraksisomsætningsloftsforhandlingsudvalgsmødereferat"[:60]
    address = "https://example.org/en/meget/lang/adresse/med/mange/led/og-endnu-flere/led"
    for kept in (danish, address, f"{danish} {danish}"):
        assert part_long_words(kept) == kept
    endless = "x" * 61
    assert part_long_words(endless).split("\N{SOFT HYPHEN}") == ["x" * 20, "x" * 20, "x" * 20, "x"]
