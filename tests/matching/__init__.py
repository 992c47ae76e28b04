"""The search for a child, tested on invented names."""
