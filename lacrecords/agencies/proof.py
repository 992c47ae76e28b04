"""What of the directory shows that somebody is of an agency, for every check of an outsider.

An enquirer, whoever asks for a suitability check, a recipient of information and a recipient of
a correction are checked alike: by a number or address that is in force, of their own agency.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wtforms.fields.choices import SelectChoice

from lacrecords.agencies.queries import ContactPointCard, usable_contact_point
from lacrecords.terms import VerificationMethod
from lacrecords.web.fields import choice

FROM_DIRECTORY = frozenset({VerificationMethod.RING_BACK, VerificationMethod.DIRECTORY_EMAIL})
_VERBS = {VerificationMethod.RING_BACK: "Rang", VerificationMethod.DIRECTORY_EMAIL: "Wrote to"}
NOT_IN_DIRECTORY = "Choose a number or address from the agency directory"
ANOTHER_WAY = (
    "Ring back a telephone number, or write to an e-mail address, from the agency directory"
)
OF_ANOTHER = "This number or address is another agency's"
SHARED_MAILBOX = "Several people read this mailbox, so it proves no role. Ring back"


def why_it_proves_nothing(
    method: VerificationMethod, contact_point_id: int | None, agency_id: int | None, now: datetime
) -> str:
    """Why this number or address does not show that somebody is of the agency; empty: it does."""
    point = usable_contact_point(contact_point_id, now)
    if method not in FROM_DIRECTORY or point is None:
        return NOT_IN_DIRECTORY
    if agency_id is None or point.agency_id != agency_id:
        return OF_ANOTHER
    if point.method is not method:
        return ANOTHER_WAY
    if point.shared_mailbox and method is VerificationMethod.DIRECTORY_EMAIL:
        return SHARED_MAILBOX
    return ""


def ways_offered(points: Iterable[ContactPointCard]) -> list[SelectChoice]:
    """The numbers and addresses as answers to "How did you check them?"."""
    return [
        choice(
            f"{one.method.value}:{one.contact_point_id}",
            f"{_VERBS[one.method]} {one.value} ({one.label})",
        )
        for one in points
    ]


def way_chosen(answer: str) -> tuple[VerificationMethod, int | None]:
    """The way that was chosen, and the contact point where it is one of the directory."""
    method, _, point = answer.partition(":")
    return VerificationMethod(method), int(point) if point else None
