"""How long the words of a fact may be, typed or read from a file: one limit for both."""

from __future__ import annotations

LONGEST_NAME = 200
"""A name, a line of an address, an authority: longer ones are a column that has slipped."""
LONGEST_CLOSING_REASON = 250
