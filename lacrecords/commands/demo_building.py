"""Builds a demonstration step by step, each step in transactions of its own.

The register comes through the real import, enquiries through the real services. It is
as of a month ago; then the month passes. Families are made anew for each step, the same
ones each time, so that a large register needs no more memory than a small one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from flask import current_app

from lacrecords import schema
from lacrecords.agencies.queries import agencies
from lacrecords.audit.actors import command_actor
from lacrecords.children.bulk import children_by_number
from lacrecords.children.queries import on_plan
from lacrecords.database import now_utc, transaction
from lacrecords.demo import peer_reviews, sharing, to_put_right
from lacrecords.demo.advising import Advisers, make_advice
from lacrecords.demo.asking import planned_enquiries
from lacrecords.demo.circumstances import KnownFamily, with_circumstances
from lacrecords.demo.consenting import make_consents
from lacrecords.demo.considered import close_in_lines, planned_views
from lacrecords.demo.correcting import make_correction
from lacrecords.demo.council import LEADS, STAFF, lead_emails
from lacrecords.demo.directory import fill_directory
from lacrecords.demo.disclosure_schemes import make_questions
from lacrecords.demo.families import families
from lacrecords.demo.folder import REGISTER, REJECTS, DemoFolder
from lacrecords.demo.following_up import answer_inbox, close_considerations, readers
from lacrecords.demo.guidance import make_guidance
from lacrecords.demo.households import Writing, keep_households
from lacrecords.demo.moving import Mover, make_movements
from lacrecords.demo.opened_again import open_again
from lacrecords.demo.overtaken import overtake_an_answer
from lacrecords.demo.own_information import AccessDesk, Step, planned_requests, take_request
from lacrecords.demo.past_enquiries import Desk, take_enquiry
from lacrecords.demo.received import make_received_alerts
from lacrecords.demo.register import write_register
from lacrecords.demo.risk import make_risk_notifications
from lacrecords.demo.risk_disposal import TwoPeople, make_disposals
from lacrecords.demo.special import WITHOUT_LEAD, make_special_children, special_children
from lacrecords.demo.staffing import Staffed, let_time_pass, staff_council
from lacrecords.demo.statement import issue_one_statement
from lacrecords.demo.suitability import PLANNED, make_adults, take_check_request
from lacrecords.demo.twice import RECORDS_MADE, make_records_twice
from lacrecords.enquiries.services.awaiting import weigh_waiting
from lacrecords.enquiries.services.viewing import record_view
from lacrecords.exchange.loading import Pace, load
from lacrecords.exchange.sources import open_source
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import Role

DAYS_AGO = 33
FAMILIES_A_BATCH = 60
MOST_FAMILIES_ASKED_ABOUT = 5_000
"""Enquiries are about children of so many families at most, evenly out of all."""
MADE_BY_HAND = 7 + RECORDS_MADE + to_put_right.RECORDS_MADE
Say = Callable[[str], object]


class BuildingFailed(Exception):
    """The demonstration could not be built; the message says why."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a demonstration is, and from which seed."""

    children: int
    enquiries: int
    seed: int

    def families(self, then: datetime) -> Iterator[KnownFamily]:
        """The families of the register file; the same ones each time."""
        # A few children are made by hand, so that the whole comes to the number asked for.
        in_file = max(1, self.children - MADE_BY_HAND)
        made = families(self.seed, in_file, then.date())
        return with_circumstances(made, in_file, self.seed, then.date(), lead_emails())


