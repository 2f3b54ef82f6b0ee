"""The built-in dissectors: one table a family, found by the registry."""
