"""Small changes of a module's meaning, one at a time, that its tests should notice.

Docstrings, annotations, the words of `raise` and the spelling of a closed list's members (which
the tests of the schema hold) are left alone: they decide nothing. Every other comparison,
connection, number, word, term and step is changed.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
Terms = dict[str, list[str]]
Way = Callable[[ast.AST], Iterator[tuple[str, ast.AST]]]


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed: where, what, and the changed tree."""

    line: int
    what: str
    tree: ast.Module


def mutants_of(source: str, terms: Terms) -> Iterator[Mutant]:
    """Every change of a module, in the order of its lines.

    `terms` holds the members of each closed list, by which one term becomes another.
    """
    tree = ast.parse(source)
    silent, beside = _silent(tree), _named_together(tree)
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in silent:
            continue
        for way in (
            _compared,
            _connected,
            _turned,
            _constant,
            _reckoned,
            _stepped,
            _term(terms),
            _name(beside),
        ):
            for what, other in way(node):
                changed = ast.fix_missing_locations(_with(tree, place, other))
                yield Mutant(getattr(node, "lineno", 0), what, changed)


def _with(tree: ast.Module, place: int, other: ast.AST) -> ast.Module:
    """A copy of the tree with another node at a place in the order of walking."""
    changed = copy.deepcopy(tree)
    old = next(node for number, node in enumerate(ast.walk(changed)) if number == place)
    for parent in ast.walk(changed):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, other)
            elif isinstance(value, list) and any(each is old for each in value):
                setattr(parent, name, [other if each is old else each for each in value])
    return changed


def _silent(tree: ast.Module) -> set[int]:
    """What decides nothing: annotations, docstrings, imports, the words of an exception."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        for part in _parts_without_meaning(node):
            silent.update(id(each) for each in ast.walk(part))
    return silent


def _parts_without_meaning(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.Raise)) or _is_for_type_checkers(node):
        yield node
    for name in ("annotation", "returns"):
        part = getattr(node, name, None)
        if isinstance(part, ast.AST):
            yield part
    if isinstance(node, ast.ClassDef):
        yield from node.decorator_list
        if any("Enum" in ast.unparse(parent) for parent in node.bases):
            yield from node.body


def _is_for_type_checkers(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) == "__all__"
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "TypeVar"


def _compared(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            other = copy.deepcopy(node)
            other.ops[place] = COMPARED[type(operator)]()
            yield f"{ast.unparse(node)} -> {ast.unparse(other)}", other


def _connected(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node, ast.BoolOp):
        return
    other = copy.deepcopy(node)
    other.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield f"{ast.unparse(node)} -> {ast.unparse(other)}", other
    for place, left_out in enumerate(node.values):
        rest = [value for number, value in enumerate(node.values) if number != place]
        shorter = rest[0] if len(rest) == 1 else ast.BoolOp(op=node.op, values=rest)
        yield f"without {ast.unparse(left_out)}", copy.deepcopy(shorter)


def _turned(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield f"{ast.unparse(node)} turned", copy.deepcopy(node.operand)
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        other = copy.deepcopy(node)
        other.test = ast.UnaryOp(op=ast.Not(), operand=other.test)
        yield f"if not ({ast.unparse(node.test)})", other
    if isinstance(node, ast.comprehension):
        for place, test in enumerate(node.ifs):
            without = copy.deepcopy(node)
            del without.ifs[place]
            yield f"all, not only those with {ast.unparse(test)}", without


def _constant(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    other: object = value
    if isinstance(value, bool):
        other = not value
    elif isinstance(value, (int, float)):
        other = value + 1
    elif isinstance(value, str):
        other = f"X{value}X"
    if other is not value:
        yield f"{value!r} -> {other!r}", ast.Constant(value=other)  # type: ignore[arg-type]


def _reckoned(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BinOp) and type(node.op) in RECKONED:
        other = copy.deepcopy(node)
        other.op = RECKONED[type(node.op)]()
        yield f"{ast.unparse(node)} -> {ast.unparse(other)}", other


def _stepped(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield f"{ast.unparse(node)} -> nothing", ast.Return(value=ast.Constant(value=None))
    if isinstance(node, (ast.Continue, ast.Break)):
        yield "neither continue nor break", ast.Pass()
    if isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Yield, ast.YieldFrom)):
        yield f"without the step {ast.unparse(node)}", ast.Pass()
    if isinstance(node, ast.Call):
        for place, given in enumerate(node.keywords):
            other = copy.deepcopy(node)
            del other.keywords[place]
            yield f"without {ast.unparse(given)}", other


def _term(terms: Terms) -> Way:
    def changed(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            members = terms.get(node.value.id, [])
            if node.attr in members and len(members) > 1:
                following = members[(members.index(node.attr) + 1) % len(members)]
                other = copy.deepcopy(node)
                other.attr = following
                yield f"{ast.unparse(node)} -> {following}", other

    return changed


def _named_together(tree: ast.Module) -> dict[str, str]:
    """Of names that are given together (`SOON, LATER = ...`): the one that stands beside each."""
    beside: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            names = [each.id for each in node.targets[0].elts if isinstance(each, ast.Name)]
            beside.update(zip(names, names[1:] + names[:1], strict=True))
    return beside


def _name(beside: dict[str, str]) -> Way:
    def changed(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in beside:
            yield f"{node.id} -> {beside[node.id]}", ast.Name(id=beside[node.id], ctx=ast.Load())

    return changed


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
