"""How each person last filtered and sorted their lists, so that a list opens as it was left.

Only words of closed lists are kept, never anything about a child.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, db, described, transaction
from lacrecords.rules.authorisation import Actor
from lacrecords.web.listing import Asked, ListKind, asked_for

A_WORD = re.compile(r"[a-z0-9_-]{1,60}")
"""A word of a closed list, or the number of a team or a member of staff."""


class ListChoice(Base):
    """How one person last asked for one list."""

    __tablename__ = "list_choices"
    __table_args__ = (
        {
            "info": {
                "meaning": "how each person last filtered and sorted a list",
                "class": "staff",
                "retention": "while employed",
            }
        },
    )

    account_id: Mapped[int] = described("who", ForeignKey("accounts.id"), primary_key=True)
    list_name: Mapped[str] = described("which list", primary_key=True)
    chosen: Mapped[dict[str, Any]] = described("words of closed lists, by name")


def asked_by(actor: Actor, kind: ListKind, address: Mapping[str, str]) -> Asked:
    """What this person wants to see of this list, which is remembered where it is another."""
    row = _row(actor, kind.name)
    before = {str(name): str(value) for name, value in row.chosen.items()} if row else {}
    asked = asked_for(kind, address, before)
    changed = dict(asked.chosen) != dict(asked_for(kind, {}, before).chosen)
    if changed and not asked.passing and actor.account_id is not None:
        with transaction():
            _keep(actor, kind.name, asked.chosen)
    return asked


def words_asked(
    actor: Actor, list_name: str, address: Mapping[str, str], names: Collection[str]
) -> Mapping[str, str]:
    """The words under these names in the address; where it has none, those of the last time.

    For lists that read their own words. What is not a word of a closed list is not kept. An
    address with `passing` was followed from a number elsewhere: it is shown as it stands.
    """
    asked = {name: address[name] for name in names if name in address}
    if "passing" in address:
        return asked
    row = _row(actor, list_name)
    before = {str(name): str(value) for name, value in row.chosen.items()} if row else {}
    if not asked:
        return before
    kept = {name: word for name, word in asked.items() if A_WORD.fullmatch(word)}
    if kept != before and actor.account_id is not None:
        with transaction():
            _keep(actor, list_name, kept)
    return asked


def _keep(actor: Actor, list_name: str, chosen: Mapping[str, str]) -> None:
    row = _row(actor, list_name)
    if row is None:
        row = ListChoice(account_id=actor.account_id, list_name=list_name, chosen={})
        db.session.add(row)
    row.chosen = dict(chosen)
    db.session.flush()


def _row(actor: Actor, list_name: str) -> ListChoice | None:
    if actor.account_id is None:
        return None
    return db.session.get(ListChoice, (actor.account_id, list_name))
