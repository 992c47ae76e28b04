"""The list of questions: filtered, sorted, page by page, and only those that the reader may see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, true

from lacrecords.database import db
from lacrecords.disclosure_schemes.access import seen_by
from lacrecords.disclosure_schemes.late import any_late, is_open, is_referred
from lacrecords.disclosure_schemes.models import SchemeQuestion, SchemeQuestionVersion
from lacrecords.disclosure_schemes.standing import QuestionStanding, standings_of
from lacrecords.rules.authorisation import Actor
from lacrecords.web.listing import A_PAGE, Asked, ListKind, Paged, Selection, offset

SHOWN = (
    ("open", "Open"),
    ("late", "Late"),
    ("to_refer", "To be referred to the police"),
    ("ended", "Ended"),
    ("all", "Every question"),
)
SCHEMES = (
    ("either", "Either scheme, or none"),
    ("child_sex_offender", "Child Sex Offender Disclosure Scheme"),
    ("domestic_violence", "Domestic Violence Disclosure Scheme"),
    ("neither", "Neither scheme"),
)
ORDERS = (("due", "Due first"), ("newest", "Newest first"), ("oldest", "Oldest first"))
QUESTIONS = ListKind(
    "disclosure_schemes",
    (
        Selection("shown", "Show", SHOWN),
        Selection("scheme", "Scheme", SCHEMES),
        Selection("order", "Order", ORDERS),
    ),
)
MOST_ALIKE = 5
LOOKED_THROUGH = 500


@dataclass(frozen=True, slots=True)
class QuestionList:
    """One page of the list; `waiting` and `late` count every open one that the reader may see."""

    paged: Paged[QuestionStanding]
    waiting: int
    late: int


def question_list(actor: Actor, asked: Asked, now: datetime) -> QuestionList:
    """One page of the questions asked for."""
    seen = seen_by(actor, now)
    wanted = (seen, _shown(asked["shown"], now), _scheme(asked["scheme"]))
    ids = list(
        db.session.scalars(
            select(SchemeQuestion.id)
            .where(*wanted)
            .order_by(*_order(asked["order"]))
            .offset(offset(asked.page))
            .limit(A_PAGE)
        )
    )
    standings = standings_of(ids)
    rows = [standings[one] for one in ids]
    return QuestionList(
        Paged(rows, _count(*wanted), asked.page),
        waiting=_count(seen, is_open()),
        late=_count(seen, any_late(now)),
    )


def _count(*wanted: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(SchemeQuestion.id)).where(*wanted)) or 0


def _shown(shown: str, now: datetime) -> ColumnElement[bool]:
    return {
        "open": is_open(),
        "late": any_late(now),
        "to_refer": is_open() & ~is_referred() & _newest("due"),
        "ended": ~is_open(),
        "all": true(),
    }[shown]


def _scheme(scheme: str) -> ColumnElement[bool]:
    return true() if scheme == "either" else _newest(scheme)


def _newest(what: str) -> ColumnElement[bool]:
    """The newest version says so."""
    version = SchemeQuestionVersion
    said: ColumnElement[bool] = {
        "child_sex_offender": version.child_sex_offender_scheme.is_(True),
        "domestic_violence": version.domestic_violence_scheme.is_(True),
        "neither": version.child_sex_offender_scheme.is_(False)
        & version.domestic_violence_scheme.is_(False),
        "due": version.refer_by_at.is_not(None),
    }[what]
    newest = select(func.max(version.id)).group_by(version.question_id)
    saying = select(version.question_id).where(version.id.in_(newest), said)
    return SchemeQuestion.id.in_(saying)


def _order(order: str) -> tuple[ColumnElement[Any], ...]:
    if order == "newest":
        return (SchemeQuestion.asked_at.desc(), SchemeQuestion.id.desc())
    if order == "oldest":
        return (SchemeQuestion.asked_at.asc(), SchemeQuestion.id.asc())
    due = (
        select(func.min(SchemeQuestionVersion.refer_by_at))
        .where(SchemeQuestionVersion.question_id == SchemeQuestion.id)
        .correlate(SchemeQuestion)
        .scalar_subquery()
    )
    # What is still to be referred stands above what waits for the police.
    return (is_referred().asc(), due.is_(None).asc(), due.asc(), SchemeQuestion.id.asc())


@dataclass(frozen=True, slots=True)
class AlikeCard:
    """Another question that may be the same."""

    reference: str
    asked_at: datetime
    person_name: str
    ended: bool


def alike(actor: Actor, standing: QuestionStanding, now: datetime) -> tuple[AlikeCard, ...]:
    """Other questions that this reader may see about somebody of the same name, or of one call."""
    question, mine = standing.question, name_words(standing.version.person_name)
    found = standings_of(_latest(actor, now))
    return tuple(
        AlikeCard(
            one.question.reference,
            one.question.asked_at,
            one.version.person_name,
            one.end is not None,
        )
        for one in found.values()
        if one.question.id != question.id
        and (
            _is_one_name(mine, name_words(one.version.person_name))
            or (question.enquiry_id is not None and one.question.enquiry_id == question.enquiry_id)
        )
    )[:MOST_ALIKE]


def of_enquiry(actor: Actor, enquiry_id: int, now: datetime) -> Sequence[QuestionStanding]:
    """The questions that came of this enquiry."""
    ids = db.session.scalars(
        select(SchemeQuestion.id).where(
            SchemeQuestion.enquiry_id == enquiry_id, seen_by(actor, now)
        )
    ).all()
    return tuple(standings_of(ids).values())


def _latest(actor: Actor, now: datetime) -> Collection[int]:
    newest = select(SchemeQuestion.id).where(seen_by(actor, now)).order_by(SchemeQuestion.id.desc())
    return db.session.scalars(newest.limit(LOOKED_THROUGH)).all()


def name_words(name: str) -> frozenset[str]:
    """The words of a name without accents and capitals."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return frozenset(re.findall(r"[^\W\d_]+", letters))


def _is_one_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """One may be the other, said shorter."""
    return bool(one and other) and (one <= other or other <= one)
