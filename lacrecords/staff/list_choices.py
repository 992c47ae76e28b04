"""How each person last filtered and sorted their lists, so that a list opens as it was left.

Only words of closed lists are kept, never anything about a child.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, db, described, transaction
from lacrecords.rules.authorisation import Actor
from lacrecords.web.listing import Asked, ListKind, asked_for


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
    row = _row(actor, kind)
    before = {str(name): str(value) for name, value in row.chosen.items()} if row else {}
    asked = asked_for(kind, address, before)
    changed = dict(asked.chosen) != dict(asked_for(kind, {}, before).chosen)
    if changed and not asked.passing and actor.account_id is not None:
        with transaction():
            _keep(actor, kind, asked)
    return asked


def _keep(actor: Actor, kind: ListKind, asked: Asked) -> None:
    row = _row(actor, kind)
    if row is None:
        row = ListChoice(account_id=actor.account_id, list_name=kind.name, chosen={})
        db.session.add(row)
    row.chosen = dict(asked.chosen)
    db.session.flush()


def _row(actor: Actor, kind: ListKind) -> ListChoice | None:
    if actor.account_id is None:
        return None
    return db.session.get(ListChoice, (actor.account_id, kind.name))
