"""What each kind of agreement is worth, in bits: log2 of how much likelier it makes "same child".

Set from general knowledge of how such data go wrong and checked on invented registers.
Data only: `scoring` adds them up and puts them into words.
"""

from __future__ import annotations

from lacrecords.matching.dates import DateAgreement
from lacrecords.matching.name_comparison import NameAgreement

RARE_NAME_BITS = 11.0
COMMON_NAME_BITS = 3.0
USUAL_NAME_BITS = 7.5

NAME_SHARE = {
    NameAgreement.SAME: 1.0,
    NameAgreement.PART_SAME: 0.85,
    NameAgreement.KIN: 0.75,
    NameAgreement.SOUNDS_SAME: 0.8,
    NameAgreement.CLOSE: 0.65,
}
"""What part of a name's own weight each kind of agreement keeps."""

INITIAL_BITS = 3.0
LOOSE_BITS = 1.0
MISSING_BITS = 0.0
FORENAME_DIFFERS_BITS = -6.5
SURNAME_DIFFERS_BITS = -4.0
MIDDLE_AGREES_BITS = 3.0
MIDDLE_DIFFERS_BITS = -0.7
EXCHANGED_BITS = -2.0
AS_MIDDLE_BITS = -2.0
OTHER_NAME_BITS = -0.5
PARENT_SURNAME_BITS = -1.5

DATE_BITS = {
    DateAgreement.SAME: 12.0,
    DateAgreement.SAME_PLACEHOLDER: 6.0,
    DateAgreement.SWAPPED: 7.5,
    DateAgreement.DAYS_OFF: 6.0,
    DateAgreement.ESTIMATED_MONTH: 5.5,
    DateAgreement.MONTH_SAME: 4.0,
    DateAgreement.YEAR_OFF: 6.0,
    DateAgreement.DIGIT_OFF: 2.5,
    DateAgreement.MONTH_OFF: 4.0,
    DateAgreement.YEAR_SAME: -3.0,
    DateAgreement.DIFFERENT: -8.0,
}

EXPECTED_NEAR_BITS = 6.5
EXPECTED_WIDE_BITS = 3.0
EXPECTED_DIFFERS_BITS = -5.0
EXPECTED_FAR_BITS = -10.0
UNBORN_BOTH_BITS = 5.0

AGE_AGREES_BITS = 4.0
AGE_NEARLY_BITS = 0.5
AGE_DIFFERS_BITS = -7.0

SEX_AGREES_BITS = 0.9
SEX_DIFFERS_BITS = -3.5

NUMBER_AGREES_BITS = 20.0
NUMBER_NEARLY_BITS = 9.0
NUMBER_DIFFERS_BITS = -5.0

SAME_HOME_BITS = 9.5
UNCERTAIN_HOME_BITS = 6.0
SAME_POSTCODE_BITS = 4.0
SAME_STREET_BITS = 3.0
OTHER_HOME_BITS = -1.2

STRONG_FROM = 7.0
LIKELY_FROM = 2.0
POSSIBLE_FROM = -4.0

CONFLICT_BITS = -4.0
"""A date or an age that speaks this much against a match keeps it from being strong."""
