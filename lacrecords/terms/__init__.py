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
from lacrecords.terms.considered import (
    AnswerGiven,
    CheckState,
    EnquiryFlag,
    IncidentDutyKind,
    KnownHow,
    ManagerViewKind,
    QueueState,
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
from lacrecords.terms.movements import (
    AuthorityContactKind,
    ClockSince,
    MovementDirection,
    MovementDocumentKind,
    MovementDuty,
    MovementState,
    MovementStay,
    MovementStepKind,
    Responsible,
    SendingMethod,
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
    Role,
    TeamKind,
)
from lacrecords.terms.work import (
    REFERRALS,
    ClockUnit,
    ConsiderationOutcome,
    MatterKind,
    NotificationKind,
    TaskKind,
)

__all__ = [
    "REFERRALS",
    "TELLINGS_ABOUT_A_CHILD",
    "AddressType",
    "AgencyType",
    "AnswerGiven",
    "AuthorityContactKind",
    "Channel",
    "Check",
    "CheckState",
    "ChildState",
    "ClockSince",
    "ClockUnit",
    "ConsiderationOutcome",
    "ContactPointKind",
    "DatePrecision",
    "DutyKind",
    "EnquirerKind",
    "EnquirerStanding",
    "EnquiryFlag",
    "EnquiryType",
    "IdentifierScheme",
    "IncidentDutyKind",
    "KnownHow",
    "LateHitAnswer",
    "ManagerViewKind",
    "MatchAnswer",
    "MatchStrength",
    "MatterKind",
    "MovementDirection",
    "MovementDocumentKind",
    "MovementDuty",
    "MovementState",
    "MovementStay",
    "MovementStepKind",
    "NameType",
    "NotificationKind",
    "PlanCategory",
    "QueueState",
    "Responsible",
    "RestrictionKind",
    "Role",
    "SendingMethod",
    "Sex",
    "TaskKind",
    "TeamKind",
    "TellingKind",
    "Urgency",
    "VerificationMethod",
    "VerificationOutcome",
]
