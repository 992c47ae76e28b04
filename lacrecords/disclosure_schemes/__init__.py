"""Questions about a person under the two disclosure schemes of the police; we tell nothing."""
