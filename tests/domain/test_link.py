"""A link leads to the web and nowhere else."""

from __future__ import annotations

import pytest

from facilitator.domain.link import front_page, web_link


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" https://vejledning.example/svimmelhed ", "https://vejledning.example/svimmelhed"),
        ("HTTP://vejledning.example", "HTTP://vejledning.example"),
        ("www.vejledning.example", "https://www.vejledning.example"),
        ("https://æøå.example/?q=1#del", "https://æøå.example/?q=1#del"),
    ],
)
def test_a_page_on_the_web_is_kept_as_written(text: str, kept: str) -> None:
    assert web_link(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        *("", "vejledning", "file:///C:/x", "javascript:alert(1)", "mailto:a@b.example", "ftp://x"),
        *("https://", "https:///x", "http://a b.example", "https://a.example/\n", "http://[::1"),
        *("data:text/html,x", "www. example", "https://a.example\u202e/x"),
    ],
)
def test_anything_else_is_no_link(text: str) -> None:
    assert web_link(f"x{text}" if text.endswith("\n") else text) is None


def test_the_front_page_of_a_site_holds_nothing_of_the_page() -> None:
    assert (
        front_page("https://journal.example:8443/patient/1?x=2#y")
        == "https://journal.example:8443/"
    )
    assert front_page("https://0101701234@journal.example/x") == "https://journal.example/"
