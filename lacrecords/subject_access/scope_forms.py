"""The form on which it is said which part is asked for."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import ValidationError

from lacrecords.subject_access.values import NewScope
from lacrecords.terms import AccessPart
from lacrecords.web.fields import CheckboxesField, DatePartsField, choice
from lacrecords.web.forms import GovukForm, required
from lacrecords.wording import choices


class ScopeForm(GovukForm):
    """Which kinds of record and which days are asked for."""

    kinds = CheckboxesField(
        "Which kinds of record do they ask for?",
        [required("Select at least one kind of record")],
        kind=AccessPart,
        choices=[choice(value, label) for value, label in choices(AccessPart)],
    )
    since = DatePartsField(
        "From which day?", description="Leave it empty where they ask from the first day"
    )
    until = DatePartsField(
        "Until which day?", description="Leave it empty where they ask until today"
    )
    words = TextAreaField(
        "How do you know that they ask for this part?",
        [required("Enter how you know what they ask for")],
    )

    def validate_until(self, field: DatePartsField) -> None:
        """Not before the first day."""
        first = self.since.data.exact if self.since.data and not self.since.errors else None
        last = field.data.exact if field.data and not field.errors else None
        if first and last and last < first:
            raise ValidationError("The last day must not be before the first")

    def value(self) -> NewScope:
        """The part."""
        since, until = self.since.data, self.until.data
        return NewScope(
            kinds=tuple(self.kinds.data),
            from_on=since.exact if since else None,
            to_on=until.exact if until else None,
            words=self.words.data,
        )
