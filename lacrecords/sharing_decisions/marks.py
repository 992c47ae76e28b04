"""What in a text may point to somebody, for warnings before it goes out."""

from __future__ import annotations

from datetime import datetime

from lacrecords.advice.families import child_concerned
from lacrecords.children.queries import reference_of
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.identifying_marks import KIND_WORDS, marks_in


def marks_of(actor: Actor, text: str, child_id: int | None, now: datetime) -> tuple[str, ...]:
    """Everything found in the text that may point to somebody: what it is, and its words.

    Names and addresses of the family are looked for as far as this reader sees them.
    """
    family = child_concerned(actor, reference_of(child_id), now) if child_id else None
    known = (family.names, family.places) if family else ((), ())
    found = (f"{KIND_WORDS[mark.kind]} (“{mark.words}”)" for mark in marks_in(text, *known))
    return tuple(dict.fromkeys(found))
