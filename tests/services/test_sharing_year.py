"""The year's report on sharing: every number by hand, small ones hidden in what is passed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lacrecords.database import transaction
from lacrecords.figures.sections import Section
from lacrecords.figures.shown import ShownStatement, sums_of
from lacrecords.rules.suppression import refuse_rings
from lacrecords.sharing_decisions.going_out import record_sharing
from lacrecords.sharing_decisions.values import NewInformed
from lacrecords.sharing_decisions.way import record_informed, record_recipient_check
from lacrecords.sharing_decisions.year_report import report, sections_of
from lacrecords.sharing_decisions.years import Year, year_of
from lacrecords.terms import PersonInformed, SharingDirection, SharingOutcome, VerificationOutcome
from tests.factories.peer_reviews import FIRST_OF_DECEMBER, decision, drawn, found_well
from tests.factories.sharing import (
    RUNG_BACK,
    again,
    answered,
    begun,
    decided,
    in_the_right_way,
    read_out,
    shared,
    with_consent,
)
from tests.factories.staff import make_account
from tests.factories.town import NOW, Town

THIS = Year(2026)
LATER = NOW + timedelta(days=30)


def numbers(sections: tuple[Section, ...]) -> dict[str, int]:
    """Every count by its key."""
    found = {}
    for section in sections:
        figures = [*section.figures]
        for table in section.breakdowns:
            figures += [table.total, *table.parts]
        for one in section.duties:
            figures += [one.total, *one.by_timeliness]
        found |= {figure.key: figure.count for figure in figures}
    return found


def counted(year: Year = THIS, now: datetime = LATER) -> dict[str, int]:
    return {key: count for key, count in numbers(sections_of(year, now)).items() if count}


def refused(town: Town) -> int:
    """Consent is refused, and a child may come to serious harm: it is weighed."""
    standing = answered(town, begun(town), "purpose")
    standing = answered(town, standing, "identifiable", identifiable="yes")
    standing = answered(town, standing, "confidential", confidential="yes")
    standing = answered(town, standing, "consent", consent="refused")
    told = {"interest": "reasonable_cause", "weighing": "for_sharing"}
    return answered(town, standing, "public_interest", **told).row.id


def test_each_decision_is_counted_once_with_its_outcome_ground_and_agency(town: Town) -> None:
    shared(town)
    decided(town, again(refused(town)))
    danger = answered(
        town, begun(town), "purpose", purpose="yes", requirement="none", clear_risk="yes"
    )
    decided(town, danger)
    no_purpose = {"purpose": "no", "requirement": "none", "clear_risk": "no"}
    ours = begun(town, direction=SharingDirection.OUR_WISH)
    decided(town, answered(town, ours, "purpose", **no_purpose), SharingOutcome.DO_NOT_SHARE)
    begun(town)
    found = counted()
    assert found["decided"] == 4
    assert (found["outcome.share"], found["outcome.do_not_share"]) == (3, 1)
    assert (found["direction.asked_of_us"], found["direction.our_wish"]) == (3, 1)
    assert found["agency.health_visiting"] == 4
    grounds = {key: count for key, count in found.items() if key.startswith("ground.")}
    assert grounds == {
        "ground.consent": 1,
        "ground.public_interest": 1,
        "ground.child_in_danger": 1,
        "ground.no_purpose": 1,
    }
    assert (found["consent"], found["consent.given"], found["consent.refusals"]) == (2, 1, 1)
    assert (found["refusal.overridden"], found["danger"]) == (1, 1)
    assert "danger.otherwise" not in found and "refusal.kept" not in found


def test_a_departure_is_counted_with_its_kind(town: Town) -> None:
    decision(town, outcome=SharingOutcome.DO_NOT_SHARE)
    decided(town, again(refused(town)), SharingOutcome.DO_NOT_SHARE, departure_reason="Her words")
    decided(town, begun(town), SharingOutcome.SHARE, departure_reason="No time for more")
    found = counted()
    assert found["ground.departure"] == 3
    assert (found["departure.withheld"], found["departure.before_answers"]) == (2, 1)
    assert found["refusal.kept"] == 1


def test_advice_is_counted_also_where_it_was_decided_afterwards(town: Town) -> None:
    standing = decided(town, with_consent(town, begun(town)), SharingOutcome.SEEK_ADVICE)
    assert counted()["advice.sought"] == 1
    decided(town, standing, anew_because="Legal services say so", at=NOW + timedelta(hours=3))
    found = counted()
    assert (found["advice.sought"], found["outcome.share"], found["decided"]) == (1, 1, 1)
    assert "outcome.seek_advice" not in found


def test_a_decision_counts_in_each_year_with_what_was_decided_in_it(town: Town) -> None:
    last_day = datetime(2026, 3, 31, 22, 59, tzinfo=UTC)
    standing = decision(town, outcome=SharingOutcome.DO_NOT_SHARE, at=last_day)
    # One minute after midnight on the office clock, an hour before midnight UTC.
    decided(town, standing, anew_because="The court asks", at=last_day + timedelta(minutes=2))
    assert counted(Year(2025))["outcome.do_not_share"] == 1
    assert counted()["outcome.share"] == 1
    assert year_of(last_day.date()) == Year(2025)


def test_time_lateness_checks_and_who_was_informed(town: Town) -> None:
    shared(town)
    late = begun(town, at=NOW - timedelta(days=20))
    decided(town, with_consent(town, late))
    begun(town, at=NOW - timedelta(days=20))
    with transaction():
        failed = VerificationOutcome.NOT_CONFIRMED
        check = replace(RUNG_BACK, outcome=failed, words="Nobody knew her")
        record_recipient_check(town.team_manager, late.row.id, check, NOW)
    found = counted()
    assert found["to_decide"] == 3
    assert (found["to_decide.in_time"], found["to_decide.late"]) == (1, 1)
    assert found["to_decide.late_and_open"] == 1
    assert (found["checks"], found["checks.confirmed"], found["checks.not_confirmed"]) == (2, 1, 1)
    assert (found["shared"], found["informed.informed"]) == (1, 1)
    measures = {one.key: one.words for one in sections_of(THIS, LATER)[2].measures}
    assert measures["asked_decided.ninetieth"] == "20 days"
    assert measures["decided_shared.median"] == "0 minutes"


def test_who_is_not_told_counts_when_something_went_out(town: Town) -> None:
    standing = in_the_right_way(town, decided(town, with_consent(town, begun(town))))
    unsafe = NewInformed(informed=PersonInformed.NOT_INFORMED, words="It is not safe")
    with transaction():
        record_informed(town.team_manager, standing.row.id, unsafe, NOW)
    assert "informed.not_informed" not in counted()
    with transaction():
        record_sharing(town.team_manager, standing.row.id, read_out(), NOW)
    assert counted()["informed.not_informed"] == 1


def test_peer_reviews_of_the_year_are_counted(town: Town) -> None:
    for _ in range(3):
        decision(town)
    first, _ = drawn(town)
    with transaction():
        guardian_like = make_account(town.designated_manager.own_role)
    found_well(guardian_like, first.id)
    found = counted(now=FIRST_OF_DECEMBER + timedelta(days=40))
    assert (found["peer"], found["peer.in_time"], found["peer.late_and_open"]) == (2, 1, 1)
    assert found["peer.same_decision.yes"] == 1 and "peer.answered" not in found


def words_of(statement: ShownStatement) -> set[str]:
    return {
        row.now.words
        for section in statement.sections
        for table in section.tables
        for row in (*table.rows, table.total)
    }


def test_what_is_passed_on_hides_every_small_number(town: Town) -> None:
    for _ in range(6):
        decision(town)
    decision(town, outcome=SharingOutcome.DO_NOT_SHARE)
    exact = report(THIS, town.procedure, LATER, passed_on=False)
    hidden = report(THIS, town.procedure, LATER, passed_on=True)
    assert "1" in words_of(exact) and not exact.hides
    small = {str(number) for number in range(1, town.procedure.statement_smallest_count)}
    assert not small & words_of(hidden)
    assert "7" in words_of(hidden), "a total from which nothing can be worked out is shown"


def test_no_number_of_the_report_can_be_worked_out_from_two_sums(town: Town) -> None:
    shared(town)
    sections = sections_of(THIS, LATER)
    refuse_rings([one for section in sections for one in sums_of(section)])
