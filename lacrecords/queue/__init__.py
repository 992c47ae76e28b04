"""Work to be done after a commit: claimed with a lease, retried with a longer wait each time."""
