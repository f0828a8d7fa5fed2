"""A target as people write it: ≥ 85 %, at least 85, højst 10 dage, or the figure alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from facilitator.domain.indicators import Kind, TargetOp
from facilitator.domain.number_words import Mark, read_number

_AT_LEAST = r"≥|>=|=>|>|mindst|mindste|minimum|min\.?|fra|at least|over|from"
_AT_MOST = r"≤|<=|=<|<|højst|højest|maks(?:imalt)?\.?|max\.?|under|op til|at most|up to|below"
_TYPED = re.compile(rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))?\s*(?P<figure>.*)")
_NUMBER = re.compile(r"[-+−]?[0-9][0-9., \u00a0\u202f]*(?:%|pct\.?|procent|per\s?cent)?")


@dataclass(frozen=True, slots=True)
class Target:
    """A share from 0 to 1, or a number; `op` is empty where nobody has said how it is met."""

    figure: float
    op: TargetOp = ""


def read_target(text: str, kind: Kind, mark: Mark) -> Target | None:
    """The target in a text whose decimal mark is `mark`; a share is written in percent.

    Words after the figure, as its unit, are passed over. None where there is no figure.
    """
    found = _TYPED.fullmatch(" ".join(text.casefold().split()))
    number = _NUMBER.match(found["figure"]) if found else None
    read = read_number(number[0].strip(), mark) if number else None
    if found is None or read is None:
        return None
    op: TargetOp = ">=" if found["least"] else "<=" if found["most"] else ""
    if kind == "share":
        # As it is written: 0.29 and not 0.28999…
        return Target(float(Fraction(repr(read.value)) / 100), op)
    return Target(read.value, op)
