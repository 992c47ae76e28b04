"""Answers to choose from the closed lists, in the words of the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lacrecords.web.fields import choice
from lacrecords.wording import choices


def options(terms: Any, only: Sequence[Any] | None = None) -> list[Any]:
    """The choices of a closed list, or of these of it."""
    wanted = None if only is None else {one.value for one in only}
    return [choice(v, label) for v, label in choices(terms) if wanted is None or v in wanted]
