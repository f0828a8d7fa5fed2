"""The seven agenda templates of two and three hours, and how they are laid at any length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from facilitator.domain.kinds import CONTENT, ScriptStep, kind
from facilitator.domain.schedule import share_evenly
from facilitator.language import N_

SHORTEST, LONGEST = 45, 420
_TWO_HOURS, _THREE_HOURS = 120, 180
_BREAKLESS = 75  # a meeting under this many minutes has no break
_BLOCK, _LONG_BREAK = 90, 15


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a template: title (msgid), kind, minutes in two hours and in three, None if absent.

    `drop` says when it is left out of a short meeting: 1 first, rows with the same number
    together, 0 never. `question` (msgid) stands instead of the question of its kind; not
    `scripted` when its title says another form than the script of its kind.
    """

    title: str
    kind: str
    two: int | None
    three: int | None
    drop: int = 0
    question: str = ""
    scripted: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """An agenda template: `why` is what it rests on, `again` the row a long meeting repeats."""

    id: str
    title: str
    why: str
    rows: tuple[Row, ...]
    again: Row


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """A laid item: title and question are msgids, minutes whole.

    {topic} and {date} may stand in both: what was talked about last time, and when.
    """

    title: str
    kind: str
    minutes: int
    minimum: int
    question: str
    scripted: bool = True

    @property
    def steps(self) -> tuple[ScriptStep, ...]:
        """The script of its kind in whole minutes, where it has one."""
        return kind(self.kind).script(self.minutes) if self.scripted else ()


_LAST_TIME = N_("Follow-up: last time we talked about …")
_GOALS = N_("Goals for the meeting")
_GOALS_AND_RULES = N_("Goals and ground rules")
_BREAK = Row(N_("Break"), "break", 10, 15)
_TOPICS = Row(N_("Topics for coming meetings"), "topics", 5, 5, drop=1)
_SUMMARY = Row(N_("Summary: 2–3 insights"), "summary", 10, 10)

