"""Accounts, roles, teams, absence and cover, sign-in and sessions."""
