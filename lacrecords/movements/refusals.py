"""A movement, a step or a file is refused; the message says what to do."""

from __future__ import annotations

from lacrecords.refusals import StepRefused


class MovementRefused(StepRefused):
    """Refused; `field` is the part of the form that is wrong, empty for all of it."""
