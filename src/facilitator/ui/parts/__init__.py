"""Small widgets every page uses. Texts come translated; every text is plain text."""

from __future__ import annotations

from facilitator.ui.parts.bars import ProgressBar, Stretch, TimeStrip
from facilitator.ui.parts.buttons import NavButton, button
from facilitator.ui.parts.cards import Card, EmptyState, NoticeBar, Picture, TickLine
from facilitator.ui.parts.chips import Chip, ChoiceChips, KindBar, StatusChip, Tag, tag
from facilitator.ui.parts.fields import DurationBox, Field, indented
from facilitator.ui.parts.labels import (
    Elided,
    Label,
    announce,
    label,
    number_font,
    plain_tooltip,
    restyle,
    set_tone,
    style_by,
    tooltip,
)
from facilitator.ui.parts.layouts import FlowLayout, page_scroll, scroll_area

__all__ = [
    "Card",
    "Chip",
    "ChoiceChips",
    "DurationBox",
    "Elided",
    "EmptyState",
    "Field",
    "FlowLayout",
    "KindBar",
    "Label",
    "NavButton",
    "NoticeBar",
    "Picture",
    "ProgressBar",
    "StatusChip",
    "Stretch",
    "Tag",
    "TickLine",
    "TimeStrip",
    "announce",
    "button",
    "indented",
    "label",
    "number_font",
    "page_scroll",
    "plain_tooltip",
    "restyle",
    "scroll_area",
    "set_tone",
    "style_by",
    "tag",
    "tooltip",
]
