"""Finding a child: pure comparison of names, dates and addresses, and one small store.

Ranks candidates and says why; a person decides. It never links, merges or tells.
"""
