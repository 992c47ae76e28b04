"""The trail: who did or saw what, when. Append-only; it holds ids, never details."""
