"""The exact words of the letters that answer a request for somebody's own information. Pure.

No letter says whether anything is held that is not given: every letter that gives nothing has
the same words, whatever the register holds.
"""

from __future__ import annotations

from collections.abc import Collection

from lacrecords.terms import AccessEnd, LeftOutReason

GROUNDS = {
    LeftOutReason.THIRD_PARTY: (
        "It is about another person who has not agreed, and it would not be reasonable to give it"
        " without their agreement"
    ),
    LeftOutReason.IN_CONFIDENCE: "It was given to us in confidence",
    LeftOutReason.SERIOUS_HARM: (
        "Giving it would be likely to cause serious harm to somebody's physical or mental health"
    ),
    LeftOutReason.HEALTH: "It is health information that the law lets us hold back",
    LeftOutReason.EDUCATION: "It is education information that the law lets us hold back",
    LeftOutReason.SOCIAL_WORK: "It is social work information that the law lets us hold back",
    LeftOutReason.LEGAL_PRIVILEGE: "It is legal advice, or was made for a court case",
    LeftOutReason.CRIME: "Giving it would make it harder to prevent or find out a crime",
    LeftOutReason.COURT_OR_ADOPTION: "The law says that these court or adoption papers stay closed",
    LeftOutReason.NOT_ABOUT_THE_PERSON: "It is not information about you",
}
NOTHING_GIVEN = (
    "We searched the records that this service keeps, by the names, dates of birth and addresses"
    " that you gave us. We found nothing that we are able to give you."
)


def rights(contact: str, complaints: str) -> tuple[str, ...]:
    """What whoever asked can do, in every letter."""
    return (
        f"If something is wrong or missing, you can ask us to correct it: {contact}.",
        f"If you are not content with this answer, tell us: {complaints}.",
        "You can complain to the Information Commissioner: ico.org.uk, telephone 0303 123 1113."
        " You can also ask a court to decide.",
    )


WHOLE = "the information that we hold about {about}"


def part_words(kinds: Collection[str], from_on: str, to_on: str) -> str:
    """Which part of the information was asked for, in the words of the letter."""
    days = "".join(f" {word} {day}" for word, day in (("from", from_on), ("until", to_on)) if day)
    return f"this part of {WHOLE}{days}: " + "; ".join(one[0].lower() + one[1:] for one in kinds)


def cover_words(
    about: str,
    pages: int,
    sources: Collection[str],
    grounds: Collection[LeftOutReason],
    part: str = WHOLE,
) -> tuple[str, ...]:
    """What was asked for and found, what was left out on which grounds; never what it says."""
    counted = "1 page" if pages == 1 else f"{pages} pages"
    rest = "" if part == WHOLE else " You can ask for the rest at any time."
    found = (
        f"You asked for {part.format(about=about)}. It follows on {counted}.{rest}",
        "It holds: " + "; ".join(sources) + ".",
        "This is what this service keeps to know who works with a child and who asked about one."
        " The full social care file is kept elsewhere: ask us if you want to see that as well.",
    )
    if not grounds:
        return (*found, "Nothing was left out.")
    ordered = [GROUNDS[one] for one in LeftOutReason if one in grounds]
    return (
        *found,
        "Where you read “[left out]”, words were taken out; whole parts can be taken out too. The"
        " reasons were: " + "; ".join(one[0].lower() + one[1:] for one in ordered) + ".",
        "Everything was read before it was given, and two people agreed to give it.",
    )


END_WORDS = {
    AccessEnd.NOTHING_HELD: (NOTHING_GIVEN,),
    AccessEnd.REFUSED_HARM: (NOTHING_GIVEN,),
    AccessEnd.REFUSED_UNFOUNDED: (
        "We do not act on this request, because it is manifestly unfounded.",
    ),
    AccessEnd.REFUSED_EXCESSIVE: (
        "We do not act on this request, because it is manifestly excessive.",
    ),
    AccessEnd.NOT_SHOWN: (
        "We could not be sure who is asking, so we give no information.",
        "You can ask again at any time, and show us who you are.",
    ),
    AccessEnd.WITHDRAWN: ("You told us that you do not ask any more. We have stopped.",),
}
REASONS_ARE_TOLD = frozenset({AccessEnd.REFUSED_UNFOUNDED, AccessEnd.REFUSED_EXCESSIVE})
"""Of these refusals the reasons stand in the letter; of the others they stay here."""


def end_words(ended_as: AccessEnd, reasons: str) -> tuple[str, ...]:
    """The letter of a request that ends without a pack."""
    said = END_WORDS[ended_as]
    return (*said, f"Our reasons: {reasons}") if ended_as in REASONS_ARE_TOLD else said
