"""A link is checked wherever it is written."""

from __future__ import annotations

from facilitator.domain.link import web_link
from facilitator.domain.refusal import Refusal
from facilitator.language import N_


def checked_link(text: str) -> str:
    """The link as it is kept; empty stays empty. Raises Refusal for what is no web address."""
    link = web_link(text) if text.strip() else ""
    if link is None:
        raise Refusal(
            N_("A link begins with http:// or https://."),
            N_("Nothing was changed."),
            N_("Copy the address from the browser and put it in again."),
        )
    return link
