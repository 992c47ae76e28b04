"""What was done about a question: referrals, answers of the police, disclosures attended, the end.

Rows are added. A mistake is put right by a further row that says which one it corrects.
Nothing here can hold what the police told about the person: who was there, and what was
signed, is all that is kept.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.disclosure_schemes.models import ABOUT
from lacrecords.terms import (
    ContactPointKind,
    DisclosureScheme,
    PoliceAnswer,
    SchemeEnd,
    SchemeLate,
    Undertaking,
)


class SchemeReferral(Base):
    """A question was passed to the police, at a contact of the agency directory."""

    __tablename__ = "scheme_referrals"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("question_id", "id"),
        UniqueConstraint("corrects_id"),
        ForeignKeyConstraint(
            ["question_id", "corrects_id"],
            ["scheme_referrals.question_id", "scheme_referrals.id"],
            name="fk_scheme_referrals_corrects",
        ),
        CheckConstraint("trim(referred_to) <> ''", name="referred_to_somebody"),
        CheckConstraint("trim(words) <> ''", name="referred_in_words"),
        CheckConstraint(
            "(corrects_id IS NULL) = (trim(why_corrected) = '')", name="corrected_with_a_reason"
        ),
        {"info": {"meaning": "questions referred to the police", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    question_id: Mapped[int] = described("the question", ForeignKey("scheme_questions.id"))
    contact_point_id: Mapped[int] = described(
        "number or address of the police in the directory", ForeignKey("contact_points.id")
    )
    method: Mapped[ContactPointKind] = described("by telephone or by e-mail")
    referred_to: Mapped[str] = described("who took it there, as they gave themselves")
    their_reference: Mapped[str] = described("the police's own reference; empty: none yet")
    words: Mapped[str] = described("what was passed on, word for word")
    referred_at: Mapped[datetime] = described("moment it was passed on")
    referred_by: Mapped[str] = described("who passed it on")
    acknowledge_by_at: Mapped[datetime] = described(
        "moment by which the police say that they have it"
    )
    decide_by_at: Mapped[datetime] = described("moment by which they say what they decided")
    corrects_id: Mapped[int | None] = described("the row that this one puts right")
    why_corrected: Mapped[str] = described("what was wrong; empty: no correction")
    recorded_at: Mapped[datetime] = described("moment it was recorded")


class SchemePoliceAnswer(Base):
    """What the police said to a referral, from a closed list; never what they know."""

    __tablename__ = "scheme_police_answers"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("question_id", "id"),
        UniqueConstraint("corrects_id"),
        ForeignKeyConstraint(
            ["question_id", "referral_id"],
            ["scheme_referrals.question_id", "scheme_referrals.id"],
        ),
        ForeignKeyConstraint(
            ["question_id", "corrects_id"],
            ["scheme_police_answers.question_id", "scheme_police_answers.id"],
            name="fk_scheme_police_answers_corrects",
        ),
        CheckConstraint(
            "(corrects_id IS NULL) = (trim(why_corrected) = '')", name="corrected_with_a_reason"
        ),
        {"info": {"meaning": "answers of the police to referrals", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    question_id: Mapped[int] = described("the question", ForeignKey("scheme_questions.id"))
    referral_id: Mapped[int] = described("the referral that they answer")
    answer: Mapped[PoliceAnswer] = described("what they said, from the closed list")
    answered_on: Mapped[date] = described("day they said it")
    said_by: Mapped[str] = described("who said it there, as they gave themselves")
    note: Mapped[str] = described("what we are to do; never what they know")
    corrects_id: Mapped[int | None] = described("the row that this one puts right")
    why_corrected: Mapped[str] = described("what was wrong; empty: no correction")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class AttendedDisclosure(Base):
    """Staff of ours were there when the police disclosed: who was warned, and what was signed."""

    __tablename__ = "scheme_attended_disclosures"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("question_id", "id"),
        UniqueConstraint("corrects_id"),
        UniqueConstraint("idempotency_key"),
        ForeignKeyConstraint(
            ["question_id", "answer_id"],
            ["scheme_police_answers.question_id", "scheme_police_answers.id"],
        ),
        ForeignKeyConstraint(
            ["question_id", "corrects_id"],
            ["scheme_attended_disclosures.question_id", "scheme_attended_disclosures.id"],
            name="fk_scheme_attended_disclosures_corrects",
        ),
        CheckConstraint(
            "trim(attended_by) <> '' AND trim(place) <> '' AND trim(told_to) <> ''"
            " AND trim(police_officer) <> ''",
            name="attended_as_a_whole",
        ),
        CheckConstraint(
            "(undertaking = 'refused') = (police_considered IS NOT NULL)",
            name="refused_was_considered",
        ),
        CheckConstraint(
            "(corrects_id IS NULL) = (trim(why_corrected) = '')", name="corrected_with_a_reason"
        ),
        {"info": {"meaning": "disclosures of the police that staff attended", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    question_id: Mapped[int] = described("the question", ForeignKey("scheme_questions.id"))
    answer_id: Mapped[int] = described("the decision of the police to disclose")
    idempotency_key: Mapped[str] = described("a form sent twice is one meeting")
    scheme: Mapped[DisclosureScheme] = described("under which scheme")
    held_on: Mapped[date] = described("day of it")
    place: Mapped[str] = described("where")
    attended_by: Mapped[str] = described("who of ours was there")
    police_officer: Mapped[str] = described("who of the police disclosed, or would have")
    told_to: Mapped[str] = described("to whom the police disclosed, or would have")
    warned_safeguarding_only: Mapped[bool] = described("warned: for safeguarding only")
    warned_confidential: Mapped[bool] = described("warned: to be kept in confidence")
    warned_proceedings: Mapped[bool] = described("warned: legal proceedings are possible")
    undertaking: Mapped[Undertaking] = described("signed, or refused")
    police_considered: Mapped[bool | None] = described(
        "refused: the police considered whether to disclose all the same"
    )
    took_place: Mapped[bool] = described("the police disclosed")
    note: Mapped[str] = described("what was agreed for the child's safety; never what was told")
    corrects_id: Mapped[int | None] = described("the row that this one puts right")
    why_corrected: Mapped[str] = described("what was wrong; empty: no correction")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class SchemeAllegationNote(Base):
    """The designated officer for allegations was told that a worker of ours was asked about."""

    __tablename__ = "scheme_allegation_notes"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(told_to) <> ''", name="told_to_somebody"),
        {"info": {"meaning": "questions about a worker told to the allegations officer", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    question_id: Mapped[int] = described(
        "the question", ForeignKey("scheme_questions.id"), unique=True
    )
    told_to: Mapped[str] = described("who was told")
    words: Mapped[str] = described("what was agreed")
    made_at: Mapped[datetime] = described("moment it was recorded")
    made_by: Mapped[str] = described("who recorded it")


class SchemeQuestionEnd(Base):
    """Nothing is left to do about a question; what was recorded stays."""

    __tablename__ = "scheme_question_ends"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="ended_with_reasons"),
        CheckConstraint(
            "(ended_as = 'same_as_another') = (other_question_id IS NOT NULL)"
            " AND (other_question_id IS NULL OR other_question_id <> question_id)",
            name="same_as_which",
        ),
        {"info": {"meaning": "questions that have ended", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    question_id: Mapped[int] = described(
        "the question", ForeignKey("scheme_questions.id"), unique=True
    )
    ended_as: Mapped[SchemeEnd] = described("why, from the closed list")
    other_question_id: Mapped[int | None] = described(
        "the question that goes on for both", ForeignKey("scheme_questions.id"), index=True
    )
    words: Mapped[str] = described("what happened")
    ended_at: Mapped[datetime] = described("moment")
    ended_by: Mapped[str] = described("who ended it")


class SchemeLateTelling(Base):
    """The designated manager was told that a clock of a question ran out; once for each."""

    __tablename__ = "scheme_late_tellings"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("question_id", "clock", "due_at"),
        {"info": {"meaning": "clocks of questions of whose end somebody was told", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    question_id: Mapped[int] = described("the question", ForeignKey("scheme_questions.id"))
    clock: Mapped[SchemeLate] = described("which clock")
    due_at: Mapped[datetime] = described("moment at which it ran out")
    told_at: Mapped[datetime] = described("moment")
