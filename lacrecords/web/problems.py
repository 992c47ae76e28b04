"""From the errors of a form to the list at the top of the page, each with its link.

The link leads to the very box that is wrong, also inside a repeated group.
"""

from __future__ import annotations

from collections.abc import Iterator

from wtforms import Field, FieldList, Form, FormField, HiddenField

from lacrecords.web.fields import DatePartsField


def problems_of(form: Form) -> Iterator[dict[str, str]]:
    """Every message of the form, with the address of its box on the page."""
    for message in form.form_errors:
        yield {"text": message}
    for field in form:
        yield from _problems_of_field(field, "")


def box_id(field: Field) -> str:
    """The id of the box to go to: for a date the first that is wrong."""
    if isinstance(field, DatePartsField):
        return f"{field.id}-{(field.marked_parts or ('day',))[0]}"
    return str(field.id)


def _problems_of_field(field: Field, group: str) -> Iterator[dict[str, str]]:
    if isinstance(field, FieldList):
        yield from _problems_of_list(field)
    elif isinstance(field, FormField):
        for inner in field.form:
            yield from _problems_of_field(inner, group)
    else:
        for message in field.errors[:1]:
            yield _problem(field, f"{group}{message}")


def _problems_of_list(groups: FieldList) -> Iterator[dict[str, str]]:
    for message in groups.errors:
        if isinstance(message, str):
            yield {"text": message, "href": f"#{groups.id}-0"}
    for number, entry in enumerate(groups.entries, 1):
        named = len(groups.entries) > 1
        yield from _problems_of_field(entry, f"{groups.label.text} {number}: " if named else "")


def _problem(field: Field, text: str) -> dict[str, str]:
    if isinstance(field, HiddenField):
        return {"text": text}
    return {"text": text, "href": f"#{box_id(field)}"}
