"""A decision whether to share, from the request to what went out, through the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, transaction
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.access import visible
from lacrecords.sharing_decisions.applied_guidance import texts_of
from lacrecords.sharing_decisions.beginning import amend_recipient, begin_decision
from lacrecords.sharing_decisions.deciding import answer_question
from lacrecords.sharing_decisions.going_out import record_sharing
from lacrecords.sharing_decisions.models import SharingDecision
from lacrecords.sharing_decisions.queries import DECISIONS, decisions_page
from lacrecords.sharing_decisions.sheet import keep_sheet
from lacrecords.sharing_decisions.standing import DecisionStanding, DecisionState
from lacrecords.sharing_decisions.values import (
    About,
    NewAnswer,
    NewDecision,
    SharingRefused,
)
from lacrecords.sharing_decisions.way import (
    add_item,
    record_agreement,
    record_recipient_check,
    take_item_back,
)
from lacrecords.terms import (
    BeforeItGoes,
    FindingKind,
    GuidanceKind,
    NormallyFollows,
    QuestionState,
    Role,
    SharingDirection,
    SharingMeans,
    SharingOutcome,
    SharingQuestion,
    VerificationMethod,
    VerificationOutcome,
)
from lacrecords.web.listing import asked_for
from tests.factories.children import led_by, make_child, restrict
from tests.factories.sharing import (
    AGREED,
    AN_ITEM,
    RUNG_BACK,
    again,
    answered,
    begun,
    checked,
    decided,
    head_teacher,
    in_the_right_way,
    read_out,
    shared,
    with_consent,
)
from tests.factories.staff import make_account
from tests.factories.town import NOW, Town


def visible_ids(actor: Actor) -> frozenset[int]:
    """The decisions that this reader may see, of all there are."""
    return visible(actor, db.session.scalars(select(SharingDecision)).all(), NOW)


def child() -> int:
    with transaction():
        return make_child("Corin", "Ashgrove")


def test_a_school_asks_and_the_family_agrees(town: Town) -> None:
    standing = shared(town, child())
    assert standing.state is DecisionState.SHARED
    outcome = standing.outcome
    assert outcome is not None
    assert (outcome.follows, outcome.departs) == (NormallyFollows.SHARE, False)
    assert outcome.rules == ["S18"]
    assert outcome.facts["consent"] == "given"
    assert [item.words for item in standing.went_with(standing.shared[0])] == [AN_ITEM.words]
    states = [standing.question_state(question) for question in SharingQuestion]
    settled = {QuestionState.ANSWERED, QuestionState.NOT_NEEDED}
    assert set(states) <= settled
    trail = set(db.session.scalars(select(AuditEntry.action)))
    assert {"sharing_decision_begun", "sharing_decided_share", "information_shared"} <= trail


def test_a_form_that_was_sent_twice_is_one_decision(town: Town) -> None:
    new = NewDecision(
        idempotency_key="the same",
        direction=SharingDirection.OUR_WISH,
        about=About(),
        about_words="Two brothers",
        wanted="That they moved",
        recipient=head_teacher(town),
        asked_at=NOW,
    )
    for _ in range(2):
        with transaction():
            begin_decision(town.team_manager, new, town.procedure, NOW)
    assert db.session.scalar(select(func.count(SharingDecision.id))) == 1


def test_two_open_decisions_on_one_request_need_a_reason(town: Town) -> None:
    number = child()
    begun(town, number)
    with pytest.raises(SharingRefused, match="open already") as refused:
        begun(town, number)
    assert refused.value.field == "another_because"
    second = begun(town, number, another_because="The hospital asks as well")
    assert second.row.another_because
    assert decided(town, second, SharingOutcome.NO_LONGER_ASKED).waits is False


def test_after_the_first_is_decided_another_is_begun_freely(town: Town) -> None:
    number = child()
    decided(town, begun(town, number), SharingOutcome.NO_LONGER_ASKED)
    assert begun(town, number).row.another_because == ""


def test_a_day_to_come_and_nobody_to_be_about_are_refused(town: Town) -> None:
    with pytest.raises(SharingRefused, match="today or in the past"):
        begun(town, asked_at=NOW + timedelta(days=1))
    with pytest.raises(SharingRefused, match="whom or what"):
        begun(town, about_words=" ")


def test_an_answer_given_anew_keeps_the_earlier_one(town: Town) -> None:
    standing = answered(town, with_consent(town, begun(town)), "consent", consent="withdrawn")
    kept = [row.choices for row in standing.answers if row.question is SharingQuestion.CONSENT]
    assert kept == [{"consent": "given"}, {"consent": "withdrawn"}]
    assert standing.findings.follows is NormallyFollows.ANSWERS_MISSING
    assert standing.question_state(SharingQuestion.PUBLIC_INTEREST) is QuestionState.OPEN


def test_two_people_answering_at_once_lose_nothing(town: Town) -> None:
    standing = answered(town, begun(town), "purpose")
    stale = NewAnswer(question=SharingQuestion.PURPOSE, choices={}, words={}, shown=0)
    with pytest.raises(SharingRefused, match="while you typed"), transaction():
        answer_question(town.designated_manager, standing.row.id, stale, NOW)
    assert len(again(standing).answers) == 1


def test_a_departure_needs_a_reason(town: Town) -> None:
    standing = with_consent(town, begun(town))
    with pytest.raises(SharingRefused, match="departs") as refused:
        decided(town, standing, SharingOutcome.DO_NOT_SHARE)
    assert refused.value.field == "departure_reason"
    kept = decided(
        town, standing, SharingOutcome.DO_NOT_SHARE, departure_reason="She is afraid of him"
    )
    assert kept.outcome and kept.outcome.departs
    assert kept.state is DecisionState.NOT_SHARED


def test_a_decision_is_made_anew_with_a_reason_and_the_first_stays(town: Town) -> None:
    standing = decided(town, with_consent(town, begun(town)), SharingOutcome.SEEK_ADVICE)
    assert standing.state is DecisionState.SEEKS_ADVICE and standing.waits
    with pytest.raises(SharingRefused, match="decide anew"):
        decided(town, standing)
    kept = decided(town, standing, anew_because="The Caldicott Guardian advised it")
    assert [row.outcome for row in kept.outcomes] == [
        SharingOutcome.SEEK_ADVICE,
        SharingOutcome.SHARE,
    ]


def test_what_was_decided_keeps_the_facts_of_its_day(town: Town) -> None:
    standing = decided(town, with_consent(town, begun(town)))
    later = answered(town, standing, "consent", consent="withdrawn")
    assert later.outcome and later.outcome.facts["consent"] == "given"
    assert later.findings.of(FindingKind.MISSING)


def test_an_outcome_keeps_the_guidance_of_its_day(town: Town) -> None:
    before, after = datetime(2020, 11, 2, 10, tzinfo=UTC), NOW
    old = decided(town, begun(town, at=before), SharingOutcome.SEEK_ADVICE, at=before)
    new = decided(town, begun(town), SharingOutcome.SEEK_ADVICE, at=after)

    def principles(standing: DecisionStanding) -> int:
        outcome = standing.outcome
        assert outcome is not None
        shown = texts_of(outcome.guidance, outcome.decided_at.date())
        assert all(one.as_then for one in shown)
        kinds = [one.text.kind for one in shown]
        return kinds.count(GuidanceKind.CALDICOTT_PRINCIPLE)

    assert (principles(old), principles(new)) == (7, 8)


def test_before_anything_goes_everything_of_the_right_way_is_there(town: Town) -> None:
    standing = with_consent(town, begun(town))
    assert standing.missing_before_it_goes[0] is BeforeItGoes.DECIDED
    standing = decided(town, standing)
    with pytest.raises(SharingRefused, match="Something must still be done"), transaction():
        record_sharing(town.team_manager, standing.row.id, read_out(), NOW)
    standing = in_the_right_way(town, standing)
    assert standing.missing_before_it_goes == ()


def test_another_recipient_is_checked_and_asked_anew(town: Town) -> None:
    standing = in_the_right_way(town, decided(town, with_consent(town, begun(town))))
    other = replace(head_teacher(town), name="Lowell Fenn", role="Deputy head")
    with transaction():
        amend_recipient(town.team_manager, standing.row.id, other, "She left", 1, NOW)
    standing = again(standing)
    assert set(standing.missing_before_it_goes) == {
        BeforeItGoes.RECIPIENT_CHECKED,
        BeforeItGoes.ONWARD_AGREED,
    }
    with pytest.raises(SharingRefused, match="while you typed"), transaction():
        amend_recipient(town.team_manager, standing.row.id, other, "Again", 1, NOW)


def test_a_check_that_failed_later_outweighs_the_earlier_one(town: Town) -> None:
    standing = in_the_right_way(town, decided(town, with_consent(town, begun(town))))
    failed = replace(RUNG_BACK, outcome=VerificationOutcome.NOT_CONFIRMED, words="Nobody knows her")
    with transaction():
        record_recipient_check(town.team_manager, standing.row.id, failed, NOW)
    assert BeforeItGoes.RECIPIENT_CHECKED in again(standing).missing_before_it_goes


def test_a_check_that_proves_nothing_is_refused(town: Town) -> None:
    number = begun(town).row.id
    document = replace(RUNG_BACK, method=VerificationMethod.IDENTITY_DOCUMENT, words="")
    for check, words in (
        (RUNG_BACK, "agency directory"),
        (replace(RUNG_BACK, contact_point_id=9999), "agency directory"),
        (document, "which document"),
        (replace(RUNG_BACK, outcome=VerificationOutcome.NOT_CONFIRMED, words=""), "what happened"),
    ):
        with pytest.raises(SharingRefused, match=words), transaction():
            record_recipient_check(town.team_manager, number, check, NOW)


def test_an_agreement_that_does_not_keep_the_limits_lets_nothing_go(town: Town) -> None:
    standing = in_the_right_way(town, decided(town, with_consent(town, begun(town))))
    with transaction():
        refuses = replace(AGREED, knows_limits=False)
        record_agreement(town.team_manager, standing.row.id, refuses, NOW)
    assert again(standing).missing_before_it_goes == (BeforeItGoes.ONWARD_AGREED,)
    with pytest.raises(SharingRefused, match="to whom"), transaction():
        vague = replace(AGREED, passes_on=True)
        record_agreement(town.team_manager, standing.row.id, vague, NOW)


def test_a_postcode_in_an_item_is_warned_of(town: Town) -> None:
    number = begun(town).row.id
    careless = replace(AN_ITEM, words="They live at ZZ5 2HB now.")
    with pytest.raises(SharingRefused, match="postcode") as refused, transaction():
        add_item(town.team_manager, number, careless, NOW)
    assert refused.value.field == "marks_kept_because"
    with transaction():
        kept = replace(careless, marks_kept_because="The school bus must know")
        add_item(town.team_manager, number, kept, NOW)
    with pytest.raises(SharingRefused, match="in the past"), transaction():
        tomorrow = replace(AN_ITEM, as_at=NOW.date() + timedelta(days=1))
        add_item(town.team_manager, number, tomorrow, NOW)


def test_an_item_that_was_taken_back_or_not_checked_does_not_go(town: Town) -> None:
    standing = in_the_right_way(town, decided(town, with_consent(town, begun(town))))
    number = standing.row.id
    with transaction():
        add_item(town.team_manager, number, replace(AN_ITEM, accuracy_confirmed=False), NOW)
    assert again(number).missing_before_it_goes == (BeforeItGoes.ACCURACY,)
    with transaction():
        take_item_back(town.team_manager, number, 2, "It is not so", NOW)
    with pytest.raises(SharingRefused, match="taken back already"), transaction():
        take_item_back(town.team_manager, number, 2, "Again", NOW)
    with pytest.raises(SharingRefused, match="which of the items"), transaction():
        record_sharing(town.team_manager, number, read_out((1, 2)), NOW)
    with transaction():
        record_sharing(town.team_manager, number, read_out((1,)), NOW)
    assert again(number).went_out


def test_what_is_posted_needs_a_sheet_with_exactly_its_items(town: Town) -> None:
    standing = in_the_right_way(town, decided(town, with_consent(town, begun(town))))
    number = standing.row.id
    with transaction():
        add_item(town.team_manager, number, AN_ITEM, NOW)
    posted = replace(read_out((1,)), means=SharingMeans.POST)
    with transaction():
        keep_sheet(town.team_manager, number, (1, 2), b"both", NOW)
    with pytest.raises(SharingRefused, match="cover sheet"), transaction():
        record_sharing(town.team_manager, number, posted, NOW)
    with transaction():
        keep_sheet(town.team_manager, number, (1,), b"one", NOW)
        record_sharing(town.team_manager, number, posted, NOW)
    kept = again(number)
    assert kept.shared[0].cover_sheet_id == kept.sheets[1].id


def test_nothing_goes_out_before_the_decision_or_in_the_future(town: Town) -> None:
    standing = in_the_right_way(town, decided(town, with_consent(town, begun(town))))
    for moment in (NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)):
        with pytest.raises(SharingRefused, match="after the decision"), transaction():
            record_sharing(town.team_manager, standing.row.id, read_out(at=moment), NOW)


def test_a_sharing_sent_twice_is_one(town: Town) -> None:
    standing = in_the_right_way(town, decided(town, with_consent(town, begun(town))))
    once = read_out()
    for _ in range(2):
        with transaction():
            record_sharing(town.team_manager, standing.row.id, once, NOW)
    assert len(again(standing).shared) == 1


def test_what_went_out_is_not_undone_by_a_later_outcome(town: Town) -> None:
    standing = shared(town)
    with pytest.raises(SharingRefused, match="Something went out"):
        decided(town, standing, SharingOutcome.NO_LONGER_ASKED, anew_because="A mistake")
    doubtful = decided(town, standing, SharingOutcome.SEEK_ADVICE, anew_because="A doubt")
    assert doubtful.state is DecisionState.SEEKS_ADVICE
    with pytest.raises(SharingRefused, match="Decide first"), transaction():
        keep_sheet(town.team_manager, standing.row.id, (1,), b"sheet", NOW)
    assert len(again(standing).shared) == 1


def test_who_sees_a_decision(town: Town) -> None:
    with transaction():
        led = led_by(town.lead, forename="Wilfreda", surname="Marsh")
        guardian = make_account(Role.CALDICOTT_GUARDIAN)
    about_led, own = begun(town, led), begun(town, by=town.other_lead)
    seen = {
        actor.name: visible_ids(actor)
        for actor in (town.team_manager, town.lead, town.other_lead, guardian)
    }
    both = {about_led.row.id, own.row.id}
    assert seen[town.team_manager.name] == seen[guardian.name] == both
    assert seen[town.lead.name] == {about_led.row.id}
    assert seen[town.other_lead.name] == {own.row.id}


def test_a_closed_record_hides_its_decisions_from_managers_too(town: Town) -> None:
    number = child()
    standing = begun(town, number)
    with transaction():
        restrict(number, town.designated_manager)
    assert visible_ids(town.team_manager) == frozenset()
    assert visible_ids(town.designated_manager) == {standing.row.id}


def test_the_list_shows_what_waits_and_what_is_late(town: Town) -> None:
    waiting, done = begun(town), shared(town)
    late = NOW + timedelta(days=30)

    def rows(now: object = NOW, **address: str) -> set[int]:
        asked = asked_for(DECISIONS, address)
        paged = decisions_page(town.team_manager, asked, now)  # type: ignore[arg-type]
        return {line.standing.row.id for line in paged.rows}

    assert rows() == {waiting.row.id}
    assert rows(shown="late") == set()
    assert rows(late, shown="late") == {waiting.row.id}
    assert rows(shown="shared") == {done.row.id}
    assert rows(shown="all") == {waiting.row.id, done.row.id}
    assert rows(shown="all", direction="our_wish") == set()
    assert checked(town, waiting).confirmed_check is not None
