"""A screen of its own: X server, window manager, message bus, and hands to use them with."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATIENCE = 20.0
LAYOUT = ("setxkbmap", "dk"), ("xmodmap", "-e", "keycode 248 = endash")
"""A sign that is not on the keyboard would be put there while typing, often too late."""

_SERVER = ("-nolisten", "tcp", "-noreset")
# Reset when its last client goes, the server would forget the layout of the keyboard.


class NotThere(AssertionError):
    """What was looked for is not on the screen, or is off."""


class Hands:
    """Keyboard, mouse and the eyes of a screen reader, on one screen.

    `acted` is called after each thing done; `status` answers the program's exit status, None
    while it runs.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.program = 0
        self.status: Callable[[], object] = lambda: None
        self.acted: Callable[[], object] = lambda: None
        self._reader = subprocess.Popen(
            ["/usr/bin/python3", str(HERE / "reader.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    # -- doing

    def key(self, *keys: str) -> None:
        """Press keys by their X names, e.g. "alt+Down"."""
        self._tool("key", "--clearmodifiers", *keys)
        self.acted()

    def type(self, text: str) -> None:
        """Type text where the focus is, Danish letters included."""
        self._tool("type", "--delay", "2", text)
        self.acted()

    def click(self, name: str, role: str | None = None, **which: Any) -> None:
        """Move the mouse to a thing, once it lies still, and click it."""
        places: list[list[int]] = [[]]

        def lies_still() -> bool:
            places.append(self._ask_until("place", name, role, **which))
            return places[-1] == places[-2]

        self.wait(lies_still, f"for {name!r} to lie still")
        x, y, width, height = places[-1]
        self._tool("mousemove", str(x + width // 2), str(y + height // 2), "click", "1")
        self.acted()

    def press(self, name: str, role: str | None = None, **which: Any) -> None:
        """Press a thing as a screen reader does.

        `under`, the name of something around it, chooses among several; `starts` takes the name
        as a beginning.
        """
        self._ask_until("press", name, role, **which)
        self.acted()

    def write(self, name: str, text: str, role: str = "text", **which: Any) -> None:
        """Set the text of a field as a screen reader does."""
        self._ask_until("write", name, role, text=text, **which)
        self.acted()

    def focus(self, name: str, role: str | None = None, **which: Any) -> None:
        """Bring the focus to a thing as a screen reader does."""
        self._ask_until("focus", name, role, **which)
        self.acted()

    def fill(self, name: str, text: str, role: str = "text", **which: Any) -> None:
        """Type text in a field in place of what is there, and see it stand there."""
        self.focus(name, role, **which)
        self.wait(lambda: self.has_focus(name), f"for the focus on {name!r}")
        self.key("ctrl+a")
        self.type(text)
        self.wait(lambda: text in self.texts(name), f"to see {text!r} in {name!r}")

    # -- seeing

    def tree(self) -> list[dict[str, Any]]:
        """Everything that shows: role, name, text and states."""
        try:
            tree: list[dict[str, Any]] = self._ask("tree")
        except NotThere:
            return []
        return tree

    def texts(self, name: str) -> list[str]:
        """The texts of the fields with this name."""
        return [thing["text"] for thing in self.tree() if thing["name"] == name]

    def inside(self, name: str) -> list[str]:
        """What can be read inside a thing, from the first to the last."""
        things = (t for t in self.tree() if name in t["around"])
        return [words for t in things for words in (t["name"], t["text"]) if words]

    def has_focus(self, name: str) -> bool:
        """Whether a thing with this name has the focus."""
        return any(thing["name"] == name and thing["focused"] for thing in self.tree())

    def sees(self, words: str) -> bool:
        """Whether the words stand somewhere on the screen."""
        return stands(words, self.tree())

    def wait_to_see(self, *words: str) -> None:
        """Look until each of these has stood on the screen."""
        unseen = list(words)

        def are_seen() -> bool:
            tree = self.tree()
            unseen[:] = [said for said in unseen if not stands(said, tree)]
            return not unseen

        self.wait(are_seen, "to see all of " + ", ".join(map(repr, words)))

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Look again until it is so. Fails with what stands on the screen."""
        if not holds_in_time(condition, self.status):
            things = [t for t in self.tree() if t["name"] or t["text"]]
            shown = "\n".join(f"{t['role']}: {t['name']} | {t['text']}" for t in things)
            ended = self.status()
            said = "the screen shows" if ended is None else f"the program ended with {ended}"
            raise AssertionError(f"waited in vain {what}; {said}\n{shown}")

    def windows(self) -> list[str]:
        """The names of the windows of the program."""
        return [thing["name"] for thing in self.tree() if not thing["around"]]

    def is_active(self) -> bool:
        """Whether a window of the program has the keyboard."""
        return any(t["active"] for t in self.tree() if t["role"] == "frame")

    def place(self, name: str, role: str) -> list[int]:
        """Where a thing is on the screen: x, y, width, height."""
        found: list[int] = self._ask_until("place", name, role)
        return found

    def minimize(self) -> None:
        """Make the window with the keyboard small."""
        self._tool("getactivewindow", "windowminimize")
        self.acted()

    def close(self) -> None:
        """Let go of the screen reader."""
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.close()
        self._reader.wait(5)
        self._reader.stdout.close()

    def _ask_until(self, do: str, name: str, role: str | None, **request: Any) -> Any:
        found: list[Any] = []

        def is_done() -> bool:
            with suppress(NotThere):
                found.append(self._ask(do, name=name, role=role, **request))
            return bool(found)

        self.wait(is_done, f"to {do} the {role or 'thing'} named {name!r} {request or ''}")
        return found[0]

    def _ask(self, do: str, **request: Any) -> Any:
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        line = json.dumps({"do": do, "program": self.program, **request})
        self._reader.stdin.write(line + "\n")
        self._reader.stdin.flush()
        answer = json.loads(self._reader.stdout.readline())
        if not answer["ok"]:
            raise NotThere(answer["value"])
        return answer["value"]

    def _tool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, env=self.environment)


class Running:
    """The program in its window, with a clock that stands still until it is moved."""

    def __init__(self, hands: Hands, folder: Path, store: Path, *, lang: str = "da") -> None:
        self.hands, self.store, self._lang = hands, store, lang
        self.clock = folder / "clock.json"
        self._mono = 1000.0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The process that was started last."""
        assert self._process is not None
        return self._process

    # -- its clock

    @property
    def utc(self) -> datetime:
        """What its wall clock shows."""
        return self._utc

    def set_clock(self, utc: datetime) -> None:
        """Let it be another day; no meeting may be running."""
        self._utc = utc.astimezone(UTC)
        self._write()

    def advance(self, **lapse: float) -> None:
        """Let time pass on both clocks: minutes=6."""
        passed = timedelta(**lapse)
        self._utc += passed
        self._mono += passed.total_seconds()
        self._write()

    def _write(self) -> None:
        draft = self.clock.with_suffix(".new")
        draft.write_text(json.dumps({"utc": self._utc.isoformat(), "mono": self._mono}))
        draft.replace(self.clock)

    # -- from start to end

    def start(self, *, real_clock: bool = False) -> None:
        """Start it and see its window."""
        self._process = self.start_another(real_clock=real_clock)
        self.hands.program, self.hands.status = self._process.pid, self._process.poll
        self.hands.wait(lambda: bool(self.hands.tree()), "for the window")

    def start_another(self, *, real_clock: bool = False) -> subprocess.Popen[bytes]:
        """Start the program on this store, whether it runs already or not."""
        clock = "-" if real_clock else str(self.clock)
        words = [clock, "--store", str(self.store), "--lang", self._lang]
        return subprocess.Popen(
            [sys.executable, str(HERE / "start.py"), *words], env=self.hands.environment
        )

    def kill(self) -> None:
        """As when the battery dies; the clock since power on begins anew."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._mono = 0.0
        self._write()

    def close(self) -> int:
        """Close the window as a person does. Returns the exit status."""
        self.hands.key("ctrl+q")
        return self.process.wait(PATIENCE)

    def stop(self) -> None:
        """End the process if it has not ended by itself."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def stands(words: str, tree: list[dict[str, Any]]) -> bool:
    """Whether the words stand somewhere in what shows."""
    return any(words in thing["name"] or words in thing["text"] for thing in tree)


def holds_in_time(condition: Callable[[], bool], ended: Callable[[], object]) -> bool:
    """Look again until it is so; False when patience or the program has come to an end.

    Each look has the program tell all that shows, so what takes longer is looked at less often.
    """
    until, rest = time.monotonic() + PATIENCE, 0.02
    while not condition():
        if time.monotonic() > until or ended() is not None:
            return False
        time.sleep(rest)
        rest = min(2 * rest, 0.3)
    return True


@contextmanager
def screen(size: str = "1440x900", displays: Sequence[Sequence[str]] = ()) -> Iterator[Hands]:
    """An X screen with window manager and accessibility bus, for as long as the block lasts.

    Sockets lie in XDG_RUNTIME_DIR. `displays`: what xrandr is told, to divide the screen.
    """
    started: list[subprocess.Popen[Any]] = []
    try:
        server, display = _start_server(size)
        started.append(server)
        environment = {
            **os.environ,
            "DISPLAY": f":{display}",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        for words in (*LAYOUT, *(("xrandr", *said) for said in displays)):
            subprocess.run(words, check=True, env=environment)
        bus, environment["DBUS_SESSION_BUS_ADDRESS"] = _start_bus(environment)
        started.append(bus)
        launcher = shutil.which("at-spi-bus-launcher", path="/usr/libexec:/usr/lib/at-spi2-core")
        started.append(_quietly(["openbox"], environment))
        started.append(_quietly([str(launcher), "--launch-immediately"], environment))
        hands = Hands(environment)
        try:
            yield hands
        finally:
            hands.close()
    finally:
        for process in reversed(started):
            _end(process)


def _quietly(words: list[str], environment: dict[str, str]) -> subprocess.Popen[Any]:
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(words, stdout=nowhere, stderr=nowhere, env=environment)


def _end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)
    if process.poll() is None:
        process.kill()
        process.wait()


def _start_bus(environment: dict[str, str]) -> tuple[subprocess.Popen[Any], str]:
    ours, theirs = os.pipe()
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", f"--print-address={theirs}"],
        pass_fds=(theirs,),
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    os.close(theirs)
    with os.fdopen(ours) as said:
        return bus, said.readline().strip()


def _start_server(size: str) -> tuple[subprocess.Popen[Any], int]:
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{size}x24", *_SERVER],
        pass_fds=(theirs,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours) as numbers:
        return server, int(numbers.readline())
