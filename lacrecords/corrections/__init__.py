"""A correction to a record reaches everybody outside who had the old version."""
