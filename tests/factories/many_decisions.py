"""Many invented decisions whether to share, written as rows: too many to go through the services.

What a list reads of a decision is there: the recipient, the outcomes, what went out. The answers
to the questions are not. Needs an open `transaction()` round it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from lacrecords.audit import services as audit
from lacrecords.database import db, new_reference
from lacrecords.sharing_decisions.models import (
    SharingDecision,
    SharingOutcomeRow,
    SharingRecipient,
)
from lacrecords.sharing_decisions.way_models import (
    SharedInformation,
    SharedItem,
    SharingAgreement,
    SharingInformed,
    SharingItem,
    SharingRecipientCheck,
)
from lacrecords.terms import (
    SHARING_OUTCOMES,
    NormallyFollows,
    PersonInformed,
    SharedItemKind,
    SharingBasis,
    SharingDirection,
    SharingMeans,
    SharingOutcome,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.staff import MAKER

_numbers = count(1)
SPOKE = (("S1",), ("S18",), ("S8", "S11"), ("S5", "S18", "S27"), ("S27",), ())
AGENCIES_AS_GIVEN = ("", "a boxing club", "Zebra Nursery", "the Wren School", "Abbot's Lane Clinic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who and what the decisions may be about; None among the children: about nobody on record."""

    children: Sequence[int | None]
    risks: Sequence[int | None]
    staff: Sequence[str]
    agencies: Sequence[tuple[int, str]]


def many_decisions(how_many: int, cast: Cast, now: datetime, seed: int = 1) -> list[int]:
    """Decisions of the last two years, in every state; their numbers."""
    chance = Random(seed)  # noqa: S311 - not a secret
    made = [_begun(cast, chance, now) for _ in range(how_many)]
    db.session.add_all(made)
    db.session.flush()
    recipients = {row.id: _recipients(row, cast, chance) for row in made}
    db.session.add_all([one for rows in recipients.values() for one in rows])
    outcomes = {row.id: _outcomes(row, cast, chance, now) for row in made}
    db.session.add_all([one for rows in outcomes.values() for one in rows])
    db.session.flush()
    goes = [row for row in made if chance.random() < 0.7 and _is_to_share(outcomes[row.id])]
    _send(goes, recipients, outcomes, chance)
    audit.record(MAKER, "decisions_made", "sharing_decision")
    return [row.id for row in made]


def _begun(cast: Cast, chance: Random, now: datetime) -> SharingDecision:
    # Whole days, so that many begin at the same moment and the order among them is tried.
    at = now - timedelta(days=chance.randrange(700))
    child_id = chance.choice(cast.children)
    return SharingDecision(
        reference=new_reference(),
        idempotency_key=f"many {next(_numbers)}",
        direction=chance.choice(list(SharingDirection)),
        child_id=child_id,
        risk_notification_id=chance.choice(cast.risks),
        about_words="" if child_id else "Two brothers",
        wanted="What is going on at home?",
        another_because="",
        asked_at=at,
        due_at=at + timedelta(days=chance.randrange(1, 800)),
        begun_at=at,
        begun_by=chance.choice(cast.staff),
    )


def _recipients(row: SharingDecision, cast: Cast, chance: Random) -> list[SharingRecipient]:
    found = []
    for number in range(1, chance.choice((2, 2, 3))):
        agency_id, name = chance.choice(cast.agencies)
        in_directory = chance.random() < 0.6
        found.append(
            SharingRecipient(
                decision_id=row.id,
                number=number,
                name="Hester Quill",
                role="Head teacher",
                agency_id=agency_id if in_directory else None,
                agency_name=name if in_directory else chance.choice(AGENCIES_AS_GIVEN),
                contact_given="",
                why_changed="" if number == 1 else "It is another",
                recorded_at=row.begun_at,
                recorded_by=row.begun_by,
            )
        )
    return found


