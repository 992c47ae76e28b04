"""The council's own guidance: proposed by one, agreed by another, dated, and never lost."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lacrecords.agencies.services import add_agency
from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, transaction
from lacrecords.guidance.models import GuidanceChange, OwnGuidance
from lacrecords.guidance.queries import (
    GuidanceText,
    agreement_with,
    differences_between,
    guidance_on,
    not_to_seek_consent_on,
)
from lacrecords.guidance.services import GuidanceRejected, decide, propose
from lacrecords.notifications.models import Acknowledgement, Notification
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import AgencyType, GuidanceKind, NotificationKind, Role
from tests.factories.guidance import (
    FIRST,
    MONDAY,
    SECOND,
    TODAY,
    a_proposal,
    agreed,
    an_agreement,
    day,
)
from tests.factories.staff import MAKER, make_account

PROTOCOL = GuidanceKind.LOCAL_PROTOCOL
THE_LIST = GuidanceKind.NOT_TO_SEEK_CONSENT


@pytest.fixture
def manager(in_app: Flask) -> SignedInActor:
    with transaction():
        return make_account(Role.DESIGNATED_MANAGER)


@pytest.fixture
def guardian(in_app: Flask) -> SignedInActor:
    with transaction():
        return make_account(Role.CALDICOTT_GUARDIAN)


def protocols(on: date) -> list[GuidanceText]:
    return [one for one in guidance_on(on) if one.kind is PROTOCOL]


def only_text() -> OwnGuidance:
    return db.session.scalars(select(OwnGuidance)).one()


def in_force(proposer: SignedInActor, second: SignedInActor) -> str:
    """A protocol since that Monday; the reference of the text."""
    with transaction():
        agreed(proposer, second, a_proposal())
    return only_text().reference


def refused_field(proposer: SignedInActor, **said: object) -> str | None:
    with pytest.raises(GuidanceRejected) as refused, transaction():
        propose(proposer, a_proposal(**said), MONDAY)
    return refused.value.field


def test_what_is_proposed_applies_when_another_agrees_and_from_its_day(
    manager: SignedInActor, guardian: SignedInActor
) -> None:
    with transaction():
        reference = propose(manager, a_proposal(from_on=day(3)), MONDAY)
    assert protocols(day(3)) == []
    with transaction():
        decide(guardian, reference, True, "It was adopted", MONDAY)
    assert protocols(day(2)) == []
    (found,) = protocols(day(3))
    assert (found.text, found.from_on) == (FIRST, day(3))
    actions = db.session.scalars(select(AuditEntry.action)).all()
    assert {"guidance_proposed", "guidance_agreed"} <= set(actions)


def test_a_change_leaves_the_days_before_it_as_they_were(
    manager: SignedInActor, guardian: SignedInActor
) -> None:
    text = in_force(manager, guardian)
    before = protocols(day(9))
    with transaction():
        change = a_proposal(reference=text, text=SECOND, from_on=day(10), shown=1)
        agreed(guardian, manager, change)
    assert protocols(day(9)) == before and before[0].text == FIRST
    assert protocols(day(10))[0].text == SECOND
    assert protocols(day(10))[0].version != before[0].version
    (difference,) = differences_between(day(9), day(10))
    assert difference.before == before[0] and difference.after == protocols(day(10))[0]
    with transaction():
        agreed(manager, guardian, a_proposal(reference=text, ends=True, from_on=day(20), shown=2))
    assert protocols(day(19))[0].text == SECOND
    assert protocols(day(20)) == []


@pytest.mark.parametrize(
    ("proposer", "second", "may"),
    [
        (Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN, True),
        (Role.CALDICOTT_GUARDIAN, Role.DESIGNATED_MANAGER, True),
        (Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER, True),
        (Role.DESIGNATED_MANAGER, Role.DESIGNATED_MANAGER, True),
        (Role.DESIGNATED_MANAGER, Role.TEAM_MANAGER, False),
        (Role.DESIGNATED_MANAGER, Role.SYSTEM_ADMINISTRATOR, False),
        (Role.DESIGNATED_MANAGER, Role.DIRECTOR, False),
        (Role.SYSTEM_ADMINISTRATOR, None, False),
        (Role.DUTY_OFFICER, None, False),
        (Role.LEAD_SOCIAL_WORKER, None, False),
        (Role.DIRECTOR, None, False),
        (Role.BUSINESS_SUPPORT_OFFICER, None, False),
    ],
)
def test_who_proposes_and_who_agrees(
    in_app: Flask, proposer: Role, second: Role | None, may: bool
) -> None:
    with transaction():
        one = make_account(proposer)
        other = make_account(second) if second else one
    try:
        with transaction():
            agreed(one, other, a_proposal())
    except GuidanceRejected:
        assert not may
    else:
        assert may
    assert bool(protocols(TODAY)) is may


def test_nobody_agrees_to_what_they_proposed_even_in_another_role(
    manager: SignedInActor, guardian: SignedInActor
) -> None:
    with transaction():
        reference = propose(manager, a_proposal(), MONDAY)
    with pytest.raises(GuidanceRejected, match="Somebody else"), transaction():
        decide(manager, reference, True, "I think so", MONDAY)
    with pytest.raises(GuidanceRejected, match="Enter the reason"), transaction():
        decide(guardian, reference, True, " ", MONDAY)
    assert protocols(TODAY) == []


def test_a_refusal_changes_nothing_and_is_kept_with_its_reason(
    manager: SignedInActor, guardian: SignedInActor
) -> None:
    text = in_force(manager, guardian)
    with transaction():
        reference = propose(manager, a_proposal(reference=text, text=SECOND, shown=1), MONDAY)
        decide(guardian, reference, False, "The partners have not met", MONDAY)
    assert protocols(TODAY)[0].text == FIRST
    with pytest.raises(GuidanceRejected, match="decided meanwhile"), transaction():
        decide(guardian, reference, True, "They have met now", MONDAY)
    row = db.session.scalars(select(GuidanceChange).order_by(GuidanceChange.id.desc())).first()
    assert row is not None and row.decided_because == "The partners have not met"


def test_of_two_proposals_of_one_state_the_second_is_proposed_again(
    manager: SignedInActor, guardian: SignedInActor
) -> None:
    text = in_force(manager, guardian)
    with transaction():
        mine = propose(manager, a_proposal(reference=text, text=SECOND, shown=1), MONDAY)
        theirs = propose(guardian, a_proposal(reference=text, text="Never.", shown=1), MONDAY)
        decide(manager, theirs, True, "Better", MONDAY)
    with pytest.raises(GuidanceRejected, match="agreed after this was proposed"), transaction():
        decide(guardian, mine, True, "Good", MONDAY)
    with pytest.raises(GuidanceRejected, match="while you typed"), transaction():
        propose(manager, a_proposal(reference=text, text="Always.", shown=1), MONDAY)
    assert protocols(TODAY)[0].text == "Never."
    assert len(db.session.scalars(select(GuidanceChange)).all()) == 3, "all are kept"


def test_a_second_press_proposes_nothing_more(manager: SignedInActor) -> None:
    with transaction():
        first = propose(manager, a_proposal(), MONDAY)
    with transaction():
        assert propose(manager, a_proposal(), MONDAY + timedelta(seconds=2)) == first
    assert len(db.session.scalars(select(OwnGuidance)).all()) == 1


def test_a_day_in_the_past_is_refused_unless_it_corrects_the_record(
    manager: SignedInActor, guardian: SignedInActor
) -> None:
    text = in_force(manager, guardian)
    assert refused_field(manager, from_on=day(-1)) == "from_on"
    assert refused_field(manager, from_on=day(1), corrects_record=True) == "from_on"
    shown_then = protocols(TODAY)
    later = MONDAY + timedelta(days=10)
    correction = a_proposal(
        reference=text,
        text=SECOND,
        from_on=day(-40),
        corrects_record=True,
        reason="It was adopted earlier than we wrote down",
        shown=1,
    )
    with transaction():
        agreed(manager, guardian, correction, later)
    assert protocols(day(-41)) == []
    assert protocols(day(-40))[0].text == SECOND
    assert protocols(TODAY) == shown_then, "what began later goes on, with the same checksum"


def test_what_waited_until_its_day_passed_is_proposed_again(
    manager: SignedInActor, guardian: SignedInActor
) -> None:
    with transaction():
        reference = propose(manager, a_proposal(), MONDAY)
    with pytest.raises(GuidanceRejected, match="has passed"), transaction():
        decide(guardian, reference, True, "Yes", MONDAY + timedelta(days=1))
    with transaction():
        decide(guardian, reference, False, "Too late", MONDAY + timedelta(days=1))


@pytest.mark.parametrize("part", ["title", "text", "source", "reason"])
def test_nothing_is_left_out_of_a_proposal(manager: SignedInActor, part: str) -> None:
    assert refused_field(manager, **{part: "  "}) == part
    assert db.session.scalars(select(OwnGuidance)).all() == []


def test_what_changes_nothing_and_what_ends_nothing_is_refused(
    manager: SignedInActor, guardian: SignedInActor
) -> None:
    text = in_force(manager, guardian)
    assert refused_field(manager, reference=text, shown=1) is None
    ended = {"reference": text, "ends": True, "shown": 1}
    assert refused_field(manager, from_on=day(-1), corrects_record=True, **ended) == "from_on"
    assert refused_field(manager, kind=GuidanceKind.GOLDEN_RULE) is None
    assert refused_field(manager, reference="NONE-EVER") is None


def test_the_list_of_when_consent_is_not_sought_is_empty_until_the_council_fills_it(
    manager: SignedInActor, guardian: SignedInActor
) -> None:
    assert not_to_seek_consent_on(TODAY) == ()
    lines = "A line the council agreed\n\n  Another line  \n"
    said = a_proposal(kind=THE_LIST, title="When consent is not sought", text=lines)
    with transaction():
        agreed(guardian, manager, said)
    assert not_to_seek_consent_on(day(-1)) == ()
    assert not_to_seek_consent_on(TODAY) == ("A line the council agreed", "Another line")
    with pytest.raises(GuidanceRejected, match="already"), transaction():
        propose(manager, said, MONDAY)


def test_an_agreement_is_with_an_agency_and_there_is_one(
    manager: SignedInActor, guardian: SignedInActor
) -> None:
    with transaction():
        police = add_agency(MAKER, "Ashdown Constabulary", AgencyType.POLICE)
        school = add_agency(MAKER, "Thornmere Academy", AgencyType.SCHOOL)
        agreed(manager, guardian, an_agreement(police))
    found = agreement_with(police, TODAY)
    assert found is not None and found.title == "Daily exchange"
    assert agreement_with(police, day(-1)) is None and agreement_with(school, TODAY) is None
    for wrong, field in (
        (an_agreement(police), None),
        (an_agreement(999_999), "agency_id"),
        (an_agreement(school, review_on=None), "review_on"),
        (an_agreement(school, review_on=TODAY), "review_on"),
        (an_agreement(school, review_on=day(5000)), "review_on"),
    ):
        with pytest.raises(GuidanceRejected) as refused, transaction():
            propose(manager, wrong, MONDAY)
        assert refused.value.field == field


def test_the_second_person_is_asked_and_the_first_is_answered(
    in_app: Flask, manager: SignedInActor, guardian: SignedInActor
) -> None:
    def told(kind: NotificationKind) -> list[Notification]:
        found = select(Notification).where(Notification.kind == kind)
        return list(db.session.scalars(found.order_by(Notification.id)))

    with transaction():
        reference = propose(manager, a_proposal(), MONDAY)
    (asked,) = told(NotificationKind.GUIDANCE_PROPOSED)
    assert asked.role is Role.CALDICOTT_GUARDIAN and asked.matter_reference == reference
    with transaction():
        decide(guardian, reference, True, "Yes", MONDAY)
    (answered,) = told(NotificationKind.GUIDANCE_DECIDED)
    assert answered.account_id == manager.account_id
    read = db.session.scalars(select(Acknowledgement.notification_id)).all()
    assert read == [asked.id], "whoever answers has read what they were told"


def test_two_who_agree_at_once_make_one_version(
    app: Flask, manager: SignedInActor, guardian: SignedInActor
) -> None:
    text = in_force(manager, guardian)
    with transaction():
        chief = make_account(Role.DESIGNATED_MANAGER)
        both = [
            propose(manager, a_proposal(reference=text, text=said, shown=1), MONDAY)
            for said in (SECOND, "Another.")
        ]
    db.session.remove()
    ready, answers = Barrier(2), []

    def agree(reference: str, second: SignedInActor) -> None:
        with app.app_context():
            ready.wait()
            try:
                with transaction():
                    decide(second, reference, True, "Yes", MONDAY)
                answers.append("agreed")
            except GuidanceRejected:
                answers.append("refused")
            db.session.remove()

    people = zip(both, (guardian, chief), strict=True)
    threads = [Thread(target=agree, args=pair) for pair in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["agreed", "refused"]


@given(
    steps=st.lists(
        st.tuples(st.integers(-20, 20), st.booleans(), st.booleans()), min_size=1, max_size=5
    )
)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_two_people_agree_on_each_day_has_what_was_agreed_last_for_it(
    manager: SignedInActor,
    guardian: SignedInActor,
    steps: list[tuple[int, bool, bool]],
) -> None:
    """Each step begins on a day, may be an end, and is agreed to or refused."""
    with transaction():
        title = f"Protocol {len(db.session.scalars(select(OwnGuidance)).all())}"
        agreed(manager, guardian, a_proposal(title=title, text="0", from_on=TODAY))
    text = db.session.scalars(select(OwnGuidance).order_by(OwnGuidance.id.desc())).first()
    assert text is not None
    expected: dict[date, str | None] = {TODAY: "0"}
    agreed_so_far = 1
    for number, (begins, ends, agrees) in enumerate(steps, 1):
        value = a_proposal(
            reference=text.reference,
            title=title,
            text=str(number),
            ends=ends,
            from_on=day(begins),
            corrects_record=begins < 0,
            shown=agreed_so_far,
        )
        try:
            with transaction():
                reference = propose(manager, value, MONDAY)
        except GuidanceRejected:
            assert ends and _latest(expected, day(begins)) is None
            continue
        with transaction():
            decide(guardian, reference, agrees, "Read", MONDAY)
        if agrees:
            expected[day(begins)] = None if ends else str(number)
            agreed_so_far += 1
    for one in range(-25, 25):
        found = [each.text for each in guidance_on(day(one)) if each.key == text.reference]
        said = _latest(expected, day(one))
        assert found == ([] if said is None else [said])


def _latest(expected: dict[date, str | None], on: date) -> str | None:
    begun = [one for one in expected if one <= on]
    return expected[max(begun)] if begun else None
