"""Children who move into or out of the area, and families that nobody can find."""
