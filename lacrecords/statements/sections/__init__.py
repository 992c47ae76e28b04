"""The sections of the statement, one module each; `providers` puts them in order."""
