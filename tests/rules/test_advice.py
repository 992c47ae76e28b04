"""What may go to an adviser, and what may be written after a question: every combination."""

from __future__ import annotations

from itertools import product

import pytest

from lacrecords.rules.advice import key_of, may_be_written, state_of, weigh
from lacrecords.rules.identifying_marks import NEVER_SENT, Mark
from lacrecords.terms import AdviceState, AdviceTurnKind, MarkKind

ASKED_BACK, ADDED, ADVICE, WITHDRAWN = AdviceTurnKind


@pytest.mark.parametrize("kind", list(MarkKind))
@pytest.mark.parametrize("reason", ["", "  ", "It is the name of a court"])
def test_each_kind_goes_only_with_a_reason_and_the_gravest_never(
    kind: MarkKind, reason: str
) -> None:
    mark = Mark(kind, 4, 9, "a  b")
    weighed = weigh([mark], {(kind, "a b"): reason})
    assert weighed.may_go is (kind not in NEVER_SENT and bool(reason.strip()))
    assert weighed.to_take_out == (() if weighed.may_go else (mark,))


def test_what_is_taken_out_stands_in_the_order_of_the_text() -> None:
    late = Mark(MarkKind.POSTCODE, 30, 37, "AB1 2CD")
    early = Mark(MarkKind.NAME, 2, 5, "Ann")
    explained = Mark(MarkKind.PLACE, 10, 14, "York")
    weighed = weigh([late, explained, early], {(MarkKind.PLACE, "York"): " the county "})
    assert weighed.to_take_out == (early, late)
    assert weighed.explained == ((explained, "the county"),)
    assert MarkKind.POSTCODE in NEVER_SENT


def test_a_reason_is_for_the_words_it_was_given_for() -> None:
    mark = Mark(MarkKind.NAME, 0, 8, "Ann\nBell")
    assert key_of(mark) == (MarkKind.NAME, "Ann Bell")
    assert weigh([mark], {(MarkKind.NAME, "Ann Bell"): "A shop"}).may_go
    assert not weigh([mark], {(MarkKind.NAME, "Ann Ball"): "A shop"}).may_go
    assert not weigh([mark], {(MarkKind.PLACE, "Ann Bell"): "A shop"}).may_go


ALLOWED_AFTER = {
    (): {ASKED_BACK, ADVICE, WITHDRAWN},
    (ASKED_BACK,): {ADDED, ADVICE, WITHDRAWN},
    (ASKED_BACK, ADDED): {ASKED_BACK, ADVICE, WITHDRAWN},
    (ADVICE,): {ADVICE},
    (ASKED_BACK, ADVICE): {ADVICE},
    (WITHDRAWN,): set(),
    (ASKED_BACK, WITHDRAWN): set(),
}


@pytest.mark.parametrize("turns", ALLOWED_AFTER)
@pytest.mark.parametrize("kind", list(AdviceTurnKind))
def test_what_may_follow(kind: AdviceTurnKind, turns: tuple[AdviceTurnKind, ...]) -> None:
    assert may_be_written(kind, turns) is (kind in ALLOWED_AFTER[turns])


def every_history() -> set[tuple[AdviceTurnKind, ...]]:
    """Every order of up to four things that may be written one after the other."""
    histories: set[tuple[AdviceTurnKind, ...]] = set()
    for length in range(5):
        for turns in product(AdviceTurnKind, repeat=length):
            if all(may_be_written(turns[at], turns[:at]) for at in range(length)):
                histories.add(turns)
    return histories


def test_a_question_waits_for_one_side_or_has_ended() -> None:
    assert state_of(()) is AdviceState.WAITS_FOR_ADVICE
    for turns in every_history():
        state = state_of(turns)
        if WITHDRAWN in turns:
            assert state is AdviceState.WITHDRAWN and turns[-1] is WITHDRAWN
        elif ADVICE in turns:
            assert state is AdviceState.ANSWERED
            assert set(turns[turns.index(ADVICE) :]) == {ADVICE}, "only advice put right follows"
        elif turns and turns[-1] is ASKED_BACK:
            assert state is AdviceState.WAITS_FOR_ASKER
        else:
            assert state is AdviceState.WAITS_FOR_ADVICE


def test_only_what_was_asked_back_is_answered_and_nothing_twice() -> None:
    for turns in every_history():
        for at, kind in enumerate(turns):
            if kind is ADDED:
                assert turns[at - 1] is ASKED_BACK
        assert WITHDRAWN not in turns[:-1]
