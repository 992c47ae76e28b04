"""The consent that an answer leans on, as it stands now."""

from __future__ import annotations

from datetime import datetime

from lacrecords.consents.queries import ConsentStanding, consent, consents_about
from lacrecords.terms import ConsentPosition, ConsentState
from lacrecords.web.words import date_words
from lacrecords.wording import words

GIVEN = frozenset({ConsentPosition.GIVEN, ConsentPosition.GIVEN_WITH_LIMITS})
FALLEN = {
    ConsentState.WITHDRAWN: ConsentPosition.WITHDRAWN,
    ConsentState.REFUSED: ConsentPosition.REFUSED,
    ConsentState.NEVER_VALID: ConsentPosition.DOES_NOT_COUNT,
    ConsentState.REVIEW_DUE: ConsentPosition.NOT_YET_SOUGHT,
}
"""How the rules read a consent that does not stand as it was answered; one to be sought again
is read as not sought."""


def consent_now(reference: str, answered: ConsentPosition) -> ConsentPosition:
    """How it stands with this consent now, where the answer leaned on it.

    What is recorded outranks what was answered only where it was answered that consent is given.
    """
    standing = consent(reference)
    if standing is None or answered not in GIVEN:
        return answered
    if standing.state in FALLEN:
        return FALLEN[standing.state]
    limited = standing.limits or standing.third_party_limits
    return ConsentPosition.GIVEN_WITH_LIMITS if limited else answered


def consents_offered(child_id: int | None, now: datetime) -> tuple[tuple[str, str], ...]:
    """The answers on the child's record, by reference, in words: whose, when and for what."""
    if child_id is None:
        return ()
    return tuple((one.reference, _line(one)) for one in consents_about(child_id, now))


def _line(one: ConsentStanding) -> str:
    said = f"{words(one.state)}: {one.given_by}, {date_words(one.taken_on)}, for {one.purpose}"
    return said if len(said) <= 120 else f"{said[:119]}…"
