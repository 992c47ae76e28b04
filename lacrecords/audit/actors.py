"""Actors that are not a signed-in person: a command at the server's keyboard, and the worker."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

from lacrecords.rules.authorisation import Actor
from lacrecords.terms import Role


@dataclass(frozen=True, slots=True)
class UnattendedActor:
    """A command or a job; it stands in the trail by its key and has no role."""

    key: str
    name: str
    account_id: int | None = None
    role: Role | None = None
    team_ids: tuple[int, ...] = ()

    @property
    def own_role(self) -> Role | None:
        """The role in which it acts; nobody hands powers to a command."""
        return self.role


def command_actor() -> Actor:
    """The operating system's user, who gave the command."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "unknown"
    return UnattendedActor(f"command:{user}", user)


WORKER: Actor = UnattendedActor("job:worker", "the system")
"""The worker, which delivers, climbs and settles what people left unfinished."""
