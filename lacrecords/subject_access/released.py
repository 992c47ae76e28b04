"""The pack as it is released: the letter, and every page without what is left out.

The second person reads exactly this, and the document is made of exactly this: its mark shows
whether it is still the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from lacrecords.database import db
from lacrecords.rules.redaction import LEFT_OUT, Span, released
from lacrecords.rules.subject_access_further import further_words
from lacrecords.rules.subject_access_words import WHOLE, cover_words, end_words, part_words, rights
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.end_models import EndAsked
from lacrecords.subject_access.pack_models import PackPage, Redaction, SubjectPack
from lacrecords.subject_access.pack_sources import SOURCES
from lacrecords.subject_access.packs import (
    Place,
    page_rows,
    passages_of,
    redactions_of,
    spans_by_place,
)
from lacrecords.subject_access.release_models import AccessEnded
from lacrecords.subject_access.rounds import round_of_pack
from lacrecords.subject_access.scope_models import SubjectScope
from lacrecords.subject_access.standing import this_procedure
from lacrecords.terms import AccessPart, AsksAs, LeftOutReason
from lacrecords.web.words import date_words
from lacrecords.wording import words

Rows = tuple[tuple[tuple[str, str], ...], ...]
"""The rows of a page, each of labels and words."""
SHORTEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class ReleasedPage:
    """One page as it is released."""

    number: int
    heading: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class ReleasedPack:
    """The letter and the pages, as they are released."""

    reference: str
    to_whom: str
    about: str
    letter: tuple[str, ...]
    rights: tuple[str, ...]
    pages: tuple[ReleasedPage, ...]

    def digest(self) -> str:
        """SHA-256 of every word of it."""
        said = [
            self.reference,
            self.to_whom,
            self.about,
            list(self.letter),
            list(self.rights),
            [[one.number, one.heading, one.rows] for one in self.pages],
        ]
        written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def released_pack(request: Asked, pack: SubjectPack) -> ReleasedPack:
    """The pack as it would be released now.

    A row that is left out as a whole is not there, and nor is a page without rows: its heading
    alone could tell what is kept back. The pages that are given are numbered anew.
    """
    redactions = redactions_of(pack.id)
    spans = spans_by_place(redactions)
    given = [(page.heading, rows) for page in page_rows(pack.id) if (rows := _rows(page, spans))]
    pages = tuple(
        ReleasedPage(number, heading, rows) for number, (heading, rows) in enumerate(given, 1)
    )
    further = round_of_pack(pack)
    begins = (further_words(further.number, further.why),) if further else ()
    headings = dict.fromkeys(page.heading.split(" (")[0] for page in pages)
    return ReleasedPack(
        reference=request.reference,
        to_whom=request.asker_name,
        about=about_of(request),
        letter=begins
        + cover_words(
            about_of(request), len(pages), list(headings), grounds_of(redactions), _part(pack)
        ),
        rights=rights_here(),
        pages=pages,
    )


def _part(pack: SubjectPack) -> str:
    """Which part the pack holds, in the words of the letter."""
    if pack.scope_id is None:
        return WHOLE
    scope = db.session.get_one(SubjectScope, pack.scope_id)
    return part_words(kinds_of(scope), date_words(scope.from_on), date_words(scope.to_on))


def kinds_of(scope: SubjectScope | None) -> tuple[str, ...]:
    """The kinds of record that are asked for, and what was taken in beside them."""
    if scope is None:
        return ()
    kinds = (words(AccessPart(kind)).split(":")[0] for kind in scope.kinds)
    return (*kinds, *(one.heading for one in SOURCES if one.table in scope.taken_in))


def _rows(page: PackPage, spans: Mapping[Place, list[Span]]) -> Rows:
    """The rows of a page of which anything is given."""
    entries: list[list[tuple[str, str]]] = []
    origin = ""
    for place, one in enumerate(passages_of(page)):
        if one.origin != origin or not entries:
            entries.append([])
        origin = one.origin
        said = released(one.words, spans.get((page.number, place), []))
        entries[-1].append((one.label, said))
    return tuple(tuple(row) for row in entries if any(said != LEFT_OUT for _, said in row))


def letter_of_end(request: Asked, ended: AccessEnded | EndAsked) -> ReleasedPack:
    """The letter alone of a request that ends, or is to end, without a pack."""
    return ReleasedPack(
        reference=request.reference,
        to_whom=request.asker_name,
        about=about_of(request),
        letter=end_words(ended.ended_as, ended.words),
        rights=rights_here(),
        pages=(),
    )


def about_of(request: Asked) -> str:
    """Whom it is about, in the words of the letter."""
    if request.asks_as in (AsksAs.THEMSELVES, AsksAs.CHILD):
        return "you"
    return f"{request.subject_forename} {request.subject_surname}".strip()


def grounds_of(rows: tuple[Redaction, ...]) -> frozenset[LeftOutReason]:
    """On which grounds anything is left out."""
    return frozenset(row.reason for row in rows)


def rights_here() -> tuple[str, ...]:
    """What whoever asked can do, with this council's own contacts."""
    procedure = this_procedure()
    return rights(procedure.data_rights_contact, procedure.complaints_contact)


def still_standing(pack: SubjectPack) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Words that are left out on one page and stand on another: a reader may have missed them."""
    left_out: set[str] = set()
    texts: dict[int, str] = {}
    redactions = redactions_of(pack.id)
    spans = spans_by_place(redactions)
    for page in page_rows(pack.id):
        parts = []
        for place, one in enumerate(passages_of(page)):
            mine = spans.get((page.number, place), [])
            left_out |= {one.words[span.start : span.end].strip() for span in mine}
            parts.append(released(one.words, mine))
        texts[page.number] = "\n".join(parts).lower()
    found = []
    for said in sorted(one for one in left_out if len(one) >= SHORTEST_WORDS):
        pages = tuple(number for number, text in texts.items() if said.lower() in text)
        if pages:
            found.append((said, pages))
    return tuple(found)
