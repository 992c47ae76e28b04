"""What is passed on to the police: what was said to us and no more, ready to be pasted.

Nothing of it comes from a register. How the asker can be reached safely stands before their name.
"""

from __future__ import annotations

from collections.abc import Iterator

from lacrecords.disclosure_schemes.standing import QuestionStanding
from lacrecords.disclosure_schemes.words import words
from lacrecords.terms import SchemeUrgency
from lacrecords.web.words import moment_words

NOT_GIVEN = "Not given"


def referral_text(standing: QuestionStanding, council: str) -> str:
    """The referral, in plain lines; the same of whomever it is."""
    return "\n".join((*_heading(standing, council), *_who_asks(standing), *_about(standing)))


def _heading(standing: QuestionStanding, council: str) -> Iterator[str]:
    row = standing.version
    yield "Referral under a disclosure scheme"
    yield f"From: {council}, Children's Social Care"
    yield f"Our reference: {standing.question.reference}"
    yield f"Scheme: {' and '.join(words(one) for one in standing.schemes) or 'for you to decide'}"
    yield f"Whose request: {words(row.way)}"
    yield f"Asked: {moment_words(standing.question.asked_at)}"
    urgent = row.urgency is SchemeUrgency.URGENT or row.child_at_risk or row.danger_now
    yield f"How soon: {'at once' if urgent else 'routine'}"
    yield f"A child may be at risk of significant harm: {_yes(row.child_at_risk)}"
    yield f"Somebody is in danger at this moment: {_yes(row.danger_now)}"
    yield f"What was done at once: {row.emergency_action or 'nothing was needed'}"
    yield ""


def _who_asks(standing: QuestionStanding) -> Iterator[str]:
    row = standing.version
    yield "Safe way to contact whoever asks (use no other: their messages may be read)"
    yield row.safe_contact
    yield ""
    yield "Who asks, as given"
    yield f"Name: {'would not give a name' if row.name_refused else row.asker_name}"
    yield f"Capacity: {words(row.asker)}"
    yield f"What they are to the child or the person at risk: {row.relationship or NOT_GIVEN}"
    yield f"Contact: {row.contact_given or NOT_GIVEN}"
    yield ""


def _about(standing: QuestionStanding) -> Iterator[str]:
    row = standing.version
    yield "Who is asked about, as given"
    yield f"Name: {row.person_name or NOT_GIVEN}"
    yield f"Age, address and the like: {row.person_details or NOT_GIVEN}"
    yield f"Whose partner: {words(row.about)}"
    yield f"Has access to a child: {_yes(row.access_to_child)}"
    yield ""
    yield "Children, as described"
    for child in standing.children:
        said = ", ".join(part for part in (child.name, child.details) if part)
        yield f"{child.position}. {said} ({words(child.contact).lower()})"
    if not standing.children:
        yield NOT_GIVEN
    yield ""
    yield "What they saw, heard or were told (facts, as given)"
    yield row.seen_or_heard or NOT_GIVEN
    yield ""
    yield "What they think (opinion, as given)"
    yield row.their_opinion or NOT_GIVEN
    yield ""
    yield "This holds what was said to us and nothing else."


def _yes(said: bool) -> str:
    return "yes" if said else "no"
