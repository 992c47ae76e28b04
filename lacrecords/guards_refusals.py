"""How a guard is put into words on SQLite and on PostgreSQL: one trigger that refuses.

Which refusals there are, each slice declares in a module of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Refusal:
    """What one trigger refuses, at which event, and in which words.

    `held`: the rows ("table WHERE id = NEW.x") at which changes wait for each other on
    PostgreSQL; on SQLite the write lock itself serves.
    """

    name: str
    event: str
    table: str
    when: str
    words: str
    held: str = ""

    def sqlite(self) -> dict[str, str]:
        """The trigger on SQLite."""
        return {
            self.name: f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
        }

    def postgresql(self) -> dict[str, str]:
        """The function and its trigger on PostgreSQL."""
        trigger = f"{self.name}_{self.event.lower()}"
        waits = f"PERFORM 1 FROM {self.held} FOR UPDATE; " if self.held else ""
        body = (
            f"BEGIN {waits}IF {self.when} THEN RAISE EXCEPTION '{self.words}'; END IF;"
            " RETURN NEW; END"
        )
        return {
            self.name: f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $$ {body} $$",
            trigger: f"CREATE TRIGGER {trigger} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        }


def on_insert(name: str, table: str, when: str, words: str, held: str = "") -> Refusal:
    """Refuse a row before it is put in."""
    return Refusal(name, "INSERT", table, when, words, held)


def on_update(name: str, table: str, when: str, words: str, held: str = "") -> Refusal:
    """Refuse a change before it is made."""
    return Refusal(name, "UPDATE", table, when, words, held)


def statements_of(refusals: Iterable[Refusal], dialect: str, held: str = "") -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making.

    `held`: where changes wait for each other, for refusals that name no rows of their own.
    """
    statements: dict[str, str] = {}
    for refusal in refusals:
        one = replace(refusal, held=refusal.held or held)
        statements |= one.sqlite() if dialect == "sqlite" else one.postgresql()
    return statements


def moment_on(dialect: str) -> str:
    """How a moment in a column is read so that two can be compared: SQLite compares letters."""
    return "julianday({})" if dialect == "sqlite" else "{}"
