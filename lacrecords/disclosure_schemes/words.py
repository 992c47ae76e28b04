"""The words of the disclosure schemes as a screen shows them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from lacrecords.terms import (
    AskedAbout,
    DisclosureScheme,
    PoliceAnswer,
    SchemeAsker,
    SchemeContact,
    SchemeEnd,
    SchemeLate,
    SchemeSaying,
    SchemeState,
    SchemeUrgency,
    SchemeWay,
)
from lacrecords.web.fields import choice
from lacrecords.wording import words as plain_words

_SAID: dict[tuple[type[StrEnum], str], str] = {
    (type(term), term.value): text
    for term, text in (
        (DisclosureScheme.CHILD_SEX_OFFENDER, "Child Sex Offender Disclosure Scheme"),
        (DisclosureScheme.DOMESTIC_VIOLENCE, "Domestic Violence Disclosure Scheme"),
        (SchemeAsker.PUBLIC, "A member of the public"),
        (SchemeAsker.PARENT, "A parent, or somebody with parental responsibility"),
        (SchemeAsker.RELATIVE, "A relative"),
        (SchemeAsker.PROFESSIONAL, "A professional"),
        (SchemeAsker.CHILD, "A child"),
        (AskedAbout.PARTNER_OF_ASKER, "The partner or former partner of whoever asks"),
        (AskedAbout.PARTNER_OF_SOMEBODY_ELSE, "The partner or former partner of somebody else"),
        (AskedAbout.NOBODYS_PARTNER, "Nobody's partner, as far as was said"),
        (SchemeWay.RIGHT_TO_ASK, "Right to ask: it is their own request"),
        (SchemeWay.RIGHT_TO_KNOW, "Right to know: we ask for somebody at risk"),
        (SchemeUrgency.URGENT, "At once"),
        (SchemeUrgency.NO_REFERRAL, "Not referred"),
        (SchemeSaying.ARE_YOU_SAFE_NOW, "Whether the child is safe now"),
        (SchemeSaying.RING_999, "To ring 999"),
        (SchemeSaying.NOTHING_FROM_US, "That we tell nobody anything about a person"),
        (SchemeSaying.PASSED_TO_POLICE, "That the question goes to the police"),
        (SchemeSaying.TAKEN_HERE, "That a worry is taken here"),
        (SchemeContact.LIVES_WITH, "Lives with the person"),
        (SchemeContact.HAS_CONTACT, "Has contact with the person"),
        (SchemeContact.NOT_SAID, "Not said"),
        (PoliceAnswer.ACKNOWLEDGED, "They have the referral"),
        (PoliceAnswer.ASKS_FOR_MORE, "They ask for more"),
        (PoliceAnswer.REFUSED_REFERRAL, "They do not take the referral"),
        (PoliceAnswer.DISCLOSES, "They decided to disclose"),
        (PoliceAnswer.DOES_NOT_DISCLOSE, "They decided not to disclose"),
        (SchemeEnd.POLICE_DECIDED, "The police have decided"),
        (SchemeEnd.POLICE_REFUSED, "The police do not take the referral"),
        (SchemeEnd.ASKER_WITHDREW, "Whoever asked does not ask any more"),
        (SchemeEnd.SAME_AS_ANOTHER, "It is the same as another question"),
        (SchemeState.TO_REFER, "To be referred to the police"),
        (SchemeState.WITH_POLICE, "With the police"),
        (SchemeState.MORE_ASKED, "The police ask for more"),
        (SchemeState.DECIDED, "The police have answered"),
        (SchemeState.NOTHING_TO_REFER, "No scheme fits"),
        (SchemeLate.REFERRAL, "The referral to the police is late"),
        (SchemeLate.ACKNOWLEDGEMENT, "The police have not said that they have it"),
        (SchemeLate.DECISION, "The police have not said what they decided"),
    )
}


def words(term: StrEnum) -> str:
    """The term as a person reads it."""
    return _SAID.get((type(term), term.value)) or plain_words(term)


def options(terms: Any) -> list[Any]:
    """The answers of a closed list, to choose from."""
    return [choice(one.value, words(one)) for one in terms]
