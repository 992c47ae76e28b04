"""What each kind of agreement is worth, in bits: log2 of how much likelier it makes "same child".

Set from general knowledge of how such data go wrong and checked on invented registers.
Data only: `scoring` adds them up and puts them into words.
"""

from __future__ import annotations

from lacrecords.matching.dates import DateAgreement
from lacrecords.matching.name_comparison import NameAgreement

RARE_NAME_BITS = 11.0
COMMON_NAME_BITS = 3.0
USUAL_NAME_BITS = 8.7

NAME_SHARE = {
    NameAgreement.SAME: 0.9,
    NameAgreement.PART_SAME: 0.67,
    NameAgreement.KIN: 0.64,
    NameAgreement.SOUNDS_SAME: 0.85,
    NameAgreement.CLOSE: 0.79,
}
"""What part of a name's own weight each kind of agreement keeps."""

NAME_AGREES_BITS = -1.3
"""What any name that agrees is worth beside its rarity."""
INITIAL_BITS = 3.8
LOOSE_BITS = 0.4
MISSING_BITS = 0.0
FORENAME_DIFFERS_BITS = -5.8
SURNAME_DIFFERS_BITS = -1.6
MIDDLE_AGREES_BITS = 5.0
MIDDLE_DIFFERS_BITS = -4.9
EXCHANGED_BITS = -0.4
AS_MIDDLE_BITS = -2.5
MIDDLE_AS_SURNAME_BITS = -2.5
OTHER_NAME_BITS = -1.8
PARENT_SURNAME_BITS = -1.5
FORENAME_WORTH = 1.0
"""How much of its bits a forename that agrees keeps beside a surname's."""
BOTH_NAMES_BITS = -0.7
"""Forename and surname agree: people of one community share both, so the sum says too much."""

DATE_BITS = {
    DateAgreement.SAME: 6.7,
    DateAgreement.SAME_PLACEHOLDER: 6.5,
    DateAgreement.SWAPPED: 4.2,
    DateAgreement.DAYS_OFF: 3.5,
    DateAgreement.ESTIMATED_MONTH: 3.5,
    DateAgreement.MONTH_SAME: -2.3,
    DateAgreement.YEAR_OFF: 5.0,
    DateAgreement.DIGIT_OFF: -4.8,
    DateAgreement.MONTH_OFF: -1.7,
    DateAgreement.YEAR_SAME: -6.1,
    DateAgreement.DIFFERENT: -9.4,
}

EXPECTED_NEAR_BITS = 5.3
EXPECTED_WIDE_BITS = 3.9
EXPECTED_DIFFERS_BITS = -2.0
EXPECTED_FAR_BITS = -6.0
UNBORN_BOTH_BITS = 4.5

AGE_AGREES_BITS = 2.7
AGE_NEARLY_BITS = 0.5
AGE_DIFFERS_BITS = -11.6

SEX_AGREES_BITS = 0.0
SEX_DIFFERS_BITS = -3.8

NUMBER_AGREES_BITS = 20.0
NUMBER_NEARLY_BITS = 10.0
NUMBER_DIFFERS_BITS = -9.4

SAME_HOME_BITS = 7.3
UNCERTAIN_HOME_BITS = 7.1
SAME_POSTCODE_BITS = 4.2
SAME_STREET_BITS = 0.9
OTHER_HOME_BITS = -2.5
HOME_WITHOUT_FORENAME_BITS = -1.1
"""Brothers and sisters share a home: it says less of one child when no forename is given."""
HOME_OF_ANOTHER_FORENAME_BITS = -6.3
"""It says less still when the forename differs."""

STANDING_BITS = 5.9
"""Added to every sum: the odds of chance are reckoned for a child of whom nothing is known."""

STRONG_FROM = 7.0
LIKELY_FROM = 2.0
POSSIBLE_FROM = -4.0

CONFLICT_BITS = -4.0
"""A date or an age that speaks this much against a match keeps it from being strong."""
