"""Figures as tables and charts, small numbers hidden or not, for whatever page passes them on."""
