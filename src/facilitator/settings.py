"""SETTINGS: one row per setting; the dialog follows. The program's own lie beside the store.

To add one, write a row. Scope "program" is kept by `Settings`; scope "cluster" in the store's
table of settings, with the day from which it counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from facilitator.language import N_
from facilitator.paths import safe_save

Value = str | int | bool

_SOURCE = N_("eKVIS for coordinators (undated). Change it when the agreement changes.")
_THRESHOLD = N_("Fewer are hidden, as Statistics Denmark hides cells of 1–4 people.")
_PERCENT = N_("per cent")
_DAYS = N_("days")
_KRONER = N_("kroner")
_MEETINGS = N_("meetings a year")
_MONTHS = N_("months")


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a person can choose, or the program remembers.

    Attributes:
        kind: "choice" (one id of `choices`), "number" (from `low` to `high`), "yes", "text", or
            "member" (the id of one, kept for each cluster by itself).
        label: what the dialog calls it; empty for what the program only remembers.
        about: where the default comes from or what it is for.
    """

    key: str
    scope: Literal["program", "cluster"]
    kind: Literal["choice", "number", "yes", "text", "member"]
    default: Value
    label: str = ""
    about: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 0
    unit: str = ""

    def fits(self, value: object) -> bool:
        """Whether `value` may stand in this setting."""
        if self.kind == "number":
            return type(value) is int and self.low <= value <= self.high
        if self.kind == "yes":
            return isinstance(value, bool)
        if self.kind == "choice":
            return value in [choice for choice, _ in self.choices]
        return isinstance(value, str)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "language",
        "program",
        "choice",
        "system",
        N_("Language"),
        choices=(("system", N_("As the computer")), ("da", "Dansk"), ("en", "English")),
    ),
    Setting(
        "theme",
        "program",
        "choice",
        "system",
        N_("Appearance"),
        choices=(
            ("system", N_("As the computer")),
            ("light", N_("Light")),
            ("dark", N_("Dark")),
        ),
    ),
    Setting(
        "text_size",
        "program",
        "number",
        100,
        N_("Text size"),
        unit=_PERCENT,
        low=80,
        high=200,
    ),
    Setting(
        "i_am",
        "program",
        "member",
        "",
        N_("I am"),
        N_("Shows “My clinic” and says in the history who changed what."),
    ),
    Setting("sound_soon", "program", "yes", False, N_("Sound when little time is left")),
    Setting("sound_over", "program", "yes", False, N_("Sound when the time is up")),
    Setting(
        "sound_discussion", "program", "yes", False, N_("Sound five minutes before the summary")
    ),
    Setting(
        "sound_turn",
        "program",
        "yes",
        False,
        N_("Sound when a turn in a round, or a silent minute, is over"),
    ),
    Setting(
        "keep_steps_days",
        "program",
        "number",
        400,
        N_("Keep what can be undone and restored for"),
        unit=_DAYS,
        low=30,
        high=3650,
    ),
    Setting("room_screen", "program", "text", ""),
    Setting("compact_strip", "program", "text", ""),
    Setting("installation", "program", "text", ""),
    Setting("last_cluster", "program", "text", ""),
    Setting("last_page", "program", "text", "home"),
    Setting("last_subject", "program", "text", ""),
    Setting("recent_places", "program", "text", ""),
    Setting("drafts", "program", "text", ""),
    Setting(
        "spoken",
        "cluster",
        "choice",
        "off",
        N_("Who has spoken"),
        N_("Only the number is counted, for the facilitator’s eyes."),
        choices=(
            ("off", N_("Not counted")),
            ("forget", N_("Counted, and forgotten when the meeting ends")),
            ("keep", N_("Counted and kept")),
        ),
    ),
    Setting(
        "count_by",
        "cluster",
        "choice",
        "member",
        N_("Count improvements by"),
        N_("The national figure counts doctors, so clinics are not held against it."),
        choices=(("member", N_("Member")), ("clinic", N_("Clinic"))),
    ),
    Setting(
        "revisit_months",
        "cluster",
        "number",
        6,
        N_("Take a topic up again after"),
        N_("What was agreed has then had time to become a habit."),
        unit=_MONTHS,
        low=1,
        high=36,
    ),
    Setting(
        "least_shown",
        "cluster",
        "number",
        5,
        N_("Show figures of few people from"),
        _THRESHOLD,
        unit=N_("people"),
        low=3,
        high=20,
    ),
    Setting(
        "cautious",
        "cluster",
        "yes",
        False,
        N_("Cautious intervals in the charts"),
        N_("Clopper–Pearson’s in place of Wilson’s: a little wider, and never less sure than 95%."),
    ),
    Setting(
        "open_data",
        "cluster",
        "yes",
        False,
        N_("Clinics by name in the cluster’s data"),
        N_("Otherwise by codes, shuffled anew each time. Ask everybody in the cluster first."),
    ),
    Setting(
        "quota_low",
        "cluster",
        "number",
        2,
        N_("Meetings, at least"),
        _SOURCE,
        unit=_MEETINGS,
        low=1,
        high=12,
    ),
    Setting(
        "quota_high",
        "cluster",
        "number",
        4,
        N_("Meetings, at most"),
        _SOURCE,
        unit=_MEETINGS,
        low=1,
        high=12,
    ),
    Setting(
        "rate_in_clinic",
        "cluster",
        "number",
        500,
        N_("Catering for each member at a meeting in a clinic"),
        _SOURCE,
        unit=_KRONER,
        high=100_000,
    ),
    Setting(
        "rate_elsewhere",
        "cluster",
        "number",
        750,
        N_("Catering for each member at a meeting elsewhere"),
        _SOURCE,
        unit=_KRONER,
        high=100_000,
    ),
    Setting(
        "speaker_frame",
        "cluster",
        "number",
        10_000,
        N_("For outside speakers in a year"),
        _SOURCE,
        unit=_KRONER,
        high=1_000_000,
    ),
)

