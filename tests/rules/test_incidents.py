"""Who must be told of a wrong disclosure, by when, and when it may be closed: every combination."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules import incidents as rules
from lacrecords.rules.incidents import ALWAYS_TOLD, IncidentHours, IncidentState
from lacrecords.terms import IncidentDutyKind

COMMISSIONER = IncidentDutyKind.TELL_INFORMATION_COMMISSIONER
HOURS = IncidentHours(
    data_protection_officer=4,
    lead_social_worker=5,
    director=24,
    information_commissioner=72,
    persons_concerned=96,
)
MOMENTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1))
NOT_SETTLED = {
    IncidentDutyKind.TELL_DATA_PROTECTION_OFFICER: "Tell the data protection officer",
    IncidentDutyKind.TELL_LEAD_SOCIAL_WORKER: "Tell the lead social worker, or say why not",
    IncidentDutyKind.TELL_DIRECTOR: "Tell the Director of Children's Services",
    COMMISSIONER: "Notify the Information Commissioner, or say why not",
    IncidentDutyKind.TELL_PERSONS_CONCERNED: "Tell the persons concerned, or say why not",
}
EITHER = (False, True)
OPEN_OR_NOT = (None, False, True)


@given(MOMENTS)
def test_the_clocks_run_in_real_hours_through_nights_weekends_and_changes_of_the_clock(
    naive: datetime,
) -> None:
    aware = naive.replace(tzinfo=UTC)
    due = rules.due_moments(aware, HOURS)
    assert due[COMMISSIONER] - aware == timedelta(hours=72)
    assert {kind: (at - aware).total_seconds() / 3600 for kind, at in due.items()} == {
        IncidentDutyKind.TELL_DATA_PROTECTION_OFFICER: 4,
        IncidentDutyKind.TELL_LEAD_SOCIAL_WORKER: 5,
        IncidentDutyKind.TELL_DIRECTOR: 24,
        COMMISSIONER: 72,
        IncidentDutyKind.TELL_PERSONS_CONCERNED: 96,
    }


@pytest.mark.parametrize("kind", list(IncidentDutyKind))
@pytest.mark.parametrize("done", EITHER)
@pytest.mark.parametrize("decided", OPEN_OR_NOT)
@pytest.mark.parametrize("words", ["", "  ", "Rang at noon"])
def test_a_duty_is_settled_in_words_and_the_commissioners_follows_the_decision(
    kind: IncidentDutyKind, done: bool, decided: bool | None, words: str
) -> None:
    refusal = rules.why_a_duty_is_not_settled(
        kind, done=done, commissioner_is_told=decided, words=words
    )
    wrong = not words.strip()
    wrong = wrong or (kind is COMMISSIONER and decided is not done)
    wrong = wrong or (not done and kind in ALWAYS_TOLD)
    assert (refusal is not None) is wrong
    if not words.strip():
        who_or_why = "who was told, when and how" if done else "why they are not told"
        assert refusal == f"Enter {who_or_why}"
    elif kind is COMMISSIONER and decided is None:
        assert refusal == "Decide first whether the Information Commissioner is notified"
    elif kind is COMMISSIONER and wrong:
        assert refusal == "The decision about the Information Commissioner says otherwise"
    elif wrong:
        assert refusal == "This cannot be decided against: they are always told"


def test_the_data_protection_officer_and_the_director_are_always_told() -> None:
    assert ALWAYS_TOLD == {
        IncidentDutyKind.TELL_DATA_PROTECTION_OFFICER,
        IncidentDutyKind.TELL_DIRECTOR,
    }


def test_it_is_closed_only_when_contained_decided_and_each_duty_is_settled() -> None:
    kinds = tuple(IncidentDutyKind)
    for contained, decided, *settled in product(EITHER, OPEN_OR_NOT, *[OPEN_OR_NOT] * len(kinds)):
        state = IncidentState(
            contained=contained,
            commissioner_is_told=decided,
            duties=dict(zip(kinds, settled, strict=True)),
        )
        missing = rules.why_it_cannot_be_closed(state)
        left = [] if contained else ["Record what was done to contain it"]
        if decided is None:
            left.append("Decide whether the Information Commissioner is notified")
        left += [NOT_SETTLED[kind] for kind, how in state.duties.items() if how is None]
        assert missing == tuple(left)


def test_a_duty_that_is_not_there_keeps_it_open() -> None:
    state = IncidentState(contained=True, commissioner_is_told=True, duties={})
    assert rules.why_it_cannot_be_closed(state) == tuple(
        NOT_SETTLED[kind] for kind in IncidentDutyKind
    )
