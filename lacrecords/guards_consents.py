"""The words of the guards around consent, on SQLite and on PostgreSQL.

Only a consent is taken back, and what was taken back, changed or never stood is not confirmed
again. A question about parents is about what parents answered. What makes an answer valid at
all (informed, freely given, theirs to give) stands in the checks of its table.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from lacrecords.guards_refusals import on_insert, statements_of

CONSENT_TABLES = frozenset(
    {"consents", "consent_withdrawals", "consent_changes", "consent_reviews"}
    | {"disagreement_consents"}
)


_CONSENT = "SELECT 1 FROM consents c WHERE c.id = NEW.consent_id"
_HELD = "consents WHERE id = NEW.consent_id"
"""What happens to one consent waits for what happens to it already."""
_REFUSALS = (
    on_insert(
        "guard_consent_withdrawals_consent",
        "consent_withdrawals",
        f"NOT EXISTS ({_CONSENT} AND c.answer = 'consented')",
        "guard: only a consent is taken back",
    ),
    on_insert(
        "guard_consent_reviews_confirmed",
        "consent_reviews",
        "NEW.outcome = 'confirmed' AND ("
        f"NOT EXISTS ({_CONSENT} AND c.answer = 'consented' AND c.stands)"
        " OR EXISTS (SELECT 1 FROM consent_withdrawals w WHERE w.consent_id = NEW.consent_id)"
        " OR EXISTS (SELECT 1 FROM consent_changes x WHERE x.consent_id = NEW.consent_id))",
        "guard: what was taken back, has changed or never stood is not confirmed",
    ),
    on_insert(
        "guard_disagreement_consents_parents",
        "disagreement_consents",
        f"NOT EXISTS ({_CONSENT} AND c.whose = 'parental_responsibility')",
        "guard: a disagreement of parents is about what parents answered",
    ),
)


def consent_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    return statements_of(_REFUSALS, dialect, _HELD)
