"""What the invented clusters read, hear, keep and prepare: all of it plainly made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from facilitator.domain import kinds
from facilitator.store.demo import content
from facilitator.store.demo.pen import DANISH, Pen, Row, at_clock, position
from facilitator.store.demo.theme import Specialty, Theme

_AGES = ("18-39", "40-64", "40-64", "65-79")
_SEXES = ("female", "male", None)
_WOMEN = ("female", None)
_FEES = (2000, 2500, 2500, 3000, 4000)
_TITLES = ("Overlæge", "Fysioterapeut", "Forsker", "Praktiserende læge")
_ORGANISATIONS = ("Eksempelhospitalet", "Eksempelklinikken", "Eksempeluniversitetet")
_COURSES = (
    "Set to gange i klinikken og en gang akut. Behandlet som vi plejer, men uden virkning.",
    "Henvist med få oplysninger. Fundene pegede i to retninger, og patienten var utryg.",
    "Fulgt gennem nogle uger. Det gik bedre, så værre igen, og planen måtte ændres.",
)
_QUESTIONS = """\
Hvad overrasker jer i jeres egne tal?
Hvilken forskel kan I gøre noget ved?
Hvad vil I se på næste gang?"""
_OLD = timedelta(days=400)


@dataclass(slots=True)
class Shelf:
    """What a cluster can take up at its meetings, by the title of a theme.

    It has a pen of its own, so that the meetings are the same with and without it.
    """

    pen: Pen
    today: date
    guidelines: dict[str, str]
    package: str
    sexes: Sequence[str | None] = _SEXES
    cases: dict[str, Row] = field(default_factory=dict)
    last_seen: dict[str, date] = field(default_factory=dict)
    speakers: dict[str, Row] = field(default_factory=dict)


def stock(
    pen: Pen, of: Specialty, specialty: str, since: datetime, today: date
) -> tuple[dict[str, str], str, Sequence[str | None]]:
    """Write what all clusters of a specialty share. Returns the keys of its guidelines by theme
    and of its package, and the sexes its patients have."""
    sexes = _WOMEN if of.short == "Gynækologi" else _SEXES
    guidelines = _write_guidelines(pen, of, since, today)
    return guidelines, write_package(pen, since, of, specialty), sexes


def _write_guidelines(pen: Pen, of: Specialty, since: datetime, today: date) -> dict[str, str]:
    """A guideline on each theme of a specialty. Returns their keys by the title of the theme."""
    return {theme.title: _write_guideline(pen, of, theme, since, today) for theme in of.themes}


def _write_guideline(pen: Pen, of: Specialty, theme: Theme, since: datetime, today: date) -> str:
    published = since.date() - timedelta(days=pen.random.randint(100, 900))
    return pen.write(
        "guideline",
        since,
        title=f"Eksempelvejledning: {theme.title}",
        publisher=f"Eksempelselskabet for {of.name.lower()}",
        edition=f"{pen.random.randint(1, 4)}. udgave",
        published=published,
        link=f"https://vejledning.example/{published.year}/{pen.random.randint(100, 999)}",
        recommendations="\n".join(insight.text for insight in theme.insights),
        differently=theme.agreements[0].action,
        next_check=today + timedelta(days=pen.random.randint(-60, 500)),
    )


def write_package(pen: Pen, since: datetime, of: Specialty | None, specialty: str | None) -> str:
    """A cluster package of a specialty, or of all of them. Returns its key."""
    about = of.themes[0].title if of else "henvisninger og epikriser"
    return pen.write(
        "package",
        since,
        specialty_id=specialty,
        title=f"Klyngepakke – eksempel: {about}",
        publisher="eKVIS – eksempel",
        period=str(since.year),
        link="https://klyngepakke.example",
        file_name="klyngepakke-eksempel.pdf",
        questions=_QUESTIONS,
    )


def write_templates(pen: Pen, since: datetime) -> None:
    """An own template of 90 minutes and two blocks."""
    evening = (("follow_up", 15, ""), ("goals", 5, ""), ("case", 25, ""))
    rest = (("exchange", 20, ""), ("translate", 15, ""), ("summary", 10, ""))
    why = "Når vi kun har halvanden time efter klinikkens lukketid."
    _write_template(pen, since, "Vores korte aften", why, (*evening, *rest), is_block=False)
    trick = "Hvad er dit bedste trick lige nu?"
    two_rounds = (("check_in", 5, "Én ting fra klinikken siden sidst"), ("exchange", 20, trick))
    _write_template(pen, since, "To runder uden afbrydelser", "Alle får ordet.", two_rounds)
    pairs = "Hvad ville du selv have gjort?"
    with_partner = (("case", 25, ""), ("group_work", 10, pairs), ("break", 10, ""))
    _write_template(pen, since, "Case med makker", "Casen drøftes to og to.", with_partner)


def _write_template(
    pen: Pen,
    since: datetime,
    title: str,
    why: str,
    items: Sequence[tuple[str, int, str]],
    *,
    is_block: bool = True,
) -> None:
    key = pen.write("template", since, title=title, why=why, is_block=is_block, language="da")
    for number, (name, minutes, question) in enumerate(items):
        kind = kinds.kind(name)
        asked = question or ("" if kind.place == "first" else _in_danish(kind.question))
        item = pen.write(
            "template_item",
            since,
            template_id=key,
            position=position(number),
            kind=name,
            title=_in_danish(kind.title),
            question=asked,
            planned=minutes * 60,
            minimum=kind.minimum(minutes) * 60,
            flexible=kind.flexible,
        )
        for place, step in enumerate(kind.script(minutes)):
            pen.write(
                "template_step",
                since,
                template_item_id=item,
                position=position(place),
                title=_in_danish(step.title),
                seconds=step.minutes * 60,
            )


def _in_danish(msgid: str) -> str:
    return DANISH.text(msgid, topic="…", date="…", time="…") if msgid else ""


def take_up(
    shelf: Shelf, cluster: str, item: Row, theme: Theme, meeting: Row, *, is_held: bool
) -> None:
    """Let a stored item be about something on the shelf, as its kind asks for."""
    start = meeting["start"]
    if item["kind"] == "case":
        _use(shelf, item, start, case_id=_case(shelf, cluster, item, theme, start, is_held)["id"])
    elif item["kind"] == "guideline" and theme.title in shelf.guidelines:
        _use(shelf, item, start, guideline_id=shelf.guidelines[theme.title])
    elif item["kind"] == "data":
        _use(shelf, item, start, package_id=shelf.package)
    elif item["kind"] == "talk":
        _speak(shelf, cluster, item, theme, start)


def _use(shelf: Shelf, item: Row, start: datetime, **thing: object) -> None:
    shelf.pen.write("use", start - timedelta(days=7), item_id=item["id"], **thing)


def _case(
    shelf: Shelf, cluster: str, item: Row, theme: Theme, start: datetime, is_held: bool
) -> Row:
    """The case of a theme; when the theme comes back, the cluster looks at it again."""
    pen, created = shelf.pen, start - timedelta(days=10)
    if theme.title not in shelf.cases:
        pen.write(
            "case",
            created,
            cluster_id=cluster,
            presenter_id=item.get("member_id"),
            title=theme.case,
            doubt=theme.question,
            age_band=_age(shelf, theme),
            sex=pen.random.choice(shelf.sexes) if theme.title in shelf.guidelines else None,
            course=pen.random.choice(_COURSES),
            nature=pen.random.choice(("brought", "brought", "typical")),
            learning="",
            present_again=None,
            created=created,
            text_deleted=None,
        )
        shelf.cases[theme.title] = pen.rows["case"][-1]
    row = shelf.cases[theme.title]
    if is_held:
        row["learning"] = theme.insights[0].text
        again = start.date() + timedelta(days=183) if pen.likely(0.3) else None
        row["present_again"] = again
    shelf.last_seen[theme.title] = start.date()
    return row


def _age(shelf: Shelf, theme: Theme) -> str:
    """None for what is no patient's case but the clinic's."""
    if theme.title not in shelf.guidelines:
        return ""
    told = theme.case.casefold()
    if "barn" in told or "årig" in told:
        return "2-5"
    return "13-17" if "ung" in told else shelf.pen.random.choice(_AGES)


def _speak(shelf: Shelf, cluster: str, item: Row, theme: Theme, start: datetime) -> None:
    """One speaker a meeting, paid once, also when the talk has two parts."""
    pen = shelf.pen
    meeting = item["meeting_id"]
    is_new = meeting not in shelf.speakers
    if is_new:
        name = f"{pen.random.choice(content.FIRST_NAMES)} {content.SURNAME}"
        pen.write(
            "speaker",
            start - timedelta(days=30),
            cluster_id=cluster,
            name=f"{pen.random.choice(_TITLES)} {name}",
            organisation=pen.random.choice(_ORGANISATIONS),
            topic=theme.title,
            email=f"oplaeg{len(shelf.speakers) + 1}@hospital.example",
        )
        shelf.speakers[meeting] = pen.rows["speaker"][-1]
    row = shelf.speakers[meeting]
    item["who"] = row["name"]
    fee = pen.random.choice(_FEES) if is_new else None
    _use(shelf, item, start, speaker_id=row["id"], fee=fee)


def forget_old_cases(shelf: Shelf) -> None:
    """Delete the text of cases long talked about; what was learnt stays."""
    for title, row in shelf.cases.items():
        if shelf.last_seen[title] < shelf.today - _OLD:
            deleted = at_clock(shelf.last_seen[title] + timedelta(days=30), 9)
            row |= {"doubt": "", "course": "", "age_band": "", "sex": None}
            row["text_deleted"] = deleted


def prepare(shelf: Shelf, meeting: str, row: Row, items: Sequence[Row]) -> None:
    """Write who gets what ready before the coming meeting."""
    facilitator = {"member_id": row["facilitator_id"]}
    _write_preparation(shelf, meeting, row, "Bestil mad og lokale", 28, **facilitator)
    _write_preparation(shelf, meeting, row, "Send dagsordenen ud", 7, **facilitator)
    for item in items:
        if item["kind"] == "case":
            who = {"item_id": item["id"], "member_id": item.get("member_id")}
            _write_preparation(shelf, meeting, row, "Find en case uden kendetegn", 10, **who)
        elif item["kind"] == "data":
            who = {"item_id": item["id"], "clinic_id": item.get("clinic_id")}
            _write_preparation(shelf, meeting, row, "Tæl op i to uger", 3, **who)
        elif item["kind"] == "talk":
            who = {"item_id": item["id"], "who": item["who"]}
            _write_preparation(shelf, meeting, row, "Oplæg på højst 20 minutter", 5, **who)


def _write_preparation(
    shelf: Shelf, meeting: str, row: Row, text: str, days: int, **values: object
) -> None:
    due = row["start"].date() - timedelta(days=days)
    before = len(shelf.pen.rows["preparation"])
    is_done = due < shelf.today and shelf.pen.likely(0.7)
    shelf.pen.write(
        "preparation",
        row["start"] - timedelta(days=45) + timedelta(seconds=before),
        meeting_id=meeting,
        text=text,
        due=due,
        done=at_clock(due - timedelta(days=1), 16) if is_done else None,
        **values,
    )
