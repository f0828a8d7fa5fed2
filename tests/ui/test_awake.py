"""The computer is asked to stay awake, each system in its own way; the calls are faked here."""

from __future__ import annotations

import ctypes
import subprocess
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6 import QtDBus

from facilitator.ui.run.awake import Awake


class FakeBus:
    """A session bus that notes what it is sent."""

    connected = True
    sent: list[Any]
    left: list[str]

    class BusType:
        SessionBus = "session"

    @classmethod
    def connectToBus(cls, _kind: object, _name: str) -> type[FakeBus]:
        return cls

    @classmethod
    def isConnected(cls) -> bool:
        return cls.connected

    @classmethod
    def send(cls, message: Any) -> bool:
        cls.sent.append(message)
        return True

    @classmethod
    def disconnectFromBus(cls, name: str) -> None:
        cls.left.append(name)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> type[FakeBus]:
    FakeBus.sent, FakeBus.left, FakeBus.connected = [], [], True
    monkeypatch.setattr(QtDBus, "QDBusConnection", FakeBus)
    return FakeBus


def test_linux_is_asked_by_the_screen_saver_and_let_go_with_the_connection(
    bus: type[FakeBus],
) -> None:
    awake = Awake("linux")
    awake.hold()
    awake.hold()
    asked = [(one.interface(), one.member(), one.arguments()[0]) for one in bus.sent]
    assert asked == [("org.freedesktop.ScreenSaver", "Inhibit", "Facilitator")]
    assert awake.is_held
    awake.release()
    assert bus.left == ["Facilitator"]
    assert not awake.is_held


def test_a_computer_that_cannot_be_asked_is_left_as_it_is(bus: type[FakeBus]) -> None:
    bus.connected = False
    awake = Awake("linux")
    awake.hold()
    assert not awake.is_held
    awake.release()
    assert (bus.sent, bus.left) == ([], [])


def test_windows_sets_its_execution_state_and_sets_it_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    states: list[int] = []
    kernel = SimpleNamespace(SetThreadExecutionState=states.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    awake = Awake("win32")
    awake.hold()
    awake.release()
    assert states == [0x80000003, 0x80000000]


def test_a_mac_runs_caffeinate_until_the_meeting_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    log: list[str] = []

    class Caffeinate:
        def __init__(self, command: list[str]) -> None:
            log.append(command[0])

        def terminate(self) -> None:
            log.append("terminate")

        def wait(self) -> None:
            log.append("wait")

    monkeypatch.setattr(subprocess, "Popen", Caffeinate)
    awake = Awake("darwin")
    awake.hold()
    awake.release()
    assert log == ["caffeinate", "terminate", "wait"]
