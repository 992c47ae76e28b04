"""The form of a contact at which another authority takes notices."""

from __future__ import annotations

from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from lacrecords.agencies.authorities import NewAuthorityContact
from lacrecords.agencies.contact_values import LONGEST_LABEL
from lacrecords.terms import AuthorityContactKind
from lacrecords.web.fields import RadiosField, choices_of
from lacrecords.web.forms import GovukForm, required

AUTHORITY_CONTACT_WORDS = {
    AuthorityContactKind.POST: "Postal address",
    AuthorityContactKind.EMAIL: "Email address",
    AuthorityContactKind.TELEPHONE: "Telephone number",
}


class AuthorityContactForm(GovukForm):
    """An address or number to be proposed."""

    kind = RadiosField(
        "What is it?",
        [required("Select what it is")],
        kind=AuthorityContactKind,
        choices=choices_of(AuthorityContactKind, AUTHORITY_CONTACT_WORDS),
    )
    value = TextAreaField(
        "Address or number",
        [required("Enter the address or the number")],
        description="From the authority's own letter or website, never from a caller",
    )
    label = StringField(
        "Whose is it?",
        [
            required("Enter whose it is, for example movements of children"),
            Length(max=LONGEST_LABEL, message=f"Use {LONGEST_LABEL} characters or fewer"),
        ],
        description="For example: movements of children, children placed in our area",
    )

    def new(self) -> NewAuthorityContact:
        """What the form says."""
        return NewAuthorityContact(
            kind=self.kind.data, value=self.value.data, label=self.label.data
        )
