"""What must hold when things go wrong: many at once, and a process killed in the middle."""
