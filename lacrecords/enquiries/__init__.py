"""Enquiries: asked, checked, found, weighed, settled, told and considered."""
