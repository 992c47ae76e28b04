"""Guidance on sharing information as dated data: what applied on a day, and from when.

National texts travel with the program; the council's own stand in its database and are
changed by two people. Nothing here decides whether anything is shared.
"""
