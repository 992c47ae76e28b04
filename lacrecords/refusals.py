"""Why a service refuses a step: in words, and beside which field of the form."""

from __future__ import annotations


class StepRefused(Exception):
    """The step cannot be taken; the words say what to do.

    `field` is the part of the form that is wrong; none or empty: all of it.
    """

    def __init__(self, field: str | None, words: str) -> None:
        super().__init__(words)
        self.field = field
        self.words = words
