"""The arrows between the rooms, each as a sentence. A failure shows the chain that breaks it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.import_graph import Package

from facilitator.store import queries

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = Package(ROOT / "src" / "facilitator")

EVERYBODYS = {"language", "catalogues", "settings", "paths", "log"}
MAY_SEE = {
    "": set[str](),
    "language": {"paths", "catalogues"},
    "arguments": {"domain", "language", "catalogues", "paths"},
    "catalogues": {"paths"},
    "log": set[str](),
    "paths": set[str](),
    "clock": set[str](),
    "settings": EVERYBODYS,
    "domain": {"language", "catalogues", "paths"},
    "store": EVERYBODYS | {"clock", "domain"},
    "edits": EVERYBODYS | {"clock", "domain", "store"},
    "charts": EVERYBODYS | {"domain"},
    "documents": EVERYBODYS | {"domain", "charts"},
    "imports": EVERYBODYS | {"clock", "domain", "store", "edits"},
    "ui": EVERYBODYS | {"clock", "domain", "store", "edits", "charts", "documents", "imports"},
}
MEETING_PLACES = {"__main__", "commands"}
FIRST_WINDOW = ("__main__", "ui.app", "ui.main_window", "ui.home_page")
LATE = {"sqlalchemy", "alembic", "pyqtgraph", "numpy"}
HEAVY = {
    "pyqtgraph": {"ui.charts.plot", "ui.charts.drawn"},
    "numpy": {"ui.charts.plot", "ui.charts.drawn"},
    "alembic": {"store.upgrade", "store.migrations"},
    "docx": set[str](),
    "xlsxwriter": set[str](),
    "python_calamine": set[str](),
    "icalendar": set[str](),
    "typst": set[str](),
    "fontTools": set[str](),
}
FILES_AND_CLOCKS = {"io", "os", "pathlib", "shutil", "sqlite3", "subprocess", "tempfile", "time"}
CLOCKS = {
    "time": {"time", "time_ns", "monotonic", "monotonic_ns", "localtime", "gmtime"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "QDateTime": {"currentDateTime", "currentDateTimeUtc", "currentMSecsSinceEpoch"},
    "QDate": {"currentDate"},
    "QTime": {"currentTime"},
}
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}


def in_room(package: Package, *rooms: str) -> list[str]:
    return [name for name in package.files if package.room(name) in rooms]


def is_part(module: str, home: str) -> bool:
    """Whether a module is, or lies in, a home named without the package; all lie in ""."""
    return not home or f"{module.partition('.')[2]}.".startswith(f"{home}.")


def top(module: str) -> str:
    return module.split(".")[0]


def rooms_without_a_rule(package: Package) -> list[str]:
    return sorted({package.room(name) for name in package.files} - {*MAY_SEE, *MEETING_PLACES})


def sees_what_it_may_not(package: Package, *rooms: str) -> list[str]:
    """Chains from a room to one it may not see, also through a third."""
    chains = []
    for room in rooms:
        allowed = MAY_SEE[room] | {room, ""}

        def is_outside(module: str, allowed: set[str] = allowed) -> bool:
            return package.is_own(module) and package.room(module) not in allowed

        chains += package.chains(in_room(package, room), is_outside)
    return chains


def imports_outside(package: Package, libraries: set[str], *rooms: str) -> list[str]:
    """Imports of a library in a room that is not among those named; as a type it may be named."""
    return [
        f"{step.source}:{step.line} → {step.target}"
        for name, steps in package.imports.items()
        if package.room(name) not in rooms
        for step in steps
        if top(step.target) in libraries and step.when != "types"
    ]


def reaches_library(package: Package, libraries: set[str], *rooms: str) -> list[str]:
    return package.chains(in_room(package, *rooms), lambda module: top(module) in libraries)


def foreign_to_the_domain(package: Package) -> list[str]:
    """Imports of the domain that are neither itself, the mark N_ nor plain standard library.

    As a type Language may be named.
    """
    found = []
    for name in in_room(package, "domain"):
        for step in package.imports[name]:
            own = package.room(step.target) in ("domain", "") and package.is_own(step.target)
            words = {"N_", "Language"} if step.when == "types" else {"N_"}
            mark = package.room(step.target) == "language" and step.name in words
            plain = top(step.target) in sys.stdlib_module_names - FILES_AND_CLOCKS
            if not (own or mark or plain):
                what = f"{step.target}.{step.name}" if step.name else step.target
                found.append(f"{step.source}:{step.line} → {what}")
    return found


def importing_each_other(package: Package, *rooms: str) -> list[str]:
    """Pairs of files of some rooms that import each other, also as a type only; a package and what
    lies in it are no pair."""
    arrows = {
        (name, step.target)
        for name in in_room(package, *rooms)
        for step in package.imports[name]
        if step.target in package.files and not name.startswith(f"{step.target}.")
    }
    return sorted(
        f"{one} ↔ {other}" for one, other in arrows if one < other and (other, one) in arrows
    )


def heavy_at_module_level(package: Package) -> list[str]:
    """Imports of a heavy library that run when the module is imported, outside its own home."""
    return [
        f"{step.source}:{step.line} → {step.target}"
        for name, steps in package.imports.items()
        for step in steps
        if step.when == "start"
        and not any(is_part(name, home) for home in HEAVY.get(top(step.target), {""}))
    ]


def late_before_the_window(package: Package) -> list[str]:
    own = package.folder.name
    starts = [f"{own}.{name}" for name in FIRST_WINDOW if f"{own}.{name}" in package.files]
    return package.chains(starts, lambda module: top(module) in LATE, at_start=True)


def each_other(package: Package) -> list[str]:
    """Files that import each other; naming the other's type imports nothing."""
    steps = {
        (name, step.target)
        for name, found in package.imports.items()
        for step in found
        if step.when != "types" and not name.startswith(f"{step.target}.")
    }
    return sorted(f"{a} ↔ {b}" for a, b in steps if a < b and (b, a) in steps)


