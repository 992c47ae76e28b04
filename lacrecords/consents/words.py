"""The terms of consent in words, where one is more than a label: states, reasons, why whose."""

from __future__ import annotations

from lacrecords.terms import (
    ConsentDayRefusal,
    ConsentFault,
    DecidesBecause,
    ExplainedPart,
    ReviewReason,
    UnderstandingQuestion,
)

FAULT_WORDS = {
    ConsentFault.NO_REPLY: "Nobody replied. Silence is not consent.",
    ConsentFault.PRESSED: "It was given under pressure. That is not consent.",
    ConsentFault.SERVICE_CONDITION: (
        "It was made a condition of a service. That is not freely given."
    ),
    ConsentFault.NOT_INFORMED: (
        "Not everything was explained: why, what, with whom, for what use, and what follows."
    ),
    ConsentFault.IMPLIED_OUTSIDE_SERVICE: (
        "Consent is implied only where sharing is part of the service. This is outside it."
    ),
    ConsentFault.IMPLIED_NOT_EXPLAINED: (
        "Consent is implied only where the sharing was explained at the outset. It was not."
    ),
    ConsentFault.IMPLIED_SPECIAL_CATEGORY: (
        "Information on health, ethnicity, religion or the like needs explicit consent, where "
        "consent is the ground."
    ),
    ConsentFault.PERSON_OF_CONCERN: (
        "The concern is about this person. They do not consent for the child: another person "
        "with parental responsibility may, or the public interest is weighed."
    ),
    ConsentFault.WITHOUT_RESPONSIBILITY: (
        "It is not known that this person has parental responsibility."
    ),
    ConsentFault.NOT_THEIRS_TO_DECIDE: "It is not theirs to decide.",
}

DECIDES_WORDS = {
    DecidesBecause.GROWN_UP: "18 or over. They decide for themselves.",
    DecidesBecause.UNBORN: (
        "The child is not born yet. The mother decides about what is known of her."
    ),
    DecidesBecause.PRESUMED: ("At 16 and 17 the law presumes that they can decide for themselves."),
    DecidesBecause.EXPECTED: (
        "At this age a child is generally expected to understand. The child decides, unless a "
        "worksheet shows that they cannot."
    ),
    DecidesBecause.SHOWN_ABLE: "A worksheet found that the child can decide about this.",
    DecidesBecause.SHOWN_NOT_ABLE: (
        "A worksheet found that the child cannot decide about this. One person with parental "
        "responsibility is asked. The child's view still counts."
    ),
    DecidesBecause.TOO_YOUNG_WITHOUT_WORKSHEET: (
        "One person with parental responsibility is asked. A younger child may decide too, "
        "where a worksheet shows that they understand. The child's view still counts."
    ),
    DecidesBecause.CARE_ORDER: (
        "There is a care order or a placement order. The authority that holds it is asked."
    ),
    DecidesBecause.PARENTS_DISAGREE: (
        "Parents disagree. Consider first whose consent is sought, with advice."
    ),
    DecidesBecause.AGE_NOT_KNOWN: (
        "The child's age is not known well enough. Work through a worksheet with the child."
    ),
    DecidesBecause.CHILD_DIED: (
        "The child has died. Nobody can consent for them. Take advice before anything is shared."
    ),
}

REVIEW_WORDS = {
    ReviewReason.CHILD_DIED: "The child has died.",
    ReviewReason.ADULT_NOW: "They are 18 or over now, and decide for themselves.",
    ReviewReason.CHILD_DECIDES_NOW: "The child decides for themselves now. Ask the child.",
    ReviewReason.NOT_ABLE_NOW: "A later worksheet found that the child cannot decide.",
    ReviewReason.CARE_ORDER_NOW: "There is a care order now. Ask the authority that holds it.",
    ReviewReason.NO_CARE_ORDER_NOW: "The care order has ended. It is for a parent to decide.",
    ReviewReason.AGE_NOT_KNOWN_NOW: "The record of the child's birth has changed.",
    ReviewReason.PARENTS_DISAGREE: "Parents disagree, and it is not decided whose consent counts.",
    ReviewReason.ANOTHER_IS_ASKED: "It was decided that somebody else is asked.",
    ReviewReason.USE_CHANGED: "The information would be used for something else now.",
    ReviewReason.RELATIONSHIP_CHANGED: "The relationship with the service has changed.",
    ReviewReason.GIVER_DIED: "The person who gave it has died.",
    ReviewReason.GIVER_LOST_RESPONSIBILITY: (
        "The person who gave it has no parental responsibility any more."
    ),
    ReviewReason.GIVER_OF_CONCERN: "The concern is now about the person who gave it.",
    ReviewReason.DATE_REACHED: "The day set for looking at it again is reached.",
}

DAY_REFUSED_WORDS = {
    ConsentDayRefusal.IN_FUTURE: "The day must be today or in the past",
    ConsentDayRefusal.BEFORE_BIRTH: (
        "On that day the child was not born. Check the day, or record that the mother answered "
        "for herself"
    ),
    ConsentDayRefusal.AFTER_DEATH: "On that day the child had died. Nobody can consent for them",
}

EXPLAINED_WORDS = {
    ExplainedPart.WHY: "Why it would be shared",
    ExplainedPart.WHAT: "What would be shared",
    ExplainedPart.WITH_WHOM: "With whom",
    ExplainedPart.USE: "What it would be used for",
    ExplainedPart.CONSEQUENCES: "What follows if it is shared, and if it is not",
}

QUESTION_WORDS = {
    UnderstandingQuestion.QUESTION: "Does the child understand what is asked of them?",
    UnderstandingQuestion.WHAT_IS_SHARED: "Does the child understand what might be shared?",
    UnderstandingQuestion.REASONS: "Does the child understand the main reasons for sharing it?",
    UnderstandingQuestion.IMPLICATIONS: (
        "Does the child understand what follows if it is shared, and if it is not?"
    ),
    UnderstandingQuestion.ALTERNATIVES: "Can the child think about other ways of going on?",
    UnderstandingQuestion.WEIGHING: "Can the child weigh one thing against another?",
    UnderstandingQuestion.OWN_VIEW: (
        "Has the child a clear view of their own, other than what somebody else told them?"
    ),
    UnderstandingQuestion.CONSISTENT: "Does the child hold to their view, more or less?",
}
