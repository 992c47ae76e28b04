"""One number on the records of two children: one child kept twice, or a mistake.

Whoever records it is asked once more. A record that is closed to them stays unsaid.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from lacrecords.children.changes import ChangeRefused
from lacrecords.children.linked import record_ids
from lacrecords.children.models import ChildIdentifier
from lacrecords.children.standing import hidden_ids
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import IdentifierScheme

FIELD = "on_another_record"
"""The tick that answers the question, under this name on every form that takes a number."""
LABEL = "I have checked it: two records hold this number"


def refuse_number_of_another(
    actor: Actor, child_id: int | None, scheme: IdentifierScheme, number: str, on: date
) -> None:
    """Raise ChangeRefused where another child's record holds this number; a new one has no number.

    A mother's number stands on the record of each of her children.
    """
    if scheme is IdentifierScheme.MOTHER_NHS:
        return
    same = db.session.scalars(
        select(ChildIdentifier.child_id).where(
            ChildIdentifier.scheme == scheme,
            ChildIdentifier.value == number,
            ChildIdentifier.child_id.not_in(record_ids(child_id) if child_id else ()),
            ChildIdentifier.is_current(),
        )
    )
    holders = set(same)
    if holders - hidden_ids(holders, actor.account_id, on):
        words = "Another record holds this number. Search for it, and tick this if both are right"
        raise ChangeRefused(FIELD, words)
