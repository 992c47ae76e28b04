"""Whether a child is on a plan is told only where the council has set it so (A10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from lacrecords.database import transaction
from lacrecords.enquiries.asked import NewTelling
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.queries.steps import current_outcome
from lacrecords.enquiries.services.telling import record_disclosures
from lacrecords.terms import MatchAnswer, TellingKind, VerificationOutcome
from tests.factories.enquiries import ask, check, children_of, decide, sentences
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def allowing(town: Town) -> Town:
    return replace(town, procedure=replace(town.procedure, plan_status_may_be_told=True))


def told(town: Town, *, on_plan: bool, **given: bool) -> dict[TellingKind, str]:
    """What may be told of a child with an open case, after a confirmed check."""
    child_id = make_child(
        case_open=True, on_plan=on_plan, lead=town.lead, team_id=town.casework_team_id
    )
    enquiry = ask(town)
    check(town, enquiry)
    child = children_of(enquiry)[0]
    return sentences(decide(town, child, MatchAnswer.SAME, child_id=child_id, **given))


@pytest.mark.parametrize("on_plan", [True, False], ids=["on a plan", "on none"])
def test_yes_or_no_is_told_where_the_council_allows_it(town: Town, on_plan: bool) -> None:
    with transaction():
        words = told(allowing(town), on_plan=on_plan)[TellingKind.PLAN_STATUS]
    assert (" not " in words) is not on_plan


def test_it_is_not_told_as_long_as_the_council_has_not_set_it(town: Town) -> None:
    with transaction():
        assert TellingKind.PLAN_STATUS not in told(town, on_plan=True)


def test_it_is_not_told_to_somebody_whose_reason_is_not_accepted(town: Town) -> None:
    with transaction():
        allowed = told(allowing(town), on_plan=True, reason_accepted=False)
    assert TellingKind.PLAN_STATUS not in allowed


def test_it_is_not_told_without_a_confirmed_check(town: Town) -> None:
    allowed = allowing(town)
    with transaction():
        make_child(case_open=True, on_plan=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(allowed)
        check(allowed, enquiry, VerificationOutcome.NOT_CONFIRMED)
        from_system = children_of(enquiry)[0]
        outcome = current_outcome(from_system.id)
        assert outcome is not None
        assert TellingKind.PLAN_STATUS not in sentences(outcome)
        said = NewTelling(outcome_id=outcome.id, said={TellingKind.PLAN_STATUS: "Yes."})
        with pytest.raises(EnquiryError):
            record_disclosures(town.duty_officer, said, NOW)
