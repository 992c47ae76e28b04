"""Lists that name children leave the program by two people: one asks, another agrees.

Whoever asked can fetch the file once, within a time, as they may see it then. Slices
register what can be exported; this one knows none of them.
"""
