"""People who may pose a risk of significant harm to children: notices, meetings, reviews."""
