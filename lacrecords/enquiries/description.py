"""From what was heard of an enquired child to the form that the search understands.

What was said later in the same enquiry counts with what was said first: of what can be one thing
only, the last word; of names and addresses, every one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lacrecords.enquiries.heard_models import AsHeard
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.matching.forms import AddressForm, Described, NameForm
from lacrecords.terms import Sex

_NAME = ("forename", "middle", "surname")
_ADDRESS = ("line1", "town", "postcode")


def described_form(child: EnquiredChild, asked_on: date) -> Described:
    """Everything that was said of the child, ready to be searched and indexed."""
    heard = heard_of(child)
    born = next((one for one in reversed(heard) if one.born_on), child)
    mother = last_said(heard, "mother_name").split()
    addresses = (
        AddressForm(line1=line1, town=town, postcode=postcode)
        for line1, town, postcode in _every(heard, _ADDRESS)
    )
    return Described(
        names=tuple(_names(heard)),
        born_on=born.born_on,
        born_precision=born.born_precision,
        expected_on=last_said(heard, "expected_on"),
        age_years=last_said(heard, "age_years"),
        as_of=asked_on,
        sex=last_said(heard, "sex"),
        nhs_number=last_said(heard, "nhs_number"),
        upn=last_said(heard, "upn"),
        addresses=tuple(one for one in addresses if one.line1 or one.postcode),
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


def _names(heard: tuple[AsHeard, ...]) -> Iterator[NameForm]:
    for forename, middle, surname in _every(heard, _NAME):
        if forename or surname:
            yield NameForm(forename, middle, surname)
    for one in heard:
        yield from (_name(text) for text in one.other_names.split(",") if text.strip())


def _every(heard: tuple[AsHeard, ...], parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The parts together as they stand after the last word, then after the one before, each once.

    A postcode that is said later belongs to the street that was said first.
    """
    stood = (
        tuple(last_said(heard[:count], part) for part in parts)
        for count in range(len(heard), 0, -1)
    )
    yield from dict.fromkeys(stood)


def _name(text: str) -> NameForm:
    words = text.split()
    return NameForm(words[0], " ".join(words[1:-1]), words[-1] if len(words) > 1 else "")
