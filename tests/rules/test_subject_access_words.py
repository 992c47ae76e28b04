"""The letters that answer a request for information, word for word."""

from __future__ import annotations

import pytest

from lacrecords.rules.subject_access_words import (
    REASONS_ARE_TOLD,
    WHOLE,
    cover_words,
    end_words,
    part_words,
    rights,
)
from lacrecords.terms import AccessEnd, LeftOutReason

WE_FOUND_NOTHING = (
    "We searched the records that this service keeps, by the names, dates of birth and addresses"
    " that you gave us. We found nothing that we are able to give you."
)
ENDS = {
    AccessEnd.NOTHING_HELD: (WE_FOUND_NOTHING,),
    AccessEnd.REFUSED_HARM: (WE_FOUND_NOTHING,),
    AccessEnd.REFUSED_UNFOUNDED: (
        "We do not act on this request, because it is manifestly unfounded.",
        "Our reasons: It was made to annoy.",
    ),
    AccessEnd.REFUSED_EXCESSIVE: (
        "We do not act on this request, because it is manifestly excessive.",
        "Our reasons: It was made to annoy.",
    ),
    AccessEnd.NOT_SHOWN: (
        "We could not be sure who is asking, so we give no information.",
        "You can ask again at any time, and show us who you are.",
    ),
    AccessEnd.WITHDRAWN: ("You told us that you do not ask any more. We have stopped.",),
}
GROUNDS = {
    LeftOutReason.THIRD_PARTY: (
        "it is about another person who has not agreed, and it would not be reasonable to give it"
        " without their agreement"
    ),
    LeftOutReason.IN_CONFIDENCE: "it was given to us in confidence",
    LeftOutReason.SERIOUS_HARM: (
        "giving it would be likely to cause serious harm to somebody's physical or mental health"
    ),
    LeftOutReason.HEALTH: "it is health information that the law lets us hold back",
    LeftOutReason.EDUCATION: "it is education information that the law lets us hold back",
    LeftOutReason.SOCIAL_WORK: "it is social work information that the law lets us hold back",
    LeftOutReason.LEGAL_PRIVILEGE: "it is legal advice, or was made for a court case",
    LeftOutReason.CRIME: "giving it would make it harder to prevent or find out a crime",
    LeftOutReason.COURT_OR_ADOPTION: "the law says that these court or adoption papers stay closed",
    LeftOutReason.NOT_ABOUT_THE_PERSON: "it is not information about you",
}
KEPT = (
    "This is what this service keeps to know who works with a child and who asked about one."
    " The full social care file is kept elsewhere: ask us if you want to see that as well."
)


@pytest.mark.parametrize("ended_as", list(AccessEnd))
def test_the_letter_of_a_request_that_ends_without_a_pack(ended_as: AccessEnd) -> None:
    assert end_words(ended_as, "It was made to annoy.") == ENDS[ended_as]
    assert (ended_as in REASONS_ARE_TOLD) is (
        len(ENDS[ended_as]) > 1 and "Our" in ENDS[ended_as][1]
    )


def test_every_letter_says_what_whoever_asked_can_do() -> None:
    assert rights("Hall, data officer", "Hall, complaints") == (
        "If something is wrong or missing, you can ask us to correct it: Hall, data officer.",
        "If you are not content with this answer, tell us: Hall, complaints.",
        "You can complain to the Information Commissioner: ico.org.uk, telephone 0303 123 1113."
        " You can also ask a court to decide.",
    )


def test_the_letter_of_a_pack_from_which_nothing_was_left_out() -> None:
    assert WHOLE.format(about="you") == "the information that we hold about you"
    assert cover_words("you", 1, ["Names", "Addresses"], ()) == (
        "You asked for the information that we hold about you. It follows on 1 page.",
        "It holds: Names; Addresses.",
        KEPT,
        "Nothing was left out.",
    )


@pytest.mark.parametrize("ground", list(LeftOutReason))
def test_the_letter_of_a_pack_says_on_which_ground_something_was_left_out(
    ground: LeftOutReason,
) -> None:
    assert cover_words("your son", 2, ["Names"], {ground}) == (
        "You asked for the information that we hold about your son. It follows on 2 pages.",
        "It holds: Names.",
        KEPT,
        "Where you read “[left out]”, words were taken out; whole parts can be taken out too. The"
        f" reasons were: {GROUNDS[ground]}.",
        "Everything was read before it was given, and two people agreed to give it.",
    )


def test_several_grounds_stand_in_the_order_of_the_list() -> None:
    *_, left_out, _ = cover_words("you", 2, ["Names"], set(LeftOutReason))
    assert left_out.endswith(f" The reasons were: {'; '.join(GROUNDS.values())}.")


def test_the_letter_of_a_part_says_which_and_that_the_rest_can_be_asked_for() -> None:
    part = part_words(["Enquiries", "Checks"], "3 May 2025", "4 May 2026")
    assert part == (
        "this part of the information that we hold about {about} from 3 May 2025"
        " until 4 May 2026: enquiries; checks"
    )
    assert part_words(["Enquiries"], "", "") == (
        "this part of the information that we hold about {about}: enquiries"
    )
    assert cover_words("you", 2, ["Names"], (), part)[0] == (
        "You asked for this part of the information that we hold about you from 3 May 2025"
        " until 4 May 2026: enquiries; checks. It follows on 2 pages."
        " You can ask for the rest at any time."
    )
