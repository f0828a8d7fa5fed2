"""The rows of an agenda as a model for a list."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from facilitator.language import N_, Language
from facilitator.ui.agenda.rows import AgendaRow
from facilitator.ui.row_model import Column, RowModel

Index = QModelIndex | QPersistentModelIndex


class AgendaModel(RowModel):
    """The rows of one agenda. While `read_only` nothing can be dragged or changed."""

    def __init__(self, lang: Language, parent: QObject | None = None) -> None:
        super().__init__((Column(N_("Item"), lambda row: row.words),), lang, parent)
        self.read_only = False

    @property
    def rows(self) -> tuple[AgendaRow, ...]:
        return cast("tuple[AgendaRow, ...]", super().rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid() or self.read_only:
            return flags
        return flags | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
