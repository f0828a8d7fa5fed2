"""Where things lie, and files that are never half written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from facilitator import paths


def test_the_resources_of_a_checkout_are_found() -> None:
    assert (paths.resources() / "locale" / "da" / "LC_MESSAGES" / "facilitator.po").is_file()


def test_the_resources_of_an_installed_program_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.is_checkout()
    (tmp_path / "resources").mkdir()
    assert not paths.is_checkout()
    assert paths.resources() == tmp_path / "resources"


def test_the_default_store_lies_in_the_users_data() -> None:
    assert paths.default_store() == paths.user_data() / "facilitator.sqlite"
    assert paths.user_data().name == "Facilitator"


def test_a_saved_file_holds_what_was_given(tmp_path: Path) -> None:
    path = tmp_path / "dagsorden.pdf"
    paths.safe_save(path, b"first")
    paths.safe_save(path, b"second")
    assert path.read_bytes() == b"second"
    assert [p.name for p in tmp_path.iterdir()] == ["dagsorden.pdf"]


def test_a_failed_saving_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dagsorden.pdf"
    path.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        paths.safe_save(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["dagsorden.pdf"]


def test_a_file_saved_anew_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "dagsorden.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)
    paths.safe_save(path, b"new")
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640
