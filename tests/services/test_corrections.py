"""A correction reaches everybody who had the old version, once, and whoever may tell them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lacrecords.children import fact_services, facts
from lacrecords.children.fact_kinds import BY_SLUG
from lacrecords.children.fact_services import FactSaid
from lacrecords.children.models import ChildAddress, ChildName
from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.corrections.access import duties_seen
from lacrecords.corrections.items import correct_item, corrections_of_item
from lacrecords.corrections.models import Correction, CorrectionDuty, CorrectionHad
from lacrecords.corrections.noticing import look_again_at_told_children
from lacrecords.corrections.page import correction_page, words_to_say
from lacrecords.corrections.queries import CORRECTIONS, corrections_page, open_counts, standings
from lacrecords.corrections.reaching import not_covered
from lacrecords.corrections.values import (
    CorrectionRefused,
    NewItemCorrection,
)
from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import NewTelling
from lacrecords.enquiries.services.telling import record_disclosures
from lacrecords.matching.models import ChangeJob, MatchChange
from lacrecords.movements.notices import NewNotice, make_notice
from lacrecords.notifications.models import Task
from lacrecords.rules.corrections import Telling, ToldRecipient
from lacrecords.sharing_decisions.told import item_shared
from lacrecords.terms import (
    MatchAnswer,
    SharedItemKind,
    TaskKind,
    TellingKind,
    ToldBy,
)
from lacrecords.web.listing import asked_for
from tests.factories.children import send_away
from tests.factories.corrections import HOUR, correct, duties, noticed, share, tell
from tests.factories.enquiries import ask, check, children_of, decide, sentences
from tests.factories.movements import make_movement, make_neighbour
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def child(town: Town, **said: Any) -> int:
    with transaction():
        return make_child(case_open=True, lead=town.lead, on_plan=True, **said)


def name_now(child_id: int) -> int:
    (row,) = facts.running(ChildName, child_id)
    return row.id


def test_whoever_got_a_text_in_own_words_is_to_be_told_when_a_name_was_never_so(
    town: Town,
) -> None:
    child_id = child(town)
    share(town, child_id, at=NOW)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    (duty,) = noticed()
    assert duty.name == "Hester Quill" and duty.source is ToldBy.SHARED_ITEM
    assert duty.account_id == town.team_manager.account_id
    task = db.session.get_one(Task, duty.task_id)
    assert task.kind is TaskKind.CORRECTION and task.due_at == duty.due_at
    assert not {"Hester", "Wilfreda", "Winifred"} & set(task.why.split())
    correction = db.session.get_one(Correction, duty.correction_id)
    assert correction.because == "Misheard" and correction.corrected_by == town.lead.key


def test_looking_twice_finds_nothing_twice(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    noticed()
    look_again_at_told_children(NOW)
    assert len(noticed(NOW + 2 * HOUR)) == 1
    assert db.session.scalar(select(func.count()).select_from(CorrectionHad)) == 1
    left = select(func.count()).where(MatchChange.job == ChangeJob.CORRECTIONS)
    assert db.session.scalar(left) == 0


def test_one_telling_about_two_linked_records_counts_once() -> None:
    said = {"source": ToldBy.OUTSIDE_RULES, "row": 4, "at": NOW, "words": "", "told_by": ""}
    school = ToldRecipient("enquiry:1", "Hester Quill")
    first, second = (
        Telling(child_id=number, recipient=school, origin_id=1, **said) for number in (1, 2)
    )
    assert len(not_covered(None, [first, second])) == 1


def test_what_changed_or_ended_was_right_and_reaches_nobody(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    kind = BY_SLUG["names"]
    changed = {"name_type": "current", "forename": "Winifred", "middle": "", "surname": "Tull"}
    columns = changed | {"from_on": date(2026, 11, 17), "to_on": None}
    with transaction():
        said = FactSaid(columns=columns, reason="Adopted", shown_id=name_now(child_id))
        fact_services.change(town.lead, child_id, kind, said, NOW + HOUR)
    assert noticed() == []


def test_a_withdrawal_reaches_whoever_had_what_should_never_have_been_recorded(
    town: Town,
) -> None:
    child_id = child(town)
    share(town, child_id, SharedItemKind.ADDRESS)
    (home,) = facts.running(ChildAddress, child_id)
    with transaction():
        said = FactSaid(columns={}, reason="Another child's", shown_id=home.id)
        fact_services.withdraw(town.lead, child_id, BY_SLUG["addresses"], said, NOW + HOUR)
    (duty,) = noticed()
    correction = db.session.get_one(Correction, duty.correction_id)
    assert correction.new_fact_id is None and correction.because == "Another child's"


def test_an_enquirer_who_was_told_of_a_plan_is_to_be_told_that_it_never_was(town: Town) -> None:
    child_id = child(town)
    with transaction():
        enquiry = ask(town)
        check(town, enquiry)
        (described,) = children_of(enquiry)
        outcome = decide(town, described, MatchAnswer.SAME, child_id=child_id)
        said = {kind: words for kind, words in sentences(outcome).items()}
        kinds = {TellingKind.LEAD_SOCIAL_WORKER_NAME: said[TellingKind.LEAD_SOCIAL_WORKER_NAME]}
        record_disclosures(
            town.duty_officer,
            NewTelling(outcome_id=outcome.id, said=kinds),
            NOW + timedelta(minutes=5),
        )
    correct(
        town.team_manager,
        child_id,
        "lead-social-workers",
        NOW + HOUR,
        account_id=town.other_lead.account_id,
        name_as_given="",
        team_id=None,
    )
    (duty,) = noticed()
    assert duty.source is ToldBy.DISCLOSURE and duty.name == "Philippa Snow"
    assert duty.account_id == town.duty_officer.account_id
    (line,) = standings(town.designated_manager, NOW)
    offered = words_to_say(town.designated_manager, line, duty, NOW)
    assert "Cato Brindle" in offered


def test_another_authority_that_had_a_notice_is_to_be_told(town: Town) -> None:
    child_id = child(town)
    with transaction():
        there = make_neighbour("Merecombe Borough Council", town.designated_manager)
        movement = make_movement(town.team_manager, there, child_id=child_id)
        make_notice(town.team_manager, movement.row.id, NewNotice(form_key="n1"), NOW)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    (duty,) = noticed()
    assert duty.source is ToldBy.MOVEMENT_NOTICE and duty.authority_id == there


def test_a_correction_of_a_correction_joins_what_is_open(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    noticed(NOW + HOUR)
    share(town, child_id, at=NOW + 2 * HOUR)
    correct(town.lead, child_id, "names", NOW + 3 * HOUR, forename="Wilhelmina")
    first, second = noticed(NOW + 3 * HOUR)
    assert first.root_id == second.root_id and first.correction_id != second.correction_id
    (standing,) = standings(town.team_manager, NOW)
    assert len(standing.corrections) == 2
    shown = correction_page(town.team_manager, standing, NOW + 4 * HOUR)
    assert "Wilhelmina" in shown.right_now
    assert ["Wilfreda" in one.was for one in shown.versions] == [True, False]


def test_whoever_was_told_what_is_wrong_again_is_told_again(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    (duty,) = noticed(NOW + HOUR)
    tell(town, duty.id, NOW + 2 * HOUR)
    correct(town.lead, child_id, "names", NOW + 3 * HOUR, forename="Wilhelmina")
    told, again = noticed(NOW + 3 * HOUR)
    assert told.told_at is not None and again.settled_at is None
    assert again.name == told.name and again.source is ToldBy.SHARED_ITEM


def test_whoever_was_told_after_the_newest_correction_is_not_asked_again(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    (duty,) = noticed(NOW + HOUR)
    correct(town.lead, child_id, "names", NOW + 2 * HOUR, forename="Wilhelmina")
    tell(town, duty.id, NOW + 3 * HOUR)
    assert len(noticed(NOW + 4 * HOUR)) == 1


def test_what_is_written_down_later_than_it_was_told_is_found_too(town: Town) -> None:
    child_id = child(town)
    correct(town.lead, child_id, "names", NOW + 2 * HOUR, forename="Winifred")
    assert noticed(NOW + 2 * HOUR) == []
    share(town, child_id, at=NOW + HOUR)
    look_again_at_told_children(NOW)
    assert len(noticed(NOW + 3 * HOUR)) == 1


def test_of_a_restricted_record_its_owner_alone_learns_of_it(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    with transaction():
        owner = town.duty_manager.account_id
        assert owner is not None
        new = Restrict(owner_id=owner, reader_ids=(), reason="Threats", shown_id=None)
        restrict_record(town.designated_manager, child_id, new, NOW)
    correct(town.duty_manager, child_id, "names", NOW + HOUR, forename="Winifred")
    (duty,) = noticed()
    assert duty.account_id == town.duty_manager.account_id
    for stranger in (town.team_manager, town.lead, town.designated_manager):
        assert duties_seen(stranger, [duty], NOW) == ()
        assert standings(stranger, NOW) == []
    assert len(standings(town.duty_manager, NOW)) == 1
    assert open_counts(NOW, None).counts == (0, 0)


def test_whoever_shared_it_and_is_away_is_not_asked(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    with transaction():
        send_away(town.team_manager)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    (duty,) = noticed()
    assert duty.account_id == town.lead.account_id


def test_a_lead_social_worker_sees_those_of_their_children_alone(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    noticed()
    asked = asked_for(CORRECTIONS, {"shown": "all"})
    assert corrections_page(town.lead, asked, NOW).total == 1
    assert corrections_page(town.other_lead, asked, NOW).total == 0
    assert corrections_page(town.duty_officer, asked, NOW).total == 0
    late = asked_for(CORRECTIONS, {"shown": "late"})
    assert corrections_page(town.team_manager, late, NOW + timedelta(days=30)).total == 1
    assert corrections_page(town.team_manager, late, NOW).total == 0
    own = asked_for(CORRECTIONS, {"whose": "own"})
    assert corrections_page(town.team_manager, own, NOW).total == 1
    assert corrections_page(town.designated_manager, own, NOW).total == 0
    assert open_counts(NOW, town.designated_manager).counts == (1, 0)


def not_right(town: Town, reference: str, words: str, shown: int = 0) -> None:
    shared = item_shared(reference, 1)
    assert shared is not None
    new = NewItemCorrection(right_now=words, because="We mixed two families up", shown=shown)
    with transaction():
        correct_item(town.team_manager, shared, new, town.procedure, NOW + HOUR)


def test_an_item_that_was_not_right_stays_as_it_went_and_goes_out_no_more(town: Town) -> None:
    standing = share(town, child(town))
    not_right(town, standing.row.reference, "He sees him on Sundays")
    (duty,) = duties()
    assert duty.name == "Hester Quill"
    shared = item_shared(standing.row.reference, 1)
    assert shared is not None and shared.item.taken_back_at is not None
    assert shared.item.words == "He sees his father on Saturdays."
    with pytest.raises(CorrectionRefused, match="while you typed"):
        not_right(town, standing.row.reference, "On Mondays")
    not_right(town, standing.row.reference, "He does not see him", shown=1)
    assert len(duties()) == 1 and len(corrections_of_item(shared.item.id)) == 2
    (found,) = standings(town.team_manager, NOW)
    assert correction_page(town.team_manager, found, NOW).right_now == "He does not see him"


def test_a_telling_that_is_written_down_late_joins_the_same_thing(town: Town) -> None:
    """It rests on two versions, of which the later one was noticed first."""
    child_id = child(town)
    for hour in (1, 3, 5):
        correct(town.lead, child_id, "names", NOW + hour * HOUR, forename=f"Name{'x' * hour}")
    share(town, child_id, at=NOW + 5 * HOUR)
    assert len(noticed(NOW + 6 * HOUR)) == 1
    share(town, child_id, at=NOW + 3 * HOUR)
    look_again_at_told_children(NOW)
    first, second = noticed(NOW + 7 * HOUR)
    assert first.root_id == second.root_id


@settings(
    max_examples=8,
    deadline=None,
    # Each example is some dozen transactions: to make a failing one smaller takes minutes.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    corrected=st.lists(st.integers(1, 8), min_size=1, max_size=3, unique=True).map(sorted),
    shared=st.lists(st.integers(0, 9), min_size=1, max_size=3),
    looks=st.sets(st.integers(0, 5)),
)
def test_nobody_who_had_an_old_version_is_left_out(
    town: Town, corrected: list[int], shared: list[int], looks: set[int]
) -> None:
    """Whatever was written down first, and however often the worker looked in between."""
    child_id = child(town)
    events = [("correct", hour) for hour in corrected]
    for place, hour in enumerate(shared):
        events.insert((place * 2 + hour) % (len(events) + 1), ("share", hour))
    for place, (what, hour) in enumerate(events):
        at = NOW + hour * HOUR
        if what == "correct":
            correct(town.lead, child_id, "names", at, forename=f"Name{'x' * hour}")
        else:
            share(town, child_id, at=at)
        if place in looks:
            noticed(NOW + 10 * HOUR)
    look_again_at_told_children(NOW)
    noticed(NOW + 11 * HOUR)
    of_child = select(Correction.id).where(Correction.child_id == child_id)
    had = select(CorrectionHad.told_at).where(CorrectionHad.correction_id.in_(of_child))
    reached = set(db.session.scalars(had))
    assert {NOW + hour * HOUR for hour in shared if hour <= corrected[-1]} == reached
    asked = db.session.scalars(
        select(CorrectionDuty.recipient_key).where(CorrectionDuty.correction_id.in_(of_child))
    ).all()
    assert len(asked) == len(set(asked))
