"""The commands, one file each; `cli` gathers them. A command reads its words, calls services."""
