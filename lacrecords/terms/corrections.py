"""Corrections that reach everybody who had the old version: by which way, and how each ends."""

from __future__ import annotations

from enum import StrEnum


class ToldBy(StrEnum):
    """By which way somebody outside came to have what the record said."""

    SHARED_ITEM = "shared_item"
    DISCLOSURE = "disclosure"
    MORE_TOLD = "more_told"
    OUTSIDE_RULES = "outside_rules"
    MOVEMENT_NOTICE = "movement_notice"
    SUITABILITY_ANSWER = "suitability_answer"
    LIST_EXPORT = "list_export"
    CORRECTION = "correction"


class CorrectionCause(StrEnum):
    """What turned out to be wrong: a fact of the record, or an item that was shared."""

    FACT = "fact"
    ITEM = "item"


class NotTold(StrEnum):
    """Why a recipient is not told of a correction: the closed list."""

    NO_LONGER_WITH_CHILD = "no_longer_with_child"
    NO_DIFFERENCE = "no_difference"
    PUTS_AT_RISK = "puts_at_risk"
    CANNOT_BE_REACHED = "cannot_be_reached"
