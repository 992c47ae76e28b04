"""Invented decisions whether to share, taken as far as a test needs. Each opens a transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from lacrecords.database import db, transaction
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.beginning import begin_decision
from lacrecords.sharing_decisions.deciding import answer_question, decide
from lacrecords.sharing_decisions.going_out import record_sharing
from lacrecords.sharing_decisions.standing import DecisionStanding, standing_of
from lacrecords.sharing_decisions.values import (
    About,
    NewAgreement,
    NewAnswer,
    NewDecision,
    NewInformed,
    NewItem,
    NewOutcome,
    NewRecipientCheck,
    NewSharing,
    SaidOfRecipient,
)
from lacrecords.sharing_decisions.way import (
    add_item,
    record_agreement,
    record_informed,
    record_recipient_check,
)
from lacrecords.terms import (
    PersonInformed,
    SharedItemKind,
    SharingBasis,
    SharingDirection,
    SharingMeans,
    SharingOutcome,
    SharingQuestion,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.town import NOW, Town

PURPOSE = {"purpose": "yes", "requirement": "none", "clear_risk": "no"}
_numbers = count(1)


def head_teacher(town: Town) -> SaidOfRecipient:
    """A head teacher asks."""
    return SaidOfRecipient(
        name="Hester Quill",
        role="Head teacher",
        agency_id=town.agency_id,
        agency_name="",
        contact_given="01632 960755",
    )


def begun(
    town: Town,
    child_id: int | None = None,
    *,
    by: Actor | None = None,
    at: datetime = NOW,
    **said: object,
) -> DecisionStanding:
    """A school asks what is going on."""
    new = NewDecision(
        idempotency_key=f"form {next(_numbers)}",
        direction=SharingDirection.ASKED_OF_US,
        about=About(child_id=child_id),
        about_words="" if child_id else "A boy in year 4",
        wanted="What is going on at home?",
        recipient=head_teacher(town),
        asked_at=at,
    )
    with transaction():
        made = begin_decision(
            by or town.team_manager,
            replace(new, **said),  # type: ignore[arg-type]
            town.procedure,
            at,
        )
        number = made.id
    return again(number)


def again(standing: DecisionStanding | int) -> DecisionStanding:
    """How the decision stands now."""
    db.session.rollback()
    return standing_of(standing if isinstance(standing, int) else standing.row.id)


def answered(
    town: Town, standing: DecisionStanding, question: str, *, at: datetime = NOW, **choices: str
) -> DecisionStanding:
    """One question is answered."""
    asked = SharingQuestion(question)
    newest = standing.answer(asked)
    new = NewAnswer(
        question=asked,
        choices=choices or PURPOSE,
        words={"reasons": "As the family told us"},
        shown=newest.number if newest else 0,
    )
    with transaction():
        answer_question(town.team_manager, standing.row.id, new, at)
    return again(standing)


def with_consent(town: Town, standing: DecisionStanding) -> DecisionStanding:
    """The first four questions: a purpose, a family, in confidence, and they agree."""
    standing = answered(town, standing, "purpose")
    standing = answered(town, standing, "identifiable", identifiable="yes")
    standing = answered(town, standing, "confidential", confidential="yes")
    return answered(town, standing, "consent", consent="given")


def decided(
    town: Town,
    standing: DecisionStanding,
    outcome: SharingOutcome = SharingOutcome.SHARE,
    *,
    at: datetime = NOW,
    **said: str,
) -> DecisionStanding:
    """A manager decides."""
    new = NewOutcome(
        outcome=outcome,
        reasons="It helps him at school",
        departure_reason=said.get("departure_reason", ""),
        anew_because=said.get("anew_because", ""),
        shown=len(standing.outcomes),
    )
    with transaction():
        decide(town.team_manager, standing.row.id, new, at)
    return again(standing)


AN_ITEM = NewItem(
    kind=SharedItemKind.CONTACT_ARRANGEMENTS,
    words="He sees his father on Saturdays.",
    basis=SharingBasis.FACT,
    source="The plan for contact",
    as_at=NOW.date() - timedelta(days=3),
    accuracy_confirmed=True,
    needed_because="He is collected from school on Fridays",
    limits="",
    marks_kept_because="",
)
RUNG_BACK = NewRecipientCheck(
    method=VerificationMethod.RING_BACK,
    outcome=VerificationOutcome.CONFIRMED,
    contact_point_id=None,
    words="Was put through",
)
AGREED = NewAgreement(passes_on=False, passes_on_to="", knows_limits=True, words="For herself")
TOLD = NewInformed(informed=PersonInformed.INFORMED, words="His mother, at home, yesterday")


def checked(town: Town, standing: DecisionStanding, at: datetime = NOW) -> DecisionStanding:
    """The recipient is rung back on the number of the directory."""
    check = replace(RUNG_BACK, contact_point_id=town.telephone_id)
    with transaction():
        record_recipient_check(town.team_manager, standing.row.id, check, at)
    return again(standing)


def in_the_right_way(town: Town, standing: DecisionStanding) -> DecisionStanding:
    """One good item, a checked recipient who knows the limits, a family that knows."""
    number, actor = standing.row.id, town.team_manager
    standing = checked(town, standing)
    with transaction():
        add_item(actor, number, AN_ITEM, NOW)
        record_agreement(actor, number, AGREED, NOW)
        record_informed(actor, number, TOLD, NOW)
    return again(standing)


def read_out(positions: tuple[int, ...] = (1,), at: datetime = NOW) -> NewSharing:
    """It is read out on the telephone."""
    return NewSharing(
        idempotency_key=f"sharing {next(_numbers)}",
        means=SharingMeans.READ_OUT,
        words="To the number of the directory",
        positions=positions,
        shared_at=at,
    )


def shared(town: Town, child_id: int | None = None) -> DecisionStanding:
    """A decision by which something went out."""
    standing = decided(town, with_consent(town, begun(town, child_id)))
    standing = in_the_right_way(town, standing)
    with transaction():
        record_sharing(town.team_manager, standing.row.id, read_out(), NOW)
    return again(standing)
