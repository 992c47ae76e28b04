"""A correction of the demonstration: three recipients had it, each left at another step.

Something about a child was shared three times; then the name of a professional turns out to
be wrong. One recipient is told, one is checked, one waits. Nobody in it exists.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from lacrecords.agencies import queries as agencies
from lacrecords.agencies.queries import ContactPointCard
from lacrecords.children import fact_services
from lacrecords.children.fact_kinds import BY_SLUG
from lacrecords.children.fact_services import FactSaid
from lacrecords.clocks import local_date
from lacrecords.corrections.access import duties_of
from lacrecords.corrections.noticing import look_at
from lacrecords.corrections.queries import standings
from lacrecords.corrections.telling import record_check, record_told
from lacrecords.corrections.values import NewCheck, NewTold
from lacrecords.database import transaction
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.beginning import begin_decision
from lacrecords.sharing_decisions.deciding import answer_question, decide
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

RECIPIENTS = (
    ("Araminta Folke", "Head teacher"),
    ("Dunstan Verrall", "Health visitor"),
    ("Isolde Penhale", "Family support worker"),
)
ANSWERS = (
    (SharingQuestion.PURPOSE, {"purpose": "yes", "requirement": "none", "clear_risk": "no"}),
    (SharingQuestion.IDENTIFIABLE, {"identifiable": "yes"}),
    (SharingQuestion.CONFIDENTIAL, {"confidential": "yes"}),
    (SharingQuestion.CONSENT, {"consent": "given"}),
)
KIND = BY_SLUG["professionals"]


def make_correction(actor: Actor, child_id: int, procedure: Procedure, now: datetime) -> None:
    """Shared three times a week ago, corrected two days ago, told once since."""
    shared_at, corrected_at = now - timedelta(days=7), now - timedelta(days=2)
    fact_id = _professional(actor, child_id, shared_at - timedelta(days=1))
    points = _reachable(now)
    for (name, role), point in zip(RECIPIENTS, points, strict=False):
        _share(
            actor,
            child_id,
            SaidOfRecipient(
                name=name, role=role, agency_id=point.agency_id, agency_name="", contact_given=""
            ),
            point,
            procedure,
            shared_at,
        )
    with transaction():
        said = _said("Corisande Mellor", "The clinic rang: we had written down another's name")
        wrong = FactSaid(columns=said.columns, reason=said.reason, shown_id=fact_id)
        fact_services.correct(actor, child_id, KIND, wrong, corrected_at)
    look_at((child_id,), procedure, corrected_at)
    _tell(actor, points, now - timedelta(days=1))


def _said(name: str, reason: str) -> FactSaid:
    columns = {"role": "Speech therapist", "name": name, "organisation": "", "contact": ""}
    return FactSaid(columns=columns | {"from_on": None, "to_on": None}, reason=reason)


def _professional(actor: Actor, child_id: int, at: datetime) -> int:
    with transaction():
        said = _said("Corisande Miller", "As her mother told us")
        return fact_services.add(actor, child_id, KIND, said, at)


def _reachable(now: datetime) -> list[ContactPointCard]:
    """The first agencies of the directory that can be rung back, one number each."""
    found = []
    for agency in agencies.agencies():
        known = agencies.contact_points_of(agency.agency_id, now - timedelta(days=8))
        found += [one for one in known if one.method is VerificationMethod.RING_BACK][:1]
    return found[: len(RECIPIENTS)]


def _share(
    actor: Actor,
    child_id: int,
    recipient: SaidOfRecipient,
    point: ContactPointCard,
    procedure: Procedure,
    at: datetime,
) -> None:
    """One decision, from the request to what was read out."""
    new = NewDecision(
        idempotency_key=f"demo correction {recipient.name}",
        direction=SharingDirection.ASKED_OF_US,
        about=About(child_id=child_id),
        about_words="",
        wanted="Who works with her on her speech?",
        recipient=recipient,
        asked_at=at,
        another_because="Another agency asks the same",
    )
    with transaction():
        number = begin_decision(actor, new, procedure, at).id
    for question, choices in ANSWERS:
        words = {f"{name}_reasons": "Her mother asked us to" for name in choices}
        answer = NewAnswer(
            question=question, choices=choices, words=words | {"reasons": "As agreed"}, shown=0
        )
        with transaction():
            answer_question(actor, number, answer, at)
    outcome = NewOutcome(
        outcome=SharingOutcome.SHARE,
        reasons="It helps them to help her",
        departure_reason="",
        anew_because="",
        shown=0,
    )
    _step(lambda: decide(actor, number, outcome, at))
    _step(lambda: _in_the_right_way(actor, number, point, at))
    _step(lambda: record_sharing(actor, number, _read_out(recipient, at), at))


def _step(take: Callable[[], object]) -> None:
    with transaction():
        take()


def _in_the_right_way(actor: Actor, number: int, point: ContactPointCard, at: datetime) -> None:
    check = NewRecipientCheck(
        method=VerificationMethod.RING_BACK,
        outcome=VerificationOutcome.CONFIRMED,
        contact_point_id=point.contact_point_id,
        words="Was put through by the office.",
    )
    record_recipient_check(actor, number, check, at)
    item = NewItem(
        kind=SharedItemKind.HEALTH,
        words="A speech therapist works with her every week.",
        basis=SharingBasis.FACT,
        source="Her mother",
        as_at=local_date(at),
        accuracy_confirmed=True,
        needed_because="So that they practise the same words",
        limits="",
        marks_kept_because="",
    )
    add_item(actor, number, item, at)
    agreed = NewAgreement(passes_on=False, passes_on_to="", knows_limits=True, words="For herself")
    record_agreement(actor, number, agreed, at)
    informed = NewInformed(informed=PersonInformed.INFORMED, words="Her mother, by telephone")
    record_informed(actor, number, informed, at)


def _read_out(recipient: SaidOfRecipient, at: datetime) -> NewSharing:
    return NewSharing(
        idempotency_key=f"demo correction shared {recipient.name}",
        means=SharingMeans.READ_OUT,
        words="To the office number of the directory",
        positions=(1,),
        shared_at=at,
    )


def _tell(actor: Actor, points: list[ContactPointCard], at: datetime) -> None:
    """The first is told, the second checked; the others wait."""
    duties = duties_of({one.newest.root_id or one.newest.id for one in standings(actor, at)})
    by_agency = {point.agency_id: point.contact_point_id for point in points}
    for place, (number, agency_id) in enumerate([(one.id, one.agency_id) for one in duties][:2]):
        check = NewCheck(
            method=VerificationMethod.RING_BACK,
            outcome=VerificationOutcome.CONFIRMED,
            contact_point_id=by_agency.get(agency_id or 0),
            authority_contact_id=None,
            words="Rung back, and put through.",
        )
        told = NewTold(
            means=SharingMeans.READ_OUT,
            told_at=at,
            words="We gave you the name of another therapist. Please put it right.",
        )
        with transaction():
            record_check(actor, number, check, at)
            if place == 0:
                record_told(actor, number, told, at)
