"""Linked records in enquiries, files and the database: nothing is lost, nothing is made twice."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import func, select

from lacrecords.children.links import undo_link
from lacrecords.children.models import Child
from lacrecords.children.queries import candidate_cards
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.asked import DescribedChild
from lacrecords.enquiries.queries.about_child import enquiries_about
from lacrecords.exchange.dataset_export import export_register
from lacrecords.exchange.models import ImportConflict
from lacrecords.staff.queries import council_day
from lacrecords.terms import MatchAnswer, NotificationKind, Role, TellingKind
from tests.factories.enquiries import ask, check, children_of, decide, sentences
from tests.factories.links import link
from tests.factories.register_files import make_row
from tests.factories.staff import MAKER, make_account
from tests.factories.town import Town, make_child
from tests.services.test_enquiry_rows import told_to
from tests.support.imports import Imports
from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import answer_to as insert
from tests.support.rows import NOW as ROW_NOW

ELSEWHERE = {"line1": "8 Medlar Street", "postcode": "ZZ9 5QR"}


def linked(town: Town) -> tuple[int, int]:
    """A record with an open case and its lead, and one with a plan and another, of one child."""
    kept = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    other = make_child(
        "Freda", on_plan=True, case_open=True, lead=town.other_lead, line1=ELSEWHERE["line1"],
        postcode=ELSEWHERE["postcode"],
    )  # fmt: skip
    link(town.designated_manager, town.team_manager, kept, other)
    return kept, other


def test_an_enquiry_about_the_child_tells_the_lead_of_either_record(town: Town) -> None:
    with transaction():
        kept, _ = linked(town)
        enquiry = ask(town)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=kept)
        assert "Ines Thackeray" in sentences(outcome)[TellingKind.LEAD_SOCIAL_WORKER_NAME]
        asked = told_to(NotificationKind.ENQUIRY_ABOUT_CHILD)
        assert asked == {town.lead.account_id, town.other_lead.account_id}


def test_the_kept_record_is_the_candidate_by_whichever_record_it_was_met(town: Town) -> None:
    with transaction():
        kept, other = linked(town)
        enquiry = ask(town, DescribedChild(forename="Freda", surname="Ashgrove", **ELSEWHERE))
        check(town, enquiry)
        child = children_of(enquiry)[0]
        decide(town, child, MatchAnswer.SAME, child_id=kept)
    for record in (kept, other):
        (about,) = enquiries_about(town.designated_manager, record)
        assert about.reference == enquiry.reference


def test_an_enquiry_from_before_the_link_is_kept_for_the_child(town: Town) -> None:
    with transaction():
        kept, other = make_child(), make_child("Freda")
        enquiry = ask(town, DescribedChild(forename="Freda", surname="Ashgrove", **ELSEWHERE))
        check(town, enquiry)
        decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=other)
        number = link(town.designated_manager, town.team_manager, kept, other)
        assert len(enquiries_about(town.designated_manager, kept)) == 1
        undo_link(town.team_manager, number, "Two children", now_utc())
    assert enquiries_about(town.designated_manager, kept) == ()


def test_a_plan_on_either_record_is_a_plan_at_the_address_of_both(town: Town) -> None:
    with transaction():
        kept, _ = linked(town)
        for line1, postcode in (("14 Quince Row", "ZZ9 4QR"), tuple(ELSEWHERE.values())):
            stranger = DescribedChild(
                forename="Ottoline", surname="Fairweather", line1=line1, postcode=postcode
            )
            enquiry = ask(town, stranger)
            check(town, enquiry)
            outcome = decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
            assert outcome.facts["same_address_plan"]
        again = ask(town)
        check(town, again)
        outcome = decide(town, children_of(again)[0], MatchAnswer.SAME, child_id=kept)
        assert not outcome.facts["same_address_plan"], "a child is not at an address with itself"
    told = told_to(NotificationKind.SAME_ADDRESS)
    assert told == {town.lead.account_id, town.other_lead.account_id}


def test_a_row_with_either_number_meets_its_own_record_and_makes_no_third(
    imports: Imports, tmp_path: Path
) -> None:
    rows = [make_row(), make_row(child_id="T0002", surname="Applethwayt", nhs="")]
    imports.load(*rows)
    with transaction():
        other = make_account(Role.TEAM_MANAGER)
        link(imports.manager, other, 1, 2)
    rows[1] |= {"surname": "Thwayte", "addr1": "9 Quern Street"}
    imports.load(*rows)
    assert db.session.scalar(select(func.count(Child.id))) == 2
    assert db.session.scalar(select(func.count(ImportConflict.id))) == 0
    card = candidate_cards((1,), imports.manager.account_id, council_day(now_utc()))[1]
    assert card.name == "Wrenna Fern Applethwaite"
    assert any("Thwayte" in name for name in card.other_names)
    folder = tmp_path / "out"
    export_register(folder, MAKER, now_utc())
    with (folder / "ssd_person.csv").open(encoding="utf-8") as file:
        names = {next(iter(row.values())) for row in csv.DictReader(file)}
    assert names == {"T0001", "T0002"}


WAITS = {"approved": None, "decided_at": None, "decided_by": None, "decided_because": None}


def test_the_database_refuses_a_link_by_one_person_or_of_a_sealed_record(
    sql: PlainConnection,
) -> None:
    sealed = {"kind": "sealed_at_adoption", "child_id": 2}
    both = {"kept_child_id": 1, "linked_child_id": 2} | WAITS
    own = both | {"approver_id": 1, "proposed_by": "account:1"}
    assert "asked_of_another" in insert(sql, "record_merges", 2, **own)
    yes = {"approved": True, "decided_at": ROW_NOW, "decided_because": "Seen"}
    assert "linked_by_two" in insert(sql, "record_merges", 2, **both | yes | {"decided_by": "x"})
    assert insert(sql, "record_merges", 2, **both) == "None"
    assert "not sealed" in insert(sql, "restrictions", 2, **sealed)
    chained = both | {"kept_child_id": 2, "linked_child_id": 1}
    assert "keeps no other" in insert(sql, "record_merges", 3, **chained)
    no = "decided_by = 'account:1', approved = {no}, decided_because = 'Two'"
    said = no.format(no="0" if sql.is_sqlite else "false")
    sql.run(f"UPDATE record_merges SET decided_at = ?, {said} WHERE id = 2", [str(ROW_NOW)])
    assert "guard" in str(sql.refusal("UPDATE record_merges SET reason = 'x' WHERE id = 2"))
    assert insert(sql, "restrictions", 2, **sealed) == "None"
    assert "never linked" in insert(sql, "record_merges", 3, **both)
