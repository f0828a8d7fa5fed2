"""Makes the environment in .venv when it is missing or old, then runs, tests or measures.

    python3 dev.py run [arguments of the program]
    python3 dev.py test [--long] [arguments of pytest]
    python3 dev.py bench [names]
    python3 dev.py texts

Needs Python 3.11 or later and nothing else (on Windows: py dev.py run).
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "facilitator.stamp"
LOCKS = ROOT / "packaging" / "locks"
BENCHMARKS = ROOT / "tests" / "benchmarks"
CATALOGUES = ROOT / "resources" / "locale"
COMPILE = """
import sys, pathlib
from facilitator.catalogues import compile_catalogue
compile_catalogue(*map(pathlib.Path, sys.argv[1:]))
"""

# What Qt loads from the system on Linux, and the Debian package that brings it.
BASE = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
XCB = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
WAYLAND = {"libwayland-cursor.so.0": "libwayland-cursor0"}


def say(text: str) -> None:
    """Writes a line to standard error, so that what the program prints stays its own."""
    print(text, file=sys.stderr, flush=True)


def run(command: Sequence[str | Path], **environment: str) -> None:
    """Runs a command and ends with its status when it fails."""
    status = subprocess.call([str(part) for part in command], env={**os.environ, **environment})
    if status:
        say("failed: " + " ".join(str(part) for part in command))
        sys.exit(status)


def has_display() -> bool:
    """Whether a window can be seen: a picture is written instead when it cannot."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages() -> list[str]:
    """Debian packages that must come before the environment can be made and Qt can start."""
    wanted = [] if has_installer() else ["python3-venv"]
    if not sys.platform.startswith("linux"):
        return wanted
    libraries = dict(BASE)
    if os.environ.get("DISPLAY"):
        libraries.update(XCB)
    if os.environ.get("WAYLAND_DISPLAY"):
        libraries.update(WAYLAND)
    return wanted + [package for library, package in libraries.items() if not loads(library)]


def has_venv() -> bool:
    """Debian takes ensurepip out of python3, and `python3 -m venv` fails without it."""
    return find_spec("ensurepip") is not None


def has_installer() -> bool:
    """Whether something here can fill an environment: venv with pip, pip alone, or uv."""
    return has_venv() or find_spec("pip") is not None or shutil.which("uv") is not None


def install_packages(packages: list[str]) -> None:
    """Installs Debian packages as root; anyone else is shown the one line to copy."""
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        sys.exit("Please install what Debian calls: " + " ".join(packages))
    if os.geteuid() != 0:
        sys.exit("Some packages of the system are missing. Run once:\n  sudo " + " ".join(command))
    say("Installing " + " ".join(packages))
    run(["apt-get", "update", "-qq"])
    run(command, DEBIAN_FRONTEND="noninteractive")


def stamp(lock: Path) -> str:
    """What the environment is made from: it is brought up to date when this changes."""
    made_from = lock.read_bytes() + sys.version.encode()
    return f"{lock.stem} {hashlib.sha256(made_from).hexdigest()}"


def make_environment(lock_name: str) -> None:
    """Makes .venv hold what packaging/locks/<lock_name>.txt says; "dev" contains "run"."""
    old = STAMP.read_text(encoding="ascii") if STAMP.exists() else ""
    lock = LOCKS / f"{'dev' if old.startswith('dev ') else lock_name}.txt"
    wanted = stamp(lock)
    if old == wanted and PYTHON.exists():
        return
    say(f"Making the environment in {VENV.name} (once, about a minute)")
    if not old or not python_works():
        shutil.rmtree(VENV, ignore_errors=True)
    STAMP.unlink(missing_ok=True)
    if shutil.which("uv"):
        install_by_uv(lock)
    else:
        install_by_pip(lock)
    add_source_folder()
    STAMP.write_text(wanted, encoding="ascii")


def install_by_uv(lock: Path) -> None:
    if not PYTHON.exists():
        run(["uv", "venv", "--quiet", "--no-project", "--python", sys.executable, VENV])
    sync = ["uv", "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes"]
    run([*sync, "--no-build", "--python", PYTHON, lock])


