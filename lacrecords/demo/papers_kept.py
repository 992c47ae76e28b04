"""Documents of the demonstration: kept with a decision and with a request, by real services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lacrecords.clocks import local_date
from lacrecords.demo.papers import PICTURE, Lines, pdf_of
from lacrecords.documents.places import DocumentPlace
from lacrecords.documents.reading import read_file
from lacrecords.documents.services import keep_document, say_whether_it_belongs, type_words
from lacrecords.documents.values import NewDocument, NewTyping
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import DocumentKind

MOST_BYTES = 1024**2
ORDER = (
    "In the Family Court sitting at Wexcombe",
    "Upon hearing the children's guardian, the court orders that the local authority",
    "file the record of its last three visits to the child by Friday.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPaper:
    """One document: what it is, its pages, and what was done with it."""

    kind: DocumentKind
    words: str
    from_whom: str
    pages: tuple[Lines, ...]
    typed: str = ""
    """What somebody typed of its first page."""
    set_aside: str = ""


OF_A_DECISION = (
    PlannedPaper(
        kind=DocumentKind.COURT_ORDER,
        words="Order to file the record of visits",
        from_whom="The family court at Wexcombe",
        pages=(ORDER,),
    ),
    PlannedPaper(
        kind=DocumentKind.LETTER_THAT_ASKED,
        words="Letter of the children's guardian, scanned",
        from_whom="Linnet Osgood",
        pages=(PICTURE, PICTURE),
        typed="She asks for the visits from March on, and for nothing of the years before.",
    ),
    PlannedPaper(
        kind=DocumentKind.OTHER,
        words="A page of another file",
        from_whom="Not known",
        pages=(PICTURE,),
        set_aside="It lay in the same envelope and is of another family.",
    ),
)
OF_A_REQUEST = (
    PlannedPaper(
        kind=DocumentKind.PAPERS_HELD_ELSEWHERE,
        words="Paper file of the old district office",
        from_whom="The archive",
        pages=(("Index of the file", "Three sheets follow, written by hand."), PICTURE),
    ),
)


def keep_papers(
    actor: Actor,
    place: DocumentPlace,
    matter_id: int,
    planned: tuple[PlannedPaper, ...],
    at: datetime,
) -> None:
    """Keep these documents with one decision or request."""
    for paper in planned:
        new = NewDocument(
            idempotency_key=f"demo paper {place.what} {matter_id} {paper.words}",
            kind=paper.kind,
            words=paper.words,
            dated_on=local_date(at - timedelta(days=2)),
            from_whom=paper.from_whom,
            file=read_file(pdf_of(*paper.pages), MOST_BYTES),
        )
        number = keep_document(actor, place, matter_id, new, at).number
        if paper.typed:
            typed = NewTyping(page=1, words=paper.typed, nothing_on_it=False, shown=0)
            type_words(actor, place, matter_id, number, typed, at)
        if paper.set_aside:
            because = paper.set_aside
            say_whether_it_belongs(actor, place, matter_id, number, False, because, at)
