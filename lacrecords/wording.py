"""The words of the glossary as a screen shows them; one wording for one word, everywhere."""

from __future__ import annotations

from enum import StrEnum

from lacrecords.terms import (
    AgencyType,
    ConsiderationOutcome,
    DatePrecision,
    EnquirerKind,
    EnquiryType,
    MatchAnswer,
    NotificationKind,
    PlanCategory,
    Role,
    Sex,
    TaskKind,
    TellingKind,
    VerificationMethod,
    VerificationOutcome,
)

_SAID: tuple[tuple[StrEnum, str], ...] = (
    (AgencyType.GENERAL_PRACTICE, "General practice"),
    (AgencyType.OTHER_HEALTH, "Other health service"),
    (AgencyType.OWN_AUTHORITY, "Another service of this council"),
    (AgencyType.OTHER_AUTHORITY, "Another council"),
    (AgencyType.FAMILY_COURT_SERVICE, "Family court service (Cafcass)"),
    (AgencyType.OTHER_LEGAL, "Other legal"),
    (AgencyType.VOLUNTARY, "Voluntary organisation"),
    (EnquirerKind.PROFESSIONAL, "A professional"),
    (EnquirerKind.PARENT, "A parent"),
    (EnquirerKind.PARENTAL_RESPONSIBILITY, "Somebody else with parental responsibility"),
    (EnquirerKind.RELATIVE, "A relative"),
    (EnquirerKind.PUBLIC, "A member of the public"),
    (EnquirerKind.CHILD, "The child themselves"),
    (EnquiryType.CONCERN, "A concern about a child"),
    (EnquiryType.ROUTINE, "A routine check"),
    (EnquiryType.FAMILY_COURT_SERVICE, "A check by the family court service"),
    (EnquiryType.LIST, "A list of children"),
    (EnquiryType.OTHER, "Something else"),
    (VerificationMethod.RING_BACK, "Rang back a number from the directory"),
    (VerificationMethod.DIRECTORY_EMAIL, "Wrote to an address from the directory"),
    (VerificationMethod.IDENTITY_DOCUMENT, "Saw an identity document in person"),
    (VerificationMethod.KNOWN_VOICE, "Known voice and a second fact"),
    (VerificationMethod.NONE, "No check could be done"),
    (VerificationOutcome.CONFIRMED, "Confirmed"),
    (VerificationOutcome.NOT_CONFIRMED, "Not confirmed"),
    (VerificationOutcome.COULD_NOT_BE_DONE, "Could not be done"),
    (MatchAnswer.SAME, "This is the child's record"),
    (MatchAnswer.NOT_KNOWN, "Not known"),
    (MatchAnswer.CANNOT_TELL, "Cannot tell"),
    (Sex.FEMALE, "Female"),
    (Sex.MALE, "Male"),
    (Sex.NOT_RECORDED, "Not recorded"),
    (DatePrecision.MONTH, "Month known, day estimated"),
    (DatePrecision.YEAR, "Year known"),
    (DatePrecision.EXPECTED, "Expected date"),
    (PlanCategory.NEGLECT, "Neglect"),
    (PlanCategory.PHYSICAL, "Physical abuse"),
    (PlanCategory.SEXUAL, "Sexual abuse"),
    (PlanCategory.EMOTIONAL, "Emotional abuse"),
    (PlanCategory.MULTIPLE, "More than one category"),
    (PlanCategory.NOT_RECORDED, "Category not recorded"),
    (Role.OUT_OF_HOURS_SOCIAL_WORKER, "Out-of-hours social worker"),
    (Role.DIRECTOR, "Director of Children's Services"),
    (Role.CALDICOTT_GUARDIAN, "Caldicott Guardian"),
    (TaskKind.WORRY, "Somebody is worried about a child"),
    (TaskKind.CHILD_CALLING, "A child has called us"),
    (TaskKind.MATCH, "Find out which child this is"),
    (TaskKind.RING_BACK, "Ring the enquirer back"),
    (TaskKind.MOVEMENT, "Consider a movement"),
    (TaskKind.MORE_ASKED, "Decide whether to share more"),
    (TaskKind.TOLD_OUTSIDE_RULES, "Something was said outside the rules"),
    (TaskKind.ATTEMPT_SUSPECTED, "Somebody may be fishing"),
    (NotificationKind.ENQUIRY_ABOUT_CHILD, "Enquiry about a child"),
    (NotificationKind.SAME_ADDRESS, "Enquiry at the same address"),
    (NotificationKind.SIBLING, "Enquiry about a brother or sister"),
    (NotificationKind.CLOSE_CANDIDATE, "Enquiry about a child who may be yours"),
    (NotificationKind.NO_LEAD_SOCIAL_WORKER, "Open case without an active lead social worker"),
    (NotificationKind.ABOUT_OUR_WORKER, "Enquiry about a worker of ours"),
    (NotificationKind.CLOSED_CASE, "Enquiry about a closed case"),
    (NotificationKind.RESTRICTED_RECORD, "Enquiry about a restricted record"),
    (NotificationKind.SEALED_RECORD, "Enquiry about a restricted record"),
    (NotificationKind.LIFT_ASKED, "Lifting of a restriction"),
    (NotificationKind.CHILD_IN_NEED_CONSIDERATION, "Child in need consideration"),
    (NotificationKind.ATTEMPT_SUSPECTED, "Somebody may be fishing"),
    (NotificationKind.TOLD_OUTSIDE_RULES, "Something was said outside the rules"),
    (NotificationKind.COURT_ORDER, "A court order was brought"),
    (NotificationKind.ENQUIRER_NOT_CONFIRMED, "Enquirer not confirmed"),
    (NotificationKind.CHILD_DIED, "A child has died"),
    (NotificationKind.TURNED_EIGHTEEN, "Eighteenth birthday"),
    (NotificationKind.LINK_ASKED, "Linking of two records"),
    (NotificationKind.RECORDS_LINKED, "Records linked or taken apart"),
    (ConsiderationOutcome.SECTION_47, "Section 47 enquiry by us"),
    (ConsiderationOutcome.DIFFERENT_CHILD, "These were different children"),
    (ConsiderationOutcome.OTHER_AUTHORITY_RESPONSIBLE, "Another authority is responsible"),
    (TellingKind.LEAD_SOCIAL_WORKER_NAME, "The lead social worker's name"),
    (TellingKind.COVER_WORKER_NAME, "The name of the social worker who covers"),
    (TellingKind.EARLIER_ENQUIRY, "That somebody asked before"),
    (TellingKind.OTHER_AUTHORITY_CONTACT, "The other authority"),
    (TellingKind.RING_BACK, "That we will ring back"),
    (TellingKind.WORRY_TAKEN_HERE, "That a worry is taken here"),
)
# Words of two lists may share a value, so the list itself is part of the key.
_WORDS = {(type(term), term.value): text for term, text in _SAID}


def words(term: StrEnum) -> str:
    """The term as a person reads it."""
    return _WORDS.get((type(term), term.value)) or term.value.replace("_", " ").capitalize()


def choices(terms: type[StrEnum]) -> list[tuple[str, str]]:
    """Every term of a closed list with its words, for a form."""
    return [(term.value, words(term)) for term in terms]
