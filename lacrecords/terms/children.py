"""What is recorded of a child."""

from __future__ import annotations

from enum import StrEnum


class DatePrecision(StrEnum):
    """How much of a date of birth is known; an estimated day is the 15th by convention."""

    EXACT = "exact"
    MONTH = "month"
    YEAR = "year"
    EXPECTED = "expected"


class Sex(StrEnum):
    """Sex as the national returns hold it."""

    FEMALE = "F"
    MALE = "M"
    NOT_RECORDED = "U"


class NameType(StrEnum):
    """What kind of name a child has or had."""

    CURRENT = "current"
    EARLIER = "earlier"
    KNOWN_AS = "known_as"
    OTHER = "other"


class AddressType(StrEnum):
    """What an address is to a child."""

    HOME = "home"
    SECOND_HOME = "second_home"
    PLACEMENT = "placement"
    TEMPORARY = "temporary"


class IdentifierScheme(StrEnum):
    """Whose number an identifier is."""

    AUTHORITY = "authority"
    NHS = "nhs"
    UPN = "upn"
    MOTHER_NHS = "mother_nhs"


class Known(StrEnum):
    """The answer to a question that nobody may be able to answer yet."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class PlanCategory(StrEnum):
    """Category of a child protection plan, by the national code."""

    NEGLECT = "NEG"
    PHYSICAL = "PHY"
    SEXUAL = "SAB"
    EMOTIONAL = "EMO"
    MULTIPLE = "MUL"
    NOT_RECORDED = "NOT"


class RestrictionKind(StrEnum):
    """Why few people may open a record."""

    RESTRICTED = "restricted"
    SEALED_AT_ADOPTION = "sealed_at_adoption"