def install_by_pip(lock: Path) -> None:
    if not PYTHON.exists():
        without = [] if has_venv() else ["--without-pip"]
        run([sys.executable, "-m", "venv", *without, VENV])
    pip: list[str | Path] = [PYTHON, "-m", "pip"]
    if subprocess.call([*pip, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:"]
    run([*pip, "install", *options, "--no-deps", "--require-hashes", "-r", lock])


def python_works() -> bool:
    """Whether .venv has the Python that runs this file; after an upgrade it is made anew."""
    ask = [str(PYTHON), "-c", "import sys; print(sys.version, end='')"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout == sys.version


def add_source_folder() -> None:
    """Lets the environment find src/ by a path that is relative, and so of plain letters."""
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    way = os.path.relpath(ROOT / "src", packages)
    (packages / "facilitator.pth").write_text(way + "\n", encoding="ascii")


def compile_catalogues() -> None:
    """Compiles each catalogue whose .po is newer than its .mo."""
    for po in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            run([PYTHON, "-c", COMPILE, po, mo])


def start_program(arguments: list[str]) -> int:
    """Opens the window; without a display a picture of it is written to the current folder."""
    program: list[str | Path] = [PYTHON, "-m", "facilitator"]
    if has_display():
        return subprocess.call([*program, *arguments])
    picture = Path.cwd() / "facilitator.png"
    before = picture.stat().st_mtime_ns if picture.exists() else 0
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    status = subprocess.call([*program, "--picture", picture, *arguments], env=environment)
    if picture.exists() and picture.stat().st_mtime_ns != before:
        say(f"There is no display here: a picture of the window is in {picture.name}")
    return status


def run_tests(arguments: list[str]) -> int:
    """Checks style, types and all tests; with arguments other than --long only pytest runs."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Each worker, and each program the tests start, would compile everything for itself.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    pytest: list[str | Path] = [PYTHON, "-m", "pytest"]
    if arguments and arguments != ["--long"]:
        return subprocess.call([*pytest, *arguments], cwd=ROOT)
    checks: list[list[str | Path]] = [
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "mypy"],
        [*pytest, "-n", "auto", "--dist", "loadgroup", *arguments],
    ]
    failed = [check for check in checks if subprocess.call(check, cwd=ROOT)]
    for check in failed:
        say("failed: " + " ".join(str(part) for part in check[2:]))
    return 1 if failed else 0


def run_benchmarks(names: list[str]) -> int:
    """Runs tests/benchmarks/bench_<name>.py one after the other, all or those named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    there = sorted(path.stem for path in BENCHMARKS.glob("bench_*.py"))
    wanted = [f"bench_{name}" for name in names] or there
    if unknown := set(wanted) - set(there):
        sys.exit("no such benchmark: " + ", ".join(sorted(unknown)))
    scripts = [[str(PYTHON), "-m", f"tests.benchmarks.{name}"] for name in wanted]
    return max((subprocess.call(script, cwd=ROOT) for script in scripts), default=0)


def refresh_texts() -> int:
    """Brings every marked text into the catalogues and drops those no longer used."""
    catalogues = sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po"))
    script = ROOT / "packaging" / "texts.py"
    return subprocess.call([PYTHON, script, ROOT / "src", *catalogues])


def main(arguments: list[str]) -> int:
    """Does one command; answers its exit status, 2 for wrong use."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file meets whatever Python is there
        sys.exit("Facilitator needs Python 3.11 or later; this is " + sys.version.split()[0])
    command, rest = (arguments or ["help"])[0], arguments[1:]
    if command not in ("run", "test", "bench", "texts") or (command == "texts" and rest):
        say((__doc__ or "").strip())
        return 0 if command in ("help", "-h", "--help") else 2
    install_packages(missing_packages())
    make_environment("run" if command == "run" else "dev")
    if command == "texts":
        return refresh_texts()
    compile_catalogues()
    work = {"run": start_program, "test": run_tests, "bench": run_benchmarks}
    return work[command](rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