TEMPLATES = (
    Template(
        "cases",
        N_("Case meeting"),
        N_(
            "Cases are among what motivates most (eKVIS fact sheets, March 2026). The steps and "
            "the length follow Project ECHO and the German case conference (KBV, 2018)."
        ),
        (
            Row(_LAST_TIME, "follow_up", 15, 20),
            Row(_GOALS_AND_RULES, "goals", 5, 5),
            Row(N_("Patient case 1"), "case", 25, 25),
            Row(N_("Patient case 2"), "case", 25, 25, drop=2),
            _BREAK,
            Row(N_("Patient case 3"), "case", None, 25),
            Row(N_("What does the guideline say?"), "guideline", 10, 20, drop=3),
            Row(N_("From case to clinic: if–then plan in pairs"), "translate", 15, 25),
            replace(_TOPICS, three=10),
            _SUMMARY,
        ),
        again=Row(N_("Another patient case"), "case", None, 25),
    ),
    Template(
        "data",
        N_("Data meeting with cluster package"),
        N_(
            "Feedback of data works better with specific goals and an action plan (Ivers et al., "
            "Cochrane 2012). “Use shared data to understand variation” (eKVIS fact sheet, "
            "March 2026)."
        ),
        (
            Row(N_("Follow-up: status and figures since last time"), "follow_up", 15, 15),
            Row(_GOALS, "goals", 5, 5),
            Row(
                N_("How we talk about the figures"),
                "ground_rules",
                5,
                10,
                drop=3,
                question=N_("What can the figures tell us, and what can they not?"),
            ),
            Row(
                N_("Own figures in silence"),
                "data",
                10,
                10,
                question=N_("What surprises you in your own figures?"),
            ),
            Row(
                N_("Variation in the cluster (1-2-4-All)"),
                "group_work",
                25,
                35,
                drop=2,
                question=N_("Patients, recording or practice – what explains the difference?"),
            ),
            _BREAK,
            Row(N_("How do those who differ do it?"), "exchange", 20, 35),
            Row(N_("Guideline in brief"), "guideline", None, 20),
            Row(
                N_("Action plan: who, what, when, which figure"),
                "translate",
                15,
                20,
                question=N_("Who does what by when – and which figure shows it?"),
            ),
            _TOPICS,
            _SUMMARY,
        ),
        again=Row(N_("Another indicator"), "data", None, 25),
    ),
    Template(
        "guideline",
        N_("Guideline meeting"),
        N_(
            "The use of guidelines goes with greater benefit (odds ratio 1.8, Bundgaard et al., "
            "2024). Finding the gap follows practice based small groups (Armson et al., 2007)."
        ),
        (
            Row(_LAST_TIME, "follow_up", 15, 15),
            Row(_GOALS, "goals", 5, 5),
            Row(
                N_("What do we do today? (show of hands/cards)"),
                "exchange",
                10,
                15,
                drop=3,
                question=N_("What do we do today?"),
            ),
            Row(
                N_("Walk through the new guideline"),
                "guideline",
                20,
                25,
                question=N_("What is new – and what do we already do?"),
            ),
            Row(
                N_("Case 1 against the guideline"),
                "case",
                20,
                25,
                question=N_("What would the guideline have us do?"),
            ),
            _BREAK,
            Row(
                N_("Where do we differ – and why?"),
                "group_work",
                15,
                30,
                drop=2,
                question=N_("Where do we differ from the guideline – and why?"),
            ),
            Row(
                N_("Case 2 against the guideline"),
                "case",
                None,
                20,
                question=N_("What would the guideline have us do?"),
            ),
            Row(
                N_("From guideline to clinic"),
                "translate",
                10,
                15,
                question=N_("What do we do differently from tomorrow?"),
            ),
            _TOPICS,
            _SUMMARY,
        ),
        again=Row(
            N_("Another case against the guideline"),
            "case",
            None,
            20,
            question=N_("What would the guideline have us do?"),
        ),
    ),
    Template(
        "speaker",
        N_("External speaker meeting"),
        N_(
            "More external speakers are asked for (eKVIS fact sheet, March 2026). Short talks that "
            "are actively digested give more (Elsborg & Ravn, 2006)."
        ),
        (
            Row(_LAST_TIME, "follow_up", 15, 15),
            Row(N_("Goals and introduction of the speaker"), "goals", 5, 5),
            Row(
                N_("Our own questions on the topic (in pairs)"),
                "group_work",
                5,
                10,
                drop=3,
                question=N_("What would you most like to have answered?"),
                scripted=False,
            ),
            Row(N_("Talk, part 1"), "talk", 20, 25),
            Row(
                N_("Buzz with your neighbour"),
                "group_work",
                5,
                5,
                question=N_("What can you use?"),
                scripted=False,
            ),
            Row(N_("Talk, part 2"), "talk", 15, 20, drop=2),
            _BREAK,
            Row(
                N_("Questions and experience from own clinic"),
                "exchange",
                15,
                25,
                drop=4,
                question=N_("What does it mean in your clinic?"),
            ),
            Row(N_("Case in the light of the talk"), "case", None, 25),
            Row(
                N_("From talk to action"),
                "translate",
                15,
                20,
                question=N_("What do we do differently from tomorrow?"),
            ),
            _TOPICS,
            _SUMMARY,
        ),
        again=Row(N_("Another case in the light of the talk"), "case", None, 25),
    ),
    Template(
        "exchange",
        N_("Experience exchange meeting"),
        N_(
            "The exchange of experience motivates most (eKVIS fact sheet, March 2026). A round "
            "first gives everybody the floor; balanced turns go with better groups (Woolley et "
            "al., 2010)."
        ),
        (
            Row(_LAST_TIME, "follow_up", 15, 20),
            Row(_GOALS_AND_RULES, "goals", 5, 5),
            Row(
                N_("Round: one problem and one good trick"),
                "exchange",
                20,
                30,
                question=N_("What is your one problem, and what is your one good trick?"),
            ),
            Row(
                N_("Choose two themes by dots"),
                "topics",
                5,
                10,
                drop=2,
                question=N_("Which two themes do we go on with?"),
            ),
            _BREAK,
            Row(N_("Theme 1: 1-2-4-All"), "group_work", 20, 25),
            Row(N_("Theme 2: 1-2-4-All"), "group_work", 20, 25, drop=2),
            Row(N_("A case that shows the theme"), "case", None, 20),
            Row(
                N_("What will I try?"),
                "translate",
                10,
                15,
                question=N_("What will I try, and when is the first time?"),
            ),
            _TOPICS,
            _SUMMARY,
        ),
        again=Row(N_("Another theme: 1-2-4-All"), "group_work", None, 25),
    ),
    Template(
        "revisit",
        N_("Revisit meeting"),
        N_(
            "Revisiting earlier topics, data or discussions turns talk into improvement (eKVIS "
            "fact sheet, March 2026); six to twelve months later in the Danish GP clusters."
        ),
        (
            Row(N_("Follow-up since the last meeting"), "follow_up", 10, 15),
            Row(N_("Goals: what we agreed on {topic} on {date}"), "goals", 5, 5),
            Row(
                N_("Then and now: commitments and figures"),
                "data",
                15,
                20,
                drop=4,
                question=N_("What has changed since then?"),
            ),
            Row(
                N_("What worked and what got in the way? (round)"),
                "exchange",
                20,
                25,
                question=N_("What worked, and what got in the way?"),
            ),
            _BREAK,
            Row(N_("A case since then"), "case", 20, 25, drop=2),
            Row(
                N_("News in the field"),
                "guideline",
                10,
                20,
                drop=3,
                question=N_("What is new – and what do we already do?"),
            ),
            Row(
                N_("Help each other with what got in the way"),
                "group_work",
                None,
                15,
                question=N_("What would help?"),
            ),
            Row(
                N_("Adjust the plan: keep, change or drop"),
                "translate",
                15,
                25,
                question=N_("What do we keep, change or drop?"),
            ),
            _TOPICS,
            _SUMMARY,
        ),
        again=Row(N_("Another case since then"), "case", None, 20),
    ),
    Template(
        "stock_taking",
        N_("Stock-taking meeting (first of the year)"),
        N_(
            "The year is looked over when the status is sent in January (eKVIS, on cluster "
            "coordinators). Built on the “stop op” meeting of the GP clusters (MidtKraft)."
        ),
        (
            Row(N_("Follow-up: the year’s open commitments"), "follow_up", 15, 20),
            Row(_GOALS, "goals", 5, 5),
            Row(
                N_("The year: attendance, improvements, answers against the national average"),
                "data",
                15,
                20,
                question=N_("What is surprising?"),
            ),
            Row(
                N_("What gives value, and what does not? (1-2-4-All)"),
                "group_work",
                20,
                25,
                question=N_("What gives value, and what does not?"),
            ),
            _BREAK,
            Row(
                N_("Ground rules, psychological safety, open or closed data"),
                "ground_rules",
                15,
                20,
                drop=2,
            ),
            Row(N_("Case or clinical item"), "case", None, 25),
            Row(
                N_("Topics and year plan: rank the topic bank"),
                "topics",
                20,
                25,
                drop=1,
                question=N_("Which topics do we take up this year?"),
            ),
            Row(
                N_("What do we change from the next meeting?"),
                "translate",
                10,
                15,
                question=N_("What do we change from the next meeting?"),
            ),
            _SUMMARY,
        ),
        again=Row(N_("Another case or clinical item"), "case", None, 25),
    ),
)


