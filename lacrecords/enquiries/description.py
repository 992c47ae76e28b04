"""From an enquired child's row to the form that the search understands."""

from __future__ import annotations

from datetime import date

from lacrecords.enquiries.models import EnquiredChild
from lacrecords.matching.forms import AddressForm, Described, NameForm


def described_form(child: EnquiredChild, asked_on: date) -> Described:
    """Everything that was said of the child, ready to be searched and indexed."""
    names = [NameForm(child.forename, child.middle, child.surname)]
    names += [_name(text) for text in child.other_names.split(",") if text.strip()]
    addresses: tuple[AddressForm, ...] = ()
    if child.line1 or child.postcode:
        addresses = (AddressForm(line1=child.line1, town=child.town, postcode=child.postcode),)
    mother = child.mother_name.split()
    return Described(
        names=tuple(name for name in names if name.forename or name.surname),
        born_on=child.born_on,
        born_precision=child.born_precision,
        expected_on=child.expected_on,
        age_years=child.age_years,
        as_of=asked_on,
        sex=child.sex,
        nhs_number=child.nhs_number,
        upn=child.upn,
        addresses=addresses,
        parent_surnames=(mother[-1],) if mother else (),
    )


def _name(text: str) -> NameForm:
    words = text.split()
    return NameForm(words[0], " ".join(words[1:-1]), words[-1] if len(words) > 1 else "")
