"""Settings keep what fits, survive a damaged file, and the log never tells anybody's words."""

from __future__ import annotations

import json
import logging.handlers
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.log import log, start_logging, without_words
from facilitator.settings import SETTINGS, Settings, setting


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_each_key_stands_once_and_its_default_fits() -> None:
    assert len({row.key for row in SETTINGS}) == len(SETTINGS)
    assert [row.key for row in SETTINGS if not row.fits(row.default)] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("keep_steps_days", 400),
        ("least_shown", 5),
        ("quota_low", 2),
        ("quota_high", 4),
        ("rate_in_clinic", 500),
        ("rate_elsewhere", 750),
        ("speaker_frame", 10_000),
        ("sound_soon", False),
        ("language", "system"),
    ],
)
def test_what_holds_until_it_is_changed(key: str, value: object) -> None:
    assert setting(key).default == value


def test_everything_that_comes_from_the_agreement_names_its_source() -> None:
    rows = [row for row in SETTINGS if row.scope == "cluster"]
    assert [row.key for row in rows if not row.about] == []


def test_without_a_file_the_defaults_hold_and_nothing_is_written(path: Path) -> None:
    assert Settings(path).string("theme") == "system"
    assert not path.exists()


def test_a_setting_is_there_after_a_restart(path: Path) -> None:
    Settings(path).set("text_size", 150)
    assert Settings(path).number("text_size") == 150


def test_the_installation_keeps_its_id(path: Path) -> None:
    names = iter(["first", "second"])
    assert Settings(path).installation(lambda: next(names)) == "first"
    assert Settings(path).installation(lambda: next(names)) == "first"


def test_who_i_am_is_kept_for_each_cluster(path: Path) -> None:
    settings = Settings(path)
    settings.set("i_am", "anna", "ent")
    settings.set("i_am", "bo", "eyes")
    again = Settings(path)
    assert again.get("i_am", "ent") == "anna"
    assert again.get("i_am", "eyes") == "bo"
    assert again.get("i_am", "skin") == ""


@pytest.mark.parametrize("damaged", [b"{", b"[1]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_moved_aside_and_the_defaults_hold(path: Path, damaged: bytes) -> None:
    path.write_bytes(damaged)
    settings = Settings(path)
    assert settings.string("language") == "system"
    assert settings.moved_aside is not None
    assert settings.moved_aside.read_bytes() == damaged
    assert not path.exists()


def test_a_second_damaged_file_leaves_the_first_where_it_is(path: Path) -> None:
    for content in ("one", "two"):
        path.write_text(content)
        Settings(path)
    aside = sorted(file.name for file in path.parent.glob("*damaged*"))
    assert aside == ["settings.damaged-1.json", "settings.damaged-2.json"]


@pytest.mark.parametrize("value", ["huge", 5000, True, None, 1.5])
def test_a_value_that_does_not_fit_counts_as_not_set(path: Path, value: object) -> None:
    path.write_text(json.dumps({"text_size": value, "i_am": "nobody's table"}))
    assert Settings(path).number("text_size") == 100
    assert Settings(path).get("i_am", "ent") == ""


def test_a_value_that_does_not_fit_cannot_be_set(path: Path) -> None:
    with pytest.raises(ValueError, match="text_size"):
        Settings(path).set("text_size", 5000)
    assert not path.exists()


def test_what_a_later_version_wrote_stays_in_the_file(path: Path) -> None:
    path.write_text(json.dumps({"new_thing": {"a": 1}}))
    Settings(path).set("theme", "dark")
    assert json.loads(path.read_text())["new_thing"] == {"a": 1}


# -- the log


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    stop = start_logging(tmp_path / "data")
    yield tmp_path / "data" / "facilitator.log"
    stop()


def _fail(secret: str) -> None:
    try:
        int(secret)
    except ValueError as error:
        raise KeyError(secret) from error


def test_an_error_is_logged_by_name_and_place_without_its_words(log_file: Path) -> None:
    try:
        _fail("Anna Eksempel")
    except KeyError:
        log.exception("fault")
    told = log_file.read_text("utf-8")
    assert "builtins.KeyError" in told
    assert "builtins.ValueError" in told
    assert "test_settings.py" in told
    assert "Eksempel" not in told


def test_what_nobody_caught_is_logged_in_every_thread(log_file: Path) -> None:
    try:
        _fail("Anna Eksempel")
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
        what = threading.ExceptHookArgs((KeyError, error, error.__traceback__, None))
        threading.excepthook(what)
    told = log_file.read_text("utf-8")
    assert "uncaught in thread" in told
    assert told.count("builtins.KeyError") == 2
    assert "Eksempel" not in told


def test_the_home_folder_is_not_named(log_file: Path, home: Path) -> None:
    log.info("opened %s", home / "facilitator.sqlite")
    told = log_file.read_text("utf-8")
    assert f"~{Path('/')}facilitator.sqlite" in told
    assert str(home) not in told


def test_several_texts_are_kept_together_or_not_at_all(path: Path) -> None:
    settings = Settings(path)
    settings.set_all({"last_page": "meetings", "last_subject": "7"})
    assert (Settings(path).string("last_page"), Settings(path).string("last_subject")) == (
        "meetings",
        "7",
    )
    with pytest.raises(ValueError, match="does not fit"):
        settings.set_all({"last_page": "run", "language": "sv"})
    assert Settings(path).string("last_page") == "meetings"


def test_words_in_quotation_marks_are_left_out() -> None:
    assert without_words("QFont::x: \"Anna\" and 'Bo' or “Carl”") == "QFont::x: … and … or …"


def test_the_log_is_five_files_of_a_megabyte(log_file: Path) -> None:
    (handler,) = (h for h in log.handlers if isinstance(h, logging.handlers.RotatingFileHandler))
    assert (handler.maxBytes, handler.backupCount) == (1_000_000, 4)
    assert log_file.exists()


def test_stopping_puts_back_what_was_there(tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    start_logging(tmp_path)()
    assert (sys.excepthook, threading.excepthook) == before
