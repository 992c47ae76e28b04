"""Kept up to date: what is stale, missing or wrong in the records, as a live worklist.

A changed child is looked at again at once, every child once a day. The rules are in
`rules.currency`; this slice reads the records for them and keeps what they find.
"""
