"""A note of 250 signs looked through for CPR numbers, with the dashes people write."""

from __future__ import annotations

import timeit
from functools import partial

from facilitator.domain.privacy import find_cpr

LIMIT = 60.0
"""Microseconds."""

NOTE = (
    "Vi drøftede forløbet på mødet den 13.10.2025 kl. 17.30 – klinik 2 prøver nye henvisninger af."
    " Tlf. 12 34 56 78, pris 1.250 kr. Følg op i ugen efter, og tal med afdelingen om svartid på"
    " under 14 dage for børn med øreproblemer."
)


def main() -> None:
    notes = (NOTE, NOTE.replace("–", "-"), NOTE.replace("–", "—"))
    took = max(
        min(timeit.repeat(partial(find_cpr, note), number=100, repeat=50)) / 100 for note in notes
    )
    print(f"a note looked through for CPR numbers, µs  {1e6 * took:.1f}  {LIMIT}")


if __name__ == "__main__":
    main()
