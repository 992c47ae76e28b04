"""Adults: parents and other members of a child's household."""
