"""How somebody asks, how they are checked, and who the child is said to be."""

from __future__ import annotations

from enum import StrEnum


class EnquirerKind(StrEnum):
    """In what capacity the enquirer asks, as they say."""

    PROFESSIONAL = "professional"
    PARENT = "parent"
    PARENTAL_RESPONSIBILITY = "parental_responsibility"
    RELATIVE = "relative"
    PUBLIC = "public"
    CHILD = "child"


class EnquiryType(StrEnum):
    """Why the register is asked; the custodian of the register must record it."""

    CONCERN = "concern"
    ROUTINE = "routine"
    FAMILY_COURT_SERVICE = "family_court_service"
    LIST = "list"
    OTHER = "other"


class Channel(StrEnum):
    """How the enquiry reached us."""

    TELEPHONE = "telephone"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in_person"


class Urgency(StrEnum):
    """How soon the enquiry must be followed up."""

    ROUTINE = "routine"
    URGENT = "urgent"


class VerificationMethod(StrEnum):
    """How the enquirer was, or was not, shown to be who they say."""

    RING_BACK = "ring_back"
    DIRECTORY_EMAIL = "directory_email"
    IDENTITY_DOCUMENT = "identity_document"
    KNOWN_VOICE = "known_voice"
    NONE = "none"


class VerificationOutcome(StrEnum):
    """What the check of the enquirer showed."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    COULD_NOT_BE_DONE = "could_not_be_done"


class MatchAnswer(StrEnum):
    """A person's decision about one enquired child, with the evidence shown."""

    SAME = "same"
    NOT_KNOWN = "not_known"
    CANNOT_TELL = "cannot_tell"


class MatchStrength(StrEnum):
    """How strongly a record looks like the enquired child, in four plain levels."""

    STRONG = "strong"
    LIKELY = "likely"
    POSSIBLE = "possible"
    WEAK = "weak"


class LateHitAnswer(StrEnum):
    """A manager's answer about a record that came in after the enquiry."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"
