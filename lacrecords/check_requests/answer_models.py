"""What was searched, decided, answered and sent on a suitability check request. Rows are added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.check_requests.models import ABOUT
from lacrecords.database import Base, described
from lacrecords.terms import CheckClock, CheckEnd, CheckResult, PersonAnswer


class CheckSearch(Base):
    """A search of the register for one person, with everything it brought up."""

    __tablename__ = "check_searches"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["check_request_id", "checked_person_id"],
            ["checked_people.check_request_id", "checked_people.id"],
        ),
        {"info": {"meaning": "searches of the register for people who are checked", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    check_request_id: Mapped[int] = described("the request", index=True)
    checked_person_id: Mapped[int] = described("the person", index=True)
    person_version_id: Mapped[int] = described(
        "what was said of them then", ForeignKey("checked_person_versions.id")
    )
    consent_id: Mapped[int] = described("the consent it rests on", ForeignKey("check_consents.id"))
    searched_by: Mapped[str] = described("who searched")
    searched_at: Mapped[datetime] = described("moment")
    evidence: Mapped[dict[str, Any]] = described(
        "what was tried, who came up with their reasons, the state of the register"
    )


class CheckFoundSince(Base):
    """The register was found to hold more than a search found; our own people were told."""

    __tablename__ = "check_found_since"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "(considered_at IS NULL) = (considered_by IS NULL)"
            " AND (considered_at IS NULL) = (considered_words IS NULL)"
            " AND (considered_words IS NULL OR trim(considered_words) <> '')",
            name="considered_as_a_whole",
        ),
        {"info": {"meaning": "what the register held anew after a search", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    search_id: Mapped[int] = described(
        "the search that found less", ForeignKey("check_searches.id"), index=True
    )
    evidence: Mapped[dict[str, Any]] = described("who came up then, with their reasons")
    told_at: Mapped[datetime] = described("moment our own people were told")
    considered_at: Mapped[datetime | None] = described("moment, where the answer had gone")
    considered_by: Mapped[str | None] = described("who considered telling the requester")
    considered_words: Mapped[str | None] = described("what was decided, and why")


class CheckDecision(Base):
    """Whether somebody who came up is the person; the newest of a search counts."""

    __tablename__ = "check_decisions"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="decided_with_reasons"),
        {"info": {"meaning": "decisions on people who came up", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    search_id: Mapped[int] = described("the search", ForeignKey("check_searches.id"), index=True)
    person_id: Mapped[int] = described("who came up", ForeignKey("people.id"), index=True)
    answer: Mapped[PersonAnswer] = described("same, not the same or cannot tell")
    words: Mapped[str] = described("why, in their words")
    decided_by: Mapped[str] = described("who decided")
    decided_at: Mapped[datetime] = described("moment")


class ClosedRecordQuestion(Base):
    """Whoever answers for a closed record is asked whether it concerns the person."""

    __tablename__ = "closed_record_questions"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("search_id", "child_id"),
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)"
            " AND (answered_at IS NULL) = (concerns IS NULL)"
            " AND (answered_at IS NULL) = (words IS NULL)",
            name="answered_as_a_whole",
        ),
        {"info": {"meaning": "closed records that may concern a suitability check", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    search_id: Mapped[int] = described("the search", ForeignKey("check_searches.id"), index=True)
    child_id: Mapped[int] = described("the record", ForeignKey("children.id"))
    asked_at: Mapped[datetime] = described("moment it was asked")
    concerns: Mapped[bool | None] = described("it holds something about the person that counts")
    words: Mapped[str | None] = described("why, in their words; for managers of the record only")
    answered_by: Mapped[str | None] = described("who answered")
    answered_at: Mapped[datetime | None] = described("moment")


class DecidedResult(Base):
    """The designated manager's result, with the exact words of the answer; the newest counts."""

    __tablename__ = "check_results"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("check_request_id", "id"),
        CheckConstraint("trim(reasons) <> ''", name="decided_with_reasons"),
        CheckConstraint(
            "(result = 'nothing_known') = (trim(words) <> '')", name="words_of_what_is_sent"
        ),
        {"info": {"meaning": "results of suitability checks", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    check_request_id: Mapped[int] = described(
        "the request", ForeignKey("check_requests.id"), index=True
    )
    result: Mapped[CheckResult] = described("from the closed list")
    reasons: Mapped[str] = described("why, for ourselves; never sent")
    words: Mapped[str] = described("the exact words to be sent; empty: nothing is sent from here")
    rests_on: Mapped[list[Any]] = described("the searches it rests on")
    decided_by: Mapped[str] = described("who decided")
    decided_at: Mapped[datetime] = described("moment")


class AllegationReferral(Base):
    """The designated officer for allegations has been told."""

    __tablename__ = "allegation_referrals"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["check_request_id", "result_id"],
            ["check_results.check_request_id", "check_results.id"],
        ),
        CheckConstraint("trim(referred_to) <> ''", name="referred_to_somebody"),
        {"info": {"meaning": "referrals to the designated officer for allegations", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    check_request_id: Mapped[int] = described("the request", index=True)
    result_id: Mapped[int] = described("the result that asked for it", unique=True)
    referred_to: Mapped[str] = described("name of the designated officer")
    words: Mapped[str] = described("what was said or agreed")
    made_by: Mapped[str] = described("who referred it")
    made_at: Mapped[datetime] = described("moment it was written down")


class CheckReply(Base):
    """The answer has gone to an address of the directory, word for word; once for a request."""

    __tablename__ = "check_replies"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["check_request_id", "result_id"],
            ["check_results.check_request_id", "check_results.id"],
        ),
        ForeignKeyConstraint(
            ["check_request_id", "requester_check_id"],
            ["requester_checks.check_request_id", "requester_checks.id"],
        ),
        UniqueConstraint("check_request_id"),
        {"info": {"meaning": "answers to suitability check requests", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    check_request_id: Mapped[int] = described("the request")
    result_id: Mapped[int] = described("the result it tells")
    requester_check_id: Mapped[int] = described("the confirmed check of the requester")
    contact_point_id: Mapped[int] = described(
        "the directory's e-mail address it went to", ForeignKey("contact_points.id")
    )
    words: Mapped[str] = described("the exact words")
    sent_by: Mapped[str] = described("who sent it")
    sent_at: Mapped[datetime] = described("moment it had gone")


class CheckRequestEnd(Base):
    """The request ended without an answer; nothing is searched or sent after it."""

    __tablename__ = "check_request_ends"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="ended_with_reasons"),
        CheckConstraint(
            "(ended_as = 'same_as_another') = (other_request_id IS NOT NULL)"
            " AND (other_request_id IS NULL OR other_request_id <> check_request_id)",
            name="same_as_which",
        ),
        {"info": {"meaning": "requests that ended without an answer", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    check_request_id: Mapped[int] = described(
        "the request", ForeignKey("check_requests.id"), unique=True
    )
    ended_as: Mapped[CheckEnd] = described("why, from the closed list")
    other_request_id: Mapped[int | None] = described(
        "the request that it is the same as", ForeignKey("check_requests.id")
    )
    words: Mapped[str] = described("why, in their words")
    ended_by: Mapped[str] = described("who ended it")
    ended_at: Mapped[datetime] = described("moment")


class CheckWarning(Base):
    """Our own people were told where the clock of a request stands; once for each state."""

    __tablename__ = "check_warnings"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("check_request_id", "clock"),
        {"info": {"meaning": "warnings that a suitability check is due", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    check_request_id: Mapped[int] = described("the request", ForeignKey("check_requests.id"))
    clock: Mapped[CheckClock] = described("which state was told")
    told_at: Mapped[datetime] = described("moment")
