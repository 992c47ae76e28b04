"""Checking an enquirer: which checks count, for how long, and what they open.

Pure predicates; the facts are handed in. Whether the enquirer may then be *told*
anything is for `enquiry_outcome`; what a member of staff may do at all is for
`authorisation`. A court order is no check: it goes to legal services and the
manager, and proves nobody's identity.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from lacrecords.terms import (
    AgencyType,
    Channel,
    EnquirerKind,
    EnquirerStanding,
    Role,
    VerificationMethod,
    VerificationOutcome,
)

FAMILY_KINDS = frozenset(
    {EnquirerKind.PARENT, EnquirerKind.PARENTAL_RESPONSIBILITY, EnquirerKind.RELATIVE}
)
SOCIAL_WORKERS_ON_SHIFT = frozenset({Role.DUTY_SOCIAL_WORKER, Role.OUT_OF_HOURS_SOCIAL_WORKER})
MANAGERS_WITH_MATCH_TASKS = frozenset({Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER})
FAILED_OUTCOMES = frozenset(
    {VerificationOutcome.NOT_CONFIRMED, VerificationOutcome.COULD_NOT_BE_DONE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """How the enquirer reached us and what the agency directory, not they, say of them."""

    channel: Channel
    directory_has_telephone: bool
    # The very address they wrote from is in the directory; its domain alone is not enough.
    written_from_directory_address: bool
    known_voice_allowed: bool  # the council's setting, off unless it says otherwise


def permitted_methods(contact: ContactFacts) -> frozenset[VerificationMethod]:
    """Give the kinds of check that can count for this contact. Source: product, A2.

    That no check could be done is always among them.
    """
    methods = {VerificationMethod.NONE}
    if contact.directory_has_telephone:
        methods.add(VerificationMethod.RING_BACK)
    if contact.channel is Channel.EMAIL and contact.written_from_directory_address:
        methods.add(VerificationMethod.DIRECTORY_EMAIL)
    if contact.channel is Channel.IN_PERSON:
        methods.add(VerificationMethod.IDENTITY_DOCUMENT)
    if contact.channel is Channel.TELEPHONE and contact.known_voice_allowed:
        methods.add(VerificationMethod.KNOWN_VOICE)
    return frozenset(methods)


def is_directory_address(sender: str, directory_addresses: Collection[str]) -> bool:
    """Say whether an e-mail came from an address that we hold, whole: a domain proves no role."""
    written_from = sender.strip().casefold()
    return bool(written_from) and written_from in {
        address.strip().casefold() for address in directory_addresses
    }


def why_not_confirmed_by(
    method: VerificationMethod, contact: ContactFacts, *, second_fact: str
) -> str | None:
    """Say why this method cannot confirm who the enquirer is, or None when it can."""
    if method is VerificationMethod.NONE:
        return "Nothing was checked, so the enquirer cannot be confirmed."
    if method not in permitted_methods(contact):
        return WHY_NOT_PERMITTED[method]
    if method in WHY_NO_SECOND_FACT and not second_fact.strip():
        return WHY_NO_SECOND_FACT[method]
    return None


WHY_NO_SECOND_FACT = {
    VerificationMethod.IDENTITY_DOCUMENT: "Enter which document you saw, and whose it was.",
    VerificationMethod.KNOWN_VOICE: "Enter the second fact, beside the voice, that you checked.",
}
"""The checks by eye and ear, which count only with what was seen or asked written down."""


WHY_NOT_PERMITTED = {
    VerificationMethod.RING_BACK: (
        "The agency directory has no telephone number to ring back. "
        "The number that the enquirer gave cannot be used."
    ),
    VerificationMethod.DIRECTORY_EMAIL: (
        "The e-mail did not come from an address in the agency directory. "
        "An address at the same domain is not enough."
    ),
    VerificationMethod.IDENTITY_DOCUMENT: (
        "An identity document can be checked only when the enquirer is here in person."
    ),
    VerificationMethod.KNOWN_VOICE: (
        "A known voice can count only on the telephone, and only if the council allows it."
    ),
}
"""The reason for each method, as a sentence that an officer can act on."""


def is_good_for_telling(
    *,
    method: VerificationMethod,
    outcome: VerificationOutcome,
    checked_at: datetime,
    valid_until: datetime | None,
    now: datetime,
    revoked: bool,
) -> bool:
    """Say whether a check lets this enquirer be told something about a child at this moment.

    `valid_until` comes from `deadlines.verification_valid_until`. Source: product, A1, A2.
    """
    if revoked or valid_until is None or method is VerificationMethod.NONE:
        return False
    return outcome is VerificationOutcome.CONFIRMED and checked_at <= now < valid_until


def agency_is_proved(
    method: VerificationMethod, *, agency_in_directory: bool, second_fact: str
) -> bool:
    """Say whether this confirmed check shows that the enquirer works for the agency they name.

    An agency that is not in our directory is proved by nothing: anybody can name one. A
    document proves who somebody is, so a professional shows the pass of an agency of the
    directory, and what was seen is written down. Source: product, A2; decision 9.
    """
    if not agency_in_directory or method is VerificationMethod.NONE:
        return False
    return method not in WHY_NO_SECOND_FACT or bool(second_fact.strip())


def may_open_candidates(
    *, outcome: VerificationOutcome | None, emergency: bool, role: Role, reason: str
) -> bool:
    """Say whether the check lets a member of staff open the candidates. Source: product, A1.

    After a confirmed check, yes. After a check that failed or could not be done, or in an
    emergency, only a duty or out-of-hours social worker, with a reason; after such a check
    also a manager, who must work the match task (A3). Telling stays locked.
    """
    if outcome is VerificationOutcome.CONFIRMED:
        return True
    if not reason.strip():
        return False
    if role in SOCIAL_WORKERS_ON_SHIFT:
        return emergency or outcome in FAILED_OUTCOMES
    return role in MANAGERS_WITH_MATCH_TASKS and outcome in FAILED_OUTCOMES


def may_withhold_name(kind: EnquirerKind) -> bool:
    """Say whether somebody may ask without giving a name: the public, and a child. Source: A9.

    A child who will not say who they are is never turned away.
    """
    return kind in (EnquirerKind.PUBLIC, EnquirerKind.CHILD)


def standing_of(
    enquirer_kind: EnquirerKind,
    agency_type: AgencyType | None,
    legitimate_agency_types: Collection[AgencyType],
    role_stated: bool,
    reason_accepted: bool,
    agency_proved: bool,
) -> EnquirerStanding:
    """Say what the enquirer is to this child. Source: product, "What may be told".

    Legitimate: a professional of an agency type on the council's setting, shown by the check
    to work for that agency, with a stated role with this child and a reason that the officer
    accepts. A professional who lacks one of these is treated as a member of the public.
    """
    legitimate = (
        enquirer_kind is EnquirerKind.PROFESSIONAL
        and agency_type in legitimate_agency_types
        and role_stated
        and reason_accepted
        and agency_proved
    )
    return EnquirerStanding.LEGITIMATE if legitimate else standing_without_an_agency(enquirer_kind)


def standing_without_an_agency(enquirer_kind: EnquirerKind) -> EnquirerStanding:
    """Say what the enquirer is to this child where no agency of theirs counts.

    All but family and the child are the public.
    """
    if enquirer_kind in FAMILY_KINDS:
        return EnquirerStanding.FAMILY
    child = enquirer_kind is EnquirerKind.CHILD
    return EnquirerStanding.THE_CHILD if child else EnquirerStanding.PUBLIC
