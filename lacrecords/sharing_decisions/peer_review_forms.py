"""The forms of a peer review: five short questions, and the answer of whoever decided."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import TextAreaField

from lacrecords.sharing_decisions.looking_back_words import PEER_ANSWER_WORDS, PEER_QUESTION_WORDS
from lacrecords.sharing_decisions.peer_reviewing import Said
from lacrecords.terms import PeerAnswer, PeerQuestion
from lacrecords.web.fields import RadiosField, choices_of
from lacrecords.web.forms import GovukForm, required

NEEDED = "Only needed where you do not answer yes"


def _asked(question: PeerQuestion) -> RadiosField:
    return RadiosField(
        PEER_QUESTION_WORDS[question],
        [required(f"Select an answer: {PEER_QUESTION_WORDS[question]}")],
        kind=PeerAnswer,
        choices=choices_of(PeerAnswer, PEER_ANSWER_WORDS),
    )


def _words(label: str) -> TextAreaField:
    return TextAreaField(label, description=NEEDED)


class FindingForm(GovukForm):
    """What a colleague finds of a decision that was drawn."""

    purpose_clear = _asked(PeerQuestion.PURPOSE_CLEAR)
    purpose_clear_words = _words("About the purpose")
    consent_right = _asked(PeerQuestion.CONSENT_RIGHT)
    consent_right_words = _words("About consent")
    least_shared = _asked(PeerQuestion.LEAST_SHARED)
    least_shared_words = _words("About how much was shared")
    right_person = _asked(PeerQuestion.RIGHT_PERSON)
    right_person_words = _words("About the person who was checked")
    same_decision = _asked(PeerQuestion.SAME_DECISION)
    same_decision_words = _words("About the decision")

    def value(self) -> Mapping[PeerQuestion, Said]:
        """What is found, question by question."""
        return {
            question: Said(self[question.value].data, self[f"{question.value}_words"].data)
            for question in PeerQuestion
        }


class ReplyForm(GovukForm):
    """What whoever decided says to it."""

    words = TextAreaField("Your answer to the review", [required("Enter your answer")])
