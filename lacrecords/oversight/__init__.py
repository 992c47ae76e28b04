"""The designated manager's desk: what is waiting, what is late, what must be considered."""
