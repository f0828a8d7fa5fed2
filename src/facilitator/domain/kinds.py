"""The kinds of agenda item: one row each, with what the facilitator says and why it is there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from facilitator.domain.schedule import default_minimum, script_minutes
from facilitator.language import N_

CONTENT = ("case", "guideline", "talk", "data", "exchange", "group_work", "translate")
"""Kinds that are about the work in the clinics, by their ids."""


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """A part of an item: its title as a msgid and its minutes, or its weight in a script."""

    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of agenda item; every text is a msgid.

    `minutes`: what it takes by default. `basis`: what its place in a meeting rests on.
    `prompts`: what the facilitator may say; {topic} and {time} in them are filled in where shown.
    `question`: what the group is asked, empty if nothing. `steps`: its script with weights, and
    `rest_at` the step that takes what rounding leaves. `family`: one of FAMILIES.
    `icon`: a Lucide name. `flexible`: may give minutes. `protected`: never gives nor shrinks.
    `place`: where it is locked. `active`: the group speaks rather than listens.
    `core`: one of the four that motivate most (eKVIS fact sheets, March 2026).
    `silence`: how many minutes are silent when a silence is asked for.
    `word`: what it is called in a typed line, `many` (a msgid or empty) where several are spoken
    of, and `words` what else people write for it, in either language.
    """

    id: str
    title: str
    minutes: int
    basis: str
    family: str
    icon: str
    prompts: tuple[str, ...]
    question: str = ""
    steps: tuple[ScriptStep, ...] = ()
    rest_at: int = 0
    flexible: bool = True
    protected: bool = False
    place: Literal["first", "last", "free"] = "free"
    active: bool = True
    core: bool = False
    silence: int = field(default=1, kw_only=True)
    word: str = field(kw_only=True)
    many: str = field(default="", kw_only=True)
    words: tuple[str, ...] = field(kw_only=True)

    def minimum(self, minutes: int | None = None) -> int:
        """The least an item of this kind is cut to when planned for `minutes` (its default).

        A protected one keeps its minutes; the follow-up may go to 5; else the rule of the plan.
        """
        planned = self.minutes if minutes is None else minutes
        if self.protected:
            return planned
        least = 5 if self.place == "first" else default_minimum(planned)
        return min(planned, least)

    def script(self, minutes: int | None = None) -> tuple[ScriptStep, ...]:
        """The steps in whole minutes of an item of `minutes` (its default).

        None when the kind has no script, or when less than two minutes would fall to a step.
        """
        planned = self.minutes if minutes is None else minutes
        if not self.steps or planned < 2 * len(self.steps):
            return ()
        shares = script_minutes(
            tuple(step.minutes for step in self.steps), planned, rest_at=self.rest_at
        )
        return tuple(ScriptStep(s.title, m) for s, m in zip(self.steps, shares, strict=True))


