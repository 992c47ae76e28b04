"""Who of our own people hears of a consent, and by which reference. No name leaves the program.

Of a restricted record only those who may open it hear; of a sealed one its owner alone.
"""

from __future__ import annotations

from datetime import datetime

from lacrecords.children.standing import ChildStanding, standing_of
from lacrecords.clocks import local_date
from lacrecords.notifications.services import (
    Matter,
    Notice,
    Recipient,
    notify,
    route_worker,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatterKind, NotificationKind, Role, Urgency

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
WITHDRAWN_WHY = "A consent to share was taken back. See what was decided or shared because of it."


def matter_of_consent(reference: str) -> Matter:
    """What notices and tasks about this consent lead to."""
    return Matter(MatterKind.CONSENT, reference)


def matter_of_disagreement(reference: str) -> Matter:
    """What tasks about this disagreement lead to."""
    return Matter(MatterKind.PARENTS_DISAGREEMENT, reference)


def who_leads(child_id: int, now: datetime) -> tuple[Recipient, ...]:
    """Whoever leads by any record of the child, or stands in; of a closed record its owner."""
    child, today = standing_of(child_id, local_date(now)), local_date(now)
    leading = [(child.lead.account_id if child.lead else None, child.team_id)]
    leading += [(one.worker.account_id, one.team_id) for one in child.also_leading]
    found = dict.fromkeys(_may_hear(child, route_worker(*one, today)) for one in leading)
    return tuple(found)


def _may_hear(child: ChildStanding, recipient: Recipient) -> Recipient:
    card = child.restriction
    if recipient.account_id in child.connected_account_ids:
        recipient = DESIGNATED_MANAGER
    if card is None or (recipient.account_id in card.may_open and not card.sealed):
        return recipient
    return Recipient(account_id=card.owner_id)


def tell_of_withdrawal(
    actor: Actor, child_id: int, reference: str, already_shared: bool, now: datetime
) -> None:
    """The lead social worker hears; the designated manager too where something was shared on it."""
    card = standing_of(child_id, local_date(now)).restriction
    hear = list(who_leads(child_id, now))
    if already_shared and card is None:
        hear.append(DESIGNATED_MANAGER)
    elif already_shared and card is not None:
        hear.append(Recipient(account_id=card.owner_id))
    for recipient in dict.fromkeys(hear):
        notice = Notice(
            kind=NotificationKind.CONSENT_WITHDRAWN,
            urgency=Urgency.URGENT if already_shared else Urgency.ROUTINE,
            recipient=recipient,
            matter=matter_of_consent(reference),
            why=WITHDRAWN_WHY,
        )
        notify(actor, notice, now)
