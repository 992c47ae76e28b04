"""Consent to share: whose it is, whether it was given, how it stands, what a child understands."""