_BY_KEY: Mapping[str, Setting] = {row.key: row for row in SETTINGS}


def setting(key: str) -> Setting:
    """The row of `key`. Raises KeyError when there is none."""
    return _BY_KEY[key]


class Settings:
    """The program's own settings, kept in one JSON file that is written safely at each change.

    A file that cannot be read as settings is moved aside, never thrown away; `moved_aside` then
    names it and the defaults hold. A value that does not fit its row counts as not set. Keys of a
    later version of the program stay in the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.moved_aside: Path | None = None
        self._values = self._read()

    def get(self, key: str, cluster: str | None = None) -> Value:
        """The value of `key`; for a setting of kind "member" the one of `cluster`."""
        row = setting(key)
        kept = self._members(key) if row.kind == "member" else self._values
        value = kept.get(cluster or "" if row.kind == "member" else key)
        return value if isinstance(value, str | int) and row.fits(value) else row.default

    def set(self, key: str, value: Value, cluster: str | None = None) -> None:
        """Keep `value` and write the file. Raises ValueError when it does not fit, OSError when
        the file cannot be written; the value then holds until the program is closed."""
        row = setting(key)
        if not row.fits(value):
            raise ValueError(f"{value!r} does not fit the setting {key}")
        if self.get(key, cluster) == value and key in self._values:
            return
        if row.kind == "member":
            self._values[key] = {**self._members(key), cluster or "": value}
        else:
            self._values[key] = value
        self._write()

    def set_all(self, values: Mapping[str, str]) -> None:
        """As `set` for several texts at once, with one writing of the file."""
        if any(not setting(key).fits(value) for key, value in values.items()):
            raise ValueError(f"{values!r} does not fit the settings")
        if all(self._values.get(key) == value for key, value in values.items()):
            return
        self._values.update(values)
        self._write()

    def number(self, key: str) -> int:
        """The value of a setting of kind "number"."""
        return int(self.get(key))

    def string(self, key: str) -> str:
        """The value of a setting of kind "choice" or "text"."""
        return str(self.get(key))

    def installation(self, make: Callable[[], str]) -> str:
        """The id of this installation, made by `make` and kept the first time."""
        if not self.string("installation"):
            self.set("installation", make())
        return self.string("installation")

    def unkept(self) -> Settings:
        """Settings with the same values that are never written."""
        return _Unkept(self.path, dict(self._values))

    def _members(self, key: str) -> dict[str, object]:
        kept = self._values.get(key)
        return kept if isinstance(kept, dict) else {}

    def _read(self) -> dict[str, object]:
        try:
            read = json.loads(self.path.read_text("utf-8"))
            if isinstance(read, dict):
                return read
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError):
            pass
        self.moved_aside = _free_name(self.path)
        self.path.replace(self.moved_aside)
        return {}

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        written = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
        safe_save(self.path, written.encode("utf-8"))


class _Unkept(Settings):
    """Settings that hold as long as they are used."""

    def __init__(self, path: Path, values: dict[str, object]) -> None:
        self.path, self.moved_aside, self._values = path, None, values

    def _write(self) -> None:
        pass


def _free_name(path: Path) -> Path:
    """A name beside `path` that is not taken: settings.damaged-1.json and on."""
    names = (path.with_name(f"{path.stem}.damaged-{n}{path.suffix}") for n in range(1, 10_000))
    return next(name for name in names if not name.exists())