def rooms_in_a_circle(package: Package, house: str) -> list[str]:
    """Folders of a room that see each other, also through a third; its own files lie between."""
    rooms = {
        name.split(".")[2]
        for name in package.files
        if package.room(name) == house and len(name.split(".")) > 3
    }
    seen: dict[str, set[str]] = {room: set() for room in rooms}
    for name, found in package.imports.items():
        for step in found:
            if {package.room(name), package.room(step.target)} != {house} or step.when == "types":
                continue
            a, b = (f"{one}..".split(".")[2] for one in (name, step.target))
            if {a, b} <= rooms and a != b:
                seen[a].add(b)
    for through in rooms:
        for room in rooms:
            if through in seen[room]:
                seen[room] |= seen[through]
    return sorted(room for room in rooms if room in seen[room])


def readers_of_the_clock(package: Package) -> list[str]:
    """Every use of a function that reads the time, outside clock.py."""
    return [
        f"{name}:{line} {what}"
        for name, tree in package.trees.items()
        if package.room(name) != "clock"
        for line, what in sorted(_clock_uses(tree))
    ]


def _clock_uses(tree: ast.Module) -> Iterator[tuple[int, str]]:
    called = _local_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else ""
            owner = called.get(getattr(node.value, "id", ""), "") or owner
            if node.attr in CLOCKS.get(owner, ()):
                yield node.lineno, f"{owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            for alias in node.names:
                if alias.name in CLOCKS["time"]:
                    yield node.lineno, f"time.{alias.name}"


