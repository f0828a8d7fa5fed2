"""FIELDS: the widget of each kind of field; it stores by itself what is written there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from facilitator.ui.content.chosen_fields import Choice, FromList
from facilitator.ui.content.field import FieldDesk, FieldWidget, Shown
from facilitator.ui.content.pressed_fields import Figures, FileField, Forget, Newer
from facilitator.ui.content.sorts import FieldKind, FieldRow
from facilitator.ui.content.typed_fields import DayField, FeeField, LinkField, TargetField
from facilitator.ui.content.written_fields import (
    Anonymous,
    OfNumber,
    OfShare,
    Questions,
    Stem,
    TitleField,
    Written,
)

__all__ = ["FIELDS", "FieldDesk", "FieldWidget", "Shown"]

FIELDS: Mapping[FieldKind, Callable[[FieldDesk, FieldRow], FieldWidget]] = MappingProxyType(
    {
        "title": TitleField,
        "line": Written,
        "text": Written,
        "lines": Written,
        "anonymous": Anonymous,
        "day": DayField,
        "link": LinkField,
        "choice": Choice,
        "of_number": OfNumber,
        "of_share": OfShare,
        "target": TargetField,
        "figures": Figures,
        "package": FromList,
        "presenter": FromList,
        "specialty": FromList,
        "questions": Questions,
        "fee": FeeField,
        "file": FileField,
        "stem": Stem,
        "forget": Forget,
        "newer": Newer,
    }
)
