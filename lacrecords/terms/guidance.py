"""Guidance on sharing information: the kinds of text that may apply on a day."""

from __future__ import annotations

from enum import StrEnum


class GuidanceKind(StrEnum):
    """What a text of guidance is, in the order in which texts are read."""

    GOLDEN_RULE = "golden_rule"
    QUESTION = "question"
    CALDICOTT_PRINCIPLE = "caldicott_principle"
    NATIONAL_TEXT = "national_text"
    LOCAL_PROTOCOL = "local_protocol"
    AGENCY_AGREEMENT = "agency_agreement"
    NOT_TO_SEEK_CONSENT = "not_to_seek_consent"


OWN_GUIDANCE = frozenset(
    {
        GuidanceKind.LOCAL_PROTOCOL,
        GuidanceKind.AGENCY_AGREEMENT,
        GuidanceKind.NOT_TO_SEEK_CONSENT,
    }
)
"""The council's own texts, kept in its database; the others travel with the program."""

ONE_SET = frozenset(
    {GuidanceKind.GOLDEN_RULE, GuidanceKind.QUESTION, GuidanceKind.CALDICOTT_PRINCIPLE}
)
"""Kinds that are one numbered set: on every day from the first all of it, each number once."""
