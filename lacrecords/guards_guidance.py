"""The words of the guards around the council's guidance, on SQLite and on PostgreSQL.

A version comes into being in two steps by two people, neither of them a system administrator,
each version right after the one that its author read; what begins in the past is marked as a
correction of the record; an agreement has a review day, and nothing else has one.
"""

from __future__ import annotations

from lacrecords.guards_refusals import Refusal, statements_of

GUIDANCE_TABLES = frozenset({"guidance_texts", "guidance_changes", "accounts"})
_DAY = {"sqlite": "date(NEW.{})", "postgresql": "(NEW.{} AT TIME ZONE 'UTC')::date"}
"""The day in London is this one or, late on a summer evening, the next: what is refused is past."""
_ADMINISTRATOR = (
    "EXISTS (SELECT 1 FROM accounts a WHERE a.id = NEW.{} AND a.role = 'system_administrator')"
)
_AGREEMENT = (
    "EXISTS (SELECT 1 FROM guidance_texts t WHERE t.id = NEW.text_id"
    " AND t.kind = 'agency_agreement')"
)
_NOT_THE_NEXT = (
    "NEW.approved AND NEW.after_number <> (SELECT COUNT(*) FROM guidance_changes c"
    " WHERE c.text_id = NEW.text_id AND c.id <> NEW.id AND c.approved)"
)


def _refusals(dialect: str) -> tuple[Refusal, ...]:
    proposed, decided = (_DAY[dialect].format(name) for name in ("proposed_at", "decided_at"))
    past = "guard: what begins in the past is marked as a correction of the record"
    administrator = "guard: no system administrator makes guidance"
    return (
        _on_insert(
            "decided_later",
            "NEW.decided_at IS NOT NULL",
            "guard: guidance is proposed first and decided by another",
        ),
        _on_insert("past_day", f"NOT NEW.corrects_record AND NEW.from_on < {proposed}", past),
        _on_insert("proposer", _ADMINISTRATOR.format("proposed_by_id"), administrator),
        _on_insert(
            "review",
            f"({_AGREEMENT} AND NOT NEW.ends) <> (NEW.review_on IS NOT NULL)",
            "guard: an agreement has a review day, and nothing else has one",
        ),
        _on_update("decider", _ADMINISTRATOR.format("decided_by_id"), administrator),
        _on_update(
            "day_passed",
            f"NEW.approved AND NOT NEW.corrects_record AND NEW.from_on < {decided}",
            past,
        ),
        _on_update(
            "next_version",
            _NOT_THE_NEXT,
            "guard: a version follows the one that its author read",
        ),
    )


def _on_insert(name: str, when: str, words: str) -> Refusal:
    return Refusal(f"guard_guidance_changes_{name}", "INSERT", "guidance_changes", when, words)


def _on_update(name: str, when: str, words: str) -> Refusal:
    return Refusal(f"guard_guidance_changes_{name}", "UPDATE", "guidance_changes", when, words)


def guidance_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    return statements_of(_refusals(dialect), dialect)
