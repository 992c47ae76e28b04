"""Words of the glossary on a screen: two lists that share a value keep their own words."""

from __future__ import annotations

from enum import StrEnum

import pytest

from lacrecords import terms
from lacrecords.terms import EnquiryType, NotificationKind, Urgency
from lacrecords.wording import choices, words

LISTS = [kind for name in terms.__all__ if isinstance(kind := getattr(terms, name), type)]


def test_an_urgency_is_not_worded_as_a_type_of_enquiry() -> None:
    assert words(Urgency.ROUTINE) == "Routine"
    assert words(EnquiryType.ROUTINE) == "A routine check"


def test_a_sealed_record_is_worded_as_any_restricted_one() -> None:
    restricted = words(NotificationKind.RESTRICTED_RECORD)
    assert words(NotificationKind.SEALED_RECORD) == restricted


@pytest.mark.parametrize("kind", LISTS)
def test_every_word_of_a_list_is_worded_differently(kind: type[StrEnum]) -> None:
    # A sealed record is spoken of as any restricted one: decision 0017.
    sealed = NotificationKind.SEALED_RECORD if kind is NotificationKind else None
    shown = [text for value, text in choices(kind) if value != sealed]
    assert len(set(shown)) == len(shown)
    assert all(text and "_" not in text for text in shown)