KINDS = (
    Kind(
        "follow_up",
        N_("Follow-up since last time"),
        15,
        N_(
            "“Consider starting new meetings with a short follow-up on a topic from last time … "
            "This creates a learning cycle and keeps the focus.” (eKVIS fact sheet, March 2026)"
        ),
        "follow_up",
        "history",
        (
            N_("Last time we talked about {topic} – what has been your experience since then?"),
            N_("What has been introduced, what has been tried, and what came to nothing – why?"),
        ),
        question=N_(
            "Last time we talked about {topic} – what has been your experience since then?"
        ),
        flexible=False,
        place="first",
        word=N_("Follow-up"),
        words=("opfølgning", "opfølgning siden sidst", "siden sidst", "since last time"),
    ),
    Kind(
        "goals",
        N_("Goals for the meeting"),
        5,
        N_("“Clear goals for every meeting.” (eKVIS fact sheet, March 2026)"),
        "goals",
        "target",
        (
            N_("When we go home, we can …"),
            N_("What should be different in the clinic on Monday?"),
        ),
        question=N_("What should be different in the clinic on Monday?"),
        flexible=False,
        active=False,
        word=N_("Goals"),
        words=("mål", "mål for mødet", "dagens mål", "formål", "goal", "aims"),
    ),
    Kind(
        "check_in",
        N_("Check-in"),
        5,
        N_(
            "“Make room for everybody’s experience, questions, reflections and ideas.” "
            "(eKVIS fact sheet, March 2026)"
        ),
        "goals",
        "speech",
        (N_("One minute each: one thing from the clinic since last time."),),
        question=N_("What one thing has happened in your clinic since last time?"),
        flexible=False,
        word=N_("Check-in"),
        words=("tjek-ind", "check-ind", "indtjekning"),
    ),
    Kind(
        "case",
        N_("Patient case"),
        25,
        N_(
            "Patient cases are among what motivates most to make improvements in one’s own clinic. "
            "(eKVIS fact sheets, March 2026)"
        ),
        "case",
        "stethoscope",
        (
            N_("Have I understood the case correctly?"),
            N_("Clarifying questions only – good advice afterwards."),
            N_("What can the rest of us learn from it?"),
            N_("When do we take the case up again?"),
        ),
        question=N_("What can the rest of us learn from it?"),
        steps=(
            ScriptStep(N_("Presentation"), 5),
            ScriptStep(N_("Understanding"), 2),
            ScriptStep(N_("Questions"), 5),
            ScriptStep(N_("Discussion"), 9),
            ScriptStep(N_("Learning"), 4),
        ),
        rest_at=3,
        core=True,
        word=N_("Case"),
        many=N_("Cases"),
        words=("patientcase", "cases", "patientcases", "kasus", "sygehistorie"),
    ),
    Kind(
        "guideline",
        N_("Clinical guideline"),
        20,
        N_(
            "Going through and discussing new clinical guidelines is among what motivates most. "
            "(eKVIS fact sheets, March 2026)"
        ),
        "guideline",
        "book-open",
        (N_("Where do we already do this? Where do we do something else – and why?"),),
        question=N_("Where do we already do this? Where do we do something else – and why?"),
        active=False,
        core=True,
        word=N_("Guideline"),
        many=N_("Guidelines"),
        words=(
            "retningslinje",
            "klinisk retningslinje",
            "retningslinjer",
            "vejledning",
            "instruks",
            "guidelines",
        ),
    ),
    Kind(
        "talk",
        N_("Clinical talk"),
        20,
        N_(
            "Talks by external speakers are among what motivates most. "
            "(eKVIS fact sheets, March 2026)"
        ),
        "talk",
        "presentation",
        (
            N_("No more than 20 minutes at a time."),
            N_("Buzz group: what can you use? Talk it over with your neighbour."),
        ),
        question=N_("What can you use?"),
        active=False,
        core=True,
        word=N_("Talk"),
        many=N_("Talks"),
        words=(
            "oplæg",
            "fagligt oplæg",
            "eksternt oplæg",
            "foredrag",
            "indlæg",
            "oplægsholder",
            "external talk",
            "lecture",
            "speaker",
        ),
    ),
    Kind(
        "data",
        N_("Data and variation"),
        25,
        N_(
            "“Use shared data to understand variation, inspire improvement and learn from each "
            "other.” (eKVIS fact sheet, March 2026)"
        ),
        "data",
        "chart-scatter",
        (
            N_("Look at your own figures in silence for 2 minutes."),
            N_("What is surprising?"),
            N_("Patients, recording or practice – what explains the difference?"),
        ),
        question=N_("Patients, recording or practice – what explains the difference?"),
        silence=2,
        word=N_("Data"),
        words=(
            "tal",
            "data og variation",
            "egne tal",
            "egne data",
            "klyngepakke",
            "benchmarking",
            "audit",
            "figures",
            "cluster package",
        ),
    ),
    Kind(
        "exchange",
        N_("Exchange of experience"),
        20,
        N_(
            "It is to a high degree the exchange of experience that motivates members to make "
            "improvements in their own clinic. (eKVIS fact sheet, March 2026)"
        ),
        "exchange",
        "messages-square",
        (
            N_("How do you do it in your clinic?"),
            N_("Who has tried something that worked?"),
            N_("Round: 1–1½ minutes each."),
        ),
        question=N_("How do you do it in your clinic?"),
        core=True,
        word=N_("Exchange of experience"),
        words=(
            "erfaringsudveksling",
            "erfaringer",
            "udveksling",
            "bordrunde",
            "runde",
            "drøftelse",
            "diskussion",
            "sparring",
            "exchange",
            "experience",
            "round",
            "discussion",
        ),
    ),
    Kind(
        "group_work",
        N_("Group work (1-2-4-All)"),
        15,
        N_("Group work goes with greater benefit from cluster meetings. (Bundgaard et al., 2024)"),
        "exchange",
        "users",
        (N_("First alone, then in pairs, then in fours, then all together."),),
        question=N_("What do we see, and what can we do?"),
        steps=(
            ScriptStep(N_("Alone"), 1),
            ScriptStep(N_("In pairs"), 2),
            ScriptStep(N_("In fours"), 4),
            ScriptStep(N_("All together"), 5),
            ScriptStep(N_("Gathering up"), 3),
        ),
        rest_at=3,
        word=N_("Group work"),
        words=(
            "gruppearbejde",
            "gruppe",
            "gruppearbejde (1-2-4-alle)",
            "1-2-4-alle",
            "summepause",
            "buzz",
            "workshop",
        ),
    ),
    Kind(
        "translate",
        N_("From knowledge to action"),
        15,
        N_(
            "“New knowledge must become action in practice – help each other at the meeting to "
            "turn knowledge into practice.” (eKVIS fact sheet, March 2026)"
        ),
        "exchange",
        "sparkles",
        (
            N_("When I am faced with …, I will …"),
            N_("When is the first time? How can you see that it works?"),
        ),
        question=N_("When I am faced with …, I will …"),
        word=N_("From knowledge to action"),
        words=(
            "fra viden til handling",
            "handling",
            "handleplan",
            "hvis-så-plan",
            "action",
            "action plan",
            "if-then plan",
        ),
    ),
    Kind(
        "ground_rules",
        N_("Ground rules and psychological safety"),
        5,
        N_(
            "“It must be all right to ask, to wonder and to share difficult cases.” "
            "(eKVIS fact sheet, March 2026)"
        ),
        "goals",
        "shield-check",
        (
            N_("What is said here stays here."),
            N_("We ask before we advise."),
            N_("It is all right not to know."),
        ),
        question=N_("What do you need in order to share a difficult case here?"),
        flexible=False,
        word=N_("Ground rules"),
        words=(
            "spilleregler",
            "spilleregler og tryghed",
            "tryghed",
            "velkomst",
            "velkommen",
            "rules",
            "welcome",
        ),
    ),
    Kind(
        "topics",
        N_("Topics for coming meetings"),
        5,
        N_("“Topics must spring from everyday practice.” (eKVIS fact sheet, March 2026)"),
        "goals",
        "lightbulb",
        (
            N_("Write one topic from your everyday practice – one minute in silence."),
            N_("Two votes each."),
        ),
        question=N_("Which situation in your clinic should we take up?"),
        word=N_("Topics"),
        words=(
            "emner",
            "emne",
            "emner til kommende møder",
            "emneforslag",
            "idéer",
            "topic",
            "ideas",
        ),
    ),
    Kind(
        "practical",
        N_("Practicalities and news from eKVIS"),
        5,
        N_(
            "The coordinator registers attendance and apologies and calls the meetings. "
            "(eKVIS, on cluster coordinators)"
        ),
        "goals",
        "info",
        (N_("Next meeting, apologies, expenses."),),
        active=False,
        word=N_("Practicalities"),
        words=(
            "praktisk",
            "praktisk og nyt fra eKVIS",
            "nyt fra eKVIS",
            "meddelelser",
            "orientering",
            "eventuelt",
            "evt.",
            "practical",
            "news",
            "any other business",
        ),
    ),
    Kind(
        "evaluation",
        N_("Meeting pulse"),
        2,
        N_(
            "The survey asked about content, facilitation, atmosphere and benefit. "
            "(eKVIS fact sheets, March 2026)"
        ),
        "goals",
        "vote",
        (N_("Relevant? Inclusive? Safe atmosphere? Did we follow up? Do I take something home?"),),
        question=N_("How was the meeting?"),
        flexible=False,
        word=N_("Meeting pulse"),
        words=("mødets puls", "puls", "evaluering", "pulse", "evaluation"),
    ),
    Kind(
        "break",
        N_("Break"),
        10,
        N_("A change of form and short breaks keep attention. (KAP-S, on cluster meetings)"),
        "break",
        "coffee",
        (N_("We start again at {time}."),),
        flexible=False,
        active=False,
        word=N_("Break"),
        many=N_("Breaks"),
        words=(
            "pause",
            "pauser",
            "kaffe",
            "kaffepause",
            "frokost",
            "mad",
            "spisning",
            "forplejning",
            "coffee",
            "lunch",
            "dinner",
            "food",
        ),
    ),
    Kind(
        "summary",
        N_("Summary: 2–3 concrete insights"),
        10,
        N_(
            "“Consider dedicating the last 10 minutes of the meeting to summing up 2–3 concrete "
            "insights or tools that participants can take home and try.” "
            "(eKVIS fact sheet, March 2026)"
        ),
        "summary",
        "flag",
        (
            N_("Say your commitment aloud in your own words."),
            N_("Choose 2–3 insights or tools."),
            N_("Who, what, when?"),
        ),
        question=N_("What do we take home – and who tries what?"),
        steps=(
            ScriptStep(N_("Alone"), 1),
            ScriptStep(N_("In pairs"), 2),
            ScriptStep(N_("All together: choose"), 4),
            ScriptStep(N_("Who, what, when"), 2),
            ScriptStep(N_("Next meeting"), 1),
        ),
        rest_at=2,
        flexible=False,
        protected=True,
        place="last",
        word=N_("Summary"),
        words=(
            "opsummering",
            "opsummering: 2–3 konkrete indsigter",
            "opsamling",
            "afslutning",
            "afrunding",
            "wrap-up",
            "closing",
            "conclusion",
        ),
    ),
)

