"""Words of the glossary on a screen: two lists that share a value keep their own words."""

from __future__ import annotations

from enum import StrEnum

import pytest

from lacrecords import terms
from lacrecords.terms import EnquiryType, Urgency
from lacrecords.wording import choices, words

LISTS = [kind for name in terms.__all__ if isinstance(kind := getattr(terms, name), type)]


def test_an_urgency_is_not_worded_as_a_type_of_enquiry() -> None:
    assert words(Urgency.ROUTINE) == "Routine"
    assert words(EnquiryType.ROUTINE) == "A routine check"


@pytest.mark.parametrize("kind", LISTS)
def test_every_word_of_a_list_is_worded_differently(kind: type[StrEnum]) -> None:
    shown = [text for _, text in choices(kind)]
    assert len(set(shown)) == len(shown)
    assert all(text and "_" not in text for text in shown)
