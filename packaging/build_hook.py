"""Compiles the message catalogues for the wheel; they are never committed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Runs before each build, in an environment that has Babel and not the program."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Puts a .mo beside each .po before the files are gathered."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from facilitator.catalogues import compile_catalogue

        for po in sorted((root / "resources" / "locale").glob("*/LC_MESSAGES/*.po")):
            compile_catalogue(po, po.with_suffix(".mo"))
