"""Deciding whether to share, question by question, and what went out by it."""
