"""Builds a demonstration step by step, each step in transactions of its own.

The register comes through the real import, enquiries through the real services. It is
as of a month ago; then the month passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app

from lacrecords import schema
from lacrecords.agencies.queries import agencies
from lacrecords.audit.actors import command_actor
from lacrecords.children.bulk import children_by_number
from lacrecords.database import now_utc, transaction
from lacrecords.demo.asking import planned_enquiries
from lacrecords.demo.circumstances import KnownFamily, with_circumstances
from lacrecords.demo.council import LEADS, STAFF, lead_emails
from lacrecords.demo.directory import fill_directory
from lacrecords.demo.families import families
from lacrecords.demo.folder import REGISTER, REJECTS, DemoFolder
from lacrecords.demo.following_up import answer_inbox, close_considerations, readers
from lacrecords.demo.households import Writing, keep_households
from lacrecords.demo.past_enquiries import Desk, take_enquiry
from lacrecords.demo.register import write_register
from lacrecords.demo.special import make_special_children
from lacrecords.demo.staffing import Staffed, let_time_pass, staff_council
from lacrecords.exchange.loading import Pace, load
from lacrecords.exchange.sources import open_source
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import Role

DAYS_AGO = 33
FAMILIES_A_BATCH = 60
MADE_BY_HAND = 7
Say = Callable[[str], object]


class BuildingFailed(Exception):
    """The demonstration could not be built; the message says why."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a demonstration is, and from which seed."""

    children: int
    enquiries: int
    seed: int


def build_demo(folder: DemoFolder, size: Size, say: Say) -> None:
    """Build everything; the context of the demonstration's application is open."""
    actor, now = command_actor(), now_utc()
    then = now - timedelta(days=DAYS_AGO)
    schema.upgrade()
    say("Staff, teams and agencies")
    with transaction():
        staffed = staff_council(actor, then)
        fill_directory(actor, _person(staffed, Role.DESIGNATED_MANAGER), then)
    known = _families(size, then)
    say("The register")
    _import(folder, known, actor, then)
    say("Households")
    child_ids = _keep_households(known, actor, then)
    with transaction():
        owner = _person(staffed, Role.DESIGNATED_MANAGER)
        make_special_children(actor, owner, staffed.of(LEADS[0]), then)
        let_time_pass(actor, staffed, now)
    say("A month of enquiries")
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    _past_enquiries(size, known, Desk(staffed, procedure, child_ids), now)
    folder.keep_finished()


def _families(size: Size, then: datetime) -> list[KnownFamily]:
    # A few children are made by hand, so that the whole comes to the number asked for.
    in_file = max(1, size.children - MADE_BY_HAND)
    made = families(size.seed, in_file, then.date())
    return list(with_circumstances(made, in_file, size.seed, then.date(), lead_emails()))


def _import(folder: DemoFolder, known: Sequence[KnownFamily], actor: Actor, then: datetime) -> None:
    path = folder.path / REGISTER
    write_register(path, known)
    # Nobody works on a database that is being built, so nobody is waited for.
    source, rejects = open_source(path, then.date()), folder.path / REJECTS
    summary = load(source, rejects, actor, then, pace=Pace(rests=False))
    if summary.rejected:
        raise BuildingFailed(f"{summary.rejected} rows of the demonstration were rejected.")


def _keep_households(known: Sequence[KnownFamily], actor: Actor, then: datetime) -> dict[str, int]:
    child_ids: dict[str, int] = {}
    for some in _batches(known):
        numbers = [child.number for one in some for child in one.family.children]
        child_ids |= children_by_number(numbers)
        with transaction():
            keep_households(Writing(actor, then, child_ids), some)
    return child_ids


def _past_enquiries(size: Size, known: Sequence[KnownFamily], desk: Desk, now: datetime) -> None:
    planned = planned_enquiries(known, agencies(), size.enquiries, size.seed, now)
    for one in list(planned):
        with transaction():
            take_enquiry(desk, one)
    for reader in readers(desk.staffed):
        with transaction():
            answer_inbox(reader, size.seed, now)
    with transaction():
        close_considerations(_person(desk.staffed, Role.DESIGNATED_MANAGER), now)


def _batches(known: Sequence[KnownFamily]) -> Iterable[Sequence[KnownFamily]]:
    return (
        known[start : start + FAMILIES_A_BATCH] for start in range(0, len(known), FAMILIES_A_BATCH)
    )


def _person(staffed: Staffed, role: Role) -> Actor:
    return next(staffed.of(person) for person in STAFF if person.role is role)
