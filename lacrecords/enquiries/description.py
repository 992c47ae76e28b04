"""From what was heard of an enquired child to the form that the search understands.

What was said later in the same enquiry counts with what was said first: of what can be one thing
only, the last word; of names and addresses, every one, and none that nobody said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from lacrecords.enquiries.heard_models import AsHeard
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.matching.forms import AddressForm, Described, NameForm
from lacrecords.matching.identifiers import normalise_nhs_number, normalise_upn
from lacrecords.terms import DatePrecision, Sex


def described_form(child: EnquiredChild, asked_on: date) -> Described:
    """Everything that was said of the child, ready to be searched and indexed."""
    heard = heard_of(child)
    born = _birth(heard)
    mother = last_said(heard, "mother_name").split()
    return Described(
        names=(*names_heard(heard), *_other_names(heard)),
        born_on=born.born_on,
        born_precision=born.born_precision,
        expected_on=last_said(heard, "expected_on"),
        age_years=last_said(heard, "age_years"),
        as_of=asked_on,
        sex=last_said(heard, "sex"),
        nhs_number=_number(heard, "nhs_number", normalise_nhs_number),
        upn=_number(heard, "upn", normalise_upn),
        addresses=addresses_heard(heard),
        parent_surnames=(mother[-1],) if mother else (),
    )


def heard_of(child: EnquiredChild) -> tuple[AsHeard, ...]:
    """What was said of the child, first to last."""
    return (child, *child.further)


def last_said(heard: tuple[AsHeard, ...], part: str) -> Any:
    """This part of a description as it was said last; empty where it was never said."""
    values = [getattr(one, part) for one in heard]
    return next((value for value in reversed(values) if is_said(value)), values[0])


def is_said(value: object) -> bool:
    """Whether a part of a description says anything."""
    return value is not None and value != "" and value is not Sex.NOT_RECORDED


def names_heard(heard: tuple[AsHeard, ...]) -> tuple[NameForm, ...]:
    """Each name that was said, the last first; a part that is said alone completes the one before.

    A middle name belongs to its forename: another forename does not inherit it.
    """
    names, before = [], NameForm("", "", "")
    for one in heard:
        middle = one.middle or ("" if one.forename else before.middle)
        name = NameForm(one.forename or before.forename, middle, one.surname or before.surname)
        names.append(name)
        before = name
    found = (name for name in reversed(names) if name.forename or name.surname)
    return tuple(dict.fromkeys(found))


def addresses_heard(heard: tuple[AsHeard, ...]) -> tuple[AddressForm, ...]:
    """Each address that was said, the last first; a postcode said alone completes the one before.

    A street that is said later is another address: it inherits neither town nor postcode.
    """
    places, before = [], AddressForm()
    for one in heard:
        if not (one.line1 or one.town or one.postcode):
            continue
        if one.line1 and before.line1:
            before = AddressForm()
        before = AddressForm(
            line1=one.line1 or before.line1,
            town=one.town or before.town,
            postcode=one.postcode or before.postcode,
        )
        places.append(before)
    found = (place for place in reversed(places) if place.line1 or place.postcode)
    return tuple(dict.fromkeys(found))


def _birth(heard: tuple[AsHeard, ...]) -> AsHeard:
    """The last date of birth; an exact one within a later year or month stands."""
    dated = [one for one in reversed(heard) if one.born_on]
    if not dated:
        return heard[0]
    last = dated[0]
    parts = _SAID_OF_A_DATE.get(last.born_precision)
    exact = (one for one in dated if one.born_precision is DatePrecision.EXACT)
    within = (one for one in exact if parts and _parts(one, parts) == _parts(last, parts))
    return next(within, last)


_SAID_OF_A_DATE = {DatePrecision.YEAR: ("year",), DatePrecision.MONTH: ("year", "month")}


def _parts(heard: AsHeard, parts: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(getattr(heard.born_on, part) for part in parts)


def _number(heard: tuple[AsHeard, ...], part: str, normalise: Callable[[str], str | None]) -> str:
    """The last number that can be one; else whatever was said last."""
    numbers: list[str] = [getattr(one, part) for one in heard]
    return next((one for one in reversed(numbers) if normalise(one)), last_said(heard, part))


def _other_names(heard: tuple[AsHeard, ...]) -> Iterator[NameForm]:
    for one in heard:
        yield from (_name(text) for text in one.other_names.split(",") if text.strip())


def _name(text: str) -> NameForm:
    words = text.split()
    return NameForm(words[0], " ".join(words[1:-1]), words[-1] if len(words) > 1 else "")
