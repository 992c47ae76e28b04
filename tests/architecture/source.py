"""Reads the program's own files, for the tests that hold them to the rules of the house."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar, cast

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LOOKED_AT = (*FUNCTIONS, ast.Import, ast.ImportFrom, ast.Call)
Function = ast.FunctionDef | ast.AsyncFunctionDef


Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, its text, its tree, which is walked once."""

    path: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The dotted name."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def _nodes(self) -> dict[type[ast.AST], list[ast.AST]]:
        found: dict[type[ast.AST], list[ast.AST]] = {kind: [] for kind in LOOKED_AT}
        for node in ast.walk(self.tree):
            if type(node) in found:
                found[type(node)].append(node)
        return found

    def all_of(self, kind: type[Node]) -> list[Node]:
        """Every node of one of the kinds looked at."""
        return cast(list[Node], self._nodes[kind])

    def functions(self) -> Iterator[Function]:
        """Every function and method."""
        return chain(self.all_of(ast.FunctionDef), self.all_of(ast.AsyncFunctionDef))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and dotted name of everything imported, `from x import y` as x.y."""
        for node in self.all_of(ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        for each in self.all_of(ast.ImportFrom):
            yield from ((each.lineno, f"{each.module}.{alias.name}") for alias in each.names)


@cache
def committed_files() -> tuple[str, ...]:
    """Every file of the repository, as paths from the root; vendor and build folders are not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = (name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """The Python files of these folders; of all where none is named."""
    chosen = [name for name in committed_files() if name.endswith(".py")]
    if folders:
        chosen = [name for name in chosen if name.split("/")[0] in folders]
    return tuple(_read(name) for name in chosen)


@cache
def _read(name: str) -> Source:
    text = (ROOT / name).read_text(encoding="utf-8")
    return Source(name, text, ast.parse(text, name))
