"""Raw rows around a request for information, put in beside the program: to try the guards."""

from __future__ import annotations

from datetime import timedelta

from tests.support.plain_sql import PlainConnection
from tests.support.putting_in import answer_to
from tests.support.rows import NOW

LATER = NOW + timedelta(hours=2)
NUMBER = 5


def insert(sql: PlainConnection, table: str, row_number: int = NUMBER, **said: object) -> str:
    """Put in a row like the one that stands, with these values; what the database answers."""
    return answer_to(sql, f"subject_access_{table}", row_number, **said)


def ready(sql: PlainConnection, **request: object) -> None:
    """A request with a pack that a first person has prepared: it may be released."""
    of = {"request_id": NUMBER}
    assert insert(sql, "requests", **request) == "None"
    assert insert(sql, "checks", **of) == "None"
    assert insert(sql, "searches", **of) == "None"
    assert insert(sql, "packs", **of) == "None"
    assert insert(sql, "pages", pack_id=NUMBER, number=1) == "None"
    assert insert(sql, "harm_checks", pack_id=NUMBER, **of) == "None"
    assert insert(sql, "release_asked", pack_id=NUMBER, **of) == "None"


def release(sql: PlainConnection, **said: object) -> str:
    """Release that pack as a second person."""
    row = {
        "request_id": NUMBER,
        "asked_id": NUMBER,
        "pack_id": NUMBER,
        "asked_by": f"asked_by {NUMBER}",
        "release_digest": f"release_digest {NUMBER}",
        "released_at": LATER,
    }
    return insert(sql, "releases", **(row | said))
