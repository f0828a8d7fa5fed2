"""What a fresh clone must hold: locks without addresses, one version, nobody's home folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import facilitator

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "packaging" / "locks"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

ADDRESS = re.compile(
    r"://|^\s*-(?!-hash=sha256:)|\s--(?!hash=sha256:)|(?<![\w.])(?:git|hg|svn)\+| @ ", re.MULTILINE
)
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", re.MULTILINE)
HOME = re.compile(
    r"(?<![\w.~$}-])/(?:home|Users)/(?!\.\.\.|…)[\w.-]+|(?<![\w.~$}/-])/root(?:/[\w.-]+)"
    r"|[A-Za-z]:\\+Users\\+\w",
)
WALKED_PAST = {".git", ".venv", ".hypothesis", "build", "dist", "__pycache__"}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def committed_files() -> list[Path]:
    """What git holds or would take; without git every file that is not made here."""
    if shutil.which("git") and (ROOT / ".git").exists():
        ask = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others"]
        answer = subprocess.run([*ask, "--exclude-standard"], capture_output=True, check=False)
        if answer.returncode == 0:
            names = answer.stdout.decode().split("\0")
            return [ROOT / name for name in names if name and (ROOT / name).is_file()]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not any(part in WALKED_PAST or part.endswith("_cache") for part in path.parts)
    ]


def texts() -> Iterator[tuple[Path, str]]:
    """Every committed text file; a file with a NUL byte is no text."""
    for path in committed_files():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            yield path.relative_to(ROOT), content.decode("utf-8", errors="replace")


def pins(name: str) -> set[tuple[str, str]]:
    return set(PINNED.findall(read(LOCKS / name)))


def blocks(name: str) -> list[str]:
    """The requirements of a lock, each with the lines that continue it."""
    return read(LOCKS / name).replace("\\\n", " ").strip().splitlines()


def required_names() -> Iterator[str]:
    for requirement in PROJECT["project"]["dependencies"]:
        found = re.match(r"[A-Za-z0-9._-]+", requirement)
        assert found is not None
        yield re.sub(r"[-_.]+", "-", found[0]).lower()


@pytest.mark.parametrize("lock", sorted(path.name for path in LOCKS.glob("*.txt")))
def test_a_lock_names_no_address_and_no_index(lock: str) -> None:
    assert ADDRESS.findall(read(LOCKS / lock)) == []


@pytest.mark.parametrize("lock", sorted(path.name for path in LOCKS.glob("*.txt")))
def test_every_requirement_of_a_lock_is_pinned_by_version_and_hash(lock: str) -> None:
    unpinned = [line for line in blocks(lock) if not PINNED.match(line) or "--hash=" not in line]
    assert unpinned == []
    assert len(blocks(lock)) > 10


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "--extra-index-url=packages.example",
        "-i packages.example",
        "--find-links wheels",
        "-f wheels",
        "numpy @ file:///wheels/numpy.whl",
        "numpy==2.4.6 --index-url packages.example",
        "git+ssh:numpy",
    ],
)
def test_the_check_of_locks_knows_every_way_to_name_a_place(line: str) -> None:
    assert ADDRESS.search(f"babel==2.18.0 \\\n    --hash=sha256:6b\n{line}\n")


def test_the_check_of_locks_lets_hashes_and_markers_pass() -> None:
    lock = (
        "numpy==2.4.6 ; python_version < '3.12' \\\n    --hash=sha256:6b \\\n    --hash=sha256:07"
    )
    assert ADDRESS.findall(lock) == []


def test_what_runs_is_tested_in_the_same_versions() -> None:
    assert pins("run.txt") <= pins("dev.txt")


def test_everything_the_program_needs_is_in_the_lock() -> None:
    assert set(required_names()) <= {name for name, _ in pins("run.txt")}


def test_no_other_lock_or_index_stands_beside() -> None:
    names = {path.name for path in committed_files()}
    assert names & {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock", "pip.conf"} == set()
    assert "index" not in PROJECT.get("tool", {}).get("uv", {})


def test_no_file_names_somebodys_home_folder() -> None:
    named = [(str(path), HOME.findall(text)) for path, text in texts() if HOME.search(text)]
    assert named == []


def test_no_file_names_the_place_where_it_was_written() -> None:
    place = f"{ROOT.parent}/"
    assert place == "//" or [str(path) for path, text in texts() if place in text] == []


@pytest.mark.parametrize("folder", ["home/anna", "Users/anna", "root/store"])
def test_the_check_of_homes_finds_them(folder: str) -> None:
    assert HOME.search(f"see /{folder}") is not None
    assert HOME.search(f"see https://example.org/{folder}") is None


def test_the_version_is_the_same_everywhere() -> None:
    version = PROJECT["project"]["version"]
    assert facilitator.__version__ == version
    assert re.search(rf"\b{re.escape(version)}\b", read(ROOT / "CHANGELOG.md"))


def test_the_readme_says_the_two_commands() -> None:
    assert {"python3 dev.py run", "python3 dev.py test"} <= set(read(ROOT / "README.md").split("`"))


def test_a_wheel_brings_the_resources_and_the_compiled_danish(tmp_path: Path) -> None:
    copy = tmp_path / "Søren Ærø"
    left_out = shutil.ignore_patterns("__pycache__", "*.mo")
    for name in ("src", "resources", "packaging"):
        shutil.copytree(ROOT / name, copy / name, ignore=left_out)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, copy / name)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    answer = subprocess.run(build, cwd=copy, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    resources = {path for path in (ROOT / "resources").rglob("*") if path.is_file()}
    expected = {f"facilitator/{path.relative_to(ROOT).as_posix()}" for path in resources}
    danish = "facilitator/resources/locale/da/LC_MESSAGES/facilitator.mo"
    assert expected | {danish, "facilitator/__init__.py"} <= names
