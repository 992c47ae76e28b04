"""What files leave to be settled: conflicts with facts kept by hand, and names of nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.children import fact_services, leads_by_name
from lacrecords.children.assignments import AssignLead, assign_lead_social_worker
from lacrecords.children.cases import OpenCase, open_case
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.fact_kinds import BY_SLUG
from lacrecords.children.fact_services import FactSaid
from lacrecords.children.models import (
    ChildName,
    ChildProtectionPlan,
    LeadSocialWorkerAssignment,
)
from lacrecords.children.plans import StartPlan, start_plan
from lacrecords.database import db, now_utc, transaction
from lacrecords.exchange import lead_names, settling
from lacrecords.exchange.conflict_pages import conflict_page, conflicts, count_open
from lacrecords.exchange.conflicts import Settlement
from lacrecords.exchange.models import ImportConflict
from lacrecords.exchange.settling import RecordChanged, SettledAlready
from lacrecords.matching import store
from lacrecords.matching.forms import SubjectKind
from lacrecords.staff.queries import council_day
from lacrecords.terms import NameType, PlanCategory, Role
from tests.factories.children import restrict
from tests.factories.register_files import make_row
from tests.factories.staff import MAKER, make_account
from tests.support.imports import Imports

LEAD = "lead_social_worker_email"
PLAN_COLUMNS = ("plan_started_on", "plan_category")
NAMED = {LEAD: "Jane.Quill@ashdown.example"}
MISSPELT = make_row(surname="Misspelt")


def rename_by_hand(surname: str = "Corrected") -> None:
    with transaction():
        held = db.session.scalars(select(ChildName).where(ChildName.is_current())).one()
        columns = {"name_type": NameType.CURRENT, "forename": "Wrenna", "middle": ""}
        columns |= {"surname": surname, "from_on": None, "to_on": None}
        said = FactSaid(columns=columns, reason="She told us.", shown_id=held.id)
        fact_services.correct(MAKER, 1, BY_SLUG["names"], said, now_utc())


def the_conflict(imports: Imports) -> int:
    imports.load(make_row())
    rename_by_hand()
    imports.load(MISSPELT)
    return db.session.scalars(select(ImportConflict.id)).one()


def settle(imports: Imports, conflict_id: int, how: Settlement) -> None:
    with transaction():
        settling.settle(imports.manager, conflict_id, how, "I asked the school.", now_utc())


def surnames() -> list[str]:
    db.session.rollback()
    return [row.surname for row in db.session.scalars(select(ChildName)) if not row.superseded_at]


def current_leads() -> list[LeadSocialWorkerAssignment]:
    db.session.rollback()
    model = LeadSocialWorkerAssignment
    return list(db.session.scalars(select(model).where(model.is_current()).order_by(model.id)))


def test_a_conflict_shows_both_sides_in_words(imports: Imports) -> None:
    conflict_id = the_conflict(imports)
    found = conflict_page(conflict_id, imports.manager.account_id, council_day(now_utc()))
    assert found and found.record and found.file
    assert found.record.details == "Wrenna Corrected"
    assert found.record.reason == "She told us."
    assert found.file.details == "Wrenna Fern Misspelt"
    assert not found.changed


def test_what_the_file_says_is_taken_with_a_reason_and_finds_the_child(imports: Imports) -> None:
    conflict_id = the_conflict(imports)
    settle(imports, conflict_id, Settlement.FILE_TAKEN)
    assert surnames() == ["Misspelt"]
    (name,) = db.session.scalars(select(ChildName).where(ChildName.is_current()))
    assert (name.source, name.reason) == ("import:2", "I asked the school.")
    assert name.recorded_by == imports.manager.key
    form = store.load_forms(db.session(), SubjectKind.CHILD, [1])[1]
    assert [one.surname for one in form.names] == [("misspelt",)]
    again = imports.run(imports.load(make_row(surname="Misspelt", sex="M")))
    assert again.conflicts == 0
    actions = db.session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == 1))
    assert "import_conflict_file_taken" in set(actions)


def test_where_the_record_stands_the_same_file_raises_it_no_more(imports: Imports) -> None:
    conflict_id = the_conflict(imports)
    settle(imports, conflict_id, Settlement.RECORD_STANDS)
    assert surnames() == ["Corrected"]
    assert imports.run(imports.load(MISSPELT)).conflicts == 0
    assert imports.run(imports.load(make_row(surname="Otherwise"))).conflicts == 1


def test_a_conflict_is_settled_once(imports: Imports) -> None:
    conflict_id = the_conflict(imports)
    settle(imports, conflict_id, Settlement.RECORD_STANDS)
    with pytest.raises(SettledAlready):
        settle(imports, conflict_id, Settlement.FILE_TAKEN)
    assert surnames() == ["Corrected"]


def test_a_record_changed_since_is_not_overwritten_by_an_old_file(imports: Imports) -> None:
    conflict_id = the_conflict(imports)
    rename_by_hand("Corrected Again")
    found = conflict_page(conflict_id, imports.manager.account_id, council_day(now_utc()))
    assert found and found.changed
    with pytest.raises(RecordChanged):
        settle(imports, conflict_id, Settlement.FILE_TAKEN)
    assert surnames() == ["Corrected Again"]
    settle(imports, conflict_id, Settlement.RECORD_STANDS)


def test_a_conflict_about_a_closed_record_is_as_if_it_were_not_there(imports: Imports) -> None:
    conflict_id = the_conflict(imports)
    on, account_id = council_day(now_utc()), imports.manager.account_id
    assert count_open(account_id, on) == count_open(account_id, on, 2) == 1
    assert count_open(account_id, on, 1) == 0
    with transaction():
        restrict(1, make_account(Role.TEAM_MANAGER))
    assert count_open(account_id, on) == count_open(account_id, on, 2) == 0
    assert not conflicts(1, account_id, on, None).rows and not conflicts(1, account_id, on, 2).rows
    assert conflict_page(conflict_id, account_id, on) is None


def name_two_children(imports: Imports) -> Any:
    rows = [make_row(**NAMED), make_row(child_id="T2", nhs="", **NAMED)]
    imports.load(*rows, more=(LEAD,))
    (found,) = leads_by_name.names_without_account()
    return found


def say_who(imports: Imports, account_id: int) -> None:
    name, now = NAMED[LEAD].lower(), now_utc()
    with transaction():
        lead_names.settle_name(imports.manager, name, account_id, "Her married name.", now)
    for some in lead_names.batches_of(leads_by_name.children_of_name(name)):
        with transaction():
            lead_names.put_in_place(imports.manager, name, some, account_id, now)


def test_a_name_of_nobody_is_settled_for_every_child_and_every_later_file(
    imports: Imports,
) -> None:
    found = name_two_children(imports)
    assert (found.name, found.children) == (NAMED[LEAD].lower(), 2)
    with transaction():
        lead = make_account(Role.LEAD_SOCIAL_WORKER)
    say_who(imports, lead.account_id)
    assert [row.account_id for row in current_leads()] == [lead.account_id] * 2
    assert leads_by_name.names_without_account() == ()
    third = make_row(child_id="T3", nhs="", **NAMED)
    changed = make_row(surname="Thistlecombe", **NAMED)
    run = imports.run(
        imports.load(changed, make_row(child_id="T2", nhs="", **NAMED), third, more=(LEAD,))
    )
    assert (run.rows_added, run.conflicts) == (1, 0)
    assert {row.account_id for row in current_leads()} == {lead.account_id}
    assert len(current_leads()) == 3


def test_only_somebody_who_may_lead_can_be_chosen(imports: Imports) -> None:
    name_two_children(imports)
    with transaction():
        administrator = make_account(Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(ChangeRefused):
        say_who(imports, administrator.account_id)
    assert [row.account_id for row in current_leads()] == [None, None]


@pytest.mark.parametrize("other", ["Perpetua.Lockyer@ashdown.example", ""])
def test_who_led_by_hand_until_the_file_named_another_did_lead(
    imports: Imports, other: str
) -> None:
    with transaction():
        lead = make_account(Role.LEAD_SOCIAL_WORKER)
    imports.load(make_row(), more=(LEAD,))
    began = council_day(now_utc()) - timedelta(days=30)
    with transaction():
        case = OpenCase(opened_on=began, reason="Referred.", shown_id=None)
        open_case(MAKER, 1, case, now_utc())
        assign = AssignLead(
            account_id=lead.account_id, from_on=began, reason="Agreed.", shown_id=None
        )
        assign_lead_social_worker(MAKER, 1, assign, now_utc())
    imports.load(make_row(sex="M", **{LEAD: other}), more=(LEAD,))
    settle(imports, db.session.scalars(select(ImportConflict.id)).one(), Settlement.FILE_TAKEN)
    today = council_day(now_utc())
    led, *following = current_leads()
    assert (led.account_id, led.from_on, led.to_on) == (lead.account_id, began, today)
    assert [(row.name_as_given, row.to_on) for row in following] == (
        [(other.lower(), None)] if other else []
    )


def test_no_name_of_a_sealed_record_is_to_be_settled(imports: Imports) -> None:
    found = name_two_children(imports)
    with transaction():
        restrict(1, make_account(Role.DESIGNATED_MANAGER), kind="sealed_at_adoption")
    assert [row.children for row in leads_by_name.names_without_account()] == [1]
    assert leads_by_name.children_of_name(found.name) == [2]


def test_a_plan_that_begins_is_recorded_whatever_becomes_of_the_one_kept_by_hand(
    imports: Imports,
) -> None:
    imports.load(make_row(), more=PLAN_COLUMNS)
    today = council_day(now_utc())
    long_ago, lately = today - timedelta(days=90), today - timedelta(days=3)
    with transaction():
        open_case(MAKER, 1, OpenCase(opened_on=long_ago, reason="r", shown_id=None), now_utc())
        by_hand = StartPlan(
            category=PlanCategory.NEGLECT, started_on=long_ago, reason="r", shown_id=None
        )
        start_plan(MAKER, 1, by_hand, now_utc())
    said = {"cp_plan": "1", "plan_started_on": lately.isoformat(), "plan_category": "NEG"}
    for conflicts_now in (1, 0):
        run = imports.run(imports.load(make_row(**said), more=PLAN_COLUMNS))
        assert run.conflicts == conflicts_now
    settle(imports, db.session.scalars(select(ImportConflict.id)).one(), Settlement.FILE_TAKEN)
    db.session.rollback()
    plans = db.session.scalars(select(ChildProtectionPlan).where(ChildProtectionPlan.is_current()))
    days = sorted((plan.from_on, plan.to_on or date.max) for plan in plans)
    assert days == [(long_ago, lately), (lately, date.max)]


def test_a_plan_that_a_person_withdrew_is_not_begun_again_beside_another(imports: Imports) -> None:
    said = {"cp_plan": "1", "plan_category": "NEG"}
    none = {"cp_plan": "0"}
    began = [council_day(now_utc()) - timedelta(days=days) for days in (90, 3)]
    first, second = ({**said, "plan_started_on": day.isoformat()} for day in began)
    for row in (first, none, second):
        imports.load(make_row(**row), more=PLAN_COLUMNS)
    with transaction():
        plan = db.session.scalars(
            select(ChildProtectionPlan).where(
                ChildProtectionPlan.is_current(), ChildProtectionPlan.to_on.is_(None)
            )
        ).one()
        why = FactSaid(columns={}, reason="It was her sister's.", shown_id=plan.id)
        fact_services.withdraw(MAKER, 1, BY_SLUG["plans"], why, now_utc())
    run = imports.run(imports.load(make_row(sex="M", **second), more=PLAN_COLUMNS))
    assert run.conflicts == 1
    standing = db.session.scalars(
        select(ChildProtectionPlan).where(ChildProtectionPlan.is_current())
    )
    assert [row.from_on for row in standing] == [began[0]]
