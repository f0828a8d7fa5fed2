"""What may be shown of few people, and to whom."""

from __future__ import annotations

from enum import StrEnum

from facilitator.domain.shares import Share

LEAST = 5
"""The least number of people that is shown as a number: Statistics Denmark hides cells of 1 to 4
people in what researchers take out."""


class Audience(StrEnum):
    """Who sees it."""

    OWN_SCREEN = "own_screen"
    MEETING = "meeting"
    OUTSIDE = "outside"


def may_show(
    share: Share, audience: Audience, *, least: int = LEAST, sensitive: bool = False
) -> bool:
    """Whether a share may be shown to `audience`, with its counts or as a percentage.

    One's own screen shows all, a meeting what is of `least` people or more. Outside the cluster
    neither those who said yes nor those who said no may be 1 to `least` - 1, and of a sensitive
    question neither may be nobody. ValueError for a `least` below 3, which hides nothing.
    """
    refuse_least(least)
    if audience is Audience.OWN_SCREEN:
        return True
    if share.n < least:
        return False
    parts = (share.k, share.n - share.k)
    fewest = 0 if sensitive else 1
    return audience is Audience.MEETING or not any(fewest <= part < least for part in parts)


def may_show_again(before: Share, after: Share, *, least: int = LEAST) -> bool:
    """Whether showing `after` too tells nothing of the few people between it and `before`.

    It does when those who said yes, or no, have changed by 1 to `least` - 1. ValueError for a
    `least` below 3.
    """
    refuse_least(least)
    changes = (after.k - before.k, (after.n - after.k) - (before.n - before.k))
    return not any(0 < abs(change) < least for change in changes)


def refuse_least(least: int) -> None:
    """ValueError where hiding what is below `least` would hide only the number 1, or nothing."""
    if least < 3:
        raise ValueError(f"numbers hidden below {least} are known")
