"""Suitability checks: we are asked to check a person who would work with or care for children."""

from __future__ import annotations

from enum import StrEnum


class CheckPurpose(StrEnum):
    """What the person would do; nobody is checked for anything else."""

    FOSTERING = "fostering"
    ADOPTION = "adoption"
    SPECIAL_GUARDIANSHIP = "special_guardianship"
    CONNECTED_PERSON = "connected_person"
    PRIVATE_FOSTERING = "private_fostering"
    RESIDENTIAL_CARE = "residential_care"
    CHILDMINDING = "childminding"
    EMPLOYMENT = "employment"
    VOLUNTEERING = "volunteering"
    HOUSEHOLD_MEMBER = "household_member"


class ConsentGiver(StrEnum):
    """Who signed the consent to be checked."""

    THE_PERSON = "the_person"
    PARENTAL_RESPONSIBILITY = "parental_responsibility"


class PersonAnswer(StrEnum):
    """Whether a person of the register is the one who is checked."""

    SAME = "same"
    NOT_THE_SAME = "not_the_same"
    CANNOT_TELL = "cannot_tell"


class MissingPart(StrEnum):
    """What a request still lacks, in the order in which it is asked for."""

    REQUESTER_CHECK = "requester_check"
    CONSENT = "consent"
    NAME = "name"
    BIRTH = "birth"
    ADDRESSES = "addresses"
    GAP_EXPLANATION = "gap_explanation"
    SEARCH = "search"
    SEARCH_AGAIN = "search_again"
    DECISIONS = "decisions"
    CLOSED_RECORDS = "closed_records"


class CheckResult(StrEnum):
    """What the designated manager decides on a suitability check request."""

    NOTHING_KNOWN = "nothing_known"
    INFORMATION = "information"
    REFER_ALLEGATION = "refer_allegation"


class CheckEnd(StrEnum):
    """Why a request ends without an answer."""

    CONSENT_WITHDRAWN = "consent_withdrawn"
    REQUESTER_WITHDREW = "requester_withdrew"
    NEVER_COMPLETED = "never_completed"
    SAME_AS_ANOTHER = "same_as_another"
    SHARED_BY_DECISION = "shared_by_decision"


class CheckClock(StrEnum):
    """Where the clock of a request stands, from the moment it was received."""

    IN_TIME = "in_time"
    HALF_GONE = "half_gone"
    ENDS_SOON = "ends_soon"
    OVERDUE = "overdue"
    WITH_DIRECTOR = "with_director"
    STOPPED = "stopped"
