"""Every reason that the search can word has the mark that its words mean."""

from __future__ import annotations

import pytest

from lacrecords.matching import name_evidence, other_evidence
from lacrecords.matching.dates import DateAgreement
from lacrecords.matching.name_comparison import NameAgreement
from lacrecords.matching.reason_marks import Mark, mark_of


@pytest.mark.parametrize("agreement", name_evidence._AGREEMENT_WORDS)
def test_a_name_is_marked_by_how_it_agrees(agreement: NameAgreement) -> None:
    (reason,) = name_evidence._words("surname", agreement)
    wanted = {NameAgreement.SAME: Mark.AGREES, NameAgreement.DIFFERENT: Mark.DIFFERS}
    assert mark_of(reason) is wanted.get(agreement, Mark.NEARLY)


@pytest.mark.parametrize("agreement", DateAgreement)
def test_a_date_is_marked_by_how_it_agrees(agreement: DateAgreement) -> None:
    wanted = {DateAgreement.SAME: Mark.AGREES, DateAgreement.DIFFERENT: Mark.DIFFERS}
    assert mark_of(other_evidence._DATE_WORDS[agreement]) is wanted.get(agreement, Mark.NEARLY)


@pytest.mark.parametrize(
    ("reason", "mark"),
    [
        ("lives at this address", Mark.AGREES),
        ("lived at this address until March 2024", Mark.AGREES),
        ("lives at what may be this address: the flat is not given", Mark.NEARLY),
        ("postcode agrees, the house numbers differ", Mark.NEARLY),
        ("another address", Mark.DIFFERS),
        ("NHS number agrees", Mark.AGREES),
        ("NHS number one digit apart", Mark.NEARLY),
        ("sex differs", Mark.DIFFERS),
        ("age within a year", Mark.NEARLY),
        ("expected date within three weeks", Mark.NEARLY),
        ("forename and surname exchanged", Mark.NEARLY),
    ],
)
def test_other_reasons_are_marked_by_their_words(reason: str, mark: Mark) -> None:
    assert mark_of(reason) is mark
