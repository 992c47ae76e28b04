"""The forms of the steps that are ours: words said, linking, what was done, the end."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import StringField, TextAreaField

from lacrecords.disclosure_schemes.values import NewEnd, NewWords
from lacrecords.disclosure_schemes.words import words
from lacrecords.rules.disclosure_scheme_words import SCHEME_SENTENCES
from lacrecords.terms import SchemeEnd, SchemeSaying
from lacrecords.web.fields import CheckboxesField, RadiosField, choice
from lacrecords.web.forms import GovukForm, required


class WordsForm(GovukForm):
    """What was said to whoever asks."""

    sentences = CheckboxesField("What did you say, in these words?", kind=SchemeSaying)
    other_words = TextAreaField(
        "Other words that you said, word for word",
        description="Write them down also if they should not have been said. A manager is told",
    )
    because = StringField("Why did you use other words?")

    def offer(self, sayings: Sequence[SchemeSaying]) -> None:
        """Only the sentences that fit can be ticked."""
        self.sentences.choices = [choice(one.value, SCHEME_SENTENCES[one]) for one in sayings]

    def value(self) -> NewWords:
        """What was said."""
        return NewWords(
            sentences=tuple(self.sentences.data),
            other_words=self.other_words.data,
            because=self.because.data,
        )


class LinkForm(GovukForm):
    """Which record a described child has."""

    child_reference = StringField(
        "Reference of the record", [required("Enter the reference of the record")]
    )
    because = TextAreaField("Why is it this child?", [required("Enter why it is this child")])


class UndoLinkForm(GovukForm):
    """The described child is another."""

    because = TextAreaField("Why is it another child?", [required("Enter why it is another")])


class DoneForm(GovukForm):
    """What was done about something urgent."""

    words = TextAreaField("What was done?", [required("Enter what was done")])


class AllegationForm(GovukForm):
    """The designated officer for allegations was told."""

    told_to = StringField("Whom did you tell?", [required("Enter whom you told")])
    words = TextAreaField("What was agreed?")


class EndForm(GovukForm):
    """Why nothing is left to do."""

    ended_as = RadiosField("Why does it end?", [required("Select why it ends")], kind=SchemeEnd)
    other_reference = StringField(
        "Reference of the other question", description="Only where it is the same as another"
    )
    words = TextAreaField("What happened?", [required("Enter what happened")])

    def offer(self, ends: Sequence[SchemeEnd]) -> None:
        """Only what fits how it stands can be chosen."""
        self.ended_as.choices = [choice(one.value, words(one)) for one in ends]

    def value(self) -> NewEnd:
        """The end."""
        return NewEnd(
            ended_as=self.ended_as.data,
            words=self.words.data,
            other_reference=self.other_reference.data,
        )
