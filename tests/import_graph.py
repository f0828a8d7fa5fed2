"""Who imports whom in a package of Python files, read from the source without running it."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

When = Literal["start", "call", "types"]


@dataclass(frozen=True, slots=True)
class Import:
    """One import: who, whom, the name taken from there, the line, and when it happens.

    Importing the source itself runs those at "start"; those of "call" stand inside functions and
    those of "types" under TYPE_CHECKING, where nothing ever runs them.
    """

    source: str
    target: str
    name: str
    line: int
    when: When


@dataclass(frozen=True)
class Package:
    """A package by the folder that holds its `__init__.py`."""

    folder: Path

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every module's full name and its file."""
        found = {}
        for path in sorted(self.folder.rglob("*.py")):
            parts = path.relative_to(self.folder.parent).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
        return found

    @cached_property
    def trees(self) -> dict[str, ast.Module]:
        """Every module's syntax tree."""
        return {name: ast.parse(path.read_bytes()) for name, path in self.files.items()}

    @cached_property
    def imports(self) -> dict[str, tuple[Import, ...]]:
        """Every module's imports, its own parents included: Python runs them first."""
        return {name: tuple(self._imports_of(name)) for name in self.files}

    def room(self, module: str) -> str:
        """The folder or file right under the package: "store" for facilitator.store.tables."""
        parts = module.split(".")
        return parts[1] if len(parts) > 1 else ""

    def is_own(self, module: str) -> bool:
        return module.split(".")[0] == self.folder.name

    def _imports_of(self, module: str) -> Iterator[Import]:
        parent = module.rpartition(".")[0]
        if parent:
            yield Import(module, parent, "", 1, "start")
        nodes = sorted(_import_nodes(self.trees[module]), key=lambda found: found[0].lineno)
        for node, when in nodes:
            for target, name in self._targets(module, node):
                yield Import(module, target, name, node.lineno, when)

    def _targets(self, module: str, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, ""
            return
        base = self._base(module, node)
        for alias in node.names:
            inner = f"{base}.{alias.name}"
            yield (inner, "") if inner in self.files else (base, alias.name)

    def _base(self, module: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        is_package = self.files[module].name == "__init__.py"
        parts = module.split(".")
        parts = parts[: len(parts) - node.level + is_package]
        return ".".join([*parts, *([node.module] if node.module else [])])

    def chains(
        self, starts: Iterable[str], forbidden: Callable[[str], bool], *, at_start: bool = False
    ) -> list[str]:
        """For each start, the shortest way along imports to a forbidden module, if there is one.

        Written as "facilitator.a:3 → facilitator.b:7 → numpy", each line where the next is
        imported. With `at_start` only what importing the first really runs is followed.
        """
        found = (self._chain(start, forbidden, at_start) for start in starts)
        return [chain for chain in found if chain]

    def _chain(self, start: str, forbidden: Callable[[str], bool], at_start: bool) -> str:
        ways: dict[str, str] = {start: start}
        queue = deque([start])
        while queue:
            module = queue.popleft()
            for step in self.imports.get(module, ()):
                if step.target in ways or (at_start and step.when != "start"):
                    continue
                ways[step.target] = f"{ways[module]}:{step.line} → {step.target}"
                if forbidden(step.target):
                    return ways[step.target]
                queue.append(step.target)
        return ""


def _import_nodes(tree: ast.Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, When]]:
    stack: list[tuple[ast.AST, When]] = [(tree, "start")]
    while stack:
        node, when = stack.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, when
        elif isinstance(node, ast.If) and _is_for_types_only(node.test):
            stack += [(child, "types") for child in node.body]
            stack += [(child, when) for child in node.orelse]
        else:
            inner: When = "call" if when == "start" and _is_function(node) else when
            stack += [(child, inner) for child in ast.iter_child_nodes(node)]


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def _is_for_types_only(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"
