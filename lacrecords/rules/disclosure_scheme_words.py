"""What is said to somebody who asks about a person, and which words of ours are suspicious.

Pure. The sentences are the same for everybody, byte for byte, and hang on nothing but what the
asker said themselves: no word of them implies that anything is known, or that nothing is.
"""

from __future__ import annotations

import re

from lacrecords.rules.disclosure_schemes import SchemeOutcome
from lacrecords.rules.sentences import FIXED_SENTENCES
from lacrecords.terms import SchemeDuty, SchemeSaying, TellingKind

SCHEME_SENTENCES: dict[SchemeSaying, str] = {
    SchemeSaying.ARE_YOU_SAFE_NOW: FIXED_SENTENCES[TellingKind.ARE_YOU_SAFE_NOW],
    SchemeSaying.RING_999: (
        "If anybody is in danger at this moment, ring 999 now. Then ring us again."
    ),
    SchemeSaying.NOTHING_FROM_US: (
        "We tell nobody anything about a person, whoever is asked about. "
        "What I say to you would be the same about anybody."
    ),
    SchemeSaying.PASSED_TO_POLICE: (
        "I will pass your question to the police. They alone decide whether somebody is told "
        "something, who that is, and when. They will speak to you in a way that is safe for you."
    ),
    SchemeSaying.TAKEN_HERE: FIXED_SENTENCES[TellingKind.WORRY_TAKEN_HERE],
}
"""The sentences by what they are; other words have none."""


def sayings_for(outcome: SchemeOutcome) -> tuple[SchemeSaying, ...]:
    """Which sentences to say, in their order; a child hears one only."""
    if SchemeDuty.ARE_YOU_SAFE_NOW in outcome.duties:
        return (SchemeSaying.ARE_YOU_SAFE_NOW,)
    said = [SchemeSaying.RING_999] if SchemeDuty.RING_999 in outcome.duties else []
    said.append(SchemeSaying.NOTHING_FROM_US)
    if outcome.is_referred:
        said.append(SchemeSaying.PASSED_TO_POLICE)
    said.append(SchemeSaying.TAKEN_HERE)
    return tuple(said)


NEVER_SAY = (
    "Whether we, the police or anybody know of this person, or do not.",
    "That there is nothing to worry about, or that the asker is right to worry.",
    "Whether this person has a record, lives somewhere, or works somewhere.",
    "Whether anybody else has asked.",
    "What the police told somebody, or will tell.",
)
"""What no answer to such a question may hold."""

CONTENT_WARNING = (
    "Write nothing of what the police told about the person: no offence, no conviction, no"
    " risk. Only who was there, and what was done."
)
_SUSPICIOUS = re.compile(
    r"\b(?:convict\w*|offen[cd]\w*|offences?|prison|jail\w*|sentenced|caution(?:ed|s)?|charged"
    r"|arrest\w*|register(?:ed)?|probation|licence|bail|rap(?:e|ed|ist)|assault\w*"
    r"|abus(?:e|ed|er|ing)|indecent\w*|criminal\w*|paedophile\w*|injunction|restraining"
    r"|mappa|marac|schedule one|guilty|violent|violence)\b",
    re.IGNORECASE,
)


def words_that_may_disclose(text: str) -> tuple[str, ...]:
    """Words in a note that may be of what the police told; each once, as they stand."""
    found = (match.group(0).lower() for match in _SUSPICIOUS.finditer(text))
    return tuple(dict.fromkeys(found))
