"""What the officer typed on the page of the answer: which sentences were said, in which words.

The sentences are no fixed fields of a form, so their texts are read and cleaned here.
What was typed is kept beside the problem, so that it can be given back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from lacrecords.enquiries.asked import NewTelling
from lacrecords.terms import TellingKind
from lacrecords.web.forms import LONGEST_TEXT, clean_text


@dataclass(frozen=True, slots=True)
class TypedTelling:
    """The boxes ticked and the words typed; `problem` says what is wrong with them, or nothing."""

    outcome_id: int = 0
    ticked: tuple[TellingKind, ...] = ()
    words: dict[TellingKind, str] = field(default_factory=dict)
    problem: str = ""
    nothing_more_said: bool = False

    def value(self) -> NewTelling:
        """What was said, ready to be recorded."""
        said = {kind: self.words.get(kind, "") for kind in self.ticked}
        return NewTelling(
            outcome_id=self.outcome_id, said=said, nothing_more_said=self.nothing_more_said
        )

    def words_besides(self, shown: set[TellingKind]) -> str:
        """Words ticked as said of which the page has no box to give them back in."""
        return "\n".join(self.words.get(kind, "") for kind in self.ticked if kind not in shown)


def read_telling(sent: MultiDict[str, str]) -> TypedTelling:
    """Read what was sent; a kind that there is not is left out."""
    typed = {kind: sent.get(f"words_{kind.value}", "") for kind in TellingKind}
    problem = ""
    for kind, words in typed.items():
        try:
            typed[kind] = clean_text(words)
        except ValueError as wrong:
            problem = f"{wrong}."
        if len(words) > LONGEST_TEXT:
            problem = f"The words you said must be {LONGEST_TEXT:,} characters or fewer."
    said = set(sent.getlist("said"))
    return TypedTelling(
        outcome_id=sent.get("outcome", 0, type=int),
        ticked=tuple(kind for kind in TellingKind if kind.value in said),
        words={kind: words for kind, words in typed.items() if words},
        problem=problem,
        nothing_more_said="nothing_more_said" in sent,
    )
