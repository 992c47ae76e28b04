"""How one person of a request stands: what is said of them, and how far the search has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.check_requests.answer_models import (
    CheckDecision,
    CheckFoundSince,
    CheckSearch,
    ClosedRecordQuestion,
)
from lacrecords.check_requests.looking import look, people_since, undecided
from lacrecords.check_requests.models import (
    CheckConsent,
    CheckedPerson,
    CheckedPersonVersion,
    CheckRequest,
)
from lacrecords.check_requests.values import SaidOfPerson
from lacrecords.clocks import local_date
from lacrecords.procedure import Procedure
from lacrecords.rules import suitability as rules
from lacrecords.rules.suitability import Gap, Lived, PersonFacts
from lacrecords.terms import MissingPart


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStanding:
    """One person who is checked: what is said of them, and how far the search has come."""

    person: CheckedPerson
    version: CheckedPersonVersion
    said: SaidOfPerson
    consents: tuple[CheckConsent, ...]
    searches: tuple[CheckSearch, ...]
    decisions: dict[int, CheckDecision]
    questions: tuple[ClosedRecordQuestion, ...]
    since: tuple[CheckFoundSince, ...]
    gaps: tuple[Gap, ...]
    window: tuple[date, date]
    shortest_gap: int
    facts: PersonFacts

    @property
    def consent(self) -> CheckConsent | None:
        """The newest consent that stands."""
        return next((row for row in reversed(self.consents) if row.withdrawn_at is None), None)

    @property
    def search(self) -> CheckSearch | None:
        """The newest search, whether or not it rests on what is said now."""
        return self.searches[-1] if self.searches else None

    @property
    def name(self) -> str:
        """The name that was given first."""
        return self.said.names[0].whole if self.said.names else "No name given"

    def overtaken(self, look_again: bool) -> bool:
        """Whether the register holds more than the newest search found."""
        if self.since or self.search is None or not look_again:
            return bool(self.since)
        return bool(people_since(self.search.evidence, look(self.said)))

    @property
    def missing(self) -> tuple[MissingPart, ...]:
        """What is missing for this person."""
        return rules.missing_of_person(self.facts)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of one person."""

    person: CheckedPerson
    version: CheckedPersonVersion
    said: SaidOfPerson
    consents: tuple[CheckConsent, ...]
    searches: tuple[CheckSearch, ...]
    decisions: dict[int, CheckDecision]
    questions: tuple[ClosedRecordQuestion, ...]
    since: tuple[CheckFoundSince, ...]


def person_standing(rows: Gathered, request: CheckRequest, procedure: Procedure) -> PersonStanding:
    """How they stand; whether the register has changed since, is looked up beside it."""
    said = rows.said
    window = rules.address_window(
        local_date(request.received_at), said.births, procedure.suitability_address_years
    )
    lived = [Lived(one.from_on, one.to_on) for one in said.addresses]
    gaps = rules.gaps(lived, window, procedure.suitability_gap_days)
    standing = [row for row in rows.consents if row.withdrawn_at is None]
    search = rows.searches[-1] if rows.searches else None
    current = (
        search is not None
        and search.person_version_id == rows.version.id
        and any(row.id == search.consent_id for row in standing)
    )
    facts = PersonFacts(
        consent_seen=bool(standing),
        name_given=bool(said.names),
        birth_given=bool(said.births),
        addresses_given=bool(said.addresses),
        gap_open=bool(gaps) and not said.gap_explanation,
        searched=current,
        register_changed=False,
        candidates_undecided=bool(undecided(search, rows.decisions)) if search else False,
        closed_records_unanswered=any(row.answered_at is None for row in rows.questions),
    )
    return PersonStanding(
        person=rows.person,
        version=rows.version,
        said=said,
        consents=rows.consents,
        searches=rows.searches,
        decisions=rows.decisions,
        questions=rows.questions,
        since=rows.since,
        gaps=gaps,
        window=window,
        shortest_gap=procedure.suitability_gap_days,
        facts=facts,
    )
