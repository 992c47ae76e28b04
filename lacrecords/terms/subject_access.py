"""People's request for their own information: who asks, what is left out, how it ends."""

from __future__ import annotations

from enum import StrEnum


class AsksAs(StrEnum):
    """In what capacity somebody asks for what is held about a person."""

    THEMSELVES = "themselves"
    CHILD = "child"
    PARENTAL_RESPONSIBILITY = "parental_responsibility"
    REPRESENTATIVE = "representative"


class AccessWay(StrEnum):
    """In which way the request reached us; any way counts."""

    LETTER = "letter"
    EMAIL = "email"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    THROUGH_A_WORKER = "through_a_worker"
    OTHER = "other"


class AccessCheckKind(StrEnum):
    """What is checked of whoever asks."""

    IDENTITY = "identity"
    AUTHORITY = "authority"


class AccessCheckMethod(StrEnum):
    """How who asks, or their authority, was shown."""

    DOCUMENTS_IN_PERSON = "documents_in_person"
    KNOWN_BY_WORKER = "known_by_worker"
    CERTIFIED_COPIES = "certified_copies"
    NONE = "none"


class AccessQuestionKind(StrEnum):
    """What whoever asks was asked back."""

    IDENTITY = "identity"
    CLARIFICATION = "clarification"


class SubjectVoiceKind(StrEnum):
    """What the person whose information it is has shown or said."""

    UNDERSTANDING = "understanding"
    CONSENT = "consent"


class SubjectLinkKind(StrEnum):
    """Where in our records the person stands."""

    CHILD = "child"
    PERSON = "person"
    ENQUIRER = "enquirer"
    ASKED_ABOUT = "asked_about"


class AccessPart(StrEnum):
    """A kind of record that somebody may ask for alone."""

    CHILD_RECORD = "child_record"
    ADULT_RECORD = "adult_record"
    ENQUIRIES = "enquiries"
    CONSIDERED = "considered"
    NOTICES = "notices"
    MOVEMENTS = "movements"
    RISK = "risk"
    CHECKS = "checks"
    SHARING = "sharing"
    CONSENTS = "consents"
    WHO_LOOKED = "who_looked"


class FurtherReason(StrEnum):
    """Why a further pack is made after a release."""

    MORE_FOUND = "more_found"
    SOMETHING_MISSING = "something_missing"
    UPDATE = "update"


class LeftOutReason(StrEnum):
    """On which ground words are left out of what is released."""

    THIRD_PARTY = "third_party"
    IN_CONFIDENCE = "in_confidence"
    SERIOUS_HARM = "serious_harm"
    HEALTH = "health"
    EDUCATION = "education"
    SOCIAL_WORK = "social_work"
    LEGAL_PRIVILEGE = "legal_privilege"
    CRIME = "crime"
    COURT_OR_ADOPTION = "court_or_adoption"
    NOT_ABOUT_THE_PERSON = "not_about_the_person"


class KeptInReason(StrEnum):
    """Why words that were proposed to be left out stay."""

    CONSENTED = "consented"
    REASONABLE = "reasonable"
    PROFESSIONAL = "professional"
    KNOWN_TO_THE_PERSON = "known_to_the_person"
    NOT_IDENTIFYING = "not_identifying"


class HarmAnswer(StrEnum):
    """Whether the release would be likely to cause serious harm to anybody."""

    NOT_LIKELY = "not_likely"
    LIKELY_ON_PAGES = "likely_on_pages"
    LIKELY_AS_A_WHOLE = "likely_as_a_whole"


class AccessEnd(StrEnum):
    """How a request ends without a pack."""

    NOTHING_HELD = "nothing_held"
    REFUSED_UNFOUNDED = "refused_unfounded"
    REFUSED_EXCESSIVE = "refused_excessive"
    REFUSED_HARM = "refused_harm"
    NOT_SHOWN = "not_shown"
    WITHDRAWN = "withdrawn"


class AccessDocumentKind(StrEnum):
    """What was issued."""

    PACK = "pack"
    LETTER = "letter"


class DeliveryWay(StrEnum):
    """How it went."""

    IN_PERSON = "in_person"
    POST_RECORDED = "post_recorded"
    SECURE_EMAIL = "secure_email"


class AccessClock(StrEnum):
    """Where the clock of a request stands."""

    NOT_BEGUN = "not_begun"
    PAUSED = "paused"
    IN_TIME = "in_time"
    ENDS_SOON = "ends_soon"
    OVERDUE = "overdue"
    WITH_DIRECTOR = "with_director"
    STOPPED = "stopped"


class AccessStep(StrEnum):
    """What a request waits for, in the order in which it is done."""

    IDENTITY = "identity"
    AUTHORITY = "authority"
    UNDERSTANDING = "understanding"
    CONSENT = "consent"
    OWN_REQUEST = "own_request"
    CLARIFICATION = "clarification"
    SEARCH = "search"
    DECISIONS = "decisions"
    SCOPE = "scope"
    PACK = "pack"
    MARKS = "marks"
    HARM = "harm"
    HARM_REFUSES = "harm_refuses"
    HARM_PAGES = "harm_pages"
    CLOSED_RECORDS = "closed_records"
    ASK_RELEASE = "ask_release"
    RELEASE = "release"
    AGREE_END = "agree_end"
    DOCUMENT = "document"
    DELIVERY = "delivery"


class Entitlement(StrEnum):
    """Whether whoever asks may be given the information, by the person's age today."""

    MAY_BE_GIVEN = "may_be_given"
    CONSIDER_UNDERSTANDING = "consider_understanding"
    DOES_NOT_UNDERSTAND = "does_not_understand"
    CONSENT_NEEDED = "consent_needed"
    CONSENT_REFUSED = "consent_refused"
    AGE_NOT_KNOWN = "age_not_known"
