"""The seven questions in plain words, with two sentences of help each."""

from __future__ import annotations

from lacrecords.terms import (
    BeforeItGoes,
    NormallyFollows,
    PersonInformed,
    SharedItemKind,
    SharingBasis,
    SharingMeans,
    SharingOutcome,
    SharingQuestion,
)

QUESTION_WORDS = {
    SharingQuestion.PURPOSE: "Is there a legitimate purpose?",
    SharingQuestion.IDENTIFIABLE: "Could somebody be identified?",
    SharingQuestion.CONFIDENTIAL: "Is it confidential?",
    SharingQuestion.CONSENT: "Is there consent?",
    SharingQuestion.PUBLIC_INTEREST: "Is there a sufficient public interest?",
    SharingQuestion.RIGHT_WAY: "Is the right information shared in the right way?",
    SharingQuestion.RECORDED: "Is the decision recorded?",
}
HELP = {
    SharingQuestion.PURPOSE: (
        "A purpose is legitimate where it belongs to the work of the service that shares and of"
        " the one that receives.",
        "Where a statute or a court requires it, or a child is in danger, the path from here is"
        " shorter.",
    ),
    SharingQuestion.IDENTIFIABLE: (
        "Think of what the recipient knows already: an age, a street and a school can be enough.",
        "What identifies nobody may be shared for a legitimate purpose.",
    ),
    SharingQuestion.CONFIDENTIAL: (
        "It is confidential if it is private or sensitive, is not lawfully public, and was given"
        " where the person could expect that it stays there.",
        "What people tell their social worker, doctor or lawyer is confidential as a whole.",
    ),
    SharingQuestion.CONSENT: (
        "Consent counts where the person knows why, what, with whom and what follows, and may say"
        " no. Silence and pressure are no consent.",
        "Ask whose it is: of a child who understands, the child's; otherwise one person with"
        " parental responsibility.",
    ),
    SharingQuestion.PUBLIC_INTEREST: (
        "Without consent it may be shared where that is necessary, does what it is meant to do,"
        " and outweighs the trust people place in us.",
        "Write down both sides, and share the least that would do.",
    ),
    SharingQuestion.RIGHT_WAY: (
        "Only what is needed, fact apart from opinion, accurate and as of a day, to the person who"
        " needs it, and in a way that nobody else can read.",
        "The recipient is checked like an enquirer, and says whether they pass it on.",
    ),
    SharingQuestion.RECORDED: (
        "The decision and its reasons are kept whether or not anything is shared.",
        "What was shared, with whom and how is kept with it.",
    ),
}
FOLLOWS_WORDS = {
    NormallyFollows.SHARE: "What is needed is normally shared",
    NormallyFollows.SHARE_WITHIN_LIMITS: "What lies within the limits is normally shared",
    NormallyFollows.SHARE_THE_LEAST: "The least that would do is normally shared",
    NormallyFollows.DO_NOT_SHARE: "It is normally not shared",
    NormallyFollows.SEEK_ADVICE: "Advice is normally taken first",
    NormallyFollows.ANSWERS_MISSING: "Nothing follows yet: answers are missing",
}
OUTCOME_WORDS = {
    SharingOutcome.SHARE: "Share what is asked for",
    SharingOutcome.SHARE_PART: "Share a part of it",
    SharingOutcome.DO_NOT_SHARE: "Do not share",
    SharingOutcome.SEEK_ADVICE: "Take advice first",
    SharingOutcome.NO_LONGER_ASKED: "It is no longer asked for",
}
ITEM_WORDS = {
    SharedItemKind.THAT_KNOWN: "That the child is known to us",
    SharedItemKind.LEAD_SOCIAL_WORKER: "Name and office number of the lead social worker",
    SharedItemKind.PLAN_STATUS: "Whether there is a child protection plan",
    SharedItemKind.PLAN_CATEGORY: "Category of the plan",
    SharedItemKind.LEGAL_STATUS: "Legal status",
    SharedItemKind.CHILD_NAME_AND_BIRTH: "Name and date of birth",
    SharedItemKind.FAMILY_AND_RELATIONSHIPS: "Family and relationships",
    SharedItemKind.HISTORY_OF_INVOLVEMENT: "History of our involvement",
    SharedItemKind.ASSESSMENT: "From an assessment",
    SharedItemKind.CONCERN: "A concern",
    SharedItemKind.HEALTH: "About health",
    SharedItemKind.EDUCATION: "About school or nursery",
    SharedItemKind.RISK_FROM_A_PERSON: "A risk from a person",
    SharedItemKind.CHILD_VIEW: "What the child says",
    SharedItemKind.CONTACT_ARRANGEMENTS: "Arrangements for contact",
    SharedItemKind.ADDRESS: "An address",
    SharedItemKind.OTHER: "Something else",
}
BASIS_WORDS = {SharingBasis.FACT: "Fact", SharingBasis.OPINION: "Opinion"}
MEANS_WORDS = {
    SharingMeans.READ_OUT: "Read out on the telephone",
    SharingMeans.SECURE_EMAIL: "Secure email, sent by hand",
    SharingMeans.POST: "Post",
    SharingMeans.IN_PERSON: "Handed over in person",
}
INFORMED_WORDS = {
    PersonInformed.INFORMED: "They know",
    PersonInformed.WILL_BE_INFORMED: "They will be told",
    PersonInformed.NOT_INFORMED: "They are not told",
}
BEFORE_WORDS = {
    BeforeItGoes.DECIDED: "Decide that it is shared",
    BeforeItGoes.ITEMS: "Add what is shared, item by item",
    BeforeItGoes.ACCURACY: "Confirm that each item is accurate, or take it back",
    BeforeItGoes.NECESSARY: "Say of each item why the recipient needs it",
    BeforeItGoes.CHILD_AND_FAMILY_INFORMED: "Record whether those whom it is about know",
    BeforeItGoes.RECIPIENT_CHECKED: "Check the recipient",
    BeforeItGoes.ONWARD_AGREED: "Agree with the recipient on passing it on",
}
