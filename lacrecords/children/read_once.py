"""What a page asks of a record many times is read once in its transaction.

Only while reading: whoever writes asks anew each time, so that a change is seen at once.
"""

from __future__ import annotations

from typing import Any

from lacrecords.database import db, is_writing

_READ = "read_once"


def read_once(what: str) -> dict[Any, Any]:
    """What is known already of this in the reading that goes on, to be added to."""
    session = db.session()
    reading = session.get_transaction()
    if reading is None or is_writing(session):
        return {}
    of_reading, known = session.info.get(_READ, (None, {}))
    if of_reading is not reading:
        known = {}
        session.info[_READ] = (reading, known)
    found: dict[Any, Any] = known.setdefault(what, {})
    return found