def build_demo(folder: DemoFolder, size: Size, say: Say) -> None:
    """Build everything; the context of the demonstration's application is open."""
    actor, now = command_actor(), now_utc()
    then = now - timedelta(days=DAYS_AGO)
    schema.upgrade()
    say("Staff, teams and agencies")
    with transaction():
        staffed = staff_council(actor, then)
        fill_directory(actor, _person(staffed, Role.DESIGNATED_MANAGER), then)
    say("The register")
    _import(folder, size.families(then), actor, then)
    say("Households")
    asked_about, child_ids = _keep_households(size, actor, then, say)
    with transaction():
        owner = _person(staffed, Role.DESIGNATED_MANAGER)
        special = make_special_children(actor, owner, staffed.of(LEADS[0]), then)
        to_put_right.make_record_long_ago(actor, staffed.of(LEADS[0]), then)
        make_records_twice(actor, owner, _person(staffed, Role.TEAM_MANAGER), then)
        let_time_pass(actor, staffed, now)
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    say("What is to be put right in the records")
    to_put_right.look_week_by_week(owner, procedure, size.children, now)
    say("A month of enquiries")
    desk = Desk(staffed, procedure, child_ids)
    _past_enquiries(size, asked_about, desk, now)
    _other_duties(desk, special, now, say)
    _sharing(desk, special, now, say)
    issue_one_statement(owner, now)
    folder.keep_finished()


def _other_duties(desk: Desk, special: Mapping[str, int], now: datetime, say: Say) -> None:
    """What the designated manager does besides enquiries."""
    manager = _person(desk.staffed, Role.DESIGNATED_MANAGER)
    child_ids = desk.child_ids.values()
    say("Children who move")
    planned = sorted(on_plan(child_ids, now.date()))
    team_manager = _person(desk.staffed, Role.TEAM_MANAGER)
    with transaction():
        mover = Mover(manager, team_manager, special, planned, now)
        make_movements(mover)
        make_received_alerts(mover)
    say("People who may pose a risk")
    then = now - timedelta(days=DAYS_AGO)
    make_risk_notifications(manager, sorted(child_ids)[:40], desk.procedure, then, now)
    guardian = _person(desk.staffed, Role.CALDICOTT_GUARDIAN)
    lead = _person(desk.staffed, Role.LEAD_SOCIAL_WORKER)
    readers = [lead.account_id] if lead.account_id else []
    make_disposals(TwoPeople(manager, guardian, desk.procedure, now), readers)
    say("Suitability checks")
    _past_checks(desk, special, now)
    say("Questions about a person")
    make_questions(desk, manager, desk.staffed.of(LEADS[0]), now)


def _sharing(desk: Desk, special: Mapping[str, int], now: datetime, say: Say) -> None:
    """Whether to share: guidance, consent, advice, decisions."""
    manager = _person(desk.staffed, Role.DESIGNATED_MANAGER)
    team_manager = _person(desk.staffed, Role.TEAM_MANAGER)
    guardian = _person(desk.staffed, Role.CALDICOTT_GUARDIAN)
    child_ids = desk.child_ids.values()
    say("Guidance")
    make_guidance(manager, guardian, now - timedelta(days=DAYS_AGO), now)
    say("Advice on sharing")
    with transaction():
        make_advice(Advisers(desk.staffed.of(LEADS[0]), guardian, special, desk.procedure), now)
    say("Consent to share")
    make_consents(manager, child_ids, now)
    say("Decisions whether to share")
    decides_on = sorted(child_ids)[40 : 40 + len(sharing.PLANNED)]
    for one, child_id in zip(sharing.PLANNED, decides_on, strict=False):
        with transaction():
            sharing.take_decision(team_manager, one, child_id, desk.procedure, now)
    say("Requests for own information")
    _past_access(desk, now)
    say("A correction that others are told of")
    make_correction(team_manager, special[WITHOUT_LEAD], desk.procedure, now)
    say("Decisions reviewed by colleagues")
    people = peer_reviews.Deciders(manager, team_manager, desk.procedure)
    _peer_reviews(people, sorted(child_ids)[0], now)


def _peer_reviews(people: peer_reviews.Deciders, child_id: int, now: datetime) -> None:
    """One decision is about a child with a record, the other about nobody who is known."""
    at = peer_reviews.last_month_at(now)
    for planned, about in zip(peer_reviews.PLANNED, (child_id, None), strict=True):
        with transaction():
            peer_reviews.decide_last_month(people, planned, at, about)
    with transaction():
        peer_reviews.draw_last_month(people.procedure, now)
    with transaction():
        peer_reviews.review_one(people.decides, now)


