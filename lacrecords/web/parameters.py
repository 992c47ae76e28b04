"""From a field of a form to the GOV.UK macro that draws it and the parameters it takes.

Texts go in as texts, so that the templates escape them. Browsers are told to
remember and to spell-check nothing unless a page asks for it: some send what is
typed to their maker, and desks are shared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FileField,
    MultipleFileField,
    PasswordField,
    SelectField,
    TextAreaField,
)
from wtforms.fields.choices import SelectFieldBase
from wtforms.validators import Length

from lacrecords.web.date_parts import PARTS
from lacrecords.web.fields import CheckboxesField, DatePartsField, RadiosField

TICKED = "y"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Which macro to call, with what."""

    macro: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page wants a field drawn; what it says stands in the form."""

    size: str = ""
    heading: bool = False
    label: str = ""
    hint: str = ""
    width: int = 0
    rows: int = 5
    count: bool = False
    inline: bool = False
    small: bool = False
    autocomplete: str = "off"
    inputmode: str = ""
    spellcheck: bool = False
    prefix: str = ""
    suffix: str = ""
    autocomplete_list: bool = False
    autofocus: bool = False


def govuk_parameters(field: Field, **options: Any) -> Drawing:
    """The macro and parameters for this field; TypeError for an option no field has."""
    look = Look(**options)
    for kind, draw in _DRAWN_BY:
        if isinstance(field, kind):
            return draw(field, look)
    return _line(field, look)


def _shared(field: Field, look: Look, label: str = "label") -> dict[str, Any]:
    text = look.label or str(field.label.text)
    params: dict[str, Any] = {"id": field.id, "idPrefix": field.id, "name": field.name}
    sizes = {"label": "govuk-label", "legend": "govuk-fieldset__legend"}
    size = look.size or ("l" if look.heading else "")
    words = {"text": text, "isPageHeading": look.heading}
    if size or label == "legend":
        words["classes"] = f"{sizes[label]}--{size or 's'}"
    if label == "legend":
        params["fieldset"] = {"legend": words}
    else:
        params["label"] = words
    if hint := look.hint or str(field.description):
        params["hint"] = {"text": hint}
    if field.errors:
        params["errorMessage"] = {"text": str(field.errors[0])}
    return params


def _line(field: Field, look: Look) -> Drawing:
    params = _shared(field, look)
    params["type"] = getattr(field.widget, "input_type", "text")
    params["value"] = field._value()
    params["autocomplete"] = look.autocomplete
    params["spellcheck"] = look.spellcheck
    if look.inputmode:
        params["inputmode"] = look.inputmode
    if look.width:
        params["classes"] = f"govuk-input--width-{look.width}"
    if look.autofocus:
        params["attributes"] = {"autofocus": ""}
    for affix in ("prefix", "suffix"):
        if getattr(look, affix):
            params[affix] = {"text": getattr(look, affix)}
    return Drawing("input", params)


def _password(field: Field, look: Look) -> Drawing:
    params = _shared(field, look)
    params["autocomplete"] = look.autocomplete if look.autocomplete != "off" else ""
    return Drawing("password", params)


def _area(field: Field, look: Look) -> Drawing:
    params = _shared(field, look)
    params |= {"value": field._value(), "rows": look.rows, "spellcheck": look.spellcheck}
    longest = [each.max for each in field.validators if isinstance(each, Length)]
    if not look.count or not longest:
        return Drawing("textarea", params | {"autocomplete": look.autocomplete})
    attributes = {"autocomplete": look.autocomplete}
    return Drawing("count", params | {"maxlength": longest[0], "attributes": attributes})


def _choice_items(field: SelectFieldBase) -> list[dict[str, Any]]:
    items = []
    for option in field.iter_choices():
        item = {"value": option.value, "text": option.label, "checked": option.selected}
        if hint := option.render_kw.get("hint"):
            item["hint"] = {"text": hint}
        items.append(item)
    return items


def _radios(field: Field, look: Look) -> Drawing:
    params = _shared(field, look, "legend") | {"items": _choice_items(field)}
    wanted = {"govuk-radios--inline": look.inline, "govuk-radios--small": look.small}
    params["classes"] = " ".join(name for name, is_wanted in wanted.items() if is_wanted)
    return Drawing("radios", params)


def _checkboxes(field: Field, look: Look) -> Drawing:
    params = _shared(field, look, "legend") | {"items": _choice_items(field)}
    if look.small:
        params["classes"] = "govuk-checkboxes--small"
    return Drawing("checkboxes", params)


def _single_checkbox(field: Field, look: Look) -> Drawing:
    params = _shared(field, look)
    item: dict[str, Any] = {"value": TICKED, "text": params.pop("label")["text"]}
    item["checked"] = bool(field.data)
    if "hint" in params:
        item["hint"] = params.pop("hint")
    if look.small:
        params["classes"] = "govuk-checkboxes--small"
    return Drawing("checkboxes", params | {"items": [item]})


def _dropdown(field: Field, look: Look) -> Drawing:
    params = _shared(field, look)
    items = [{k: v for k, v in item.items() if k != "hint"} for item in _choice_items(field)]
    for item in items:
        item["selected"] = item.pop("checked")
    blank = getattr(field, "blank", "")
    if blank:
        items.insert(0, {"value": "", "text": blank})
    attributes = {"autocomplete": look.autocomplete}
    if look.autocomplete_list:
        attributes["data-autocomplete-list"] = "true"
    return Drawing("select", params | {"items": items, "attributes": attributes})


def _date(field: DatePartsField, look: Look) -> Drawing:
    params = _shared(field, look, "legend")
    params["namePrefix"] = field.name
    widths = {"day": 2, "month": 2, "year": 4}
    params["items"] = [
        {
            "name": part,
            "id": f"{field.id}-{part}",
            "value": field.typed[part],
            "autocomplete": look.autocomplete,
            "classes": f"govuk-input--width-{widths[part]}"
            + (" govuk-input--error" if part in field.marked_parts else ""),
        }
        for part in PARTS
    ]
    return Drawing("date", params)


def _file(field: Field, look: Look) -> Drawing:
    params = _shared(field, look)
    if isinstance(field, MultipleFileField):
        params["multiple"] = True
    return Drawing("file", params)


_DRAWN_BY: tuple[tuple[type[Any], Callable[[Any, Look], Drawing]], ...] = (
    (DatePartsField, _date),
    (RadiosField, _radios),
    (CheckboxesField, _checkboxes),
    (SelectField, _dropdown),
    (BooleanField, _single_checkbox),
    (FileField, _file),
    (PasswordField, _password),
    (TextAreaField, _area),
)
