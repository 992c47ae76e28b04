"""A form that has every kind of field, and the page that shows it."""

from __future__ import annotations

from enum import StrEnum

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    PasswordField,
    StringField,
    TextAreaField,
)

from lacrecords.web.fields import (
    CheckboxesField,
    DatePartsField,
    DropdownField,
    RadiosField,
    YesNoField,
    choice,
    choices_of,
)
from lacrecords.web.forms import GovukForm, GroupForm, required

PAGE = """
{% extends "layout/page.html" %}
{% from "components/fields.html" import field, form_tag, button, group, add_another, remove_one %}
{% set title = "A form" %}
{% block page %}
<h1 class="govuk-heading-l">A form</h1>
{% call form_tag(form) %}
  {% for each in form if each.type not in ("CSRFTokenField", "HiddenField", "FieldList") %}
    {{ field(each) }}
  {% endfor %}
  {% for child in form.children %}
    {% call group("Child " ~ loop.index, child) %}
      {{ field(child.form.forename) }}
      {{ field(child.form.born) }}
      {{ field(child.form.sex) }}
      {{ field(child.form.notes) }}
      {{ remove_one(form.children, loop.index0, "Remove child " ~ loop.index) }}
    {% endcall %}
  {% endfor %}
  {{ add_another(form.children, "Add another child") }}
  {{ button("Continue") }}
{% endcall %}
{% endblock %}
"""


class Pet(StrEnum):
    """A closed list to choose from."""

    CAT = "cat"
    DOG = "dog"
    NONE = "none"


WORDS = {Pet.CAT: "A cat", Pet.DOG: "A dog", Pet.NONE: "No pet"}


class ChildForm(GroupForm):
    """A repeated group."""

    forename = StringField("First name", [required("Enter the child's first name")])
    born = DatePartsField("Date of birth", least="year")
    sex = RadiosField("Sex", choices=[choice("F", "Female"), choice("M", "Male")])
    notes = TextAreaField("What was said")


class EveryForm(GovukForm):
    """One field of every kind."""

    step = HiddenField(default="2")
    name = StringField("Name", [required("Enter the name")], description="As they say it")
    words = TextAreaField("What was said")
    secret = PasswordField("Password")
    pet = RadiosField(
        "Pet",
        [required("Select a pet")],
        kind=Pet,
        choices=choices_of(Pet, WORDS, {Pet.CAT: "Also a kitten"}),
    )
    second = DropdownField("Second pet", kind=Pet, choices=choices_of(Pet, WORDS))
    agency = DropdownField(
        "Agency", number=True, choices=[choice("7", "School"), choice("12", "Surgery")]
    )
    pets = CheckboxesField("All pets", kind=Pet, choices=choices_of(Pet, WORDS))
    worried = YesNoField("Are you worried?", [required("Select yes if you are worried")])
    agreed = BooleanField("I rang back", description="On the directory's number")
    born = DatePartsField("Date of birth")
    letter = FileField("Letter")
    children = FieldList(FormField(ChildForm), "Child", min_entries=1, max_entries=3)
