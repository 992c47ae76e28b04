"""The glossary as code: every closed list of the field, one name for one thing, everywhere.

Tables, screens, rules and tests use these words and no others. This package
imports the standard library only and decides nothing: rules decide.
Source of the words: the council's procedure and the project's glossary.
"""

from lacrecords.terms.advice import AdviceState, AdviceTurnKind, AdviserKind, MarkKind
from lacrecords.terms.children import (
    AddressType,
    DatePrecision,
    IdentifierScheme,
    Known,
    NameType,
    PlanCategory,
    RestrictionKind,
    Sex,
)
from lacrecords.terms.consents import (
    AgeBand,
    ConsentAnswer,
    ConsentChangeKind,
    ConsentDayRefusal,
    ConsentFault,
    ConsentForm,
    ConsentKind,
    ConsentReviewOutcome,
    ConsentState,
    DecidesBecause,
    ExplainedPart,
    ReviewReason,
    UnderstandingAnswer,
    UnderstandingQuestion,
    WhoseConsent,
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
from lacrecords.terms.corrections import CorrectionCause, NotTold, ToldBy
from lacrecords.terms.currency import (
    CurrencyRule,
    CurrencySeverity,
    WorkerState,
)
from lacrecords.terms.disclosure_schemes import (
    POLICE_DECISIONS,
    AskedAbout,
    DisclosureScheme,
    PoliceAnswer,
    SchemeAsker,
    SchemeContact,
    SchemeDuty,
    SchemeEnd,
    SchemeLate,
    SchemeSaying,
    SchemeState,
    SchemeUrgency,
    SchemeWay,
    Undertaking,
)
from lacrecords.terms.documents import DocumentFault, DocumentKind, PageReading
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
from lacrecords.terms.guidance import ONE_SET, OWN_GUIDANCE, GuidanceKind
from lacrecords.terms.looking_back import (
    DepartureKind,
    PeerAnswer,
    PeerQuestion,
    SharingGround,
)
from lacrecords.terms.movements import (
    AuthorityContactKind,
    ClockSince,
    EndingReason,
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
    PersonNameType,
    PersonStrength,
    Role,
    TeamKind,
)
from lacrecords.terms.risk import (
    PersonTold,
    RiskBasis,
    RiskDisposalAnswer,
    RiskDisposalGround,
    RiskHitAnswer,
    RiskHitKind,
    RiskLevel,
    RiskRestrictionKind,
    RiskReviewOutcome,
)
from lacrecords.terms.sharing import (
    SHARING_OUTCOMES,
    BeforeItGoes,
    ConsentPosition,
    FindingKind,
    LegalRequirement,
    NormallyFollows,
    PersonInformed,
    PublicInterest,
    QuestionState,
    SharedItemKind,
    SharingAnswer,
    SharingBasis,
    SharingDirection,
    SharingMeans,
    SharingOutcome,
    SharingQuestion,
    Weighing,
)
from lacrecords.terms.statements import Mark, Timeliness
from lacrecords.terms.subject_access import (
    AccessCheckKind,
    AccessCheckMethod,
    AccessClock,
    AccessDocumentKind,
    AccessEnd,
    AccessPart,
    AccessQuestionKind,
    AccessStep,
    AccessWay,
    AsksAs,
    DeliveryWay,
    Entitlement,
    FurtherReason,
    HarmAnswer,
    KeptInReason,
    LeftOutReason,
    SubjectLinkKind,
    SubjectVoiceKind,
)
from lacrecords.terms.suitability import (
    CheckClock,
    CheckEnd,
    CheckPurpose,
    CheckResult,
    ConsentGiver,
    MissingPart,
    PersonAnswer,
)
from lacrecords.terms.work import (
    REFERRALS,
    ClockUnit,
    ConsiderationOutcome,
    MatterKind,
    NotificationKind,
    TaskKind,
)

# fmt: off
__all__ = [  # noqa: RUF022 - several on a line, in the order of letters
    "AccessCheckKind", "AccessCheckMethod", "AccessClock", "AccessDocumentKind", "AccessEnd",
    "AccessPart", "AccessQuestionKind", "AccessStep", "AccessWay", "AddressType", "AdviceState",
    "AdviceTurnKind", "AdviserKind", "AgeBand", "AgencyType", "AnswerGiven", "AskedAbout",
    "AsksAs", "AuthorityContactKind", "BeforeItGoes", "Channel", "Check", "CheckClock",
    "CheckEnd", "CheckPurpose", "CheckResult", "CheckState", "ChildState", "ClockSince",
    "ClockUnit", "ConsentAnswer", "ConsentChangeKind", "ConsentDayRefusal", "ConsentFault",
    "ConsentForm", "ConsentGiver", "ConsentKind", "ConsentPosition", "ConsentReviewOutcome",
    "ConsentState", "ConsiderationOutcome", "ContactPointKind", "CorrectionCause", "CurrencyRule",
    "CurrencySeverity", "DatePrecision", "DecidesBecause", "DeliveryWay", "DepartureKind",
    "DisclosureScheme", "DocumentFault", "DocumentKind", "DutyKind", "EndingReason", "EnquirerKind",
    "EnquirerStanding", "EnquiryFlag", "EnquiryType", "Entitlement", "ExplainedPart",
    "FindingKind", "FurtherReason", "GuidanceKind", "HarmAnswer",
    "IdentifierScheme", "IncidentDutyKind", "KeptInReason", "Known",
    "KnownHow", "LateHitAnswer",
    "LeftOutReason", "LegalRequirement", "ManagerViewKind", "Mark", "MarkKind", "MatchAnswer",
    "MatchStrength", "MatterKind", "MissingPart", "MovementDirection", "MovementDocumentKind",
    "MovementDuty", "MovementState", "MovementStay", "MovementStepKind", "NameType",
    "NormallyFollows", "NotTold", "NotificationKind", "ONE_SET", "OWN_GUIDANCE",
    "POLICE_DECISIONS", "PageReading", "PeerAnswer", "PeerQuestion", "PersonAnswer",
    "PersonInformed", "PersonNameType", "PersonStrength", "PersonTold", "PlanCategory",
    "PoliceAnswer",
    "PublicInterest", "QuestionState", "QueueState", "REFERRALS", "Responsible",
    "RestrictionKind", "ReviewReason", "RiskBasis", "RiskDisposalAnswer", "RiskDisposalGround",
    "RiskHitAnswer", "RiskHitKind", "RiskLevel", "RiskRestrictionKind", "RiskReviewOutcome",
    "Role", "SHARING_OUTCOMES", "SchemeAsker", "SchemeContact", "SchemeDuty", "SchemeEnd",
    "SchemeLate", "SchemeSaying", "SchemeState", "SchemeUrgency", "SchemeWay", "SendingMethod",
    "Sex", "SharedItemKind", "SharingAnswer", "SharingBasis", "SharingDirection", "SharingGround",
    "SharingMeans", "SharingOutcome", "SharingQuestion", "SubjectLinkKind", "SubjectVoiceKind",
    "TELLINGS_ABOUT_A_CHILD", "TaskKind", "TeamKind", "TellingKind", "Timeliness", "ToldBy",
    "UnderstandingAnswer", "UnderstandingQuestion", "Undertaking", "Urgency",
    "VerificationMethod", "VerificationOutcome", "Weighing", "WhoseConsent", "WorkerState",
]
# fmt: on