WELCOME = TemplateItem(
    N_("Welcome and ground rules"),
    "ground_rules",
    5,
    kind("ground_rules").minimum(5),
    kind("ground_rules").question,
)
"""What a cluster that never met has instead of the follow-up."""


def lay(template: Template, minutes: int) -> tuple[TemplateItem, ...]:
    """The template's items for a meeting of `minutes` (45 to 420), which they fill exactly.

    Two and three hours stand as written. Shorter: from two hours, without a break under 75
    minutes, and without what is dropped first until the rest fits at its least; then the flexible
    items give in proportion, and last the follow-up, down to 5. In between: from the nearer of
    the two. Longer: flexible items grow to at most twice their minutes, then come blocks of a
    15-minute break and the row the template repeats, one block per started 90 minutes. Minutes
    are fives; in a meeting whose own are not, one item takes what is over. The summary has 10
    throughout (eKVIS fact sheet, March 2026). Raises ValueError for other lengths.
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise ValueError(f"a template is laid for {SHORTEST} to {LONGEST} minutes, not {minutes}")
    if minutes <= (_TWO_HOURS + _THREE_HOURS) // 2:
        lines = _shortened(_lines(template.rows, three=False), minutes)
    else:
        lines = _lengthened(_lines(template.rows, three=True), template.again, minutes)
    fitted = _fitted(lines, minutes)
    return tuple(_item(line.row, planned) for line, planned in zip(lines, fitted, strict=True))


def stock_titles(of: str) -> frozenset[str]:
    """What the program itself calls items of a kind: msgids."""
    rows = (row for one in TEMPLATES for row in (*one.rows, one.again))
    return frozenset({kind(of).title, *(row.title for row in rows if row.kind == of)})


def for_first_meeting(items: Sequence[TemplateItem]) -> tuple[TemplateItem, ...]:
    """The items for a cluster that has nothing to follow up: 5 minutes of welcome instead, and
    the minutes to spare to the first content item. Unchanged when there is no follow-up.

    The ground rules belong to the welcome; the goals then stand alone."""
    spare = sum(item.minutes for item in items if item.kind == "follow_up") - WELCOME.minutes
    if spare < 0:
        return tuple(items)
    rest = [_without_rules(item) for item in items if item.kind != "follow_up"]
    place = first_content([item.kind for item in rest])
    if place is not None:
        rest[place] = _with_minutes(rest[place], rest[place].minutes + spare)
    return (WELCOME, *rest)


def _without_rules(item: TemplateItem) -> TemplateItem:
    return replace(item, title=_GOALS) if item.title == _GOALS_AND_RULES else item


def first_content(kinds: Sequence[str]) -> int | None:
    """The place of the first kind that is the meeting's substance; None where there is none."""
    return next((place for place, one in enumerate(kinds) if one in CONTENT), None)