def _import(folder: DemoFolder, known: Iterator[KnownFamily], actor: Actor, then: datetime) -> None:
    path = folder.path / REGISTER
    write_register(path, known)
    # Nobody works on a database that is being built, so nobody is waited for.
    source, rejects = open_source(path, then.date()), folder.path / REJECTS
    summary = load(source, rejects, actor, then, pace=Pace(rests=False))
    if summary.rejected:
        raise BuildingFailed(f"{summary.rejected} rows of the demonstration were rejected.")


def _keep_households(
    size: Size, actor: Actor, then: datetime, say: Say
) -> tuple[list[KnownFamily], dict[str, int]]:
    """Write every household; gives the families to ask about, and which child has which record."""
    one_in = -(-size.children // MOST_FAMILIES_ASKED_ABOUT)
    asked_about: list[KnownFamily] = []
    child_ids: dict[str, int] = {}
    done = 0
    for some in _batches(size.families(then)):
        numbers = [child.number for one in some for child in one.family.children]
        of_batch = children_by_number(numbers)
        with transaction():
            keep_households(Writing(actor, then, of_batch), some)
        chosen = [one for one in some if one.family.place % one_in == 0]
        asked_about += chosen
        child_ids |= {
            child.number: of_batch[child.number] for one in chosen for child in one.family.children
        }
        done += len(numbers)
        say(f"Households ({done:,} children)")
    return asked_about, child_ids


def _past_enquiries(size: Size, known: Sequence[KnownFamily], desk: Desk, now: datetime) -> None:
    planned = planned_enquiries(known, agencies(), size.enquiries, size.seed, now)
    for one in list(planned):
        with transaction():
            take_enquiry(desk, one)
    for reader in readers(desk.staffed):
        with transaction():
            answer_inbox(reader, size.seed, now)
    with transaction():
        manager = _person(desk.staffed, Role.DESIGNATED_MANAGER)
        close_considerations(manager, desk.procedure, now)
    _consider(manager, desk.procedure, now)


def _consider(manager: Actor, procedure: Procedure, now: datetime) -> None:
    """The designated manager reads what came in until a week ago."""
    while weigh_waiting(manager, procedure, now):
        pass
    for planned in planned_views(now):
        with transaction():
            record_view(manager, planned.enquiry_id, planned.view, procedure, planned.at)
    with transaction():
        close_in_lines(manager, procedure, now)


def _past_checks(desk: Desk, special: Mapping[str, int], now: datetime) -> None:
    manager = _person(desk.staffed, Role.DESIGNATED_MANAGER)
    with transaction():
        child_id = special[WITHOUT_LEAD]
        make_adults(manager, child_id, special["restricted"], now - timedelta(days=DAYS_AGO))
    for planned in PLANNED:
        with transaction():
            take_check_request(desk, manager, planned, now)
    overtake_an_answer(manager, child_id, desk.procedure, now)


def _past_access(desk: Desk, now: datetime) -> None:
    staffed = desk.staffed
    people = AccessDesk(
        desk.officer(now),
        _person(staffed, Role.CALDICOTT_GUARDIAN),
        _person(staffed, Role.DESIGNATED_MANAGER),
    )
    child = next(one for one in special_children() if one.situation == WITHOUT_LEAD)
    for planned in planned_requests((child.forename, child.surname, child.born_on)):
        with transaction():
            request_id = take_request(people, planned, now)
        if planned.step is Step.OPENED_AGAIN:
            open_again(people.guardian, request_id, now)


def _batches(known: Iterator[KnownFamily]) -> Iterator[list[KnownFamily]]:
    while some := list(islice(known, FAMILIES_A_BATCH)):
        yield some


def _person(staffed: Staffed, role: Role) -> Actor:
    return next(staffed.of(person) for person in STAFF if person.role is role)
