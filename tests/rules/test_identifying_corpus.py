"""How many postcodes and numbers are found, and how many harmless texts are warned of."""

from __future__ import annotations

from collections import Counter
from functools import cache

from lacrecords.rules.identifying_marks import NEVER_SENT, marks_in
from tests.rules.identifying_corpus import Written, harmless, postcodes, seeded, telephone_numbers

RECALL = 0.99
# Of a hundred warnings on a corpus of as many texts with as without, so many are right.
PRECISION = 0.98


def is_covered(one: Written) -> bool:
    """Whether nothing of what points to somebody would be left in the text."""
    return any(
        mark.start <= one.start and mark.end >= one.end and mark.kind in NEVER_SENT
        for mark in marks_in(one.text)
    )


@cache
def found_of(name: str) -> tuple[int, int]:
    """How many of a corpus are found, of how many; printed with the ways that are missed."""
    chance = seeded()
    corpus = list(postcodes(chance, 130) if name == "postcodes" else telephone_numbers(chance, 60))
    missed = Counter(one.way for one in corpus if not is_covered(one))
    found = len(corpus) - missed.total()
    print(f"{name}: {found} of {len(corpus)} found, recall {found / len(corpus):.4f}")
    print(f"    missed: {missed.most_common(8)}")
    return found, len(corpus)


def test_postcodes_are_found_however_they_are_written() -> None:
    found, written = found_of("postcodes")
    assert found / written >= RECALL


def test_telephone_numbers_are_found_however_they_are_written() -> None:
    found, written = found_of("telephone numbers")
    assert found / written >= RECALL


def test_few_harmless_texts_are_warned_of_and_none_is_held_back() -> None:
    texts = list(harmless(seeded(), 120))
    warned = {text: marks for text in texts if (marks := marks_in(text))}
    found, written = map(
        sum, zip(found_of("postcodes"), found_of("telephone numbers"), strict=True)
    )
    right = found / written * len(texts)
    precision = right / (right + len(warned))
    print(f"harmless: {len(warned)} of {len(texts)} warned of, precision {precision:.4f}")
    for text, marks in list(warned.items())[:10]:
        print("   ", [(mark.kind.value, mark.words) for mark in marks], text)
    assert precision >= PRECISION
    held = [text for text, marks in warned.items() if {mark.kind for mark in marks} & NEVER_SENT]
    assert not held
