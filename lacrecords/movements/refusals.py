"""A movement, a step or a file is refused; the message says what to do."""

from __future__ import annotations


class MovementRefused(Exception):
    """Refused; `field` is the part of the form that is wrong, empty for all of it."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field
        self.words = words
