"""Values as plain JSON, and again from it: what a statement is frozen as.

What was frozen before a field was added lacks it and gets its default.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import GenericAlias
from typing import Any, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:
    """The value with nothing in it but words, numbers, lists and mappings."""
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def read_again(kind: Any, kept: Any) -> Any:
    """The value of this kind from what `plain` made of it."""
    if get_origin(kind) is tuple or isinstance(kind, GenericAlias):
        return tuple(read_again(get_args(kind)[0], one) for one in kept)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        names = [one.name for one in fields(kind) if one.name in kept]
        return kind(**{name: read_again(hints[name], kept[name]) for name in names})  # type: ignore[operator]
    return str(kept) if kind is str else kept
