"""The words of the guards around advice, on SQLite and on PostgreSQL.

Nobody advises themselves; only whoever asked adds or withdraws; what is withdrawn stays so,
and after advice nothing comes but advice put right. An addition answers something asked back.
"""

from __future__ import annotations

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
_REFUSALS = (
    (
        "guard_advice_turns_adviser",
        f"NEW.kind IN ('asked_back', 'advice') AND NOT {_SPOKEN} AND NEW.said_by = {_ASKED_BY}",
        "guard: nobody advises themselves",
    ),
    (
        "guard_advice_turns_asker",
        f"NEW.kind IN ('added', 'withdrawn') AND NEW.said_by <> {_ASKED_BY}",
        "guard: only whoever asked adds to a question or withdraws it",
    ),
    (
        "guard_advice_turns_order",
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
    statements: dict[str, str] = {}
    for name, when, words in _REFUSALS:
        if dialect == "sqlite":
            statements[name] = (
                f"CREATE TRIGGER {name} BEFORE INSERT ON advice_turns "
                f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
            continue
        # Two that are written at one moment wait for each other at the question.
        held = "PERFORM 1 FROM advice_questions WHERE id = NEW.advice_question_id FOR UPDATE;"
        body = f"BEGIN {held} IF {when} THEN RAISE EXCEPTION '{words}'; END IF; RETURN NEW; END"
        statements[name] = (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
        )
        statements[f"{name}_insert"] = (
            f"CREATE TRIGGER {name}_insert BEFORE INSERT ON advice_turns "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    return statements
