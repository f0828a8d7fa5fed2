"""Own templates and blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from facilitator.domain.patterns import Pattern, PatternItem
from facilitator.domain.refusal import NotFound
from facilitator.domain.schedule import Step
from facilitator.language import N_
from facilitator.store import tables as t


def own_templates(session: Session, is_block: bool | None = None) -> tuple[Pattern, ...]:
    """Own templates, own blocks, or both, by title."""
    return _patterns(session, true() if is_block is None else t.Template.is_block == is_block)


def own_template(session: Session, key: str) -> Pattern:
    """One own template or block. Raises NotFound."""
    found = _patterns(session, t.Template.id == key)
    if not found:
        raise NotFound(N_("This template is not there any more."), N_("Nothing was changed."))
    return found[0]


def _patterns(session: Session, which: ColumnElement[bool]) -> tuple[Pattern, ...]:
    items = _items(session, which)
    rows = session.scalars(
        select(t.Template).where(which).order_by(t.Template.title, t.Template.id)
    )
    return tuple(
        Pattern(row.title, tuple(items[row.id]), row.why, row.is_block, row.language, row.id)
        for row in rows
    )


def _items(session: Session, which: ColumnElement[bool]) -> dict[str, list[PatternItem]]:
    steps = _steps(session, which)
    items: dict[str, list[PatternItem]] = defaultdict(list)
    for row in session.scalars(
        select(t.TemplateItem)
        .join(t.Template, t.Template.id == t.TemplateItem.template_id)
        .where(which)
        .order_by(t.TemplateItem.position, t.TemplateItem.id)
    ):
        items[row.template_id].append(_item(row, steps[row.id]))
    return items


def _item(row: t.TemplateItem, steps: Sequence[Step]) -> PatternItem:
    return PatternItem(
        row.kind,
        row.title,
        row.planned,
        row.minimum,
        row.flexible,
        row.question,
        row.notes,
        row.preparation,
        tuple(steps),
    )


def _steps(session: Session, which: ColumnElement[bool]) -> dict[str, list[Step]]:
    one = t.TemplateStep
    steps: dict[str, list[Step]] = defaultdict(list)
    for item, title, seconds in session.execute(
        select(one.template_item_id, one.title, one.seconds)
        .join(t.TemplateItem, t.TemplateItem.id == one.template_item_id)
        .join(t.Template, t.Template.id == t.TemplateItem.template_id)
        .where(which)
        .order_by(one.position, one.id)
    ):
        steps[item].append(Step(title, seconds))
    return steps
