"""A text with what may point to somebody in it, as the page shows it beside the proposed one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lacrecords.advice.concerned import Concerned
from lacrecords.rules.advice import MarkKey, Weighed, key_of, weigh
from lacrecords.rules.identifying_marks import KIND_WORDS, Mark, marks_in, without_marks


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text; `kind` says what it may be, empty where it points to nobody."""

    words: str
    kind: str = ""
    barred: bool = False


@dataclass(frozen=True, slots=True)
class CheckedText:
    """One text of a form: as it was typed, piece by piece, and as it could go."""

    label: str
    pieces: tuple[Piece, ...]
    proposed: str
    weighed: Weighed


def check(
    label: str, text: str, reasons: Mapping[MarkKey, str], concerned: Concerned | None
) -> CheckedText:
    """What is found in a text, what was answered for, and the text without the rest."""
    names, places = (concerned.names, concerned.places) if concerned else ((), ())
    weighed = weigh(marks_in(text, names, places), reasons)
    out = weighed.to_take_out
    return CheckedText(label, tuple(_pieces(text, out, weighed)), without_marks(text, out), weighed)


def distinct(texts: Iterable[CheckedText]) -> tuple[Mark, ...]:
    """Marks that somebody may answer for, each once, answered for or not."""
    found: dict[MarkKey, Mark] = {}
    for text in texts:
        explained = (mark for mark, _reason in text.weighed.explained)
        for mark in sorted((*text.weighed.unexplained, *explained), key=lambda one: one.start):
            found.setdefault(key_of(mark), mark)
    return tuple(found.values())


def _pieces(text: str, marks: Sequence[Mark], weighed: Weighed) -> Iterable[Piece]:
    at = 0
    for mark in marks:
        if mark.start > at:
            yield Piece(text[at : mark.start])
        yield Piece(mark.words, KIND_WORDS[mark.kind], mark in weighed.barred)
        at = mark.end
    if at < len(text):
        yield Piece(text[at:])
