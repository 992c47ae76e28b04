"""Advice asked without identity: whom we ask, what is written, what may point to somebody."""

from __future__ import annotations

from enum import StrEnum


class AdviserKind(StrEnum):
    """Whom a member of staff asks for advice on sharing."""

    CALDICOTT_GUARDIAN = "caldicott_guardian"
    NAMED_PROFESSIONAL = "named_professional"
    OWN_MANAGER = "own_manager"
    DESIGNATED_MANAGER = "designated_manager"
    LEGAL_SERVICES = "legal_services"


class AdviceTurnKind(StrEnum):
    """What was written after the question."""

    ASKED_BACK = "asked_back"
    ADDED = "added"
    ADVICE = "advice"
    WITHDRAWN = "withdrawn"


class AdviceState(StrEnum):
    """What a question waits for."""

    WAITS_FOR_ADVICE = "waits_for_advice"
    WAITS_FOR_ASKER = "waits_for_asker"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class MarkKind(StrEnum):
    """What a piece of text is that may tell a reader whom it is about."""

    POSTCODE = "postcode"
    PART_POSTCODE = "part_postcode"
    TELEPHONE_NUMBER = "telephone_number"
    EMAIL_ADDRESS = "email_address"
    WEB_ADDRESS = "web_address"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    DATE_OF_BIRTH = "date_of_birth"
    STREET_ADDRESS = "street_address"
    PLACE = "place"
    LONG_NUMBER = "long_number"
    REFERENCE = "reference"
    KNOWN_NAME = "known_name"
    NAME = "name"
