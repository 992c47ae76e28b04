"""The words of the guards around consent, on SQLite and on PostgreSQL.

Only a consent is taken back, and what was taken back, changed or never stood is not confirmed
again. A question about parents is about what parents answered. What makes an answer valid at
all (informed, freely given, theirs to give) stands in the checks of its table.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from dataclasses import dataclass

CONSENT_TABLES = frozenset(
    {"consents", "consent_withdrawals", "consent_changes", "consent_reviews"}
    | {"disagreement_consents"}
)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """What one trigger refuses before a row is put in, and in which words."""

    name: str
    table: str
    when: str
    words: str

    def sqlite(self) -> dict[str, str]:
        """The trigger on SQLite."""
        return {
            self.name: f"CREATE TRIGGER {self.name} BEFORE INSERT ON {self.table} "
            f"WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
        }

    def postgresql(self) -> dict[str, str]:
        """The function and its trigger on PostgreSQL.

        What happens to one consent waits for what happens to it already.
        """
        held = "PERFORM 1 FROM consents WHERE id = NEW.consent_id FOR UPDATE;"
        body = (
            f"BEGIN {held} IF {self.when} THEN RAISE EXCEPTION '{self.words}'; END IF;"
            " RETURN NEW; END"
        )
        trigger = f"{self.name}_insert"
        return {
            self.name: f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $$ {body} $$",
            trigger: f"CREATE TRIGGER {trigger} BEFORE INSERT ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        }


_CONSENT = "SELECT 1 FROM consents c WHERE c.id = NEW.consent_id"
_REFUSALS = (
    _Refusal(
        "guard_consent_withdrawals_consent",
        "consent_withdrawals",
        f"NOT EXISTS ({_CONSENT} AND c.answer = 'consented')",
        "guard: only a consent is taken back",
    ),
    _Refusal(
        "guard_consent_reviews_confirmed",
        "consent_reviews",
        "NEW.outcome = 'confirmed' AND ("
        f"NOT EXISTS ({_CONSENT} AND c.answer = 'consented' AND c.stands)"
        " OR EXISTS (SELECT 1 FROM consent_withdrawals w WHERE w.consent_id = NEW.consent_id)"
        " OR EXISTS (SELECT 1 FROM consent_changes x WHERE x.consent_id = NEW.consent_id))",
        "guard: what was taken back, has changed or never stood is not confirmed",
    ),
    _Refusal(
        "guard_disagreement_consents_parents",
        "disagreement_consents",
        f"NOT EXISTS ({_CONSENT} AND c.whose = 'parental_responsibility')",
        "guard: a disagreement of parents is about what parents answered",
    ),
)


def consent_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    statements: dict[str, str] = {}
    for refusal in _REFUSALS:
        statements |= refusal.sqlite() if dialect == "sqlite" else refusal.postgresql()
    return statements
