"""Forms of an enquiry: each turns what was typed into one frozen value for one service."""
