"""The forms of documents: one to keep, the words of a page, whether a document belongs."""

from __future__ import annotations

import secrets

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from lacrecords.documents.values import NewDocument, NewTyping, ReadFile
from lacrecords.rules.documents import LONGEST_WORDS_READ
from lacrecords.terms import DocumentKind
from lacrecords.web.fields import DatePartsField, DropdownField, choice
from lacrecords.web.forms import GovukForm, required
from lacrecords.wording import choices

CHOOSE_AGAIN = "Choose the file again: a browser does not keep it when a page comes back"


class DocumentForm(GovukForm):
    """A document that is to be kept."""

    idempotency_key = HiddenField(default=lambda: secrets.token_hex(16))
    kind = DropdownField(
        "What kind of document is it?",
        [required("Select what kind of document it is")],
        kind=DocumentKind,
        choices=[choice(value, label) for value, label in choices(DocumentKind)],
    )
    words = StringField(
        "What is it, in a few words?",
        [required("Enter what it is, in a few words")],
        description="For example, letter of the school of 3 March",
    )
    dated_on = DatePartsField(
        "The date on it", description="Leave it empty if no date is on it", subject="The date on it"
    )
    from_whom = StringField(
        "Who is it from?",
        [required("Enter who it is from")],
        description="The person or body that wrote or made it, not who handed it in",
    )
    file = FileField("The file", [required("Choose the file")])

    def ask_for_the_file_again(self) -> None:
        """The page comes back with everything but the file: say so beside its field."""
        if self.file.data and not self.file.errors:
            self.refuse("file", CHOOSE_AGAIN)

    def value(self, file: ReadFile) -> NewDocument:
        """The document, with what could be read of it."""
        return NewDocument(
            idempotency_key=self.idempotency_key.data,
            kind=self.kind.data,
            words=self.words.data,
            dated_on=self.dated_on.data.exact if self.dated_on.data else None,
            from_whom=self.from_whom.data,
            file=file,
        )


class TypingForm(GovukForm):
    """The words of a page, from a person who has it before them."""

    shown = HiddenField(default="0")
    words = TextAreaField(
        "The words that matter on this page",
        [
            Length(
                max=LONGEST_WORDS_READ,
                message=f"The words must be {LONGEST_WORDS_READ:,} characters or fewer",
            )
        ],
        description="Word for word where it matters. Write what you cannot read as (cannot read)",
    )
    nothing_on_it = BooleanField("There are no words on this page")

    def value(self, page: int) -> NewTyping:
        """What was typed of this page."""
        shown = str(self.shown.data)
        return NewTyping(
            page=page,
            words=self.words.data or "",
            nothing_on_it=self.nothing_on_it.data,
            shown=int(shown) if shown.isdecimal() and len(shown) < 6 else -1,
        )


class BelongsForm(GovukForm):
    """Why a document is set aside, or put back."""

    because = TextAreaField("Why?", [required("Enter why")])
