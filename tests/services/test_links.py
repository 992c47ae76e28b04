"""Two records linked as one child: by two people, read as one, and taken apart without a trace."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.children import services
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.facts import latest
from lacrecords.children.links import DecideLink, decide_link, undo_link
from lacrecords.children.merge_models import RecordMerge
from lacrecords.children.models import ChildCase
from lacrecords.children.page import child_page
from lacrecords.children.queries import candidate_cards, children_led_by, reference_of
from lacrecords.children.record import When
from lacrecords.children.sealing import SealRecord, seal_record
from lacrecords.children.searches import SearchFor, results_of, save_search
from lacrecords.children.services import (
    CloseCase,
    NewAddress,
    NewLead,
    RecordRelationship,
    close_case,
)
from lacrecords.children.standing import closed_ids, standing_of
from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications.models import Notification
from lacrecords.staff.queries import council_day
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import IdentifierScheme, NameType, NotificationKind, Role
from tests.factories.children import (
    CLOSED,
    HOME,
    OPEN,
    OPENED_ON,
    PLAN,
    born,
    led_by,
    make_child,
    restrict,
    send_away,
)
from tests.factories.links import link, propose
from tests.factories.staff import MAKER, make_account

pytestmark = pytest.mark.usefixtures("in_app")
NOW = now_utc()
TODAY = council_day(NOW)
ELSEWHERE = NewAddress(line1="3 Sorrel Row", town="Ashdown", postcode="ZZ9 7TR", from_on=OPENED_ON)


def pair_of_people() -> tuple[SignedInActor, SignedInActor]:
    return make_account(Role.DESIGNATED_MANAGER), make_account(Role.TEAM_MANAGER)


def refusal(by: SignedInActor, of: SignedInActor, kept: int, linked: int) -> str:
    with pytest.raises(ChangeRefused) as refused:
        propose(by, of, kept, linked)
    return refused.value.words


def told(actor: SignedInActor, kind: NotificationKind) -> int:
    rows = select(Notification).where(
        Notification.account_id == actor.account_id, Notification.kind == kind
    )
    return len(db.session.scalars(rows).all())


def test_whoever_meets_either_record_meets_the_kept_one_with_the_evidence_of_both() -> None:
    with transaction():
        by, of = pair_of_people()
        kept = make_child("Perpetua", "Lockyer", birth=born(date(2018, 4, 5)))
        numbers = ((IdentifierScheme.NHS, "943 476 5919"),)
        linked = make_child(
            "Petra",
            "Ormerod",
            birth=born(date(2018, 5, 4)),
            addresses=(ELSEWHERE,),
            numbers=numbers,
        )
        link(by, of, kept, linked)
        wanted = {
            save_search(by, SearchFor(purpose="A call", **said), NOW)  # type: ignore[arg-type]
            for said in (
                {"forename": "Petra", "surname": "Ormerod", "born_on": date(2018, 5, 4)},
                {"forename": "Perpetua", "surname": "Lockyer"},
                {"identifier": "9434765919"},
                {"forename": "Perpetua", "address": "3 Sorrel Row", "postcode": "ZZ9 7TR"},
            )
        }
    for reference in wanted:
        found = results_of(by, reference, TODAY)
        assert found is not None
        assert [one.card.child_id for one in found.found] == [kept]
        assert "Petra Ormerod (name)" in found.found[0].card.other_names
        assert any("Sorrel Row" in words for words in found.found[0].card.addresses)


def test_nothing_that_protects_is_lost_by_a_link() -> None:
    with transaction():
        by, of = pair_of_people()
        first, second = (make_account(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
        kept = led_by(first)
        linked = led_by(second, plans=(PLAN,))
        link(by, of, kept, linked)
    for asked in (kept, linked):
        standing = standing_of(asked, TODAY)
        assert standing.case_open and standing.on_plan
        assert standing.lead and standing.lead.account_id == first.account_id
        assert [one.worker.account_id for one in standing.also_leading] == [second.account_id]
    assert children_led_by((second.account_id,), TODAY) == (kept,)
    assert told(first, NotificationKind.RECORDS_LINKED) == 1
    assert told(second, NotificationKind.RECORDS_LINKED) == 1


def test_a_closed_case_beside_an_open_one_is_open_and_a_lead_who_is_away_gives_way() -> None:
    with transaction():
        by, of = pair_of_people()
        away, here = (make_account(Role.LEAD_SOCIAL_WORKER) for _ in range(2))
        kept = make_child(cases=(CLOSED,), leads=(NewLead(account_id=away.account_id),))
        linked = led_by(here)
        send_away(away)
        link(by, of, kept, linked)
    standing = standing_of(kept, TODAY)
    assert standing.case_open and standing.lead_active
    assert standing.lead and standing.lead.account_id == here.account_id
    assert [one.worker.account_id for one in standing.also_leading] == [away.account_id]


def test_whoever_proposes_says_which_of_two_holds_now() -> None:
    with transaction():
        by, of = pair_of_people()
        kept = make_child("Ivo", "Pomfret", birth=born(date(2019, 3, 2)))
        linked = make_child("Ivo", "Vellacott", birth=born(date(2019, 2, 3)))
        link(by, of, kept, linked, "child_births")
    card = candidate_cards((kept,), by.account_id, TODAY)[kept]
    assert (card.name, card.born_on) == ("Ivo Pomfret", date(2019, 2, 3))


def test_the_page_shows_the_facts_of_both_and_as_it_stood_before_only_its_own() -> None:
    with transaction():
        by, of = pair_of_people()
        kept = make_child("Saskia", "Quennell", addresses=(HOME,))
        linked = make_child("Saskia", "Thackwray", addresses=(ELSEWHERE,))
        before, later = now_utc(), now_utc() + timedelta(minutes=1)
        link(by, of, kept, linked, now=later)
    page = child_page(by, kept, When(later, TODAY))
    foreign = [one for one in page.timeline if one.linked_from]
    assert {one.linked_from for one in foreign} == {reference_of(linked)}
    assert "Saskia Thackwray" in {one.details for one in foreign}
    earlier = child_page(by, kept, When(before, TODAY))
    assert "Saskia Thackwray" not in {one.details for one in earlier.timeline}
    own = child_page(by, linked, When(later, TODAY))
    assert "Saskia Quennell" not in {one.details for one in own.timeline}


def test_the_second_person_is_the_one_who_was_asked_and_the_first_can_take_it_back() -> None:
    with transaction():
        by, of = pair_of_people()
        other = make_account(Role.TEAM_MANAGER)
        kept, linked = make_child(), make_child()
        number = propose(by, of, kept, linked)
        assert told(of, NotificationKind.LINK_ASKED) == 1
        yes = DecideLink(approve=True, reason="Yes")
        for somebody in (by, other):
            with pytest.raises(ChangeRefused, match="Only the person who was asked"):
                decide_link(somebody, number, yes, NOW)
        decide_link(by, number, DecideLink(approve=False, reason="Two children"), NOW)
        with pytest.raises(ChangeRefused, match="decided already"):
            decide_link(of, number, yes, NOW)
    assert standing_of(linked, TODAY).reference == reference_of(linked)
    assert db.session.get_one(RecordMerge, number).approved is False


def test_nobody_is_asked_who_shares_the_role_and_team_or_may_not_open_both() -> None:
    with transaction():
        by, of = pair_of_people()
        owner = make_account(Role.DESIGNATED_MANAGER)
        kept, linked = make_child(), make_child()
        restrict(linked, owner, by)
        assert "Choose from the people" in refusal(by, of, kept, linked)
        assert "open to you" in refusal(of, by, kept, linked)


def test_a_record_that_changed_since_it_was_looked_at_is_looked_at_again() -> None:
    with transaction():
        by, of = pair_of_people()
        kept, linked = make_child(), make_child()
        number = propose(by, of, kept, linked)
        name = services.RecordName(name_type=NameType.KNOWN_AS, forename="Tam", surname="Ormerod")
        services.record_name(by, linked, name, now_utc())
        with pytest.raises(ChangeRefused, match="has changed since this was proposed"):
            decide_link(of, number, DecideLink(approve=True, reason="Yes"), now_utc())


def test_chains_and_circles_are_refused_in_words_that_say_what_to_do() -> None:
    with transaction():
        by, of = pair_of_people()
        first, second, third, fourth = (make_child() for _ in range(4))
        assert "itself" in refusal(by, of, first, first)
        link(by, of, first, second)
        assert "linked already" in refusal(by, of, first, second)
        assert "linked already" in refusal(by, of, second, first)
        assert f"Keep {reference_of(first)} instead" in refusal(by, of, second, third)
        assert f"Keep {reference_of(first)}" in refusal(by, of, third, first)
        assert "linked to another already" in refusal(by, of, third, second)
        link(by, of, first, third)
        propose(by, of, first, fourth)
        assert "waits for an answer" in refusal(by, of, fourth, make_child())
    assert standing_of(third, TODAY).lead is None


def test_brothers_and_sisters_are_not_linked_and_a_sealed_record_never_is() -> None:
    with transaction():
        by, of = pair_of_people()
        one, other = make_child(), make_child()
        twin = RecordRelationship(other_child_id=other, relationship="twin sister")
        services.record_relationship(MAKER, one, twin, NOW)
        assert "related" in refusal(by, of, one, other)
        sealed, plain = make_child(), make_child()
        restrict(sealed, by, kind="sealed_at_adoption")
        assert "open to you" in refusal(by, of, plain, sealed)
        assert "open to you" in refusal(by, of, sealed, plain)


def test_a_linked_record_is_not_sealed_until_the_link_is_gone() -> None:
    with transaction():
        by, of = pair_of_people()
        kept, linked = make_child(), make_child()
        number = link(by, of, kept, linked)
        seal = SealRecord(owner_id=by.account_id, reason="Adopted", shown_id=None)
        with pytest.raises(ChangeRefused, match="linked to another"):
            seal_record(by, linked, seal, NOW)
        undo_link(of, number, "An adoption", NOW)
        assert seal_record(by, linked, seal, NOW)


def test_a_restriction_of_either_closes_the_child_and_undoing_opens_the_other_again() -> None:
    with transaction():
        by, of = pair_of_people()
        reader, nobody = make_account(), make_account()
        kept, linked = make_child(), make_child()
        restrict(linked, by, of, reader)
        number = link(by, of, kept, linked)
    for child in (kept, linked):
        assert not closed_ids((child,), reader.account_id, TODAY)
        assert closed_ids((child,), nobody.account_id, TODAY)
    with transaction():
        undo_link(of, number, "Two children", now_utc())
    assert closed_ids((kept, linked), nobody.account_id, TODAY) == {linked}


def test_whoever_answers_for_one_of_two_restricted_records_is_not_let_into_the_other() -> None:
    with transaction():
        by, of = pair_of_people()
        one, other = (make_account(Role.TEAM_MANAGER) for _ in range(2))
        kept, linked = make_child(), make_child()
        restrict(kept, one, by, of)
        restrict(linked, other, by, of)
        link(by, of, kept, linked)
    for actor, is_closed in ((one, True), (other, True), (by, False), (of, False)):
        assert bool(closed_ids((kept,), actor.account_id, TODAY)) is is_closed


def test_what_is_changed_on_the_kept_record_is_changed_for_the_child() -> None:
    with transaction():
        by, of = pair_of_people()
        kept, linked = make_child(cases=(OPEN,)), make_child(cases=(OPEN,))
        link(by, of, kept, linked)
        newest = latest(ChildCase, kept)
        value = CloseCase(
            closure_reason="RC7",
            closed_on=TODAY,
            reason="Done",
            shown_id=newest.id if newest else None,
        )
        close_case(by, kept, value, now_utc())
    assert not standing_of(linked, TODAY).case_open


def test_a_link_and_its_undoing_stand_in_the_trail_of_both_records() -> None:
    with transaction():
        by, of = pair_of_people()
        kept, linked = make_child(), make_child()
        number = link(by, of, kept, linked)
        undo_link(of, number, "Two children after all", NOW)
        with pytest.raises(ChangeRefused, match="not linked"):
            undo_link(of, number, "Again", NOW)
    for action in ("link_proposed", "records_linked", "link_undone"):
        rows = select(AuditEntry.subject_id).where(AuditEntry.action == action)
        assert set(db.session.scalars(rows)) == {kept, linked}