OTHER = Kind(
    "other",
    N_("Other"),
    10,
    N_("A kind of item that this version of the program does not know."),
    "break",
    "circle",
    (),
    word=N_("Other"),
    words=("andet",),
)

_BY_ID = {kind.id: kind for kind in KINDS}


def kind(id: str) -> Kind:
    """The kind with this id, OTHER for one that is not known."""
    return _BY_ID.get(id, OTHER)


def find_kind(typed: str, *, whole: bool = False) -> Kind | None:
    """The kind somebody means by a word, in either language; none when it is not clear.

    Capitals, spaces and hyphens do not matter, and æ, ø, å may be written ae, oe, aa. Unless the
    `whole` word is asked for, its first three letters or more do where they mean one kind alone.
    """
    said, names = _folded(typed), _names()
    if said in names or whole or len(said) < _LEAST_LETTERS:
        return names.get(said)
    meant = {kind.id: kind for name, kind in names.items() if name.startswith(said)}
    return next(iter(meant.values())) if len(meant) == 1 else None


_LEAST_LETTERS = 3
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})


def _folded(text: str) -> str:
    """Letters and digits alone, small and without accents."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFD", plain) if c.isalnum())


@lru_cache(maxsize=1)
def _names() -> dict[str, Kind]:
    return {_folded(name): kind for kind in (*KINDS, OTHER) for name in _called(kind)}


def _called(kind: Kind) -> Iterator[str]:
    yield from (kind.title, kind.word, kind.many or kind.word, *kind.words)
