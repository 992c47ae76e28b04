"""What is said to whoever asks implies neither that we know of a person nor that we do not."""

from __future__ import annotations

import re

import pytest

from lacrecords.rules.disclosure_scheme_words import (
    CONTENT_WARNING,
    NEVER_SAY,
    SCHEME_SENTENCES,
    sayings_for,
    words_that_may_disclose,
)
from lacrecords.rules.disclosure_schemes import SchemeOutcome, recognise
from lacrecords.terms import SchemeAsker, SchemeDuty, SchemeSaying, SchemeUrgency, SchemeWay
from tests.rules.test_disclosure_schemes import EVERY

IMPLIES = re.compile(
    r"no concern|nothing to worry|not known|known to us|no record|we have|we hold|we do not hold"
    r"|convict|offen[cd]|register|safe to be with|you are right|unfortunately|sorry",
    re.IGNORECASE,
)


def test_every_kind_but_other_words_has_one_sentence() -> None:
    assert set(SCHEME_SENTENCES) == set(SchemeSaying) - {SchemeSaying.OTHER_WORDS}
    assert len(set(SCHEME_SENTENCES.values())) == len(SCHEME_SENTENCES)


def test_whoever_asks_hears_these_words() -> None:
    assert SCHEME_SENTENCES == {
        SchemeSaying.ARE_YOU_SAFE_NOW: (
            "Are you safe now? Stay on the line. I am putting you through to a social worker."
        ),
        SchemeSaying.RING_999: (
            "If anybody is in danger at this moment, ring 999 now. Then ring us again."
        ),
        SchemeSaying.NOTHING_FROM_US: (
            "We tell nobody anything about a person, whoever is asked about. "
            "What I say to you would be the same about anybody."
        ),
        SchemeSaying.PASSED_TO_POLICE: (
            "I will pass your question to the police. They alone decide whether somebody is told"
            " something, who that is, and when. They will speak to you in a way that is safe for"
            " you."
        ),
        SchemeSaying.TAKEN_HERE: (
            "If you are worried about a child, tell me now. You do not need to ring anybody else."
            " I will write it down, and our social workers will look at it."
        ),
    }


@pytest.mark.parametrize("sentence", SCHEME_SENTENCES.values())
def test_no_sentence_implies_that_anything_is_known_or_is_not(sentence: str) -> None:
    assert not IMPLIES.search(sentence)
    assert "please" not in sentence.lower() and "!" not in sentence


def test_a_child_hears_one_sentence_and_nobody_else_is_left_without_words() -> None:
    for facts in EVERY:
        said = sayings_for(recognise(facts))
        if facts.asker is SchemeAsker.CHILD:
            assert said == (SchemeSaying.ARE_YOU_SAFE_NOW,)
            continue
        assert SchemeSaying.NOTHING_FROM_US in said and SchemeSaying.TAKEN_HERE in said
        assert (said[0] is SchemeSaying.RING_999) is facts.danger_now
        passed = SchemeSaying.PASSED_TO_POLICE in said
        assert passed is recognise(facts).is_referred
        assert SchemeSaying.OTHER_WORDS not in said


def test_whoever_must_ring_999_hears_so_first() -> None:
    outcome = SchemeOutcome(
        schemes=frozenset(),
        way=SchemeWay.NEITHER,
        urgency=SchemeUrgency.NO_REFERRAL,
        duties=(SchemeDuty.RING_999,),
    )
    assert sayings_for(outcome) == (
        SchemeSaying.RING_999,
        SchemeSaying.NOTHING_FROM_US,
        SchemeSaying.TAKEN_HERE,
    )


def test_sentences_hang_on_what_the_asker_said_and_not_on_who_the_person_is() -> None:
    """Whether the person is a worker of ours changes no word."""
    for one in EVERY:
        for other in EVERY:
            same = (one.asker, one.about, one.access_to_child, one.danger_now) == (
                other.asker,
                other.about,
                other.access_to_child,
                other.danger_now,
            )
            if same:
                assert sayings_for(recognise(one)) == sayings_for(recognise(other))


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("He was convicted of an offence in 2011.", ("convicted", "offence")),
        ("On the REGISTER since May, see MAPPA", ("register", "mappa")),
        ("Known for violence; served in prison.", ("violence", "prison")),
        ("She cried. The sergeant rang her sister.", ()),
        ("A safety plan was agreed: the child stays with her grandmother.", ()),
        ("", ()),
    ],
)
def test_words_that_may_be_of_what_was_told_are_found(note: str, found: tuple[str, ...]) -> None:
    assert words_that_may_disclose(note) == found


def test_what_must_never_be_said_or_written_stands_on_the_screen() -> None:
    assert NEVER_SAY == (
        "Whether we, the police or anybody know of this person, or do not.",
        "That there is nothing to worry about, or that the asker is right to worry.",
        "Whether this person has a record, lives somewhere, or works somewhere.",
        "Whether anybody else has asked.",
        "What the police told somebody, or will tell.",
    )
    assert CONTENT_WARNING == (
        "Write nothing of what the police told about the person: no offence, no conviction,"
        " no risk. Only who was there, and what was done."
    )
