"""The words of the guards around advice, on SQLite and on PostgreSQL.

Nobody advises themselves; only whoever asked adds or withdraws; what is withdrawn stays so,
and after advice nothing comes but advice put right. An addition answers something asked back.
"""

from __future__ import annotations

from lacrecords.guards_refusals import on_insert, statements_of

ADVICE_TABLES = frozenset({"advice_questions", "advice_turns"})

_ASKED_BY = "(SELECT q.asked_by FROM advice_questions q WHERE q.id = NEW.advice_question_id)"
_SPOKEN = (
    "EXISTS (SELECT 1 FROM advice_questions q WHERE q.id = NEW.advice_question_id"
    " AND q.spoken_with <> '')"
)
_BEFORE = "EXISTS (SELECT 1 FROM advice_turns t WHERE t.advice_question_id = NEW.advice_question_id"
_NEWEST = (
    "COALESCE((SELECT t.kind FROM advice_turns t WHERE t.advice_question_id ="
    " NEW.advice_question_id ORDER BY t.number DESC LIMIT 1), 'none')"
)
_NEXT = (
    "(SELECT COALESCE(MAX(t.number), 0) + 1 FROM advice_turns t"
    " WHERE t.advice_question_id = NEW.advice_question_id)"
)
_HELD = "advice_questions WHERE id = NEW.advice_question_id"
"""Two that are written at one moment wait for each other at the question."""
_REFUSALS = (
    on_insert(
        "guard_advice_turns_adviser",
        "advice_turns",
        f"NEW.kind IN ('asked_back', 'advice') AND NOT {_SPOKEN} AND NEW.said_by = {_ASKED_BY}",
        "guard: nobody advises themselves",
    ),
    on_insert(
        "guard_advice_turns_asker",
        "advice_turns",
        f"NEW.kind IN ('added', 'withdrawn') AND NEW.said_by <> {_ASKED_BY}",
        "guard: only whoever asked adds to a question or withdraws it",
    ),
    on_insert(
        "guard_advice_turns_order",
        "advice_turns",
        f"NEW.number <> {_NEXT} OR {_BEFORE} AND t.kind = 'withdrawn')"
        f" OR (NEW.kind <> 'advice' AND {_BEFORE} AND t.kind = 'advice'))"
        f" OR (NEW.kind = 'added' AND {_NEWEST} <> 'asked_back')"
        f" OR (NEW.kind = 'asked_back' AND {_NEWEST} = 'asked_back')"
        f" OR (NEW.kind <> 'advice' AND {_SPOKEN})",
        "guard: this cannot follow what was written before",
    ),
)


def advice_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    return statements_of(_REFUSALS, dialect, _HELD)
