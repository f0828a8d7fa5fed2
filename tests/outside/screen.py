"""A screen of its own: X server, window manager, message bus, and hands to use them with."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATIENCE = 20.0


class Hands:
    """Keyboard, mouse and the eyes of a screen reader, on one screen."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self._reader = subprocess.Popen(
            ["/usr/bin/python3", str(HERE / "reader.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        self.program = 0

    def key(self, *keys: str) -> None:
        """Press keys by their X names, e.g. "alt+Down"."""
        self._tool("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type text, Danish letters included."""
        self._tool("type", "--delay", "4", text)

    def click(self, name: str, role: str | None = None, nth: int = 0) -> None:
        """Move the mouse to a thing and click it."""
        x, y, width, height = self.ask("place", name=name, role=role, nth=nth)
        self._tool("mousemove", str(x + width // 2), str(y + height // 2), "click", "1")

    def press(self, name: str, role: str | None = None, nth: int = 0) -> None:
        """Press a thing as a screen reader does."""
        self.wait_for(name, role, nth)
        self.ask("press", name=name, role=role, nth=nth)

    def write(self, name: str, text: str, role: str | None = None, nth: int = 0) -> None:
        """Set the text of a field as a screen reader does."""
        self.wait_for(name, role, nth)
        self.ask("write", name=name, role=role, nth=nth, text=text)

    def focus(self, name: str, role: str | None = None, nth: int = 0) -> None:
        self.wait_for(name, role, nth)
        self.ask("focus", name=name, role=role, nth=nth)

    def tree(self) -> list[dict[str, Any]]:
        """Everything that shows: role, name, text and states."""
        tree: list[dict[str, Any]] = self.ask("tree")
        return tree

    def sees(self, words: str) -> bool:
        """Whether the words stand somewhere on the screen."""
        return any(words in thing["name"] or words in thing["text"] for thing in self.tree())

    def wait_to_see(self, words: str) -> None:
        self.wait(lambda: self.sees(words), f"to see {words!r}")

    def wait_for(self, name: str, role: str | None = None, nth: int = 0) -> None:
        def is_there() -> bool:
            found = [t for t in self.tree() if t["name"] == name and role in (None, t["role"])]
            return len(found) > nth

        self.wait(is_there, f"for {role or 'a thing'} named {name!r}")

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Look again until it is so. Fails with what stands on the screen."""
        until = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > until:
                shown = "\n".join(f"{t['role']}: {t['name']} | {t['text']}" for t in self.tree())
                raise AssertionError(f"waited in vain {what}; the screen shows\n{shown}")
            time.sleep(0.05)

    def ask(self, do: str, **request: Any) -> Any:
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        line = json.dumps({"do": do, "program": self.program, **request})
        self._reader.stdin.write(line + "\n")
        self._reader.stdin.flush()
        answer = json.loads(self._reader.stdout.readline())
        if not answer["ok"]:
            raise AssertionError(answer["value"])
        return answer["value"]

    def close(self) -> None:
        if self._reader.stdin is not None:
            self._reader.stdin.close()
        self._reader.wait(5)
        if self._reader.stdout is not None:
            self._reader.stdout.close()

    def _tool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, env=self.environment)


class Running:
    """The program in its window, with a clock that stands still until it is moved."""

    def __init__(self, hands: Hands, folder: Path, store: Path, *, lang: str = "da") -> None:
        self.hands, self.store, self._lang = hands, store, lang
        self._clock = folder / "clock.json"
        self._mono = 1000.0
        self._process: subprocess.Popen[bytes] | None = None

    def set_clock(self, utc: datetime) -> None:
        self._utc = utc.astimezone(UTC)
        self._write()

    def advance(self, **lapse: float) -> None:
        """Let time pass on both clocks: minutes=6."""
        passed = timedelta(**lapse)
        self._utc += passed
        self._mono += passed.total_seconds()
        self._write()

    def start(self) -> None:
        words = [str(self._clock), "--store", str(self.store), "--lang", self._lang]
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "start.py"), *words], env=self.hands.environment
        )
        self.hands.program = self._process.pid
        self.hands.wait(lambda: bool(self.hands.tree()), "for the window")

    def kill(self) -> None:
        """As when the battery dies."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._mono = 0.0
        self._write()

    def close(self) -> int:
        """Close the window as a person does. Returns the exit status."""
        assert self._process is not None
        self.hands.key("ctrl+q")
        return self._process.wait(PATIENCE)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _write(self) -> None:
        draft = self._clock.with_suffix(".new")
        draft.write_text(json.dumps({"utc": self._utc.isoformat(), "mono": self._mono}))
        draft.replace(self._clock)


@contextmanager
def screen(folder: Path, size: str = "1440x900") -> Iterator[Hands]:
    """An X screen with window manager and accessibility bus, for as long as the block lasts."""
    server, display = _start_server(size)
    environment = {
        **os.environ,
        "DISPLAY": f":{display}",
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "XDG_RUNTIME_DIR": str(folder),
    }
    folder.chmod(0o700)
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    )
    assert bus.stdout is not None
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    launcher = shutil.which("at-spi-bus-launcher", path="/usr/libexec:/usr/lib/at-spi2-core")
    others = [
        _quietly(["openbox"], environment),
        _quietly([str(launcher), "--launch-immediately"], environment),
    ]
    hands = Hands(environment)
    try:
        yield hands
    finally:
        hands.close()
        for process in others:
            _end(process)
        _end(bus)
        _end(server)
        bus.stdout.close()


def _quietly(words: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(words, stdout=nowhere, stderr=nowhere, env=environment)


def _end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)


def _start_server(size: str) -> tuple[subprocess.Popen[bytes], int]:
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(theirs,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours) as numbers:
        return server, int(numbers.readline())
