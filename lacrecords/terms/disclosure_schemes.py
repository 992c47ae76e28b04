"""The two disclosure schemes of the police: who asks about whom, and what came of it.

Nothing here is a word for what is known of the person asked about: we never tell that.
"""

from __future__ import annotations

from enum import StrEnum


class DisclosureScheme(StrEnum):
    """Under which scheme the police are asked."""

    CHILD_SEX_OFFENDER = "child_sex_offender"
    DOMESTIC_VIOLENCE = "domestic_violence"


class SchemeAsker(StrEnum):
    """In what capacity somebody asks about a person."""

    PUBLIC = "public"
    PARENT = "parent"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"
    CHILD = "child"


class AskedAbout(StrEnum):
    """What the person asked about is, or was, to whom."""

    PARTNER_OF_ASKER = "partner_of_asker"
    PARTNER_OF_SOMEBODY_ELSE = "partner_of_somebody_else"
    NOBODYS_PARTNER = "nobodys_partner"


class SchemeWay(StrEnum):
    """Whose request it is: somebody's own, or ours as an agency for somebody at risk."""

    RIGHT_TO_ASK = "right_to_ask"
    RIGHT_TO_KNOW = "right_to_know"
    NEITHER = "neither"


class SchemeUrgency(StrEnum):
    """Which clock a referral to the police has."""

    URGENT = "urgent"
    ROUTINE = "routine"
    NO_REFERRAL = "no_referral"


class SchemeDuty(StrEnum):
    """What follows from a question about a person, in the order in which it is done."""

    ARE_YOU_SAFE_NOW = "are_you_safe_now"
    RING_999 = "ring_999"
    DUTY_TEAM_NOW = "duty_team_now"
    WORRY_TASK = "worry_task"
    SECTION_47_CONSIDERATION = "section_47_consideration"
    REFER_TO_POLICE = "refer_to_police"
    TELL_DESIGNATED_OFFICER = "tell_designated_officer"


class SchemeSaying(StrEnum):
    """What was said to somebody who asks about a person: a fixed sentence, or other words."""

    ARE_YOU_SAFE_NOW = "are_you_safe_now"
    RING_999 = "ring_999"
    NOTHING_FROM_US = "nothing_from_us"
    PASSED_TO_POLICE = "passed_to_police"
    TAKEN_HERE = "taken_here"
    OTHER_WORDS = "other_words"


class SchemeContact(StrEnum):
    """How a child stands to the person asked about, as it was said."""

    LIVES_WITH = "lives_with"
    HAS_CONTACT = "has_contact"
    NOT_SAID = "not_said"


class PoliceAnswer(StrEnum):
    """What the police said to a referral."""

    ACKNOWLEDGED = "acknowledged"
    ASKS_FOR_MORE = "asks_for_more"
    REFUSED_REFERRAL = "refused_referral"
    DISCLOSES = "discloses"
    DOES_NOT_DISCLOSE = "does_not_disclose"


POLICE_DECISIONS = frozenset({PoliceAnswer.DISCLOSES, PoliceAnswer.DOES_NOT_DISCLOSE})
"""Answers after which the police owe no other."""


class Undertaking(StrEnum):
    """Whether somebody to whom the police would disclose signed that they keep it to themselves."""

    SIGNED = "signed"
    REFUSED = "refused"


class SchemeEnd(StrEnum):
    """Why nothing is left to do about a question."""

    POLICE_DECIDED = "police_decided"
    POLICE_REFUSED = "police_refused"
    NEITHER_SCHEME_FITS = "neither_scheme_fits"
    ASKER_WITHDREW = "asker_withdrew"
    SAME_AS_ANOTHER = "same_as_another"


class SchemeState(StrEnum):
    """Where a question stands, from its rows."""

    TO_REFER = "to_refer"
    WITH_POLICE = "with_police"
    MORE_ASKED = "more_asked"
    DECIDED = "decided"
    NOTHING_TO_REFER = "nothing_to_refer"
    ENDED = "ended"


class SchemeLate(StrEnum):
    """Which clock of a question ran out."""

    REFERRAL = "referral"
    ACKNOWLEDGEMENT = "acknowledgement"
    DECISION = "decision"
