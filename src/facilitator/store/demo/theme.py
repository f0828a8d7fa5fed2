"""The shape of what a cluster of the demo may meet about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Insight:
    """What a cluster takes home: its kind, its category and the sentence."""

    kind: str
    category: str
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """When I am faced with `situation`, I do `action`; `sign` shows that it works."""

    category: str
    situation: str
    action: str
    sign: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Something a cluster meets about, with what may come of it."""

    title: str
    situation: str
    goal: str
    case: str
    question: str
    insights: tuple[Insight, ...]
    agreements: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class Specialty:
    """A specialty: its name, what its clusters are called, and its themes."""

    name: str
    short: str
    themes: tuple[Theme, ...]
