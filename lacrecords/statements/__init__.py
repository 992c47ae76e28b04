"""The designated manager's statement to the Director: figures, charts, comment, signature."""
