"""What stands in a column, in words that the person can read: names for numbers, days, yes and no.

A record of another child that is closed to somebody is not named here to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column

from lacrecords.agencies import queries as agencies
from lacrecords.children import queries as children
from lacrecords.people.queries import people_by_id
from lacrecords.staff import queries as staff
from lacrecords.web.words import date_words, moment_words
from lacrecords.wording import words

ANOTHER_CHILD, SOMEBODY = "Another child", "Somebody"
NAMED_TABLES = frozenset({"accounts", "people", "children", "teams", "agencies"}) | {
    "contact_points",
    "other_authorities",
}
"""Numbers of these are shown as names; numbers of other rows tie our rows together only."""
_KEYS = ("account:", "command:", "job:")


@dataclass
class Names:
    """The names behind the numbers and keys that stand in rows, read a table at a time."""

    on: date
    own_child_ids: frozenset[int]
    own_person_ids: frozenset[int]
    _keys: dict[str, str] = field(default_factory=dict)
    _people: dict[int, str] = field(default_factory=dict)
    _children: dict[int, str] = field(default_factory=dict)
    _teams: dict[int, str] = field(default_factory=dict)

    def learn(self, columns: Iterable[Column[Any]], rows: Iterable[Mapping[str, Any]]) -> None:
        """Read every name that these rows need and that is not known yet."""
        found = [(column, row[column.name]) for row in rows for column in columns]
        numbers = {
            (name, value)
            for column, value in found
            if (name := names_table(column)) is not None and value is not None
        }
        keys = {value for _, value in found if is_key(value)}
        keys |= {f"account:{value}" for name, value in numbers if name == "accounts"}
        self._keys |= staff.names_for(keys - self._keys.keys())
        people = {value for name, value in numbers if name == "people"}
        self._people |= {
            number: card.name for number, card in people_by_id(people - self._people.keys()).items()
        }
        ids = {value for name, value in numbers if name == "children"} - self._children.keys()
        own = ids & self.own_child_ids
        self._children |= {
            number: card.name for number, card in children.cards_of(own, self.on).items()
        }
        self._children |= children.names_of(ids - own, None, self.on)
        if not self._teams:
            self._teams = {one.team_id: one.name for one in staff.every_team()}

    def words(self, column: Column[Any], value: Any) -> str:
        """The value of this column in words; empty where there is nothing to say."""
        name = names_table(column)
        if value is None or value == "" or value == [] or value == {}:
            return ""
        if name is not None:
            return "" if self._is_own(column, value) else self._named(name, value)
        if is_key(value):
            return self._keys.get(value, SOMEBODY)
        return plain_words(value)

    def _is_own(self, column: Column[Any], number: int) -> bool:
        """The person themselves: on every row it would be said again."""
        own = {"child_id": self.own_child_ids, "person_id": self.own_person_ids}
        return number in own.get(column.name, frozenset())

    def _named(self, name: str, number: int) -> str:
        if name == "accounts":
            return self._keys.get(f"account:{number}", SOMEBODY)
        if name == "people":
            return self._people.get(number, "") or SOMEBODY
        if name == "children":
            return self._children.get(number, ANOTHER_CHILD)
        if name == "teams":
            return self._teams.get(number, "A team")
        if name == "agencies":
            agency = agencies.agency(number)
            return agency.name if agency else "An agency"
        if name == "contact_points":
            return agencies.address_of(number)
        return "Another authority"


def names_table(column: Column[Any]) -> str | None:
    """The table whose names stand for the numbers of this column; None: it holds no such number."""
    for key in column.foreign_keys:
        target = key.target_fullname.split(".")
        if target[0] in NAMED_TABLES and target[1] == "id":
            return target[0]
    return None


def is_key(value: Any) -> bool:
    """Whether this stands for a member of staff, a command or a job."""
    return isinstance(value, str) and value.startswith(_KEYS) and " " not in value


def plain_words(value: Any) -> str:
    """A value without any name behind it, in words."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, StrEnum):
        return words(value)
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return date_words(value)
    if isinstance(value, Mapping):
        said = (f"{key}: {plain_words(one)}" for key, one in value.items() if one not in (None, ""))
        return "; ".join(said)
    if isinstance(value, list | tuple):
        return "; ".join(plain_words(one) for one in value)
    return str(value)