def _with_minutes(item: TemplateItem, minutes: int) -> TemplateItem:
    return replace(item, minutes=minutes, minimum=kind(item.kind).minimum(minutes))


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with its minutes in one of the two columns."""

    row: Row
    minutes: int

    @property
    def gives(self) -> bool:
        return kind(self.row.kind).flexible

    @property
    def least(self) -> int:
        of = kind(self.row.kind)
        return of.minimum(self.minutes) if of.flexible or of.place == "first" else self.minutes


def _lines(rows: Sequence[Row], *, three: bool) -> tuple[_Line, ...]:
    column = ((row, row.three if three else row.two) for row in rows)
    return tuple(_Line(row, minutes) for row, minutes in column if minutes is not None)


def _shortened(lines: tuple[_Line, ...], minutes: int) -> tuple[_Line, ...]:
    if minutes < _BREAKLESS:
        lines = tuple(line for line in lines if line.row.kind != "break")
    for drop in sorted({line.row.drop for line in lines} - {0}):
        if sum(line.least for line in lines) <= minutes:
            break
        lines = tuple(line for line in lines if line.row.drop != drop)
    return lines


def _lengthened(lines: tuple[_Line, ...], again: Row, minutes: int) -> tuple[_Line, ...]:
    room = sum(line.minutes for line in lines if line.gives)
    beyond = minutes - _THREE_HOURS - room
    if beyond <= 0:
        return lines
    (repeat,) = _lines([again], three=True)
    blocks = ceil(beyond / _BLOCK)
    repeats = max(blocks, ceil((beyond - _LONG_BREAK * blocks) / (2 * repeat.minutes)))
    added: list[_Line] = []
    for block in range(blocks):
        in_block = (repeats + block) // blocks
        added += [_Line(_BREAK, _LONG_BREAK), *[repeat] * in_block]
    place = next(i for i, line in enumerate(lines) if line.row.kind == "translate")
    return (*lines[:place], *added, *lines[place:])


def _fitted(lines: tuple[_Line, ...], minutes: int) -> tuple[int, ...]:
    """The minutes of each line when together they shall be `minutes`."""
    planned = [line.minutes for line in lines]
    weights = [line.minutes if line.gives else 0 for line in lines]
    missing = sum(planned) - minutes
    if missing <= 0:
        more = share_evenly(-missing, weights, weights, planned)
        return tuple(p + m for p, m in zip(planned, more, strict=True))
    least = [line.minutes - line.least for line in lines]
    given = share_evenly(missing, weights, least, planned)
    left = [p - g for p, g in zip(planned, given, strict=True)]
    left[0] -= missing - sum(given)  # the follow-up stands first and gives what nobody else can
    return tuple(left)


def _item(row: Row, minutes: int) -> TemplateItem:
    of = kind(row.kind)
    question = row.question or of.question
    return TemplateItem(row.title, row.kind, minutes, of.minimum(minutes), question, row.scripted)
