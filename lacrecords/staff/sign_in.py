"""Sign-in, sign-out and who is signed in for this request."""

from __future__ import annotations

from lacrecords.rules.authorisation import Actor


def load_actor() -> Actor | None:
    """Who is signed in for this request; None: nobody."""
    return None
