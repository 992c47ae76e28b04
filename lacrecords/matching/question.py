"""The keys to look under for one child described, from the narrow to the wide.

Widens at the time of asking: other dates, day and month exchanged, short names, near
spellings, ages. Pure: it is told which near spellings the register holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from lacrecords.matching.dates import (
    WIDE_EXPECTED_WINDOW_DAYS,
    days_around,
    nearby_dates,
    swapped,
    years_between,
)
from lacrecords.matching.families import kin_of, other_endings
from lacrecords.matching.forms import Normalised
from lacrecords.matching.identifiers import near_nhs_numbers
from lacrecords.matching.keys import (
    address_keys,
    birth_and_name_key,
    birth_key,
    birth_years,
    forename_codes,
    nhs_key,
    pair_keys,
    place_keys,
    surname_codes,
    undated_name_key,
    upn_key,
    year_and_name_key,
)
from lacrecords.matching.names import sound_code, with_v_as_w

Keys = dict[int, float]
"""Keys to look under, each with how much a hit is worth when too many are found."""

_MOST_CODES = 16
_ALL_CHILD_YEARS = 26


def words_asked(form: Normalised) -> tuple[str, ...]:
    """Every word of the names asked about that is longer than an initial."""
    words = [
        word
        for name in form.names
        for word in (*name.forename, *name.middle[:2], *name.surname)
        if len(word) > 1
    ]
    words.extend(word for name in form.parent_surnames for word in name)
    return tuple(dict.fromkeys(words))


def narrow_keys(form: Normalised) -> Keys:
    """Numbers, the date of birth with a name, and the names as they sound."""
    keys: Keys = {}
    if form.nhs_number:
        keys[nhs_key(form.nhs_number)] = 100.0
        # A number that fails its check was misheard: the numbers it may have been are few.
        keys.update((nhs_key(near), 50.0) for near in near_nhs_numbers(form.nhs_number))
    if form.upn:
        keys[upn_key(form.upn)] = 100.0
    codes = tuple(dict.fromkeys((*forename_codes(form), *surname_codes(form))))
    for on in _exact_dates(form):
        keys.update((birth_and_name_key(on, code), 10.0) for code in codes)
    keys.update((number, 8.0) for number in _name_pairs(form, {}))
    return keys


def wide_keys(form: Normalised) -> Keys:
    """The date alone, homes, short names, and dates near the one given."""
    keys: Keys = {}
    for placed in form.addresses:
        keys.update((number, 5.0) for number in address_keys(placed))
        # Fewer live at one number of a street than under one postcode.
        keys.update((number, 9.0) for number in place_keys(placed.parsed))
    keys.update((birth_key(on), 5.0) for on in _exact_dates(form))
    kin = {word: _other_forms(word) for word in words_asked(form)}
    keys.update((number, 6.0) for number in _name_pairs(form, kin))
    codes = tuple(dict.fromkeys((*forename_codes(form), *surname_codes(form))))[:6]
    for on in _near_dates(form):
        keys.update((birth_and_name_key(on, code), 4.0) for code in codes)
    return keys


def _other_forms(word: str) -> tuple[str, ...]:
    """Short names, other endings, and v and w written for each other, as in Polish names."""
    other_letters = {word.replace("v", "w"), word.replace("w", "v")} - {word}
    return tuple(sorted(kin_of(word) | other_endings(word) | other_letters))


def near_spelling_keys(form: Normalised, neighbours: Mapping[str, Iterable[str]]) -> Keys:
    """The names with near spellings in place of either or both."""
    keys: Keys = {number: 4.0 for number in _name_pairs(form, neighbours)}
    others = _codes_of(neighbours, words_asked(form)) + _codes_with_v_as_w(form)
    for on in _exact_dates(form):
        keys.update((birth_and_name_key(on, code), 4.0) for code in others)
    return keys


def year_keys(form: Normalised, neighbours: Mapping[str, Iterable[str]]) -> Keys:
    """One name with the year of birth, for when the rest was misheard or not given."""
    years = _years(form)
    own = tuple(dict.fromkeys((*forename_codes(form), *surname_codes(form))))
    near = _codes_of(neighbours, words_asked(form)) + _codes_with_v_as_w(form)
    keys: Keys = {year_and_name_key(year, code): 1.0 for year in years for code in near}
    keys.update((year_and_name_key(year, code), 2.0) for year in years for code in own)
    return keys


def _exact_dates(form: Normalised) -> tuple[date, ...]:
    dates: dict[date, None] = {}
    for on in (form.born_on, form.expected_on):
        if on is not None:
            dates[on] = None
            exchanged = swapped(on)
            if exchanged is not None:
                dates[exchanged] = None
    return tuple(dates)


def _near_dates(form: Normalised) -> tuple[date, ...]:
    dates: dict[date, None] = {}
    if form.born_on is not None:
        dates.update(dict.fromkeys(nearby_dates(form.born_on)))
    about = form.expected_on or (form.born_on if form.unborn_or_new else None)
    if about is not None:
        dates.update(dict.fromkeys(days_around(about, WIDE_EXPECTED_WINDOW_DAYS)))
    return tuple(dates)


def _years(form: Normalised) -> tuple[int, ...]:
    years = birth_years(form)
    if form.born_between:
        first, last = form.born_between
        year = timedelta(days=366)
        return years_between(first - year, last + year)
    return years


def _codes_of(others: Mapping[str, Iterable[str]], words: Iterable[str]) -> tuple[str, ...]:
    codes = (sound_code(other) for word in words for other in others.get(word, ()))
    return tuple(dict.fromkeys(codes))[: _MOST_CODES * 2]


def _codes_with_v_as_w(form: Normalised) -> tuple[str, ...]:
    words = (word for word in words_asked(form) if "v" in word)
    return tuple(dict.fromkeys(sound_code(with_v_as_w(word)) for word in words))


def _name_pairs(form: Normalised, others: Mapping[str, Iterable[str]]) -> Iterable[int]:
    forenames = [w for name in form.names for w in (*name.forename, *name.middle[:2])]
    surnames = [w for name in form.names for w in name.surname]
    surnames += [w for name in form.parent_surnames for w in name]
    first = (*forename_codes(form), *_codes_of(others, forenames)[:_MOST_CODES])
    last = (*surname_codes(form), *_codes_of(others, surnames)[:_MOST_CODES])
    return pair_keys(first, last)


def all_year_keys(form: Normalised, last_year: int) -> Keys:
    """One name with every year in which a child may have been born, when no age was given."""
    codes = tuple(dict.fromkeys((*forename_codes(form), *surname_codes(form))))[:4]
    years = range(last_year - _ALL_CHILD_YEARS, last_year + 2)
    return {year_and_name_key(year, code): 1.0 for year in years for code in codes}


def undated_keys(form: Normalised) -> Keys:
    """One name, for those of whom neither age nor date of birth is known."""
    codes = dict.fromkeys((*forename_codes(form), *surname_codes(form)))
    return {undated_name_key(code): 2.0 for code in codes}


def name_counts_sought(words: Iterable[str], years: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The keys that count how common each name is, with the words each stands for."""
    sampled = tuple(years)
    sought: dict[int, tuple[str, ...]] = {}
    for word in words:
        code = sound_code(word)
        for year in sampled:
            number = year_and_name_key(year, code)
            sought[number] = (*sought.get(number, ()), word)
    return sought


def same_birth_keys(form: Normalised) -> frozenset[int]:
    """Keys that two records of one child share: numbers, a home, the date of birth with a name."""
    keys = {number for number, worth in narrow_keys(form).items() if worth >= 10.0}
    for placed in form.addresses:
        keys |= place_keys(placed.parsed)
    if form.unborn_or_new:
        keys |= near_birth_keys(form)
    return frozenset(keys)


def same_name_keys(form: Normalised) -> frozenset[int]:
    """Keys of forename and surname together, which two records of one child may share."""
    return frozenset(_name_pairs(form, {}))


def near_birth_keys(form: Normalised) -> frozenset[int]:
    """Keys of a date of birth near the one held, with each name."""
    codes = tuple(dict.fromkeys((*forename_codes(form), *surname_codes(form))))[:6]
    return frozenset(birth_and_name_key(on, code) for on in _near_dates(form) for code in codes)
