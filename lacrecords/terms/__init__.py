"""The glossary as code: every closed list of the field, one name for one thing, everywhere.

Tables, screens, rules and tests use these words and no others. This package
imports the standard library only and decides nothing: rules decide.
Source of the words: the council's procedure and the project's glossary.
"""

from lacrecords.terms.children import (
    AddressType,
    DatePrecision,
    IdentifierScheme,
    NameType,
    PlanCategory,
    RestrictionKind,
    Sex,
)
from lacrecords.terms.enquiries import (
    Channel,
    EnquirerKind,
    EnquiryType,
    LateHitAnswer,
    MatchAnswer,
    MatchStrength,
    Urgency,
    VerificationMethod,
    VerificationOutcome,
)
from lacrecords.terms.outcomes import (
    TELLINGS_ABOUT_A_CHILD,
    Check,
    ChildState,
    DutyKind,
    EnquirerStanding,
    TellingKind,
)
from lacrecords.terms.people import (
    AgencyType,
    ContactPointKind,
    PersonNameType,
    PersonStrength,
    Role,
    TeamKind,
)
from lacrecords.terms.risk import (
    PersonTold,
    RiskBasis,
    RiskHitAnswer,
    RiskHitKind,
    RiskLevel,
    RiskRestrictionKind,
    RiskReviewOutcome,
)
from lacrecords.terms.work import (
    ConsiderationOutcome,
    MatterKind,
    NotificationKind,
    TaskKind,
)

__all__ = [
    "TELLINGS_ABOUT_A_CHILD",
    "AddressType",
    "AgencyType",
    "Channel",
    "Check",
    "ChildState",
    "ConsiderationOutcome",
    "ContactPointKind",
    "DatePrecision",
    "DutyKind",
    "EnquirerKind",
    "EnquirerStanding",
    "EnquiryType",
    "IdentifierScheme",
    "LateHitAnswer",
    "MatchAnswer",
    "MatchStrength",
    "MatterKind",
    "NameType",
    "NotificationKind",
    "PersonNameType",
    "PersonStrength",
    "PersonTold",
    "PlanCategory",
    "RestrictionKind",
    "RiskBasis",
    "RiskHitAnswer",
    "RiskHitKind",
    "RiskLevel",
    "RiskRestrictionKind",
    "RiskReviewOutcome",
    "Role",
    "Sex",
    "TaskKind",
    "TeamKind",
    "TellingKind",
    "Urgency",
    "VerificationMethod",
    "VerificationOutcome",
]
