"""What must hold of an account before it is made or changed, whoever asks.

A name and a number that are told to an enquirer must be no more than that. Nobody
closes or changes their own account, and one administrator always remains. (That two
people change an administrator's or designated manager's role is still to come.)
"""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.refusals import StepRefused
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.sentences import is_speakable_name, is_speakable_number
from lacrecords.staff.models import Account
from lacrecords.terms import Role

NEVER_TOLD = frozenset(
    {
        Role.BUSINESS_SUPPORT_OFFICER,
        Role.CALDICOTT_GUARDIAN,
        Role.DIRECTOR,
        Role.SYSTEM_ADMINISTRATOR,
    }
)
"""Roles whose office number no enquirer is given: it may stay empty."""


class AccountRefused(StepRefused):
    """The account cannot be so; `field` is the part that is wrong, the message says why."""


def refuse_unspeakable(name: str, office_number: str, role: Role) -> None:
    """AccountRefused when the sentence with this name and number could not be said."""
    if not is_speakable_name(name):
        raise AccountRefused(
            "name", "Enter the name as it is said: no digits, no commas, 80 letters or fewer"
        )
    if not office_number:
        if role not in NEVER_TOLD:
            raise AccountRefused("office_number", "Enter the office number: enquirers are told it")
    elif not is_speakable_number(office_number):
        raise AccountRefused(
            "office_number", "Enter one telephone number, with nothing else, like 01632 960 001"
        )


def refuse_oneself(actor: Actor, account: Account) -> None:
    """AccountRefused when somebody would change what they are allowed themselves."""
    if actor.account_id == account.id:
        raise AccountRefused("", "Somebody else must do this to your account")


def refuse_to_lose_the_last_administrator(account: Account) -> None:
    """AccountRefused when nobody who can sign in would be left to keep the accounts.

    Who has a leaving day, or has set no password yet, cannot be relied on. The rows are
    locked, so that two administrators cannot remove each other at the same moment.
    """
    if account.role is not Role.SYSTEM_ADMINISTRATOR:
        return
    staying = (
        select(Account.id)
        .where(
            Account.role == Role.SYSTEM_ADMINISTRATOR,
            Account.disabled_at.is_(None),
            Account.left_on.is_(None),
            Account.password_hash.is_not(None),
        )
        .order_by(Account.id)
        .with_for_update()
    )
    if not set(db.session.scalars(staying)) - {account.id}:
        raise AccountRefused(
            "", "This is the last system administrator. Invite another, who must sign in first"
        )
