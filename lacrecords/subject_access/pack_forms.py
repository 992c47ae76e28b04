"""The forms of one page of a pack: proposals, whole lines, single words, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, TextAreaField

from lacrecords.rules.redaction import words_of
from lacrecords.subject_access.pack_models import MarkProposal
from lacrecords.subject_access.packs import ShownPassage
from lacrecords.terms import KeptInReason, LeftOutReason
from lacrecords.web.fields import CheckboxesField, DropdownField, choice
from lacrecords.web.forms import GovukForm, required
from lacrecords.wording import choices, words

AROUND = 40
OUT, IN = "out", "in"


def _reasons() -> list[object]:
    return [choice(value, label) for value, label in choices(LeftOutReason)]


class ProposalsForm(GovukForm):
    """What the program proposes on this page: leave out, or let stand."""

    pack = HiddenField()
    proposals = CheckboxesField("Which of them?", kind=int)
    decision = DropdownField(
        "What is decided?",
        [required("Select what is decided")],
        choices=[
            *(choice(f"{OUT}:{one.value}", f"Leave out: {words(one)}") for one in LeftOutReason),
            *(choice(f"{IN}:{one.value}", f"Let stand: {words(one)}") for one in KeptInReason),
        ],
    )
    everywhere = BooleanField("Also on every other page where the same words are proposed")

    def offer(self, rows: Sequence[MarkProposal], passages: Sequence[ShownPassage]) -> None:
        """Each proposal with the words round it; all of them ticked at first."""
        self.proposals.choices = [
            choice(str(row.id), f"“{row.words}”", _around(row, passages[row.passage]))
            for row in rows
        ]
        if not self.is_submitted():
            self.proposals.data = [row.id for row in rows]

    @property
    def leaves_out(self) -> LeftOutReason | None:
        """The ground on which the ticked words are left out; None: they stand."""
        kind, _, reason = str(self.decision.data).partition(":")
        return LeftOutReason(reason) if kind == OUT else None

    @property
    def lets_stand(self) -> KeptInReason:
        """Why the ticked words stand."""
        return KeptInReason(str(self.decision.data).partition(":")[2])


def _around(row: MarkProposal, passage: ShownPassage) -> str:
    text = passage.words
    before, after = text[max(0, row.begins - AROUND) : row.begins], text[row.ends :][:AROUND]
    start = "…" if row.begins > AROUND else ""
    end = "…" if len(text) > row.ends + AROUND else ""
    return f"{row.kind.capitalize()} in “{passage.label}”: {start}{before}{row.words}{after}{end}"


class PassagesForm(GovukForm):
    """Whole lines of the page are left out."""

    pack = HiddenField()
    passages = CheckboxesField("Lines", kind=int)
    reason = DropdownField(
        "On which ground?",
        [required("Select the ground")],
        kind=LeftOutReason,
        choices=_reasons(),
    )

    def offer(self, passages: Sequence[ShownPassage]) -> None:
        """Every line of the page."""
        self.passages.choices = [choice(str(one.place), one.label) for one in passages]


class WordsForm(GovukForm):
    """Single words of a line are left out."""

    pack = HiddenField()
    words = CheckboxesField("Which words are left out?", kind=int)
    reason = DropdownField(
        "On which ground?",
        [required("Select the ground")],
        kind=LeftOutReason,
        choices=_reasons(),
    )

    def offer(self, text: str) -> None:
        """Every word of the line."""
        self.words.choices = [
            choice(str(number), text[span.start : span.end])
            for number, span in enumerate(words_of(text))
        ]


class UndoForm(GovukForm):
    """Words that were left out stand again."""

    pack = HiddenField()
    because = TextAreaField("Why?", [required("Enter why they stand again")])
