"""The rules: pure functions over facts. They import the standard library and `terms` only."""
