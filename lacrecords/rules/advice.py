"""Whether a text may go to somebody who must not learn whom it is about. Pure.

An address, postcode, telephone number, NHS number or name of the family never goes. Anything
else that may point to somebody goes when whoever asks says why it points to nobody.
Source: product, D5; procedure, golden rule 3 ("without disclosing the identity").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lacrecords.rules.identifying_marks import NEVER_SENT, Mark
from lacrecords.terms import AdviceState, AdviceTurnKind, MarkKind

MarkKey = tuple[MarkKind, str]
"""A mark as somebody answers for it: the same words again are the same mark."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The marks of a text by what becomes of them."""

    barred: tuple[Mark, ...]
    unexplained: tuple[Mark, ...]
    explained: tuple[tuple[Mark, str], ...]

    @property
    def may_go(self) -> bool:
        """Whether the text may be read by somebody who must not learn whom it is about."""
        return not self.barred and not self.unexplained

    @property
    def to_take_out(self) -> tuple[Mark, ...]:
        """What the proposed text leaves out."""
        return tuple(sorted((*self.barred, *self.unexplained), key=lambda mark: mark.start))


def key_of(mark: Mark) -> MarkKey:
    """The mark without its place."""
    return mark.kind, " ".join(mark.words.split())


def weigh(marks: Iterable[Mark], reasons: Mapping[MarkKey, str]) -> Weighed:
    """Which marks never go, which lack a reason, and which were answered for."""
    barred, unexplained, explained = [], [], []
    for mark in marks:
        reason = reasons.get(key_of(mark), "").strip()
        if mark.kind in NEVER_SENT:
            barred.append(mark)
        elif reason:
            explained.append((mark, reason))
        else:
            unexplained.append(mark)
    return Weighed(tuple(barred), tuple(unexplained), tuple(explained))


def state_of(turns: Sequence[AdviceTurnKind]) -> AdviceState:
    """What a question waits for, from what was written since, in order."""
    if AdviceTurnKind.WITHDRAWN in turns:
        return AdviceState.WITHDRAWN
    if AdviceTurnKind.ADVICE in turns:
        return AdviceState.ANSWERED
    if turns and turns[-1] is AdviceTurnKind.ASKED_BACK:
        return AdviceState.WAITS_FOR_ASKER
    return AdviceState.WAITS_FOR_ADVICE


def may_be_written(kind: AdviceTurnKind, turns: Sequence[AdviceTurnKind]) -> bool:
    """Whether this may follow: advice may be put right, everything else ends with it."""
    state = state_of(turns)
    return {
        AdviceTurnKind.ASKED_BACK: state is AdviceState.WAITS_FOR_ADVICE,
        AdviceTurnKind.ADDED: state is AdviceState.WAITS_FOR_ASKER,
        AdviceTurnKind.ADVICE: state is not AdviceState.WITHDRAWN,
        AdviceTurnKind.WITHDRAWN: state
        in (AdviceState.WAITS_FOR_ADVICE, AdviceState.WAITS_FOR_ASKER),
    }[kind]
