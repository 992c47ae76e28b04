"""The words of the guards round questions about a person, on SQLite and on PostgreSQL.

Nothing is kept as said by us but the fixed sentences, or other words with a reason; the police
are reached by the directory alone; a disclosure is attended only where the police decided on
one; no clock is put back; and nobody's change of mind ends a question while a child is at risk.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from lacrecords.guards_refusals import Refusal, moment_on, statements_of
from lacrecords.rules.disclosure_scheme_words import SCHEME_SENTENCES

SCHEME_TABLES = frozenset(
    {"scheme_questions", "scheme_question_versions", "scheme_children", "scheme_words_said"}
    | {"scheme_referrals", "scheme_police_answers", "scheme_attended_disclosures"}
    | {"scheme_question_ends", "contact_points", "agencies"}
)
_NEWEST = (
    "v.id = (SELECT MAX(n.id) FROM scheme_question_versions n"
    " WHERE n.question_id = NEW.question_id)"
)
_ENDED = "EXISTS (SELECT 1 FROM scheme_question_ends e WHERE e.question_id = NEW.question_id{also})"
_STANDS = (
    "EXISTS (SELECT 1 FROM scheme_police_answers a WHERE a.question_id = NEW.question_id"
    " AND a.answer IN ({answers}){also} AND NOT EXISTS"
    " (SELECT 1 FROM scheme_police_answers c WHERE c.corrects_id = a.id))"
)


def _sentence() -> str:
    """The fixed sentence of a kind, as SQL."""
    whens = " ".join(
        "WHEN '{}' THEN '{}'".format(kind.value, words.replace("'", "''"))
        for kind, words in SCHEME_SENTENCES.items()
    )
    return f"(CASE NEW.kind {whens} END)"


def _said() -> Refusal:
    return Refusal(
        "guard_scheme_words_said_fixed",
        "INSERT",
        "scheme_words_said",
        f"NEW.kind <> 'other_words' AND NEW.words <> {_sentence()}",
        "guard: a fixed sentence is said word for word, and nothing is added to it",
    )


def _referrals(moment: str) -> Refusal:
    usable, at = moment.format("c.usable_from_at"), moment.format("NEW.recorded_at")
    return Refusal(
        "guard_scheme_referrals_directory",
        "INSERT",
        "scheme_referrals",
        "NOT EXISTS (SELECT 1 FROM contact_points c JOIN agencies g ON g.id = c.agency_id"
        " WHERE c.id = NEW.contact_point_id AND g.agency_type = 'police'"
        " AND g.left_directory_at IS NULL AND c.kind = NEW.method AND c.confirmed_by <> c.added_by"
        f" AND c.withdrawn_at IS NULL AND {usable} <= {at})",
        "guard: the police are reached by a contact in force in the directory",
    )


def _clock(moment: str) -> Refusal:
    new, known = moment.format("NEW.refer_by_at"), moment.format("v.refer_by_at")
    return Refusal(
        "guard_scheme_question_versions_clock",
        "INSERT",
        "scheme_question_versions",
        "EXISTS (SELECT 1 FROM scheme_question_versions v WHERE v.question_id = NEW.question_id"
        f" AND v.refer_by_at IS NOT NULL AND (NEW.refer_by_at IS NULL OR {new} > {known}))",
        "guard: what is said later makes a referral due sooner, never later",
    )


def _attended() -> Refusal:
    decided = _STANDS.format(answers="'discloses'", also=" AND a.id = NEW.answer_id")
    return Refusal(
        "guard_scheme_attended_disclosures_decided",
        "INSERT",
        "scheme_attended_disclosures",
        f"NOT {decided}",
        "guard: the police decide to disclose before anybody attends",
    )


def _after_the_end() -> tuple[Refusal, ...]:
    """What the police say and do later is still written down, but of a question that goes on."""
    joined = " AND e.ended_as = 'same_as_another'"
    tables = (
        ("scheme_question_versions", "", ""),
        ("scheme_children", "", ""),
        ("scheme_referrals", "NEW.corrects_id IS NULL AND ", ""),
        ("scheme_police_answers", "NEW.corrects_id IS NULL AND ", joined),
        ("scheme_attended_disclosures", "NEW.corrects_id IS NULL AND ", joined),
    )
    return tuple(
        Refusal(
            f"guard_{table}_ended",
            "INSERT",
            table,
            f"{only}{_ENDED.format(also=also)}",
            "guard: nothing is added to a question that has ended",
        )
        for table, only, also in tables
    )


def _ends() -> tuple[Refusal, ...]:
    version = f"EXISTS (SELECT 1 FROM scheme_question_versions v WHERE {_NEWEST} AND {{what}})"
    at_risk = version.format(what="(v.child_at_risk OR v.danger_now)")
    fits = version.format(what="v.urgency <> 'no_referral'")
    decided = _STANDS.format(answers="'discloses', 'does_not_disclose'", also="")
    refused = _STANDS.format(answers="'refused_referral'", also="")
    whens = (
        ("risk", f"NEW.ended_as = 'asker_withdrew' AND {at_risk}", "while a child is at risk"),
        ("fits", f"NEW.ended_as = 'neither_scheme_fits' AND {fits}", "for which a scheme fits"),
        ("decided", f"NEW.ended_as = 'police_decided' AND NOT {decided}", "the police decide on"),
        ("refused", f"NEW.ended_as = 'police_refused' AND NOT {refused}", "the police have taken"),
        (
            "joined",
            "EXISTS (SELECT 1 FROM scheme_question_ends e"
            " WHERE e.question_id = NEW.other_question_id)",
            "by joining one that has ended",
        ),
    )
    return tuple(
        Refusal(
            f"guard_scheme_question_ends_{name}",
            "INSERT",
            "scheme_question_ends",
            when,
            f"guard: nobody ends a question {words}",
        )
        for name, when, words in whens
    )


def scheme_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    moment = moment_on(dialect)
    refusals = (
        _said(),
        _referrals(moment),
        _clock(moment),
        _attended(),
        *_after_the_end(),
        *_ends(),
    )
    return statements_of(refusals, dialect)
