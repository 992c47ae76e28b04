"""Saying who a lead social worker is whom the files name and the staff list does not.

Said once, it holds for every child of that name and for every file that comes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children import leads_by_name
from lacrecords.children.changes import ChangeRefused, Stamp
from lacrecords.children.services import who_may_lead
from lacrecords.database import db
from lacrecords.exchange.upload_models import LeadNameSettled
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.email_queries import StaffList, accounts_by_email, staff_list

CHILDREN_A_BATCH = 100


def staff_as_named(on: date) -> StaffList:
    """The staff list, with every name and address that was settled to be somebody's on it.

    What the staff list itself says comes first; of what was settled, the latest word holds.
    """
    staff = staff_list(on)
    accounts = {account.account_id: account for account in staff.by_email.values()}
    rows = db.session.execute(
        select(LeadNameSettled.name_as_given, LeadNameSettled.account_id).order_by(
            LeadNameSettled.id
        )
    )
    settled = {" ".join(name.casefold().split()): accounts[number] for name, number in rows}
    return StaffList({**settled, **staff.by_email}, {**settled, **staff.by_name})


def settle_name(actor: Actor, name: str, account_id: int, reason: str, now: datetime) -> None:
    """Write down whose name this is; ChangeRefused for somebody who may not lead."""
    stamp = Stamp(actor, now, reason)
    if account_id not in {card.account_id for card in who_may_lead(stamp.today)}:
        raise ChangeRefused("account_id", "Choose somebody who is at work today and may lead")
    settled = LeadNameSettled(
        name_as_given=name,
        account_id=account_id,
        settled_at=now,
        settled_by=actor.key,
        reason=reason,
    )
    db.session.add(settled)
    db.session.flush()
    audit.record(actor, "lead_name_settled", "lead_name", settled.id)


def put_in_place(
    actor: Actor, name: str, child_ids: Iterable[int], account_id: int, now: datetime
) -> int:
    """Let the account lead for some of the children of that name; counts assignments."""
    stamp = Stamp(actor, now, "The name in the file was settled to be this person.")
    teams = {each.account_id: each.team_id for each in accounts_by_email(stamp.today).values()}
    some = tuple(child_ids)
    done = leads_by_name.give_account(name, some, account_id, teams.get(account_id), stamp)
    for child_id in some:
        audit.record(actor, "lead_social_worker_assigned", "child", child_id)
    return done


def batches_of(child_ids: Iterable[int]) -> Iterable[tuple[int, ...]]:
    """The children in lots, each for a short transaction of its own."""
    left = iter(child_ids)
    while some := tuple(islice(left, CHILDREN_A_BATCH)):
        yield some
