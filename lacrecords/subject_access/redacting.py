"""Leaving words of a page out, taking that back, and deciding on what was proposed.

Every decision is a row; the page itself never changes. While the pack waits for a second
person, nothing is changed in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.redaction import Span, widened, words_of
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.pack_models import (
    MarkProposal,
    PackPage,
    ProposalRefused,
    Redaction,
    RedactionUndone,
    SubjectPack,
)
from lacrecords.subject_access.packs import (
    is_undecided,
    is_undone,
    newest_pack,
    page_row,
    passages_of,
)
from lacrecords.subject_access.standing import standing_of
from lacrecords.subject_access.values import AccessRefused
from lacrecords.terms import KeptInReason, LeftOutReason

CHOOSE = "Tick what is to be left out"


def leave_out_passages(
    actor: Actor,
    request_id: int,
    at: tuple[int, int],
    places: Collection[int],
    reason: LeftOutReason,
    now: datetime,
) -> int:
    """Leave whole passages of a page out; `at` is the number of the pack and of the page."""
    pack, page = _page_to_change(request_id, at, now)
    passages = passages_of(page)
    chosen = sorted(place for place in places if 0 <= place < len(passages))
    if not chosen:
        raise AccessRefused("passages", CHOOSE)
    for place in chosen:
        _leave_out(actor, pack, page, place, Span(0, len(passages[place].words)), reason, now)
    return _done(actor, request_id, "passages_left_out", len(chosen))


def leave_out_words(
    actor: Actor,
    request_id: int,
    at: tuple[int, int],
    place: int,
    chosen: Collection[int],
    reason: LeftOutReason,
    now: datetime,
) -> int:
    """Leave single words of a passage out, those that follow each other as one."""
    pack, page = _page_to_change(request_id, at, now)
    passages = passages_of(page)
    if not 0 <= place < len(passages):
        raise AccessRefused(None, "This passage is not on the page")
    words = words_of(passages[place].words)
    wanted = sorted(number for number in chosen if 0 <= number < len(words))
    if not wanted:
        raise AccessRefused("words", CHOOSE)
    for first, last in _runs(wanted):
        span = Span(words[first].start, words[last].end)
        _leave_out(actor, pack, page, place, span, reason, now)
    return _done(actor, request_id, "words_left_out", len(wanted))


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def accept_proposals(
    actor: Actor,
    request_id: int,
    at: tuple[int, int],
    proposal_ids: Collection[int],
    reason: LeftOutReason,
    everywhere: bool,
    now: datetime,
) -> int:
    """Leave proposed words out; `everywhere`: also where the same words are proposed elsewhere."""
    pack, page = _page_to_change(request_id, at, now)
    rows = _chosen(pack, page, proposal_ids, everywhere)
    for row in rows:
        db.session.add(
            Redaction(
                pack_id=pack.id,
                page=row.page,
                passage=row.passage,
                begins=row.begins,
                ends=row.ends,
                reason=reason,
                proposal_id=row.id,
                made_by=actor.key,
                made_at=now,
            )
        )
    return _done(actor, request_id, "proposals_accepted", len(rows))


def refuse_proposals(
    actor: Actor,
    request_id: int,
    at: tuple[int, int],
    proposal_ids: Collection[int],
    reason: KeptInReason,
    everywhere: bool,
    now: datetime,
) -> int:
    """Let proposed words stand, with a reason; `everywhere` as when they are accepted."""
    pack, page = _page_to_change(request_id, at, now)
    rows = _chosen(pack, page, proposal_ids, everywhere)
    for row in rows:
        db.session.add(
            ProposalRefused(proposal_id=row.id, reason=reason, refused_by=actor.key, refused_at=now)
        )
    return _done(actor, request_id, "proposals_refused", len(rows))


def _chosen(
    pack: SubjectPack, page: PackPage, proposal_ids: Collection[int], everywhere: bool
) -> list[MarkProposal]:
    found = select(MarkProposal).where(MarkProposal.pack_id == pack.id, is_undecided())
    on_page = found.where(MarkProposal.page == page.number, MarkProposal.id.in_(proposal_ids))
    rows = list(db.session.scalars(on_page.order_by(MarkProposal.id)))
    if not rows:
        raise AccessRefused("proposals", "Tick at least one of the proposals")
    if everywhere:
        same = {row.words.lower() for row in rows}
        found = found.where(func.lower(MarkProposal.words).in_(same))
        rows = list(db.session.scalars(found.order_by(MarkProposal.id)))
    return rows


def undo_redaction(
    actor: Actor,
    request_id: int,
    at: tuple[int, int],
    redaction_id: int,
    because: str,
    now: datetime,
) -> None:
    """Let words stand again that were left out, with the reason."""
    pack, page = _page_to_change(request_id, at, now)
    found = select(Redaction).where(
        Redaction.id == redaction_id,
        Redaction.pack_id == pack.id,
        Redaction.page == page.number,
        ~is_undone(),
    )
    row = db.session.scalar(found)
    if row is None:
        raise AccessRefused(None, "This was undone already")
    db.session.add(
        RedactionUndone(redaction_id=row.id, because=because, undone_by=actor.key, undone_at=now)
    )
    _done(actor, request_id, "redaction_undone", 1)


def _page_to_change(
    request_id: int, at: tuple[int, int], now: datetime
) -> tuple[SubjectPack, PackPage]:
    """The page of the newest pack, held against others; AccessRefused where it must not change."""
    hold_open(request_id)
    number, page_number = at
    pack = newest_pack(request_id)
    if pack is None or pack.number != number:
        raise AccessRefused(None, "The pack was assembled anew meanwhile. Open its page again")
    if standing_of(request_id, now).open_ask is not None:
        raise AccessRefused(None, "The pack waits for a second person. Nothing is changed in it")
    page = page_row(pack.id, page_number)
    if page is None:
        raise AccessRefused(None, "The pack has no such page")
    return pack, page


def _leave_out(
    actor: Actor,
    pack: SubjectPack,
    page: PackPage,
    place: int,
    span: Span,
    reason: LeftOutReason,
    now: datetime,
) -> None:
    whole = widened(passages_of(page)[place].words, span)
    if whole is None:
        return
    db.session.add(
        Redaction(
            pack_id=pack.id,
            page=page.number,
            passage=place,
            begins=whole.start,
            ends=whole.end,
            reason=reason,
            made_by=actor.key,
            made_at=now,
        )
    )


def _done(actor: Actor, request_id: int, action: str, count: int) -> int:
    audit.record(actor, action, "subject_access_request", request_id)
    db.session.flush()
    return count
