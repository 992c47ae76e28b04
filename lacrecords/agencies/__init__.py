"""The directory of agencies and their known contact points, kept by us."""
