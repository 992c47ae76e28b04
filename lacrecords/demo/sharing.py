"""Decisions whether to share in the demonstration, each left at another step, by real services.

One decision is one transaction of whoever calls. Nobody in them exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lacrecords.agencies import queries as agencies
from lacrecords.demo.papers_kept import OF_A_DECISION, PlannedPaper, keep_papers
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.beginning import begin_decision
from lacrecords.sharing_decisions.deciding import answer_question, decide
from lacrecords.sharing_decisions.document_place import DOCUMENTS
from lacrecords.sharing_decisions.going_out import record_sharing
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

PURPOSE = {"purpose": "yes", "requirement": "none", "clear_risk": "no"}
DANGER = PURPOSE | {"clear_risk": "yes"}
ORDER = PURPOSE | {"requirement": "court_order"}
ABOUT_SOMEBODY = {
    "purpose": PURPOSE,
    "identifiable": {"identifiable": "yes"},
    "confidential": {"confidential": "yes"},
}
Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDecision:
    """One decision: who asks for what, the answers, the outcome, and how far it has come."""

    days_ago: int
    agency: str
    name: str
    role: str
    wanted: str
    answers: Answers
    why: str
    outcome: SharingOutcome | None = None
    departure: str = ""
    item: str = ""
    kind: SharedItemKind = SharedItemKind.OTHER
    went_out: bool = False
    papers: tuple[PlannedPaper, ...] = ()


PLANNED = (
    PlannedDecision(
        days_ago=1,
        agency="Marrowby Primary School",
        name="Hester Quill",
        role="Head teacher",
        wanted="He is tired every morning. What is going on at home?",
        answers={"purpose": PURPOSE},
        why="The school sees him every day and wants to help.",
    ),
    PlannedDecision(
        days_ago=12,
        agency="Ashdown Constabulary, public protection",
        name="Rufus Penhaligon",
        role="Detective constable",
        wanted="Under section 115: who else lives there, and what is known of him?",
        answers={"purpose": DANGER},
        why="A neighbour heard blows last night, and there are two small children.",
        outcome=SharingOutcome.SHARE_PART,
        item="Two children under five live in the household, and their mother.",
        kind=SharedItemKind.FAMILY_AND_RELATIONSHIPS,
        went_out=True,
    ),
    PlannedDecision(
        days_ago=9,
        agency="Ashdown General Hospital, children's ward",
        name="Ottoline Reyes",
        role="Ward sister",
        wanted="The history of our involvement, before she goes home",
        answers=ABOUT_SOMEBODY | {"consent": {"consent": "given"}},
        why="Her mother agreed on the ward, and knows what is shared.",
        outcome=SharingOutcome.SHARE,
        item="We visited the family every week from March to June; the plan was followed.",
        kind=SharedItemKind.HISTORY_OF_INVOLVEMENT,
    ),
    PlannedDecision(
        days_ago=15,
        agency="Pell and Arkwright Solicitors",
        name="Crispin Arkwright",
        role="Solicitor of the father",
        wanted="Everything that the mother told the social worker",
        answers=ABOUT_SOMEBODY
        | {
            "consent": {"consent": "refused"},
            "public_interest": {"interest": "none", "weighing": "against_sharing"},
        },
        why="She told us in confidence, and nothing else speaks for it.",
        outcome=SharingOutcome.DO_NOT_SHARE,
    ),
    PlannedDecision(
        days_ago=20,
        agency="Family Court Advisory Office, Wexcombe",
        name="Linnet Osgood",
        role="Children's guardian",
        wanted="The case file, by order of the court of last Friday",
        answers={"purpose": ORDER},
        why="The order of the family court names the file.",
        outcome=SharingOutcome.SHARE,
        papers=OF_A_DECISION,
        item="The record of the last three visits, as it stands in the case file.",
        kind=SharedItemKind.HISTORY_OF_INVOLVEMENT,
        went_out=True,
    ),
    PlannedDecision(
        days_ago=3,
        agency="Lanternlight Family Charity",
        name="Emrys Vane",
        role="Youth worker",
        wanted="Whether the boy of 13 has a plan, and since when",
        answers=ABOUT_SOMEBODY
        | {
            "consent": {"consent": "refused"},
            "public_interest": {"interest": "welfare", "weighing": "not_sure"},
        },
        why="He does not want them to know; his parents do.",
        outcome=SharingOutcome.SEEK_ADVICE,
    ),
)


def take_decision(
    actor: Actor, planned: PlannedDecision, child_id: int, procedure: Procedure, now: datetime
) -> None:
    """Take one decision as far as it has come."""
    at = now - timedelta(days=planned.days_ago)
    agency = next(one for one in agencies.agencies() if one.name == planned.agency)
    new = NewDecision(
        idempotency_key=f"demo sharing {planned.name}",
        direction=SharingDirection.ASKED_OF_US,
        about=About(child_id=child_id),
        about_words="",
        wanted=planned.wanted,
        recipient=SaidOfRecipient(
            name=planned.name,
            role=planned.role,
            agency_id=agency.agency_id,
            agency_name="",
            contact_given="",
        ),
        asked_at=at,
    )
    number = begin_decision(actor, new, procedure, at).id
    keep_papers(actor, DOCUMENTS, number, planned.papers, at)
    _decide(actor, number, planned, at)
    if planned.item:
        _in_the_right_way(actor, number, planned, agency.agency_id, at)


def _decide(actor: Actor, number: int, planned: PlannedDecision, at: datetime) -> None:
    for question, choices in planned.answers.items():
        answer = NewAnswer(
            question=SharingQuestion(question),
            choices=choices,
            words={_REASONS.get(question, "reasons"): planned.why},
            shown=0,
        )
        answer_question(actor, number, answer, at)
    if planned.outcome is not None:
        outcome = NewOutcome(
            outcome=planned.outcome,
            reasons=planned.why,
            departure_reason=planned.departure,
            anew_because="",
            shown=0,
        )
        decide(actor, number, outcome, at)


_REASONS = {"purpose": "purpose_reasons", "public_interest": "speaks_against"}


def _in_the_right_way(
    actor: Actor, number: int, planned: PlannedDecision, agency_id: int, at: datetime
) -> None:
    item = NewItem(
        kind=planned.kind,
        words=planned.item,
        basis=SharingBasis.FACT,
        source="The child's record",
        as_at=(at - timedelta(days=1)).date(),
        accuracy_confirmed=True,
        needed_because="They need it for what they ask",
        limits="",
        marks_kept_because="It stands in the request",
    )
    add_item(actor, number, item, at)
    points = agencies.contact_points_of(agency_id, at)
    point = next(one for one in points if one.method is VerificationMethod.RING_BACK)
    check = NewRecipientCheck(
        method=VerificationMethod.RING_BACK,
        outcome=VerificationOutcome.CONFIRMED,
        contact_point_id=point.contact_point_id,
        words="Was put through.",
    )
    record_recipient_check(actor, number, check, at)
    agreed = NewAgreement(passes_on=False, passes_on_to="", knows_limits=True, words="")
    record_agreement(actor, number, agreed, at)
    told = NewInformed(informed=PersonInformed.INFORMED, words="Their mother, by telephone")
    record_informed(actor, number, told, at)
    if planned.went_out:
        went = NewSharing(
            idempotency_key=f"demo shared {planned.name}",
            means=SharingMeans.READ_OUT,
            words="To the number of the directory",
            positions=(1,),
            shared_at=at,
        )
        record_sharing(actor, number, went, at)
