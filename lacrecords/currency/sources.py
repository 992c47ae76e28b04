"""What other slices know that the rules ask for, without this slice knowing them.

Who keeps movements says for which children, and when, there was one. While
nobody does, the rules that ask for a movement are silent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from flask import current_app
from flask.sansio.app import App

from lacrecords.rules.currency_record import Move

MovementSource: TypeAlias = Callable[[Collection[int]], Mapping[int, tuple[Move, ...]]]
_MOVEMENTS = "lacrecords_currency_movements"
_MOVEMENT_PAGE = "lacrecords_currency_movement_page"


def register_movements(app: App, source: MovementSource, endpoint: str = "") -> None:
    """Say who knows which children had a movement recorded, and where one is recorded.

    The endpoint takes the child's `reference`.
    """
    app.extensions[_MOVEMENTS] = source
    app.extensions[_MOVEMENT_PAGE] = endpoint


def movement_endpoint() -> str:
    """The page on which a movement of a child is recorded; empty: there is none."""
    endpoint: str = current_app.extensions.get(_MOVEMENT_PAGE, "")
    return endpoint


def movements_of(child_ids: Collection[int]) -> Mapping[int, tuple[Move, ...]] | None:
    """The movements of these children; None: nobody keeps them."""
    source: MovementSource | None = current_app.extensions.get(_MOVEMENTS)
    return None if source is None else source(child_ids)
