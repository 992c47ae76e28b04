"""Forms as every page uses them: cleaned text, messages in one summary, groups that repeat.

A form turns a request into typed values or messages. It saves nothing and
decides nothing about a case.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from flask import abort, render_template, request
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FileField,
    Form,
    HiddenField,
    PasswordField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, StopValidation

from lacrecords.refusals import StepRefused
from lacrecords.web.problems import problems_of

LONGEST_LINE = 250
LONGEST_TEXT = 5000
LONGEST_PASSWORD = 1000
# Marks that turn the direction of writing: a name could be made to read as another.
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def required(message: str) -> Callable[[Form, Field], None]:
    """Something must be given: blanks alone are nothing, the answer No is something."""

    def refuse_nothing(_form: Form, field: Field) -> None:
        not_ticked = isinstance(field, BooleanField) and not field.data
        if field.errors:
            raise StopValidation
        if not_ticked or field.data is None or field.data in ("", []):
            raise StopValidation(message)

    return refuse_nothing


def clean_text(text: Any) -> str:
    """Text without blanks round it, accents in one spelling; ValueError for hidden characters."""
    if text is None:
        return ""
    if not isinstance(text, str):
        raise ValueError("Enter text here, not a file")
    cleaned = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for character in cleaned:
        hidden = unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"
        if hidden or character in DIRECTION_MARKS:
            raise ValueError("Remove the characters that cannot be seen, then type the text again")
    return cleaned.strip()


class _CarefulMeta(FlaskForm.Meta):  # type: ignore[misc]
    """Cleans every text and gives every text a greatest length."""

    def bind_field(self, form: Form, unbound_field: Any, options: dict[str, Any]) -> Field:
        """Bind, then add what no form may forget."""
        field = super().bind_field(form, unbound_field, options)
        if isinstance(field, StringField):
            if not isinstance(field, PasswordField):
                field.filters = (*field.filters, clean_text)
            if not any(isinstance(each, Length) for each in field.validators):
                field.validators = [*field.validators, _longest(field)]
        return field


def _longest(field: StringField) -> Length:
    longest = LONGEST_TEXT if isinstance(field, TextAreaField) else LONGEST_LINE
    if isinstance(field, PasswordField):
        longest = LONGEST_PASSWORD
    name = str(field.label.text).rstrip("?")
    return Length(max=longest, message=f"{name} must be {longest:,} characters or fewer")


class GroupForm(Form):  # type: ignore[misc]
    """A group of fields inside a form, such as one child of several; the form has the token."""

    class Meta(_CarefulMeta):
        """The same care; the token stands in the form round it."""

        csrf = False


class GovukForm(FlaskForm):  # type: ignore[misc]
    """A form of ours."""

    Meta = _CarefulMeta

    def refuse(self, name: str | None, message: str) -> None:
        """Add a message that a service gave, to one field or (None) to the whole form."""
        if name is None:
            self.form_errors.append(message)
        else:
            self[name].errors = [*self[name].errors, message]

    def refuse_step(self, refused: StepRefused) -> None:
        """Add what a service refused: at its field, or where there is none to the whole form."""
        self.refuse(refused.field if refused.field in self else None, refused.words)

    def regroup(self) -> bool:
        """Add or remove a group when such a button was pressed; True: show the page again."""
        pressed = request.form.get("group", "") if self.is_submitted() else ""
        if not pressed:
            return False
        action, _, rest = pressed.partition(":")
        name, _, place = rest.partition(":")
        groups = self._fields.get(name)
        if not isinstance(groups, FieldList):
            abort(400)
        if action == "add":
            _add_group(groups)
        elif action == "remove":
            _remove_group(groups, place)
        return True


def _add_group(groups: FieldList) -> None:
    if not groups.max_entries or len(groups.entries) < groups.max_entries:
        groups.append_entry()


def _remove_group(groups: FieldList, place: str) -> None:
    known = {str(index): index for index in range(len(groups.entries))}
    if place in known and len(groups.entries) > groups.min_entries:
        groups.pop_entry(known[place])


def page(template: str, **context: Any) -> tuple[str, int]:
    """The page, with status 422 when one of its forms has errors and 200 otherwise."""
    wrong = bool(error_summary(*_forms_of(context)))
    return render_template(template, **context), 422 if wrong else 200


def _forms_of(context: dict[str, Any]) -> list[Form]:
    return [value for value in context.values() if isinstance(value, Form)]


def error_summary(*forms: Form | None) -> list[dict[str, str]]:
    """The messages of these forms in their order, each linked to the box it is about."""
    return [problem for form in forms if form is not None for problem in problems_of(form)]


def hidden_values(form: Form | None) -> list[tuple[str, str]]:
    """Names and values of the hidden fields, the token apart: it is written for every form."""
    fields = [] if form is None else [f for f in form if isinstance(f, HiddenField)]
    return [(f.name, f._value()) for f in fields if f.type != "CSRFTokenField"]


def takes_files(form: Form | None) -> bool:
    """Whether the form must be sent in parts because it carries a file."""
    return form is not None and any(isinstance(field, FileField) for field in form)


def has_groups(form: Form | None) -> bool:
    """Whether the form has buttons that add or remove a group."""
    return form is not None and any(isinstance(field, FieldList) for field in form)
