"""Words for children who move into or out of the area, and for families nobody can find."""

from __future__ import annotations

from enum import StrEnum


class MovementDirection(StrEnum):
    """Whether the child comes into our area or leaves it."""

    IN = "in"
    OUT = "out"


class MovementStay(StrEnum):
    """Whether the child moved for good or stays for a while."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"


class MovementStepKind(StrEnum):
    """What was done about a movement, by us or by the other authority."""

    NOTICE_SENT = "notice_sent"
    NOTICE_RECEIVED = "notice_received"
    ACKNOWLEDGEMENT_SENT = "acknowledgement_sent"
    ACKNOWLEDGEMENT_RECEIVED = "acknowledgement_received"
    REMINDER_SENT = "reminder_sent"
    PAPERS_SENT = "papers_sent"
    PAPERS_RECEIVED = "papers_received"
    CONFERENCE_BOOKED = "conference_booked"
    CONFERENCE_HELD = "conference_held"
    RESPONSIBILITY_PASSED = "responsibility_passed"
    HOME_ADMISSION_TOLD = "home_admission_told"
    HOME_DISCHARGE_TOLD = "home_discharge_told"
    MADE_PERMANENT = "made_permanent"
    LEFT = "left"
    ENDING_PROPOSED = "ending_proposed"
    ENDED = "ended"


class EndingReason(StrEnum):
    """Why a movement is ended while something of it is open or we still answer for the child."""

    NOT_HAPPENED = "not_happened"
    RECORDED_TWICE = "recorded_twice"
    DIED = "died"
    NO_LONGER_PROTECTED = "no_longer_protected"
    OTHER = "other"


class MovementDuty(StrEnum):
    """What must happen next."""

    IDENTIFY_CHILD = "identify_child"
    WRITTEN_NOTICE = "written_notice"
    ACKNOWLEDGEMENT = "acknowledgement"
    PAPERS = "papers"
    TRANSFER_CONFERENCE = "transfer_conference"
    RESPONSIBILITY = "responsibility"
    HOME_ADMISSION = "home_admission"
    HOME_DISCHARGE = "home_discharge"
    PERMANENCE = "permanence"
    AGREE_ENDING = "agree_ending"
    ENDING = "ending"


class ClockSince(StrEnum):
    """The event from which the time of a duty is counted."""

    RECORDED = "recorded"
    MOVE = "move"
    BEFORE_PLACEMENT = "before_placement"
    WRITTEN_NOTICE = "written_notice"
    BECAME_PERMANENT = "became_permanent"
    CONFERENCE = "conference"
    RESPONSIBILITY_PASSED = "responsibility_passed"
    LEFT = "left"
    ENDING_PROPOSED = "ending_proposed"


class MovementState(StrEnum):
    """How far a movement has come."""

    BEGUN = "begun"
    NOTICE_GIVEN = "notice_given"
    ACKNOWLEDGED = "acknowledged"
    CONFERENCE_BOOKED = "conference_booked"
    CONFERENCE_HELD = "conference_held"
    RESPONSIBILITY_PASSED = "responsibility_passed"
    LEFT = "left"
    ENDED = "ended"


class Responsible(StrEnum):
    """Which authority answers for the child."""

    OURS = "ours"
    THEIRS = "theirs"


class SendingMethod(StrEnum):
    """How something in writing went to another authority, or came from it."""

    SECURE_EMAIL = "secure_email"
    POST = "post"
    BY_HAND = "by_hand"
    FILE = "file"
    TELEPHONE = "telephone"


class MovementDocumentKind(StrEnum):
    """A notice or acknowledgement, made by us or loaded from another authority."""

    NOTICE_MADE = "notice_made"
    NOTICE_LOADED = "notice_loaded"
    ACKNOWLEDGEMENT_MADE = "acknowledgement_made"
    ACKNOWLEDGEMENT_LOADED = "acknowledgement_loaded"


class AuthorityContactKind(StrEnum):
    """By which way another authority takes notices of movements."""

    POST = "post"
    EMAIL = "email"
    TELEPHONE = "telephone"
