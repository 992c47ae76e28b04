"""The commands, one file each; `cli` gathers them. A command parses its words and calls services."""
