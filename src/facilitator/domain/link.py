"""What may stand as a link: a page on the web, and nothing that runs."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_link(text: str) -> str | None:
    """The link as it is kept, or none when it is no http or https address.

    One that begins with “www.” is taken for https.
    """
    link = text.strip()
    if link.lower().startswith("www."):
        link = f"https://{link}"
    return link if _is_web_link(link) else None


def front_page(link: str) -> str:
    """The front page of the site that a web link leads into."""
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"


def _is_web_link(link: str) -> bool:
    if any(sign.isspace() or not sign.isprintable() for sign in link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
