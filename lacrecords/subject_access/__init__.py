"""People's request for their own information: recorded, assembled, redacted, released by two."""