def _outcomes(
    row: SharingDecision, cast: Cast, chance: Random, now: datetime
) -> list[SharingOutcomeRow]:
    found, at = [], row.begun_at
    for number in range(1, chance.choice((1, 2, 2, 2, 3))):
        at = min(now, at + timedelta(days=chance.randrange(20)))
        departs = chance.random() < 0.2
        found.append(
            SharingOutcomeRow(
                decision_id=row.id,
                number=number,
                outcome=chance.choice(list(SharingOutcome)),
                reasons="It helps him at school",
                follows=chance.choice(list(NormallyFollows)),
                departs=departs,
                departure_reason="For a reason of its own" if departs else "",
                anew_because="" if number == 1 else "The court asks",
                facts={},
                rules=list(chance.choice(SPOKE)),
                rules_version=1,
                guidance=[],
                decided_at=at,
                decided_by=chance.choice(cast.staff),
            )
        )
    return found


def _is_to_share(outcomes: list[SharingOutcomeRow]) -> bool:
    return bool(outcomes) and outcomes[-1].outcome in SHARING_OUTCOMES


def _send(
    goes: list[SharingDecision],
    recipients: dict[int, list[SharingRecipient]],
    outcomes: dict[int, list[SharingOutcomeRow]],
    chance: Random,
) -> None:
    """What is decided to be shared goes out; of some it was decided anew since, and waits."""
    before = {
        row.id: _before(row, recipients[row.id][-1].id, outcomes[row.id][-1].decided_at)
        for row in goes
    }
    db.session.add_all([one for rows in before.values() for one in rows])
    db.session.flush()
    sent = {row.id: _sent(row, outcomes[row.id][-1], before[row.id]) for row in goes}
    db.session.add_all(sent.values())
    db.session.flush()
    for row in goes:
        item, sharing = before[row.id][0], sent[row.id]
        db.session.add(SharedItem(decision_id=row.id, sharing_id=sharing.id, item_id=item.id))
        if chance.random() < 0.2:
            db.session.add(_anew(outcomes[row.id][-1], chance))
    db.session.flush()


def _before(row: SharingDecision, recipient_id: int, at: datetime) -> list[Any]:
    """An item, and what must be there before it goes."""
    who = row.begun_by
    check = SharingRecipientCheck(
        decision_id=row.id,
        recipient_id=recipient_id,
        method=VerificationMethod.IDENTITY_DOCUMENT,
        outcome=VerificationOutcome.CONFIRMED,
        words="A card",
        checked_at=at,
        checked_by=who,
    )
    agreement = SharingAgreement(
        decision_id=row.id,
        recipient_id=recipient_id,
        passes_on=False,
        passes_on_to="",
        knows_limits=True,
        words="For herself",
        recorded_at=at,
        recorded_by=who,
    )
    informed = SharingInformed(
        decision_id=row.id,
        informed=PersonInformed.INFORMED,
        words="His mother",
        recorded_at=at,
        recorded_by=who,
    )
    return [_item(row, at), check, agreement, informed]


def _item(row: SharingDecision, at: datetime) -> SharingItem:
    return SharingItem(
        decision_id=row.id,
        position=1,
        kind=SharedItemKind.EDUCATION,
        words="He is in year 4.",
        basis=SharingBasis.FACT,
        source="His school",
        as_at=at.date(),
        accuracy_confirmed=True,
        needed_because="For the meeting",
        limits="",
        marks_kept_because="",
        added_at=at,
        added_by=row.begun_by,
    )


def _sent(row: SharingDecision, outcome: SharingOutcomeRow, before: list[Any]) -> SharedInformation:
    _, check, agreement, informed = before
    return SharedInformation(
        reference=new_reference(),
        idempotency_key=f"many {next(_numbers)}",
        decision_id=row.id,
        outcome_id=outcome.id,
        recipient_check_id=check.id,
        agreement_id=agreement.id,
        informed_id=informed.id,
        cover_sheet_id=None,
        means=SharingMeans.READ_OUT,
        words="To the number of the directory",
        shared_at=outcome.decided_at,
        shared_by=row.begun_by,
    )


def _anew(last: SharingOutcomeRow, chance: Random) -> SharingOutcomeRow:
    return SharingOutcomeRow(
        decision_id=last.decision_id,
        number=last.number + 1,
        outcome=chance.choice(list(SharingOutcome)),
        reasons="It is decided anew",
        follows=last.follows,
        departs=False,
        departure_reason="",
        anew_because="The court asks",
        facts={},
        rules=last.rules,
        rules_version=1,
        guidance=[],
        decided_at=last.decided_at,
        decided_by=last.decided_by,
    )
