"""Advice asked without identity: what in a text may point to somebody."""

from __future__ import annotations

from enum import StrEnum


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