def _local_names(tree: ast.Module) -> dict[str, str]:
    """What a module calls the things that can read the time: {"dt": "datetime"}."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {a.asname or a.name: a.name for a in node.names if a.name in CLOCKS}
    return names


def empty_names(package: Package) -> list[str]:
    return [name for name in package.files if EMPTY_NAMES & set(name.rpartition(".")[2].split("_"))]


def hold(broken: list[str]) -> None:
    """Fails with every chain that breaks a rule, one a line."""
    assert not broken, "\n".join(["", *broken])


def test_every_room_has_its_arrows() -> None:
    hold(rooms_without_a_rule(PROGRAM))


def test_nothing_but_the_start_sees_ui() -> None:
    def is_ui(module: str) -> bool:
        return PROGRAM.is_own(module) and PROGRAM.room(module) == "ui"

    others = [name for name in PROGRAM.files if PROGRAM.room(name) not in {"ui", *MEETING_PLACES}]
    hold(PROGRAM.chains(others, is_ui))


def test_pyside_is_imported_in_ui_alone() -> None:
    hold(imports_outside(PROGRAM, {"PySide6", "shiboken6", "pyqtgraph"}, "ui"))


def test_sqlalchemy_is_imported_in_store_alone_and_edits_use_the_session_they_get() -> None:
    hold(imports_outside(PROGRAM, {"sqlalchemy", "alembic", "sqlcipher3"}, "store"))


def test_charts_see_only_the_domain_and_documents_only_charts_and_the_domain() -> None:
    hold(sees_what_it_may_not(PROGRAM, "charts", "documents"))


def test_charts_and_documents_never_come_near_qt_or_sql() -> None:
    libraries = {"PySide6", "sqlalchemy", "sqlcipher3"}
    hold(reaches_library(PROGRAM, libraries, "charts", "documents", "domain"))


def test_imports_see_edits_and_what_lies_below() -> None:
    hold(sees_what_it_may_not(PROGRAM, "imports"))


def test_edits_and_store_see_only_what_lies_below() -> None:
    hold(sees_what_it_may_not(PROGRAM, "edits", "store"))


def test_language_settings_paths_and_clock_see_no_room() -> None:
    hold(sees_what_it_may_not(PROGRAM, "", "language", "settings", "paths", "clock"))


def test_the_domain_sees_itself_the_mark_for_words_and_nothing_else() -> None:
    hold(foreign_to_the_domain(PROGRAM))


def test_no_two_files_of_the_domain_or_the_charts_import_each_other() -> None:
    hold(importing_each_other(PROGRAM, "domain", "charts"))


def test_no_two_files_import_each_other() -> None:
    hold(each_other(PROGRAM))


def test_no_two_rooms_of_the_screen_see_each_other() -> None:
    hold(rooms_in_a_circle(PROGRAM, "ui"))


def test_no_module_is_named_for_nothing() -> None:
    hold(empty_names(PROGRAM))


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    hold(heavy_at_module_level(PROGRAM))


def test_the_window_opens_before_the_database_and_the_charts_load() -> None:
    hold(late_before_the_window(PROGRAM))


def test_a_store_of_today_opens_without_the_library_that_upgrades_old_ones() -> None:
    def is_alembic(module: str) -> bool:
        return top(module) == "alembic"

    hold(PROGRAM.chains(["facilitator.store.store"], is_alembic, at_start=True))


def test_importing_the_first_window_really_loads_none_of_them() -> None:
    names = [f"facilitator.{name}" for name in FIRST_WINDOW]
    there = [name for name in names if name in PROGRAM.files]
    code = f"import sys, {', '.join(there or ['facilitator'])}\nprint(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert answer.stderr == ""
    assert LATE & set(answer.stdout.split()) == set()


def test_no_import_reads_the_source_of_what_it_imports() -> None:
    code = "import facilitator.ui.app, linecache, sqlalchemy; print(*linecache.cache)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert [path for path in answer.stdout.split() if re.search(r"sqlalchemy.*\.py$", path)] == []


def test_only_one_module_reads_the_clock() -> None:
    hold(readers_of_the_clock(PROGRAM))


# The checks themselves, on a small package that breaks each rule once.

BROKEN = {
    "__main__.py": "from facilitator.ui import app",
    "language.py": "def N_(text: str) -> str:\n    return text",
    "clock.py": "import time\nnow = time.time()",
    "attic/__init__.py": "",
    "domain/shares.py": "import facilitator.store.tables\nfrom pathlib import Path",
    "domain/kinds.py": "from facilitator.language import N_, Language",
    "store/tables.py": "import sqlalchemy\nfrom facilitator.store import lock",
    "edits/date_utils.py": "def now():\n    from datetime import datetime as d\n    return d.now()",
    "edits/agenda.py": "import typing\nif typing.TYPE_CHECKING:\n    import sqlalchemy.orm",
    "edits/topics.py": "def vote():\n    import sqlalchemy.orm",
    "charts/funnel.py": "from ..domain import shares",
    "charts/bars.py": "from facilitator.charts import parts",
    "charts/parts.py": "import typing\nif typing.TYPE_CHECKING:\n    from .bars import Bar",
    "documents/minutes.py": "import docx\nfrom facilitator.ui import app",
    "imports/members.py": "import PySide6.QtCore\nfrom time import monotonic",
    "ui/app.py": "import time as t\nfrom facilitator.ui.charts import plot\nt.monotonic()",
    "ui/charts/plot.py": "import numpy",
    "ui/run/page.py": "from facilitator.ui.room import screen",
    "ui/room/screen.py": "def show():\n    from facilitator.ui.agenda import sheet",
    "ui/agenda/sheet.py": "def run():\n    from facilitator.ui.run import page",
    "store/lock.py": "def look():\n    from facilitator.store import tables",
    "ui/home_page.py": "def draw():\n    from facilitator.ui.charts import plot\n    import numpy",
}


@pytest.fixture
def broken(tmp_path: Path) -> Package:
    folder = tmp_path / "facilitator"
    for name, text in BROKEN.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name("__init__.py").touch()
        path.write_text(text, encoding="utf-8")
    return Package(folder)


def test_the_check_finds_a_room_without_arrows(broken: Package) -> None:
    assert rooms_without_a_rule(broken) == ["attic"]


def test_the_check_shows_the_chain_through_a_third_room(broken: Package) -> None:
    assert sees_what_it_may_not(broken, "charts") == [
        "facilitator.charts.funnel:1 → facilitator.domain.shares:1 → facilitator.store.tables"
    ]
    assert reaches_library(broken, {"sqlalchemy"}, "charts") == [
        "facilitator.charts.funnel:1 → facilitator.domain.shares:1"
        " → facilitator.store.tables:1 → sqlalchemy"
    ]


def test_the_check_finds_who_sees_ui(broken: Package) -> None:
    assert sees_what_it_may_not(broken, "documents", "imports") == [
        "facilitator.documents.minutes:2 → facilitator.ui.app"
    ]


def test_the_check_finds_libraries_in_the_wrong_room(broken: Package) -> None:
    assert imports_outside(broken, {"PySide6"}, "ui") == [
        "facilitator.imports.members:1 → PySide6.QtCore"
    ]
    assert imports_outside(broken, {"sqlalchemy"}, "store") == [
        "facilitator.edits.topics:2 → sqlalchemy.orm"
    ]


def test_queries_are_loaded_from_where_their_types_are_read() -> None:
    source = Path(queries.__file__).read_text("utf-8")
    typed = [
        (alias.name, node.module)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("facilitator.store")
        for alias in node.names
    ]
    listed = [
        (name, f"facilitator.store.query.{subject}")
        for subject, names in queries.SUBJECTS.items()
        for name in names
    ]
    assert listed == typed
    for name, module in listed:
        assert getattr(queries, name).__module__ == module
    with pytest.raises(AttributeError, match="no query"):
        vars(queries)["__getattr__"]("ingenting")


def test_the_check_finds_files_that_import_each_other(broken: Package) -> None:
    assert importing_each_other(broken, "charts") == [
        "facilitator.charts.bars ↔ facilitator.charts.parts"
    ]


def test_the_check_finds_what_is_foreign_to_the_domain(broken: Package) -> None:
    assert foreign_to_the_domain(broken) == [
        "facilitator.domain.kinds:1 → facilitator.language.Language",
        "facilitator.domain.shares:1 → facilitator.store.tables",
        "facilitator.domain.shares:2 → pathlib.Path",
    ]


def test_the_check_finds_heavy_imports_outside_functions(broken: Package) -> None:
    assert heavy_at_module_level(broken) == ["facilitator.documents.minutes:1 → docx"]
    assert late_before_the_window(broken) == [
        "facilitator.__main__:1 → facilitator.ui.app:2 → facilitator.ui.charts.plot:1 → numpy",
        "facilitator.ui.app:2 → facilitator.ui.charts.plot:1 → numpy",
    ]


def test_the_check_finds_rooms_and_files_that_see_each_other(broken: Package) -> None:
    assert rooms_in_a_circle(broken, "ui") == ["agenda", "room", "run"]
    assert each_other(broken) == ["facilitator.store.lock ↔ facilitator.store.tables"]


def test_the_check_finds_readers_of_the_clock(broken: Package) -> None:
    assert readers_of_the_clock(broken) == [
        "facilitator.edits.date_utils:3 datetime.now",
        "facilitator.imports.members:2 time.monotonic",
        "facilitator.ui.app:3 time.monotonic",
    ]


def test_the_check_finds_names_that_say_nothing(broken: Package) -> None:
    assert empty_names(broken) == ["facilitator.edits.date_utils"]
