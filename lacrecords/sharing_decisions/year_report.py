"""The year's report on sharing, for the Caldicott Guardian: sections of numbers, nobody's name.

The sums of all tables together hang like a tree (see `rules.suppression`): a number that stands
in two tables has one key, so that hiding it in one hides it in the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lacrecords.figures.sections import (
    Breakdown,
    ChartKind,
    Figure,
    Section,
    duty,
    parts_of,
    usual_times,
    with_done,
)
from lacrecords.figures.shown import Hiding, ShownStatement, shown
from lacrecords.procedure import Procedure
from lacrecords.sharing_decisions.looking_back_words import (
    CONSENT_WORDS,
    DEPARTURE_WORDS,
    GROUND_WORDS,
    PEER_ANSWER_WORDS,
    PEER_QUESTION_WORDS,
)
from lacrecords.sharing_decisions.words import INFORMED_WORDS, OUTCOME_WORDS
from lacrecords.sharing_decisions.year_advice import advice_figures
from lacrecords.sharing_decisions.year_counting import (
    Decided,
    checks_in,
    clocks_of,
    counted_by,
    decided_in,
    informed_in,
    minutes_to_decide,
    minutes_to_share,
    peer_reviews_of,
)
from lacrecords.sharing_decisions.years import Year
from lacrecords.terms import (
    AgencyType,
    ConsentPosition,
    PeerQuestion,
    SharingDirection,
    SharingGround,
    VerificationOutcome,
)
from lacrecords.wording import words

DIRECTION_WORDS = {
    SharingDirection.ASKED_OF_US: "Asked of us",
    SharingDirection.OUR_WISH: "Our wish",
}
NO_AGENCY = "none_named"
DECIDED = "Decisions"
REFUSALS = "refusals"
_REFUSED = (ConsentPosition.REFUSED, ConsentPosition.WITHDRAWN)


def report(year: Year, procedure: Procedure, now: datetime, *, passed_on: bool) -> ShownStatement:
    """The year and the year before; small numbers hidden in what is passed on."""
    hiding = Hiding(procedure.statement_smallest_count, procedure.statement_shows_zero)
    return shown(
        sections_of(year, now), sections_of(year.before(), now), hiding if passed_on else None
    )


def sections_of(year: Year, now: datetime) -> tuple[Section, ...]:
    """The sections of one year, exact."""
    rows = decided_in(year)
    return (
        decisions_section(rows),
        _consent(rows),
        _time(year, now),
        _right_way(year),
        _peer_reviews(year, now),
    )


def decisions_section(rows: Sequence[Decided]) -> Section:
    """Outcomes, and on what they rest."""
    return Section(
        key="decisions",
        title="What was decided",
        about="Each decision once, as it was decided last in the year. A ground is what the rules"
        " said on the day; a departure rests on a reason of its own, and none is kept without.",
        breakdowns=(*_by_outcome(rows), *_by_whom(rows)),
    )


def _by_outcome(rows: Sequence[Decided]) -> tuple[Breakdown, ...]:
    grounds = counted_by(rows, "ground")
    key = f"ground.{SharingGround.DEPARTURE}"
    departures = Figure(key, "Departures", grounds[SharingGround.DEPARTURE])
    return (
        _table("Outcomes", "Outcome", _total(rows), "outcome", OUTCOME_WORDS, rows),
        _table("On what they rest", "Ground", _total(rows), "ground", GROUND_WORDS, rows),
        _table(
            "Departures from what normally follows",
            "Departure",
            departures,
            "departure",
            DEPARTURE_WORDS,
            rows,
        ),
    )


def _by_whom(rows: Sequence[Decided]) -> tuple[Breakdown, ...]:
    types = counted_by(rows, "agency_type")
    types[NO_AGENCY] = len(rows) - types.total()
    labels = {one.value: words(one) for one in AgencyType}
    labels[NO_AGENCY] = "No agency of the directory"
    agencies = Breakdown(
        title="Kinds of agency",
        heading="Agency",
        total=_total(rows),
        parts=parts_of("agency", labels, types),
        leaves_out_none=True,
    )
    wished = _table("Who wished it", "Direction", _total(rows), "direction", DIRECTION_WORDS, rows)
    return wished, agencies


def _total(rows: Sequence[Decided]) -> Figure:
    return Figure("decided", DECIDED, len(rows))


def _table(
    title: str,
    heading: str,
    total: Figure,
    name: str,
    said: dict[Any, str],
    rows: Sequence[Decided],
) -> Breakdown:
    return Breakdown(
        title=title,
        heading=heading,
        total=total,
        parts=parts_of(name, _labels(said), counted_by(rows, name)),
        leaves_out_none=True,
    )


def _labels(said: dict[Any, str]) -> dict[str, str]:
    return {str(word): label for word, label in said.items()}


def _consent(rows: Sequence[Decided]) -> Section:
    return Section(
        key="consent",
        title="Consent and danger",
        about="Consent counts where the path came to that question. On the short path a child is in"
        " danger, and nobody waits for consent.",
        breakdowns=(*_how_it_stood(rows), _short_path(rows)),
    )


def _how_it_stood(rows: Sequence[Decided]) -> tuple[Breakdown, ...]:
    asked = [row for row in rows if row.consent is not None]
    answers = counted_by(asked, "consent")
    answers[REFUSALS] = sum(answers.pop(one, 0) for one in _REFUSED)
    labels = {str(one): label for one, label in CONSENT_WORDS.items() if one not in _REFUSED}
    labels[REFUSALS] = "Refused or withdrawn"
    overridden = sum(row.overridden for row in asked)
    stood = Breakdown(
        title="How it stood with consent",
        heading="Consent",
        total=Figure("consent", "Decisions that came to consent", len(asked)),
        parts=parts_of("consent", labels, answers),
        leaves_out_none=True,
    )
    refused = Breakdown(
        title="Consent refused or withdrawn",
        heading="What was decided",
        total=Figure(f"consent.{REFUSALS}", labels[REFUSALS], answers[REFUSALS]),
        parts=(
            Figure("refusal.overridden", "Shared all the same", overridden),
            Figure("refusal.kept", "Not shared", answers[REFUSALS] - overridden),
        ),
    )
    return stood, refused


def _short_path(rows: Sequence[Decided]) -> Breakdown:
    danger = [row for row in rows if row.in_danger]
    followed = sum(row.ground is SharingGround.CHILD_IN_DANGER for row in danger)
    key = f"ground.{SharingGround.CHILD_IN_DANGER}"
    return Breakdown(
        title="The short path: a child in danger",
        heading="What was decided",
        total=Figure("danger", "Decisions on the short path", len(danger)),
        parts=(
            Figure(key, "As the short path says", followed),
            Figure("danger.otherwise", "Otherwise, with a reason", len(danger) - followed),
        ),
    )


def _time(year: Year, now: datetime) -> Section:
    return Section(
        key="time",
        title="How long it took",
        about="Decisions begun in the year, and by when they were to be decided. Times are of what"
        " was first decided, or went out, in the year; by the clock, nights and weekends included.",
        duties=(duty("to_decide", "Decide whether to share", clocks_of(year), now),),
        measures=(
            *usual_times("asked_decided", "From asked to decided", minutes_to_decide(year)),
            *usual_times("decided_shared", "From decided to shared", minutes_to_share(year)),
        ),
    )


def _right_way(year: Year) -> Section:
    informed, checks = informed_in(year), checks_in(year)
    return Section(
        key="right_way",
        title="The right way",
        about="What went out in the year, whether those whom it is about knew of it, and what the"
        " checks of recipients showed. Nothing goes to a recipient who is not confirmed.",
        figures=advice_figures(year),
        breakdowns=(
            Breakdown(
                title="Whether those whom it is about know",
                heading="Of what went out",
                total=Figure("shared", "Times that something went out", informed.total()),
                parts=parts_of("informed", _labels(INFORMED_WORDS), _plain(informed)),
            ),
            Breakdown(
                title="Checks of recipients",
                heading="What the check showed",
                total=Figure("checks", "Checks", checks.total()),
                parts=parts_of(
                    "checks", {str(one): words(one) for one in VerificationOutcome}, _plain(checks)
                ),
            ),
        ),
    )


def _plain(counted: Counter[Any]) -> Counter[str]:
    return Counter({str(word): number for word, number in counted.items()})


def _peer_reviews(year: Year, now: datetime) -> Section:
    found = peer_reviews_of(year)
    made, reviewed = with_done(duty("peer", "Peer reviews", found.clocks, now), "Reviewed")
    return Section(
        key="peer",
        title="Peer review",
        about="Decisions that were drawn by chance from the months of the year, and what colleagues"
        " found who had no part in them.",
        figures=(
            Figure("peer.answered", "Reviews that whoever decided answered", found.answered),
            Figure("peer.left_out", "Decisions that nobody could review", found.left_out),
        ),
        duties=(made,),
        breakdowns=tuple(
            Breakdown(
                title=PEER_QUESTION_WORDS[question],
                heading="Answer",
                total=reviewed,
                parts=parts_of(
                    f"peer.{question}",
                    _labels(PEER_ANSWER_WORDS),
                    Counter(str(getattr(one, question.value)) for one in found.findings),
                ),
                chart=ChartKind.NONE,
            )
            for question in PeerQuestion
        ),
    )
