"""A part of what is held is asked for: only that is assembled, and the rest can be taken in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.children.identities import RecordName, record_name
from lacrecords.database import db, transaction
from lacrecords.queue.models import Job
from lacrecords.subject_access.assembling import ask_to_assemble, has_changed
from lacrecords.subject_access.narrowing import say_part, take_in
from lacrecords.subject_access.pack_models import SubjectPack
from lacrecords.subject_access.pack_sources import PART_OF, SOURCES
from lacrecords.subject_access.packs import every_passage, page_rows, redactions_of
from lacrecords.subject_access.refusing import ask_for_end
from lacrecords.subject_access.released import released_pack
from lacrecords.subject_access.scope_models import NotAskedFor
from lacrecords.subject_access.scoping import unasked_of
from lacrecords.subject_access.values import AccessRefused, NewAccessEnd, NewScope
from lacrecords.terms import AccessEnd, AccessPart, AccessStep, MatchAnswer, NameType
from tests.factories.enquiries import ask, check, children_of, decide
from tests.factories.subject_access import (
    LATER,
    MOTHER,
    Access,
    again,
    asked,
    assembled,
    decided,
    given_to_second,
    harmless,
    released,
    searched,
    shown,
)
from tests.factories.town import NOW

RECORD = NewScope(
    kinds=(AccessPart.CHILD_RECORD,), from_on=None, to_on=None, words="She said so on the phone."
)


def part_asked(access: Access, scope: NewScope | None = RECORD) -> int:
    """Somebody asks for a part, is shown and found; which part was said."""
    request_id = asked(access, everything=False, asked="My addresses.")
    searched(access, shown(access, request_id))
    if scope is not None:
        with transaction():
            say_part(access.guardian, request_id, scope, NOW)
    return request_id


def pack_of(request_id: int) -> SubjectPack:
    pack = again(request_id).pack
    assert pack is not None
    return pack


def text_of(pack: SubjectPack) -> str:
    return "\n".join(one.words for one in every_passage(pack.id))


def test_of_a_part_nothing_is_assembled_before_it_is_said_which(access: Access) -> None:
    request_id = part_asked(access, None)
    assert again(request_id).missing[0] is AccessStep.SCOPE
    with pytest.raises(AccessRefused, match="First say which part"), transaction():
        ask_to_assemble(access.guardian, request_id, NOW)


def test_the_pack_holds_the_kinds_that_are_asked_for_and_lists_the_rest(access: Access) -> None:
    pack = pack_of(assembled(part_asked(access), access.guardian))
    sources = {page.source for page in page_rows(pack.id)}
    assert sources and {PART_OF[one] for one in sources} == {AccessPart.CHILD_RECORD}
    assert "14 Quince Row" in text_of(pack) and MOTHER not in text_of(pack)
    left = {row.source: row for row in unasked_of(pack.id)}
    assert left["household_members"].number == 1 and not left["household_members"].of_other_days
    assert not sources & left.keys()


def test_the_list_of_what_is_not_asked_for_is_not_in_what_is_released(access: Access) -> None:
    request_id = assembled(part_asked(access), access.guardian)
    out = released_pack(again(request_id).request, pack_of(request_id))
    assert "Household" not in str(out) and "not asked" not in str(out)
    assert "this part of the information" in out.letter[0]


def test_a_row_of_other_days_stays_out_and_its_rows_with_it(access: Access) -> None:
    with transaction():
        enquiry = ask(access.town, reason="She missed her appointment.")
        check(access.town, enquiry)
        (child,) = children_of(enquiry)
        decide(access.town, child, MatchAnswer.SAME, child_id=access.child_id)
    kinds = (AccessPart.CHILD_RECORD, AccessPart.ENQUIRIES)
    before = replace(RECORD, kinds=kinds, to_on=NOW.date() - timedelta(days=1))
    pack = pack_of(assembled(part_asked(access, before), access.guardian))
    left = {row.source: row for row in unasked_of(pack.id)}
    for source in ("enquiries", "enquirers", "enquired_children", "match_decisions"):
        assert left[source].of_other_days, source
    assert "She missed her appointment" not in text_of(pack)
    assert "14 Quince Row" in text_of(pack), "the address was so on days that are asked for"
    since = replace(RECORD, kinds=kinds, from_on=NOW.date())
    again_pack = pack_of(assembled(part_asked(access, since), access.guardian))
    assert "She missed her appointment" in text_of(again_pack)


def test_what_was_left_out_is_taken_in_again_and_decisions_are_taken_over(access: Access) -> None:
    request_id = decided(access, assembled(part_asked(access), access.guardian))
    first = pack_of(request_id)
    kept = len(redactions_of(first.id))
    with transaction():
        take_in(access.guardian, request_id, "household_members", "She meant them too.", LATER)
    assert AccessStep.PACK in again(request_id, LATER).missing
    waiting = select(func.count(Job.id)).where(Job.kind == "subject_access_assemble")
    assert db.session.scalar(waiting) == 1, "the pack is asked for anew at once"
    second = pack_of(assembled(request_id, access.guardian, LATER))
    assert second.number == 2 and MOTHER in text_of(second) and MOTHER not in text_of(first)
    assert "household_members" not in {row.source for row in unasked_of(second.id)}
    assert len(redactions_of(second.id)) == kept
    assert AccessStep.PACK not in again(request_id, LATER).missing
    out = released_pack(again(request_id).request, second)
    assert "household and family" in out.letter[0]
    with pytest.raises(AccessRefused, match="is in the pack"), transaction():
        take_in(access.guardian, request_id, "household_members", "Again.", LATER)
    with pytest.raises(AccessRefused, match="is in the pack"), transaction():
        take_in(access.guardian, request_id, "accounts", "Ours.", LATER)


def test_another_part_makes_another_pack_and_everything_needs_none(access: Access) -> None:
    request_id = assembled(part_asked(access), access.guardian)
    assert AccessStep.PACK not in again(request_id).missing
    with transaction():
        say_part(access.guardian, request_id, replace(RECORD, to_on=date(2020, 1, 1)), LATER)
    assert AccessStep.PACK in again(request_id).missing
    whole = assembled(searched(access, shown(access, asked(access))), access.guardian)
    assert pack_of(whole).scope_id is None and unasked_of(pack_of(whole).id) == ()
    with pytest.raises(AccessRefused, match="Everything is asked for"), transaction():
        say_part(access.guardian, whole, RECORD, LATER)


def test_what_changes_beside_the_part_is_no_reason_to_assemble_anew(access: Access) -> None:
    households = replace(RECORD, kinds=(AccessPart.ADULT_RECORD,))
    request_id = assembled(part_asked(access, households), access.guardian)
    record = assembled(part_asked(access), access.guardian)
    with transaction():
        name = RecordName(forename="Freda", surname="Ashgrove", name_type=NameType.KNOWN_AS)
        record_name(access.town.lead, access.child_id, name, NOW)
    assert not has_changed(pack_of(request_id), LATER)
    assert has_changed(pack_of(record), LATER)


def test_a_part_of_which_nothing_is_held_ends_with_a_letter(access: Access) -> None:
    nothing = replace(RECORD, kinds=(AccessPart.CHECKS,))
    request_id = part_asked(access, nothing)
    end = NewAccessEnd(ended_as=AccessEnd.NOTHING_HELD, words="No check was asked for.")
    with transaction():
        ask_for_end(access.guardian, request_id, end, LATER)
    other = part_asked(access)
    with pytest.raises(AccessRefused, match="something is held"), transaction():
        ask_for_end(access.guardian, other, end, LATER)


def test_no_other_part_is_said_while_it_waits_or_after_it_is_over(access: Access) -> None:
    request_id = given_to_second(access)
    with pytest.raises(AccessRefused), transaction():
        say_part(access.guardian, request_id, RECORD, LATER)
    over = released(access)
    with pytest.raises(AccessRefused, match="was released"), transaction():
        say_part(access.guardian, over, RECORD, LATER)
    wrong = replace(RECORD, from_on=date(2026, 1, 2), to_on=date(2026, 1, 1))
    with pytest.raises(AccessRefused, match="must not be before"):
        part_asked(access, wrong)


def test_a_pack_of_a_part_can_be_released_like_another(access: Access) -> None:
    request_id = harmless(access, decided(access, assembled(part_asked(access), access.guardian)))
    assert again(request_id, LATER).missing == ()


def test_every_table_that_is_assembled_belongs_to_one_kind_of_record() -> None:
    assert len(PART_OF) == len(SOURCES), "no table is read twice"
    assert set(PART_OF.values()) == set(AccessPart)


def test_what_is_not_asked_for_is_kept_row_by_row(access: Access) -> None:
    pack = pack_of(assembled(part_asked(access), access.guardian))
    counted = select(func.count()).select_from(NotAskedFor).where(NotAskedFor.pack_id == pack.id)
    assert db.session.scalar(counted) == len(unasked_of(pack.id)) > 0
