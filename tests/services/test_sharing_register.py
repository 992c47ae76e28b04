"""The register of decisions and a child's decisions in order: filtered, as it stood, closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from flask import Flask

from lacrecords.children.queries import reference_of
from lacrecords.database import transaction
from lacrecords.figures.shown import Table
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.child_order import child_order
from lacrecords.sharing_decisions.register import (
    RegisterRow,
    register_counts,
    register_kind,
    register_rows,
)
from lacrecords.sharing_decisions.register_page import (
    COLUMNS,
    chosen_of,
    describe,
    rows_of,
    tables_of,
)
from lacrecords.terms import Role, SharingDirection, SharingOutcome
from lacrecords.web.listing import asked_for
from tests.factories.children import led_by, make_child, restrict
from tests.factories.peer_reviews import decision
from tests.factories.sharing import begun, decided, head_teacher, shared
from tests.factories.staff import make_account
from tests.factories.town import NOW, Town, make_town

LATER = NOW + timedelta(days=3)


@pytest.fixture
def town(in_app: Flask) -> Iterator[Town]:
    # What was answered is shown with the labels of its form, which belongs to a request.
    with in_app.test_request_context():
        with transaction():
            made = make_town()
        yield made


def child() -> int:
    with transaction():
        return make_child("Corin", "Ashgrove")


def chosen(actor: Actor, **asked: str) -> list[RegisterRow]:
    wanted = asked_for(register_kind(actor, LATER), asked).chosen
    return list(register_rows(actor, wanted, LATER))


def tables(actor: Actor) -> tuple[Table, ...]:
    kind = register_kind(actor, LATER)
    return tables_of(register_counts(actor, asked_for(kind, {}).chosen, LATER))


def numbers(rows: Sequence[RegisterRow]) -> list[int]:
    return [row.standing.row.id for row in rows]


def test_each_filter_leaves_those_that_are_meant(town: Town) -> None:
    went = shared(town).row.id
    kept = decision(town, outcome=SharingOutcome.DO_NOT_SHARE).row.id
    old = decision(town, at=NOW - timedelta(days=400)).row.id
    nobody = head_teacher(town).__class__(
        name="Ida Fell", role="", agency_id=None, agency_name="", contact_given=""
    )
    ours = begun(town, direction=SharingDirection.OUR_WISH, recipient=nobody).row.id
    by = town.designated_manager
    account, team = town.team_manager.account_id, town.casework_team_id
    expected = {
        (): {went, kept, old, ours},
        ("outcome", "share"): {went, old},
        ("outcome", "undecided"): {ours},
        ("direction", "our_wish"): {ours},
        ("agency", f"agency-{town.agency_id}"): {went, kept, old},
        ("agency", "none"): {ours},
        ("departed", "yes"): {kept},
        ("departed", "no"): {went, old},
        ("rule", "s18"): {went, kept, old},
        ("rule", "s5"): set(),
        ("period", "month"): {went, kept, ours},
        ("period", "year"): {went, kept, ours},
        ("period", "last-year"): {old},
        ("who", f"account-{account}"): {went, kept, old},
        ("who", f"team-{team}"): {went, kept, old},
        ("who", f"team-{town.duty_team_id}"): set(),
        # What is no word of the list is passed over.
        ("who", "account-999"): {went, kept, old, ours},
        ("rule", "nonsense"): {went, kept, old, ours},
    }
    found = {pair: set(numbers(chosen(by, **dict([pair] if pair else ())))) for pair in expected}
    assert found == expected


def test_it_is_sorted_as_asked(town: Town) -> None:
    first = decision(town, at=NOW - timedelta(days=2)).row.id
    last = decision(town, outcome=SharingOutcome.DO_NOT_SHARE).row.id
    by = town.designated_manager
    assert numbers(chosen(by, order="newest")) == [last, first]
    assert numbers(chosen(by, order="oldest")) == [first, last]
    assert numbers(chosen(by, order="outcome")) == [last, first]


def test_what_is_closed_to_the_reader_stands_in_no_row_choice_number_or_file(town: Town) -> None:
    number = child()
    shared(town, number)
    with transaction():
        restrict(number, town.duty_manager)
    for actor in (town.designated_manager, town.team_manager, town.lead):
        assert chosen(actor) == [] and tables(actor)[0].total.now.exact == 0
        kind = register_kind(actor, LATER)
        options = {value for one in kind.selections for value, _ in one.options}
        assert f"agency-{town.agency_id}" not in options
        assert f"account-{town.team_manager.account_id}" not in options
        assert list(rows_of(actor, {}, LATER)) == []
    assert len(list(rows_of(town.duty_manager, {}, LATER))) == 1


def test_a_worker_reads_their_own_and_those_of_the_children_they_lead(town: Town) -> None:
    with transaction():
        mine = led_by(town.lead)
    shared(town, mine)
    shared(town)
    assert len(chosen(town.lead)) == 1
    assert len(chosen(town.other_lead)) == 0
    with transaction():
        guardian = make_account(Role.CALDICOTT_GUARDIAN)
    assert len(chosen(guardian)) == 2


def test_the_file_has_the_part_that_was_chosen_and_its_words_name_nobody(town: Town) -> None:
    shared(town, child())
    decision(town, outcome=SharingOutcome.DO_NOT_SHARE)
    asked = chosen_of({"outcome": "share", "who": "account-1; drop", "page": "3"})
    assert asked == {"outcome": "share"}
    (row,) = rows_of(town.designated_manager, asked, LATER)
    said = dict(zip(COLUMNS, row, strict=True))
    assert (said["About"], said["Outcome"]) == ("Corin Ashgrove", "Share what is asked for")
    assert (said["Rests on"], said["Rules"]) == ("Consent", "S18")
    assert said["What went out"] == "Arrangements for contact"
    words = describe(asked | {"agency": "agency-1", "who": "account-1", "rule": "s18"})
    assert words.endswith("one agency, decided by one person or team, rule S18")


def test_the_tables_count_outcomes_and_grounds(town: Town) -> None:
    shared(town)
    decision(town, outcome=SharingOutcome.DO_NOT_SHARE)
    begun(town)
    outcomes, grounds = tables(town.designated_manager)
    assert {row.label: row.now.exact for row in outcomes.rows} == {
        "Share what is asked for": 1,
        "Do not share": 1,
    }
    assert {row.label: row.now.exact for row in grounds.rows} == {
        "Consent": 1,
        "A departure, with its own reason": 1,
    }


def test_a_childs_decisions_stand_in_their_order_and_as_they_stood(town: Town) -> None:
    number = child()
    reference = reference_of(number)
    early = decision(town, number, outcome=SharingOutcome.DO_NOT_SHARE, at=NOW - timedelta(days=30))
    shared(town, number)
    by = town.designated_manager
    now = child_order(by, reference, LATER, LATER)
    assert now is not None
    assert [one.state for one in now.decisions] == ["Not shared", "Shared"]
    assert now.decisions[0].consent[0].words
    on_its_day = NOW - timedelta(days=30, hours=1)
    then = child_order(by, reference, on_its_day, LATER)
    assert then is not None
    assert [one.standing.row.id for one in then.decisions] == [early.row.id]
    assert then.decisions[0].state == "Not decided" and not then.decisions[0].standing.shared
    long_ago = child_order(by, reference, NOW - timedelta(days=60), LATER)
    assert long_ago is not None and long_ago.decisions == ()


def test_what_was_decided_anew_stood_otherwise_before(town: Town) -> None:
    number = child()
    first = decision(town, number, outcome=SharingOutcome.DO_NOT_SHARE, at=NOW)
    decided(town, first, anew_because="The court asks", at=NOW + timedelta(hours=5))
    between = child_order(
        town.designated_manager, reference_of(number), NOW + timedelta(hours=1), LATER
    )
    assert between is not None and between.decisions[0].state == "Not shared"


def test_a_child_whose_record_is_closed_today_has_no_order_on_any_day(town: Town) -> None:
    number = child()
    decision(town, number)
    with transaction():
        restrict(number, town.duty_manager)
    reference = reference_of(number)
    for moment in (LATER, NOW - timedelta(days=100)):
        for actor in (town.designated_manager, town.team_manager, town.lead):
            assert child_order(actor, reference, moment, LATER) is None
        assert child_order(town.duty_manager, reference, moment, LATER) is not None
    assert child_order(town.designated_manager, "ABCD-2345", LATER, LATER) is None


def test_the_guardian_who_reads_no_records_reads_the_decisions_about_a_child(town: Town) -> None:
    with transaction():
        guardian = make_account(Role.CALDICOTT_GUARDIAN)
    number = child()
    reference = reference_of(number)
    assert child_order(guardian, reference, LATER, LATER) is None
    decision(town, number)
    found = child_order(guardian, reference, LATER, LATER)
    assert found is not None and len(found.decisions) == 1 and not found.opens_record
