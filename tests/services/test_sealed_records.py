"""A record sealed at adoption: in no list, link, number or file, and its hits are its owner's."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from lacrecords.audit.actors import command_actor
from lacrecords.audit.models import AuditEntry
from lacrecords.children import bulk, fact_services
from lacrecords.children.ages import Birth
from lacrecords.children.bulk import FactKind
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.creation import MakeRecord, likely_records, make_record
from lacrecords.children.creation_models import RecordMade
from lacrecords.children.fact_kinds import KINDS
from lacrecords.children.fact_services import FactSaid
from lacrecords.children.life_events import ChildDied, child_died
from lacrecords.children.lifting import DecideLift, RequestLift, decide_lift, request_lift
from lacrecords.children.models import Child, ChildName, Restriction
from lacrecords.children.queries import reference_of, sibling_ids
from lacrecords.children.registration import NewAddress, NewChild, NewName, create_child
from lacrecords.children.sealing import SealRecord, seal_record
from lacrecords.children.searches import SearchFor, results_of, save_search
from lacrecords.children.services import (
    DeclareConnection,
    RecordRelationship,
    declare_connection,
    record_relationship,
)
from lacrecords.children.standing import closed_ids, hidden_ids, restrictions_of
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.services.unattended import settle_undecided
from lacrecords.exchange.loading import Summary
from lacrecords.exchange.loading import check as check_source
from lacrecords.exchange.loading import load as load_source
from lacrecords.exchange.models import ImportedRow
from lacrecords.exchange.run_pages import not_in_file
from lacrecords.exchange.sources import open_source
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Notification, Task
from lacrecords.staff.queries import council_day
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import (
    DatePrecision,
    IdentifierScheme,
    MatchAnswer,
    NotificationKind,
    Role,
    TaskKind,
    TellingKind,
    VerificationOutcome,
)
from tests.factories.enquiries import ask, check, children_of, decide, look, sentences
from tests.factories.register_files import make_row, write_register
from tests.factories.staff import MAKER, make_account
from tests.factories.town import BORN_ON, NOW, Town, make_child

TODAY = council_day(now_utc())
NUMBER = "9434765919"
OURS = "A-1001"
LONG_AGO = NOW - timedelta(days=9)
HOME = NewAddress(line1="14 Quince Row", town="Larkfield", postcode="ZZ9 4QR")


def new_child(surname: str, *numbers: tuple[IdentifierScheme, str]) -> NewChild:
    return NewChild(
        names=(NewName(forename="Wilfreda", surname=surname),),
        birth=Birth(BORN_ON, None, DatePrecision.EXACT),
        addresses=(HOME,),
        numbers=numbers,
        reason="Made for a test",
    )


def with_numbers() -> int:
    numbers = ((IdentifierScheme.NHS, NUMBER), (IdentifierScheme.AUTHORITY, OURS))
    return create_child(MAKER, new_child("Ashgrove", *numbers), NOW - timedelta(days=30))


def seal(child: int, owner: SignedInActor, by: SignedInActor | None = None) -> None:
    newest = db.session.scalar(
        select(func.max(Restriction.id)).where(
            Restriction.child_id == child, Restriction.superseded_at.is_(None)
        )
    )
    value = SealRecord(owner_id=owner.account_id, reason="Adoption order", shown_id=newest)
    seal_record(by or owner, child, value, NOW - timedelta(days=1))


def everybody_told() -> list[tuple[int | None, str, int | None]]:
    rows = db.session.scalars(select(Notification).order_by(Notification.id))
    return [(row.account_id, row.role or row.kind.value, row.child_id) for row in rows]


def told_of(child: int) -> set[int | None]:
    """Whom any notification or task names this record to."""
    rows = select(Notification.account_id).where(Notification.child_id == child)
    tasks = select(Task.account_id).where(Task.child_id == child)
    return {*db.session.scalars(rows), *db.session.scalars(tasks)}


def test_only_its_named_owner_opens_a_sealed_record_and_nobody_finds_it_in_a_list(
    town: Town,
) -> None:
    with transaction():
        child = with_numbers()
        seal(child, town.team_manager, town.designated_manager)
    everybody = (town.designated_manager, town.lead, town.duty_social_worker, town.team_manager)
    closed = [bool(closed_ids((child,), one.account_id, TODAY)) for one in everybody]
    assert closed == [True, True, True, False]
    assert all(hidden_ids((child,), one.account_id, TODAY) for one in everybody)
    # The owner hears that the record is sealed; the manager who sealed it knows.
    assert told_of(child) == {town.team_manager.account_id}


@pytest.mark.parametrize(
    "looked_for",
    [
        {"forename": "Wilfreda", "surname": "Ashgrove", "born_on": BORN_ON},
        {"identifier": NUMBER},
        {"identifier": OURS},
        {"address": HOME.line1, "postcode": HOME.postcode},
    ],
)
def test_no_search_shows_it_to_anybody_and_the_record_after_is_found_alone(
    town: Town, looked_for: dict[str, Any]
) -> None:
    with transaction():
        seal(with_numbers(), town.designated_manager)
        numbers = ((IdentifierScheme.NHS, NUMBER), (IdentifierScheme.AUTHORITY, OURS))
        after = create_child(MAKER, new_child("Merrow", *numbers), NOW)
        found = []
        for actor in (town.lead, town.designated_manager):
            reference = save_search(actor, SearchFor(purpose="x", **looked_for), now_utc())
            results = results_of(actor, reference, TODAY)
            assert results
            found.append([one.card.child_id for one in results.found])
    assert found == [[after], [after]]


def test_the_record_after_is_made_with_the_same_number_and_no_link_is_kept(town: Town) -> None:
    owner = town.designated_manager
    with transaction():
        child = with_numbers()
        seal(child, owner)
        value = MakeRecord(child=new_child("Merrow", (IdentifierScheme.NHS, NUMBER)))
        # Not even its owner, who may open it, is shown it as a likely record.
        assert likely_records(owner, value, now_utc()).shown == ()
        reference = save_search(town.lead, SearchFor(purpose="x", forename="Wilfreda"), now_utc())
        after = make_record(town.lead, reference, value, now_utc())
    made = db.session.scalars(select(RecordMade)).one()
    assert (made.child_id, made.likely) == (after, [])
    assert told_of(child) == {owner.account_id}
    ties = {
        subject: set(
            db.session.scalars(select(AuditEntry.request).where(AuditEntry.subject_kind == kind))
        )
        for subject, kind in (("new", "child"), ("told", "notification"))
    }
    assert not {one for one in ties["new"] & ties["told"] if one}
    told = select(AuditEntry.actor).where(AuditEntry.action == "notification_made")
    assert set(db.session.scalars(told)) == {"job:worker"}


def test_a_number_on_it_is_no_duplicate_for_anybody(town: Town) -> None:
    with transaction():
        seal(with_numbers(), town.designated_manager)
        after = create_child(MAKER, new_child("Merrow"), NOW)
        kind = next(one for one in KINDS if one.slug == "numbers")
        columns = {"scheme": IdentifierScheme.NHS, "value": NUMBER, "from_on": None, "to_on": None}
        said = FactSaid(columns=columns, reason="Told by the practice")
        fact_services.add(town.designated_manager, after, kind, said, now_utc())
    assert bulk.holders_of_numbers([NUMBER]) == {NUMBER: {after}}


def test_neither_record_is_tied_to_the_other_by_hand(town: Town) -> None:
    owner = town.designated_manager
    kind = next(one for one in KINDS if one.slug == "other-children")
    with transaction():
        child, after = with_numbers(), create_child(MAKER, new_child("Merrow"), NOW)
        seal(child, owner)
        for one, other in ((child, after), (after, child)):
            columns = {"reference": reference_of(other), "relationship": "the same child"}
            said = FactSaid(columns=columns | {"from_on": None, "to_on": None}, reason="x")
            with pytest.raises(ChangeRefused):
                fact_services.add(owner, one, kind, said, now_utc())


def test_brothers_and_sisters_no_more_lead_to_it(town: Town) -> None:
    with transaction():
        child, sister = with_numbers(), make_child("Saskia")
        value = RecordRelationship(other_child_id=child, relationship="sister")
        record_relationship(MAKER, sister, value, NOW)
        assert sibling_ids(sister, TODAY) == (child,)
        seal(child, town.designated_manager)
    assert (sibling_ids(sister, TODAY), sibling_ids(child, TODAY)) == ((), ())


def test_whoever_knows_the_family_is_not_made_its_owner_and_it_is_sealed_once(town: Town) -> None:
    owner = town.designated_manager
    with transaction():
        child = with_numbers()
        declare_connection(town.team_manager, child, DeclareConnection(reason="Uncle"), LONG_AGO)
        with pytest.raises(ChangeRefused, match="does not know the child"):
            seal(child, town.team_manager, owner)
        seal(child, owner)
        with pytest.raises(ChangeRefused, match="sealed already"):
            seal(child, owner)


def test_a_seal_is_lifted_by_two_and_the_restriction_behind_it_holds_again(town: Town) -> None:
    owner, other = town.designated_manager, town.team_manager
    with transaction():
        child = with_numbers()
        held = {"kind": "restricted", "owner_id": other.account_id}
        bulk.add_facts(FactKind.RESTRICTION, [(child, bulk.NewFact(held))], NOW, MAKER.key, "hand")
        seal(child, owner)
        newest = select(func.max(Restriction.id)).where(Restriction.child_id == child)
        shown = db.session.scalar(newest)
        asked = RequestLift(approver_id=other.account_id, reason="By mistake", shown_id=shown)
        with pytest.raises(ChangeRefused, match="Only its owner"):
            request_lift(other, child, asked, now_utc())
        lift = request_lift(owner, child, asked, now_utc())
        decide_lift(other, lift, DecideLift(approve=True, reason="I looked it up"), now_utc())
    card = restrictions_of((child,), TODAY)[child]
    assert (card.sealed, card.owner_id) == (False, other.account_id)


def test_an_enquiry_that_hits_it_is_rung_back_and_only_its_owner_hears_which_it_is(
    town: Town,
) -> None:
    owner = town.team_manager
    with transaction():
        child = make_child(case_open=True, on_plan=True, lead=town.lead)
        seal(child, owner, town.designated_manager)
        for actor in (town.duty_officer, owner):
            enquiry = ask(town)
            check(town, enquiry)
            enquired = children_of(enquiry)[0]
            _, found = look(town, enquired, actor=actor)
            assert [one.subject_id for one in found.shown] == []
            outcome = decide(town, enquired, MatchAnswer.NOT_KNOWN, actor=actor)
            assert list(sentences(outcome)) == [TellingKind.RING_BACK]
    assert told_of(child) - {None} == {owner.account_id}
    assert {task.kind for task in db.session.scalars(select(Task))} == {TaskKind.RING_BACK}


def test_an_enquiry_nobody_confirmed_or_decided_names_it_to_nobody_else(town: Town) -> None:
    owner = town.team_manager
    with transaction():
        child = make_child(case_open=True, on_plan=True, lead=town.lead)
        seal(child, owner, town.designated_manager)
        enquiry = ask(town)
        check(town, enquiry, VerificationOutcome.NOT_CONFIRMED)
        settle_undecided(MAKER, enquiry.id, None, town.procedure, NOW + timedelta(hours=2))
    assert told_of(child) - {None} == {owner.account_id}
    kinds = set(db.session.scalars(select(Notification.kind)))
    assert NotificationKind.SEALED_RECORD in kinds and NotificationKind.SAME_ADDRESS not in kinds


def test_the_record_after_is_answered_as_if_the_sealed_one_were_not_there(town: Town) -> None:
    heard = []
    with transaction():
        for is_sealed in (False, True):
            if is_sealed:
                before = make_child(surname="Goldcrest", on_plan=True, lead=town.other_lead)
                seal(before, town.designated_manager)
            else:
                after = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
            enquiry = ask(town)
            check(town, enquiry)
            enquired = children_of(enquiry)[0]
            _, found = look(town, enquired)
            outcome = decide(town, enquired, MatchAnswer.SAME, child_id=after)
            heard.append(([one.subject_id for one in found.shown], sentences(outcome)))
    assert heard[0] == heard[1]
    assert town.other_lead.account_id not in {row[0] for row in everybody_told()}


def test_what_nobody_answers_climbs_to_the_designated_manager_without_the_record(
    town: Town,
) -> None:
    owner = town.team_manager
    with transaction():
        child = make_child()
        seal(child, owner, town.designated_manager)
        row = db.session.scalars(select(Notification)).one()
        assert row.kind is NotificationKind.SEALED_RECORD
    climb_overdue(row.acknowledge_by_at + timedelta(days=1, hours=1))
    climb_overdue(row.acknowledge_by_at + timedelta(days=20))
    assert everybody_told() == [
        (owner.account_id, "sealed_record", child),
        (None, Role.DESIGNATED_MANAGER, None),
    ]


def test_a_death_is_told_to_its_owner_alone(town: Town) -> None:
    with transaction():
        child = make_child(case_open=True, lead=town.lead)
        seal(child, town.team_manager, town.designated_manager)
        died = ChildDied(died_on=date(2026, 1, 3), reason="Told us", shown_id=None)
        child_died(town.team_manager, child, died, now_utc())
    assert told_of(child) == {town.team_manager.account_id}


def loaded(folder: Path, *rows: dict[str, str], writes: bool = True) -> Summary:
    source = open_source(write_register(folder / "register.csv", rows), TODAY)
    work = load_source if writes else check_source
    return work(source, folder / "rejects.csv", command_actor(), now_utc())


def reasons(folder: Path) -> list[str]:
    with (folder / "rejects.csv").open(encoding="utf-8", newline="") as file:
        return [row["reason"] for row in csv.DictReader(file)]


def test_a_row_with_its_number_is_not_loaded_and_its_owner_is_told_once_a_day(
    town: Town, tmp_path: Path
) -> None:
    row = make_row(child_id=OURS)
    loaded(tmp_path, row)
    child = db.session.scalars(select(Child.id)).one()
    with transaction():
        seal(child, town.designated_manager)
    changed = row | {"surname": "Merrow", "addr1": "9 Harrow Lane"}
    summaries = [loaded(tmp_path, changed, writes=writes) for writes in (False, True, True)]
    assert [(one.added, one.changed, one.rejected) for one in summaries] == [(0, 0, 1)] * 3
    assert "This number cannot be loaded" in reasons(tmp_path)[0]
    names = set(db.session.scalars(select(ChildName.surname)))
    assert names == {"Applethwaite"}
    assert db.session.scalar(select(func.count(Child.id))) == 1
    assert everybody_told() == [(town.designated_manager.account_id, "sealed_record", child)]
    # Nor does a file that leaves it out list it.
    left_out = loaded(tmp_path, make_row(child_id="T0002", nhs=""))
    assert left_out.not_in_file == 0


def test_a_record_sealed_after_the_run_is_in_its_list_of_absent_children_no_more(
    town: Town, tmp_path: Path
) -> None:
    loaded(tmp_path, make_row(child_id=OURS))
    run_id = loaded(tmp_path, make_row(child_id="T0002", nhs="")).run_id
    assert not_in_file(run_id, 1).rows == [OURS]
    child = min(db.session.scalars(select(Child.id)))
    with transaction():
        seal(child, town.designated_manager)
    assert not_in_file(run_id, 1).rows == []


def test_a_row_goes_to_the_record_after_that_was_given_the_number(
    town: Town, tmp_path: Path
) -> None:
    loaded(tmp_path, make_row(child_id=OURS))
    before = db.session.scalars(select(Child.id)).one()
    with transaction():
        seal(before, town.designated_manager)
        numbers = ((IdentifierScheme.AUTHORITY, OURS),)
        after = create_child(MAKER, new_child("Merrow", *numbers), NOW)
    upn = make_row(child_id=OURS, upn="A801200001001")
    loaded(tmp_path, upn)
    numbered = select(ChildName.child_id).where(ChildName.recorded_by == command_actor().key)
    assert set(db.session.scalars(numbered)) <= {before, after}
    held = bulk.held_facts(FactKind.IDENTIFIER, [before, after])
    assert "A801200001001" not in {fact.values["value"] for fact in held[before]}
    assert "A801200001001" in {fact.values["value"] for fact in held[after]}
    assert list(db.session.scalars(select(ImportedRow.child_id))) == [after]
    assert everybody_told() == []


def test_an_account_made_later_changes_nothing(town: Town) -> None:
    with transaction():
        child = make_child()
        seal(child, town.designated_manager)
        stranger = make_account(Role.DESIGNATED_MANAGER)
    assert closed_ids((child,), stranger.account_id, TODAY) == {child}
